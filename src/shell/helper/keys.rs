//! Keys that mean more than the editor knows. In: the key, the text and the cursor. Out: what the editor shall do. Knows
//! nothing of running statements.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustyline::{
    CharSearch, Cmd, ConditionalEventHandler, Event, EventContext, Movement, RepeatCount,
};

use super::continuation::{MARK, behind_marks, marks_before, new_line};
use crate::shell::chunk::is_whole;

/// Enter: a new line with its prompt, unless the text can be run as it is.
pub(in crate::shell) struct Enter {
    /// The columns that the prompt takes.
    pub(in crate::shell) prompt_width: Arc<AtomicUsize>,
    /// A new line in any case?
    pub(in crate::shell) always: bool,
}

impl ConditionalEventHandler for Enter {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        if !self.always && is_whole(context.line()) {
            return None;
        }
        Some(Cmd::Insert(
            1,
            new_line(self.prompt_width.load(Ordering::Relaxed)),
        ))
    }
}

/// Backspace at the start of a line takes its prompt away with the line end.
pub(in crate::shell) struct Backspace;

impl ConditionalEventHandler for Backspace {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        // A number of letters would be taken for one by the editor, so it goes back to the line end.
        marks_before(context.line(), context.pos()).then_some(Cmd::Kill(Movement::ViCharSearch(
            1,
            CharSearch::Backward('\n'),
        )))
    }
}

/// To the start of a line: behind its prompt.
pub(in crate::shell) struct LineStart {
    /// Is what stands between taken away?
    pub(in crate::shell) kill: bool,
}

impl ConditionalEventHandler for LineStart {
    fn handle(
        &self,
        _: &Event,
        _: RepeatCount,
        _: bool,
        context: &EventContext<'_>,
    ) -> Option<Cmd> {
        let start = Movement::ViCharSearch(1, CharSearch::BackwardAfter(MARK));
        let command = if self.kill {
            Cmd::Kill(start)
        } else {
            Cmd::Move(start)
        };
        behind_marks(context.line(), context.pos()).then_some(command)
    }
}
