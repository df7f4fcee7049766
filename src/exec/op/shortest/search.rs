//! The search itself: two waves that meet, and walks of one length.
//!
//! Knows nothing of rows.

use rustc_hash::FxHashSet;

use crate::diagnostic::Result;
use crate::exec::op::trail::{Patience, REACHED_BYTES, Rules, Wave};
use crate::value::{NodeId, RelId};

/// Hops in both directions between two nodes.
pub(super) struct Search<'a, 'v> {
    pub(super) forward: Rules<'a, 'v>,
    pub(super) backward: Rules<'a, 'v>,
    /// A relationship that must not be walked.
    pub(super) without: Option<RelId>,
    pub(super) longest: usize,
}

pub(super) type Trail = Vec<(RelId, NodeId)>;

/// What a trail of so many hops takes.
pub(super) fn trail_bytes(hops: usize) -> usize {
    size_of::<Trail>() + hops * size_of::<(RelId, NodeId)>()
}

/// Takes a trail and says whether it wants more of them.
pub(super) type Give<'g> = dyn FnMut(&[(RelId, NodeId)]) -> Result<bool> + 'g;

impl Search<'_, '_> {
    fn hops<'a>(
        &'a self,
        rules: &'a Rules<'_, '_>,
        node: NodeId,
    ) -> impl Iterator<Item = (RelId, NodeId)> + 'a {
        rules
            .from(node)
            .filter(|(relationship, _)| Some(*relationship) != self.without)
    }

    /// One or all shortest paths between two different nodes.
    pub(super) fn between(
        &self,
        from: NodeId,
        to: NodeId,
        all: bool,
        patience: &mut Patience<'_>,
    ) -> Result<Vec<Trail>> {
        let mut forward = Wave::from(from);
        let mut backward = Wave::from(to);
        let meeting: Vec<NodeId> = loop {
            if forward.depth() + backward.depth() >= self.longest
                || forward.is_over()
                || backward.is_over()
            {
                return Ok(Vec::new());
            }
            let ahead = forward.level().len() <= backward.level().len();
            let (wave, other, rules) = if ahead {
                (&mut forward, &backward, &self.forward)
            } else {
                (&mut backward, &forward, &self.backward)
            };
            wave.advance(|node| self.hops(rules, node), patience)?;
            let met = wave.level().iter().copied();
            let met: Vec<NodeId> = met.filter(|node| other.distance(*node).is_some()).collect();
            if !met.is_empty() {
                break met;
            }
        };
        // Nodes by distance from the start that lie on a shortest path, up to where both sides met.
        let mut layers: Vec<FxHashSet<NodeId>> = vec![meeting.into_iter().collect()];
        for depth in (0..forward.depth()).rev() {
            let mut layer = FxHashSet::default();
            for &node in layers.last().into_iter().flatten() {
                for (_, before) in self.hops(&self.backward, node) {
                    patience.step()?;
                    if forward.distance(before) == Some(depth) && layer.insert(before) {
                        patience.hold(REACHED_BYTES)?;
                    }
                }
            }
            layers.push(layer);
        }
        layers.reverse();
        let total = forward.depth() + backward.depth();
        let leads_on = |depth: usize, node: NodeId| match layers.get(depth) {
            Some(layer) => layer.contains(&node),
            None => backward.distance(node) == Some(total - depth),
        };
        let mut found = Vec::new();
        let mut trail: Trail = Vec::new();
        let mut stack: Vec<Trail> = Vec::new();
        let options = |depth: usize, node: NodeId| -> Trail {
            let hops = self.hops(&self.forward, node);
            let mut hops: Trail = hops.filter(|(_, end)| leads_on(depth + 1, *end)).collect();
            hops.reverse();
            hops
        };
        stack.push(options(0, from));
        while let Some(hops) = stack.last_mut() {
            patience.step()?;
            let Some((relationship, end)) = hops.pop() else {
                stack.pop();
                trail.pop();
                continue;
            };
            trail.push((relationship, end));
            if trail.len() == total {
                patience.hold(trail_bytes(total))?;
                found.push(trail.clone());
                if !all {
                    break;
                }
                trail.pop();
            } else {
                stack.push(options(trail.len(), end));
            }
        }
        Ok(found)
    }

    /// How far every node is from `to`, at the least.
    pub(super) fn distances_to(&self, to: NodeId, patience: &mut Patience<'_>) -> Result<Wave> {
        let mut wave = Wave::from(to);
        while !wave.is_over() && wave.depth() < self.longest {
            wave.advance(|node| self.hops(&self.backward, node), patience)?;
        }
        Ok(wave)
    }
}

/// All trails of one length.
pub(super) struct Walk<'w, 'a, 'v, 'c> {
    pub(super) search: &'w Search<'a, 'v>,
    pub(super) distances: &'w Wave,
    pub(super) length: usize,
    /// Set when a longer trail may exist.
    pub(super) deeper: &'w mut bool,
    pub(super) patience: &'w mut Patience<'c>,
}

impl Walk<'_, '_, '_, '_> {
    /// Hands trails over until `give` says that it has enough.
    pub(super) fn trails(&mut self, from: NodeId, to: NodeId, give: &mut Give<'_>) -> Result<()> {
        if self.length == 0 {
            *self.deeper = true;
            give(&[])?;
            return Ok(());
        }
        let rules = &self.search.forward;
        let mut trail: Trail = Vec::new();
        let mut stack = vec![rules.from(from)];
        while let Some(hops) = stack.last_mut() {
            self.patience.step()?;
            let Some((relationship, end)) = hops.next() else {
                stack.pop();
                trail.pop();
                continue;
            };
            let Some(distance) = self.distances.distance(end) else {
                continue;
            };
            self.patience.steps(trail.len() / 16)?;
            if trail.iter().any(|(other, _)| *other == relationship) {
                continue;
            }
            if trail.len() + 1 + distance > self.length {
                *self.deeper = true;
                continue;
            }
            trail.push((relationship, end));
            if trail.len() < self.length {
                stack.push(rules.from(end));
                continue;
            }
            *self.deeper = true;
            if end == to && !give(&trail)? {
                return Ok(());
            }
            trail.pop();
        }
        Ok(())
    }
}
