//! Which of several conditions on one integer holds first: CASE that tells bins.
//!
//! In: comparisons with constants, in order; then integers. Out: for each integer the number of the first comparison that
//! holds, found by counting how many of a few bounds it reaches, without a branch. Knows nothing of expressions.

use crate::semantics::checked::CompareOp;

/// More bounds than this are better tried one condition after another.
const MOST: usize = 16;
/// So many bounds are mostly enough.
const FEW: usize = 4;
/// Room for what holds between bounds; a power of two.
const PLACES: usize = 32;

const _: () = assert!(MOST < PLACES && PLACES.is_power_of_two());

/// Comparisons with constants.
pub(super) struct Bins {
    /// Ascending. The places behind the last one hold the greatest integer.
    bounds: [i64; MOST],
    len: usize,
    /// Which comparison holds first for integers that reach so many bounds; as many as there are where none does.
    first: [u8; PLACES],
}

impl Bins {
    /// Comparisons of an integer on the left with others on the right; `None` when there are too many, or one that is not
    /// true in a single range.
    pub(super) fn of(tests: &[(CompareOp, i64)]) -> Option<Self> {
        let ranges: Vec<_> = tests
            .iter()
            .map(|(op, other)| range(*op, *other))
            .collect::<Option<_>>()?;
        let mut all: Vec<i64> = ranges
            .iter()
            .flatten()
            .flat_map(|(least, greatest)| {
                let from = (*least > i64::MIN).then_some(*least);
                [from, greatest.checked_add(1)]
            })
            .flatten()
            .collect();
        all.sort_unstable();
        all.dedup();
        let len = all.len();
        if len > MOST || tests.len() > usize::from(u8::MAX) {
            return None;
        }
        let mut bounds = [i64::MAX; MOST];
        bounds[..len].copy_from_slice(&all);
        let holds_first = |value: i64| {
            let holds = |range: &Option<(i64, i64)>| {
                range.is_some_and(|(least, greatest)| (least..=greatest).contains(&value))
            };
            ranges.iter().position(holds).unwrap_or(ranges.len()) as u8
        };
        // What reaches a place behind the last bound is the greatest integer.
        let mut first = [holds_first(i64::MAX); PLACES];
        for (first, least) in first.iter_mut().zip([i64::MIN].into_iter().chain(all)) {
            *first = holds_first(least);
        }
        Some(Self { bounds, len, first })
    }

    /// For each integer the number of the first comparison that holds; how many there are where none does.
    pub(super) fn tell(&self, values: &[i64]) -> Vec<u8> {
        match self.bounds.first_chunk::<FEW>() {
            Some(few) if self.len <= FEW => self.tell_by(few, values),
            _ => self.tell_by(&self.bounds, values),
        }
    }

    fn tell_by<const N: usize>(&self, bounds: &[i64; N], values: &[i64]) -> Vec<u8> {
        let reached = |value: i64| -> usize {
            let reached = bounds.iter().map(|bound| usize::from(value >= *bound));
            reached.sum()
        };
        let first = |value: &i64| self.first[reached(*value) % PLACES];
        values.iter().map(first).collect()
    }
}

/// The least and the greatest integer for which a comparison holds, if it does for any; `None` when these are not all it
/// depends on.
#[expect(
    clippy::option_option,
    reason = "not told, never, or from where to where"
)]
fn range(op: CompareOp, other: i64) -> Option<Option<(i64, i64)>> {
    Some(match op {
        CompareOp::Less => other.checked_sub(1).map(|last| (i64::MIN, last)),
        CompareOp::LessOrEqual => Some((i64::MIN, other)),
        CompareOp::Greater => other.checked_add(1).map(|first| (first, i64::MAX)),
        CompareOp::GreaterOrEqual => Some((other, i64::MAX)),
        CompareOp::Equal => Some((other, other)),
        CompareOp::NotEqual => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, prop, prop_oneof, proptest};

    use super::{Bins, CompareOp, MOST};

    fn holds(op: CompareOp, value: i64, other: i64) -> bool {
        match op {
            CompareOp::Less => value < other,
            CompareOp::LessOrEqual => value <= other,
            CompareOp::Greater => value > other,
            CompareOp::GreaterOrEqual => value >= other,
            CompareOp::Equal => value == other,
            CompareOp::NotEqual => value != other,
        }
    }

    fn integers() -> impl Strategy<Value = i64> {
        prop_oneof![
            8 => -4_i64..5,
            1 => Just(i64::MAX), 1 => Just(i64::MAX - 1), 1 => Just(i64::MIN), 1 => Just(i64::MIN + 1),
        ]
    }

    fn operators() -> impl Strategy<Value = CompareOp> {
        use CompareOp::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
        prop::sample::select(vec![Less, LessOrEqual, Greater, GreaterOrEqual, Equal])
    }

    proptest! {
        #[test]
        fn as_one_after_another(
            tests in prop::collection::vec((operators(), integers()), 0..9),
            values in prop::collection::vec(integers(), 0..40),
        ) {
            let bins = Bins::of(&tests).unwrap();
            let first = |value: &i64| {
                let found = tests.iter().position(|(op, other)| holds(*op, *value, *other));
                found.unwrap_or(tests.len()) as u8
            };
            let expected: Vec<u8> = values.iter().map(first).collect();
            assert_eq!(bins.tell(&values), expected);
        }
    }

    #[test]
    fn what_is_no_range_or_too_much_is_left() {
        assert!(Bins::of(&[(CompareOp::Less, 3), (CompareOp::NotEqual, 5)]).is_none());
        let far_apart = |number: usize| (CompareOp::Less, number as i64);
        let tests: Vec<_> = (0..=MOST).map(far_apart).collect();
        assert!(Bins::of(&tests[..MOST]).is_some());
        assert!(Bins::of(&tests).is_none());
    }
}
