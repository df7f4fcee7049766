//! What operators and expressions reach beside their rows, during one run of a statement.
//!
//! In: the context, and the pipelines of the subqueries of expressions. Out: answers to functions and expressions
//! ([`Surroundings`]). Knows nothing of operators.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::context::Context;
use super::eval::{Environment, Row};
use super::graph_access::View;
use super::memory::Memory;
use super::subplan::Subplan;
use crate::column::Batch;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::Host;
use crate::graph::TypeId;
use crate::semantics::checked::{SubqueryId, VarId};
use crate::value::temporal::Clock;
use crate::value::{Map, NodeId, RelId, Value};

/// What a run of a statement has at hand.
pub(crate) struct Runtime<'r, 'p> {
    /// The graph, parameters, limits.
    pub(crate) context: &'r Context,
    pub(crate) subplans: &'r [RefCell<Subplan<'p>>],
}

impl<'r, 'p> Runtime<'r, 'p> {
    /// What expressions may ask, as the graph is now.
    pub(crate) fn surroundings(&self) -> Surroundings<'_, 'r, 'p> {
        Surroundings {
            run: self,
            view: self.context.view(),
        }
    }
}

/// A row of a batch.
#[derive(Clone, Copy)]
pub(crate) struct BatchRow<'b> {
    pub(crate) batch: &'b Batch,
    pub(crate) row: usize,
}

impl Row for BatchRow<'_> {
    fn get(&self, variable: VarId) -> Value {
        self.batch.value(variable.index(), self.row)
    }
}

/// The surroundings of expressions at one moment.
pub(crate) struct Surroundings<'e, 'r, 'p> {
    pub(crate) run: &'e Runtime<'r, 'p>,
    pub(crate) view: Rc<View>,
}

impl Surroundings<'_, '_, '_> {
    /// Fails when this statement has deleted the node.
    #[inline]
    pub(crate) fn expect_node(&self, node: NodeId) -> Result<()> {
        if self.run.context.has_deleted() && !self.view.version().is_live(node) {
            return Err(deleted("node"));
        }
        Ok(())
    }
    /// Fails when this statement has deleted the relationship.
    #[inline]
    pub(crate) fn expect_relationship(&self, relationship: RelId) -> Result<()> {
        if self.run.context.has_deleted() && !self.view.version().relationship_is_live(relationship)
        {
            return Err(deleted("relationship"));
        }
        Ok(())
    }
}

fn deleted(what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DeletedEntityAccess,
        format!("the {what} has been deleted by this statement and cannot be read any more"),
    )
}

impl Host for Surroundings<'_, '_, '_> {
    fn labels_of(&self, node: NodeId) -> Result<Vec<Arc<str>>> {
        self.expect_node(node)?;
        let version = self.view.version();
        let labels = version.labels(node);
        Ok(labels
            .map(|label| Arc::clone(version.label_name(label)))
            .collect())
    }
    fn type_of(&self, relationship: RelId) -> Result<Arc<str>> {
        Ok(Arc::clone(
            self.view.version().type_name(TypeId(relationship.ty)),
        ))
    }
    fn properties_of_node(&self, node: NodeId) -> Result<Map> {
        self.expect_node(node)?;
        let version = self.view.version();
        let properties = version.node_properties(node).into_iter();
        Ok(properties
            .map(|(key, value)| (Arc::clone(version.key_name(key)), value))
            .collect())
    }
    fn properties_of_relationship(&self, relationship: RelId) -> Result<Map> {
        self.expect_relationship(relationship)?;
        let version = self.view.version();
        let properties = version.relationship_properties(relationship).into_iter();
        Ok(properties
            .map(|(key, value)| (Arc::clone(version.key_name(key)), value))
            .collect())
    }
    fn property(&self, element: &Value, key: &str) -> Result<Value> {
        match element {
            Value::Node(node) => self.node_property(node.id, key),
            Value::Relationship(relationship) => self.relationship_property(relationship.id, key),
            _ => Ok(Value::Null),
        }
    }
    fn source_node(&self, key: &str) -> Result<Option<NodeId>> {
        Ok(self.run.context.source_node(key, &self.view))
    }
    fn endpoints(&self, relationship: RelId) -> Result<(NodeId, NodeId)> {
        self.view
            .version()
            .endpoints(relationship)
            .or_else(|| self.run.context.lost_ends(relationship))
            .ok_or_else(|| deleted("relationship"))
    }
    fn room(&self, bytes: usize) -> Result<()> {
        self.run.context.check()?;
        self.run.context.memory().room(bytes)
    }
    fn clock(&self) -> &Clock {
        self.run.context.clock()
    }
    fn random(&self) -> f64 {
        fastrand::f64()
    }
}

impl Environment for Surroundings<'_, '_, '_> {
    fn memory(&self) -> Option<&Rc<Memory>> {
        Some(self.run.context.memory())
    }
    fn parameter(&self, name: &str) -> Option<Value> {
        self.run.context.parameter(name).cloned()
    }
    fn node_property(&self, node: NodeId, key: &str) -> Result<Value> {
        self.expect_node(node)?;
        let version = self.view.version();
        Ok(version
            .key_id(key)
            .map_or(Value::Null, |key| version.node_property(node, key)))
    }
    fn relationship_property(&self, relationship: RelId, key: &str) -> Result<Value> {
        self.expect_relationship(relationship)?;
        let version = self.view.version();
        Ok(version.key_id(key).map_or(Value::Null, |key| {
            version.relationship_property(relationship, key)
        }))
    }
    fn has_label(&self, node: NodeId, label: &str) -> Result<bool> {
        self.expect_node(node)?;
        let version = self.view.version();
        Ok(version
            .label_id(label)
            .is_some_and(|label| version.has_label(node, label)))
    }
    fn run_subquery(&self, subquery: SubqueryId, row: &dyn Row) -> Result<Value> {
        super::subplan::run_for_row(subquery, row, self.run)
    }
    fn matches(&self, text: &str, pattern: &str) -> Result<bool> {
        self.run.context.matches(text, pattern)
    }
    fn host(&self) -> &dyn Host {
        self
    }
    fn check(&self) -> Result<()> {
        self.run.context.check()
    }
}
