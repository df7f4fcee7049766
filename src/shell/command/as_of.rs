//! `:as-of`: look at the graph as it was on a day. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result};
use crate::shell::view;

pub(super) const COMMAND: Command = Command {
    name: "as-of",
    aliases: &["asof"],
    usage: "[DAY or off]",
    about: "look at the graph as it was on a day",
    more: "\
Every statement then sees only what held, or may have held, on that day, as with AS OF before it. AS OF in a statement
goes before it; statements that write are refused meanwhile.
  :as-of 2021-07-04
  :as-of off",
    argument: Argument::Expression,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.eq_ignore_ascii_case("off") {
        console.session.as_of(None)?;
    } else if !rest.is_empty() {
        let day = view::moment(rest, &console.parameters)?;
        console.session.as_of(Some(day))?;
    }
    let note = match console.session.view().0 {
        Some(day) => format!("the graph as of {}", view::shown(day)),
        None => "the graph at all times".to_owned(),
    };
    console.note(&note)?;
    Ok(Next::GoOn)
}
