//! Values to JSON text, written at once: no tree is made of them first. Reading is in `read`.

use std::fmt::{Display, Write};

use serde_json::Value as Json;

use crate::value::temporal::Date;
use crate::value::{Cell, Map, Node, NodeId, Path, Relationship, TakeContent, Value, cast};

/// Natural JSON. Temporal values become text, NaN and the infinities the texts `NaN`, `Infinity`, `-Infinity`.
///
/// ```
/// use quipu::value::{Value, json};
///
/// let day = Value::Date("2021-07-04".parse().unwrap());
/// assert_eq!(json::plain(&Value::list(vec![1.into(), day])), r#"[1,"2021-07-04"]"#);
/// ```
pub fn plain(value: &Value) -> String {
    text(value, Form::Plain)
}

/// Natural JSON that reads back as the same value: `{"$date": "..."}` and its kin. Not for nodes, relationships and
/// paths, which come out as in [`plain`].
pub fn data(value: &Value) -> String {
    text(value, Form::Data)
}

/// `{"$type": ..., "_value": ...}`.
pub fn typed(value: &Value) -> String {
    text(value, Form::Typed)
}

/// Appends what [`plain`] gives.
pub fn write_plain(out: &mut String, value: &Value) {
    write(out, value, Form::Plain);
}

/// Appends what [`data`] gives.
pub fn write_data(out: &mut String, value: &Value) {
    write(out, value, Form::Data);
}

/// Appends what [`typed`] gives.
pub fn write_typed(out: &mut String, value: &Value) {
    write(out, value, Form::Typed);
}

