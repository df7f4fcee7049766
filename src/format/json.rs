//! Graph data as one JSON object: `{"nodes": [...], "relationships": [...]}`.
//!
//! In: text. Out: [`GraphData`], or what is wrong, with its place. Knows nothing of files or graphs.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::data::{GraphData, NodeData, RelationshipData};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;
use crate::value::Value;
use crate::value::json;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'a> {
    #[serde(borrow, default)]
    nodes: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    relationships: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Node<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow, default)]
    labels: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    properties: Entries<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Relationship<'a> {
    #[serde(borrow, rename = "type")]
    ty: &'a RawValue,
    #[serde(borrow)]
    start: &'a RawValue,
    #[serde(borrow)]
    end: &'a RawValue,
    #[serde(borrow, default)]
    properties: Entries<'a>,
}

/// The entries of an object in order, each key once.
#[derive(Default)]
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the properties")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries: Vec<(String, &'de RawValue)> = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    if entries.iter().any(|(known, _)| *known == key) {
                        return Err(A::Error::custom(format!("duplicate property `{key}`")));
                    }
                    entries.push((key, map.next_value()?));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

pub(super) fn read(text: &str) -> Result<GraphData> {
    let reader = Reader { text };
    let document: Document<'_> = reader.object(text, "a graph is")?;
    let mut data = GraphData::default();
    for raw in document.nodes {
        reader.node(raw.get(), &mut data)?;
    }
    for raw in document.relationships {
        reader.relationship(raw.get(), &mut data)?;
    }
    data.resolve()
}

/// Reads parts of a text and knows where they stand in it.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn node(&self, part: &'a str, data: &mut GraphData) -> Result<()> {
        let node: Node<'_> = self.object(part, "a node is")?;
        let mut labels: Vec<String> = Vec::new();
        for raw in node.labels {
            let label = self.name(raw, "a label")?;
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let id: String = self.part(node.id.get())?;
        let read = NodeData {
            id,
            labels,
            properties: self.properties(node.properties)?,
            span: self.span(part),
        };
        data.add_node(read, self.span(node.id.get()))
    }

    pub(super) fn relationship(&self, part: &'a str, data: &mut GraphData) -> Result<()> {
        let relationship: Relationship<'_> = self.object(part, "a relationship is")?;
        let end = |raw: &'a RawValue| -> Result<(String, Span)> {
            Ok((self.part(raw.get())?, self.span(raw.get())))
        };
        let read = RelationshipData {
            ty: self.name(relationship.ty, "a relationship type")?,
            start: 0,
            end: 0,
            properties: self.properties(relationship.properties)?,
            span: self.span(part),
        };
        data.add_relationship(read, end(relationship.start)?, end(relationship.end)?);
        Ok(())
    }

    fn name(&self, raw: &'a RawValue, what: &str) -> Result<String> {
        let name: String = self.part(raw.get())?;
        if name.is_empty() {
            let message = format!("{what} must not be empty");
            return Err(Diagnostic::new(Code::InvalidGraphData, message).at(self.span(raw.get())));
        }
        Ok(name)
    }

    fn properties(&self, entries: Entries<'a>) -> Result<Vec<(String, Value)>> {
        let mut properties = Vec::new();
        for (key, raw) in entries.0 {
            let json = json::parse(raw.get()).map_err(|problem| {
                let inner = problem.span().unwrap_or_default();
                self.problem(raw.get(), problem.message(), inner)
            })?;
            let value = json::from_json(&json)
                .map_err(|problem| self.problem(raw.get(), problem.to_string(), Span::default()))?;
            let storable = |value: &Value| !matches!(value, Value::Map(_) | Value::List(_));
            let fits = match &value {
                Value::List(items) => items.iter().all(|item| storable(item) && !item.is_null()),
                other => storable(other),
            };
            if !fits {
                let message = format!(
                    "the property `{key}` must be a simple value or a list of simple values"
                );
                return Err(self.problem(raw.get(), message, Span::default()));
            }
            // A property that is null is one that is not there.
            if !value.is_null() {
                properties.push((key, value));
            }
        }
        Ok(properties)
    }

    /// Reads a part as JSON of this type, which must stand there as an object with named fields.
    fn object<T: Deserialize<'a>>(&self, part: &'a str, what: &str) -> Result<T> {
        // The same fields in a list would be taken by their order.
        if part.trim_start().starts_with('[') {
            return Err(self.problem(
                part,
                format!("{what} an object, not a list"),
                Span::default(),
            ));
        }
        self.part(part)
    }

    /// Reads a part as JSON of this type.
    pub(super) fn part<T: Deserialize<'a>>(&self, part: &'a str) -> Result<T> {
        serde_json::from_str(part).map_err(|error| {
            let problem = json::syntax_error(&error, part);
            self.problem(part, problem.message(), problem.span().unwrap_or_default())
        })
    }

    /// A problem at `inner`, counted from the start of `part`; the start itself when it is empty.
    fn problem(&self, part: &str, message: impl Into<String>, inner: Span) -> Diagnostic {
        let whole = self.span(part);
        let span = if inner.end > inner.start {
            Span {
                start: whole.start.saturating_add(inner.start),
                end: whole.start.saturating_add(inner.end),
            }
        } else {
            whole
        };
        Diagnostic::new(Code::InvalidGraphData, message).at(span)
    }

    /// Where a part stands in the text it was taken from.
    fn span(&self, part: &str) -> Span {
        let start = part
            .as_ptr()
            .addr()
            .saturating_sub(self.text.as_ptr().addr());
        Span::new(start, start + part.len())
    }
}
