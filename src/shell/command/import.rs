//! `:import`: read a .json or .jsonl graph file into the graph: all of it or nothing. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, path, usage};
use crate::diagnostic::Interrupt;
use crate::format::ImportOptions;
use crate::shell::footer::counted;
use crate::shell::{load_into, open::load};

pub(super) const COMMAND: Command = Command {
    name: "import",
    aliases: &[],
    usage: "FILE [merge on KEY]",
    about: "read a .json or .jsonl graph file: all or nothing",
    more: "\
With `merge on KEY` nodes that have the same value of that property are the same node, so that a file can be read
again; nodes without it are made anew. In a transaction the import is a part of it. Ctrl-C stops it, and nothing of
it stays.",
    argument: Argument::File,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let (file, merge_on) = match rest.split_once(" merge on ") {
        Some((file, key)) => (file.trim(), Some(key.trim().to_owned())),
        None => (rest, None),
    };
    if file.is_empty() {
        return Err(usage(&COMMAND, "the name of a file is missing"));
    }
    console.session.expect_no_view()?;
    let options = ImportOptions { merge_on };
    let path = path(file);
    let interrupts = console.interrupts.clone();
    let imported = interrupts.stopping(&mut console.session, |session, interrupt| match session
        .transaction()?
    {
        Some(transaction) => {
            transaction.set_interrupt(interrupt.clone());
            let loaded = load(transaction, &path, &options);
            transaction.set_interrupt(Interrupt::default());
            loaded
        }
        None => load_into(session.database().graph(), &path, &options, interrupt),
    })?;
    let mut parts = vec![
        format!(
            "{} created",
            counted(imported.nodes_created, "node", "nodes")
        ),
        format!(
            "{} created",
            counted(
                imported.relationships_created,
                "relationship",
                "relationships"
            )
        ),
    ];
    if options.merge_on.is_some() {
        parts.push(format!(
            "{} merged",
            counted(imported.nodes_merged, "node", "nodes")
        ));
        parts.push(format!(
            "{} there already",
            counted(imported.relationships_kept, "relationship", "relationships")
        ));
    }
    console.note(&parts.join(", "))?;
    Ok(Next::GoOn)
}
