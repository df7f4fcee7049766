//! What some rows cite, looked up together.
//!
//! In: rows that were matched, and what is known of sources. Out: for each of them what it cites: each witness once, in
//! the order of first use, without nodes that say nothing. Knows nothing of what facts look like.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::TOGETHER;
use super::facts::Facts;
use crate::column::{Batch, Column, TrailColumn};
use crate::function::{Witness, witnesses};
use crate::plan::Witnessed;
use crate::semantics::checked::{Direction, VarId};
use crate::value::{NodeId, RelId};

/// How many facts of a row are listed; of the rest only the number is told.
const MOST: usize = 100;

/// How many witnesses are looked through one by one.
const FEW: usize = 16;

const _: () = assert!(TOGETHER <= u128::BITS as usize);

/// Rows, and the variables that tell of them.
pub(super) struct Trace {
    pub(super) witnessed: Arc<[Witnessed]>,
    pub(super) batch: Batch,
    /// The number of the batch, 1 or more.
    pub(super) number: u64,
}

/// A witness that a row cites.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cited {
    pub(super) witness: Witness,
    /// Start and end of a relationship, where they are known without looking.
    pub(super) ends: Option<(NodeId, NodeId)>,
    /// Can it have come before?
    pub(super) before: bool,
    /// Is it likely to come again?
    pub(super) again: bool,
}

/// What some rows cite.
#[derive(Default)]
pub(super) struct Group {
    /// The number of their batch.
    batch: u64,
    rows: Range<usize>,
    all: Vec<Cited>,
    /// Where what each of them cites ends, and how much more it does.
    ends: Vec<(u32, i64)>,
    /// All witnesses of the last row, when there are more than a few.
    seen: FxHashSet<Witness>,
    walked: Walked,
}

/// A node, and whether it says something.
type Said = (NodeId, bool);

/// Start and end of relationships that came without them, each at its place: trails that follow each other go the same
/// way for long.
#[derive(Default)]
struct Walked {
    hops: Vec<Option<Hop>>,
}

#[derive(Clone, Copy)]
struct Hop {
    relationship: RelId,
    ends: Option<(Said, Said)>,
}

/// How many relationships are remembered: more than the rows of a group mostly have.
const REMEMBERED: usize = 1024;

impl Walked {
    fn place(&mut self, relationship: RelId) -> &mut Option<Hop> {
        if self.hops.is_empty() {
            self.hops.resize(REMEMBERED, None);
        }
        &mut self.hops[relationship.slot as usize % REMEMBERED]
    }

    /// Finds out about all hops of these rows that are not known yet, one thing after the other for all of them.
    fn prepare(&mut self, trails: &TrailColumn, rows: Range<usize>, facts: &Facts) {
        let (mut hops, mut ends) = (Vec::with_capacity(rows.len()), Vec::new());
        // The last trail, and where each of its hops ends: the next hop is likely to start there.
        let mut last: &[RelId] = &[];
        let mut reached: SmallVec<[NodeId; 8]> = SmallVec::new();
        for row in rows {
            let trail = trails.trail(row).unwrap_or_default();
            let same = trail.iter().zip(last).take_while(|(a, b)| a == b).count();
            reached.truncate(same);
            last = trail;
            for &relationship in &trail[same..] {
                let known = match self.place(relationship) {
                    Some(hop) if hop.relationship == relationship => hop.ends,
                    _ => None,
                };
                let end = known.map(|(_, (end, _))| end).or_else(|| {
                    let likely = reached.last().copied().unwrap_or_default();
                    let (start, end) = facts.ends(likely, relationship)?;
                    hops.push(relationship);
                    ends.extend([start.0, end.0]);
                    Some(end)
                });
                reached.push(end.unwrap_or_default());
            }
        }
        for (hops, ends) in hops.chunks(TOGETHER / 2).zip(ends.chunks(TOGETHER)) {
            let saying = facts.saying(ends);
            let said = |at: usize| (NodeId(ends[at]), saying >> at & 1 == 1);
            for (at, &relationship) in hops.iter().enumerate() {
                let ends = Some((said(2 * at), said(2 * at + 1)));
                *self.place(relationship) = Some(Hop { relationship, ends });
            }
        }
    }

