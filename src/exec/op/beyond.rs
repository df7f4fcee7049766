//! Which integers are not beyond a limit.
//!
//! In: integers, a limit and a direction. Out: where those stand that are as near as the limit or nearer. Knows nothing of
//! rows.

/// Where values stand that are not beyond a limit. Mostly there are none among many, which is found without a branch per value.
pub(super) fn not_beyond(values: &[i64], limit: i64, descending: bool) -> Vec<u32> {
    let mut rows = Vec::new();
    for (part, start) in values.chunks(AT_ONCE).zip((0_u32..).step_by(AT_ONCE)) {
        if all_beyond(part, limit, descending) {
            continue;
        }
        // Where there is one it is mostly the only one.
        for (few, start) in part.chunks(FEW).zip((start..).step_by(FEW)) {
            if all_beyond(few, limit, descending) {
                continue;
            }
            let kept = few.iter().zip(start..).filter(|(value, _)| {
                if descending {
                    **value >= limit
                } else {
                    **value <= limit
                }
            });
            rows.extend(kept.map(|(_, row)| row));
        }
    }
    rows
}

/// Are all of these values beyond the limit?
#[inline]
fn all_beyond(values: &[i64], limit: i64, descending: bool) -> bool {
    let all = |beyond: fn(i64, i64) -> i64| {
        let both = |all, value: &i64| all & beyond(*value, limit);
        values.iter().fold(-1, both) < 0
    };
    if descending {
        all(less)
    } else {
        all(|value, limit| less(limit, value))
    }
}

/// How many values are held against a limit at once.
const AT_ONCE: usize = 64;
/// And how many of those among which there is one that is not beyond it.
const FEW: usize = 8;

/// Below zero where one integer is less than the other: the difference, with its sign turned where it has gone beyond 64 bits
/// (Warren, Hacker's Delight, 2-12). Several at a time also where a processor cannot compare integers of 64 bits so.
#[inline]
fn less(one: i64, other: i64) -> i64 {
    let difference = one.wrapping_sub(other);
    difference ^ ((one ^ other) & (difference ^ one))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

    use super::{AT_ONCE, not_beyond};

    fn integers() -> impl Strategy<Value = i64> {
        prop_oneof![-3_i64..4, any::<i64>(), Just(i64::MAX), Just(i64::MIN)]
    }

    proptest! {
        #[test]
        fn what_is_not_beyond_is_found(
            values in prop::collection::vec(integers(), 0..3 * AT_ONCE),
            limit in integers(),
            descending: bool,
        ) {
            let keeps = |value: i64| if descending { value >= limit } else { value <= limit };
            let rows = (0..values.len() as u32).filter(|row| keeps(values[*row as usize]));
            assert_eq!(not_beyond(&values, limit, descending), rows.collect::<Vec<_>>());
        }
    }
}
