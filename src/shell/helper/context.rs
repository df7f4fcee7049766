//! What may stand at the cursor of a statement that is being written.
//!
//! In: the text before the cursor. Out: the word that was begun, the sort of word it is going to be, and the variables
//! that can be used there. It follows tokens and brackets only, for the text is seldom whole. Knows nothing of the graph.

use super::scope::{Scope, Variable};
use crate::syntax::{Keyword, Piece, Symbol, TokenKind, pieces};

/// The sort of word that may stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Nothing that could be known: a new name, the inside of a string, a number.
    Nothing,
    /// The first word of a clause.
    Clause,
    /// What may follow an operand: operators and the next clause.
    Continuation {
        clause: Option<Keyword>,
        section: Option<Keyword>,
    },
    /// An operand: a variable, a function, a prefix operator.
    Operand,
    /// A variable only.
    Variable,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A label.
    Label,
    /// A relationship type.
    Type,
    /// A property key of things with these labels or types.
    Key {
        labels: Vec<String>,
        types: Vec<String>,
    },
    /// What stands behind `name.`: a property key, or the rest of the name of a function.
    KeyOrFunction { of: Variable, chain: String },
    /// A procedure, of whose name `chain` is written already.
    Procedure { chain: String },
    /// A column that a procedure gives.
    Yield { procedure: String },
    /// A parameter.
    Parameter,
}

/// What is known of the place of the cursor.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// What may stand there.
    pub(super) wanted: Wanted,
    /// Where the word starts that was begun.
    pub(super) start: usize,
    /// The word that was begun; may be empty.
    pub(super) word: String,
    /// The variables that can be used there.
    pub(super) variables: Vec<Variable>,
    /// The function whose arguments are being written, and the number of the argument (from 0).
    pub(super) call: Option<(String, usize)>,
    /// Are the words of the language written in small letters?
    pub(super) small_letters: bool,
}

/// A token with its text.
#[derive(Debug, Clone)]
struct Word<'a> {
    kind: TokenKind,
    text: &'a str,
    start: usize,
}

impl Word<'_> {
    fn is(&self, symbol: Symbol) -> bool {
        self.kind.is(symbol)
    }

    fn keyword(&self) -> Option<Keyword> {
        match self.kind {
            TokenKind::Keyword(keyword) => Some(keyword),
            _ => None,
        }
    }

    /// The name that it is; any word of the language can be one.
    fn name(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Name | TokenKind::Keyword(_) => Some(self.text),
            TokenKind::QuotedName(name) => Some(name),
            _ => None,
        }
    }
}

/// What is open around the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    /// The statement itself, or a subquery in braces.
    Query { call: bool },
    /// `(n:Label {...})`, or an expression in parentheses: the same words may stand in both.
    Node,
    /// `-[r:TYPE {...}]-`.
    Relationship,
    /// The arguments of a function.
    Call(String),
    /// A list, a comprehension, an index.
    List,
    /// A map, or the properties of a pattern.
    Map,
    /// `n {.key, ...}`.
    Projection(String),
}

/// One level of brackets.
#[derive(Debug, Clone)]
struct Level {
    open: Open,
    /// The clause that is being written, in queries.
    clause: Option<Keyword>,
    /// The part of the clause: WHERE, ORDER, SKIP, LIMIT, YIELD.
    section: Option<Keyword>,
    /// Variable, labels and types of a pattern.
    subject: Variable,
    /// The procedure of a CALL.
    procedure: String,
    /// Commas so far.
    commas: usize,
    /// What is visible outside, to come back to it.
    outside: Option<Scope>,
}

impl Level {
    fn new(open: Open) -> Self {
        Self {
            open,
            clause: None,
            section: None,
            subject: Variable::default(),
            procedure: String::new(),
            commas: 0,
            outside: None,
        }
    }

    fn is_query(&self) -> bool {
        matches!(self.open, Open::Query { .. })
    }

    /// Is a pattern being written that may bind variables?
    fn in_pattern(&self) -> bool {
        let clause = matches!(self.clause, Some(Keyword::Match | Keyword::Create | Keyword::Merge));
        clause && self.section.is_none()
    }
}

