//! The number at a place in an order, without sorting.
//!
//! In: things with keys of 64 bits, and a place. Out: the key at that place if they were sorted. Keys are counted by their
//! highest bits that differ, and those of the part that the place falls into once more by the bits below (selection by
//! radix). Looks now and then whether it is still wanted. Knows nothing of what the keys stand for.

use crate::diagnostic::{Interrupt, Result};

/// How many bits tell parts apart.
const BITS: u32 = 11;
/// How many keys go by between looks.
const STEPS: usize = if cfg!(test) { 16 } else { 1 << 16 };

/// The key at `place`, counted from 0, or the last one; `None` of no keys. O(keys) for each `BITS` bits in which keys
/// differ, mostly once or twice; holds those of one part.
pub(crate) fn nth<T: Copy>(
    all: &[T],
    place: usize,
    key: impl Fn(T) -> u64,
    interrupt: &Interrupt,
) -> Result<Option<u64>> {
    let Some(first) = all.first() else {
        return Ok(None);
    };
    let (mut least, mut most) = (key(*first), key(*first));
    for part in all.chunks(STEPS) {
        interrupt.check()?;
        for item in part {
            let key = key(*item);
            least = least.min(key);
            most = most.max(key);
        }
    }
    let mut place = place.min(all.len() - 1);
    // The keys left are those from `least` to `most`; `kept` holds them once they are fewer than all.
    let mut kept: Option<Vec<u64>> = None;
    while least < most {
        let shift = (u64::BITS - (most - least).leading_zeros()).saturating_sub(BITS);
        let mut counts = vec![0_usize; 1 << BITS];
        let part_of = |key: u64| ((key - least) >> shift) as usize;
        match &kept {
            None => {
                for part in all.chunks(STEPS) {
                    interrupt.check()?;
                    for item in part {
                        counts[part_of(key(*item))] += 1;
                    }
                }
            }
            Some(kept) => {
                for part in kept.chunks(STEPS) {
                    interrupt.check()?;
                    for key in part {
                        counts[part_of(*key)] += 1;
                    }
                }
            }
        }
        let mut part = 0;
        while place >= counts[part] {
            place -= counts[part];
            part += 1;
        }
        let from = least + ((part as u64) << shift);
        let to = most.min(from.saturating_add((1 << shift) - 1));
        if from < to {
            let within = |key: &u64| (from..=to).contains(key);
            let mut left = Vec::with_capacity(counts[part]);
            match &kept {
                None => {
                    for part in all.chunks(STEPS) {
                        interrupt.check()?;
                        left.extend(part.iter().map(|item| key(*item)).filter(within));
                    }
                }
                Some(kept) => {
                    for part in kept.chunks(STEPS) {
                        interrupt.check()?;
                        left.extend(part.iter().copied().filter(within));
                    }
                }
            }
            kept = Some(left);
        }
        (least, most) = (from, to);
    }
    Ok(Some(least))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop, prop_oneof, proptest};

    use super::nth;
    use crate::diagnostic::Interrupt;

    fn keys() -> impl Strategy<Value = u64> {
        prop_oneof![
            0u64..50,
            0u64..100_000,
            prop::num::u64::ANY,
            (u64::MAX - 9)..=u64::MAX
        ]
    }

    proptest! {
        #[test]
        fn is_what_sorting_gives(all in prop::collection::vec(keys(), 0..200), place in 0usize..250) {
            let mut sorted = all.clone();
            sorted.sort_unstable();
            let expected = sorted.get(place.min(all.len().saturating_sub(1))).copied();
            assert_eq!(nth(&all, place, |key| key, &Interrupt::default()).unwrap(), expected);
        }
    }
}
