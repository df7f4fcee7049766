//! A part of a version: what holds at an instant, and what was known at one.
//!
//! In: a version and one or two instants. Out: whether a node or a relationship is in the view, found for 1024 ids at a
//! time when one of them is first asked for, and then one bit each. Knows nothing of queries.

use std::cell::Cell;

use rustc_hash::FxHashSet;

use super::column::{CHUNK, Chunk, ChunkValues, PropertyColumn};
use super::id::{KeyId, LabelId, TypeId};
use super::period::{Instant, PERIOD_KEYS, Period};
use super::version::Version;
use crate::value::temporal::Date;
use crate::value::{NodeId, RelId, Value};

/// Words of 64 bits that a chunk of ids needs.
const WORDS: usize = CHUNK as usize / 64;

/// One bit for each of 1024 ids.
pub type Mask = [u64; WORDS];

/// Says what of a version can be seen, 1024 ids at a time. Bits of ids that do not exist do not matter.
pub trait Visibility {
    /// Which of the nodes `1024 * chunk..1024 * chunk + 1024` can be seen?
    fn nodes(&self, version: &Version, chunk: u32) -> Mask;
    /// Which of the relationships of a type in these slots can be seen, when both of their ends can?
    fn relationships(&self, version: &Version, ty: TypeId, chunk: u32) -> Mask;
}

/// The part of one version that a [`Visibility`] lets through. It remembers what was found.
pub struct Visible {
    judge: Box<dyn Visibility>,
    nodes: Lazy,
    types: Vec<Lazy>,
}

impl Visible {
    /// What `judge` lets through. O(types), and memory for a bit per node and relationship.
    pub fn new(version: &Version, judge: Box<dyn Visibility>) -> Self {
        let types = version
            .all_types()
            .map(|(ty, _)| Lazy::new(version.slot_bound(ty)));
        Self {
            judge,
            nodes: Lazy::new(version.id_bound()),
            types: types.collect(),
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
            all.get(relationship.slot, |chunk| {
                self.judge.relationships(version, ty, chunk)
            })
        })
    }
}

/// Bits that are found when they are first asked for.
struct Lazy {
    found: Vec<Cell<bool>>,
    words: Vec<Cell<u64>>,
}

impl Lazy {
    fn new(bound: u32) -> Self {
        let chunks = bound.div_ceil(CHUNK) as usize;
        Self {
            found: vec![Cell::new(false); chunks],
            words: vec![Cell::new(0); chunks * WORDS],
        }
    }

    #[inline]
    fn get(&self, id: u32, find: impl FnOnce(u32) -> Mask) -> bool {
        let Some(found) = self.found.get((id / CHUNK) as usize) else {
            return false;
        };
        if !found.get() {
            self.fill(id / CHUNK, &find(id / CHUNK));
        }
        self.words[(id / 64) as usize].get() >> (id % 64) & 1 == 1
    }

    #[cold]
    fn fill(&self, chunk: u32, mask: &Mask) {
        let start = chunk as usize * WORDS;
        for (word, bits) in self.words[start..start + WORDS].iter().zip(mask) {
            word.set(*bits);
        }
        self.found[chunk as usize].set(true);
    }
}

/// What holds at an instant, or may, and what some source had published by another.
///
/// An element holds unless its period (see [`Period`]) says that it does not. It was known when it names no source, or
/// when one of the `:Source` nodes it names is published by then or has no date.
pub struct TimeView {
    as_of: Option<Instant>,
    known: Option<Known>,
    /// The keys of [`PERIOD_KEYS`], as far as the graph has them.
    period: [Option<KeyId>; 4],
    source: Option<KeyId>,
}

/// The keys of sources that were known.
type Known = FxHashSet<Box<str>>;

impl TimeView {
    /// What holds at `as_of` and was known at `known_on`, each as far as given. O(sources) with `known_on`, else O(1).
    pub fn new(version: &Version, as_of: Option<Instant>, known_on: Option<Instant>) -> Self {
        Self {
            as_of,
            known: known_on.map(|known_on| published(version, known_on)),
            period: PERIOD_KEYS.map(|key| version.key_id(key)),
            source: version.key_id("source"),
        }
    }

    fn mask<'c>(&self, column: &dyn Fn(KeyId) -> Option<&'c PropertyColumn>, chunk: u32) -> Mask {
        let chunk_of = |key: Option<KeyId>| column(key?)?.chunk(chunk);
        let mut mask = [!0; WORDS];
        if let Some(at) = self.as_of {
            hold_at(&mut mask, at, self.period.map(chunk_of));
        }
        if let (Some(known), Some(sources)) = (&self.known, chunk_of(self.source)) {
            were_known(&mut mask, known, sources);
        }
        mask
    }
}

impl Visibility for TimeView {
    fn nodes(&self, version: &Version, chunk: u32) -> Mask {
        self.mask(&|key| version.node_column(key), chunk)
    }
    fn relationships(&self, version: &Version, ty: TypeId, chunk: u32) -> Mask {
        self.mask(&|key| version.relationship_column(ty, key), chunk)
    }
}

