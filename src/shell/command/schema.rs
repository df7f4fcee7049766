//! `:schema`: show labels, relationships between labels, and their properties. Knows nothing of other commands.

use std::collections::{BTreeMap, BTreeSet};

use super::{Argument, Command, Console, Next, Result, no_argument, show};
use crate::graph::Version;
use crate::value::literal::Name;
use crate::value::{NodeId, Value};

pub(super) const COMMAND: Command = Command {
    name: "schema",
    aliases: &[],
    usage: "",
    about: "show labels, relationships between labels, and their properties",
    argument: Argument::None,
    run,
};

/// Most nodes of a label, or relationships of a type, that are looked at for their properties and ends.
const SAMPLE: usize = 20_000;

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    let version = console.session.version();
    let mut rows = labels(&version);
    rows.extend(relationships(&version));
    show(console, &["what", "count", "properties"], rows)
}

fn labels(version: &Version) -> Vec<Vec<Value>> {
    let mut rows: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for (label, name) in version.all_labels() {
        let count = version.label_count(label);
        if count == 0 {
            continue;
        }
        let mut keys = BTreeSet::new();
        let nodes = version
            .nodes()
            .filter(|node| version.has_label(*node, label));
        for node in nodes.take(SAMPLE) {
            for (key, _) in version.node_properties(node) {
                keys.insert(version.key_name(key).to_string());
            }
        }
        rows.insert(format!("(:{})", Name(name)), (count, keys));
    }
    table(rows)
}

fn relationships(version: &Version) -> Vec<Vec<Value>> {
    let mut rows: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
    for ty in version.types_with_edges() {
        let name = version.type_name(ty);
        let total = version.type_count(ty);
        if total > SAMPLE {
            let mut keys = BTreeSet::new();
            for (relationship, _, _) in version.relationships(ty).take(SAMPLE) {
                for (key, _) in version.relationship_properties(relationship) {
                    keys.insert(version.key_name(key).to_string());
                }
            }
            rows.insert(format!("()-[:{}]->()", Name(name)), (total, keys));
            continue;
        }
        for (relationship, start, end) in version.relationships(ty) {
            let (start, end) = (ends(version, start), ends(version, end));
            let row = rows
                .entry(format!("{start}-[:{}]->{end}", Name(name)))
                .or_default();
            row.0 += 1;
            for (key, _) in version.relationship_properties(relationship) {
                row.1.insert(version.key_name(key).to_string());
            }
        }
    }
    table(rows)
}

fn ends(version: &Version, node: NodeId) -> String {
    let labels: Vec<String> = version
        .labels(node)
        .map(|label| format!(":{}", Name(version.label_name(label))))
        .collect();
    format!("({})", labels.concat())
}

fn table(rows: BTreeMap<String, (usize, BTreeSet<String>)>) -> Vec<Vec<Value>> {
    rows.into_iter()
        .map(|(what, (count, keys))| {
            let keys: Vec<String> = keys.into_iter().collect();
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            vec![what.into(), count.into(), keys.join(", ").into()]
        })
        .collect()
}
