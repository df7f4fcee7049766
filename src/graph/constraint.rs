//! Who breaks a constraint.
//!
//! In: a version and a constraint. Out: a sentence for everyone who breaks it, with the values and whom they collide
//! with. Nothing is prevented here: a transaction asks when a statement is done and before it commits, so that values
//! may be swapped within a statement. Knows nothing of statements.

use std::fmt::Write;

use super::bits::Bits;
use super::catalog::{Definition, DefinitionKind, Subject};
use super::id::KeyId;
use super::index::Index;
use super::version::Version;
use crate::diagnostic::{Interrupt, Result};
use crate::value::literal::{self, Name};
use crate::value::{NodeId, RelId, Value, equality};

/// How many are looked at between looks at what may stop the work.
const STEPS: usize = 1 << 12;

/// A node or a relationship of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::graph) enum Element {
    Node(NodeId),
    Relationship(RelId),
}

impl Element {
    /// Whoever has this number among those the subject speaks of.
    pub(in crate::graph) fn of(subject: Subject, id: u32) -> Self {
        match subject {
            Subject::Label(_) => Self::Node(NodeId(id)),
            Subject::Type(ty) => Self::Relationship(RelId { ty: ty.0, slot: id }),
        }
    }

    /// As `elementId` shows it.
    fn show(self) -> String {
        match self {
            Self::Node(node) => node.element_id(),
            Self::Relationship(relationship) => relationship.element_id(),
        }
    }

    /// Its number in indexes.
    pub(in crate::graph) fn id(self) -> u32 {
        match self {
            Self::Node(node) => node.0,
            Self::Relationship(relationship) => relationship.slot,
        }
    }
}

impl Version {
    /// Does an index or constraint on `subject` speak of this element, which may be gone?
    pub(in crate::graph) fn is_subject(&self, subject: Subject, element: Element) -> bool {
        match (subject, element) {
            (Subject::Label(label), Element::Node(node)) => self.has_label(node, label),
            (Subject::Type(ty), Element::Relationship(relationship)) => {
                relationship.ty == ty.0 && self.relationship_is_live(relationship)
            }
            _ => false,
        }
    }

    /// All numbers a subject speaks of, ascending.
    pub(in crate::graph) fn subjects(&self, subject: Subject) -> impl Iterator<Item = u32> + '_ {
        self.subject_bits(subject).into_iter().flat_map(Bits::iter)
    }

    /// Of how many a subject speaks. O(1).
    pub(in crate::graph) fn subject_count(&self, subject: Subject) -> usize {
        self.subject_bits(subject).map_or(0, Bits::len)
    }

    fn subject_bits(&self, subject: Subject) -> Option<&Bits> {
        match subject {
            Subject::Label(label) => self.label_bits(label),
            Subject::Type(ty) => self.slots(ty),
        }
    }

    fn property_of(&self, element: Element, key: KeyId) -> Value {
        match element {
            Element::Node(node) => self.node_property(node, key),
            Element::Relationship(relationship) => self.relationship_property(relationship, key),
        }
    }

    /// The values an index holds of an element: the one value, or the list of all of several properties; `null` when
    /// one is missing.
    pub(in crate::graph) fn entry_of(&self, element: Element, keys: &[KeyId]) -> Value {
        if let [key] = keys {
            return self.property_of(element, *key);
        }
        let values: Vec<Value> = keys
            .iter()
            .map(|key| self.property_of(element, *key))
            .collect();
        if values.iter().any(Value::is_null) {
            Value::Null
        } else {
            Value::list(values)
        }
    }

    /// How an element breaks a constraint that speaks of it, if it does. O(1).
    pub(in crate::graph) fn violation_by(
        &self,
        constraint: &Definition,
        element: Element,
    ) -> Option<String> {
        if matches!(
            constraint.kind,
            DefinitionKind::NotNull | DefinitionKind::Key
        ) && let Some(missing) = constraint
            .keys
            .iter()
            .find(|key| self.property_of(element, **key).is_null())
        {
            let key = Name(self.key_name(*missing));
            return Some(format!(
                "{} has no {key}",
                self.named_element(constraint, element)
            ));
        }
        let index = self.index_of(constraint)?;
        let entry = self.entry_of(element, &constraint.keys);
        let other = index.equal(&entry).into_iter().find(|&id| {
            id != element.id() && {
                let other = Element::of(constraint.subject, id);
                equality::equals(&self.entry_of(other, &constraint.keys), &entry) == Some(true)
            }
        })?;
        Some(self.collision(constraint, other.min(element.id()), other.max(element.id())))
    }

    /// The first violations of a constraint, and whether there are more. Its index must be there. O(subjects).
    ///
    /// # Errors
    /// What stops the work.
    pub(in crate::graph) fn violations(
        &self,
        constraint: &Definition,
        most: usize,
        interrupt: &Interrupt,
    ) -> Result<(Vec<String>, bool)> {
        let mut found: Vec<String> = Vec::new();
        for (at, id) in self.subjects(constraint.subject).enumerate() {
            if at.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            let element = Element::of(constraint.subject, id);
            let Some(problem) = self.violation_by(constraint, element) else {
                continue;
            };
            // A collision is met from both sides.
            if found.contains(&problem) {
                continue;
            }
            if found.len() == most {
                return Ok((found, true));
            }
            found.push(problem);
        }
        Ok((found, false))
    }

    /// The index that a definition keeps.
    pub(in crate::graph) fn index_of(&self, definition: &Definition) -> Option<&Index> {
        if definition.has_index() {
            self.index_on(definition.subject, &definition.keys)
        } else {
            None
        }
    }

    fn collision(&self, constraint: &Definition, first: u32, second: u32) -> String {
        let element = Element::of(constraint.subject, first);
        let mut values = String::new();
        for key in &constraint.keys {
            let comma = if values.is_empty() { "" } else { ", " };
            let value = literal::cypher(&self.property_of(element, *key));
            let _ = write!(values, "{comma}{} {value}", Name(self.key_name(*key)));
        }
        let (what, about) = self.subject_words(constraint.subject);
        let other = Element::of(constraint.subject, second).show();
        let element = element.show();
        format!("{what}s {element} and {other} ({about}) both have {values}")
    }

    fn named_element(&self, constraint: &Definition, element: Element) -> String {
        let (what, about) = self.subject_words(constraint.subject);
        format!("{what} {} ({about})", element.show())
    }

    fn subject_words(&self, subject: Subject) -> (&'static str, String) {
        match subject {
            Subject::Label(label) => ("node", format!(":{}", Name(self.label_name(label)))),
            Subject::Type(ty) => ("relationship", format!(":{}", Name(self.type_name(ty)))),
        }
    }
}
