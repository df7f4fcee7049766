//! A graph as openCypher that makes it again.
//!
//! In: a version. Out: statements, written as they come to be: no more than some thousand nodes or relationships are held
//! at a time. Knows nothing of running them.
//!
//! Relationships must find their ends again, so while the statements run each node carries its number in a property of a
//! label of its own, with a constraint to find it by; both are taken away at the end. Other engines that have `UNWIND`
//! and constraints can run the statements too.

use std::fmt::Write as _;
use std::io::{self, Write};

use rustc_hash::FxHashMap;

use crate::graph::{KeyId, LabelId, TypeId, Version};
use crate::value::literal::{Literal, Name, Style};
use crate::value::{NodeId, Value};

/// The form of the file, in its first line.
const FORMAT: u32 = 1;
/// So many nodes or relationships are made by one statement.
const ROWS: usize = 1000;
/// What marks nodes while a dump is restored; more underscores when the graph knows these names.
const LABEL: &str = "_Dump";
const NUMBER: &str = "_number";

/// Writes the graph as statements. Run in an empty graph they make the same one, with nodes numbered anew.
///
/// ```
/// use quipu::graph::Graph;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut out = Vec::new();
/// quipu::format::dump(&Graph::new().version(), &mut out)?;
/// assert_eq!(String::from_utf8(out)?, "// Quipu dump, format 1: 0 nodes, 0 relationships\n");
/// # Ok(())
/// # }
/// ```
pub fn dump(version: &Version, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "// Quipu dump, format {FORMAT}: {} nodes, {} relationships",
        version.node_count(),
        version.relationship_count()
    )?;
    let marks = Marks::unused_in(version);
    if version.node_count() > 0 {
        let Marks { label, number } = &marks;
        writeln!(
            out,
            "CREATE CONSTRAINT {label} FOR (n:{label}) REQUIRE n.{number} IS UNIQUE;"
        )?;
        nodes(version, &marks, out)?;
        relationships(version, &marks, out)?;
        writeln!(out, "DROP CONSTRAINT {label};")?;
        writeln!(out, "MATCH (n:{label}) REMOVE n:{label}, n.{number};")?;
    }
    for definition in version.catalog().iter() {
        writeln!(out, "{};", definition.statement(version))?;
    }
    Ok(())
}

/// Names that the graph does not use.
struct Marks {
    label: String,
    number: String,
}

impl Marks {
    fn unused_in(version: &Version) -> Self {
        let (mut label, mut number) = (LABEL.to_owned(), NUMBER.to_owned());
        while version.label_id(&label).is_some() || version.catalog().get(&label).is_some() {
            label.push('_');
        }
        while version.key_id(&number).is_some() {
            number.push('_');
        }
        Self { label, number }
    }
}

/// Rows of one statement to come.
#[derive(Default)]
struct Rows {
    text: String,
    count: usize,
}

impl Rows {
    fn next(&mut self) -> &mut String {
        if self.count > 0 {
            self.text.push_str(", ");
        }
        self.count += 1;
        &mut self.text
    }
}

fn nodes(version: &Version, marks: &Marks, out: &mut dyn Write) -> io::Result<()> {
    let Marks { label, number } = marks;
    let mut groups: FxHashMap<Vec<LabelId>, Rows> = FxHashMap::default();
    let write = |labels: &[LabelId], rows: &Rows, out: &mut dyn Write| {
        let mut names = format!(":{label}");
        for label in labels {
            let _ = write!(names, ":{}", Name(version.label_name(*label)));
        }
        writeln!(
            out,
            "UNWIND [{}] AS row CREATE (n{names} {{{number}: row.n}}) SET n += row.p;",
            rows.text
        )
    };
    for node in version.nodes() {
        let labels: Vec<LabelId> = version.labels(node).collect();
        let rows = groups.entry(labels.clone()).or_default();
        let text = rows.next();
        let _ = write!(text, "{{n: {}, p: ", node.0);
        write_properties(text, version, version.node_properties(node));
        text.push('}');
        if rows.count == ROWS
            && let Some(full) = groups.remove(&labels)
        {
            write(&labels, &full, out)?;
        }
    }
    let mut rest: Vec<_> = groups.into_iter().collect();
    rest.sort_by(|a, b| a.0.cmp(&b.0));
    for (labels, rows) in rest {
        write(&labels, &rows, out)?;
    }
    Ok(())
}

fn relationships(version: &Version, marks: &Marks, out: &mut dyn Write) -> io::Result<()> {
    let write = |ty: TypeId, rows: &Rows, out: &mut dyn Write| {
        let Marks { label, number } = marks;
        writeln!(
            out,
            "UNWIND [{}] AS row MATCH (a:{label} {{{number}: row.a}}) MATCH (b:{label} {{{number}: row.b}}) \
             CREATE (a)-[r:{}]->(b) SET r += row.p;",
            rows.text,
            Name(version.type_name(ty))
        )
    };
    for (ty, _) in version.all_types() {
        let mut rows = Rows::default();
        for (relationship, NodeId(start), NodeId(end)) in version.relationships(ty) {
            let text = rows.next();
            let _ = write!(text, "{{a: {start}, b: {end}, p: ");
            write_properties(text, version, version.relationship_properties(relationship));
            text.push('}');
            if rows.count == ROWS {
                write(ty, &rows, out)?;
                rows = Rows::default();
            }
        }
        if rows.count > 0 {
            write(ty, &rows, out)?;
        }
    }
    Ok(())
}

fn write_properties(text: &mut String, version: &Version, properties: Vec<(KeyId, Value)>) {
    text.push('{');
    for (place, (key, value)) in properties.iter().enumerate() {
        let comma = if place > 0 { ", " } else { "" };
        let name = Name(version.key_name(*key));
        let style = Style::Cypher;
        let _ = write!(text, "{comma}{name}: {}", Literal { value, style });
    }
    text.push('}');
}
