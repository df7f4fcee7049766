//! Dated facts in their order. In: a name, a query, or nothing for the whole graph. Out: a line per beginning and per end,
//! with the documents that tell of it below; or rows for programs. Knows nothing of views: it shows what statements give.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use super::caption::{caption_of, node_caption};
use super::documents::{Documents, Numbers};
use super::{Console, Failure, Result};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Answer;
use crate::graph::facts::Element;
use crate::graph::view::references;
use crate::graph::{Instant, PERIOD_KEYS, Period, Version};
use crate::render::citation::{self, UNSOURCED};
use crate::render::{Format, Style, Theme, cell, one_line, render};
use crate::syntax::{self, ast::Statement};
use crate::value::{Map, ResultSet, Value};

/// Everything around nodes of a name.
const AROUND: &str = "\
MATCH (e) WHERE $about IN [e.name, e.title, e.key, e.id] OR $about IN ([] + e.aliases)
OPTIONAL MATCH (e)-[r]-(x)
RETURN e, r, x";

/// Every dated fact.
const ALL: &str = "\
MATCH (x) WHERE x.valid_from IS NOT NULL OR x.valid_to IS NOT NULL RETURN x
UNION ALL
MATCH ()-[x]->() WHERE x.valid_from IS NOT NULL OR x.valid_to IS NOT NULL RETURN x";

/// Words a query begins with.
const BEGINNINGS: [&str; 8] = [
    "match", "optional", "with", "unwind", "call", "return", "as", "cite",
];

/// Shows the timeline of what has a name, of the answer to a query, or of everything.
pub(super) fn show(console: &mut Console, about: &str) -> Result<()> {
    let about = about.trim().trim_end_matches(';').trim_end();
    let mut parameters = console.parameters.clone();
    let mut unknown = None;
    let answer = if about.is_empty() {
        ask(console, ALL, &parameters)?
    } else if matches!(syntax::parse(about), Ok(Statement::Query(_))) {
        ask(console, about, &parameters)?
    } else {
        let name = about.trim_matches(['\'', '"']);
        parameters.insert("about", name.into());
        let answer = ask(console, AROUND, &parameters)?;
        if answer.is_empty() && is_meant_as_query(about) {
            // It says what is wrong with it.
            ask(console, about, &parameters)?
        } else {
            unknown = answer.is_empty().then_some(name);
            answer
        }
    };
    if let Some(name) = unknown {
        let message = format!("there is nothing named `{name}` here");
        let hint = "a node is found by its name, title, key, id or one of its aliases; a query begins with MATCH";
        return Err(Failure::from(
            Diagnostic::new(Code::Usage, message).hint(hint),
        ));
    }
    let version = console.session.version();
    let (events, never) = events(&answer.rows, &version);
    let text = match console.settings.format {
        Format::Box | Format::Table | Format::Line => {
            text(&events, &version, console.settings.options.theme)
        }
        format => render(&rows(&events), format, &console.settings.options),
    };
    console.out.write_all(text.as_bytes())?;
    if events.is_empty() {
        console.note("nothing of it has a date (valid_from, valid_to)")?;
    }
    match never {
        0 => {}
        1 => console.note("1 fact that ends before it begins is left out; `:check` lists it")?,
        many => console.note(&format!(
            "{many} facts that end before they begin are left out; `:check` lists them"
        ))?,
    }
    Ok(())
}

fn ask(console: &mut Console, query: &str, parameters: &Map) -> Result<Answer> {
    let handle = console.session.cancel_handle();
    let session = &mut console.session;
    let answer = console
        .interrupts
        .during(handle, || session.ask(query, parameters))?;
    Ok(answer)
}

/// Does it look like a query, though it is none?
fn is_meant_as_query(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphabetic()).next();
    let first = first.unwrap_or_default().to_ascii_lowercase();
    BEGINNINGS.contains(&first.as_str()) && text.contains('(')
}

/// The beginning or the end of a fact.
#[derive(Debug, Clone)]
struct Event {
    at: Instant,
    day: Value,
    precision: Option<Arc<str>>,
    ends: bool,
    what: String,
    sources: Vec<Arc<str>>,
}

/// What has dates in an answer: nodes and relationships, wherever they are in it; and rows with a column `valid_from`.
/// And how many of them hold at no time, so that nothing of them happened.
fn events(answer: &ResultSet, version: &Arc<Version>) -> (Vec<Event>, usize) {
    let mut found = Found {
        version,
        seen: BTreeSet::new(),
        events: Vec::new(),
        never: 0,
    };
    let columns = answer.columns();
    let dated = columns
        .iter()
        .any(|name| matches!(name.as_str(), "valid_from" | "valid_to"));
    for row in answer.rows() {
        // What cites a row that is an event itself is no event of its own.
        let (cited, own) = match row.split_last() {
            Some((cited, own)) if dated && answer.cites() => (Some(cited), own),
            _ => (None, row.as_slice()),
        };
        if dated {
            let named = columns.iter().map(String::as_str).zip(own);
            let entries: Map = named
                .clone()
                .map(|(name, value)| (name, value.clone()))
                .collect();
            let others = named.filter(|(name, _)| !KEYS.contains(name));
            let what: Vec<String> = others.map(|(_, value)| cell(value, "null")).collect();
            found.add(&entries, cited, what.join(" | "));
        }
        own.iter().for_each(|value| found.look(value));
    }
    let (mut events, never) = (found.events, found.never);
    events.sort_by(|a, b| (a.at, a.ends, &a.what).cmp(&(b.at, b.ends, &b.what)));
    (events, never)
}

