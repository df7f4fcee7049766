//! All nodes, or all with a label, for every row.

use std::sync::Arc;

use super::multiplier::Multiplier;
use crate::column::{BATCH_ROWS, Batch, Column};
use crate::diagnostic::Result;
use crate::exec::graph_access::View;
use crate::exec::memory::Reservation;
use crate::exec::parallel::Morsels;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::graph::LabelId;
use crate::semantics::checked::VarId;

/// How many ids are looked at before rows are handed on.
const STEP: u32 = 8192;

/// Binds a node.
pub(in crate::exec) struct NodeScan<'p> {
    pub(in crate::exec) node: VarId,
    /// Only nodes with this label.
    pub(in crate::exec) label: Option<&'p Arc<str>>,
    /// Where the parts of the scan come from when several threads share it.
    pub(in crate::exec) morsels: Option<Arc<Morsels>>,
}

impl Operator for NodeScan<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let view = run.context.view();
        let label = match self.label {
            None => None,
            Some(name) => match view.version().label_id(name) {
                None => return Ok(Flow::More),
                found => found,
            },
        };
        if batch.rows() == 1 {
            self.stream(&batch, &view, label, run, out)
        } else {
            self.multiply(&batch, &view, label, run, out)
        }
    }
}

impl NodeScan<'_> {
    /// For one row: nodes leave as they are found.
    fn stream(
        &self,
        batch: &Batch,
        view: &View,
        label: Option<LabelId>,
        run: &Runtime<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let bound = view.version().id_bound();
        let mut ids = Vec::new();
        let mut start = 0;
        loop {
            if self.morsels.is_none() && start >= bound {
                break;
            }
            let mut end = start.saturating_add(STEP).min(bound);
            if let Some(morsels) = &self.morsels {
                let Some(morsel) = morsels.next() else {
                    break;
                };
                (start, end) = (morsel.start, morsel.end);
                run.context.set_morsel(start);
            }
            run.context.check()?;
            view.nodes_in(start..end, label, &mut ids);
            start = end;
            // The rows of a morsel leave together, so that it is known which one they are of.
            if ids.len() < BATCH_ROWS && start < bound && self.morsels.is_none() {
                continue;
            }
            for ids in ids.chunks(BATCH_ROWS) {
                let mut next = batch.broadcast(0, ids.len());
                next.set(self.node.index(), Column::nodes(ids.to_vec()));
                if out(next)? == Flow::Done {
                    return Ok(Flow::Done);
                }
            }
            ids.clear();
        }
        Ok(Flow::More)
    }

    /// For many rows: each with all nodes.
    fn multiply(
        &self,
        batch: &Batch,
        view: &View,
        label: Option<LabelId>,
        run: &Runtime<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let mut ids = Vec::new();
        view.nodes_in(0..view.version().id_bound(), label, &mut ids);
        let mut held = Reservation::default();
        held.grow(run.context.memory(), ids.capacity() * size_of::<u32>())?;
        let mut rows = Multiplier::new(batch);
        let mut nodes: Vec<u32> = Vec::new();
        for row in 0..batch.rows() {
            let mut left = ids.as_slice();
            while !left.is_empty() {
                let (taken, rest) = left.split_at(left.len().min(rows.room()));
                left = rest;
                rows.add_many(row, taken.len());
                nodes.extend_from_slice(taken);
                if rows.is_full() {
                    run.context.check()?;
                    let mut next = rows.take();
                    next.set(self.node.index(), Column::nodes(std::mem::take(&mut nodes)));
                    if out(next)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
            }
        }
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        let mut next = rows.take();
        next.set(self.node.index(), Column::nodes(nodes));
        out(next)
    }
}
