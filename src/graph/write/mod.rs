//! The one writer: a transaction.
//!
//! In: changes, one at a time. Out: a new version, published whole or not at all. The transaction owns a version of
//! its own, in which every change is visible at once; neighbour lists are brought up to date in batches, at the
//! latest when that version is read. Dropping a transaction undoes it. Knows nothing of clauses.

mod change;
mod counters;
mod indexes;
mod nodes;
mod property;
mod relationships;
mod schema;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use change::Change;
pub use counters::Counters;
pub(crate) use counters::identical;
pub(crate) use property::check_storable;

use super::adjacency::Edit;
use super::id::{KeyId, LabelId, TypeId};
use super::names::Interner;
use super::version::Version;
use super::{Shared, durable};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::RelId;
use crate::value::bulk::{MANY, Parts, free_beside};

/// An open transaction; the only one of its graph. Ends with [`Self::commit`], or undone by dropping it.
///
/// ```
/// use quipu::graph::Graph;
///
/// # fn main() -> quipu::diagnostic::Result<()> {
/// let graph = Graph::new();
/// let mut transaction = graph.begin();
/// let (person, knows) = (transaction.label("Person")?, transaction.rel_type("KNOWS")?);
/// let ada = transaction.create_node(&[person], &[])?;
/// let bob = transaction.create_node(&[person], &[])?;
/// transaction.create_relationship(knows, ada, bob, &[])?;
/// transaction.commit()?;
/// assert_eq!(graph.version().relationship_count(), 1);
/// # Ok(())
/// # }
/// ```
pub struct Transaction {
    shared: Arc<Shared>,
    /// What the transaction began with.
    base: Arc<Version>,
    /// The commits that may yet be refused what it began with stands on.
    behind: Option<Arc<durable::Group>>,
    /// What it has come to, but for `pending`.
    current: Arc<Version>,
    /// Relationships not yet in (or out of) the lists, by type; the start is the `node`.
    pending: BTreeMap<TypeId, Vec<Edit>>,
    log: Parts<Change>,
    /// How much of the log is known to break no constraint.
    verified: usize,
    /// Lowest id and slots freed, from which later transactions look for holes.
    freed_node: Option<u32>,
    freed_slots: BTreeMap<TypeId, u32>,
    /// What the log calls it.
    label: String,
    /// May the next transaction begin already?
    released: bool,
    /// Was work broken off that left the state good for nothing?
    torn: bool,
    /// What stops work on it that takes long.
    interrupt: Interrupt,
}

/// A state of an open transaction to come back to.
#[derive(Debug, Clone)]
pub struct Savepoint {
    version: Arc<Version>,
    log: usize,
}

impl Transaction {
    pub(super) fn new(
        shared: Arc<Shared>,
        (base, behind): (Arc<Version>, Option<Arc<durable::Group>>),
    ) -> Self {
        Self {
            shared,
            current: Arc::clone(&base),
            base,
            behind,
            pending: BTreeMap::new(),
            log: Parts::default(),
            verified: 0,
            freed_node: None,
            freed_slots: BTreeMap::new(),
            label: String::new(),
            released: false,
            torn: false,
            interrupt: Interrupt::default(),
        }
    }

    /// Says what stops work on it that takes long from now on: making an index, bringing lists up to date, holding changes
    /// against constraints, all of a commit until the log is written. What was stopped leaves changes behind: roll back.
    pub fn set_interrupt(&mut self, interrupt: Interrupt) {
        self.interrupt = interrupt;
    }

    /// What stops work on it that takes long.
    pub fn interrupt(&self) -> &Interrupt {
        &self.interrupt
    }

    /// Keeps what many changes made slow quick; to be called now and then while they are made. O(1), at times O(size of
    /// an index).
    ///
    /// # Errors
    /// What stops the work.
    pub fn keep_up(&mut self) -> Result<()> {
        if self.current.indexes_want_fold() {
            let interrupt = self.interrupt.clone();
            self.state().fold_indexes(&interrupt)?;
        }
        Ok(())
    }

    /// Brings the neighbour lists up to date, so that reading the state need not. O(changes not yet in the lists).
    ///
    /// # Errors
    /// What stops the work.
    pub fn settle(&mut self) -> Result<()> {
        let interrupt = self.interrupt.clone();
        self.flush(&interrupt)
    }

    /// Says what the log shall call this transaction: a script, a person, a reason.
    pub fn describe(&mut self, label: impl Into<String>) {
        self.label = label.into();
    }

