//! One statement on several threads.
//!
//! A plan that looks at much and then groups it, or keeps the first rows in an order, is cut behind that. Every thread
//! runs the front of the plan with operators of its own over pieces of the work (morsels; Leis et al. 2014): of the scan at
//! the head of the plan, taken from a common counter; or, where the plan begins with few nodes, of the rows that its head
//! gives, a stretch of them for each thread, and most of what another has left once its own are done. What was held back is
//! put together, and the rest of the plan goes on from there, on one thread. Groups come out in the order in which one
//! thread would have met them. Where it depends on the groups, the first piece is worked on alone; what it held back says
//! whether others are asked to help.
//!
//! In: a plan and a context. Out: as from a run on one thread. Knows nothing of what operators do.

mod source;

use std::sync::Arc;
use std::time::{Duration, Instant};

pub(super) use source::Morsels;
use source::{More, Pieces, Source};

use super::build::{build_front, build_head, build_rest};
use super::context::Context;
use super::memory::Reservation;
use super::nested::is_row_local;
use super::pipeline::Part;
use super::runtime::Runtime;
use super::threshold::Threshold;
use super::{Flow, Statistics};
use crate::column::{BATCH_ROWS, Batch};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::plan::visit::is_volatile_op;
use crate::plan::{OpKind, Plan};

/// How many nodes make a morsel at most.
pub(super) const MORSEL: usize = if cfg!(test) { 128 } else { BATCH_ROWS };
/// And at least.
const SMALLEST: usize = if cfg!(test) { 64 } else { 256 };
/// A scan of fewer nodes, or fewer rows, are not worth another thread.
const WORTH: usize = if cfg!(test) { 2048 } else { 32_768 };
/// The rows that the head of a plan gives are handed out where it is expected to give so many at least.
const HEAD: f64 = 256.0;
/// And so small a part of what comes later: the more of them the better, as what follows from one of them cannot be shared,
/// but they are made by one thread.
const HEAD_SHARE: f64 = 1.0 / 32.0;
/// Into how many pieces for each thread they are cut: a thread that is done early, or alone at first, is so for a piece or
/// two.
const HEAD_PIECES: usize = 64;
/// Into how many morsels for each thread a scan is cut, where it is short.
const SCAN_MORSELS: usize = 8;

/// Which operators all threads carry out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// The first of them: the scan at the head, or the one that takes the rows of the head.
    pub(super) from: usize,
    /// The last of them, which holds back what comes.
    pub(super) at: usize,
}

/// Where to cut the plan; `None` when one thread does it better.
pub(super) fn cut(plan: &Plan, context: &Context) -> Option<Cut> {
    let alone = context.threads() < 2
        || context.profile()
        || context.scalar_evaluation()
        || !context.only_reads();
    if alone {
        return None;
    }
    let at = plan
        .ops
        .iter()
        .position(|op| matches!(op.kind, OpKind::Aggregate { .. } | OpKind::TopK { .. }))?;
    let before = &plan.ops[..at];
    let mergeable = match &plan.ops[at].kind {
        // The others keep values in the order they came.
        OpKind::Aggregate { aggregates, .. } => aggregates
            .iter()
            .all(|(call, _)| call.function.takes_any_order()),
        _ => true,
    };
    if !mergeable
        || !is_row_local(before)
        || plan.ops[..=at].iter().any(|op| is_volatile_op(&op.kind))
    {
        return None;
    }
    let version = context.version();
    let scanned = match &plan.ops.first()?.kind {
        OpKind::AllNodes { .. } => version.node_count(),
        OpKind::LabelScan { label, .. } => version
            .label_id(label)
            .map_or(0, |label| version.label_count(label)),
        _ => 0,
    };
    if scanned >= WORTH {
        return Some(Cut { from: 0, at });
    }
    let rows: Vec<f64> = before
        .iter()
        .map(|op| op.estimated_rows.unwrap_or(0.0))
        .collect();
    let first = rows.iter().position(|rows| *rows >= HEAD)?;
    let most = rows[first + 1..].iter().copied().fold(0.0, f64::max);
    if most < WORTH as f64 {
        return None;
    }
    let few = |rows: &&f64| **rows <= most * HEAD_SHARE;
    let more = rows[first + 1..].iter().take_while(few).count();
    let from = first + 1 + more;
    Some(Cut { from, at })
}

/// The morsels of the scan at the head of a plan.
fn morsels(plan: &Plan, context: &Context) -> Morsels {
    let version = context.version();
    let label = match plan.ops.first().map(|op| &op.kind) {
        Some(OpKind::LabelScan { label, .. }) => match version.label_id(label) {
            None => return Morsels::new(Vec::new()),
            found => found,
        },
        _ => None,
    };
    let size = version.count_of(label) / (context.threads() * SCAN_MORSELS);
    let mut ranges = version.node_stretches(label, size.clamp(SMALLEST, MORSEL));
    // What is worked on alone, to see whether others are worth having, is as little as can be; but each piece costs something
    // by itself.
    if let Some(first) = ranges.first().cloned() {
        let (mut pieces, mut start, mut size) = (Vec::new(), first.start, SMALLEST as u32);
        while start < first.end {
            let end = start.saturating_add(size).min(first.end);
            pieces.push(start..end);
            (start, size) = (end, size.saturating_mul(2));
        }
        ranges.splice(..1, pieces);
    }
    Morsels::new(ranges)
}

