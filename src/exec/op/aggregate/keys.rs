//! Which group each row belongs to.
//!
//! Keys that read one node and nothing else are numbered once per node: a row then costs a look into an array, and their
//! values are read only for nodes that come for the first time. In: batches and key expressions. Out: the number of each
//! row's group, and the key values of groups. Knows nothing of what is aggregated.

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::eval;
use crate::exec::groups::{Groups, Pairs, has_new, vec_growth};
use crate::exec::runtime::Runtime;
use crate::plan::visit::{has_subquery, is_volatile, walk};
use crate::semantics::checked::{Expr, ExprKind, VarId};
use crate::value::Value;
use crate::value::bulk::Bulk;

/// The groups of rows by key expressions.
pub(super) struct Keys<'p> {
    exprs: &'p [(Expr, VarId)],
    parts: Vec<Part>,
    /// Joins the numbers of parts from left to right.
    pairs: Vec<Pairs>,
    /// The key values of groups, end to end.
    values: Bulk<Value>,
    /// For each group the morsel that it appeared in first.
    morsels: Vec<u32>,
    len: usize,
    bytes: usize,
}

/// Keys that are numbered together.
struct Part {
    /// Which of the keys.
    keys: Vec<usize>,
    /// The node they read.
    node: Option<VarId>,
    groups: Groups,
    /// Rows so far.
    rows: usize,
    /// The number of the keys of each node, counted from 1, once there are many rows.
    known: Vec<u32>,
    /// The nodes of all rows so far were ascending and below this: as from a scan, where none comes twice.
    ascending: Option<u32>,
}

/// From so many rows on, numbers are remembered by node.
const MANY: usize = 4096;
/// The mark of a node whose keys are being numbered.
const COMING: u32 = u32::MAX;

