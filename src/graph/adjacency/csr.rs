//! Compressed sparse rows: the immutable base of neighbour lists.
//!
//! In: offsets, neighbours and slots, sorted by (node, neighbour, slot). Out: slices of them. Slots are left out
//! where the slot equals the position, as after bulk loading. Knows nothing of changes.

use std::sync::OnceLock;

use super::shape::{Slope, slope_of};
use super::{Neighbors, Slots};

/// Lists of all nodes, end to end. 4 bytes per node, 4 or 8 per relationship. Nodes before the first and after the last one
/// that has a list take no room: bulk loading numbers the nodes of one sort in a row, and most types join few sorts.
#[derive(Debug, Default)]
pub(crate) struct Csr {
    /// The node that `offsets` begins with.
    first: u32,
    /// Where the list of node `first + n` starts; one more at the end.
    offsets: Vec<u32>,
    nodes: Vec<u32>,
    /// Has no list more than one entry?
    at_most_one: bool,
    /// `None` where each slot equals its position.
    slots: Option<Vec<u32>>,
    /// Which nodes have a list that is not empty, found out when first asked for.
    holders: OnceLock<Box<[u64]>>,
    slope: OnceLock<Slope>,
    /// The place in `offsets` of the list that holds every 256th position, found out when first asked for.
    guide: OnceLock<Box<[u32]>>,
}

/// How many positions lie between two that are known to the guide.
const STEP: usize = 256;

impl Csr {
    /// Takes lists as they are: `offsets` ascending from 0 to `nodes.len()`, `slots` as long as `nodes`.
    pub(crate) fn new(mut offsets: Vec<u32>, nodes: Vec<u32>, slots: Option<Vec<u32>>) -> Self {
        let end = offsets.last().copied().unwrap_or(0);
        let used = offsets.partition_point(|&offset| offset < end);
        offsets.truncate(used + 1);
        let first = offsets
            .partition_point(|&offset| offset == 0)
            .saturating_sub(1);
        offsets.drain(..first);
        offsets.shrink_to_fit();
        let at_most_one = offsets.windows(2).all(|ends| ends[1] - ends[0] <= 1);
        Self {
            first: first as u32,
            offsets,
            nodes,
            at_most_one,
            slots,
            holders: OnceLock::new(),
            slope: OnceLock::new(),
            guide: OnceLock::new(),
        }
    }

