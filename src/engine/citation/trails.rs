//! Trails of rows.
//!
//! In: a column of trails, and of the nodes where they begin and end. Out: what each row cites that was matched by nothing else,
//! as any other way to find out would have it, sooner: what it has in common with the row before is copied. Knows nothing of
//! what facts look like.

use std::ops::Range;

use smallvec::SmallVec;

use super::facts::Facts;
use super::group::Cited;
use super::nodes::{Nodes, Said};
use super::walked::Walked;
use crate::column::TrailColumn;
use crate::function::Witness;
use crate::semantics::checked::Direction;
use crate::value::RelId;

/// A trail per row.
pub(super) struct Trails<'a> {
    pub(super) column: &'a TrailColumn,
    pub(super) ends: Option<&'a (Nodes<'a>, Nodes<'a>)>,
    pub(super) direction: Direction,
}

impl Trails<'_> {
    /// That of a row; empty where there is none.
    #[inline]
    fn trail(&self, row: usize) -> &[RelId] {
        let there = row < self.column.len();
        let trail = there.then(|| self.column.trail(row));
        trail.flatten().unwrap_or_default()
    }

    /// Can none of these rows cite more than so many?
    pub(super) fn are_short(&self, mut rows: Range<usize>, most: usize) -> bool {
        // Each hop, and its ends.
        rows.all(|row| self.trail(row).len() * 3 <= most)
    }

    /// Goes that of a row, behind that of the row before. Says how many hops they have in common from the beginning on, and how
    /// many those of the next row.
    pub(super) fn walk(&self, row: usize, walked: &mut Walked, facts: &Facts) -> [usize; 2] {
        let between = self.ends;
        let between = between.and_then(|(lefts, rights)| lefts.get(row).zip(rights.get(row)));
        let (trail, next) = (self.trail(row), self.trail(row + 1));
        walked.walk(trail, next, between, self.direction, facts)
    }

    /// Hands over what these rows cite, and where that of each ends.
    pub(super) fn give(
        &self,
        rows: Range<usize>,
        facts: &Facts,
        all: &mut Vec<Cited>,
        ends: &mut Vec<(u32, i64)>,
    ) {
        let mut walked = Walked::default();
        // Where what the row before cites begins, and how much of it there is up to each of its hops.
        let mut last = all.len();
        let mut until: SmallVec<[usize; 8]> = SmallVec::new();
        for row in rows {
            let [same, again] = self.walk(row, &mut walked, facts);
            let start = all.len();
            until.truncate(same);
            let copied = until.last().copied().unwrap_or_default();
            all.extend_from_within(last..last + copied);
            for hop in &walked.hops()[same..] {
                let (from, to) = hop.ends.unzip();
                add_node(from, start, all);
                all.push(Cited {
                    witness: Witness::Relationship(hop.relationship),
                    ends: hop.ends.map(|(from, to)| (from.0, to.0)),
                    before: false,
                    again: false,
                    at_hand: false,
                });
                add_node(to, start, all);
                until.push(all.len() - start);
            }
            let again = again.checked_sub(1).map_or(0, |last| until[last]);
            for (at, cited) in all[start..].iter_mut().enumerate() {
                (cited.before, cited.again) = (at < copied, at < again);
                cited.at_hand = at < copied;
            }
            last = start;
            ends.push((all.len() as u32, 0));
        }
    }
}

/// Adds a node that says something, unless the row has it; it begins at `start`.
#[inline]
fn add_node(node: Option<Said>, start: usize, all: &mut Vec<Cited>) {
    let Some((node, true)) = node else { return };
    let witness = Witness::Node(node);
    if all[start..].iter().all(|other| other.witness != witness) {
        all.push(Cited {
            witness,
            ends: None,
            before: false,
            again: false,
            at_hand: false,
        });
    }
}
