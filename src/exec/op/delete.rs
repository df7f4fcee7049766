//! DELETE and DETACH DELETE.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::held::{self, Batches, Held};
use crate::column::{Batch, Column};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::memory::Reservation;
use crate::exec::{Context, Flow, Operator, Runtime, Sink, View, eval};
use crate::graph::Bits;
use crate::semantics::checked::{Direction, Expr};
use crate::value::{NodeId, RelId, Value};

/// Collects what is to be deleted from all rows; then deletes relationships, then nodes.
pub(in crate::exec) struct Delete<'p> {
    targets: &'p [Expr],
    detach: bool,
    held: Held<Vec<Column>>,
}

impl<'p> Delete<'p> {
    pub(in crate::exec) fn new(targets: &'p [Expr], detach: bool) -> Self {
        Self {
            targets,
            detach,
            held: Held::default(),
        }
    }
}

/// What is to be deleted, each once, in the order found.
#[derive(Default)]
struct Doomed {
    nodes: Vec<NodeId>,
    relationships: Vec<RelId>,
    seen_nodes: Bits,
    /// Slots, by type.
    seen_relationships: FxHashMap<u16, Bits>,
    held: Reservation,
    /// How much of all is in `held`.
    reserved: usize,
}

/// What remembering one that is to be deleted takes, and taking it out of the lists.
const BYTES: usize = 96;
/// How many are deleted between looks at whether that is still wanted.
const STEP: usize = 1 << 12;

impl Doomed {
    /// Looks whether it is still wanted, and takes what the new ones hold.
    fn look(&mut self, context: &Context) -> Result<()> {
        context.check()?;
        let all = self.nodes.len() + self.relationships.len();
        let more = all - self.reserved;
        self.reserved = all;
        self.held.grow(context.memory(), more * BYTES)
    }
    fn node(&mut self, node: NodeId) {
        if self.seen_nodes.insert(node.0) {
            self.nodes.push(node);
        }
    }
    fn relationship(&mut self, relationship: RelId) {
        let seen = self.seen_relationships.entry(relationship.ty).or_default();
        if seen.insert(relationship.slot) {
            self.relationships.push(relationship);
        }
    }
    fn value(&mut self, value: &Value) -> Result<()> {
        match value {
            Value::Null => {}
            Value::Node(node) => self.node(node.id),
            Value::Relationship(relationship) => self.relationship(relationship.id),
            Value::Path(path) => {
                path.nodes.iter().for_each(|node| self.node(node.id));
                for (relationship, _) in &path.relationships {
                    self.relationship(relationship.id);
                }
            }
            other => {
                return Err(Diagnostic::new(
                    Code::RuntimeInvalidArgumentType,
                    format!(
                        "only nodes, relationships and paths can be deleted, not {:#}",
                        other.kind()
                    ),
                ));
            }
        }
        Ok(())
    }
}

impl Operator for Delete<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.held.clear();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        let targets = self.targets;
        self.held.keep(batch, run, |batch| {
            let surroundings = run.surroundings();
            targets
                .iter()
                .map(|target| eval::evaluate(target, batch, &surroundings))
                .collect()
        })
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        let mut doomed = Doomed::default();
        let mut batches = Batches::default();
        for (batch, columns) in self.held.take() {
            doomed.look(run.context)?;
            for (target, column) in self.targets.iter().zip(&columns) {
                for row in 0..column.len() {
                    let value = column.get(row);
                    doomed.value(&value).map_err(|e| e.or_at(target.span))?;
                }
            }
            batches.push(batch);
        }
        self.delete(doomed, run.context)?;
        held::hand_on(batches, run, out)?;
        self.held.clear();
        Ok(())
    }
}

impl Delete<'_> {
    fn delete(&self, mut doomed: Doomed, context: &Context) -> Result<()> {
        let version = context.version();
        if self.detach {
            let all = View::new(Arc::clone(&version), None);
            let hops = all.hops(&[], Direction::Both);
            let mut walked = 0;
            for at in 0..doomed.nodes.len() {
                let met = hops
                    .of(doomed.nodes[at])
                    .map(|(relationship, ..)| relationship);
                for relationship in met {
                    doomed.relationship(relationship);
                    walked += 1;
                    if walked % STEP == 0 {
                        doomed.look(context)?;
                    }
                }
                if at.is_multiple_of(STEP) {
                    doomed.look(context)?;
                }
            }
        }
        if doomed.nodes.is_empty() && doomed.relationships.is_empty() {
            return Ok(());
        }
        doomed.look(context)?;
        context.note_deletion();
        for (at, &relationship) in doomed.relationships.iter().enumerate() {
            if at.is_multiple_of(STEP) {
                context.check()?;
            }
            if let Some(ends) = version.endpoints(relationship) {
                context.note_deleted_relationship(relationship, ends);
            }
        }
        drop(version);
        let place = self.targets.first().map(|target| target.span);
        let located = |problem: Diagnostic| match place {
            Some(place) => problem.or_at(place),
            None => problem,
        };
        for some in doomed.relationships.chunks(STEP) {
            context.check()?;
            context
                .write(|transaction| {
                    some.iter()
                        .try_for_each(|one| transaction.delete_relationship(*one).map(drop))
                })
                .map_err(located)?;
        }
        for some in doomed.nodes.chunks(STEP) {
            context.check()?;
            context
                .write(|transaction| {
                    some.iter()
                        .try_for_each(|one| transaction.delete_node(*one).map(drop))
                })
                .map_err(located)?;
        }
        Ok(())
    }
}
