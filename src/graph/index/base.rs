//! The immutable main part of an index.
//!
//! In: all (value, node) pairs at one time. Out: the nodes of one value by hash, the nodes of a range of values by
//! binary search. One sorted array of nodes serves both; the hash table holds group numbers alone and reads the keys
//! beside it. Knows nothing of changes.

use std::cmp::Ordering;
use std::ops::Range;

use hashbrown::HashTable;

use super::key;
use crate::column::value_bytes;
use crate::diagnostic::{Interrupt, Result};
use crate::value::bulk::Bulk;
use crate::value::{Value, sorting};

/// How many keys are taken between looks at what may stop the work.
const STEPS: usize = 1 << 14;

/// Nodes sorted by value; 4 bytes per node, and 17 to 40 per distinct value.
#[derive(Debug, Default)]
pub(crate) struct Base {
    /// Nodes by (value, node).
    nodes: Vec<u32>,
    /// Where the nodes of each distinct value start; one more at the end.
    starts: Vec<u32>,
    keys: Keys,
    /// Numbers of distinct values, by the hash of the value.
    table: HashTable<u32>,
    /// Values that are no keys.
    pub(super) others: Bulk<(Value, u32)>,
}

/// Distinct values, ascending.
#[derive(Debug)]
enum Keys {
    Integers(Vec<i64>),
    Values(Bulk<Value>),
}

impl Default for Keys {
    fn default() -> Self {
        Self::Integers(Vec::new())
    }
}

impl Keys {
    /// Integers alone are kept tighter.
    fn of(values: Vec<Value>) -> Self {
        let integers: Option<Vec<i64>> = values
            .iter()
            .map(|value| match value {
                Value::Integer(integer) => Some(*integer),
                _ => None,
            })
            .collect();
        integers.map_or_else(|| Self::Values(values.into()), Self::Integers)
    }
    fn len(&self) -> usize {
        match self {
            Self::Integers(all) => all.len(),
            Self::Values(all) => all.len(),
        }
    }
    fn get(&self, at: usize) -> Value {
        match self {
            Self::Integers(all) => Value::Integer(all[at]),
            Self::Values(all) => all[at].clone(),
        }
    }
    /// The first key for which `before` does not hold, when it holds for all smaller ones. O(log n).
    fn partition(&self, before: impl Fn(&Value) -> bool) -> usize {
        match self {
            Self::Integers(all) => all.partition_point(|&key| before(&Value::Integer(key))),
            Self::Values(all) => all.partition_point(before),
        }
    }
}

impl Base {
    /// Sorts and groups. O(n log n), near O(n) when much is sorted already.
    ///
    /// # Errors
    /// What stops the work.
    pub(crate) fn new(mut entries: Bulk<(Value, u32)>, interrupt: &Interrupt) -> Result<Self> {
        if let Some(integers) = integers(&entries, interrupt)? {
            drop(entries);
            return Self::of_integers(integers, interrupt);
        }
        let others = without_others(&mut entries, interrupt)?;
        sorting::sort(&mut entries, interrupt, |a, b| {
            key::compare(&a.0, &b.0).then(a.1.cmp(&b.1))
        })?;
        // They are, when what are no keys were all others.
        let integers = (entries.iter()).all(|(value, _)| matches!(value, Value::Integer(_)));
        let mut base = Self {
            nodes: Vec::with_capacity(entries.len()),
            others,
            ..Self::default()
        };
        let mut integer_keys = Vec::new();
        let mut value_keys: Bulk<Value> = Bulk::default();
        for (at, (value, node)) in entries.iter_mut().enumerate() {
            if at.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            let (value, node) = (std::mem::take(value), *node);
            let last = match (integer_keys.last(), value_keys.last()) {
                (Some(&last), _) => key::compare(&Value::Integer(last), &value).is_eq(),
                (_, Some(last)) => key::compare(last, &value).is_eq(),
                _ => false,
            };
            if !last {
                base.starts.push(base.nodes.len() as u32);
                match value {
                    Value::Integer(integer) if integers => integer_keys.push(integer),
                    value => value_keys.push(value),
                }
            }
            base.nodes.push(node);
        }
        base.starts.push(base.nodes.len() as u32);
        base.starts.shrink_to_fit();
        integer_keys.shrink_to_fit();
        value_keys.shrink_to_fit();
        base.keys = if integers {
            Keys::Integers(integer_keys)
        } else {
            Keys::Values(value_keys)
        };
        base.hash(interrupt)?;
        Ok(base)
    }

