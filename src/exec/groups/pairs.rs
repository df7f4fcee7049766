//! Numbers for pairs of numbers: how keys of several parts become one group.
//!
//! In: two numbers per row. Out: the number of each row's pair, in the order of first appearance. Pairs of small numbers
//! lie in one square; of others, the first one with each first number is kept by itself, as where the first key tells the
//! second; further ones are in rows by their first number, as long as the rows are not much emptier than full; the rest in
//! a hash table. Knows nothing of what the numbers stand for.

use super::{PartedTable, hash_of, largest, vec_growth};
use crate::diagnostic::Result;
use crate::value::bulk::{self, Look};

/// Pairs of numbers, numbered in the order they come.
#[derive(Default)]
pub(crate) struct Pairs {
    /// Pairs of small numbers, counted from 1; empty until there is one.
    square: Vec<u32>,
    /// For each first number, the second one that came with it first, and the number of the pair, counted from 1.
    firsts: Vec<(u32, u32)>,
    /// Other pairs by the first number and the second one, counted from 1; a row is as long as was needed and affordable.
    rows: Vec<Vec<u32>>,
    /// How many places all rows have.
    places: usize,
    /// Pairs that no row had a place for when they came.
    others: PartedTable<((u32, u32), u32)>,
    len: u32,
}

/// Numbers below this are small.
const SIDE: u32 = 64;
/// Rows have so many places at least before it is asked how many are taken.
const PLACES: usize = 1 << 16;
/// Then so many places for each pair.
const PLACES_PER_PAIR: usize = 16;

impl Pairs {
    /// Replaces each number by that of its pair with the other one.
    pub(crate) fn join(&mut self, numbers: &mut [u32], others: &[u32]) {
        if largest(numbers).max(largest(others)) < SIDE {
            self.join_small(numbers, others);
            return;
        }
        for (number, other) in numbers.iter_mut().zip(others) {
            *number = self.number(*number, *other);
        }
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        (self.square.capacity() + self.places) * size_of::<u32>()
            + self.firsts.capacity() * size_of::<(u32, u32)>()
            + self.rows.capacity() * size_of::<Vec<u32>>()
            + self.others.bytes()
    }

    /// As [`Groups::growth`](super::Groups::growth).
    pub(crate) fn growth(&self, rows: usize) -> usize {
        // A row is laid anew at twice its size.
        let places = PLACES_PER_PAIR * (self.len as usize + rows);
        let row = self.places.min(places) * size_of::<u32>() / 2;
        self.others.growth(rows)
            + row
            + vec_growth::<(u32, u32)>(self.firsts.len(), self.firsts.capacity(), rows)
            + vec_growth::<Vec<u32>>(self.rows.len(), self.rows.capacity(), rows.min(1))
    }

    /// As [`Groups::make_room`](super::Groups::make_room).
    pub(crate) fn make_room(&mut self, rows: usize, look: Look<'_>) -> Result<()> {
        bulk::grow(&mut self.firsts, rows, look)
    }

    /// The same for numbers that are all small.
    fn join_small(&mut self, numbers: &mut [u32], others: &[u32]) {
        if self.square.is_empty() {
            self.square = vec![0; (SIDE * SIDE) as usize];
        }
        for (number, other) in numbers.iter_mut().zip(others) {
            let place = &mut self.square[(*number * SIDE + *other) as usize];
            if *place == 0 {
                self.len += 1;
                *place = self.len;
            }
            *number = *place - 1;
        }
    }

    #[inline]
    fn number(&mut self, a: u32, b: u32) -> u32 {
        if a < SIDE && b < SIDE {
            let (mut number, other) = ([a], [b]);
            self.join_small(&mut number, &other);
            return number[0];
        }
        if let Some((first, number)) = self.firsts.get(a as usize)
            && *first == b
            && *number > 0
        {
            return *number - 1;
        }
        let place = self
            .rows
            .get(a as usize)
            .and_then(|row| row.get(b as usize));
        match place {
            Some(&number) if number > 0 => number - 1,
            _ => self.first_time(a, b),
        }
    }

    /// The number of a pair that no row has.
    #[cold]
    fn first_time(&mut self, a: u32, b: u32) -> u32 {
        let (pair, hash) = ((a, b), hash_of(&(a, b)));
        if let Some((_, number)) = self.others.find(hash, |(other, _)| *other == pair) {
            return *number;
        }
        let number = self.len;
        self.len += 1;
        let (a, b) = (a as usize, b as usize);
        let affordable = PLACES.max(PLACES_PER_PAIR * number as usize);
        if self.firsts.len() <= a && a < affordable / 2 {
            self.firsts.resize(a + 1, (0, 0));
        }
        if let Some(first) = self.firsts.get_mut(a)
            && first.1 == 0
        {
            *first = (b as u32, number + 1);
            return number;
        }
        if self.rows.len() <= a && a < affordable / 8 {
            self.rows.resize_with(a + 1, Vec::new);
        }
        if let Some(row) = self.rows.get_mut(a) {
            if row.len() <= b {
                let more = (b + 1).next_power_of_two() - row.len();
                if self.places + more <= affordable {
                    row.resize(row.len() + more, 0);
                    self.places += more;
                }
            }
            if let Some(place) = row.get_mut(b) {
                *place = number + 1;
                return number;
            }
        }
        self.others
            .insert(hash, (pair, number), |(pair, _)| hash_of(pair));
        number
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, proptest};

    use super::Pairs;

    /// Numbers of pairs as an honest list gives them.
    fn expected(pairs: &[(u32, u32)]) -> Vec<u32> {
        let mut seen: Vec<(u32, u32)> = Vec::new();
        let number = |pair: &(u32, u32)| {
            let known = seen.iter().position(|other| other == pair);
            known.unwrap_or_else(|| {
                seen.push(*pair);
                seen.len() - 1
            }) as u32
        };
        pairs.iter().map(number).collect()
    }

    fn check(pairs: &[(u32, u32)], at_once: usize) {
        let mut joined = Pairs::default();
        let mut found = Vec::new();
        for some in pairs.chunks(at_once) {
            let (mut numbers, others): (Vec<u32>, Vec<u32>) = some.iter().copied().unzip();
            joined.join(&mut numbers, &others);
            found.extend(numbers);
        }
        assert_eq!(found, expected(pairs));
    }

    proptest! {
        #[test]
        fn a_pair_has_one_number(
            small in prop::collection::vec((0u32..70, 0u32..70), 0..200),
            large in prop::collection::vec((0u32..100_000, 0u32..100_000), 0..100),
            at_once in 1usize..50,
        ) {
            check(&small, at_once);
            // The same ones again, near and far mixed.
            let mixed: Vec<_> = small.iter().zip(&large).flat_map(|(a, b)| [*a, *b, *a]).chain(large.iter().copied()).collect();
            check(&mixed, at_once);
        }
    }

    #[test]
    fn rows_are_no_emptier_than_they_may_be() {
        let mut pairs = Pairs::default();
        for n in 0..2000_u32 {
            pairs.join(&mut [n * 5000], &[n * 7000]);
        }
        assert!(pairs.bytes() < 1 << 20, "{}", pairs.bytes());
    }
}
