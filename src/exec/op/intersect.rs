//! Common neighbours of several bound nodes.
//!
//! Where the lists are of like length, the one whose node stays the same from row to row is marked in a bitmap once, and
//! the entries of the other are probed; a list much shorter than the other is looked up in it entry by entry.

use super::distinct_from::DistinctFrom;
use super::multiplier::Multiplier;
use super::trail::Patience;
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::graph_access::{Hops, View};
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::value::{NodeId, RelId};

/// How many times shorter a list must be for its entries to be looked up one by one.
const LOPSIDED: usize = 16;

/// Binds the nodes that all hops lead to, and the relationships.
pub(in crate::exec) struct Intersect<'p> {
    hops: &'p [Hop],
    /// Pairs of hops whose relationships must differ.
    differ: Vec<(usize, usize)>,
    marks: Marks,
}

/// The neighbours of one node, as bits.
#[derive(Default)]
struct Marks {
    words: Vec<u64>,
    of: Option<(usize, NodeId)>,
    marked: Vec<u32>,
}

impl<'p> Intersect<'p> {
    pub(in crate::exec) fn new(hops: &'p [Hop]) -> Self {
        Self {
            hops,
            differ: differing(hops.iter()),
            marks: Marks::default(),
        }
    }
}

impl Operator for Intersect<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        // The graph may have changed since the run before.
        self.marks.clear();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let view = run.context.view();
        let hops: Vec<Hops<'_>> = self
            .hops
            .iter()
            .map(|hop| view.hops(&hop.types, hop.direction))
            .collect();
        let taken: Vec<DistinctFrom> = self
            .hops
            .iter()
            .map(|hop| DistinctFrom::new(&batch, &hop.distinct_from))
            .collect();
        let columns: Option<Vec<&Column>> = self
            .hops
            .iter()
            .map(|hop| batch.column(hop.from.index()))
            .collect();
        let Some(columns) = columns else {
            return Ok(Flow::More);
        };
        let calm = calmest(&columns, batch.rows());
        let mut found = Found {
            hops: self.hops,
            rows: Multiplier::new(&batch),
            relationships: vec![Vec::new(); self.hops.len()],
            nodes: Vec::new(),
        };
        let mut patience = Patience::new(run.context);
        let mut candidates = Vec::new();
        let mut nodes: Vec<NodeId> = Vec::with_capacity(columns.len());
        let mut degrees: Vec<usize> = Vec::with_capacity(columns.len());
        let mut chosen = Vec::with_capacity(self.hops.len());
        for row in 0..batch.rows() {
            nodes.clear();
            nodes.extend(columns.iter().map_while(|column| column.node(row)));
            if nodes.len() < columns.len() {
                continue;
            }
            degrees.clear();
            let pairs = hops.iter().zip(&nodes);
            degrees.extend(pairs.map(|(hops, node)| hops.degree(*node)));
            if degrees.contains(&0) {
                continue;
            }
            let shortest = (0..degrees.len())
                .min_by_key(|hop| degrees[*hop])
                .unwrap_or(0);
            candidates.clear();
            let other = (0..degrees.len())
                .filter(|hop| *hop != calm)
                .min_by_key(|hop| degrees[*hop])
                .unwrap_or(0);
            let marked = self.marks.of == Some((calm, nodes[calm]));
            let marking = degrees[other] < degrees[shortest].saturating_mul(LOPSIDED)
                && (marked || degrees[calm] < degrees[other].saturating_mul(LOPSIDED));
            let listed = if marking {
                if !marked {
                    self.marks.mark(calm, nodes[calm], &hops[calm], &view);
                }
                other
            } else {
                shortest
            };
            for side in hops[listed].sides() {
                let list = side.list(nodes[listed]).nodes;
                patience.steps(list.len())?;
                for &node in list {
                    let counts = side.counts(nodes[listed], node);
                    if counts && (!marking || self.marks.has(node)) {
                        candidates.push(node);
                    }
                }
            }
            // Parallel relationships, or both directions, name a node twice; each relationship comes back below.
            if candidates.windows(2).any(|pair| pair[0] >= pair[1]) {
                candidates.sort_unstable();
                candidates.dedup();
            }
            for &node in &candidates {
                patience.step()?;
                let probe = Probe {
                    hops: &hops,
                    from: &nodes,
                    to: node,
                    taken: &taken,
                    row,
                    differ: &self.differ,
                };
                chosen.clear();
                let flow = probe.choose(&mut chosen, &mut |relationships| {
                    found.add(row, relationships, node);
                    if found.rows.is_full() {
                        found.hand_on(out)
                    } else {
                        Ok(Flow::More)
                    }
                })?;
                if flow == Flow::Done {
                    return Ok(Flow::Done);
                }
            }
        }
        if found.rows.is_empty() {
            return Ok(Flow::More);
        }
        found.hand_on(out)
    }
}

