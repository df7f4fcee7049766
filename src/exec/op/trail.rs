//! Any number of hops: all trails from a node, or only the nodes they lead to; and lists that are trails already.

use rustc_hash::{FxHashMap, FxHashSet};

use super::distinct_from::{self, DistinctFrom};
use super::multiplier::Multiplier;
use super::required::Required;
use crate::column::{Batch, Column, ColumnBuilder};
use crate::diagnostic::Result;
use crate::exec::graph_access::{Hops, View};
use crate::exec::{Context, Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::semantics::checked::{Direction, Expr, Length};
use crate::value::{NodeId, RelId};

/// How many steps of a search go by between looks at the clock.
const STEPS_PER_CHECK: u32 = 4096;

/// Counts steps of a search, and stops a search that was cancelled.
pub(super) struct Patience<'c> {
    context: &'c Context,
    steps: u32,
}

impl<'c> Patience<'c> {
    pub(super) fn new(context: &'c Context) -> Self {
        Self { context, steps: 0 }
    }
    #[inline]
    pub(super) fn step(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps.is_multiple_of(STEPS_PER_CHECK) {
            self.context.check()?;
        }
        Ok(())
    }
}

/// Which hops of a search are allowed for one row.
pub(super) struct Rules<'a, 'v> {
    pub(super) view: &'v View,
    pub(super) hops: &'a Hops<'v>,
    pub(super) taken: &'a DistinctFrom,
    pub(super) row: usize,
    pub(super) required: &'a Required,
}

impl Rules<'_, '_> {
    /// May the relationship be walked?
    #[inline]
    pub(super) fn allow(&self, relationship: RelId) -> bool {
        !self.taken.has(self.row, relationship)
            && self.required.fits(relationship, self.row, self.view)
    }
    /// The allowed hops from a node.
    pub(super) fn from(&self, node: NodeId) -> impl Iterator<Item = (RelId, NodeId)> + '_ {
        self.hops
            .of(node)
            .filter(|(relationship, ..)| self.allow(*relationship))
            .map(|(relationship, other, _)| (relationship, other))
    }
}

/// Binds the list of relationships of every trail, and its end.
pub(in crate::exec) struct VarExpand<'p> {
    pub(in crate::exec) hop: &'p Hop,
    pub(in crate::exec) length: Length,
    pub(in crate::exec) into: bool,
    pub(in crate::exec) properties: &'p [(std::sync::Arc<str>, Expr)],
    pub(in crate::exec) distinct_ends: bool,
}

impl Operator for VarExpand<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.hop;
        let Some(from) = batch.column(hop.from.index()) else {
            return Ok(Flow::More);
        };
        let surroundings = run.surroundings();
        let view = &surroundings.view;
        let hops = view.hops(&hop.types, hop.direction);
        let taken = DistinctFrom::new(&batch, &hop.distinct_from);
        let required = Required::new(self.properties, &batch, &surroundings)?;
        let mut patience = Patience::new(run.context);
        let mut found = Found {
            operator: self,
            rows: Multiplier::new(&batch),
            lists: ColumnBuilder::default(),
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
                self.ends(start, target, &rules, &mut patience, &mut |end| {
                    found.add(row, &[], end, out)
                })?
            } else {
                self.trails(start, target, &rules, &mut patience, &mut |trail, end| {
                    found.add(row, trail, end, out)
                })?
            };
            if flow == Flow::Done {
                return Ok(Flow::Done);
            }
        }
        if found.rows.is_empty() {
            return Ok(Flow::More);
        }
        found.hand_on(out)
    }
}

