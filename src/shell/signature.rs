//! How a function is called, in a line: `substring(text, start, length?)`. Knows nothing of what it does.

use crate::function::Argument;

/// The name with its arguments; optional ones with `?`, `...` where the last one repeats.
pub(super) fn signature(name: &str, arguments: &[Argument], variadic: bool) -> String {
    let mut names: Vec<String> = arguments
        .iter()
        .map(|argument| {
            let mark = if argument.optional { "?" } else { "" };
            format!("{}{mark}", argument.name)
        })
        .collect();
    if variadic {
        names.push("...".to_owned());
    }
    format!("{name}({})", names.join(", "))
}
