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
use super::walked::Walked;
use crate::column::{Batch, Column};
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
}

/// A node, and whether it says something.
pub(super) type Said = (NodeId, bool);

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

    /// How many facts those of some rows have that are in the group.
    pub(super) fn cited(&self, rows: Range<usize>) -> usize {
        let end = |row: usize| {
            let lists = row.saturating_sub(self.rows.start).min(self.ends.len());
            lists.checked_sub(1).map_or(0, |last| self.ends[last].0)
        };
        (end(rows.end) - end(rows.start)) as usize
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
        let mut columns: SmallVec<[Told<'_>; 8]> = trace
            .witnessed
            .iter()
            .filter_map(|witnessed| Told::by(witnessed, &trace.batch, rows.clone(), facts))
            .collect();
        for row in rows {
            let mut taker = Taker {
                facts,
                start: self.all.len(),
                all: &mut self.all,
                seen: &mut self.seen,
                more: 0,
            };
            taker.seen.clear();
            for told in &mut columns {
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
    walked: Walked,
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
            walked: Walked::default(),
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
    fn walk(&mut self, row: usize, taker: &mut Taker<'_>) {
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
            let ends = self.ends.as_ref();
            let ends = ends.and_then(|(lefts, rights)| lefts.get(row).zip(rights.get(row)));
            let trail = |row| {
                let there = row < all.len();
                there.then(|| all.trail(row)).flatten().unwrap_or_default()
            };
            (self.walked).walk(trail(row), trail(row + 1), ends, self.direction, taker);
        } else {
            witnesses(&self.column.get(row), &mut |witness| match witness {
                Witness::Node(node) => taker.node((node, taker.facts.says_something(node))),
                Witness::Relationship(relationship) => taker.relationship(relationship),
            });
        }
    }
}

/// Takes what a row was matched by.
pub(super) struct Taker<'a> {
    facts: &'a Facts,
    all: &'a mut Vec<Cited>,
    /// Where the row begins.
    start: usize,
    seen: &'a mut FxHashSet<Witness>,
    more: i64,
}

impl Taker<'_> {
    /// Takes a relationship that was matched by itself, and its ends where a node has something to say.
    fn relationship(&mut self, relationship: RelId) {
        let ends = self.look(relationship, None);
        self.hop(relationship, ends, true, true);
    }

    /// Start and end of a relationship, sooner when it starts where it is `likely` to; `None` where no node has anything
    /// to say.
    pub(super) fn look(&self, relationship: RelId, likely: Option<NodeId>) -> Option<(Said, Said)> {
        if !self.facts.nodes_have_sources() {
            return None;
        }
        let (start, end) = self.facts.ends(likely.unwrap_or_default(), relationship)?;
        let said = |node| (node, self.facts.says_something(node));
        Some((said(start), said(end)))
    }

    /// Takes a relationship, and its ends where a node has something to say.
    pub(super) fn hop(
        &mut self,
        relationship: RelId,
        ends: Option<(Said, Said)>,
        before: bool,
        again: bool,
    ) {
        if let Some((start, _)) = ends {
            self.node(start);
        }
        self.add(Cited {
            witness: Witness::Relationship(relationship),
            ends: ends.map(|(start, end)| (start.0, end.0)),
            before,
            again,
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
