//! The key values of groups once rows are no longer numbered, and how the groups of several threads become one table.
//!
//! In: what threads numbered. Out: the key values of each group, and the number that each group of a thread has among all.
//! Values stay where the thread put them; keys that were numbered apart become one apart, so that groups are then told by
//! small numbers. Knows nothing of rows, nor of what is aggregated, nor of how keys of several threads are told apart
//! (`same_keys.rs`).

use std::sync::Arc;

use super::key_texts::KeyTexts;
use super::known::Known;
use super::same_keys::{OnePart, PartOf, Tuples};
use crate::column::{Column, ColumnBuilder};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::groups::{UNIFY_BYTES, Unified, unify};
use crate::value::Value;
use crate::value::bulk::Bulk;

/// The key values of the groups of one thread.
#[derive(Default)]
pub(super) struct KeyList {
    /// Keys that were numbered together.
    pub(super) parts: Vec<KeyPart>,
    /// The numbers that the parts of each group have, end to end; empty for one part, whose numbers are those of groups.
    pub(super) numbers: Vec<u32>,
    /// The values of each group, end to end, where those of its parts may be others: 1.0 for 1.
    pub(super) values: Option<Bulk<Value>>,
    /// For each group the morsel that it appeared in first.
    pub(super) morsels: Vec<u32>,
}

/// The values of keys that were numbered together.
#[derive(Default)]
pub(super) struct KeyPart {
    /// Which of the keys.
    pub(super) keys: Vec<usize>,
    /// Their values, end to end.
    pub(super) values: Arc<Bulk<Value>>,
    /// Are they nodes, each after the one before?
    pub(super) ascending: bool,
    /// The nodes that they were read of, where that is remembered.
    pub(super) known: Known,
}

impl KeyPart {
    /// How many.
    pub(super) fn len(&self) -> usize {
        self.values.len() / self.keys.len()
    }
    /// The values with a number.
    pub(super) fn tuple(&self, number: usize) -> &[Value] {
        let width = self.keys.len();
        &self.values[number * width..(number + 1) * width]
    }
}

impl KeyList {
    /// How many groups.
    pub(super) fn len(&self) -> usize {
        self.morsels.len()
    }

    /// The numbers that the parts of a group have.
    pub(super) fn parts_of(&self, group: usize) -> &[u32] {
        let width = self.parts.len();
        &self.numbers[group * width..(group + 1) * width]
    }

    /// The value of a key: `width` keys in all, of which it is the one at `offset` in the part `part`.
    fn value(&self, group: usize, key: KeyPlace) -> &Value {
        if let Some(values) = &self.values {
            return &values[group * key.width + key.number];
        }
        let number = match self.parts.len() {
            1 => group,
            _ => self.parts_of(group)[key.part] as usize,
        };
        &self.parts[key.part].tuple(number)[key.offset]
    }
}

/// Where the values of a key are.
#[derive(Clone, Copy, Default)]
struct KeyPlace {
    number: usize,
    width: usize,
    part: usize,
    offset: usize,
}

/// The key values of all groups.
#[derive(Default)]
pub(super) struct KeyLists {
    lists: Vec<KeyList>,
    /// The list and the place in it that each group has its values at; `None` where there is one list.
    firsts: Option<Vec<(u32, u32)>>,
    /// By part and list, the number among all for each number of the list; nothing where there is one list.
    parts: Vec<Vec<Vec<u32>>>,
    len: usize,
    places: Vec<KeyPlace>,
    /// For each key its strings, where it has nothing else and groups share them.
    texts: Vec<Option<KeyTexts>>,
}

impl KeyLists {
    /// The groups of one thread.
    pub(super) fn one(list: KeyList) -> Self {
        let mut one = Self {
            len: list.len(),
            places: places(&list),
            lists: vec![list],
            ..Self::default()
        };
        let parts = one.lists[0].parts.iter();
        let shared: Vec<_> = parts
            .map(|part| one.is_shared(part.len()).then(|| Arc::clone(&part.values)))
            .collect();
        one.share_texts(&shared);
        one
    }