/// What may stand at the end of `before`, which is the text of a statement up to the cursor.
pub(super) fn place(before: &str) -> Place {
    let nothing = |start: usize| Place {
        wanted: Wanted::Nothing,
        start,
        word: String::new(),
        variables: Vec::new(),
        call: None,
        small_letters: false,
    };
    let mut words: Vec<Word<'_>> = Vec::new();
    for (piece, span) in pieces(before) {
        let (start, end) = (span.start as usize, span.end as usize);
        let text = span.slice(before);
        match piece {
            Piece::Space => {}
            // A comment to the end of the line goes on at the cursor.
            Piece::Comment { open } if end == before.len() && (open || text.starts_with("//")) => {
                return nothing(before.len());
            }
            Piece::Comment { .. } => {}
            Piece::Token(kind) => words.push(Word { kind, text, start }),
            Piece::Fault(_) if end == before.len() => {
                // A name in back-ticks that is not closed yet can be completed, a string cannot.
                return match text.strip_prefix('`') {
                    Some(begun) => look(words, start, begun.to_owned()),
                    None => nothing(before.len()),
                };
            }
            Piece::Fault(_) => {}
        }
    }
    let last = words.last();
    let at_cursor = last.filter(|word| word.start + word.text.len() == before.len());
    match at_cursor.map(|word| (&word.kind, word.start)) {
        Some((TokenKind::Parameter(name), start)) => {
            let place = nothing(start + 1);
            Place { wanted: Wanted::Parameter, word: name.clone(), ..place }
        }
        Some((TokenKind::Symbol(Symbol::Dollar), start)) => {
            Place { wanted: Wanted::Parameter, ..nothing(start + 1) }
        }
        Some((TokenKind::Name | TokenKind::Keyword(_), start)) => {
            words.pop();
            look(words, start, before[start..].to_owned())
        }
        Some((TokenKind::Integer(_) | TokenKind::Float(_), _)) => nothing(before.len()),
        _ => look(words, before.len(), String::new()),
    }
}

fn look(words: Vec<Word<'_>>, start: usize, word: String) -> Place {
    let small_letters = words
        .iter()
        .find(|word| word.keyword().is_some())
        .is_some_and(|word| word.text.chars().all(char::is_lowercase));
    let mut walk = Walk {
        levels: vec![Level::new(Open::Query { call: false })],
        scope: Scope::default(),
        words: &words,
    };
    for at in 0..words.len() {
        walk.step(at);
    }
    let call = walk.levels.iter().rev().find_map(|level| match &level.open {
        Open::Call(name) => Some((name.clone(), level.commas)),
        _ => None,
    });
    Place {
        wanted: walk.wanted(),
        start,
        word,
        variables: walk.scope.variables().to_vec(),
        call,
        small_letters,
    }
}

struct Walk<'a> {
    levels: Vec<Level>,
    scope: Scope,
    words: &'a [Word<'a>],
}

impl<'a> Walk<'a> {
    fn level(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::new(Open::Query { call: false }));
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn before(&self, at: usize) -> Option<&'a Word<'a>> {
        at.checked_sub(1).and_then(|at| self.words.get(at))
    }

    /// The query around the innermost brackets.
    fn query(&self) -> Option<&Level> {
        self.levels.iter().rev().find(|level| level.is_query())
    }

    fn step(&mut self, at: usize) {
        let word = &self.words[at];
        match &word.kind {
            TokenKind::Symbol(symbol) => self.symbol(*symbol, at),
            _ if self.before(at).is_some_and(|before| before.is(Symbol::Dot)) => self.dotted(at),
            TokenKind::Keyword(keyword) if !self.names_something(at) => self.keyword(*keyword, at),
            TokenKind::Name | TokenKind::QuotedName(_) | TokenKind::Keyword(_) => self.name(at),
            _ => {}
        }
    }

    /// Is a word of the language a label, type or key here?
    fn names_something(&mut self, at: usize) -> bool {
        let Some(before) = self.before(at) else {
            return false;
        };
        let label = before.is(Symbol::Colon) && self.level().open != Open::Map;
        let in_map = self.level().open == Open::Map;
        let key = in_map && (before.is(Symbol::BraceOpen) || before.is(Symbol::Comma));
        label || key || before.is(Symbol::Ampersand) || before.is(Symbol::Exclamation)
    }

