//! What a statement runs on: the graph, its parameters, its limits.
//!
//! In: a version to read, or a transaction to write to; parameters; limits. Out: views of the graph as it is at the
//! moment, and the one way to change it. Knows nothing of plans.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::crew::Crew;
use super::graph_access::View;
use super::members::{KnownLists, Members};
use super::memory::{Memory, Reservation, SharedMemory};
use super::patterns::Patterns;
use crate::column::value_bytes;
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::graph::view::{self, Visible};
use crate::graph::{Change, Transaction, Version};
use crate::value::pace::Pace;
use crate::value::temporal::Clock;
use crate::value::{List, Map, NodeId, RelId, Value};

/// What a statement runs on. Made by the engine for one statement.
pub struct Context {
    store: RefCell<Store>,
    /// The graph as last looked at; given up before writing, so that the transaction need not copy what it changes. Each thread
    /// has a view of its own: who counts its users together with other threads waits for them.
    seen: RefCell<Option<Rc<View>>>,
    parameters: Arc<Map>,
    visibility: Option<Arc<Visible>>,
    interrupt: Interrupt,
    memory: Rc<Memory>,
    /// What the changes made so far hold, for each operator that makes some.
    changes: RefCell<Vec<Reservation>>,
    profile: bool,
    threads: usize,
    /// Whose helpers are asked; those of this statement alone unless it is given some.
    crew: OnceCell<Arc<Crew>>,
    /// The morsel of a shared scan that is being worked on.
    morsel: Cell<u32>,
    scalar_evaluation: bool,
    clock: Clock,
    /// Has this statement deleted anything?
    has_deleted: Cell<bool>,
    /// What the statement began with, when it may write.
    begun: Option<Arc<Version>>,
    /// Ends of relationships this statement made and deleted.
    lost_ends: RefCell<FxHashMap<RelId, (NodeId, NodeId)>>,
    patterns: RefCell<Patterns>,
    lists: RefCell<KnownLists>,
    /// Visible sources by key, and the version they were found in.
    sources: RefCell<Option<(Arc<Version>, Sources)>>,
}

/// Nodes by the key of the source they are.
type Sources = FxHashMap<Arc<str>, NodeId>;

/// What a context for another thread is made of.
pub(super) struct Seed {
    version: Arc<Version>,
    visibility: Option<Arc<Visible>>,
    parameters: Arc<Map>,
    interrupt: Interrupt,
    memory: SharedMemory,
    clock: Clock,
}

impl Seed {
    /// The context.
    pub(super) fn context(&self) -> Context {
        Context {
            interrupt: self.interrupt.clone(),
            memory: Rc::new(self.memory.memory()),
            ..Context::reading(Arc::clone(&self.version))
                .with_visibility(self.visibility.clone())
                .with_parameters(Arc::clone(&self.parameters))
                .with_clock(self.clock.clone())
        }
    }
}

/// Where the graph is.
enum Store {
    Read(Arc<Version>),
    Write(Box<Transaction>),
}

impl Context {
    /// For a statement that only reads.
    pub fn reading(version: Arc<Version>) -> Self {
        Self::new(Store::Read(version))
    }

    /// For a statement that may write. The transaction comes back with [`Self::into_transaction`], also after a failure.
    pub fn writing(mut transaction: Transaction) -> Self {
        let begun = Some(transaction.version());
        let store = Store::Write(Box::new(transaction));
        Self {
            begun,
            ..Self::new(store)
        }
    }

    fn new(store: Store) -> Self {
        Self {
            store: RefCell::new(store),
            seen: RefCell::default(),
            parameters: Arc::default(),
            visibility: None,
            interrupt: Interrupt::default(),
            memory: Rc::new(Memory::unlimited()),
            changes: RefCell::default(),
            profile: false,
            threads: 1,
            crew: OnceCell::new(),
            morsel: Cell::new(0),
            scalar_evaluation: false,
            clock: Clock::now(),
            has_deleted: Cell::new(false),
            begun: None,
            lost_ends: RefCell::default(),
            patterns: RefCell::default(),
            lists: RefCell::default(),
            sources: RefCell::default(),
        }
    }

