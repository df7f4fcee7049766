//! Keeping indexes in step with nodes and relationships.
//!
//! Part of [`Version`], for whoever changes one. Every change of a node or relationship asks for the indexed values
//! before and after, and hands the differences to the indexes. Knows nothing of why an index is there.

use std::sync::Arc;

use super::counters::identical;
use crate::graph::catalog::{Definition, Subject};
use crate::graph::constraint::Element;
use crate::graph::id::KeyId;
use crate::graph::index::Index;
use crate::graph::version::Version;
use crate::value::Value;

impl Version {
    /// Adds the index of a definition, over all there are now. O(subjects).
    pub(in crate::graph) fn build_index(&mut self, definition: &Definition) {
        let (subject, keys) = (definition.subject, &*definition.keys);
        let index = Arc::new(self.made_index(subject, keys));
        self.implicit
            .made_mut()
            .retain(|index| !is_on(index, subject, keys));
        Arc::make_mut(&mut self.indexes).push(index);
    }

    /// An index over all there are now. O(subjects).
    pub(in crate::graph) fn made_index(&self, subject: Subject, keys: &[KeyId]) -> Index {
        let entries = self
            .subjects(subject)
            .map(|id| (self.entry_of(Element::of(subject, id), keys), id))
            .filter(|(value, _)| !value.is_null())
            .collect();
        Index::new(subject, keys, entries)
    }

    /// Gives the index of a definition up, if there is one.
    pub(in crate::graph) fn drop_index(&mut self, definition: &Definition) {
        Arc::make_mut(&mut self.indexes)
            .retain(|index| !is_on(index, definition.subject, &definition.keys));
    }

    /// The values of an element in the indexes concerned, those that were asked for first, `null` where it is in none.
    pub(in crate::graph) fn indexed(
        &self,
        element: Element,
        concerned: impl Fn(&Index) -> bool,
    ) -> Vec<Value> {
        let mut values = Vec::new();
        self.each_index(|_, index| {
            if may_hold(index, element) && concerned(index) {
                values.push(entry(self, index, element));
            }
        });
        values
    }

    /// Brings the indexes concerned in step, given what they held `before`; nothing means that they held nothing.
    pub(in crate::graph) fn follow(
        &mut self,
        element: Element,
        before: Vec<Value>,
        concerned: impl Fn(&Index) -> bool,
    ) {
        let mut changes = Vec::new();
        let mut before = before.into_iter();
        self.each_index(|number, index| {
            if may_hold(index, element) && concerned(index) {
                let old = before.next().unwrap_or_default();
                let new = entry(self, index, element);
                if !identical(&old, &new) {
                    changes.push((number, old, new));
                }
            }
        });
        for (number, old, new) in changes {
            let index = match number.checked_sub(self.indexes.len()) {
                None => &mut Arc::make_mut(&mut self.indexes)[number],
                Some(implicit) => &mut self.implicit.made_mut()[implicit],
            };
            Arc::make_mut(index).change(element.id(), &old, new);
        }
    }

    /// All indexes with a number, those that were asked for first.
    fn each_index(&self, mut look: impl FnMut(usize, &Index)) {
        let implicit = self.implicit.made();
        for (number, index) in self.indexes.iter().chain(&implicit).enumerate() {
            look(number, index);
        }
    }
}

fn is_on(index: &Index, subject: Subject, keys: &[KeyId]) -> bool {
    (index.subject(), index.keys()) == (subject, keys)
}

/// Is the index of the sort that holds such elements?
fn may_hold(index: &Index, element: Element) -> bool {
    match (index.subject(), element) {
        (Subject::Label(_), Element::Node(_)) => true,
        (Subject::Type(ty), Element::Relationship(relationship)) => relationship.ty == ty.0,
        _ => false,
    }
}

/// What an index holds of an element, `null` for nothing.
fn entry(version: &Version, index: &Index, element: Element) -> Value {
    if version.is_subject(index.subject(), element) {
        version.entry_of(element, index.keys())
    } else {
        Value::Null
    }
}
