//! Sets of ids as bitmaps in copy-on-write pages.
//!
//! In: ids to put in or take out. Out: membership, the ids in order, whole words for block-wise work. Used for live
//! nodes, live relationships, and labels. Knows nothing of what an id stands for.

use std::ops::Range;

use super::paged::Pages;

/// Words of a page.
pub(crate) const WORDS: usize = 128;
/// Ids of a page.
pub(crate) const PAGE_BITS: u32 = (WORDS * 64) as u32;

/// A set of ids: 1 bit per id in pages of 8192, absent pages free. A clone is O(1).
#[derive(Debug, Clone, Default)]
pub struct Bits {
    pages: Pages<[u64; WORDS]>,
    count: usize,
}

impl Bits {
    /// The ids `0..bound`.
    pub(crate) fn full(bound: u32) -> Self {
        let mut bits = Self {
            pages: Pages::default(),
            count: bound as usize,
        };
        for page in 0..bound.div_ceil(PAGE_BITS) {
            let words = bits.pages.entry(page as usize, || [!0; WORDS]);
            let inside = (bound - page * PAGE_BITS).min(PAGE_BITS) as usize;
            for (at, word) in words.iter_mut().enumerate().skip(inside / 64) {
                *word = if at == inside / 64 {
                    !(!0 << (inside % 64))
                } else {
                    0
                };
            }
        }
        bits
    }

