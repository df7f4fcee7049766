//! Values as the TCK writes them.
//!
//! In: a cell of a table, or a value the engine gave (as a value of its library, or as typed JSON: `typed`). Out: one
//! canonical text for both, so that comparing is comparing texts; and parameters as engine values. It is written on its
//! own, on purpose: it must not share a mistake with the engine's own writer.

use quipu::value::{Map, Node, Path, Relationship, Value};

/// A value as written in a table. Temporal values stand as their text, as the TCK has it.
#[derive(Debug, Clone)]
pub(crate) enum TckValue {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    String(String),
    List(Vec<TckValue>),
    Map(Vec<(String, TckValue)>),
    Node {
        labels: Vec<String>,
        properties: Vec<(String, TckValue)>,
    },
    Relationship {
        ty: String,
        properties: Vec<(String, TckValue)>,
    },
    /// Nodes, and relationships with `true` where they point forward.
    Path {
        nodes: Vec<TckValue>,
        relationships: Vec<(TckValue, bool)>,
    },
}

impl TckValue {
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

    /// A value that the library gave.
    pub(crate) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(value) => Self::Boolean(*value),
            Value::Integer(value) => Self::Integer(*value),
            Value::Float(value) => Self::Float(*value),
            Value::String(value) => Self::String(value.to_string()),
            Value::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Map(map) => Self::Map(entries(map)),
            Value::Date(value) => Self::String(value.to_string()),
            Value::LocalTime(value) => Self::String(value.to_string()),
            Value::Time(value) => Self::String(value.to_string()),
            Value::LocalDateTime(value) => Self::String(value.to_string()),
            Value::DateTime(value) => Self::String(value.to_string()),
            Value::Duration(value) => Self::String(value.to_string()),
            Value::Node(node) => of_node(node),
            Value::Relationship(relationship) => of_relationship(relationship),
            Value::Path(path) => of_path(path),
        }
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

fn entries(map: &Map) -> Vec<(String, TckValue)> {
    map.iter()
        .map(|(key, value)| (key.to_string(), TckValue::of(value)))
        .collect()
}

/// One without content becomes a text that no table has.
fn of_node(node: &Node) -> TckValue {
    match &node.content() {
        None => TckValue::String("a node without content".to_owned()),
        Some(content) => TckValue::Node {
            labels: content.labels.iter().map(ToString::to_string).collect(),
            properties: entries(&content.properties),
        },
    }
}

fn of_relationship(relationship: &Relationship) -> TckValue {
    match &relationship.content() {
        None => TckValue::String("a relationship without content".to_owned()),
        Some(content) => TckValue::Relationship {
            ty: content.ty.to_string(),
            properties: entries(&content.properties),
        },
    }
}

fn of_path(path: &Path) -> TckValue {
    let relationships = path.relationships.iter();
    TckValue::Path {
        nodes: path.nodes.iter().map(of_node).collect(),
        relationships: relationships
            .map(|(relationship, forward)| (of_relationship(relationship), *forward))
            .collect(),
    }
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

    fn value(&mut self) -> Result<TckValue, String> {
        self.space();
        match self.rest.chars().next() {
            Some('\'') => Ok(TckValue::String(self.string()?)),
            Some('{') => Ok(TckValue::Map(self.entries()?)),
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
                Ok(TckValue::List(items))
            }
            Some(_) => self.word(),
            None => Err("a value expected".to_owned()),
        }
    }

    fn word(&mut self) -> Result<TckValue, String> {
        let end = self
            .rest
            .find([',', ']', '}', ' ', ')'])
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(match word {
            "null" => TckValue::Null,
            "true" => TckValue::Boolean(true),
            "false" => TckValue::Boolean(false),
            "NaN" => TckValue::Float(f64::NAN),
            "Inf" | "Infinity" => TckValue::Float(f64::INFINITY),
            "-Inf" | "-Infinity" => TckValue::Float(f64::NEG_INFINITY),
            number => match number.parse() {
                Ok(integer) => TckValue::Integer(integer),
                Err(_) => TckValue::Float(
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

    fn entries(&mut self) -> Result<Vec<(String, TckValue)>, String> {
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

    fn properties(&mut self) -> Result<Vec<(String, TckValue)>, String> {
        self.space();
        if self.rest.starts_with('{') {
            self.entries()
        } else {
            Ok(Vec::new())
        }
    }

    fn node(&mut self) -> Result<TckValue, String> {
        self.need("(")?;
        let mut labels = Vec::new();
        while self.take(":") {
            labels.push(self.name());
        }
        let properties = self.properties()?;
        self.need(")")?;
        Ok(TckValue::Node { labels, properties })
    }

    fn relationship(&mut self) -> Result<TckValue, String> {
        self.need("[")?;
        self.need(":")?;
        let ty = self.name();
        let properties = self.properties()?;
        self.need("]")?;
        Ok(TckValue::Relationship { ty, properties })
    }

    fn path(&mut self) -> Result<TckValue, String> {
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
        Ok(TckValue::Path {
            nodes,
            relationships,
        })
    }
}
