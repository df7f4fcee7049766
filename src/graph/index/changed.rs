//! The nodes that changed since the base of an index was made, those of one shard.
//!
//! In: values put to nodes and taken from them, with the marks of the values. Out: nodes by equality, by a test of their
//! values, and all of them. Nodes of equal values lie in one persistent set, so that a version copies a few of them and
//! not all when one more is given the same value. Knows nothing of the base, nor which values a shard is for.

use imbl::OrdSet;

use super::key;
use crate::value::Value;

/// Nodes by value. A clone is O(distinct values).
#[derive(Debug, Clone, Default)]
pub(super) struct Shard(Vec<Changed>);

/// The changed nodes of one value; of a value that is no key, one of them.
#[derive(Debug, Clone)]
struct Changed {
    value: Value,
    /// Part of the hash of the value: who looks for a value need not look at others, which lie all over the memory.
    mark: u32,
    nodes: Nodes,
}

/// At least one node. Most values are of one alone, for which a set is large.
#[derive(Debug, Clone)]
enum Nodes {
    One(u32),
    Several(OrdSet<u32>),
}

impl Nodes {
    fn contain(&self, node: u32) -> bool {
        match self {
            Self::One(one) => *one == node,
            Self::Several(nodes) => nodes.contains(&node),
        }
    }

    fn insert(&mut self, node: u32) {
        match self {
            Self::One(one) => *self = Self::Several(OrdSet::from_iter([*one, node])),
            Self::Several(nodes) => {
                nodes.insert(node);
            }
        }
    }

    fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let (one, several) = match self {
            Self::One(one) => (Some(*one), None),
            Self::Several(nodes) => (None, Some(nodes.iter().copied())),
        };
        one.into_iter().chain(several.into_iter().flatten())
    }
}

impl Shard {
    /// About how many bytes a node takes.
    pub(super) const BYTES: usize = size_of::<Changed>();

    /// Is no node here?
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts a node that is not here. O(distinct values here + log nodes).
    pub(super) fn insert(&mut self, mark: u32, value: Value, node: u32) {
        match self.of(mark, &value) {
            Some(at) => self.0[at].nodes.insert(node),
            None => self.0.push(Changed {
                value,
                mark,
                nodes: Nodes::One(node),
            }),
        }
    }

    /// Takes out the node, whose value has this mark. O(distinct values here + log nodes).
    pub(super) fn remove(&mut self, mark: u32, node: u32) {
        let holds = |entry: &Changed| entry.mark == mark && entry.nodes.contain(node);
        let Some(at) = self.0.iter().position(holds) else {
            return;
        };
        let is_last = match &mut self.0[at].nodes {
            Nodes::One(_) => true,
            Nodes::Several(nodes) => {
                nodes.remove(&node);
                nodes.is_empty()
            }
        };
        if is_last {
            self.0.swap_remove(at);
        }
    }

    /// The nodes whose value, a key, equals this one.
    pub(super) fn equal(&self, mark: u32, value: &Value) -> impl Iterator<Item = u32> + '_ {
        let entry = self.of(mark, value).map(|at| &self.0[at]);
        entry.into_iter().flat_map(|entry| entry.nodes.iter())
    }

    /// The nodes whose values are `inside`.
    pub(super) fn within(&self, inside: &impl Fn(&Value) -> bool) -> impl Iterator<Item = u32> {
        let entries = self.0.iter().filter(|entry| inside(&entry.value));
        entries.flat_map(|entry| entry.nodes.iter())
    }

    /// All nodes with their values; of equal ones, such as 1 and 1.0, with the one that came first.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&Value, u32)> {
        self.0.iter().flat_map(|Changed { value, nodes, .. }| {
            let nodes = nodes.iter();
            nodes.map(move |node| (value, node))
        })
    }

    /// Where the nodes of this value are. A value that is no key is like no other.
    fn of(&self, mark: u32, value: &Value) -> Option<usize> {
        let same =
            |entry: &Changed| entry.mark == mark && key::compare(&entry.value, value).is_eq();
        let at = self.0.iter().position(same)?;
        key::kind(value).is_some().then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;
    use crate::value::Value;

    /// A version copies the entries, so there is one for all nodes of a value, however many.
    #[test]
    fn nodes_of_equal_values_are_one_entry() {
        let (one, other) = (Value::Integer(1), Value::Integer(2));
        let mut shard = Shard::default();
        for node in 0..1000 {
            shard.insert(7, one.clone(), node);
        }
        shard.insert(7, Value::Float(1.0), 1000);
        shard.insert(7, other.clone(), 1001);
        assert_eq!(shard.0.len(), 2);
        let before = shard.clone();
        for node in (0..1001).filter(|node| node % 5 != 0) {
            shard.remove(7, node);
        }
        let found: Vec<u32> = shard.equal(7, &one).collect();
        assert_eq!(found, (0..1001).step_by(5).collect::<Vec<_>>());
        assert_eq!(before.equal(7, &one).count(), 1001);
        for node in found {
            shard.remove(7, node);
        }
        let left: Vec<_> = shard.entries().map(|(_, node)| node).collect();
        assert_eq!((left, shard.equal(7, &other).count()), (vec![1001], 1));
        // What is no key equals nothing, itself neither.
        shard.insert(0, Value::Float(f64::NAN), 5);
        shard.insert(0, Value::Float(f64::NAN), 6);
        assert_eq!(shard.0.len(), 3);
    }
}
