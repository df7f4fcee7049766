//! `:known-on`: look at what some source had published by a day. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result};
use crate::shell::view;

pub(super) const COMMAND: Command = Command {
    name: "known-on",
    aliases: &[],
    usage: "[DAY or off]",
    about: "look at what some source had published by a day",
    more: "\
Every statement then sees only what has no source, or one that was published by that day or has no date, as with
AS KNOWN ON before it.
  :known-on 2021-07-20
  :known-on off",
    argument: Argument::Expression,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.eq_ignore_ascii_case("off") {
        console.session.known_on(None)?;
    } else if !rest.is_empty() {
        let day = view::moment(rest, &console.parameters)?;
        console.session.known_on(Some(day))?;
    }
    let note = match console.session.view().1 {
        Some(day) => format!("what was known on {}", view::shown(day)),
        None => "whatever is known".to_owned(),
    };
    console.note(&note)?;
    Ok(Next::GoOn)
}
