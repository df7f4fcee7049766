//! Estimates for planning.
//!
//! In: a version. Out: average degrees, numbers of distinct values and how values are spread, exact for small parts of the
//! graph, from a sample for large ones. Answers are remembered across versions until the part has grown or shrunk by a
//! tenth, and found when they are first asked for. Counts of
//! nodes and relationships need no estimate and are read from the version. Knows nothing of queries.

use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::bits::Bits;
use super::distribution::Distribution;
use super::id::{Direction, KeyId, LabelId, TypeId};
use super::index::key;
use super::version::Version;
use crate::value::{NodeId, Value};

/// How many nodes are looked at, at most.
const SAMPLE: usize = 1024;

/// How many values are looked at, at most, to find how they are spread.
const SPREAD_SAMPLE: usize = 4096;

/// Answers given, with the number of nodes they were found for.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    numbers: Mutex<Answers<Question, f64>>,
    spreads: Mutex<Answers<(Holder, KeyId), Arc<Distribution>>>,
}

type Answers<Q, A> = FxHashMap<Q, (usize, A)>;

/// What has a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holder {
    /// The nodes with a label; all nodes without one.
    Nodes(Option<LabelId>),
    /// The relationships of a type.
    Relationships(TypeId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    Degree(Option<LabelId>, TypeId, Direction),
    Distinct(Option<LabelId>, KeyId),
    Present(Option<LabelId>, KeyId),
}

impl Version {
    /// How many nodes have the label; all nodes without one. O(1).
    pub fn count_of(&self, label: Option<LabelId>) -> usize {
        label.map_or(self.node_count(), |label| self.label_count(label))
    }

    /// How many relationships of a type a node has in a direction, on average over the nodes with a label.
    pub fn average_degree(&self, label: Option<LabelId>, ty: TypeId, direction: Direction) -> f64 {
        let Some(label) = label else {
            return self.type_count(ty) as f64 / self.node_count().max(1) as f64;
        };
        let size = self.label_count(label) + self.type_count(ty);
        self.remember(Question::Degree(Some(label), ty, direction), size, || {
            let sample = self.sample(Some(label));
            let sum: usize = sample
                .iter()
                .map(|&n| self.degree(ty, direction, NodeId(n)))
                .sum();
            sum as f64 / sample.len().max(1) as f64
        })
    }

    /// How many distinct values a property has among the nodes with a label.
    pub fn distinct_values(&self, label: Option<LabelId>, key: KeyId) -> f64 {
        if let Some(index) = label.and_then(|label| self.index(label, key)) {
            return index.distinct() as f64;
        }
        let size = self.count_of(label);
        self.remember(Question::Distinct(label, key), size, || {
            self.estimate_distinct(label, key)
        })
    }

    /// How many of the nodes with a label have a property.
    pub fn count_with_property(&self, label: Option<LabelId>, key: KeyId) -> f64 {
        let Some(column) = self.node_column(key) else {
            return 0.0;
        };
        let Some(label) = label else {
            return column.len() as f64;
        };
        if let Some(index) = self.index(label, key) {
            return index.len() as f64;
        }
        let size = self.label_count(label);
        self.remember(Question::Present(Some(label), key), size, || {
            let sample = self.sample(Some(label));
            let with = sample.iter().filter(|&&node| column.has(node)).count();
            with as f64 / sample.len().max(1) as f64 * size as f64
        })
    }

    /// How the values of a property are spread; `None` when there are none. The first time `O(log)` of a sample of a few
    /// thousand values, then O(1).
    pub fn distribution(&self, of: Holder, key: KeyId) -> Option<Arc<Distribution>> {
        let (column, size) = match of {
            Holder::Nodes(label) => (self.node_column(key)?, self.count_of(label)),
            Holder::Relationships(ty) => (self.relationship_column(ty, key)?, self.type_count(ty)),
        };
        let spreads = &self.statistics.spreads;
        Some(remember(spreads, (of, key), size, || {
            let bits = match of {
                Holder::Nodes(None) => Some(self.nodes.live()),
                Holder::Nodes(Some(label)) => self.label_bits(label),
                Holder::Relationships(ty) => self.slots(ty),
            };
            let ids = bits.map_or(Vec::new(), sampled);
            let sample = ids.iter().map(|id| column.get(*id)).collect();
            Arc::new(Distribution::new(sample, size))
        }))
    }

