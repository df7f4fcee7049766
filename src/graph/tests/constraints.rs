//! Random writes under constraints, against a model that looks at everything each time.
//!
//! Statements of a few changes each, some of them undone; a statement that leaves a constraint broken must be refused,
//! and only such a one. Constraints come and go between the statements.

use std::collections::BTreeMap;

use proptest::prelude::{Just, Strategy, any, prop, proptest};
use proptest::prop_oneof;

use crate::diagnostic::Code;
use crate::graph::{
    Definition, DefinitionKind, Graph, KeyId, LabelId, Subject, Transaction, TypeId, Version,
};
use crate::value::{NodeId, RelId, Value, equality};

#[derive(Debug, Clone)]
enum Step {
    CreateNode(Vec<bool>, Vec<(u32, Value)>),
    CreateRelationship(usize, usize, Vec<(u32, Value)>),
    SetNode(usize, u32, Value),
    SetRelationship(usize, u32, Value),
    Label(usize, u16, bool),
    DeleteNode(usize),
    DeleteRelationship(usize),
    Define(DefinitionKind, bool, bool),
    Undefine(usize),
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Null),
        6 => (0i64..12).prop_map(Value::Integer),
        3 => (0i8..12).prop_map(|n| Value::Float(f64::from(n))),
        3 => "[ab]{0,2}".prop_map(Value::from),
        1 => Just(Value::Float(f64::NAN)),
        2 => prop::collection::vec(0i64..2, 0..2)
            .prop_map(|items| Value::list(items.into_iter().map(Value::Integer).collect())),
        1 => Just(Value::list(vec![Value::Null])),
        1 => (0u8..2).prop_map(|n| Value::Duration(std::sync::Arc::new(format!("P{n}D").parse().unwrap()))),
        // The same instant in two zones: two values.
        2 => (0u8..2).prop_map(|n| Value::DateTime(std::sync::Arc::new(
            format!("2021-07-04T{}:00+0{}:00", 10 + n, n).parse().unwrap()
        ))),
    ]
}

fn statements() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let properties = || prop::collection::vec((0u32..2, values()), 0..3);
    let kind = prop_oneof![
        Just(DefinitionKind::Index),
        Just(DefinitionKind::Unique),
        Just(DefinitionKind::NotNull),
        Just(DefinitionKind::Key),
    ];
    let at = any::<usize>;
    let step = prop_oneof![
        6 => (prop::collection::vec(any::<bool>(), 2), properties())
            .prop_map(|(labels, all)| Step::CreateNode(labels, all)),
        5 => (at(), at(), properties()).prop_map(|(a, b, all)| Step::CreateRelationship(a, b, all)),
        6 => (at(), 0u32..2, values()).prop_map(|(at, key, value)| Step::SetNode(at, key, value)),
        4 => (at(), 0u32..2, values()).prop_map(|(at, key, v)| Step::SetRelationship(at, key, v)),
        3 => (at(), 0u16..2, any::<bool>()).prop_map(|(at, label, on)| Step::Label(at, label, on)),
        1 => at().prop_map(Step::DeleteNode),
        1 => at().prop_map(Step::DeleteRelationship),
        4 => (kind, any::<bool>(), any::<bool>())
            .prop_map(|(kind, node, both)| Step::Define(kind, node, both)),
        1 => at().prop_map(Step::Undefine),
    ];
    prop::collection::vec(prop::collection::vec(step, 1..4), 0..40)
}

fn at<T: Clone>(all: &[T], place: usize) -> Option<T> {
    (!all.is_empty()).then(|| all[place % all.len()].clone())
}

fn relationships(version: &Version) -> Vec<RelId> {
    version
        .relationships(TypeId(0))
        .map(|(id, ..)| id)
        .collect()
}

