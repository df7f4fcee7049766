//! A graph in a few lines: labels, the ways they are connected, properties with their kinds.
//!
//! In: a version of a graph. Out: counts and names, most frequent first. Counts are exact; kinds of properties come from a
//! sample where there is much. Knows nothing of how they are shown.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::graph::{Bits, Definition, DefinitionKind, LabelId, Subject, TypeId, Version};
use crate::value::literal::Name;
use crate::value::{NodeId, Value};

/// Nodes or relationships of one name that are looked at for their properties.
const SAMPLE: usize = 10_000;

/// Property keys with the kinds of their values.
pub(super) type Keys = BTreeMap<Arc<str>, BTreeSet<String>>;

/// The nodes of one label; without a label those that have none.
#[derive(Debug)]
pub(super) struct LabelSummary {
    pub(super) label: Option<Arc<str>>,
    pub(super) nodes: usize,
    pub(super) keys: Keys,
}

/// The relationships of one type between nodes with the same labels.
#[derive(Debug)]
pub(super) struct PatternSummary {
    pub(super) start: Vec<Arc<str>>,
    pub(super) ty: Arc<str>,
    pub(super) end: Vec<Arc<str>>,
    pub(super) relationships: usize,
}

/// Labels in use, most frequent first; nodes without label come last.
pub(super) fn labels(version: &Version) -> Vec<LabelSummary> {
    let mut found: Vec<LabelSummary> = version
        .all_labels()
        .map(|(id, name)| LabelSummary {
            label: Some(Arc::clone(name)),
            nodes: version.label_count(id),
            keys: keys_of_label(version, id),
        })
        .filter(|label| label.nodes > 0)
        .collect();
    found.sort_by(|a, b| b.nodes.cmp(&a.nodes).then_with(|| a.label.cmp(&b.label)));
    let bare = |node: &NodeId| version.labels(*node).next().is_none();
    let nodes = version.nodes().filter(bare).count();
    if nodes > 0 {
        let keys = keys_of_nodes(version, version.nodes().filter(bare));
        found.push(LabelSummary {
            label: None,
            nodes,
            keys,
        });
    }
    found
}

/// Property keys of the nodes of a label.
pub(super) fn keys_of_label(version: &Version, label: LabelId) -> Keys {
    let nodes = version
        .label_bits(label)
        .into_iter()
        .flat_map(|bits| bits.iter().map(NodeId));
    keys_of_nodes(version, nodes)
}

fn keys_of_nodes(version: &Version, nodes: impl Iterator<Item = NodeId>) -> Keys {
    let mut keys = Keys::new();
    for node in nodes.take(SAMPLE) {
        for (key, value) in version.node_properties(node) {
            add(&mut keys, version.key_name(key), kind(&value));
        }
    }
    keys
}

/// Property keys of the relationships of a type.
pub(super) fn keys_of_type(version: &Version, ty: TypeId) -> Keys {
    let mut keys = Keys::new();
    for (id, _, _) in version.relationships(ty).take(SAMPLE) {
        for (key, value) in version.relationship_properties(id) {
            add(&mut keys, version.key_name(key), kind(&value));
        }
    }
    keys
}

/// The kind of a value; that of a list says what is in it.
fn kind(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let kinds: BTreeSet<String> = items.iter().map(kind).collect();
            match kinds.into_iter().collect::<Vec<_>>().as_slice() {
                [one] => format!("List<{one}>"),
                _ => value.kind().to_string(),
            }
        }
        other => other.kind().to_string(),
    }
}

fn add(keys: &mut Keys, key: &Arc<str>, kind: String) {
    match keys.get_mut(key) {
        Some(kinds) => {
            kinds.insert(kind);
        }
        None => {
            keys.insert(Arc::clone(key), BTreeSet::from([kind]));
        }
    }
}

/// Indexes and constraints by name: name and what it says, how many nodes or relationships it holds or speaks of, its
/// properties.
pub(super) fn definitions(version: &Version) -> Vec<(String, usize, String)> {
    let mut all: Vec<_> = version.catalog().iter().collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    let describe = |definition: &Arc<Definition>| {
        let (subject, count) = match definition.subject {
            Subject::Label(label) => {
                let name = Name(version.label_name(label));
                (format!("(:{name})"), version.label_count(label))
            }
            Subject::Type(ty) => {
                let name = Name(version.type_name(ty));
                (format!("()-[:{name}]-()"), version.type_count(ty))
            }
        };
        let keys: Vec<_> = definition
            .keys
            .iter()
            .map(|key| Name(version.key_name(*key)).to_string())
            .collect();
        let name = Name(&definition.name);
        let what = if definition.is_constraint() {
            format!("constraint {name} on {subject}")
        } else {
            format!("index {name} on {subject}")
        };
        let keys = keys.join(", ");
        match (
            definition.kind,
            version.index_on(definition.subject, &definition.keys),
        ) {
            (DefinitionKind::Index, Some(index)) => {
                let distinct = index.distinct();
                (
                    what,
                    index.len(),
                    format!("{keys}: about {distinct} distinct values"),
                )
            }
            _ => (what, count, format!("{keys} {}", definition.demand())),
        }
    };
    all.into_iter().map(describe).collect()
}

