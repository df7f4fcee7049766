//! Numbers for pairs of numbers: how keys of several parts become one group.
//!
//! In: two numbers per row. Out: the number of each row's pair, in the order of first appearance. Pairs of small numbers
//! lie in one square; of others, the first one with each first number is kept by itself, as where the first key tells the
//! second; further ones are in rows by their first number, as long as the rows are not much emptier than full; the rest in
//! a hash table. Rows are in pages, as laying a long one anew takes longer than anybody who wants to stop the work should
//! wait. Knows nothing of what the numbers stand for.

use super::{PartedTable, hash_of, vec_growth};
use crate::diagnostic::Result;
use crate::value::bulk::{self, Look};

/// Pairs of numbers, numbered in the order they come.
#[derive(Default)]
pub(crate) struct Pairs {
    /// Pairs of small numbers, counted from 1; empty until there is one.
    square: Vec<u32>,
    /// For each first number, the second one that came with it first, and the number of the pair, counted from 1.
    firsts: Vec<(u32, u32)>,
    /// Other pairs by the first number and the second one, counted from 1; a row has what pages were needed and affordable.
    rows: Vec<Row>,
    /// How many places all rows have, what leads to their pages included.
    places: usize,
    /// Pairs that no row had a place for when they came.
    others: PartedTable<((u32, u32), u32)>,
    len: u32,
}

/// The numbers of pairs with the same first number, by the second one: [`PAGE`] of them a page, the first page doubles.
type Row = Vec<Vec<u32>>;

/// How many places a page has.
const PAGE: usize = 1 << 12;
/// How many places of a row take the room of what leads to a page.
const LEAD: usize = size_of::<Vec<u32>>() / size_of::<u32>();
/// A pair brings no more rows than this into being.
const ROWS_AT_ONCE: usize = 1 << 15;
/// Numbers below this are small. A power of two.
const SIDE: u32 = 64;
/// Rows have so many places at least before it is asked how many are taken.
const PLACES: usize = 1 << 16;
/// Then so many places for each pair.
const PLACES_PER_PAIR: usize = 16;

impl Pairs {
    /// Replaces each number by that of its pair with the other one.
    pub(crate) fn join(&mut self, numbers: &mut [u32], others: &[u32]) {
        if are_small(numbers) && are_small(others) {
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
            + self.rows.capacity() * size_of::<Row>()
            + self.others.bytes()
    }

    /// As [`Groups::growth`](super::Groups::growth).
    pub(crate) fn growth(&self, rows: usize) -> usize {
        // Where many rows grow at once, there are many already.
        let places = (rows * PAGE).min(PAGE + self.places / 2);
        let more = match self.rows.len() {
            0..bulk::MANY => rows.min(1),
            _ => ROWS_AT_ONCE,
        };
        self.others.growth(rows)
            + places * size_of::<u32>()
            + vec_growth::<(u32, u32)>(self.firsts.len(), self.firsts.capacity(), rows)
            + vec_growth::<Row>(self.rows.len(), self.rows.capacity(), more)
    }

    /// As [`Groups::make_room`](super::Groups::make_room).
    pub(crate) fn make_room(&mut self, rows: usize, look: Look<'_>) -> Result<()> {
        bulk::grow(&mut self.firsts, rows, &mut *look)?;
        self.others
            .make_room(rows, |(pair, _)| hash_of(pair), &mut *look)?;
        bulk::grow(&mut self.rows, ROWS_AT_ONCE, look)
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
        let (page, place) = (b as usize / PAGE, b as usize % PAGE);
        let row = self.rows.get(a as usize);
        match row.and_then(|row| row.get(page)?.get(place)) {
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
        let within = (affordable / 8).min(self.rows.len() + ROWS_AT_ONCE);
        if self.rows.len() <= a && a < within {
            self.rows.resize_with(a + 1, Vec::new);
        }
        if let Some(row) = self.rows.get_mut(a) {
            let affordable = affordable.saturating_sub(self.places);
            self.places += extend(row, b, affordable);
            let page = row.get_mut(b / PAGE);
            if let Some(place) = page.and_then(|page| page.get_mut(b % PAGE)) {
                *place = number + 1;
                return number;
            }
        }
        self.others
            .insert(hash, (pair, number), |(pair, _)| hash_of(pair));
        number
    }
}

/// Are all of these numbers small?
fn are_small(numbers: &[u32]) -> bool {
    const { assert!(SIDE.is_power_of_two()) };
    // No bit of any of them is beyond those of small ones.
    numbers.iter().fold(0, |bits, number| bits | number) < SIDE
}

/// Gives a row a place for this number where that takes no more than so many places, and says how many it took.
fn extend(row: &mut Row, number: usize, affordable: usize) -> usize {
    let at = number / PAGE;
    let leads = (at + 1).saturating_sub(row.len());
    let (there, needed) = match at {
        0 => (
            row.first().map_or(0, Vec::len),
            (number + 1).next_power_of_two(),
        ),
        at => (row.get(at).map_or(0, Vec::len), PAGE),
    };
    let more = needed.saturating_sub(there);
    let takes = more + leads * LEAD;
    if more == 0 || takes > affordable {
        return 0;
    }
    row.resize_with(row.len() + leads, Vec::new);
    match there {
        // Asked for like this, a page costs nothing before it is used.
        0 => row[at] = vec![0; needed],
        _ => row[at].resize(needed, 0),
    }
    takes
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
    fn long_rows() {
        // Each second number comes with three first ones; more than a page of them, backwards in part.
        let seconds = (0..20_000_u32).chain((30_000..40_000).rev());
        let pairs: Vec<_> = seconds.flat_map(|b| [(0, b), (1, b), (2, b)]).collect();
        let mut joined = Pairs::default();
        for _ in 0..2 {
            let (mut numbers, others): (Vec<u32>, Vec<u32>) = pairs.iter().copied().unzip();
            joined.join(&mut numbers, &others);
            assert!(numbers.into_iter().eq(0..90_000));
        }
        assert!(joined.others.bytes() < 1 << 16, "{}", joined.others.bytes());
        let filled = 90_000 * size_of::<u32>();
        assert!(joined.bytes() < 2 * filled, "{}", joined.bytes());
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
