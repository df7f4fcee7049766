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
mod memory;
mod shape;
#[cfg(test)]
mod tests;
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
use crate::graph::Version;
use crate::plan::Witnessed;
use crate::value::json::{self, Form};
use crate::value::{List, Made, MakeLists, TakeMaps, Value};

const FACT: &str = "fact";
const SOURCE: &str = "source";
const MORE: &str = "more";

/// For how many rows things are looked up together.
const TOGETHER: usize = 128;

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
    /// How many blocks of facts were made.
    blocks: u64,
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
                    blocks: 0,
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
    /// What is kept from row to row, with this row in the group. Around it others are looked up with it.
    fn state(&self, row: usize, what: What) -> MutexGuard<'_, State> {
        let state = self.shared.state.lock();
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        self.gather(&mut state, row, what);
        state
    }

    fn gather(&self, state: &mut State, row: usize, what: What) {
        let State { facts, group, .. } = state;
        if group.has(&self.trace, row) {
            return;
        }
        // Who does not begin at the beginning is not likely to go on.
        let end = if row.is_multiple_of(TOGETHER) {
            self.trace.batch.rows().min(row + TOGETHER)
        } else {
            row + 1
        };
        group.fill(&self.trace, row..end, facts);
        ahead::look(facts, group.all(), what);
    }
}

impl MakeLists for Maker {
    fn make(&self, row: usize, give: &mut dyn FnMut(Value)) {
        self.make_all(row..row + 1).into_all().for_each(give);
    }

    fn make_all(&self, rows: Range<usize>) -> Made {
        let state = self.shared.state.lock();
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        self.gather(&mut state, rows.start, What::Sources);
        let cited = state.group.cited(rows.clone());
        state.blocks += 1;
        let mut block = Block::new(state.blocks, rows.len(), cited);
        for row in rows {
            self.gather(&mut state, row, What::Sources);
            let State {
                facts,
                group,
                memory,
                ..
            } = &mut *state;
            block.add(group.row(row), facts, memory);
        }
        block.finish(&state.facts)
    }

    fn show(&self, row: usize, to: TakeMaps<'_>) -> bool {
        let State {
            facts,
            group,
            memory,
            ..
        } = &mut *self.state(row, What::Texts);
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
        } = &mut *self.state(row, What::All);
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
