//! Graph data into a new graph, or into a transaction, there perhaps merged with what is there: all or nothing.
//!
//! In: nodes and relationships, one at a time. Out: created and merged nodes and relationships. A relationship whose nodes
//! are not known yet is put aside until they are. Knows nothing of files.

use std::collections::HashMap;
use std::sync::Arc;

use super::data::{FileIds, NodeData, RelationshipData};
use super::elements::Refusal;
use super::json::{Reader, Refused};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::graph::{BulkLoader, Direction, Graph, KeyId, Transaction, Version};
use crate::source::{Place, Source, Span};
use crate::value::bulk::Bulk;
use crate::value::json::typed;
use crate::value::{NodeId, RelId, Value};

/// How many are taken between looks at what may stop the work.
const STEPS: usize = 1 << 12;

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Nodes that have the same value of this property are one node, whatever their labels. A merged node keeps what it
    /// has; labels and properties of the file are added or overwrite. A node of the file without the property is made
    /// anew: ids are local to their file and say nothing about other files. Every relationship of the file is a fact of
    /// its own; of those with the same type, ends and properties, so many are not made again as were there before.
    pub merge_on: Option<String>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Nodes that are new.
    pub nodes_created: usize,
    /// Nodes that were there and took over labels and properties.
    pub nodes_merged: usize,
    /// Relationships that are new.
    pub relationships_created: usize,
    /// Relationships that were there already.
    pub relationships_kept: usize,
}

/// A graph that takes nodes and relationships as a file names them.
pub(super) struct Import<'t> {
    target: Target<'t>,
    ids: FileIds,
    aside: Bulk<Aside>,
    interrupt: Interrupt,
    imported: Imported,
}

/// Where they go.
enum Target<'t> {
    /// Into a new graph.
    Bulk(Box<BulkLoader>),
    /// To what is there.
    Transaction(&'t mut Transaction, Option<Merge>),
}

/// A relationship that stands in the file before its nodes do.
pub(super) struct Aside {
    pub(super) text: Box<str>,
    /// Where it stands.
    pub(super) place: Place,
    pub(super) offset: u64,
}

