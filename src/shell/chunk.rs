//! A text cut into statements and colon commands.
//!
//! A statement ends with `;` (the last one need not); a command starts with `:` or `.` at the start of a chunk and ends
//! with its line. Knows nothing of what they mean.

use std::ops::Range;

use crate::syntax::split_script;

/// A part of a text that is run on its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chunk {
    /// A statement, without its `;`.
    Statement(Range<usize>),
    /// A command line, from its `:` on.
    Command(Range<usize>),
}

/// The chunks of a text in order.
pub(super) fn chunks(text: &str) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut from = 0;
    'rest: loop {
        for span in split_script(&text[from..]) {
            let start = from + span.start as usize;
            let end = from + span.end as usize;
            if !is_command(&text[start..]) {
                chunks.push(Chunk::Statement(start..end));
                continue;
            }
            // What stands in a command is not for the lexer: its line is taken as it is, the rest is cut anew.
            let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
            let line = text[start..line_end].trim_end().trim_end_matches(';');
            chunks.push(Chunk::Command(start..start + line.len()));
            from = line_end;
            continue 'rest;
        }
        return chunks;
    }
}

/// Does the text start with a colon command? `.5` is a number.
pub(super) fn is_command(text: &str) -> bool {
    let text = text.trim_start();
    let mut characters = text.chars();
    matches!(characters.next(), Some(':' | '.'))
        && characters
            .next()
            .is_none_or(|next| next.is_ascii_alphabetic() || next.is_whitespace() || next == '?')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = chunks(text)
            .into_iter()
            .map(|chunk| match chunk {
                Chunk::Statement(range) => text[range].to_owned(),
                Chunk::Command(range) => format!("command {}", &text[range]),
            })
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn statements_and_commands() {
        check("", &[]);
        check("RETURN 1; RETURN 2", &["RETURN 1", "RETURN 2"]);
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
        check("RETURN 1\n:mode", &["RETURN 1\n:mode"]);
        check(":help it's\nRETURN 1", &["command :help it's", "RETURN 1"]);
        check("// note\n:help", &["command :help"]);
    }
}
