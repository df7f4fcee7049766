//! A graph as graph data. In: a version. Out: JSON, one node or relationship per line in both forms. Knows nothing of
//! files.

use std::io::{self, Write};

use crate::graph::{KeyId, TypeId, Version};
use crate::value::json::{write_data, write_text};
use crate::value::{NodeId, Value};

pub(super) fn json(version: &Version, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\n  \"nodes\": [")?;
    each_node(version, &mut one_below_the_other(out))?;
    write!(out, "\n  ],\n  \"relationships\": [")?;
    each_relationship(version, &mut one_below_the_other(out))?;
    writeln!(out, "\n  ]\n}}")
}

fn one_below_the_other(out: &mut dyn Write) -> impl FnMut(&str) -> io::Result<()> {
    let mut before = "\n    ";
    move |line| write!(out, "{}{line}", std::mem::replace(&mut before, ",\n    "))
}

pub(super) fn json_lines(version: &Version, out: &mut dyn Write) -> io::Result<()> {
    let mut next = |line: &str| writeln!(out, "{line}");
    each_node(version, &mut next)?;
    each_relationship(version, &mut next)
}

/// Hands over every node, as JSON.
fn each_node(version: &Version, take: &mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    let mut line = String::new();
    for (node, labels) in version.labelled_nodes() {
        line.clear();
        line.push_str("{\"id\":\"");
        line.push_str(itoa::Buffer::new().format(node.0));
        line.push_str("\",\"labels\":[");
        for (at, label) in labels.into_iter().enumerate() {
            if at > 0 {
                line.push(',');
            }
            write_text(&mut line, version.label_name(label));
        }
        line.push_str("],\"properties\":");
        write_properties(&mut line, version, version.node_properties(node));
        line.push('}');
        take(&line)?;
    }
    Ok(())
}

/// Hands over every relationship, as JSON.
fn each_relationship(
    version: &Version,
    take: &mut dyn FnMut(&str) -> io::Result<()>,
) -> io::Result<()> {
    let mut line = String::new();
    let all = version
        .types_with_edges()
        .flat_map(|ty| version.relationships(ty));
    for (relationship, start, end) in all {
        line.clear();
        line.push_str("{\"type\":");
        write_text(&mut line, version.type_name(TypeId(relationship.ty)));
        for (name, NodeId(id)) in [("start", start), ("end", end)] {
            line.push_str(",\"");
            line.push_str(name);
            line.push_str("\":\"");
            line.push_str(itoa::Buffer::new().format(id));
            line.push('"');
        }
        line.push_str(",\"properties\":");
        let properties = version.relationship_properties(relationship);
        write_properties(&mut line, version, properties);
        line.push('}');
        take(&line)?;
    }
    Ok(())
}

fn write_properties(out: &mut String, version: &Version, mut properties: Vec<(KeyId, Value)>) {
    properties
        .sort_by(|(left, _), (right, _)| version.key_name(*left).cmp(version.key_name(*right)));
    out.push('{');
    for (at, (key, value)) in properties.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write_text(out, version.key_name(*key));
        out.push(':');
        write_data(out, value);
    }
    out.push('}');
}
