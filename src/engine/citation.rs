//! From what a row was matched by to what it cites.
//!
//! In: the variables that say it, rows, and the version they belong to. Out: a list of `{fact, source}` per row: every
//! relationship, and every node that has a source, in the order of first use; `source` is the list of references, null
//! for a relationship without. The list of a row is made when somebody looks at it, and so is what a fact holds: until
//! then a row keeps only by what it was matched. Knows nothing of how rows are traced.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::column::{Batch, Column, Typed};
use crate::function::{Witness, Witnesses, witnesses};
use crate::graph::view::references;
use crate::graph::{CHUNK, ChunkValues, KeyId, TypeId, Version};
use crate::plan::Witnessed;
use crate::semantics::checked::VarId;
use crate::value::{
    Content, Contents, List, MakeLists, Map, Node, NodeContent, NodeId, RelId, Relationship,
    RelationshipContent, Value,
};

/// How many facts of a row are listed; of the rest only the number is told, as `{more}`.
const MOST: usize = 100;

/// For how many rows sources are looked up together.
const TOGETHER: usize = 128;

/// Cites the rows of one answer.
pub(super) struct Citer {
    witnessed: Arc<[Witnessed]>,
    facts: Arc<Facts>,
}

impl Citer {
    /// For rows that these variables tell of.
    pub(super) fn new(witnessed: &[Witnessed], version: Arc<Version>) -> Self {
        Self {
            witnessed: witnessed.into(),
            facts: Arc::new(Facts::new(version)),
        }
    }

    /// The rows of a batch, to be cited.
    pub(super) fn rows(&self, batch: &Batch) -> CitedRows {
        let mut trace = batch.clone();
        trace.retain(|at| {
            self.witnessed.iter().any(|witnessed| {
                let ends = witnessed.ends.iter().flat_map(|(from, to)| [from, to]);
                let mut variables = ends.chain([&witnessed.variable]);
                variables.any(|variable| variable.index() == at)
            })
        });
        let maker = Maker {
            witnessed: Arc::clone(&self.witnessed),
            facts: Arc::clone(&self.facts),
            trace,
            memory: Mutex::new(Memory {
                seen: Witnesses::default(),
                last: self.witnessed.iter().map(|_| Vec::new()).collect(),
            }),
        };
        CitedRows(Arc::new(maker))
    }
}

/// Rows to be cited.
pub(super) struct CitedRows(Arc<Maker>);

impl CitedRows {
    /// What these rows cite, each.
    pub(super) fn cite(&self, rows: Range<usize>) -> impl Iterator<Item = Value> + use<> {
        let maker = Arc::clone(&self.0);
        List::later(maker, rows.start, rows.len()).map(Value::List)
    }

    /// About how many bytes are held for a row, of which nobody has looked at the citation.
    pub(super) fn bytes_per_row(&self) -> usize {
        let trace = &self.0.trace;
        size_of::<Value>() + trace.bytes() / trace.rows().max(1)
    }
}

/// Makes the citations of some rows.
struct Maker {
    witnessed: Arc<[Witnessed]>,
    facts: Arc<Facts>,
    /// The variables that tell of the rows.
    trace: Batch,
    memory: Mutex<Memory>,
}

/// What is kept from row to row.
struct Memory {
    seen: Witnesses,
    /// What each variable gave last, one after the other for a list: rows that follow each other have much in common.
    last: Vec<Vec<Last>>,
}

impl MakeLists for Maker {
    fn make(&self, row: usize) -> Vec<Value> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        self.cite(row, &mut memory)
    }
    fn about(&self, _: usize) -> usize {
        self.witnessed.len()
    }
}

/// A witness, a relationship with its ends, and what is cited of it.
struct Last {
    of: Witness,
    cited: Vec<(Witness, Value)>,
}

