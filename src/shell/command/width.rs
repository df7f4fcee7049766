//! `:width`: set how wide tables are at most. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, usage};

pub(super) const COMMAND: Command = Command {
    name: "width",
    aliases: &[],
    usage: "N, auto or off",
    about: "set how wide tables are at most",
    argument: Argument::OneOf(words),
    run,
};

fn words() -> Vec<&'static str> {
    vec!["auto", "off"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let settings = &mut console.settings;
    settings.width_of_terminal = rest == "auto";
    settings.options.max_width = match rest {
        "auto" | "off" => None,
        number => match number.parse() {
            Ok(most) => Some(most),
            Err(_) => return Err(usage(&COMMAND, format!("`{rest}` is no width"))),
        },
    };
    Ok(Next::GoOn)
}
