//! Values as the TCK writes them.
//!
//! In: a cell of an expected table, or a value the engine gave. Out: one canonical text for both, so that comparing is
//! comparing texts; and parameters as engine values. It is written on its own, on purpose: it must not share a mistake
//! with the engine's own writer.

use quipu::value::{Map, Node, Path, Relationship, Value};

/// A value as written in a table.
#[derive(Debug, Clone)]
pub(crate) enum Expected {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
    List(Vec<Expected>),
    Map(Vec<(String, Expected)>),
    Node {
        labels: Vec<String>,
        properties: Vec<(String, Expected)>,
    },
    Relationship {
        ty: String,
        properties: Vec<(String, Expected)>,
    },
    /// Nodes, and relationships with `true` where they point forward.
    Path {
        nodes: Vec<Expected>,
        relationships: Vec<(Expected, bool)>,
    },
}

impl Expected {
    /// Reads a cell.
    ///
    /// # Errors
    /// A sentence when the text is not a value.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader { rest: text };
        let value = reader.value()?;
        reader.space();
        if reader.rest.is_empty() {
            Ok(value)
        } else {
            Err(format!("`{}` is left over", reader.rest))
        }
    }

    /// As a parameter.
    ///
    /// # Errors
    /// Graph elements cannot be parameters.
    pub(crate) fn to_value(&self) -> Result<Value, String> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Boolean(*value),
            Self::Integer(value) => Value::Integer(*value),
            Self::Float(value) => Value::Float(*value),
            Self::String(value) => Value::string(value),
            Self::List(items) => {
                Value::list(items.iter().map(Self::to_value).collect::<Result<_, _>>()?)
            }
            Self::Map(entries) => {
                let mut map = Map::new();
                for (key, value) in entries {
                    map.insert(key.as_str(), value.to_value()?);
                }
                Value::map(map)
            }
            other => return Err(format!("{other:?} as a parameter")),
        })
    }

    /// The canonical text. With `sorted_lists` the elements of lists are put in order.
    pub(crate) fn canonical(&self, sorted_lists: bool) -> String {
        let entries = |entries: &[(String, Self)]| {
            canonical_entries(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), value.canonical(sorted_lists))),
            )
        };
        match self {
            Self::Null => "null".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Float(value) => canonical_float(*value),
            Self::String(value) => format!("{value:?}"),
            Self::List(items) => canonical_list(
                items.iter().map(|item| item.canonical(sorted_lists)),
                sorted_lists,
            ),
            Self::Map(map) => entries(map),
            Self::Node { labels, properties } => {
                canonical_node(labels.iter().map(String::as_str), &entries(properties))
            }
            Self::Relationship { ty, properties } => format!("[:{ty} {}]", entries(properties)),
            Self::Path {
                nodes,
                relationships,
            } => canonical_path(
                nodes.iter().map(|node| node.canonical(sorted_lists)),
                relationships
                    .iter()
                    .map(|(rel, forward)| (rel.canonical(sorted_lists), *forward)),
            ),
        }
    }
}

/// The canonical text of a value the engine gave. Temporal values stand as their text, as the TCK has it.
pub(crate) fn canonical_value(value: &Value, sorted_lists: bool) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => canonical_float(*value),
        Value::String(value) => format!("{value:?}"),
        Value::List(items) => canonical_list(
            items.iter().map(|item| canonical_value(item, sorted_lists)),
            sorted_lists,
        ),
        Value::Map(map) => map_text(map, sorted_lists),
        Value::Date(value) => format!("\"{value}\""),
        Value::LocalTime(value) => format!("\"{value}\""),
        Value::Time(value) => format!("\"{value}\""),
        Value::LocalDateTime(value) => format!("\"{value}\""),
        Value::DateTime(value) => format!("\"{value}\""),
        Value::Duration(value) => format!("\"{value}\""),
        Value::Node(node) => node_text(node, sorted_lists),
        Value::Relationship(relationship) => relationship_text(relationship, sorted_lists),
        Value::Path(path) => path_text(path, sorted_lists),
    }
}

fn node_text(node: &Node, sorted_lists: bool) -> String {
    match &node.content {
        None => "a node without content".to_owned(),
        Some(content) => canonical_node(
            content.labels.iter().map(AsRef::as_ref),
            &map_text(&content.properties, sorted_lists),
        ),
    }
}

fn relationship_text(relationship: &Relationship, sorted_lists: bool) -> String {
    match &relationship.content {
        None => "a relationship without content".to_owned(),
        Some(content) => {
            format!(
                "[:{} {}]",
                content.ty,
                map_text(&content.properties, sorted_lists)
            )
        }
    }
}

fn path_text(path: &Path, sorted_lists: bool) -> String {
    canonical_path(
        path.nodes.iter().map(|node| node_text(node, sorted_lists)),
        path.relationships
            .iter()
            .map(|(rel, forward)| (relationship_text(rel, sorted_lists), *forward)),
    )
}

fn map_text(map: &Map, sorted_lists: bool) -> String {
    canonical_entries(
        map.iter()
            .map(|(key, value)| (key.to_string(), canonical_value(value, sorted_lists))),
    )
}

