//! What a witness says, read from a version.
//!
//! In: nodes and relationships of a version. Out: which of them say something, what they are and their sources, as
//! values. Knows nothing of rows.

use std::cell::OnceCell;
use std::sync::{Arc, LazyLock};

use smallvec::SmallVec;

use super::{FACT, SOURCE};
use crate::function::Witness;
use crate::graph::view::references;
use crate::graph::{CHUNK, Chunk, KeyId, PropertyColumn, TypeId, Version};
use crate::value::{
    Cell, Content, Contents, List, Node, NodeContent, NodeId, RelId, Relationship,
    RelationshipContent, Value,
};

/// For how many nodes it is worth while to find out about their neighbours too.
const MANY: usize = 16;

/// Makes facts of witnesses.
pub(super) struct Facts {
    pub(super) version: Arc<Version>,
    /// The key of sources, when the graph has it.
    pub(super) key: Option<KeyId>,
    /// The sources of nodes, when there are any.
    of_nodes: Option<PropertyColumn>,
    /// Those of relationships by type, when there are any.
    of_types: Vec<OnceCell<Option<PropertyColumn>>>,
    /// Where all facts are read from.
    node: Arc<Content<NodeContent>>,
    relationship: Arc<Content<RelationshipContent>>,
    /// The keys of a fact.
    pub(super) names: &'static [Arc<str>; 2],
}

static NAMES: LazyLock<[Arc<str>; 2]> = LazyLock::new(|| [FACT.into(), SOURCE.into()]);

impl Facts {
    pub(super) fn new(version: Arc<Version>) -> Self {
        let key = version.key_id(SOURCE);
        let of_nodes = key.and_then(|key| version.node_column(key)).cloned();
        let types = version.all_types().len();
        let contents = Arc::clone(&version) as Arc<dyn Contents>;
        Self {
            key,
            of_types: vec![OnceCell::new(); types],
            of_nodes: of_nodes.filter(|column| !column.is_empty()),
            node: Arc::new(Content::In(Arc::clone(&contents))),
            relationship: Arc::new(Content::In(contents)),
            version,
            names: &NAMES,
        }
    }

    /// May a node be a statement?
    pub(super) fn nodes_have_sources(&self) -> bool {
        self.of_nodes.is_some()
    }

    /// Is a node a statement, not only an entity? It is none without a source.
    #[inline]
    pub(super) fn says_something(&self, node: NodeId) -> bool {
        // Mostly there is none.
        let Some(sources) = self.of_nodes.as_ref().filter(|all| all.has(node.0)) else {
            return false;
        };
        let chunk = sources.chunk(node.0 / CHUNK);
        if chunk.is_some_and(Chunk::is_known_to_name) {
            return true;
        }
        match sources.cell(node.0) {
            None => false,
            Some(Cell::Held(source)) => references(source).next().is_some(),
            Some(source) => references(&source.into_value()).next().is_some(),
        }
    }

    /// A bit for each of these nodes, at most 128: is it a statement?
    pub(super) fn saying(&self, nodes: &[u32]) -> u128 {
        let Some(sources) = &self.of_nodes else {
            return 0;
        };
        // Where all sources of the neighbours name something, having one is enough. That is found out for many nodes only.
        let many = nodes.len() >= MANY;
        // Nothing depends on an answer before all of them are asked for: what would be guessed wrong would be waited for.
        let mut chunks: SmallVec<[Option<&Chunk>; 128]> = SmallVec::with_capacity(nodes.len());
        for &node in nodes {
            chunks.push(sources.chunk(node / CHUNK));
        }
        let mut have = [0_u64; 2];
        for (at, (&node, chunk)) in nodes.iter().zip(&chunks).enumerate() {
            let has = chunk.is_some_and(|chunk| chunk.has(node % CHUNK));
            have[at / 64] |= u64::from(has) << (at % 64);
        }
        let mut left = u128::from(have[0]) | u128::from(have[1]) << 64;
        let mut saying = 0;
        if many {
            let mut having = left;
            while having != 0 {
                let at = having.trailing_zeros();
                having &= having - 1;
                if chunks[at as usize].is_some_and(Chunk::all_name) {
                    saying |= 1 << at;
                }
            }
            left &= !saying;
        }
        let mut held: SmallVec<[(u128, &Value); 32]> = SmallVec::new();
        while left != 0 {
            let at = left.trailing_zeros();
            left &= left - 1;
            let node = nodes[at as usize];
            match sources.held(node) {
                Some(source) => held.push((1 << at, source)),
                None if self.says_something(NodeId(node)) => saying |= 1 << at,
                None => {}
            }
        }
        // Lists lie all over the memory; nothing else is done until all are found.
        for (bit, source) in held {
            if references(source).next().is_some() {
                saying |= bit;
            }
        }
        saying
    }

