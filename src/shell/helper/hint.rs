//! What stands in grey behind the cursor: the arguments of the function that is being called, or of a command.
//!
//! In: the text before the cursor. Out: a hint. Knows nothing of the editor.

use crate::function;
use crate::shell::command;
use crate::shell::signature::signature;

/// A hint for a text that ends with `name(` or with the name of a colon command and a space.
pub(super) fn hint(text: &str) -> Option<String> {
    if let Some(line) = text.trim_start().strip_prefix([':', '.'])
        && let Some(name) = line.strip_suffix(' ')
    {
        let usage = command::find(name)?.usage;
        return (!usage.is_empty()).then(|| usage.to_owned());
    }
    let before = text.strip_suffix('(')?;
    let start = before
        .rfind(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    let name = &before[start..];
    let whole = match function::find_scalar(name) {
        Some(found) => signature(found.name, found.arguments, found.variadic),
        None => {
            let found = function::find_aggregate(name)?;
            signature(found.name, found.arguments, false)
        }
    };
    let arguments = whole.split_once('(').map_or("", |(_, rest)| rest);
    Some(arguments.to_owned())
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn hints() {
        assert_eq!(hint(":mode ").as_deref(), Some("[FORMAT]"));
        assert_eq!(hint("RETURN nothing("), None);
        assert_eq!(hint("MATCH ("), None);
        assert_eq!(hint("RETURN 1"), None);
    }
}