    fn symbol(&mut self, symbol: Symbol, at: usize) {
        match symbol {
            Symbol::ParenOpen => {
                let open = match self.before(at) {
                    Some(before) if calls(before) => Open::Call(self.chain(at)),
                    _ => Open::Node,
                };
                self.push(open);
            }
            Symbol::BracketOpen => {
                let dash = self.before(at).is_some_and(|word| word.is(Symbol::Minus) || word.is(Symbol::Dash));
                self.push(if dash { Open::Relationship } else { Open::List });
            }
            Symbol::BraceOpen => {
                let open = self.brace(at);
                self.push(open);
            }
            Symbol::ParenClose | Symbol::BracketClose | Symbol::BraceClose => self.pop(),
            Symbol::Comma => self.level().commas += 1,
            Symbol::Star => {
                let projects = matches!(self.level().clause, Some(Keyword::With | Keyword::Return));
                let first = self.before(at).and_then(Word::keyword);
                if projects && matches!(first, Some(Keyword::With | Keyword::Return | Keyword::Distinct)) {
                    self.scope.project_everything();
                }
            }
            Symbol::Semicolon => {
                self.levels = vec![Level::new(Open::Query { call: false })];
                self.scope.clear();
            }
            _ => {}
        }
    }

    /// What an opening brace starts.
    fn brace(&mut self, at: usize) -> Open {
        let Some(before) = self.before(at) else {
            return Open::Map;
        };
        let in_pattern = matches!(self.level().open, Open::Node | Open::Relationship);
        match before.keyword() {
            Some(Keyword::Exists | Keyword::Count) => return Open::Query { call: false },
            Some(Keyword::Call) => return Open::Query { call: true },
            _ if before.text.eq_ignore_ascii_case("collect") => return Open::Query { call: false },
            _ => {}
        }
        match before.name() {
            Some(name) if !in_pattern && before.keyword().is_none_or(|word| !word.is_reserved()) => {
                Open::Projection(name.to_owned())
            }
            _ => Open::Map,
        }
    }

    fn push(&mut self, open: Open) {
        let mut level = Level::new(open);
        if matches!(level.open, Open::Query { .. } | Open::List | Open::Call(_)) {
            level.outside = Some(self.scope.clone());
        }
        if level.open == Open::Map {
            // The properties of a pattern are those of its labels.
            level.subject = self.level().subject.clone();
        }
        self.levels.push(level);
    }

    fn pop(&mut self) {
        if self.levels.len() < 2 {
            return;
        }
        let Some(level) = self.levels.pop() else {
            return;
        };
        if let Some(outside) = level.outside {
            let inside = std::mem::replace(&mut self.scope, outside);
            if level.open == (Open::Query { call: true }) {
                inside.returned().into_iter().for_each(|variable| self.scope.bind(variable));
            }
        }
    }

    fn keyword(&mut self, keyword: Keyword, at: usize) {
        if !self.level().is_query() {
            if keyword == Keyword::Where {
                self.level().section = Some(keyword);
            }
            return;
        }
        let before = self.before(at).and_then(Word::keyword);
        match keyword {
            // STARTS WITH and ENDS WITH are operators.
            Keyword::With if matches!(before, Some(Keyword::Starts | Keyword::Ends)) => {}
            // ON CREATE and ON MATCH belong to MERGE.
            Keyword::Create | Keyword::Match if before == Some(Keyword::On) => {}
            Keyword::Where | Keyword::Order | Keyword::Skip | Keyword::Limit | Keyword::Offset | Keyword::Yield => {
                self.level().section = Some(keyword);
            }
            Keyword::On => self.level().section = Some(keyword),
            Keyword::Union => {
                self.scope.clear();
                let level = self.level();
                (level.clause, level.section) = (None, None);
            }
            _ if Keyword::CLAUSE_STARTS.contains(&keyword) => {
                if self.level().clause == Some(Keyword::With) {
                    self.scope.end_projection();
                }
                if matches!(keyword, Keyword::With | Keyword::Return) {
                    self.scope.start_projection();
                }
                let level = self.level();
                (level.clause, level.section, level.commas) = (Some(keyword), None, 0);
                level.procedure.clear();
            }
            _ => {}
        }
    }

