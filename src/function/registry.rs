//! Functions by name, ignoring case.
//!
//! In: a name. Out: its declaration, or the nearest name there is. Knows nothing of expressions.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{AggregateFunction, ScalarFunction, aggregate, scalar};
use crate::diagnostic;

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
    let known = scalars()
        .map(|function| (function.name, function.aliases))
        .chain(aggregates().map(|function| (function.name, function.aliases)))
        .flat_map(|(name, aliases)| names(name, aliases));
    diagnostic::nearest(name, known)
}

fn names(
    name: &'static str,
    aliases: &'static [&'static str],
) -> impl Iterator<Item = &'static str> {
    std::iter::once(name).chain(aliases.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_case() {
        assert_eq!(
            find_scalar("TOUPPER").map(|function| function.name),
            Some("toUpper")
        );
        assert_eq!(
            find_scalar("upper").map(|function| function.name),
            Some("toUpper")
        );
        assert_eq!(
            find_aggregate("Count").map(|function| function.name),
            Some("count")
        );
        assert!(find_scalar("count").is_none());
        assert_eq!(nearest("toUper"), Some("toUpper"));
        assert_eq!(nearest("collcet"), Some("collect"));
        assert_eq!(nearest("xyzzyx"), None);
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut seen = std::collections::HashSet::new();
        let all = scalars()
            .map(|function| (function.name, function.aliases))
            .chain(aggregates().map(|function| (function.name, function.aliases)));
        for name in all.flat_map(|(name, aliases)| names(name, aliases)) {
            assert!(seen.insert(name.to_lowercase()), "{name}");
        }
    }
}
