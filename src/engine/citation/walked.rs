//! The ends of the relationships of trails.
//!
//! In: trails row by row, and the nodes where each begins and ends. Out: the relationships of each with their ends. Trails
//! that follow each other go the same way for long, and the new hop is mostly the last one: then nothing is looked up.
//! Knows nothing of what facts look like.

use super::group::{Said, Taker};
use crate::semantics::checked::Direction;
use crate::value::RelId;

/// The last trail.
#[derive(Default)]
pub(super) struct Walked {
    hops: Vec<Hop>,
}

#[derive(Clone, Copy)]
struct Hop {
    relationship: RelId,
    /// Where it starts and ends, where that is known.
    ends: Option<(Said, Said)>,
    /// The node that the trail goes on from.
    reached: Option<Said>,
}

impl Walked {
    /// Hands over the hops of a trail, which leads from the first of these nodes to the second; `next` is the trail that
    /// follows.
    pub(super) fn walk(
        &mut self,
        trail: &[RelId],
        next: &[RelId],
        between: Option<(Said, Said)>,
        direction: Direction,
        taker: &mut Taker<'_>,
    ) {
        let last = self.hops.iter().map(|hop| hop.relationship);
        let same = common(trail.iter().copied(), last);
        let again = common(trail.iter().copied(), next.iter().copied());
        self.hops.truncate(same);
        for (at, &relationship) in trail.iter().enumerate() {
            let hop = match self.hops.get(at) {
                Some(hop) => *hop,
                None => {
                    let from = match at.checked_sub(1) {
                        Some(before) => self.hops[before].reached,
                        None => between.map(|(first, _)| first),
                    };
                    let to = between
                        .map(|(_, last)| last)
                        .filter(|_| at + 1 == trail.len());
                    let hop = find(relationship, from, to, direction, taker);
                    self.hops.push(hop);
                    hop
                }
            };
            taker.hop(relationship, hop.ends, at < same, at < again);
        }
    }
}

/// How much two trails have in common from their beginning on.
fn common(one: impl Iterator<Item = RelId>, other: impl Iterator<Item = RelId>) -> usize {
    one.zip(other)
        .take_while(|(one, other)| one == other)
        .count()
}

/// A hop that is walked from one node to another; what is not known of these is looked up, but where nobody needs it.
fn find(
    relationship: RelId,
    from: Option<Said>,
    to: Option<Said>,
    direction: Direction,
    taker: &Taker<'_>,
) -> Hop {
    if let (Some(from), Some(to)) = (from, to) {
        let ends = match direction {
            Direction::Outgoing => Some((from, to)),
            Direction::Incoming => Some((to, from)),
            Direction::Both => None,
        };
        if ends.is_some() {
            return Hop {
                relationship,
                ends,
                reached: Some(to),
            };
        }
    }
    let likely = from.map(|(node, _)| node);
    let ends = taker.look(relationship, likely);
    let reached = ends.map(
        |(start, end)| {
            if likely == Some(end.0) { start } else { end }
        },
    );
    Hop {
        relationship,
        ends,
        reached,
    }
}
