//! The number of trails from a node.
//!
//! Where the relationships walked form no cycle, every walk is a trail, and walks are counted level by level: from all rows
//! at once while there are few, from one row after the other, each node with the number of ways to it, where they branch.
//! Elsewhere trails are walked one by one, but for their last hop.

use super::Counts;
use super::end_test::{EndTest, Verdict};
use crate::column::{BATCH_ROWS, Batch};
use crate::diagnostic::Result;
use crate::exec::graph_access::Hops;
use crate::exec::node_set::NodeSet;
use crate::exec::op::trail::Patience;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::CountedHop;
use crate::semantics::checked::{Direction, Length, VarId};
use crate::value::{NodeId, RelId};

/// Sets a count to the number of trails, times another count.
pub(in crate::exec) struct TrailCount<'p> {
    counted: &'p CountedHop,
    length: Length,
    count: VarId,
    times: Option<VarId>,
    test: EndTest<'p>,
    level: Level,
    abreast: Abreast,
}

impl<'p> TrailCount<'p> {
    pub(in crate::exec) fn new(
        counted: &'p CountedHop,
        length: Length,
        count: VarId,
        times: Option<VarId>,
    ) -> Self {
        Self {
            counted,
            length,
            count,
            times,
            test: EndTest::new(counted),
            level: Level::default(),
            abreast: Abreast::default(),
        }
    }
}

impl Operator for TrailCount<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = &self.counted.hop;
        let Some(from) = batch.column(hop.from.index()) else {
            return Ok(Flow::More);
        };
        let view = run.context.view();
        // Walks are counted by whole lists, and trails may be more than anybody wants to look at one by one.
        let hops = view.seen_hops(&hop.types, hop.direction);
        let acyclic = hops.form_no_cycle();
        let mut counts = Counts::new(self.count, self.times, false, batch.rows());
        let mut patience = Patience::new(run.context);
        if acyclic && !self.abreast.too_many {
            let starts = (0..batch.rows()).filter_map(|row| Some((row as u32, from.node(row)?.0)));
            self.abreast.start(starts);
            let verdict = self.test.verdict(0, &hops, run);
            if self
                .abreast
                .walks(self.length, &hops, verdict, &mut patience)?
            {
                for row in 0..batch.rows() {
                    if from.node(row).is_some() {
                        counts.add(&batch, row, self.abreast.found(row))?;
                    }
                }
                return counts.hand_on(batch, out);
            }
        }
        let mut tally = Tally {
            test: &mut self.test,
            hops: &hops,
            run,
            waiting: Vec::new(),
            weights: Vec::new(),
            found: 0,
        };
        for row in 0..batch.rows() {
            let Some(start) = from.node(row) else {
                continue;
            };
            if self.length.min == 0 {
                tally.ends(&[start.0], 1)?;
            }
            if self.length.max != Some(0) {
                if acyclic {
                    walks(
                        start,
                        self.length,
                        &mut self.level,
                        &mut tally,
                        &mut patience,
                    )?;
                } else {
                    trails(start, self.length, hop.direction, &mut tally, &mut patience)?;
                }
            }
            counts.add(&batch, row, tally.total()?)?;
        }
        counts.hand_on(batch, out)
    }
}

/// Counts ends that pass.
struct Tally<'t, 'p, 'v, 'r, 'q> {
    test: &'t mut EndTest<'p>,
    hops: &'t Hops<'v>,
    run: &'t Runtime<'r, 'q>,
    /// Ends still to be tested, and how much each counts.
    waiting: Vec<u32>,
    weights: Vec<i64>,
    found: i128,
}

/// How many ends wait at most.
const WAITING: usize = 4096;

