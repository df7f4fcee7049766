//! Typed JSON as `quipu pipe --mode typed-json` writes it, read as an outside program would.
//!
//! In: JSON. Out: the values of tables. Strict: another shape than the documented one is an error. It is written on its
//! own, on purpose: it must not share a mistake with the engine's own reader.

use serde_json::{Map as Object, Value as Json};

use crate::value::TckValue;

/// The value of `{"$type": ..., "_value": ...}`.
///
/// # Errors
/// A sentence where the JSON has another shape.
pub(crate) fn value(json: &Json) -> Result<TckValue, String> {
    let (ty, value) = parts(json)?;
    Ok(match ty {
        "Null" if value.is_null() => TckValue::Null,
        "Boolean" => TckValue::Boolean(value.as_bool().ok_or("a Boolean is true or false")?),
        "Integer" => {
            let text = text(value)?;
            TckValue::Integer(text.parse().map_err(|_| format!("the Integer {text}"))?)
        }
        "Float" => {
            let text = text(value)?;
            TckValue::Float(text.parse().map_err(|_| format!("the Float {text}"))?)
        }
        "String" | "Date" | "LocalTime" | "Time" | "LocalDateTime" | "OffsetDateTime"
        | "ZonedDateTime" | "Duration" => TckValue::String(text(value)?.to_owned()),
        "List" => TckValue::List(
            list(value)?
                .iter()
                .map(self::value)
                .collect::<Result<_, _>>()?,
        ),
        "Map" => TckValue::Map(entries(value)?),
        "Node" => TckValue::Node {
            labels: list(&value["_labels"])?
                .iter()
                .map(|label| text(label).map(str::to_owned))
                .collect::<Result<_, _>>()?,
            properties: entries(&value["_properties"])?,
        },
        "Relationship" => TckValue::Relationship {
            ty: text(&value["_type"])?.to_owned(),
            properties: entries(&value["_properties"])?,
        },
        "Path" => path(list(value)?)?,
        _ => return Err(format!("no such value: {json}")),
    })
}

/// Nodes and relationships in turn; a relationship points forward when it starts at the node before it.
fn path(elements: &[Json]) -> Result<TckValue, String> {
    let (mut nodes, mut relationships) = (Vec::new(), Vec::new());
    for (place, element) in elements.iter().enumerate() {
        let expected = if place.is_multiple_of(2) {
            "Node"
        } else {
            "Relationship"
        };
        let (ty, content) = parts(element)?;
        if ty != expected {
            return Err(format!("a {ty} at place {place} of a path"));
        }
        if expected == "Node" {
            nodes.push(value(element)?);
            continue;
        }
        let id = |node: Option<&Json>| {
            let node = node.ok_or("a path ends with a relationship")?;
            Ok::<_, String>(text(&node["_value"]["_element_id"])?.to_owned())
        };
        let (before, after) = (id(elements.get(place - 1))?, id(elements.get(place + 1))?);
        let start = text(&content["_start_node_element_id"])?;
        let end = text(&content["_end_node_element_id"])?;
        let forward = start == before && end == after;
        if !forward && (start != after || end != before) {
            return Err("a relationship of a path lies between other nodes".to_owned());
        }
        relationships.push((value(element)?, forward));
    }
    Ok(TckValue::Path {
        nodes,
        relationships,
    })
}

fn parts(json: &Json) -> Result<(&str, &Json), String> {
    match json.as_object() {
        Some(object) if object.len() == 2 && object.contains_key("_value") => {
            Ok((text(&json["$type"])?, &json["_value"]))
        }
        _ => Err(format!("not a typed value: {json}")),
    }
}

fn text(json: &Json) -> Result<&str, String> {
    json.as_str().ok_or_else(|| format!("not a text: {json}"))
}

fn list(json: &Json) -> Result<&[Json], String> {
    let list = json.as_array().map(Vec::as_slice);
    list.ok_or_else(|| format!("not a list: {json}"))
}

fn entries(json: &Json) -> Result<Vec<(String, TckValue)>, String> {
    let object: &Object<String, Json> = json
        .as_object()
        .ok_or_else(|| format!("not an object: {json}"))?;
    object
        .iter()
        .map(|(key, json)| Ok((key.clone(), value(json)?)))
        .collect()
}

/// A value as a parameter or a cell of a procedure's table: texts, truth values, null, lists and maps plain, numbers
/// typed.
///
/// # Errors
/// Graph elements cannot be parameters.
pub(crate) fn parameter(value: &TckValue) -> Result<Json, String> {
    let typed = |ty: &str, text: String| serde_json::json!({"$type": ty, "_value": text});
    Ok(match value {
        TckValue::Null => Json::Null,
        TckValue::Boolean(value) => Json::Bool(*value),
        TckValue::Integer(value) => typed("Integer", value.to_string()),
        TckValue::Float(value) => typed("Float", value.to_string()),
        TckValue::String(text) => Json::String(text.clone()),
        TckValue::List(items) => items.iter().map(parameter).collect::<Result<_, _>>()?,
        TckValue::Map(entries) => {
            let mut object = Object::new();
            for (key, value) in entries {
                object.insert(key.clone(), parameter(value)?);
            }
            Json::Object(object)
        }
        other => return Err(format!("{other:?} as a parameter")),
    })
}
