//! The statements of a dump, loaded at once instead of carried out.
//!
//! In: statements in their order. Out: the graph that they make, or nothing: a statement that is not exactly as [`super::dump`]
//! writes it, or that would not do exactly what it does in a dump, is left to whoever carries statements out, and so are all
//! before it. A dump is a script like any other; this only is quicker. Knows nothing of files.

use super::Marks;
use super::promise::MARKING;
use super::reader::Reader;
use crate::diagnostic::{Interrupt, Result};
use crate::graph::{BulkLoader, Graph, KeyId, TypeId};
use crate::value::NodeId;

/// What stands for a number that no node of a dump has.
const NOBODY: u32 = u32::MAX;
/// Numbers of nodes may be so much larger than four times their count.
const GAP: usize = 1 << 20;

/// Loads the nodes and relationships of a dump.
#[derive(Default)]
pub(crate) struct DumpLoader {
    loader: BulkLoader,
    stage: Stage,
    /// The node of each number of the dump.
    nodes: Vec<u32>,
    node_count: usize,
    /// Keys of the row being read.
    keys: Vec<KeyId>,
}

/// Which statements may come next.
#[derive(Default, Clone)]
enum Stage {
    /// That which says what marks nodes.
    #[default]
    Begin,
    Nodes(Marks),
    Relationships(Marks),
    /// That which takes the marks away.
    Unmark(Marks),
    End,
}

impl DumpLoader {
    /// A loader with nothing in it; `interrupt` stops [`Self::finish`].
    pub(crate) fn new(interrupt: Interrupt) -> Self {
        let mut new = Self::default();
        new.loader.set_interrupt(interrupt);
        new
    }

    /// Takes the next statement, which has no `;` at its end. `None`: it is left, and what was taken is of no use.
    pub(crate) fn take(&mut self, statement: &str) -> Option<()> {
        let mut text = Reader::new(statement);
        match self.stage.clone() {
            Stage::Begin => {
                let marks = marks(&mut text)?;
                self.stage = Stage::Nodes(marks);
            }
            Stage::Nodes(marks) | Stage::Relationships(marks)
                if statement.starts_with("UNWIND [{") =>
            {
                text.take("UNWIND [{")?;
                // Both kinds of rows begin with a number.
                if text.take("n: ").is_some() {
                    // The nodes of a dump come before its relationships.
                    if matches!(self.stage, Stage::Relationships(_)) {
                        return None;
                    }
                    self.take_nodes(text, statement, &marks)?;
                } else {
                    self.take_relationships(text, statement, &marks)?;
                    self.stage = Stage::Relationships(marks);
                }
            }
            Stage::Nodes(marks) | Stage::Relationships(marks) => {
                text.take("DROP CONSTRAINT ")?;
                text.take(&marks.label)?;
                text.end()?;
                self.stage = Stage::Unmark(marks);
            }
            Stage::Unmark(Marks { label, number }) => {
                text.take(&format!("MATCH (n:{label}) REMOVE n:{label}, n.{number}"))?;
                text.end()?;
                self.stage = Stage::End;
            }
            Stage::End => return None,
        }
        Some(())
    }

    /// Were all nodes and relationships taken?
    pub(crate) fn is_done(&self) -> bool {
        matches!(self.stage, Stage::End)
    }

    /// The graph, without indexes and constraints, which later statements make.
    pub(crate) fn finish(self) -> Result<Graph> {
        self.loader.finish()
    }

