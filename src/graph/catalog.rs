//! The catalog: which indexes and constraints exist.
//!
//! In: definitions, one at a time. Out: what holds for a label or type, by name and by what it is about. A definition
//! says what should be; the entries of indexes lie in [`super::index`], and [`super::constraint`] tells who breaks a
//! constraint. Knows nothing of nodes.

use std::fmt::Write;
use std::sync::Arc;

use super::id::{KeyId, LabelId, TypeId};
use super::version::Version;
use crate::value::literal::Name;

/// What an index or a constraint is about: the nodes of a label, or the relationships of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Nodes with this label.
    Label(LabelId),
    /// Relationships of this type.
    Type(TypeId),
}

/// What a definition demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DefinitionKind {
    /// Nothing: an index, there to find by value.
    Index,
    /// No two have the same values (of several properties: the same of all). Who lacks one is free.
    Unique,
    /// Each has the property.
    NotNull,
    /// Each has all the properties, and no two the same: NODE KEY, RELATIONSHIP KEY.
    Key,
}

/// An index or a constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its name; no two definitions of a graph share one.
    pub name: Arc<str>,
    /// What it demands.
    pub kind: DefinitionKind,
    /// Of whom.
    pub subject: Subject,
    /// Of which properties; at least one, none twice.
    pub keys: Box<[KeyId]>,
}

impl Definition {
    /// Does it demand anything?
    pub fn is_constraint(&self) -> bool {
        self.kind != DefinitionKind::Index
    }

    /// Are values looked up for it, so that it has an index?
    pub fn has_index(&self) -> bool {
        self.kind != DefinitionKind::NotNull
    }

    /// The statement that creates it in a graph with the names of `version`.
    ///
    /// ```
    /// use quipu::graph::{Definition, DefinitionKind, Graph, Subject};
    ///
    /// # fn main() -> quipu::diagnostic::Result<()> {
    /// let graph = Graph::new();
    /// let mut transaction = graph.begin();
    /// let (person, email) = (transaction.label("Person")?, transaction.key("e-mail")?);
    /// transaction.define(Definition {
    ///     name: "one_address".into(),
    ///     kind: DefinitionKind::Unique,
    ///     subject: Subject::Label(person),
    ///     keys: [email].into(),
    /// })?;
    /// let version = transaction.commit()?;
    /// assert_eq!(
    ///     version.catalog().get("one_address").unwrap().statement(&version),
    ///     "CREATE CONSTRAINT one_address FOR (n:Person) REQUIRE n.`e-mail` IS UNIQUE"
    /// );
    /// # Ok(())
    /// # }
    /// ```
    pub fn statement(&self, version: &Version) -> String {
        let variable = match self.subject {
            Subject::Label(_) => 'n',
            Subject::Type(_) => 'r',
        };
        let mut keys = String::new();
        for key in &self.keys {
            let comma = if keys.is_empty() { "" } else { ", " };
            let _ = write!(keys, "{comma}{variable}.{}", Name(version.key_name(*key)));
        }
        let pattern = match self.subject {
            Subject::Label(label) => format!("(n:{})", Name(version.label_name(label))),
            Subject::Type(ty) => format!("()-[r:{}]-()", Name(version.type_name(ty))),
        };
        let name = Name(&self.name);
        if self.kind == DefinitionKind::Index {
            return format!("CREATE INDEX {name} FOR {pattern} ON ({keys})");
        }
        let several = self.keys.len() > 1;
        let (open, close) = if several { ("(", ")") } else { ("", "") };
        let demand = self.demand();
        format!("CREATE CONSTRAINT {name} FOR {pattern} REQUIRE {open}{keys}{close} IS {demand}")
    }

    /// What a constraint demands, in the words of the language.
    pub fn demand(&self) -> &'static str {
        match (self.kind, self.subject) {
            (DefinitionKind::Index, _) => "INDEXED",
            (DefinitionKind::Unique, _) => "UNIQUE",
            (DefinitionKind::NotNull, _) => "NOT NULL",
            (DefinitionKind::Key, Subject::Label(_)) => "NODE KEY",
            (DefinitionKind::Key, Subject::Type(_)) => "RELATIONSHIP KEY",
        }
    }
}

/// All definitions of a graph, in the order they were made.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    definitions: Vec<Arc<Definition>>,
}

impl Catalog {
    /// All definitions.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<Definition>> + '_ {
        self.definitions.iter()
    }

    /// The constraints among them.
    pub fn constraints(&self) -> impl Iterator<Item = &Arc<Definition>> + '_ {
        self.iter().filter(|definition| definition.is_constraint())
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.definitions.is_empty()
    }

    /// The definition of this name.
    pub fn get(&self, name: &str) -> Option<&Arc<Definition>> {
        self.iter().find(|definition| *definition.name == *name)
    }

    /// The definition that says the same of the same.
    pub fn find(
        &self,
        kind: DefinitionKind,
        subject: Subject,
        keys: &[KeyId],
    ) -> Option<&Arc<Definition>> {
        self.iter().find(|definition| {
            (definition.kind, definition.subject, &*definition.keys) == (kind, subject, keys)
        })
    }

    /// The definition whose index is on these properties of these.
    pub fn indexed(&self, subject: Subject, keys: &[KeyId]) -> Option<&Arc<Definition>> {
        self.iter().find(|definition| {
            definition.has_index() && (definition.subject, &*definition.keys) == (subject, keys)
        })
    }

    pub(in crate::graph) fn add(&mut self, definition: Arc<Definition>) {
        self.definitions.push(definition);
    }

    pub(in crate::graph) fn remove(&mut self, name: &str) {
        self.definitions
            .retain(|definition| *definition.name != *name);
    }
}

#[cfg(test)]
mod tests {
    use super::{Definition, DefinitionKind, Subject};
    use crate::graph::Graph;

    #[test]
    fn definitions_as_statements() {
        let graph = Graph::new();
        let mut transaction = graph.begin();
        let label = transaction.label("Ort mit Namen").unwrap();
        let ty = transaction.rel_type("KNOWS").unwrap();
        let (a, b) = (transaction.key("a").unwrap(), transaction.key("b").unwrap());
        let version = transaction.version();
        let check = |kind, subject, keys: &[_], expected: &str| {
            let definition = Definition {
                name: "x".into(),
                kind,
                subject,
                keys: keys.into(),
            };
            assert_eq!(definition.statement(&version), expected);
        };
        let (node, relationship) = (Subject::Label(label), Subject::Type(ty));
        check(
            DefinitionKind::Index,
            node,
            &[a, b],
            "CREATE INDEX x FOR (n:`Ort mit Namen`) ON (n.a, n.b)",
        );
        check(
            DefinitionKind::NotNull,
            relationship,
            &[b],
            "CREATE CONSTRAINT x FOR ()-[r:KNOWS]-() REQUIRE r.b IS NOT NULL",
        );
        check(
            DefinitionKind::Key,
            relationship,
            &[a, b],
            "CREATE CONSTRAINT x FOR ()-[r:KNOWS]-() REQUIRE (r.a, r.b) IS RELATIONSHIP KEY",
        );
        check(
            DefinitionKind::Key,
            node,
            &[a],
            "CREATE CONSTRAINT x FOR (n:`Ort mit Namen`) REQUIRE n.a IS NODE KEY",
        );
    }
}