    fn name(&mut self, at: usize) {
        let word = &self.words[at];
        let Some(name) = word.name().map(str::to_owned) else {
            return;
        };
        let before = self.before(at);
        let next = self.words.get(at + 1);
        let binds = self.query().is_some_and(Level::in_pattern);
        let is = |symbol: Symbol| before.is_some_and(|word| word.is(symbol));
        let as_name = before.and_then(Word::keyword) == Some(Keyword::As);
        match self.level().open.clone() {
            Open::Node if is(Symbol::ParenOpen) => {
                let known = self.scope.get(&name).cloned();
                self.level().subject = known.unwrap_or(Variable { name: name.clone(), ..Variable::default() });
                if binds && next.is_none_or(|next| !next.is(Symbol::Dot)) {
                    self.scope.bind_name(&name);
                }
            }
            Open::Node if is(Symbol::Colon) || is(Symbol::Pipe) || is(Symbol::Ampersand) => {
                self.level().subject.labels.push(name);
                self.learn();
            }
            Open::Relationship if is(Symbol::BracketOpen) => {
                self.level().subject.name.clone_from(&name);
                if binds {
                    self.scope.bind_name(&name);
                }
            }
            Open::Relationship if is(Symbol::Colon) || is(Symbol::Pipe) => {
                self.level().subject.types.push(name);
                self.learn();
            }
            Open::List | Open::Call(_) if next.and_then(Word::keyword) == Some(Keyword::In) => {
                self.scope.bind_name(&name);
            }
            // `reduce(sum = 0, ...`.
            Open::Call(_) if is(Symbol::ParenOpen) && next.is_some_and(|next| next.is(Symbol::Equal)) => {
                self.scope.bind_name(&name);
            }
            Open::Query { .. } if as_name => {
                let source = at.checked_sub(2).and_then(|at| self.words.get(at)).and_then(Word::name);
                match self.level().clause {
                    Some(Keyword::With | Keyword::Return) => self.scope.project_as(source, &name),
                    _ => self.scope.bind_name(&name),
                }
            }
            Open::Query { .. } => self.name_in_query(at, &name),
            _ => {}
        }
    }

    fn name_in_query(&mut self, at: usize, name: &str) {
        let before = self.before(at);
        let next = self.words.get(at + 1);
        let keyword_before = before.and_then(Word::keyword);
        let comma = before.is_some_and(|word| word.is(Symbol::Comma));
        let (clause, section) = (self.level().clause, self.level().section);
        match clause {
            Some(Keyword::With | Keyword::Return) if section.is_none() => {
                let first = matches!(keyword_before, Some(Keyword::With | Keyword::Return | Keyword::Distinct)) || comma;
                let alone = next.is_none_or(|next| {
                    next.is(Symbol::Comma) || next.keyword().is_some_and(|word| word != Keyword::As)
                });
                if first && alone {
                    self.scope.project(name);
                }
            }
            Some(Keyword::Call) if section == Some(Keyword::Yield) => {
                if next.and_then(Word::keyword) != Some(Keyword::As) {
                    self.scope.bind_name(name);
                }
            }
            Some(Keyword::Call) if keyword_before == Some(Keyword::Call) => {
                name.clone_into(&mut self.level().procedure);
            }
            // `p = (a)-->(b)`.
            Some(Keyword::Match | Keyword::Create | Keyword::Merge) if section.is_none() => {
                if next.is_some_and(|next| next.is(Symbol::Equal)) {
                    self.scope.bind_name(name);
                }
            }
            _ => {}
        }
    }

    /// The part of a name behind a dot.
    fn dotted(&mut self, at: usize) {
        let part = self.words[at].text;
        let level = self.level();
        if level.clause == Some(Keyword::Call) && level.section.is_none() && !level.procedure.is_empty() {
            level.procedure.push('.');
            level.procedure.push_str(part);
        }
    }

    /// Remembers labels and types with their variable.
    fn learn(&mut self) {
        let subject = self.level().subject.clone();
        if let Some(known) = self.scope.get(&subject.name) {
            let new = |all: Vec<String>, known: &[String]| -> Vec<String> {
                all.into_iter().filter(|one| !known.contains(one)).collect()
            };
            let found = Variable {
                labels: new(subject.labels, &known.labels),
                types: new(subject.types, &known.types),
                name: subject.name,
            };
            self.scope.bind(found);
        }
    }

    /// The dotted name that ends before the word at `at`: `date.truncate`.
    fn chain(&self, at: usize) -> String {
        let mut first = at;
        while let Some(part) = first.checked_sub(1) {
            let word = &self.words[part];
            let joined = word.is(Symbol::Dot) || word.name().is_some();
            let touches = self.words.get(first).is_none_or(|next| word.start + word.text.len() == next.start);
            // Of two names side by side only the second belongs to the chain.
            let next_is_name = self.words.get(first).is_some_and(|next| first < at && next.name().is_some());
            if !joined || (first < at && !touches) || (next_is_name && word.name().is_some()) {
                break;
            }
            first = part;
        }
        self.words[first..at].iter().map(|word| word.text).collect()
    }

