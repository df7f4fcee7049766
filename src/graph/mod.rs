//! The graph: nodes with labels, relationships with a type, both with properties, in memory.
//!
//! In: changes through the one [`Transaction`] at a time, or bulk data. Out: immutable [`Version`]s that any number
//! of threads read without locks. Relationships lie as sorted arrays per type and direction, so that the neighbours
//! of a node are always one slice; properties lie in typed columns. Knows nothing of the query language.
//!
//! | part | what |
//! |---|---|
//! | [`Version`] | all that can be read |
//! | [`Transaction`] | all that can be changed |
//! | `adjacency`, `relationships` | neighbour lists; the relationships of one type |
//! | `column`, `nodes`, `bits` | properties; nodes and labels; sets of ids |
//! | `catalog`, `constraint` | which indexes and constraints there are; who breaks one |
//! | `index`, `statistics` | nodes and relationships by value; estimates for planning |
//! | [`durable`] | database files: log, snapshot, history |
//! | [`facts`] | are dates and sources in order? |
//! | `folding` | making new bases of neighbour lists beside the writer |
//! | `load`, [`petgraph`] | bulk loading; petgraph's traits, export and import |
//! | `period`, [`view`] | when something holds; the part of a version that holds or was known at an instant |
//! | `paged` | the copy-on-write array under all of them |

mod adjacency;
mod bits;
mod catalog;
mod column;
mod constraint;
mod distribution;
pub mod durable;
pub mod facts;
mod folding;
mod id;
mod index;
mod labelled;
mod load;
mod names;
mod nodes;
mod paged;
mod period;
pub mod petgraph;
mod relationships;
mod statistics;
mod turn;
mod version;
pub mod view;
mod write;

use std::sync::Arc;
use std::time::Duration;

pub use adjacency::{Adjacency, Neighbors, Slope, Slots, places_of};
use arc_swap::ArcSwap;
pub use bits::Bits;
pub use catalog::{Catalog, Definition, DefinitionKind, Subject};
pub use column::{CHUNK, Chunk, ChunkValues, Dictionary, Moments, PropertyColumn, Text};
pub use distribution::{Bound, Distribution};
pub use id::{Direction, KeyId, LabelId, TypeId};
pub use index::Index;
pub use load::BulkLoader;
pub use period::{Instant, PERIOD_KEYS, Period};
pub use statistics::Holder;
pub use version::Version;
pub use write::{Change, Counters, Savepoint, Transaction};

use crate::diagnostic::{Code, Diagnostic, Result};

/// A graph. Clones are handles to the same graph; any thread may hold one.
#[derive(Clone)]
pub struct Graph {
    shared: Arc<Shared>,
}

/// What all handles share.
struct Shared {
    /// What readers see.
    current: Arc<ArcSwap<Version>>,
    /// Held by an open transaction.
    turn: turn::Turn,
    /// The files, where there are any.
    keeper: Option<durable::Keeper>,
    folding: folding::Folding,
}

impl Graph {
    /// An empty graph.
    pub fn new() -> Self {
        Self::from_version(Version::default())
    }

    fn from_version(version: Version) -> Self {
        Self::over(Arc::new(ArcSwap::from_pointee(version)), None)
    }

    fn over(current: Arc<ArcSwap<Version>>, keeper: Option<durable::Keeper>) -> Self {
        Self {
            shared: Arc::new(Shared {
                current,
                turn: turn::Turn::default(),
                keeper,
                folding: folding::Folding::default(),
            }),
        }
    }

    /// The last committed version. Never waits.
    pub fn version(&self) -> Arc<Version> {
        self.shared.current.load_full()
    }

    /// Opens a transaction, waiting until no other is open. A thread that holds one already would wait forever; use
    /// [`Self::try_begin`] where that can happen.
    pub fn begin(&self) -> Transaction {
        // Without an end to its patience nobody leaves empty-handed.
        let _ = self.shared.turn.take(None);
        Transaction::new(Arc::clone(&self.shared), self.shared.head())
    }

    /// Opens a transaction, waiting at most `patience` for another one to end.
    pub fn try_begin(&self, patience: Duration) -> Result<Transaction> {
        if !self.shared.turn.take(Some(patience)) {
            let message = "another transaction is open and has not ended in time";
            return Err(Diagnostic::new(Code::TransactionState, message));
        }
        Ok(Transaction::new(
            Arc::clone(&self.shared),
            self.shared.head(),
        ))
    }

    /// Writes all changed neighbour lists into new bases, waiting for an open transaction to end. Nothing that can
    /// be read changes; reading gets faster and smaller.
    pub fn fold(&self) {
        let transaction = self.begin();
        let mut version = transaction.base().as_ref().clone();
        version.fold(true);
        transaction.replace_base(version);
    }
}

impl Default for Graph {
    fn default() -> Self {
        Self::new()
    }
}

impl Shared {
    /// The files, where there are any.
    fn store(&self) -> Option<&durable::Store> {
        self.keeper.as_ref().map(durable::Keeper::store)
    }

    /// What the last commit led to, and the commits that may yet be refused it stands on.
    fn head(&self) -> (Arc<Version>, Option<Arc<durable::Group>>) {
        match self.store() {
            Some(store) => store.head(),
            None => (self.current.load_full(), None),
        }
    }
}

#[cfg(test)]
mod tests;
