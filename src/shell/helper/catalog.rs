//! The names that can be completed: those of the graph as it is now, of procedures and parameters.
//!
//! In: what a session sees. Out: lists of names, looked up when they are asked for. Knows nothing of the cursor.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::graph::{Bits, Direction, TypeId, Version};
use crate::procedure::Registry;
use crate::value::{Map, NodeId};

/// Nodes or relationships of one name that are looked at for their properties.
const SAMPLE: usize = 500;

/// What a session sees while a line is being edited. A clone costs little.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Catalog {
    version: Arc<Version>,
    procedures: Arc<Registry>,
    parameters: Vec<String>,
}

impl Catalog {
    /// The names of a session.
    pub(in crate::shell) fn new(
        version: Arc<Version>,
        procedures: Arc<Registry>,
        parameters: &Map,
    ) -> Self {
        let parameters = parameters.keys().map(ToString::to_string).collect();
        Self {
            version,
            procedures,
            parameters,
        }
    }

    /// Labels in use, in alphabetical order.
    pub(super) fn labels(&self) -> Vec<String> {
        let used = self
            .version
            .all_labels()
            .filter(|(label, _)| self.version.label_count(*label) > 0);
        sorted(used.map(|(_, name)| name.to_string()))
    }

    /// Names of indexes, or of constraints, in alphabetical order.
    pub(super) fn definitions(&self, constraints: bool) -> Vec<String> {
        let all = self.version.catalog().iter();
        let wanted = all.filter(|definition| definition.is_constraint() == constraints);
        sorted(wanted.map(|definition| definition.name.to_string()))
    }

    /// Relationship types in use, in alphabetical order.
    pub(super) fn types(&self) -> Vec<String> {
        let used = self.version.types_with_edges();
        sorted(used.map(|ty| self.version.type_name(ty).to_string()))
    }

    /// The types of relationships that nodes with one of these labels have; empty when none is found.
    pub(super) fn types_at(&self, labels: &[String]) -> Vec<String> {
        let version = &self.version;
        let known = labels.iter().filter_map(|label| version.label_id(label));
        let nodes: Vec<u32> = known
            .filter_map(|label| version.label_bits(label))
            .flat_map(|bits| bits.iter().take(SAMPLE))
            .collect();
        let has = |ty: TypeId, node: u32| {
            let degree = |direction| version.degree(ty, direction, NodeId(node));
            degree(Direction::Outgoing) + degree(Direction::Incoming) > 0
        };
        let fitting = version
            .types_with_edges()
            .filter(|ty| nodes.iter().any(|node| has(*ty, *node)));
        sorted(fitting.map(|ty| version.type_name(ty).to_string()))
    }

    /// All property keys, in alphabetical order.
    pub(super) fn keys(&self) -> Vec<String> {
        sorted(self.version.all_keys().map(|(_, name)| name.to_string()))
    }

    /// The keys that nodes with these labels or relationships of these types have; empty when none is found.
    pub(super) fn keys_of(&self, labels: &[String], types: &[String]) -> Vec<String> {
        let version = &self.version;
        let mut keys = BTreeSet::new();
        for label in labels.iter().filter_map(|label| version.label_id(label)) {
            let nodes = version.label_bits(label).into_iter();
            for node in nodes.flat_map(Bits::iter).take(SAMPLE) {
                keys.extend(
                    version
                        .node_properties(NodeId(node))
                        .into_iter()
                        .map(|(key, _)| key),
                );
            }
        }
        for ty in types.iter().filter_map(|ty| version.type_id(ty)) {
            for (relationship, _, _) in version.relationships(ty).take(SAMPLE) {
                let properties = version.relationship_properties(relationship);
                keys.extend(properties.into_iter().map(|(key, _)| key));
            }
        }
        sorted(
            keys.into_iter()
                .map(|key| version.key_name(key).to_string()),
        )
    }

    /// Procedures, in alphabetical order.
    pub(super) fn procedures(&self) -> Vec<String> {
        sorted(
            self.procedures
                .iter()
                .map(|procedure| procedure.name.to_string()),
        )
    }

    /// The columns that a procedure gives.
    pub(super) fn outputs(&self, procedure: &str) -> Vec<String> {
        let found = self.procedures.get(procedure);
        let outputs = found.iter().flat_map(|procedure| &procedure.outputs);
        outputs.map(|output| output.name.to_string()).collect()
    }

    /// The arguments that a procedure takes.
    pub(super) fn inputs(&self, procedure: &str) -> Option<Vec<String>> {
        let found = self.procedures.get(procedure)?;
        Some(
            found
                .inputs
                .iter()
                .map(|input| input.name.to_string())
                .collect(),
        )
    }

    /// Parameters that are set.
    pub(super) fn parameters(&self) -> Vec<String> {
        self.parameters.clone()
    }
}

fn sorted(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort_by_cached_key(|name| name.to_lowercase());
    names.dedup();
    names
}