    /// From how often values occur in a sample (the estimator Duj1 of Haas and Stokes).
    fn estimate_distinct(&self, label: Option<LabelId>, key: KeyId) -> f64 {
        let Some(column) = self.node_column(key) else {
            return 0.0;
        };
        let sample = self.sample(label);
        let mut times: FxHashMap<u64, usize> = FxHashMap::default();
        for value in sample
            .iter()
            .map(|&node| column.get(node))
            .filter(|value| !value.is_null())
        {
            let hash = match key::kind(&value) {
                Some(_) => key::hash(&value),
                None => key::hash(&Value::from(format!("{value:?}"))),
            };
            *times.entry(hash).or_default() += 1;
        }
        let seen: usize = times.values().sum();
        if seen == 0 {
            return 0.0;
        }
        let once = times.values().filter(|&&times| times == 1).count() as f64;
        let (seen, distinct) = (seen as f64, times.len() as f64);
        let total = seen / sample.len() as f64 * self.count_of(label) as f64;
        (seen * distinct / (seen - once + once * seen / total)).clamp(distinct, total.max(distinct))
    }

    /// Nodes with a label: all when there are few, else spread evenly over them.
    fn sample(&self, label: Option<LabelId>) -> Vec<u32> {
        let bits = match label {
            None => Some(self.nodes.live()),
            Some(label) => self.label_bits(label),
        };
        bits.map_or(Vec::new(), |bits| bits.spread(SAMPLE))
    }

    fn remember(&self, question: Question, size: usize, find: impl FnOnce() -> f64) -> f64 {
        remember(&self.statistics.numbers, question, size, find)
    }
}

/// Members of a set: all when there are few, else one from each of as many stretches of it as are looked at, at a place of
/// chance, so that what comes at regular distances comes as often as it does in all.
fn sampled(bits: &Bits) -> Vec<u32> {
    /// How many are at hand for each that is taken.
    const CHOICE: usize = 8;
    let ids = bits.spread(CHOICE * SPREAD_SAMPLE);
    let stretch = ids.len().div_ceil(SPREAD_SAMPLE).max(1);
    let mut chance: u64 = 1;
    let one_of = |some: &[u32]| {
        // Knuth's linear congruential generator: the same answer each time.
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        some[(chance >> 33) as usize % some.len()]
    };
    ids.chunks(stretch).map(one_of).collect()
}

/// The answer given before, or a new one when the part it is of had another size then.
fn remember<Q: Hash + Eq, A: Clone>(
    answers: &Mutex<Answers<Q, A>>,
    question: Q,
    size: usize,
    find: impl FnOnce() -> A,
) -> A {
    let mut known = answers.lock().unwrap_or_else(PoisonError::into_inner);
    match known.entry(question) {
        Entry::Occupied(entry) if entry.get().0.abs_diff(size) <= size / 10 => {
            entry.get().1.clone()
        }
        entry => {
            let answer = find();
            entry.insert_entry((size, answer.clone()));
            answer
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::graph::{BulkLoader, Direction, LabelId};
    use crate::value::{NodeId, Value};

    /// `count` nodes labelled, as many not; value = number modulo `distinct`; three relationships from each labelled.
    fn check(count: u32, distinct: u32, within: f64) {
        let mut loader = BulkLoader::new();
        let label = loader.label("L").unwrap();
        let (key, ty) = (loader.key("k").unwrap(), loader.rel_type("T").unwrap());
        loader.add_nodes(count, &[label]).unwrap();
        loader.add_nodes(count, &[]).unwrap();
        let mut values: Vec<u32> = (0..count).map(|node| node % distinct).collect();
        fastrand::Rng::with_seed(7).shuffle(&mut values);
        for (node, value) in (0..count).zip(values) {
            loader
                .set_node_property(NodeId(node), key, Value::Integer(value.into()))
                .unwrap();
            let ends = (0..3).map(|n| (node, (node * 7 + n) % (2 * count)));
            loader.add_relationships(ty, ends).unwrap();
        }
        let graph = loader.finish().unwrap();
        let version = graph.version();
        let near = |found: f64, expected: f64| {
            assert!(
                (found / expected).ln().abs() <= within,
                "{found} for {expected}"
            );
        };
        near(
            version.distinct_values(Some(label), key),
            f64::from(distinct),
        );
        near(version.distinct_values(None, key), f64::from(distinct));
        near(
            version.average_degree(Some(label), ty, Direction::Outgoing),
            3.0,
        );
        near(version.average_degree(None, ty, Direction::Outgoing), 1.5);
        near(
            version.count_with_property(Some(label), key),
            f64::from(count),
        );
        assert_eq!(version.count_with_property(None, key), f64::from(count));
        assert_eq!(version.distinct_values(Some(LabelId(9)), key), 0.0);
        let mut transaction = graph.begin();
        transaction.create_index(label, key).unwrap();
        let version = transaction.commit().unwrap();
        assert_eq!(
            version.distinct_values(Some(label), key),
            f64::from(distinct)
        );
    }

    #[test]
    fn exact_when_small_near_when_large() {
        check(500, 20, 0.0);
        check(500, 499, 0.1);
        check(20_000, 10, 0.0);
        check(20_000, 19_999, 0.3);
        check(20_000, 2_000, 0.5);
    }
}
