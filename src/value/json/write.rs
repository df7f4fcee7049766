//! Values to JSON. Reading is in `read`.

use std::fmt::Write;

use serde_json::{Map as Object, Value as Json, json};

use crate::value::{Map, Node, Path, Relationship, Value, cast};

/// Natural JSON. Temporal values become text, NaN and the infinities the texts `NaN`, `Infinity`, `-Infinity`.
pub fn plain(value: &Value) -> Json {
    natural(value, false)
}

/// Writes natural JSON, as [`plain`] makes it, without making it first.
pub fn write_plain(out: &mut String, value: &Value) {
    fn quoted(out: &mut String, text: &dyn std::fmt::Display) {
        // Dates, times and durations have no character that JSON escapes.
        let _ = write!(out, "\"{text}\"");
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Integer(value) => {
            let _ = write!(out, "{value}");
        }
        Value::String(text) => write_text(out, text),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write_plain(out, item);
            }
            out.push(']');
        }
        Value::Date(value) => quoted(out, value),
        Value::LocalTime(value) => quoted(out, value),
        Value::Time(value) => quoted(out, value),
        Value::LocalDateTime(value) => quoted(out, value),
        Value::DateTime(value) => quoted(out, value),
        Value::Duration(value) => quoted(out, value),
        Value::Float(_)
        | Value::Map(_)
        | Value::Node(_)
        | Value::Relationship(_)
        | Value::Path(_) => {
            let _ = write!(out, "{}", plain(value));
        }
    }
}

