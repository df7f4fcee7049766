//! `:mode`: set how answers are shown, or list the formats. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, usage};
use crate::diagnostic::nearest;
use crate::render::Format;

pub(super) const COMMAND: Command = Command {
    name: "mode",
    aliases: &[],
    usage: "[FORMAT]",
    about: "set how answers are shown, or list the formats",
    more: "",
    argument: Argument::OneOf(names),
    run,
};

fn names() -> Vec<&'static str> {
    Format::ALL.iter().map(|format| format.name()).collect()
}

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.is_empty() {
        for format in Format::ALL {
            let mark = if format == console.settings.format {
                "*"
            } else {
                " "
            };
            writeln!(
                console.out,
                "{mark} {:<10} {}",
                format.name(),
                format.about()
            )?;
        }
        return Ok(Next::GoOn);
    }
    match Format::from_name(rest) {
        Some(format) => {
            console.settings.format = format;
            Ok(Next::GoOn)
        }
        None => {
            let meant = nearest(rest, names())
                .map(|name| format!("; did you mean `{name}`?"))
                .unwrap_or_default();
            Err(usage(
                &COMMAND,
                format!("there is no format `{rest}`{meant}"),
            ))
        }
    }
}
