//! What has dates in an answer. In: rows. Out: the beginnings and ends of facts, in their order, each fact once, and how
//! many were left out. Knows nothing of how they are shown.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::graph::facts::Element;
use crate::graph::view::references;
use crate::graph::{Instant, PERIOD_KEYS, Period, Version};
use crate::render::cell;
use crate::render::citation::{self, UNSOURCED};
use crate::shell::caption::{caption_of, node_caption};
use crate::value::{Map, ResultSet, Value};

/// Properties that say when.
const DATES: [&str; 2] = ["valid_from", "valid_to"];

/// Properties that say when, and who says so.
const KEYS: [&str; 5] = [
    PERIOD_KEYS[0],
    PERIOD_KEYS[1],
    PERIOD_KEYS[2],
    PERIOD_KEYS[3],
    "source",
];

/// The beginning or the end of a fact.
#[derive(Debug, Clone)]
pub(super) struct Event {
    pub(super) at: Instant,
    pub(super) day: Value,
    pub(super) precision: Option<Arc<str>>,
    pub(super) ends: bool,
    pub(super) what: String,
    pub(super) sources: Vec<Arc<str>>,
}

/// The first instants of the two dates of a fact.
type Bounds = [Option<Instant>; 2];

/// What was found in an answer.
pub(super) struct Found<'v> {
    version: &'v Arc<Version>,
    pub(super) events: Vec<Event>,
    /// How many facts hold at no time, so that nothing of them happened.
    pub(super) never: usize,
    /// How many rows and maps have dates and say nothing else.
    pub(super) silent: usize,
    /// Is there a date in a column of another name?
    pub(super) misnamed: bool,
    /// How many rows and maps are facts themselves.
    rows: usize,
    seen: BTreeSet<String>,
    /// The dates of what was found in a row so far.
    told: Vec<Bounds>,
}

impl<'v> Found<'v> {
    /// Nodes and relationships, wherever they are in an answer; and rows and maps that have dates themselves.
    pub(super) fn of(answer: &ResultSet, version: &'v Arc<Version>) -> Self {
        let mut found = Self {
            version,
            events: Vec::new(),
            never: 0,
            silent: 0,
            misnamed: false,
            rows: 0,
            seen: BTreeSet::new(),
            told: Vec::new(),
        };
        let names = names(answer.columns());
        let dated = names.iter().any(|name| DATES.contains(name));
        let cites = answer.cites();
        for row in answer.rows() {
            found.told.clear();
            let (cited, own) = match row.split_last() {
                Some((cited, own)) if cites => (Some(cited), own),
                _ => (None, row.as_slice()),
            };
            let entries: Vec<(&str, &Value)> = names.iter().copied().zip(own).collect();
            let before = found.rows;
            found.entries(&entries, cited);
            // What cites a row that is an event itself, or has one in a map, is no event of its own.
            if !dated && found.rows == before {
                cited.into_iter().for_each(|cited| found.look(cited, None));
            }
            found.misnamed |= !dated && own.iter().any(|value| Instant::first_of(value).is_some());
        }
        let order = |a: &Event, b: &Event| (a.at, a.ends, &a.what).cmp(&(b.at, b.ends, &b.what));
        found.events.sort_by(order);
        found
    }

