//! The scalar functions, as a table of calls and results. The temporal ones have their own.

use std::sync::Arc;

use crate::diagnostic::Result;
use crate::function::{Host, find_scalar, scalars};
use crate::value::temporal::Clock;
use crate::value::{Map, Node, NodeId, Path, RelId, Relationship, Value, literal};

/// Node 0 `(:A:B {p: 1})` and relationship 0 `[:T {q: 2}]` from node 0 to node 1.
struct SmallGraph(Clock);

impl Host for SmallGraph {
    fn labels_of(&self, _: NodeId) -> Result<Vec<Arc<str>>> {
        Ok(vec!["A".into(), "B".into()])
    }
    fn type_of(&self, _: RelId) -> Result<Arc<str>> {
        Ok("T".into())
    }
    fn properties_of_node(&self, _: NodeId) -> Result<Map> {
        Ok([("p", Value::Integer(1))].into_iter().collect())
    }
    fn properties_of_relationship(&self, _: RelId) -> Result<Map> {
        Ok([("q", Value::Integer(2))].into_iter().collect())
    }
    fn endpoints(&self, _: RelId) -> Result<(NodeId, NodeId)> {
        Ok((NodeId(0), NodeId(1)))
    }
    fn clock(&self) -> &Clock {
        &self.0
    }
    fn random(&self) -> f64 {
        0.25
    }
}

fn call(name: &str, args: &[Value]) -> Result<Value> {
    let function = find_scalar(name).unwrap_or_else(|| panic!("no function {name}"));
    let (least, most) = function.arity();
    assert!(
        args.len() >= least && most.is_none_or(|most| args.len() <= most),
        "{name}"
    );
    (function.call)(args, &SmallGraph(Clock::fixed(1_000, 5_000_000)))
}

#[track_caller]
fn check<const N: usize>(name: &str, args: [Value; N], expected: &str) {
    let result = match call(name, &args) {
        Ok(value) => literal::text(&value),
        Err(problem) => format!("{:?}", problem.code()),
    };
    let args: Vec<String> = args.iter().map(literal::text).collect();
    assert_eq!(result, expected, "{name}({})", args.join(", "));
}

fn v(value: impl Into<Value>) -> Value {
    value.into()
}

fn list<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::list(items.into_iter().map(Into::into).collect())
}

const NULL: Value = Value::Null;

#[test]
fn numbers() {
    check("abs", [v(-1)], "1");
    check("abs", [v(-1.5)], "1.5");
    check("abs", [v(i64::MIN)], "ArithmeticOverflow");
    check("abs", [v("a")], "InvalidArgumentValue");
    check("ceil", [v(0.1)], "1.0");
    check("floor", [v(-0.1)], "-1.0");
    check("round", [v(1.5)], "2.0");
    check("round", [v(-1.5)], "-1.0");
    check("round", [v(2.71428), v(2)], "2.71");
    check("round", [v(-1.55), v(1)], "-1.6");
    check("round", [v(1.249), v(1), v("UP")], "1.3");
    check("round", [v(1.0), v(-1)], "NegativeSize");
    check("round", [v(1.0), v(1), v("SIDEWAYS")], "NumberOutOfRange");
    check("sign", [v(-17)], "-1");
    check("sign", [v(0.0)], "0");
    check("sqrt", [v(4)], "2.0");
    check("sqrt", [v(-1)], "NaN");
    check("isNaN", [v(f64::NAN)], "true");
    check("isNaN", [v(1)], "false");
    check("log10", [v(100)], "2.0");
    check("atan2", [v(0), v(1)], "0.0");
    check("haversin", [v(0)], "0.0");
    check("degrees", [v(0)], "0.0");
    check("rand", [], "0.25");
    check("sin", [NULL], "null");
    check("timestamp", [], "1000005");
}

