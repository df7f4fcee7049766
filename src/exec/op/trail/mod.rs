//! Any number of hops: all trails from a node, or only the nodes they lead to (`ends`); and lists that are trails
//! already (`bound`).

mod bound;
mod ends;
mod rules;

use std::sync::Arc;

pub(in crate::exec) use bound::BoundTrail;
pub(in crate::exec::op) use rules::{Patience, Rules};

use super::distinct_from::DistinctFrom;
use super::multiplier::Multiplier;
use super::required::Required;
use crate::column::{Batch, Column, TrailBuilder};
use crate::diagnostic::Result;
use crate::exec::node_set::NodeSet;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::semantics::checked::{Expr, Length};
use crate::value::{NodeId, RelId};

/// Binds the list of relationships of every trail, and its end.
pub(in crate::exec) struct VarExpand<'p> {
    pub(in crate::exec) hop: &'p Hop,
    pub(in crate::exec) length: Length,
    pub(in crate::exec) into: bool,
    pub(in crate::exec) properties: &'p [(Arc<str>, Expr)],
    pub(in crate::exec) distinct_ends: bool,
    /// Nodes seen from one start; empty between starts.
    pub(in crate::exec) seen: NodeSet,
}

/// About what one step of a trail needs while it is walked.
const STEP_BYTES: usize = 128;
/// What a node takes that a search has seen.
const SEEN_BYTES: usize = 8;

impl Operator for VarExpand<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let mut seen = std::mem::take(&mut self.seen);
        let flow = self.expand(&batch, &mut seen, run, out);
        seen.clear();
        self.seen = seen;
        flow
    }
}

impl VarExpand<'_> {
    fn expand(
        &self,
        batch: &Batch,
        seen: &mut NodeSet,
        run: &Runtime<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let hop = self.hop;
        let Some(from) = batch.column(hop.from.index()) else {
            return Ok(Flow::More);
        };
        let surroundings = run.surroundings();
        let view = &surroundings.view;
        let hops = view.hops(&hop.types, hop.direction);
        let taken = DistinctFrom::new(batch, &hop.distinct_from);
        let required = Required::new(self.properties, batch, &surroundings)?;
        let mut patience = Patience::new(run.context);
        let mut found = Found {
            operator: self,
            rows: Multiplier::new(batch),
            lists: TrailBuilder::default(),
            ends: Vec::new(),
        };
        for row in 0..batch.rows() {
            let Some(start) = from.node(row) else {
                continue;
            };
            let target = if self.into {
                match batch.column(hop.to.index()).and_then(|to| to.node(row)) {
                    Some(target) => Some(target),
                    None => continue,
                }
            } else {
                None
            };
            let rules = Rules {
                view,
                hops: &hops,
                taken: &taken,
                row,
                required: &required,
            };
            let flow = if self.distinct_ends {
                seen.clear();
                self.ends(start, target, &rules, seen, &mut patience, &mut |end| {
                    found.add(row, &[], end, out)
                })?
            } else {
                self.trails(start, target, &rules, &mut patience, &mut |trail, end| {
                    found.add(row, trail, end, out)
                })?
            };
            patience.release();
            if flow == Flow::Done {
                return Ok(Flow::Done);
            }
        }
        if found.rows.is_empty() {
            return Ok(Flow::More);
        }
        found.hand_on(out)
    }

    /// Every trail, depth first.
    fn trails(
        &self,
        start: NodeId,
        target: Option<NodeId>,
        rules: &Rules<'_, '_>,
        patience: &mut Patience<'_>,
        give: &mut dyn FnMut(&[RelId], NodeId) -> Result<Flow>,
    ) -> Result<Flow> {
        let wanted = |end: NodeId| target.is_none_or(|target| target == end);
        if self.length.min == 0 && wanted(start) && give(&[], start)? == Flow::Done {
            return Ok(Flow::Done);
        }
        let longest = self.length.max.map_or(usize::MAX, |max| max as usize);
        if longest == 0 {
            return Ok(Flow::More);
        }
        let mut trail: Vec<RelId> = Vec::new();
        let mut stack = vec![rules.from(start)];
        while let Some(hops) = stack.last_mut() {
            patience.step()?;
            let Some((relationship, end)) = hops.next() else {
                stack.pop();
                trail.pop();
                continue;
            };
            // Long trails take long to look through.
            patience.steps(trail.len() / 16)?;
            if trail.contains(&relationship) {
                continue;
            }
            trail.push(relationship);
            if trail.len() >= self.length.min as usize
                && wanted(end)
                && give(&trail, end)? == Flow::Done
            {
                return Ok(Flow::Done);
            }
            if trail.len() < longest {
                if stack.len() == stack.capacity() {
                    patience.hold(stack.capacity() * STEP_BYTES)?;
                }
                stack.push(rules.from(end));
            } else {
                trail.pop();
            }
        }
        Ok(Flow::More)
    }
}

/// Rows found so far.
struct Found<'b, 'o> {
    operator: &'o VarExpand<'o>,
    rows: Multiplier<'b>,
    lists: TrailBuilder,
    ends: Vec<u32>,
}

impl Found<'_, '_> {
    fn add(
        &mut self,
        row: usize,
        trail: &[RelId],
        end: NodeId,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        self.rows.add(row);
        self.ends.push(end.0);
        if self.binds_lists() {
            if self.operator.hop.reversed {
                self.lists.push(trail.iter().rev().copied());
            } else {
                self.lists.push(trail.iter().copied());
            }
        }
        if self.rows.is_full() {
            self.hand_on(out)
        } else {
            Ok(Flow::More)
        }
    }

    fn binds_lists(&self) -> bool {
        self.operator.hop.relationship_read && !self.operator.distinct_ends
    }

    fn hand_on(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.operator.hop;
        let mut next = self.rows.take();
        let ends = std::mem::take(&mut self.ends);
        if self.binds_lists() {
            let lists = std::mem::take(&mut self.lists).finish();
            next.set(hop.relationship.index(), Column::Trail(lists));
        }
        if !self.operator.into {
            next.set(hop.to.index(), Column::nodes(ends));
        }
        out(next)
    }
}
