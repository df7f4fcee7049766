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
}

impl Source {
    /// A source called `name` with `text`.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}
