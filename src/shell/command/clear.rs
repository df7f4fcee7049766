//! `:clear`: clear the screen. Knows nothing of other commands.

use std::io::{IsTerminal, Write};

use super::{Argument, Command, Console, Next, Result, no_argument};

pub(super) const COMMAND: Command = Command {
    name: "clear",
    aliases: &["cls"],
    usage: "",
    about: "clear the screen (also Ctrl-L)",
    more: "",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    // Control codes have no business in a file or pipe.
    if std::io::stdout().is_terminal() {
        write!(console.out, "\x1b[H\x1b[2J")?;
        console.out.flush()?;
    }
    Ok(Next::GoOn)
}
