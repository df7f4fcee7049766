//! `:null`: set what stands for null in tables. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result};

pub(super) const COMMAND: Command = Command {
    name: "null",
    aliases: &[],
    usage: "TEXT",
    about: "set what stands for null in tables",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let quotes = ['\'', '"'];
    let text = rest
        .strip_prefix(quotes)
        .and_then(|text| text.strip_suffix(quotes))
        .unwrap_or(rest);
    text.clone_into(&mut console.settings.options.null);
    Ok(Next::GoOn)
}
