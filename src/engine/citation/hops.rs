//! Hops of rows that were matched by nothing else, and of which none is missing.
//!
//! In: relationships row by row, with the nodes on their left and right. Out: what each row cites, as any other way to find out
//! would have it, sooner. Knows nothing of what facts look like.

use std::ops::Range;

use super::group::Cited;
use crate::function::Witness;
use crate::semantics::checked::Direction;
use crate::value::{NodeId, RelId};

/// A hop per row.
pub(super) struct Hops<'a> {
    pub(super) relationships: &'a [RelId],
    pub(super) lefts: &'a [u32],
    pub(super) rights: &'a [u32],
    /// Which of the nodes on the left and on the right say something, from the first of the rows on.
    pub(super) saying: [u128; 2],
    pub(super) direction: Direction,
}

impl Hops<'_> {
    /// Hands over what these rows cite, and where that of each ends.
    pub(super) fn give(
        &self,
        rows: Range<usize>,
        all: &mut Vec<Cited>,
        ends: &mut Vec<(u32, i64)>,
    ) {
        let [mut left_says, mut right_says] = self.saying;
        for row in rows {
            let (left, right) = (self.lefts[row], self.rights[row]);
            let says = [left_says & 1 == 1, right_says & 1 == 1];
            (left_says, right_says) = (left_says >> 1, right_says >> 1);
            if says[0] {
                all.push(node(self.lefts, row));
            }
            let relationship = self.relationships[row];
            all.push(Cited {
                witness: Witness::Relationship(relationship),
                ends: directed(self.direction, NodeId(left), NodeId(right)),
                before: is_at(self.relationships, row.wrapping_sub(1), relationship),
                again: is_at(self.relationships, row + 1, relationship),
                at_hand: is_at(self.relationships, row.wrapping_sub(1), relationship),
            });
            if says[1] && !(says[0] && left == right) {
                all.push(node(self.rights, row));
            }
            ends.push((all.len() as u32, 0));
        }
    }
}

/// The node of a row, which says something.
#[inline]
fn node(nodes: &[u32], row: usize) -> Cited {
    let node = nodes[row];
    Cited {
        witness: Witness::Node(NodeId(node)),
        ends: None,
        before: is_at(nodes, row.wrapping_sub(1), node),
        again: is_at(nodes, row + 1, node),
        at_hand: is_at(nodes, row.wrapping_sub(1), node),
    }
}

/// Is it at this place too? Rows that follow each other have much in common.
#[inline]
fn is_at<T: PartialEq>(all: &[T], at: usize, one: T) -> bool {
    all.get(at).is_some_and(|other| *other == one)
}

/// Start and end of a relationship with one of these on its left and one on its right.
#[inline]
pub(super) fn directed<T>(direction: Direction, left: T, right: T) -> Option<(T, T)> {
    match direction {
        Direction::Outgoing => Some((left, right)),
        Direction::Incoming => Some((right, left)),
        Direction::Both => None,
    }
}