impl VarExpand<'_> {
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
                stack.push(rules.from(end));
            } else {
                trail.pop();
            }
        }
        Ok(Flow::More)
    }

    /// Every end once, breadth first.
    fn ends(
        &self,
        start: NodeId,
        target: Option<NodeId>,
        rules: &Rules<'_, '_>,
        patience: &mut Patience<'_>,
        give: &mut dyn FnMut(NodeId) -> Result<Flow>,
    ) -> Result<Flow> {
        let wanted = |end: NodeId| target.is_none_or(|target| target == end);
        let mut start_given = false;
        if self.length.min == 0 {
            start_given = true;
            if wanted(start) && give(start)? == Flow::Done {
                return Ok(Flow::Done);
            }
        }
        if target == Some(start) && start_given {
            return Ok(Flow::More);
        }
        let mut seen = FxHashSet::default();
        seen.insert(start);
        let mut level = vec![start];
        let mut depth = 0;
        while !level.is_empty() && self.length.max.is_none_or(|max| depth < max) {
            depth += 1;
            let mut next = Vec::new();
            for &node in &level {
                for (_, end) in rules.from(node) {
                    patience.step()?;
                    if end == start {
                        // With directions, whatever leads back is a closed trail.
                        if !start_given && self.hop.direction != Direction::Both {
                            start_given = true;
                            if wanted(start) && give(start)? == Flow::Done {
                                return Ok(Flow::Done);
                            }
                        }
                    } else if seen.insert(end) {
                        next.push(end);
                        if wanted(end) {
                            if give(end)? == Flow::Done {
                                return Ok(Flow::Done);
                            }
                            if target.is_some() {
                                return Ok(Flow::More);
                            }
                        }
                    }
                }
            }
            level = next;
        }
        if !start_given
            && self.hop.direction == Direction::Both
            && wanted(start)
            && leads_back(start, self.length.max, rules, patience)?
        {
            return give(start);
        }
        Ok(Flow::More)
    }
}

/// Is there a closed trail from `start` to itself, walking either way, of at most `max` hops?
///
/// Breadth first; every node remembers the first hop of the way it was reached by. A hop between nodes with different
/// first hops closes a cycle through the start.
fn leads_back(
    start: NodeId,
    max: Option<u32>,
    rules: &Rules<'_, '_>,
    patience: &mut Patience<'_>,
) -> Result<bool> {
    struct Reached {
        depth: u32,
        first: RelId,
        by: RelId,
    }
    let fits = |length: u32| max.is_none_or(|max| length <= max);
    let mut reached: FxHashMap<NodeId, Reached> = FxHashMap::default();
    let mut level = Vec::new();
    for (relationship, end) in rules.from(start) {
        patience.step()?;
        if end == start {
            return Ok(fits(1));
        }
        if reached.contains_key(&end) {
            return Ok(fits(2));
        }
        let first = Reached {
            depth: 1,
            first: relationship,
            by: relationship,
        };
        reached.insert(end, first);
        level.push(end);
    }
    let mut shortest: Option<u32> = None;
    while !level.is_empty() && shortest.is_none() {
        let mut next = Vec::new();
        for &node in &level {
            let (depth, first, by) = match reached.get(&node) {
                Some(found) => (found.depth, found.first, found.by),
                None => continue,
            };
            for (relationship, end) in rules.from(node) {
                patience.step()?;
                if relationship == by || end == start {
                    continue;
                }
                match reached.get(&end) {
                    Some(other) if other.first != first => {
                        let length = depth + other.depth + 1;
                        shortest = Some(shortest.map_or(length, |best| best.min(length)));
                    }
                    Some(_) => {}
                    None => {
                        let found = Reached {
                            depth: depth + 1,
                            first,
                            by: relationship,
                        };
                        reached.insert(end, found);
                        next.push(end);
                    }
                }
            }
        }
        level = next;
    }
    Ok(shortest.is_some_and(fits))
}

/// Rows found so far.
struct Found<'b, 'o> {
    operator: &'o VarExpand<'o>,
    rows: Multiplier<'b>,
    lists: ColumnBuilder,
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
        if !self.operator.distinct_ends {
            let list = if self.operator.hop.reversed {
                distinct_from::as_list(trail.iter().rev().copied())
            } else {
                distinct_from::as_list(trail.iter().copied())
            };
            self.lists.push(list);
        }
        if self.rows.is_full() {
            self.hand_on(out)
        } else {
            Ok(Flow::More)
        }
    }

    fn hand_on(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.operator.hop;
        let mut next = self.rows.take();
        let ends = std::mem::take(&mut self.ends);
        if !self.operator.distinct_ends {
            let lists = std::mem::take(&mut self.lists).finish();
            next.set(hop.relationship.index(), lists);
        }
        if !self.operator.into {
            next.set(hop.to.index(), Column::nodes(ends));
        }
        out(next)
    }
}

/// Keeps rows whose list, bound already, is a trail from the start; binds its end where it is not bound.
pub(in crate::exec) struct BoundTrail<'p> {
    pub(in crate::exec) hop: &'p Hop,
    pub(in crate::exec) length: Length,
    pub(in crate::exec) into: bool,
    pub(in crate::exec) properties: &'p [(std::sync::Arc<str>, Expr)],
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
