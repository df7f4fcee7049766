//! Dense numbers for tuples of values: the heart of grouping and of DISTINCT.
//!
//! In: key columns. Out: for each row the number of its tuple, in the order of first appearance. Two tuples are the same
//! when their values are equivalent (`null` is like `null`, 1 is like 1.0). Knows nothing of what is done per group.

mod pairs;
mod parted;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

pub(crate) use pairs::Pairs;
pub(crate) use parted::PartedTable;

use crate::column::{Column, TextColumn, value_bytes};
use crate::value::bulk::Bulk;
use crate::value::{NodeId, RelId, Value, equality};

/// Tuples seen so far.
#[derive(Default)]
pub(crate) struct Groups {
    width: usize,
    /// Groups of one small integer, counted from 1.
    small: Vec<u32>,
    /// Groups of one simple value.
    simple: PartedTable<(Simple, u32)>,
    /// Groups of nodes by the number of the node, counted from 1, once there are many; they are in `simple` before.
    nodes: Option<Vec<u32>>,
    /// All other tuples of one value, and all tuples asked for as such.
    table: PartedTable<u32>,
    /// For tuples of several values: the values of each place, numbered for themselves, and the numbers joined from left
    /// to right.
    places: Vec<Groups>,
    pairs: Vec<Pairs>,
    /// The values of all tuples, end to end.
    keys: Bulk<Value>,
    len: usize,
    /// May a tuple have come with other values than those kept for it, such as 1.0 for 1?
    blurred: bool,
    /// Bytes that the values of tuples hold beside themselves.
    heap: usize,
}

/// The bytes that a vector asks for when `more` elements come.
pub(crate) fn vec_growth<T>(len: usize, capacity: usize, more: usize) -> usize {
    if len + more > capacity {
        (2 * capacity).max(len + more) * size_of::<T>()
    } else {
        0
    }
}

/// From so many groups on, nodes are looked up in an array.
const MANY_NODES: usize = 4096;
/// Integers below this are looked up in an array.
const SMALL: i64 = 4096;

/// A value whose equivalence is plain equality.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Simple {
    Null,
    Boolean(bool),
    Integer(i64),
    Node(u32),
    Relationship(RelId),
}

impl Groups {
    /// For tuples of `width` values.
    pub(crate) fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// How many tuples.
    pub(crate) fn len(&self) -> usize {
        self.len
    }
    /// Bytes held, room for what is to come included.
    pub(crate) fn bytes(&self) -> usize {
        let places: usize = self.places.iter().map(Self::bytes).sum();
        let pairs: usize = self.pairs.iter().map(Pairs::bytes).sum();
        let nodes = self.nodes.as_ref().map_or(0, Vec::capacity);
        self.heap
            + self.keys.capacity() * size_of::<Value>()
            + (self.small.capacity() + nodes) * size_of::<u32>()
            + self.simple.bytes()
            + self.table.bytes()
            + places
            + pairs
    }
    /// About the bytes that are asked for at once when `rows` more tuples come, all of them new: what is full is laid
    /// anew at twice the size, while the old one is still there.
    pub(crate) fn growth(&self, rows: usize) -> usize {
        let places: usize = self.places.iter().map(|place| place.growth(rows)).sum();
        let pairs: usize = self.pairs.iter().map(|pairs| pairs.growth(rows)).sum();
        let keys = vec_growth::<Value>(self.keys.len(), self.keys.capacity(), rows * self.width);
        keys + self.simple.growth(rows) + self.table.growth(rows) + places + pairs
    }
    /// Did every tuple always come with just the values kept for it?
    pub(crate) fn is_exact(&self) -> bool {
        !self.blurred && self.places.iter().all(Self::is_exact)
    }
    /// The values of a tuple.
    pub(crate) fn key(&self, group: usize) -> &[Value] {
        &self.keys[group * self.width..(group + 1) * self.width]
    }

    /// Appends the number of each row's tuple to `numbers`. The columns are of the same length, as many as the width.
    pub(crate) fn number(&mut self, columns: &[Column], rows: usize, numbers: &mut Vec<u32>) {
        match columns {
            [] => {
                if rows > 0 && self.len == 0 {
                    self.len = 1;
                }
                numbers.extend(std::iter::repeat_n(0, rows));
            }
            [Column::Node(all)] => {
                numbers.extend((0..rows).map(|row| match all.get(row) {
                    Some(node) => self.node(node),
                    None => self.simple(Simple::Null, || Value::Null),
                }));
            }
            [Column::Integer(all)] => {
                if all.validity().is_none() && self.known_integers(all.values(), numbers) {
                    return;
                }
                numbers.extend((0..rows).map(|row| match all.get(row) {
                    Some(value) => self.integer(value),
                    None => self.simple(Simple::Null, || Value::Null),
                }));
            }
            [Column::Boolean(all)] => {
                let mut known = [None; 2];
                numbers.extend((0..rows).map(|row| match all.get(row) {
                    Some(value) => *known[usize::from(value)].get_or_insert_with(|| {
                        self.simple(Simple::Boolean(value), || Value::Boolean(value))
                    }),
                    None => self.simple(Simple::Null, || Value::Null),
                }));
            }
            [Column::Text(all)] => self.texts(all, rows, numbers),
            [Column::Constant(value, _)] => {
                if rows > 0 {
                    let number = self.single(value.clone());
                    numbers.extend(std::iter::repeat_n(number, rows));
                }
            }
            [column] => {
                for row in 0..rows {
                    let value = column.get(row);
                    numbers.push(self.single(value));
                }
            }
            columns => self.tuples(columns, rows, numbers),
        }
    }