    /// With these parameters.
    #[must_use]
    pub fn with_parameters(mut self, parameters: Arc<Map>) -> Self {
        self.parameters = parameters;
        self
    }
    /// Stops soon after `interrupt` says so.
    #[must_use]
    pub fn with_interrupt(mut self, interrupt: Interrupt) -> Self {
        self.interrupt = interrupt;
        self
    }
    /// Stops with `Code::MemoryLimit` when rows held back need more bytes than this.
    #[must_use]
    pub fn with_memory_limit(mut self, bytes: Option<usize>) -> Self {
        self.memory = Rc::new(bytes.map_or_else(Memory::unlimited, Memory::limited));
        self
    }
    /// Sees only a part of the graph; for statements that only read.
    #[must_use]
    pub fn with_visibility(mut self, visibility: Option<Arc<Visible>>) -> Self {
        self.visibility = visibility;
        self.seen.take();
        self
    }
    /// Measures time and memory per operator.
    #[must_use]
    pub fn with_profile(mut self, profile: bool) -> Self {
        self.profile = profile;
        self
    }

    /// May use so many threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }
    /// With helpers that are kept for other statements too.
    #[must_use]
    pub fn with_crew(mut self, crew: Arc<Crew>) -> Self {
        self.crew = crew.into();
        self
    }
    /// Who may be asked for help.
    pub(super) fn crew(&self) -> &Crew {
        self.crew.get_or_init(Arc::default)
    }
    /// How many threads a statement may use.
    pub(crate) fn threads(&self) -> usize {
        self.threads
    }
    /// Says which morsel is being worked on, by its first id.
    pub(crate) fn set_morsel(&self, start: u32) {
        self.morsel.set(start);
    }
    /// The morsel that is being worked on; 0 where a scan is not shared.
    pub(crate) fn morsel(&self) -> u32 {
        self.morsel.get()
    }
    /// What another thread needs for a context like this one, of a statement that only reads and sees everything.
    pub(super) fn seed(&self) -> Seed {
        Seed {
            version: self.version(),
            visibility: self.visibility.clone(),
            parameters: Arc::clone(&self.parameters),
            interrupt: self.interrupt.clone(),
            memory: self.memory.share(),
            clock: self.clock.clone(),
        }
    }