    /// `UNWIND [{n: 0, p: {...}}, ...] AS row CREATE (n:MARK:LABEL {NUMBER: row.n}) SET n += row.p`
    fn take_nodes(&mut self, mut text: Reader<'_>, statement: &str, marks: &Marks) -> Option<()> {
        // Labels stand behind the rows.
        let tail = statement.rfind("] AS row CREATE (n:")?;
        let Marks { label, number } = marks;
        let mut names = Reader::new(&statement[tail..]);
        names.take("] AS row CREATE (n:")?;
        names.take(label)?;
        let mut labels = Vec::new();
        while names.take(":").is_some() {
            let name = names.name()?;
            let label = self.loader.label(&name).ok()?;
            if name == marks.label || labels.contains(&label) {
                return None;
            }
            labels.push(label);
        }
        names.take(&format!(" {{{number}: row.n}}) SET n += row.p"))?;
        names.end()?;
        loop {
            let given = text.number()? as usize;
            text.take(", p: {")?;
            let node = self.loader.add_nodes(1, &labels).ok()?.start;
            self.node_count += 1;
            self.give(given, node)?;
            self.keys.clear();
            while text.take("}").is_none() {
                let key = self.key(&mut text, Some(number))?;
                let cell = text.cell()?;
                let put = self.loader.put_node_property(NodeId(node), key, cell);
                put.ok()?;
            }
            if text.take("}, {n: ").is_none() {
                break;
            }
        }
        text.take("}")?;
        // What was read first is what follows the rows.
        text.take(&statement[tail..])?;
        text.end()
    }

    /// `UNWIND [{a: 0, b: 1, p: {...}}, ...] AS row MATCH (a:MARK {NUMBER: row.a}) MATCH ... CREATE (a)-[r:TYPE]->(b) SET r += row.p`
    fn take_relationships(
        &mut self,
        mut text: Reader<'_>,
        statement: &str,
        marks: &Marks,
    ) -> Option<()> {
        let Marks { label, number } = marks;
        let matching = format!(
            "] AS row MATCH (a:{label} {{{number}: row.a}}) MATCH (b:{label} {{{number}: row.b}}) CREATE (a)-[r:"
        );
        let tail = statement.rfind(&matching)?;
        let mut names = Reader::new(&statement[tail..]);
        names.take(&matching)?;
        let ty: TypeId = self.loader.rel_type(&names.name()?).ok()?;
        names.take("]->(b) SET r += row.p")?;
        names.end()?;
        text.take("a: ")?;
        loop {
            let start = self.node(text.number()?)?;
            text.take(", b: ")?;
            let end = self.node(text.number()?)?;
            text.take(", p: {")?;
            self.keys.clear();
            while text.take("}").is_none() {
                let key = self.key(&mut text, None)?;
                let cell = text.cell()?;
                let put = self.loader.put_relationship_property(ty, key, cell);
                put.ok()?;
            }
            self.loader.add_relationship(ty, start, end, []).ok()?;
            if text.take("}, {a: ").is_none() {
                break;
            }
        }
        text.take("}")?;
        text.take(&statement[tail..])?;
        text.end()
    }

    /// The next key of a row, which it has once. That which marks nodes is not among those of nodes.
    fn key(&mut self, text: &mut Reader<'_>, mark: Option<&str>) -> Option<KeyId> {
        if !self.keys.is_empty() {
            text.take(", ")?;
        }
        let name = text.name()?;
        let key = self.loader.key(&name).ok()?;
        text.take(": ")?;
        if mark == Some(&*name) || self.keys.contains(&key) {
            return None;
        }
        self.keys.push(key);
        Some(key)
    }

    /// Notes which node has a number, which no other has.
    fn give(&mut self, number: usize, node: u32) -> Option<()> {
        if number > 4 * self.node_count + GAP {
            return None;
        }
        if number >= self.nodes.len() {
            self.nodes.resize(number + 1, NOBODY);
        }
        let given = &mut self.nodes[number];
        if *given != NOBODY {
            return None;
        }
        *given = node;
        Some(())
    }

    fn node(&self, number: u32) -> Option<NodeId> {
        let node = *self.nodes.get(number as usize)?;
        (node != NOBODY).then_some(NodeId(node))
    }
}

/// The marks, of the statement that introduces them.
fn marks(text: &mut Reader<'_>) -> Option<Marks> {
    text.take(MARKING)?;
    let label = text.name()?.into_owned();
    text.take(" FOR (n:")?;
    text.take(&label)?;
    text.take(") REQUIRE n.")?;
    let number = text.name()?.into_owned();
    text.take(" IS UNIQUE")?;
    text.end()?;
    // Those of a dump: a script that marks nodes otherwise may mean something else.
    (label.starts_with(super::LABEL) && number.starts_with(super::NUMBER))
        .then_some(Marks { label, number })
}
