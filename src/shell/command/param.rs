//! `:param`: set parameters, or list them. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, params, usage};
use crate::shell::parameter::{evaluate_in, split_assignment};
use crate::value::{Map, Value};

pub(super) const COMMAND: Command = Command {
    name: "param",
    aliases: &[],
    usage: "[NAME => EXPRESSION, {MAP} or clear]",
    about: "set parameters for statements, or list them",
    more: "\
Expressions may use functions and the parameters that are set already:
  :param {since: date('2021-07-02'), names: ['Didi', 'Ant']}
  :param until => $since + duration('P30D')",
    argument: Argument::Expression,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    if rest.is_empty() {
        return params::list(console);
    }
    if rest.eq_ignore_ascii_case("clear") {
        console.parameters = Map::new();
        return Ok(Next::GoOn);
    }
    if rest.starts_with('{') {
        return match evaluate_in(&mut console.session, rest, &console.parameters)? {
            Value::Map(map) => {
                for (name, value) in map.iter() {
                    console.set_parameter(name, value.clone());
                }
                Ok(Next::GoOn)
            }
            _ => Err(usage(&COMMAND, format!("`{rest}` is no map of parameters"))),
        };
    }
    let Some((name, expression)) = split_assignment(rest) else {
        return Err(usage(&COMMAND, format!("`{rest}` sets no parameter")));
    };
    let value = evaluate_in(&mut console.session, expression, &console.parameters)?;
    console.set_parameter(name, value);
    Ok(Next::GoOn)
}