    /// The words of all pages that have any, with the numbers of the pages.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (u32, &[u64; WORDS])> + '_ {
        self.pages.iter().map(|(page, words)| (page as u32, words))
    }

    /// Takes whole pages; a page given twice counts once. O(pages).
    pub(crate) fn from_pages(pages: impl IntoIterator<Item = (u32, [u64; WORDS])>) -> Self {
        let mut bits = Self::default();
        for (page, words) in pages {
            bits.pages.set(page as usize, Some(words.into()));
        }
        let ones = |words: &[u64; WORDS]| words.iter().map(|w| w.count_ones()).sum::<u32>();
        bits.count = bits.pages().map(|(_, words)| ones(words) as usize).sum();
        bits
    }

    /// One more than the highest id, 0 for the empty set. O(pages).
    pub(crate) fn bound(&self) -> u32 {
        let last = self.pages().filter_map(|(page, words)| {
            let at = words.iter().rposition(|&word| word != 0)?;
            let inside = 64 - words[at].leading_zeros();
            Some(page * PAGE_BITS + at as u32 * 64 + inside)
        });
        last.last().unwrap_or(0)
    }

    /// Is `id` in the set? O(1).
    #[inline]
    pub fn contains(&self, id: u32) -> bool {
        self.pages
            .get((id / PAGE_BITS) as usize)
            .is_some_and(|words| words[(id % PAGE_BITS / 64) as usize] >> (id % 64) & 1 == 1)
    }

    /// Which of `ids` are in the set. O(ids + pages).
    pub fn contain(&self, ids: &[u32]) -> Vec<bool> {
        const EMPTY: [u64; WORDS] = [0; WORDS];
        // The way to a page goes over three tables; of many ids it is cheaper to know all pages beforehand.
        let pages = self.pages.bound();
        if ids.len() < pages {
            return ids.iter().map(|id| self.contains(*id)).collect();
        }
        let mut table: Vec<&[u64; WORDS]> = vec![&EMPTY; pages];
        for (at, words) in self.pages.iter() {
            table[at] = words;
        }
        let has = |id: &u32| {
            let words = table.get((id / PAGE_BITS) as usize).unwrap_or(&&EMPTY);
            words[(id % PAGE_BITS / 64) as usize] >> (id % 64) & 1 == 1
        };
        ids.iter().map(has).collect()
    }

    /// How many ids. O(1).
    pub fn len(&self) -> usize {
        self.count
    }

    /// Is the set empty?
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The 64 bits of the ids `64 * at..64 * at + 64`.
    #[inline]
    pub fn word(&self, at: u32) -> u64 {
        self.pages
            .get(at as usize / WORDS)
            .map_or(0, |words| words[at as usize % WORDS])
    }

    /// The ids in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.pages.iter().flat_map(|(page, words)| {
            words.iter().enumerate().flat_map(move |(at, &word)| Ones {
                word,
                base: ((page * WORDS + at) * 64) as u32,
            })
        })
    }

    /// Appends the ids within `range` to `ids`, ascending.
    pub fn collect_in(&self, range: Range<u32>, ids: &mut Vec<u32>) {
        self.collect_masked(range, |_| !0, ids);
    }

    /// Appends the ids within `range` that are also in `other` to `ids`, ascending.
    pub fn collect_common(&self, other: &Self, range: Range<u32>, ids: &mut Vec<u32>) {
        self.collect_masked(range, |at| other.word(at), ids);
    }

    /// The first id that is at least `from` and not in the set.
    pub(crate) fn next_absent(&self, from: u32) -> u32 {
        let mut at = from / 64;
        let mut mask = !0u64 << (from % 64);
        loop {
            let absent = !self.word(at) & mask;
            if absent != 0 {
                return at * 64 + absent.trailing_zeros();
            }
            at += 1;
            mask = !0;
        }
    }

    /// At most `most` ids, evenly spread over the ids of the set. O(range / 64).
    pub(crate) fn spread(&self, most: usize) -> Vec<u32> {
        let step = self.count.div_ceil(most.max(1)).max(1);
        let mut found = Vec::with_capacity(self.count.min(most));
        // How many ids to pass over until the next one is taken.
        let mut ahead = 0;
        for (page, words) in self.pages.iter() {
            for (at, &word) in words.iter().enumerate() {
                let ones = word.count_ones() as usize;
                if ones <= ahead {
                    ahead -= ones;
                    continue;
                }
                for id in (Ones {
                    word,
                    base: ((page * WORDS + at) * 64) as u32,
                }) {
                    if ahead == 0 {
                        found.push(id);
                        ahead = step;
                    }
                    ahead -= 1;
                }
            }
        }
        found
    }

    /// Puts `id` in; was it new?
    pub(crate) fn insert(&mut self, id: u32) -> bool {
        if self.contains(id) {
            return false;
        }
        let words = self.pages.entry((id / PAGE_BITS) as usize, || [0; WORDS]);
        words[(id % PAGE_BITS / 64) as usize] |= 1 << (id % 64);
        self.count += 1;
        true
    }

    /// Takes `id` out; was it there?
    pub(crate) fn remove(&mut self, id: u32) -> bool {
        if !self.contains(id) {
            return false;
        }
        let words = self.pages.entry((id / PAGE_BITS) as usize, || [0; WORDS]);
        words[(id % PAGE_BITS / 64) as usize] &= !(1 << (id % 64));
        self.count -= 1;
        true
    }

    /// Bytes held, shared pages counted fully.
    pub(crate) fn bytes(&self) -> usize {
        self.pages.table_bytes() + self.pages.iter().count() * WORDS * 8
    }

    /// Appends the ids within `range` that are also in the words of `mask` to `ids`, ascending.
    pub(crate) fn collect_masked(
        &self,
        range: Range<u32>,
        mask: impl Fn(u32) -> u64,
        ids: &mut Vec<u32>,
    ) {
        if range.is_empty() {
            return;
        }
        let (first, last) = (range.start / 64, (range.end - 1) / 64);
        let mut next = first;
        while next <= last {
            let page = next / WORDS as u32;
            let until = ((page + 1) * WORDS as u32).min(last + 1);
            // Pages that are not there are passed over at once.
            if let Some(words) = self.pages.get(page as usize) {
                for at in next..until {
                    let mut word = words[at as usize % WORDS];
                    if word == 0 {
                        continue;
                    }
                    word &= mask(at);
                    if at == first {
                        word &= !0 << (range.start % 64);
                    }
                    if at == last {
                        word &= !0 >> (63 - (range.end - 1) % 64);
                    }
                    let base = at * 64;
                    if word == !0 {
                        ids.extend(base..base + 64);
                    } else {
                        ids.extend(Ones { word, base });
                    }
                }
            }
            next = until;
        }
    }

    /// Ranges of ids that together hold the set, in order, with at most `most` ids of it in each (`most` is at least 64).
    /// O(range / 64).
    pub(crate) fn stretches(&self, most: usize) -> Vec<Range<u32>> {
        let mut stretches = Stretches {
            done: Vec::with_capacity(self.count / most + 1),
            last: None,
            held: 0,
            most,
        };
        for (page, words) in self.pages() {
            let start = page * PAGE_BITS;
            // Labels are mostly given to nodes in a row: a full page is cut without a look at each word.
            if words.iter().fold(!0, |all, word| all & word) == !0 {
                stretches.add_all(start..start.saturating_add(PAGE_BITS));
                continue;
            }
            for (at, word) in (0..).zip(words).filter(|(_, word)| **word != 0) {
                let start = start + at * 64;
                stretches.add(start..start.saturating_add(64), word.count_ones() as usize);
            }
        }
        stretches.done.extend(stretches.last);
        stretches.done
    }

    /// The bits of the ids below `bound`, 64 in a word, in one piece. O(bound / 64).
    pub(crate) fn in_one_piece(&self, bound: u32) -> Vec<u64> {
        let mut all = vec![0; bound.div_ceil(64) as usize];
        for (page, words) in self.pages() {
            let Some(rest) = all.get_mut(page as usize * WORDS..) else {
                break;
            };
            let len = rest.len().min(WORDS);
            rest[..len].copy_from_slice(&words[..len]);
        }
        all
    }
}

