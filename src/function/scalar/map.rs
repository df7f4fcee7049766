//! Functions of maps and of what has properties.

use super::argument;
use crate::function::{Accepts, Argument, ScalarFunction, Volatility};
use crate::value::{Kind, Value};

const HOLDER: &[Argument] = &[Argument::needed(
    "subject",
    Accepts::MAP.or(Accepts::NODE).or(Accepts::RELATIONSHIP),
)];

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    ScalarFunction::new(
        "keys",
        HOLDER,
        |_| Kind::List(Box::new(Kind::String)),
        "Gives the names of the properties of a node or relationship, or the keys of a map.",
        "keys({a: 1})",
        |args, host| {
            let properties = argument::properties(args, 0, host)?;
            Ok(properties
                .map(|map| Value::list(map.keys().map(|key| Value::String(key.clone())).collect()))
                .into())
        },
    )
    .volatility(Volatility::Graph),
    ScalarFunction::new(
        "properties",
        HOLDER,
        |_| Kind::Map,
        "Gives all properties of a node or relationship as a map; a map itself.",
        "properties({a: 1})",
        |args, host| Ok(argument::properties(args, 0, host)?.map(Value::Map).into()),
    )
    .volatility(Volatility::Graph),
];
