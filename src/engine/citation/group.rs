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
use super::hops::{Hops, directed};
use super::nodes::{Nodes, Said};
use super::trails::Trails;
use super::walked::{Walked, look};
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
    /// Does the row before cite it too, as far as that is known?
    pub(super) at_hand: bool,
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

impl Group {
    /// Is this row among them?
    pub(super) fn has(&self, trace: &Trace, row: usize) -> bool {
        self.batch == trace.number && self.rows.contains(&row)
    }

    /// What one of these rows cites, and how many facts it has beside those.
    pub(super) fn row(&self, row: usize) -> (&[Cited], Option<i64>) {
        let mut rows = self.rows(row..row + 1);
        rows.next().unwrap_or_default()
    }

    /// The same for as many of some rows as are among them, of which the first is.
    pub(super) fn rows(&self, rows: Range<usize>) -> impl Iterator<Item = (&[Cited], Option<i64>)> {
        let first = rows.start - self.rows.start;
        let mut start = match first.checked_sub(1) {
            Some(before) => self.ends[before].0 as usize,
            None => 0,
        };
        let ends = self.ends[first..].iter().take(rows.len());
        ends.map(move |&(end, more)| {
            let cited = &self.all[start..end as usize];
            start = end as usize;
            (cited, (more > 0).then_some(more))
        })
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
        if let [told] = &columns[..] {
            if let Some(hops) = told.hops() {
                return hops.give(rows, &mut self.all, &mut self.ends);
            }
            if let Some(trails) = told.trails(rows.clone()) {
                return trails.give(rows, facts, &mut self.all, &mut self.ends);
            }
        }
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

    /// The hops of the rows, when they tell of nothing else.
    fn hops(&self) -> Option<Hops<'a>> {
        let (lefts, rights) = self.ends.as_ref()?;
        Some(Hops {
            relationships: self.relationships?,
            lefts: lefts.dense?,
            rights: rights.dense?,
            saying: [lefts.saying, rights.saying],
            direction: self.direction,
        })
    }

    /// The trails of these rows, when they tell of nothing else.
    fn trails(&self, rows: Range<usize>) -> Option<Trails<'_>> {
        let Column::Trail(column) = self.column else {
            return None;
        };
        let trails = Trails {
            column,
            ends: self.ends.as_ref(),
            direction: self.direction,
        };
        trails.are_short(rows, MOST).then_some(trails)
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
            let ends = directed(self.direction, left.0, right.0);
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
                        at_hand: nodes.node(before) == Some(node),
                    });
                }
            };
            end(lefts, left, taker);
            taker.add(Cited {
                witness,
                ends,
                before: same(before),
                again: same(after),
                at_hand: same(before),
            });
            end(rights, right, taker);
        } else if let Column::Trail(all) = self.column {
            let trails = Trails {
                column: all,
                ends: self.ends.as_ref(),
                direction: self.direction,
            };
            let [same, again] = trails.walk(row, &mut self.walked, taker.facts);
            for (at, hop) in self.walked.hops().iter().enumerate() {
                taker.hop(hop.relationship, hop.ends, at < same, at < again);
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
    more: i64,
}

impl Taker<'_> {
    /// Takes a relationship that was matched by itself, and its ends where a node has something to say.
    fn relationship(&mut self, relationship: RelId) {
        let ends = look(self.facts, relationship, None);
        self.hop(relationship, ends, true, true);
    }

    /// Takes a relationship, and its ends where a node has something to say.
    fn hop(&mut self, relationship: RelId, ends: Option<(Said, Said)>, before: bool, again: bool) {
        if let Some((start, _)) = ends {
            self.node(start);
        }
        self.add(Cited {
            witness: Witness::Relationship(relationship),
            ends: ends.map(|(start, end)| (start.0, end.0)),
            before,
            again,
            at_hand: false,
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
                at_hand: false,
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
