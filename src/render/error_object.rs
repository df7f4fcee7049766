//! A diagnostic as programs read it: one JSON object.
//!
//! In: a diagnostic and the text it is about. Out: `{"error": {...}}` as `quipu pipe` and the modes `json` and
//! `typed-json` answer a statement that failed. Knows nothing of how the problem came about.

use serde_json::{Value as Json, json};

use crate::diagnostic::Diagnostic;
use crate::source::Source;

/// The object: code, openCypher type, phase and detail, the sentence, line and column (from 1, or null), hints.
///
/// ```
/// use quipu::diagnostic::{Code, Diagnostic};
/// use quipu::render::error_object;
/// use quipu::source::{Source, Span};
///
/// let problem = Diagnostic::new(Code::UndefinedVariable, "`m` is not defined").at(Span { start: 17, end: 18 });
/// let object = error_object(&problem, &Source::new("<query>", "MATCH (n) RETURN m"));
/// assert_eq!(object["error"]["detail"], "UndefinedVariable");
/// assert_eq!(object["error"]["column"], 18);
/// ```
pub fn error_object(diagnostic: &Diagnostic, source: &Source) -> Json {
    let code = diagnostic.code();
    let lines = source.lines();
    let place = diagnostic.span().map(|span| lines.place(span.start));
    json!({"error": {
        "code": code.number(),
        "type": format!("{:?}", code.class()),
        "phase": code.phase().to_string(),
        "detail": code.detail(),
        "message": diagnostic.message(),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "hints": diagnostic.hints(),
    }})
}
