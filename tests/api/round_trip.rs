//! What is written out reads back as the same graph: every format, every type of value, whatever the names.

use proptest::prelude::*;
use quipu::diagnostic::Interrupt;
use quipu::format::{GraphFormat, ImportOptions, dump, export, import_from, load_from};
use quipu::graph::{Graph, Version};
use quipu::value::{Map, literal};
use quipu::{Database, Value};

/// A name that may be anything.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-c]",
        2 => any::<String>(),
        1 => prop::sample::select(vec!["", "$date", "$map", "`", "_Dump", "_number", "id", "\r\n", "a; b"])
            .prop_map(str::to_owned),
    ]
}

/// A value of any type that is no list.
fn simple() -> impl Strategy<Value = Value> {
    let date = || (-999_999_999..=999_999_999_i64, 1..=12, 1..=28);
    let near = || (1800..2200_i64, 1..=12, 1..=28);
    let time = || (0..24, 0..60, 0..60, 0..1_000_000_000);
    let time_text = |(h, m, s, n): (i32, i32, i32, i32)| format!("{h:02}:{m:02}:{s:02}.{n:09}");
    let date_text = |(y, m, d): (i64, i32, i32)| match y {
        0..=9999 => format!("{y:04}-{m:02}-{d:02}"),
        _ => format!("{y:+010}-{m:02}-{d:02}"),
    };
    let offset = |minutes: i32| {
        let (sign, size) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
        format!("{sign}{:02}:{:02}", size / 60, size % 60)
    };
    let zones = [
        "Europe/Berlin",
        "Asia/Shanghai",
        "America/New_York",
        "Pacific/Apia",
        "UTC",
    ];
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            -0.0,
            1e20,
            5e-324
        ])
        .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        date().prop_map(move |date| read::<quipu::value::temporal::Date>(&date_text(date))),
        time().prop_map(move |time| read::<quipu::value::temporal::LocalTime>(&time_text(time))),
        (time(), -1080..=1080).prop_map(move |(time, zone)| {
            read::<quipu::value::temporal::Time>(&(time_text(time) + &offset(zone)))
        }),
        (date(), time()).prop_map(move |(date, time)| {
            let text = format!("{}T{}", date_text(date), time_text(time));
            read::<quipu::value::temporal::LocalDateTime>(&text)
        }),
        (near(), time(), -1080..=1080).prop_map(move |(date, time, zone)| {
            let text = format!("{}T{}{}", date_text(date), time_text(time), offset(zone));
            read::<quipu::value::temporal::DateTime>(&text)
        }),
        (near(), time(), prop::sample::select(zones.to_vec())).prop_map(
            move |(date, time, zone)| {
                let text = format!("{}T{}[{zone}]", date_text(date), time_text(time));
                read::<quipu::value::temporal::DateTime>(&text)
            }
        ),
        (
            any::<i32>(),
            any::<i32>(),
            any::<i64>(),
            0..1_000_000_000_i64
        )
            .prop_map(|(months, days, seconds, nanoseconds)| {
                let seconds = seconds / 1_000_000;
                let (months, days) = (i64::from(months), i64::from(days));
                quipu::value::temporal::Duration::new(months, days, seconds, nanoseconds)
                    .map_or(Value::Null, Value::from)
            }),
    ]
}

fn read<T: std::str::FromStr + Into<Value>>(text: &str) -> Value {
    let Ok(value) = text.parse::<T>() else {
        panic!("{text} cannot be read");
    };
    value.into()
}

/// A value that a property can hold.
fn storable() -> impl Strategy<Value = Value> {
    let item = prop_oneof![1 => Just(Value::Null), 6 => simple()];
    prop_oneof![3 => simple(), 1 => prop::collection::vec(item, 0..4).prop_map(Value::list)]
}

type NodeOf = (Vec<String>, Vec<(String, Value)>);
type RelationshipOf = (usize, usize, String, Vec<(String, Value)>);

