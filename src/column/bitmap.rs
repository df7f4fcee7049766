//! One bit per row. Knows nothing of what a bit stands for.

/// A growing row of bits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bitmap {
    words: Vec<u64>,
    len: usize,
}

impl Bitmap {
    /// `len` bits of the same kind.
    pub fn new(len: usize, set: bool) -> Self {
        let mut words = vec![if set { !0 } else { 0 }; len.div_ceil(64)];
        if set
            && !len.is_multiple_of(64)
            && let Some(last) = words.last_mut()
        {
            *last = (1 << (len % 64)) - 1;
        }
        Self { words, len }
    }
    /// Bits from whole words; bits beyond `len` are cleared.
    pub fn from_words(mut words: Vec<u64>, len: usize) -> Self {
        words.resize(len.div_ceil(64), 0);
        if !len.is_multiple_of(64)
            && let Some(last) = words.last_mut()
        {
            *last &= (1 << (len % 64)) - 1;
        }
        Self { words, len }
    }
    /// How many bits.
    pub fn len(&self) -> usize {
        self.len
    }
    /// Are there no bits?
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// The bit at `at`, which is below `len`.
    #[inline]
    pub fn get(&self, at: usize) -> bool {
        self.words[at / 64] >> (at % 64) & 1 == 1
    }
    /// Sets or clears the bit at `at`, which is below `len`.
    #[inline]
    pub fn set(&mut self, at: usize, on: bool) {
        let bit = 1 << (at % 64);
        if on {
            self.words[at / 64] |= bit;
        } else {
            self.words[at / 64] &= !bit;
        }
    }
    /// Adds a bit.
    #[inline]
    pub fn push(&mut self, on: bool) {
        if self.len.is_multiple_of(64) {
            self.words.push(0);
        }
        self.len += 1;
        if on {
            self.set(self.len - 1, true);
        }
    }
    /// How many bits are set.
    pub fn count_ones(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }
    /// Are all bits set?
    pub fn all(&self) -> bool {
        self.count_ones() == self.len
    }
    /// Places of the bits that are set, ascending.
    pub fn ones(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len).filter(|&at| self.get(at))
    }
    /// The bits set in both; both are of the same length.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let pairs = self.words.iter().zip(&other.words);
        Self {
            words: pairs.map(|(a, b)| a & b).collect(),
            len: self.len,
        }
    }
    /// The bits at these places.
    #[must_use]
    pub fn gather(&self, places: &[u32]) -> Self {
        let mut bits = Self::new(places.len(), false);
        for (at, &place) in places.iter().enumerate() {
            if self.get(place as usize) {
                bits.set(at, true);
            }
        }
        bits
    }
}

impl FromIterator<bool> for Bitmap {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        let mut bitmap = Self::default();
        for bit in bits {
            bitmap.push(bit);
        }
        bitmap
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::Bitmap;

    proptest! {
        #[test]
        fn behaves_like_a_list_of_bools(bits in prop::collection::vec(any::<bool>(), 0..300)) {
            let bitmap: Bitmap = bits.iter().copied().collect();
            assert_eq!(bitmap.len(), bits.len());
            assert!(bits.iter().enumerate().all(|(at, &bit)| bitmap.get(at) == bit));
            assert_eq!(bitmap.count_ones(), bits.iter().filter(|bit| **bit).count());
            assert_eq!(bitmap.ones().count(), bitmap.count_ones());
            assert_eq!(bitmap.and(&Bitmap::new(bits.len(), true)), bitmap);
            assert_eq!(Bitmap::from_words(vec![!0; 5], bits.len()), Bitmap::new(bits.len(), true));
        }
    }
}