    fn ends(&mut self, relationship: RelId, facts: &Facts) -> Option<(Said, Said)> {
        let place = self.place(relationship);
        match place {
            Some(hop) if hop.relationship == relationship => hop.ends,
            _ => {
                let said = |node| (node, facts.says_something(node));
                let ends = facts.ends(NodeId::default(), relationship);
                let ends = ends.map(|(start, end)| (said(start), said(end)));
                *place = Some(Hop { relationship, ends });
                ends
            }
        }
    }
}

impl Group {
    /// Is this row among them?
    pub(super) fn has(&self, trace: &Trace, row: usize) -> bool {
        self.batch == trace.number && self.rows.contains(&row)
    }

    /// What one of these rows cites, and how many facts it has beside those.
    pub(super) fn row(&self, row: usize) -> (&[Cited], Option<i64>) {
        let at = row - self.rows.start;
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.ends[before].0 as usize);
        let (end, more) = self.ends[at];
        (&self.all[start..end as usize], (more > 0).then_some(more))
    }

    /// What all of these rows cite.
    pub(super) fn all(&self) -> &[Cited] {
        &self.all
    }

    /// Takes these rows instead.
    pub(super) fn fill(&mut self, trace: &Trace, rows: Range<usize>, facts: &Facts) {
        self.batch = trace.number;
        self.rows = rows.clone();
        self.all.clear();
        self.ends.clear();
        let columns: SmallVec<[Told<'_>; 8]> = trace
            .witnessed
            .iter()
            .filter_map(|witnessed| Told::by(witnessed, &trace.batch, rows.clone(), facts))
            .collect();
        for told in &columns {
            if let Column::Trail(trails) = told.column
                && facts.nodes_have_sources()
            {
                self.walked.prepare(trails, rows.clone(), facts);
            }
        }
        for row in rows {
            let mut taker = Taker {
                facts,
                start: self.all.len(),
                all: &mut self.all,
                seen: &mut self.seen,
                walked: &mut self.walked,
                more: 0,
            };
            taker.seen.clear();
            for told in &columns {
                told.walk(row, &mut taker);
            }
            let more = taker.more;
            self.ends.push((self.all.len() as u32, more));
        }
    }
}

/// Columns that tell of rows.
struct Told<'a> {
    column: &'a Column,
    /// Relationships, where none is missing.
    relationships: Option<&'a [RelId]>,
    ends: Option<(Nodes<'a>, Nodes<'a>)>,
    direction: Direction,
}

/// Nodes of rows, and which of them say something.
struct Nodes<'a> {
    column: &'a Column,
    /// All of them, where none is missing.
    dense: Option<&'a [u32]>,
    first: usize,
    saying: u128,
}

impl<'a> Nodes<'a> {
    /// Those of some rows, at most [`TOGETHER`].
    fn of(column: &'a Column, rows: Range<usize>, facts: &Facts) -> Self {
        let first = rows.start;
        let nodes = match column {
            Column::Node(all) if all.validity().is_none() => Some(all.values()),
            _ => None,
        };
        // One thing after the other for all rows: no look waits for what an earlier one finds.
        let saying = match nodes {
            _ if !facts.nodes_have_sources() => 0,
            Some(nodes) => facts.saying(&nodes[rows]),
            None => rows.fold(0, |saying, row| {
                let says = |node| facts.saying(&[node]) << (row - first);
                saying | column.node(row).map_or(0, |node| says(node.0))
            }),
        };
        Self {
            column,
            dense: nodes,
            first,
            saying,
        }
    }

    /// The node of a row, and whether it says something.
    #[inline]
    fn get(&self, row: usize) -> Option<Said> {
        let says = self.saying >> (row - self.first) & 1 == 1;
        Some((self.node(row)?, says))
    }

    /// The node of a row; `None` when there is none, or no such row.
    #[inline]
    fn node(&self, row: usize) -> Option<NodeId> {
        match self.dense {
            Some(nodes) => nodes.get(row).copied().map(NodeId),
            None if row < self.column.len() => self.column.node(row),
            None => None,
        }
    }
}

