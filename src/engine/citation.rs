//! From what a row was matched by to what it cites.
//!
//! In: the variables that say it, rows, and the version they belong to. Out: a list of `{fact, source}` per row: every
//! relationship, and every node that has a source, in the order of first use; `source` is the list of references, null
//! for a relationship without. The list of a row is made when somebody looks at it, and so is what a fact holds: until
//! then a row keeps only by what it was matched. Knows nothing of how rows are traced.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::column::{Batch, Column};
use crate::function::{Witness, Witnesses, witnesses};
use crate::graph::view::references;
use crate::graph::{KeyId, PropertyColumn, TypeId, Version};
use crate::plan::Witnessed;
use crate::semantics::checked::VarId;
use crate::value::json::{self, Form};
use crate::value::{
    Cell, Content, Contents, List, MakeLists, Map, Node, NodeContent, NodeId, RelId, Relationship,
    RelationshipContent, Value,
};

/// How many facts of a row are listed; of the rest only the number is told, as `{more}`.
const MOST: usize = 100;

/// For how many rows things are looked up together.
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
}

impl MakeLists for Maker {
    fn make(&self, row: usize, give: &mut dyn FnMut(Value)) {
        let facts = &*self.facts;
        let more = self.cite(row, false, &mut |memory, witness, again| {
            give(memory.fact(facts, witness, again));
        });
        if let Some(more) = more {
            // Of the facts that are not listed only this is said.
            give(Value::map(Map::from_iter([(MORE, Value::Integer(more))])));
        }
    }

    fn about(&self, _: usize) -> usize {
        self.witnessed.len()
    }

    fn write(&self, row: usize, out: &mut String, form: Form) -> bool {
        let facts = &*self.facts;
        out.push('[');
        let mut comma = false;
        let more = self.cite(row, true, &mut |memory, witness, again| {
            if std::mem::replace(&mut comma, true) {
                out.push(',');
            }
            memory.write(facts, witness, again, out, form);
        });
        if let Some(more) = more {
            out.push(',');
            json::write_entries(out, &[(MORE, &Value::Integer(more))], form);
        }
        out.push(']');
        true
    }
}

/// Takes what a row cites, one witness after the other, and whether it is likely to come again.
type Take<'a> = &'a mut dyn FnMut(&mut Memory, Witness, bool);

impl Maker {
    /// Has what is cited of some rows at hand before it is: it lies all over the memory, and looking for many things at
    /// once takes little longer than looking for one. That is the sources alone, or `whole` facts.
    fn prepare(&self, rows: Range<usize>, whole: bool) {
        let mut touched = 0;
        for row in rows {
            self.walk(row, &mut |witness, _| {
                touched ^= self.facts.touch(witness, whole);
            });
        }
        std::hint::black_box(touched);
    }

    /// Hands over what a row cites, and says how many facts it has beside those.
    fn cite(&self, row: usize, whole: bool, take: Take<'_>) -> Option<i64> {
        if row.is_multiple_of(TOGETHER) {
            self.prepare(row..self.trace.rows().min(row + TOGETHER), whole);
        }
        let memory = self.facts.memory.lock();
        let memory = &mut *memory.unwrap_or_else(PoisonError::into_inner);
        let mut seen = std::mem::take(&mut memory.seen);
        seen.clear();
        let (mut listed, mut more) = (0, 0);
        self.walk(row, &mut |witness, again| {
            if !self.facts.says_something(witness) || !seen.add(witness) {
                return;
            }
            if listed < MOST {
                listed += 1;
                take(memory, witness, again);
            } else {
                more += 1;
            }
        });
        memory.seen = seen;
        (more > 0).then_some(more)
    }

