//! Indexes that nobody asked for: made when looking up pays for it, dropped with the program.
//!
//! In: the wish to look nodes up by a property. Out: an index, once the wish comes back. The first look-up is answered by
//! looking at every node with the label, which costs less than an index would; from the second on an index is made. A
//! transaction keeps those of its state in step, like the indexes that were asked for, and makes those that were wished
//! for meanwhile. Never written to a file. Knows nothing of queries.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Index;
use crate::diagnostic::{Interrupt, Result};
use crate::graph::catalog::Subject;
use crate::graph::id::{KeyId, LabelId};
use crate::graph::version::Version;

/// Labels with fewer nodes are looked through.
const FEW_NODES: usize = if cfg!(test) { 4 } else { 64 };
/// With fewer distinct values than this an index finds too much to be worth its memory.
const FEW_VALUES: f64 = if cfg!(test) { 3.0 } else { 32.0 };
/// More of them are not kept: each costs memory, and a little time in every change.
const MOST: usize = 32;

/// The implicit indexes of one state of the graph.
#[derive(Debug, Default)]
pub(crate) struct ImplicitIndexes {
    made: Mutex<Vec<Arc<Index>>>,
    /// How often each was wished for, in all states.
    wishes: Arc<Mutex<FxHashMap<(LabelId, KeyId), usize>>>,
}

impl Clone for ImplicitIndexes {
    /// What is made in one state later is not in the other, for which it would be wrong.
    fn clone(&self) -> Self {
        Self {
            made: Mutex::new(self.made()),
            wishes: Arc::clone(&self.wishes),
        }
    }
}

impl ImplicitIndexes {
    /// Those there are.
    pub(crate) fn made(&self) -> Vec<Arc<Index>> {
        self.made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Is there one for which `test` holds?
    pub(crate) fn any(&self, test: impl Fn(&Index) -> bool) -> bool {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.iter().any(|index| test(index))
    }

    /// Those there are, to be changed by the only one who holds this state.
    pub(crate) fn made_mut(&mut self) -> &mut Vec<Arc<Index>> {
        self.made.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, label: LabelId, key: KeyId) -> Option<Arc<Index>> {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.iter().find(|index| index.is_of(label, key)).cloned()
    }

    /// Notes wishes; says how many there were so far.
    fn wish(&self, label: LabelId, key: KeyId, times: usize) -> usize {
        let mut wishes = self.wishes.lock().unwrap_or_else(PoisonError::into_inner);
        let before = wishes.entry((label, key)).or_default();
        *before = before.saturating_add(times);
        *before
    }
}

impl Version {
    /// The index to look up `times` values of a property with: one that was asked for, one that was made before, or one
    /// made now if that pays. `None` where looking at every node with the label is the better way. O(1), or
    /// O(nodes of the label) when it makes one.
    ///
    /// # Errors
    /// What stops the work of making one.
    pub fn look_up_index(
        &self,
        label: LabelId,
        key: KeyId,
        times: usize,
        interrupt: &Interrupt,
    ) -> Result<Option<Arc<Index>>> {
        if let Some(index) = self.shared_index(label, key) {
            return Ok(Some(Arc::clone(index)));
        }
        if let Some(index) = self.implicit.find(label, key) {
            return Ok(Some(index));
        }
        let few = self.label_count(label) < FEW_NODES;
        if few || self.implicit.wish(label, key, times) < 2 || !self.pays(label, key) {
            return Ok(None);
        }
        let index = Arc::new(self.made_index(Subject::Label(label), &[key], interrupt)?);
        let mut made = self
            .implicit
            .made
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let there = made.iter().find(|index| index.is_of(label, key));
        Ok(Some(match there {
            Some(index) => Arc::clone(index),
            None => {
                made.push(Arc::clone(&index));
                index
            }
        }))
    }

    /// Are nodes with this label quick to find by a value of this property, by an index that is there or would be made?
    pub fn can_look_up(&self, label: LabelId, key: KeyId) -> bool {
        let many = || self.label_count(label) >= FEW_NODES;
        self.shared_index(label, key).is_some() || many() && self.pays(label, key)
    }

    /// Bytes of all indexes.
    pub fn index_bytes(&self) -> usize {
        let made = self.implicit.made();
        self.indexes
            .iter()
            .chain(&made)
            .map(|index| index.bytes())
            .sum()
    }

    /// Makes the indexes that readers of earlier states wished for. A reader makes its own on the state it holds; when a
    /// transaction began before that, its state would never have one.
    ///
    /// # Errors
    /// What stops the work.
    pub(in crate::graph) fn grant_wishes(&mut self, interrupt: &Interrupt) -> Result<()> {
        let granted = self.implicit.made();
        let wishes: Vec<(LabelId, KeyId)> = {
            let wishes = self.implicit.wishes.lock();
            let wishes = wishes.unwrap_or_else(PoisonError::into_inner);
            if wishes.len() <= granted.len() {
                return Ok(());
            }
            let open = wishes.iter().filter(|(_, times)| **times >= 2);
            open.map(|(wish, _)| *wish).collect()
        };
        for (label, key) in wishes {
            let there = granted.iter().any(|index| index.is_of(label, key));
            let asked = self.shared_index(label, key).is_some();
            let few = self.label_count(label) < FEW_NODES;
            if !there && !asked && !few && self.pays(label, key) {
                let index = self.made_index(Subject::Label(label), &[key], interrupt)?;
                self.implicit.made_mut().push(Arc::new(index));
            }
        }
        Ok(())
    }

    /// Are there so many distinct values that an index finds little, and few indexes so far?
    fn pays(&self, label: LabelId, key: KeyId) -> bool {
        let there = self.implicit.find(label, key).is_some();
        there
            || self.distinct_values(Some(label), key) >= FEW_VALUES
                && self.implicit.made().len() < MOST
    }
}
