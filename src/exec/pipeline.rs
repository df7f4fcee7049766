//! Operators in a row, driven by pushing batches.
//!
//! In: operators and the batches to start from. Out: the batches that leave the last one, and what each operator did.
//! Knows nothing of what any operator does.

use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Runtime;
use super::memory::Account;
use super::threshold::Threshold;
use crate::column::Batch;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::plan::OperatorStatistics;

/// Does the receiver of a batch want more of them?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Yes.
    More,
    /// No: what else would come is not needed.
    Done,
}

/// Who receives batches.
pub(crate) type Sink<'a> = dyn FnMut(Batch) -> Result<Flow> + 'a;

/// A function from table to table, batch by batch.
///
/// A run is: `start`, any number of `push`, one `finish`. An operator may be run many times. `finish` is also called when
/// the operators after this one want no more rows, so that changes to the graph are made in any case.
pub(crate) trait Operator {
    /// Forgets the run before, and evaluates what is constant during a run.
    fn start(&mut self, _run: &Runtime<'_, '_>) -> Result<()> {
        Ok(())
    }
    /// Takes a batch and hands on what follows from it.
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow>;
    /// Hands on what was held back.
    fn finish(&mut self, _run: &Runtime<'_, '_>, _out: &mut Sink<'_>) -> Result<()> {
        Ok(())
    }
    /// What was held back so far, when it can be put together with what the same operator held back on other threads.
    fn part(&mut self, _run: &Runtime<'_, '_>) -> Result<Option<Part>> {
        Ok(None)
    }
    /// Is it worth to have other threads do the same, as seen after `took`? `None` when too little came to tell. Said by operators
    /// that give a part.
    fn sharing(&self, _took: Duration) -> Option<bool> {
        Some(true)
    }
    /// Says what the same operator on other threads finds out too.
    fn share(&mut self, _threshold: &Arc<Threshold>) {}
    /// Takes in what was held back on other threads; between `start` and `finish`.
    fn absorb(&mut self, _parts: Vec<Part>, _run: &Runtime<'_, '_>) -> Result<()> {
        Err(no_parts())
    }
    /// What its nested plans did.
    fn nested(&self) -> Vec<Vec<OperatorStatistics>> {
        Vec::new()
    }
}

/// What an operator held back on one thread.
pub(crate) type Part = Box<dyn Any + Send>;

/// Something is wrong with how a statement was split.
pub(crate) fn no_parts() -> Diagnostic {
    Diagnostic::new(Code::Internal, "an operator cannot be split over threads")
}

/// Operators in a row.
pub(crate) struct Pipeline<'p> {
    steps: Vec<Step<'p>>,
    /// Time spent by who receives the rows.
    sink_time: Duration,
}

struct Step<'p> {
    operator: Box<dyn Operator + 'p>,
    rows: u64,
    batches: u64,
    /// Time in it and everything after it.
    time: Duration,
    /// What it holds itself.
    held: Rc<Account>,
}

/// A stretch of work that is measured: from now on its operator takes what is taken.
struct Stretch {
    began: Instant,
    /// Who worked before.
    before: Option<Rc<Account>>,
}

impl Stretch {
    /// `None` when operators are not measured.
    fn begin(taker: Option<&Rc<Account>>, run: &Runtime<'_, '_>) -> Option<Self> {
        run.context.profile().then(|| Self {
            before: run.context.memory().charge(taker.cloned()),
            began: Instant::now(),
        })
    }

    /// Gives the word back. How long it took.
    fn end(self, run: &Runtime<'_, '_>) -> Duration {
        run.context.memory().charge(self.before);
        self.began.elapsed()
    }
}

impl<'p> Pipeline<'p> {
    /// These operators, in this order.
    pub(crate) fn new(operators: Vec<Box<dyn Operator + 'p>>) -> Self {
        let steps = operators.into_iter().map(|operator| Step {
            operator,
            rows: 0,
            batches: 0,
            time: Duration::ZERO,
            held: Rc::default(),
        });
        Self {
            steps: steps.collect(),
            sink_time: Duration::ZERO,
        }
    }

    /// One whole run over one batch.
    pub(crate) fn run(
        &mut self,
        batch: Batch,
        run: &Runtime<'_, '_>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        for step in &mut self.steps {
            step.operator.start(run)?;
        }
        let around = run.context.memory().taker();
        let mut sink_time = Duration::ZERO;
        let mut receive = |batch: Batch| {
            let stretch = Stretch::begin(around.as_ref(), run);
            let flow = sink(batch);
            if let Some(stretch) = stretch {
                sink_time += stretch.end(run);
            }
            flow
        };
        through(&mut self.steps, batch, run, &mut receive)?;
        self.finish(run, &mut receive)?;
        self.sink_time += sink_time;
        Ok(())
    }

    /// Begins a run that is fed batch by batch.
    pub(crate) fn start(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        for step in &mut self.steps {
            step.operator.start(run)?;
        }
        Ok(())
    }

