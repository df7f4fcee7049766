//! Whole neighbour lists that replace those of the base, in copy-on-write pages of 256 nodes.
//!
//! In: sorted edits. Out: the list of a node where it was changed. A page is a bitmap of changed nodes and their lists
//! by rank. Knows nothing of the base.

use std::sync::Arc;

use super::{Neighbors, STEPS};
use crate::diagnostic::{Interrupt, Result};
use crate::graph::paged::Pages;

const PAGE: u32 = 256;

/// One relationship to put into or take out of the list of `node`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edit {
    pub(crate) node: u32,
    pub(crate) neighbor: u32,
    pub(crate) slot: u32,
    pub(crate) add: bool,
}

#[derive(Debug, Clone, Default)]
struct Page {
    changed: [u64; 4],
    /// Neighbours, then as many slots; one list per set bit, in order.
    lists: Vec<Arc<[u32]>>,
}

impl Page {
    #[inline]
    fn rank(&self, at: u32) -> (bool, usize) {
        let word = (at / 64) as usize;
        let before: u32 = self.changed[..word]
            .iter()
            .map(|bits| bits.count_ones())
            .sum();
        let below = self.changed[word] & ((1 << (at % 64)) - 1);
        (
            self.changed[word] >> (at % 64) & 1 == 1,
            (before + below.count_ones()) as usize,
        )
    }
}

impl Page {
    fn list(&self, at: u32) -> Option<&Arc<[u32]>> {
        let (found, rank) = self.rank(at);
        found.then(|| &self.lists[rank])
    }
}

/// The changed lists.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overrides {
    pages: Pages<Page>,
    lists: usize,
    bound: u32,
}

impl Overrides {
    /// Neighbours, then as many slots, when the list of `node` was changed.
    #[inline]
    pub(crate) fn get(&self, node: u32) -> Option<&[u32]> {
        if self.lists == 0 {
            return None;
        }
        let page = self.pages.get((node / PAGE) as usize)?;
        let (found, rank) = page.rank(node % PAGE);
        if found { Some(&page.lists[rank]) } else { None }
    }

    pub(crate) fn set(&mut self, node: u32, list: Arc<[u32]>) {
        self.bound = self.bound.max(node + 1);
        let page = self.pages.entry((node / PAGE) as usize, Page::default);
        let (found, rank) = page.rank(node % PAGE);
        if found {
            page.lists[rank] = list;
        } else {
            page.lists.insert(rank, list);
            page.changed[(node % PAGE / 64) as usize] |= 1 << (node % 64);
            self.lists += 1;
        }
    }

    /// The lists that `before`, an earlier state on the same base, does not have.
    pub(crate) fn changed_since<'a>(
        &'a self,
        before: &'a Self,
    ) -> impl Iterator<Item = (u32, &'a Arc<[u32]>)> + 'a {
        let pages = self.pages.changed_since(&before.pages);
        pages.flat_map(move |(number, page)| {
            let old = before.pages.get(number);
            (0..PAGE).filter_map(move |at| {
                let list = page.list(at)?;
                let same = old
                    .and_then(|old| old.list(at))
                    .is_some_and(|old| Arc::ptr_eq(list, old));
                (!same).then_some((number as u32 * PAGE + at, list))
            })
        })
    }

    /// The nodes whose lists were changed, ascending.
    pub(crate) fn nodes(&self) -> Vec<u32> {
        if self.lists == 0 {
            return Vec::new();
        }
        let pages = self.pages.iter();
        pages
            .flat_map(|(number, page)| {
                (0..PAGE)
                    .filter(|at| page.rank(*at).0)
                    .map(move |at| number as u32 * PAGE + at)
            })
            .collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.lists
    }

    pub(crate) fn bound(&self) -> u32 {
        self.bound
    }

    pub(crate) fn bytes(&self) -> usize {
        let lists = |page: &Page| {
            page.lists
                .iter()
                .map(|list| 32 + 4 * list.len())
                .sum::<usize>()
        };
        let pages = self
            .pages
            .iter()
            .map(|(_, page)| size_of::<Page>() + lists(page));
        self.pages.table_bytes() + pages.sum::<usize>()
    }
}

/// The list with the edits carried out; both are sorted by (neighbour, slot).
///
/// # Errors
/// What stops the work.
pub(crate) fn merged(
    old: Neighbors<'_>,
    edits: &[Edit],
    interrupt: &Interrupt,
) -> Result<Arc<[u32]>> {
    let mut nodes = Vec::with_capacity(2 * (old.len() + edits.len()));
    let mut slots = Vec::with_capacity(old.len() + edits.len());
    let mut put = |node, slot| {
        nodes.push(node);
        slots.push(slot);
    };
    let mut edits = edits.iter().peekable();
    for (at, (neighbor, slot)) in old.iter().enumerate() {
        if at % STEPS == STEPS - 1 {
            interrupt.check()?;
        }
        while let Some(edit) = edits.next_if(|e| e.add && (e.neighbor, e.slot) < (neighbor, slot)) {
            put(edit.neighbor, edit.slot);
        }
        let gone = edits.next_if(|e| !e.add && (e.neighbor, e.slot) == (neighbor, slot));
        if gone.is_none() {
            put(neighbor, slot);
        }
    }
    for (at, edit) in edits.filter(|edit| edit.add).enumerate() {
        if at % STEPS == STEPS - 1 {
            interrupt.check()?;
        }
        put(edit.neighbor, edit.slot);
    }
    nodes.extend_from_slice(&slots);
    Ok(nodes.into())
}

#[cfg(test)]
mod tests {
    use super::{Edit, Overrides, merged};
    use crate::diagnostic::Interrupt;
    use crate::graph::adjacency::csr::Csr;

    fn check(list: &[(u32, u32)], edits: &[(u32, u32, bool)], expected: &[(u32, u32)]) {
        let (nodes, slots): (Vec<u32>, Vec<u32>) = list.iter().copied().unzip();
        let csr = Csr::new(vec![0, nodes.len() as u32], nodes, Some(slots));
        let edits: Vec<_> = edits
            .iter()
            .map(|&(neighbor, slot, add)| Edit {
                node: 0,
                neighbor,
                slot,
                add,
            })
            .collect();
        let list = merged(csr.list(0), &edits, &Interrupt::default()).unwrap();
        let (nodes, slots) = list.split_at(list.len() / 2);
        let found: Vec<_> = nodes.iter().copied().zip(slots.iter().copied()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn merging_keeps_the_order() {
        check(&[], &[(3, 0, true)], &[(3, 0)]);
        check(
            &[(1, 5), (3, 2)],
            &[(1, 6, true), (2, 9, true)],
            &[(1, 5), (1, 6), (2, 9), (3, 2)],
        );
        check(
            &[(1, 5), (1, 6), (3, 2)],
            &[(1, 5, false), (9, 1, true)],
            &[(1, 6), (3, 2), (9, 1)],
        );
        check(&[(1, 5)], &[(1, 5, false)], &[]);
    }

    #[test]
    fn lists_by_rank() {
        let mut over = Overrides::default();
        for node in [300, 5, 256, 511, 64, 5] {
            over.set(node, vec![node].into());
        }
        assert_eq!(over.len(), 5);
        for node in [300, 5, 256, 511, 64] {
            assert_eq!(over.get(node), Some(&[node][..]));
        }
        assert_eq!(over.get(6), None);
        assert_eq!(over.get(9999), None);
    }
}
