//! `:explain`: show the plan of a statement, or what an error code means. Knows nothing of other commands.

use std::io::Write;
use std::sync::Arc;

use super::{Argument, Command, Console, Next, Result, usage};
use crate::diagnostic::Code;
use crate::source::Source;

pub(super) const COMMAND: Command = Command {
    name: "explain",
    aliases: &[],
    usage: "STATEMENT or CODE",
    about: "show the plan of a statement, or what an error code means",
    argument: Argument::Query,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.is_empty() {
        return Err(usage(&COMMAND, "a statement or an error code is missing"));
    }
    let code = Code::ALL.iter().find(|code| {
        code.number().eq_ignore_ascii_case(rest) || code.detail().eq_ignore_ascii_case(rest)
    });
    if let Some(code) = code {
        writeln!(
            console.out,
            "{} {:?} at {}: {}\n{}",
            code.number(),
            code.class(),
            code.phase(),
            code.detail(),
            code.explanation()
        )?;
        return Ok(Next::GoOn);
    }
    let source = Arc::new(Source::new("<explain>", format!("EXPLAIN {rest}")));
    console.run_statement(&source, 0..source.text.len())?;
    Ok(Next::GoOn)
}
