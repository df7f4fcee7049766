//! JSON to values: plain, data and typed, told apart by the keys `$type`, `$date` and their kin. Writing is in `write`.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use serde_json::{Map as Object, Value as Json};

use crate::value::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};
use crate::value::{
    Map, Node, NodeContent, NodeId, Path, RelId, Relationship, RelationshipContent, Value, cast,
};

/// Why JSON is not a value: where in it, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    place: Vec<String>,
    message: String,
}

impl Unreadable {
    fn new(message: impl Into<String>) -> Self {
        Self {
            place: Vec::new(),
            message: message.into(),
        }
    }
    fn within(mut self, place: String) -> Self {
        self.place.insert(0, place);
        self
    }
}

impl Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.place.is_empty() {
            write!(f, "in {}: ", self.place.join(", "))?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Unreadable {}

/// The value of a JSON text.
pub fn from_text(text: &str) -> Result<Value, Unreadable> {
    let json: Json = serde_json::from_str(text).map_err(|e| Unreadable::new(e.to_string()))?;
    from_json(&json)
}

/// The value of JSON. `1` is an integer, `1.0` a float; an object with `$type` or with one key such as `$date` is a
/// value of that type.
pub fn from_json(json: &Json) -> Result<Value, Unreadable> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Boolean(*value),
        Json::Number(number) => match number.as_i64() {
            Some(value) => Value::Integer(value),
            None if number.is_u64() => {
                let message = format!("the integer {number} does not fit 64 bits");
                return Err(Unreadable::new(message));
            }
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Value::string(text),
        Json::Array(items) => Value::list(read_list(items)?),
        Json::Object(object) => return read_object(object),
    })
}

fn read_list(items: &[Json]) -> Result<Vec<Value>, Unreadable> {
    let read = |(place, item): (usize, &Json)| {
        from_json(item).map_err(|problem| problem.within(format!("element {place}")))
    };
    items.iter().enumerate().map(read).collect()
}

fn read_map(object: &Object<String, Json>) -> Result<Map, Unreadable> {
    let read = |(key, value): (&String, &Json)| match from_json(value) {
        Ok(value) => Ok((Arc::from(key.as_str()), value)),
        Err(problem) => Err(problem.within(format!("`{key}`"))),
    };
    object.iter().map(read).collect()
}

fn read_object(object: &Object<String, Json>) -> Result<Value, Unreadable> {
    if let (Some(Json::String(ty)), Some(value)) = (object.get("$type"), object.get("_value"))
        && object.len() == 2
    {
        return read_typed(ty, value);
    }
    if object.len() == 1
        && let Some((key, value)) = object.iter().next()
        && let Some(tag) = key.strip_prefix('$')
    {
        let ty = match tag {
            "date" => "Date",
            "localtime" => "LocalTime",
            "time" => "Time",
            "localdatetime" => "LocalDateTime",
            "datetime" => "ZonedDateTime",
            "duration" => "Duration",
            "float" => "Float",
            "map" => {
                let inner = object_of(value)?;
                return read_map(inner).map(Value::map);
            }
            _ => return read_map(object).map(Value::map),
        };
        return read_typed(ty, value);
    }
    read_map(object).map(Value::map)
}

fn read_typed(ty: &str, json: &Json) -> Result<Value, Unreadable> {
    Ok(match ty {
        "Null" if json.is_null() => Value::Null,
        "Null" => return Err(Unreadable::new("the value of a Null must be null")),
        "Boolean" => Value::Boolean(
            json.as_bool()
                .ok_or_else(|| Unreadable::new("a Boolean must be true or false"))?,
        ),
        "Integer" => read_text::<i64>(json, ty)?.into(),
        "Float" => {
            let text = text_of(json)?;
            let float = cast::to_float(&Value::string(text)).ok().flatten();
            float.ok_or_else(|| unfit(text, ty))?.into()
        }
        "String" => Value::string(text_of(json)?),
        "List" => Value::list(read_list(array_of(json)?)?),
        "Map" => Value::map(read_map(object_of(json)?)?),
        "Date" => read_text::<Date>(json, ty)?.into(),
        "LocalTime" => read_text::<LocalTime>(json, ty)?.into(),
        "Time" => read_text::<Time>(json, ty)?.into(),
        "LocalDateTime" => read_text::<LocalDateTime>(json, ty)?.into(),
        "DateTime" | "OffsetDateTime" | "ZonedDateTime" => {
            read_text::<DateTime>(json, "DateTime")?.into()
        }
        "Duration" => read_text::<Duration>(json, ty)?.into(),
        "Node" => Value::Node(read_node(json)?),
        "Relationship" => Value::Relationship(read_relationship(json)?),
        "Path" => Value::Path(Arc::new(read_path(json)?)),
        _ => return Err(Unreadable::new(format!("there is no type `{ty}`"))),
    })
}