/// Carries a step out; `false` when it was refused for a reason that the model confirms.
fn carry_out(step: Step, tx: &mut Transaction) -> bool {
    let version = tx.version();
    let nodes: Vec<NodeId> = version.nodes().collect();
    let links = relationships(&version);
    let keyed = |all: Vec<(u32, Value)>| -> Vec<(KeyId, Value)> {
        all.into_iter()
            .map(|(key, value)| (KeyId(key), value))
            .collect()
    };
    match step {
        Step::CreateNode(labels, all) => {
            let labels = (0..2)
                .filter(|&label| labels[usize::from(label)])
                .map(LabelId);
            tx.create_node(&labels.collect::<Vec<_>>(), &keyed(all))
                .unwrap();
        }
        Step::CreateRelationship(a, b, all) => {
            if let (Some(a), Some(b)) = (at(&nodes, a), at(&nodes, b)) {
                tx.create_relationship(TypeId(0), a, b, &keyed(all))
                    .unwrap();
            }
        }
        Step::SetNode(place, key, value) => {
            if let Some(node) = at(&nodes, place) {
                tx.set_node_property(node, KeyId(key), value).unwrap();
            }
        }
        Step::SetRelationship(place, key, value) => {
            if let Some(link) = at(&links, place) {
                tx.set_relationship_property(link, KeyId(key), value)
                    .unwrap();
            }
        }
        Step::Label(place, label, on) => {
            if let Some(node) = at(&nodes, place) {
                if on {
                    tx.add_label(node, LabelId(label)).unwrap();
                } else {
                    tx.remove_label(node, LabelId(label)).unwrap();
                }
            }
        }
        Step::DeleteNode(place) => {
            if let Some(node) = at(&nodes, place) {
                tx.detach_delete_nodes(&[node]).unwrap();
            }
        }
        Step::DeleteRelationship(place) => {
            if let Some(link) = at(&links, place) {
                tx.delete_relationship(link).unwrap();
            }
        }
        Step::Define(kind, node, both) => return define(kind, node, both, tx),
        Step::Undefine(place) => {
            let names: Vec<_> = version
                .catalog()
                .iter()
                .map(|one| one.name.clone())
                .collect();
            if let Some(name) = at(&names, place) {
                tx.undefine(&name).unwrap();
            }
        }
    }
    true
}

fn define(kind: DefinitionKind, node: bool, both: bool, tx: &mut Transaction) -> bool {
    let subject = if node {
        Subject::Label(LabelId(0))
    } else {
        Subject::Type(TypeId(0))
    };
    let keys = if both {
        vec![KeyId(0), KeyId(1)]
    } else {
        vec![KeyId(0)]
    };
    let definition = Definition {
        name: tx.free_name(kind, subject, &keys),
        kind,
        subject,
        keys: keys.into(),
    };
    let version = tx.version();
    let problem = tx.define(definition.clone()).err();
    match problem.as_ref().map(crate::diagnostic::Diagnostic::code) {
        None => assert!(keeps(&version, &definition)),
        Some(Code::ConstraintViolation) => {
            assert!(!keeps(&version, &definition));
            assert_eq!(
                version.catalog().iter().len(),
                tx.read().catalog().iter().len()
            );
            assert_eq!(version.indexes().len(), tx.read().indexes().len());
        }
        Some(code) => assert_eq!(code, Code::SchemaExists),
    }
    problem.is_none()
}

/// Does everything keep the constraint? Looks at all pairs.
fn keeps(version: &Version, definition: &Definition) -> bool {
    let values: Vec<Vec<Value>> = match definition.subject {
        Subject::Label(label) => version
            .nodes()
            .filter(|node| version.has_label(*node, label))
            .map(|node| {
                let keys = definition.keys.iter();
                keys.map(|key| version.node_property(node, *key)).collect()
            })
            .collect(),
        Subject::Type(_) => relationships(version)
            .into_iter()
            .map(|link| {
                let keys = definition.keys.iter();
                keys.map(|key| version.relationship_property(link, *key))
                    .collect()
            })
            .collect(),
    };
    let complete = values.iter().flatten().all(|value| !value.is_null());
    let same = |a: &[Value], b: &[Value]| {
        a.iter()
            .zip(b)
            .all(|(a, b)| equality::equals(a, b) == Some(true))
    };
    let distinct = values
        .iter()
        .enumerate()
        .all(|(place, a)| values[..place].iter().all(|b| !same(a, b)));
    match definition.kind {
        DefinitionKind::Index => true,
        DefinitionKind::Unique => distinct,
        DefinitionKind::NotNull => complete,
        DefinitionKind::Key => distinct && complete,
    }
}

