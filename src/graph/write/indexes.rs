//! Keeping indexes in step with nodes and relationships.
//!
//! Part of [`Version`], for whoever changes one. Every change of a node or relationship asks for the indexed values
//! before and after, and hands the differences to the indexes. Knows nothing of why an index is there.

use std::sync::Arc;

use smallvec::SmallVec;

use super::counters::identical;
use crate::diagnostic::{Interrupt, Result};
use crate::graph::catalog::{Definition, Subject};
use crate::graph::constraint::Element;
use crate::graph::id::KeyId;
use crate::graph::index::Index;
use crate::graph::version::Version;
use crate::value::Value;
use crate::value::bulk::Bulk;

/// How many subjects are taken between looks at what may stop the work.
const STEPS: usize = 1 << 13;
/// A change concerns so many indexes at most times.
const FEW: usize = 2;

/// What indexes hold of an element.
pub(in crate::graph) type Held = SmallVec<[Value; FEW]>;

impl Version {
    /// Adds the index of a definition, over all there are now. O(subjects).
    ///
    /// # Errors
    /// What stops the work; nothing was added then.
    pub(in crate::graph) fn build_index(
        &mut self,
        definition: &Definition,
        interrupt: &Interrupt,
    ) -> Result<()> {
        let (subject, keys) = (definition.subject, &*definition.keys);
        let index = Arc::new(self.made_index(subject, keys, interrupt)?);
        self.implicit
            .made_mut()
            .retain(|index| !is_on(index, subject, keys));
        Arc::make_mut(&mut self.indexes).push(index);
        Ok(())
    }

    /// Does an index want a new base? O(indexes).
    pub(in crate::graph) fn indexes_want_fold(&self) -> bool {
        let asked = self.indexes.iter().any(|index| index.wants_fold());
        asked || self.implicit.any(Index::wants_fold)
    }

    /// Makes new bases for the indexes that want one.
    ///
    /// # Errors
    /// What stops the work.
    pub(in crate::graph) fn fold_indexes(&mut self, interrupt: &Interrupt) -> Result<()> {
        for index in Arc::make_mut(&mut self.indexes)
            .iter_mut()
            .chain(self.implicit.made_mut())
        {
            if index.wants_fold() {
                Arc::make_mut(index).fold(interrupt)?;
            }
        }
        Ok(())
    }

    /// An index over all there are now. O(subjects).
    ///
    /// # Errors
    /// What stops the work.
    pub(in crate::graph) fn made_index(
        &self,
        subject: Subject,
        keys: &[KeyId],
        interrupt: &Interrupt,
    ) -> Result<Index> {
        let most = self.subject_count(subject);
        let mut entries = Bulk::<_>::from(Vec::with_capacity(most));
        for (at, id) in self.subjects(subject).enumerate() {
            if at.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            let value = self.entry_of(Element::of(subject, id), keys);
            if !value.is_null() {
                entries.push((value, id));
            }
        }
        Index::new(subject, keys, entries, interrupt)
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
    ) -> Held {
        let mut values = Held::new();
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
        before: impl IntoIterator<Item = Value>,
        concerned: impl Fn(&Index) -> bool,
    ) {
        let mut changes: SmallVec<[_; FEW]> = SmallVec::new();
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
