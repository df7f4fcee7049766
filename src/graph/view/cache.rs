//! The last views of a version, so that statements that look at the same day share what was found.
//!
//! In: what a view is of. Out: the view. A changed version has no views: a clone begins without any. Knows nothing of
//! how views find things.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Visible;
use super::time::{self, TimeView};
use crate::graph::period::Instant;
use crate::graph::version::Version;

/// How many views are kept.
const MOST: usize = 4;

/// What holds at the one instant and was known at the other, as far as given.
type Key = (Option<Instant>, Option<Instant>);

/// Views of one version, the last one asked for first.
#[derive(Default)]
pub(crate) struct Views {
    last: Mutex<Vec<(Key, Arc<Visible>)>>,
    wrong_bounds: OnceLock<usize>,
    wrong_publications: OnceLock<usize>,
}

impl Clone for Views {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl std::fmt::Debug for Views {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Views")
    }
}

impl Views {
    /// Forgets everything; to be called before the version is changed in place.
    #[inline]
    pub(crate) fn forget(&mut self) {
        let last = self.last.get_mut().unwrap_or_else(PoisonError::into_inner);
        last.clear();
        self.wrong_bounds.take();
        self.wrong_publications.take();
    }
}

impl Version {
    /// What holds at `as_of` and was known at `known_on`, each as far as given. The last few views are remembered, as
    /// long as the older ones together are not larger than the relationships of the graph themselves.
    pub fn view_at(&self, as_of: Option<Instant>, known_on: Option<Instant>) -> Arc<Visible> {
        let key = (as_of, known_on);
        let mut last = self
            .views
            .last
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = last.iter().position(|(other, _)| *other == key) {
            last[..=at].rotate_right(1);
        } else {
            let judge = TimeView::new(self, as_of, known_on);
            last.insert(0, (key, Arc::new(Visible::new(self, Box::new(judge)))));
            let room = self.topology_bytes();
            let older = |last: &[(Key, Arc<Visible>)]| -> usize {
                last[1..].iter().map(|(_, view)| view.bytes()).sum()
            };
            while last.len() > MOST || older(&last) > room {
                last.pop();
            }
        }
        Arc::clone(&last[0].1)
    }

    /// How many bounds (`valid_from`, `valid_to`) are of a type that is no date, so that they count as missing.
    /// O(chunks of these columns) where all are dates; counted once.
    pub fn bounds_of_wrong_type(&self) -> usize {
        *self
            .views
            .wrong_bounds
            .get_or_init(|| time::bounds_of_wrong_type(self))
    }

    /// How many `:Source` nodes have a `published` that is no date, so that they count as known on every day.
    /// O(sources); counted once.
    pub fn publications_of_wrong_type(&self) -> usize {
        *self
            .views
            .wrong_publications
            .get_or_init(|| time::publications_of_wrong_type(self))
    }
}
