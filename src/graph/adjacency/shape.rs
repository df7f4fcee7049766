//! What holds of all lists of one type: which way they lead, and whether they can lead back.
//!
//! In: a base. Out: its slope. Knows nothing of changes since.

use super::csr::Csr;

/// How the relationships of a type lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slope {
    /// All lead from a lower id to a higher one.
    Ascending,
    /// All lead from a higher id to a lower one.
    Descending,
    /// Neither, but no walk along them comes back to where it was.
    Acyclic,
    /// A walk may come back, as far as is known.
    Unknown,
}

/// The slope of outgoing lists. O(nodes + relationships).
pub(super) fn slope_of(csr: &Csr) -> Slope {
    let (mut up, mut down) = (true, true);
    for node in 0..csr.bound() {
        // Lists are sorted, so their ends tell.
        let list = csr.list(node).nodes;
        if let (Some(&first), Some(&last)) = (list.first(), list.last()) {
            up &= first > node;
            down &= last < node;
            if !up && !down {
                break;
            }
        }
    }
    match (up, down) {
        (true, _) => Slope::Ascending,
        (_, true) => Slope::Descending,
        _ if comes_back(csr) => Slope::Unknown,
        _ => Slope::Acyclic,
    }
}

/// Can a walk come back? Takes out nodes that nothing leads to until none is left (Kahn 1962).
fn comes_back(csr: &Csr) -> bool {
    let (.., nodes, _) = csr.parts();
    let bound = nodes.iter().max().map_or(0, |most| *most as usize + 1);
    let bound = bound.max(csr.bound() as usize);
    let mut arriving = vec![0u32; bound];
    for node in nodes {
        arriving[*node as usize] += 1;
    }
    let mut free: Vec<u32> = (0..bound as u32)
        .filter(|node| arriving[*node as usize] == 0)
        .collect();
    let mut taken = 0;
    while let Some(node) = free.pop() {
        taken += 1;
        for &end in csr.list(node).nodes {
            arriving[end as usize] -= 1;
            if arriving[end as usize] == 0 {
                free.push(end);
            }
        }
    }
    taken < bound
}

#[cfg(test)]
mod tests {
    use super::{Slope, slope_of};
    use crate::graph::adjacency::csr::Csr;

    fn check(relationships: &[(u32, u32)], expected: Slope) {
        let mut sorted = relationships.to_vec();
        sorted.sort_unstable();
        let bound = sorted.iter().map(|(from, _)| from + 1).max().unwrap_or(0);
        let offsets = (0..=bound)
            .map(|node| sorted.partition_point(|(from, _)| *from < node) as u32)
            .collect();
        let nodes = sorted.iter().map(|(_, to)| *to).collect();
        assert_eq!(slope_of(&Csr::new(offsets, nodes, None)), expected);
    }

    #[test]
    fn slopes() {
        check(&[], Slope::Ascending);
        check(&[(0, 1), (0, 5), (1, 2), (3, 9)], Slope::Ascending);
        check(&[(5, 1), (5, 1), (9, 8)], Slope::Descending);
        check(&[(0, 1), (2, 1), (3, 2)], Slope::Acyclic);
        check(&[(5, 2), (2, 7), (5, 7)], Slope::Acyclic);
        check(&[(0, 1), (1, 2), (2, 0)], Slope::Unknown);
        check(&[(0, 1), (1, 1)], Slope::Unknown);
    }
}
