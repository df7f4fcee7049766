//! `:color`: turn colours on and off. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, on_off, switch};
use crate::render::Theme;

pub(super) const COMMAND: Command = Command {
    name: "color",
    aliases: &["colour"],
    usage: "[on or off]",
    about: "turn colours on or off",
    more: "",
    argument: Argument::OneOf(on_off),
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let theme = &mut console.settings.options.theme;
    *theme = if switch(&COMMAND, rest, theme.is_colour())? {
        Theme::colour()
    } else {
        Theme::plain()
    };
    Ok(Next::GoOn)
}
