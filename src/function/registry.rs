//! Functions by name, ignoring case.
//!
//! In: a name. Out: its declaration, or the nearest name there is. Knows nothing of expressions.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{AggregateFunction, ScalarFunction, aggregate, scalar};

/// The scalar function of this name or alias, whatever its case. O(1).
pub fn find_scalar(name: &str) -> Option<&'static ScalarFunction> {
    static TABLE: LazyLock<HashMap<String, &'static ScalarFunction>> = LazyLock::new(|| {
        let mut table = HashMap::new();
        for function in scalars() {
            for name in names(function.name, function.aliases) {
                table.insert(name.to_ascii_lowercase(), function);
            }
        }
        table
    });
    TABLE.get(&name.to_ascii_lowercase()).copied()
}

/// The aggregate of this name or alias, whatever its case. O(1).
pub fn find_aggregate(name: &str) -> Option<&'static AggregateFunction> {
    static TABLE: LazyLock<HashMap<String, &'static AggregateFunction>> = LazyLock::new(|| {
        let mut table = HashMap::new();
        for function in aggregates() {
            for name in names(function.name, function.aliases) {
                table.insert(name.to_ascii_lowercase(), function);
            }
        }
        table
    });
    TABLE.get(&name.to_ascii_lowercase()).copied()
}

/// All scalar functions, family by family.
pub fn scalars() -> impl Iterator<Item = &'static ScalarFunction> {
    scalar::FAMILIES.iter().copied().flatten()
}

/// All aggregates.
pub fn aggregates() -> impl Iterator<Item = &'static AggregateFunction> {
    aggregate::ALL.iter()
}

/// The known name nearest to this one, if one is near enough to be meant.
pub fn nearest(name: &str) -> Option<&'static str> {
    let wanted: Vec<char> = name.to_lowercase().chars().collect();
    let limit = (wanted.len() / 3).max(1);
    scalars()
        .map(|function| (function.name, function.aliases))
        .chain(aggregates().map(|function| (function.name, function.aliases)))
        .flat_map(|(name, aliases)| names(name, aliases))
        .map(|name| {
            (
                distance(&wanted, &name.to_lowercase().chars().collect::<Vec<_>>()),
                name,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn names(
    name: &'static str,
    aliases: &'static [&'static str],
) -> impl Iterator<Item = &'static str> {
    std::iter::once(name).chain(aliases.iter().copied())
}

/// Edits from one word to the other: insert, delete, replace, swap of neighbours.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, &a) in from.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, &b) in to.iter().enumerate() {
            let mut best = (row[j] + usize::from(a != b))
                .min(row[j + 1] + 1)
                .min(next[j] + 1);
            if i > 0 && j > 0 && a == to[j - 1] && from[i - 1] == b {
                best = best.min(before[j - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[to.len()]
}