    fn wanted(&mut self) -> Wanted {
        let at = self.words.len();
        let last = self.before(at);
        if let Some(last) = last {
            if last.is(Symbol::Dot) {
                return self.behind_dot(at);
            }
            if let Some(words) = self.phrase(last) {
                return words;
            }
        }
        let level = self.level().clone();
        let is = |symbol: Symbol| last.is_some_and(|word| word.is(symbol));
        let label_sign = is(Symbol::Colon) || is(Symbol::Ampersand) || is(Symbol::Exclamation);
        let operand = || if ends_operand(last) {
            Wanted::Continuation { clause: self.query().and_then(|query| query.clause), section: Some(Keyword::Where) }
        } else {
            Wanted::Operand
        };
        match &level.open {
            Open::Map if is(Symbol::BraceOpen) || is(Symbol::Comma) => Wanted::Key {
                labels: level.subject.labels,
                types: level.subject.types,
            },
            Open::Map => operand(),
            Open::Projection(_) => operand(),
            Open::Relationship if level.section.is_some() => operand(),
            Open::Relationship if label_sign || is(Symbol::Pipe) => Wanted::Type,
            Open::Relationship => Wanted::Nothing,
            _ if label_sign => Wanted::Label,
            Open::Node if is(Symbol::Pipe) && !level.subject.labels.is_empty() => Wanted::Label,
            Open::Node if is(Symbol::ParenOpen) => {
                // In a pattern a known variable may stand here, in an expression anything.
                if self.query().is_some_and(Level::in_pattern) { Wanted::Variable } else { Wanted::Operand }
            }
            Open::Node | Open::List | Open::Call(_) => operand(),
            Open::Query { .. } => self.in_query(&level, last),
        }
    }

    fn in_query(&self, level: &Level, last: Option<&Word<'_>>) -> Wanted {
        let keyword = last.and_then(Word::keyword);
        let Some(clause) = level.clause else {
            return Wanted::Clause;
        };
        let continuation = Wanted::Continuation { clause: Some(clause), section: level.section };
        match (clause, level.section) {
            (Keyword::Call, Some(Keyword::Yield)) if !ends_operand(last) => {
                Wanted::Yield { procedure: level.procedure.clone() }
            }
            _ if ends_operand(last) => continuation,
            (Keyword::Match | Keyword::Create | Keyword::Merge, None) => {
                let start = matches!(keyword, Some(Keyword::Match | Keyword::Merge | Keyword::Create));
                let equal = last.is_some_and(|word| word.is(Symbol::Equal));
                if clause == Keyword::Match && (start || equal) {
                    Wanted::Words(&["shortestPath(", "allShortestPaths("])
                } else {
                    Wanted::Nothing
                }
            }
            (Keyword::Set | Keyword::Remove | Keyword::Delete | Keyword::Detach, _)
                if keyword.is_some() || last.is_some_and(|word| word.is(Symbol::Comma)) =>
            {
                Wanted::Variable
            }
            _ => Wanted::Operand,
        }
    }

    /// Behind a dot there is a key, or the next part of a name.
    fn behind_dot(&mut self, at: usize) -> Wanted {
        if let Open::Projection(name) = &self.level().open {
            let name = name.clone();
            let of = self.scope.get(&name).cloned().unwrap_or_default();
            return Wanted::Key { labels: of.labels, types: of.types };
        }
        let chain = self.chain(at);
        let level = self.level();
        if level.is_query() && level.clause == Some(Keyword::Call) && level.section.is_none() {
            return Wanted::Procedure { chain };
        }
        let head = chain.split('.').next().unwrap_or_default();
        let of = match self.scope.get(head) {
            Some(variable) => variable.clone(),
            None => Variable::default(),
        };
        Wanted::KeyOrFunction { of, chain }
    }