fn read_text<T: FromStr>(json: &Json, ty: &str) -> Result<T, Unreadable> {
    let text = text_of(json)?;
    text.parse().map_err(|_| unfit(text, ty))
}

fn unfit(text: &str, ty: &str) -> Unreadable {
    let article = if ty.starts_with(['A', 'E', 'I', 'O', 'U']) {
        "an"
    } else {
        "a"
    };
    Unreadable::new(format!("`{text}` is not {article} {ty}"))
}

fn text_of(json: &Json) -> Result<&str, Unreadable> {
    json.as_str()
        .ok_or_else(|| Unreadable::new(format!("a string is needed, not {json}")))
}

fn array_of(json: &Json) -> Result<&[Json], Unreadable> {
    match json {
        Json::Array(items) => Ok(items),
        _ => Err(Unreadable::new(format!("an array is needed, not {json}"))),
    }
}

fn object_of(json: &Json) -> Result<&Object<String, Json>, Unreadable> {
    json.as_object()
        .ok_or_else(|| Unreadable::new(format!("an object is needed, not {json}")))
}

fn node_id(json: Option<&Json>) -> Result<NodeId, Unreadable> {
    json.and_then(Json::as_str)
        .and_then(NodeId::from_element_id)
        .ok_or_else(|| Unreadable::new("the id of a node, such as `n:7`, is needed"))
}

fn read_node(json: &Json) -> Result<Node, Unreadable> {
    let object = object_of(json)?;
    let id = node_id(object.get("_element_id"))?;
    let Some(labels) = object.get("_labels") else {
        return Ok(Node { id, content: None });
    };
    let labels: Result<Vec<Arc<str>>, _> = array_of(labels)?
        .iter()
        .map(|label| text_of(label).map(Arc::from))
        .collect();
    let properties = properties_of(object)?;
    Ok(Node {
        id,
        content: Some(Arc::new(
            NodeContent {
                labels: labels?,
                properties,
            }
            .into(),
        )),
    })
}

fn properties_of(object: &Object<String, Json>) -> Result<Map, Unreadable> {
    object
        .get("_properties")
        .map_or(Ok(Map::new()), |properties| {
            read_map(object_of(properties)?)
        })
}

fn read_relationship(json: &Json) -> Result<Relationship, Unreadable> {
    let object = object_of(json)?;
    let id = object
        .get("_element_id")
        .and_then(Json::as_str)
        .and_then(RelId::from_element_id)
        .ok_or_else(|| Unreadable::new("the id of a relationship, such as `r:2:7`, is needed"))?;
    let Some(ty) = object.get("_type") else {
        return Ok(Relationship { id, content: None });
    };
    let content = RelationshipContent {
        ty: Arc::from(text_of(ty)?),
        start: node_id(object.get("_start_node_element_id"))?,
        end: node_id(object.get("_end_node_element_id"))?,
        properties: properties_of(object)?,
    };
    Ok(Relationship {
        id,
        content: Some(Arc::new(content.into())),
    })
}

fn read_path(json: &Json) -> Result<Path, Unreadable> {
    let mut path = Path {
        nodes: Vec::new(),
        relationships: Vec::new(),
    };
    for (place, part) in array_of(json)?.iter().enumerate() {
        match from_json(part).map_err(|problem| problem.within(format!("element {place}")))? {
            Value::Node(node) if place % 2 == 0 => path.nodes.push(node),
            Value::Relationship(relationship) if place % 2 == 1 => {
                let from = path.nodes.last().map(|node| node.id);
                let forward = relationship
                    .content()
                    .is_none_or(|content| Some(content.start) == from);
                path.relationships.push((relationship, forward));
            }
            _ => {
                return Err(Unreadable::new("a path is nodes and relationships in turn"));
            }
        }
    }
    if path.nodes.len() == path.relationships.len() + 1 {
        Ok(path)
    } else {
        Err(Unreadable::new("a path begins and ends with a node"))
    }
}
