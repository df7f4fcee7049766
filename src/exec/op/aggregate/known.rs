//! Nodes whose keys were numbered.
//!
//! In: nodes, and the numbers of what they have. Out: the number of any node that came before, and all of them. Knows nothing
//! of what is read of a node.

use crate::diagnostic::Result;
use crate::value::bulk::{self, Look};

/// The numbers of nodes.
#[derive(Default)]
pub(super) struct Known {
    /// By the number of the node, counted from 1.
    numbers: Vec<u32>,
    nodes: Vec<u32>,
}

/// The mark of a node whose keys are being numbered.
const COMING: u32 = u32::MAX;

impl Known {
    /// Bytes held; for budgets, not exact.
    pub(super) fn bytes(&self) -> usize {
        (self.numbers.len() + self.nodes.len()) * size_of::<u32>()
    }

    /// Those of these nodes that did not come before, each once. `look` tells meanwhile whether to go on.
    pub(super) fn fresh(&mut self, nodes: &[u32], look: Look<'_>) -> Result<Vec<u32>> {
        bulk::grow(&mut self.nodes, nodes.len(), look)?;
        let mut fresh = Vec::new();
        for &id in nodes {
            let at = id as usize;
            if self.numbers.len() <= at {
                self.numbers.resize((at + 1).next_power_of_two(), 0);
            }
            if self.numbers[at] == 0 {
                self.numbers[at] = COMING;
                fresh.push(id);
            }
        }
        Ok(fresh)
    }

    /// Says the numbers of such nodes; those that have none did not come.
    pub(super) fn settle(&mut self, fresh: &[u32], numbers: &[u32]) {
        for (at, id) in fresh.iter().enumerate() {
            self.numbers[*id as usize] = numbers.get(at).map_or(0, |number| number + 1);
        }
        self.nodes.extend(&fresh[..numbers.len().min(fresh.len())]);
    }

    /// All nodes that came.
    pub(super) fn nodes(&self) -> &[u32] {
        &self.nodes
    }

    /// Appends the numbers of nodes that all came.
    #[inline]
    pub(super) fn number_all(&self, nodes: &[u32], numbers: &mut Vec<u32>) {
        let number = |id: &u32| self.numbers[*id as usize].wrapping_sub(1);
        numbers.extend(nodes.iter().map(number));
    }

    /// The number of a node; `None` when it did not come.
    #[inline]
    pub(super) fn number(&self, node: u32) -> Option<u32> {
        self.numbers.get(node as usize)?.checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::Known;

    #[test]
    fn nodes_are_fresh_once() {
        let mut known = Known::default();
        let fresh = |known: &mut Known, nodes: &[u32]| known.fresh(nodes, &mut || Ok(())).unwrap();
        let first = fresh(&mut known, &[7, 2, 7, 9]);
        assert_eq!(first, [7, 2, 9]);
        // The last one failed.
        known.settle(&first, &[0, 1]);
        assert_eq!(fresh(&mut known, &[2, 9, 7, 100]), [9, 100]);
        assert_eq!(known.nodes(), [7, 2]);
        assert_eq!(
            [7, 2, 3, 1000].map(|node| known.number(node)),
            [Some(0), Some(1), None, None]
        );
    }
}