/// Appends a text as JSON.
pub fn write_text(out: &mut String, text: &str) {
    if has_escapes(text.as_bytes()) {
        let _ = write!(out, "{}", Json::String(text.to_owned()));
    } else {
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

/// Is there a character that JSON escapes? Eight bytes at a time.
fn has_escapes(text: &[u8]) -> bool {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = ONES * 0x80;
    // The high bit of a byte, exactly in the lowest byte that is below `limit` and has no high bit; anywhere else perhaps too,
    // but only when there is one.
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGH;
    let escaped = |word: u64| {
        let quote = below(word ^ (ONES * u64::from(b'"')), 1);
        let backslash = below(word ^ (ONES * u64::from(b'\\')), 1);
        below(word, 0x20) | quote | backslash
    };
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    let Some(last) = text.last_chunk() else {
        let single = |&byte: &u8| byte < 0x20 || byte == b'"' || byte == b'\\';
        return text.iter().any(single);
    };
    let (chunks, _) = text.as_chunks();
    // Looked at to the end: hardly any text has such a character.
    let any = chunks
        .iter()
        .fold(0, |any, chunk| any | escaped(word(chunk)));
    any | escaped(word(last)) != 0
}

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// As [`plain`].
    Plain,
    /// As [`data`].
    Data,
    /// As [`typed`].
    Typed,
}

fn text(value: &Value, form: Form) -> String {
    let mut out = String::new();
    write(&mut out, value, form);
    out
}

fn write(out: &mut String, value: &Value, form: Form) {
    match value {
        Value::Null if form == Form::Typed => out.push_str(r#"{"$type":"Null","_value":null}"#),
        Value::Null => out.push_str("null"),
        Value::Boolean(value) => {
            let text = if *value { "true" } else { "false" };
            bare(out, form, "Boolean", |out| out.push_str(text));
        }
        Value::Integer(value) if form == Form::Typed => {
            bare(out, form, "Integer", |out| {
                out.push('"');
                out.push_str(itoa::Buffer::new().format(*value));
                out.push('"');
            });
        }
        Value::Integer(value) => out.push_str(itoa::Buffer::new().format(*value)),
        Value::Float(value) if form != Form::Typed && value.is_finite() => {
            let _ = write!(out, "{}", Json::from(*value));
        }
        Value::Float(value) => tagged(out, form, "$float", "Float", &cast::float_to_text(*value)),
        Value::String(text) => bare(out, form, "String", |out| write_text(out, text)),
        Value::List(items) => bare(out, form, "List", |out| {
            if !items.write_unmade(out, form) {
                write_list(out, items.iter(), |out, item| write(out, item, form));
            }
        }),
        Value::Map(map) if form == Form::Data && map.keys().any(|key| key.starts_with('$')) => {
            // A map that looks like a tagged value says that it is a map.
            out.push_str("{\"$map\":");
            write_map(out, map, form);
            out.push('}');
        }
        Value::Map(map) => bare(out, form, "Map", |out| write_map(out, map, form)),
        Value::Date(value) => write_date(out, *value, form),
        Value::LocalTime(value) => tagged(out, form, "$localtime", "LocalTime", value),
        Value::Time(value) => tagged(out, form, "$time", "Time", value),
        Value::LocalDateTime(value) => {
            tagged(out, form, "$localdatetime", "LocalDateTime", value);
        }
        Value::DateTime(value) => {
            let ty = if value.name().is_some() {
                "ZonedDateTime"
            } else {
                "OffsetDateTime"
            };
            tagged(out, form, "$datetime", ty, value);
        }
        Value::Duration(value) => tagged(out, form, "$duration", "Duration", value),
        Value::Node(node) => bare(out, form, "Node", |out| write_node(out, node, form)),
        Value::Relationship(relationship) => bare(out, form, "Relationship", |out| {
            write_relationship(out, relationship, form);
        }),
        Value::Path(path) => bare(out, form, "Path", |out| write_path(out, path, form)),
    }
}

/// What stands for itself where no type is asked for.
#[inline]
fn bare(out: &mut String, form: Form, ty: &str, inner: impl FnOnce(&mut String)) {
    if form != Form::Typed {
        return inner(out);
    }
    out.push_str("{\"$type\":\"");
    out.push_str(ty);
    out.push_str("\",\"_value\":");
    inner(out);
    out.push('}');
}

/// What is a text in JSON without being one, of characters that JSON does not escape.
fn tagged(out: &mut String, form: Form, tag: &str, ty: &str, text: &dyn Display) {
    let quoted = |out: &mut String| {
        let _ = write!(out, "\"{text}\"");
    };
    if form == Form::Data {
        out.push_str("{\"");
        out.push_str(tag);
        out.push_str("\":");
        quoted(out);
        out.push('}');
    } else {
        bare(out, form, ty, quoted);
    }
}

fn write_date(out: &mut String, date: Date, form: Form) {
    let Some(text) = date.digits().filter(|_| form == Form::Plain) else {
        return tagged(out, form, "$date", "Date", &date);
    };
    let mut quoted = [b'"'; 12];
    quoted[1..11].copy_from_slice(&text);
    out.push_str(std::str::from_utf8(&quoted).unwrap_or_default());
}

fn write_list<T>(
    out: &mut String,
    items: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut String, T),
) {
    out.push('[');
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

fn write_map(out: &mut String, map: &Map, form: Form) {
    out.push('{');
    for (at, (key, value)) in map.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_text(out, key);
        out.push(':');
        write(out, value, form);
    }
    out.push('}');
}

/// Appends a map of these entries, whose keys need no escapes.
pub(crate) fn write_entries(out: &mut String, entries: &[(&str, &Value)], form: Form) {
    bare(out, form, "Map", |out| {
        let mut before = "{\"";
        for (key, value) in entries {
            out.push_str(before);
            out.push_str(key);
            out.push_str("\":");
            write(out, value, form);
            before = ",\"";
        }
        out.push('}');
    });
}

/// Appends a list of values, most of them texts.
pub(crate) fn write_texts(out: &mut String, texts: &[Value], form: Form) {
    bare(out, form, "List", |out| {
        write_list(out, texts.iter(), |out, item| match item {
            Value::String(text) if form != Form::Typed => write_text(out, text),
            item => write(out, item, form),
        });
    });
}

/// Appends a value as it lies.
pub(crate) fn write_cell(out: &mut String, cell: Cell<'_>, form: Form) {
    match cell {
        Cell::Text(text) => bare(out, form, "String", |out| write_text(out, text)),
        Cell::Held(value) => write(out, value, form),
        Cell::Date(value) => write_date(out, value, form),
        // Of most of these a value is made for nothing.
        other => write(out, &other.into_value(), form),
    }
}

fn write_node(out: &mut String, node: &Node, form: Form) {
    write_id(out, form, |out| node.id.write_element_id(out));
    let mut parts = Parts::of(out, form, Place::Labels(0));
    if node.show(&mut parts) {
        parts.end();
    }
    out.push('}');
}

fn write_relationship(out: &mut String, relationship: &Relationship, form: Form) {
    write_id(out, form, |out| relationship.id.write_element_id(out));
    let mut parts = Parts::of(out, form, Place::Ends);
    if relationship.show(&mut parts) {
        parts.end();
    }
    out.push('}');
}

fn write_id(out: &mut String, form: Form, write: impl FnOnce(&mut String)) {
    let key = match form {
        Form::Typed => "{\"_element_id\":\"",
        _ => "{\"id\":\"",
    };
    out.push_str(key);
    write(out);
    out.push('"');
}

/// Writes what an entity holds, behind its id.
struct Parts<'a> {
    out: &'a mut String,
    form: Form,
    place: Place,
}

