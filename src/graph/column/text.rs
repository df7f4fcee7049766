//! Strings of one chunk: as a dictionary, or end to end in one text.
//!
//! In: strings by place. Out: the same strings. Both forms say no to what would not serve them well, and the chunk
//! then chooses another. Knows nothing of validity.

use std::sync::Arc;

/// Longer strings are shared, not copied.
const LONGEST: usize = 1024;
/// A dictionary may always hold this many words; beyond, at most one per two places.
const FEW_WORDS: usize = 16;

/// Codes of few distinct words.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    codes: Vec<u16>,
    words: Vec<Arc<str>>,
}

impl Dictionary {
    /// The code at each place; a place without value has any code.
    pub fn codes(&self) -> &[u16] {
        &self.codes
    }
    /// The word of each code. Distinct; some may be in use no longer.
    pub fn words(&self) -> &[Arc<str>] {
        &self.words
    }
    /// Takes codes and words as they are; `None` when a code has no word.
    pub(crate) fn from_parts(codes: Vec<u16>, words: Vec<Arc<str>>) -> Option<Self> {
        let highest = codes.iter().max().map_or(0, |&code| usize::from(code) + 1);
        (highest <= words.len()).then_some(Self { codes, words })
    }
    /// The word at `place`, which has one.
    #[inline]
    pub fn get(&self, place: usize) -> &Arc<str> {
        &self.words[usize::from(self.codes[place])]
    }

    pub(super) fn put(&mut self, place: usize, text: &Arc<str>) -> bool {
        self.put_word(place, text, || Arc::clone(text))
    }

    pub(super) fn put_text(&mut self, place: usize, text: &str) -> bool {
        self.put_word(place, text, || text.into())
    }

    fn put_word(&mut self, place: usize, text: &str, make: impl FnOnce() -> Arc<str>) -> bool {
        let code = match self.words.iter().position(|word| **word == *text) {
            Some(code) => code,
            None if self.words.len() >= FEW_WORDS.max(self.codes.len() / 2)
                || !Text::takes(text) =>
            {
                return false;
            }
            None => {
                self.words.push(make());
                self.words.len() - 1
            }
        };
        if self.codes.len() <= place {
            self.codes.resize(place + 1, 0);
        }
        self.codes[place] = code as u16;
        true
    }

    pub(super) fn shrink(&mut self) {
        self.codes.shrink_to_fit();
        self.words.shrink_to_fit();
    }

    pub(super) fn bytes(&self) -> usize {
        let words: usize = self.words.iter().map(|word| 32 + word.len()).sum();
        2 * self.codes.capacity() + words
    }
}

/// Short strings, end to end.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// Starts in `joined`, by place.
    starts: Vec<u32>,
    /// Lengths in bytes, by place.
    lengths: Vec<u16>,
    joined: String,
    /// Bytes of `joined` that some place holds.
    used: usize,
}

impl Text {
    /// The string at `place`, which has one.
    #[inline]
    pub fn get(&self, place: usize) -> &str {
        let start = self.starts[place] as usize;
        &self.joined[start..start + usize::from(self.lengths[place])]
    }

    /// Could some place hold this string?
    pub(super) fn may_hold(&self, text: &str) -> bool {
        self.lengths
            .iter()
            .any(|&length| usize::from(length) == text.len())
            && self.joined.contains(text)
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Starts and lengths by place, and the text they lie in.
    pub(crate) fn parts(&self) -> (&[u32], &[u16], &str) {
        (&self.starts, &self.lengths, &self.joined)
    }

    /// Takes them as they are; `None` when a place does not lie in the text.
    pub(crate) fn from_parts(starts: Vec<u32>, lengths: Vec<u16>, joined: String) -> Option<Self> {
        let inside = |(&start, &length): (&u32, &u16)| {
            let start = start as usize;
            joined.get(start..start + usize::from(length)).is_some()
        };
        let fits = starts.len() == lengths.len() && starts.iter().zip(&lengths).all(inside);
        let used = lengths.iter().map(|&length| usize::from(length)).sum();
        fits.then_some(Self {
            starts,
            lengths,
            joined,
            used,
        })
    }

    /// Is the string short enough to be copied?
    pub(super) fn takes(text: &str) -> bool {
        text.len() <= LONGEST
    }

    pub(super) fn put(&mut self, place: usize, text: &str) -> bool {
        if !Self::takes(text) {
            return false;
        }
        if self.starts.len() <= place {
            self.starts.resize(place + 1, 0);
            self.lengths.resize(place + 1, 0);
        }
        self.forget(place);
        self.starts[place] = self.joined.len() as u32;
        self.lengths[place] = text.len() as u16;
        self.joined.push_str(text);
        self.used += text.len();
        if self.joined.len() > 2 * self.used + 4096 {
            self.compact();
        }
        true
    }

    pub(super) fn forget(&mut self, place: usize) {
        self.used -= usize::from(std::mem::take(&mut self.lengths[place]));
    }

    pub(super) fn shrink(&mut self) {
        self.starts.shrink_to_fit();
        self.lengths.shrink_to_fit();
        self.joined.shrink_to_fit();
    }

    pub(super) fn bytes(&self) -> usize {
        4 * self.starts.capacity() + 2 * self.lengths.capacity() + self.joined.capacity()
    }

    /// Leaves out what no place holds any more.
    fn compact(&mut self) {
        let mut joined = String::with_capacity(self.used);
        for place in 0..self.starts.len() {
            let start = joined.len() as u32;
            joined.push_str(self.get(place));
            self.starts[place] = start;
        }
        self.joined = joined;
    }
}