impl Maker {
    /// Has the sources of some rows at hand before they are cited: they lie all over the memory, and looking for many of
    /// them at once takes little longer than looking for one.
    fn prepare(&self, rows: Range<usize>) {
        let mut sources = 0;
        for Witnessed { variable, .. } in &*self.witnessed {
            if let Some(Column::Relationship(all)) = self.trace.column(variable.index()) {
                sources += self.facts.with_source(all, rows.clone());
            }
        }
        std::hint::black_box(sources);
    }

    /// What a row cites.
    fn cite(&self, row: usize, memory: &mut Memory) -> Vec<Value> {
        let batch = &self.trace;
        if row.is_multiple_of(TOGETHER) {
            self.prepare(row..batch.rows().min(row + TOGETHER));
        }
        let Memory { seen, last } = memory;
        seen.clear();
        let mut cited = Cited {
            facts: Vec::with_capacity(self.witnessed.len()),
            more: 0,
        };
        let facts = &*self.facts;
        for (witnessed, last) in self.witnessed.iter().zip(last) {
            let Some(column) = batch.column(witnessed.variable.index()) else {
                continue;
            };
            if let (Some((left, right)), Some(relationship)) =
                (witnessed.ends, column.relationship(row))
            {
                let node = |variable: VarId| batch.column(variable.index())?.node(row);
                let ends = node(left).zip(node(right));
                let witness = Witness::Relationship(relationship);
                let next = row + 1;
                if last.first().is_some_and(|last| last.of == witness) {
                    cited.add_all(&last[0], seen);
                } else if next < batch.rows() && column.relationship(next) == Some(relationship) {
                    last.clear();
                    last.push(facts.around(witness, ends));
                    cited.add_all(&last[0], seen);
                } else {
                    // Nothing is kept of what does not come again.
                    facts.give(witness, ends, &mut |witness, fact| {
                        if seen.add(witness) {
                            cited.add(fact);
                        }
                    });
                }
                continue;
            }
            let mut at = 0;
            let mut cite = |witness| {
                if last.get(at).is_none_or(|last| last.of != witness) {
                    let found = facts.around(witness, None);
                    match last.get_mut(at) {
                        Some(last) => *last = found,
                        None => last.push(found),
                    }
                }
                cited.add_all(&last[at], seen);
                // A long list is hardly the same again.
                at = (at + 1).min(LONGEST - 1);
            };
            if let Column::Trail(all) = column {
                let trail = all.trail(row).unwrap_or_default();
                trail
                    .iter()
                    .for_each(|relationship| cite(Witness::Relationship(*relationship)));
            } else {
                witnesses(&column.get(row), &mut cite);
            }
        }
        cited.finish(facts)
    }
}

/// Up to which place of a list the last facts are remembered.
const LONGEST: usize = 32;

/// What one row cites.
struct Cited {
    facts: Vec<Value>,
    more: i64,
}

impl Cited {
    fn add_all(&mut self, of: &Last, seen: &mut Witnesses) {
        for (witness, fact) in &of.cited {
            if seen.add(*witness) {
                self.add(fact.clone());
            }
        }
    }
    fn add(&mut self, fact: Value) {
        if self.facts.len() < MOST {
            self.facts.push(fact);
        } else {
            self.more += 1;
        }
    }
    fn finish(mut self, facts: &Facts) -> Vec<Value> {
        if self.more > 0 {
            let more = (Arc::clone(&facts.more), Value::Integer(self.more));
            self.facts.push(Value::map(Map::from_iter([more])));
        }
        self.facts
    }
}

/// Makes facts of witnesses.
struct Facts {
    version: Arc<Version>,
    key: Option<KeyId>,
    nodes_have_sources: bool,
    /// Where all facts are read from.
    node: Arc<Content<NodeContent>>,
    relationship: Arc<Content<RelationshipContent>>,
    fact: Arc<str>,
    source: Arc<str>,
    more: Arc<str>,
}

