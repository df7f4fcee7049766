//! Marking neighbours, and counting how often nodes are come to.
//!
//! In: lists of neighbours. Out: how many marks a list has, how often a node was met. Both are filled and emptied often, by
//! what was put in. Knows nothing of rows.

use crate::exec::op::count::end_test::Verdict;

/// The neighbours of one node, as bits.
#[derive(Default)]
pub(super) struct Marks {
    words: Vec<u64>,
    marked: Vec<u32>,
    /// Neighbours once more, for each time but the first that they stand in the lists; sorted.
    again: Vec<u32>,
}

impl Marks {
    pub(super) fn clear(&mut self) {
        for node in self.marked.drain(..) {
            self.words[node as usize / 64] = 0;
        }
        self.again.clear();
    }

    pub(super) fn mark(&mut self, lists: &[&[u32]], verdict: Verdict<'_>, bound: u32) {
        self.clear();
        let words = bound as usize / 64 + 1;
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
        for list in lists {
            for &end in *list {
                if !verdict.has(end) {
                    continue;
                }
                let (word, bit) = (&mut self.words[end as usize / 64], 1 << (end % 64));
                if *word & bit == 0 {
                    *word |= bit;
                    self.marked.push(end);
                } else {
                    self.again.push(end);
                }
            }
        }
        self.again.sort_unstable();
    }

    /// How often entries of some lists are marked.
    #[inline]
    pub(super) fn count(&self, lists: &[&[u32]]) -> u128 {
        let mut found = 0;
        for list in lists {
            let bits = list
                .iter()
                .map(|end| self.words[*end as usize / 64] >> (end % 64) & 1);
            found += bits.sum::<u64>();
            if !self.again.is_empty() {
                for end in *list {
                    let first = self.again.partition_point(|other| other < end);
                    let same = self.again[first..].iter().take_while(|other| *other == end);
                    found += same.count() as u64;
                }
            }
        }
        u128::from(found)
    }
}

/// How often nodes were come to.
#[derive(Default)]
pub(super) struct Tally {
    times: Vec<u32>,
    met: Vec<u32>,
}

impl Tally {
    #[inline]
    pub(super) fn add(&mut self, node: u32, bound: u32) {
        if self.times.is_empty() {
            self.times.resize(bound as usize, 0);
        }
        let at = node as usize;
        if at >= self.times.len() {
            self.times.resize((at + 1).next_power_of_two(), 0);
        }
        if self.times[at] == 0 {
            self.met.push(node);
        }
        self.times[at] += 1;
    }

    #[inline]
    pub(super) fn of(&self, node: u32) -> u32 {
        self.times.get(node as usize).copied().unwrap_or(0)
    }

    pub(super) fn clear(&mut self) {
        for node in self.met.drain(..) {
            self.times[node as usize] = 0;
        }
    }
}