    /// Feeds a batch to a run; what leaves the last operator is dropped.
    pub(crate) fn feed(&mut self, batch: Batch, run: &Runtime<'_, '_>) -> Result<()> {
        through(&mut self.steps, batch, run, &mut |_| Ok(Flow::More)).map(|_| ())
    }

    /// What the last operator holds back, at the end of a run.
    pub(crate) fn part(&mut self, run: &Runtime<'_, '_>) -> Result<Part> {
        let last = self.steps.last_mut().ok_or_else(no_parts)?;
        last.operator.part(run)?.ok_or_else(no_parts)
    }

    /// Begins another run of the last operator alone, behind a part; the others go on.
    pub(crate) fn start_last(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        let last = self.steps.last_mut().ok_or_else(no_parts)?;
        last.operator.start(run)
    }

    /// What the last operator says about going on with several threads, after `took` so far.
    pub(crate) fn sharing(&self, took: Duration) -> Option<bool> {
        let last = self.steps.last()?;
        last.operator.sharing(took)
    }

    /// Says what the last operator on other threads finds out too.
    pub(crate) fn share(&mut self, threshold: &Arc<Threshold>) {
        if let Some(last) = self.steps.last_mut() {
            last.operator.share(threshold);
        }
    }

    /// A run that begins with what the first operator held back on several threads.
    pub(crate) fn run_from(
        &mut self,
        parts: Vec<Part>,
        run: &Runtime<'_, '_>,
        sink: &mut Sink<'_>,
    ) -> Result<()> {
        for step in &mut self.steps {
            step.operator.start(run)?;
        }
        let first = self.steps.first_mut().ok_or_else(no_parts)?;
        first.operator.absorb(parts, run)?;
        self.finish(run, sink)
    }

    /// Lets every operator hand on what it held back.
    fn finish(&mut self, run: &Runtime<'_, '_>, receive: &mut Sink<'_>) -> Result<()> {
        for at in 0..self.steps.len() {
            let Some((step, rest)) = self.steps[at..].split_first_mut() else {
                break;
            };
            let stretch = Stretch::begin(Some(&step.held), run);
            let Step {
                operator,
                rows,
                batches,
                time,
                ..
            } = step;
            operator.finish(run, &mut |batch: Batch| {
                *rows += batch.total_rows();
                *batches += 1;
                through(rest, batch, run, receive)
            })?;
            if let Some(stretch) = stretch {
                *time += stretch.end(run);
            }
        }
        Ok(())
    }

    /// What each operator did so far.
    pub(crate) fn statistics(&self) -> Vec<OperatorStatistics> {
        let after = self.steps.iter().skip(1).map(|step| step.time);
        let steps = self.steps.iter().zip(after.chain([self.sink_time]));
        steps
            .map(|(step, after)| OperatorStatistics {
                rows: step.rows,
                batches: step.batches,
                time: step.time.saturating_sub(after),
                memory: step.held.peak(),
                nested: step.operator.nested(),
            })
            .collect()
    }
}

/// How many operators a batch is pushed through before it is put down for a moment. Every operator in between stands on
/// the stack, and a statement may have thousands of clauses.
const SEGMENT: usize = 128;

/// How many batches are put down at most.
const PUT_DOWN: usize = 64;

/// Pushes a batch through any number of operators.
fn through(
    steps: &mut [Step<'_>],
    batch: Batch,
    run: &Runtime<'_, '_>,
    sink: &mut Sink<'_>,
) -> Result<Flow> {
    if steps.len() <= SEGMENT {
        return push(steps, batch, run, sink);
    }
    let (segment, rest) = steps.split_at_mut(SEGMENT);
    let mut waiting = Vec::new();
    let mut flow = Flow::More;
    let mut carry_on = |waiting: &mut Vec<Batch>, flow: &mut Flow| {
        for batch in waiting.drain(..) {
            if *flow == Flow::More {
                *flow = through(rest, batch, run, sink)?;
            }
        }
        Ok(*flow)
    };
    let wanted = push(segment, batch, run, &mut |batch| {
        waiting.push(batch);
        if waiting.len() < PUT_DOWN {
            return Ok(flow);
        }
        carry_on(&mut waiting, &mut flow)
    })?;
    match carry_on(&mut waiting, &mut flow)? {
        Flow::More => Ok(wanted),
        Flow::Done => Ok(Flow::Done),
    }
}

/// Pushes a batch through a few operators.
fn push(
    steps: &mut [Step<'_>],
    batch: Batch,
    run: &Runtime<'_, '_>,
    sink: &mut Sink<'_>,
) -> Result<Flow> {
    if batch.rows() == 0 {
        return Ok(Flow::More);
    }
    run.context.check()?;
    let Some((step, rest)) = steps.split_first_mut() else {
        return sink(batch);
    };
    let stretch = Stretch::begin(Some(&step.held), run);
    let Step {
        operator,
        rows,
        batches,
        time,
        ..
    } = step;
    let flow = operator.push(batch, run, &mut |batch: Batch| {
        *rows += batch.total_rows();
        *batches += 1;
        push(rest, batch, run, sink)
    })?;
    if let Some(stretch) = stretch {
        *time += stretch.end(run);
    }
    Ok(flow)
}
