//! A graph as openCypher that makes it again.
//!
//! In: a version. Out: statements, written as they come to be: no more than some thousand nodes or relationships are held
//! at a time. Knows nothing of running them.
//!
//! Relationships must find their ends again, so while the statements run each node carries its number in a property of a
//! label of its own, with a constraint to find it by; both are taken away at the end. Other engines that have `UNWIND`
//! and constraints can run the statements too. What the first and the last line say of the dump is held against what
//! came of it in `promise`.

mod bulk;
mod promise;
mod reader;

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use rustc_hash::FxHashMap;

pub(crate) use bulk::DumpLoader;
pub use promise::DumpPromise;
use promise::{Counts, FORMAT, LineEnds};

use crate::graph::{KeyId, LabelId, TypeId, Version};
use crate::value::literal::{Literal, Name, Style};
use crate::value::{NodeId, Value};

/// So many nodes or relationships are made by one statement.
const ROWS: usize = 1000;
/// What marks nodes while a dump is restored; more underscores when the graph uses these names.
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
/// let text = String::from_utf8(out)?;
/// assert!(text.starts_with("// Quipu dump, format 2: 0 nodes, 0 relationships, 0 indexes and constraints\n"));
/// assert!(text.lines().last().unwrap().starts_with("// End of the Quipu dump"));
/// # Ok(())
/// # }
/// ```
pub fn dump(version: &Version, out: &mut dyn Write) -> io::Result<()> {
    let counts = Counts::of(version);
    writeln!(out, "{} {FORMAT}: {counts}", promise::FIRST)?;
    let mut ends = LineEnds::default();
    let mut statements = Statements {
        out,
        ends: &mut ends,
    };
    let marks = Marks::unused_in(version);
    if version.node_count() > 0 {
        let Marks { label, number } = &marks;
        statements.put(format_args!(
            "{}{label} FOR (n:{label}) REQUIRE n.{number} IS UNIQUE",
            promise::MARKING
        ))?;
        nodes(version, &marks, &mut statements)?;
        relationships(version, &marks, &mut statements)?;
        statements.put(format_args!("DROP CONSTRAINT {label}"))?;
        statements.put(format_args!(
            "MATCH (n:{label}) REMOVE n:{label}, n.{number}"
        ))?;
    }
    for definition in version.catalog().iter() {
        statements.put(format_args!("{}", definition.statement(version)))?;
    }
    if ends != LineEnds::default() {
        writeln!(out, "{} {ends}", promise::LINE_ENDS)?;
    }
    writeln!(out, "{}: {counts}", promise::LAST)
}

/// Where statements go: one on a line, with the line ends counted that are within them.
struct Statements<'d> {
    out: &'d mut dyn Write,
    ends: &'d mut LineEnds,
}

impl Statements<'_> {
    fn put(&mut self, statement: fmt::Arguments<'_>) -> io::Result<()> {
        self.write_fmt(statement)?;
        self.out.write_all(b";\n")
    }
}

impl Write for Statements<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.ends.count(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Names that the graph does not use.
#[derive(Debug, Clone)]
struct Marks {
    label: String,
    number: String,
}

impl Marks {
    fn unused_in(version: &Version) -> Self {
        let mut marks = Self {
            label: LABEL.to_owned(),
            number: NUMBER.to_owned(),
        };
        while marks.label_is_used(version) || version.catalog().get(&marks.label).is_some() {
            marks.label.push('_');
        }
        while marks.number_is_used(version) {
            marks.number.push('_');
        }
        marks
    }

    /// Has a node this label? That the name is known, from a dump restored before, say, does no harm.
    fn label_is_used(&self, version: &Version) -> bool {
        let label = version.label_id(&self.label);
        label.is_some_and(|label| version.label_count(label) > 0)
    }

    fn number_is_used(&self, version: &Version) -> bool {
        let column = version.key_id(&self.number);
        let column = column.and_then(|key| version.node_column(key));
        column.is_some_and(|column| !column.is_empty())
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

fn nodes(version: &Version, marks: &Marks, out: &mut Statements<'_>) -> io::Result<()> {
    let Marks { label, number } = marks;
    let mut groups: FxHashMap<Vec<LabelId>, Rows> = FxHashMap::default();
    let write = |labels: &[LabelId], rows: &Rows, out: &mut Statements<'_>| {
        let mut names = format!(":{label}");
        for label in labels {
            let _ = write!(names, ":{}", Name(version.label_name(*label)));
        }
        out.put(format_args!(
            "UNWIND [{}] AS row CREATE (n{names} {{{number}: row.n}}) SET n += row.p",
            rows.text
        ))
    };
    for (node, labels) in version.labelled_nodes() {
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

fn relationships(version: &Version, marks: &Marks, out: &mut Statements<'_>) -> io::Result<()> {
    let write = |ty: TypeId, rows: &Rows, out: &mut Statements<'_>| {
        let Marks { label, number } = marks;
        out.put(format_args!(
            "UNWIND [{}] AS row MATCH (a:{label} {{{number}: row.a}}) MATCH (b:{label} {{{number}: row.b}}) \
             CREATE (a)-[r:{}]->(b) SET r += row.p",
            rows.text,
            Name(version.type_name(ty))
        ))
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
