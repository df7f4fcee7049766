//! A session: where statements run.
//!
//! In: a text and its parameters. Out: its answer at once, or its rows as they come. A statement that fails changes
//! nothing; without an open transaction every statement commits for itself.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::citation::Citer;
use super::length;
use super::lens::{self, Lens};
use super::limits::{CancelHandle, Limits, Planning};
use super::materialize::Whole;
use super::pipeline::{self, Step};
use super::{Answer, Database, Error, Summary, Timing};
use crate::column::{Batch, Column, value_bytes};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::exec::{self, Flow};
use crate::graph::{Counters, Transaction, Version};
use crate::plan::{self, Plan};
use crate::semantics::checked::Mode;
use crate::source::Source;
use crate::syntax::ast::TransactionControl;
use crate::value::bulk::Bulk;
use crate::value::pace::Watched;
use crate::value::{Columns, Map, ResultSet, Value};

/// An open transaction.
enum Open {
    Writing(Transaction),
    /// All of it sees this version.
    Reading(Arc<Version>),
}

/// A place to run statements, with its own transaction and limits.
pub struct Session {
    pub(super) database: Database,
    transaction: Option<Open>,
    cancel: CancelHandle,
    /// What stops everything.
    interrupt: Interrupt,
    limits: Limits,
    planning: Planning,
    pub(super) lens: Lens,
    /// Are rows kept by whoever receives them?
    keeps_rows: bool,
    /// What the log of the database calls its commits.
    label: String,
    /// Is whoever asks right now to change nothing?
    only_asked: bool,
}

/// How long a statement that writes waits for another session's transaction to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes rows as they come.
type Sink<'a> = &'a mut dyn FnMut(&Columns, Vec<Vec<Value>>) -> ControlFlow<()>;

impl Session {
    pub(super) fn new(database: Database) -> Self {
        Self {
            database,
            transaction: None,
            cancel: CancelHandle::default(),
            interrupt: Interrupt::default(),
            limits: Limits::default(),
            planning: Planning::default(),
            lens: Lens::default(),
            keeps_rows: false,
            label: String::new(),
            only_asked: false,
        }
    }

    /// The database it works on.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// What ends a running statement.
    pub fn cancel_handle(&self) -> CancelHandle {
        self.cancel.clone()
    }

    /// What stops work beside statements that begins now, such as an import into [`Self::transaction`]: the cancel handle, and
    /// the time limit counted from here.
    pub fn interrupt(&self) -> Interrupt {
        self.cancel.0.store(false, Ordering::Relaxed);
        self.stop()
    }

    /// Sets what stops all that is done from now on, beside the cancel handle and the time limit.
    pub fn set_interrupt(&mut self, interrupt: Interrupt) {
        self.interrupt = interrupt;
    }

    /// Sets what statements may use from now on.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// What statements may use.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Says whether the rows of [`Self::stream`] are kept by whoever receives them, so that they count among what a
    /// statement may hold. Those of [`Self::run`] always do.
    pub fn keeps_rows(&mut self, keeps: bool) {
        self.keeps_rows = keeps;
    }

    /// Sets how statements are planned from now on.
    pub fn set_planning(&mut self, planning: Planning) {
        self.planning = planning;
    }

    /// Says what the log of a database file shall call the commits from now on: a script, a person, a reason.
    pub fn set_label(&mut self, label: impl Into<String>) {
        self.label = label.into();
    }

    /// Says what the log of a database file shall call the open transaction alone.
    pub fn describe(&mut self, label: impl Into<String>) {
        if let Some(Open::Writing(transaction)) = &mut self.transaction {
            transaction.describe(label);
        }
    }

    /// What the log calls the commits of this session.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The graph as this session sees it: with the changes of its open transaction.
    pub fn version(&mut self) -> Arc<Version> {
        match &mut self.transaction {
            Some(Open::Writing(transaction)) => transaction.version(),
            Some(Open::Reading(version)) => Arc::clone(version),
            None => self.database.version(),
        }
    }

