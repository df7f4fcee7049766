//! The nodes that trails lead to, each once: a breadth-first search instead of walking every trail.

use rustc_hash::FxHashMap;

use super::rules::{Patience, Rules};
use super::{SEEN_BYTES, VarExpand};
use crate::diagnostic::Result;
use crate::exec::Flow;
use crate::exec::node_set::NodeSet;
use crate::semantics::checked::Direction;
use crate::value::{NodeId, RelId};

impl VarExpand<'_> {
    /// Every end once, breadth first. `seen` is empty.
    pub(super) fn ends(
        &self,
        start: NodeId,
        target: Option<NodeId>,
        rules: &Rules<'_, '_>,
        seen: &mut NodeSet,
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
        let plain = rules.allow_all();
        let directed = self.hop.direction != Direction::Both;
        seen.insert(start.0);
        // The nodes seen, in the order they were, are the levels one after another.
        let (mut level, mut depth) = (0..1, 0);
        while !level.is_empty() && self.length.max.is_none_or(|max| depth < max) {
            depth += 1;
            let known = seen.len();
            for at in level {
                let node = NodeId(seen.members()[at]);
                // Does a hop lead back to the start?
                let mut back = false;
                if plain {
                    for side in rules.hops.sides() {
                        let ends = side.list(node).nodes;
                        patience.steps(ends.len())?;
                        for &end in ends {
                            back |= end == start.0;
                            seen.insert(end);
                        }
                    }
                } else {
                    for (_, end) in rules.from(node) {
                        patience.steps(1)?;
                        back |= end == start;
                        seen.insert(end.0);
                    }
                }
                // With directions, whatever leads back is a closed trail.
                if back && directed && !start_given {
                    start_given = true;
                    if wanted(start) && give(start)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
                if let Some(target) = target
                    && target != start
                    && seen.contains(target.0)
                {
                    return give(target);
                }
            }
            level = known..seen.len();
            patience.hold(level.len() * SEEN_BYTES)?;
            if target.is_none() {
                for at in level.clone() {
                    if give(NodeId(seen.members()[at]))? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
            }
        }
        if !start_given
            && !directed
            && wanted(start)
            && leads_back(start, self.length.max, rules, patience)?
        {
            return give(start);
        }
        Ok(Flow::More)
    }
}

/// About what a node takes in a search that remembers how it was reached.
const REACHED_BYTES: usize = 48;

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
        patience.steps(1)?;
        if end == start {
            return Ok(fits(1));
        }
        if reached.contains_key(&end) {
            if fits(2) {
                return Ok(true);
            }
            // A loop may still follow.
            continue;
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
    let mut depth = 1_u32;
    // Between nodes that lie so deep, the shortest cycle has two ways and a hop.
    while !level.is_empty() && shortest.is_none() && fits(depth.saturating_mul(2).saturating_add(1))
    {
        let mut next = Vec::new();
        for &node in &level {
            let Some(&Reached { first, by, .. }) = reached.get(&node) else {
                continue;
            };
            for (relationship, end) in rules.from(node) {
                patience.steps(1)?;
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
                        patience.hold(REACHED_BYTES)?;
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
        depth = depth.saturating_add(1);
    }
    Ok(shortest.is_some_and(fits))
}
