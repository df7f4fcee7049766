//! A part of a version: what holds at an instant, and what was known at one.
//!
//! In: a version and one or two instants. Out: whether a node or a relationship is in the view, and neighbour lists of
//! only what is. Nothing is found before it is asked for: membership for 1024 ids at a time (`bits`), and, when so
//! much of a relationship type was looked at that it pays, its lists as a whole (`lists`), which cost from then on
//! what the lists of the version cost. A version remembers its last views (`cache`). Knows nothing of queries.

mod bits;
mod cache;
mod lists;
mod source;
mod time;

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use bits::LazyBits;
pub(crate) use cache::Views;
pub use source::{key_of, references, sources};
pub use time::{TimeView, bounds_of_wrong_type};

use super::adjacency::Adjacency;
use super::column::CHUNK;
use super::id::{Direction, LabelId, TypeId};
use super::version::Version;
use crate::value::{NodeId, RelId};

/// Words of 64 bits that a chunk of ids needs.
const WORDS: usize = CHUNK as usize / 64;

/// One bit for each of 1024 ids.
pub type Mask = [u64; WORDS];

/// Lists of a type are made as a whole when one in so many of its relationships was looked at singly: to look at one costs
/// about so many times what one costs in the making.
const SHARE: usize = 8;

/// Says what of a version can be seen, 1024 ids at a time. Bits of ids that do not exist do not matter.
pub trait Visibility: Send + Sync {
    /// Which of the nodes `1024 * chunk..1024 * chunk + 1024` can be seen?
    fn nodes(&self, version: &Version, chunk: u32) -> Mask;
    /// Which of the relationships of a type in these slots can be seen, when both of their ends can?
    fn relationships(&self, version: &Version, ty: TypeId, chunk: u32) -> Mask;
}

/// The part of one version that a [`Visibility`] lets through. It remembers what was found; any number of threads may
/// ask.
pub struct Visible {
    judge: Box<dyn Visibility>,
    nodes: LazyBits,
    types: Vec<OfType>,
    /// Nodes counted: all of them, then by label.
    counts: Vec<OnceLock<usize>>,
}

/// What can be seen of one relationship type.
struct OfType {
    slots: LazyBits,
    /// How many relationships were looked at in lists of the version.
    looked_at: AtomicUsize,
    count: OnceLock<usize>,
    outgoing: OnceLock<Adjacency>,
    incoming: OnceLock<Adjacency>,
}

impl OfType {
    fn lists(&self, direction: Direction) -> &OnceLock<Adjacency> {
        match direction {
            Direction::Outgoing => &self.outgoing,
            Direction::Incoming => &self.incoming,
        }
    }
}

impl Visible {
    /// What `judge` lets through. O(types), and memory for a bit per node and relationship.
    pub fn new(version: &Version, judge: Box<dyn Visibility>) -> Self {
        let of_type = |ty| OfType {
            slots: LazyBits::new(version.slot_bound(ty)),
            looked_at: AtomicUsize::new(0),
            count: OnceLock::new(),
            outgoing: OnceLock::new(),
            incoming: OnceLock::new(),
        };
        Self {
            judge,
            nodes: LazyBits::new(version.id_bound()),
            types: version.all_types().map(|(ty, _)| of_type(ty)).collect(),
            counts: vec![OnceLock::new(); 1 + version.all_labels().len()],
        }
    }

    /// Can the node be seen?
    #[inline]
    pub fn node(&self, version: &Version, node: NodeId) -> bool {
        self.nodes
            .get(node.0, |chunk| self.judge.nodes(version, chunk))
    }

    /// Can the relationship be seen, when both of its ends can?
    #[inline]
    pub fn relationship(&self, version: &Version, relationship: RelId) -> bool {
        let ty = TypeId(relationship.ty);
        self.types.get(usize::from(ty.0)).is_some_and(|all| {
            all.slots.get(relationship.slot, |chunk| {
                self.judge.relationships(version, ty, chunk)
            })
        })
    }