/// What comes next.
#[derive(Clone, Copy)]
enum Place {
    /// A label, and how many there were.
    Labels(usize),
    /// Type and ends.
    Ends,
    /// A property, and how many there were.
    Properties(usize),
}

impl<'a> Parts<'a> {
    fn of(out: &'a mut String, form: Form, place: Place) -> Self {
        Self { out, form, place }
    }

    /// The name of a field as this form has it.
    fn field(&mut self, plain: &str, typed: &str) {
        let name = match self.form {
            Form::Typed => typed,
            _ => plain,
        };
        self.out.push_str(name);
    }

    /// How many properties there were.
    fn properties(&mut self) -> usize {
        match self.place {
            Place::Properties(count) => return count,
            Place::Labels(0) => self.field(",\"labels\":[]", ",\"_labels\":[]"),
            Place::Labels(_) => self.out.push(']'),
            Place::Ends => {}
        }
        self.field(",\"properties\":{", ",\"_properties\":{");
        0
    }

    fn end(mut self) {
        self.properties();
        self.out.push('}');
    }
}

impl TakeContent for Parts<'_> {
    fn label(&mut self, name: &str) {
        match self.place {
            Place::Labels(0) => self.field(",\"labels\":[", ",\"_labels\":["),
            _ => self.out.push(','),
        }
        write_text(self.out, name);
        if let Place::Labels(count) = &mut self.place {
            *count += 1;
        }
    }

    fn relationship(&mut self, ty: &str, start: NodeId, end: NodeId) {
        let ends = |out: &mut String, before: [&str; 2]| {
            out.push_str(before[0]);
            start.write_element_id(out);
            out.push_str(before[1]);
            end.write_element_id(out);
        };
        let out = &mut *self.out;
        if self.form == Form::Typed {
            let before = [
                ",\"_start_node_element_id\":\"",
                "\",\"_end_node_element_id\":\"",
            ];
            ends(out, before);
            out.push_str("\",\"_type\":");
            write_text(out, ty);
        } else {
            out.push_str(",\"type\":");
            write_text(out, ty);
            ends(out, [",\"start\":\"", "\",\"end\":\""]);
            out.push('"');
        }
    }

    fn property(&mut self, name: &str, value: Cell<'_>) {
        let count = self.properties();
        if count > 0 {
            self.out.push(',');
        }
        write_text(self.out, name);
        self.out.push(':');
        write_cell(self.out, value, self.form);
        self.place = Place::Properties(count + 1);
    }
}

