//! Plans as text: a query, and the operators that come of it, over the statistics of a small social network.

use super::{Options, Statistics, run, run_traced, textual};
use crate::plan::{Plan, build, explain, visit};
use crate::semantics::checked::Direction;
use crate::semantics::{Signatures, check as check_query};
use crate::value::{ResultSet, Value};
use crate::{procedure, syntax};

/// 5000 persons who know 18 others each way, 100 cities, 200,000 posts with one creator each, 10 tags.
struct Network;

const LABELS: &[(&str, f64)] = &[
    ("Person", 5000.0),
    ("City", 100.0),
    ("Post", 200_000.0),
    ("Tag", 10.0),
];
/// Type, start, end, relationships.
const TYPES: &[(&str, &str, &str, f64)] = &[
    ("KNOWS", "Person", "Person", 90_000.0),
    ("LIVES_IN", "Person", "City", 5000.0),
    ("HAS_CREATOR", "Post", "Person", 200_000.0),
    ("HAS_TAG", "Post", "Tag", 300_000.0),
    ("REPLY_OF", "Post", "Post", 150_000.0),
];

impl Statistics for Network {
    fn node_count(&self) -> f64 {
        LABELS.iter().map(|(_, count)| count).sum()
    }
    fn label_count(&self, label: &str) -> f64 {
        let known = LABELS.iter().find(|(name, _)| *name == label);
        known.map_or(0.0, |(_, count)| *count)
    }
    fn relationship_count(&self, ty: Option<&str>) -> f64 {
        let wanted = TYPES
            .iter()
            .filter(|(name, ..)| ty.is_none_or(|ty| ty == *name));
        wanted.map(|(.., count)| count).sum()
    }
    fn average_degree(&self, label: Option<&str>, ty: Option<&str>, direction: Direction) -> f64 {
        let fits = |end: &str| label.is_none_or(|label| label == end);
        let wanted = TYPES
            .iter()
            .filter(|(name, ..)| ty.is_none_or(|ty| ty == *name));
        let relationships: f64 = wanted
            .map(|(_, start, end, count)| {
                let out = direction != Direction::Incoming && fits(start);
                let back = direction != Direction::Outgoing && fits(end);
                count * f64::from(u8::from(out) + u8::from(back))
            })
            .sum();
        let nodes = label.map_or(self.node_count(), |label| self.label_count(label));
        relationships / nodes.max(1.0)
    }
    fn has_index(&self, label: &str, key: &str) -> bool {
        key == "id" || (label, key) == ("Person", "age") || (label, key) == ("City", "name")
    }
    fn distinct_values(&self, label: Option<&str>, key: &str) -> f64 {
        let nodes = label.map_or(self.node_count(), |label| self.label_count(label));
        if key == "age" { 80.0 } else { nodes }
    }
    fn count_with_property(&self, label: Option<&str>, _: &str) -> f64 {
        label.map_or(self.node_count(), |label| self.label_count(label))
    }
}

fn plan(text: &str) -> Plan {
    let statement = syntax::parse(text).unwrap();
    let procedures = procedure::Registry::default();
    let signatures = Signatures {
        procedures: &procedures,
        parameters: None,
    };
    build(&check_query(&statement, text, &signatures).unwrap())
}

fn shown(plan: &Plan) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.to_string(),
        _ => String::new(),
    };
    let rows: ResultSet = explain(plan, None);
    let lines: Vec<String> = rows
        .rows()
        .iter()
        .map(|row| {
            format!("{} {}", text(&row[0]), text(&row[1]))
                .trim_end()
                .to_owned()
        })
        .collect();
    lines.join("\n")
}

/// The lines of a text, without the margin of the first one.
fn flush_left(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .collect();
    let margin = lines
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len());
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| line.get(margin..).unwrap_or(""))
        .collect();
    lines.join("\n").trim_end().to_owned()
}

/// The optimised plan of a query.
#[track_caller]
fn check(query: &str, expected: &str) {
    let plan = run(plan(query), &Network, &Options::default());
    assert_eq!(shown(&plan), flush_left(expected), "{query}");
}

/// The plan of a query as written.
#[track_caller]
fn check_textual(query: &str, expected: &str) {
    assert_eq!(
        shown(&textual(plan(query))),
        flush_left(expected),
        "{query}"
    );
}