    /// What must follow the first word of a phrase.
    fn phrase(&mut self, last: &Word<'_>) -> Option<Wanted> {
        let first = self.words.len() == 1;
        Some(match last.keyword()? {
            Keyword::As => Wanted::Nothing,
            Keyword::Optional => Wanted::Words(&["MATCH"]),
            Keyword::Order => Wanted::Words(&["BY"]),
            Keyword::Starts | Keyword::Ends => Wanted::Words(&["WITH"]),
            Keyword::Is => Wanted::Words(&["NULL", "NOT NULL"]),
            Keyword::Detach => Wanted::Words(&["DELETE"]),
            Keyword::On => Wanted::Words(&["CREATE SET", "MATCH SET"]),
            Keyword::Union => Wanted::Words(&["ALL", "MATCH", "RETURN", "WITH", "UNWIND", "CALL", "OPTIONAL MATCH"]),
            Keyword::Explain | Keyword::Profile if first => Wanted::Clause,
            Keyword::Call if self.level().is_query() => Wanted::Procedure { chain: String::new() },
            _ => return None,
        })
    }
}

/// Is a word in front of a parenthesis the name of what is called?
fn calls(word: &Word<'_>) -> bool {
    match word.kind {
        TokenKind::Name | TokenKind::QuotedName(_) => true,
        TokenKind::Keyword(keyword) => matches!(
            keyword,
            Keyword::Count
                | Keyword::Exists
                | Keyword::All
                | Keyword::Any
                | Keyword::None
                | Keyword::Single
                | Keyword::Reduce
        ),
        _ => false,
    }
}

