//! Groups of texts that stay where they are stored.
//!
//! In: a column of references to strings. Out: the number of each row's group. Words that the store keeps once are looked
//! up once for each place that it keeps them at; all other texts are among the tuples of one value. Knows nothing of how the store keeps them.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::single::Simple;
use super::{Groups, extend_known};
use crate::column::{Form, Place, Stretch, Strings, TextColumn};
use crate::value::Value;
use crate::value::equality::TEXT;

/// How many rows are looked at before it is taken that all words of a place are known.
const SOME: usize = 64;

/// The numbers of words that were looked up.
#[derive(Default)]
pub(super) struct Words {
    /// Who holds the words.
    strings: Option<Arc<dyn Strings>>,
    /// By where they are kept, and which one of those kept there each is; counted from 1.
    places: FxHashMap<u32, Vec<u32>>,
    bytes: usize,
}

impl Words {
    /// Bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Forgets what others hold.
    fn expect(&mut self, strings: &Arc<dyn Strings>) {
        let known = self.strings.as_ref();
        if known.is_none_or(|known| known.identity() != strings.identity()) {
            // What is held keeps its identity to itself.
            self.strings = Some(Arc::clone(strings));
            self.places.clear();
            self.bytes = 0;
        }
    }

    /// The numbers of the words of a place.
    fn at(&mut self, from: u32) -> &mut Vec<u32> {
        self.places.entry(from).or_insert_with(|| {
            self.bytes += size_of::<(u32, Vec<u32>)>() + 1;
            Vec::new()
        })
    }
}

/// Numbers words that were all looked up before; else does nothing and says so.
fn known_words(
    known: &[u32],
    place: Place<'_>,
    codes: &[u16],
    ids: &[u32],
    numbers: &mut Vec<u32>,
) -> bool {
    let counted = |code: &u16| known.get(usize::from(*code)).copied().unwrap_or(0);
    match place.codes_of(ids) {
        Some(codes) => extend_known(numbers, codes.iter().map(counted)),
        None => {
            let code = |id: &u32| &codes[(id - place.from) as usize];
            extend_known(numbers, ids.iter().map(|id| counted(code(id))))
        }
    }
}

impl Groups {
    /// Strings that stay where they are stored: those kept once are looked up once.
    pub(super) fn texts(&mut self, all: &TextColumn, numbers: &mut Vec<u32>) {
        let strings = all.strings();
        let ids = all.ids().values();
        let mut words = std::mem::take(&mut self.words);
        words.expect(strings);
        for stretch in all.stretches() {
            match stretch {
                Stretch::Absent(_) => numbers.push(self.simple(Simple::Null, || Value::Null)),
                Stretch::Alone(row, text) => {
                    numbers.push(self.text(text, || strings.value(ids[row])));
                }
                Stretch::Near(rows, place) => {
                    let ids = &ids[rows];
                    let Form::Words { codes, .. } = place.form else {
                        let number = |id: &u32| self.text(place.text(*id), || strings.value(*id));
                        numbers.extend(ids.iter().map(number));
                        continue;
                    };
                    let known = words.at(place.from);
                    let before = known.capacity();
                    // Among the first are mostly all words.
                    let (some, others) = ids.split_at(ids.len().min(SOME));
                    for ids in [some, others] {
                        if known_words(known, place, codes, ids, numbers) {
                            continue;
                        }
                        // One by one: what was not looked up before is now.
                        for id in ids {
                            let code = usize::from(codes[(id - place.from) as usize]);
                            if known.len() <= code {
                                known.resize((code + 1).next_power_of_two(), 0);
                            }
                            if known[code] == 0 {
                                let number = self.text(place.text(*id), || strings.value(*id));
                                known[code] = number + 1;
                            }
                            numbers.push(known[code] - 1);
                        }
                    }
                    let more = known.capacity() - before;
                    words.bytes += more * size_of::<u32>();
                }
            }
        }
        self.words = words;
    }

    fn text(&mut self, text: &str, value: impl FnOnce() -> Value) -> u32 {
        let mut hasher = FxHasher::default();
        hasher.write_u8(TEXT);
        text.hash(&mut hasher);
        let hash = hasher.finish();
        let keys = &self.keys;
        let same = |group: usize| matches!(&keys[group], Value::String(known) if **known == *text);
        match self.hashed(hash, same) {
            Some(group) => group,
            None => self.add_hashed(hash, &[value()]),
        }
    }
}
