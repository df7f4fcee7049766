//! SET and REMOVE.
//!
//! Rows are treated one after another, items from left to right; each sees what the ones before it did.

use super::held::{self, Held};
use crate::column::Batch;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::eval::{self, Row};
use crate::exec::runtime::BatchRow;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::function::Host;
use crate::graph::Transaction;
use crate::semantics::checked::{RemoveItem, SetItem};
use crate::value::{Map, NodeId, RelId, Value};

/// SET.
pub(in crate::exec) struct Set<'p> {
    items: &'p [SetItem],
    held: Held<()>,
}

impl<'p> Set<'p> {
    pub(in crate::exec) fn new(items: &'p [SetItem]) -> Self {
        Self {
            items,
            held: Held::default(),
        }
    }
}

impl Operator for Set<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.held.clear();
        Ok(())
    }
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        self.held.keep(batch, run, |_| Ok(()))
    }
    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        let items = self.items;
        for_each_row(&mut self.held, run, out, |row| apply(items, row, run))
    }
}

/// REMOVE.
pub(in crate::exec) struct Remove<'p> {
    items: &'p [RemoveItem],
    held: Held<()>,
}

impl<'p> Remove<'p> {
    pub(in crate::exec) fn new(items: &'p [RemoveItem]) -> Self {
        Self {
            items,
            held: Held::default(),
        }
    }
}

impl Operator for Remove<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.held.clear();
        Ok(())
    }
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        self.held.keep(batch, run, |_| Ok(()))
    }
    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        let items = self.items;
        for_each_row(&mut self.held, run, out, |row| {
            for item in items {
                remove(item, row, run)?;
            }
            Ok(())
        })
    }
}

