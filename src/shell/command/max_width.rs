//! `:max-width`: set how wide tables are at most. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, usage};

pub(super) const COMMAND: Command = Command {
    name: "max-width",
    aliases: &["width", "maxwidth"],
    usage: "[NUMBER, terminal or all]",
    about: "set how wide tables are at most",
    more: "Longer values are cut with …. `terminal` takes the width that the terminal has at the moment.",
    argument: Argument::OneOf(words),
    run,
};

/// Narrower tables show nothing.
const LEAST: usize = 10;

fn words() -> Vec<&'static str> {
    vec!["terminal", "all", "80", "120"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let settings = &mut console.settings;
    let (of_terminal, most) = match rest.to_ascii_lowercase().as_str() {
        "" => {
            match (settings.width_of_terminal, settings.options.max_width) {
                (true, _) => writeln!(console.out, "tables are at most as wide as the terminal")?,
                (_, Some(most)) => writeln!(console.out, "tables are at most {most} columns wide")?,
                (_, None) => writeln!(console.out, "tables are as wide as their values")?,
            }
            return Ok(Next::GoOn);
        }
        "terminal" | "auto" => (true, None),
        "all" | "none" | "off" => (false, None),
        number => match number.parse() {
            Ok(most) if most >= LEAST => (false, Some(most)),
            _ => {
                let message =
                    format!("`{rest}` is neither a number from {LEAST} nor `terminal` nor `all`");
                return Err(usage(&COMMAND, message));
            }
        },
    };
    settings.width_of_terminal = of_terminal;
    settings.options.max_width = most;
    Ok(Next::GoOn)
}
