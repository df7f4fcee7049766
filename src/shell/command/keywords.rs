//! `:keywords`: list the words of the language. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, no_argument};
use crate::render::Style;
use crate::syntax::Keyword;

pub(super) const COMMAND: Command = Command {
    name: "keywords",
    aliases: &[],
    usage: "",
    about: "list the words of the language",
    more: "",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    let theme = console.settings.options.theme;
    let sorts = [
        ("cannot name a variable without back-ticks:", true),
        ("may also be names:", false),
    ];
    for (title, reserved) in sorts {
        writeln!(console.out, "{}", theme.paint(Style::Header, title))?;
        let words: Vec<&str> = Keyword::ALL
            .iter()
            .filter(|word| word.is_reserved() == reserved)
            .map(|word| word.text())
            .collect();
        for line in words.chunks(6) {
            let cells: Vec<String> = line.iter().map(|word| format!("{word:<12}")).collect();
            writeln!(console.out, "  {}", cells.concat().trim_end())?;
        }
    }
    Ok(Next::GoOn)
}
