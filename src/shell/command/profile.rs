//! `:profile`: run a statement and show its plan with real numbers of rows. Knows nothing of other commands.

use std::sync::Arc;

use super::{Argument, Command, Console, Next, Result, usage};
use crate::source::Source;

pub(super) const COMMAND: Command = Command {
    name: "profile",
    aliases: &[],
    usage: "STATEMENT",
    about: "run a statement and show its plan with real numbers of rows",
    argument: Argument::Query,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.is_empty() {
        return Err(usage(&COMMAND, "a statement is missing"));
    }
    let source = Arc::new(Source::new("<profile>", format!("PROFILE {rest}")));
    console.run_statement(&source, 0..source.text.len())?;
    Ok(Next::GoOn)
}
