//! The graph against a simple model: maps, no sharing, no batches.
//!
//! Random steps (parallel relationships, loops, deletions, holes, savepoints, rollbacks, folds, versions kept for
//! later) are done to both; every version, old ones too, must read like its model.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::{Just, Strategy, any, prop, proptest};
use proptest::prop_oneof;

use crate::diagnostic::Code;
use crate::graph::{
    Counters, Direction, Graph, KeyId, LabelId, Savepoint, Transaction, TypeId, Version,
};
use crate::value::{NodeId, RelId, Value};

const LABELS: u16 = 3;
const TYPES: u16 = 2;
const KEYS: u32 = 3;

#[derive(Debug, Clone)]
enum Step {
    CreateNode(u8, Vec<(u32, Value)>),
    CreateRelationship(u16, usize, usize, Vec<(u32, Value)>),
    CreateMany(u16, usize, usize),
    DeleteRelationship(usize),
    DeleteNode(usize),
    DetachDelete(Vec<usize>),
    SetNode(usize, u32, Value),
    SetRelationship(usize, u32, Value),
    Label(usize, u16, bool),
    Index(u16, u32, bool),
    Look,
    Savepoint,
    RollbackTo(usize),
    Commit,
    Rollback,
    Fold,
    Keep,
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Null),
        4 => (0i64..5).prop_map(Value::Integer),
        2 => (0u8..3).prop_map(|n| Value::Float(f64::from(n))),
        4 => (0u8..40).prop_map(|n| Value::from(format!("text {n}"))),
        1 => any::<bool>().prop_map(Value::Boolean),
        1 => Just(Value::list(vec![Value::Integer(1), Value::from("x")])),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let properties = || prop::collection::vec((0..KEYS, values()), 0..3);
    let step = prop_oneof![
        6 => (0u8..8, properties()).prop_map(|(labels, all)| Step::CreateNode(labels, all)),
        8 => (0..TYPES, any::<usize>(), any::<usize>(), properties())
            .prop_map(|(ty, from, to, all)| Step::CreateRelationship(ty, from, to, all)),
        1 => (0..TYPES, any::<usize>(), 1usize..60).prop_map(|(ty, at, n)| Step::CreateMany(ty, at, n)),
        4 => any::<usize>().prop_map(Step::DeleteRelationship),
        2 => any::<usize>().prop_map(Step::DeleteNode),
        1 => prop::collection::vec(any::<usize>(), 1..3).prop_map(Step::DetachDelete),
        4 => (any::<usize>(), 0..KEYS, values()).prop_map(|(at, key, v)| Step::SetNode(at, key, v)),
        3 => (any::<usize>(), 0..KEYS, values())
            .prop_map(|(at, key, v)| Step::SetRelationship(at, key, v)),
        3 => (any::<usize>(), 0..LABELS, any::<bool>()).prop_map(|(at, l, on)| Step::Label(at, l, on)),
        2 => (0..LABELS, 0..KEYS, prop::bool::weighted(0.8)).prop_map(|(l, k, on)| Step::Index(l, k, on)),
        2 => Just(Step::Look),
        2 => Just(Step::Savepoint),
        1 => any::<usize>().prop_map(Step::RollbackTo),
        3 => Just(Step::Commit),
        1 => Just(Step::Rollback),
        1 => Just(Step::Fold),
        1 => Just(Step::Keep),
    ];
    prop::collection::vec(step, 0..120)
}

type Properties = BTreeMap<u32, Value>;

#[derive(Debug, Clone, Default)]
struct Model {
    nodes: BTreeMap<u32, (BTreeSet<u16>, Properties)>,
    relationships: BTreeMap<RelId, (u32, u32, Properties)>,
    indexes: BTreeSet<(u16, u32)>,
}

