//! The farthest failure speaks.
//!
//! In: what the parsers wanted at the farthest token reached. Out: one diagnostic with what was expected, what was
//! found and, where a word was misspelt, what was probably meant. Knows nothing of single clauses.

use super::keyword::Keyword;
use super::lexer::malformed_number;
use super::stream::Context;
use super::token::{Symbol, TokenKind};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Span;

/// Something a parser wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// This word.
    Keyword(Keyword),
    /// This word, which is a name elsewhere.
    Word(&'static str),
    /// This sign.
    Symbol(Symbol),
    /// A construct, with its article.
    Thing(&'static str),
    /// The start of a clause.
    Clause,
    /// The end of the statement.
    End,
}

/// The farthest place at which something was wanted, and what.
#[derive(Debug, Default)]
pub(super) struct Farthest {
    at: usize,
    expected: Vec<Expected>,
}

/// More alternatives than these do not help.
const SHOWN: usize = 8;

impl Farthest {
    /// Notes a miss at token `at`; nearer ones are forgotten.
    pub(super) fn note(&mut self, at: usize, expected: Expected) {
        if at > self.at {
            self.at = at;
            self.expected.clear();
        }
        if at == self.at && !self.expected.contains(&expected) {
            self.expected.push(expected);
        }
    }

    /// The diagnostic for it.
    pub(super) fn diagnostic(&self, context: &Context<'_>) -> Diagnostic {
        let token = context.tokens.get(self.at);
        let span = token.map_or(context.end(), |token| token.span);
        let written = span.slice(context.text);
        if let Some(TokenKind::Symbol(symbol)) = token.map(|token| &token.kind)
            && symbol.is_typographic()
        {
            let plain = match symbol {
                Symbol::LeftHead => "<",
                Symbol::RightHead => ">",
                _ => "-",
            };
            let message = format!("The character '{written}' cannot stand here");
            return Diagnostic::new(Code::InvalidUnicodeCharacter, message)
                .at(span)
                .hint(format!("Here a plain {plain} is needed"));
        }
        let malformed = token.is_some_and(|token| token.kind == TokenKind::MalformedNumber);
        let number_wanted = self.expected.iter().any(|expected| {
            matches!(
                expected,
                Expected::Thing("an expression" | "a whole number")
            )
        });
        if malformed && number_wanted {
            return malformed_number(span);
        }
        let found = match token.map(|token| &token.kind) {
            None => "the end of the text".to_owned(),
            Some(TokenKind::Keyword(keyword)) => keyword.text().to_owned(),
            Some(TokenKind::Name | TokenKind::QuotedName(_)) => shorten(written),
            Some(TokenKind::Parameter(_)) => format!("the parameter {}", shorten(written)),
            Some(TokenKind::Integer(_) | TokenKind::Float(_)) => {
                format!("the number {}", shorten(written))
            }
            Some(TokenKind::MalformedNumber) => {
                format!("the malformed number {}", shorten(written))
            }
            Some(TokenKind::String(_)) => format!("the string {}", shorten(written)),
            Some(TokenKind::Symbol(symbol)) => format!("'{}'", symbol.text()),
        };
        let message = match self.list().as_str() {
            "" => format!("{} cannot stand here", capitalised(&found)),
            list => format!("Expected {list}, found {found}"),
        };
        let mut diagnostic = Diagnostic::new(Code::UnexpectedSyntax, message).at(span);
        if let Some((opened, symbol)) = self.open_bracket(context) {
            diagnostic =
                diagnostic.label(opened, format!("this '{}' is still open", symbol.text()));
        }
        if let Some(hint) = self.hint(token.map(|token| &token.kind), written, context) {
            diagnostic = diagnostic.hint(hint);
        }
        diagnostic
    }

    fn list(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        // Signs first, then words, then the rest, each in the order the grammar asked.
        for expected in &self.expected {
            if let Expected::Symbol(symbol) = expected {
                words.push(format!("'{}'", symbol.text()));
            }
        }
        for expected in &self.expected {
            if let Expected::Keyword(keyword) = expected {
                match keyword {
                    Keyword::Order => words.push("ORDER BY".to_owned()),
                    // Another word for SKIP, which is in the list.
                    Keyword::Offset => {}
                    _ => words.push(keyword.text().to_owned()),
                }
            }
        }
        for expected in &self.expected {
            if let Expected::Word(word) = expected {
                words.push((*word).to_owned());
            }
        }
        for expected in &self.expected {
            match expected {
                Expected::Thing(what) => words.push((*what).to_owned()),
                Expected::Clause => words.push("a clause such as MATCH or RETURN".to_owned()),
                Expected::End => words.push("the end of the statement".to_owned()),
                Expected::Keyword(_) | Expected::Word(_) | Expected::Symbol(_) => {}
            }
        }
        if words.len() > SHOWN {
            words.truncate(SHOWN);
            words.push("something else".to_owned());
        }
        match words.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }

    /// The innermost bracket open before the failure, when closing it was one of the choices.
    fn open_bracket(&self, context: &Context<'_>) -> Option<(Span, Symbol)> {
        let mut open = Vec::new();
        for token in context.tokens.get(..self.at)? {
            let TokenKind::Symbol(symbol) = token.kind else {
                continue;
            };
            if symbol.closing().is_some() {
                open.push((token.span, symbol));
            } else if symbol.is_closing() {
                open.pop();
            }
        }
        let (span, symbol) = open.pop()?;
        let closing = Expected::Symbol(symbol.closing()?);
        self.expected.contains(&closing).then_some((span, symbol))
    }

    fn hint(
        &self,
        found: Option<&TokenKind>,
        written: &str,
        context: &Context<'_>,
    ) -> Option<String> {
        let wanted: Vec<&str> = self.expected.iter().flat_map(Expected::words).collect();
        match found? {
            TokenKind::Name => {
                if let Some(meant) = nearest(written, wanted.iter().copied()) {
                    return Some(format!("Did you mean {meant}?"));
                }
                // `MATCH (n) WHER n.x`: the misspelt word may have been read as a name just before.
                self.misspelt_before(&wanted, context)
            }
            TokenKind::Keyword(keyword)
                if keyword.is_reserved()
                    && self.expected.iter().any(|expected| {
                        matches!(expected, Expected::Thing("a variable" | "an expression"))
                    }) =>
            {
                Some(format!(
                    "{} is a reserved word; as a name it needs back-ticks: `{written}`",
                    keyword.text()
                ))
            }
            TokenKind::Symbol(Symbol::Exclamation) => Some("Not equal is written <>".to_owned()),
            TokenKind::Symbol(Symbol::Equal) if self.previous_is(context, Symbol::Equal) => {
                Some("Equality is written with a single =".to_owned())
            }
            TokenKind::Symbol(Symbol::BraceOpen | Symbol::Ampersand | Symbol::Dollar) => None,
            _ => self.misspelt_before(&wanted, context),
        }
    }

    fn misspelt_before(&self, wanted: &[&str], context: &Context<'_>) -> Option<String> {
        let before = context.tokens.get(self.at.checked_sub(1)?)?;
        if before.kind != TokenKind::Name {
            return None;
        }
        let written = before.span.slice(context.text);
        if written.len() < 4 {
            return None;
        }
        let all = Keyword::ALL.iter().filter(|keyword| keyword.is_reserved());
        let meant = nearest(
            written,
            all.map(|keyword| keyword.text())
                .chain(wanted.iter().copied()),
        )?;
        Some(format!(
            "If {written} was meant to be {meant}, it is misspelt"
        ))
    }

    fn previous_is(&self, context: &Context<'_>, symbol: Symbol) -> bool {
        let before = self
            .at
            .checked_sub(1)
            .and_then(|index| context.tokens.get(index));
        before.is_some_and(|token| token.kind.is(symbol))
    }
}

impl Expected {
    /// The words it stands for, to compare a misspelt one with.
    fn words(&self) -> Vec<&'static str> {
        match self {
            Self::Keyword(keyword) => vec![keyword.text()],
            Self::Word(word) => vec![word],
            Self::Clause => Keyword::CLAUSE_STARTS
                .iter()
                .map(|keyword| keyword.text())
                .collect(),
            Self::Thing(_) | Self::Symbol(_) | Self::End => Vec::new(),
        }
    }
}

