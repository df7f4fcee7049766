//! Shortest paths between two bound nodes.
//!
//! Breadth first from both ends, level by level, always on the smaller side; then the paths over the nodes where both
//! meet. Where conditions must hold on the whole path, trails are tried in the order of their lengths instead, guided by
//! the distance to the end. Rows that follow each other and share an end are searched for at once, from that end.

mod search;
mod tree;

use std::ops::Range;
use std::sync::Arc;

use search::{Search, Trail, Walk, trail_bytes};
pub(in crate::exec) use tree::Tree;

use super::distinct_from::{self, DistinctFrom};
use super::multiplier::Multiplier;
use super::required::Required;
use super::trail::{Patience, Rules};
use crate::column::{Batch, Column, ColumnBuilder, TrailBuilder};
use crate::diagnostic::Result;
use crate::exec::eval::{self, Bound};
use crate::exec::memory::Reservation;
use crate::exec::node_set::NodeSet;
use crate::exec::runtime::{BatchRow, Surroundings};
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::semantics::checked::{Expr, Length, PathSelector, VarId};
use crate::value::{NodeId, Path, RelId, Value};

/// Binds the list of relationships of one or all shortest paths, and the path.
pub(in crate::exec) struct ShortestPath<'p> {
    pub(in crate::exec) hop: &'p Hop,
    pub(in crate::exec) length: Length,
    pub(in crate::exec) selector: PathSelector,
    pub(in crate::exec) properties: &'p [(Arc<str>, Expr)],
    pub(in crate::exec) path: Option<VarId>,
    pub(in crate::exec) conditions: &'p [Expr],
    pub(in crate::exec) tree: Tree,
}

/// How many rows must share an end to be searched for at once.
const MANY: usize = 4;

/// The end that rows share.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    From,
    To,
}

impl Operator for ShortestPath<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.hop;
        let ends = (batch.column(hop.from.index()), batch.column(hop.to.index()));
        let (Some(from), Some(to)) = ends else {
            return Ok(Flow::More);
        };
        let surroundings = run.surroundings();
        let view = &surroundings.view;
        let forward = view.hops(&hop.types, hop.direction);
        let backward = view.hops(&hop.types, hop.direction.reversed());
        let taken = DistinctFrom::new(&batch, &hop.distinct_from);
        let required = Required::new(self.properties, &batch, &surroundings)?;
        let mut patience = Patience::new(run.context);
        let mut rows = Multiplier::new(&batch);
        let (mut lists, mut paths) = (TrailBuilder::default(), ColumnBuilder::default());
        let alike = self.conditions.is_empty()
            && self.length.min <= 1
            && taken.is_empty()
            && required.is_empty();
        let mut tree = std::mem::take(&mut self.tree);
        // The rows that the tree is for, and which end is its root.
        let mut grown: Option<(Range<usize>, Root)> = None;
        for row in 0..batch.rows() {
            if alike && grown.as_ref().is_none_or(|(rows, _)| row >= rows.end) {
                grown = shared_end(from, to, row, batch.rows());
                if let Some((rows, root)) = &grown {
                    let way = *root == Root::From;
                    let (root, others, hops) = match root {
                        Root::From => (from.node(row), to, &forward),
                        Root::To => (to.node(row), from, &backward),
                    };
                    let mut wanted = NodeSet::default();
                    for node in rows.clone().filter_map(|row| others.node(row)) {
                        wanted.insert(node.0);
                    }
                    let rules = Rules {
                        view,
                        hops,
                        taken: &taken,
                        row,
                        required: &required,
                    };
                    let longest = self.length.longest();
                    if let Some(root) = root {
                        let keep = run.context.only_reads();
                        tree.grow((root, way), keep, &rules, longest, &wanted, &mut patience)?;
                    }
                }
            }
            let (Some(from), Some(to)) = (from.node(row), to.node(row)) else {
                continue;
            };
            let rules = |hops| Rules {
                view,
                hops,
                taken: &taken,
                row,
                required: &required,
            };
            let search = Search {
                forward: rules(&forward),
                backward: rules(&backward),
                without: None,
                longest: self.length.longest(),
            };
            let row_of_batch = BatchRow { batch: &batch, row };
            let root = grown
                .as_ref()
                .filter(|(rows, _)| rows.contains(&row) && from != to)
                .map(|(_, root)| *root);
            let found = if let Some(root) = root {
                self.in_tree(&tree, root, (from, to), &search, &mut patience)?
            } else if self.conditions.is_empty() && self.length.min <= 1 {
                self.unconditional(from, to, search, &mut patience)?
            } else {
                self.conditional(
                    from,
                    to,
                    &search,
                    &row_of_batch,
                    &surroundings,
                    &mut patience,
                )?
            };
            for trail in found {
                rows.add(row);
                lists.push(trail.iter().map(|(id, _)| *id));
                if self.path.is_some() {
                    paths.push(path_of(from, &trail, &surroundings));
                }
                if rows.is_full()
                    && self.hand_on(&mut rows, &mut lists, &mut paths, out)? == Flow::Done
                {
                    return Ok(Flow::Done);
                }
            }
            patience.release();
        }
        self.tree = tree;
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        self.hand_on(&mut rows, &mut lists, &mut paths, out)
    }
}

/// The end that the rows from `row` on share, when it is worth one search for all of them.
fn shared_end(from: &Column, to: &Column, row: usize, rows: usize) -> Option<(Range<usize>, Root)> {
    let run = |column: &Column| {
        let first = column.node(row)?;
        let same = (row..rows).take_while(|row| column.node(*row) == Some(first));
        Some(row..row + same.count())
    };
    let (starts, ends) = (run(from)?, run(to)?);
    let (run, root) = if starts.len() >= ends.len() {
        (starts, Root::From)
    } else {
        (ends, Root::To)
    };
    (run.len() >= MANY).then_some((run, root))
}