    /// Start and end of a relationship, sooner when it starts where it is `likely` to.
    pub(super) fn ends(&self, likely: NodeId, relationship: RelId) -> Option<(NodeId, NodeId)> {
        self.version.endpoints_from(likely, relationship)
    }

    #[inline]
    fn of_relationships(&self, relationship: RelId) -> Option<&PropertyColumn> {
        let column = self.of_types.get(usize::from(relationship.ty))?;
        let look = || {
            let ty = TypeId(relationship.ty);
            let column = self.version.relationship_column(ty, self.key?)?;
            (!column.is_empty()).then(|| column.clone())
        };
        column.get_or_init(look).as_ref()
    }

    /// What is known of a witness, and its source: the values of [`Self::names`]. `held` is what [`Self::held`] gives.
    #[inline]
    pub(super) fn fact(&self, witness: Witness, held: Option<&Value>) -> [Value; 2] {
        let source = match held.and_then(list_of_references) {
            Some(names) => Value::List(names.clone()),
            None => self.references(witness),
        };
        [self.entity(witness), source]
    }

    /// What stands behind a witness, when it lies there as a value.
    #[inline]
    pub(super) fn held(&self, witness: Witness) -> Option<&Value> {
        match witness {
            Witness::Node(id) => self.of_nodes.as_ref()?.held(id.0),
            Witness::Relationship(id) => self.of_relationships(id)?.held(id.slot),
        }
    }

    /// What [`Self::held`] gives for many, and their lists are at hand then. Each step is taken for all of them before the next
    /// one, so that no look waits for what an earlier one finds.
    pub(super) fn all_held(&self, witnesses: &[Witness]) -> SmallVec<[Option<&Value>; 128]> {
        let mut all: SmallVec<[Option<&Value>; 128]> = SmallVec::with_capacity(witnesses.len());
        for &witness in witnesses {
            all.push(self.held(witness));
        }
        // The less there is to do for each, the more of them are waited for at once.
        let mut lists = 0;
        for held in &all {
            lists += usize::from(matches!(held, Some(Value::List(_))));
        }
        let mut missing = 0;
        for held in &all {
            if let Some(Value::List(names)) = held {
                missing += usize::from(names.first().is_some_and(Value::is_null));
            }
        }
        std::hint::black_box((lists, missing));
        all
    }

    /// The list of references of a witness, where it lies or in `room`; null for one that names none.
    #[inline]
    pub(super) fn source<'s>(&'s self, witness: Witness, room: &'s mut Value) -> &'s Value {
        match self.held(witness) {
            Some(source) if list_of_references(source).is_some() => source,
            _ => {
                *room = self.references(witness);
                room
            }
        }
    }

    /// What the source of a witness names, as a list of its own; null where it names nothing.
    fn references(&self, witness: Witness) -> Value {
        let (column, id) = match witness {
            Witness::Node(id) => (self.of_nodes.as_ref(), id.0),
            Witness::Relationship(id) => (self.of_relationships(id), id.slot),
        };
        let cell = column.and_then(|column| column.cell(id));
        cell.map_or(Value::Null, references_of)
    }

    /// A witness that can be looked at.
    #[inline]
    pub(super) fn entity(&self, witness: Witness) -> Value {
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

/// The list of references in a source; null when it names none.
pub(super) fn references_of(source: Cell<'_>) -> Value {
    let source = source.into_value();
    let names: Vec<Value> = references(&source).map(Value::from).collect();
    if names.is_empty() {
        return Value::Null;
    }
    Value::list(names)
}

/// A list of references and nothing else.
#[inline]
pub(super) fn list_of_references(source: &Value) -> Option<&List> {
    let is_reference =
        |item: &Value| matches!(item, Value::String(reference) if !reference.is_empty());
    match source {
        Value::List(items) if !items.is_empty() && items.iter().all(is_reference) => Some(items),
        _ => None,
    }
}
