//! What can be wrong, as data.
//!
//! A [`Diagnostic`] is raised where the problem is known: code, sentence, place, hints. It is drawn once, at the edge
//! (`render::diagnostic`). Knows nothing of queries or graphs.

pub(crate) mod address_space;
mod code;
mod interrupt;
mod size;
mod suggest;

pub use code::{Class, Code, Phase};
pub use interrupt::Interrupt;
pub(crate) use size::size_in_words;
pub use suggest::nearest;

use crate::source::Span;

/// What every stage below the engine returns.
pub type Result<T, E = Diagnostic> = std::result::Result<T, E>;

/// One problem: its code, a plain sentence, its place and what may help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic(Box<Parts>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    code: Code,
    message: String,
    span: Option<Span>,
    labels: Vec<(Span, String)>,
    hints: Vec<String>,
}

impl Diagnostic {
    /// A problem of this kind, told in one sentence without a final full stop.
    ///
    /// A sentence that quotes a very long name or number is shortened in its middle.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            code,
            message: shortened(message.into()),
            span: None,
            labels: Vec::new(),
            hints: Vec::new(),
        }))
    }

    /// The same problem, at this place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.0.span = Some(span);
        self
    }

    /// The same problem; the place is taken only when none is known yet.
    #[must_use]
    pub fn or_at(mut self, span: Span) -> Self {
        self.0.span.get_or_insert(span);
        self
    }

    /// A second place with a word on what it has to do with the problem.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.0.labels.push((span, text.into()));
        self
    }

    /// Advice, one sentence.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Self {
        self.0.hints.push(text.into());
        self
    }

    /// The same problem of a text that begins `offset` bytes into a larger one. Places beyond 4 GiB saturate.
    #[must_use]
    pub fn moved(mut self, offset: u64) -> Self {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let parts = &mut *self.0;
        let spans = parts.labels.iter_mut().map(|(span, _)| span);
        for span in spans.chain(&mut parts.span) {
            span.start = span.start.saturating_add(offset);
            span.end = span.end.saturating_add(offset);
        }
        self
    }

    /// Which problem it is.
    pub fn code(&self) -> Code {
        self.0.code
    }
    /// The sentence.
    pub fn message(&self) -> &str {
        &self.0.message
    }
    /// The place, where one is known.
    pub fn span(&self) -> Option<Span> {
        self.0.span
    }
    /// Further places.
    pub fn labels(&self) -> &[(Span, String)] {
        &self.0.labels
    }
    /// Advice.
    pub fn hints(&self) -> &[String] {
        &self.0.hints
    }
}

/// The longest sentence that is told as it is, in bytes.
const LONGEST: usize = 1000;

fn shortened(message: String) -> String {
    if message.len() <= LONGEST {
        return message;
    }
    let start = message.floor_char_boundary(LONGEST / 2);
    let end = message.ceil_char_boundary(message.len() - LONGEST / 2);
    format!("{}…{}", &message[..start], &message[end..])
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl std::error::Error for Diagnostic {}

#[cfg(test)]
mod tests {
    use super::{Code, Diagnostic};

    #[test]
    fn long_sentences_are_shortened() {
        let check = |length: usize, whole: bool| {
            let name = "ä".repeat(length);
            let message = format!("there is no function `{name}`");
            let told = Diagnostic::new(Code::UnknownFunction, message.as_str());
            assert_eq!(told.message() == message, whole);
            assert!(told.message().len() < 1010);
            assert!(told.message().ends_with("ä`"));
        };
        check(100, true);
        check(100_000, false);
        check(100_001, false);
    }
}
