//! Functions of time and sources: when an element holds, and who says so.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::argument;
use crate::diagnostic::Result;
use crate::function::{Accepts, Argument, Host, ScalarFunction, Volatility};
use crate::graph::view::{key_of, references};
use crate::graph::{Instant, PERIOD_KEYS, Period};
use crate::value::{Kind, NodeId, Value};

const ELEMENT: Accepts = Accepts::NODE.or(Accepts::RELATIONSHIP);
const MOMENT: Accepts = Accepts::DATE
    .or(Accepts::LOCAL_DATE_TIME)
    .or(Accepts::DATE_TIME);

const HOLDS: &[Argument] = &[
    Argument::needed("element", ELEMENT),
    Argument::needed("from", MOMENT),
    Argument::optional("to", MOMENT),
];
const SOURCES: &[Argument] = &[Argument::needed(
    "of",
    ELEMENT.or(Accepts::PATH).or(Accepts::LIST),
)];

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    ScalarFunction::new(
        "holds",
        HOLDS,
        |_| Kind::Boolean,
        "Says whether a node or relationship holds on a day, or at some time from one day until before another; null when its dates are not exact enough to tell.",
        "holds(r, date('2021-07-04'))",
        holds,
    )
    .volatility(Volatility::Graph),
    ScalarFunction::new(
        "sources",
        SOURCES,
        |_| Kind::List(Box::new(Kind::Node)),
        "Gives the Source nodes that a node, relationship, path or list refers to, each once.",
        "sources(r)",
        |args, host| match args.first() {
            None | Some(Value::Null) => Ok(Value::Null),
            Some(of) => {
                let mut found = Found {
                    host,
                    seen: FxHashSet::default(),
                    nodes: Vec::new(),
                };
                found.add(of)?;
                Ok(Value::list(found.nodes))
            }
        },
    )
    .volatility(Volatility::Graph),
];

fn holds(args: &[Value], host: &dyn Host) -> Result<Value> {
    let element = match args.first() {
        None | Some(Value::Null) => return Ok(Value::Null),
        Some(element @ (Value::Node(_) | Value::Relationship(_))) => element,
        Some(other) => return Err(argument::wrong(other, "a Node or a Relationship")),
    };
    let moment = |place: usize, read: fn(&Value) -> Option<Instant>| match args.get(place) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => read(value)
            .map(Some)
            .ok_or_else(|| argument::wrong(value, "a Date, LocalDateTime or DateTime")),
    };
    let spans = args.len() > 2;
    let (from, to) = if spans {
        (moment(1, Instant::first_of)?, moment(2, Instant::first_of)?)
    } else {
        (moment(1, Instant::last_of)?, None)
    };
    let mut bounds = [Value::Null, Value::Null, Value::Null, Value::Null];
    for (bound, key) in bounds.iter_mut().zip(PERIOD_KEYS) {
        *bound = host.property(element, key)?;
    }
    let period = Period::new(bounds.each_ref());
    let holds = if spans {
        period.holds_within(from, to)
    } else {
        from.and_then(|at| period.holds_at(at))
    };
    Ok(holds.map_or(Value::Null, Value::Boolean))
}

/// Source nodes so far.
struct Found<'h> {
    host: &'h dyn Host,
    seen: FxHashSet<NodeId>,
    nodes: Vec<Value>,
}

impl Found<'_> {
    /// Adds the sources of a value, however deep its elements lie.
    fn add(&mut self, of: &Value) -> Result<()> {
        match of {
            Value::Null => Ok(()),
            Value::Node(_) | Value::Relationship(_) => {
                let source = self.host.property(of, "source")?;
                for reference in references(&source) {
                    if let Some(node) = self.host.source_node(key_of(reference))?
                        && self.seen.insert(node)
                    {
                        self.nodes.push(node.into());
                    }
                }
                Ok(())
            }
            Value::Path(path) => {
                let path = Arc::clone(path);
                for (at, node) in path.nodes.iter().enumerate() {
                    self.add(&Value::Node(node.clone()))?;
                    if let Some((relationship, _)) = path.relationships.get(at) {
                        self.add(&Value::Relationship(relationship.clone()))?;
                    }
                }
                Ok(())
            }
            Value::List(items) => items.iter().try_for_each(|item| self.add(item)),
            other => Err(argument::wrong(
                other,
                "a Node, a Relationship, a Path or a list of them",
            )),
        }
    }
}
