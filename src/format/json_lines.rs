//! Graph data as JSON lines: one node `{"id", "labels", "properties"}` or relationship `{"type", "start", "end",
//! "properties"}` per line, in any order; empty lines are skipped. Knows nothing of graphs.

use std::io::Read;
use std::ops::Range;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::apply::Import;
use super::elements::Elements;
use super::json::{Reader, Refused, take_node, take_relationship};

/// Enough of a line to say which of the two it is.
#[derive(Deserialize)]
struct Peek {
    #[serde(rename = "type")]
    ty: Option<IgnoredAny>,
    start: Option<IgnoredAny>,
    end: Option<IgnoredAny>,
}

/// Reads nodes and relationships, one after the other, from lines.
pub(super) fn read<R: Read>(elements: &mut Elements<R>, import: &mut Import<'_>) -> Refused<()> {
    while let Some(range) = elements.line()? {
        if is_relationship(elements, &range)? {
            take_relationship(elements, import, range)?;
        } else {
            take_node(elements, import, range)?;
        }
    }
    Ok(())
}

fn is_relationship<R: Read>(elements: &Elements<R>, range: &Range<usize>) -> Refused<bool> {
    let text = elements.part(range.clone())?;
    let peek: Peek = Reader::new(text, range.start)
        .part(text)
        .map_err(|problem| elements.refuse(problem))?;
    Ok(peek.ty.is_some() || peek.start.is_some() || peek.end.is_some())
}
