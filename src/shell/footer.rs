//! The line below an answer: rows, times, changes. In: numbers. Out: words. Knows nothing of where they are shown.

use std::time::Duration;

use crate::engine::Summary;
use crate::graph::Counters;

/// `3 rows, 2 nodes created (planned in 0.1 ms, run in 0.4 ms)`.
pub(super) fn sentence(rows: Option<usize>, summary: &Summary, timing: bool) -> String {
    let mut parts = Vec::new();
    if let Some(rows) = rows {
        parts.push(counted(rows, "row", "rows"));
    }
    parts.extend(changes(&summary.counters));
    if parts.is_empty() {
        parts.push("done, no changes".to_owned());
    }
    let mut text = parts.join(", ");
    if timing {
        text.push_str(&format!(
            " (planned in {}, run in {})",
            duration(summary.timing.plan),
            duration(summary.timing.execute)
        ));
    }
    text
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
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many, verb)| format!("{} {verb}", counted(count, one, many)))
    .collect()
}

/// `1 node`, `2 nodes`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn duration(duration: Duration) -> String {
    let micros = duration.as_micros();
    if micros < 10_000 {
        format!("{:.1} ms", micros as f64 / 1000.0)
    } else if micros < 10_000_000 {
        format!("{:.0} ms", micros as f64 / 1000.0)
    } else {
        format!("{:.1} s", micros as f64 / 1_000_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let mut summary = Summary::default();
        let check = |rows, summary: &Summary, expected: &str| {
            assert_eq!(sentence(rows, summary, false), expected);
        };
        check(Some(1), &summary, "1 row");
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
}
