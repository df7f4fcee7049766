//! From what a row was matched by to what it cites.
//!
//! In: the variables that say it, rows, and the version they belong to. Out: a list of `{fact, source}` per row: every
//! relationship, and every node that has a source, in the order of first use; `source` is the list of references, null
//! for a relationship without. What a fact holds is read when somebody looks. Knows nothing of how rows are traced.

use std::sync::Arc;

use crate::column::Batch;
use crate::function::{Witness, Witnesses, witnesses};
use crate::graph::view::references;
use crate::graph::{KeyId, Version};
use crate::plan::Witnessed;
use crate::value::{Content, Contents, Map, Node, NodeId, RelId, Relationship, Value};

/// How many facts of a row are listed; of the rest only the number is told, as `{more}`.
const MOST: usize = 100;

/// Cites the rows of one answer.
pub(super) struct Citer<'p> {
    witnessed: &'p [Witnessed],
    facts: Facts,
    seen: Witnesses,
    /// What each variable gave last: rows that follow each other have much in common.
    last: Vec<Last>,
}

/// A relationship with its ends, and what is cited of them.
#[derive(Default)]
struct Last {
    of: Option<RelId>,
    cited: [Option<Value>; 3],
}

impl<'p> Citer<'p> {
    /// For rows that these variables tell of.
    pub(super) fn new(witnessed: &'p [Witnessed], version: Arc<Version>) -> Self {
        Self {
            witnessed,
            facts: Facts::new(version),
            seen: Witnesses::default(),
            last: witnessed.iter().map(|_| Last::default()).collect(),
        }
    }

    /// What a row cites.
    pub(super) fn cite(&mut self, batch: &Batch, row: usize) -> Value {
        self.seen.clear();
        let mut cited = Cited {
            facts: Vec::with_capacity(self.witnessed.len()),
            more: 0,
        };
        let (facts, seen) = (&self.facts, &mut self.seen);
        for (witnessed, last) in self.witnessed.iter().zip(&mut self.last) {
            let Some(column) = batch.column(witnessed.variable.index()) else {
                continue;
            };
            let (Some((left, right)), Some(relationship)) =
                (witnessed.ends, column.relationship(row))
            else {
                let mut add = |witness| {
                    if seen.add(witness) {
                        cited.add(facts.cited(witness));
                    }
                };
                witnesses(&column.get(row), &mut |witness| {
                    let ends = match witness {
                        Witness::Relationship(relationship) => facts.ends(relationship),
                        Witness::Node(_) => None,
                    };
                    if let Some((start, _)) = ends {
                        add(Witness::Node(start));
                    }
                    add(witness);
                    if let Some((_, end)) = ends {
                        add(Witness::Node(end));
                    }
                });
                continue;
            };
            let node = |variable: crate::semantics::checked::VarId| {
                let node = batch.column(variable.index())?.node(row)?;
                facts.nodes_have_sources.then_some(Witness::Node(node))
            };
            let all = [
                node(left),
                Some(Witness::Relationship(relationship)),
                node(right),
            ];
            if last.of != Some(relationship) {
                last.of = Some(relationship);
                last.cited = all.map(|witness| facts.cited(witness?));
            }
            for (witness, fact) in all.into_iter().zip(&last.cited) {
                if let (Some(witness), Some(fact)) = (witness, fact)
                    && seen.add(witness)
                {
                    cited.add(Some(fact.clone()));
                }
            }
        }
        cited.finish(facts)
    }
}

/// What one row cites.
struct Cited {
    facts: Vec<Value>,
    more: i64,
}

impl Cited {
    fn add(&mut self, fact: Option<Value>) {
        let Some(fact) = fact else { return };
        if self.facts.len() < MOST {
            self.facts.push(fact);
        } else {
            self.more += 1;
        }
    }
    fn finish(mut self, facts: &Facts) -> Value {
        if self.more > 0 {
            let more = (Arc::clone(&facts.more), Value::Integer(self.more));
            self.facts.push(Value::map(Map::from_iter([more])));
        }
        Value::list(self.facts)
    }
}

/// Makes facts of witnesses.
struct Facts {
    version: Arc<Version>,
    contents: Arc<dyn Contents>,
    key: Option<KeyId>,
    nodes_have_sources: bool,
    fact: Arc<str>,
    source: Arc<str>,
    more: Arc<str>,
}

impl Facts {
    fn new(version: Arc<Version>) -> Self {
        let key = version.key_id("source");
        let on_nodes = key.and_then(|key| version.node_column(key));
        Self {
            key,
            nodes_have_sources: on_nodes.is_some_and(|column| !column.is_empty()),
            contents: Arc::clone(&version) as Arc<dyn Contents>,
            version,
            fact: "fact".into(),
            source: "source".into(),
            more: "more".into(),
        }
    }

    /// The ends of a relationship, when they may have something to say.
    fn ends(&self, relationship: RelId) -> Option<(NodeId, NodeId)> {
        self.nodes_have_sources
            .then(|| self.version.endpoints(relationship))
            .flatten()
    }

    /// The fact with its source; `None` for an entity that is no statement.
    fn cited(&self, witness: Witness) -> Option<Value> {
        let contents = || Arc::clone(&self.contents);
        let (fact, source) = match witness {
            Witness::Node(node) => {
                let source = self.version.node_property(node, self.key?);
                let source = named(source)?;
                let content = Some(Arc::new(Content::read_later(node, contents())));
                (Value::Node(Node { id: node, content }), source)
            }
            Witness::Relationship(id) => {
                let source = self
                    .key
                    .map(|key| self.version.relationship_property(id, key));
                let content = Some(Arc::new(Content::read_later(id, contents())));
                let fact = Value::Relationship(Relationship { id, content });
                (fact, source.and_then(named).unwrap_or(Value::Null))
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
    let count = references(&source).count();
    match source {
        _ if count == 0 => None,
        Value::List(items) if items.len() == count => Some(Value::List(items)),
        other => Some(Value::list(references(&other).map(Value::from).collect())),
    }
}
