//! Which group each row belongs to.
//!
//! Keys that read one node and nothing else are numbered once per node: a row then costs a look into an array, and their
//! values are read only for nodes that come for the first time. In: batches and key expressions. Out: the number of each
//! row's group, and the key values of groups. Knows nothing of what is aggregated.

use std::sync::Arc;

use super::key_lists::{KeyList, KeyPart};
use super::known::Known;
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::eval;
use crate::exec::groups::{Groups, Pairs, has_new, vec_growth};
use crate::exec::runtime::Runtime;
use crate::plan::visit::{has_subquery, is_volatile, walk};
use crate::semantics::checked::{Expr, ExprKind, VarId};
use crate::value::Value;
use crate::value::bulk::{self, Bulk, Look};
use crate::value::pace::{Pace, Watched};

/// The groups of rows by key expressions.
pub(super) struct Keys<'p> {
    exprs: &'p [(Expr, VarId)],
    parts: Vec<Part>,
    /// Joins the numbers of parts from left to right.
    pairs: Vec<Pairs>,
    /// Of each group the numbers of its parts, where there are several.
    numbers: Vec<u32>,
    /// The key values of groups, end to end, once those of parts may be others.
    values: Option<Bulk<Value>>,
    /// For each group the morsel that it appeared in first.
    morsels: Vec<u32>,
    len: usize,
    /// What `values` hold beside themselves.
    heap: usize,
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
    /// The number of the keys of each node, once there are many rows.
    known: Known,
    /// The last node so far and its number, as long as each comes right after itself or a node before it: as from a scan,
    /// or from what was expanded from one.
    ascent: Ascent,
}

/// Do the nodes of rows ascend?
#[derive(Clone, Copy)]
enum Ascent {
    /// There were none.
    Start,
    /// The last one and the number of its keys.
    At(u32, u32),
    /// Not all did.
    Over,
}

