//! What holds at an instant, or may, and what some source had published by another.
//!
//! In: a version and one or two instants. Out: masks of 1024 nodes or relationships. Knows nothing of what the masks are
//! used for.

use rustc_hash::FxHashSet;

use super::{Mask, Visibility, WORDS, key_of, references, sources};
use crate::graph::column::{CHUNK, Chunk, ChunkValues, PropertyColumn};
use crate::graph::id::{KeyId, TypeId};
use crate::graph::period::{Instant, PERIOD_KEYS, Period};
use crate::graph::version::Version;
use crate::value::temporal::Date;
use crate::value::{NodeId, Value};

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

/// Takes out what does not hold: whole words by comparing days, and place by place where a bound is not exactly a day.
fn hold_at(mask: &mut Mask, at: Instant, chunks: [Option<&Chunk>; 4]) {
    let [from, from_precision, to, to_precision] = chunks;
    if from.is_none() && to.is_none() {
        return;
    }
    let days = from.is_none_or(has_dates) && to.is_none_or(has_dates);
    let mut inexact = [if days { 0 } else { !0 }; WORDS];
    for precision in [from_precision, to_precision].into_iter().flatten() {
        for (inexact, has) in inexact.iter_mut().zip(precision.validity()) {
            *inexact |= has;
        }
    }
    if days {
        let day = at.day();
        if let Some(from) = from {
            take_out(mask, &inexact, from, |from| from > day);
        }
        if let Some(to) = to {
            take_out(mask, &inexact, to, |to| to <= day);
        }
    }
    for (word, mut places) in inexact.into_iter().enumerate() {
        while places != 0 {
            let bit = places.trailing_zeros();
            places &= places - 1;
            let place = word as u32 * 64 + bit;
            let value = |chunk: Option<&Chunk>| chunk.map_or(Value::Null, |chunk| chunk.get(place));
            let [from, from_precision, to, to_precision] = chunks.map(value);
            let period = Period::new([&from, &from_precision, &to, &to_precision]);
            if period.holds_at(at) == Some(false) {
                mask[word] &= !(1 << bit);
            }
        }
    }
}

fn has_dates(chunk: &Chunk) -> bool {
    matches!(chunk.values(), ChunkValues::Dates(_))
}

/// Takes out the places whose date is out of the view, but for the ones that are `inexact`.
fn take_out(mask: &mut Mask, inexact: &Mask, chunk: &Chunk, out: impl Fn(Date) -> bool) {
    let ChunkValues::Dates(dates) = chunk.values() else {
        return;
    };
    let places = chunk.validity().iter().zip(inexact);
    for ((mask, (valid, inexact)), dates) in mask.iter_mut().zip(places).zip(dates.chunks(64)) {
        let outside = dates
            .iter()
            .enumerate()
            .fold(0, |bits, (at, date)| bits | u64::from(out(*date)) << at);
        *mask &= !(outside & valid & !inexact);
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

/// How many `:Source` nodes have a `published` that is no date, so that they count as known on every day. O(sources).
pub(super) fn publications_of_wrong_type(version: &Version) -> usize {
    let key = version.key_id("published");
    let Some(dates) = key.and_then(|key| version.node_column(key)) else {
        return 0;
    };
    sources(version)
        .map(|(node, _)| dates.get(node.0))
        .filter(|published| !published.is_null() && Instant::first_of(published).is_none())
        .count()
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