impl<'p> Keys<'p> {
    pub(super) fn new(exprs: &'p [(Expr, VarId)]) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for (number, (expr, _)) in exprs.iter().enumerate() {
            let node = only_node(expr);
            match parts.iter_mut().find(|part| part.node == node) {
                Some(part) => part.keys.push(number),
                None => parts.push(Part {
                    keys: vec![number],
                    node,
                    groups: Groups::default(),
                    rows: 0,
                    known: Vec::new(),
                    ascending: Some(0),
                }),
            }
        }
        for part in &mut parts {
            part.groups = Groups::new(part.keys.len());
        }
        Self {
            exprs,
            pairs: parts.iter().skip(1).map(|_| Pairs::default()).collect(),
            parts,
            values: Bulk::default(),
            morsels: vec![0; usize::from(exprs.is_empty())],
            len: usize::from(exprs.is_empty()),
            bytes: 0,
        }
    }

    /// How many groups.
    pub(super) fn len(&self) -> usize {
        self.len
    }
    /// Bytes held; for budgets, not exact.
    pub(super) fn bytes(&self) -> usize {
        let parts = self.parts.iter();
        self.bytes
            + self.pairs.iter().map(Pairs::bytes).sum::<usize>()
            + parts
                .map(|part| part.groups.bytes() + 4 * part.known.len())
                .sum::<usize>()
    }
    /// About the bytes that are asked for at once when `rows` more rows come, each of a new group.
    pub(super) fn growth(&self, rows: usize) -> usize {
        let values = vec_growth::<Value>(
            self.values.len(),
            self.values.capacity(),
            rows * self.exprs.len(),
        );
        let parts = self.parts.iter().map(|part| part.groups.growth(rows));
        let pairs = self.pairs.iter().map(|pairs| pairs.growth(rows));
        values + parts.sum::<usize>() + pairs.sum::<usize>()
    }
    /// The key values of a group.
    pub(super) fn key(&self, group: usize) -> &[Value] {
        &self.values[group * self.exprs.len()..(group + 1) * self.exprs.len()]
    }

    /// The key values of all groups, end to end, and for each group the morsel that it appeared in first.
    pub(super) fn into_values(self) -> (Vec<Value>, Vec<u32>) {
        (self.values.into_vec(), self.morsels)
    }

    /// Takes the groups of the only thread that had any, and what they need. Nothing was numbered before, and nothing
    /// will be.
    pub(super) fn adopt(&mut self, values: Vec<Value>, morsels: Vec<u32>, bytes: usize) {
        self.len = morsels.len();
        self.bytes = bytes;
        self.values = values.into();
        self.morsels = morsels;
    }

    /// Takes in the groups of several threads: key values end to end, with morsels. Groups are numbered in the order in
    /// which one thread would have met them. Gives the new numbers of the groups of each thread. Nothing was numbered
    /// before.
    pub(super) fn absorb(&mut self, threads: &[(&[Value], &[u32])]) -> Vec<Vec<u32>> {
        let width = self.exprs.len();
        if width == 0 {
            return threads.iter().map(|_| vec![0]).collect();
        }
        let mut order: Vec<(u32, usize, usize)> = Vec::new();
        for (thread, (_, morsels)) in threads.iter().enumerate() {
            // A morsel was worked on by one thread, which numbered groups as they came.
            let groups = morsels.iter().enumerate();
            order.extend(groups.map(|(group, morsel)| (*morsel, thread, group)));
        }
        order.sort_unstable();
        let columns: Vec<Column> = (0..width)
            .map(|key| {
                let values = order
                    .iter()
                    .map(|(_, thread, group)| threads[*thread].0[group * width + key].clone());
                Column::from_values(values.collect())
            })
            .collect();
        let mut groups = Groups::new(width);
        let mut found = Vec::with_capacity(order.len());
        groups.number(&columns, order.len(), &mut found);
        let mut numbers: Vec<Vec<u32>> = threads
            .iter()
            .map(|(_, morsels)| vec![0; morsels.len()])
            .collect();
        for ((morsel, thread, group), number) in order.iter().zip(found) {
            numbers[*thread][*group] = number;
            if number as usize == self.len {
                self.len += 1;
                self.morsels.push(*morsel);
                let values = &threads[*thread].0[group * width..(group + 1) * width];
                self.bytes += values.iter().map(crate::column::value_bytes).sum::<usize>();
                self.values.extend_from_slice(values);
            }
        }
        numbers
    }

    /// The group of each row.
    pub(super) fn number(&mut self, batch: &Batch, run: &Runtime<'_, '_>) -> Result<Vec<u32>> {
        let rows = batch.rows();
        let mut by_part = Vec::with_capacity(self.parts.len());
        for part in &mut self.parts {
            let mut numbers = Vec::with_capacity(rows);
            part.number(self.exprs, batch, run, &mut numbers)?;
            by_part.push(numbers);
        }
        let mut numbers = by_part.first().cloned().unwrap_or_default();
        for (pairs, others) in self.pairs.iter_mut().zip(by_part.iter().skip(1)) {
            pairs.join(&mut numbers, others);
        }
        if self.exprs.is_empty() {
            numbers.resize(rows, 0);
            return Ok(numbers);
        }
        if !has_new(&numbers, self.len) {
            return Ok(numbers);
        }
        // Numbers are given in order, so the first of a kind is the next one.
        let mut next = self.len;
        let mut fresh = Vec::new();
        for (row, number) in numbers.iter().enumerate() {
            if *number as usize == next {
                next += 1;
                fresh.push(row as u32);
            }
        }
        self.len = next;
        self.morsels.resize(next, run.context.morsel());
        if self.parts.iter().all(|part| part.groups.is_exact()) {
            // The parts have the values; strings that many groups have are there once.
            for row in fresh {
                let before = self.values.len();
                self.values.resize(before + self.exprs.len(), Value::Null);
                for (part, numbers) in self.parts.iter().zip(&by_part) {
                    let values = part.groups.key(numbers[row as usize] as usize);
                    for (key, value) in part.keys.iter().zip(values) {
                        self.bytes += size_of::<Value>();
                        self.values[before + key] = value.clone();
                    }
                }
            }
            return Ok(numbers);
        }
        let few = batch.gather(&fresh);
        let surroundings = run.surroundings();
        let columns = self
            .exprs
            .iter()
            .map(|(expr, _)| eval::evaluate(expr, &few, &surroundings))
            .collect::<Result<Vec<_>>>()?;
        for row in 0..fresh.len() {
            for column in &columns {
                let value = column.get(row);
                self.bytes += crate::column::value_bytes(&value);
                self.values.push(value);
            }
        }
        Ok(numbers)
    }
}

