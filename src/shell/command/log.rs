//! `:log`: show the commits of a database file. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, show, usage};
use crate::value::Value;

pub(super) const COMMAND: Command = Command {
    name: "log",
    aliases: &[],
    usage: "[N]",
    about: "show the commits of a database file, or the last N",
    more: "\
`AS RECORDED ON 41 MATCH ...` asks the graph as it was after commit 41, `:diff 41` shows what that commit changed. A commit
is called after the script that made it, or whoever ran it; `:begin TEXT` gives it another name.",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let most = match rest {
        "" => usize::MAX,
        text => text
            .parse()
            .map_err(|_| usage(&COMMAND, format!("`{text}` is no number of commits")))?,
    };
    let log = console.session.database().log()?;
    let rows = log.into_iter().rev().take(most).collect::<Vec<_>>();
    let rows = rows.into_iter().rev().map(|commit| {
        let number = |number: u64| Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        vec![
            number(commit.number),
            commit.instant.into(),
            commit.label.into(),
            number(commit.changes as u64),
        ]
    });
    let columns = ["commit", "instant", "label", "changes"];
    show(console, &columns, rows.collect())
}