/// Fills a new graph. What is refused leaves none.
pub(super) fn fill_new(
    fill: impl FnOnce(&mut Import<'_>) -> Refused<()>,
    name: &str,
    interrupt: &Interrupt,
) -> Refused<(Graph, Imported)> {
    let mut loader = BulkLoader::new();
    loader.set_interrupt(interrupt.clone());
    let mut import = Import::new(Target::Bulk(Box::new(loader)), interrupt.clone());
    fill(&mut import)?;
    import.take_aside(name)?;
    let imported = import.imported;
    let Target::Bulk(loader) = import.target else {
        return Ok((Graph::new(), imported));
    };
    drop(import.ids);
    match loader.finish() {
        Ok(graph) => Ok((graph, imported)),
        Err(problem) => Err(Refusal::new(problem, name)),
    }
}

/// Fills a transaction: with all there is, or with nothing.
pub(super) fn fill(
    transaction: &mut Transaction,
    options: &ImportOptions,
    fill: impl FnOnce(&mut Import<'_>) -> Refused<()>,
    name: &str,
) -> Refused<Imported> {
    let savepoint = transaction.savepoint();
    let all = || {
        let failed = |problem| Refusal::new(problem, name);
        let merge = match &options.merge_on {
            Some(key) => Some(Merge::new(transaction, key).map_err(failed)?),
            None => None,
        };
        let interrupt = transaction.interrupt().clone();
        let mut import = Import::new(Target::Transaction(transaction, merge), interrupt);
        fill(&mut import)?;
        import.take_aside(name)?;
        let imported = import.imported;
        transaction.verify().map_err(failed)?;
        Ok(imported)
    };
    let done = all();
    if done.is_err() {
        transaction.rollback_to(&savepoint);
    }
    done
}

impl<'t> Import<'t> {
    fn new(target: Target<'t>, interrupt: Interrupt) -> Self {
        Self {
            target,
            ids: FileIds::default(),
            aside: Bulk::default(),
            interrupt,
            imported: Imported::default(),
        }
    }

    /// Takes a node; its id must be new.
    pub(super) fn node(&mut self, node: &NodeData) -> Result<()> {
        if self.ids.get(&node.id).is_some() {
            let message = format!("the id `{}` is given to two nodes", node.id);
            return Err(Diagnostic::new(Code::InvalidGraphData, message).at(node.id_span));
        }
        let imported = &mut self.imported;
        let made = match &mut self.target {
            Target::Bulk(loader) => load_node(node, loader, imported),
            Target::Transaction(transaction, None) => create(node, transaction, imported),
            Target::Transaction(transaction, Some(merge)) => {
                merge.node(node, transaction, imported)
            }
        };
        let made = made.map_err(|problem| problem.or_at(node.span))?;
        self.ids.insert(&node.id, made);
        Ok(())
    }

    /// Takes a relationship, when its nodes are known.
    pub(super) fn relationship(&mut self, relationship: &RelationshipData) -> Result<bool> {
        let end = |(id, _): &(String, Span)| self.ids.get(id);
        let (Some(start), Some(end)) = (end(&relationship.start), end(&relationship.end)) else {
            return Ok(false);
        };
        let imported = &mut self.imported;
        let made = match &mut self.target {
            Target::Bulk(loader) => load_relationship(relationship, (start, end), loader, imported),
            Target::Transaction(transaction, merge) => {
                relate(relationship, (start, end), transaction, merge, imported)
            }
        };
        made.map_err(|problem| problem.or_at(relationship.span))?;
        Ok(true)
    }

    /// Keeps a relationship until all nodes are known.
    pub(super) fn put_aside(&mut self, relationship: Aside) {
        self.aside.push(relationship);
    }

    /// Takes the relationships that were put aside: all nodes are known.
    fn take_aside(&mut self, name: &str) -> Refused<()> {
        let mut all = std::mem::take(&mut self.aside);
        for (at, aside) in all.iter_mut().enumerate() {
            if at.is_multiple_of(STEPS) {
                let stopped = |problem| Refusal::new(problem, name);
                self.interrupt.check().map_err(stopped)?;
            }
            let relationship = Reader::new(&aside.text, 0).relationship();
            let taken = relationship.and_then(|relationship| {
                if self.relationship(&relationship)? {
                    Ok(())
                } else {
                    Err(self.without_end(&relationship))
                }
            });
            taken.map_err(|problem| Refusal {
                problem,
                source: Arc::new(
                    Source::new(name, std::mem::take(&mut aside.text)).starting_at(aside.place),
                ),
                offset: aside.offset,
            })?;
        }
        Ok(())
    }

    fn without_end(&self, relationship: &RelationshipData) -> Diagnostic {
        let (end, (id, span)) = match self.ids.get(&relationship.start.0) {
            None => ("start", &relationship.start),
            Some(_) => ("end", &relationship.end),
        };
        let message = format!("the {end} of the relationship, `{id}`, is no node of this file");
        let problem = Diagnostic::new(Code::InvalidGraphData, message).at(*span);
        match self.ids.nearest(id) {
            Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
            None => problem,
        }
    }
}

fn load_node(node: &NodeData, loader: &mut BulkLoader, imported: &mut Imported) -> Result<NodeId> {
    let labels = node.labels.iter().map(|label| loader.label(label));
    let labels = labels.collect::<Result<Vec<_>>>()?;
    let made = loader.add_node(&labels, [])?;
    for (key, value) in &node.properties {
        let key = loader.key(key)?;
        loader.set_node_property(made, key, value.clone())?;
    }
    imported.nodes_created += 1;
    Ok(made)
}

fn load_relationship(
    relationship: &RelationshipData,
    (start, end): (NodeId, NodeId),
    loader: &mut BulkLoader,
    imported: &mut Imported,
) -> Result<()> {
    let ty = loader.rel_type(&relationship.ty)?;
    let properties = relationship.properties.iter();
    let properties = properties
        .map(|(key, value)| Ok((loader.key(key)?, value.clone())))
        .collect::<Result<Vec<_>>>()?;
    loader.add_relationship(ty, start, end, properties)?;
    imported.relationships_created += 1;
    Ok(())
}

fn create(
    node: &NodeData,
    transaction: &mut Transaction,
    imported: &mut Imported,
) -> Result<NodeId> {
    let mut labels = Vec::with_capacity(node.labels.len());
    for label in &node.labels {
        labels.push(transaction.label(label)?);
    }
    let properties = keyed(&node.properties, transaction)?;
    imported.nodes_created += 1;
    transaction.create_node(&labels, &properties)
}

fn relate(
    relationship: &RelationshipData,
    (start, end): (NodeId, NodeId),
    transaction: &mut Transaction,
    merge: &mut Option<Merge>,
    imported: &mut Imported,
) -> Result<()> {
    if let Some(merge) = merge
        && merge.was_there(relationship, start, end)
    {
        imported.relationships_kept += 1;
        return Ok(());
    }
    let ty = transaction.rel_type(&relationship.ty)?;
    let properties = keyed(&relationship.properties, transaction)?;
    transaction.create_relationship(ty, start, end, &properties)?;
    imported.relationships_created += 1;
    Ok(())
}

fn keyed(
    properties: &[(String, Value)],
    transaction: &mut Transaction,
) -> Result<Vec<(KeyId, Value)>> {
    properties
        .iter()
        .map(|(key, value)| Ok((transaction.key(key)?, value.clone())))
        .collect()
}

/// What is there already, by the merge property.
struct Merge {
    before: Arc<Version>,
    name: String,
    nodes: FileIds,
    /// Relationships that were there, by their type and start; found when first asked for.
    relationships: HashMap<(String, NodeId), Unmatched>,
}

/// How many relationships are there with an end and properties as text, less those of the file that they stand for.
type Unmatched = HashMap<(NodeId, String), usize>;

impl Merge {
    fn new(transaction: &mut Transaction, name: &str) -> Result<Self> {
        let before = transaction.version();
        let key = transaction.key(name)?;
        let mut nodes = FileIds::default();
        for (at, node) in before.nodes().enumerate() {
            if at.is_multiple_of(STEPS) {
                transaction.interrupt().check()?;
            }
            let value = before.node_property(node, key);
            if value.is_null() {
                continue;
            }
            let identity = identity(&value);
            if nodes.get(&identity).is_none() {
                nodes.insert(&identity, node);
            }
        }
        Ok(Self {
            before,
            name: name.to_owned(),
            nodes,
            relationships: HashMap::new(),
        })
    }

    fn node(
        &mut self,
        node: &NodeData,
        transaction: &mut Transaction,
        imported: &mut Imported,
    ) -> Result<NodeId> {
        let Some((_, value)) = node.properties.iter().find(|(key, _)| *key == self.name) else {
            return create(node, transaction, imported);
        };
        let identity = identity(value);
        let Some(id) = self.nodes.get(&identity) else {
            let id = create(node, transaction, imported)?;
            self.nodes.insert(&identity, id);
            return Ok(id);
        };
        imported.nodes_merged += 1;
        for label in &node.labels {
            let label = transaction.label(label)?;
            transaction.add_label(id, label)?;
        }
        for (key, value) in keyed(&node.properties, transaction)? {
            transaction.set_node_property(id, key, value)?;
        }
        Ok(id)
    }

    /// Was one with this type, these ends and properties there, and is it not yet matched by another of the file?
    fn was_there(&mut self, relationship: &RelationshipData, start: NodeId, end: NodeId) -> bool {
        let before = &self.before;
        let unmatched = self
            .relationships
            .entry((relationship.ty.clone(), start))
            .or_insert_with(|| existing(before, &relationship.ty, start));
        if unmatched.is_empty() {
            return false;
        }
        let properties = relationship.properties.iter();
        let properties = properties.map(|(key, value)| (key.clone(), identity(value)));
        match unmatched.get_mut(&(end, as_text(properties.collect()))) {
            None | Some(0) => false,
            Some(count) => {
                *count -= 1;
                true
            }
        }
    }
}

fn existing(before: &Version, ty: &str, start: NodeId) -> Unmatched {
    let mut found = Unmatched::new();
    let Some(ty) = before.type_id(ty) else {
        return found;
    };
    if !before.is_live(start) {
        return found;
    }
    let neighbors = before.neighbors(ty, Direction::Outgoing, start);
    for place in 0..neighbors.nodes.len() {
        let slot = neighbors.slot(place);
        let properties = before.relationship_properties(RelId { ty: ty.0, slot });
        let properties = properties.into_iter();
        let properties =
            properties.map(|(key, value)| (before.key_name(key).to_string(), identity(&value)));
        let fact = (
            NodeId(neighbors.nodes[place]),
            as_text(properties.collect()),
        );
        *found.entry(fact).or_default() += 1;
    }
    found
}

/// Properties as a text that is the same for the same properties only.
fn as_text(mut properties: Vec<(String, String)>) -> String {
    properties.sort();
    format!("{properties:?}")
}

/// The value as a text that is the same for the same value only.
fn identity(value: &Value) -> String {
    typed(value)
}
