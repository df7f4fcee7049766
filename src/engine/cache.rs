//! Plans of statements that were run before, by their text.
//!
//! A plan stays right while names and procedures keep their meaning; it is thrown away when the graph has grown or
//! shrunk so much that another plan would be better, or when indexes came or went. A plan that was chosen with values of
//! parameters in mind serves values that are expected to find as much; a text may have several. Knows nothing of how plans
//! are made.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustc_hash::FxHashMap;

use crate::graph::{Catalog, Version};
use crate::optimize::Peek;
use crate::plan::Plan;
use crate::semantics::checked::Mode;
use crate::value::Map;

/// How many plans are kept. When there are more, all are dropped: a program that runs so many different texts
/// gains nothing from them.
const CAPACITY: usize = 1024;

/// Texts longer than this (in bytes) are not kept.
const LONGEST_TEXT: usize = 16 * 1024;

/// How many plans of one text are kept.
const CLASSES: usize = 8;

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
    /// Where it looked at parameters, and the classes that their values had.
    pub(super) peeks: Arc<[(Peek, i8)]>,
    /// Did other threads help the last time?
    pub(super) helped: Arc<AtomicBool>,
}

#[derive(Debug, Default)]
pub(super) struct PlanCache(FxHashMap<Box<str>, Vec<Prepared>>);

impl PlanCache {
    /// The plan of a text for these parameters, unless the graph is more than twice or less than half of what it was planned
    /// for, or has other indexes.
    pub(super) fn get(
        &self,
        text: &str,
        parameters: &Map,
        version: &Version,
        graph_size: usize,
    ) -> Option<Prepared> {
        let found = self.0.get(text)?.iter().find(|plan| {
            let (small, large) = (
                plan.graph_size.min(graph_size),
                plan.graph_size.max(graph_size),
            );
            let mut peeks = plan.peeks.iter();
            Arc::ptr_eq(&plan.catalog, version.catalog())
                && large <= 2 * small + 64
                && peeks.all(|(peek, class)| peek.class(version, parameters) == *class)
        });
        found.cloned()
    }

    pub(super) fn insert(&mut self, text: &str, prepared: Prepared) {
        if text.len() > LONGEST_TEXT {
            return;
        }
        if self.0.len() >= CAPACITY {
            self.0.clear();
        }
        let plans = self.0.entry(text.into()).or_default();
        // What no longer fits the graph is not asked for again.
        plans.retain(|plan| {
            Arc::ptr_eq(&plan.catalog, &prepared.catalog) && plan.graph_size == prepared.graph_size
        });
        if plans.len() >= CLASSES {
            plans.remove(0);
        }
        plans.push(prepared);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
