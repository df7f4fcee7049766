//! Commits that are to be written: whoever asks the disk next writes them all at once.
//!
//! In: the bytes of commits, one after the other. Out: all of them, or that they are refused, for those who wait and for those
//! who built on them. Knows nothing of files.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Diagnostic, Result};
use crate::graph::version::Version;

/// Longer commits are written by who makes them: that can be stopped, and takes longer than to ask the system.
pub(super) const SHORT: usize = 1 << 16;

/// Commits that are written together, or refused together.
#[derive(Debug, Default)]
pub(in crate::graph) struct Group {
    refused: OnceLock<Diagnostic>,
}

impl Group {
    /// Why its commits were refused, if they were.
    pub(in crate::graph) fn expect_kept(group: Option<&Arc<Self>>) -> Result<()> {
        match group.and_then(|group| group.refused.get()) {
            Some(problem) => Err(problem.clone()),
            None => Ok(()),
        }
    }
}

/// The commits that are to be written, one after the other.
#[derive(Debug, Default)]
pub(super) struct Unwritten {
    bytes: Vec<u8>,
    group: Arc<Group>,
    /// What the last commit before them led to.
    before: Option<Arc<Version>>,
}

impl Unwritten {
    /// How many bytes.
    pub(super) fn len(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// The commits, when there are any.
    pub(super) fn group(&self) -> Option<Arc<Group>> {
        (!self.bytes.is_empty()).then(|| Arc::clone(&self.group))
    }

    /// Adds a commit to that which led to `before`.
    pub(super) fn push(&mut self, record: &[u8], before: &Arc<Version>) -> Arc<Group> {
        self.before.get_or_insert_with(|| Arc::clone(before));
        self.bytes.extend_from_slice(record);
        Arc::clone(&self.group)
    }

    /// Takes all commits out. With them what was there before, which is there again when they are refused.
    pub(super) fn take(&mut self) -> Option<(Vec<u8>, Refusal)> {
        let before = self.before.take()?;
        let group = std::mem::take(&mut self.group);
        Some((std::mem::take(&mut self.bytes), Refusal { group, before }))
    }
}

/// How commits are refused.
#[derive(Debug)]
pub(super) struct Refusal {
    group: Arc<Group>,
    before: Arc<Version>,
}

impl Refusal {
    /// Refuses them all; gives what the last commit before them led to.
    pub(super) fn because(self, problem: Diagnostic) -> Arc<Version> {
        // They are refused once.
        let _ = self.group.refused.set(problem);
        self.before
    }
}