    /// Tuples of several values.
    fn tuples(&mut self, columns: &[Column], rows: usize, numbers: &mut Vec<u32>) {
        if self.places.is_empty() {
            self.places = columns.iter().map(|_| Self::new(1)).collect();
            self.pairs = columns[1..].iter().map(|_| Pairs::default()).collect();
        }
        let start = numbers.len();
        let mut here = Vec::with_capacity(rows);
        for (place, column) in columns.iter().enumerate() {
            if place == 0 {
                self.places[0].number(std::slice::from_ref(column), rows, numbers);
                continue;
            }
            here.clear();
            self.places[place].number(std::slice::from_ref(column), rows, &mut here);
            self.pairs[place - 1].join(&mut numbers[start..], &here);
        }
        if !has_new(&numbers[start..], self.len) {
            return;
        }
        // Numbers are given in order, so the first of a kind is the next one.
        for (row, number) in numbers[start..].iter().enumerate() {
            if *number as usize == self.len {
                let before = self.keys.len();
                self.keys
                    .extend(columns.iter().map(|column| column.get(row)));
                self.heap += heap_bytes(&self.keys[before..]);
                self.len += 1;
            }
        }
    }

    /// Strings that stay where they are stored: those kept once are looked up once.
    fn texts(&mut self, all: &TextColumn, rows: usize, numbers: &mut Vec<u32>) {
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

    fn single(&mut self, value: Value) -> u32 {
        let simple = match &value {
            Value::Null => Simple::Null,
            Value::Boolean(value) => Simple::Boolean(*value),
            Value::Integer(value) => return self.integer(*value),
            Value::Float(float) => match whole(*float) {
                Some(integer) => {
                    self.blurred = true;
                    let known = self.len;
                    let group = self.integer(integer);
                    if group as usize == known {
                        self.keys[known] = value;
                    }
                    return group;
                }
                None => {
                    // NaN has many forms.
                    self.blurred = true;
                    return self.tuple(&[value]);
                }
            },
            Value::Node(node) => return self.node(node.id.0),
            Value::Relationship(relationship) => Simple::Relationship(relationship.id),
            _ => {
                self.blurred |= !matches!(value, Value::String(_));
                return self.tuple(&[value]);
            }
        };
        self.simple(simple, || value)
    }

    /// Numbers integers that are all small and were all seen before; else does nothing and says so.
    fn known_integers(&self, values: &[i64], numbers: &mut Vec<u32>) -> bool {
        let start = numbers.len();
        let mut all_known = true;
        numbers.extend(values.iter().map(|value| {
            // What is negative is far beyond the end.
            let counted = self.small.get(*value as usize).copied().unwrap_or(0);
            all_known &= counted > 0;
            counted.wrapping_sub(1)
        }));
        if !all_known {
            numbers.truncate(start);
        }
        all_known
    }

    #[inline]
    fn integer(&mut self, value: i64) -> u32 {
        if !(0..SMALL).contains(&value) {
            return self.simple(Simple::Integer(value), || Value::Integer(value));
        }
        let at = value as usize;
        if self.small.len() <= at {
            self.small.resize(at + 1, 0);
        }
        if self.small[at] == 0 {
            self.keys.push(Value::Integer(value));
            self.len += 1;
            self.small[at] = self.len as u32;
        }
        self.small[at] - 1
    }

    #[inline]
    fn node(&mut self, node: u32) -> u32 {
        let Some(nodes) = &mut self.nodes else {
            let group = self.simple(Simple::Node(node), || Value::from(NodeId(node)));
            if self.len > MANY_NODES {
                self.number_nodes();
            }
            return group;
        };
        if nodes.len() <= node as usize {
            let len = (node as usize + 1).max(nodes.len() * 2);
            nodes.resize(len, 0);
        }
        let group = &mut nodes[node as usize];
        if *group == 0 {
            self.keys.push(Value::from(NodeId(node)));
            self.len += 1;
            *group = self.len as u32;
        }
        *group - 1
    }

    /// From now on, nodes are found by their number.
    fn number_nodes(&mut self) {
        let mut nodes = Vec::new();
        self.simple.retain(|(simple, group)| {
            let Simple::Node(node) = simple else {
                return true;
            };
            if nodes.len() <= *node as usize {
                nodes.resize(*node as usize + 1, 0);
            }
            nodes[*node as usize] = *group + 1;
            false
        });
        self.nodes = Some(nodes);
    }

    #[inline]
    fn simple(&mut self, simple: Simple, value: impl FnOnce() -> Value) -> u32 {
        let hash = hash_of(&simple);
        if let Some((_, group)) = self.simple.find(hash, |(other, _)| *other == simple) {
            return *group;
        }
        let group = self.len as u32;
        self.simple
            .insert(hash, (simple, group), |(simple, _)| hash_of(simple));
        self.keys.push(value());
        self.len += 1;
        group
    }

    /// The number of a tuple.
    pub(crate) fn tuple(&mut self, tuple: &[Value]) -> u32 {
        let hash = hash(tuple);
        let (keys, width) = (&self.keys, self.width);
        let same = |group: &u32| {
            let start = *group as usize * width;
            let known = &keys[start..start + width];
            known
                .iter()
                .zip(tuple)
                .all(|(a, b)| equality::equivalent(a, b))
        };
        if let Some(&group) = self.table.find(hash, same) {
            return group;
        }
        let group = self.len as u32;
        self.table.insert(hash, group, |group| {
            let start = *group as usize * width;
            self::hash(&keys[start..start + width])
        });
        self.heap += heap_bytes(tuple);
        self.keys.extend_from_slice(tuple);
        self.len += 1;
        group
    }
}

/// Bytes that values hold beside themselves.
fn heap_bytes(values: &[Value]) -> usize {
    values.iter().map(value_bytes).sum::<usize>() - size_of_val(values)
}

/// Is any of these numbers not below `len`?
pub(crate) fn has_new(numbers: &[u32], len: usize) -> bool {
    largest(numbers) as usize >= len && !numbers.is_empty()
}

/// The largest of these numbers, 0 of none. A loop without exits, several at a time.
fn largest(numbers: &[u32]) -> u32 {
    let mut most = 0;
    for number in numbers {
        most = if *number > most { *number } else { most };
    }
    most
}

/// What `equality::hash` feeds before a string.
const TEXT: u8 = 4;

/// The hash of what has one of its own.
pub(crate) fn hash_of(key: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    key.hash(&mut hasher);
    hasher.finish()
}

fn hash(tuple: &[Value]) -> u64 {
    let mut hasher = FxHasher::default();
    for value in tuple {
        equality::hash(value, &mut hasher);
    }
    hasher.finish()
}

/// The integer that a float is like, if it is like one.
fn whole(float: f64) -> Option<i64> {
    // 2^63 as a float is exact; every float below it that has no fraction is an i64.
    let inside = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&float);
    (inside && float.fract() == 0.0).then_some(float as i64)
}