impl Model {
    fn node(&self, at: usize) -> Option<NodeId> {
        let count = self.nodes.len().max(1);
        self.nodes.keys().nth(at % count).copied().map(NodeId)
    }
    fn relationship(&self, at: usize) -> Option<RelId> {
        let count = self.relationships.len().max(1);
        self.relationships.keys().nth(at % count).copied()
    }
    fn facts(&self) -> [BTreeSet<String>; 5] {
        let mut facts: [BTreeSet<String>; 5] = Default::default();
        for (node, (labels, properties)) in &self.nodes {
            facts[0].insert(node.to_string());
            facts[2].extend(
                properties
                    .iter()
                    .map(|(key, value)| format!("{node} {key} {value:?}")),
            );
            facts[3].extend(labels.iter().map(u16::to_string));
        }
        facts[4].extend(self.indexes.iter().map(|index| format!("{index:?}")));
        for (id, (_, _, properties)) in &self.relationships {
            facts[1].insert(format!("{id:?}"));
            facts[2].extend(
                properties
                    .iter()
                    .map(|(key, value)| format!("{id:?} {key} {value:?}")),
            );
        }
        facts
    }
    fn counters(&self, after: &Self) -> Counters {
        let (before, after) = (self.facts(), after.facts());
        let came = |at: usize| after[at].difference(&before[at]).count();
        let went = |at: usize| before[at].difference(&after[at]).count();
        Counters {
            nodes_added: came(0),
            nodes_removed: went(0),
            relationships_added: came(1),
            relationships_removed: went(1),
            properties_added: came(2),
            properties_removed: went(2),
            labels_added: came(3),
            labels_removed: went(3),
            indexes_added: came(4),
            indexes_removed: went(4),
            ..Counters::default()
        }
    }
}

fn set(properties: &mut Properties, key: u32, value: Value) {
    if value.is_null() {
        properties.remove(&key);
    } else {
        properties.insert(key, value);
    }
}

/// Does the version read like the model?
fn check(version: &Version, model: &Model) {
    let show = |properties: Vec<(KeyId, Value)>| {
        format!(
            "{:?}",
            properties
                .into_iter()
                .map(|(key, v)| (key.0, v))
                .collect::<Vec<_>>()
        )
    };
    let expected = |properties: &Properties| format!("{:?}", properties.iter().collect::<Vec<_>>());

    assert_eq!(version.node_count(), model.nodes.len());
    assert!(
        version
            .nodes()
            .map(|node| node.0)
            .eq(model.nodes.keys().copied())
    );
    for label in (0..LABELS).map(LabelId) {
        let with: Vec<_> = model
            .nodes
            .iter()
            .filter(|(_, node)| node.0.contains(&label.0))
            .map(|(id, _)| *id)
            .collect();
        let mut found = Vec::new();
        version.nodes_in(0..3, Some(label), &mut found);
        version.nodes_in(3..version.id_bound() + 9, Some(label), &mut found);
        assert_eq!(found, with);
        assert_eq!(version.label_count(label), with.len());
    }
    for id in 0..version.id_bound() + 2 {
        let node = NodeId(id);
        assert_eq!(version.is_live(node), model.nodes.contains_key(&id));
        let empty = Default::default();
        let (labels, properties) = model.nodes.get(&id).unwrap_or(&empty);
        assert!(
            version
                .labels(node)
                .map(|label| label.0)
                .eq(labels.iter().copied())
        );
        assert_eq!(show(version.node_properties(node)), expected(properties));
    }
    let ids: Vec<u32> = (0..version.id_bound()).rev().collect();
    for key in (0..KEYS).map(KeyId) {
        if let Some(column) = version.node_column(key) {
            let gathered = column.gather(&ids);
            for (at, &id) in ids.iter().enumerate() {
                let one = version.node_property(NodeId(id), key);
                assert_eq!(format!("{:?}", gathered.get(at)), format!("{one:?}"));
            }
        }
    }

    // Those nobody asked for are made by looking up; the other versions have to do without or follow.
    let implicit: Vec<_> = (0..LABELS)
        .filter_map(|label| {
            let never = crate::diagnostic::Interrupt::default();
            version
                .look_up_index(LabelId(label), KeyId(0), 1, &never)
                .unwrap()
        })
        .collect();
    for index in implicit.iter().map(AsRef::as_ref).chain(version.indexes()) {
        let mut found = index.all();
        found.sort_unstable();
        let (label, key) = (index.label().unwrap(), index.keys()[0]);
        let with = model.nodes.iter().filter(|(_, (labels, properties))| {
            labels.contains(&label.0) && properties.contains_key(&key.0)
        });
        assert!(with.clone().map(|(id, _)| *id).eq(found));
        for (id, (_, properties)) in with {
            assert!(index.equal(&properties[&key.0]).contains(id));
        }
        assert_eq!(index.len(), index.all().len());
        if let Some(asked) = version.index(label, key) {
            assert!(std::ptr::eq(asked, index));
        }
    }

    assert_eq!(version.relationship_count(), model.relationships.len());
    for ty in (0..TYPES).map(TypeId) {
        let mut out: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        let mut inn: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for (id, (from, to, properties)) in
            model.relationships.iter().filter(|(id, _)| id.ty == ty.0)
        {
            out.entry(*from).or_default().push((*to, id.slot));
            inn.entry(*to).or_default().push((*from, id.slot));
            assert!(version.relationship_is_live(*id));
            assert_eq!(version.endpoints(*id), Some((NodeId(*from), NodeId(*to))));
            assert_eq!(
                show(version.relationship_properties(*id)),
                expected(properties)
            );
        }
        for (direction, mut lists) in [(Direction::Outgoing, out), (Direction::Incoming, inn)] {
            for id in 0..version.id_bound() + 2 {
                let list = version.neighbors(ty, direction, NodeId(id));
                let mut expected = lists.remove(&id).unwrap_or_default();
                expected.sort_unstable();
                assert!(
                    list.iter().eq(expected.iter().copied()),
                    "{ty:?} {direction:?} {id}"
                );
                assert_eq!(version.degree(ty, direction, NodeId(id)), expected.len());
                let incident = version.relationships_of(NodeId(id));
                let of_type = |(_, slot): &(u32, u32)| {
                    incident.contains(&RelId {
                        ty: ty.0,
                        slot: *slot,
                    })
                };
                assert!(expected.iter().all(of_type));
            }
        }
        let live = model
            .relationships
            .keys()
            .filter(|id| id.ty == ty.0)
            .map(|id| id.slot);
        assert!(
            version
                .slots(ty)
                .into_iter()
                .flat_map(crate::graph::Bits::iter)
                .eq(live.clone())
        );
        assert_eq!(version.type_count(ty), live.clone().count());
        assert_eq!(version.relationships(ty).count(), live.count());
        let dead = RelId {
            ty: ty.0,
            slot: version.slot_bound(ty),
        };
        assert_eq!(version.endpoints(dead), None);
    }
}

