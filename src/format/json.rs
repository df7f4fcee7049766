//! Graph data as one JSON object: `{"nodes": [...], "relationships": [...]}`.
//!
//! In: the values of a file. Out: nodes and relationships, one by one, or what is wrong, with its place. Knows nothing of
//! graphs.

use std::fmt;
use std::io::Read;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::apply::Import;
use super::data::{NodeData, RelationshipData};
use super::elements::{Elements, Refusal};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;
use crate::value::Value;
use crate::value::json;

/// What reading a file gives.
pub(super) type Refused<T> = Result<T, Refusal>;

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

/// Reads nodes and relationships, one after the other, from a document.
pub(super) fn read<R: Read>(elements: &mut Elements<R>, import: &mut Import<'_>) -> Refused<()> {
    match elements.peek()? {
        Some(b'{') => elements.take(),
        Some(b'[') => {
            return Err(elements.unexpected("an object (a graph is an object, not a list)"));
        }
        _ => return Err(elements.unexpected("an object with `nodes` and `relationships`")),
    }
    let mut seen = Vec::new();
    let mut more = elements.peek()? != Some(b'}');
    if !more {
        elements.take();
    }
    while more {
        if elements.peek()? != Some(b'"') {
            return Err(elements.unexpected("a field in quotes"));
        }
        let range = elements.value()?;
        let field = elements.part(range.clone())?;
        let take: Take<R> = match field {
            "\"nodes\"" => take_node,
            "\"relationships\"" => take_relationship,
            _ => {
                let message = format!(
                    "there is no field {field} in a graph; its fields are `nodes` and `relationships`"
                );
                return Err(elements.refuse(bad(message, &range)));
            }
        };
        if seen.contains(&field.len()) {
            let message = format!("the field {field} is there twice");
            return Err(elements.refuse(bad(message, &range)));
        }
        seen.push(field.len());
        if elements.peek()? != Some(b':') {
            return Err(elements.unexpected("`:`"));
        }
        elements.take();
        list(elements, import, take)?;
        more = goes_on(elements, b'}')?;
    }
    match elements.peek()? {
        None => Ok(()),
        Some(_) => Err(elements.unexpected("the end of the file")),
    }
}

type Take<R> = fn(&mut Elements<R>, &mut Import<'_>, Range<usize>) -> Refused<()>;

/// Takes the elements of a list.
fn list<R: Read>(
    elements: &mut Elements<R>,
    import: &mut Import<'_>,
    take: Take<R>,
) -> Refused<()> {
    if elements.peek()? != Some(b'[') {
        return Err(elements.unexpected("a list"));
    }
    elements.take();
    if elements.peek()? == Some(b']') {
        elements.take();
        return Ok(());
    }
    loop {
        if matches!(elements.peek()?, None | Some(b',' | b':' | b']' | b'}')) {
            return Err(elements.unexpected("an element of the list"));
        }
        let range = elements.value()?;
        take(elements, import, range)?;
        if !goes_on(elements, b']')? {
            return Ok(());
        }
    }
}

/// Takes the comma after which it goes on, or the end.
fn goes_on<R: Read>(elements: &mut Elements<R>, end: u8) -> Refused<bool> {
    match elements.peek()? {
        Some(b',') => {
            elements.take();
            Ok(true)
        }
        Some(byte) if byte == end => {
            elements.take();
            Ok(false)
        }
        _ => Err(elements.unexpected(&format!("`,` or `{}`", char::from(end)))),
    }
}

/// Takes the node that stands there.
pub(super) fn take_node<R: Read>(
    elements: &mut Elements<R>,
    import: &mut Import<'_>,
    range: Range<usize>,
) -> Refused<()> {
    let text = elements.part(range.clone())?;
    let node = Reader::new(text, range.start).node();
    let taken = node.and_then(|node| import.node(&node));
    taken.map_err(|problem| elements.refuse(problem))
}

/// Takes the relationship that stands there, or puts it aside when the file has not named its nodes yet.
pub(super) fn take_relationship<R: Read>(
    elements: &mut Elements<R>,
    import: &mut Import<'_>,
    range: Range<usize>,
) -> Refused<()> {
    let text = elements.part(range.clone())?;
    let relationship = Reader::new(text, range.start).relationship();
    match relationship.and_then(|relationship| import.relationship(&relationship)) {
        Ok(true) => Ok(()),
        Ok(false) => {
            import.put_aside(elements.cut_out(range)?);
            Ok(())
        }
        Err(problem) => Err(elements.refuse(problem)),
    }
}

fn bad(message: String, range: &Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::InvalidGraphData, message).at(Span::new(range.start, range.end))
}

/// Reads a value and knows where it stands.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Where the text begins in a larger one.
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) fn node(&self) -> Result<NodeData> {
        let node: Node<'_> = self.object("a node is")?;
        let mut labels: Vec<String> = Vec::new();
        for raw in node.labels {
            let label: String = self.part(raw.get())?;
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        let id: String = self.part(node.id.get())?;
        Ok(NodeData {
            id,
            id_span: self.span(node.id.get()),
            labels,
            properties: self.properties(node.properties)?,
            span: self.span(self.text),
        })
    }

    pub(super) fn relationship(&self) -> Result<RelationshipData> {
        let relationship: Relationship<'_> = self.object("a relationship is")?;
        let end = |raw: &'a RawValue| -> Result<(String, Span)> {
            Ok((self.part(raw.get())?, self.span(raw.get())))
        };
        Ok(RelationshipData {
            ty: self.part(relationship.ty.get())?,
            start: end(relationship.start)?,
            end: end(relationship.end)?,
            properties: self.properties(relationship.properties)?,
            span: self.span(self.text),
        })
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
                Value::List(items) => items.iter().all(storable),
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

    /// Reads the text as JSON of this type, which must stand there as an object with named fields.
    fn object<T: Deserialize<'a>>(&self, what: &str) -> Result<T> {
        // The same fields in a list would be taken by their order.
        if self.text.trim_start().starts_with('[') {
            let message = format!("{what} an object, not a list");
            return Err(self.problem(self.text, message, Span::default()));
        }
        self.part(self.text)
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
        let start = self.at + start;
        Span::new(start, start + part.len())
    }
}