    /// The groups of several threads, in the order in which one thread would have met them, and the numbers that the groups
    /// of each thread have now.
    ///
    /// # Errors
    /// `Code::Cancelled`, `Code::TimeLimit`.
    pub(super) fn merged(
        mut lists: Vec<KeyList>,
        threads: usize,
        interrupt: &Interrupt,
    ) -> Result<(Self, Vec<Vec<u32>>)> {
        let places = lists.first().map(places).unwrap_or_default();
        let mut of_parts = Vec::new();
        let Unified { numbers, firsts } = match lists.first().map_or(0, |list| list.parts.len()) {
            0 => Unified {
                numbers: lists.iter().map(|_| vec![0]).collect(),
                firsts: vec![(0, 0)],
            },
            1 => unify(&OnePart(&lists), threads, interrupt)?,
            parts => {
                for part in 0..parts {
                    let lists = &lists;
                    of_parts.push(unify(&PartOf { lists, part }, threads, interrupt)?);
                }
                unify(
                    &Tuples::new(&lists, &of_parts, interrupt)?,
                    threads,
                    interrupt,
                )?
            }
        };
        for part in lists.iter_mut().flat_map(|list| &mut list.parts) {
            part.known = Known::default();
        }
        let mut merged = Self {
            len: firsts.len(),
            firsts: Some(firsts),
            lists,
            places,
            ..Self::default()
        };
        let shared = of_parts.iter().enumerate().map(|(part, unified)| {
            merged.is_shared(unified.firsts.len()).then(|| {
                let firsts = unified.firsts.iter();
                let tuples = firsts.flat_map(|(list, number)| {
                    merged.lists[*list as usize].parts[part].tuple(*number as usize)
                });
                Arc::new(tuples.cloned().collect::<Vec<_>>().into())
            })
        });
        let shared: Vec<_> = shared.collect();
        merged.share_texts(&shared);
        let of_parts = of_parts.into_iter().map(|unified| unified.numbers);
        merged.parts = of_parts.collect();
        Ok((merged, numbers))
    }

    /// Do groups share so many values of a part that these are better told by number?
    fn is_shared(&self, values: usize) -> bool {
        let are_values = self.lists.iter().all(|list| list.values.is_none());
        are_values && values * GROUPS_PER_VALUE <= self.len
    }

    /// Keys that are strings in these parts are told by number.
    fn share_texts(&mut self, parts: &[Option<Arc<Bulk<Value>>>]) {
        let text = |place: &KeyPlace| {
            let values = parts.get(place.part)?.as_ref()?;
            KeyTexts::of(
                values,
                self.lists[0].parts[place.part].keys.len(),
                place.offset,
            )
        };
        self.texts = self.places.iter().map(text).collect();
    }

    /// How many groups.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Bytes held beside the lists of threads.
    pub(super) fn own_bytes(&self) -> usize {
        let firsts = self.firsts.as_ref().map_or(0, Vec::capacity);
        let numbers = self.parts.iter().flatten().map(Vec::capacity);
        firsts * size_of::<(u32, u32)>() + numbers.sum::<usize>() * size_of::<u32>()
    }

    /// The number that the part of a group has among all.
    fn part_of(&self, group: usize, part: usize) -> u32 {
        let Some(firsts) = &self.firsts else {
            return self.lists[0].parts_of(group)[part];
        };
        let (list, group) = firsts[group];
        let number = self.lists[list as usize].parts_of(group as usize)[part];
        self.parts[part][list as usize][number as usize]
    }

    /// The values of a key, by its number, of these groups.
    pub(super) fn column(
        &self,
        key: usize,
        groups: impl ExactSizeIterator<Item = usize> + Clone,
    ) -> Column {
        let Some(place) = self.places.get(key) else {
            return Column::nulls(groups.len());
        };
        if let Some(Some(texts)) = self.texts.get(key) {
            return texts.column(groups.map(|group| self.part_of(group, place.part)));
        }
        match (&self.firsts, self.lists.as_slice()) {
            (None, [list]) => ColumnBuilder::copied(groups.map(|group| list.value(group, *place))),
            (firsts, lists) => {
                let firsts = firsts.as_deref().unwrap_or_default();
                ColumnBuilder::copied(groups.map(|group| {
                    let (list, group) = firsts[group];
                    lists[list as usize].value(group as usize, *place)
                }))
            }
        }
    }
}

/// So many groups for each value of a key: then the values are told by number.
const GROUPS_PER_VALUE: usize = 4;

/// What becoming one holds for groups of several threads.
pub(super) fn merge_bytes(lists: &[KeyList]) -> usize {
    lists.iter().map(|list| list.len() * UNIFY_BYTES).sum()
}

fn places(list: &KeyList) -> Vec<KeyPlace> {
    let width = list.parts.iter().map(|part| part.keys.len()).sum();
    let mut places = vec![KeyPlace::default(); width];
    for (part, keys) in list.parts.iter().enumerate() {
        for (offset, key) in keys.keys.iter().enumerate() {
            places[*key] = KeyPlace {
                number: *key,
                width,
                part,
                offset,
            };
        }
    }
    places
}
