//! Sorting that can be stopped.
//!
//! In: numbers of rows and an order on them. Out: the numbers in order; rows that do not differ keep theirs. Short runs are
//! sorted at once, longer ones are merged step by step, so that a statement that was cancelled does not sort to the end.
//! Knows nothing of what the numbers stand for.

use std::cmp::Ordering;

use super::context::Context;
use crate::diagnostic::Result;

/// Rows sorted at once.
const RUN: usize = if cfg!(test) { 8 } else { 1 << 14 };
/// Rows merged between looks at the clock.
const STEPS: usize = 1 << 12;

/// Sorts `rows`. O(n log n); holds as many numbers again.
pub(crate) fn sort(
    rows: &mut Vec<u32>,
    context: &Context,
    compare: &dyn Fn(u32, u32) -> Ordering,
) -> Result<()> {
    for run in rows.chunks_mut(RUN) {
        context.check()?;
        run.sort_by(|&a, &b| compare(a, b));
    }
    let mut merged: Vec<u32> = Vec::new();
    let mut width = RUN;
    while width < rows.len() {
        merged.clear();
        merged.reserve_exact(rows.len());
        for pair in rows.chunks(width * 2) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            merge(left, right, &mut merged, context, compare)?;
        }
        std::mem::swap(rows, &mut merged);
        width *= 2;
    }
    Ok(())
}

fn merge(
    mut left: &[u32],
    mut right: &[u32],
    into: &mut Vec<u32>,
    context: &Context,
    compare: &dyn Fn(u32, u32) -> Ordering,
) -> Result<()> {
    let mut steps = 0;
    while let (Some(&a), Some(&b)) = (left.first(), right.first()) {
        steps += 1;
        if steps % STEPS == 0 {
            context.check()?;
        }
        // What stood first goes first where there is no difference.
        if compare(a, b).is_gt() {
            into.push(b);
            right = &right[1..];
        } else {
            into.push(a);
            left = &left[1..];
        }
    }
    into.extend_from_slice(left);
    into.extend_from_slice(right);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use proptest::prelude::{prop, proptest};

    use super::sort;
    use crate::diagnostic::Code;
    use crate::exec::Context;

    proptest! {
        #[test]
        fn sorts_as_the_library_does(keys in prop::collection::vec(0u8..20, 0..200)) {
            let context = Context::reading(Arc::default());
            let mut rows: Vec<u32> = (0..keys.len() as u32).collect();
            let mut expected = rows.clone();
            let compare = |a: u32, b: u32| keys[a as usize].cmp(&keys[b as usize]);
            expected.sort_by(|&a, &b| compare(a, b));
            sort(&mut rows, &context, &compare).unwrap();
            assert_eq!(rows, expected);
        }
    }

    #[test]
    fn a_cancelled_statement_does_not_sort_on() {
        let cancel = Arc::new(AtomicBool::new(true));
        let context = Context::reading(Arc::default()).with_cancel(cancel);
        let mut rows = vec![2, 1];
        let problem = sort(&mut rows, &context, &|a, b| a.cmp(&b)).unwrap_err();
        assert_eq!(problem.code(), Code::Cancelled);
    }
}