struct Run {
    graph: Graph,
    transaction: Option<Transaction>,
    committed: Model,
    now: Model,
    savepoints: Vec<(Savepoint, Model)>,
    kept: Vec<(Arc<Version>, Model)>,
}

impl Run {
    fn new() -> Self {
        let graph = Graph::new();
        let mut tx = graph.begin();
        for label in 0..LABELS {
            assert_eq!(tx.label(&format!("L{label}")).unwrap(), LabelId(label));
        }
        for ty in 0..TYPES {
            assert_eq!(tx.rel_type(&format!("T{ty}")).unwrap(), TypeId(ty));
        }
        for key in 0..KEYS {
            assert_eq!(tx.key(&format!("k{key}")).unwrap(), KeyId(key));
        }
        tx.commit().unwrap();
        let model = Model::default();
        let (savepoints, kept) = (Vec::new(), Vec::new());
        Self {
            graph,
            transaction: None,
            committed: model.clone(),
            now: model,
            savepoints,
            kept,
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Commit | Step::Rollback | Step::Fold => return self.end(&step),
            Step::Keep if self.transaction.is_none() => {
                self.kept
                    .push((self.graph.version(), self.committed.clone()));
                return;
            }
            _ => {}
        }
        let graph = &self.graph;
        let tx = self.transaction.get_or_insert_with(|| graph.begin());
        let now = &mut self.now;
        let keys = |all: &[(u32, Value)]| -> Vec<_> {
            all.iter()
                .map(|(key, value)| (KeyId(*key), value.clone()))
                .collect()
        };
        match step {
            Step::CreateNode(mask, all) => {
                let labels: Vec<_> = (0..LABELS)
                    .filter(|label| mask >> label & 1 == 1)
                    .map(LabelId)
                    .collect();
                let node = tx.create_node(&labels, &keys(&all)).unwrap();
                assert!(
                    !self.committed.nodes.contains_key(&node.0),
                    "id reused too early"
                );
                let mut properties = Properties::new();
                for (key, value) in all {
                    set(&mut properties, key, value);
                }
                let labels = labels.into_iter().map(|label| label.0).collect();
                assert!(now.nodes.insert(node.0, (labels, properties)).is_none());
            }
            Step::CreateRelationship(ty, from, to, all) => {
                let (Some(from), Some(to)) = (now.node(from), now.node(to)) else {
                    return;
                };
                let id = tx
                    .create_relationship(TypeId(ty), from, to, &keys(&all))
                    .unwrap();
                assert!(
                    !self.committed.relationships.contains_key(&id),
                    "id reused too early"
                );
                let mut properties = Properties::new();
                for (key, value) in all {
                    set(&mut properties, key, value);
                }
                assert!(
                    now.relationships
                        .insert(id, (from.0, to.0, properties))
                        .is_none()
                );
            }
            Step::CreateMany(ty, at, count) => {
                for n in 0..count {
                    let (Some(from), Some(to)) = (now.node(at), now.node(at.wrapping_add(n)))
                    else {
                        return;
                    };
                    let id = tx.create_relationship(TypeId(ty), from, to, &[]).unwrap();
                    now.relationships
                        .insert(id, (from.0, to.0, Properties::new()));
                }
            }
            Step::DeleteRelationship(at) => {
                let Some(id) = now.relationship(at) else {
                    return;
                };
                assert!(tx.delete_relationship(id).unwrap());
                assert!(!tx.delete_relationship(id).unwrap());
                now.relationships.remove(&id);
            }
            Step::DeleteNode(at) => {
                let Some(node) = now.node(at) else { return };
                let connected = now
                    .relationships
                    .values()
                    .any(|(from, to, _)| *from == node.0 || *to == node.0);
                match tx.delete_node(node) {
                    Ok(gone) => {
                        assert!(gone && !connected);
                        now.nodes.remove(&node.0);
                        let error = tx.set_node_property(node, KeyId(0), 1.into()).unwrap_err();
                        assert_eq!(error.code(), Code::DeletedEntityAccess);
                    }
                    Err(error) => assert!(connected && error.code() == Code::DeleteConnectedNode),
                }
            }
            Step::DetachDelete(all) => {
                let nodes: Vec<_> = all.into_iter().filter_map(|at| now.node(at)).collect();
                tx.detach_delete_nodes(&nodes).unwrap();
                for node in nodes {
                    now.relationships
                        .retain(|_, (from, to, _)| *from != node.0 && *to != node.0);
                    now.nodes.remove(&node.0);
                }
            }
            Step::SetNode(at, key, value) => {
                let Some(node) = now.node(at) else { return };
                tx.set_node_property(node, KeyId(key), value.clone())
                    .unwrap();
                set(&mut now.nodes.get_mut(&node.0).unwrap().1, key, value);
            }
            Step::SetRelationship(at, key, value) => {
                let Some(id) = now.relationship(at) else {
                    return;
                };
                tx.set_relationship_property(id, KeyId(key), value.clone())
                    .unwrap();
                set(&mut now.relationships.get_mut(&id).unwrap().2, key, value);
            }
            Step::Label(at, label, on) => {
                let Some(node) = now.node(at) else { return };
                let labels = &mut now.nodes.get_mut(&node.0).unwrap().0;
                let changed = if on {
                    labels.insert(label)
                } else {
                    labels.remove(&label)
                };
                let label = LabelId(label);
                let found = if on {
                    tx.add_label(node, label)
                } else {
                    tx.remove_label(node, label)
                };
                assert_eq!(found.unwrap(), changed);
            }
            Step::Index(label, key, on) => {
                let (label, key) = (LabelId(label), KeyId(key));
                let before = tx.read().index(label, key).is_some();
                let found = if on {
                    tx.create_index(label, key)
                } else {
                    tx.drop_index(label, key)
                };
                assert_eq!(found.unwrap(), before != on);
                if on {
                    now.indexes.insert((label.0, key.0));
                } else {
                    now.indexes.remove(&(label.0, key.0));
                }
            }
            Step::Look => check(tx.read(), now),
            Step::Savepoint => self.savepoints.push((tx.savepoint(), now.clone())),
            Step::RollbackTo(at) => {
                if self.savepoints.is_empty() {
                    return;
                }
                self.savepoints.truncate(at % self.savepoints.len() + 1);
                let (savepoint, model) = &self.savepoints[self.savepoints.len() - 1];
                assert_eq!(tx.counters_since(savepoint), Ok(model.counters(now)));
                tx.rollback_to(savepoint);
                now.clone_from(model);
                check(tx.read(), now);
            }
            Step::Keep => self.kept.push((tx.version(), now.clone())),
            Step::Commit | Step::Rollback | Step::Fold => {}
        }
        assert_eq!(tx.counters(), Ok(self.committed.counters(now)));
    }

    fn end(&mut self, step: &Step) {
        self.savepoints.clear();
        if let Some(tx) = self.transaction.take() {
            if matches!(step, Step::Rollback) {
                self.now.clone_from(&self.committed);
                tx.rollback();
            } else {
                self.committed.clone_from(&self.now);
                check(&tx.commit().unwrap(), &self.committed);
            }
        }
        if matches!(step, Step::Fold) {
            self.graph.fold();
        }
        check(&self.graph.version(), &self.committed);
    }
}

proptest! {
    #[test]
    fn behaves_like_the_model(steps in steps()) {
        let mut run = Run::new();
        for step in steps {
            run.step(step);
        }
        run.end(&Step::Commit);
        for (version, model) in &run.kept {
            check(version, model);
        }
        run.end(&Step::Fold);
        for (version, model) in &run.kept {
            check(version, model);
        }
    }
}
