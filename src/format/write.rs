//! A graph as graph data. In: a version. Out: JSON, one node or relationship per line in both forms. Knows nothing of
//! files.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use crate::graph::{KeyId, Version};
use crate::value::json::data;
use crate::value::{NodeId, RelId, Value};

pub(super) fn json(version: &Version, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\n  \"nodes\": [")?;
    let mut comma = "";
    for node in version.nodes() {
        write!(out, "{comma}\n    {}", node_json(version, node))?;
        comma = ",";
    }
    write!(out, "\n  ],\n  \"relationships\": [")?;
    comma = "";
    for (relationship, start, end) in relationships(version) {
        let json = relationship_json(version, relationship, start, end);
        write!(out, "{comma}\n    {json}")?;
        comma = ",";
    }
    writeln!(out, "\n  ]\n}}")
}

pub(super) fn json_lines(version: &Version, out: &mut dyn Write) -> io::Result<()> {
    for node in version.nodes() {
        writeln!(out, "{}", node_json(version, node))?;
    }
    for (relationship, start, end) in relationships(version) {
        let json = relationship_json(version, relationship, start, end);
        writeln!(out, "{json}")?;
    }
    Ok(())
}

fn relationships(version: &Version) -> impl Iterator<Item = (RelId, NodeId, NodeId)> + '_ {
    version
        .types_with_edges()
        .flat_map(|ty| version.relationships(ty))
}

fn node_json(version: &Version, node: NodeId) -> Json {
    let labels: Vec<&str> = version
        .labels(node)
        .map(|label| version.label_name(label).as_ref())
        .collect();
    json!({
        "id": node.0.to_string(),
        "labels": labels,
        "properties": properties(version, version.node_properties(node)),
    })
}

fn relationship_json(version: &Version, relationship: RelId, start: NodeId, end: NodeId) -> Json {
    let ty = crate::graph::TypeId(relationship.ty);
    json!({
        "type": version.type_name(ty).as_ref(),
        "start": start.0.to_string(),
        "end": end.0.to_string(),
        "properties": properties(version, version.relationship_properties(relationship)),
    })
}

fn properties(version: &Version, properties: Vec<(KeyId, Value)>) -> Json {
    let mut entries: Vec<(String, Json)> = properties
        .into_iter()
        .map(|(key, value)| (version.key_name(key).to_string(), data(&value)))
        .collect();
    entries.sort_by(|(left, _), (right, _)| left.cmp(right));
    Json::Object(entries.into_iter().collect::<Map<String, Json>>())
}