    /// Evaluates every expression row by row with the scalar evaluator: slow, and the yardstick for everything faster.
    #[must_use]
    pub fn with_scalar_evaluation(mut self, scalar: bool) -> Self {
        self.scalar_evaluation = scalar;
        self
    }
    /// Are expressions evaluated row by row?
    pub(crate) fn scalar_evaluation(&self) -> bool {
        self.scalar_evaluation
    }
    /// With this moment as the present.
    #[must_use]
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }
    /// The moment that is the present all through the statement.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The transaction, as the statement left it; `None` for a statement that only read.
    pub fn into_transaction(self) -> Option<Transaction> {
        match self.store.into_inner() {
            Store::Read(_) => None,
            Store::Write(transaction) => Some(*transaction),
        }
    }

    /// The graph as it is now.
    pub fn view(&self) -> Rc<View> {
        let look = || {
            let version = match &mut *self.store.borrow_mut() {
                Store::Read(version) => Arc::clone(version),
                Store::Write(transaction) => transaction.version(),
            };
            Rc::new(View::new(version, self.visibility.clone()))
        };
        Rc::clone(self.seen.borrow_mut().get_or_insert_with(look))
    }

    /// The version of the graph as it is now.
    pub fn version(&self) -> Arc<Version> {
        Arc::clone(self.view().version())
    }

    /// Does the statement leave the graph as it is?
    pub(crate) fn only_reads(&self) -> bool {
        matches!(&*self.store.borrow(), Store::Read(_))
    }

    /// Changes the graph. Views taken before keep what they saw. What the transaction holds of the changes counts among
    /// what the statement may hold.
    pub fn write<T>(&self, change: impl FnOnce(&mut Transaction) -> Result<T>) -> Result<T> {
        match &mut *self.store.borrow_mut() {
            Store::Read(_) => Err(Diagnostic::new(
                Code::ReadOnly,
                "the statement writes, but the graph was opened for reading only",
            )),
            Store::Write(transaction) => {
                self.seen.take();
                let before = transaction.changes().len();
                transaction.set_interrupt(self.interrupt.clone());
                let done = change(transaction)?;
                transaction.keep_up()?;
                let bytes = transaction.changes_since(before).map(change_bytes).sum();
                self.keep(bytes)?;
                Ok(done)
            }
        }
    }

    /// Brings the graph up to date after many changes, so that reading it need not.
    ///
    /// # Errors
    /// When the statement was cancelled or has run too long.
    pub(crate) fn settle(&self) -> Result<()> {
        match &mut *self.store.borrow_mut() {
            Store::Read(_) => Ok(()),
            Store::Write(transaction) => {
                transaction.set_interrupt(self.interrupt.clone());
                transaction.settle()
            }
        }
    }

    /// Takes `bytes` of the budget to the end of the statement.
    fn keep(&self, bytes: usize) -> Result<()> {
        let mut kept = self.changes.borrow_mut();
        let own = kept.iter_mut().find(|kept| kept.is_of_taker(&self.memory));
        if let Some(own) = own {
            return own.grow(&self.memory, bytes);
        }
        let mut own = Reservation::default();
        own.grow(&self.memory, bytes)?;
        kept.push(own);
        Ok(())
    }

    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&Value> {
        self.parameters.get(name)
    }
    /// The budget for rows held back.
    pub fn memory(&self) -> &Rc<Memory> {
        &self.memory
    }
    /// Are time and memory per operator measured?
    pub fn profile(&self) -> bool {
        self.profile
    }

    /// Fails when the statement was cancelled or has run too long.
    pub fn check(&self) -> Result<()> {
        self.interrupt.check()
    }
    /// What stops the statement.
    pub(crate) fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Says that something is about to be deleted: from now on reading an entity asks first whether it is still there.
    pub(crate) fn note_deletion(&self) {
        self.has_deleted.set(true);
    }
    /// Remembers the ends of a relationship about to be deleted, unless they are found in what the statement began with: a
    /// transaction gives no slot twice.
    pub(crate) fn note_deleted_relationship(&self, relationship: RelId, ends: (NodeId, NodeId)) {
        self.has_deleted.set(true);
        if self.ends_at_first(relationship).is_none() {
            self.lost_ends.borrow_mut().insert(relationship, ends);
        }
    }
    fn ends_at_first(&self, relationship: RelId) -> Option<(NodeId, NodeId)> {
        self.begun.as_ref()?.endpoints(relationship)
    }
    /// May an id stand for something that this statement has deleted?
    #[inline]
    pub(crate) fn has_deleted(&self) -> bool {
        self.has_deleted.get()
    }
    /// The ends of a relationship that this statement deleted.
    pub(crate) fn lost_ends(&self, relationship: RelId) -> Option<(NodeId, NodeId)> {
        self.ends_at_first(relationship)
            .or_else(|| self.lost_ends.borrow().get(&relationship).copied())
    }

    /// The visible source of this key. O(sources) the first time and after changes, then O(1).
    pub(crate) fn source_node(&self, key: &str, view: &View) -> Option<NodeId> {
        let version = self.version();
        let mut known = self.sources.borrow_mut();
        let (_, sources) = match &mut *known {
            Some(found) if Arc::ptr_eq(&found.0, &version) => found,
            outdated => {
                let mut sources = Sources::default();
                for (node, key) in view::sources(&version) {
                    if view.sees_node(node) {
                        sources.entry(key).or_insert(node);
                    }
                }
                outdated.insert((version, sources))
            }
        };
        sources.get(key).copied()
    }

    /// The elements of a list, to be looked up for so many rows; `None` when that is not worth it.
    pub(super) fn members(
        &self,
        list: &List,
        rows: usize,
        pace: &mut impl Pace<Stop = Diagnostic>,
    ) -> Result<Option<Rc<Members>>> {
        self.lists.borrow_mut().of(list, rows, &self.memory, pace)
    }

    /// Does the whole text match the regular expression? Expressions are compiled once per statement.
    pub(crate) fn matches(&self, text: &str, pattern: &str) -> Result<bool> {
        self.check()?;
        self.patterns
            .borrow_mut()
            .matches(text, pattern, &self.interrupt)
    }
}

/// About what the log of a transaction holds of a change.
fn change_bytes(change: &Change) -> usize {
    let held = match change {
        Change::CreateNode { properties, .. } | Change::CreateRelationship { properties, .. } => {
            properties.iter().map(|(_, value)| value_bytes(value)).sum()
        }
        Change::SetNodeProperty(.., value) | Change::SetRelationshipProperty(.., value) => {
            value_bytes(value)
        }
        _ => 0,
    };
    size_of::<Change>() + held
}
