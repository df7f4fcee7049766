//! One hop from a bound node: to wherever it leads, to where a property is equal to a value (`matching`), or to another
//! bound node.

mod matching;

pub(in crate::exec) use matching::ExpandMatching;

use super::distinct_from::DistinctFrom;
use super::multiplier::Multiplier;
use super::trail::Patience;
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::graph_access::Hops;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::value::{NodeId, RelId};

/// How many relationships are looked for in a view at once.
const AT_ONCE: usize = 64;

/// Binds the relationships of a node and their other ends.
pub(in crate::exec) struct Expand<'p>(pub(in crate::exec) &'p Hop);

impl Operator for Expand<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.0;
        let Some(from) = batch.column(hop.from.index()) else {
            return Ok(Flow::More);
        };
        let view = run.context.view();
        let hops = view.hops(&hop.types, hop.direction);
        let taken = DistinctFrom::new(&batch, &hop.distinct_from);
        let plain = taken.is_empty() && hops.are_seen();
        if plain && let Some(next) = one_each(hop, &hops, from, &batch) {
            return out(next);
        }
        let mut patience = Patience::new(run.context);
        let mut found = Found::new(&batch, hop);
        hops.draw_near(from);
        let every = Every {
            hops: &hops,
            taken: &taken,
            plain,
        };
        for row in 0..batch.rows() {
            let Some(node) = from.node(row) else { continue };
            if every.add(row, node, &mut found, &mut patience, out)? == Flow::Done {
                return Ok(Flow::Done);
            }
        }
        found.finish(out)
    }
}

/// The rows with what they lead to, when each leads to one node: then nothing that they had is repeated or left out.
fn one_each(hop: &Hop, hops: &Hops<'_>, from: &Column, batch: &Batch) -> Option<Batch> {
    let [side] = hops.sides() else { return None };
    if !side.has_at_most_one() || !side.counts_all() {
        return None;
    }
    let mut nodes = Vec::with_capacity(batch.rows());
    let mut relationships = Vec::new();
    for row in 0..batch.rows() {
        let list = side.list(from.node(row)?);
        let [node] = list.nodes else { return None };
        nodes.push(*node);
        if hop.relationship_read {
            relationships.push(side.relationship(list.slot(0)));
        }
    }
    let mut next = batch.clone();
    if hop.relationship_read {
        let relationships = Column::relationships(relationships);
        next.set(hop.relationship.index(), relationships);
    }
    next.set(hop.to.index(), Column::nodes(nodes));
    Some(next)
}

/// Hands over all relationships of a node.
struct Every<'a, 'v> {
    hops: &'a Hops<'v>,
    taken: &'a DistinctFrom,
    /// Is everything in the lists seen, and is there nothing to differ from?
    plain: bool,
}