impl ShortestPath<'_> {
    fn hand_on(
        &self,
        rows: &mut Multiplier<'_>,
        lists: &mut TrailBuilder,
        paths: &mut ColumnBuilder,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let mut next = rows.take();
        next.set(
            self.hop.relationship.index(),
            Column::Trail(std::mem::take(lists).finish()),
        );
        if let Some(path) = self.path {
            next.set(path.index(), std::mem::take(paths).finish());
        }
        out(next)
    }

    fn all(&self) -> bool {
        self.selector == PathSelector::AllShortest
    }

    /// From a search that was made for several rows.
    fn in_tree(
        &self,
        tree: &Tree,
        root: Root,
        (from, to): (NodeId, NodeId),
        search: &Search<'_, '_>,
        patience: &mut Patience<'_>,
    ) -> Result<Vec<Trail>> {
        if root == Root::To {
            return tree.to_root(from, self.all(), &search.forward, patience);
        }
        let mut found = tree.to_root(to, self.all(), &search.backward, patience)?;
        for trail in &mut found {
            // A hop names the node it leads to, which is the one it came from when walked the other way.
            trail.reverse();
            let count = trail.len();
            for at in 0..count {
                trail[at].1 = trail.get(at + 1).map_or(to, |next| next.1);
            }
        }
        Ok(found)
    }

    /// Without conditions on the path.
    fn unconditional(
        &self,
        from: NodeId,
        to: NodeId,
        mut search: Search<'_, '_>,
        patience: &mut Patience<'_>,
    ) -> Result<Vec<Trail>> {
        if from != to {
            return search.between(from, to, self.all(), patience);
        }
        if self.length.min == 0 {
            return Ok(vec![Vec::new()]);
        }
        // Back to the start: by every first hop, and from there without it.
        let firsts: Trail = search.forward.from(from).collect();
        let longest = search.longest;
        let mut best: Vec<Trail> = Vec::new();
        let mut best_length = longest.saturating_add(1);
        for (relationship, node) in firsts {
            let rests = if node == from {
                vec![Vec::new()]
            } else {
                search.without = Some(relationship);
                search.longest = best_length.min(longest).saturating_sub(1);
                search.between(node, from, self.all(), patience)?
            };
            for rest in rests {
                let length = rest.len() + 1;
                if length > longest || length > best_length {
                    continue;
                }
                if length < best_length {
                    best.clear();
                    best_length = length;
                }
                if best.is_empty() || self.all() {
                    best.push([(relationship, node)].into_iter().chain(rest).collect());
                }
            }
        }
        Ok(best)
    }

    /// Trails in the order of their lengths, until some of one length satisfy the conditions.
    fn conditional(
        &self,
        from: NodeId,
        to: NodeId,
        search: &Search<'_, '_>,
        row: &BatchRow<'_>,
        surroundings: &Surroundings<'_, '_, '_>,
        patience: &mut Patience<'_>,
    ) -> Result<Vec<Trail>> {
        let distances = search.distances_to(to, patience)?;
        let Some(nearest) = distances.distance(from) else {
            return Ok(Vec::new());
        };
        let mut length = nearest.max(self.length.min as usize);
        while length <= search.longest {
            let mut good: Vec<Trail> = Vec::new();
            let mut held = Reservation::default();
            let memory = surroundings.run.context.memory();
            let mut deeper = false;
            let mut walk = Walk {
                search,
                distances: &distances,
                length,
                deeper: &mut deeper,
                patience: &mut *patience,
            };
            walk.trails(from, to, &mut |trail| {
                if self.holds(from, trail, row, surroundings)? {
                    held.grow(memory, trail_bytes(trail.len()))?;
                    good.push(trail.to_vec());
                }
                Ok(good.is_empty() || self.all())
            })?;
            if !good.is_empty() || !deeper {
                return Ok(good);
            }
            length += 1;
        }
        Ok(Vec::new())
    }

    fn holds(
        &self,
        from: NodeId,
        trail: &[(RelId, NodeId)],
        row: &BatchRow<'_>,
        surroundings: &Surroundings<'_, '_, '_>,
    ) -> Result<bool> {
        let list = distinct_from::as_list(trail.iter().map(|(id, _)| *id));
        let with_list = Bound {
            outer: row,
            variable: self.hop.relationship,
            value: &list,
        };
        let path = path_of(from, trail, surroundings);
        let with_path = Bound {
            outer: &with_list,
            variable: self.path.unwrap_or(self.hop.relationship),
            value: if self.path.is_some() { &path } else { &list },
        };
        for condition in self.conditions {
            let truth = eval::scalar::eval_truth(condition, &with_path, surroundings)?;
            if truth != Some(true) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn path_of(
    from: NodeId,
    trail: &[(RelId, NodeId)],
    surroundings: &Surroundings<'_, '_, '_>,
) -> Value {
    let version = surroundings.view.version();
    let mut nodes = vec![from.into()];
    let mut relationships = Vec::with_capacity(trail.len());
    let mut at = from;
    for &(relationship, end) in trail {
        let forward = version
            .endpoints(relationship)
            .is_none_or(|(start, _)| start == at);
        relationships.push((relationship.into(), forward));
        nodes.push(end.into());
        at = end;
    }
    Value::Path(Arc::new(Path {
        nodes,
        relationships,
    }))
}
