//! Lists of relationships, bound already, that must be trails.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::op::distinct_from::{self, DistinctFrom};
use crate::exec::op::multiplier::Multiplier;
use crate::exec::op::required::Required;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::semantics::checked::{Direction, Expr, Length};

/// Keeps rows whose list, bound already, is a trail from the start; binds its end where it is not bound.
pub(in crate::exec) struct BoundTrail<'p> {
    pub(in crate::exec) hop: &'p Hop,
    pub(in crate::exec) length: Length,
    pub(in crate::exec) into: bool,
    pub(in crate::exec) properties: &'p [(Arc<str>, Expr)],
}

impl Operator for BoundTrail<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.hop;
        let columns = (
            batch.column(hop.from.index()),
            batch.column(hop.relationship.index()),
        );
        let (Some(from), Some(lists)) = columns else {
            return Ok(Flow::More);
        };
        let surroundings = run.surroundings();
        let view = &surroundings.view;
        let version = view.version();
        let types: Vec<u16> = hop
            .types
            .iter()
            .filter_map(|name| version.type_id(name).map(|ty| ty.0))
            .collect();
        let taken = DistinctFrom::new(&batch, &hop.distinct_from);
        let required = Required::new(self.properties, &batch, &surroundings)?;
        let mut rows = Multiplier::new(&batch);
        let mut ends = Vec::new();
        for row in 0..batch.rows() {
            let Some(start) = from.node(row) else {
                continue;
            };
            let Some(mut trail) = distinct_from::from_list(&lists.get(row)) else {
                continue;
            };
            if hop.reversed {
                trail.reverse();
            }
            let long_enough = trail.len() >= self.length.min as usize;
            let short_enough = self
                .length
                .max
                .is_none_or(|max| trail.len() <= max as usize);
            let mut seen = FxHashSet::default();
            let allowed = trail.iter().all(|&relationship| {
                (hop.types.is_empty() || types.contains(&relationship.ty))
                    && seen.insert(relationship)
                    && !taken.has(row, relationship)
                    && required.fits(relationship, row, view)
            });
            if !(long_enough && short_enough && allowed) {
                continue;
            }
            let end = trail.iter().try_fold(start, |node, &relationship| {
                let (from, to) = version.endpoints(relationship)?;
                match hop.direction {
                    Direction::Outgoing | Direction::Both if from == node => Some(to),
                    Direction::Incoming | Direction::Both if to == node => Some(from),
                    _ => None,
                }
            });
            let Some(end) = end else { continue };
            if self.into && batch.column(hop.to.index()).and_then(|to| to.node(row)) != Some(end) {
                continue;
            }
            rows.add(row);
            ends.push(end.0);
        }
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        let mut next = rows.take();
        if !self.into {
            next.set(hop.to.index(), Column::nodes(ends));
        }
        out(next)
    }
}
