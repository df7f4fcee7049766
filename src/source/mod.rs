//! Text and places in it.
//!
//! In: the text of a query or a file, with a name. Out: spans (byte ranges) that every later stage carries along,
//! and their line and column when something is shown. Knows nothing of the language.

mod lines;
mod span;

pub use lines::{Lines, Place, TAB, display_width};
pub use span::Span;

/// A named text: a script, a line typed in the shell, a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What to call it in messages: a path, `<stdin>`, `<query>`.
    pub name: String,
    /// The text itself.
    pub text: String,
    /// Where the text begins: behind line 1, column 1 when it is a part of a file.
    pub start: Place,
}

impl Source {
    /// A source called `name` with `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            start: Place { line: 1, column: 1 },
        }
    }

    /// The same text as a part of a file, which begins there.
    #[must_use]
    pub fn starting_at(self, start: Place) -> Self {
        Self { start, ..self }
    }

    /// Its lines, with the numbers that they have in the file.
    pub fn lines(&self) -> Lines<'_> {
        Lines::starting_at(&self.text, self.start)
    }
}
