//! What was found in the facts of a graph, for people and for programs. In: a report. Out: text, or rows. Knows nothing of
//! how findings are made.

use std::fmt::Write;
use std::sync::Arc;

use super::caption::caption_of;
use crate::graph::Version;
use crate::graph::facts::{Element, FactReport, Finding, FindingKind};
use crate::render::one_line;
use crate::value::{ResultSet, Value};

/// The report as text.
pub fn fact_text(report: &FactReport, version: &Arc<Version>) -> String {
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    let mut text = format!(
        "{}, {}: {} with a date, {} with a source, {}\n",
        counted(version.node_count(), "node", "nodes"),
        counted(
            version.relationship_count(),
            "relationship",
            "relationships"
        ),
        report.timed,
        report.sourced,
        counted(report.sources, ":Source", ":Sources"),
    );
    for finding in &report.findings {
        let (one, many) = sentence(finding.kind);
        let mark = if finding.kind.is_fault() {
            "fault"
        } else {
            "open "
        };
        let _ = writeln!(text, "\n{mark}  {}", counted(finding.count, one, many));
        for example in examples(finding, version) {
            let _ = writeln!(text, "       {example}");
        }
        let more = finding.count - finding.examples.len();
        if more > 0 {
            let _ = writeln!(text, "       ... and {more} more");
        }
    }
    if !report.has_faults() {
        text += "\nno fault was found in dates and sources\n";
    }
    text
}

/// The report as rows: finding, is it a fault?, count, examples.
pub fn fact_rows(report: &FactReport, version: &Arc<Version>) -> ResultSet {
    let columns = ["finding", "fault", "count", "examples"];
    let mut rows = ResultSet::new(columns.map(str::to_owned).to_vec());
    for finding in &report.findings {
        let examples = examples(finding, version).into_iter().map(Value::from);
        rows.push(vec![
            finding.kind.name().into(),
            Value::Boolean(finding.kind.is_fault()),
            Value::Integer(finding.count as i64),
            Value::list(examples.collect()),
        ]);
    }
    rows
}

fn examples(finding: &Finding, version: &Arc<Version>) -> Vec<String> {
    let example = |(element, what): &(Element, String)| {
        let place = one_line(&caption_of(*element, version));
        if what.is_empty() {
            place
        } else {
            format!("{place}: {}", one_line(what))
        }
    };
    finding.examples.iter().map(example).collect()
}

/// The finding in words, for one and for many.
fn sentence(kind: FindingKind) -> (&'static str, &'static str) {
    match kind {
        FindingKind::WrongBound => (
            "bound (valid_from, valid_to) is no date and counts as missing",
            "bounds (valid_from, valid_to) are no dates and count as missing",
        ),
        FindingKind::WrongPublication => (
            ":Source has a day of publication that is no date and counts as known on every day",
            ":Sources have days of publication that are no dates and count as known on every day",
        ),
        FindingKind::WrongPrecision => (
            "precision is neither 'month' nor 'year' and counts as exact",
            "precisions are neither 'month' nor 'year' and count as exact",
        ),
        FindingKind::InvertedPeriod => (
            "period ends before it begins, or when it does, and holds at no time",
            "periods end before they begin, or when they do, and hold at no time",
        ),
        FindingKind::WrongSource => (
            "source is no list of texts with something in them",
            "sources are no lists of texts with something in them",
        ),
        FindingKind::UnknownSource => (
            "reference points to no :Source",
            "references point to no :Source",
        ),
        FindingKind::AmbiguousSource => (
            ":Source has no key of its own",
            ":Sources have no keys of their own",
        ),
        FindingKind::UndatedSource => (
            ":Source has no date of publication and counts as known on every day",
            ":Sources have no date of publication and count as known on every day",
        ),
        FindingKind::Unsourced => (
            "relationship names no source",
            "relationships name no source",
        ),
    }
}
