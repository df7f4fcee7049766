//! A sparse array in copy-on-write pages, three levels deep.
//!
//! In: indexes and items. Out: the same array, where a clone costs one reference count and a change to a clone copies
//! only the way to the item. Everything in a version that can grow large is kept in one of these. Knows nothing of
//! what the items are.

use std::sync::Arc;

/// Whoever copies a block counts a reference more for each thing in it, and one less later: these lie all over the memory,
/// so blocks are small.
const FANOUT: usize = 16;
/// Items below one of the roots.
const SPAN: usize = FANOUT * FANOUT;

type Block<T> = [Option<Arc<T>>; FANOUT];
type Roots<T> = [Option<Arc<Block<Block<T>>>>];

/// Items by index, absent ones free within a block of 16. Look-up O(1); a change after a clone copies two blocks, the
/// item, and one pointer per 256 items.
#[derive(Debug)]
pub(crate) struct Pages<T> {
    roots: Arc<Roots<T>>,
}

impl<T> Clone for Pages<T> {
    fn clone(&self) -> Self {
        Self {
            roots: Arc::clone(&self.roots),
        }
    }
}

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Self {
            roots: Arc::default(),
        }
    }
}

impl<T> Pages<T> {
    /// The item at `at`.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> Option<&T> {
        let root = self.roots.get(at / SPAN)?.as_ref()?;
        root[at / FANOUT % FANOUT].as_ref()?[at % FANOUT].as_deref()
    }

    /// All items lie below this index.
    pub(crate) fn bound(&self) -> usize {
        let Some((last, others)) = self.roots.split_last() else {
            return 0;
        };
        let end = last
            .as_ref()
            .and_then(|root| root.iter().rposition(Option::is_some))
            .map_or(0, |at| at + 1);
        others.len() * SPAN + end * FANOUT
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
        self.blocks().flat_map(|(start, block)| {
            let items = block.iter().enumerate();
            items.filter_map(move |(at, item)| Some((start + at, item.as_deref()?)))
        })
    }

    /// The items that `before`, an earlier state of this array, does not share. O(blocks).
    pub(crate) fn changed_since<'a>(
        &'a self,
        before: &'a Self,
    ) -> impl Iterator<Item = (usize, &'a Arc<T>)> + 'a {
        self.blocks().flat_map(move |(start, block)| {
            let old = before.block(start);
            let shared = old.is_some_and(|old| Arc::ptr_eq(block, old));
            let items = block.iter().enumerate().filter(move |_| !shared);
            items.filter_map(move |(at, item)| {
                let item = item.as_ref()?;
                let same = old
                    .and_then(|old| old[at].as_ref())
                    .is_some_and(|old| Arc::ptr_eq(item, old));
                (!same).then_some((start + at, item))
            })
        })
    }

    /// The same number for arrays that share all they hold, as long as one of them is there.
    pub(crate) fn identity(&self) -> usize {
        Arc::as_ptr(&self.roots).addr()
    }

    /// Bytes of the page tables themselves, without the items.
    pub(crate) fn table_bytes(&self) -> usize {
        let roots = self.roots.iter().flatten().count();
        let blocks = self.blocks().count();
        self.roots.len() * size_of::<usize>()
            + roots * size_of::<Block<Block<T>>>()
            + blocks * size_of::<Block<T>>()
    }

    /// All blocks of items with the index of their first place, in order.
    fn blocks(&self) -> impl Iterator<Item = (usize, &Arc<Block<T>>)> + '_ {
        let roots = self.roots.iter().enumerate();
        let roots = roots.filter_map(|(at, root)| Some((at * SPAN, root.as_ref()?)));
        roots.flat_map(|(start, root)| {
            let blocks = root.iter().enumerate();
            blocks.filter_map(move |(at, block)| Some((start + at * FANOUT, block.as_ref()?)))
        })
    }

    /// The block that the item at `at` is in.
    fn block(&self, at: usize) -> Option<&Arc<Block<T>>> {
        self.roots.get(at / SPAN)?.as_ref()?[at / FANOUT % FANOUT].as_ref()
    }

    fn place(&mut self, at: usize) -> &mut Option<Arc<T>> {
        if let Some(missing) = (at / SPAN + 1).checked_sub(self.roots.len())
            && missing > 0
        {
            let there = self.roots.iter().cloned();
            self.roots = there.chain(std::iter::repeat_n(None, missing)).collect();
        }
        let root = &mut Arc::make_mut(&mut self.roots)[at / SPAN];
        let block = &mut Arc::make_mut(root.get_or_insert_default())[at / FANOUT % FANOUT];
        &mut Arc::make_mut(block.get_or_insert_default())[at % FANOUT]
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
    use std::sync::Arc;

    use super::{FANOUT, Pages};

    #[test]
    fn a_clone_keeps_what_it_saw() {
        let mut pages = Pages::default();
        for at in [0, 1, 15, 16, 255, 256, 1000] {
            *pages.entry(at, || 0) += at;
        }
        let before = pages.clone();
        *pages.entry(256, || 0) = 7;
        pages.set(1000, None);
        assert_eq!(before.get(256), Some(&256));
        assert_eq!(before.get(1000), Some(&1000));
        assert_eq!(pages.get(256), Some(&7));
        assert_eq!(pages.get(1000), None);
        assert_eq!(pages.get(5000), None);
        assert_eq!(pages.get_mut(2), None);
        assert_eq!((pages.bound(), Pages::<u8>::default().bound()), (1008, 0));
        let changed: Vec<_> = pages.changed_since(&before).collect();
        assert_eq!(changed, [(256, &Arc::new(7))]);
        let changed = before.changed_since(&pages).map(|(at, _)| at);
        assert!(changed.eq([256, 1000]));
        let seen: Vec<_> = before.iter().map(|(at, &item)| (at, item)).collect();
        let all = [0, 1, 15, 16, 255, 256, 1000];
        assert_eq!(seen, all.map(|at| (at, at)));
    }

    /// Every commit does this some times, and what it did is undone when nobody reads the version before it any more.
    #[test]
    fn a_change_copies_little() {
        const ITEMS: usize = 4096;
        let mut pages = Pages::default();
        let items: Vec<_> = (0..ITEMS).map(Arc::new).collect();
        for (at, item) in items.iter().enumerate() {
            pages.set(at, Some(Arc::clone(item)));
        }
        let before = pages.clone();
        *pages.entry(1000, || 0) = 7;
        let counted = items.iter().filter(|item| Arc::strong_count(item) == 3);
        assert_eq!(counted.count(), FANOUT - 1);
        let blocks = before.blocks().map(|(_, block)| block);
        let counted = blocks.filter(|block| Arc::strong_count(block) == 2);
        assert_eq!(counted.count(), FANOUT - 1);
    }
}