    fn look(&mut self, value: &Value, cited: Option<&Value>) {
        match value {
            Value::Node(node) => {
                if let Some(content) = node.content() {
                    self.element(value, &content.properties, node.id.element_id());
                }
            }
            Value::Relationship(relationship) => {
                if let Some(content) = relationship.content() {
                    self.element(value, &content.properties, relationship.id.element_id());
                }
            }
            Value::Path(path) => {
                for node in &path.nodes {
                    self.look(&Value::Node(node.clone()), None);
                }
                for (relationship, _) in &path.relationships {
                    self.look(&Value::Relationship(relationship.clone()), None);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.look(item, cited)),
            Value::Map(map) => {
                let entries: Vec<(&str, &Value)> =
                    map.iter().map(|(key, value)| (&**key, value)).collect();
                self.entries(&entries, cited);
            }
            _ => {}
        }
    }

    fn element(&mut self, element: &Value, properties: &Map, id: String) {
        let bounds = bounds(properties);
        if bounds == [None, None] {
            return;
        }
        self.told.push(bounds);
        if self.seen.insert(id) {
            let what = self.words(element);
            self.add(properties, None, what);
        }
    }

    /// A row or a map, with what cites the row: what is in it, and it itself when it has dates and nothing in it has the same.
    fn entries(&mut self, entries: &[(&str, &Value)], cited: Option<&Value>) {
        let start = self.told.len();
        for (_, value) in entries {
            self.look(value, cited);
        }
        let keys = entries.iter().filter(|(name, _)| KEYS.contains(name));
        let properties: Map = keys
            .map(|(name, value)| (*name, (*value).clone()))
            .collect();
        let bounds = bounds(&properties);
        if bounds == [None, None] || self.is_told(bounds, start) {
            return;
        }
        let others = || entries.iter().filter(|(name, _)| !KEYS.contains(name));
        if others().any(|(_, value)| !says_nothing(value)) {
            let what: Vec<String> = others().map(|(_, value)| self.words(value)).collect();
            self.told.push(bounds);
            self.rows += 1;
            self.add(&properties, cited, what.join(" | "));
            return;
        }
        // A row without a word is about what it cites.
        cited.into_iter().for_each(|cited| self.look(cited, None));
        if !self.is_told(bounds, start) {
            self.silent += 1;
        }
    }

    /// Does anything that was found from `start` on have these dates?
    fn is_told(&self, bounds: Bounds, start: usize) -> bool {
        let same =
            |(own, within): (Option<Instant>, Option<Instant>)| own.is_none() || own == within;
        let covers = |within: &Bounds| bounds.into_iter().zip(*within).all(same);
        self.told.iter().skip(start).any(covers)
    }

    /// A value as people read it: a node by its name and labels, a relationship with its ends.
    fn words(&self, value: &Value) -> String {
        match value {
            Value::Node(node) => {
                let name = node_caption(node.id, self.version);
                match node.content() {
                    Some(content) if !content.labels.is_empty() => {
                        let labels = content.labels.join(", ");
                        if labels == name {
                            name
                        } else {
                            format!("{name} ({labels})")
                        }
                    }
                    _ => name,
                }
            }
            Value::Relationship(relationship) => match relationship.content() {
                Some(content) if self.version.relationship_is_live(relationship.id) => {
                    let end = |node| node_caption(node, self.version);
                    format!("{} {} {}", end(content.start), content.ty, end(content.end))
                }
                // A relationship that is gone has no ends to name.
                _ => caption_of(Element::Relationship(relationship.id), self.version),
            },
            other => cell(other, "null"),
        }
    }

    /// The events of a fact, or of a row and what it cites.
    fn add(&mut self, properties: &Map, cited: Option<&Value>, what: String) {
        let period = PERIOD_KEYS.map(|key| properties.get(key).unwrap_or(&Value::Null));
        if Period::new(period).holds_within(None, None) == Some(false) {
            self.never += 1;
            return;
        }
        let sources = match (properties.get("source"), cited.and_then(citation::cited)) {
            (Some(source), _) => references(source).map(Arc::from).collect(),
            (None, Some(cited)) => cited.references,
            (None, None) => Vec::new(),
        };
        let named = |reference: &Arc<str>| **reference != *UNSOURCED;
        let sources: Vec<Arc<str>> = sources.into_iter().filter(named).collect();
        for (key, ends) in DATES.into_iter().zip([false, true]) {
            let Some(day) = properties.get(key) else {
                continue;
            };
            let Some(at) = Instant::first_of(day) else {
                continue;
            };
            let precision = match properties.get(&format!("{key}_precision")) {
                Some(Value::String(precision)) => Some(Arc::clone(precision)),
                _ => None,
            };
            self.events.push(Event {
                at,
                day: day.clone(),
                precision,
                ends,
                what: what.clone(),
                sources: sources.clone(),
            });
        }
    }
}

fn bounds(properties: &Map) -> Bounds {
    DATES.map(|key| properties.get(key).and_then(Instant::first_of))
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// The names of columns, where `p.valid_from` is called `valid_from` when no other column is; of the keys of several
/// things none is taken, since the dates and sources of one must not be given to another.
fn names(columns: &[String]) -> Vec<&str> {
    let keys: Vec<Option<(&str, &str)>> = columns
        .iter()
        .map(|column| key_of_one(column).filter(|(_, key)| !columns.iter().any(|name| name == key)))
        .collect();
    // Whose dates they are decides whose sources are.
    let mut of: Vec<(&str, &str)> = keys.iter().flatten().copied().collect();
    if of.iter().any(|(_, key)| DATES.contains(key)) {
        of.retain(|(_, key)| DATES.contains(key));
    }
    let one = match of.split_first() {
        Some(((first, _), rest)) if rest.iter().all(|(other, _)| other == first) => Some(*first),
        _ => None,
    };
    columns
        .iter()
        .zip(keys)
        .map(|(column, key)| match key {
            Some((of, key)) if Some(of) == one => key,
            _ => column.as_str(),
        })
        .collect()
}

/// `p` and `valid_from` of `p.valid_from`. Sums are no keys.
fn key_of_one(column: &str) -> Option<(&str, &str)> {
    let (of, key) = column.rsplit_once('.')?;
    let key = key.trim().trim_matches('`');
    let is_key = KEYS.contains(&key) && !of.contains(['+', '-']);
    is_key.then_some((of.trim(), key))
}
