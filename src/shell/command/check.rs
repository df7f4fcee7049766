//! `:check`: look for faults in dates and sources. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, no_argument};
use crate::graph::facts;
use crate::shell::fact_check::fact_text;

pub(super) const COMMAND: Command = Command {
    name: "check",
    aliases: &[],
    usage: "",
    about: "look for faults in dates and sources",
    more: "\
Bounds and precisions that mean nothing, periods that end before they begin, references without a :Source; and what is
left open: sources without a date, relationships without a source.",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    let version = console.session.version();
    let report = facts::check(&version);
    console
        .out
        .write_all(fact_text(&report, &version).as_bytes())?;
    Ok(Next::GoOn)
}
