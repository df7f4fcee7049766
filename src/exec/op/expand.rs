//! One hop from a bound node: to wherever it leads, or to another bound node.

use super::distinct_from::DistinctFrom;
use super::multiplier::Multiplier;
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::semantics::checked::Direction;
use crate::value::{NodeId, RelId};

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
        let plain = taken.is_empty() && view.sees_all();
        let mut found = Found::new(&batch, hop);
        for row in 0..batch.rows() {
            let Some(node) = from.node(row) else { continue };
            for side in hops.sides() {
                let list = side.list(node);
                if plain && side.counts_all() {
                    let mut at = 0;
                    while at < list.len() {
                        let end = list.len().min(at + found.rows.room());
                        found.rows.add_many(row, end - at);
                        found.nodes.extend_from_slice(&list.nodes[at..end]);
                        let slots = (at..end).map(|at| side.relationship(list.slot(at)));
                        found.relationships.extend(slots);
                        at = end;
                        if found.rows.is_full() && found.hand_on(out)? == Flow::Done {
                            return Ok(Flow::Done);
                        }
                    }
                    continue;
                }
                for (other, slot) in list.iter() {
                    let relationship = side.relationship(slot);
                    if !side.counts(node, other)
                        || taken.has(row, relationship)
                        || !view.sees_hop(relationship, NodeId(other))
                    {
                        continue;
                    }
                    found.add(row, relationship, other);
                    if found.rows.is_full() && found.hand_on(out)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
            }
        }
        found.finish(out)
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
                    let relationship = side.relationship(list.slot(at));
                    if taken.has(row, relationship) || !view.sees_hop(relationship, to) {
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
        self.relationships.push(relationship);
        self.nodes.push(node);
    }

    fn hand_on(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        let mut next = self.rows.take();
        let relationships = std::mem::take(&mut self.relationships);
        next.set(
            self.hop.relationship.index(),
            Column::relationships(relationships),
        );
        let nodes = std::mem::take(&mut self.nodes);
        next.set(self.hop.to.index(), Column::nodes(nodes));
        out(next)
    }

    /// The other end is bound already.
    fn hand_on_into(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        let mut next = self.rows.take();
        let relationships = std::mem::take(&mut self.relationships);
        next.set(
            self.hop.relationship.index(),
            Column::relationships(relationships),
        );
        self.nodes.clear();
        out(next)
    }

    fn finish(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        if self.rows.is_empty() {
            return Ok(Flow::More);
        }
        self.hand_on(out)
    }
}

/// Keeps rows whose relationship, bound already, fits; binds its ends where they are not bound.
pub(in crate::exec) struct BoundRelationship<'p> {
    pub(in crate::exec) hop: &'p Hop,
    pub(in crate::exec) from_bound: bool,
    pub(in crate::exec) to_bound: bool,
}

impl Operator for BoundRelationship<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.hop;
        let Some(relationships) = batch.column(hop.relationship.index()) else {
            return Ok(Flow::More);
        };
        let view = run.context.view();
        let version = view.version();
        let types: Vec<u16> = hop
            .types
            .iter()
            .filter_map(|name| version.type_id(name).map(|ty| ty.0))
            .collect();
        let taken = DistinctFrom::new(&batch, &hop.distinct_from);
        let bound = |variable: crate::semantics::checked::VarId, is_bound: bool, row: usize| {
            is_bound.then(|| {
                batch
                    .column(variable.index())
                    .and_then(|column| column.node(row))
            })
        };
        let mut rows = Multiplier::new(&batch);
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        for row in 0..batch.rows() {
            let Some(relationship) = relationships.relationship(row) else {
                continue;
            };
            if !(hop.types.is_empty() || types.contains(&relationship.ty))
                || taken.has(row, relationship)
            {
                continue;
            }
            let Some((start, end)) = version.endpoints(relationship) else {
                continue;
            };
            let forward = (hop.direction != Direction::Incoming).then_some((start, end));
            // A relationship from a node to itself is the same both ways.
            let twice = hop.direction == Direction::Both && start == end;
            let backward = (hop.direction != Direction::Outgoing && !twice).then_some((end, start));
            for (from, to) in forward.into_iter().chain(backward) {
                let fits = |expected: Option<Option<NodeId>>, found: NodeId| {
                    expected.is_none_or(|expected| expected == Some(found))
                };
                if fits(bound(hop.from, self.from_bound, row), from)
                    && fits(bound(hop.to, self.to_bound, row), to)
                    && (hop.from != hop.to || from == to)
                {
                    rows.add(row);
                    starts.push(from.0);
                    ends.push(to.0);
                }
            }
        }
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        let mut next = rows.take();
        if !self.from_bound {
            next.set(hop.from.index(), Column::nodes(starts));
        }
        if !self.to_bound {
            next.set(hop.to.index(), Column::nodes(ends));
        }
        out(next)
    }
}
