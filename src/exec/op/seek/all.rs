//! All nodes with a label, or all relationships of a type, whichever is looked through.
//!
//! In: a view, whom it is about. Out: those that are visible, their properties, columns of them. Knows nothing of what is
//! sought.

use crate::column::Column;
use crate::exec::graph_access::View;
use crate::graph::{KeyId, Subject};
use crate::value::{NodeId, RelId, Value};

/// All nodes with a label, or all relationships of a type.
#[derive(Clone, Copy)]
pub(super) struct All<'v> {
    pub(super) view: &'v View,
    pub(super) subject: Subject,
}

impl All<'_> {
    /// Is it there and visible?
    pub(super) fn sees(self, id: u32) -> bool {
        match self.subject {
            Subject::Label(_) => self.view.sees_node(NodeId(id)),
            Subject::Type(ty) => self.view.sees_relationship(RelId { ty: ty.0, slot: id }),
        }
    }
    /// The value of a property.
    pub(super) fn property(self, id: u32, key: KeyId) -> Value {
        let version = self.view.version();
        match self.subject {
            Subject::Label(_) => version.node_property(NodeId(id), key),
            Subject::Type(ty) => version.relationship_property(RelId { ty: ty.0, slot: id }, key),
        }
    }
    /// All of them that are visible.
    pub(super) fn ids(self) -> Vec<u32> {
        let version = self.view.version();
        match self.subject {
            Subject::Label(label) => {
                let mut ids = Vec::new();
                self.view
                    .nodes_in(0..version.id_bound(), Some(label), &mut ids);
                ids
            }
            Subject::Type(ty) => {
                let mut ids = Vec::new();
                if let Some(slots) = version.slots(ty) {
                    ids.extend(slots.iter().filter(|slot| self.sees(*slot)));
                }
                ids
            }
        }
    }
    /// Those of `ids` whose property equals the value.
    pub(super) fn equal_among(self, ids: &[u32], key: KeyId, value: &Value) -> Vec<u32> {
        let version = self.view.version();
        let column = match self.subject {
            Subject::Label(_) => version.node_column(key),
            Subject::Type(ty) => version.relationship_column(ty, key),
        };
        column.map_or_else(Vec::new, |column| column.equal_among(ids, value))
    }
    /// As a column.
    pub(super) fn column(self, ids: Vec<u32>) -> Column {
        match self.subject {
            Subject::Label(_) => Column::nodes(ids),
            Subject::Type(ty) => {
                let ids = ids.into_iter().map(|slot| RelId { ty: ty.0, slot });
                Column::relationships(ids.collect())
            }
        }
    }
}