/// Writes a text as JSON.
pub fn write_text(out: &mut String, text: &str) {
    let escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    if text.bytes().any(escaped) {
        let _ = write!(out, "{}", Json::String(text.to_owned()));
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

/// Natural JSON that reads back as the same value: `{"$date": "..."}` and its kin. Not for nodes, relationships and
/// paths, which come out as in [`plain`].
pub fn data(value: &Value) -> Json {
    natural(value, true)
}

/// `{"$type": ..., "_value": ...}`.
pub fn typed(value: &Value) -> Json {
    let (ty, json) = match value {
        Value::Null => ("Null", Json::Null),
        Value::Boolean(value) => ("Boolean", Json::Bool(*value)),
        Value::Integer(value) => ("Integer", Json::String(value.to_string())),
        Value::Float(value) => ("Float", Json::String(cast::float_to_text(*value))),
        Value::String(text) => ("String", Json::String(text.to_string())),
        Value::List(items) => ("List", items.iter().map(typed).collect()),
        Value::Map(map) => ("Map", object(map, typed)),
        Value::Date(value) => ("Date", Json::String(value.to_string())),
        Value::LocalTime(value) => ("LocalTime", Json::String(value.to_string())),
        Value::Time(value) => ("Time", Json::String(value.to_string())),
        Value::LocalDateTime(value) => ("LocalDateTime", Json::String(value.to_string())),
        Value::DateTime(value) => {
            let text = value.to_string();
            // Text of a named zone ends with its name in brackets.
            (
                if text.ends_with(']') {
                    "ZonedDateTime"
                } else {
                    "OffsetDateTime"
                },
                Json::String(text),
            )
        }
        Value::Duration(value) => ("Duration", Json::String(value.to_string())),
        Value::Node(node) => return typed_node(node),
        Value::Relationship(relationship) => return typed_relationship(relationship),
        Value::Path(path) => return typed_path(path),
    };
    json!({ "$type": ty, "_value": json })
}

fn natural(value: &Value, lossless: bool) -> Json {
    let tagged = |tag: &str, text: String| {
        if lossless {
            json!({ tag: text })
        } else {
            Json::String(text)
        }
    };
    match value {
        Value::Null => Json::Null,
        Value::Boolean(value) => Json::Bool(*value),
        Value::Integer(value) => Json::from(*value),
        Value::Float(value) if value.is_finite() => Json::from(*value),
        Value::Float(value) => tagged("$float", cast::float_to_text(*value)),
        Value::String(text) => Json::String(text.to_string()),
        Value::List(items) => items.iter().map(|item| natural(item, lossless)).collect(),
        Value::Map(map) => {
            let inner = object(map, |value| natural(value, lossless));
            // A map that looks like a tagged value says that it is a map.
            if lossless && map.keys().any(|key| key.starts_with('$')) {
                json!({ "$map": inner })
            } else {
                inner
            }
        }
        Value::Date(value) => tagged("$date", value.to_string()),
        Value::LocalTime(value) => tagged("$localtime", value.to_string()),
        Value::Time(value) => tagged("$time", value.to_string()),
        Value::LocalDateTime(value) => tagged("$localdatetime", value.to_string()),
        Value::DateTime(value) => tagged("$datetime", value.to_string()),
        Value::Duration(value) => tagged("$duration", value.to_string()),
        Value::Node(node) => natural_node(node, lossless),
        Value::Relationship(relationship) => natural_relationship(relationship, lossless),
        Value::Path(path) => json!({
            "nodes": path.nodes.iter().map(|node| natural_node(node, lossless)).collect::<Json>(),
            "relationships": path
                .relationships
                .iter()
                .map(|(relationship, _)| natural_relationship(relationship, lossless))
                .collect::<Json>(),
        }),
    }
}

fn object(map: &Map, write: impl Fn(&Value) -> Json) -> Json {
    let entries: Object<String, Json> = map
        .iter()
        .map(|(key, value)| (key.to_string(), write(value)))
        .collect();
    Json::Object(entries)
}

fn natural_node(node: &Node, lossless: bool) -> Json {
    let Some(content) = &node.content() else {
        return json!({ "id": node.id.element_id() });
    };
    json!({
        "id": node.id.element_id(),
        "labels": content.labels.iter().map(|label| Json::String(label.to_string())).collect::<Json>(),
        "properties": object(&content.properties, |value| natural(value, lossless)),
    })
}

fn natural_relationship(relationship: &Relationship, lossless: bool) -> Json {
    let Some(content) = &relationship.content() else {
        return json!({ "id": relationship.id.element_id() });
    };
    json!({
        "id": relationship.id.element_id(),
        "type": &*content.ty,
        "start": content.start.element_id(),
        "end": content.end.element_id(),
        "properties": object(&content.properties, |value| natural(value, lossless)),
    })
}

fn typed_node(node: &Node) -> Json {
    let mut value = json!({ "_element_id": node.id.element_id() });
    if let Some(content) = &node.content() {
        value["_labels"] = content
            .labels
            .iter()
            .map(|label| Json::String(label.to_string()))
            .collect();
        value["_properties"] = object(&content.properties, typed);
    }
    json!({ "$type": "Node", "_value": value })
}

fn typed_relationship(relationship: &Relationship) -> Json {
    let mut value = json!({ "_element_id": relationship.id.element_id() });
    if let Some(content) = &relationship.content() {
        value["_start_node_element_id"] = Json::String(content.start.element_id());
        value["_end_node_element_id"] = Json::String(content.end.element_id());
        value["_type"] = Json::String(content.ty.to_string());
        value["_properties"] = object(&content.properties, typed);
    }
    json!({ "$type": "Relationship", "_value": value })
}

/// Nodes and relationships in turn, in walking order.
fn typed_path(path: &Path) -> Json {
    let mut parts = Vec::with_capacity(path.nodes.len() * 2);
    for (place, node) in path.nodes.iter().enumerate() {
        parts.push(typed_node(node));
        if let Some((relationship, _)) = path.relationships.get(place) {
            parts.push(typed_relationship(relationship));
        }
    }
    json!({ "$type": "Path", "_value": parts })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{plain, write_plain};
    use crate::value::{Map, NodeId, Value};

    fn check(value: &Value) {
        let mut written = String::new();
        write_plain(&mut written, value);
        assert_eq!(written, plain(value).to_string());
    }

    #[test]
    fn what_is_written_at_once_is_what_is_made_first() {
        let map: Map = [("a \"key\"", Value::Null)].into_iter().collect();
        for value in [
            Value::Null,
            true.into(),
            Value::Integer(i64::MIN),
            Value::Float(1.0),
            Value::Float(f64::NAN),
            Value::map(map),
            Value::from(NodeId(3)),
            Value::Date("2021-07-04".parse().unwrap()),
            Value::Time("12:31:14.645876123+01:00".parse().unwrap()),
            Value::from(
                "2021-07-04T10:00[Europe/Stockholm]"
                    .parse::<crate::value::temporal::DateTime>()
                    .unwrap(),
            ),
        ] {
            check(&value);
            check(&Value::list(vec![value.clone(), value]));
        }
        check(&Value::list(vec![]));
    }

    proptest! {
        #[test]
        fn any_text(text in any::<String>()) {
            check(&text.into());
        }
    }
}