    #[inline]
    pub(crate) fn list(&self, node: u32) -> Neighbors<'_> {
        // A node before the first one wraps round to a place that does not exist.
        let at = node.wrapping_sub(self.first) as usize;
        let (Some(&start), Some(&end)) = (self.offsets.get(at), self.offsets.get(at + 1)) else {
            return Neighbors::default();
        };
        let range = start as usize..end as usize;
        let slots = match &self.slots {
            None => Slots::From(start),
            Some(slots) => Slots::List(&slots[range.clone()]),
        };
        Neighbors {
            nodes: &self.nodes[range],
            slots,
        }
    }

    #[inline]
    pub(crate) fn degree(&self, node: u32) -> usize {
        let at = node.wrapping_sub(self.first) as usize;
        match (self.offsets.get(at), self.offsets.get(at + 1)) {
            (Some(start), Some(end)) => (end - start) as usize,
            _ => 0,
        }
    }

    /// Has no list more than one entry?
    pub(crate) fn has_at_most_one(&self) -> bool {
        self.at_most_one
    }

    pub(crate) fn bound(&self) -> u32 {
        self.first + self.offsets.len().saturating_sub(1) as u32
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A bit for each node that has a list. O(nodes) the first time.
    pub(crate) fn holders(&self) -> &[u64] {
        self.holders.get_or_init(|| {
            let mut words = vec![0; (self.bound() as usize + 1).div_ceil(64)];
            for (node, ends) in (self.first as usize..).zip(self.offsets.windows(2)) {
                words[node / 64] |= u64::from(ends[0] < ends[1]) << (node % 64);
            }
            words.into()
        })
    }

    /// How neighbours stand to nodes. O(nodes + relationships) the first time.
    pub(crate) fn slope(&self) -> Slope {
        *self.slope.get_or_init(|| slope_of(self))
    }

    /// The first node, offsets from it on, neighbours, slots.
    pub(crate) fn parts(&self) -> (u32, &[u32], &[u32], Option<&[u32]>) {
        let slots = self.slots.as_deref();
        (self.first, &self.offsets, &self.nodes, slots)
    }

    pub(crate) fn slot_list(&self) -> Option<&[u32]> {
        self.slots.as_deref()
    }

    /// The node whose list holds `position`, and the neighbour there. O(log of the lists near by), but O(nodes) the first
    /// time.
    pub(crate) fn ends(&self, position: u32) -> Option<(u32, u32)> {
        let neighbor = *self.nodes.get(position as usize)?;
        let guide = self.guide();
        let near = position as usize / STEP;
        let from = *guide.get(near)? as usize;
        let to = guide
            .get(near + 1)
            .map_or(self.offsets.len(), |&last| last as usize + 1);
        let lists = self.offsets.get(from..to)?;
        let after = from + lists.partition_point(|&offset| offset <= position);
        Some((self.first + after.checked_sub(1)? as u32, neighbor))
    }

    /// As [`Self::ends`], when the list is that of `node`. O(1).
    pub(crate) fn ends_from(&self, node: u32, position: u32) -> Option<(u32, u32)> {
        let at = node.checked_sub(self.first)? as usize;
        let &[start, end] = self.offsets.get(at..at.checked_add(2)?)? else {
            return None;
        };
        let neighbor = self.nodes.get(position as usize)?;
        (start..end)
            .contains(&position)
            .then_some((node, *neighbor))
    }

    fn guide(&self) -> &[u32] {
        self.guide.get_or_init(|| {
            let mut guide = Vec::with_capacity(self.nodes.len().div_ceil(STEP));
            for (at, ends) in (0..).zip(self.offsets.windows(2)) {
                while guide.len() * STEP < ends[1] as usize {
                    guide.push(at);
                }
            }
            guide.into()
        })
    }

    pub(crate) fn bytes(&self) -> usize {
        let slots = self.slots.as_ref().map_or(0, Vec::capacity);
        let guide = self.guide.get().map_or(0, |guide| guide.len());
        4 * (self.offsets.capacity() + self.nodes.capacity() + slots + guide)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_oneof, proptest};

    use super::Csr;

    proptest! {
        #[test]
        fn ends_are_those_of_the_lists(
            empty in 0usize..300,
            lengths in prop_oneof![
                prop::collection::vec(prop::sample::select(vec![0u32, 0, 1, 2, 30, 700]), 0..40),
                prop::collection::vec(0u32..2, 0..40),
            ],
        ) {
            let lengths: Vec<u32> = std::iter::repeat_n(0, empty).chain(lengths).collect();
            let mut offsets = vec![0];
            for length in &lengths {
                offsets.push(offsets.last().unwrap() + length);
            }
            let end = *offsets.last().unwrap();
            let csr = Csr::new(offsets, (0..end).map(|position| position * 7).collect(), None);
            assert_eq!(csr.has_at_most_one(), lengths.iter().all(|length| *length <= 1));
            let nodes = (0..).zip(&lengths).flat_map(|(node, &length)| std::iter::repeat_n(node, length as usize));
            for (position, node) in (0..).zip(nodes) {
                let ends = Some((node, position * 7));
                assert_eq!(csr.ends(position), ends);
                for likely in [0, 1, node.saturating_sub(1), node, node + 1, u32::MAX] {
                    let expected = ends.filter(|_| likely == node);
                    assert_eq!(csr.ends_from(likely, position), expected);
                }
            }
            assert_eq!(csr.ends(end), None);
        }
    }
}