#[test]
fn texts() {
    check("substring", [v("0123456789"), v(1)], "'123456789'");
    check("substring", [v("hällo"), v(1), v(3)], "'äll'");
    check("substring", [v("abc"), v(7)], "''");
    check("substring", [v("abc"), v(-1)], "NegativeSize");
    check("substring", [NULL, v(1)], "null");
    check("left", [v("hello"), v(3)], "'hel'");
    check("left", [v("hello"), v(30)], "'hello'");
    check("right", [v("hello"), v(3)], "'llo'");
    check("right", [v("hello"), v(-3)], "NegativeSize");
    check("trim", [v("  a ")], "'a'");
    check("ltrim", [v("  a ")], "'a '");
    check("rtrim", [v("xxaxx"), v("x")], "'xxa'");
    check("replace", [v("hello"), v("l"), v("w")], "'hewwo'");
    check("replace", [v("hello"), v("l"), v("w"), v(1)], "'hewlo'");
    check("replace", [v("hello"), NULL, v("w")], "null");
    check("split", [v("one1two"), v("1")], "['one', 'two']");
    check("split", [v("a,b;c"), list([",", ";"])], "['a', 'b', 'c']");
    check("split", [v("abc"), v("")], "['a', 'b', 'c']");
    check("split", [v(",a,"), v(",")], "['', 'a', '']");
    check("toUpper", [v("straße")], "'STRASSE'");
    check("lower", [v("ABC")], "'abc'");
    check("toUpper", [v(1)], "InvalidArgumentValue");
    check("reverse", [v("raksO")], "'Oskar'");
    check("size", [v("hällo")], "5");
    check("char_length", [v("hällo")], "5");
}

#[test]
fn lists_and_maps() {
    check("size", [list([1, 2, 3])], "3");
    check("size", [NULL], "null");
    check("size", [v(1)], "InvalidArgumentValue");
    check("head", [list([1, 2])], "1");
    check("head", [list::<i64>([])], "null");
    check("last", [list([1, 2])], "2");
    check("tail", [list([1, 2, 3])], "[2, 3]");
    check("tail", [list::<i64>([])], "[]");
    check("reverse", [list([1, 2])], "[2, 1]");
    check("range", [v(0), v(10), v(3)], "[0, 3, 6, 9]");
    check("range", [v(10), v(-10), v(-3)], "[10, 7, 4, 1, -2, -5, -8]");
    check("range", [v(0), v(-1)], "[]");
    check("range", [v(0), v(0), v(-1)], "[0]");
    check("range", [v(0), v(1), v(2)], "[0]");
    check("range", [v(2), v(8), v(0)], "NumberOutOfRange");
    check("range", [v(0), v(true)], "InvalidRangeArgument");
    check("range", [v(-1.1), v(1)], "InvalidRangeArgument");
    check(
        "range",
        [v(i64::MAX - 1), v(i64::MAX)],
        "[9223372036854775806, 9223372036854775807]",
    );
    check("range", [v(i64::MIN), v(i64::MAX)], "MemoryLimit");
    check(
        "range",
        [v(i64::MIN), v(i64::MAX), v(i64::MAX)],
        "[-9223372036854775808, -1, 9223372036854775806]",
    );
    let map = Value::map([("a", v(1)), ("b", NULL)].into_iter().collect());
    check("keys", [map.clone()], "['a', 'b']");
    check("properties", [map], "{a: 1, b: null}");
    check("keys", [v(NodeId(0))], "['p']");
    check("properties", [v(RelId::default())], "{q: 2}");
    check("properties", [v(1)], "InvalidArgumentValue");
    check("isEmpty", [list::<i64>([])], "true");
    check("isEmpty", [v("a")], "false");
}

#[test]
fn entities_and_paths() {
    check("labels", [v(NodeId(0))], "['A', 'B']");
    check("labels", [NULL], "null");
    check("labels", [v(1)], "InvalidArgumentValue");
    check("type", [v(RelId::default())], "'T'");
    check("type", [v(NodeId(0))], "InvalidArgumentValue");
    check("id", [v(NodeId(3))], "3");
    check("id", [v(RelId { ty: 1, slot: 2 })], "4294967298");
    check("elementId", [v(NodeId(3))], "'n:3'");
    check("endNode", [v(RelId::default())], "(#1)");
    let path = Value::Path(Arc::new(Path {
        nodes: vec![Node::from(NodeId(0)), Node::from(NodeId(1))],
        relationships: vec![(Relationship::from(RelId::default()), true)],
    }));
    check("length", [path.clone()], "1");
    check("nodes", [path.clone()], "[(#0), (#1)]");
    check("relationships", [path.clone()], "[[#0]]");
    check("size", [path], "InvalidArgumentValue");
}

