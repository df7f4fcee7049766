//! Every trail from a node, depth first: no relationship twice.
//!
//! In: where trails begin, and perhaps a target. Out: rows, handed on whenever many steps were taken: who wants a few does
//! not wait for a whole batch of them. Towards a target the hops are taken in any order, until it turns out that there are
//! many; then those that lead there soonest come first, and those that cannot lead there are left out.

use std::vec;

use rustc_hash::FxHashSet;

use super::ahead::{Ahead, News};
use super::rules::{Patience, Rules};
use super::{Found, VarExpand};
use crate::diagnostic::Result;
use crate::exec::{Flow, Sink};
use crate::value::{NodeId, RelId};

/// About what one step of a trail needs while it is walked.
const STEP_BYTES: usize = 128;
/// After how many steps it is looked at how things stand.
const STEPS: usize = if cfg!(test) { 5 } else { 2048 };

impl VarExpand<'_> {
    /// Every trail; with a target, those that end there.
    pub(super) fn trails(
        &self,
        start: NodeId,
        ahead: Option<Ahead<'_, '_>>,
        rules: &Rules<'_, '_>,
        patience: &mut Patience<'_>,
        found: &mut Found<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let target = ahead.as_ref().map(Ahead::target);
        let wanted = |hops: usize, end: NodeId| {
            hops >= self.length.min as usize && target.is_none_or(|target| target == end)
        };
        let mut outlook = Outlook::new(ahead, found);
        if wanted(0, start) && found.add(rules.row, &[], start, out)? == Flow::Done {
            return Ok(Flow::Done);
        }
        let longest = self.length.longest();
        if longest == 0 {
            return Ok(Flow::More);
        }
        let mut trail = Trail::default();
        let mut stack = vec![outlook.hops(start, rules)];
        let mut deepest = 0;
        while let Some(hops) = stack.last_mut() {
            match outlook.step(patience, found, out)? {
                Turn::On => {}
                Turn::Anew => {
                    trail = Trail::default();
                    stack.clear();
                    stack.push(outlook.hops(start, rules));
                    continue;
                }
                Turn::Over(flow) => return Ok(flow),
            }
            let Some((relationship, end)) = hops.next() else {
                stack.pop();
                trail.pop();
                continue;
            };
            if trail.has(relationship) {
                continue;
            }
            trail.push(relationship);
            let hops = trail.hops.len();
            if wanted(hops, end) && found.add(rules.row, &trail.hops, end, out)? == Flow::Done {
                return Ok(Flow::Done);
            }
            if !outlook.goes_on(end, longest - hops) {
                trail.pop();
                continue;
            }
            let hops = outlook.hops(end, rules);
            if stack.len() > deepest {
                deepest = stack.len();
                patience.hold(STEP_BYTES + hops.bytes())?;
            }
            stack.push(hops);
        }
        patience.steps(outlook.steps)?;
        Ok(Flow::More)
    }
}

/// What is known beside the trails, and what follows for them.
struct Outlook<'a, 'v> {
    /// Where there is a target.
    ahead: Option<Ahead<'a, 'v>>,
    steps: usize,
    stage: Stage,
}

/// What becomes of the rows that are found.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// They are few so far. There were so many before.
    First(usize),
    /// As long as just so many were handed on, the others may still be forgotten and found anew in a better order.
    Open(usize),
    /// They stay.
    Settled,
    /// They are found in the best order.
    Guided,
}

/// How trails go on.
enum Turn {
    /// As before.
    On,
    /// From the start, as if there had not been any.
    Anew,
    /// Not at all.
    Over(Flow),
}

impl<'a, 'v> Outlook<'a, 'v> {
    fn new(ahead: Option<Ahead<'a, 'v>>, found: &Found<'_, '_>) -> Self {
        Self {
            ahead,
            steps: 0,
            stage: Stage::First(found.count()),
        }
    }

