//! One statement on several threads.
//!
//! A plan that looks at much and then groups it, or keeps the first rows in an order, is cut behind that. Every thread
//! runs the front of the plan with operators of its own over pieces of the work (morsels; Leis et al. 2014) that it takes
//! from a common counter: of the scan at the head of the plan, or, where the plan begins with few nodes, of the rows that
//! its head gives. What was held back is put together, and the rest of the plan goes on from there, on one thread. Groups
//! come out in the order in which one thread would have met them. The first piece is worked on alone; what it held back
//! says whether others are asked to help. In: a plan and a context. Out: as from a run on one thread. Knows nothing of
//! what operators do.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use super::build::{build_front, build_head, build_rest};
use super::context::{Context, Seed};
use super::memory::Reservation;
use super::nested::is_row_local;
use super::pipeline::{Part, Pipeline};
use super::runtime::Runtime;
use super::{Flow, Statistics};
use crate::column::{BATCH_ROWS, Batch};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::plan::visit::is_volatile_op;
use crate::plan::{OpKind, Plan};

/// How many ids of nodes make a morsel.
pub(super) const MORSEL: u32 = 2048;
/// A scan of fewer nodes, or fewer rows, are not worth another thread.
const WORTH: usize = 32_768;
/// Where a head of a plan is expected to give so many rows, these are handed out.
const HEAD: f64 = 256.0;
/// Into how many pieces for each thread.
const PIECES: usize = 16;
/// What a statement on one thread has on its stack at most.
const STACK: usize = 16 << 20;

/// Where the morsels of a scan are handed out.
#[derive(Debug, Default)]
pub(crate) struct Morsels {
    /// The first id that nobody took.
    next: AtomicU32,
    /// No id from here on is handed out yet.
    until: AtomicU32,
}

impl Morsels {
    /// The ids of the next morsel, the last one not included; `None` when all ids below `bound`, or that may be handed
    /// out, are taken.
    pub(crate) fn next(&self, bound: u32) -> Option<(u32, u32)> {
        let end = bound.min(self.until.load(Ordering::Relaxed));
        let taken = self
            .next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |next| {
                (next < end).then(|| next.saturating_add(MORSEL))
            });
        let start = taken.ok()?;
        Some((start, start.saturating_add(MORSEL).min(bound)))
    }
}

/// What threads share: a scan, or rows.
enum Source {
    /// The scan itself asks for its morsels.
    Scan(Arc<Morsels>),
    Rows {
        pieces: Vec<Batch>,
        next: AtomicU32,
    },
}

impl Source {
    /// Works on one more piece; `false` when there is none.
    fn one_more(&self, front: &mut Pipeline<'_>, run: &Runtime<'_, '_>) -> Result<bool> {
        match self {
            Self::Scan(morsels) => {
                let end = morsels.until.fetch_add(MORSEL, Ordering::Relaxed);
                if end >= run.context.version().id_bound() {
                    return Ok(false);
                }
                front.feed(Batch::unit(), run).map(|()| true)
            }
            Self::Rows { pieces, next } => {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(piece) = pieces.get(at as usize) else {
                    return Ok(false);
                };
                run.context.set_morsel(at);
                front.feed(piece.clone(), run).map(|()| true)
            }
        }
    }

    /// Works on pieces until none is left.
    fn all(&self, front: &mut Pipeline<'_>, run: &Runtime<'_, '_>) -> Result<()> {
        match self {
            Self::Scan(morsels) => {
                morsels.until.store(u32::MAX, Ordering::Relaxed);
                front.feed(Batch::unit(), run)
            }
            Self::Rows { .. } => {
                while self.one_more(front, run)? {}
                Ok(())
            }
        }
    }

    /// No more pieces, because something went wrong.
    fn stop(&self) {
        match self {
            Self::Scan(morsels) => morsels.next.store(u32::MAX, Ordering::Relaxed),
            Self::Rows { next, .. } => next.store(u32::MAX / 2, Ordering::Relaxed),
        }
    }

    fn morsels(&self) -> Option<&Arc<Morsels>> {
        match self {
            Self::Scan(morsels) => Some(morsels),
            Self::Rows { .. } => None,
        }
    }
}

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
            .all(|(call, _)| matches!(call.function.name, "count" | "sum" | "avg" | "min" | "max")),
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
    let rows = |op: &crate::plan::Op| op.estimated_rows.unwrap_or(0.0);
    let from = 1 + before.iter().position(|op| rows(op) >= HEAD)?;
    let most = before[from..].iter().map(rows).fold(0.0, f64::max);
    (most >= WORTH as f64).then_some(Cut { from, at })
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
    let size = (rows / (context.threads() * PIECES)).clamp(1, BATCH_ROWS);
    let mut pieces = Vec::new();
    for batch in &batches {
        let starts = (0..batch.rows()).step_by(size);
        pieces.extend(starts.map(|start| batch.slice(start, size)));
    }
    Ok(Source::Rows {
        pieces,
        next: AtomicU32::new(0),
    })
}

/// Runs a plan that was cut.
pub(super) fn run(
    plan: &Plan,
    cut: Cut,
    context: &Context,
    sink: &mut dyn FnMut(&Batch) -> Result<Flow>,
) -> Result<Statistics> {
    let mut held = Reservation::default();
    let source = match cut.from {
        0 => Source::Scan(Arc::default()),
        from => head(plan, from, context, &mut held)?,
    };
    let seed = context.seed();
    let parts = std::thread::scope(|scope| {
        let mut helpers = Vec::new();
        let own = work(
            plan,
            cut,
            context,
            &source,
            Some(|worth| {
                let others = if worth { context.threads() } else { 1 };
                for _ in 1..others {
                    let (seed, source): (&Seed, _) = (&seed, &source);
                    let helper = std::thread::Builder::new().stack_size(STACK);
                    let helper = helper.spawn_scoped(scope, move || {
                        work(plan, cut, &seed.context(), source, None::<fn(bool)>)
                    });
                    // A thread that cannot be had is done without.
                    helpers.extend(helper);
                }
            }),
        );
        let mut parts = vec![own];
        for helper in helpers {
            let lost = || Diagnostic::new(Code::Internal, "a thread of the statement broke off");
            parts.push(helper.join().unwrap_or_else(|_| Err(lost())));
        }
        parts.into_iter().collect::<Result<Vec<Part>>>()
    })?;
    drop(source);
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
        ..Statistics::default()
    })
}

/// What one thread does. The first one says whether others are worth having as soon as it knows; until then nobody else
/// works.
fn work(
    plan: &Plan,
    cut: Cut,
    context: &Context,
    source: &Source,
    ask: Option<impl FnOnce(bool)>,
) -> Result<Part> {
    let held_back = || {
        let mut front = build_front(plan, cut.from, cut.at, context, source.morsels())?;
        let runtime = Runtime {
            context,
            subplans: &front.subplans,
        };
        front.main.start(&runtime)?;
        if let Some(ask) = ask {
            let began = Instant::now();
            while source.one_more(&mut front.main, &runtime)? {
                if let Some(worth) = front.main.sharing(began.elapsed()) {
                    ask(worth);
                    break;
                }
            }
        }
        source.all(&mut front.main, &runtime)?;
        front.main.part(&runtime)
    };
    let part = held_back();
    if part.is_err() {
        source.stop();
    }
    part
}
