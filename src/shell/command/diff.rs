//! `:diff`: show what is different between two moments of a database file. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, show, usage};
use crate::graph::durable::At;
use crate::shell::view::recorded_moment;

pub(super) const COMMAND: Command = Command {
    name: "diff",
    aliases: &[],
    usage: "[FROM] [TO]",
    about: "show what one commit changed, or what is different between two moments",
    more: "\
FROM and TO are numbers of commits (`:log` lists them) or dates, with or without time: `:diff 41 44`,
`:diff 2021-07-05 2021-07-06T12:00`. With one number: what that commit changed; without: what the last one did.",
    argument: Argument::None,
    run,
};

/// More rows than these are only counted.
const MOST: usize = 1000;

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let before = |number: u64| (At::Commit(number.saturating_sub(1)), At::Commit(number));
    let (from, to) = match words[..] {
        [] => before(console.session.database().version().commit_number()),
        [word] => match recorded_moment(word)? {
            At::Commit(number) => before(number),
            since @ At::Instant(_) => {
                let last = console.session.database().version().commit_number();
                (since, At::Commit(last))
            }
        },
        [from, to] => (recorded_moment(from)?, recorded_moment(to)?),
        _ => return Err(usage(&COMMAND, "two moments at most")),
    };
    let (rows, count) = console.session.database().diff(&from, &to, MOST)?;
    if rows.is_empty() {
        console.note("no difference")?;
        return Ok(Next::GoOn);
    }
    let columns: Vec<&str> = rows.columns().iter().map(String::as_str).collect();
    let shown = rows.len();
    let next = show(console, &columns, rows.rows().to_vec())?;
    if count > shown {
        console.note(&format!("{} more", count - shown))?;
    }
    Ok(next)
}
