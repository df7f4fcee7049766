//! Graph data as JSON lines: one node `{"id", "labels", "properties"}` or relationship `{"type", "start", "end",
//! "properties"}` per line, in any order; empty lines are skipped. Knows nothing of files or graphs.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::data::GraphData;
use super::json::Reader;
use crate::diagnostic::Result;

/// Enough of a line to say which of the two it is.
#[derive(Deserialize)]
struct Peek {
    #[serde(rename = "type")]
    ty: Option<IgnoredAny>,
    start: Option<IgnoredAny>,
    end: Option<IgnoredAny>,
}

pub(super) fn read(text: &str) -> Result<GraphData> {
    let reader = Reader { text };
    let mut data = GraphData::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let peek: Peek = reader.part(line)?;
        if peek.ty.is_some() || peek.start.is_some() || peek.end.is_some() {
            reader.relationship(line, &mut data)?;
        } else {
            reader.node(line, &mut data)?;
        }
    }
    data.resolve()
}
