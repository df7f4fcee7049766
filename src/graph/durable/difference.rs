//! What is different between two moments of a history.
//!
//! In: two moments. Out: the nodes and relationships that came, went or changed from one to the other, and both versions
//! to look them up in. Only what the commits in between touched is looked at. Knows nothing of how it is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::options::At;
use super::store::Store;
use crate::diagnostic::Result;
use crate::graph::catalog::Definition;
use crate::graph::id::{KeyId, LabelId};
use crate::graph::version::Version;
use crate::graph::write::{Change, identical};
use crate::value::{NodeId, RelId, Value};

/// What is different between two moments.
#[derive(Debug)]
pub struct Difference {
    /// The graph at the first moment.
    pub from: Arc<Version>,
    /// The graph at the second moment.
    pub to: Arc<Version>,
    /// What is different: nodes by id, relationships by id, indexes and constraints; of each what went before what came.
    pub entries: Vec<Different>,
}

/// One thing that is different.
#[derive(Debug, Clone)]
pub enum Different {
    /// A node is there no more.
    NodeGone(NodeId),
    /// A node is new. Ids are used again, so one of the same id may be gone.
    NodeNew(NodeId),
    /// A node has labels that it had not.
    LabelNew(NodeId, LabelId),
    /// A node has lost a label.
    LabelGone(NodeId, LabelId),
    /// A property of a node has another value; `null` where it has none.
    NodeProperty(NodeId, KeyId, Value, Value),
    /// A relationship is there no more.
    RelationshipGone(RelId),
    /// A relationship is new.
    RelationshipNew(RelId),
    /// A property of a relationship has another value; `null` where it has none.
    RelationshipProperty(RelId, KeyId, Value, Value),
    /// An index or constraint is there no more.
    DefinitionGone(Arc<Definition>),
    /// An index or constraint is new.
    DefinitionNew(Arc<Definition>),
}

/// What the commits in between did to one node or relationship.
#[derive(Debug, Default)]
struct Touched {
    /// Was one of this id deleted?
    deleted: bool,
    keys: BTreeSet<KeyId>,
    labels: BTreeSet<LabelId>,
}

impl Difference {
    pub(super) fn between(store: &Store, from: &At, to: &At) -> Result<Self> {
        let (from, to) = (store.version_at(from)?, store.version_at(to)?);
        let (first, last) = (from.commit.min(to.commit), from.commit.max(to.commit));
        let mut nodes: BTreeMap<NodeId, Touched> = BTreeMap::new();
        let mut relationships: BTreeMap<RelId, Touched> = BTreeMap::new();
        store.each_change(first, last, |change| match change {
            Change::CreateNode { node, .. } => {
                nodes.entry(node).or_default();
            }
            Change::DeleteNode(node) => nodes.entry(node).or_default().deleted = true,
            Change::SetNodeProperty(node, key, _) => {
                nodes.entry(node).or_default().keys.insert(key);
            }
            Change::AddLabel(node, label) | Change::RemoveLabel(node, label) => {
                nodes.entry(node).or_default().labels.insert(label);
            }
            Change::CreateRelationship { relationship, .. } => {
                relationships.entry(relationship).or_default();
            }
            Change::DeleteRelationship(relationship) => {
                relationships.entry(relationship).or_default().deleted = true;
            }
            Change::SetRelationshipProperty(relationship, key, _) => {
                let touched = relationships.entry(relationship).or_default();
                touched.keys.insert(key);
            }
            // Names are in no answer; indexes and constraints are compared below.
            Change::Label(..)
            | Change::Type(..)
            | Change::Key(..)
            | Change::Define(_)
            | Change::Undefine(_) => {}
        })?;
        let mut entries = Vec::new();
        for (node, touched) in nodes {
            compare_nodes(&from, &to, node, &touched, &mut entries);
        }
        for (relationship, touched) in relationships {
            compare_relationships(&from, &to, relationship, &touched, &mut entries);
        }
        let lacks = |version: &Version, definition: &Arc<Definition>| {
            version.catalog().get(&definition.name) != Some(definition)
        };
        let gone = from.catalog().iter().filter(|old| lacks(&to, old));
        entries.extend(gone.map(|old| Different::DefinitionGone(Arc::clone(old))));
        let new = to.catalog().iter().filter(|new| lacks(&from, new));
        entries.extend(new.map(|new| Different::DefinitionNew(Arc::clone(new))));
        Ok(Self { from, to, entries })
    }
}

fn compare_nodes(
    from: &Version,
    to: &Version,
    node: NodeId,
    touched: &Touched,
    entries: &mut Vec<Different>,
) {
    let (before, after) = (from.is_live(node), to.is_live(node));
    if before && after && !touched.deleted {
        for &label in &touched.labels {
            match (from.has_label(node, label), to.has_label(node, label)) {
                (true, false) => entries.push(Different::LabelGone(node, label)),
                (false, true) => entries.push(Different::LabelNew(node, label)),
                _ => {}
            }
        }
        for &key in &touched.keys {
            let (before, after) = (from.node_property(node, key), to.node_property(node, key));
            if !identical(&before, &after) {
                entries.push(Different::NodeProperty(node, key, before, after));
            }
        }
        return;
    }
    if before {
        entries.push(Different::NodeGone(node));
    }
    if after {
        entries.push(Different::NodeNew(node));
    }
}

fn compare_relationships(
    from: &Version,
    to: &Version,
    relationship: RelId,
    touched: &Touched,
    entries: &mut Vec<Different>,
) {
    let before = from.relationship_is_live(relationship);
    let after = to.relationship_is_live(relationship);
    if before && after && !touched.deleted {
        for &key in &touched.keys {
            let before = from.relationship_property(relationship, key);
            let after = to.relationship_property(relationship, key);
            if !identical(&before, &after) {
                let different = Different::RelationshipProperty(relationship, key, before, after);
                entries.push(different);
            }
        }
        return;
    }
    if before {
        entries.push(Different::RelationshipGone(relationship));
    }
    if after {
        entries.push(Different::RelationshipNew(relationship));
    }
}