/// Does the work for every row, then hands all rows on.
fn for_each_row(
    held: &mut Held<()>,
    run: &Runtime<'_, '_>,
    out: &mut Sink<'_>,
    mut work: impl FnMut(&BatchRow<'_>) -> Result<()>,
) -> Result<()> {
    let batches: Vec<Batch> = held.take().into_iter().map(|(batch, ())| batch).collect();
    for batch in &batches {
        run.context.check()?;
        for row in 0..batch.rows() {
            work(&BatchRow { batch, row })?;
        }
    }
    held::hand_on(batches, out)?;
    held.clear();
    Ok(())
}

/// What has properties.
#[derive(Clone, Copy)]
enum Entity {
    Node(NodeId),
    Relationship(RelId),
}

impl Entity {
    /// The entity in a value; `None` for null.
    fn of(value: &Value) -> Result<Option<Self>> {
        match value {
            Value::Null => Ok(None),
            Value::Node(node) => Ok(Some(Self::Node(node.id))),
            Value::Relationship(relationship) => Ok(Some(Self::Relationship(relationship.id))),
            other => Err(Diagnostic::new(
                Code::RuntimeInvalidArgumentType,
                format!(
                    "only nodes and relationships have properties to change, not a {}",
                    other.kind()
                ),
            )),
        }
    }

    fn set(self, key: &str, value: Value, transaction: &mut Transaction) -> Result<()> {
        let key = match transaction.read().key_id(key) {
            Some(key) => key,
            // A property that nothing ever had need not be taken away.
            None if value.is_null() => return self.expect_live(transaction),
            None => transaction.key(key)?,
        };
        match self {
            Self::Node(node) => transaction.set_node_property(node, key, value),
            Self::Relationship(relationship) => {
                transaction.set_relationship_property(relationship, key, value)
            }
        }
    }

    fn expect_live(self, transaction: &mut Transaction) -> Result<()> {
        let version = transaction.read();
        let live = match self {
            Self::Node(node) => version.is_live(node),
            Self::Relationship(relationship) => version.relationship_is_live(relationship),
        };
        if live {
            return Ok(());
        }
        Err(Diagnostic::new(
            Code::DeletedEntityAccess,
            "what has been deleted cannot be changed",
        ))
    }

    fn properties(self, host: &dyn Host) -> Result<Map> {
        match self {
            Self::Node(node) => host.properties_of_node(node),
            Self::Relationship(relationship) => host.properties_of_relationship(relationship),
        }
    }
}

/// Carries out items of SET for one row.
pub(super) fn apply(items: &[SetItem], row: &dyn Row, run: &Runtime<'_, '_>) -> Result<()> {
    for item in items {
        match item {
            SetItem::Property {
                subject,
                key,
                value,
            } => {
                let surroundings = run.surroundings();
                let entity = eval::eval(subject, row, &surroundings)?;
                let Some(entity) = Entity::of(&entity).map_err(|e| e.or_at(subject.span))? else {
                    continue;
                };
                let new = eval::eval(value, row, &surroundings)?;
                // Given up before writing, so that nothing need be copied.
                drop(surroundings);
                run.context
                    .write(|transaction| entity.set(key, new, transaction))
                    .map_err(|problem| problem.or_at(value.span))?;
            }
            SetItem::Replace { variable, value } | SetItem::Extend { variable, value } => {
                let Some(entity) = Entity::of(&row.get(*variable))? else {
                    continue;
                };
                let surroundings = run.surroundings();
                let new = match eval::eval(value, row, &surroundings)? {
                    Value::Map(map) => (*map).clone(),
                    other => match Entity::of(&other) {
                        Ok(Some(other)) => other.properties(&surroundings)?,
                        _ => {
                            return Err(Diagnostic::new(
                                Code::RuntimeInvalidArgumentType,
                                format!("properties come from a Map, not from a {}", other.kind()),
                            )
                            .at(value.span));
                        }
                    },
                };
                let old = match item {
                    SetItem::Replace { .. } => entity.properties(&surroundings)?,
                    _ => Map::new(),
                };
                drop(surroundings);
                run.context
                    .write(|transaction| {
                        for key in old.keys().filter(|key| new.get(key).is_none()) {
                            entity.set(key, Value::Null, transaction)?;
                        }
                        for (key, value) in new {
                            entity.set(&key, value, transaction)?;
                        }
                        Ok(())
                    })
                    .map_err(|problem| problem.or_at(value.span))?;
            }
            SetItem::Labels { variable, labels } => {
                let Some(node) = node_of(&row.get(*variable))? else {
                    continue;
                };
                run.context.write(|transaction| {
                    for label in labels {
                        let label = transaction.label(label)?;
                        transaction.add_label(node, label)?;
                    }
                    Ok(())
                })?;
            }
        }
    }
    Ok(())
}

fn remove(item: &RemoveItem, row: &dyn Row, run: &Runtime<'_, '_>) -> Result<()> {
    match item {
        RemoveItem::Property { subject, key } => {
            let entity = eval::eval(subject, row, &run.surroundings())?;
            let Some(entity) = Entity::of(&entity).map_err(|e| e.or_at(subject.span))? else {
                return Ok(());
            };
            run.context
                .write(|transaction| entity.set(key, Value::Null, transaction))
                .map_err(|problem| problem.or_at(subject.span))
        }
        RemoveItem::Labels { variable, labels } => {
            let Some(node) = node_of(&row.get(*variable))? else {
                return Ok(());
            };
            run.context.write(|transaction| {
                for label in labels {
                    if let Some(label) = transaction.read().label_id(label) {
                        transaction.remove_label(node, label)?;
                    }
                }
                Ok(())
            })
        }
    }
}

fn node_of(value: &Value) -> Result<Option<NodeId>> {
    match value {
        Value::Null => Ok(None),
        Value::Node(node) => Ok(Some(node.id)),
        other => Err(Diagnostic::new(
            Code::RuntimeInvalidArgumentType,
            format!("only nodes have labels to change, not a {}", other.kind()),
        )),
    }
}