/// Does an operand end with this word, so that an operator or the next clause may follow?
fn ends_operand(word: Option<&Word<'_>>) -> bool {
    let Some(word) = word else {
        return false;
    };
    match &word.kind {
        TokenKind::Keyword(keyword) => {
            !keyword.is_reserved()
                || matches!(
                    keyword,
                    Keyword::True | Keyword::False | Keyword::Null | Keyword::End | Keyword::Asc | Keyword::Desc
                        | Keyword::Ascending | Keyword::Descending
                )
        }
        TokenKind::Symbol(symbol) => {
            matches!(symbol, Symbol::ParenClose | Symbol::BracketClose | Symbol::BraceClose | Symbol::Star)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, place};

    /// The word, what is wanted and the variables, in a short form.
    fn check(before: &str, expected: &str) {
        let place = place(before);
        let wanted = match place.wanted {
            Wanted::Nothing => "nothing".to_owned(),
            Wanted::Clause => "clause".to_owned(),
            Wanted::Continuation { clause, section } => {
                let name = |keyword: Option<crate::syntax::Keyword>| keyword.map_or("-", |keyword| keyword.text());
                format!("after {} {}", name(clause), name(section))
            }
            Wanted::Operand => "operand".to_owned(),
            Wanted::Variable => "variable".to_owned(),
            Wanted::Words(words) => words.join("|"),
            Wanted::Label => "label".to_owned(),
            Wanted::Type => "type".to_owned(),
            Wanted::Key { labels, types } => format!("key {}{}", labels.join("&"), types.join("|")),
            Wanted::KeyOrFunction { of, chain } => {
                format!("key {}{} or {chain}", of.labels.join("&"), of.types.join("|"))
            }
            Wanted::Procedure { chain } => format!("procedure {chain}"),
            Wanted::Yield { procedure } => format!("yield {procedure}"),
            Wanted::Parameter => "parameter".to_owned(),
        };
        let variables: Vec<&str> = place.variables.iter().map(|variable| variable.name.as_str()).collect();
        let actual = format!("'{}' {wanted}; {}", place.word, variables.join(" "));
        assert_eq!(actual.trim_end(), expected, "{before}");
    }

    #[test]
    fn clauses_and_phrases() {
        check("", "'' clause;");
        check("MAT", "'MAT' clause;");
        check("EXPLAIN ma", "'ma' clause;");
        check("OPTIONAL ", "'' MATCH;");
        check("MATCH (a) RETURN a ORDER ", "'' BY; a");
        check("MATCH (a) WHERE a.x IS ", "'' NULL|NOT NULL; a");
        check("MATCH (a) RET", "'RET' after MATCH -; a");
        check("MATCH (a) WHERE a.x = 1 ", "'' after MATCH WHERE; a");
        check("MERGE (a) ON ", "'' CREATE SET|MATCH SET; a");
        check("RETURN 1 AS ", "'' nothing;");
        check("MATCH (a) RETURN a; MA", "'MA' clause;");
        check("MATCH (a) DETACH DELETE ", "'' variable; a");
    }

    #[test]
    fn patterns() {
        check("MATCH (", "'' variable;");
        check("MATCH (a), (", "'' variable; a");
        check("MATCH (a:", "'' label; a");
        check("MATCH (a:Com", "'Com' label; a");
        check("MATCH (a:Company|", "'' label; a");
        check("MATCH (a:A&!", "'' label; a");
        check("MATCH (a)-[", "'' nothing; a");
        check("MATCH (a)-[r:", "'' type; a r");
        check("MATCH (a)-[:OWNS|P", "'P' type; a");
        check("MATCH (a)<-[:", "'' type; a");
        check("MATCH (a:Company {", "'' key Company; a");
        check("MATCH (a:Company {x: 1, na", "'na' key Company; a");
        check("MATCH (a:Company {x: ", "'' operand; a");
        check("MATCH (a)-[r:OWNS {", "'' key OWNS; a r");
        check("MATCH p = sh", "'sh' shortestPath(|allShortestPaths(; p");
        check("MATCH (a:`Odd la", "'Odd la' label; a");
        check("MATCH (a:Order) RETURN a.", "'' key Order or a.; a");
    }

    #[test]
    fn expressions() {
        check("MATCH (a:Company) WHERE a.", "'' key Company or a.; a");
        check("MATCH ()-[r:OWNS]-() RETURN r.si", "'si' key OWNS or r.; r");
        check("RETURN date.tr", "'tr' key  or date.;");
        check("MATCH (a) WHERE a:", "'' label; a");
        check("MATCH (a) WHERE (a:", "'' label; a");
        check("MATCH (a) RETURN ", "'' operand; a");
        check("MATCH (a) RETURN a, b", "'b' operand; a");
        check("RETURN $si", "'si' parameter;");
        check("RETURN $", "'' parameter;");
        check("RETURN 'MAT", "'' nothing;");
        check("RETURN 1 // MAT", "'' nothing;");
        check("RETURN /* x */ MAT", "'MAT' operand;");
        check("RETURN 12", "'' nothing;");
        check("MATCH (a:Company) RETURN a {.", "'' key Company; a");
        check("RETURN {a: ", "'' operand;");
        check("RETURN [x IN [1] | ", "'' operand; x");
        check("RETURN [x IN [1] | x] + ", "'' operand;");
    }

    #[test]
    fn scopes() {
        check("MATCH (a)-[r]->(b) WITH a, count(*) AS n ", "'' after WITH -; a r b n");
        check("MATCH (a)-[r]->(b) WITH a, count(*) AS n MATCH (a)-->(c) RETURN ", "'' operand; a n c");
        check("MATCH (a:Company) WITH a AS b RETURN b.", "'' key Company or b.; b");
        check("MATCH (a) WITH * MATCH (b) RETURN ", "'' operand; a b");
        check("UNWIND [1] AS x RETURN ", "'' operand; x");
        check("MATCH (a) RETURN a UNION MATCH (b) RETURN ", "'' operand; b");
        check("MATCH (a) WHERE EXISTS { MATCH (b:", "'' label; a b");
        check("MATCH (a) WHERE EXISTS { MATCH (b) } RETURN ", "'' operand; a");
        check("CALL { MATCH (a) RETURN a AS x } RETURN ", "'' operand; x");
        check("MATCH p = (a)-->() RETURN ", "'' operand; p a");
    }

    #[test]
    fn procedures() {
        check("CALL ", "'' procedure ;");
        check("CALL test.my", "'my' procedure test.;");
        check("CALL test.my.proc() YIELD ", "'' yield test.my.proc;");
        check("CALL test.my.proc() YIELD a, ", "'' yield test.my.proc; a");
        check("CALL test.my.proc() YIELD a RETURN ", "'' operand; a");
    }

    #[test]
    fn calls() {
        let check = |before: &str, expected: Option<(&str, usize)>| {
            let call = place(before).call;
            assert_eq!(call, expected.map(|(name, argument)| (name.to_owned(), argument)), "{before}");
        };
        check("RETURN substring(", Some(("substring", 0)));
        check("RETURN substring('a', ", Some(("substring", 1)));
        check("RETURN toUpper(substring('a'), ", Some(("toUpper", 1)));
        check("RETURN date.truncate(", Some(("date.truncate", 0)));
        check("RETURN count(", Some(("count", 0)));
        check("RETURN size([1, 2", Some(("size", 0)));
        check("RETURN size(a)", None);
        check("MATCH (", None);
    }
}
