//! The JSON of the facts of one relationship type, prepared: what all of them have in common is there as text.
//!
//! In: a type and a form; then relationships with their ends. Out: the same text as that of the fact as a value. Knows
//! nothing of rows.

use super::facts::{Facts, list_of_references, references_of};
use super::{FACT, SOURCE};
use crate::graph::{PropertyColumn, TypeId};
use crate::value::json::{self, Form};
use crate::value::{Cell, Map, NodeId, RelId, Relationship, RelationshipContent, Value};

/// Of types with more properties most are missing, and it is better to look for those there are.
const MOST: usize = 16;

/// What the facts of one type look like.
pub(super) struct Shape {
    form: Form,
    /// What stands before, between and behind id, start, end, properties and source.
    pieces: [String; 6],
    /// In the order of their names.
    properties: Vec<Property>,
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

impl Shape {
    /// That of a type; `None` when it is better not to prepare any.
    pub(super) fn of(facts: &Facts, ty: u16, form: Form) -> Option<Self> {
        let version = &facts.version;
        let columns = version.relationship_columns(TypeId(ty));
        if columns.len() > MOST {
            return None;
        }
        let content = RelationshipContent {
            ty: version.type_name(TypeId(ty)).clone(),
            start: NodeId(START),
            end: NodeId(END),
            properties: Map::from_iter([("", Value::Null)]),
        };
        let sample = Value::Relationship(Relationship {
            id: RelId { ty, slot: SLOT },
            content: Some(std::sync::Arc::new(content.into())),
        });
        let source = Value::Integer(REFERENCE);
        let mut text = String::new();
        json::write_entries(&mut text, &[(FACT, &sample), (SOURCE, &source)], form);
        let json = |value: &Value| {
            let mut text = String::new();
            json::write_cell(&mut text, Cell::Held(value), form);
            text
        };
        let pieces = cut(
            &text,
            [
                &SLOT.to_string(),
                &START.to_string(),
                &END.to_string(),
                &format!("\"\":{}", json(&Value::Null)),
                &json(&source),
            ],
        )?;
        let properties = columns.into_iter().map(|(key, column)| {
            let mut name = String::from(",");
            json::write_text(&mut name, version.key_name(key));
            name.push(':');
            Property {
                name,
                is_source: Some(key) == facts.key,
                column: column.clone(),
            }
        });
        Some(Self {
            form,
            pieces,
            properties: properties.collect(),
        })
    }

    /// Appends the fact of a relationship that goes from `start` to `end`.
    pub(super) fn write(&self, slot: u32, (start, end): (NodeId, NodeId), out: &mut String) {
        let mut digits = itoa::Buffer::new();
        for (piece, number) in self.pieces.iter().zip([slot, start.0, end.0]) {
            out.push_str(piece);
            out.push_str(digits.format(number));
        }
        let [_, _, _, before, between, behind] = &self.pieces;
        out.push_str(before);
        let first = out.len();
        let mut source = None;
        for property in &self.properties {
            let Some(cell) = property.column.cell(slot) else {
                continue;
            };
            let without_comma = usize::from(out.len() == first);
            out.push_str(&property.name[without_comma..]);
            if property.is_source {
                let from = out.len();
                let names = match &cell {
                    Cell::Held(source) => list_of_references(source),
                    _ => None,
                };
                match names {
                    Some(names) => json::write_texts(out, names, self.form),
                    None => json::write_cell(out, cell.clone(), self.form),
                }
                source = Some((cell, names.is_some(), from..out.len()));
            } else {
                json::write_cell(out, cell, self.form);
            }
        }
        out.push_str(between);
        match source {
            // Mostly it says the same.
            Some((_, true, text)) => out.extend_from_within(text),
            Some((source, ..)) => {
                json::write_cell(out, Cell::Held(&references_of(source)), self.form);
            }
            None => json::write_cell(out, Cell::Held(&Value::Null), self.form),
        }
        out.push_str(behind);
    }
}

/// What is left of a text without these parts; `None` when one of them is not there, there twice or before another.
fn cut<const N: usize, const PIECES: usize>(
    text: &str,
    parts: [&str; N],
) -> Option<[String; PIECES]> {
    let mut pieces = Vec::with_capacity(PIECES);
    let mut rest = text;
    for part in parts {
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