impl Every<'_, '_> {
    /// Adds them to what is found, as following from `row`.
    #[inline]
    fn add(
        &self,
        row: usize,
        node: NodeId,
        found: &mut Found<'_, '_>,
        patience: &mut Patience<'_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        for side in self.hops.sides() {
            let list = side.list(node);
            if self.plain && side.counts_all() {
                let mut at = 0;
                while at < list.len() {
                    let end = list.len().min(at + found.rows.room());
                    found.rows.add_many(row, end - at);
                    found.nodes.extend_from_slice(&list.nodes[at..end]);
                    if found.hop.relationship_read {
                        let slots = (at..end).map(|at| side.relationship(list.slot(at)));
                        found.relationships.extend(slots);
                    }
                    at = end;
                    if found.rows.is_full() && found.hand_on(out)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
                continue;
            }
            let mut add = |at: usize| {
                let other = list.nodes[at];
                let relationship = side.relationship(list.slot(at));
                if !side.counts(node, other) || self.taken.has(row, relationship) {
                    return Ok(Flow::More);
                }
                found.add(row, relationship, other);
                if found.rows.is_full() {
                    found.hand_on(out)
                } else {
                    Ok(Flow::More)
                }
            };
            if side.is_seen() {
                for at in 0..list.len() {
                    patience.step()?;
                    if add(at)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
                continue;
            }
            let mut seen = [0; AT_ONCE];
            for start in (0..list.len()).step_by(AT_ONCE) {
                let end = list.len().min(start + AT_ONCE);
                patience.steps(end - start)?;
                let len = side.seen_places(list, start..end, &mut seen);
                for &at in &seen[..len] {
                    if add(at as usize)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
            }
        }
        Ok(Flow::More)
    }
}

/// Binds the relationships between two bound nodes.
pub(in crate::exec) struct ExpandInto<'p>(pub(in crate::exec) &'p Hop);

impl Operator for ExpandInto<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.0;
        let ends = (batch.column(hop.from.index()), batch.column(hop.to.index()));
        let (Some(from), Some(to)) = ends else {
            return Ok(Flow::More);
        };
        let view = run.context.view();
        let hops = view.hops(&hop.types, hop.direction);
        let backwards = view.hops(&hop.types, hop.direction.reversed());
        let taken = DistinctFrom::new(&batch, &hop.distinct_from);
        let mut patience = Patience::new(run.context);
        let mut found = Found::new(&batch, hop);
        for row in 0..batch.rows() {
            let (Some(from), Some(to)) = (from.node(row), to.node(row)) else {
                continue;
            };
            // The shorter lists are searched; with both directions they hold the same relationships.
            let (hops, from, to) = if backwards.degree(to) < hops.degree(from) {
                (&backwards, to, from)
            } else {
                (&hops, from, to)
            };
            for side in hops.sides() {
                if !side.counts(from, to.0) {
                    continue;
                }
                let list = side.list(from);
                for at in list.places_of(to.0) {
                    patience.step()?;
                    let relationship = side.relationship(list.slot(at));
                    if taken.has(row, relationship) || !side.sees(relationship, to) {
                        continue;
                    }
                    found.add(row, relationship, 0);
                    if found.rows.is_full() && found.hand_on_into(out)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
            }
        }
        if found.rows.is_empty() {
            return Ok(Flow::More);
        }
        found.hand_on_into(out)
    }
}

/// Rows found so far.
struct Found<'b, 'p> {
    hop: &'p Hop,
    rows: Multiplier<'b>,
    relationships: Vec<RelId>,
    nodes: Vec<u32>,
}

impl<'b, 'p> Found<'b, 'p> {
    fn new(batch: &'b Batch, hop: &'p Hop) -> Self {
        Self {
            hop,
            rows: Multiplier::new(batch),
            relationships: Vec::new(),
            nodes: Vec::new(),
        }
    }

    #[inline]
    fn add(&mut self, row: usize, relationship: RelId, node: u32) {
        self.rows.add(row);
        if self.hop.relationship_read {
            self.relationships.push(relationship);
        }
        self.nodes.push(node);
    }

    fn hand_on(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        let mut next = self.rows.take();
        self.bind_relationships(&mut next);
        // The next batch is likely to be as large.
        let room = Vec::with_capacity(self.nodes.len());
        let nodes = std::mem::replace(&mut self.nodes, room);
        next.set(self.hop.to.index(), Column::nodes(nodes));
        out(next)
    }

    /// The other end is bound already.
    fn hand_on_into(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        let mut next = self.rows.take();
        self.bind_relationships(&mut next);
        self.nodes.clear();
        out(next)
    }

    fn bind_relationships(&mut self, next: &mut Batch) {
        if self.hop.relationship_read {
            let room = Vec::with_capacity(self.relationships.len());
            let relationships = std::mem::replace(&mut self.relationships, room);
            next.set(
                self.hop.relationship.index(),
                Column::relationships(relationships),
            );
        }
    }

    fn finish(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        if self.rows.is_empty() {
            return Ok(Flow::More);
        }
        self.hand_on(out)
    }
}
