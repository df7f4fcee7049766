//! From word to word through a statement: which brackets and clauses are open, and which variables are bound.
//!
//! In: words. Out: the levels of brackets at the end of them, and the scope. Knows nothing of completion.

use super::word::{Word, calls};
use crate::shell::helper::scope::{Scope, Variable};
use crate::syntax::{Keyword, Symbol, TokenKind};

/// What is open around the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Open {
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
pub(super) struct Level {
    pub(super) open: Open,
    /// The clause that is being written, in queries.
    pub(super) clause: Option<Keyword>,
    /// The part of the clause: WHERE, ORDER, SKIP, LIMIT, YIELD.
    pub(super) section: Option<Keyword>,
    /// Variable, labels and types of a pattern.
    pub(super) subject: Variable,
    /// The procedure of a CALL.
    pub(super) procedure: String,
    /// Commas so far.
    pub(super) commas: usize,
    /// What is visible outside, to come back to it.
    pub(super) outside: Option<Scope>,
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

    pub(super) fn is_query(&self) -> bool {
        matches!(self.open, Open::Query { .. })
    }

    /// Is a pattern being written that may bind variables?
    pub(super) fn in_pattern(&self) -> bool {
        let clause = matches!(
            self.clause,
            Some(Keyword::Match | Keyword::Create | Keyword::Merge)
        );
        clause && self.section.is_none()
    }
}

/// What is open, and what is bound, after the words so far.
pub(super) struct Walk<'a> {
    pub(super) levels: Vec<Level>,
    pub(super) scope: Scope,
    /// The node that was written last.
    pub(super) node: Variable,
    pub(super) words: &'a [Word<'a>],
}

impl<'a> Walk<'a> {
    /// From the first of these words to the last.
    pub(super) fn over(words: &'a [Word<'a>]) -> Self {
        let mut walk = Self {
            levels: vec![Level::new(Open::Query { call: false })],
            scope: Scope::default(),
            node: Variable::default(),
            words,
        };
        for at in 0..words.len() {
            walk.step(at);
        }
        walk
    }

    /// The innermost function whose arguments are being written, and the number of the argument.
    pub(super) fn call(&self) -> Option<(String, usize)> {
        self.levels
            .iter()
            .rev()
            .find_map(|level| match &level.open {
                Open::Call(name) => Some((name.clone(), level.commas)),
                _ => None,
            })
    }

    pub(super) fn level(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::new(Open::Query { call: false }));
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    pub(super) fn before(&self, at: usize) -> Option<&'a Word<'a>> {
        at.checked_sub(1).and_then(|at| self.words.get(at))
    }

    /// The query around the innermost brackets.
    pub(super) fn query(&self) -> Option<&Level> {
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
                let dash = self
                    .before(at)
                    .is_some_and(|word| word.is(Symbol::Minus) || word.is(Symbol::Dash));
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
                if projects
                    && matches!(
                        first,
                        Some(Keyword::With | Keyword::Return | Keyword::Distinct)
                    )
                {
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
            Some(name)
                if !in_pattern && before.keyword().is_none_or(|word| !word.is_reserved()) =>
            {
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
        if level.open == Open::Node {
            let known = self.scope.get(&level.subject.name);
            self.node = known.cloned().unwrap_or(level.subject.clone());
        }
        if let Some(outside) = level.outside {
            let inside = std::mem::replace(&mut self.scope, outside);
            if level.open == (Open::Query { call: true }) {
                for variable in inside.returned() {
                    self.scope.bind(variable);
                }
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
            Keyword::Where
            | Keyword::Order
            | Keyword::Skip
            | Keyword::Limit
            | Keyword::Offset
            | Keyword::Yield => {
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
                self.level().subject = known.unwrap_or(Variable {
                    name: name.clone(),
                    ..Variable::default()
                });
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
            Open::Call(_)
                if is(Symbol::ParenOpen) && next.is_some_and(|next| next.is(Symbol::Equal)) =>
            {
                self.scope.bind_name(&name);
            }
            Open::Query { .. } if as_name => {
                let source = at
                    .checked_sub(2)
                    .and_then(|at| self.words.get(at))
                    .and_then(Word::name);
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
                let first = matches!(
                    keyword_before,
                    Some(Keyword::With | Keyword::Return | Keyword::Distinct)
                ) || comma;
                let alone = next.is_none_or(|next| {
                    next.is(Symbol::Comma) || next.keyword().is_some_and(|word| word != Keyword::As)
                });
                if first && alone {
                    self.scope.project(name);
                }
            }
            Some(Keyword::Call)
                if section == Some(Keyword::Yield)
                    && next.and_then(Word::keyword) != Some(Keyword::As) =>
            {
                self.scope.bind_name(name);
            }
            Some(Keyword::Call) if keyword_before == Some(Keyword::Call) => {
                name.clone_into(&mut self.level().procedure);
            }
            // `p = (a)-->(b)`.
            Some(Keyword::Match | Keyword::Create | Keyword::Merge)
                if section.is_none() && next.is_some_and(|next| next.is(Symbol::Equal)) =>
            {
                self.scope.bind_name(name);
            }
            _ => {}
        }
    }

    /// The part of a name behind a dot.
    fn dotted(&mut self, at: usize) {
        let part = self.words[at].text;
        let level = self.level();
        if level.clause == Some(Keyword::Call)
            && level.section.is_none()
            && !level.procedure.is_empty()
        {
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
    pub(super) fn chain(&self, at: usize) -> String {
        let mut first = at;
        while let Some(part) = first.checked_sub(1) {
            let word = &self.words[part];
            let joined = word.is(Symbol::Dot) || word.name().is_some();
            let touches = self
                .words
                .get(first)
                .is_none_or(|next| word.start + word.text.len() == next.start);
            // Of two names side by side only the second belongs to the chain.
            let next_is_name = self
                .words
                .get(first)
                .is_some_and(|next| first < at && next.name().is_some());
            if !joined || (first < at && !touches) || (next_is_name && word.name().is_some()) {
                break;
            }
            first = part;
        }
        self.words[first..at].iter().map(|word| word.text).collect()
    }
}
