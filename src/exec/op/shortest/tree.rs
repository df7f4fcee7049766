//! Shortest paths between one node and many: one search for all of them.
//!
//! In: the node they share, and the others. Out: how far every node met is from it, and the paths over nodes ever
//! nearer to it. Knows nothing of rows.

use super::search::{Trail, trail_bytes};
use crate::diagnostic::Result;
use crate::exec::node_set::NodeSet;
use crate::exec::op::trail::{Patience, Rules};
use crate::value::NodeId;

/// A breadth-first search from one node. It goes on where it stopped when more nodes are asked for.
#[derive(Default)]
pub(in crate::exec) struct Tree {
    root: Option<(NodeId, bool)>,
    /// Nodes in the order they were met, nearest first.
    seen: NodeSet,
    /// How many of them were looked at.
    done: usize,
    /// How far a node that was seen is from the root, by number of node.
    depths: Vec<u32>,
}

/// What a node takes that the search has met.
const SEEN_BYTES: usize = 12;

impl Tree {
    /// Searches from `root` until all of `wanted` are met, or as far as `longest` hops. `forward` says which way; with
    /// the same root and way, and as long as `keep` says that the graph is the same, the last search goes on.
    pub(super) fn grow(
        &mut self,
        (root, forward): (NodeId, bool),
        keep: bool,
        rules: &Rules<'_, '_>,
        longest: usize,
        wanted: &NodeSet,
        patience: &mut Patience<'_>,
    ) -> Result<()> {
        if !keep || self.root != Some((root, forward)) {
            self.root = Some((root, forward));
            self.seen.clear();
            self.done = 0;
            self.note(root.0, 0);
        }
        let met = wanted
            .members()
            .iter()
            .filter(|node| self.seen.contains(**node));
        let mut missing = wanted.len() - met.count();
        let plain = rules.allow_all();
        while missing > 0 && self.done < self.seen.len() {
            let node = NodeId(self.seen.members()[self.done]);
            let depth = self.depths[node.0 as usize] + 1;
            if depth as usize > longest {
                break;
            }
            let before = self.seen.len();
            if plain {
                for side in rules.hops.sides() {
                    let ends = side.list(node).nodes;
                    patience.steps(ends.len())?;
                    for &end in ends {
                        self.note(end, depth);
                    }
                }
            } else {
                for (_, end) in rules.from(node) {
                    patience.step()?;
                    self.note(end.0, depth);
                }
            }
            self.done += 1;
            let new = &self.seen.members()[before..];
            patience.hold(new.len() * SEEN_BYTES)?;
            missing -= new.iter().filter(|node| wanted.contains(**node)).count();
        }
        Ok(())
    }

    #[inline]
    fn note(&mut self, node: u32, depth: u32) {
        if self.seen.insert(node) {
            let at = node as usize;
            if self.depths.len() <= at {
                self.depths.resize((at + 1).next_power_of_two(), 0);
            }
            self.depths[at] = depth;
        }
    }

    fn depth(&self, node: NodeId) -> Option<u32> {
        self.seen
            .contains(node.0)
            .then(|| self.depths[node.0 as usize])
    }

    /// One or all shortest trails from `node` to the root, by `rules` that lead there.
    pub(super) fn to_root(
        &self,
        node: NodeId,
        all: bool,
        rules: &Rules<'_, '_>,
        patience: &mut Patience<'_>,
    ) -> Result<Vec<Trail>> {
        let Some(depth) = self.depth(node) else {
            return Ok(Vec::new());
        };
        let nearer = |node: NodeId, depth: u32| -> Trail {
            rules
                .from(node)
                .filter(|(_, end)| self.depth(*end) == depth.checked_sub(1))
                .collect()
        };
        let mut found = Vec::new();
        let mut trail: Trail = Vec::new();
        let mut stack = vec![nearer(node, depth)];
        while let Some(hops) = stack.last_mut() {
            patience.step()?;
            let Some(hop) = hops.pop() else {
                stack.pop();
                trail.pop();
                continue;
            };
            trail.push(hop);
            let left = depth - trail.len() as u32;
            if left > 0 {
                stack.push(nearer(hop.1, left));
                continue;
            }
            patience.hold(trail_bytes(trail.len()))?;
            found.push(trail.clone());
            if !all {
                break;
            }
            trail.pop();
        }
        Ok(found)
    }
}
