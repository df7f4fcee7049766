//! What rows were matched by: traces taken apart, and joined when rows are.
//!
//! A trace is a node, a relationship, null, or a list of traces. Lists of earlier steps are shared between rows.

use std::any::Any;

use rustc_hash::FxHashSet;

use super::{Accumulator, AggregateFunction, VALUE, same};
use crate::diagnostic::Result;
use crate::value::{Kind, NodeId, RelId, Value};

/// The aggregate that CITE joins traces with. It cannot be called: no name is like its.
pub static WITNESSES: AggregateFunction = AggregateFunction {
    name: "  witnesses",
    aliases: &[],
    arguments: VALUE,
    result: |_| Kind::Any,
    doc: "Joins what rows were matched by.",
    example: "",
    start: || Box::new(Joined::default()),
};

/// A node or a relationship that a row was matched by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Witness {
    /// A node.
    Node(NodeId),
    /// A relationship; its ends were matched with it.
    Relationship(RelId),
}

impl From<Witness> for Value {
    fn from(witness: Witness) -> Self {
        match witness {
            Witness::Node(node) => node.into(),
            Witness::Relationship(relationship) => relationship.into(),
        }
    }
}

/// Hands over all witnesses of a trace in the order of their first use; one may come several times. The depth of
/// a trace is no concern: it is walked without recursion.
pub fn witnesses(trace: &Value, give: &mut dyn FnMut(Witness)) {
    let mut open = vec![std::slice::from_ref(trace).iter()];
    while let Some(items) = open.last_mut() {
        match items.next() {
            None => {
                open.pop();
            }
            Some(Value::List(items)) => open.push(items.iter()),
            Some(Value::Node(node)) => give(Witness::Node(node.id)),
            Some(Value::Relationship(relationship)) => {
                give(Witness::Relationship(relationship.id));
            }
            Some(_) => {}
        }
    }
}

/// The witnesses so far, each once.
#[derive(Debug, Default)]
struct Joined {
    seen: FxHashSet<Witness>,
    all: Vec<Value>,
}

impl Accumulator for Joined {
    fn push(&mut self, arguments: &[Value], _: u64) -> Result<()> {
        if let Some(trace) = arguments.first() {
            witnesses(trace, &mut |witness| {
                if self.seen.insert(witness) {
                    self.all.push(witness.into());
                }
            });
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>) -> Result<()> {
        let other = same::<Self>(other)?;
        self.push(&[Value::list(other.all)], 1)
    }
    fn finish(&mut self) -> Result<Value> {
        self.seen.clear();
        Ok(Value::list(std::mem::take(&mut self.all)))
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
