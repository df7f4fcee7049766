//! Relationships, bound already, that must fit a pattern.

use super::distinct_from::DistinctFrom;
use super::multiplier::Multiplier;
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::semantics::checked::{Direction, VarId};
use crate::value::NodeId;

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
        let bound = |variable: VarId, is_bound: bool, row: usize| {
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
