//! What the line editor asks for while a person types: completion, colours, hints, and whether the text is whole.
//!
//! In: the text and the cursor. Out: answers in rustyline's types; the thinking is in the other files of this folder,
//! on plain text. Knows nothing of running statements.

mod bracket;
mod catalog;
mod complete;
mod highlight;
mod hint;

use std::borrow::Cow;
use std::cell::Cell;

pub(super) use catalog::Catalog;
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::chunk::is_command;
use crate::render::{Style, Theme};
use crate::syntax::unfinished;

/// The editor's helper.
pub(super) struct ShellHelper {
    pub(super) catalog: Catalog,
    theme: Theme,
    history: HistoryHinter,
    /// Where the cursor was when the editor last asked whether colours change.
    cursor: Cell<Option<usize>>,
}

impl ShellHelper {
    pub(super) fn new(catalog: Catalog, theme: Theme) -> Self {
        Self {
            catalog,
            theme,
            history: HistoryHinter::new(),
            cursor: Cell::new(None),
        }
    }
}

impl Helper for ShellHelper {}

impl Completer for ShellHelper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let found = complete::complete(&self.catalog, line, pos);
        let pairs = found.candidates.into_iter().map(|candidate| Pair {
            display: candidate.shown,
            replacement: candidate.text,
        });
        Ok((found.start, pairs.collect()))
    }
}

impl Hinter for ShellHelper {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<String> {
        if pos < line.len() || line.trim().is_empty() {
            return None;
        }
        hint::hint(line).or_else(|| self.history.hint(line, pos, context))
    }
}

impl Highlighter for ShellHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if !self.theme.is_colour() {
            return Cow::Borrowed(line);
        }
        let partner = self.cursor.get().and_then(|at| bracket::partner(line, at));
        Cow::Owned(highlight::coloured(line, partner, self.theme))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(self.theme.paint(Style::Faint, hint))
    }

    fn highlight_char(&self, _: &str, pos: usize, kind: CmdKind) -> bool {
        // The last drawing of a line shows no bracket.
        self.cursor
            .set((kind != CmdKind::ForcedRefresh).then_some(pos));
        self.theme.is_colour()
    }
}

impl Validator for ShellHelper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(if is_whole(context.input()) {
            ValidationResult::Valid(None)
        } else {
            ValidationResult::Incomplete
        })
    }
}

/// Can the text be run as it is? A colon command ends with its line, a statement with `;`.
fn is_whole(text: &str) -> bool {
    text.trim().is_empty() || is_command(text) || unfinished(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn whole_texts() {
        for text in ["", "  \n", ":help", ".mode csv", "RETURN 1;", "RETURN ';';"] {
            assert!(is_whole(text), "{text}");
        }
        for text in ["RETURN 1", "RETURN ';'", "MATCH (n", "RETURN 1; RETURN"] {
            assert!(!is_whole(text), "{text}");
        }
    }
}
