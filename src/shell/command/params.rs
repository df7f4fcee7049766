//! `:params`: list the parameters. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, param, show};
use crate::value::literal;

pub(super) const COMMAND: Command = Command {
    name: "params",
    aliases: &["parameters"],
    usage: "[clear]",
    about: "list the parameters",
    more: "",
    argument: Argument::OneOf(words),
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    (param::COMMAND.run)(console, rest)
}

fn words() -> Vec<&'static str> {
    vec!["clear"]
}

/// Shows the parameters.
pub(super) fn list(console: &mut Console) -> Result<Next> {
    if console.parameters.is_empty() {
        console.note("no parameters are set; `:param name => value` sets one")?;
        return Ok(Next::GoOn);
    }
    let rows = console
        .parameters
        .iter()
        .map(|(name, value)| vec![format!("${name}").into(), literal::cypher(value).into()])
        .collect();
    show(console, &["parameter", "value"], rows)
}
