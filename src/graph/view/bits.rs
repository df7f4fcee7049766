//! Bits that are found when they are first asked for, 1024 at a time.
//!
//! In: a way to find a chunk of them. Out: single bits and whole words. Two threads that ask for the same chunk may
//! both find it; they find the same. Knows nothing of what a bit means.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Mask, WORDS};
use crate::graph::column::CHUNK;

/// The bits of the ids below a bound.
pub(super) struct LazyBits {
    found: Vec<AtomicBool>,
    words: Vec<AtomicU64>,
}

impl LazyBits {
    pub(super) fn new(bound: u32) -> Self {
        let chunks = bound.div_ceil(CHUNK) as usize;
        Self {
            found: (0..chunks).map(|_| AtomicBool::new(false)).collect(),
            words: (0..chunks * WORDS).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// One bit; none beyond the bound.
    #[inline]
    pub(super) fn get(&self, id: u32, find: impl FnOnce(u32) -> Mask) -> bool {
        self.word(id / 64, find) >> (id % 64) & 1 == 1
    }

    /// The bits of the ids `64 * at..64 * at + 64`.
    #[inline]
    pub(super) fn word(&self, at: u32, find: impl FnOnce(u32) -> Mask) -> u64 {
        let chunk = at as usize / WORDS;
        let Some(found) = self.found.get(chunk) else {
            return 0;
        };
        // Pairs with the store in `fill`: who sees the flag sees the words.
        if !found.load(Ordering::Acquire) {
            self.fill(chunk, &find(chunk as u32));
        }
        self.words[at as usize].load(Ordering::Relaxed)
    }

    #[cold]
    fn fill(&self, chunk: usize, mask: &Mask) {
        let start = chunk * WORDS;
        for (word, bits) in self.words[start..start + WORDS].iter().zip(mask) {
            word.store(*bits, Ordering::Relaxed);
        }
        self.found[chunk].store(true, Ordering::Release);
    }

    pub(super) fn bytes(&self) -> usize {
        self.found.len() + 8 * self.words.len()
    }
}
