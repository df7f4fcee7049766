//! A text cut into statements and colon commands.
//!
//! A statement ends with `;` (the last one need not); a command starts with `:` or `.` at the start of a chunk and ends
//! with its line, unless brackets are open there. Knows nothing of what they mean.

use std::ops::Range;

use crate::syntax::{Piece, Symbol, TokenKind, pieces};

/// A part of a text that is run on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chunk {
    /// A statement, without its `;`.
    Statement(Range<usize>),
    /// A command line, from its `:` on.
    Command(Range<usize>),
}

/// Words that are taken for commands when nothing else stands there: people try them first.
const BARE_WORDS: [&str; 4] = ["help", "exit", "quit", "clear"];

/// The chunks of a text in order. O(length).
pub(super) fn chunks(text: &str) -> Vec<Chunk> {
    cut(text).0
}

/// Can the text be run as it is? A colon command ends with its line, a statement with `;`.
pub(super) fn is_whole(text: &str) -> bool {
    cut(text).1
}

/// Does the text start with a colon command? `.5` is a number.
pub(super) fn is_command(text: &str) -> bool {
    let mut characters = text.trim_start().chars();
    matches!(characters.next(), Some(':' | '.'))
        && characters
            .next()
            .is_none_or(|next| next.is_ascii_alphabetic() || next.is_whitespace() || next == '?')
}

/// The chunks, and whether the last one is whole.
fn cut(text: &str) -> (Vec<Chunk>, bool) {
    if let Some(word) = bare_word(text) {
        return (vec![Chunk::Command(word)], true);
    }
    let mut chunks = Vec::new();
    let mut at = 0;
    let mut whole = true;
    loop {
        let (start, open_comment) = skip_blank(text, at);
        if start == text.len() {
            return (chunks, whole && !open_comment);
        }
        if is_command(&text[start..]) {
            let (end, finished) = command_end(text, start);
            let line = text[start..end].trim_end();
            let line = line.strip_suffix(';').unwrap_or(line).trim_end();
            chunks.push(Chunk::Command(start..start + line.len()));
            (at, whole) = (end, finished);
        } else {
            let (end, next) = statement_end(text, start);
            let length = text[start..end].trim_end().len();
            if length > 0 {
                chunks.push(Chunk::Statement(start..start + length));
            }
            (at, whole) = (next.unwrap_or(text.len()), next.is_some());
        }
    }
}

/// The place of a word that stands alone and names a command.
fn bare_word(text: &str) -> Option<Range<usize>> {
    let word = text.trim().trim_end_matches(';').trim_end();
    let start = text.len() - text.trim_start().len();
    let known = BARE_WORDS
        .iter()
        .any(|bare| bare.eq_ignore_ascii_case(word));
    known.then_some(start..start + word.len())
}

/// Where the next chunk starts, and whether a comment before it is open.
fn skip_blank(text: &str, from: usize) -> (usize, bool) {
    let mut at = from;
    for (piece, span) in pieces(&text[from..]) {
        match piece {
            Piece::Space | Piece::Comment { open: false } => at = from + span.end as usize,
            Piece::Comment { open: true } => return (text.len(), true),
            Piece::Token(_) | Piece::Fault { .. } => break,
        }
    }
    (at, false)
}

/// Where a statement ends, and where its `;` does when it has one. A `;` ends it also where brackets are open, so that the
/// grammar can say what is wrong.
fn statement_end(text: &str, start: usize) -> (usize, Option<usize>) {
    for (piece, span) in pieces(&text[start..]) {
        if let Piece::Token(kind) = piece
            && kind.is(Symbol::Semicolon)
        {
            return (start + span.start as usize, Some(start + span.end as usize));
        }
    }
    (text.len(), None)
}

/// Where a command ends, and whether all its brackets are closed there.
fn command_end(text: &str, start: usize) -> (usize, bool) {
    let mut depth = 0_usize;
    for (piece, span) in pieces(&text[start..]) {
        let from = start + span.start as usize;
        let piece_text = &text[from..start + span.end as usize];
        match piece {
            // A file name may hold a lone quote, so only brackets carry an open quote over the line.
            Piece::Space | Piece::Fault { .. } | Piece::Comment { .. } if depth == 0 => {
                if let Some(line_end) = piece_text.find(['\n', '\r']) {
                    return (from + line_end, true);
                }
            }
            Piece::Token(TokenKind::Symbol(symbol)) => {
                if symbol.closing().is_some() {
                    depth += 1;
                } else if symbol.is_closing() {
                    depth = depth.saturating_sub(1);
                }
            }
            _ => {}
        }
    }
    (text.len(), depth == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `...` at the end of what is expected stands for a text that is not whole.
    fn check(text: &str, expected: &[&str]) {
        let mut found: Vec<String> = chunks(text)
            .into_iter()
            .map(|chunk| match chunk {
                Chunk::Statement(range) => text[range].to_owned(),
                Chunk::Command(range) => format!("command {}", &text[range]),
            })
            .collect();
        if !is_whole(text) {
            found.push("...".to_owned());
        }
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn statements() {
        check("", &[]);
        check(" \n// nothing", &[]);
        check("RETURN 1;", &["RETURN 1"]);
        check("RETURN 1", &["RETURN 1", "..."]);
        check("RETURN 1; RETURN 2", &["RETURN 1", "RETURN 2", "..."]);
        check("RETURN 1;; ;RETURN 2;", &["RETURN 1", "RETURN 2"]);
        check(
            "RETURN ';' /* ; */ AS x; // ;",
            &["RETURN ';' /* ; */ AS x"],
        );
        check("RETURN 'a;", &["RETURN 'a;", "..."]);
        check("RETURN 1; /* open", &["RETURN 1", "..."]);
        check("RETURN (1;", &["RETURN (1"]);
        check("MATCH (n", &["MATCH (n", "..."]);
        check("RETURN # ; RETURN 2;", &["RETURN #", "RETURN 2"]);
        check(".5;", &[".5"]);
    }

    #[test]
    fn commands() {
        check(":mode csv", &["command :mode csv"]);
        check(".mode csv;", &["command .mode csv"]);
        check(":", &["command :"]);
        check(":mode csv\nRETURN 1;", &["command :mode csv", "RETURN 1"]);
        check(
            "RETURN 1;\n:param a => 'it;'\n.schema;\nRETURN 2;",
            &[
                "RETURN 1",
                "command :param a => 'it;'",
                "command .schema",
                "RETURN 2",
            ],
        );
        check("RETURN 1; :mode csv", &["RETURN 1", "command :mode csv"]);
        check(
            "MATCH (n\n:Label) RETURN n;",
            &["MATCH (n\n:Label) RETURN n"],
        );
        check(":help it's\nRETURN 1;", &["command :help it's", "RETURN 1"]);
        check("// note\n:help", &["command :help"]);
        check(
            ":param {a: 1,\n b: 'x\n;'}\nRETURN $a;",
            &["command :param {a: 1,\n b: 'x\n;'}", "RETURN $a"],
        );
        check(":param {a: 1,", &["command :param {a: 1,", "..."]);
        check("help", &["command help"]);
        check(" EXIT; ", &["command EXIT"]);
        check("help me", &["help me", "..."]);
    }
}