    /// Is a transaction open?
    pub fn in_transaction(&self) -> bool {
        self.transaction.is_some()
    }

    /// The open transaction, for bulk changes within it.
    ///
    /// # Errors
    /// `Code::ReadOnly` when it only reads.
    pub fn transaction(&mut self) -> Result<Option<&mut Transaction>, Error> {
        match &mut self.transaction {
            None => Ok(None),
            Some(Open::Writing(transaction)) => Ok(Some(transaction)),
            Some(Open::Reading(_)) => Err(in_text(only_reads(), "")),
        }
    }

    /// Opens a transaction; statements run in it until [`Self::commit`] or [`Self::rollback`].
    ///
    /// # Errors
    /// `Code::TransactionState` when one is open, here or (after ten seconds) in another session.
    pub fn begin(&mut self) -> Result<(), Error> {
        self.start(false).map_err(|problem| in_text(problem, ""))
    }

    /// Opens a transaction that only reads: until it ends, statements see the graph as it is now, whatever others commit.
    /// It waits for nobody, and nobody waits for it.
    ///
    /// # Errors
    /// `Code::TransactionState` when one is open.
    pub fn begin_read_only(&mut self) -> Result<(), Error> {
        self.start(true).map_err(|problem| in_text(problem, ""))
    }

    fn start(&mut self, read_only: bool) -> Result<()> {
        if self.transaction.is_some() {
            return Err(state("a transaction is open already")
                .hint("COMMIT or ROLLBACK ends it; transactions do not nest"));
        }
        self.transaction = Some(if read_only {
            Open::Reading(self.database.version())
        } else {
            self.expect_writable()?;
            Open::Writing(self.open_transaction()?)
        });
        Ok(())
    }

    fn open_transaction(&self) -> Result<Transaction> {
        let mut transaction = self.database.graph().try_begin(PATIENCE)?;
        transaction.describe(&*self.label);
        Ok(transaction)
    }

    /// Makes the changes of the open transaction lasting and visible to all. A cancel or the time limit stops that until the
    /// changes are being written down; the transaction is undone then.
    ///
    /// # Errors
    /// `Code::TransactionState` when none is open.
    pub fn commit(&mut self) -> Result<Counters, Error> {
        self.cancel.0.store(false, Ordering::Relaxed);
        self.end(true).map_err(|problem| in_text(problem, ""))
    }

    /// Undoes the open transaction.
    ///
    /// # Errors
    /// `Code::TransactionState` when none is open.
    pub fn rollback(&mut self) -> Result<(), Error> {
        let ended = self.end(false).map(drop);
        ended.map_err(|problem| in_text(problem, ""))
    }

    fn end(&mut self, commit: bool) -> Result<Counters> {
        let open = self.transaction.take();
        let open = open.ok_or_else(|| {
            state("no transaction is open").hint("START TRANSACTION or `:begin` opens one")
        })?;
        match open {
            Open::Writing(mut transaction) if commit => {
                transaction.set_interrupt(self.stop());
                let ended = transaction.counters().and_then(|counters| {
                    transaction.commit()?;
                    Ok(counters)
                });
                ended.map_err(|problem| match problem.code() {
                    Code::Cancelled | Code::TimeLimit => problem.hint("the transaction was undone"),
                    _ => problem,
                })
            }
            Open::Writing(_) | Open::Reading(_) => Ok(Counters::default()),
        }
    }

    fn control(&mut self, control: TransactionControl) -> Result<()> {
        match control {
            TransactionControl::Start { read_only } => self.start(read_only),
            TransactionControl::Commit => self.end(true).map(drop),
            TransactionControl::Rollback => self.end(false).map(drop),
        }
    }

    /// May statements write here?
    fn expect_writable(&self) -> Result<()> {
        if self.only_asked {
            let message = "only statements that read can be asked here";
            return Err(Diagnostic::new(Code::ReadOnly, message)
                .hint("run the statement that writes by itself"));
        }
        if let Some(Open::Reading(_)) = self.transaction {
            return Err(only_reads());
        }
        if !self.database.graph().is_read_only() {
            return Ok(());
        }
        let message = "the database is open for reading only";
        Err(Diagnostic::new(Code::ReadOnly, message)
            .hint("open it without `--read-only` to change it"))
    }

