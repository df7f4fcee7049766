//! What the line editor asks for while a person types: completion, colours, hints, and whether the text is whole.
//!
//! In: the text and the cursor. Out: answers in rustyline's types; the thinking is in the other files of this folder,
//! on plain text. Knows nothing of running statements.

mod bracket;
mod catalog;
mod complete;
mod context;
mod continuation;
mod files;
mod highlight;
mod hint;
mod keys;
mod scope;
mod vocabulary;

use std::borrow::Cow;
use std::cell::Cell;

pub(super) use catalog::Catalog;
pub(super) use continuation::without_marks;
pub(super) use keys::{Backspace, Enter, LineStart};
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Helper};

use super::chunk::is_whole;
use crate::render::{Style, Theme};
use hint::Suggestion;

/// The editor's helper.
pub(super) struct ShellHelper {
    pub(super) catalog: Catalog,
    pub(super) theme: Theme,
    /// The columns that the prompt takes.
    pub(super) prompt_width: usize,
    history: HistoryHinter,
    /// Where the cursor was when the editor last asked whether colours change.
    cursor: Cell<Option<usize>>,
}

impl ShellHelper {
    pub(super) fn new() -> Self {
        Self {
            catalog: Catalog::default(),
            theme: Theme::plain(),
            prompt_width: 0,
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
    type Hint = Suggestion;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<Suggestion> {
        // Without colours a hint could not be told from what was typed.
        if !self.theme.is_colour() || pos < line.len() || line.trim().is_empty() {
            return None;
        }
        hint::hint(&self.catalog, line).or_else(|| {
            // A line of a longer text is not the start of an earlier one.
            if line.contains('\n') {
                return None;
            }
            let earlier = self.history.hint(line, pos, context)?;
            let shown = earlier.lines().next().unwrap_or_default().to_owned();
            (!shown.is_empty()).then_some(Suggestion {
                shown,
                text: Some(earlier),
            })
        })
    }
}

impl Highlighter for ShellHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        let partner = self.cursor.get().and_then(|at| bracket::partner(line, at));
        Cow::Owned(highlight::coloured(
            line,
            partner,
            self.prompt_width,
            self.theme,
        ))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        Cow::Owned(self.theme.paint(Style::Prompt, prompt))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(self.theme.paint(Style::Faint, hint))
    }

    fn highlight_char(&self, line: &str, pos: usize, kind: CmdKind) -> bool {
        // The last drawing of a line shows no bracket.
        self.cursor
            .set((kind != CmdKind::ForcedRefresh).then_some(pos));
        self.theme.is_colour() || line.contains('\n')
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
