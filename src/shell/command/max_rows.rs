//! `:max-rows`: set how many rows of an answer are shown. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, usage};

pub(super) const COMMAND: Command = Command {
    name: "max-rows",
    aliases: &["rows", "maxrows"],
    usage: "[NUMBER or all]",
    about: "set how many rows of an answer are shown",
    more: "The other rows are counted. Formats for programs (csv, tsv, json, jsonl) are always whole.",
    argument: Argument::OneOf(words),
    run,
};

fn words() -> Vec<&'static str> {
    vec!["all", "20", "50", "100", "1000"]
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let rows = &mut console.settings.options.max_rows;
    match (rest.to_ascii_lowercase().as_str(), *rows) {
        ("", Some(most)) => writeln!(console.out, "at most {most} rows of an answer are shown")?,
        ("", None) => writeln!(console.out, "all rows of an answer are shown")?,
        ("all" | "none" | "off", _) => *rows = None,
        (number, _) => match number.parse() {
            Ok(most) if most > 0 => *rows = Some(most),
            _ => {
                let message = format!("`{rest}` is neither a number from 1 nor `all`");
                return Err(usage(&COMMAND, message));
            }
        },
    }
    Ok(Next::GoOn)
}