    /// Hands over what a row was matched by, in the order of its first use, and whether it is likely to come again; one
    /// may come several times.
    fn walk(&self, row: usize, give: &mut dyn FnMut(Witness, bool)) {
        let (batch, facts) = (&self.trace, &*self.facts);
        // Ends are looked for only where a node has something to say.
        let around = |witness: Witness,
                      ends: Option<(NodeId, NodeId)>,
                      again: bool,
                      give: &mut dyn FnMut(Witness, bool)| {
            let ends = match witness {
                Witness::Relationship(relationship) if facts.of_nodes.is_some() => {
                    ends.or_else(|| facts.version.endpoints(relationship))
                }
                _ => None,
            };
            if let Some((from, _)) = ends {
                give(Witness::Node(from), true);
            }
            give(witness, again);
            if let Some((_, to)) = ends {
                give(Witness::Node(to), true);
            }
        };
        for witnessed in &*self.witnessed {
            let Some(column) = batch.column(witnessed.variable.index()) else {
                continue;
            };
            if let (Some((left, right)), Some(relationship)) =
                (witnessed.ends, column.relationship(row))
            {
                let node = |variable: VarId| batch.column(variable.index())?.node(row);
                let ends = node(left).zip(node(right));
                // Rows that follow each other have much in common.
                let next = row + 1;
                let again = next < batch.rows() && column.relationship(next) == Some(relationship);
                around(Witness::Relationship(relationship), ends, again, give);
            } else if let Column::Trail(all) = column {
                for relationship in all.trail(row).unwrap_or_default() {
                    around(Witness::Relationship(*relationship), None, true, give);
                }
            } else {
                witnesses(&column.get(row), &mut |witness| {
                    around(witness, None, true, give);
                });
            }
        }
    }
}

/// What is kept from row to row.
#[derive(Default)]
struct Memory {
    seen: Witnesses,
    /// What some witnesses gave, each at its place.
    known: Vec<Known>,
    /// The last witness that was written.
    entity: Value,
}

/// How many witnesses are remembered: so few that what they gave stays at hand.
const REMEMBERED: usize = 256;

/// What a witness gave.
#[derive(Default)]
struct Known {
    of: Option<Witness>,
    fact: Option<Value>,
    /// The fact as JSON.
    text: String,
    form: Option<Form>,
}

impl Memory {
    /// Where a witness is remembered, if it is.
    fn place(&mut self, witness: Witness) -> &mut Known {
        if self.known.is_empty() {
            self.known.resize_with(REMEMBERED, Known::default);
        }
        let number = match witness {
            Witness::Node(NodeId(id)) => id,
            Witness::Relationship(RelId { ty, slot }) => slot ^ (u32::from(ty) + 1) << 24,
        };
        let place = number.wrapping_mul(0x9e37_79b1) >> (32 - REMEMBERED.ilog2());
        &mut self.known[place as usize]
    }

    /// The place of a witness that is remembered from now on.
    fn keep(&mut self, witness: Witness) -> &mut Known {
        let known = self.place(witness);
        if known.of != Some(witness) {
            known.of = Some(witness);
            known.fact = None;
            known.form = None;
        }
        known
    }

    /// The fact of a witness.
    fn fact(&mut self, facts: &Facts, witness: Witness, again: bool) -> Value {
        if let Known {
            of,
            fact: Some(fact),
            ..
        } = self.place(witness)
            && *of == Some(witness)
        {
            return fact.clone();
        }
        let fact = facts.fact(witness);
        if again {
            self.keep(witness).fact = Some(fact.clone());
        }
        fact
    }

    /// Appends the fact of a witness as JSON.
    fn write(
        &mut self,
        facts: &Facts,
        witness: Witness,
        again: bool,
        out: &mut String,
        form: Form,
    ) {
        let known = self.place(witness);
        if known.of == Some(witness) && known.form == Some(form) {
            return out.push_str(&known.text);
        }
        match (&mut self.entity, witness) {
            (Value::Relationship(last), Witness::Relationship(id)) => last.id = id,
            (Value::Node(last), Witness::Node(id)) => last.id = id,
            (last, witness) => *last = facts.entity(witness),
        }
        let start = out.len();
        let mut room = Value::Null;
        let source = facts.source(witness, &mut room);
        json::write_entries(out, &[(FACT, &self.entity), (SOURCE, source)], form);
        let text = &out[start..];
        if again && text.len() <= LONGEST {
            let known = self.keep(witness);
            known.text.clear();
            known.text.push_str(text);
            known.form = Some(form);
        }
    }
}

/// Up to which length texts are remembered, in bytes.
const LONGEST: usize = 1024;

const FACT: &str = "fact";
const SOURCE: &str = "source";
const MORE: &str = "more";

