//! Graph data into a new graph, or into a transaction, there perhaps merged with what is there: all or nothing.
//!
//! In: nodes and relationships, one at a time. Out: created and merged nodes and relationships. A relationship whose nodes
//! are not known yet is put aside until they are. Knows nothing of files.

use std::sync::Arc;

use super::data::{FileIds, NodeData, RelationshipData};
use super::elements::Refusal;
use super::json::{Reader, Refused};
use super::merge::Merge;
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::graph::{BulkLoader, Graph, KeyId, Transaction};
use crate::source::{Place, Source, Span};
use crate::value::bulk::Bulk;
use crate::value::{NodeId, Value};

/// How many are taken between looks at what may stop the work.
pub(super) const STEPS: usize = 1 << 12;

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
                let there = match merge {
                    Some(merge) => merge.was_there(relationship, (start, end), &self.interrupt),
                    None => Ok(false),
                };
                there.and_then(|there| {
                    if there {
                        imported.relationships_kept += 1;
                        return Ok(());
                    }
                    relate(relationship, (start, end), transaction, imported)
                })
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

pub(super) fn create(
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
    imported: &mut Imported,
) -> Result<()> {
    let ty = transaction.rel_type(&relationship.ty)?;
    let properties = keyed(&relationship.properties, transaction)?;
    transaction.create_relationship(ty, start, end, &properties)?;
    imported.relationships_created += 1;
    Ok(())
}

pub(super) fn keyed(
    properties: &[(String, Value)],
    transaction: &mut Transaction,
) -> Result<Vec<(KeyId, Value)>> {
    properties
        .iter()
        .map(|(key, value)| Ok((transaction.key(key)?, value.clone())))
        .collect()
}
