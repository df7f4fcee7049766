//! The line below an answer: rows, times, changes. In: numbers. Out: words. Knows nothing of where they are shown.

use std::time::Duration;

use crate::engine::Summary;
use crate::graph::Counters;

/// `3 rows, 2 nodes created (planned in 0.1 ms, run in 0.4 ms)`; `limit` is the number of rows shown, when there are more.
pub(super) fn sentence(
    rows: Option<usize>,
    limit: Option<usize>,
    summary: &Summary,
    timing: bool,
) -> String {
    let mut parts = Vec::new();
    if let Some(rows) = rows {
        let shown = match limit.filter(|limit| *limit < rows) {
            Some(limit) => format!(" ({limit} shown; `:max-rows all` shows all)"),
            None => String::new(),
        };
        parts.push(counted(rows, "row", "rows") + &shown);
    }
    parts.extend(changes(&summary.counters));
    if parts.is_empty() {
        parts.push("done, no changes".to_owned());
    }
    let text = parts.join(", ");
    if timing {
        let (plan, run) = (summary.timing.plan, summary.timing.execute);
        let (plan, run) = (duration(plan), duration(run));
        format!("{text} (planned in {plan}, run in {run})")
    } else {
        text
    }
}

/// What changed, in words: `2 nodes created`.
pub(super) fn changes(counters: &Counters) -> Vec<String> {
    [
        (counters.nodes_added, "node", "nodes", "created"),
        (counters.nodes_removed, "node", "nodes", "deleted"),
        (
            counters.relationships_added,
            "relationship",
            "relationships",
            "created",
        ),
        (
            counters.relationships_removed,
            "relationship",
            "relationships",
            "deleted",
        ),
        (counters.properties_added, "property", "properties", "set"),
        (
            counters.properties_removed,
            "property",
            "properties",
            "removed",
        ),
        (counters.labels_added, "label", "labels", "added"),
        (counters.labels_removed, "label", "labels", "removed"),
        (counters.indexes_added, "index", "indexes", "added"),
        (counters.indexes_removed, "index", "indexes", "removed"),
        (
            counters.constraints_added,
            "constraint",
            "constraints",
            "added",
        ),
        (
            counters.constraints_removed,
            "constraint",
            "constraints",
            "removed",
        ),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many, verb)| format!("{} {verb}", counted(count, one, many)))
    .collect()
}

/// `1 node`, `2 nodes`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// A number with commas between groups of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A time with three digits and its unit.
pub(super) fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    let (number, unit) = if seconds >= 60.0 {
        let whole = duration.as_secs();
        return format!("{} min {} s", whole / 60, whole % 60);
    } else if seconds >= 1.0 {
        (seconds, "s")
    } else if seconds >= 1e-3 {
        (seconds * 1e3, "ms")
    } else {
        (seconds * 1e6, "µs")
    };
    let digits = match number {
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    format!("{number:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let mut summary = Summary::default();
        let check = |rows, summary: &Summary, expected: &str| {
            assert_eq!(sentence(rows, Some(50), summary, false), expected);
        };
        check(Some(1), &summary, "1 row");
        check(Some(50), &summary, "50 rows");
        check(
            Some(1000),
            &summary,
            "1,000 rows (50 shown; `:max-rows all` shows all)",
        );
        check(None, &summary, "done, no changes");
        summary.counters.nodes_added = 2;
        summary.counters.properties_removed = 1;
        check(None, &summary, "2 nodes created, 1 property removed");
        check(
            Some(0),
            &summary,
            "0 rows, 2 nodes created, 1 property removed",
        );
    }
    #[test]
    fn durations() {
        let check = |nanoseconds: u64, expected: &str| {
            assert_eq!(duration(Duration::from_nanos(nanoseconds)), expected);
        };
        check(0, "0.00 µs");
        check(45_600, "45.6 µs");
        check(1_234_000, "1.23 ms");
        check(456_000_000, "456 ms");
        check(2_500_000_000, "2.50 s");
        check(125_000_000_000, "2 min 5 s");
    }

    #[test]
    fn numbers() {
        let check = |number: usize, expected: &str| assert_eq!(grouped(number), expected);
        check(0, "0");
        check(999, "999");
        check(1000, "1,000");
        check(1234567, "1,234,567");
    }
}