/// Long names and strings are cut, so that the sentence stays one line.
fn shorten(written: &str) -> String {
    const LONGEST: usize = 40;
    let line = written.lines().next().unwrap_or("");
    if line.len() == written.len() && line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    line.chars().take(LONGEST).chain(['…']).collect()
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use crate::syntax::parse;

    /// The sentence, the marked text, and the hints, one under the other.
    fn check(text: &str, expected: &[&str]) {
        let error = parse(text).unwrap_err();
        let mut lines = vec![error.message().to_owned()];
        lines.push(
            error
                .span()
                .map_or(String::new(), |span| span.slice(text).to_owned()),
        );
        lines.extend(
            error
                .labels()
                .iter()
                .map(|(span, label)| format!("{}: {label}", span.slice(text))),
        );
        lines.extend(error.hints().iter().cloned());
        assert_eq!(lines, expected, "{text}");
    }

    #[test]
    fn sentences() {
        check(
            "MTACH (n) RETURN n",
            &[
                "Expected a clause such as MATCH or RETURN, found MTACH",
                "MTACH",
                "Did you mean MATCH?",
            ],
        );
        check(
            "MATCH (n) RETRUN n",
            &[
                "Expected ',', WHERE, UNION, a clause such as MATCH or RETURN or the end of the statement, found RETRUN",
                "RETRUN",
                "Did you mean RETURN?",
            ],
        );
        check(
            "MATCH (n) WHER n.x = 1 RETURN n",
            &[
                "Expected ',', WHERE, UNION, a clause such as MATCH or RETURN or the end of the statement, found WHER",
                "WHER",
                "Did you mean WHERE?",
            ],
        );
        check(
            "MATCH (n) RETURN n ORDRE BY n",
            &[
                "Expected ',', AS, ORDER BY, SKIP, LIMIT, UNION or the end of the statement, found ORDRE",
                "ORDRE",
                "Did you mean ORDER?",
            ],
        );
        check(
            "MATCH (n) RETURN n LIMT 1",
            &[
                "Expected ',', AS, ORDER BY, SKIP, LIMIT, UNION or the end of the statement, found LIMT",
                "LIMT",
                "Did you mean LIMIT?",
            ],
        );
        check(
            "MATCH (n RETURN n",
            &[
                "Expected ':', '{', ')' or WHERE, found RETURN",
                "RETURN",
                "(: this '(' is still open",
            ],
        );
        check(
            "MATCH (n)-[r->(m) RETURN n",
            &[
                "Expected ':', '*', '{', ']' or WHERE, found '-'",
                "-",
                "[: this '[' is still open",
            ],
        );
        check(
            "MATCH (n {name: 'x') RETURN n",
            &[
                "Expected ',' or '}', found ')'",
                ")",
                "{: this '{' is still open",
            ],
        );
        check(
            "RETURN [1, 2",
            &[
                "Expected ',' or ']', found the end of the text",
                "",
                "[: this '[' is still open",
            ],
        );
        check(
            "RETURN",
            &[
                "Expected '*', DISTINCT or an expression, found the end of the text",
                "",
            ],
        );
        check("", &["There is no statement here", ""]);
        check(
            "RETURN 1 +",
            &["Expected an expression, found the end of the text", ""],
        );
        check(
            "RETURN a b",
            &[
                "Expected ',', AS, ORDER BY, SKIP, LIMIT, UNION or the end of the statement, found b",
                "b",
            ],
        );
        check(
            "MATCH (n) WHERE n.x != 1 RETURN n",
            &[
                "Expected UNION, a clause such as MATCH or RETURN or the end of the statement, found '!'",
                "!",
                "Not equal is written <>",
            ],
        );
        check(
            "MATCH (n) WHERE n.x == 1 RETURN n",
            &[
                "Expected an expression, found '='",
                "=",
                "Equality is written with a single =",
            ],
        );
        check(
            "RETURN 1 AS end",
            &[
                "Expected a variable, found END",
                "end",
                "END is a reserved word; as a name it needs back-ticks: `end`",
            ],
        );
        check("UNWIND [1] x RETURN x", &["Expected AS, found x", "x"]);
        check(
            "MATCH (n) SET n.x 1",
            &["Expected '=', found the number 1", "1"],
        );
        check(
            "RETURN CASE WHEN 1 THEN 2",
            &["Expected WHEN, ELSE or END, found the end of the text", ""],
        );
        check("RETURN {a 1}", &["Expected ':', found the number 1", "1"]);
        check("RETURN all(x IN [1])", &["Expected WHERE, found ')'", ")"]);
        check(
            "CREATE (n:Person name: 'x')",
            &[
                "Expected '{', ')' or WHERE, found name",
                "name",
                "(: this '(' is still open",
            ],
        );
        check(
            "MERGE (n) ON CREAT SET n.x = 1",
            &[
                "Expected CREATE or MATCH, found CREAT",
                "CREAT",
                "Did you mean CREATE?",
            ],
        );
        check(
            "RETURN 1; RETURN 2",
            &["Expected the end of the statement, found RETURN", "RETURN"],
        );
        check(
            "RETURN x IS NUL",
            &[
                "Expected NOT or NULL, found NUL",
                "NUL",
                "Did you mean NULL?",
            ],
        );
        check(
            "RETURN n.a STARTS 'x'",
            &["Expected WITH, found the string 'x'", "'x'"],
        );
        check(
            "RETURN 1 — 2",
            &[
                "The character '—' cannot stand here",
                "—",
                "Here a plain - is needed",
            ],
        );
        check(
            "MATCH (a)-[:T..2]->(b) RETURN a",
            &["The length of a relationship starts with '*'", ".."],
        );
        check(
            "MATCH (a)-[:T*-2]->(b) RETURN a",
            &[
                "The length of a relationship is two whole numbers, for example *1..3",
                "-",
            ],
        );
        check(
            "RETURN size((a)-->(b))",
            &[
                "A pattern stands for a truth value and cannot be used as another value",
                "(a)-->(b)",
                "EXISTS { pattern } is a truth value, [pattern | expression] a list",
            ],
        );
        check(
            "CALL f() YIELD * RETURN 1",
            &[
                "YIELD * is only for a CALL that stands alone",
                "*",
                "Name the columns: YIELD a, b",
            ],
        );
        check(
            "SELECT * FROM t",
            &[
                "Expected a clause such as MATCH or RETURN, found SELECT",
                "SELECT",
            ],
        );
        check(
            "RETURN 'it's'",
            &[
                "The string that starts here is never closed",
                "'",
                "Close it with '; inside a string a quote is written \\'",
            ],
        );
    }
}
