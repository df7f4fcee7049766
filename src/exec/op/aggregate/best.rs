//! Which groups may be among the few rows that are kept right behind the grouping.
//!
//! In: counts or integer sums of all groups, which of them comes first in the order, and how many rows are kept. Out: the
//! groups that may be among these, or nothing where that would not spare much. Groups that are alike in what comes first all
//! stay: who keeps the rows tells them apart. Knows nothing of keys.

use std::borrow::Cow;

use super::state::Plain;
use crate::column::BATCH_ROWS;
use crate::diagnostic::{Interrupt, Result};
use crate::exec::Runtime;
use crate::exec::eval;
use crate::exec::op::limit::row_count;
use crate::plan::visit::is_constant;
use crate::semantics::checked::{AggregateCall, Expr, ExprKind, SortItem, VarId};

/// The rows that are kept behind a grouping.
pub(in crate::exec) struct Best<'p> {
    /// The aggregate that comes first in the order.
    aggregate: usize,
    descending: bool,
    skip: Option<&'p Expr>,
    limit: &'p Expr,
}

/// Fewer groups are all handed on.
const MANY: usize = if cfg!(test) { 16 } else { 2 * BATCH_ROWS };
/// Of more rows kept, too many groups may be.
const MOST: usize = 1 << 16;
/// What is held for each group meanwhile.
const BYTES: usize = 2 * size_of::<i64>() + size_of::<u32>();
/// So many are looked at together first: mostly none of them is among the first.
const FEW: usize = 32;
/// Groups between two looks at whether to stop.
const STEP: usize = 1 << 14;

impl<'p> Best<'p> {
    /// For the first rows in this order; `None` where no aggregate comes first in it, where what comes behind may fail, so that
    /// it has to be asked of all rows, or where how many rows are kept is left to chance: who keeps them asks again.
    pub(in crate::exec) fn of(
        aggregates: &[(AggregateCall, VarId)],
        order_by: &[SortItem],
        skip: Option<&'p Expr>,
        limit: &'p Expr,
    ) -> Option<Self> {
        let (first, others) = order_by.split_first()?;
        let ExprKind::Variable(variable) = first.expr.kind else {
            return None;
        };
        let mut counts = skip.into_iter().chain([limit]);
        if !others.iter().all(|item| eval::is_plain(&item.expr)) || !counts.all(is_constant) {
            return None;
        }
        Some(Self {
            aggregate: aggregates.iter().position(|(_, own)| *own == variable)?,
            descending: first.descending,
            skip,
            limit,
        })
    }

    /// The groups that may be among the rows kept, ascending; `None` for all. `states`: what is known of each aggregate.
    ///
    /// # Errors
    /// What stops the statement.
    pub(super) fn groups(
        &self,
        states: &[Option<Plain<'_>>],
        groups: usize,
        run: &Runtime<'_, '_>,
    ) -> Result<Option<Vec<u32>>> {
        let interrupt = run.context.interrupt();
        let skipped = self.skip.map_or(Ok(0), |skip| row_count(skip, run))?;
        let wanted = skipped.saturating_add(row_count(self.limit, run)?);
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
        if wanted == 0 || groups <= MANY || wanted > MOST.min(groups / 2) {
            return Ok(None);
        }
        // Without room for that, all groups are handed on, as many at a time as there is room for.
        if run.context.memory().room(groups * BYTES).is_err() {
            return Ok(None);
        }
        let mut first = None;
        for (at, state) in states.iter().enumerate() {
            // Results that cannot be told would fail for groups that are not kept, too.
            let Some(numbers) = numbers(state.as_ref(), groups, interrupt)? else {
                return Ok(None);
            };
            if at == self.aggregate {
                first = Some(numbers);
            }
        }
        let numbers = first.unwrap_or_default();
        if self.descending {
            among_first(&numbers, wanted, |number| !number, interrupt)
        } else {
            among_first(&numbers, wanted, |number| number, interrupt)
        }
    }
}

/// The results of all groups; `None` where one may be no integer of 64 bits.
fn numbers<'a>(
    state: Option<&Plain<'a>>,
    groups: usize,
    interrupt: &Interrupt,
) -> Result<Option<Cow<'a, [i64]>>> {
    match state {
        Some(Plain::Counts(counts)) => Ok(counts.get(..groups).map(Cow::Borrowed)),
        Some(state @ Plain::Sums { .. }) => {
            let mut numbers = Vec::with_capacity(groups);
            for start in (0..groups).step_by(STEP) {
                interrupt.check()?;
                for group in start..groups.min(start + STEP) {
                    let Some(number) = state.number(group) else {
                        return Ok(None);
                    };
                    numbers.push(number);
                }
            }
            Ok(Some(Cow::Owned(numbers)))
        }
        _ => Ok(None),
    }
}

