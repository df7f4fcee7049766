//! What rows were matched by: traces taken apart, and joined when rows are.
//!
//! A trace is a node, a relationship, null, or a list of traces. Lists of earlier steps are shared between rows.

use std::any::Any;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Accumulator, AggregateFunction, VALUE, same};
use crate::diagnostic::{Interrupt, Result};
use crate::value::bulk::{self, Look};
use crate::value::pace::{Pace, Watched};
use crate::value::{Kind, List, MakeLists, NodeId, RelId, Value};

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
        Value::Node(node) => give(Witness::Node(node.id)),
        Value::Relationship(relationship) => give(Witness::Relationship(relationship.id)),
        // Mostly there are no lists in it, and nobody else looks at it.
        Value::List(items) => items.each(&mut |item| match item {
            Value::Node(node) => give(Witness::Node(node.id)),
            Value::Relationship(relationship) => give(Witness::Relationship(relationship.id)),
            Value::List(items) => within(items, give),
            _ => {}
        }),
        _ => {}
    }
}

fn within(items: &[Value], give: &mut dyn FnMut(Witness)) {
    let mut open = vec![items.iter()];
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

/// The witnesses of many groups, each once per group, in the order of their first use. They lie in one array: most groups
/// have few.
#[derive(Debug, Default)]
pub(crate) struct WitnessGroups {
    all: Vec<Link>,
    groups: Vec<Chain>,
    /// The same, of groups that have more than a few.
    seen: FxHashSet<(u32, Witness)>,
}

/// About what a witness that was seen takes, with the room that a hash table leaves free.
const SEEN: usize = (size_of::<(u32, Witness)>() + 1) * 8 / 7;

#[derive(Debug)]
struct Link {
    witness: Witness,
    /// The place of the next one of its group.
    next: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Default)]
struct Chain {
    first: usize,
    last: usize,
    len: usize,
}

impl WitnessGroups {
    /// Room for every group up to `len`; `look` tells meanwhile whether to go on.
    pub(crate) fn make_room(&mut self, len: usize, look: Look<'_>) -> Result<()> {
        bulk::lengthen(&mut self.groups, len, Chain::default, look)
    }

    /// About the bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.all.capacity() * size_of::<Link>()
            + self.groups.capacity() * size_of::<Chain>()
            + self.seen.capacity() * SEEN
    }

    /// About the bytes that are taken while up to so many are added: what has no room left is laid anew, twice as large.
    pub(crate) fn growth(&self, more: usize) -> usize {
        let grown = |len: usize, capacity: usize, size: usize| {
            if len + more <= capacity {
                0
            } else {
                (2 * capacity).max(len + more) * size
            }
        };
        grown(self.all.len(), self.all.capacity(), size_of::<Link>())
            + grown(self.seen.len(), self.seen.capacity(), SEEN)
    }

    /// Adds all witnesses of a trace to a group. There is room for the group.
    pub(crate) fn add_all(&mut self, group: u32, trace: &Value) {
        witnesses(trace, &mut |witness| self.add(group, witness));
    }

    /// Adds one to a group. There is room for the group.
    pub(crate) fn add(&mut self, group: u32, witness: Witness) {
        let chain = &self.groups[group as usize];
        if chain.len < FEW {
            if self.of(group).any(|known| known == witness) {
                return;
            }
        } else {
            if chain.len == FEW {
                let few: Vec<_> = self.of(group).map(|witness| (group, witness)).collect();
                self.seen.extend(few);
            }
            if !self.seen.insert((group, witness)) {
                return;
            }
        }
        let place = self.all.len();
        let next = None;
        self.all.push(Link { witness, next });
        let chain = &mut self.groups[group as usize];
        if chain.len == 0 {
            chain.first = place;
        } else {
            self.all[chain.last].next = NonZeroUsize::new(place);
        }
        chain.last = place;
        chain.len += 1;
    }

    /// Takes in the groups of another; `numbers` are the numbers that they have here. `pace` is told of every witness.
    pub(crate) fn absorb<P: Pace>(
        &mut self,
        other: &Self,
        numbers: &[u32],
        pace: &mut P,
    ) -> Result<(), P::Stop> {
        for (from, to) in (0..).zip(numbers) {
            for witness in other.of(from) {
                pace.step()?;
                self.add(*to, witness);
            }
        }
        Ok(())
    }

    /// The traces of some groups: lists.
    pub(crate) fn traces(&self, groups: Range<usize>) -> Vec<Value> {
        let len = groups.len();
        let mut joined = JoinedTraces::default();
        for group in groups {
            joined.all.extend(self.of(group as u32));
            joined.ends.push(joined.all.len());
        }
        List::later(Arc::new(joined), 0, len)
            .map(Value::List)
            .collect()
    }

    fn of(&self, group: u32) -> impl Iterator<Item = Witness> {
        let chain = self.groups.get(group as usize);
        let first = chain.and_then(|chain| (chain.len > 0).then(|| &self.all[chain.first]));
        let next = |link: &&Link| link.next.map(|next| &self.all[next.get()]);
        std::iter::successors(first, next).map(|link| link.witness)
    }
}

/// Traces of groups, one after the other, and where each ends.
#[derive(Default)]
struct JoinedTraces {
    all: Vec<Witness>,
    ends: Vec<usize>,
}

impl JoinedTraces {
    fn of(&self, group: usize) -> &[Witness] {
        let start = group.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[group]]
    }
}

impl MakeLists for JoinedTraces {
    fn make(&self, group: usize, give: &mut dyn FnMut(Value)) {
        self.of(group)
            .iter()
            .copied()
            .map(Value::from)
            .for_each(give);
    }
    fn about(&self, group: usize) -> usize {
        self.of(group).len()
    }
}

/// The witnesses of one group so far.
#[derive(Debug)]
struct Joined(WitnessGroups);

impl Default for Joined {
    fn default() -> Self {
        Self(WitnessGroups {
            groups: vec![Chain::default()],
            ..WitnessGroups::default()
        })
    }
}

impl Accumulator for Joined {
    fn push(&mut self, arguments: &[Value], _: u64) -> Result<()> {
        for argument in arguments {
            self.0.add_all(0, argument);
        }
        Ok(())
    }
    fn merge(&mut self, other: Box<dyn Accumulator>, interrupt: &Interrupt) -> Result<()> {
        let other = same::<Self>(other)?;
        let mut pace = Watched::new(|| interrupt.check());
        self.0.absorb(&other.0, &[0], &mut pace)
    }
    fn finish(&mut self, _: &Interrupt) -> Result<Value> {
        Ok(Value::list(self.0.of(0).map(Value::from).collect()))
    }
    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}