    /// A step was taken.
    #[inline]
    fn step(
        &mut self,
        patience: &mut Patience<'_>,
        found: &mut Found<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Turn> {
        self.steps += 1;
        if self.steps < STEPS {
            return Ok(Turn::On);
        }
        self.steps = 0;
        self.look(patience, found, out)
    }

    #[cold]
    fn look(
        &mut self,
        patience: &mut Patience<'_>,
        found: &mut Found<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Turn> {
        patience.steps(STEPS)?;
        if let Stage::First(before) = self.stage {
            self.stage = Stage::Settled;
            if self.ahead.is_some() && found.count() == before {
                // These are of other rows.
                if found.hand_on(out)? == Flow::Done {
                    return Ok(Turn::Over(Flow::Done));
                }
                self.stage = Stage::Open(before);
            }
        }
        let is_open = self.stage == Stage::Open(found.handed_on);
        let news = match &mut self.ahead {
            Some(ahead) => ahead.look(STEPS, patience)?,
            None => News::Nothing,
        };
        match news {
            News::NoWay => return Ok(Turn::Over(Flow::More)),
            News::Way if is_open => {
                found.forget();
                self.stage = Stage::Guided;
                return Ok(Turn::Anew);
            }
            News::Searching if is_open => return Ok(Turn::On),
            _ => {}
        }
        Ok(match found.hand_on(out)? {
            Flow::More => Turn::On,
            Flow::Done => Turn::Over(Flow::Done),
        })
    }

    /// Is it of use to go on from a node by so many hops?
    #[inline]
    fn goes_on(&self, from: NodeId, hops: usize) -> bool {
        let ahead = self.ahead.as_ref();
        hops > 0 && ahead.is_none_or(|ahead| ahead.may_be_reached(from, hops))
    }

    /// The hops of a node as they are taken.
    #[inline]
    fn hops<'r>(
        &self,
        node: NodeId,
        rules: &'r Rules<'_, '_>,
    ) -> Hops<impl Iterator<Item = (RelId, NodeId)> + use<'r>> {
        match &self.ahead {
            Some(ahead) if self.stage == Stage::Guided => {
                Hops::Sorted(ahead.nearest_first(rules.from(node)).into_iter())
            }
            _ => Hops::Any(rules.from(node)),
        }
    }
}

/// The hops of a node that are left to be taken.
pub(super) enum Hops<I> {
    /// As they lie.
    Any(I),
    /// In an order.
    Sorted(vec::IntoIter<(RelId, NodeId)>),
}

impl<I: Iterator<Item = (RelId, NodeId)>> Hops<I> {
    #[inline]
    fn next(&mut self) -> Option<(RelId, NodeId)> {
        match self {
            Self::Any(hops) => hops.next(),
            Self::Sorted(hops) => hops.next(),
        }
    }

    /// What they take beside themselves.
    fn bytes(&self) -> usize {
        match self {
            Self::Any(_) => 0,
            Self::Sorted(hops) => size_of_val(hops.as_slice()),
        }
    }
}

/// The hops of a trail so far.
#[derive(Default)]
struct Trail {
    hops: Vec<RelId>,
    /// The same, when there are more than [`FEW`].
    seen: FxHashSet<RelId>,
}

/// How many hops are looked through one by one.
const FEW: usize = 64;

impl Trail {
    #[inline]
    fn has(&self, hop: RelId) -> bool {
        if self.hops.len() <= FEW {
            return self.hops.contains(&hop);
        }
        self.seen.contains(&hop)
    }

    #[inline]
    fn push(&mut self, hop: RelId) {
        self.hops.push(hop);
        match self.hops.len() {
            ..=FEW => {}
            len if len == FEW + 1 => self.seen.extend(&self.hops),
            _ => drop(self.seen.insert(hop)),
        }
    }

    #[inline]
    fn pop(&mut self) {
        let Some(last) = self.hops.pop() else { return };
        match self.hops.len() {
            ..FEW => {}
            FEW => self.seen.clear(),
            _ => drop(self.seen.remove(&last)),
        }
    }
}