/// Where numbers are whose keys are among the `wanted` least, ascending; `None` when these are most of all.
#[inline]
fn among_first(
    numbers: &[i64],
    wanted: usize,
    key: impl Fn(i64) -> i64,
    interrupt: &Interrupt,
) -> Result<Option<Vec<u32>>> {
    let Some(last) = last_of_first(numbers, wanted, &key, interrupt)? else {
        return Ok(None);
    };
    let mut chosen = Vec::new();
    for (some, start) in numbers.chunks(STEP).zip((0..).step_by(STEP)) {
        interrupt.check()?;
        for (few, start) in some.chunks(FEW).zip((start..).step_by(FEW)) {
            if least_of(few, &key) > last {
                continue;
            }
            for (at, number) in few.iter().enumerate() {
                if key(*number) <= last {
                    chosen.push((start + at) as u32);
                }
            }
        }
        if chosen.len() > numbers.len() / 2 {
            return Ok(None);
        }
    }
    Ok(Some(chosen))
}

/// The least key of some numbers. A loop without exits, several at a time.
#[inline]
fn least_of(numbers: &[i64], key: impl Fn(i64) -> i64) -> i64 {
    let mut least = i64::MAX;
    for number in numbers {
        least = least.min(key(*number));
    }
    least
}

/// The greatest of the `wanted` least keys; `None` when there are not as many. O(numbers) on average.
#[inline]
fn last_of_first(
    numbers: &[i64],
    wanted: usize,
    key: impl Fn(i64) -> i64,
    interrupt: &Interrupt,
) -> Result<Option<i64>> {
    let (mut least, mut last) = (Vec::new(), i64::MAX);
    for some in numbers.chunks(STEP) {
        interrupt.check()?;
        for few in some.chunks(FEW) {
            // What is as great as the last one changes nothing, once there are as many as are wanted.
            if last < i64::MAX && least_of(few, &key) >= last {
                continue;
            }
            for number in few {
                let key = key(*number);
                if key < last || last == i64::MAX {
                    least.push(key);
                }
            }
        }
        if least.len() >= 2 * wanted {
            last = *least.select_nth_unstable(wanted - 1).1;
            least.truncate(wanted);
        }
    }
    if least.len() < wanted {
        return Ok(None);
    }
    Ok(Some(*least.select_nth_unstable(wanted - 1).1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, proptest};

    use super::{Best, Plain, last_of_first};
    use crate::diagnostic::Interrupt;
    use crate::exec::{Context, Runtime};
    use crate::graph::Graph;
    use crate::semantics::checked::Expr;
    use crate::source::Span;

    #[test]
    fn no_more_groups_than_may_be_kept() {
        let (graph, limit) = (Graph::default(), Expr::literal(3, Span::default()));
        let check = |counts: &[i64],
                     descending: bool,
                     others: Option<Plain<'_>>,
                     chosen: Option<&[u32]>| {
            let best = Best {
                aggregate: 0,
                descending,
                skip: None,
                limit: &limit,
            };
            let context = Context::reading(graph.version());
            let run = Runtime {
                context: &context,
                subplans: &[],
            };
            let found = best.groups(&[Some(Plain::Counts(counts)), others], counts.len(), &run);
            assert_eq!(found.unwrap().as_deref(), chosen, "{counts:?}");
        };
        let same = Some(Plain::Counts(&[0; 20]));
        let mut counts = vec![5; 20];
        (counts[7], counts[11], counts[12], counts[19]) = (9, 1, i64::MAX, 8);
        check(&counts, true, same, Some(&[7, 12, 19]));
        // The second one is as good as the third.
        counts[15] = 8;
        check(&counts, true, same, Some(&[7, 12, 15, 19]));
        // There are too many of the second best.
        check(&counts, false, same, None);
        // Too few groups to begin with.
        check(&counts[..10], true, same, None);
        // Another result may fail.
        check(&counts, true, None, None);
        check(&counts, true, Some(Plain::Extremes(&[])), None);
    }

    proptest! {
        #[test]
        fn the_last_of_the_first_is_that_of_sorted_keys(
            keys in prop::collection::vec(-20i64..20, 0..40_000),
            wanted in 1usize..30_000,
        ) {
            let found = last_of_first(&keys, wanted, |key| key, &Interrupt::default());
            let mut sorted = keys;
            sorted.sort_unstable();
            assert_eq!(found.unwrap(), sorted.get(wanted - 1).copied());
        }
    }
}
