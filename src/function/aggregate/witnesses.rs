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
    match trace {
        Value::Node(node) => return give(Witness::Node(node.id)),
        Value::Relationship(relationship) => return give(Witness::Relationship(relationship.id)),
        Value::List(_) => {}
        _ => return,
    }
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

/// How many witnesses are looked through one by one.
const FEW: usize = 16;

/// Witnesses, each once, in the order of their first use.
#[derive(Debug, Default)]
pub struct Witnesses {
    all: Vec<Witness>,
    /// The same, when there are more than a few.
    seen: FxHashSet<Witness>,
}

impl Witnesses {
    /// Adds one; is it new?
    pub fn add(&mut self, witness: Witness) -> bool {
        if self.all.len() < FEW {
            if self.all.contains(&witness) {
                return false;
            }
        } else {
            if self.seen.is_empty() {
                self.seen.extend(&self.all);
            }
            if !self.seen.insert(witness) {
                return false;
            }
        }
        self.all.push(witness);
        true
    }
    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.all.clear();
        self.seen.clear();
    }
}

/// The witnesses of a group so far.
#[derive(Debug, Default)]
struct Joined(Witnesses);

impl Accumulator for Joined {
    fn push(&mut self, arguments: &[Value], _: u64) -> Result<()> {
        for argument in arguments {
            witnesses(argument, &mut |witness| {
                self.0.add(witness);
            });
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>) -> Result<()> {
        let other = same::<Self>(other)?;
        for witness in other.0.all {
            self.0.add(witness);
        }
        Ok(())
    }
    fn finish(&mut self) -> Result<Value> {
        let Witnesses { all, .. } = std::mem::take(&mut self.0);
        Ok(Value::list(all.into_iter().map(Value::from).collect()))
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
