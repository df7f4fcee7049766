//! `:history`: list what was typed. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result};
use crate::render::Style;

pub(super) const COMMAND: Command = Command {
    name: "history",
    aliases: &[],
    usage: "[NUMBER, TEXT or clear]",
    about: "list earlier inputs, or those that hold a text",
    more: "\
The last 20, or as many as you say; `:history clear` forgets them all. Ctrl-R searches while typing. What starts
with a blank is not remembered.",
    argument: Argument::OneOf(words),
    run,
};

/// Inputs listed unless asked for more.
const USUAL: usize = 20;

fn words() -> Vec<&'static str> {
    vec!["clear"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest == "clear" {
        console.typed.clear();
        console.history_cleared = true;
        return Ok(Next::GoOn);
    }
    let (most, wanted) = match rest.parse::<usize>() {
        Ok(most) => (most, String::new()),
        Err(_) if rest.is_empty() => (USUAL, String::new()),
        Err(_) => (usize::MAX, rest.to_lowercase()),
    };
    let theme = console.settings.options.theme;
    let numbered = console.typed.iter().enumerate();
    let found: Vec<_> = numbered
        .filter(|(_, text)| text.to_lowercase().contains(&wanted))
        .collect();
    for (number, text) in found.iter().skip(found.len().saturating_sub(most)) {
        let number = theme.paint(Style::Faint, &format!("{:>5}", number + 1));
        writeln!(console.out, "{number}  {}", text.replace('\n', "\n       "))?;
    }
    Ok(Next::GoOn)
}
