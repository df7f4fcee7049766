//! `:functions`: list functions, or explain one. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, show};
use crate::diagnostic::{Code, Diagnostic};
use crate::function;
use crate::render::Style;
use crate::shell::signature::signature;

pub(super) const COMMAND: Command = Command {
    name: "functions",
    aliases: &["function"],
    usage: "[NAME or TEXT]",
    about: "list functions, or explain one",
    more: "",
    argument: Argument::Function,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let name = rest.trim_end_matches("()");
    if !name.is_empty() && describe(console, name)? {
        return Ok(Next::GoOn);
    }
    let scalars = function::scalars().map(|function| {
        let call = signature(function.name, function.arguments, function.variadic);
        (call, function.doc)
    });
    let aggregates = function::aggregates().map(|function| {
        (
            signature(function.name, function.arguments, false),
            function.doc,
        )
    });
    let wanted = name.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let mut found: Vec<(String, &str)> = scalars
        .chain(aggregates)
        .filter(|(call, doc)| holds(call) || holds(doc))
        .collect();
    if found.is_empty() {
        let problem = Diagnostic::new(
            Code::UnknownFunction,
            format!("there is no function `{name}`"),
        );
        return Err(match function::nearest(name) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")).into(),
            None => problem.into(),
        });
    }
    found.sort_by_cached_key(|(call, _)| call.to_lowercase());
    let rows = found
        .into_iter()
        .map(|(call, doc)| vec![call.into(), doc.into()]);
    show(console, &["function", "what it gives"], rows.collect())
}

/// Explains the function of this name; false when there is none.
pub(super) fn describe(console: &mut Console, name: &str) -> Result<bool> {
    let scalar = function::find_scalar(name)
        .map(|found| (found.usage(), found.doc, found.example, found.aliases));
    let aggregate = function::find_aggregate(name)
        .map(|found| (found.usage(), found.doc, found.example, found.aliases));
    let found: Vec<_> = scalar.into_iter().chain(aggregate).collect();
    let theme = console.settings.options.theme;
    for (usage, doc, example, aliases) in &found {
        writeln!(
            console.out,
            "{}\n  {doc}",
            theme.paint(Style::Header, usage)
        )?;
        if !aliases.is_empty() {
            writeln!(console.out, "  also: {}", aliases.join(", "))?;
        }
        if !example.is_empty() {
            writeln!(console.out, "  for example: {example}")?;
        }
    }
    Ok(!found.is_empty())
}