    /// The same of integers alone, without moving values about.
    fn of_integers(mut entries: Vec<(i64, u32)>, interrupt: &Interrupt) -> Result<Self> {
        sorting::sort(&mut entries, interrupt, Ord::cmp)?;
        let mut base = Self {
            nodes: Vec::with_capacity(entries.len()),
            ..Self::default()
        };
        let mut keys: Vec<i64> = Vec::new();
        for (at, (key, node)) in entries.iter().enumerate() {
            if at.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            base.nodes.push(*node);
            if keys.last() != Some(key) {
                base.starts.push(at as u32);
                keys.push(*key);
            }
        }
        base.starts.push(entries.len() as u32);
        base.starts.shrink_to_fit();
        keys.shrink_to_fit();
        base.keys = Keys::Integers(keys);
        base.hash(interrupt)?;
        Ok(base)
    }

    /// Takes nodes in groups of equal values, ascending by value, each group ascending, and nodes whose values are no
    /// keys; `value_of` tells values. `None` when they are not in order. O(distinct values); where values were no keys
    /// when this was written and are now (zoned times were not at first), O(n log n).
    pub(crate) fn restored(
        nodes: Vec<u32>,
        starts: Vec<u32>,
        others: &[u32],
        value_of: impl Fn(u32) -> Value,
    ) -> Option<Self> {
        if starts.first() != Some(&0)
            || starts.last().copied() != Some(nodes.len() as u32)
            || starts.windows(2).any(|pair| pair[0] >= pair[1])
        {
            return None;
        }
        let values: Vec<Value> = starts[..starts.len() - 1]
            .iter()
            .map(|&start| value_of(nodes[start as usize]))
            .collect();
        if values.iter().any(|value| key::kind(value).is_none())
            || values
                .windows(2)
                .any(|pair| key::compare(&pair[0], &pair[1]).is_ge())
        {
            return None;
        }
        let others: Vec<_> = others.iter().map(|&node| (value_of(node), node)).collect();
        let has_keys = others.iter().any(|(value, _)| key::kind(value).is_some());
        let mut base = Self {
            nodes,
            starts,
            keys: Keys::of(values),
            table: HashTable::new(),
            others: others.into(),
        };
        if has_keys {
            return Self::new(
                base.entries().collect::<Vec<_>>().into(),
                &Interrupt::default(),
            )
            .ok();
        }
        base.hash(&Interrupt::default()).ok()?;
        Some(base)
    }

    /// Nodes, where each group starts, nodes whose values are no keys.
    pub(crate) fn parts(&self) -> (&[u32], &[u32], impl ExactSizeIterator<Item = u32> + '_) {
        let others = self.others.iter().map(|(_, node)| *node);
        (&self.nodes, &self.starts, others)
    }

    /// Fills the hash table from the keys.
    fn hash(&mut self, interrupt: &Interrupt) -> Result<()> {
        let keys = &self.keys;
        self.table = HashTable::with_capacity(keys.len());
        for at in 0..keys.len() {
            if at.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            let hash = |at: u32| key::hash(&keys.get(at as usize));
            self.table
                .insert_unique(hash(at as u32), at as u32, |&at| hash(at));
        }
        Ok(())
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        let keys = match &self.keys {
            Keys::Integers(all) => 8 * all.capacity(),
            Keys::Values(all) => all.iter().map(value_bytes).sum(),
        };
        let others: usize = self
            .others
            .iter()
            .map(|(value, _)| value_bytes(value))
            .sum();
        4 * (self.nodes.capacity() + self.starts.capacity())
            + keys
            + others
            + self.table.allocation_size()
    }

