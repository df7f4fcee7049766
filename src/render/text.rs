//! A value as people read it: strings bare in a cell, quoted inside lists and maps, nodes as `(:Company {name: "Didi"})`.
//!
//! In: values whose entities carry their content. Out: text on one line. Knows nothing of tables.

use std::fmt::Write;

use crate::value::{Map, Node, Path, Relationship, Value};

/// The value as the text of a table cell. `null` stands for a missing value; control characters are kept.
pub fn cell(value: &Value, null: &str) -> String {
    match value {
        Value::Null => null.to_owned(),
        Value::String(text) => text.to_string(),
        other => {
            let mut out = String::new();
            nested(other, &mut out);
            out
        }
    }
}

/// The text with every control character escaped, so that it stays on one line and cannot steer a terminal.
pub fn one_line(text: &str) -> String {
    on_one_line(text.to_owned())
}

/// As [`one_line`].
pub(super) fn on_one_line(text: String) -> String {
    if is_plain(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        escape(character, &mut out);
    }
    out
}

/// Is it made of characters that stand for themselves and are one place wide each? Most texts are.
pub(super) fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| (0x20..0x7f).contains(&byte);
    // Looked at to the end, which takes many bytes at a time.
    text.bytes().fold(true, |all, byte| all & plain(byte))
}

fn escape(character: char, out: &mut String) {
    match character {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Also the marks that turn the direction of text, which could show another answer than the real one.
        c if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        }
        c => out.push(c),
    }
}

fn nested(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Boolean(truth) => {
            let _ = write!(out, "{truth}");
        }
        Value::Integer(number) => out.push_str(itoa::Buffer::new().format(*number)),
        Value::Float(number) => out.push_str(&float(*number)),
        Value::String(text) => quoted(text, out),
        Value::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                if place > 0 {
                    out.push_str(", ");
                }
                nested(item, out);
            }
            out.push(']');
        }
        Value::Map(entries) => map(entries, out),
        Value::Date(date) => {
            let _ = write!(out, "{date}");
        }
        Value::LocalTime(time) => {
            let _ = write!(out, "{time}");
        }
        Value::Time(time) => {
            let _ = write!(out, "{time}");
        }
        Value::LocalDateTime(instant) => {
            let _ = write!(out, "{instant}");
        }
        Value::DateTime(instant) => {
            let _ = write!(out, "{instant}");
        }
        Value::Duration(duration) => {
            let _ = write!(out, "{duration}");
        }
        Value::Node(found) => node(found, out),
        Value::Relationship(found) => relationship(found, out),
        Value::Path(found) => path(found, out),
    }
}

fn float(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number != 0.0 && !(1e-3..1e7).contains(&number.abs()) {
        // As openCypher writes it: a mantissa with a fraction, a capital E.
        let text = format!("{number:E}");
        match text.split_once('E') {
            Some((mantissa, exponent)) if !mantissa.contains('.') => {
                format!("{mantissa}.0E{exponent}")
            }
            _ => text,
        }
    } else {
        format!("{number:?}")
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c => escape(c, out),
        }
    }
    out.push('"');
}

/// A name, in backticks when it is not a plain word.
fn name(text: &str, out: &mut String) {
    let mut characters = text.chars();
    let plain = characters
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_')
        && characters.all(|c| c.is_alphanumeric() || c == '_');
    if plain {
        out.push_str(text);
    } else {
        out.push('`');
        for character in text.chars() {
            if character == '`' {
                out.push('`');
            }
            escape(character, out);
        }
        out.push('`');
    }
}

fn map(entries: &Map, out: &mut String) {
    out.push('{');
    for (place, (key, value)) in entries.iter().enumerate() {
        if place > 0 {
            out.push_str(", ");
        }
        name(key, out);
        out.push_str(": ");
        nested(value, out);
    }
    out.push('}');
}

fn node(node: &Node, out: &mut String) {
    out.push('(');
    match &node.content() {
        None => {
            let _ = write!(out, "#{}", node.id.0);
        }
        Some(content) => {
            for label in &content.labels {
                out.push(':');
                name(label, out);
            }
            if !content.properties.is_empty() {
                if !content.labels.is_empty() {
                    out.push(' ');
                }
                map(&content.properties, out);
            }
        }
    }
    out.push(')');
}

fn relationship(relationship: &Relationship, out: &mut String) {
    out.push('[');
    match &relationship.content() {
        None => {
            let _ = write!(out, "#{}", relationship.id.as_integer());
        }
        Some(content) => {
            out.push(':');
            name(&content.ty, out);
            if !content.properties.is_empty() {
                out.push(' ');
                map(&content.properties, out);
            }
        }
    }
    out.push(']');
}

fn path(path: &Path, out: &mut String) {
    for (place, found) in path.nodes.iter().enumerate() {
        node(found, out);
        if let Some((hop, forwards)) = path.relationships.get(place) {
            out.push_str(if *forwards { "-" } else { "<-" });
            relationship(hop, out);
            out.push_str(if *forwards { "->" } else { "-" });
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::value::{NodeContent, NodeId, RelId, RelationshipContent};

    /// A node with one label and a name, for the tests of all renderers.
    pub(in crate::render) fn company(id: u32, name: &str) -> Node {
        Node {
            id: NodeId(id),
            content: Some(Arc::new(
                NodeContent {
                    labels: vec!["Company".into()],
                    properties: [("name", Value::string(name))].into_iter().collect(),
                }
                .into(),
            )),
        }
    }

    /// A relationship between two nodes.
    pub(in crate::render) fn owns(slot: u32, start: u32, end: u32) -> Relationship {
        Relationship {
            id: RelId { ty: 0, slot },
            content: Some(Arc::new(
                RelationshipContent {
                    ty: "OWNS".into(),
                    start: NodeId(start),
                    end: NodeId(end),
                    properties: [("share", Value::Float(0.5))].into_iter().collect(),
                }
                .into(),
            )),
        }
    }

    fn check(value: impl Into<Value>, expected: &str) {
        assert_eq!(cell(&value.into(), "-"), expected);
    }

    #[test]
    fn simple_values() {
        check(Value::Null, "-");
        check(true, "true");
        check(-3, "-3");
        check(1.0, "1.0");
        check(f64::NAN, "NaN");
        check(1e21, "1.0E21");
        check(1.5e-7, "1.5E-7");
        check("a \"b\"", "a \"b\"");
    }

    #[test]
    fn nested_values() {
        check(vec!["a\n".into(), Value::Null], r#"["a\n", null]"#);
        let map: Map = [("a b", 1.into()), ("c", "x".into())].into_iter().collect();
        check(Value::map(map), r#"{`a b`: 1, c: "x"}"#);
    }

    #[test]
    fn entities() {
        check(
            Value::Node(company(1, "Didi")),
            r#"(:Company {name: "Didi"})"#,
        );
        check(Value::Relationship(owns(1, 1, 2)), "[:OWNS {share: 0.5}]");
        let path = Path {
            nodes: vec![company(2, "A"), company(1, "B")],
            relationships: vec![(owns(1, 1, 2), false)],
        };
        check(
            Value::Path(Arc::new(path)),
            r#"(:Company {name: "A"})<-[:OWNS {share: 0.5}]-(:Company {name: "B"})"#,
        );
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2J\tb"), "a\\u001b[2J\\tb");
    }
}