impl Facts {
    fn new(version: Arc<Version>) -> Self {
        let key = version.key_id("source");
        let on_nodes = key.and_then(|key| version.node_column(key));
        let contents = Arc::clone(&version) as Arc<dyn Contents>;
        Self {
            key,
            nodes_have_sources: on_nodes.is_some_and(|column| !column.is_empty()),
            node: Arc::new(Content::In(Arc::clone(&contents))),
            relationship: Arc::new(Content::In(contents)),
            version,
            fact: "fact".into(),
            source: "source".into(),
            more: "more".into(),
        }
    }

    /// How many of these relationships name a source.
    fn with_source(&self, relationships: &Typed<RelId>, rows: Range<usize>) -> usize {
        let Some(key) = self.key else { return 0 };
        let mut last = None;
        let named = |&row: &usize| {
            let Some(RelId { ty, slot }) = relationships.get(row) else {
                return false;
            };
            let column = match last {
                Some((of, column)) if of == ty => column,
                _ => {
                    last.insert((ty, self.version.relationship_column(TypeId(ty), key)))
                        .1
                }
            };
            let chunk = column.and_then(|column| column.chunk(slot / CHUNK));
            match chunk.map(|chunk| (chunk.has(slot % CHUNK), chunk.values())) {
                Some((true, ChunkValues::Mixed(values))) => {
                    match &values[(slot % CHUNK) as usize] {
                        Value::List(items) => matches!(items.first(), Some(Value::String(_))),
                        _ => true,
                    }
                }
                Some((has, _)) => has,
                None => false,
            }
        };
        rows.filter(named).count()
    }

    /// What is cited of a witness: see [`Self::give`].
    fn around(&self, of: Witness, ends: Option<(NodeId, NodeId)>) -> Last {
        let mut cited = Vec::new();
        self.give(of, ends, &mut |witness, fact| cited.push((witness, fact)));
        Last { of, cited }
    }

    /// Hands over the fact of a witness and, around a relationship, those of its ends, as far as they have something to
    /// say. Ends that are not given are looked up.
    fn give(
        &self,
        witness: Witness,
        ends: Option<(NodeId, NodeId)>,
        take: &mut dyn FnMut(Witness, Value),
    ) {
        let ends = match witness {
            Witness::Relationship(relationship) if self.nodes_have_sources => {
                ends.or_else(|| self.version.endpoints(relationship))
            }
            _ => None,
        };
        let from = ends.map(|(from, _)| Witness::Node(from));
        let to = ends.map(|(_, to)| Witness::Node(to));
        for witness in [from, Some(witness), to].into_iter().flatten() {
            if let Some(fact) = self.cited(witness) {
                take(witness, fact);
            }
        }
    }

    /// The fact with its source; `None` for an entity that is no statement.
    fn cited(&self, witness: Witness) -> Option<Value> {
        let (fact, source) = match witness {
            Witness::Node(id) => {
                let source = named(self.version.node_property(id, self.key?))?;
                let content = Some(Arc::clone(&self.node));
                (Value::Node(Node { id, content }), source)
            }
            Witness::Relationship(id) => {
                let source = self
                    .key
                    .and_then(|key| named(self.version.relationship_property(id, key)));
                let content = Some(Arc::clone(&self.relationship));
                let fact = Value::Relationship(Relationship { id, content });
                (fact, source.unwrap_or_default())
            }
        };
        let entries = [
            (Arc::clone(&self.fact), fact),
            (Arc::clone(&self.source), source),
        ];
        Some(Value::map(Map::from_iter(entries)))
    }
}

/// The list of references in a value of `source`; `None` when it names none.
fn named(source: Value) -> Option<Value> {
    match source {
        Value::Null => None,
        Value::List(items)
            if items
                .iter()
                .all(|item| matches!(item, Value::String(name) if !name.is_empty())) =>
        {
            (!items.is_empty()).then_some(Value::List(items))
        }
        other => {
            let names: Vec<Value> = references(&other).map(Value::from).collect();
            (!names.is_empty()).then(|| Value::list(names))
        }
    }
}