fn canonical_float(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else {
        format!("{value:?}f")
    }
}

fn canonical_list(items: impl Iterator<Item = String>, sorted: bool) -> String {
    let mut items: Vec<String> = items.collect();
    if sorted {
        items.sort();
    }
    format!("[{}]", items.join(", "))
}

fn canonical_entries(entries: impl Iterator<Item = (String, String)>) -> String {
    let mut entries: Vec<String> = entries
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    entries.sort();
    format!("{{{}}}", entries.join(", "))
}

fn canonical_node<'a>(labels: impl Iterator<Item = &'a str>, properties: &str) -> String {
    let mut labels: Vec<&str> = labels.collect();
    labels.sort_unstable();
    format!("(:{} {properties})", labels.join(":"))
}

fn canonical_path(
    mut nodes: impl Iterator<Item = String>,
    relationships: impl Iterator<Item = (String, bool)>,
) -> String {
    let mut text = format!("<{}", nodes.next().unwrap_or_default());
    for ((relationship, forward), node) in relationships.zip(nodes) {
        let (before, after) = if forward { ("-", "->") } else { ("<-", "-") };
        text.extend([before, relationship.as_str(), after, node.as_str()]);
    }
    text + ">"
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn need(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) {
            Ok(())
        } else {
            Err(format!("`{token}` expected at `{}`", self.rest))
        }
    }

    fn value(&mut self) -> Result<Expected, String> {
        self.space();
        match self.rest.chars().next() {
            Some('\'') => Ok(Expected::String(self.string()?)),
            Some('{') => Ok(Expected::Map(self.entries()?)),
            Some('(') => self.node(),
            Some('<') => self.path(),
            Some('[') if self.rest[1..].trim_start().starts_with(':') => self.relationship(),
            Some('[') => {
                self.need("[")?;
                let mut items = Vec::new();
                while !self.take("]") {
                    items.push(self.value()?);
                    self.take(",");
                }
                Ok(Expected::List(items))
            }
            Some(_) => self.word(),
            None => Err("a value expected".to_owned()),
        }
    }

    fn word(&mut self) -> Result<Expected, String> {
        let end = self
            .rest
            .find([',', ']', '}', ' ', ')'])
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(match word {
            "null" => Expected::Null,
            "true" => Expected::Boolean(true),
            "false" => Expected::Boolean(false),
            "NaN" => Expected::Float(f64::NAN),
            "Inf" | "Infinity" => Expected::Float(f64::INFINITY),
            "-Inf" | "-Infinity" => Expected::Float(f64::NEG_INFINITY),
            number => match number.parse() {
                Ok(integer) => Expected::Integer(integer),
                Err(_) => Expected::Float(
                    number
                        .parse()
                        .map_err(|_| format!("`{number}` is not a value"))?,
                ),
            },
        })
    }

    fn string(&mut self) -> Result<String, String> {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\'' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(text);
                }
                '\\' => match characters.next() {
                    Some((_, escaped @ ('\'' | '\\'))) => text.push(escaped),
                    Some((_, other)) => text.extend(['\\', other]),
                    None => break,
                },
                other => text.push(other),
            }
        }
        Err(format!("unclosed string at `{}`", self.rest))
    }

    fn name(&mut self) -> String {
        self.space();
        let end = self
            .rest
            .find(|character: char| !character.is_alphanumeric() && character != '_')
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        name.to_owned()
    }

    fn entries(&mut self) -> Result<Vec<(String, Expected)>, String> {
        self.need("{")?;
        let mut entries = Vec::new();
        while !self.take("}") {
            let key = self.name();
            self.need(":")?;
            entries.push((key, self.value()?));
            self.take(",");
        }
        Ok(entries)
    }

    fn properties(&mut self) -> Result<Vec<(String, Expected)>, String> {
        self.space();
        if self.rest.starts_with('{') {
            self.entries()
        } else {
            Ok(Vec::new())
        }
    }

    fn node(&mut self) -> Result<Expected, String> {
        self.need("(")?;
        let mut labels = Vec::new();
        while self.take(":") {
            labels.push(self.name());
        }
        let properties = self.properties()?;
        self.need(")")?;
        Ok(Expected::Node { labels, properties })
    }

    fn relationship(&mut self) -> Result<Expected, String> {
        self.need("[")?;
        self.need(":")?;
        let ty = self.name();
        let properties = self.properties()?;
        self.need("]")?;
        Ok(Expected::Relationship { ty, properties })
    }

    fn path(&mut self) -> Result<Expected, String> {
        self.need("<")?;
        let mut nodes = vec![self.node()?];
        let mut relationships = Vec::new();
        while !self.take(">") {
            let backward = self.take("<-");
            if !backward {
                self.need("-")?;
            }
            let relationship = self.relationship()?;
            self.need(if backward { "-" } else { "->" })?;
            relationships.push((relationship, !backward));
            nodes.push(self.node()?);
        }
        Ok(Expected::Path {
            nodes,
            relationships,
        })
    }
}
