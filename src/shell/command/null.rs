//! `:null`: set what stands for null. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, unquoted};

pub(super) const COMMAND: Command = Command {
    name: "null",
    aliases: &["nullvalue"],
    usage: "[TEXT]",
    about: "set what stands for null in tables and CSV",
    more: "Put the text in quotes to have blanks or nothing at all: `:null ''`.",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let null = &mut console.settings.options.null;
    if rest.is_empty() {
        writeln!(console.out, "null is shown as '{null}'")?;
    } else {
        unquoted(rest).clone_into(null);
    }
    Ok(Next::GoOn)
}