impl Tally<'_, '_, '_, '_, '_> {
    /// Counts these ends so many times each.
    #[inline]
    fn ends(&mut self, ends: &[u32], weight: i64) -> Result<()> {
        match self.test.verdict(0, self.hops, self.run) {
            Verdict::Ask => {
                self.waiting.extend_from_slice(ends);
                self.weights.resize(self.waiting.len(), weight);
                if self.waiting.len() >= WAITING {
                    self.settle()?;
                }
            }
            known => self.found += known.count(ends) as i128 * i128::from(weight),
        }
        Ok(())
    }

    fn settle(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        let weights = std::mem::take(&mut self.weights);
        let passing: Vec<bool> = match self.test.verdict(waiting.len(), self.hops, self.run) {
            Verdict::Ask => self.test.holding(&waiting, self.run)?,
            known => waiting.iter().map(|end| known.has(*end)).collect(),
        };
        for (weight, passes) in weights.iter().zip(passing) {
            if passes {
                self.found += i128::from(*weight);
            }
        }
        (self.waiting, self.weights) = (waiting, weights);
        self.waiting.clear();
        self.weights.clear();
        Ok(())
    }

    /// What was counted since the last time.
    fn total(&mut self) -> Result<u128> {
        if !self.waiting.is_empty() {
            self.settle()?;
        }
        Ok(u128::try_from(std::mem::take(&mut self.found)).unwrap_or(0))
    }
}

/// Walks from all rows of a batch, one level after the other, so that many look-ups are under way at once.
#[derive(Default)]
struct Abreast {
    /// The rows and where their walks are.
    here: Vec<(u32, u32)>,
    next: Vec<(u32, u32)>,
    /// What was found for each row.
    found: Vec<u64>,
    /// Did walks branch so much that nobody should go on like that?
    too_many: bool,
}

/// How many walks go abreast at most.
const ABREAST: usize = 8 * BATCH_ROWS;

impl Abreast {
    fn start(&mut self, rows: impl Iterator<Item = (u32, u32)>) {
        self.here.clear();
        self.here.extend(rows);
        let rows = self.here.last().map_or(0, |(row, _)| *row as usize + 1);
        self.found.clear();
        self.found.resize(rows, 0);
    }

    /// Counts all walks; `false` when it does not know how, or when they become too many.
    fn walks(
        &mut self,
        length: Length,
        hops: &Hops<'_>,
        verdict: Verdict<'_>,
        patience: &mut Patience<'_>,
    ) -> Result<bool> {
        if matches!(verdict, Verdict::Ask) {
            return Ok(false);
        }
        if length.min == 0 {
            for (row, node) in &self.here {
                self.found[*row as usize] += u64::from(verdict.has(*node));
            }
        }
        let mut depth = 0;
        while !self.here.is_empty() && length.max.is_none_or(|max| depth < max) {
            depth += 1;
            let goes_on = length.max.is_none_or(|max| depth < max);
            self.next.clear();
            for &(row, node) in &self.here {
                for side in hops.sides() {
                    let ends = side.list(NodeId(node)).nodes;
                    patience.steps(1 + ends.len())?;
                    if depth >= length.min {
                        self.found[row as usize] += verdict.count(ends) as u64;
                    }
                    if goes_on {
                        if self.next.len() + ends.len() > ABREAST {
                            self.too_many = true;
                            return Ok(false);
                        }
                        self.next.extend(ends.iter().map(|end| (row, *end)));
                    }
                }
            }
            std::mem::swap(&mut self.here, &mut self.next);
        }
        Ok(true)
    }

    fn found(&self, row: usize) -> u128 {
        self.found.get(row).copied().unwrap_or(0).into()
    }
}

/// Nodes of one level with the number of ways to each, where there are many.
#[derive(Default)]
struct Level {
    nodes: NodeSet,
    ways: Vec<i64>,
}

/// From so many hops in one level on, ways to one node are joined.
const MANY: usize = 512;