    /// Runs one statement and gives its whole answer.
    ///
    /// # Errors
    /// Whatever is wrong with the statement; the graph is then unchanged.
    pub fn run(&mut self, text: &str, parameters: &Map) -> Result<Answer, Error> {
        let mut rows: Option<ResultSet> = None;
        let keeps = std::mem::replace(&mut self.keeps_rows, true);
        let done = self.stream(text, parameters, &mut |columns, batch| {
            let rows = rows.get_or_insert_with(|| ResultSet::new(columns.clone()));
            for row in batch {
                rows.push(row);
            }
            ControlFlow::Continue(())
        });
        self.keeps_rows = keeps;
        Ok(Answer {
            rows: rows.unwrap_or_default(),
            summary: done?,
        })
    }

    /// As [`Self::run`], for a statement that only reads.
    ///
    /// # Errors
    /// As [`Self::run`]; `Code::ReadOnly` for a statement that writes, or that opens or ends a transaction.
    pub(crate) fn ask(&mut self, text: &str, parameters: &Map) -> Result<Answer, Error> {
        self.only_asked = true;
        let answer = self.run(text, parameters);
        self.only_asked = false;
        answer
    }

    /// Runs one statement and hands its rows over as they come, in batches; the first batch may be empty, so that the
    /// columns are known also of an answer without rows. The sink may break off. The rows of a statement that writes come
    /// when it is committed (in an open transaction: when it has broken no constraint).
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use quipu::Database;
    /// use quipu::value::Map;
    ///
    /// let mut session = Database::new().session();
    /// let mut seen = 0;
    /// session.stream("UNWIND range(1, 1000000000) AS n RETURN n", &Map::new(), &mut |_, rows| {
    ///     seen += rows.len();
    ///     if seen < 5000 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    /// })?;
    /// assert!(seen < 10_000);
    /// # Ok::<(), quipu::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn stream(
        &mut self,
        text: &str,
        parameters: &Map,
        sink: Sink<'_>,
    ) -> Result<Summary, Error> {
        self.execute(text, parameters, sink)
            .map_err(|problem| in_text(problem, text))
    }

    fn execute(&mut self, text: &str, parameters: &Map, sink: Sink<'_>) -> Result<Summary> {
        self.cancel.0.store(false, Ordering::Relaxed);
        let started = Instant::now();
        length::expect_room(text, self.limits.memory)?;
        let version = self.version();
        let step = pipeline::prepare(
            &self.database,
            text,
            parameters,
            &version,
            self.planning,
            &self.lens,
        )?;
        let mut prepared = match step {
            Step::Query(prepared) => prepared,
            Step::Transaction(transaction) => {
                if self.only_asked {
                    self.expect_writable()?;
                }
                // It must not keep what it ends from being the only holder of its version.
                drop(version);
                let plan = started.elapsed();
                self.control(transaction.control)
                    .map_err(|problem| problem.or_at(transaction.span))?;
                let execute = started.elapsed().saturating_sub(plan);
                return Ok(Summary {
                    timing: Timing { plan, execute },
                    ..Summary::default()
                });
            }
        };
        if prepared.helped.load(Ordering::Relaxed) {
            // A core that sleeps needs a while until it is up.
            let helpers = self.database.threads() - 1;
            self.database.crew().announce(helpers);
        }
        let version = prepared.recorded.take().unwrap_or(version);
        self.lens.lay_over(&mut prepared.plan)?;
        let notices = lens::notices(&prepared.plan, &version);
        let plan = started.elapsed();

        let started = Instant::now();
        let counters = match prepared.mode {
            Mode::Explain => {
                hand_over(&plan::explain(&prepared.plan, None), sink);
                Counters::default()
            }
            Mode::Run => {
                let (counters, statistics) =
                    self.carry_out(&prepared.plan, parameters, version, false, sink)?;
                prepared.helped.store(statistics.helped, Ordering::Relaxed);
                counters
            }
            Mode::Profile => {
                let drop_rows: Sink<'_> = &mut |_, _| ControlFlow::Continue(());
                let (counters, statistics) =
                    self.carry_out(&prepared.plan, parameters, version, true, drop_rows)?;
                hand_over(&plan::explain(&prepared.plan, Some(&statistics)), sink);
                counters
            }
        };
        Ok(Summary {
            counters,
            timing: Timing {
                plan,
                execute: started.elapsed(),
            },
            notices,
        })
    }

    /// Runs a plan: in the open transaction, or in one of its own that is committed when all went well.
    fn carry_out(
        &mut self,
        plan: &Arc<Plan>,
        parameters: &Map,
        version: Arc<Version>,
        profile: bool,
        sink: Sink<'_>,
    ) -> Result<(Counters, exec::Statistics)> {
        if !plan.writes {
            let context = self.equip(exec::Context::reading(version), parameters, profile);
            let visible = lens::visible(plan, &context)?;
            let context = context.with_visibility(visible);
            let statistics = run(plan, &context, self.keeps_rows, sink)?;
            return Ok((Counters::default(), statistics));
        }
        self.expect_writable()?;
        drop(version);
        let own = self.transaction.is_none();
        let mut transaction = match self.transaction.take() {
            Some(Open::Writing(transaction)) => transaction,
            Some(Open::Reading(_)) => return Err(only_reads()),
            None => self.open_transaction()?,
        };
        let savepoint = transaction.savepoint();
        let context = self.equip(exec::Context::writing(transaction), parameters, profile);
        // Nobody sees a row of what may still be refused.
        let mut rows = Bulk::<_, BATCHES>::default();
        let result = run(plan, &context, true, &mut |columns, batch| {
            rows.push((columns.clone(), batch));
            ControlFlow::Continue(())
        });
        let interrupt = context.interrupt().clone();
        let Some(mut transaction) = context.into_transaction() else {
            let message = "a writing statement lost its transaction";
            return Err(Diagnostic::new(Code::Internal, message));
        };
        let result = result.and_then(|statistics| {
            transaction.set_interrupt(interrupt);
            transaction.verify()?;
            Ok((transaction.counters_since(&savepoint)?, statistics))
        });
        if own {
            // Dropping the transaction undoes it.
            if result.is_ok() {
                transaction.commit()?;
            }
        } else {
            transaction.set_interrupt(Interrupt::default());
            if result.is_err() {
                transaction.rollback_to(&savepoint);
            }
            self.transaction = Some(Open::Writing(transaction));
        }
        if result.is_ok() {
            for (columns, batch) in rows.iter_mut() {
                if sink(columns, std::mem::take(batch)).is_break() {
                    break;
                }
            }
        }
        result
    }

    /// What stops what is done now.
    fn stop(&self) -> Interrupt {
        let limit = self.limits.time;
        let deadline = limit.and_then(|time| Instant::now().checked_add(time));
        self.cancel
            .interrupt()
            .with_deadline(deadline)
            .or(&self.interrupt)
    }

    /// Parameters, limits and the means to cancel.
    fn equip(&self, context: exec::Context, parameters: &Map, profile: bool) -> exec::Context {
        context
            .with_parameters(Arc::new(parameters.clone()))
            .with_interrupt(self.stop())
            .with_memory_limit(self.limits.memory)
            .with_threads(self.database.threads())
            .with_crew(Arc::clone(self.database.crew()))
            .with_profile(profile)
    }
}

