//! The JSON of facts, prepared: what all facts of nodes, or of relationships of one type, have in common is there as text.
//!
//! In: a form, and a type; then nodes, or relationships with their ends. Out: the same text as that of the fact as a value.
//! Knows nothing of rows.

use std::sync::Arc;

use super::facts::{Facts, list_of_references, references_of};
use super::{FACT, SOURCE};
use crate::graph::{CHUNK, Chunk, ChunkValues, KeyId, PropertyColumn, TypeId};
use crate::value::json::{self, Form};
use crate::value::{
    Cell, Map, Node, NodeContent, NodeId, RelId, Relationship, RelationshipContent, Value,
};

/// Where there are more properties most are missing, and it is better to look for those there are.
const MOST: usize = 16;

/// What the facts of one type look like.
pub(super) struct Shape {
    /// What stands before and between id, start, end and properties.
    pieces: [String; 4],
    rest: Rest,
}

/// What the facts of nodes look like.
pub(super) struct NodeShape {
    /// What stands before and between id, labels and properties.
    pieces: [String; 3],
    /// By number, as JSON.
    labels: Vec<String>,
    rest: Rest,
}

/// The properties of a fact and what comes behind.
struct Rest {
    form: Form,
    /// In the order of their names.
    properties: Vec<Property>,
    /// What stands between the properties and the source.
    between: String,
    /// What stands behind the source.
    behind: String,
}

struct Property {
    /// The name as JSON, with the comma before it and the colon behind.
    name: String,
    is_source: bool,
    column: PropertyColumn,
}

/// Numbers and values that a sample is cut at.
const SLOT: u32 = 4_102_938_475;
const START: u32 = 4_213_049_586;
const END: u32 = 4_173_948_260;
const REFERENCE: i64 = 4_064_738_291;
const LABEL: &str = "4027364518";

impl Shape {
    /// That of a type; `None` when it is better not to prepare any.
    pub(super) fn of(facts: &Facts, ty: u16, form: Form) -> Option<Self> {
        let version = &facts.version;
        let content = RelationshipContent {
            ty: version.type_name(TypeId(ty)).clone(),
            start: NodeId(START),
            end: NodeId(END),
            properties: no_property(),
        };
        let sample = Value::Relationship(Relationship {
            id: RelId { ty, slot: SLOT },
            content: Some(Arc::new(content.into())),
        });
        let numbers = [SLOT, START, END].map(|number| number.to_string());
        let [before, start, end, properties, between, behind] =
            cut(sample, numbers.each_ref().map(String::as_str), form)?;
        let columns = version.relationship_columns(TypeId(ty));
        Some(Self {
            pieces: [before, start, end, properties],
            rest: Rest::of(columns, facts, form, [between, behind])?,
        })
    }

    /// Appends the fact of a relationship that goes from `start` to `end`.
    pub(super) fn write(&self, slot: u32, (start, end): (NodeId, NodeId), out: &mut String) {
        let mut digits = itoa::Buffer::new();
        for (piece, number) in self.pieces.iter().zip([slot, start.0, end.0]) {
            out.push_str(piece);
            out.push_str(digits.format(number));
        }
        out.push_str(&self.pieces[3]);
        self.rest.write(slot, out);
    }
}

impl NodeShape {
    /// That of all nodes; `None` when it is better not to prepare any.
    pub(super) fn of(facts: &Facts, form: Form) -> Option<Self> {
        let version = &facts.version;
        let content = NodeContent {
            labels: vec![LABEL.into()],
            properties: no_property(),
        };
        let sample = Value::Node(Node {
            id: NodeId(SLOT),
            content: Some(Arc::new(content.into())),
        });
        let parts = [SLOT.to_string(), format!("\"{LABEL}\"")];
        let [before, labels, properties, between, behind] =
            cut(sample, parts.each_ref().map(String::as_str), form)?;
        let text = |name: &Arc<str>| {
            let mut text = String::new();
            json::write_text(&mut text, name);
            text
        };
        Some(Self {
            pieces: [before, labels, properties],
            labels: version.all_labels().map(|(_, name)| text(name)).collect(),
            rest: Rest::of(version.node_columns(), facts, form, [between, behind])?,
        })
    }

    /// Appends the fact of a node.
    pub(super) fn write(&self, facts: &Facts, node: NodeId, out: &mut String) {
        let [before, labels, properties] = &self.pieces;
        out.push_str(before);
        out.push_str(itoa::Buffer::new().format(node.0));
        out.push_str(labels);
        let first = out.len();
        for label in facts.version.labels(node) {
            if out.len() > first {
                out.push(',');
            }
            let name = self.labels.get(usize::from(label.0));
            out.push_str(name.map_or("", String::as_str));
        }
        out.push_str(properties);
        self.rest.write(node.0, out);
    }
}

