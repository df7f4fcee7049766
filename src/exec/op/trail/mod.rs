//! Any number of hops: all trails from a node, or only the nodes they lead to (`ends`); and lists that are trails
//! already (`bound`).

mod ahead;
mod bound;
mod ends;
mod outlook;
mod retreat;
mod rules;
mod stack;
mod trails;
mod wave;

use std::sync::Arc;

use ahead::Ahead;
pub(in crate::exec) use bound::BoundTrail;
pub(in crate::exec::op) use rules::{Patience, Rules};
pub(in crate::exec::op) use wave::{REACHED_BYTES, Wave};

use super::distinct_from::DistinctFrom;
use super::multiplier::Multiplier;
use super::required::Required;
use crate::column::{Batch, Column, TrailBuilder};
use crate::diagnostic::Result;
use crate::exec::node_set::NodeSet;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::semantics::checked::{Direction, Expr, Length};
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

/// What a node takes that a search has seen.
const SEEN_BYTES: usize = 8;
/// With so many hops, trails are handed on however few they are.
const MANY_HOPS: usize = 1 << 20;

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
        let back = hop.direction.reversed();
        let back = self.into.then(|| view.hops(&hop.types, back));
        let taken = DistinctFrom::new(batch, &hop.distinct_from);
        let required = Required::new(self.properties, batch, &surroundings)?;
        let mut patience = Patience::new(run.context);
        let mut found = Found {
            operator: self,
            rows: Multiplier::new(batch),
            lists: TrailBuilder::default(),
            ends: Vec::new(),
            handed_on: 0,
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
            let along = |hops| Rules {
                view,
                hops,
                taken: &taken,
                row,
                required: &required,
            };
            let rules = along(&hops);
            let flow = if self.distinct_ends {
                seen.clear();
                self.ends(start, target, &rules, seen, &mut patience, &mut |end| {
                    found.add(row, &[], end, out)
                })?
            } else {
                let both_ways = hop.direction == Direction::Both;
                let ahead = target.zip(back.as_ref()).map(|(target, back)| {
                    let ends = (start, target);
                    Ahead::of(ends, along(back), both_ways, self.length.longest())
                });
                self.trails(start, ahead, &rules, &mut patience, &mut found, out)?
            };
            patience.release();
            if flow == Flow::Done {
                return Ok(Flow::Done);
            }
        }
        found.hand_on(out)
    }
}

/// Rows found so far.
struct Found<'b, 'o> {
    operator: &'o VarExpand<'o>,
    rows: Multiplier<'b>,
    lists: TrailBuilder,
    ends: Vec<u32>,
    /// How many rows were handed on.
    handed_on: usize,
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
        if self.rows.is_full() || self.lists.relationships() >= MANY_HOPS {
            self.hand_on(out)
        } else {
            Ok(Flow::More)
        }
    }

    fn binds_lists(&self) -> bool {
        self.operator.hop.relationship_read && !self.operator.distinct_ends
    }

    /// How many rows there were so far.
    fn count(&self) -> usize {
        self.handed_on + self.ends.len()
    }

    /// Rows that were not handed on are as if they had never been found.
    fn forget(&mut self) {
        self.rows.take();
        self.lists = TrailBuilder::default();
        self.ends.clear();
    }

    fn hand_on(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        if self.rows.is_empty() {
            return Ok(Flow::More);
        }
        self.handed_on += self.ends.len();
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
