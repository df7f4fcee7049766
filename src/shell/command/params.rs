//! `:params`: list the parameters. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, no_argument, show};
use crate::value::literal;

pub(super) const COMMAND: Command = Command {
    name: "params",
    aliases: &[],
    usage: "",
    about: "list the parameters",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    list(console)
}

/// Shows the parameters.
pub(super) fn list(console: &mut Console) -> Result<Next> {
    let rows = console
        .parameters
        .iter()
        .map(|(name, value)| vec![format!("${name}").into(), literal::cypher(value).into()])
        .collect();
    show(console, &["parameter", "value"], rows)
}