impl Rest {
    fn of(
        columns: Vec<(KeyId, &PropertyColumn)>,
        facts: &Facts,
        form: Form,
        [between, behind]: [String; 2],
    ) -> Option<Self> {
        if columns.len() > MOST {
            return None;
        }
        let properties = columns.into_iter().map(|(key, column)| {
            let mut name = String::from(",");
            json::write_text(&mut name, facts.version.key_name(key));
            name.push(':');
            Property {
                name,
                is_source: Some(key) == facts.key,
                column: column.clone(),
            }
        });
        Some(Self {
            form,
            properties: properties.collect(),
            between,
            behind,
        })
    }

    fn write(&self, id: u32, out: &mut String) {
        let first = out.len();
        let mut source = None;
        for property in &self.properties {
            let place = id % CHUNK;
            let chunk = property.column.chunk(id / CHUNK);
            let Some(chunk) = chunk.filter(|chunk| chunk.has(place)) else {
                continue;
            };
            let without_comma = usize::from(out.len() == first);
            out.push_str(&property.name[without_comma..]);
            if property.is_source {
                source = Some(self.write_source(chunk, place, out));
            } else {
                self.write_value(chunk, place, out);
            }
        }
        out.push_str(&self.between);
        match source {
            // Mostly it says the same.
            Some((_, Some(text))) => out.extend_from_within(text),
            Some((Some(source), None)) => {
                json::write_cell(out, Cell::Held(&references_of(source)), self.form);
            }
            _ => json::write_cell(out, Cell::Held(&Value::Null), self.form),
        }
        out.push_str(&self.behind);
    }

    /// Appends what a place of a chunk holds. What is common goes the short way.
    #[inline]
    fn write_value(&self, chunk: &Chunk, place: u32, out: &mut String) {
        let at = place as usize;
        match chunk.values() {
            ChunkValues::Integers(all) if self.form != Form::Typed => {
                out.push_str(itoa::Buffer::new().format(all[at]));
            }
            ChunkValues::Dates(all) => json::write_cell(out, Cell::Date(all[at]), self.form),
            ChunkValues::Text(all) => json::write_cell(out, Cell::Text(all.get(at)), self.form),
            ChunkValues::Dictionary(all) => {
                json::write_cell(out, Cell::Text(all.get(at)), self.form);
            }
            _ => {
                if let Some(cell) = chunk.cell(place) {
                    json::write_cell(out, cell, self.form);
                }
            }
        }
    }

    /// Appends a source. Hands over where that is, when it says the same as its references would.
    #[inline]
    fn write_source<'c>(
        &self,
        chunk: &'c Chunk,
        place: u32,
        out: &mut String,
    ) -> (Option<Cell<'c>>, Option<std::ops::Range<usize>>) {
        let from = out.len();
        if let ChunkValues::Mixed(all) = chunk.values()
            && let Some(names) = all.get(place as usize).and_then(list_of_references)
        {
            json::write_texts(out, names, self.form);
            return (None, Some(from..out.len()));
        }
        let cell = chunk.cell(place);
        if let Some(cell) = cell.clone() {
            json::write_cell(out, cell, self.form);
        }
        (cell, None)
    }
}

/// Properties that a sample is cut at.
fn no_property() -> Map {
    Map::from_iter([("", Value::Null)])
}

/// What is left of the text of a fact without these parts, its properties and its source; `None` when one of them is not
/// there, there twice or before another.
fn cut<const N: usize, const PIECES: usize>(
    sample: Value,
    parts: [&str; N],
    form: Form,
) -> Option<[String; PIECES]> {
    let source = Value::Integer(REFERENCE);
    let mut text = String::new();
    json::write_entries(&mut text, &[(FACT, &sample), (SOURCE, &source)], form);
    let json = |value: &Value| {
        let mut text = String::new();
        json::write_cell(&mut text, Cell::Held(value), form);
        text
    };
    let property = format!("\"\":{}", json(&Value::Null));
    let source = json(&source);
    let mut pieces = Vec::with_capacity(PIECES);
    let mut rest = text.as_str();
    for part in parts.into_iter().chain([property.as_str(), &source]) {
        if text.matches(part).count() != 1 {
            return None;
        }
        let (before, behind) = rest.split_once(part)?;
        pieces.push(before.to_owned());
        rest = behind;
    }
    pieces.push(rest.to_owned());
    pieces.try_into().ok()
}
