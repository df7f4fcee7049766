//! `:recorded-on`: look at the graph as the database file had it. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result};
use crate::shell::view;

pub(super) const COMMAND: Command = Command {
    name: "recorded-on",
    aliases: &["recorded"],
    usage: "[COMMIT, MOMENT or off]",
    about: "look at the graph as the database file had it",
    more: "\
Every statement then sees the graph as it was after that commit (`:log` lists them), or at that date, with or without
time, as with AS RECORDED ON before it; statements that write are refused meanwhile.
  :recorded-on 41
  :recorded-on 2021-07-05T12:00Z
  :recorded-on off",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.eq_ignore_ascii_case("off") {
        console.session.recorded_on(None)?;
    } else if !rest.is_empty() {
        let at = view::recorded_moment(rest)?;
        console.session.recorded_on(Some(at))?;
    }
    let note = match console.session.recorded() {
        Some(at) => format!("the graph as recorded {}", view::shown_moment(at)),
        None => "the graph as it is recorded now".to_owned(),
    };
    console.note(&note)?;
    Ok(Next::GoOn)
}
