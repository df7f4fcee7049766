//! The ends of the relationships of trails.
//!
//! In: trails row by row, and the nodes where each begins and ends. Out: the hops of each, with their ends. Trails that follow
//! each other go the same way for long, and the new hop is mostly the last one: then nothing is looked up. Knows nothing of
//! what facts look like.

use smallvec::SmallVec;

use super::facts::Facts;
use super::hops::directed;
use super::nodes::Said;
use crate::semantics::checked::Direction;
use crate::value::{NodeId, RelId};

/// The last trail. All of them are walked in turn.
#[derive(Default)]
pub(super) struct Walked {
    hops: SmallVec<[Hop; 8]>,
    /// How many of them the next one has too, from its beginning on.
    common: usize,
}

/// A hop of a trail.
#[derive(Clone, Copy)]
pub(super) struct Hop {
    pub(super) relationship: RelId,
    /// Where it starts and ends, where that is known.
    pub(super) ends: Option<(Said, Said)>,
    /// The node that the trail goes on from.
    reached: Option<Said>,
}

impl Walked {
    /// Goes a trail, which leads from the first of these nodes to the second; `next` is the trail that follows. Says how many hops
    /// it has in common with the last one, from its beginning on, and with the next.
    pub(super) fn walk(
        &mut self,
        trail: &[RelId],
        next: &[RelId],
        between: Option<(Said, Said)>,
        direction: Direction,
        facts: &Facts,
    ) -> [usize; 2] {
        let same = self.common;
        self.common = common(trail, next);
        self.hops.truncate(same);
        for &relationship in &trail[same..] {
            let from = match self.hops.last() {
                Some(before) => before.reached,
                None => between.map(|(first, _)| first),
            };
            let is_last = self.hops.len() + 1 == trail.len();
            let to = between.map(|(_, last)| last).filter(|_| is_last);
            self.hops
                .push(find(relationship, from, to, direction, facts));
        }
        [same, self.common]
    }

    /// The hops of the last trail.
    pub(super) fn hops(&self) -> &[Hop] {
        &self.hops
    }
}

/// How much two trails have in common from their beginning on.
fn common(one: &[RelId], other: &[RelId]) -> usize {
    let most = one.len().min(other.len());
    let mut at = 0;
    while at < most && one[at] == other[at] {
        at += 1;
    }
    at
}

/// A hop that is walked from one node to another; what is not known of these is looked up, but where nobody needs it.
fn find(
    relationship: RelId,
    from: Option<Said>,
    to: Option<Said>,
    direction: Direction,
    facts: &Facts,
) -> Hop {
    if let (Some(from), Some(to)) = (from, to) {
        let ends = directed(direction, from, to);
        if ends.is_some() {
            return Hop {
                relationship,
                ends,
                reached: Some(to),
            };
        }
    }
    let likely = from.map(|(node, _)| node);
    let ends = look(facts, relationship, likely);
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

/// Start and end of a relationship, sooner when it starts where it is `likely` to; `None` where no node has anything to say.
pub(super) fn look(
    facts: &Facts,
    relationship: RelId,
    likely: Option<NodeId>,
) -> Option<(Said, Said)> {
    if !facts.nodes_have_sources() {
        return None;
    }
    let (start, end) = facts.ends(likely.unwrap_or_default(), relationship)?;
    let said = |node| (node, facts.says_something(node));
    Some((said(start), said(end)))
}