/// Pairs of hops, the earlier one first, whose relationships must differ.
pub(super) fn differing<'h>(hops: impl Iterator<Item = &'h Hop> + Clone) -> Vec<(usize, usize)> {
    let mut differ = Vec::new();
    for (number, hop) in hops.clone().enumerate() {
        for (earlier, other) in hops.clone().take(number).enumerate() {
            if hop.distinct_from.contains(&other.relationship) {
                differ.push((earlier, number));
            }
        }
    }
    differ
}

/// The hop whose node changes least from row to row.
pub(super) fn calmest(columns: &[&Column], rows: usize) -> usize {
    let looked_at = rows.min(64);
    (0..columns.len())
        .min_by_key(|hop| {
            (1..looked_at)
                .filter(|row| columns[*hop].node(*row) != columns[*hop].node(row - 1))
                .count()
        })
        .unwrap_or(0)
}

impl Marks {
    fn clear(&mut self) {
        for node in self.marked.drain(..) {
            self.words[node as usize / 64] = 0;
        }
        self.of = None;
    }

    fn mark(&mut self, hop: usize, node: NodeId, hops: &Hops<'_>, view: &View) {
        self.clear();
        let words = view.version().id_bound() as usize / 64 + 1;
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
        for side in hops.sides() {
            for &other in side.list(node).nodes {
                self.words[other as usize / 64] |= 1 << (other % 64);
                self.marked.push(other);
            }
        }
        self.of = Some((hop, node));
    }

    #[inline]
    fn has(&self, node: u32) -> bool {
        self.words[node as usize / 64] >> (node % 64) & 1 == 1
    }
}

/// A node that may be reached by all hops of a row.
pub(super) struct Probe<'a, 'v> {
    pub(super) hops: &'a [Hops<'v>],
    pub(super) from: &'a [NodeId],
    pub(super) to: u32,
    pub(super) taken: &'a [DistinctFrom],
    pub(super) row: usize,
    pub(super) differ: &'a [(usize, usize)],
}

impl Probe<'_, '_> {
    /// Hands over every choice of one relationship per hop.
    pub(super) fn choose(
        &self,
        chosen: &mut Vec<RelId>,
        give: &mut dyn FnMut(&[RelId]) -> Result<Flow>,
    ) -> Result<Flow> {
        let hop = chosen.len();
        if hop == self.hops.len() {
            return give(chosen);
        }
        let from = self.from[hop];
        for side in self.hops[hop].sides() {
            if !side.counts(from, self.to) {
                continue;
            }
            let list = side.list(from);
            for at in list.places_of(self.to) {
                let relationship = side.relationship(list.slot(at));
                let differs = self
                    .differ
                    .iter()
                    .all(|(earlier, later)| *later != hop || chosen[*earlier] != relationship);
                if !differs
                    || self.taken[hop].has(self.row, relationship)
                    || !side.sees(relationship, NodeId(self.to))
                {
                    continue;
                }
                chosen.push(relationship);
                let flow = self.choose(chosen, give)?;
                chosen.pop();
                if flow == Flow::Done {
                    return Ok(Flow::Done);
                }
            }
        }
        Ok(Flow::More)
    }
}

/// Rows found so far.
struct Found<'b, 'p> {
    hops: &'p [Hop],
    rows: Multiplier<'b>,
    relationships: Vec<Vec<RelId>>,
    nodes: Vec<u32>,
}

impl Found<'_, '_> {
    fn add(&mut self, row: usize, relationships: &[RelId], node: u32) {
        self.rows.add(row);
        self.nodes.push(node);
        for ((column, hop), relationship) in self
            .relationships
            .iter_mut()
            .zip(self.hops)
            .zip(relationships)
        {
            if hop.relationship_read {
                column.push(*relationship);
            }
        }
    }

    fn hand_on(&mut self, out: &mut Sink<'_>) -> Result<Flow> {
        let mut next = self.rows.take();
        for (column, hop) in self.relationships.iter_mut().zip(self.hops) {
            if hop.relationship_read {
                let relationships = std::mem::take(column);
                next.set(
                    hop.relationship.index(),
                    Column::relationships(relationships),
                );
            }
        }
        let nodes = std::mem::take(&mut self.nodes);
        next.set(self.hops[0].to.index(), Column::nodes(nodes));
        out(next)
    }
}
