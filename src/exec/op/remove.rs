//! REMOVE.

use super::entity::{Entity, node_of};
use super::held::{self, Held};
use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::eval::{self, Row};
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::semantics::checked::RemoveItem;
use crate::value::Value;

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
        held::for_each_row(&mut self.held, run, out, |row| {
            for item in items {
                remove(item, row, run)?;
            }
            Ok(())
        })
    }
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
