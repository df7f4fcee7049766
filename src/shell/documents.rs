//! References as the documents they point to. In: a version, references. Out: a line for each. Knows nothing of where
//! the references stand.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::graph::Version;
use crate::graph::view::{key_of, sources};
use crate::value::{NodeId, Value};

/// The documents of a version.
pub(super) struct Documents {
    version: Arc<Version>,
    by_key: FxHashMap<Arc<str>, NodeId>,
}

impl Documents {
    /// O(sources).
    pub(super) fn new(version: Arc<Version>) -> Self {
        let mut by_key = FxHashMap::default();
        for (node, key) in sources(&version) {
            by_key.entry(key).or_insert(node);
        }
        Self { version, by_key }
    }

    /// `TechCrunch China Roundup, 2021-07-20, #3`: title, day of publication and place, as far as they are known; the
    /// reference as it stands when it points nowhere.
    pub(super) fn line(&self, reference: &str) -> String {
        let key = key_of(reference);
        let Some(&node) = self.by_key.get(key) else {
            return format!("{reference} (no such source)");
        };
        let property = |name: &str| match self.version.key_id(name) {
            Some(key) => self.version.node_property(node, key),
            None => Value::Null,
        };
        let mut line = match property("title") {
            Value::String(title) => title.to_string(),
            _ => key.to_owned(),
        };
        if let Value::Date(day) = property("published") {
            line += &format!(", {day}");
        }
        if let Some((_, place)) = reference.split_once('#') {
            line += &format!(", #{place}");
        }
        line
    }
}

/// References by number, in the order in which they first came.
#[derive(Default)]
pub(super) struct Numbers {
    numbers: FxHashMap<Arc<str>, usize>,
    pub(super) references: Vec<Arc<str>>,
}

impl Numbers {
    /// The number of a reference, counted from 1.
    pub(super) fn of(&mut self, reference: &Arc<str>) -> usize {
        *self
            .numbers
            .entry(Arc::clone(reference))
            .or_insert_with(|| {
                self.references.push(Arc::clone(reference));
                self.references.len()
            })
    }
}
