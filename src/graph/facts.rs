//! Are the facts of a graph in order: their dates, their sources?
//!
//! In: a version. Out: counts, and findings with examples. What is a finding follows from what views and citations make
//! of dates and sources; the graph may still be just as its author wants it. Knows nothing of files and of how findings
//! are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::column::{CHUNK, ChunkValues, PropertyColumn};
use super::id::{KeyId, TypeId};
use super::period::{Instant, PERIOD_KEYS, Period};
use super::version::Version;
use super::view::{key_of, references, sources};
use crate::value::{NodeId, RelId, Value, literal};

/// Examples told of each finding, at most.
pub const EXAMPLES: usize = 5;

/// A node or a relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    /// A node.
    Node(NodeId),
    /// A relationship.
    Relationship(RelId),
}

/// What can be found, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// `valid_from` or `valid_to` is no date, so it counts as missing.
    WrongBound,
    /// `published` of a `:Source` is no date, so it counts as known on every day.
    WrongPublication,
    /// A precision is neither `'month'` nor `'year'`, so it counts as exact.
    WrongPrecision,
    /// A period ends before it begins, so it holds at no time.
    InvertedPeriod,
    /// `source` holds something that is no text, or an empty one, which is passed over.
    WrongSource,
    /// A reference points to no `:Source`.
    UnknownSource,
    /// Two `:Source` nodes have the same key, or one has none.
    AmbiguousSource,
    /// A `:Source` has no date of publication, so it counts as known on every day.
    UndatedSource,
    /// A relationship names no source.
    Unsourced,
}

impl FindingKind {
    /// Must something be mended? What is only left open need not be.
    pub fn is_fault(self) -> bool {
        !matches!(self, Self::UndatedSource | Self::Unsourced)
    }

    /// Its name, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::WrongBound => "wrong-bound",
            Self::WrongPublication => "wrong-publication",
            Self::WrongPrecision => "wrong-precision",
            Self::InvertedPeriod => "inverted-period",
            Self::WrongSource => "wrong-source",
            Self::UnknownSource => "unknown-source",
            Self::AmbiguousSource => "ambiguous-source",
            Self::UndatedSource => "undated-source",
            Self::Unsourced => "unsourced",
        }
    }
}

/// Something found, how often, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// How often.
    pub count: usize,
    /// The first few places, each with what is there.
    pub examples: Vec<(Element, String)>,
}

/// What the facts of a graph are like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactReport {
    /// Nodes and relationships with a date or a period.
    pub timed: usize,
    /// Nodes and relationships with a source.
    pub sourced: usize,
    /// `:Source` nodes.
    pub sources: usize,
    /// What was found, the gravest first.
    pub findings: Vec<Finding>,
}

impl FactReport {
    /// Is there something that must be mended?
    pub fn has_faults(&self) -> bool {
        self.findings.iter().any(|finding| finding.kind.is_fault())
    }
}

/// Looks through all facts. O(nodes + relationships).
///
/// ```
/// use quipu::Database;
/// use quipu::graph::facts::{FindingKind, check};
/// use quipu::value::Map;
///
/// let database = Database::new();
/// let text = "CREATE (:Rule {valid_from: '2021-07-10', source: ['nowhere']})";
/// database.session().run(text, &Map::new())?;
/// let report = check(&database.version());
/// let kinds: Vec<_> = report.findings.iter().map(|finding| finding.kind).collect();
/// assert_eq!(kinds, [FindingKind::WrongBound, FindingKind::UnknownSource]);
/// # Ok::<(), quipu::Error>(())
/// ```
pub fn check(version: &Version) -> FactReport {
    let mut checker = Checker {
        version,
        known: sources(version).map(|(_, key)| key).collect(),
        found: BTreeMap::new(),
        report: FactReport::default(),
    };
    checker.sources();
    checker.elements(&|key| version.node_column(key), &|id| {
        Element::Node(NodeId(id))
    });
    for (ty, _) in version.all_types() {
        checker.elements(&|key| version.relationship_column(ty, key), &|slot| {
            Element::Relationship(RelId { ty: ty.0, slot })
        });
    }
    checker.unsourced();
    let findings = checker.found.into_values().collect();
    FactReport {
        findings,
        ..checker.report
    }
}

struct Checker<'v> {
    version: &'v Version,
    known: FxHashSet<Arc<str>>,
    found: BTreeMap<FindingKind, Finding>,
    report: FactReport,
}

/// Columns of one sort of element, by key.
type Columns<'c, 'v> = &'c dyn Fn(KeyId) -> Option<&'v PropertyColumn>;

impl<'v> Checker<'v> {
    fn add(&mut self, kind: FindingKind, element: Element, what: impl FnOnce() -> String) {
        let finding = self.found.entry(kind).or_insert_with(|| Finding {
            kind,
            count: 0,
            examples: Vec::new(),
        });
        finding.count += 1;
        if finding.examples.len() < EXAMPLES {
            finding.examples.push((element, what()));
        }
    }

    fn key(&self, name: &str) -> Option<KeyId> {
        self.version.key_id(name)
    }

