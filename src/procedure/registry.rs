//! Procedures by name. Knows nothing of where they come from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Procedure;

/// The procedures a database knows; names are compared without regard to case.
#[derive(Debug, Clone, Default)]
pub struct Registry(BTreeMap<String, Arc<Procedure>>);

impl Registry {
    /// Adds a procedure, replacing one of the same name.
    pub fn register(&mut self, procedure: Procedure) {
        self.0
            .insert(procedure.name.to_lowercase(), Arc::new(procedure));
    }
    /// The procedure of this name.
    pub fn get(&self, name: &str) -> Option<&Arc<Procedure>> {
        self.0.get(&name.to_lowercase())
    }
    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Procedure>> {
        self.0.values()
    }
}
