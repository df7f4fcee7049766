//! `:begin`: open a transaction, until `:commit` or `:rollback`. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, unquoted};

pub(super) const COMMAND: Command = Command {
    name: "begin",
    aliases: &[],
    usage: "[read only | TEXT]",
    about: "open a transaction",
    more: "\
What statements change stays open until `:commit` or `:rollback`; one that fails undoes only itself. TEXT is what the log
of a database file calls the commit. With `read only` statements see the graph as it is now, whatever others commit.",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    if let [read, only] = words[..]
        && read.eq_ignore_ascii_case("read")
        && only.eq_ignore_ascii_case("only")
    {
        console.session.begin_read_only()?;
        console.note("transaction open, for reading only")?;
        return Ok(Next::GoOn);
    }
    console.session.begin()?;
    if !rest.is_empty() {
        console.session.describe(unquoted(rest));
    }
    console.note("transaction open")?;
    Ok(Next::GoOn)
}
