//! Groups of single values: small integers and many nodes in arrays, other simple values in a hash table.
//!
//! In: a value. Out: the number of its group. Knows nothing of columns; what is not simple is looked up as a tuple of one.

use super::{Groups, extend_known, hash_of};
use crate::column::Typed;
use crate::value::{NodeId, RelId, Value};

/// From so many groups on, nodes are looked up in an array.
const MANY_NODES: usize = 4096;
/// Integers below this are looked up in an array.
const SMALL: i64 = 4096;

/// A value whose equivalence is plain equality.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Simple {
    Null,
    Boolean(bool),
    Integer(i64),
    Node(u32),
    Relationship(RelId),
}

impl Groups {
    pub(super) fn single(&mut self, value: Value) -> u32 {
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
    pub(super) fn known_integers(&self, values: &[i64], numbers: &mut Vec<u32>) -> bool {
        // What is negative is far beyond the end.
        let counted = |value: &i64| self.small.get(*value as usize).copied().unwrap_or(0);
        extend_known(numbers, values.iter().map(counted))
    }

    /// Numbers Booleans: each of the two is looked up once.
    pub(super) fn booleans(&mut self, all: &Typed<bool>, numbers: &mut Vec<u32>) {
        let values = all.values();
        if let (None, Some(&first)) = (all.validity(), values.first()) {
            let mut both = [0; 2];
            both[usize::from(first)] = self.boolean(first);
            if values.contains(&!first) {
                both[usize::from(!first)] = self.boolean(!first);
            }
            numbers.extend(values.iter().map(|value| both[usize::from(*value)]));
            return;
        }
        let mut known = [None; 2];
        numbers.extend((0..values.len()).map(|row| match all.get(row) {
            Some(value) => *known[usize::from(value)].get_or_insert_with(|| self.boolean(value)),
            None => self.simple(Simple::Null, || Value::Null),
        }));
    }

    fn boolean(&mut self, value: bool) -> u32 {
        self.simple(Simple::Boolean(value), || Value::Boolean(value))
    }

    #[inline]
    pub(super) fn integer(&mut self, value: i64) -> u32 {
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
    pub(super) fn node(&mut self, node: u32) -> u32 {
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

    /// Puts groups that are all of nodes where they can be found.
    pub(super) fn find_nodes(&mut self, groups: &[u32]) {
        if groups.len() <= MANY_NODES {
            for (node, group) in groups.iter().zip(0..) {
                let simple = Simple::Node(*node);
                self.simple
                    .insert(hash_of(&simple), (simple, group), |(simple, _)| {
                        hash_of(simple)
                    });
            }
            return;
        }
        let bound = groups.iter().max().map_or(0, |most| *most as usize + 1);
        let mut nodes = vec![0; bound];
        for (node, group) in groups.iter().zip(1..) {
            nodes[*node as usize] = group;
        }
        self.nodes = Some(nodes);
    }

    #[inline]
    pub(super) fn simple(&mut self, simple: Simple, value: impl FnOnce() -> Value) -> u32 {
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
}

/// The integer that a float is like, if it is like one.
fn whole(float: f64) -> Option<i64> {
    // 2^63 as a float is exact; every float below it that has no fraction is an i64.
    let inside = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&float);
    (inside && float.fract() == 0.0).then_some(float as i64)
}
