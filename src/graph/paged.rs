//! A sparse array in copy-on-write pages, two levels deep.
//!
//! In: indexes and items. Out: the same array, where a clone costs one reference count and a change to a clone copies
//! only the way to the item. Everything in a version that can grow large is kept in one of these. Knows nothing of
//! what the items are.

use std::sync::Arc;

const FANOUT: usize = 64;

type Block<T> = [Option<Arc<T>>; FANOUT];

/// Items by index, absent ones free within a block of 64. Look-up O(1); a change after a clone copies one block, the
/// item, and one pointer per 64 items.
#[derive(Debug)]
pub(crate) struct Pages<T> {
    blocks: Arc<Vec<Option<Arc<Block<T>>>>>,
}

impl<T> Clone for Pages<T> {
    fn clone(&self) -> Self {
        Self {
            blocks: Arc::clone(&self.blocks),
        }
    }
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Self {
            blocks: Arc::new(Vec::new()),
        }
    }
}

impl<T> Pages<T> {
    /// The item at `at`.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> Option<&T> {
        self.blocks.get(at / FANOUT)?.as_ref()?[at % FANOUT].as_deref()
    }

    /// All items lie below this index.
    pub(crate) fn bound(&self) -> usize {
        self.blocks.len() * FANOUT
    }

    /// Puts an item, or takes it out.
    pub(crate) fn set(&mut self, at: usize, item: Option<Arc<T>>) {
        if item.is_none() && self.get(at).is_none() {
            return;
        }
        *self.place(at) = item;
    }

    /// All items with their indexes, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &T)> + '_ {
        self.blocks
            .iter()
            .enumerate()
            .filter_map(|(b, block)| Some((b, block.as_ref()?)))
            .flat_map(|(b, block)| {
                block
                    .iter()
                    .enumerate()
                    .filter_map(move |(i, item)| Some((b * FANOUT + i, item.as_deref()?)))
            })
    }

    /// The items that `before`, an earlier state of this array, does not share. O(blocks).
    pub(crate) fn changed_since<'a>(
        &'a self,
        before: &'a Self,
    ) -> impl Iterator<Item = (usize, &'a Arc<T>)> + 'a {
        let blocks = self.blocks.iter().enumerate();
        blocks.flat_map(move |(b, block)| {
            let old = before.blocks.get(b).and_then(Option::as_ref);
            let shared = match (block, old) {
                (Some(new), Some(old)) => Arc::ptr_eq(new, old),
                _ => false,
            };
            let items = block.as_deref().into_iter().filter(move |_| !shared);
            items.flatten().enumerate().filter_map(move |(i, item)| {
                let item = item.as_ref()?;
                let same = old
                    .and_then(|old| old[i].as_ref())
                    .is_some_and(|old| Arc::ptr_eq(item, old));
                (!same).then_some((b * FANOUT + i, item))
            })
        })
    }

    /// The same number for arrays that share all they hold, as long as one of them is there.
    pub(crate) fn identity(&self) -> usize {
        Arc::as_ptr(&self.blocks) as usize
    }

    /// Bytes of the page tables themselves, without the items.
    pub(crate) fn table_bytes(&self) -> usize {
        let blocks = self.blocks.iter().flatten().count();
        self.blocks.len() * size_of::<usize>() + blocks * size_of::<Block<T>>()
    }

    fn place(&mut self, at: usize) -> &mut Option<Arc<T>> {
        let blocks = Arc::make_mut(&mut self.blocks);
        if blocks.len() <= at / FANOUT {
            blocks.resize_with(at / FANOUT + 1, || None);
        }
        let block =
            blocks[at / FANOUT].get_or_insert_with(|| Arc::new(std::array::from_fn(|_| None)));
        &mut Arc::make_mut(block)[at % FANOUT]
    }
}

impl<T: Clone> Pages<T> {
    /// The item at `at`, to change; made by `make` when absent.
    pub(crate) fn entry(&mut self, at: usize, make: impl FnOnce() -> T) -> &mut T {
        Arc::make_mut(self.place(at).get_or_insert_with(|| Arc::new(make())))
    }

    /// The item at `at`, to change, when there is one.
    pub(crate) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.get(at)?;
        self.place(at).as_mut().map(Arc::make_mut)
    }
}

#[cfg(test)]
mod tests {
    use super::Pages;

    #[test]
    fn a_clone_keeps_what_it_saw() {
        let mut pages = Pages::default();
        for at in [0, 1, 63, 64, 1000] {
            *pages.entry(at, || 0) += at;
        }
        let before = pages.clone();
        *pages.entry(64, || 0) = 7;
        pages.set(1000, None);
        assert_eq!(before.get(64), Some(&64));
        assert_eq!(before.get(1000), Some(&1000));
        assert_eq!(pages.get(64), Some(&7));
        assert_eq!(pages.get(1000), None);
        assert_eq!(pages.get(5000), None);
        assert_eq!(pages.get_mut(2), None);
        let changed: Vec<_> = pages.changed_since(&before).collect();
        assert_eq!(changed, [(64, &std::sync::Arc::new(7))]);
        let changed = before.changed_since(&pages).map(|(at, _)| at);
        assert!(changed.eq([64, 1000]));
        let seen: Vec<_> = before.iter().map(|(at, &item)| (at, item)).collect();
        assert_eq!(seen, [(0, 0), (1, 1), (63, 63), (64, 64), (1000, 1000)]);
    }
}
