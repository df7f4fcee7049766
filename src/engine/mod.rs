//! What an embedding program sees: databases, sessions, answers, errors.
//!
//! In: statements and parameters. Out: answers, or an [`Error`] with code, phase, detail and place. `pipeline` is the only
//! place where all stages are named together. Knows nothing of terminals or files.

mod answer;
mod cache;
mod citation;
mod error;
mod journal;
mod length;
mod lens;
mod limits;
mod materialize;
mod pipeline;
mod session;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

pub use answer::{Answer, Summary, Timing};
pub use error::Error;
pub use limits::{CancelHandle, Limits, Planning};
pub use session::Session;

use crate::diagnostic::Interrupt;
use crate::exec::Crew;
use crate::graph::durable::OpenOptions;
use crate::graph::{Graph, Version};
use crate::procedure::{Procedure, Registry};
use crate::source::Source;
use cache::PlanCache;

/// A database: one graph, its procedures, its plans. Clones share it; it may be used from many threads.
///
/// ```
/// use quipu::Database;
/// use quipu::value::Map;
///
/// let database = Database::new();
/// let mut session = database.session();
/// session.run("CREATE (:Company {name: 'Didi'})", &Map::new())?;
/// let answer = session.run("MATCH (c:Company) RETURN c.name AS name", &Map::new())?;
/// assert_eq!(answer.columns(), ["name"]);
/// assert_eq!(answer.len(), 1);
/// # Ok::<(), quipu::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Database(Arc<Shared>);

#[derive(Default)]
struct Shared {
    graph: Graph,
    procedures: RwLock<Arc<Registry>>,
    plans: Mutex<PlanCache>,
    /// How many threads a statement may use; 0 is one, too.
    threads: AtomicUsize,
    /// Who helps with statements on several threads.
    crew: Arc<Crew>,
}

impl Database {
    /// An empty database in memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens the database file at `path`, and makes it when there is none. Unless the options say otherwise, a statement
    /// or transaction that has ended well survives a loss of power, and nobody else may open the file for writing until
    /// the last handle, session and transaction is dropped.
    ///
    /// ```
    /// use quipu::{Database, Map, OpenOptions};
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("research.quipu");
    /// let database = Database::open(&path, &OpenOptions::new())?;
    /// database.session().run("CREATE (:Company {name: 'Didi'})", &Map::new())?;
    /// drop(database);
    ///
    /// let database = Database::open(&path, &OpenOptions::new().read_only(true))?;
    /// assert_eq!(database.version().node_count(), 1);
    /// # Ok::<(), quipu::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Code::CannotOpen` when there is no database and none may be made, when it is in use (the message says by whom), is
    /// something else or of an unknown format; `Code::Corrupted` when it is damaged (the message says where).
    pub fn open(path: impl AsRef<Path>, options: &OpenOptions) -> Result<Self, Error> {
        Self::open_until(path, options, &Interrupt::default())
    }

    /// The same, unless `interrupt` stops it.
    ///
    /// # Errors
    /// As [`Self::open`]; `Code::Cancelled`, `Code::TimeLimit`.
    pub fn open_until(
        path: impl AsRef<Path>,
        options: &OpenOptions,
        interrupt: &Interrupt,
    ) -> Result<Self, Error> {
        let path = path.as_ref();
        let opened = Graph::open_until(path, options, interrupt);
        let about = || Arc::new(Source::new(path.display().to_string(), ""));
        opened
            .map(Self::over)
            .map_err(|problem| Error::new(problem, about()))
    }

    /// A database over this graph.
    pub fn over(graph: Graph) -> Self {
        Self(Arc::new(Shared {
            graph,
            ..Shared::default()
        }))
    }

    /// Sets how many threads a statement may use from now on: 1 unless set. Statements that look at much of the graph and
    /// group what they find use them; the answer is the same, but for the last digits of sums of floats.
    ///
    /// ```
    /// use quipu::{Database, Map};
    ///
    /// let database = Database::new();
    /// database.set_threads(2);
    /// let answer = database.session().run("UNWIND range(1, 3) AS n RETURN sum(n) AS sum", &Map::new())?;
    /// assert_eq!(answer.len(), 1);
    /// # Ok::<(), quipu::Error>(())
    /// ```
    pub fn set_threads(&self, threads: usize) {
        self.0.threads.store(threads, Ordering::Relaxed);
    }

    /// How many threads a statement may use.
    pub fn threads(&self) -> usize {
        self.0.threads.load(Ordering::Relaxed).max(1)
    }

    fn crew(&self) -> &Arc<Crew> {
        &self.0.crew
    }

    /// A session: a place to run statements, with its own transaction and limits.
    pub fn session(&self) -> Session {
        Session::new(self.clone())
    }

    /// Adds a procedure that statements may CALL, replacing one of the same name.
    pub fn register_procedure(&self, procedure: Procedure) {
        let mut current = self
            .0
            .procedures
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut current).register(procedure);
        self.plans().clear();
    }

    /// The procedures statements may CALL.
    pub fn procedures(&self) -> Arc<Registry> {
        Arc::clone(
            &self
                .0
                .procedures
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// The graph, for bulk loading, export and petgraph's algorithms.
    pub fn graph(&self) -> &Graph {
        &self.0.graph
    }

    /// The graph as of the last commit.
    pub fn version(&self) -> Arc<Version> {
        self.0.graph.version()
    }

    fn plans(&self) -> std::sync::MutexGuard<'_, PlanCache> {
        self.0.plans.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let version = self.version();
        f.debug_struct("Database")
            .field("nodes", &version.node_count())
            .field("relationships", &version.relationship_count())
            .finish()
    }
}
