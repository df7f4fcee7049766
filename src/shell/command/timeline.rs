//! `:timeline`: dated facts in their order. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result};
use crate::shell::timeline;

pub(super) const COMMAND: Command = Command {
    name: "timeline",
    aliases: &[],
    usage: "[NAME or QUERY]",
    about: "show dated facts in their order, with their sources",
    more: "\
Around everything of a name, title, key, id or alias; of the nodes and relationships a query gives, and of its rows and
maps that have valid_from or valid_to; without either, of the whole graph. The view that is set counts, and `:max-rows`.
  :timeline Didi
  :timeline MATCH (c:Company)-[p:PROBED_BY]->() RETURN p",
    argument: Argument::Query,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    timeline::show(console, rest)?;
    Ok(Next::GoOn)
}
