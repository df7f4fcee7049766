//! Functions of nodes and relationships.

use super::argument;
use crate::diagnostic::Result;
use crate::function::{Accepts, Argument, ScalarFunction, SharedBy, Volatility};
use crate::value::{Kind, Value};

const NODE: &[Argument] = &[Argument::needed("node", Accepts::NODE)];
const RELATIONSHIP: &[Argument] = &[Argument::needed("relationship", Accepts::RELATIONSHIP)];
const ENTITY: &[Argument] = &[Argument::needed(
    "entity",
    Accepts::NODE.or(Accepts::RELATIONSHIP),
)];

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    ScalarFunction::new(
        "labels",
        NODE,
        |_| Kind::List(Box::new(Kind::String)),
        "Gives the labels of a node.",
        "labels(n)",
        |args, host| {
            let Some(node) = argument::node(args, 0)? else {
                return Ok(Value::Null);
            };
            Ok(Value::list(
                host.labels_of(node)?
                    .into_iter()
                    .map(Value::String)
                    .collect(),
            ))
        },
    )
    .volatility(Volatility::Graph)
    .shared_by(SharedBy::Labels),
    ScalarFunction::new(
        "type",
        RELATIONSHIP,
        |_| Kind::String,
        "Gives the type of a relationship.",
        "type(r)",
        |args, host| {
            let Some(relationship) = argument::relationship(args, 0)? else {
                return Ok(Value::Null);
            };
            host.type_of(relationship).map(Value::String)
        },
    )
    .volatility(Volatility::Graph)
    .shared_by(SharedBy::Type),
    ScalarFunction::new(
        "startNode",
        RELATIONSHIP,
        |_| Kind::Node,
        "Gives the node where a relationship starts.",
        "startNode(r)",
        |args, host| {
            let Some(relationship) = argument::relationship(args, 0)? else {
                return Ok(Value::Null);
            };
            Ok(host.endpoints(relationship)?.0.into())
        },
    )
    .volatility(Volatility::Graph),
    ScalarFunction::new(
        "endNode",
        RELATIONSHIP,
        |_| Kind::Node,
        "Gives the node where a relationship ends.",
        "endNode(r)",
        |args, host| {
            let Some(relationship) = argument::relationship(args, 0)? else {
                return Ok(Value::Null);
            };
            Ok(host.endpoints(relationship)?.1.into())
        },
    )
    .volatility(Volatility::Graph),
    ScalarFunction::new(
        "id",
        ENTITY,
        |_| Kind::Integer,
        "Gives the number of a node or relationship; deprecated, elementId is meant to be used.",
        "id(n)",
        |args, _| id(args),
    ),
    ScalarFunction::new(
        "elementId",
        ENTITY,
        |_| Kind::String,
        "Gives the identity of a node or relationship as text.",
        "elementId(n)",
        |args, _| element_id(args),
    ),
];

fn id(args: &[Value]) -> Result<Value> {
    match args.first() {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(Value::Node(node)) => Ok(Value::Integer(i64::from(node.id.0))),
        Some(Value::Relationship(relationship)) => Ok(Value::Integer(relationship.id.as_integer())),
        Some(other) => Err(argument::wrong(other, "a Node or a Relationship")),
    }
}

fn element_id(args: &[Value]) -> Result<Value> {
    match args.first() {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(Value::Node(node)) => Ok(node.id.element_id().into()),
        Some(Value::Relationship(relationship)) => Ok(relationship.id.element_id().into()),
        Some(other) => Err(argument::wrong(other, "a Node or a Relationship")),
    }
}