/// From so many rows on, numbers are remembered by node.
const MANY: usize = if cfg!(test) { 256 } else { 4096 };

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
                    known: Known::default(),
                    ascent: Ascent::Start,
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
            numbers: Vec::new(),
            values: None,
            morsels: vec![0; usize::from(exprs.is_empty())],
            len: usize::from(exprs.is_empty()),
            heap: 0,
        }
    }

    /// How many groups.
    pub(super) fn len(&self) -> usize {
        self.len
    }
    /// Bytes held; for budgets, not exact.
    pub(super) fn bytes(&self) -> usize {
        let parts = self.parts.iter();
        let values = self.values.as_ref().map_or(0, |values| values.capacity());
        self.heap
            + values * size_of::<Value>()
            + (self.numbers.capacity() + self.morsels.capacity()) * size_of::<u32>()
            + self.pairs.iter().map(Pairs::bytes).sum::<usize>()
            + parts
                .map(|part| part.groups.bytes() + part.known.bytes())
                .sum::<usize>()
    }
    /// About the bytes that are asked for at once when `rows` more rows come, each of a new group.
    pub(super) fn growth(&self, rows: usize) -> usize {
        let width = self.exprs.len();
        let values = match &self.values {
            Some(values) => vec_growth::<Value>(values.len(), values.capacity(), rows * width),
            None if self.is_exact() => 0,
            None => (self.len + rows) * width * size_of::<Value>(),
        };
        let numbers = vec_growth::<u32>(
            self.numbers.len(),
            self.numbers.capacity(),
            rows * self.pairs.len(),
        );
        let parts = self.parts.iter().map(|part| part.groups.growth(rows));
        let pairs = self.pairs.iter().map(|pairs| pairs.growth(rows));
        values + numbers + parts.sum::<usize>() + pairs.sum::<usize>()
    }

    /// Have parts the values of groups? Strings that many groups have are there once.
    fn is_exact(&self) -> bool {
        self.parts.len() < 2 || self.parts.iter().all(|part| part.groups.is_exact())
    }

    /// Are the groups nodes that ascend, such as those of a scan?
    pub(super) fn are_ascending(&self) -> bool {
        matches!(self.parts.as_slice(), [part] if part.groups.are_ascending())
    }

    /// The key values of groups, when no more rows come.
    pub(super) fn into_list(self) -> KeyList {
        let parts = self.parts.into_iter().map(|part| KeyPart {
            keys: part.keys,
            ascending: part.groups.are_ascending(),
            known: part.known,
            values: Arc::new(part.groups.into_keys()),
        });
        KeyList {
            parts: parts.collect(),
            numbers: self.numbers,
            values: self.values,
            morsels: self.morsels,
        }
    }

    /// The group of each row.
    pub(super) fn number(&mut self, batch: &Batch, run: &Runtime<'_, '_>) -> Result<Vec<u32>> {
        let rows = batch.rows();
        let before = self.len;
        self.make_room(rows, &mut || run.context.check())?;
        let mut numbers = Vec::with_capacity(rows);
        let Some((first, others)) = self.parts.split_first_mut() else {
            numbers.resize(rows, 0);
            return Ok(numbers);
        };
        first.number(self.exprs, batch, run, &mut numbers)?;
        if others.is_empty() {
            // The groups of the only part are the groups.
            self.len = first.groups.len();
            self.morsels.resize(self.len, run.context.morsel());
            return Ok(numbers);
        }
        let mut by_part = vec![numbers.clone()];
        for (part, pairs) in others.iter_mut().zip(&mut self.pairs) {
            let mut others = Vec::with_capacity(rows);
            part.number(self.exprs, batch, run, &mut others)?;
            pairs.join(&mut numbers, &others);
            by_part.push(others);
        }
        if !has_new(&numbers, before) {
            return Ok(numbers);
        }
        // Numbers are given in order, so the first of a kind is the next one.
        let mut fresh = Vec::new();
        for (row, number) in numbers.iter().enumerate() {
            if *number as usize == self.len {
                self.len += 1;
                fresh.push(row as u32);
                let parts = by_part.iter().map(|numbers| numbers[row]);
                self.numbers.extend(parts);
            }
        }
        self.morsels.resize(self.len, run.context.morsel());
        if self.values.is_some() || !self.is_exact() {
            self.keep_values(before, &batch.gather(&fresh), run)?;
        }
        Ok(numbers)
    }

    /// Room for `rows` more rows, each of a new group; `look` tells meanwhile whether to go on.
    fn make_room(&mut self, rows: usize, look: Look<'_>) -> Result<()> {
        for part in &mut self.parts {
            part.groups.make_room(rows, look)?;
        }
        for pairs in &mut self.pairs {
            pairs.make_room(rows, look)?;
        }
        if let Some(values) = &mut self.values {
            bulk::grow(values, rows * self.exprs.len(), look)?;
        }
        bulk::grow(&mut self.numbers, rows * self.parts.len(), look)?;
        bulk::grow(&mut self.morsels, rows, look)
    }

    /// Keeps the values of groups as they came: those of new groups, a row each, and those of the first `known` ones, if
    /// that was not done yet.
    fn keep_values(&mut self, known: usize, fresh: &Batch, run: &Runtime<'_, '_>) -> Result<()> {
        let width = self.exprs.len();
        let values = match &mut self.values {
            Some(values) => values,
            none => {
                let mut values = Bulk::default();
                let look: Look<'_> = &mut || run.context.check();
                bulk::lengthen(&mut values, known * width, || Value::Null, look)?;
                let mut pace = Watched::new(look);
                let numbers = self.numbers.chunks_exact(self.parts.len());
                for (group, numbers) in values.chunks_exact_mut(width).zip(numbers) {
                    pace.step()?;
                    for (part, number) in self.parts.iter().zip(numbers) {
                        let tuple = part.groups.key(*number as usize);
                        for (key, value) in part.keys.iter().zip(tuple) {
                            group[*key] = value.clone();
                        }
                    }
                }
                none.insert(values)
            }
        };
        let surroundings = run.surroundings();
        let columns = self
            .exprs
            .iter()
            .map(|(expr, _)| eval::evaluate(expr, fresh, &surroundings))
            .collect::<Result<Vec<_>>>()?;
        for row in 0..fresh.rows() {
            for column in &columns {
                let value = column.get(row);
                self.heap += crate::column::value_bytes(&value) - size_of::<Value>();
                values.push(value);
            }
        }
        Ok(())
    }
}

