//! `:history`: list what was typed. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, usage};

pub(super) const COMMAND: Command = Command {
    name: "history",
    aliases: &[],
    usage: "[clear]",
    about: "list what was typed",
    argument: Argument::OneOf(words),
    run,
};

fn words() -> Vec<&'static str> {
    vec!["clear"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    match rest {
        "" => {
            for (number, line) in console.typed.iter().enumerate() {
                writeln!(console.out, "{:>4}  {line}", number + 1)?;
            }
            Ok(Next::GoOn)
        }
        "clear" => {
            console.typed.clear();
            console.history_cleared = true;
            Ok(Next::GoOn)
        }
        _ => Err(usage(&COMMAND, format!("`{rest}` was not understood"))),
    }
}