    /// How many nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len() + self.others.len()
    }

    /// How many distinct values.
    pub(crate) fn distinct(&self) -> usize {
        self.keys.len() + self.others.len()
    }

    /// The nodes whose value is the same key as `value`, ascending. O(1).
    pub(crate) fn equal(&self, value: &Value) -> &[u32] {
        let same = |&at: &u32| key::compare(&self.keys.get(at as usize), value).is_eq();
        match self.table.find(key::hash(value), same) {
            Some(&at) => self.group(at as usize..at as usize + 1),
            None => &[],
        }
    }

    /// The nodes whose keys are in their place, by key; `place` ascends with the keys. O(log n).
    pub(crate) fn within(&self, place: impl Fn(&Value) -> Ordering) -> &[u32] {
        let start = self.keys.partition(|value| place(value).is_lt());
        let end = self.keys.partition(|value| place(value).is_le());
        self.group(start..end.max(start))
    }

    /// The nodes of all keys.
    pub(crate) fn nodes(&self) -> &[u32] {
        &self.nodes
    }

    /// All pairs.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Value, u32)> + '_ {
        let groups = (0..self.keys.len()).flat_map(move |at| {
            self.group(at..at + 1)
                .iter()
                .map(move |&node| (self.keys.get(at), node))
        });
        groups.chain(self.others.iter().cloned())
    }

    fn group(&self, groups: Range<usize>) -> &[u32] {
        match (self.starts.get(groups.start), self.starts.get(groups.end)) {
            (Some(&start), Some(&end)) => &self.nodes[start as usize..end as usize],
            _ => &[],
        }
    }
}

/// The entries, when all values are integers.
fn integers(entries: &[(Value, u32)], interrupt: &Interrupt) -> Result<Option<Vec<(i64, u32)>>> {
    let mut integers = Vec::new();
    for (at, (value, node)) in entries.iter().enumerate() {
        if at.is_multiple_of(STEPS) {
            interrupt.check()?;
        }
        let Value::Integer(integer) = value else {
            return Ok(None);
        };
        if at == 0 {
            integers.reserve_exact(entries.len());
        }
        integers.push((*integer, *node));
    }
    Ok(Some(integers))
}

/// Takes out the entries whose values are no keys, and gives them; both keep their order.
fn without_others(
    entries: &mut Vec<(Value, u32)>,
    interrupt: &Interrupt,
) -> Result<Bulk<(Value, u32)>> {
    let mut others = Bulk::default();
    let mut kept = 0;
    for at in 0..entries.len() {
        if at.is_multiple_of(STEPS) {
            interrupt.check()?;
        }
        if key::kind(&entries[at].0).is_none() {
            others.push(std::mem::take(&mut entries[at]));
            continue;
        }
        if kept < at {
            entries.swap(kept, at);
        }
        kept += 1;
    }
    entries.truncate(kept);
    Ok(others)
}

#[cfg(test)]
mod tests {
    use super::Base;
    use crate::diagnostic::Interrupt;
    use crate::graph::index::key;
    use crate::value::Value;

    /// Files written when date-times were no keys list them last, unordered.
    #[test]
    fn what_were_no_keys_once_are_found() {
        let moment = |text: &str| Value::DateTime(std::sync::Arc::new(text.parse().unwrap()));
        let values = [
            Value::Integer(7),
            moment("2021-07-04T12:00+02:00"),
            Value::Float(f64::NAN),
            moment("2021-07-04T10:00Z"),
            moment("2021-07-04T10:00Z"),
        ];
        let value_of = |node: u32| values[node as usize].clone();
        let base = Base::restored(vec![0], vec![0, 1], &[1, 2, 3, 4], value_of).unwrap();
        let expected: [&[u32]; 5] = [&[0], &[1], &[], &[3, 4], &[3, 4]];
        for (value, expected) in values.iter().zip(expected) {
            let found = key::kind(value).map_or(&[][..], |_| base.equal(value));
            assert_eq!(found, expected, "{value:?}");
        }
        let all: Vec<(Value, u32)> = values.iter().cloned().zip(0..).collect();
        let made = Base::new(all.into(), &Interrupt::default()).unwrap();
        assert_eq!((made.nodes(), made.len()), (base.nodes(), base.len()));
    }
}
