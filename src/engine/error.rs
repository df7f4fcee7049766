//! The public error: a diagnostic with the text it speaks of.
//!
//! Knows nothing of how it is drawn; `render::diagnostic` does that.

use std::sync::Arc;

use crate::diagnostic::{Class, Code, Diagnostic, Phase};
use crate::source::{Place, Source, Span};

/// Why a statement failed.
///
/// ```
/// use quipu::Database;
/// use quipu::value::Map;
///
/// let mut session = Database::new().session();
/// let error = session.run("MATCH (n) RETURN m", &Map::new()).unwrap_err();
/// assert_eq!(error.detail(), "UndefinedVariable");
/// assert_eq!(error.phase().to_string(), "compile time");
/// ```
#[derive(Debug, Clone)]
pub struct Error {
    diagnostic: Diagnostic,
    source: Arc<Source>,
}

impl Error {
    /// A problem in this text.
    pub fn new(diagnostic: Diagnostic, source: Arc<Source>) -> Self {
        Self { diagnostic, source }
    }
    /// Which problem it is.
    pub fn code(&self) -> Code {
        self.diagnostic.code()
    }
    /// Its openCypher class.
    pub fn class(&self) -> Class {
        self.code().class()
    }
    /// Before or while rows were produced.
    pub fn phase(&self) -> Phase {
        self.code().phase()
    }
    /// Its openCypher detail.
    pub fn detail(&self) -> &'static str {
        self.code().detail()
    }
    /// The sentence.
    pub fn message(&self) -> &str {
        self.diagnostic.message()
    }
    /// Everything known of it: places and hints too.
    pub fn diagnostic(&self) -> &Diagnostic {
        &self.diagnostic
    }
    /// What may help.
    pub fn hints(&self) -> &[String] {
        self.diagnostic.hints()
    }
    /// The bytes of the text it is about, where that is known.
    pub fn span(&self) -> Option<Span> {
        self.diagnostic.span()
    }
    /// Line and column, both from 1, where the place is known.
    pub fn place(&self) -> Option<Place> {
        let span = self.span()?;
        Some(self.source.lines().place(span.start))
    }
    /// The same error of a statement that stands in a larger text, `offset` bytes from its start.
    #[must_use]
    pub fn within(self, source: Arc<Source>, offset: usize) -> Self {
        Self {
            diagnostic: self.diagnostic.moved(offset as u64),
            source,
        }
    }
    /// The text it speaks of.
    pub fn source(&self) -> &Source {
        &self.source
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.diagnostic.fmt(f)
    }
}

impl std::error::Error for Error {}
