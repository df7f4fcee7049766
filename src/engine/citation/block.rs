//! The lists of some rows that are made together, with their facts in one allocation.
//!
//! In: what rows cite, row by row. Out: lists of facts as values; what rows that follow each other cite again is one fact. Knows
//! nothing of what rows were matched by.

use super::MORE;
use super::facts::Facts;
use super::group::Cited;
use crate::function::Witness;
use crate::value::{Made, Map, Pairs, Value};

/// How many witnesses are remembered: so few that they stay at hand.
const REMEMBERED: u32 = 256;

/// The lists of some rows. It is used again for those of others.
#[derive(Default)]
pub(super) struct Block {
    /// How many there were before.
    number: u64,
    /// What facts tell of, each once, or as often as nobody remembered it.
    witnesses: Vec<Witness>,
    /// The facts of all lists, by their places.
    places: Vec<u32>,
    /// Where each list ends, and how many facts it does not have.
    lists: Vec<(u32, Option<i64>)>,
    /// Some of the witnesses, each at its place.
    remembered: Vec<Remembered>,
}

#[derive(Clone, Copy)]
struct Remembered {
    /// The number of the block that it is of.
    block: u64,
    witness: Witness,
    place: u32,
}

impl Block {
    /// Adds the list of a row.
    #[inline]
    pub(super) fn add(&mut self, (cited, more): (&[Cited], Option<i64>)) {
        for cited in cited {
            let place = if cited.before || cited.again {
                self.place(cited.witness)
            } else {
                self.put(cited.witness)
            };
            self.places.push(place);
        }
        self.lists.push((self.places.len() as u32, more));
    }

    #[inline]
    fn put(&mut self, witness: Witness) -> u32 {
        self.witnesses.push(witness);
        self.witnesses.len() as u32 - 1
    }

    /// The place of a witness that may have come before and may come again.
    fn place(&mut self, witness: Witness) -> u32 {
        if self.remembered.is_empty() {
            let nothing = Remembered {
                block: u64::MAX,
                witness,
                place: 0,
            };
            self.remembered.resize(REMEMBERED as usize, nothing);
        }
        let at = (super::spread(witness) % REMEMBERED) as usize;
        let known = self.remembered[at];
        if known.block == self.number && known.witness == witness {
            return known.place;
        }
        let place = self.put(witness);
        self.remembered[at] = Remembered {
            block: self.number,
            witness,
            place,
        };
        place
    }

    /// The lists that were added; none are left.
    pub(super) fn finish(&mut self, facts: &Facts) -> Made {
        let held = facts.all_held(&self.witnesses);
        let all = self.witnesses.iter().zip(&held);
        let all = all.map(|(witness, held)| facts.fact(*witness, *held));
        let all = Pairs::new(facts.names, all.collect());
        let mut made = Made::with_capacity(self.places.len());
        let mut start = 0;
        for &(end, more) in &self.lists {
            let places = self.places[start..end as usize].iter();
            made.extend(places.map(|place| Value::map(all.map(*place))));
            if let Some(more) = more {
                // Of the facts that are not listed only this is said.
                made.push(Value::map(Map::from_iter([(MORE, Value::Integer(more))])));
            }
            made.end();
            start = end as usize;
        }
        self.number += 1;
        self.witnesses.clear();
        self.places.clear();
        self.lists.clear();
        made
    }
}
