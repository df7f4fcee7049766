//! How trails go on, in view of what is known about where they lead.
//!
//! In: the trail so far, the rows found so far. Out: whether to go on, from where, and which hops first. Rows are handed on
//! whenever many steps were taken: who wants a few does not wait for a whole batch of them. Towards a target the hops are
//! taken in any order until it turns out that there are many; then those that lead there soonest come first, and those that
//! cannot lead there are left out. Knows nothing of how a trail is walked.

use super::Found;
use super::ahead::{Ahead, News};
use super::retreat::Retreat;
use super::rules::{Patience, Rules};
use super::stack::{Hops, Stack};
use crate::diagnostic::Result;
use crate::exec::{Flow, Sink};
use crate::value::{NodeId, RelId};

/// After how many steps it is looked at how things stand.
const STEPS: usize = if cfg!(test) { 5 } else { 2048 };

/// What is known beside the trails, and what follows for them.
pub(super) struct Outlook<'a, 'v> {
    /// Where there is a target.
    ahead: Option<Ahead<'a, 'v>>,
    steps: usize,
    stage: Stage,
    vain: Vain,
}

/// Steps since the last row, or since it was last looked whether the trail is to be cut back.
struct Vain {
    steps: usize,
    /// How many rows there were.
    rows: usize,
    /// After so many it is looked, and so many are spent on that.
    most: usize,
}

impl Vain {
    /// None, with so many rows.
    fn since(rows: usize) -> Self {
        Self {
            steps: 0,
            rows,
            most: STEPS,
        }
    }
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
pub(super) enum Turn {
    /// As before.
    On,
    /// From the start, as if there had not been any.
    Anew,
    /// Not at all.
    Over(Flow),
}

impl<'a, 'v> Outlook<'a, 'v> {
    pub(super) fn new(ahead: Option<Ahead<'a, 'v>>, found: &Found<'_, '_>) -> Self {
        Self {
            ahead,
            steps: 0,
            stage: Stage::First(found.count()),
            vain: Vain::since(found.count()),
        }
    }

    /// How many were taken since it was last looked at how things stand.
    pub(super) fn steps(&self) -> usize {
        self.steps
    }

    /// A step was taken. Is it time to look how things stand?
    #[inline]
    pub(super) fn is_due(&mut self) -> bool {
        self.steps += 1;
        self.steps >= STEPS
    }

    /// Looks how things stand.
    #[cold]
    pub(super) fn look<I: Iterator<Item = (RelId, NodeId)>>(
        &mut self,
        stack: &mut Stack<I>,
        patience: &mut Patience<'_>,
        found: &mut Found<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Turn> {
        patience.steps(std::mem::take(&mut self.steps))?;
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
        if found.hand_on(out)? == Flow::Done {
            return Ok(Turn::Over(Flow::Done));
        }
        self.cut_back(stack, patience, found.count())
    }

    /// When many steps were in vain, cuts the trail back to where there still is a way to the target.
    fn cut_back<I: Iterator<Item = (RelId, NodeId)>>(
        &mut self,
        stack: &mut Stack<I>,
        patience: &mut Patience<'_>,
        rows: usize,
    ) -> Result<Turn> {
        let Some(ahead) = &mut self.ahead else {
            return Ok(Turn::On);
        };
        let vain = &mut self.vain;
        if rows > vain.rows {
            *vain = Vain::since(rows);
            return Ok(Turn::On);
        }
        vain.steps += STEPS;
        if vain.steps < vain.most {
            return Ok(Turn::On);
        }
        vain.steps = 0;
        match ahead.retreat(stack, vain.most, patience)? {
            Retreat::Over => return Ok(Turn::Over(Flow::More)),
            Retreat::Back => self.stage = Stage::Guided,
            Retreat::Stays => {
                self.stage = Stage::Guided;
                vain.most = vain.most.saturating_mul(2);
            }
            Retreat::Unknown => vain.most = vain.most.saturating_mul(2),
        }
        Ok(Turn::On)
    }

    /// Is it of use to go on from a node by so many hops?
    #[inline]
    pub(super) fn goes_on(&self, from: NodeId, hops: usize) -> bool {
        let ahead = self.ahead.as_ref();
        hops > 0 && ahead.is_none_or(|ahead| ahead.may_be_reached(from, hops))
    }

    /// The hops of a node as they are taken.
    #[inline]
    pub(super) fn hops<'r>(
        &self,
        node: NodeId,
        rules: &'r Rules<'_, '_>,
    ) -> Hops<impl Iterator<Item = (RelId, NodeId)> + use<'r>> {
        match &self.ahead {
            Some(ahead) if self.stage == Stage::Guided => {
                let mut hops: Vec<_> = rules.from(node).collect();
                ahead.nearest_first(&mut hops);
                Hops::Sorted(hops.into_iter())
            }
            _ => Hops::Any(rules.from(node)),
        }
    }
}
