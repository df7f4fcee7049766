//! A hash table in parts that grow one by one: no single step lays everything anew, so a statement that was cancelled does
//! not wait for it, and never is everything there twice. Many entries that hold more than themselves are freed beside the work.
//!
//! In: entries with their hashes. Out: entries again. Knows nothing of what is in them. As long as there are few entries
//! there is one part (compare extendible hashing; Fagin et al., ACM TODS 4(3), 1979).

use hashbrown::HashTable;

use super::bulk::{self, Look, free_beside};
use crate::diagnostic::Result;

/// So many parts, once there are many entries.
const PARTS: usize = 256;
/// From so many entries on.
const MANY: usize = if cfg!(test) { 64 } else { 1 << 16 };
/// Parts that are likely to grow while one batch comes.
const GROWING: usize = 4;
/// No more entries are foreseen at once.
const FORESEEN: usize = 1 << 13;
/// So many more entries than others may come to one part meanwhile.
const UNEVEN: usize = 16;

/// Entries by hash.
pub(crate) struct PartedTable<T: Send + 'static> {
    /// One, or [`PARTS`].
    parts: Vec<HashTable<T>>,
    len: usize,
}

impl<T: Send + 'static> Default for PartedTable<T> {
    fn default() -> Self {
        Self {
            parts: vec![HashTable::new()],
            len: 0,
        }
    }
}

impl<T: Send + 'static> Drop for PartedTable<T> {
    fn drop(&mut self) {
        if std::mem::needs_drop::<T>() && self.len >= bulk::MANY {
            free_beside(std::mem::take(&mut self.parts));
        }
    }
}