/// Runs the operators; rows leave whole. Rows that are `kept` count among what the statement holds.
fn run(
    plan: &Arc<Plan>,
    context: &exec::Context,
    kept: bool,
    sink: Sink<'_>,
) -> Result<exec::Statistics> {
    let names = plan.columns.iter().map(|(name, _)| name.to_string());
    let mut columns: Columns = names.collect();
    if plan.cites.is_some() {
        columns = columns.citing();
    }
    if !columns.is_empty() {
        let _ = sink(&columns, Vec::new());
    }
    let citer = plan
        .cites
        .as_deref()
        .map(|witnessed| Citer::new(witnessed, context.version()));
    // What is cited comes last, and not from the batches.
    let own = plan.columns.len() - usize::from(citer.is_some()).min(plan.columns.len());
    let mut held = 0_usize;
    let mut pace = Watched::new(|| context.check());
    exec::run(plan, context, &mut |batch: &Batch| {
        if columns.is_empty() {
            return Ok(Flow::More);
        }
        let version = context.version();
        // What a statement changes is not to be kept by its rows.
        let whole = if plan.writes {
            Whole::at_once(&version)
        } else {
            Whole::later(&version)
        };
        let cited = citer.as_ref().map(|citer| citer.rows(batch));
        let cited_bytes = match &cited {
            Some(cited) if kept => cited.bytes_per_row(),
            _ => 0,
        };
        let mut cells = None;
        let mut rows = Vec::with_capacity(batch.rows().min(ROWS_AT_ONCE));
        let mut hand_over = |rows: &mut Vec<Vec<Value>>, held: usize| {
            context.check()?;
            if kept {
                context.memory().room(held)?;
            }
            Ok(sink(&columns, std::mem::take(rows)).is_break())
        };
        for at in 0..batch.rows() {
            if at.is_multiple_of(ROWS_AT_ONCE) {
                let next = at..batch.rows().min(at + ROWS_AT_ONCE);
                for (_, variable) in &plan.columns {
                    if let Some(Column::Text(texts)) = batch.column(variable.index()) {
                        texts.touch(next.clone());
                    }
                }
                cells = cited.as_ref().map(|cited| cited.cite(next));
            }
            let mut row: Vec<Value> = Vec::with_capacity(plan.columns.len());
            for (_, variable) in &plan.columns[..own] {
                let value = batch.value(variable.index(), at);
                row.push(whole.make(value, &mut pace)?);
            }
            let bytes = if kept {
                row_bytes(&row) + cited_bytes
            } else {
                0
            };
            row.extend(cells.as_mut().map(|cells| cells.next().unwrap_or_default()));
            for _ in 1..batch.times(at) {
                held = held.saturating_add(bytes);
                rows.push(row.clone());
                if rows.len() == ROWS_AT_ONCE && hand_over(&mut rows, held)? {
                    return Ok(Flow::Done);
                }
            }
            held = held.saturating_add(bytes);
            rows.push(row);
            if rows.len() == ROWS_AT_ONCE && hand_over(&mut rows, held)? {
                return Ok(Flow::Done);
            }
        }
        let enough = !rows.is_empty() && hand_over(&mut rows, held)?;
        Ok(if enough { Flow::Done } else { Flow::More })
    })
}

/// How many rows leave at once: so few that what their taker drops is still at hand for the next ones.
const ROWS_AT_ONCE: usize = 256;

/// More batches of rows are freed beside the work.
const BATCHES: usize = 512;

/// About what a row holds that left the engine; nodes and relationships are read from the graph when they are shown.
fn row_bytes(row: &[Value]) -> usize {
    size_of::<Vec<Value>>() + row.iter().map(value_bytes).sum::<usize>()
}

fn hand_over(rows: &ResultSet, sink: Sink<'_>) {
    let _ = sink(&rows.columns().to_vec().into(), rows.rows().to_vec());
}

fn state(message: &str) -> Diagnostic {
    Diagnostic::new(Code::TransactionState, message)
}

fn only_reads() -> Diagnostic {
    Diagnostic::new(Code::ReadOnly, "the open transaction only reads")
        .hint("ROLLBACK ends it; START TRANSACTION opens one that may write")
}

pub(super) fn in_text(problem: Diagnostic, text: &str) -> Error {
    Error::new(problem, Arc::new(Source::new("<query>", text)))
}
