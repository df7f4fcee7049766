//! Properties that every relationship of a trail must have.

use std::sync::Arc;

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::eval;
use crate::exec::graph_access::View;
use crate::exec::runtime::Surroundings;
use crate::graph::KeyId;
use crate::semantics::checked::Expr;
use crate::value::{RelId, equality};

/// Keys and the values asked for, evaluated once per row.
pub(super) struct Required(Vec<(Option<KeyId>, Column)>);

impl Required {
    pub(super) fn new(
        properties: &[(Arc<str>, Expr)],
        batch: &Batch,
        surroundings: &Surroundings<'_, '_, '_>,
    ) -> Result<Self> {
        let version = surroundings.view.version();
        let columns = properties.iter().map(|(key, expr)| {
            let column = eval::evaluate(expr, batch, surroundings)?;
            Ok((version.key_id(key), column))
        });
        Ok(Self(columns.collect::<Result<_>>()?))
    }

    /// Is nothing asked for?
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Has the relationship all the properties asked for in this row?
    #[inline]
    pub(super) fn fits(&self, relationship: RelId, row: usize, view: &View) -> bool {
        self.0.iter().all(|(key, column)| {
            key.is_some_and(|key| {
                let value = view.version().relationship_property(relationship, key);
                equality::equals(&value, &column.get(row)) == Some(true)
            })
        })
    }
}