fn graph(nodes: &[NodeOf], relationships: &[RelationshipOf]) -> Graph {
    let graph = Graph::new();
    let mut tx = graph.begin();
    let uid = tx.key("uid").unwrap();
    let mut ids = Vec::new();
    for (number, (labels, properties)) in nodes.iter().enumerate() {
        let labels: Vec<_> = labels.iter().map(|name| tx.label(name).unwrap()).collect();
        let id = tx.create_node(&labels, &[]).unwrap();
        for (key, value) in properties {
            let key = tx.key(key).unwrap();
            tx.set_node_property(id, key, value.clone()).unwrap();
        }
        tx.set_node_property(id, uid, (number as i64).into())
            .unwrap();
        ids.push(id);
    }
    for (number, (start, end, ty, properties)) in relationships.iter().enumerate() {
        let ty = tx.rel_type(ty).unwrap();
        let (start, end) = (ids[start % ids.len()], ids[end % ids.len()]);
        let mut all: Vec<(quipu::graph::KeyId, Value)> = Vec::new();
        for (key, value) in properties {
            let key = tx.key(key).unwrap();
            all.retain(|(known, _)| *known != key);
            all.push((key, value.clone()));
        }
        all.retain(|(known, _)| *known != uid);
        all.push((uid, (number as i64).into()));
        tx.create_relationship(ty, start, end, &all).unwrap();
    }
    tx.commit().unwrap();
    graph
}

/// Everything in a graph but the numbers of nodes, which `uid` stands for.
fn picture(version: &Version) -> Vec<String> {
    let uid = version.key_id("uid").unwrap();
    let named = |properties: Vec<(quipu::graph::KeyId, Value)>| {
        let mut named: Vec<String> = properties
            .iter()
            .map(|(key, value)| format!("{:?}: {}", version.key_name(*key), literal::cypher(value)))
            .collect();
        named.sort();
        named.join(", ")
    };
    let mut lines = Vec::new();
    for node in version.nodes() {
        let mut labels: Vec<_> = version
            .labels(node)
            .map(|label| version.label_name(label))
            .collect();
        labels.sort();
        lines.push(format!(
            "{labels:?} {}",
            named(version.node_properties(node))
        ));
    }
    for (ty, name) in version.all_types() {
        for (relationship, start, end) in version.relationships(ty) {
            let [start, end] =
                [start, end].map(|node| literal::cypher(&version.node_property(node, uid)));
            let properties = named(version.relationship_properties(relationship));
            lines.push(format!("{start} {name:?} {end} {properties}"));
        }
    }
    lines.sort();
    lines
}

fn check(nodes: &[NodeOf], relationships: &[RelationshipOf]) {
    let version = graph(nodes, relationships).version();
    let expected = picture(&version);
    for (format, file) in [
        (GraphFormat::Json, "a.json"),
        (GraphFormat::JsonLines, "a.jsonl"),
    ] {
        let mut text = Vec::new();
        export(&version, format, &mut text).unwrap();
        let shown = String::from_utf8_lossy(&text);
        let (loaded, _) = load_from(&text[..], file, format, &Interrupt::default())
            .unwrap_or_else(|refusal| panic!("{}\n{shown}", refusal.problem.message()));
        assert_eq!(picture(&loaded.version()), expected, "{shown}");
        let other = Graph::new();
        let mut tx = other.begin();
        import_from(&text[..], file, format, &mut tx, &ImportOptions::default()).unwrap();
        tx.commit().unwrap();
        assert_eq!(picture(&other.version()), expected, "{shown}");
    }
    let mut text = Vec::new();
    dump(&version, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let restored = Database::new();
    let mut session = restored.session();
    for span in quipu::syntax::split_script(&text) {
        let statement = span.slice(&text);
        if let Err(error) = session.run(statement, &Map::new()) {
            panic!("{error}\n{statement}");
        }
    }
    assert_eq!(picture(&restored.version()), expected, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_graph(
        nodes in prop::collection::vec(
            (prop::collection::vec(name(), 0..3), prop::collection::vec((name(), storable()), 0..5)),
            1..5,
        ),
        relationships in prop::collection::vec(
            (0..8_usize, 0..8_usize, name(), prop::collection::vec((name(), storable()), 0..4)),
            0..5,
        ),
    ) {
        check(&nodes, &relationships);
    }
}

#[test]
fn lists_with_nothing_in_them() {
    let lists = [
        vec![],
        vec![Value::Null],
        vec![1.into(), Value::Null],
        vec![Value::Null, "x".into(), 1.5.into(), f64::NAN.into()],
    ];
    let properties = |list: &Vec<Value>| vec![("p".to_owned(), Value::list(list.clone()))];
    let nodes: Vec<NodeOf> = lists
        .iter()
        .map(|list| (vec![], properties(list)))
        .collect();
    let relationships: Vec<RelationshipOf> = lists
        .iter()
        .map(|list| (0, 1, "R".to_owned(), properties(list)))
        .collect();
    check(&nodes, &relationships);
}
