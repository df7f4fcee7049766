//! A value written as text: as results show it, and as Cypher that makes it again.
//!
//! Nodes `(:L {p: 1})`, relationships `[:T {p: 1}]`, paths `<(:A)-[:T]->(:B)>`, lists `[1, 2]`, maps `{a: 1}`, strings in
//! single quotes. In results a temporal value is its text in quotes, `'2021-07-02'`; in Cypher it is the call that makes
//! it, `date('2021-07-02')`. Knows nothing of tables or terminals.

use std::fmt::{self, Display, Write};

use super::{Map, Node, Path, Relationship, Value};

/// A value as results show it.
pub fn text(value: &Value) -> String {
    Literal {
        value,
        style: Style::Result,
    }
    .to_string()
}

/// A value as an expression that makes it again. Nodes, relationships and paths, which no expression makes, are
/// written as in results.
pub fn cypher(value: &Value) -> String {
    Literal {
        value,
        style: Style::Cypher,
    }
    .to_string()
}

/// How temporal values and special floats are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For reading.
    Result,
    /// For running.
    Cypher,
}

/// A value that displays as text.
#[derive(Debug, Clone, Copy)]
pub struct Literal<'v> {
    /// The value.
    pub value: &'v Value,
    /// How it is written.
    pub style: Style,
}

impl Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = self.style;
        match self.value {
            Value::Null => f.write_str("null"),
            Value::Boolean(value) => write!(f, "{value}"),
            Value::Integer(value) => write!(f, "{value}"),
            Value::Float(value) => write_float(f, *value, style),
            Value::String(text) => write_string(f, text),
            Value::List(items) => {
                f.write_char('[')?;
                for (place, value) in items.iter().enumerate() {
                    if place > 0 {
                        f.write_str(", ")?;
                    }
                    Literal { value, style }.fmt(f)?;
                }
                f.write_char(']')
            }
            Value::Map(map) => write_map(f, map, style),
            Value::Date(value) => write_temporal(f, "date", value, style),
            Value::LocalTime(value) => write_temporal(f, "localtime", value, style),
            Value::Time(value) => write_temporal(f, "time", value, style),
            Value::LocalDateTime(value) => write_temporal(f, "localdatetime", value, style),
            Value::DateTime(value) => write_temporal(f, "datetime", value.as_ref(), style),
            Value::Duration(value) => write_temporal(f, "duration", value.as_ref(), style),
            Value::Node(node) => write_node(f, node, style),
            Value::Relationship(relationship) => write_relationship(f, relationship, style),
            Value::Path(path) => write_path(f, path, style),
        }
    }
}

/// A label, type, key or variable as Cypher writes it: in backticks where it is no plain word.
#[derive(Debug, Clone, Copy)]
pub struct Name<'n>(pub &'n str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut chars = self.0.chars();
        let plain = chars
            .next()
            .is_some_and(|first| first.is_alphabetic() || first == '_')
            && chars.all(|next| next.is_alphanumeric() || next == '_');
        if plain {
            f.write_str(self.0)
        } else {
            write!(f, "`{}`", self.0.replace('`', "``"))
        }
    }
}

fn write_float(f: &mut fmt::Formatter<'_>, value: f64, style: Style) -> fmt::Result {
    let special = match style {
        Style::Result => ["NaN", "Inf", "-Inf"],
        Style::Cypher => ["(0.0 / 0.0)", "(1.0 / 0.0)", "(-1.0 / 0.0)"],
    };
    if value.is_nan() {
        f.write_str(special[0])
    } else if value == f64::INFINITY {
        f.write_str(special[1])
    } else if value == f64::NEG_INFINITY {
        f.write_str(special[2])
    } else {
        write!(f, "{value:?}")
    }
}

fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('\'')?;
    for character in text.chars() {
        match character {
            '\'' => f.write_str("\\'")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\u{8}' => f.write_str("\\b")?,
            '\u{c}' => f.write_str("\\f")?,
            other if other.is_control() => write!(f, "\\u{:04X}", u32::from(other))?,
            other => f.write_char(other)?,
        }
    }
    f.write_char('\'')
}

fn write_map(f: &mut fmt::Formatter<'_>, map: &Map, style: Style) -> fmt::Result {
    f.write_char('{')?;
    for (place, (key, value)) in map.iter().enumerate() {
        if place > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{}: {}", Name(key), Literal { value, style })?;
    }
    f.write_char('}')
}

fn write_temporal(
    f: &mut fmt::Formatter<'_>,
    function: &str,
    value: &dyn Display,
    style: Style,
) -> fmt::Result {
    match style {
        Style::Result => write!(f, "'{value}'"),
        Style::Cypher => write!(f, "{function}('{value}')"),
    }
}

