//! `:again`: run the last statement once more. Knows nothing of other commands.

use std::sync::Arc;

use super::{Argument, Command, Console, Next, Result, no_argument, usage};
use crate::source::Source;

pub(super) const COMMAND: Command = Command {
    name: "again",
    aliases: &["redo"],
    usage: "",
    about: "run the last statement again",
    more: "Set another mode or other parameters first, and the same statement shows something else.",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    let Some(last) = console.last.clone() else {
        return Err(usage(&COMMAND, "no statement has run yet"));
    };
    let source = Arc::new(Source::new("<again>", last));
    console.run_statement(&source, 0..source.text.len())?;
    Ok(Next::GoOn)
}