#[test]
fn casts_and_questions() {
    check("toInteger", [v("82.9")], "82");
    check("toInteger", [list::<i64>([])], "InvalidArgumentValue");
    check("toIntegerOrNull", [list::<i64>([])], "null");
    check("toFloatList", [list(["1", "x"])], "[1.0, null]");
    check("toString", [v(NodeId(0))], "InvalidArgumentValue");
    check("coalesce", [NULL, v(1), v(2)], "1");
    check("coalesce", [NULL], "null");
    check("exists", [NULL], "false");
    check("nullIf", [v(1), v(1.0)], "null");
    check("valueType", [NULL], "'NULL'");
    check("valueType", [v(1)], "'INTEGER NOT NULL'");
    check(
        "valueType",
        [list([v(1), v("a")])],
        "'LIST<STRING NOT NULL | INTEGER NOT NULL> NOT NULL'",
    );
    check(
        "valueType",
        [list([v(1), NULL])],
        "'LIST<INTEGER> NOT NULL'",
    );
    check("valueType", [list::<i64>([])], "'LIST<NOTHING> NOT NULL'");
    check(
        "valueType",
        [list([list([1])])],
        "'LIST<LIST<INTEGER NOT NULL> NOT NULL> NOT NULL'",
    );
}

#[test]
fn uuids() {
    let Ok(Value::String(uuid)) = call("randomUUID", &[]) else {
        panic!()
    };
    let parts: Vec<usize> = uuid.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12]);
    assert_eq!(uuid.as_bytes()[14], b'4');
    assert!(b"89ab".contains(&uuid.as_bytes()[19]));
}

/// No function may panic, whatever it is given.
#[test]
fn any_arguments() {
    let values = [
        NULL,
        v(true),
        v(0),
        v(-1),
        v(i64::MAX),
        v(i64::MIN),
        v(1.5),
        v(f64::NAN),
        v(f64::INFINITY),
        v(""),
        v("ä"),
        list::<i64>([]),
        list([NULL]),
        Value::map(Map::new()),
        v(NodeId(0)),
        v(RelId::default()),
    ];
    for function in scalars() {
        let (least, most) = function.arity();
        for count in least..=most.unwrap_or(least + 1).min(3) {
            let mut places = vec![0; count];
            loop {
                let args: Vec<Value> = places.iter().map(|at| values[*at].clone()).collect();
                let _ = call(function.name, &args);
                let Some(next) = places.iter().position(|at| at + 1 < values.len()) else {
                    break;
                };
                places[next] += 1;
                places[..next].fill(0);
            }
        }
    }
}

/// A long text is worked on piece by piece, and nobody can tell.
#[test]
fn long_texts() {
    // Sigmas at the ends of words, before and behind letters, and where pieces may be cut.
    for word in [
        "ΑΣ ",
        "ΣΑΣ'Σ",
        "aΣ",
        "Σ",
        "ß ",
        "ǅx",
        "ΑΣ\u{301}a",
        "plain ",
    ] {
        let text = word.repeat((1 << 18) / word.len());
        for (name, change) in [
            ("toLower", str::to_lowercase as fn(&str) -> String),
            ("toUpper", str::to_uppercase),
            ("reverse", |text| text.chars().rev().collect()),
            ("trim", |text| text.trim().to_owned()),
        ] {
            for text in [text.clone(), format!("{text}   ").repeat(2)] {
                let Ok(Value::String(found)) = call(name, &[v(text.as_str())]) else {
                    panic!("{name} of {word}");
                };
                assert!(*found == *change(&text), "{name} of {word}");
            }
        }
        for (search, replacement) in [("Σ", "sigma"), ("ΣΑΣ", ""), ("x", "y"), ("Α", "Α")] {
            let Ok(Value::String(found)) =
                call("replace", &[v(text.as_str()), v(search), v(replacement)])
            else {
                panic!("replace {search} in {word}");
            };
            assert!(
                *found == *text.replace(search, replacement),
                "{search} in {word}"
            );
        }
        for at in [0, 1, 1000, 100_000] {
            let expected: String = text.chars().skip(at).take(70_000).collect();
            let Ok(Value::String(found)) =
                call("substring", &[v(text.as_str()), v(at as i64), v(70_000)])
            else {
                panic!("substring of {word}");
            };
            assert!(*found == *expected, "substring of {word} from {at}");
        }
    }
}