/// Properties that say when, and who says so.
const KEYS: [&str; 5] = [
    "valid_from",
    "valid_from_precision",
    "valid_to",
    "valid_to_precision",
    "source",
];

struct Found<'v> {
    version: &'v Arc<Version>,
    seen: BTreeSet<String>,
    events: Vec<Event>,
    /// How many facts hold at no time.
    never: usize,
}

impl Found<'_> {
    fn look(&mut self, value: &Value) {
        match value {
            Value::Node(node) => {
                if let Some(content) = node.content()
                    && self.seen.insert(node.id.element_id())
                {
                    let name = node_caption(node.id, self.version);
                    let labels = content.labels.join(", ");
                    let what = if labels.is_empty() || labels == name {
                        name
                    } else {
                        format!("{name} ({labels})")
                    };
                    self.add(&content.properties, None, what);
                }
            }
            Value::Relationship(relationship) => {
                if let Some(content) = relationship.content()
                    && self.seen.insert(relationship.id.element_id())
                {
                    let caption = caption_of(Element::Relationship(relationship.id), self.version);
                    // A relationship that is gone has no ends to name.
                    let what = if self.version.relationship_is_live(relationship.id) {
                        let end = |node| node_caption(node, self.version);
                        format!("{} {} {}", end(content.start), content.ty, end(content.end))
                    } else {
                        caption
                    };
                    self.add(&content.properties, None, what);
                }
            }
            Value::Path(path) => {
                for node in &path.nodes {
                    self.look(&Value::Node(node.clone()));
                }
                for (relationship, _) in &path.relationships {
                    self.look(&Value::Relationship(relationship.clone()));
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.look(item)),
            Value::Map(map) => map.values().for_each(|value| self.look(value)),
            _ => {}
        }
    }

    /// The events of a fact, or of a row and what it cites.
    fn add(&mut self, properties: &Map, cited: Option<&Value>, what: String) {
        let bounds = PERIOD_KEYS.map(|key| properties.get(key).unwrap_or(&Value::Null));
        if Period::new(bounds).holds_within(None, None) == Some(false) {
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
        for (key, ends) in [("valid_from", false), ("valid_to", true)] {
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

/// The timeline for people.
fn text(events: &[Event], version: &Arc<Version>, theme: Theme) -> String {
    let days: Vec<String> = events.iter().map(Event::shown).collect();
    let width = days.iter().map(String::len).max().unwrap_or(0);
    let mut numbers = Numbers::default();
    let mut text = String::new();
    let mut last = "";
    for (event, day) in events.iter().zip(&days) {
        // A day is written once.
        let shown = if day == last { "" } else { day };
        last = day;
        let day = theme.paint(Style::Header, &format!("{shown:<width$}"));
        let what = one_line(&event.what);
        let end = if event.ends { " ends" } else { "" };
        let _ = write!(text, "{day}  {what}{end}");
        for source in &event.sources {
            let number = format!("[{}]", numbers.of(source));
            let _ = write!(text, " {}", theme.paint(Style::Faint, &number));
        }
        text.push('\n');
    }
    if !numbers.references.is_empty() {
        let documents = Documents::new(Arc::clone(version));
        text.push('\n');
        for (number, reference) in (1..).zip(&numbers.references) {
            let line = one_line(&documents.line(reference));
            let _ = writeln!(text, "[{number}] {line}");
        }
    }
    text
}

impl Event {
    /// The day, as far as it is known.
    fn shown(&self) -> String {
        let day = super::view::shown(&self.day);
        let length = match self.precision.as_deref() {
            Some("month") => day.rmatch_indices('-').next().map(|(at, _)| at),
            Some("year") => day.rmatch_indices('-').nth(1).map(|(at, _)| at),
            _ => None,
        };
        match length {
            Some(length) if matches!(self.day, Value::Date(_)) => day[..length].to_owned(),
            _ => day,
        }
    }
}

/// The timeline for programs.
fn rows(events: &[Event]) -> ResultSet {
    let columns = ["day", "precision", "event", "fact", "source"];
    let mut rows = ResultSet::new(columns.map(str::to_owned).to_vec());
    for event in events {
        let sources = event
            .sources
            .iter()
            .map(|source| Value::String(Arc::clone(source)));
        rows.push(vec![
            event.day.clone(),
            event.precision.clone().map_or(Value::Null, Value::String),
            if event.ends { "ends" } else { "begins" }.into(),
            event.what.as_str().into(),
            Value::list(sources.collect()),
        ]);
    }
    rows
}