impl<'a> Told<'a> {
    fn by(
        witnessed: &Witnessed,
        batch: &'a Batch,
        rows: Range<usize>,
        facts: &Facts,
    ) -> Option<Self> {
        let column = |variable: VarId| batch.column(variable.index());
        let nodes = |variable| Some(Nodes::of(column(variable)?, rows.clone(), facts));
        let told = column(witnessed.variable)?;
        Some(Self {
            column: told,
            relationships: match told {
                Column::Relationship(all) if all.validity().is_none() => Some(all.values()),
                _ => None,
            },
            ends: (witnessed.ends).and_then(|(left, right)| Some((nodes(left)?, nodes(right)?))),
            direction: witnessed.direction,
        })
    }

    /// The relationship of a row; `None` when there is none, or no such row.
    #[inline]
    fn relationship(&self, row: usize) -> Option<RelId> {
        match self.relationships {
            Some(all) => all.get(row).copied(),
            None if row < self.column.len() => self.column.relationship(row),
            None => None,
        }
    }

    /// Hands over what a row was matched by, in the order of its first use; one may come several times.
    fn walk(&self, row: usize, taker: &mut Taker<'_>) {
        if let (Some((lefts, rights)), Some(relationship)) = (&self.ends, self.relationship(row)) {
            let Some((left, right)) = lefts.get(row).zip(rights.get(row)) else {
                return taker.relationship(relationship);
            };
            let ends = match self.direction {
                Direction::Outgoing => Some((left.0, right.0)),
                Direction::Incoming => Some((right.0, left.0)),
                Direction::Both => None,
            };
            // Rows that follow each other have much in common.
            let same = |row: usize| self.relationship(row) == Some(relationship);
            let witness = Witness::Relationship(relationship);
            let (before, after) = (row.wrapping_sub(1), row + 1);
            let end = |nodes: &Nodes<'_>, (node, says_something): Said, taker: &mut Taker<'_>| {
                if says_something {
                    taker.add(Cited {
                        witness: Witness::Node(node),
                        ends: None,
                        before: nodes.node(before) == Some(node),
                        again: nodes.node(after) == Some(node),
                    });
                }
            };
            end(lefts, left, taker);
            taker.add(Cited {
                witness,
                ends,
                before: same(before),
                again: same(after),
            });
            end(rights, right, taker);
        } else if let Column::Trail(all) = self.column {
            for &relationship in all.trail(row).unwrap_or_default() {
                taker.relationship(relationship);
            }
        } else {
            witnesses(&self.column.get(row), &mut |witness| match witness {
                Witness::Node(node) => taker.node((node, taker.facts.says_something(node))),
                Witness::Relationship(relationship) => taker.relationship(relationship),
            });
        }
    }
}

/// Takes what a row was matched by.
struct Taker<'a> {
    facts: &'a Facts,
    all: &'a mut Vec<Cited>,
    /// Where the row begins.
    start: usize,
    seen: &'a mut FxHashSet<Witness>,
    walked: &'a mut Walked,
    more: i64,
}

impl Taker<'_> {
    /// Takes a relationship without known ends, and these where a node has something to say.
    fn relationship(&mut self, relationship: RelId) {
        let ends = if self.facts.nodes_have_sources() {
            self.walked.ends(relationship, self.facts)
        } else {
            None
        };
        if let Some((start, _)) = ends {
            self.node(start);
        }
        self.add(Cited {
            witness: Witness::Relationship(relationship),
            ends: ends.map(|(start, end)| (start.0, end.0)),
            before: true,
            again: true,
        });
        if let Some((_, end)) = ends {
            self.node(end);
        }
    }

    /// Takes a node, when it says something.
    fn node(&mut self, (node, says_something): Said) {
        if says_something {
            self.add(Cited {
                witness: Witness::Node(node),
                ends: None,
                before: true,
                again: true,
            });
        }
    }

    #[inline]
    fn add(&mut self, cited: Cited) {
        let row = &self.all[self.start..];
        if row.len() < FEW {
            if row.iter().any(|other| other.witness == cited.witness) {
                return;
            }
        } else {
            if self.seen.is_empty() {
                self.seen.extend(row.iter().map(|other| other.witness));
            }
            if !self.seen.insert(cited.witness) {
                return;
            }
        }
        if row.len() < MOST {
            self.all.push(cited);
        } else {
            self.more += 1;
        }
    }
}