    /// Appends the visible nodes with ids in `range`, and with `label` when one is given, to `ids`, ascending.
    /// O(range / 64).
    pub fn nodes_in(
        &self,
        version: &Version,
        range: Range<u32>,
        label: Option<LabelId>,
        ids: &mut Vec<u32>,
    ) {
        version.nodes_masked(range, label, |at| self.node_word(version, at), ids);
    }

    /// How many nodes can be seen, with `label` when one is given. O(nodes / 64) the first time.
    pub fn node_count(&self, version: &Version, label: Option<LabelId>) -> usize {
        let place = label.map_or(0, |label| 1 + usize::from(label.0));
        match self.counts.get(place) {
            Some(count) => *count.get_or_init(|| self.count_nodes(version, label)),
            None => 0,
        }
    }

    fn count_nodes(&self, version: &Version, label: Option<LabelId>) -> usize {
        let words = 0..version.id_bound().div_ceil(64);
        let ones = |at| {
            let there = version.node_word(label, at);
            if there == 0 {
                return 0;
            }
            (there & self.node_word(version, at)).count_ones() as usize
        };
        words.map(ones).sum()
    }

    fn node_word(&self, version: &Version, at: u32) -> u64 {
        self.nodes
            .word(at, |chunk| self.judge.nodes(version, chunk))
    }

    fn slot_word(&self, version: &Version, ty: TypeId, at: u32) -> u64 {
        let Some(all) = self.types.get(usize::from(ty.0)) else {
            return 0;
        };
        all.slots
            .word(at, |chunk| self.judge.relationships(version, ty, chunk))
    }

    /// The lists of a type with only what can be seen, once so much was looked at that it pays to have them.
    pub fn lists(&self, version: &Version, ty: TypeId, direction: Direction) -> Option<&Adjacency> {
        let of_type = self.types.get(usize::from(ty.0))?;
        if let Some(lists) = of_type.lists(direction).get() {
            return Some(lists);
        }
        let looked_at = of_type.looked_at.load(Ordering::Relaxed);
        (looked_at > version.type_count(ty) / SHARE)
            .then(|| self.make_lists(version, ty, direction))
    }

    /// Notes that so many relationships of a type were looked at one by one.
    #[inline]
    pub fn looked_at(&self, ty: TypeId, relationships: usize) {
        if let Some(of_type) = self.types.get(usize::from(ty.0)) {
            // Two threads may lose some of what they note; it is no more than a guess at what pays.
            let before = of_type.looked_at.load(Ordering::Relaxed);
            of_type
                .looked_at
                .store(before + relationships, Ordering::Relaxed);
        }
    }

    /// Makes the lists of a type with only what can be seen. O(relationships of the type) the first time.
    pub fn make_lists(&self, version: &Version, ty: TypeId, direction: Direction) -> &Adjacency {
        self.types[usize::from(ty.0)]
            .lists(direction)
            .get_or_init(|| lists::visible(self, version, ty, direction))
    }

    /// How many relationships of a type can be seen together with both ends. O(relationships of the type) the first
    /// time.
    pub fn relationship_count(&self, version: &Version, ty: TypeId) -> usize {
        let Some(of_type) = self.types.get(usize::from(ty.0)) else {
            return 0;
        };
        let count = || {
            let lists = of_type.outgoing.get().or_else(|| of_type.incoming.get());
            match lists {
                Some(lists) => lists.total(),
                None => lists::count(self, version, ty),
            }
        };
        *of_type.count.get_or_init(count)
    }

    /// Bytes held.
    fn bytes(&self) -> usize {
        let of_type = |all: &OfType| {
            let made = [&all.outgoing, &all.incoming];
            let lists = made.into_iter().filter_map(OnceLock::get);
            all.slots.bytes() + lists.map(Adjacency::bytes).sum::<usize>()
        };
        self.nodes.bytes() + self.types.iter().map(of_type).sum::<usize>()
    }
}

#[cfg(test)]
mod tests;
