//! Groups of texts that stay where they are stored.
//!
//! In: a column of references to strings. Out: the number of each row's group. Words that the store keeps once are looked
//! up once; all other texts are among the tuples of one value. Knows nothing of how the store keeps them.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::Groups;
use super::single::Simple;
use crate::column::TextColumn;
use crate::value::Value;

/// What `equality::hash` feeds before a string.
const TEXT: u8 = 4;

impl Groups {
    /// Strings that stay where they are stored: those kept once are looked up once.
    pub(super) fn texts(&mut self, all: &TextColumn, rows: usize, numbers: &mut Vec<u32>) {
        const NONE: u32 = u32::MAX;
        let strings = all.strings();
        let mut words = Vec::new();
        let mut row = 0;
        while row < rows {
            let Some(id) = all.ids().get(row) else {
                numbers.push(self.simple(Simple::Null, || Value::Null));
                row += 1;
                continue;
            };
            let Some((from, codes)) = strings.words(id) else {
                numbers.push(self.text(strings.text(id), || strings.value(id)));
                row += 1;
                continue;
            };
            // The rows from here on whose strings are kept at the same place.
            let ids = &all.ids().values()[row..];
            let here = ids
                .iter()
                .take_while(|id| (id.wrapping_sub(from) as usize) < codes.len());
            let here = match all.ids().validity() {
                None => here.count(),
                Some(valid) => here
                    .enumerate()
                    .take_while(|(at, _)| valid.get(row + at))
                    .count(),
            };
            let ids = &ids[..here];
            words.clear();
            for id in ids {
                let code = usize::from(codes[(id - from) as usize]);
                if words.len() <= code {
                    words.resize((code + 1).next_power_of_two(), NONE);
                }
                if words[code] == NONE {
                    words[code] = self.text(strings.text(*id), || strings.value(*id));
                }
                numbers.push(words[code]);
            }
            row += here;
        }
    }

    fn text(&mut self, text: &str, value: impl FnOnce() -> Value) -> u32 {
        let mut hasher = FxHasher::default();
        hasher.write_u8(TEXT);
        text.hash(&mut hasher);
        let keys = &self.keys;
        let same = |group: &u32| matches!(&keys[*group as usize], Value::String(known) if **known == *text);
        match self.table.find(hasher.finish(), same) {
            Some(&group) => group,
            None => self.tuple(&[value()]),
        }
    }
}
