//! One hop from a bound node to where something read there equals a value of the incoming row.
//!
//! What a node leads to is sorted by the hash of what is read there, once per node that comes often: a hash join whose
//! build side is one neighbour list, laid out when it is first asked for again. Nothing that is equal is left out; what
//! comes with the same hash is let through, and so is everything where a value cannot be found out: the condition itself
//! is tested behind this operator. Knows nothing of what equality means but that equal values hash alike and that null
//! equals nothing.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

use super::{Every, Found};
use crate::column::{BATCH_ROWS, Batch, Column};
use crate::diagnostic::Result;
use crate::exec::eval;
use crate::exec::graph_access::Hops;
use crate::exec::memory::Reservation;
use crate::exec::node_set::NodeSet;
use crate::exec::op::distinct_from::DistinctFrom;
use crate::exec::op::trail::Patience;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::Hop;
use crate::semantics::checked::Expr;
use crate::value::{NodeId, RelId, Value, equality};

/// Lists shorter than this are walked.
const FEW: usize = 4;
/// How many entries of lists are kept sorted at one time.
const MOST: usize = 1 << 21;
/// What an entry takes.
const ENTRY_BYTES: usize = size_of::<u32>() + size_of::<RelId>() + size_of::<u64>();

/// Binds the relationships of a node and their other ends, where `key` may equal `value`.
pub(in crate::exec) struct ExpandMatching<'p> {
    hop: &'p Hop,
    key: &'p Expr,
    value: &'p Expr,
    /// Nodes that came once.
    came: NodeSet,
    lists: FxHashMap<u32, SortedList>,
    /// Entries of all lists.
    entries: usize,
    held: Reservation,
}

/// What a node leads to, by the hash of the key.
struct SortedList {
    nodes: Vec<u32>,
    relationships: Vec<RelId>,
    /// Hashes, and places above, ascending; `None` when a key could not be found out.
    order: Option<Vec<u64>>,
}

impl<'p> ExpandMatching<'p> {
    pub(in crate::exec) fn new(hop: &'p Hop, key: &'p Expr, value: &'p Expr) -> Self {
        Self {
            hop,
            key,
            value,
            came: NodeSet::default(),
            lists: FxHashMap::default(),
            entries: 0,
            held: Reservation::default(),
        }
    }

    fn forget(&mut self) {
        self.lists.clear();
        self.entries = 0;
        self.held.release();
    }

    /// The sorted list of a node, when it is worth having one, or there already. `again`: does the node come again at once?
    fn list(
        &mut self,
        node: NodeId,
        again: bool,
        hops: &Hops<'_>,
        run: &Runtime<'_, '_>,
        patience: &mut Patience<'_>,
    ) -> Result<Option<&SortedList>> {
        if !self.lists.contains_key(&node.0) {
            let degree = hops.degree(node);
            if degree < FEW || (self.came.insert(node.0) && !again) {
                return Ok(None);
            }
            if self.entries + degree > MOST {
                self.forget();
            }
            let bytes = degree * ENTRY_BYTES;
            if run.context.memory().room(bytes).is_err() {
                // Walking needs none.
                return Ok(None);
            }
            patience.steps(degree)?;
            self.held.grow(run.context.memory(), bytes)?;
            self.entries += degree;
            let list = SortedList::new(node, hops, self.hop, self.key, run);
            self.lists.insert(node.0, list);
        }
        Ok(self.lists.get(&node.0))
    }
}

impl SortedList {
    fn new(node: NodeId, hops: &Hops<'_>, hop: &Hop, key: &Expr, run: &Runtime<'_, '_>) -> Self {
        let (mut nodes, mut relationships) = (Vec::new(), Vec::new());
        for (relationship, end, _) in hops.of(node) {
            nodes.push(end.0);
            relationships.push(relationship);
        }
        let surroundings = run.surroundings();
        let mut order = Vec::with_capacity(nodes.len());
        for start in (0..nodes.len()).step_by(BATCH_ROWS) {
            let end = nodes.len().min(start + BATCH_ROWS);
            let mut batch = Batch::empty(end - start);
            let (walked, reached) = (&relationships[start..end], &nodes[start..end]);
            batch.set(
                hop.relationship.index(),
                Column::relationships(walked.to_vec()),
            );
            batch.set(hop.to.index(), Column::nodes(reached.to_vec()));
            let Ok(keys) = eval::evaluate(key, &batch, &surroundings) else {
                return Self {
                    nodes,
                    relationships,
                    order: None,
                };
            };
            for (place, hash) in (start..end).zip(hashes(&keys)) {
                order.extend(hash.map(|hash| u64::from(hash) << 32 | place as u64));
            }
        }
        order.sort_unstable();
        Self {
            nodes,
            relationships,
            order: Some(order),
        }
    }
}

impl Operator for ExpandMatching<'_> {
    fn start(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        if !run.context.only_reads() {
            // The graph may have changed since the run before.
            self.forget();
        }
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let Some(from) = batch.column(self.hop.from.index()) else {
            return Ok(Flow::More);
        };
        let view = run.context.view();
        let hops = view.hops(&self.hop.types, self.hop.direction);
        let taken = DistinctFrom::new(&batch, &self.hop.distinct_from);
        let every = Every {
            hops: &hops,
            taken: &taken,
            plain: taken.is_empty() && hops.are_seen(),
        };
        let mut patience = Patience::new(run.context);
        let mut found = Found::new(&batch, self.hop);
        let value = self.value;
        // Found out when the first list is asked; `None` when it cannot be.
        let mut values: Option<Option<Vec<Option<u32>>>> = None;
        for row in 0..batch.rows() {
            let Some(node) = from.node(row) else { continue };
            let again = row + 1 < batch.rows() && from.node(row + 1) == Some(node);
            let list = self.list(node, again, &hops, run, &mut patience)?;
            let sorted = list.and_then(|list| Some((list, list.order.as_ref()?)));
            let wanted = sorted.and_then(|sorted| {
                let values = values.get_or_insert_with(|| {
                    let values = eval::evaluate(value, &batch, &run.surroundings());
                    values.ok().map(|values| hashes(&values).collect())
                });
                Some((sorted, values.as_ref()?[row]))
            });
            let Some(((list, order), wanted)) = wanted else {
                if every.add(row, node, &mut found, &mut patience, out)? == Flow::Done {
                    return Ok(Flow::Done);
                }
                continue;
            };
            let Some(wanted) = wanted else { continue };
            let first = order.partition_point(|entry| entry >> 32 < u64::from(wanted));
            for entry in &order[first..] {
                if entry >> 32 != u64::from(wanted) {
                    break;
                }
                patience.step()?;
                let place = *entry as u32 as usize;
                let relationship = list.relationships[place];
                if taken.has(row, relationship) {
                    continue;
                }
                found.add(row, relationship, list.nodes[place]);
                if found.rows.is_full() && found.hand_on(out)? == Flow::Done {
                    return Ok(Flow::Done);
                }
            }
        }
        found.finish(out)
    }
}

/// A hash of each value, the same for values that are equal; `None` of null.
fn hashes(column: &Column) -> impl Iterator<Item = Option<u32>> + '_ {
    (0..column.len()).map(move |row| {
        let value = match column {
            Column::Integer(all) => all.get(row).map(Value::Integer)?,
            other => other.get(row),
        };
        if value.is_null() {
            return None;
        }
        let mut hasher = FxHasher::default();
        equality::hash(&value, &mut hasher);
        Some(hasher.finish() as u32)
    })
}
