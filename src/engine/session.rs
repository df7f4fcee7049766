//! A session: where statements run.
//!
//! In: a text and its parameters. Out: its answer at once, or its rows as they come. A statement that fails changes
//! nothing; without an open transaction every statement commits for itself.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::lens::{self, Lens};
use super::{Answer, Database, Error, Summary, Timing, citation, materialize, pipeline};
use crate::column::Batch;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::{self, Flow};
use crate::graph::{Counters, Transaction, Version};
use crate::plan::{self, Plan};
use crate::semantics::checked::Mode;
use crate::source::Source;
use crate::value::{Map, ResultSet, Value};

/// How much a statement may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Bytes that sorting, grouping and other collecting operators may hold; `None` for no limit.
    pub memory: Option<usize>,
    /// How long it may run; `None` for no limit.
    pub time: Option<Duration>,
}

/// How a statement is planned and evaluated. The answers are the same; the differential check holds them against each
/// other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Planning {
    /// By cost, with every rule and every typed path.
    #[default]
    Optimized,
    /// Patterns in the order written, no rules.
    Textual,
    /// As `Textual`, and every expression evaluated row by row.
    Reference,
}

/// Ends the statement that a session is running, from another thread.
#[derive(Debug, Clone, Default)]
pub struct CancelHandle(Arc<AtomicBool>);

