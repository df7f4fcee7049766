//! `:check`: look for faults in dates and sources. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, no_argument};
use crate::graph::facts;
use crate::render::{Format, render};
use crate::shell::fact_check::{fact_rows, fact_text};

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
    let text = match console.settings.format {
        Format::Box | Format::Table | Format::Line => fact_text(&report, &version),
        format => render(
            &fact_rows(&report, &version),
            format,
            &console.settings.options,
        ),
    };
    console.out.write_all(text.as_bytes())?;
    Ok(Next::GoOn)
}
