//! What may stand at the cursor of a statement that is being written.
//!
//! In: the text before the cursor. Out: the word that was begun, the sort of word it is going to be, and the variables
//! that can be used there. It follows tokens and brackets only, for the text is seldom whole. `walk` keeps track of what is
//! open, `wanted` draws the conclusion. Knows nothing of the graph.

mod schema;
mod walk;
mod wanted;
mod word;

use super::scope::Variable;
use crate::syntax::{Keyword, Piece, Symbol, TokenKind, pieces};
use walk::Walk;
use word::Word;

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
    /// A relationship type, of a relationship of a node with these labels.
    Type { at: Vec<String> },
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
    /// The name of an index or a constraint.
    Definition { constraint: bool },
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
            Piece::Fault { .. } if end == before.len() => {
                // A name in back-ticks that is not closed yet can be completed, a string cannot.
                return match text.strip_prefix('`') {
                    Some(begun) => look(words, start, begun.to_owned()),
                    None => nothing(before.len()),
                };
            }
            Piece::Fault { .. } => {}
        }
    }
    let last = words.last();
    let at_cursor = last.filter(|word| word.start + word.text.len() == before.len());
    match at_cursor.map(|word| (&word.kind, word.start)) {
        Some((TokenKind::Parameter(name), start)) => {
            let place = nothing(start + 1);
            Place {
                wanted: Wanted::Parameter,
                word: name.clone(),
                ..place
            }
        }
        Some((TokenKind::Symbol(Symbol::Dollar), start)) => Place {
            wanted: Wanted::Parameter,
            ..nothing(start + 1)
        },
        Some((TokenKind::Name | TokenKind::Keyword(_), start)) => {
            words.pop();
            look(words, start, before[start..].to_owned())
        }
        Some((TokenKind::Integer(_) | TokenKind::Float(_), _)) => Place {
            wanted: Wanted::Nothing,
            ..look(words, before.len(), String::new())
        },
        _ => look(words, before.len(), String::new()),
    }
}

fn look(words: Vec<Word<'_>>, start: usize, word: String) -> Place {
    let small_letters = words
        .iter()
        .find(|word| word.keyword().is_some())
        .is_some_and(|word| word.text.chars().all(char::is_lowercase));
    let mut walk = Walk::over(&words);
    Place {
        wanted: schema::wanted(&words).unwrap_or_else(|| walk.wanted()),
        start,
        word,
        variables: walk.scope.variables().to_vec(),
        call: walk.call(),
        small_letters,
    }
}
#[cfg(test)]
mod tests;
