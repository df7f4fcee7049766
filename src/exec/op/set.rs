//! SET.
//!
//! Rows are treated one after another, items from left to right; each sees what the ones before it did.

use super::entity::{Entity, node_of};
use super::held::{self, Held};
use crate::column::Batch;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::eval::{self, Row};
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::semantics::checked::SetItem;
use crate::value::{Map, Value};

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
        held::for_each_row(&mut self.held, run, out, |row| apply(items, row, run))
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
                    Value::Map(map) => map,
                    other => match Entity::of(&other) {
                        Ok(Some(other)) => other.properties(&surroundings)?,
                        _ => {
                            return Err(Diagnostic::new(
                                Code::RuntimeInvalidArgumentType,
                                format!("properties come from a Map, not from {:#}", other.kind()),
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