impl FromIterator<u32> for Bits {
    fn from_iter<I: IntoIterator<Item = u32>>(ids: I) -> Self {
        let mut bits = Self::default();
        for id in ids {
            bits.insert(id);
        }
        bits
    }
}

/// Ranges of ids as they are put together.
struct Stretches {
    done: Vec<Range<u32>>,
    last: Option<Range<u32>>,
    /// How many ids of the set are in the last one.
    held: usize,
    /// How many may be in one.
    most: usize,
}

impl Stretches {
    /// Adds ids behind all others, so many of them in the set.
    fn add(&mut self, ids: Range<u32>, ones: usize) {
        match &mut self.last {
            Some(last) if self.held + ones <= self.most => {
                last.end = ids.end;
                self.held += ones;
            }
            _ => {
                self.done.extend(self.last.replace(ids));
                self.held = ones;
            }
        }
    }

    /// Adds ids behind all others that are all in the set, from the first of a word to the last of one.
    fn add_all(&mut self, mut ids: Range<u32>) {
        while !ids.is_empty() {
            let words = match (self.most - self.held) / 64 {
                0 => self.most / 64,
                room => room,
            };
            let room = (words.min(WORDS) * 64) as u32;
            let end = ids.end.min(ids.start.saturating_add(room));
            self.add(ids.start..end, (end - ids.start) as usize);
            ids.start = end;
        }
    }
}

/// The places of the ones in a word.
struct Ones {
    word: u64,
    base: u32,
}

impl Iterator for Ones {
    type Item = u32;
    #[inline]
    fn next(&mut self) -> Option<u32> {
        if self.word == 0 {
            return None;
        }
        let at = self.word.trailing_zeros();
        self.word &= self.word - 1;
        Some(self.base + at)
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.word.count_ones() as usize;
        (left, Some(left))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::ops::Range;

    use proptest::prelude::{prop, proptest};

    use super::Bits;

    proptest! {
        #[test]
        fn behaves_like_a_set(steps in prop::collection::vec((0u32..20_000, prop::bool::ANY), 0..300),
                              from in 0u32..20_000, len in 0u32..9_000) {
            let mut model = BTreeSet::new();
            let mut bits = Bits::default();
            for (id, put) in steps {
                if put {
                    assert_eq!(bits.insert(id), model.insert(id));
                } else {
                    assert_eq!(bits.remove(id), model.remove(&id));
                }
            }
            assert_eq!(bits.len(), model.len());
            assert!(bits.iter().eq(model.iter().copied()));
            // Fewer than there are pages, and more.
            for ids in [vec![from], (from..from + len).rev().collect()] {
                let contained = ids.iter().map(|id| model.contains(id));
                assert!(bits.contain(&ids).into_iter().eq(contained));
            }
            let mut inside = Vec::new();
            bits.collect_in(from..from + len, &mut inside);
            assert!(inside.iter().eq(model.range(from..from + len)));
            let step = model.len().div_ceil(10).max(1);
            assert!(bits.spread(10).iter().eq(model.iter().step_by(step)));
            let hole = bits.next_absent(from);
            assert!(!model.contains(&hole) && (from..hole).all(|id| model.contains(&id)));
            let stretches = bits.stretches(64 + len as usize / 50);
            assert!(stretches.is_sorted_by(|one, other| one.end <= other.start));
            let mut all = Vec::new();
            for stretch in stretches {
                let before = all.len();
                bits.collect_in(stretch, &mut all);
                assert!((1..=64 + len as usize / 50).contains(&(all.len() - before)));
            }
            assert!(all.iter().eq(&model));
            let words = bits.in_one_piece(from);
            let is_set = |id: &u32| words[*id as usize / 64] >> (id % 64) & 1 == 1;
            assert!((0..from).filter(is_set).eq(model.range(..from).copied()));
        }

        #[test]
        fn full_is_a_range(bound in 0u32..30_000) {
            assert!(Bits::full(bound).iter().eq(0..bound));
            assert_eq!(Bits::full(bound).len(), bound as usize);
        }

        #[test]
        fn full_pages_are_cut_as_others(bound in 0u32..40_000, from in 0u32..9_000, most in 64usize..3_000) {
            let mut bits = Bits::full(bound);
            for id in 0..from.min(bound) {
                bits.remove(id);
            }
            // Word by word.
            let mut expected: Vec<Range<u32>> = Vec::new();
            let mut held = 0;
            for start in (from / 64 * 64..bound).step_by(64) {
                let ones = (start.max(from)..bound.min(start + 64)).len();
                match expected.last_mut() {
                    _ if ones == 0 => {}
                    Some(last) if held + ones <= most => {
                        last.end = start + 64;
                        held += ones;
                    }
                    _ => {
                        expected.push(start..start + 64);
                        held = ones;
                    }
                }
            }
            assert_eq!(bits.stretches(most), expected);
        }
    }
}