/// The ways nodes are connected, most frequent first. O(nodes × their labels + relationships).
pub(super) fn patterns(version: &Version) -> Vec<PatternSummary> {
    let (sets, set_of) = label_sets(version);
    let mut counts: HashMap<(TypeId, u32, u32), usize> = HashMap::new();
    for ty in version.types_with_edges() {
        for (_, start, end) in version.relationships(ty) {
            let ends = (set_of[start.0 as usize], set_of[end.0 as usize]);
            *counts.entry((ty, ends.0, ends.1)).or_default() += 1;
        }
    }
    let mut found: Vec<PatternSummary> = counts
        .into_iter()
        .map(|((ty, start, end), relationships)| PatternSummary {
            start: sets[start as usize].clone(),
            ty: Arc::clone(version.type_name(ty)),
            end: sets[end as usize].clone(),
            relationships,
        })
        .collect();
    found.sort_by(|a, b| {
        let names = |pattern: &PatternSummary| {
            (
                Arc::clone(&pattern.ty),
                pattern.start.clone(),
                pattern.end.clone(),
            )
        };
        b.relationships
            .cmp(&a.relationships)
            .then_with(|| names(a).cmp(&names(b)))
    });
    found
}

/// The different sets of labels, and by node id the number of its set.
fn label_sets(version: &Version) -> (Vec<Vec<Arc<str>>>, Vec<u32>) {
    let mut sets: Vec<Vec<Arc<str>>> = vec![Vec::new()];
    let mut set_of = vec![0_u32; version.id_bound() as usize];
    for (label, name) in version.all_labels() {
        // A node that has the label moves from its set to that set with the label.
        let mut with: HashMap<u32, u32> = HashMap::new();
        for node in version.label_bits(label).into_iter().flat_map(Bits::iter) {
            let old = set_of[node as usize];
            set_of[node as usize] = *with.entry(old).or_insert_with(|| {
                let mut set = sets[old as usize].clone();
                set.push(Arc::clone(name));
                sets.push(set);
                sets.len() as u32 - 1
            });
        }
    }
    (sets, set_of)
}

impl PatternSummary {
    /// `(:Company)-[:PROBED_BY]->(:Authority)`.
    pub(super) fn text(&self) -> String {
        let ty = Name(&self.ty);
        format!(
            "({})-[:{ty}]->({})",
            label_text(&self.start),
            label_text(&self.end)
        )
    }
}

/// `:A:B`, or nothing.
pub(super) fn label_text(labels: &[Arc<str>]) -> String {
    let one = |label: &Arc<str>| format!(":{}", Name(label));
    labels.iter().map(one).collect::<Vec<_>>().concat()
}

/// `name String, since Date | Integer`.
pub(super) fn keys_text(keys: &Keys) -> String {
    let one = |(key, kinds): (&Arc<str>, &BTreeSet<String>)| {
        let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
        format!("{} {}", Name(key), kinds.join(" | "))
    };
    keys.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A query worth trying first on this graph: its most frequent way of connecting nodes.
pub(super) fn first_query(version: &Version) -> String {
    if let Some(pattern) = patterns(version).into_iter().next() {
        let shown = |variable: &str, labels: &[Arc<str>]| match display_key(version, labels) {
            Some(key) => format!("{variable}.{}", Name(&key)),
            None => variable.to_owned(),
        };
        let (start, end) = (pattern.start.first(), pattern.end.first());
        let label = |label: Option<&Arc<str>>| {
            label.map_or(String::new(), |label| format!(":{}", Name(label)))
        };
        return format!(
            "MATCH (a{})-[:{}]->(b{}) RETURN {}, {} LIMIT 10;",
            label(start),
            Name(&pattern.ty),
            label(end),
            shown("a", &pattern.start),
            shown("b", &pattern.end),
        );
    }
    match labels(version).into_iter().next() {
        Some(LabelSummary {
            label: Some(label), ..
        }) => {
            format!("MATCH (n:{}) RETURN n LIMIT 10;", Name(&label))
        }
        Some(_) => "MATCH (n) RETURN n LIMIT 10;".to_owned(),
        None => "CREATE (:Person {name: 'Ada'})-[:KNOWS]->(:Person {name: 'Grace'});".to_owned(),
    }
}

/// The property that says best which node it is.
fn display_key(version: &Version, labels: &[Arc<str>]) -> Option<Arc<str>> {
    let keys = keys_of_label(version, version.label_id(labels.first()?)?);
    let known = ["name", "title", "label", "id", "key", "code"];
    let found = known
        .into_iter()
        .find_map(|known| keys.get_key_value(known));
    let text = || keys.iter().find(|(_, kinds)| kinds.iter().eq(["String"]));
    found.or_else(text).map(|(key, _)| Arc::clone(key))
}
