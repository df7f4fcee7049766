//! What may stand in a statement about the schema. In: its words. Out: the sort of word that is wanted, where this kind of
//! statement says so; labels, types and keys are found as in a pattern. Knows nothing of the graph.

use super::Wanted;
use super::word::Word;
use crate::syntax::Symbol;

/// What is wanted behind these words, when they begin a statement about the schema.
pub(super) fn wanted(words: &[Word<'_>]) -> Option<Wanted> {
    let start = words.iter().rposition(|word| word.is(Symbol::Semicolon));
    let words = words.get(start.map_or(0, |at| at + 1)..)?;
    let is = |at: usize, text: &str| {
        words
            .get(at)
            .is_some_and(|word| word.text.eq_ignore_ascii_case(text))
    };
    let constraint = is(1, "CONSTRAINT");
    let count = words.len();
    let offered = |list: &'static [&'static str]| Some(Wanted::Words(list));
    if is(0, "SHOW") {
        return match count {
            1 => offered(&["INDEXES", "CONSTRAINTS", "FUNCTIONS", "PROCEDURES"]),
            2 => offered(&["YIELD", "WHERE"]),
            3 if is(2, "YIELD") => offered(&["*", "name", "type", "properties"]),
            _ => None,
        };
    }
    if is(0, "DROP") {
        return match count {
            1 => offered(&["INDEX", "CONSTRAINT"]),
            2 => Some(Wanted::Definition { constraint }),
            3 => offered(&["IF EXISTS"]),
            _ => Some(Wanted::Nothing),
        };
    }
    if !is(0, "CREATE") {
        return None;
    }
    if count == 1 {
        return offered(&["INDEX", "CONSTRAINT"]);
    }
    if !constraint && !is(1, "INDEX") || is(2, "=") {
        return None;
    }
    let written = |text: &str| {
        words
            .iter()
            .any(|word| word.text.eq_ignore_ascii_case(text))
    };
    let last = words.last()?;
    let closed = last.is(Symbol::ParenClose);
    let demands = words
        .iter()
        .position(|word| word.text.eq_ignore_ascii_case("REQUIRE"));
    match demands {
        None if count == 2 => offered(&["FOR (", "FOR ()-[", "IF NOT EXISTS"]),
        None if !written("FOR") && (count == 3 || is(count - 1, "EXISTS")) => {
            if written("EXISTS") {
                offered(&["FOR (", "FOR ()-["])
            } else {
                offered(&["FOR (", "FOR ()-[", "IF NOT EXISTS"])
            }
        }
        None if closed && is(count.wrapping_sub(2), "(") => None,
        None if closed && !written("ON") => {
            if constraint {
                offered(&["REQUIRE"])
            } else {
                offered(&["ON ("])
            }
        }
        Some(_) if last.text.eq_ignore_ascii_case("IS") => {
            offered(&["UNIQUE", "NOT NULL", "NODE KEY", "RELATIONSHIP KEY"])
        }
        Some(at) if count > at + 3 && (closed || last.name().is_some()) && !written("IS") => {
            offered(&[
                "IS UNIQUE",
                "IS NOT NULL",
                "IS NODE KEY",
                "IS RELATIONSHIP KEY",
            ])
        }
        _ if last.is(Symbol::Dot) || last.is(Symbol::Colon) => None,
        _ if written("REQUIRE") || written("ON") => Some(Wanted::Variable),
        _ => None,
    }
}
