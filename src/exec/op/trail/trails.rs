//! Every trail from a node, depth first: no relationship twice.
//!
//! In: where trails begin, and perhaps a target. Out: rows. Knows nothing of where it is of use to go on (`outlook`).

use super::ahead::Ahead;
use super::outlook::{Outlook, Turn};
use super::rules::{Patience, Rules};
use super::stack::Stack;
use super::{Found, VarExpand};
use crate::diagnostic::Result;
use crate::exec::{Flow, Sink};
use crate::value::NodeId;

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
        let mut stack = Stack::at(start, outlook.hops(start, rules));
        loop {
            if outlook.is_due() {
                match outlook.look(&mut stack, patience, found, out)? {
                    Turn::On => {}
                    Turn::Anew => stack.begin_again(start, outlook.hops(start, rules)),
                    Turn::Over(flow) => return Ok(flow),
                }
            }
            let Some(last) = stack.last_mut() else { break };
            let Some((relationship, end)) = last.hops.next() else {
                stack.leave();
                continue;
            };
            let trail = &mut stack.trail;
            if trail.has(relationship) {
                continue;
            }
            trail.push(relationship);
            let length = trail.hops().len();
            if wanted(length, end) && found.add(rules.row, trail.hops(), end, out)? == Flow::Done {
                return Ok(Flow::Done);
            }
            if outlook.goes_on(end, longest - length) {
                stack.enter(end, outlook.hops(end, rules), patience)?;
            } else {
                trail.pop();
            }
        }
        patience.steps(outlook.steps())?;
        Ok(Flow::More)
    }
}
