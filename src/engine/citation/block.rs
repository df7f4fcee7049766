//! The lists of some rows that are made together, with their facts in one allocation.
//!
//! In: what rows cite. Out: lists of facts as values. Knows nothing of what rows were matched by.

use super::MORE;
use super::facts::Facts;
use super::group::Cited;
use super::memory::Memory;
use crate::value::{Made, Map, Pairs, Value};

/// The lists of some rows.
pub(super) struct Block {
    /// It has another one than all other blocks of an answer.
    pub(super) number: u64,
    /// Each fact once, or as often as nobody remembered it.
    pub(super) facts: Vec<[Value; 2]>,
    /// The facts of all lists, by their places.
    places: Vec<u32>,
    /// Where each list ends, and how many facts it does not have.
    lists: Vec<(u32, Option<i64>)>,
}

impl Block {
    /// No lists; there is room for so many with so many facts.
    pub(super) fn new(number: u64, lists: usize, facts: usize) -> Self {
        Self {
            number,
            facts: Vec::with_capacity(facts),
            places: Vec::with_capacity(facts),
            lists: Vec::with_capacity(lists),
        }
    }

    /// Adds the list of a row.
    #[inline]
    pub(super) fn add(
        &mut self,
        (cited, more): (&[Cited], Option<i64>),
        facts: &Facts,
        memory: &mut Memory,
    ) {
        for cited in cited {
            let place = memory.fact(facts, cited, self);
            self.places.push(place);
        }
        self.lists.push((self.places.len() as u32, more));
    }

    /// The lists.
    pub(super) fn finish(self, facts: &Facts) -> Made {
        let mut made = Made::with_capacity(self.places.len());
        let all = Pairs::new(facts.names, self.facts);
        let mut places = self.places.into_iter();
        let mut start = 0;
        for (end, more) in self.lists {
            for place in places.by_ref().take((end - start) as usize) {
                made.push(Value::map(all.map(place)));
            }
            if let Some(more) = more {
                // Of the facts that are not listed only this is said.
                made.push(Value::map(Map::from_iter([(MORE, Value::Integer(more))])));
            }
            made.end();
            start = end;
        }
        made
    }
}