/// The rows of the operators before `from`, in pieces.
fn head(plan: &Plan, from: usize, context: &Context, held: &mut Reservation) -> Result<Source> {
    let mut head = build_head(plan, from, context)?;
    let runtime = Runtime {
        context,
        subplans: &head.subplans,
    };
    let mut batches = Vec::new();
    head.main.run(Batch::unit(), &runtime, &mut |batch| {
        held.grow(context.memory(), batch.bytes())?;
        batches.push(batch);
        Ok(Flow::More)
    })?;
    let rows: usize = batches.iter().map(Batch::rows).sum();
    let size = (rows / (context.threads() * HEAD_PIECES)).clamp(1, BATCH_ROWS);
    Ok(Source::Rows(Pieces::new(batches, size, context.threads())))
}

/// Runs a plan that was cut.
pub(super) fn run(
    plan: &Arc<Plan>,
    cut: Cut,
    context: &Context,
    sink: &mut dyn FnMut(&Batch) -> Result<Flow>,
) -> Result<Statistics> {
    let mut held = Reservation::default();
    let common = Arc::new(Common {
        source: match cut.from {
            0 => Source::Scan(Arc::new(morsels(plan, context))),
            from => head(plan, from, context, &mut held)?,
        },
        threshold: Arc::default(),
    });
    let mut helpers = Vec::new();
    let ask = |worth: bool| {
        if !worth {
            return;
        }
        common.source.share_out();
        for thread in 1..context.threads() {
            let (plan, common, seed) = (Arc::clone(plan), Arc::clone(&common), context.seed());
            let help = move || {
                let context = seed.context();
                work(&plan, cut, &context, &common, thread, None::<fn(bool)>)
            };
            helpers.push((thread, context.crew().help(context.threads() - 1, help)));
        }
    };
    let mut parts = vec![work(plan, cut, context, &common, 0, Some(ask))];
    let helped = helpers.iter().any(|(_, helper)| helper.is_some());
    for (thread, helper) in helpers {
        if let Some(helper) = helper.filter(|helper| !helper.withdraw()) {
            let lost = || Diagnostic::new(Code::Internal, "a thread of the statement broke off");
            parts.push(helper.made().unwrap_or_else(|| Err(lost())));
        } else if common.source.has_left(thread) {
            // A thread that cannot be had, or comes too late, is done without.
            let instead = work(plan, cut, context, &common, thread, None::<fn(bool)>);
            parts.push(instead);
        }
    }
    let parts = parts.into_iter().collect::<Result<Vec<Vec<Part>>>>()?;
    let parts = parts.into_iter().flatten().collect();
    drop(common);
    context.memory().alone();
    held.release();
    context.set_morsel(0);
    let mut rest = build_rest(plan, cut.at, context)?;
    let runtime = Runtime {
        context,
        subplans: &rest.subplans,
    };
    rest.main
        .run_from(parts, &runtime, &mut |batch| sink(&batch))?;
    Ok(Statistics {
        peak_memory: context.memory().peak(),
        helped,
        ..Statistics::default()
    })
}

/// What all threads have in common.
struct Common {
    source: Source,
    threshold: Arc<Threshold>,
}

/// What one thread does: a part for each stretch of work that goes forward. The first one says whether others are worth
/// having as soon as it knows; until then nobody else works.
fn work(
    plan: &Plan,
    cut: Cut,
    context: &Context,
    common: &Common,
    thread: usize,
    ask: Option<impl FnOnce(bool)>,
) -> Result<Vec<Part>> {
    let source = &common.source;
    let held_back = || {
        let mut front = build_front(plan, cut.from, cut.at, context, source.morsels())?;
        let runtime = Runtime {
            context,
            subplans: &front.subplans,
        };
        front.main.share(&common.threshold);
        front.main.start(&runtime)?;
        if let Some(ask) = ask {
            // Some know before they have seen anything.
            let mut worth = front.main.sharing(Duration::ZERO);
            let began = Instant::now();
            while worth.is_none() && source.one_more(thread, &mut front.main, &runtime)? {
                worth = front.main.sharing(began.elapsed());
            }
            if let Some(worth) = worth {
                ask(worth);
            }
        }
        let mut parts = Vec::new();
        loop {
            source.all(thread, &mut front.main, &runtime)?;
            let more = source.more(thread);
            if let More::Later = more {
                continue;
            }
            parts.push(front.main.part(&runtime)?);
            if let More::Nothing = more {
                return Ok(parts);
            }
            front.main.start_last(&runtime)?;
        }
    };
    let parts = held_back();
    if parts.is_err() {
        source.stop();
    }
    parts
}
