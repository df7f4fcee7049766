//! From what a row was matched by to what it cites.
//!
//! In: the variables that say it, rows, and the version they belong to. Out: a list of `{fact, source}` per row: every
//! relationship, and every node that has a source, in the order of first use; `source` is the list of references, null
//! for a relationship without. The list of a row is made when somebody looks at it, and so is what a fact holds: until
//! then a row keeps only by what it was matched. Knows nothing of how rows are traced.

mod ahead;
mod block;
mod facts;
mod group;
mod hops;
mod memory;
mod nodes;
mod shape;
#[cfg(test)]
mod tests;
mod trails;
mod walked;

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use self::ahead::What;
use self::block::Block;
use self::facts::Facts;
use self::group::{Group, Trace};
use self::memory::Memory;
use crate::column::Batch;
use crate::function::Witness;
use crate::graph::Version;
use crate::plan::Witnessed;
use crate::value::json::{self, Form};
use crate::value::{List, Made, MakeLists, NodeId, RelId, TakeMaps, Value};

const FACT: &str = "fact";
const SOURCE: &str = "source";
const MORE: &str = "more";

/// For how many rows things are looked up together.
const TOGETHER: usize = 128;

/// A number for a witness, by which it has its place among few.
fn spread(witness: Witness) -> u32 {
    let number = match witness {
        Witness::Node(NodeId(id)) => id,
        Witness::Relationship(RelId { ty, slot }) => slot ^ (u32::from(ty) + 1) << 24,
    };
    number.wrapping_mul(0x9e37_79b1) >> 16
}

/// Cites the rows of one answer.
pub(super) struct Citer {
    witnessed: Arc<[Witnessed]>,
    shared: Arc<Shared>,
}

/// What all rows of an answer have in common.
struct Shared {
    state: Mutex<State>,
    /// How many batches there were.
    batches: AtomicU64,
}

/// What is kept from row to row.
struct State {
    facts: Facts,
    group: Group,
    memory: Memory,
    block: Block,
}

impl Citer {
    /// For rows that these variables tell of.
    pub(super) fn new(witnessed: &[Witnessed], version: Arc<Version>) -> Self {
        Self {
            witnessed: witnessed.into(),
            shared: Arc::new(Shared {
                state: Mutex::new(State {
                    facts: Facts::new(version),
                    group: Group::default(),
                    memory: Memory::default(),
                    block: Block::default(),
                }),
                batches: AtomicU64::new(0),
            }),
        }
    }

    /// The rows of a batch, to be cited.
    pub(super) fn rows(&self, batch: &Batch) -> CitedRows {
        let mut trace = batch.clone();
        trace.retain(|at| {
            self.witnessed.iter().any(|witnessed| {
                let ends = witnessed.ends.iter().flat_map(|(from, to)| [from, to]);
                let mut variables = ends.chain([&witnessed.variable]);
                variables.any(|variable| variable.index() == at)
            })
        });
        let maker = Maker {
            shared: Arc::clone(&self.shared),
            trace: Trace {
                witnessed: Arc::clone(&self.witnessed),
                batch: trace,
                number: 1 + self.shared.batches.fetch_add(1, Ordering::Relaxed),
            },
        };
        CitedRows(Arc::new(maker))
    }
}

/// Rows to be cited.
pub(super) struct CitedRows(Arc<Maker>);

impl CitedRows {
    /// What these rows cite, each.
    pub(super) fn cite(&self, rows: Range<usize>) -> impl Iterator<Item = Value> + use<> {
        let maker = Arc::clone(&self.0);
        List::later(maker, rows.start, rows.len()).map(Value::List)
    }

    /// About how many bytes are held for a row, of which nobody has looked at the citation.
    pub(super) fn bytes_per_row(&self) -> usize {
        let trace = &self.0.trace.batch;
        size_of::<Value>() + trace.bytes() / trace.rows().max(1)
    }
}

/// Makes the citations of some rows.
struct Maker {
    shared: Arc<Shared>,
    trace: Trace,
}

impl Maker {
    fn state(&self) -> MutexGuard<'_, State> {
        let state = self.shared.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }

    /// The same, with this row in the group, and what it cites at hand.
    fn state_with(&self, row: usize, what: What) -> MutexGuard<'_, State> {
        let mut state = self.state();
        let State { facts, group, .. } = &mut *state;
        if self.gather(facts, group, row..row + 1) {
            ahead::look(facts, group.all(), what);
        }
        state
    }

    /// Sees to it that the first of these rows is in the group. Around it others are looked up with it. `false` when it was
    /// there before.
    fn gather(&self, facts: &Facts, group: &mut Group, rows: Range<usize>) -> bool {
        let row = rows.start;
        if group.has(&self.trace, row) {
            return false;
        }
        // Who does not begin at the beginning is not likely to go on.
        let end = if row.is_multiple_of(TOGETHER) {
            self.trace.batch.rows()
        } else {
            rows.end
        };
        group.fill(&self.trace, row..end.min(row + TOGETHER), facts);
        true
    }
}

impl MakeLists for Maker {
    fn make(&self, row: usize, give: &mut dyn FnMut(Value)) {
        self.make_all(row..row + 1).into_all().for_each(give);
    }

    fn make_all(&self, rows: Range<usize>) -> Made {
        let State {
            facts,
            group,
            block,
            ..
        } = &mut *self.state();
        let mut next = rows.start;
        while next < rows.end {
            self.gather(facts, group, next..rows.end);
            for cited in group.rows(next..rows.end) {
                block.add(cited);
                next += 1;
            }
        }
        block.finish(facts)
    }

    fn show(&self, row: usize, to: TakeMaps<'_>) -> bool {
        let State {
            facts,
            group,
            memory,
            ..
        } = &mut *self.state_with(row, What::Texts);
        let (cited, more) = group.row(row);
        for cited in cited {
            memory.show(facts, cited.witness, to);
        }
        if let Some(more) = more {
            to(&[(MORE, &Value::Integer(more))]);
        }
        true
    }

    fn about(&self, _: usize) -> usize {
        self.trace.witnessed.len()
    }

    fn write(&self, row: usize, out: &mut String, form: Form) -> bool {
        let State {
            facts,
            group,
            memory,
            ..
        } = &mut *self.state_with(row, What::All);
        let (cited, more) = group.row(row);
        out.push('[');
        let mut comma = false;
        for cited in cited {
            if std::mem::replace(&mut comma, true) {
                out.push(',');
            }
            memory.write(facts, cited, out, form);
        }
        if let Some(more) = more {
            out.push(',');
            json::write_entries(out, &[(MORE, &Value::Integer(more))], form);
        }
        out.push(']');
        true
    }
}