impl Part {
    fn number(
        &mut self,
        exprs: &[(Expr, VarId)],
        batch: &Batch,
        run: &Runtime<'_, '_>,
        numbers: &mut Vec<u32>,
    ) -> Result<()> {
        self.rows += batch.rows();
        let node = self.node.filter(|_| run.context.only_reads());
        let column = node.and_then(|node| batch.column(node.index()));
        let (Some(node), Some(Column::Node(nodes))) = (node, column) else {
            self.ascent = Ascent::Over;
            return self.evaluate(exprs, batch, run, numbers);
        };
        if nodes.validity().is_some() {
            self.ascent = Ascent::Over;
            return self.evaluate(exprs, batch, run, numbers);
        }
        let nodes = nodes.values();
        if let Some(distinct) = self.ascent.climb(nodes) {
            if distinct < nodes.len() {
                return self.number_ascending(exprs, node, nodes, distinct, run, numbers);
            }
            self.evaluate(exprs, batch, run, numbers)?;
            if let (Some(last), Some(number)) = (nodes.last(), numbers.last()) {
                self.ascent = Ascent::At(*last, *number);
            }
            return Ok(());
        }
        self.ascent = Ascent::Over;
        if self.rows < MANY {
            return self.evaluate(exprs, batch, run, numbers);
        }
        let fresh = self.known.fresh(nodes, &mut || run.context.check())?;
        if !fresh.is_empty() {
            let mut found = Vec::with_capacity(fresh.len());
            let evaluated = self.evaluate_nodes(exprs, node, fresh.clone(), run, &mut found);
            self.known.settle(&fresh, &found);
            evaluated?;
        }
        self.known.number_all(nodes, numbers);
        Ok(())
    }

    /// Numbers the keys of nodes that ascend, of which some come again: each node once.
    fn number_ascending(
        &mut self,
        exprs: &[(Expr, VarId)],
        node: VarId,
        nodes: &[u32],
        distinct: usize,
        run: &Runtime<'_, '_>,
        numbers: &mut Vec<u32>,
    ) -> Result<()> {
        let mut fresh = Vec::with_capacity(distinct);
        let mut last = match self.ascent {
            Ascent::At(last, _) => Some(last),
            _ => None,
        };
        for id in nodes {
            if last != Some(*id) {
                fresh.push(*id);
                last = Some(*id);
            }
        }
        let mut found = Vec::with_capacity(fresh.len());
        if !fresh.is_empty() {
            self.evaluate_nodes(exprs, node, fresh, run, &mut found)?;
        }
        let mut found = found.into_iter();
        for id in nodes {
            let number = match self.ascent {
                Ascent::At(last, number) if last == *id => number,
                _ => found.next().unwrap_or(0),
            };
            self.ascent = Ascent::At(*id, number);
            numbers.push(number);
        }
        Ok(())
    }

    /// The numbers of the keys of nodes.
    fn evaluate_nodes(
        &mut self,
        exprs: &[(Expr, VarId)],
        node: VarId,
        nodes: Vec<u32>,
        run: &Runtime<'_, '_>,
        numbers: &mut Vec<u32>,
    ) -> Result<()> {
        let mut few = Batch::empty(nodes.len());
        few.set(node.index(), Column::nodes(nodes));
        self.evaluate(exprs, &few, run, numbers)
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

impl Ascent {
    /// How many nodes differ from the one before, when these go on ascending.
    fn climb(self, nodes: &[u32]) -> Option<usize> {
        let first = nodes.first()?;
        let known = match self {
            Self::Start => false,
            Self::At(last, _) if *first >= last => *first == last,
            _ => return None,
        };
        // Without exits: several at a time. Mostly each is another one.
        let pairs = || nodes.windows(2);
        let rises = pairs().filter(|pair| pair[0] < pair[1]).count();
        if rises == nodes.len() - 1 {
            return Some(rises + usize::from(!known));
        }
        let breaks = pairs().filter(|pair| pair[0] > pair[1]).count();
        let steps = || pairs().filter(|pair| pair[0] != pair[1]).count();
        (breaks == 0).then(|| steps() + usize::from(!known))
    }
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
