//! `:keywords`: list the words of the language. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, no_argument, show};
use crate::syntax::Keyword;

pub(super) const COMMAND: Command = Command {
    name: "keywords",
    aliases: &[],
    usage: "",
    about: "list the words of the language",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    let rows = Keyword::ALL
        .iter()
        .map(|keyword| vec![keyword.text().into(), keyword.is_reserved().into()])
        .collect();
    show(console, &["keyword", "reserved"], rows)
}