/// Counts walks level by level.
fn walks(
    start: NodeId,
    length: Length,
    level: &mut Level,
    tally: &mut Tally<'_, '_, '_, '_, '_>,
    patience: &mut Patience<'_>,
) -> Result<()> {
    let hops = tally.hops;
    let mut here: Vec<(u32, i64)> = vec![(start.0, 1)];
    let mut depth = 0;
    while !here.is_empty() {
        depth += 1;
        let goes_on = length.max.is_none_or(|max| depth < max);
        let mut next: Vec<(u32, i64)> = Vec::new();
        let many = goes_on && {
            let all = here.iter().map(|(node, _)| hops.degree(NodeId(*node)));
            all.sum::<usize>() >= MANY
        };
        for &(node, ways) in &here {
            for side in hops.sides() {
                let ends = side.list(NodeId(node)).nodes;
                patience.steps(1 + ends.len())?;
                if depth >= length.min {
                    tally.ends(ends, ways)?;
                }
                if !goes_on {
                    continue;
                }
                if !many {
                    next.extend(ends.iter().map(|end| (*end, ways)));
                    continue;
                }
                for &end in ends {
                    let at = end as usize;
                    if level.nodes.insert(end) {
                        if level.ways.len() <= at {
                            level.ways.resize((at + 1).next_power_of_two(), 0);
                        }
                        level.ways[at] = ways;
                    } else {
                        let sum = level.ways[at].checked_add(ways);
                        level.ways[at] = sum.ok_or_else(super::too_many)?;
                    }
                }
            }
        }
        if many {
            let nodes = level.nodes.members().iter();
            next.extend(nodes.map(|node| (*node, level.ways[*node as usize])));
            level.nodes.clear();
        }
        here = next;
    }
    Ok(())
}

/// A node on the way, and which of its hops comes next.
struct Stop {
    node: NodeId,
    side: usize,
    at: usize,
}

/// Counts trails, depth first.
fn trails(
    start: NodeId,
    length: Length,
    direction: Direction,
    tally: &mut Tally<'_, '_, '_, '_, '_>,
    patience: &mut Patience<'_>,
) -> Result<()> {
    let hops = tally.hops;
    // The hops so far: relationship, where it was walked from, and to.
    let mut trail: Vec<(RelId, NodeId, NodeId)> = Vec::new();
    let mut stops: Vec<Stop> = Vec::new();
    let mut arrived = Some(start);
    loop {
        if let Some(node) = arrived.take() {
            let hop = trail.len() + 1;
            if hop >= length.min as usize {
                last_hops(node, &trail, direction, tally, patience)?;
            }
            if length.max.is_none_or(|max| hop < max as usize) {
                stops.push(Stop {
                    node,
                    side: 0,
                    at: 0,
                });
            } else if trail.pop().is_none() {
                return Ok(());
            }
        }
        patience.step()?;
        let Some(stop) = stops.last_mut() else {
            return Ok(());
        };
        let Some(side) = hops.sides().get(stop.side) else {
            stops.pop();
            if trail.pop().is_none() {
                return Ok(());
            }
            continue;
        };
        let list = side.list(stop.node);
        let Some(&end) = list.nodes.get(stop.at) else {
            stop.side += 1;
            stop.at = 0;
            continue;
        };
        let relationship = side.relationship(list.slot(stop.at));
        stop.at += 1;
        if side.counts(stop.node, end)
            && trail.iter().all(|(other, ..)| *other != relationship)
            && side.sees(relationship, NodeId(end))
        {
            trail.push((relationship, stop.node, NodeId(end)));
            arrived = Some(NodeId(end));
        }
    }
}

/// Counts the hops that end a trail at this node.
fn last_hops(
    node: NodeId,
    trail: &[(RelId, NodeId, NodeId)],
    direction: Direction,
    tally: &mut Tally<'_, '_, '_, '_, '_>,
    patience: &mut Patience<'_>,
) -> Result<()> {
    let hops = tally.hops;
    for side in hops.sides() {
        let list = side.list(node);
        patience.steps(1)?;
        if side.is_seen() {
            tally.ends(list.nodes, 1)?;
            if !side.counts_all() {
                let loops = list.places_of(node.0).len();
                tally.ends(&[node.0], -(loops as i64))?;
            }
            continue;
        }
        for (end, slot) in list.iter() {
            let relationship = side.relationship(slot);
            if side.counts(node, end) && side.sees(relationship, NodeId(end)) {
                tally.ends(&[end], 1)?;
            }
        }
    }
    // What was walked already and could be walked from here is not walked again.
    for &(_, from, to) in trail {
        if from == node {
            tally.ends(&[to.0], -1)?;
        } else if direction == Direction::Both && to == node {
            tally.ends(&[from.0], -1)?;
        }
    }
    Ok(())
}
