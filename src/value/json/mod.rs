//! A value to and from JSON, in three forms.
//!
//! Plain: natural JSON, temporal values as text; for people and for programs that know what they asked. Data: the
//! same, but nothing is lost (`{"$date": "2021-07-02"}`, `{"$float": "NaN"}`); for files. Typed: each value with its
//! type (`{"$type": "Integer", "_value": "1"}`), after the typed JSON of the Neo4j Query API v2. Knows nothing of files
//! or answers.

mod read;
mod room;
mod text;
mod write;

pub use read::{Unreadable, from_json, from_text};
pub use room::reading_bytes;
pub use text::{parse, syntax_error};
pub(crate) use write::{Form, write_cell, write_entries, write_texts};
pub use write::{data, plain, typed, write_data, write_plain, write_text, write_typed};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};
    use crate::value::{
        Map, Node, NodeContent, NodeId, Path, RelId, Relationship, RelationshipContent, Value,
        equality, literal,
    };
    use proptest::prelude::*;
    use std::sync::Arc;

    fn node() -> Node {
        let content = NodeContent {
            labels: vec![Arc::from("L")],
            properties: [("p", Value::Integer(1))].into_iter().collect(),
        };
        Node {
            id: NodeId(7),
            content: Some(Arc::new(content.into())),
        }
    }

    fn relationship() -> Relationship {
        let content = RelationshipContent {
            ty: Arc::from("T"),
            start: NodeId(7),
            end: NodeId(7),
            properties: Map::new(),
        };
        Relationship {
            id: RelId { ty: 1, slot: 2 },
            content: Some(Arc::new(content.into())),
        }
    }

    #[test]
    fn written() {
        #[track_caller]
        fn check(value: impl Into<Value>, natural: &str, with_type: &str) {
            let value = value.into();
            assert_eq!(plain(&value), natural);
            assert_eq!(typed(&value), with_type);
        }
        check(Value::Null, "null", r#"{"$type":"Null","_value":null}"#);
        check(1, "1", r#"{"$type":"Integer","_value":"1"}"#);
        check(1.0, "1.0", r#"{"$type":"Float","_value":"1.0"}"#);
        check(f64::NAN, r#""NaN""#, r#"{"$type":"Float","_value":"NaN"}"#);
        check("a", r#""a""#, r#"{"$type":"String","_value":"a"}"#);
        check(true, "true", r#"{"$type":"Boolean","_value":true}"#);
        check(
            Value::list(vec![1.into()]),
            "[1]",
            r#"{"$type":"List","_value":[{"$type":"Integer","_value":"1"}]}"#,
        );
        check(
            "2021-07-02".parse::<Date>().unwrap(),
            r#""2021-07-02""#,
            r#"{"$type":"Date","_value":"2021-07-02"}"#,
        );
        check(
            Value::Node(node()),
            r#"{"id":"n:7","labels":["L"],"properties":{"p":1}}"#,
            r#"{"$type":"Node","_value":{"_element_id":"n:7","_labels":["L"],"_properties":{"p":{"$type":"Integer","_value":"1"}}}}"#,
        );
        check(
            Value::Relationship(relationship()),
            r#"{"id":"r:1:2","type":"T","start":"n:7","end":"n:7","properties":{}}"#,
            r#"{"$type":"Relationship","_value":{"_element_id":"r:1:2","_start_node_element_id":"n:7","_end_node_element_id":"n:7","_type":"T","_properties":{}}}"#,
        );
    }

    #[test]
    fn read_plain() {
        #[track_caller]
        fn check(json: &str, expected: &str) {
            let text = match from_text(json) {
                Ok(value) => literal::cypher(&value),
                Err(problem) => problem.to_string(),
            };
            assert_eq!(text, expected);
        }
        check("1", "1");
        check("1.0", "1.0");
        check("1e2", "100.0");
        check("[1, null, \"a\"]", "[1, null, 'a']");
        check("{\"a\": {\"b\": true}}", "{a: {b: true}}");
        check("{\"$date\": \"2021-07-02\"}", "date('2021-07-02')");
        check("{\"$duration\": \"P1D\"}", "duration('P1D')");
        check("{\"$float\": \"NaN\"}", "(0.0 / 0.0)");
        check(
            "18446744073709551615",
            "the integer 18446744073709551615 does not fit 64 bits",
        );
        check(
            "{\"a\": [{\"$type\": \"Integer\", \"_value\": \"x\"}]}",
            "in `a`, element 0: `x` is not an Integer",
        );
        check(
            "{\"$type\": \"Color\", \"_value\": \"x\"}",
            "there is no type `Color`",
        );
    }

    #[test]
    fn nothing_is_lost() {
        let map: Map = [("$date", Value::from("no date")), ("b", Value::Null)]
            .into_iter()
            .collect();
        let values: Vec<Value> = vec![
            Value::Null,
            true.into(),
            i64::MIN.into(),
            1.0.into(),
            f64::NEG_INFINITY.into(),
            "it's".into(),
            Value::list(vec![1.into(), 1.5.into()]),
            Value::map(map),
            "2021-07-02".parse::<Date>().unwrap().into(),
            "12:30:00.5".parse::<LocalTime>().unwrap().into(),
            "12:30:00+01:00".parse::<Time>().unwrap().into(),
            "2021-07-02T12:30:00"
                .parse::<LocalDateTime>()
                .unwrap()
                .into(),
            "2021-07-02T12:30:00+02:00[Europe/Paris]"
                .parse::<DateTime>()
                .unwrap()
                .into(),
            "2021-07-02T12:30:00+02:00"
                .parse::<DateTime>()
                .unwrap()
                .into(),
            "P1M2DT3.5S".parse::<Duration>().unwrap().into(),
            Value::Node(node()),
            Value::Relationship(relationship()),
            Value::Path(Arc::new(Path {
                nodes: vec![node(), node()],
                relationships: vec![(relationship(), true)],
            })),
        ];
        for value in &values {
            let back = from_text(&typed(value)).unwrap();
            assert_eq!(literal::cypher(value), literal::cypher(&back));
        }
        for value in values.iter().filter(|value| {
            !matches!(
                value,
                Value::Node(_) | Value::Relationship(_) | Value::Path(_)
            )
        }) {
            let back = from_text(&data(value)).unwrap();
            assert_eq!(literal::cypher(value), literal::cypher(&back));
        }
    }

    proptest! {
        #[test]
        fn typed_json_gives_the_value_back(value in crate::value::order::tests::any_value()) {
            let text = typed(&value);
            let back = from_text(&text).unwrap();
            prop_assert!(equality::equivalent(&value, &back));
            prop_assert_eq!(text, typed(&back));
        }
    }
}
