//! Plans of statements that were run before, by their text.
//!
//! A plan stays right while names and procedures keep their meaning; it is thrown away when the graph has grown or
//! shrunk so much that another plan would be better, or when indexes came or went. Knows nothing of how plans are made.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::graph::{Catalog, Version};
use crate::plan::Plan;
use crate::semantics::checked::Mode;

/// How many plans are kept. When there are more, all are dropped: a program that runs so many different texts
/// gains nothing from them.
const CAPACITY: usize = 1024;

/// Texts longer than this (in bytes) are not kept.
const LONGEST_TEXT: usize = 16 * 1024;

/// A plan with what must be known to run it.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub(super) plan: Arc<Plan>,
    pub(super) mode: Mode,
    /// Nodes and relationships when it was made.
    pub(super) graph_size: usize,
    /// Indexes and constraints when it was made.
    pub(super) catalog: Arc<Catalog>,
    /// What it runs on when that is not the present.
    pub(super) recorded: Option<Arc<Version>>,
}

#[derive(Debug, Default)]
pub(super) struct PlanCache(FxHashMap<Box<str>, Prepared>);

impl PlanCache {
    /// The plan of a text, unless the graph is more than twice or less than half of what it was planned for, or has other
    /// indexes.
    pub(super) fn get(
        &self,
        text: &str,
        graph_size: usize,
        catalog: &Arc<Catalog>,
    ) -> Option<Prepared> {
        let found = self.0.get(text)?;
        if !Arc::ptr_eq(&found.catalog, catalog) {
            return None;
        }
        let (small, large) = (
            found.graph_size.min(graph_size),
            found.graph_size.max(graph_size),
        );
        (large <= 2 * small + 64).then(|| found.clone())
    }

    pub(super) fn insert(&mut self, text: &str, prepared: Prepared) {
        if text.len() > LONGEST_TEXT {
            return;
        }
        if self.0.len() >= CAPACITY {
            self.0.clear();
        }
        self.0.insert(text.into(), prepared);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