fn picture(version: &Version) -> BTreeMap<String, String> {
    let nodes = version.nodes().map(|node| {
        let labels: Vec<_> = version.labels(node).collect();
        let properties = version.node_properties(node);
        (format!("{node:?}"), format!("{labels:?} {properties:?}"))
    });
    let links = relationships(version).into_iter().map(|link| {
        let properties = version.relationship_properties(link);
        (format!("{link:?}"), format!("{properties:?}"))
    });
    let definitions = version.catalog().iter();
    let definitions = definitions.map(|one| (one.name.to_string(), format!("{one:?}")));
    nodes.chain(links).chain(definitions).collect()
}

proptest! {
    #[test]
    fn only_what_breaks_a_constraint_is_refused(statements in statements()) {
        let graph = Graph::new();
        let mut tx = graph.begin();
        for name in ["L0", "L1"] {
            tx.label(name).unwrap();
        }
        tx.rel_type("T").unwrap();
        for name in ["k0", "k1"] {
            tx.key(name).unwrap();
        }
        tx.commit().unwrap();
        let mut tx = graph.begin();
        for (number, statement) in statements.into_iter().enumerate() {
            let (before, savepoint) = (picture(tx.read()), tx.savepoint());
            let done = statement.into_iter().all(|step| carry_out(step, &mut tx));
            let version = tx.version();
            let kept = version.catalog().iter().all(|one| keeps(&version, one));
            let verified = tx.verify();
            match &verified {
                Ok(()) => assert!(kept, "a broken constraint was not noticed"),
                Err(problem) => {
                    assert!(!kept, "refused without reason: {problem}");
                    assert_eq!(problem.code(), Code::ConstraintViolation);
                }
            }
            if verified.is_err() || !done {
                tx.rollback_to(&savepoint);
                assert_eq!(picture(tx.read()), before);
                assert!(tx.verify().is_ok());
            }
            if number % 7 == 6 {
                tx.commit().unwrap();
                tx = graph.begin();
            }
        }
    }
}

/// The sentences name who has which value.
#[test]
fn culprits_are_named() {
    let graph = Graph::new();
    let mut tx = graph.begin();
    let person = tx.label("Person").unwrap();
    let (name, born) = (tx.key("name").unwrap(), tx.key("born").unwrap());
    let knows = tx.rel_type("KNOWS").unwrap();
    let define = |tx: &mut Transaction, name: &str, kind, subject, keys: &[KeyId]| {
        tx.define(Definition {
            name: name.into(),
            kind,
            subject,
            keys: keys.into(),
        })
    };
    let label = Subject::Label(person);
    define(&mut tx, "one_name", DefinitionKind::Unique, label, &[name]).unwrap();
    define(&mut tx, "who", DefinitionKind::Key, label, &[name, born]).unwrap();
    let since = Subject::Type(knows);
    define(&mut tx, "since", DefinitionKind::NotNull, since, &[born]).unwrap();
    let ada = [(name, "Ada".into()), (born, 1815.into())];
    let first = tx.create_node(&[person], &ada).unwrap();
    tx.create_relationship(knows, first, first, &[(born, 1.into())])
        .unwrap();
    tx.commit().unwrap();

    let refused = |change: &dyn Fn(&mut Transaction), expected: &str| {
        let mut tx = graph.begin();
        change(&mut tx);
        let problem = tx.commit().unwrap_err();
        assert_eq!(problem.message(), expected);
    };
    refused(
        &|tx| {
            let ada = [(name, "Ada".into()), (born, 1816.into())];
            tx.create_node(&[person], &ada).unwrap();
        },
        "the constraint one_name would be broken: nodes n:0 and n:1 (:Person) both have name 'Ada'",
    );
    refused(
        &|tx| tx.set_node_property(first, born, Value::Null).unwrap(),
        "the constraint who would be broken: node n:0 (:Person) has no born",
    );
    refused(
        &|tx| {
            tx.create_relationship(knows, first, first, &[]).unwrap();
        },
        "the constraint since would be broken: relationship r:0:1 (:KNOWS) has no born",
    );
    let mut tx = graph.begin();
    let problem = define(&mut tx, "x", DefinitionKind::NotNull, since, &[name]).unwrap_err();
    assert_eq!(
        problem.message(),
        "the constraint x cannot be created: relationship r:0:0 (:KNOWS) has no name"
    );
}
