//! `:rows`: set how many rows tables show at most. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, usage};

pub(super) const COMMAND: Command = Command {
    name: "rows",
    aliases: &[],
    usage: "N or all",
    about: "set how many rows tables show at most",
    argument: Argument::OneOf(words),
    run,
};

fn words() -> Vec<&'static str> {
    vec!["all"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    console.settings.options.max_rows = match rest {
        "all" => None,
        number => match number.parse() {
            Ok(most) => Some(most),
            Err(_) => return Err(usage(&COMMAND, format!("`{rest}` is no number of rows"))),
        },
    };
    Ok(Next::GoOn)
}
