//! Checked statements about the schema. Know nothing of what a graph has of it.

use std::sync::Arc;

use crate::graph::DefinitionKind;
use crate::value::{Kind, Value};

/// CREATE INDEX and CREATE CONSTRAINT.
#[derive(Debug, Clone)]
pub struct Define {
    /// Its name, when it was given one.
    pub name: Option<Arc<str>>,
    /// What is there already is left as it is.
    pub if_not_exists: bool,
    /// Is it about relationships?
    pub relationship: bool,
    /// The label or type.
    pub subject: Arc<str>,
    /// The properties, at least one, none twice.
    pub keys: Vec<Arc<str>>,
    /// What it demands.
    pub kind: DefinitionKind,
}

/// DROP INDEX and DROP CONSTRAINT.
#[derive(Debug, Clone)]
pub struct Undefine {
    /// Is a constraint to go (and not an index)?
    pub constraint: bool,
    /// Which.
    pub name: Arc<str>,
    /// What is not there is no error.
    pub if_exists: bool,
}

/// What SHOW lists.
#[derive(Debug, Clone)]
pub enum Shown {
    /// The indexes of the graph, as [`INDEX_COLUMNS`].
    Indexes,
    /// The constraints of the graph, as [`CONSTRAINT_COLUMNS`].
    Constraints,
    /// Rows known already, with a word for what they are.
    Rows(&'static str, Arc<[Vec<Value>]>),
}

/// A column of what SHOW lists.
#[derive(Debug, Clone, Copy)]
pub struct ShownColumn {
    /// Its name.
    pub name: &'static str,
    /// The kind of its values.
    pub kind: fn() -> Kind,
    /// Is it shown without YIELD?
    pub usual: bool,
}

const fn usual(name: &'static str, kind: fn() -> Kind) -> ShownColumn {
    ShownColumn {
        name,
        kind,
        usual: true,
    }
}

const fn further(name: &'static str, kind: fn() -> Kind) -> ShownColumn {
    ShownColumn {
        name,
        kind,
        usual: false,
    }
}

fn text() -> Kind {
    Kind::String
}
fn texts() -> Kind {
    Kind::List(Box::new(Kind::String))
}
fn integer() -> Kind {
    Kind::Integer
}
fn boolean() -> Kind {
    Kind::Boolean
}

/// SHOW INDEXES.
pub const INDEX_COLUMNS: &[ShownColumn] = &[
    usual("name", text),
    usual("type", text),
    usual("entityType", text),
    usual("labelsOrTypes", texts),
    usual("properties", texts),
    usual("owningConstraint", text),
    usual("entries", integer),
    further("state", text),
    further("createStatement", text),
];

/// SHOW CONSTRAINTS.
pub const CONSTRAINT_COLUMNS: &[ShownColumn] = &[
    usual("name", text),
    usual("type", text),
    usual("entityType", text),
    usual("labelsOrTypes", texts),
    usual("properties", texts),
    usual("ownedIndex", text),
    further("createStatement", text),
];

/// SHOW FUNCTIONS.
pub const FUNCTION_COLUMNS: &[ShownColumn] = &[
    usual("name", text),
    usual("signature", text),
    usual("description", text),
    further("aggregating", boolean),
    further("aliases", texts),
    further("example", text),
];

/// SHOW PROCEDURES.
pub const PROCEDURE_COLUMNS: &[ShownColumn] = &[usual("name", text), usual("signature", text)];
