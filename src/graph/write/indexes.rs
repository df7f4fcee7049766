//! Keeping indexes in step with nodes and relationships.
//!
//! Part of [`Version`], for whoever changes one. Every change of a node or relationship asks for the indexed values
//! before and after, and hands the differences to the indexes. Knows nothing of why an index is there.

use std::sync::Arc;

use super::counters::identical;
use crate::graph::catalog::Definition;
use crate::graph::constraint::Element;
use crate::graph::index::Index;
use crate::graph::version::Version;
use crate::value::Value;

impl Version {
    /// Adds the index of a definition, over all there are now. O(subjects).
    pub(in crate::graph) fn build_index(&mut self, definition: &Definition) {
        let (subject, keys) = (definition.subject, &*definition.keys);
        let entries = self
            .subjects(subject)
            .map(|id| (self.entry_of(Element::of(subject, id), keys), id))
            .filter(|(value, _)| !value.is_null())
            .collect();
        let index = Arc::new(Index::new(subject, keys, entries));
        Arc::make_mut(&mut self.indexes).push(index);
    }

    /// Gives the index of a definition up, if there is one.
    pub(in crate::graph) fn drop_index(&mut self, definition: &Definition) {
        Arc::make_mut(&mut self.indexes).retain(|index| {
            (index.subject(), index.keys()) != (definition.subject, &*definition.keys)
        });
    }

    /// The values of an element in the indexes concerned, by number of the index, `null` where it is in none.
    pub(in crate::graph) fn indexed(
        &self,
        element: Element,
        concerned: impl Fn(&Index) -> bool,
    ) -> Vec<(usize, Value)> {
        let indexes = self.indexes.iter().enumerate();
        indexes
            .filter(|(_, index)| may_hold(index, element) && concerned(index))
            .map(|(at, index)| (at, entry(self, index, element)))
            .collect()
    }

    /// Brings the indexes concerned in step, given what they held `before`; nothing means that they held nothing.
    pub(in crate::graph) fn follow(
        &mut self,
        element: Element,
        before: Vec<(usize, Value)>,
        concerned: impl Fn(&Index) -> bool,
    ) {
        for (place, (at, new)) in self.indexed(element, concerned).into_iter().enumerate() {
            let old = before
                .get(place)
                .map_or(Value::Null, |(_, value)| value.clone());
            if !identical(&old, &new) {
                let indexes = Arc::make_mut(&mut self.indexes);
                Arc::make_mut(&mut indexes[at]).change(element.id(), &old, new);
            }
        }
    }
}

/// Is the index of the sort that holds such elements?
fn may_hold(index: &Index, element: Element) -> bool {
    use crate::graph::catalog::Subject;
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
