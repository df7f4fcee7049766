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
    /// The word at `place`, which has one.
    #[inline]
    pub fn get(&self, place: usize) -> &Arc<str> {
        &self.words[usize::from(self.codes[place])]
    }

    pub(super) fn put(&mut self, place: usize, text: &Arc<str>) -> bool {
        let code = match self
            .words
            .iter()
            .position(|word| Arc::ptr_eq(word, text) || word == text)
        {
            Some(code) => code,
            None if self.words.len() >= FEW_WORDS.max(self.codes.len() / 2)
                || !Text::takes(text) =>
            {
                return false;
            }
            None => {
                self.words.push(Arc::clone(text));
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
    /// Start and length in `joined`, by place.
    spans: Vec<(u32, u32)>,
    joined: String,
    /// Bytes of `joined` that a span points to.
    used: usize,
}

impl Text {
    /// The string at `place`, which has one.
    #[inline]
    pub fn get(&self, place: usize) -> &str {
        let (start, len) = self.spans[place];
        &self.joined[start as usize..(start + len) as usize]
    }

    /// Is the string short enough to be copied?
    pub(super) fn takes(text: &str) -> bool {
        text.len() <= LONGEST
    }

    pub(super) fn put(&mut self, place: usize, text: &str) -> bool {
        if !Self::takes(text) {
            return false;
        }
        if self.spans.len() <= place {
            self.spans.resize(place + 1, (0, 0));
        }
        self.forget(place);
        self.spans[place] = (self.joined.len() as u32, text.len() as u32);
        self.joined.push_str(text);
        self.used += text.len();
        if self.joined.len() > 2 * self.used + 4096 {
            self.compact();
        }
        true
    }

    pub(super) fn forget(&mut self, place: usize) {
        let span = std::mem::take(&mut self.spans[place]);
        self.used -= span.1 as usize;
    }

    pub(super) fn shrink(&mut self) {
        self.spans.shrink_to_fit();
        self.joined.shrink_to_fit();
    }

    pub(super) fn bytes(&self) -> usize {
        8 * self.spans.capacity() + self.joined.capacity()
    }

    /// Leaves out what no span points to.
    fn compact(&mut self) {
        let mut text = String::with_capacity(self.used);
        for span in &mut self.spans {
            let start = text.len() as u32;
            text.push_str(&self.joined[span.0 as usize..(span.0 + span.1) as usize]);
            span.0 = start;
        }
        self.joined = text;
    }
}
