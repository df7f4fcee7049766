//! `:functions`: list functions, or those whose name holds a text. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, show};
use crate::function;
use crate::shell::signature::signature;

pub(super) const COMMAND: Command = Command {
    name: "functions",
    aliases: &["function"],
    usage: "[TEXT]",
    about: "list functions, or those whose name holds a text",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let wanted = rest.to_lowercase();
    let mut rows: Vec<[String; 3]> = function::scalars()
        .map(|function| {
            [
                function.name.to_owned(),
                signature(function.name, function.arguments, function.variadic),
                function.doc.to_owned(),
            ]
        })
        .chain(function::aggregates().map(|function| {
            [
                function.name.to_owned(),
                signature(function.name, function.arguments, false),
                function.doc.to_owned(),
            ]
        }))
        .filter(|row| row[0].to_lowercase().contains(&wanted))
        .collect();
    rows.sort();
    let rows = rows
        .into_iter()
        .map(|[_, signature, doc]| vec![signature.into(), doc.into()])
        .collect();
    show(console, &["function", "what it gives"], rows)
}
