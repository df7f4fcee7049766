//! One aggregate over all groups.
//!
//! In: columns of arguments and the group of each row. Out: the result of each group, and errors with the place of the
//! call. What was seen already is left out where the call says DISTINCT. Knows nothing of grouping, nor of how each kind of
//! aggregate keeps what it has.

mod accumulators;
mod counts;
mod extremes;
mod kind;
mod node_sets;
mod numbers;
mod plain;
mod seen;
mod witnesses;

use kind::Kind;
pub(super) use plain::Plain;
use seen::Seen;

use super::rows::Rows;
use crate::column::Column;
use crate::diagnostic::{Diagnostic, Interrupt, Result};
use crate::function::Host;
use crate::semantics::checked::AggregateCall;
use crate::value::bulk::Look;

/// One aggregate, over all groups.
pub(super) struct State<'p> {
    call: &'p AggregateCall,
    kind: Kind,
    /// What was seen already, for DISTINCT.
    seen: Option<Seen>,
}

/// What one thread aggregated.
pub(super) struct StatePart {
    kind: Kind,
    seen: Option<Seen>,
}

impl<'p> State<'p> {
    /// A state without groups. `one_group`: there will be only one.
    pub(super) fn new(call: &'p AggregateCall, one_group: bool) -> Self {
        Self {
            call,
            kind: Kind::new(call.function),
            seen: call.distinct.then(|| Seen::new(call.args.len(), one_group)),
        }
    }

    /// What was aggregated so far.
    pub(super) fn into_part(self) -> StatePart {
        StatePart {
            kind: self.kind,
            seen: self.seen,
        }
    }

    /// Takes what the only thread aggregated, in place of what is here.
    pub(super) fn adopt(&mut self, part: StatePart) {
        self.kind = part.kind;
        self.seen = part.seen;
    }

    /// Takes in what several threads aggregated, each with the numbers that its groups have here.
    pub(super) fn absorb(
        &mut self,
        parts: Vec<(StatePart, &[u32])>,
        len: usize,
        host: &dyn Host,
        interrupt: &Interrupt,
    ) -> Result<()> {
        let call = self.call;
        let located = |problem: Diagnostic| problem.or_at(call.span);
        let Some(seen) = &mut self.seen else {
            for (part, numbers) in parts {
                interrupt.check()?;
                self.kind
                    .absorb(call, part.kind, numbers, interrupt)
                    .map_err(located)?;
            }
            return Ok(());
        };
        // What was seen on several threads counts once.
        let parts = parts.into_iter();
        let all: Vec<(Seen, &[u32])> = parts
            .filter_map(|(part, numbers)| Some((part.seen?, numbers)))
            .collect();
        Seen::each_stretch(&all, |columns, groups| {
            interrupt.check()?;
            seen.make_room(groups.len(), &mut || interrupt.check())?;
            let (rows, _) = seen.fresh(columns, groups, 0);
            let columns: Vec<Column> = columns.iter().map(|column| column.gather(&rows)).collect();
            let groups: Vec<u32> = rows.iter().map(|row| groups[*row as usize]).collect();
            let rows = Rows::new(&groups, len);
            self.kind
                .take(call, &columns, &rows, None, host)
                .map(drop)
                .map_err(located)
        })
    }

    /// Room for every group up to `len`; `look` tells meanwhile whether to go on.
    pub(super) fn make_room(&mut self, len: usize, look: Look<'_>) -> Result<()> {
        self.kind.make_room(self.call, len, look)
    }

    /// About the bytes that are asked for at once when `rows` more rows come.
    pub(super) fn growth(&self, rows: usize) -> usize {
        self.seen.as_ref().map_or(0, |seen| seen.growth(rows))
    }

    /// Takes the rows of a batch, which are of this morsel, each into its group, as often as it stands. Gives a guess of the bytes now held beyond
    /// the states themselves.
    pub(super) fn take(
        &mut self,
        args: &[Column],
        rows: &Rows<'_>,
        times: Option<&[u64]>,
        morsel: u32,
        host: &dyn Host,
    ) -> Result<usize> {
        let call = self.call;
        let located = |problem: Diagnostic| problem.or_at(call.span);
        let Some(seen) = &mut self.seen else {
            return self
                .kind
                .take(call, args, rows, times, host)
                .map_err(located);
        };
        seen.make_room(rows.numbers().len(), &mut || host.room(0))?;
        let (fresh, bytes) = seen.fresh(args, rows.numbers(), morsel);
        if fresh.len() == rows.numbers().len() && times.is_none() {
            return Ok(bytes
                + self
                    .kind
                    .take(call, args, rows, None, host)
                    .map_err(located)?);
        }
        let args: Vec<Column> = args.iter().map(|column| column.gather(&fresh)).collect();
        let numbers: Vec<u32> = fresh
            .iter()
            .map(|row| rows.numbers()[*row as usize])
            .collect();
        let rows = Rows::new(&numbers, rows.groups());
        Ok(bytes
            + self
                .kind
                .take(call, &args, &rows, None, host)
                .map_err(located)?)
    }

    /// What all threads can read the results from; `None` where there is more to them.
    pub(super) fn plain(&self) -> Option<Plain<'_>> {
        self.kind.plain(self.call)
    }

    /// The results of the groups `start..end`.
    pub(super) fn results(
        &mut self,
        start: usize,
        end: usize,
        interrupt: &Interrupt,
    ) -> Result<Column> {
        let call = self.call;
        self.kind
            .results(call, start..end, interrupt)
            .map_err(|problem| problem.or_at(call.span))
    }
}
