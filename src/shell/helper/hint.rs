//! What stands in grey behind the cursor: the arguments of the function that is being called, or of a command.
//!
//! In: the text before the cursor. Out: a hint. Knows nothing of the editor.

use super::catalog::Catalog;
use super::context::place;
use crate::function;
use crate::shell::chunk::is_command;
use crate::shell::command;

/// What to show, and whether it can be taken over into the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::shell) struct Suggestion {
    pub(super) shown: String,
    pub(super) text: Option<String>,
}

impl rustyline::hint::Hint for Suggestion {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.text.as_deref()
    }
}

/// A hint for a text with the cursor at its end.
pub(super) fn hint(catalog: &Catalog, text: &str) -> Option<Suggestion> {
    let help = |shown: String| Some(Suggestion { shown, text: None });
    if is_command(text) {
        let name = text
            .trim_start()
            .strip_prefix([':', '.'])?
            .strip_suffix(' ')?;
        let usage = command::find(name)?.usage;
        return if usage.is_empty() {
            None
        } else {
            help(usage.to_owned())
        };
    }
    if text.ends_with('\n') || text.ends_with(super::continuation::MARK) {
        // Who enters an empty line waits for an answer.
        let earlier = text.trim_end();
        let waits = !earlier.is_empty() && text[earlier.len()..].matches('\n').count() > 1;
        return if waits {
            help("a statement ends with ;".to_owned())
        } else {
            None
        };
    }
    // Only where an argument starts, or the hint would push what is typed around.
    if !text.trim_end_matches(' ').ends_with(['(', ',']) {
        return None;
    }
    let (name, argument) = place(text).call?;
    let arguments = arguments(catalog, &name)?;
    let rest = arguments.get(argument..).unwrap_or_default();
    let rest = if rest.is_empty() && arguments.last().is_some_and(|last| last == "...") {
        "...".to_owned()
    } else {
        rest.join(", ")
    };
    help(format!("{rest})"))
}

/// The names of the arguments of a function or procedure; optional ones with `?`, `...` where the last one repeats.
fn arguments(catalog: &Catalog, name: &str) -> Option<Vec<String>> {
    let (arguments, variadic) = match (function::find_scalar(name), function::find_aggregate(name))
    {
        (Some(found), _) => (found.arguments, found.variadic),
        (None, Some(found)) => (found.arguments, false),
        (None, None) => return catalog.inputs(name),
    };
    let named = arguments.iter().map(|argument| {
        let mark = if argument.optional { "?" } else { "" };
        format!("{}{mark}", argument.name)
    });
    let mut names: Vec<String> = named.collect();
    if variadic {
        names.push("...".to_owned());
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::{Catalog, hint};

    #[test]
    fn hints() {
        let check = |text: &str, expected: Option<&str>| {
            let found = hint(&Catalog::default(), text);
            assert_eq!(
                found.map(|found| found.shown).as_deref(),
                expected,
                "{text:?}"
            );
        };
        check(":mode ", Some("[FORMAT]"));
        check(":mode csv", None);
        check(":commit ", None);
        check("RETURN nothing(", None);
        check("MATCH (", None);
        check("RETURN 1", None);
        check("RETURN toUpper(", Some("text)"));
        check("RETURN substring('a', ", Some("start, length?)"));
        check("RETURN substring('a', 1", None);
        check("RETURN substring(toUpper('a'),", Some("start, length?)"));
        check("RETURN 1\n", None);
        check("RETURN 1\n\n", Some("a statement ends with ;"));
    }
}