    /// The `:Source` nodes themselves.
    fn sources(&mut self) {
        let version = self.version;
        let label = version.label_id("Source");
        let nodes = label.and_then(|label| version.label_bits(label));
        let column = |name| self.key(name).and_then(|key| version.node_column(key));
        let (keys, dates) = (column("key"), column("published"));
        let value = |column: Option<&PropertyColumn>, id| {
            column.map_or(Value::Null, |column| column.get(id))
        };
        let mut seen = FxHashSet::default();
        for id in nodes.into_iter().flat_map(super::Bits::iter) {
            self.report.sources += 1;
            let element = Element::Node(NodeId(id));
            match value(keys, id) {
                Value::String(key) => {
                    if !seen.insert(Arc::clone(&key)) {
                        let what = || format!("another source has the key '{key}' too");
                        self.add(FindingKind::AmbiguousSource, element, what);
                    }
                }
                _ => self.add(FindingKind::AmbiguousSource, element, || {
                    "it has no key that is a text".to_owned()
                }),
            }
            let published = value(dates, id);
            if published.is_null() {
                self.add(FindingKind::UndatedSource, element, String::new);
            } else if Instant::first_of(&published).is_none() {
                let what = || format!("published is {}", literal::cypher(&published));
                self.add(FindingKind::WrongPublication, element, what);
            }
        }
    }

    /// Dates and references of one sort of element.
    fn elements(&mut self, columns: Columns<'_, 'v>, element: &dyn Fn(u32) -> Element) {
        let period = PERIOD_KEYS.map(|key| self.key(key).and_then(columns));
        let mut timed = FxHashSet::default();
        for (name, column) in [(PERIOD_KEYS[0], period[0]), (PERIOD_KEYS[2], period[2])] {
            let Some(column) = column else { continue };
            timed.extend(ids(column));
            self.bounds(name, column, element);
        }
        self.report.timed += timed.len();
        for (name, column) in [(PERIOD_KEYS[1], period[1]), (PERIOD_KEYS[3], period[3])] {
            for (id, value) in column.into_iter().flat_map(PropertyColumn::iter) {
                let fits = matches!(&value, Value::String(text) if matches!(text.as_ref(), "month" | "year"));
                if !fits {
                    let what = || format!("{name} is {}", literal::cypher(&value));
                    self.add(FindingKind::WrongPrecision, element(id), what);
                }
            }
        }
        if let (Some(from), Some(to)) = (period[0], period[2]) {
            for id in ids(from).filter(|&id| to.has(id)) {
                let values =
                    period.map(|column| column.map_or(Value::Null, |column| column.get(id)));
                let [from, from_precision, to, to_precision] = &values;
                let period = Period::new([from, from_precision, to, to_precision]);
                if period.holds_within(None, None) == Some(false) {
                    let (from, to) = (literal::cypher(from), literal::cypher(to));
                    let what = || format!("valid_from is {from}, valid_to is {to}");
                    self.add(FindingKind::InvertedPeriod, element(id), what);
                }
            }
        }
        let source = self.key("source").and_then(columns);
        for (id, value) in source.into_iter().flat_map(PropertyColumn::iter) {
            self.references(&value, element(id));
        }
    }

    fn bounds(&mut self, name: &str, column: &PropertyColumn, element: &dyn Fn(u32) -> Element) {
        for (at, chunk) in column.chunks() {
            if matches!(
                chunk.values(),
                ChunkValues::Dates(_) | ChunkValues::LocalDateTimes(_)
            ) {
                continue;
            }
            for place in (0..CHUNK).filter(|&place| chunk.has(place)) {
                let value = chunk.get(place);
                if Instant::first_of(&value).is_none() {
                    let what = || format!("{name} is {}", literal::cypher(&value));
                    self.add(FindingKind::WrongBound, element(at * CHUNK + place), what);
                }
            }
        }
    }

    fn references(&mut self, source: &Value, element: Element) {
        let items = match source {
            Value::List(items) => items,
            single => std::slice::from_ref(single),
        };
        let names = |item: &Value| matches!(item, Value::String(text) if !text.is_empty());
        if !items.iter().all(names) {
            let what = || format!("source is {}", literal::cypher(source));
            self.add(FindingKind::WrongSource, element, what);
        }
        let mut named = false;
        for reference in references(source) {
            named = true;
            if !self.known.contains(key_of(reference)) {
                let what = || format!("no :Source has the key '{}'", key_of(reference));
                self.add(FindingKind::UnknownSource, element, what);
            }
        }
        self.report.sourced += usize::from(named);
    }

    /// Relationships without a source, in a graph in which anything has one.
    fn unsourced(&mut self) {
        if self.report.sourced == 0 {
            return;
        }
        let types: Vec<TypeId> = self.version.types_with_edges().collect();
        for ty in types {
            let key = self.key("source");
            let column = key.and_then(|key| self.version.relationship_column(ty, key));
            let Some(slots) = self.version.slots(ty) else {
                continue;
            };
            for slot in slots.iter() {
                let source = column.map_or(Value::Null, |column| column.get(slot));
                if references(&source).next().is_none() {
                    let element = Element::Relationship(RelId { ty: ty.0, slot });
                    self.add(FindingKind::Unsourced, element, String::new);
                }
            }
        }
    }
}

/// The ids that have a value.
fn ids(column: &PropertyColumn) -> impl Iterator<Item = u32> + '_ {
    column.chunks().flat_map(|(at, chunk)| {
        (0..CHUNK)
            .filter(|&place| chunk.has(place))
            .map(move |place| at * CHUNK + place)
    })
}