    /// The state with all changes so far. Stays as it is while the transaction goes on. Brings lists up to date
    /// first, so ask once per step, not once per change. Nothing stops that: see [`Self::settle`].
    pub fn version(&mut self) -> Arc<Version> {
        self.flush_all();
        Arc::clone(&self.current)
    }

    /// The state with all changes so far, to look at in passing.
    pub fn read(&mut self) -> &Version {
        self.flush_all();
        &self.current
    }

    /// The state the transaction began with.
    pub fn base(&self) -> &Arc<Version> {
        &self.base
    }

    /// The number of a label, given now if it is new.
    pub fn label(&mut self, name: &str) -> Result<LabelId> {
        if let Some(label) = self.current.label_id(name) {
            return Ok(label);
        }
        check_room(
            "labels",
            self.current.names.labels.len(),
            usize::from(u16::MAX),
        )?;
        let names: &mut Interner = &mut Arc::make_mut(&mut self.state().names).labels;
        let number = names.add(name);
        let label = LabelId(number as u16);
        self.log.push(Change::Label(
            label,
            Arc::clone(self.current.label_name(label)),
        ));
        Ok(label)
    }

    /// The number of a relationship type, given now if it is new.
    pub fn rel_type(&mut self, name: &str) -> Result<TypeId> {
        if let Some(ty) = self.current.type_id(name) {
            return Ok(ty);
        }
        check_room(
            "relationship types",
            self.current.names.types.len(),
            usize::from(u16::MAX),
        )?;
        let number = Arc::make_mut(&mut self.state().names).types.add(name);
        let ty = TypeId(number as u16);
        self.log
            .push(Change::Type(ty, Arc::clone(self.current.type_name(ty))));
        Ok(ty)
    }

    /// The number of a property key, given now if it is new.
    pub fn key(&mut self, name: &str) -> Result<KeyId> {
        if let Some(key) = self.current.key_id(name) {
            return Ok(key);
        }
        check_room(
            "property keys",
            self.current.names.keys.len(),
            u32::MAX as usize,
        )?;
        let key = KeyId(Arc::make_mut(&mut self.state().names).keys.add(name));
        self.log
            .push(Change::Key(key, Arc::clone(self.current.key_name(key))));
        Ok(key)
    }

    /// A place to come back to. O(changes not yet in the lists).
    pub fn savepoint(&mut self) -> Savepoint {
        Savepoint {
            version: self.version(),
            log: self.log.len(),
        }
    }

    /// Undoes everything since `savepoint`, names included. O(1). A savepoint can be used again, also after one that
    /// was taken later; one taken after a state that was undone must not be used.
    pub fn rollback_to(&mut self, savepoint: &Savepoint) {
        self.pending.clear();
        let undone = std::mem::replace(&mut self.current, Arc::clone(&savepoint.version));
        if self.log.len() - savepoint.log.min(self.log.len()) >= MANY {
            free_beside(undone);
        }
        self.log.truncate(savepoint.log);
        self.verified = self.verified.min(savepoint.log);
        self.torn = false;
    }

    /// All changes so far, in order.
    pub fn changes(&self) -> impl ExactSizeIterator<Item = &Change> + Clone {
        self.log.since(0)
    }

    /// The changes from the one with this number on.
    pub(crate) fn changes_since(
        &self,
        number: usize,
    ) -> impl ExactSizeIterator<Item = &Change> + Clone {
        self.log.since(number)
    }

    /// What has come and gone since the transaction began. O(changes).
    ///
    /// # Errors
    /// What stops the work.
    pub fn counters(&self) -> Result<Counters> {
        Counters::between(&self.base, &self.current, self.changes(), &self.interrupt)
    }

    /// What has come and gone since `savepoint`. O(changes since).
    ///
    /// # Errors
    /// What stops the work.
    pub fn counters_since(&self, savepoint: &Savepoint) -> Result<Counters> {
        let since = self.log.since(savepoint.log);
        Counters::between(&savepoint.version, &self.current, since, &self.interrupt)
    }

