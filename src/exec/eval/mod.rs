//! Evaluation of checked expressions.
//!
//! In: an expression, a row and an [`Environment`]. Out: a value. `scalar` holds openCypher's semantics once, value by
//! value; the typed fast paths over whole columns must agree with it. Knows nothing of operators.

mod access;
mod arithmetic;
mod bins;
mod case;
mod comparison;
mod entity;
mod logic;
mod made;
mod membership;
mod property;
pub(crate) mod scalar;
#[cfg(test)]
mod tests;
mod vector;

pub(crate) use logic::is_plain;
pub(crate) use property::labels_hold;
pub(crate) use scalar::eval;
pub(crate) use vector::{evaluate, evaluate_all, select};

use std::rc::Rc;

use crate::diagnostic::Result;
use crate::exec::memory::Memory;
use crate::function::Host;
use crate::semantics::checked::{SubqueryId, VarId};
use crate::value::{NodeId, RelId, Value};

/// The values of variables in one row.
pub(crate) trait Row {
    /// The value of a variable; null when the row has none for it.
    fn get(&self, variable: VarId) -> Value;
}

/// A row in which one more variable has a value: inside comprehensions, quantifiers and `reduce`.
pub(crate) struct Bound<'a> {
    /// The row around it.
    pub(crate) outer: &'a dyn Row,
    /// The variable.
    pub(crate) variable: VarId,
    /// Its value.
    pub(crate) value: &'a Value,
}

impl Row for Bound<'_> {
    fn get(&self, variable: VarId) -> Value {
        if variable == self.variable {
            self.value.clone()
        } else {
            self.outer.get(variable)
        }
    }
}

/// The row without variables, for constant expressions.
pub(crate) struct EmptyRow;

impl Row for EmptyRow {
    fn get(&self, _: VarId) -> Value {
        Value::Null
    }
}

/// What an expression may ask for beside the row.
pub(crate) trait Environment: Host {
    /// The value of a parameter.
    fn parameter(&self, name: &str) -> Option<Value>;
    /// One property of a node, null when it has none of this name.
    fn node_property(&self, node: NodeId, key: &str) -> Result<Value>;
    /// One property of a relationship, null when it has none of this name.
    fn relationship_property(&self, relationship: RelId, key: &str) -> Result<Value>;
    /// Does the node have the label?
    fn has_label(&self, node: NodeId, label: &str) -> Result<bool>;
    /// The budget that what is made is taken from.
    fn memory(&self) -> Option<&Rc<Memory>> {
        None
    }
    /// The result of a subquery for this row.
    fn run_subquery(&self, subquery: SubqueryId, row: &dyn Row) -> Result<Value>;
    /// Does the text match the pattern as a whole? Compiled patterns are kept.
    fn matches(&self, text: &str, pattern: &str) -> Result<bool>;
    /// This environment as functions see it.
    fn host(&self) -> &dyn Host;
    /// Fails when the statement is to stop. Asked now and then in loops over elements.
    fn check(&self) -> Result<()> {
        Ok(())
    }
}
