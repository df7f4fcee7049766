//! Sorted lists of both directions from unsorted pairs.
//!
//! In: starts and ends. Out: both bases, where the slot of a relationship is its position in the outgoing one, and on
//! request where each pair went. Three counting passes, no comparison. Knows nothing of properties.

use super::csr::Csr;
use crate::diagnostic::{Interrupt, Result};

/// How many pairs are taken between looks at what may stop the work.
const STEPS: usize = 1 << 16;

/// Both directions of the same relationships.
pub(crate) struct Built {
    pub(crate) outgoing: Csr,
    pub(crate) incoming: Csr,
    /// The slot of each pair, when asked for.
    pub(crate) slots: Option<Vec<u32>>,
}

/// Builds both directions. O(pairs + highest node). Needs 12 bytes per pair besides the result, at most.
///
/// # Errors
/// What stops the work.
pub(crate) fn build(
    from: Vec<u32>,
    to: Vec<u32>,
    want_slots: bool,
    interrupt: &Interrupt,
) -> Result<Built> {
    let bound = from
        .iter()
        .chain(&to)
        .max()
        .map_or(0, |&highest| highest as usize + 1);
    let out_offsets = offsets(bound, &from, interrupt)?;
    let in_offsets = offsets(bound, &to, interrupt)?;
    // By end, in the given order: the starts, and the number of each pair.
    let mut starts = vec![0; from.len()];
    let mut numbers = want_slots.then(|| vec![0; from.len()]);
    let mut cursor = in_offsets.clone();
    for (number, (&from, &to)) in from.iter().zip(&to).enumerate() {
        if number.is_multiple_of(STEPS) {
            interrupt.check()?;
        }
        let at = &mut cursor[to as usize];
        starts[*at as usize] = from;
        if let Some(numbers) = &mut numbers {
            numbers[*at as usize] = number as u32;
        }
        *at += 1;
    }
    drop((from, to));
    // By start, the ends ascending.
    let mut ends = vec![0; starts.len()];
    let mut slots = numbers.as_ref().map(|numbers| vec![0; numbers.len()]);
    cursor.clone_from(&out_offsets);
    let mut looks = Looks::default();
    for to in 0..bound {
        looks.after(in_offsets[to], interrupt)?;
        for place in in_offsets[to] as usize..in_offsets[to + 1] as usize {
            let at = &mut cursor[starts[place] as usize];
            ends[*at as usize] = to as u32;
            if let (Some(slots), Some(numbers)) = (&mut slots, &numbers) {
                slots[numbers[place] as usize] = *at;
            }
            *at += 1;
        }
    }
    drop(numbers);
    // By end again, the starts ascending now.
    let mut in_slots = vec![0; ends.len()];
    cursor.clone_from(&in_offsets);
    let mut looks = Looks::default();
    for from in 0..bound {
        looks.after(out_offsets[from], interrupt)?;
        for slot in out_offsets[from]..out_offsets[from + 1] {
            let at = &mut cursor[ends[slot as usize] as usize];
            starts[*at as usize] = from as u32;
            in_slots[*at as usize] = slot;
            *at += 1;
        }
    }
    Ok(Built {
        outgoing: Csr::new(out_offsets, ends, None),
        incoming: Csr::new(in_offsets, starts, Some(in_slots)),
        slots,
    })
}

/// Where the list of each node starts, and the end of the last one.
fn offsets(bound: usize, nodes: &[u32], interrupt: &Interrupt) -> Result<Vec<u32>> {
    let mut offsets = vec![0; bound + 1];
    for some in nodes.chunks(STEPS) {
        interrupt.check()?;
        for &node in some {
            offsets[node as usize + 1] += 1;
        }
    }
    for at in 1..offsets.len() {
        offsets[at] += offsets[at - 1];
    }
    Ok(offsets)
}

/// Looks at what may stop the work after so many pairs.
#[derive(Default)]
struct Looks(usize);

impl Looks {
    #[inline]
    fn after(&mut self, pairs: u32, interrupt: &Interrupt) -> Result<()> {
        if pairs as usize >= self.0 {
            interrupt.check()?;
            self.0 = pairs as usize + STEPS;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, proptest};

    use super::build;
    use crate::diagnostic::Interrupt;

    proptest! {
        #[test]
        fn lists_are_the_sorted_pairs(pairs in prop::collection::vec((0u32..40, 0u32..40), 0..200)) {
            let (from, to) = pairs.iter().copied().unzip();
            let built = build(from, to, true, &Interrupt::default()).unwrap();
            let slots = built.slots.unwrap();
            for node in 0..45 {
                let mut out: Vec<_> = pairs.iter().zip(&slots)
                    .filter(|((from, _), _)| *from == node)
                    .map(|((_, to), slot)| (*to, *slot)).collect();
                out.sort_unstable();
                assert!(built.outgoing.list(node).iter().eq(out));
                let mut inn: Vec<_> = pairs.iter().zip(&slots)
                    .filter(|((_, to), _)| *to == node)
                    .map(|((from, _), slot)| (*from, *slot)).collect();
                inn.sort_unstable();
                assert!(built.incoming.list(node).iter().eq(inn));
            }
            for (pair, &slot) in pairs.iter().zip(&slots) {
                assert_eq!(built.outgoing.ends(slot), Some(*pair));
            }
        }
    }
}