/// Typed, nodes and relationships in turn, in walking order.
fn write_path(out: &mut String, path: &Path, form: Form) {
    if form == Form::Typed {
        out.push('[');
        for (place, node) in path.nodes.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            bare(out, form, "Node", |out| write_node(out, node, form));
            if let Some((relationship, _)) = path.relationships.get(place) {
                out.push(',');
                bare(out, form, "Relationship", |out| {
                    write_relationship(out, relationship, form);
                });
            }
        }
        return out.push(']');
    }
    out.push_str("{\"nodes\":");
    write_list(out, path.nodes.iter(), |out, node| {
        write_node(out, node, form);
    });
    out.push_str(",\"relationships\":");
    write_list(out, path.relationships.iter(), |out, (relationship, _)| {
        write_relationship(out, relationship, form);
    });
    out.push('}');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use serde_json::Value as Json;

    use super::{data, plain, typed, write_text};
    use crate::value::{Map, NodeId, Value};

    /// The JSON reader finds in what is written what is said.
    #[track_caller]
    fn check(value: impl Into<Value>, plainly: &str, with_tag: &str, with_type: &str) {
        let value = value.into();
        let list = Value::list(vec![value.clone(), Value::Null]);
        for (write, expected, null) in [
            (plain as fn(&Value) -> String, plainly, "null"),
            (data, with_tag, "null"),
            (typed, with_type, r#"{"$type":"Null","_value":null}"#),
        ] {
            assert_eq!(write(&value), expected);
            let json: Json = serde_json::from_str(expected).unwrap();
            assert_eq!(json.to_string(), expected);
            let written = write(&list);
            let inner = format!("[{expected},{null}]");
            assert!(written.contains(&inner), "{written}");
        }
    }

    #[test]
    fn in_three_forms() {
        check(true, "true", "true", r#"{"$type":"Boolean","_value":true}"#);
        check(
            i64::MIN,
            "-9223372036854775808",
            "-9223372036854775808",
            r#"{"$type":"Integer","_value":"-9223372036854775808"}"#,
        );
        check(
            1e300,
            "1e+300",
            "1e+300",
            r#"{"$type":"Float","_value":"1e300"}"#,
        );
        check(
            f64::NAN,
            r#""NaN""#,
            r#"{"$float":"NaN"}"#,
            r#"{"$type":"Float","_value":"NaN"}"#,
        );
        let map: Map = [("a \"key\"", Value::Null), ("b", 2.into())]
            .into_iter()
            .collect();
        check(
            Value::map(map),
            r#"{"a \"key\"":null,"b":2}"#,
            r#"{"a \"key\"":null,"b":2}"#,
            r#"{"$type":"Map","_value":{"a \"key\"":{"$type":"Null","_value":null},"b":{"$type":"Integer","_value":"2"}}}"#,
        );
        let map: Map = [("$date", Value::from("x"))].into_iter().collect();
        check(
            Value::map(map),
            r#"{"$date":"x"}"#,
            r#"{"$map":{"$date":"x"}}"#,
            r#"{"$type":"Map","_value":{"$date":{"$type":"String","_value":"x"}}}"#,
        );
        check(
            NodeId(3),
            r#"{"id":"n:3"}"#,
            r#"{"id":"n:3"}"#,
            r#"{"$type":"Node","_value":{"_element_id":"n:3"}}"#,
        );
        check(
            Value::Time("12:31:14.645876123+01:00".parse().unwrap()),
            r#""12:31:14.645876123+01:00""#,
            r#"{"$time":"12:31:14.645876123+01:00"}"#,
            r#"{"$type":"Time","_value":"12:31:14.645876123+01:00"}"#,
        );
        for (time, ty) in [
            ("2021-07-04T10:00+02:00[Europe/Stockholm]", "ZonedDateTime"),
            ("2021-07-04T10:00+02:00", "OffsetDateTime"),
        ] {
            let value: crate::value::temporal::DateTime = time.parse().unwrap();
            check(
                value,
                &format!("\"{time}\""),
                &format!("{{\"$datetime\":\"{time}\"}}"),
                &format!("{{\"$type\":\"{ty}\",\"_value\":\"{time}\"}}"),
            );
        }
        assert_eq!(plain(&Value::list(vec![])), "[]");
    }

    proptest! {
        #[test]
        fn any_text(text in any::<String>()) {
            let mut written = String::new();
            write_text(&mut written, &text);
            assert_eq!(written, Json::String(text).to_string());
        }

        #[test]
        fn any_number(integer in any::<i64>(), float in any::<f64>()) {
            assert_eq!(plain(&integer.into()), integer.to_string());
            if float.is_finite() {
                assert_eq!(plain(&float.into()), Json::from(float).to_string());
            }
        }
    }
}