impl Part {
    /// May nodes of these rows have come before, or come again? Not as long as they ascend.
    fn may_repeat(&mut self, nodes: Option<&Column>) -> bool {
        self.ascending = match (self.ascending, nodes) {
            (Some(above), Some(Column::Node(nodes))) => follow(above, nodes.values()),
            _ => None,
        };
        self.ascending.is_none()
    }

    fn number(
        &mut self,
        exprs: &[(Expr, VarId)],
        batch: &Batch,
        run: &Runtime<'_, '_>,
        numbers: &mut Vec<u32>,
    ) -> Result<()> {
        self.rows += batch.rows();
        let node = self
            .node
            .filter(|node| self.may_repeat(batch.column(node.index())))
            .filter(|_| self.rows >= MANY && run.context.only_reads());
        let column = node.and_then(|node| batch.column(node.index()));
        let (Some(node), Some(Column::Node(nodes))) = (node, column) else {
            return self.evaluate(exprs, batch, run, numbers);
        };
        if nodes.validity().is_some() {
            return self.evaluate(exprs, batch, run, numbers);
        }
        let mut fresh = Vec::new();
        for &id in nodes.values() {
            let at = id as usize;
            if self.known.len() <= at {
                self.known.resize((at + 1).next_power_of_two(), 0);
            }
            if self.known[at] == 0 {
                self.known[at] = COMING;
                fresh.push(id);
            }
        }
        if !fresh.is_empty() {
            let mut few = Batch::empty(fresh.len());
            few.set(node.index(), Column::nodes(fresh.clone()));
            let mut found = Vec::with_capacity(fresh.len());
            let evaluated = self.evaluate(exprs, &few, run, &mut found);
            for (at, id) in fresh.iter().enumerate() {
                self.known[*id as usize] = found.get(at).map_or(0, |number| number + 1);
            }
            evaluated?;
        }
        let known = nodes.values().iter().map(|id| self.known[*id as usize] - 1);
        numbers.extend(known);
        Ok(())
    }

    fn evaluate(
        &mut self,
        exprs: &[(Expr, VarId)],
        batch: &Batch,
        run: &Runtime<'_, '_>,
        numbers: &mut Vec<u32>,
    ) -> Result<()> {
        let surroundings = run.surroundings();
        let columns = self
            .keys
            .iter()
            .map(|key| eval::evaluate(&exprs[*key].0, batch, &surroundings))
            .collect::<Result<Vec<_>>>()?;
        self.groups.number(&columns, batch.rows(), numbers);
        Ok(())
    }
}

/// One more than the last of these ids, when each is above the one before and the first is not below `from`.
fn follow(from: u32, ids: &[u32]) -> Option<u32> {
    let (first, last) = (ids.first()?, ids.last()?);
    // Without exits: several at a time.
    let breaks = ids.windows(2).filter(|pair| pair[0] >= pair[1]).count();
    (*first >= from && breaks == 0).then(|| last.saturating_add(1))
}

/// The one node that an expression reads a property or label of; nothing when it is the node itself, which is numbered
/// by its own number anyway.
fn only_node(expr: &Expr) -> Option<VarId> {
    if matches!(expr.kind, ExprKind::Variable(_)) || has_subquery(expr) || is_volatile(expr) {
        return None;
    }
    let mut node = None;
    let mut other = false;
    walk(expr, &mut |part| {
        if let ExprKind::Variable(variable) = part.kind {
            other |= *node.get_or_insert(variable) != variable;
        }
    });
    node.filter(|_| !other)
}
