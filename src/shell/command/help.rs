//! `:help`: list commands, or explain one. Knows nothing of other commands.

use std::io::Write;

use super::{ALL, Argument, Command, Console, Next, Result, find, usage};
use crate::render::Style;

pub(super) const COMMAND: Command = Command {
    name: "help",
    aliases: &["h", "?"],
    usage: "[COMMAND]",
    about: "list commands, or explain one",
    argument: Argument::OneOf(names),
    run,
};

fn names() -> Vec<&'static str> {
    ALL.iter().map(|command| command.name).collect()
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let theme = console.settings.options.theme;
    if !rest.is_empty() {
        let Some(command) = find(rest.trim_start_matches([':', '.'])) else {
            return Err(usage(&COMMAND, format!("there is no command `{rest}`")));
        };
        let head = format!(":{} {}", command.name, command.usage);
        writeln!(console.out, "{}", theme.paint(Style::Header, head.trim()))?;
        writeln!(console.out, "  {}", command.about)?;
        if !command.aliases.is_empty() {
            writeln!(console.out, "  also: :{}", command.aliases.join(", :"))?;
        }
        return Ok(Next::GoOn);
    }
    writeln!(
        console.out,
        "A statement ends with `;` and may span lines. Tab completes, Ctrl-R searches, Ctrl-C cancels, Ctrl-D leaves.\n"
    )?;
    for command in ALL {
        let head = format!("{:<10} {}", format!(":{}", command.name), command.usage);
        let head = theme.paint(Style::Header, &format!("{head:<32}"));
        writeln!(console.out, "{head} {}", command.about)?;
    }
    writeln!(console.out, "\nTry: MATCH (n) RETURN n LIMIT 5;")?;
    Ok(Next::GoOn)
}