impl CancelHandle {
    /// The running statement fails with `Code::Cancelled` within a batch. Without one nothing happens.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A place to run statements, with its own transaction and limits.
pub struct Session {
    database: Database,
    transaction: Option<Transaction>,
    cancel: CancelHandle,
    limits: Limits,
    planning: Planning,
    lens: Lens,
    /// What the log of the database calls its commits.
    label: String,
}

/// How long a statement that writes waits for another session's transaction to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes rows as they come.
type Sink<'a> = &'a mut dyn FnMut(&Arc<[String]>, Vec<Vec<Value>>) -> ControlFlow<()>;

impl Session {
    pub(super) fn new(database: Database) -> Self {
        Self {
            database,
            transaction: None,
            cancel: CancelHandle::default(),
            limits: Limits::default(),
            planning: Planning::default(),
            lens: Lens::default(),
            label: String::new(),
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

    /// Sets what statements may use from now on.
    pub fn set_limits(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Sets how statements are planned from now on.
    pub fn set_planning(&mut self, planning: Planning) {
        self.planning = planning;
    }

    /// Says what the log of a database file shall call the commits from now on: a script, a person, a reason.
    pub fn set_label(&mut self, label: impl Into<String>) {
        self.label = label.into();
        if let Some(transaction) = &mut self.transaction {
            transaction.describe(&*self.label);
        }
    }

    /// What the log calls the commits of this session.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Sets the day (a Date, LocalDateTime or DateTime) whose state statements see from now on, as `AS OF` before each
    /// of them would; `None` for everything. A prefix in a statement goes before it. Statements that write are refused
    /// meanwhile.
    ///
    /// ```
    /// use quipu::Database;
    /// use quipu::value::{Map, temporal::Date};
    ///
    /// let mut session = Database::new().session();
    /// session.run("CREATE (:Rule {name: 'draft', valid_from: date('2021-07-10')})", &Map::new())?;
    /// session.as_of(Some(Date::from_calendar(2021, 7, 9).unwrap().into()))?;
    /// assert_eq!(session.run("MATCH (r:Rule) RETURN r", &Map::new())?.len(), 0);
    /// session.as_of(None)?;
    /// assert_eq!(session.run("MATCH (r:Rule) RETURN r", &Map::new())?.len(), 1);
    /// # Ok::<(), quipu::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Code::RuntimeInvalidArgumentType` for another kind of value.
    pub fn as_of(&mut self, moment: Option<Value>) -> Result<&mut Self, Error> {
        let moment = lens::moment("AS OF", moment);
        self.lens.as_of = moment.map_err(|problem| in_text(problem, ""))?;
        Ok(self)
    }

    /// Sets the day whose knowledge statements see from now on, as `AS KNOWN ON` before each of them would; `None` for
    /// everything.
    ///
    /// # Errors
    /// As [`Self::as_of`].
    pub fn known_on(&mut self, moment: Option<Value>) -> Result<&mut Self, Error> {
        let moment = lens::moment("AS KNOWN ON", moment);
        self.lens.known_on = moment.map_err(|problem| in_text(problem, ""))?;
        Ok(self)
    }

    /// Do answers of statements that read cite their sources from now on, as `CITE` before each of them would make
    /// them?
    pub fn cite(&mut self, cite: bool) -> &mut Self {
        self.lens.cite = cite;
        self
    }

    /// The day set with [`Self::as_of`], the one set with [`Self::known_on`], and whether answers cite their sources.
    pub fn view(&self) -> (Option<&Value>, Option<&Value>, bool) {
        let lens = &self.lens;
        (lens.as_of.as_ref(), lens.known_on.as_ref(), lens.cite)
    }

    /// The graph as this session sees it: with the changes of its open transaction.
    pub fn version(&mut self) -> Arc<Version> {
        match &mut self.transaction {
            Some(transaction) => transaction.version(),
            None => self.database.version(),
        }
    }

    /// Is a transaction open?
    pub fn in_transaction(&self) -> bool {
        self.transaction.is_some()
    }

    /// The open transaction, for bulk changes within it.
    pub fn transaction(&mut self) -> Option<&mut Transaction> {
        self.transaction.as_mut()
    }

    /// Opens a transaction; statements run in it until [`Self::commit`] or [`Self::rollback`].
    ///
    /// # Errors
    /// `Code::TransactionState` when one is open, here or (after ten seconds) in another session.
    pub fn begin(&mut self) -> Result<(), Error> {
        if self.transaction.is_some() {
            return Err(state("a transaction is open already"));
        }
        let opened = self.open_transaction();
        self.transaction = Some(opened.map_err(|problem| in_text(problem, ""))?);
        Ok(())
    }

    fn open_transaction(&self) -> Result<Transaction> {
        let mut transaction = self.database.graph().try_begin(PATIENCE)?;
        transaction.describe(&*self.label);
        Ok(transaction)
    }

    /// Makes the changes of the open transaction lasting and visible to all.
    ///
    /// # Errors
    /// `Code::TransactionState` when none is open.
    pub fn commit(&mut self) -> Result<Counters, Error> {
        let transaction = self
            .transaction
            .take()
            .ok_or_else(|| state("no transaction is open"))?;
        let counters = transaction.counters();
        transaction
            .commit()
            .map_err(|problem| in_text(problem, ""))?;
        Ok(counters)
    }

    /// Undoes the open transaction.
    ///
    /// # Errors
    /// `Code::TransactionState` when none is open.
    pub fn rollback(&mut self) -> Result<(), Error> {
        self.transaction
            .take()
            .map(drop)
            .ok_or_else(|| state("no transaction is open"))
    }

    /// Runs one statement and gives its whole answer.
    ///
    /// # Errors
    /// Whatever is wrong with the statement; the graph is then unchanged.
    pub fn run(&mut self, text: &str, parameters: &Map) -> Result<Answer, Error> {
        let mut rows: Option<ResultSet> = None;
        let summary = self.stream(text, parameters, &mut |columns, batch| {
            let rows = rows.get_or_insert_with(|| ResultSet::new(Arc::clone(columns)));
            for row in batch {
                rows.push(row);
            }
            ControlFlow::Continue(())
        })?;
        Ok(Answer {
            rows: rows.unwrap_or_default(),
            summary,
        })
    }

    /// Runs one statement and hands its rows over as they come, in batches; the first batch may be empty, so that the
    /// columns are known also of an answer without rows. The sink may break off.
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
        let version = self.version();
        let (planning, cite) = (self.planning, self.lens.cite);
        let mut prepared =
            pipeline::prepare(&self.database, text, parameters, &version, planning, cite)?;
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
                self.carry_out(&prepared.plan, parameters, version, false, sink)?
                    .0
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
            let statistics = run(plan, &context, sink)?;
            return Ok((Counters::default(), statistics));
        }
        if self.database.graph().is_read_only() {
            let message = "the database is open for reading only";
            return Err(Diagnostic::new(Code::ReadOnly, message)
                .hint("open it without `--read-only` to change it"));
        }
        let own = self.transaction.is_none();
        let mut transaction = match self.transaction.take() {
            Some(transaction) => transaction,
            None => self.open_transaction()?,
        };
        let savepoint = transaction.savepoint();
        let context = self.equip(exec::Context::writing(transaction), parameters, profile);
        let result = run(plan, &context, sink);
        let Some(mut transaction) = context.into_transaction() else {
            let message = "a writing statement lost its transaction";
            return Err(Diagnostic::new(Code::Internal, message));
        };
        let result = result.and_then(|statistics| {
            transaction.verify()?;
            Ok((transaction.counters_since(&savepoint), statistics))
        });
        if own {
            // Dropping the transaction undoes it.
            if result.is_ok() {
                transaction.commit()?;
            }
        } else {
            if result.is_err() {
                transaction.rollback_to(&savepoint);
            }
            self.transaction = Some(transaction);
        }
        result
    }

    /// Parameters, limits and the means to cancel.
    fn equip(&self, context: exec::Context, parameters: &Map, profile: bool) -> exec::Context {
        context
            .with_parameters(Arc::new(parameters.clone()))
            .with_cancel(Arc::clone(&self.cancel.0))
            .with_deadline(
                self.limits
                    .time
                    .and_then(|time| Instant::now().checked_add(time)),
            )
            .with_memory_limit(self.limits.memory)
            .with_profile(profile)
    }
}

/// Runs the operators; rows leave whole.
fn run(plan: &Plan, context: &exec::Context, sink: Sink<'_>) -> Result<exec::Statistics> {
    let columns: Arc<[String]> = plan
        .columns
        .iter()
        .map(|(name, _)| name.to_string())
        .collect();
    if !columns.is_empty() {
        let _ = sink(&columns, Vec::new());
    }
    exec::run(plan, context, &mut |batch: &Batch| {
        if columns.is_empty() {
            return Ok(Flow::More);
        }
        let version = context.version();
        let mut rows = Vec::with_capacity(batch.rows());
        for at in 0..batch.rows() {
            let row: Vec<Value> = plan
                .columns
                .iter()
                .map(|(_, variable)| {
                    let value = batch.value(variable.index(), at);
                    if plan.cites == Some(*variable) {
                        citation::cite(&value, &version)
                    } else {
                        materialize::whole(value, &version)
                    }
                })
                .collect();
            for _ in 1..batch.times(at) {
                rows.push(row.clone());
            }
            rows.push(row);
        }
        Ok(match sink(&columns, rows) {
            ControlFlow::Continue(()) => Flow::More,
            ControlFlow::Break(()) => Flow::Done,
        })
    })
}

fn hand_over(rows: &ResultSet, sink: Sink<'_>) {
    let _ = sink(&rows.columns().into(), rows.rows().to_vec());
}

fn state(message: &str) -> Error {
    in_text(Diagnostic::new(Code::TransactionState, message), "")
}

fn in_text(problem: Diagnostic, text: &str) -> Error {
    Error::new(problem, Arc::new(Source::new("<query>", text)))
}