/// Makes facts of witnesses.
struct Facts {
    version: Arc<Version>,
    /// The key of sources, when the graph has it.
    key: Option<KeyId>,
    /// The sources of nodes, when there are any.
    of_nodes: Option<PropertyColumn>,
    /// Where all facts are read from.
    node: Arc<Content<NodeContent>>,
    relationship: Arc<Content<RelationshipContent>>,
    names: [Arc<str>; 2],
    memory: Mutex<Memory>,
}

impl Facts {
    fn new(version: Arc<Version>) -> Self {
        let key = version.key_id("source");
        let of_nodes = key.and_then(|key| version.node_column(key));
        let contents = Arc::clone(&version) as Arc<dyn Contents>;
        Self {
            key,
            of_nodes: of_nodes.filter(|column| !column.is_empty()).cloned(),
            node: Arc::new(Content::In(Arc::clone(&contents))),
            relationship: Arc::new(Content::In(contents)),
            version,
            names: [FACT.into(), SOURCE.into()],
            memory: Mutex::default(),
        }
    }

    /// Is it a statement, not only an entity? A node without a source is none.
    fn says_something(&self, witness: Witness) -> bool {
        match (witness, &self.of_nodes) {
            (Witness::Relationship(_), _) => true,
            (Witness::Node(node), Some(sources)) => match sources.cell(node.0) {
                None => false,
                Some(Cell::Held(source)) => references(source).next().is_some(),
                Some(source) => references(&source.into_value()).next().is_some(),
            },
            (Witness::Node(_), None) => false,
        }
    }

    /// Looks at the source of a witness, or at all it holds. What it gives means nothing.
    fn touch(&self, witness: Witness, whole: bool) -> usize {
        match (witness, &self.of_nodes) {
            (Witness::Node(id), Some(sources)) if sources.has(id.0) && whole => {
                self.version.touch_node(id)
            }
            (Witness::Node(id), sources) => sources.as_ref().map_or(0, |all| all.touch(id.0)),
            (Witness::Relationship(id), _) if whole => self.version.touch_relationship(id),
            (Witness::Relationship(id), _) => self
                .of_relationships(id)
                .map_or(0, |all| all.touch(id.slot)),
        }
    }

    fn of_relationships(&self, relationship: RelId) -> Option<&PropertyColumn> {
        self.version
            .relationship_column(TypeId(relationship.ty), self.key?)
    }

    /// The fact of a witness with its source.
    fn fact(&self, witness: Witness) -> Value {
        let mut room = Value::Null;
        let source = self.source(witness, &mut room).clone();
        let [name, of_source] = &self.names;
        Value::map(Map::pair(
            (Arc::clone(name), self.entity(witness)),
            (Arc::clone(of_source), source),
        ))
    }

    /// The list of references of a witness, where it lies or in `room`; null for one that names none.
    fn source<'s>(&'s self, witness: Witness, room: &'s mut Value) -> &'s Value {
        let cell = match witness {
            Witness::Node(id) => self.of_nodes.as_ref().and_then(|all| all.cell(id.0)),
            Witness::Relationship(id) => {
                self.of_relationships(id).and_then(|all| all.cell(id.slot))
            }
        };
        match cell {
            Some(Cell::Held(source)) if is_list_of_references(source) => source,
            Some(source) => {
                let source = source.into_value();
                let names: Vec<Value> = references(&source).map(Value::from).collect();
                if !names.is_empty() {
                    *room = Value::list(names);
                }
                room
            }
            None => room,
        }
    }

    /// A witness that can be looked at.
    fn entity(&self, witness: Witness) -> Value {
        match witness {
            Witness::Node(id) => {
                let content = Some(Arc::clone(&self.node));
                Value::Node(Node { id, content })
            }
            Witness::Relationship(id) => {
                let content = Some(Arc::clone(&self.relationship));
                Value::Relationship(Relationship { id, content })
            }
        }
    }
}

/// Is it a list of references and nothing else?
fn is_list_of_references(source: &Value) -> bool {
    let is_reference =
        |item: &Value| matches!(item, Value::String(reference) if !reference.is_empty());
    matches!(source, Value::List(items) if !items.is_empty() && items.iter().all(is_reference))
}
