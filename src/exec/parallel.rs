//! One statement on several threads.
//!
//! A plan that begins with a scan of many nodes and groups what follows from them is cut behind the grouping. Every
//! thread runs the front of the plan with operators of its own, over pieces of the scan (morsels; Leis et al. 2014) that
//! it takes from a common counter; what they grouped is put together, and the rest of the plan goes on from there, on one
//! thread. Groups come out in the order in which one thread would have met them. In: a plan and a context. Out: as from
//! a run on one thread. Knows nothing of what operators do.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::build::{build_front, build_rest};
use super::context::{Context, Seed};
use super::nested::is_row_local;
use super::pipeline::Part;
use super::runtime::Runtime;
use super::{Flow, Statistics};
use crate::column::Batch;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::plan::visit::is_volatile_op;
use crate::plan::{OpKind, Plan};

/// How many ids of nodes make a morsel.
pub(super) const MORSEL: u32 = 8192;
/// A scan of fewer nodes is not worth another thread.
const WORTH: usize = 4 * MORSEL as usize;
/// What a statement on one thread has on its stack at most.
const STACK: usize = 16 << 20;

/// Where the morsels of a scan are handed out: the first id that nobody took.
#[derive(Debug, Default)]
pub(crate) struct Morsels(AtomicU32);

impl Morsels {
    /// The first id of the next morsel; `None` when all ids below `bound` are taken.
    pub(crate) fn next(&self, bound: u32) -> Option<u32> {
        let taken = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |next| {
                (next < bound).then(|| next.saturating_add(MORSEL))
            });
        taken.ok()
    }

    /// No more morsels, because something went wrong.
    fn stop(&self) {
        self.0.store(u32::MAX, Ordering::Relaxed);
    }
}

/// Where to cut the plan: the place of the grouping up to which all threads work. `None` when one thread does it better.
pub(super) fn cut(plan: &Plan, context: &Context) -> Option<usize> {
    // A budget is one thread's: nobody counts what several hold at one moment.
    let alone = context.threads() < 2
        || context.memory().limit() < usize::MAX
        || context.profile()
        || context.scalar_evaluation()
        || !context.only_reads();
    if alone {
        return None;
    }
    let version = context.version();
    let nodes = match &plan.ops.first()?.kind {
        OpKind::AllNodes { .. } => version.node_count(),
        OpKind::LabelScan { label, .. } => version
            .label_id(label)
            .map_or(0, |label| version.label_count(label)),
        _ => return None,
    };
    if nodes < WORTH {
        return None;
    }
    let at = plan
        .ops
        .iter()
        .position(|op| matches!(op.kind, OpKind::Aggregate { .. }))?;
    let front = &plan.ops[..=at];
    let OpKind::Aggregate { aggregates, .. } = &plan.ops[at].kind else {
        return None;
    };
    // The others keep values in the order they came.
    let mergeable = aggregates
        .iter()
        .all(|(call, _)| matches!(call.function.name, "count" | "sum" | "avg" | "min" | "max"));
    let fits =
        mergeable && is_row_local(&front[..at]) && !front.iter().any(|op| is_volatile_op(&op.kind));
    fits.then_some(at)
}

/// Runs a plan that was cut behind the operator at `at`.
pub(super) fn run(
    plan: &Plan,
    at: usize,
    context: &Context,
    sink: &mut dyn FnMut(&Batch) -> Result<Flow>,
) -> Result<Statistics> {
    let morsels = Arc::new(Morsels::default());
    let seed = context.seed();
    let parts = std::thread::scope(|scope| {
        let helpers: Vec<_> = (1..context.threads())
            .map(|_| {
                let (seed, morsels) = (&seed, &morsels);
                std::thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, move || work(plan, at, seed, morsels))
            })
            .collect();
        let mut parts = vec![work(plan, at, &seed, &morsels)];
        // A thread that could not be had is done without.
        for helper in helpers.into_iter().flatten() {
            let lost = || Diagnostic::new(Code::Internal, "a thread of the statement broke off");
            parts.push(helper.join().unwrap_or_else(|_| Err(lost())));
        }
        parts.into_iter().collect::<Result<Vec<Part>>>()
    })?;
    let mut rest = build_rest(plan, at, context)?;
    let runtime = Runtime {
        context,
        subplans: &rest.subplans,
    };
    rest.main
        .run_from(parts, &runtime, &mut |batch| sink(&batch))?;
    Ok(Statistics {
        peak_memory: context.memory().peak(),
        ..Statistics::default()
    })
}

/// What one thread does.
fn work(plan: &Plan, at: usize, seed: &Seed, morsels: &Arc<Morsels>) -> Result<Part> {
    let context = seed.context();
    let grouped = || {
        let mut front = build_front(plan, at, &context, morsels)?;
        let runtime = Runtime {
            context: &context,
            subplans: &front.subplans,
        };
        front.main.run_part(Batch::unit(), &runtime)
    };
    let part = grouped();
    if part.is_err() {
        morsels.stop();
    }
    part
}
