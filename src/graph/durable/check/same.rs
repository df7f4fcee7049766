//! Are two versions the same graph?
//!
//! In: two versions. Out: a sentence for every difference: names, nodes, labels, properties, relationships with their
//! slots, indexes. How they are laid out does not matter. O(everything).

use crate::graph::bits::Bits;
use crate::graph::column::PropertySet;
use crate::graph::id::{Direction, LabelId, TypeId};
use crate::graph::names::Interner;
use crate::graph::version::Version;
use crate::graph::write::identical;

/// Says how two versions differ, a sentence at a time.
pub(super) fn compare(a: &Version, b: &Version, note: &mut dyn FnMut(String)) {
    let names = |names: &Interner| -> Vec<String> {
        names.iter().map(|(_, name)| name.to_string()).collect()
    };
    let pairs = [
        ("labels", &a.names.labels, &b.names.labels),
        ("relationship types", &a.names.types, &b.names.types),
        ("property keys", &a.names.keys, &b.names.keys),
    ];
    for (what, a, b) in pairs {
        if names(a) != names(b) {
            note(format!("the names of {what} differ"));
        }
    }
    if !a.nodes().eq(b.nodes()) {
        note("the nodes differ".into());
    }
    for (label, name) in a.all_labels() {
        if !same_bits(a, b, label) {
            note(format!("the nodes with label {name} differ"));
        }
    }
    compare_properties(&a.nodes.properties, &b.nodes.properties, "nodes", note);
    let none = PropertySet::default();
    for (ty, name) in a.all_types() {
        compare_lists(a, b, ty, name, note);
        let properties = |version: &Version| {
            let table = version.table(ty);
            table.map_or(none.clone(), |table| table.properties.clone())
        };
        compare_properties(&properties(a), &properties(b), name, note);
    }
    if !a.catalog().iter().eq(b.catalog().iter()) {
        note("the indexes and constraints differ".into());
    }
}

fn same_bits(a: &Version, b: &Version, label: LabelId) -> bool {
    let [a, b] = [a, b].map(|version| version.label_bits(label));
    (a.into_iter().flat_map(Bits::iter)).eq(b.into_iter().flat_map(Bits::iter))
}

fn compare_lists(a: &Version, b: &Version, ty: TypeId, name: &str, note: &mut dyn FnMut(String)) {
    for direction in [Direction::Outgoing, Direction::Incoming] {
        let bound = a.id_bound().max(b.id_bound());
        let different = (0..bound).map(crate::value::NodeId).find(|&node| {
            let (a, b) = (
                a.neighbors(ty, direction, node),
                b.neighbors(ty, direction, node),
            );
            !a.iter().eq(b.iter())
        });
        if let Some(node) = different {
            note(format!("the {name} of node {} differ", node.0));
        }
    }
}

fn compare_properties(a: &PropertySet, b: &PropertySet, what: &str, note: &mut dyn FnMut(String)) {
    let keys = a.columns().chain(b.columns()).map(|(key, _)| key);
    let mut keys: Vec<_> = keys.collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let [a, b] = [a, b].map(|set| set.column(key).cloned().unwrap_or_default());
        // One after the other: all of them would take as much as the graph.
        let (mut a, mut b) = (a.iter(), b.iter());
        let is_same = loop {
            match (a.next(), b.next()) {
                (None, None) => break true,
                (Some(a), Some(b)) if a.0 == b.0 && identical(&a.1, &b.1) => {}
                _ => break false,
            }
        };
        if !is_same {
            note(format!("property {} of {what} differs", key.0));
        }
    }
}
