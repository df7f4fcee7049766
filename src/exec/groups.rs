//! Dense numbers for tuples of values: the heart of grouping and of DISTINCT.
//!
//! In: key columns. Out: for each row the number of its tuple, in the order of first appearance. Two tuples are the same
//! when their values are equivalent (`null` is like `null`, 1 is like 1.0). Knows nothing of what is done per group.

use std::hash::Hasher;

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHasher};

use crate::column::{Column, value_bytes};
use crate::value::{NodeId, RelId, Value, equality};

/// Tuples seen so far.
#[derive(Default)]
pub(crate) struct Groups {
    width: usize,
    /// Tuples of one simple value.
    simple: FxHashMap<Simple, u32>,
    /// Groups of nodes by the number of the node, counted from 1, once there are many; they are in `simple` before.
    nodes: Option<Vec<u32>>,
    /// All other tuples, by number.
    table: HashTable<u32>,
    /// The values of all tuples, end to end.
    keys: Vec<Value>,
    len: usize,
    bytes: usize,
}

/// From so many groups on, nodes are looked up in an array.
const MANY_NODES: usize = 4096;

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
    /// Bytes held; for budgets, not exact.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
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
                numbers.extend((0..rows).map(|row| {
                    self.simple(all.get(row).map_or(Simple::Null, Simple::Integer), || {
                        columns[0].get(row)
                    })
                }));
            }
            [column] => {
                for row in 0..rows {
                    let value = column.get(row);
                    numbers.push(self.single(value));
                }
            }
            columns => {
                let mut tuple = Vec::with_capacity(columns.len());
                for row in 0..rows {
                    tuple.clear();
                    tuple.extend(columns.iter().map(|column| column.get(row)));
                    numbers.push(self.tuple(&tuple));
                }
            }
        }
    }

    fn single(&mut self, value: Value) -> u32 {
        let simple = match &value {
            Value::Null => Simple::Null,
            Value::Boolean(value) => Simple::Boolean(*value),
            Value::Integer(value) => Simple::Integer(*value),
            Value::Float(float) => match whole(*float) {
                Some(integer) => Simple::Integer(integer),
                None => return self.tuple(&[value]),
            },
            Value::Node(node) => return self.node(node.id.0),
            Value::Relationship(relationship) => Simple::Relationship(relationship.id),
            _ => return self.tuple(&[value]),
        };
        self.simple(simple, || value)
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
            self.bytes += 4 * (len - nodes.len());
            nodes.resize(len, 0);
        }
        let group = &mut nodes[node as usize];
        if *group == 0 {
            self.keys.push(Value::from(NodeId(node)));
            self.len += 1;
            self.bytes += 24;
            *group = self.len as u32;
        }
        *group - 1
    }

    /// From now on, nodes are found by their number.
    fn number_nodes(&mut self) {
        let mut nodes = Vec::new();
        self.simple.retain(|simple, group| {
            let Simple::Node(node) = simple else {
                return true;
            };
            if nodes.len() <= *node as usize {
                nodes.resize(*node as usize + 1, 0);
            }
            nodes[*node as usize] = *group + 1;
            false
        });
        self.bytes += 4 * nodes.len();
        self.nodes = Some(nodes);
    }

    #[inline]
    fn simple(&mut self, simple: Simple, value: impl FnOnce() -> Value) -> u32 {
        if let Some(&group) = self.simple.get(&simple) {
            return group;
        }
        let group = self.len as u32;
        self.simple.insert(simple, group);
        self.keys.push(value());
        self.len += 1;
        self.bytes += 64;
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
        self.table.insert_unique(hash, group, |group| {
            let start = *group as usize * width;
            self::hash(&keys[start..start + width])
        });
        self.bytes += tuple.iter().map(value_bytes).sum::<usize>() + 16;
        self.keys.extend_from_slice(tuple);
        self.len += 1;
        group
    }
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
