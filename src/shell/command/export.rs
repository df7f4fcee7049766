//! `:export`: write the whole graph to a .json or .jsonl file. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, path, usage};
use crate::shell::footer::counted;
use crate::shell::{left_out, save};

pub(super) const COMMAND: Command = Command {
    name: "export",
    aliases: &[],
    usage: "FILE",
    about: "write the whole graph to a .json or .jsonl file",
    more: "",
    argument: Argument::File,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.is_empty() {
        return Err(usage(&COMMAND, "the name of a file is missing"));
    }
    let version = console.session.version();
    let (interrupts, path) = (console.interrupts.clone(), path(rest));
    interrupts.stopping(&mut console.session, |_, interrupt| {
        save(&version, &path, interrupt)
    })?;
    console.note(&format!(
        "{} and {} written to {rest}",
        counted(version.node_count(), "node", "nodes"),
        counted(
            version.relationship_count(),
            "relationship",
            "relationships"
        ),
    ))?;
    if let Some(note) = left_out(&version) {
        console.note(&note)?;
    }
    Ok(Next::GoOn)
}