#[cfg(test)]
mod tests {
    use super::Groups;
    use crate::column::Column;
    use crate::value::{NodeId, Value};

    fn check(columns: &[Vec<Value>], expected: &[u32]) {
        let columns: Vec<Column> = columns.iter().cloned().map(Column::from_values).collect();
        let mut groups = Groups::new(columns.len());
        let mut numbers = Vec::new();
        groups.number(&columns, expected.len(), &mut numbers);
        assert_eq!(numbers, expected);
    }

    #[test]
    fn many_nodes() {
        let ids: Vec<u32> = (0..10_000).map(|n| n * 7 % 6000).collect();
        let nodes: Vec<Value> = ids.iter().map(|&id| NodeId(id).into()).collect();
        let mut seen: Vec<u32> = Vec::new();
        let expected: Vec<u32> = ids
            .iter()
            .map(|id| {
                let known = seen.iter().position(|other| other == id);
                known.unwrap_or_else(|| {
                    seen.push(*id);
                    seen.len() - 1
                }) as u32
            })
            .collect();
        check(&[nodes], &expected);
    }

    #[test]
    fn equivalent_tuples_have_one_number() {
        let text = Value::from;
        check(&[], &[0, 0, 0]);
        check(&[vec![1.into(), 2.into(), 1.into()]], &[0, 1, 0]);
        check(
            &[vec![1.into(), 1.0.into(), 1.5.into(), 1.5.into()]],
            &[0, 0, 1, 1],
        );
        check(&[vec![Value::Null, 1.into(), Value::Null]], &[0, 1, 0]);
        check(
            &[vec![f64::NAN.into(), f64::NAN.into(), Value::Null]],
            &[0, 0, 1],
        );
        check(
            &[vec![
                text("a"),
                true.into(),
                text("a"),
                NodeId(1).into(),
                1.into(),
            ]],
            &[0, 1, 0, 2, 3],
        );
        check(
            &[
                vec![1.into(), 1.0.into(), 1.into()],
                vec![text("a"), text("a"), text("b")],
            ],
            &[0, 0, 1],
        );
        let list = |items: &[i64]| Value::list(items.iter().copied().map(Value::Integer).collect());
        check(
            &[vec![list(&[1, 2]), list(&[1]), list(&[1, 2])]],
            &[0, 1, 0],
        );
    }
}