    /// Publishes the changes and ends the transaction. Gives the new version. With files, waits until they are as safe
    /// as was asked for when they were opened; the next transaction may begin before that.
    ///
    /// An error means that nothing was changed (`Code::ConstraintViolation`: the changes break a constraint, see
    /// [`Self::verify`]); after one that says that a file could not be made safe, the database
    /// takes no more changes until it is opened again. What stops long work stops a commit as well, until the log is being
    /// written (without files, until the version is published): from there on it is carried out.
    pub fn commit(mut self) -> Result<Arc<Version>> {
        if self.torn {
            let message = "work on the transaction was broken off, so that it cannot be committed";
            return Err(Diagnostic::new(Code::TransactionState, message));
        }
        self.verify()?;
        self.settle()?;
        let interrupt = self.interrupt.clone();
        if self.log.len() == 0 {
            self.release();
            if let Some(store) = self.shared.store() {
                // What it has seen may not be safe yet.
                store.settle(self.base.commit, self.behind.as_ref())?;
            }
            return Ok(Arc::clone(&self.base));
        }
        let freed_node = self.freed_node;
        let freed_slots = std::mem::take(&mut self.freed_slots);
        let commit = self.base.commit + 1;
        let state = self.state();
        if let Some(id) = freed_node {
            state.nodes.reuse_from(id);
        }
        for (ty, slot) in freed_slots {
            state.table_mut(ty).reuse_from(slot);
        }
        state.commit = commit;
        state.grant_wishes(&interrupt)?;
        let shared = Arc::clone(&self.shared);
        self.state().fold_beside(&shared.folding, &interrupt)?;
        let Some(store) = shared.store() else {
            interrupt.check()?;
            // Nothing stops it from here on.
            shared.current.store(Arc::clone(&self.current));
            return Ok(Arc::clone(&self.current));
        };
        let record = durable::record(&self.label, self.changes(), &interrupt)?;
        let behind = self.behind.take();
        let group = store.append(&self.current, behind.as_ref(), record, &interrupt)?;
        // Nothing stops it from here on.
        self.release();
        let large = self.log.len() >= MANY;
        if !large {
            self.forget_base();
        }
        store.settle(commit, group.as_ref())?;
        if large {
            // Readers had it until now.
            self.forget_base();
        }
        Ok(Arc::clone(&self.current))
    }

    /// Undoes all changes and ends the transaction; the same as dropping it.
    pub fn rollback(self) {}

    /// Ends the transaction, which changed nothing, and puts another form of what it began with in the place of that.
    pub(super) fn replace_base(self, version: Version) {
        let version = Arc::new(version);
        match self.shared.store() {
            Some(store) => store.replace(version, self.behind.as_ref()),
            None => self.shared.current.store(version),
        }
    }

    /// The version to write to; copied first when a reader holds it.
    fn state(&mut self) -> &mut Version {
        let version = Arc::make_mut(&mut self.current);
        version.views.forget();
        version
    }

    /// Brings the neighbour lists up to date.
    fn flush(&mut self, interrupt: &Interrupt) -> Result<()> {
        while let Some((ty, edits)) = self.pending.pop_first() {
            let done = self.state().table_mut(ty).apply(edits, interrupt);
            self.torn |= done.is_err();
            done?;
        }
        Ok(())
    }

    /// Brings the neighbour lists up to date, whatever comes.
    fn flush_all(&mut self) {
        // Nothing stops it.
        let _ = self.flush(&Interrupt::default());
    }

    fn freed_slot(&mut self, relationship: RelId) {
        let lowest = self
            .freed_slots
            .entry(TypeId(relationship.ty))
            .or_insert(relationship.slot);
        *lowest = relationship.slot.min(*lowest);
    }
}

impl Transaction {
    /// Lets go of the state it began with, to which there is no way back any more. Whoever made that state frees it then, with
    /// memory of its own; to give back that of another thread takes longer, and so does to get some again.
    fn forget_base(&mut self) {
        let base = std::mem::replace(&mut self.base, Arc::clone(&self.current));
        if self.log.len() >= MANY {
            free_beside(base);
        }
    }

    /// Lets the next transaction begin.
    fn release(&mut self) {
        if !std::mem::replace(&mut self.released, true) {
            self.shared.turn.pass();
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        self.release();
        if self.log.len() >= MANY {
            let current = std::mem::replace(&mut self.current, Arc::clone(&self.base));
            free_beside(current);
        }
    }
}

/// Is there room for one more?
pub(crate) fn check_room(what: &str, count: usize, limit: usize) -> Result<()> {
    if count < limit {
        Ok(())
    } else {
        Err(too_large(what, limit))
    }
}

fn too_large(what: &str, limit: usize) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        format!("a graph cannot have more than {limit} {what}"),
    )
}

fn deleted(what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DeletedEntityAccess,
        format!("the {what} has been deleted"),
    )
}
