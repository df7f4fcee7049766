//! Functions of paths.

use super::argument;
use crate::function::{Accepts, Argument, ScalarFunction};
use crate::value::{Kind, Value};

const PATH: &[Argument] = &[Argument::needed("path", Accepts::PATH)];

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    ScalarFunction::new(
        "length",
        PATH,
        |_| Kind::Integer,
        "Gives the number of relationships of a path.",
        "length(p)",
        |args, _| {
            Ok(argument::path(args, 0)?
                .map(|path| path.relationships.len() as i64)
                .into())
        },
    ),
    ScalarFunction::new(
        "nodes",
        PATH,
        |_| Kind::List(Box::new(Kind::Node)),
        "Gives the nodes of a path in walking order.",
        "nodes(p)",
        |args, _| {
            Ok(argument::path(args, 0)?
                .map(|path| Value::list(path.nodes.iter().cloned().map(Value::Node).collect()))
                .into())
        },
    ),
    ScalarFunction::new(
        "relationships",
        PATH,
        |_| Kind::List(Box::new(Kind::Relationship)),
        "Gives the relationships of a path in walking order.",
        "relationships(p)",
        |args, _| {
            let walked = |path: &std::sync::Arc<crate::value::Path>| {
                let relationships = path.relationships.iter();
                let values = relationships
                    .map(|(r, _)| Value::Relationship(r.clone()))
                    .collect();
                Value::list(values)
            };
            Ok(argument::path(args, 0)?.map(walked).into())
        },
    )
    .aliases(&["rels"]),
];
