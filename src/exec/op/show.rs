//! SHOW: what there is, as rows.

use std::sync::Arc;

use super::yielded::Yielded;
use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::graph::{Definition, DefinitionKind, Subject, Version};
use crate::semantics::checked::VarId;
use crate::semantics::checked::schema::Shown;
use crate::value::Value;

/// A row for everything listed.
pub(in crate::exec) struct Show<'p> {
    pub(in crate::exec) table: &'p Shown,
    pub(in crate::exec) yields: &'p [(usize, VarId)],
}

impl Operator for Show<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let listed: Arc<[Vec<Value>]> = match self.table {
            Shown::Rows(_, rows) => Arc::clone(rows),
            Shown::Indexes => list(&run.context.version(), Definition::has_index, index_row),
            Shown::Constraints => list(
                &run.context.version(),
                Definition::is_constraint,
                constraint_row,
            ),
        };
        let mut rows = Yielded::new(&batch, self.yields);
        for row in 0..batch.rows() {
            for listed in listed.iter() {
                if rows.add(row, listed, out)? == Flow::Done {
                    return Ok(Flow::Done);
                }
            }
        }
        rows.finish(out)
    }
}

/// Rows of the definitions wanted, by name.
fn list(
    version: &Version,
    wanted: fn(&Definition) -> bool,
    row: fn(&Definition, &Version) -> Vec<Value>,
) -> Arc<[Vec<Value>]> {
    let mut found: Vec<_> = version
        .catalog()
        .iter()
        .filter(|definition| wanted(definition))
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
        .into_iter()
        .map(|definition| row(definition, version))
        .collect()
}

/// Name, then what a row of either sort says of whom a definition is about.
fn beginning(definition: &Definition, ty: &str, version: &Version) -> Vec<Value> {
    let (entity, name) = match definition.subject {
        Subject::Label(label) => ("NODE", version.label_name(label)),
        Subject::Type(ty) => ("RELATIONSHIP", version.type_name(ty)),
    };
    let keys = definition.keys.iter();
    let keys = keys.map(|key| Value::string(version.key_name(*key)));
    vec![
        Value::string(&definition.name),
        ty.into(),
        entity.into(),
        Value::list(vec![Value::string(name)]),
        Value::list(keys.collect()),
    ]
}

fn index_row(definition: &Definition, version: &Version) -> Vec<Value> {
    let index = version.index_on(definition.subject, &definition.keys);
    let count = |count: Option<usize>| {
        count.map_or(Value::Null, |count| {
            Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
        })
    };
    let mut row = beginning(definition, "RANGE", version);
    row.extend([
        if definition.is_constraint() {
            Value::string(&definition.name)
        } else {
            Value::Null
        },
        count(index.map(crate::graph::Index::len)),
        "ONLINE".into(),
        definition.statement(version).into(),
    ]);
    row
}

fn constraint_row(definition: &Definition, version: &Version) -> Vec<Value> {
    let ty = match (definition.kind, definition.subject) {
        (DefinitionKind::NotNull, Subject::Label(_)) => "NODE_PROPERTY_EXISTENCE",
        (DefinitionKind::NotNull, Subject::Type(_)) => "RELATIONSHIP_PROPERTY_EXISTENCE",
        (DefinitionKind::Key, Subject::Label(_)) => "NODE_KEY",
        (DefinitionKind::Key, Subject::Type(_)) => "RELATIONSHIP_KEY",
        (_, Subject::Label(_)) => "UNIQUENESS",
        (_, Subject::Type(_)) => "RELATIONSHIP_UNIQUENESS",
    };
    let mut row = beginning(definition, ty, version);
    row.extend([
        if definition.has_index() {
            Value::string(&definition.name)
        } else {
            Value::Null
        },
        definition.statement(version).into(),
    ]);
    row
}