fn write_node(f: &mut fmt::Formatter<'_>, node: &Node, style: Style) -> fmt::Result {
    f.write_char('(')?;
    match &node.content() {
        // Only inside the engine; shown by its id, for messages.
        None => write!(f, "#{}", node.id.0)?,
        Some(content) => {
            for label in &content.labels {
                write!(f, ":{}", Name(label))?;
            }
            if !content.properties.is_empty() {
                if !content.labels.is_empty() {
                    f.write_char(' ')?;
                }
                write_map(f, &content.properties, style)?;
            }
        }
    }
    f.write_char(')')
}

fn write_relationship(
    f: &mut fmt::Formatter<'_>,
    relationship: &Relationship,
    style: Style,
) -> fmt::Result {
    f.write_char('[')?;
    match &relationship.content() {
        None => write!(f, "#{}", relationship.id.as_integer())?,
        Some(content) => {
            write!(f, ":{}", Name(&content.ty))?;
            if !content.properties.is_empty() {
                f.write_char(' ')?;
                write_map(f, &content.properties, style)?;
            }
        }
    }
    f.write_char(']')
}

fn write_path(f: &mut fmt::Formatter<'_>, path: &Path, style: Style) -> fmt::Result {
    f.write_char('<')?;
    for (place, node) in path.nodes.iter().enumerate() {
        if let Some((relationship, forward)) = place
            .checked_sub(1)
            .and_then(|before| path.relationships.get(before))
        {
            f.write_str(if *forward { "-" } else { "<-" })?;
            write_relationship(f, relationship, style)?;
            f.write_str(if *forward { "->" } else { "-" })?;
        }
        write_node(f, node, style)?;
    }
    f.write_char('>')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{NodeContent, NodeId, RelId, RelationshipContent};
    use std::sync::Arc;

    fn node(id: u32, labels: &[&str], properties: &[(&str, Value)]) -> Node {
        let content = NodeContent {
            labels: labels.iter().map(|label| Arc::from(*label)).collect(),
            properties: properties
                .iter()
                .map(|(key, value)| (*key, value.clone()))
                .collect(),
        };
        Node {
            id: NodeId(id),
            content: Some(Arc::new(content.into())),
        }
    }

    fn relationship(ty: &str, properties: &[(&str, Value)]) -> Relationship {
        let content = RelationshipContent {
            ty: Arc::from(ty),
            start: NodeId(0),
            end: NodeId(1),
            properties: properties
                .iter()
                .map(|(key, value)| (*key, value.clone()))
                .collect(),
        };
        Relationship {
            id: RelId { ty: 0, slot: 0 },
            content: Some(Arc::new(content.into())),
        }
    }

    #[track_caller]
    fn check(value: impl Into<Value>, expected: &str) {
        assert_eq!(text(&value.into()), expected);
    }

    #[test]
    fn simple_values() {
        check(Value::Null, "null");
        check(true, "true");
        check(-3, "-3");
        check(1.0, "1.0");
        check(1.5e300, "1.5e300");
        check(0.00002, "2e-5");
        check(f64::NAN, "NaN");
        check(f64::NEG_INFINITY, "-Inf");
        check("it's \\ a\nline", "'it\\'s \\\\ a\\nline'");
        check(
            Value::list(vec![1.into(), "a".into(), Value::Null]),
            "[1, 'a', null]",
        );
        check(
            Value::map([("b", 1.into()), ("a b", 2.into())].into_iter().collect()),
            "{`a b`: 2, b: 1}",
        );
        assert_eq!(cypher(&f64::INFINITY.into()), "(1.0 / 0.0)");
    }

    #[test]
    fn entities() {
        check(Value::Node(node(0, &[], &[])), "()");
        check(Value::Node(node(0, &["A", "B"], &[])), "(:A:B)");
        check(
            Value::Node(node(0, &[], &[("num", 1.into())])),
            "({num: 1})",
        );
        check(
            Value::Node(node(0, &["L"], &[("q", "s".into()), ("p", 0.into())])),
            "(:L {p: 0, q: 's'})",
        );
        check(Value::Relationship(relationship("T", &[])), "[:T]");
        check(
            Value::Relationship(relationship("T", &[("p", 1.into())])),
            "[:T {p: 1}]",
        );
        let path = Path {
            nodes: vec![
                node(0, &["A"], &[]),
                node(1, &[], &[]),
                node(2, &["B"], &[]),
            ],
            relationships: vec![
                (relationship("T", &[]), true),
                (relationship("S", &[]), false),
            ],
        };
        check(Value::Path(Arc::new(path)), "<(:A)-[:T]->()<-[:S]-(:B)>");
        let single = Path {
            nodes: vec![node(0, &[], &[])],
            relationships: vec![],
        };
        check(Value::Path(Arc::new(single)), "<()>");
    }
}