impl<T: Send + 'static> PartedTable<T> {
    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.parts.iter().map(HashTable::allocation_size).sum()
    }

    /// About the bytes that are asked for at once when `rows` more entries come.
    pub(crate) fn growth(&self, rows: usize) -> usize {
        match self.parts.as_slice() {
            [all] if all.len() + rows > all.capacity() => 2 * all.allocation_size(),
            [_] => 0,
            parts => 2 * GROWING * parts[0].allocation_size(),
        }
    }

    /// Room for `rows` more entries, part by part; `look` tells before each one that grows whether to go on. Numbers that come
    /// in order are spread so evenly that all parts are full at the same time. O(parts), but for what is laid anew.
    pub(crate) fn make_room(
        &mut self,
        rows: usize,
        hash_of: impl Fn(&T) -> u64,
        look: Look<'_>,
    ) -> Result<()> {
        if self.parts.len() == 1 {
            return Ok(());
        }
        let more = rows.min(FORESEEN) / PARTS * 2 + UNEVEN;
        for part in &mut self.parts {
            if part.capacity() - part.len() < more {
                look()?;
                part.reserve(more, &hash_of);
            }
        }
        Ok(())
    }

    /// The entry with this hash that is the one. O(1) on average.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is_it: impl FnMut(&T) -> bool) -> Option<&T> {
        self.parts[self.part(hash)].find(hash, is_it)
    }

    /// The same, to be changed; not in what its hash is of.
    pub(crate) fn find_mut(&mut self, hash: u64, is_it: impl FnMut(&T) -> bool) -> Option<&mut T> {
        let part = self.part(hash);
        self.parts[part].find_mut(hash, is_it)
    }

    /// Puts an entry in that is not there, and says how many others were laid anew for it. O(1) on average; `hash_of` gives
    /// the hash of any entry again.
    pub(crate) fn insert(&mut self, hash: u64, entry: T, hash_of: impl Fn(&T) -> u64) -> usize {
        let mut laid_anew = 0;
        if self.len == MANY && self.parts.len() == 1 {
            self.split(&hash_of);
            laid_anew = self.len;
        }
        self.len += 1;
        let part = self.part(hash);
        let part = &mut self.parts[part];
        if part.len() == part.capacity() {
            laid_anew += part.len();
        }
        part.insert_unique(hash, entry, hash_of);
        laid_anew
    }

    /// Takes out the entry with this hash that is the one. O(1) on average.
    pub(crate) fn remove(&mut self, hash: u64, is_it: impl FnMut(&T) -> bool) -> Option<T> {
        let part = self.part(hash);
        let (entry, _) = self.parts[part].find_entry(hash, is_it).ok()?.remove();
        self.len -= 1;
        Some(entry)
    }

    /// How many entries.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// All entries, in no particular order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.parts.iter().flatten()
    }

    /// Takes out the entries for which `keep` says no. O(n).
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&mut T) -> bool) {
        for part in &mut self.parts {
            part.retain(&mut keep);
        }
        self.len = self.parts.iter().map(HashTable::len).sum();
    }

    fn split(&mut self, hash_of: &impl Fn(&T) -> u64) {
        let all = std::mem::take(&mut self.parts);
        self.parts.resize_with(PARTS, HashTable::new);
        for entry in all.into_iter().flatten() {
            let hash = hash_of(&entry);
            let part = self.part(hash);
            self.parts[part].insert_unique(hash, entry, hash_of);
        }
    }

    /// A part is found by other bits than a place in it.
    #[inline]
    fn part(&self, hash: u64) -> usize {
        if self.parts.len() == 1 {
            return 0;
        }
        (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize % PARTS
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, proptest};

    use super::{MANY, PARTS, PartedTable};
    use crate::diagnostic::{Code, Diagnostic};

    fn hash(key: u16) -> u64 {
        u64::from(key)
            .wrapping_mul(0x5851_F42D_4C95_7F2D)
            .rotate_left(26)
    }

    proptest! {
        #[test]
        fn entries_are_found_as_in_a_set(keys in prop::collection::vec(0u16..600, 0..400), kept in 1u16..4) {
            let mut table = PartedTable::default();
            let mut expected = std::collections::BTreeSet::new();
            for key in keys {
                let there = table.find(hash(key), |other| *other == key).is_some();
                assert_eq!(there, !expected.insert(key));
                if !there {
                    table.insert(hash(key), key, |key| hash(*key));
                }
            }
            assert_eq!(table.parts.len(), if expected.len() > MANY { PARTS } else { 1 });
            assert_eq!(table.len(), expected.len());
            assert!(table.iter().copied().collect::<std::collections::BTreeSet<_>>() == expected);
            for key in [3, 599] {
                assert_eq!(table.remove(hash(key), |other| *other == key).is_some(), expected.remove(&key));
            }
            table.retain(|key| *key % kept == 0);
            for key in 0..600 {
                let there = table.find(hash(key), |other| *other == key).is_some();
                assert_eq!(there, expected.contains(&key) && key % kept == 0);
            }
        }
    }

    #[test]
    fn what_is_laid_anew_is_told() {
        let mut table = PartedTable::default();
        let mut all_laid_anew = 0;
        for key in 0..20_000_u16 {
            let (bytes, parts) = (table.bytes(), table.parts.len());
            let room = table.parts[table.part(hash(key))].capacity();
            let laid_anew = table.insert(hash(key), key, |key| hash(*key));
            let grew = table.bytes() != bytes && room > 0 || table.parts.len() != parts;
            assert_eq!(laid_anew > 0, grew, "{key}");
            all_laid_anew += laid_anew;
        }
        assert!(all_laid_anew > 10_000 && all_laid_anew < 40_000);
    }

    /// What is full grows between looks, and not while entries come.
    #[test]
    fn room_is_made_part_by_part() {
        const ROWS: u16 = 2048;
        let evenly = |key: u16| u64::from(key).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let hash = |key: &u16| evenly(*key);
        let mut table = PartedTable::default();
        let (mut looks, mut most) = (0, 0);
        for start in (0..20_000).step_by(ROWS.into()) {
            let before = looks;
            let mut stop = false;
            let mut look = || {
                looks += 1;
                stop = !stop;
                if stop {
                    Err(Diagnostic::new(Code::Cancelled, "not now"))
                } else {
                    Ok(())
                }
            };
            // Who goes on all the same has lost nothing.
            while table.make_room(ROWS.into(), hash, &mut look).is_err() {}
            most = most.max((looks - before) / 2);
            for key in start..start + ROWS {
                let laid_anew = table.insert(evenly(key), key, hash);
                assert!(start == 0 || laid_anew == 0, "{key}");
            }
            let there = |key: &u16| table.find(evenly(*key), |other| other == key).is_some();
            assert!((0..start + ROWS).all(|key| there(&key)));
        }
        // All of them at once, once at least.
        assert_eq!(most, PARTS);
    }

    #[test]
    fn no_part_is_most_of_it() {
        let mut table = PartedTable::default();
        for key in 0..20_000_u16 {
            table.insert(hash(key), key, |key| hash(*key));
        }
        let largest = table.parts.iter().map(hashbrown::HashTable::len).max();
        assert!(largest.is_some_and(|largest| largest < 20_000 / PARTS * 2));
        assert!(table.growth(2048) < table.bytes());
    }
}
