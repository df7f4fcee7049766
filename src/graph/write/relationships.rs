//! Changing relationships: creating, setting properties, deleting.
//!
//! Part of [`Transaction`]. The neighbour lists follow in one batch when the state is next read.

use super::property::check_storable;
use super::{Change, Transaction, deleted, too_large};
use crate::diagnostic::Result;
use crate::graph::adjacency::Edit;
use crate::graph::constraint::Element;
use crate::graph::id::{KeyId, TypeId};
use crate::graph::index::Index;
use crate::graph::write::counters::identical;
use crate::value::{NodeId, RelId, Value};

impl Transaction {
    /// Creates a relationship. A later property with the same key replaces an earlier one; `null` is not stored.
    pub fn create_relationship(
        &mut self,
        ty: TypeId,
        from: NodeId,
        to: NodeId,
        properties: &[(KeyId, Value)],
    ) -> Result<RelId> {
        properties
            .iter()
            .try_for_each(|(_, value)| check_storable(value))?;
        self.expect_node(from)?;
        self.expect_node(to)?;
        let base = std::sync::Arc::clone(&self.base);
        let state = self.state();
        let table = state.table_mut(ty);
        let Some(slot) = table.next_slot(base.table(ty)) else {
            return Err(too_large("relationships of one type", u32::MAX as usize));
        };
        table.open(slot, from.0, to.0);
        for (key, value) in properties {
            table.properties.set(slot, *key, value.clone());
        }
        state.relationships += 1;
        let relationship = RelId { ty: ty.0, slot };
        state.follow(Element::Relationship(relationship), Vec::new(), |_| true);
        self.pending.entry(ty).or_default().push(Edit {
            node: from.0,
            neighbor: to.0,
            slot,
            add: true,
        });
        let properties = self.current.relationship_properties(relationship).into();
        self.log.push(Change::CreateRelationship {
            relationship,
            from,
            to,
            properties,
        });
        Ok(relationship)
    }

    /// Sets a property of a relationship; `null` takes it out.
    pub fn set_relationship_property(
        &mut self,
        relationship: RelId,
        key: KeyId,
        value: Value,
    ) -> Result<()> {
        check_storable(&value)?;
        if !self.current.relationship_is_live(relationship) {
            return Err(deleted("relationship"));
        }
        if identical(
            &self.current.relationship_property(relationship, key),
            &value,
        ) {
            return Ok(());
        }
        let element = Element::Relationship(relationship);
        let concerned = |index: &Index| index.keys().contains(&key);
        let before = self.current.indexed(element, concerned);
        let table = self.state().table_mut(TypeId(relationship.ty));
        table.properties.set(relationship.slot, key, value.clone());
        self.state().follow(element, before, concerned);
        self.log
            .push(Change::SetRelationshipProperty(relationship, key, value));
        Ok(())
    }

    /// Deletes a relationship; was it still there?
    pub fn delete_relationship(&mut self, relationship: RelId) -> Result<bool> {
        let ty = TypeId(relationship.ty);
        let Some((from, to)) = self.current.endpoints(relationship) else {
            return Ok(false);
        };
        let element = Element::Relationship(relationship);
        let before = self.current.indexed(element, |_| true);
        let state = self.state();
        let table = state.table_mut(ty);
        table.properties.clear(relationship.slot);
        table.close(relationship.slot);
        state.relationships -= 1;
        state.follow(element, before, |_| true);
        self.pending.entry(ty).or_default().push(Edit {
            node: from.0,
            neighbor: to.0,
            slot: relationship.slot,
            add: false,
        });
        self.freed_slot(relationship);
        self.log.push(Change::DeleteRelationship(relationship));
        Ok(true)
    }
}