/// Takes out what does not hold.
fn hold_at(mask: &mut Mask, at: Instant, chunks: [Option<&Chunk>; 4]) {
    let [from, from_precision, to, to_precision] = chunks;
    if from.is_none() && to.is_none() {
        return;
    }
    let day = at.day();
    let exact = from_precision.is_none() && to_precision.is_none();
    if exact && from.is_none_or(has_dates) && to.is_none_or(has_dates) {
        if let Some(from) = from {
            take_out(mask, from, |from| from > day);
        }
        if let Some(to) = to {
            take_out(mask, to, |to| to <= day);
        }
        return;
    }
    for place in 0..CHUNK {
        let value = |chunk: Option<&Chunk>| chunk.map_or(Value::Null, |chunk| chunk.get(place));
        let [from, from_precision, to, to_precision] = chunks.map(value);
        let period = Period::new([&from, &from_precision, &to, &to_precision]);
        if period.holds_at(at) == Some(false) {
            mask[(place / 64) as usize] &= !(1 << (place % 64));
        }
    }
}

fn has_dates(chunk: &Chunk) -> bool {
    matches!(chunk.values(), ChunkValues::Dates(_))
}

/// Takes out the places whose date is out of the view.
fn take_out(mask: &mut Mask, chunk: &Chunk, out: impl Fn(Date) -> bool) {
    let ChunkValues::Dates(dates) = chunk.values() else {
        return;
    };
    for ((mask, valid), dates) in mask.iter_mut().zip(chunk.validity()).zip(dates.chunks(64)) {
        let outside = dates
            .iter()
            .enumerate()
            .fold(0, |bits, (at, date)| bits | u64::from(out(*date)) << at);
        *mask &= !(outside & valid);
    }
}

/// Takes out what only sources told that were not known.
fn were_known(mask: &mut Mask, known: &Known, sources: &Chunk) {
    for place in (0..CHUNK).filter(|&place| sources.has(place)) {
        let value = sources.get(place);
        let mut references = references(&value).peekable();
        let any = references.peek().is_some();
        if any && !references.any(|reference| known.contains(key_of(reference))) {
            mask[(place / 64) as usize] &= !(1 << (place % 64));
        }
    }
}

/// The references in a value of `source`: those of a list, or a lone one.
pub fn references(source: &Value) -> impl Iterator<Item = &str> {
    let items = match source {
        Value::List(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    items.iter().filter_map(|item| match item {
        Value::String(reference) => Some(reference.as_ref()),
        _ => None,
    })
}

/// The key of the source in a reference: what stands before `#`.
pub fn key_of(reference: &str) -> &str {
    reference.split_once('#').map_or(reference, |(key, _)| key)
}

/// The `:Source` nodes of a version with their keys, in the order of their ids.
pub fn sources(version: &Version) -> impl Iterator<Item = (NodeId, std::sync::Arc<str>)> + '_ {
    let label = version.label_id("Source");
    let keys = version
        .key_id("key")
        .and_then(|key| version.node_column(key));
    let nodes = label.and_then(|label: LabelId| version.label_bits(label));
    nodes
        .into_iter()
        .flat_map(super::Bits::iter)
        .filter_map(move |id| match keys?.get(id) {
            Value::String(key) => Some((NodeId(id), key)),
            _ => None,
        })
}

/// The keys of the sources that are published at this instant or have no date.
fn published(version: &Version, at: Instant) -> Known {
    let dates = version
        .key_id("published")
        .and_then(|key| version.node_column(key));
    let is_known = |node: NodeId| {
        let published = dates.map_or(Value::Null, |dates| dates.get(node.0));
        Instant::first_of(&published).is_none_or(|published| published <= at)
    };
    sources(version)
        .filter(|(node, _)| is_known(*node))
        .map(|(_, key)| key.as_ref().into())
        .collect()
}

/// How many bounds (`valid_from`, `valid_to`) are of a type that is no date, so that they count as missing.
/// O(chunks of these columns) where all are dates.
pub fn bounds_of_wrong_type(version: &Version) -> usize {
    let keys = [PERIOD_KEYS[0], PERIOD_KEYS[2]];
    let columns = keys.iter().filter_map(|key| version.key_id(key));
    columns
        .flat_map(|key| {
            let relationships = version
                .all_types()
                .filter_map(move |(ty, _)| version.relationship_column(ty, key));
            version.node_column(key).into_iter().chain(relationships)
        })
        .flat_map(PropertyColumn::chunks)
        .map(|(_, chunk)| match chunk.values() {
            ChunkValues::Dates(_) | ChunkValues::LocalDateTimes(_) => 0,
            _ => (0..CHUNK)
                .map(|place| chunk.get(place))
                .filter(|value| !value.is_null() && Instant::first_of(value).is_none())
                .count(),
        })
        .sum()
}
