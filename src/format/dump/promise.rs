//! What a dump says of itself, held against what came of it.
//!
//! In: the lines of a dump, and the graph that its statements made. Out: nothing, or what is wrong: a dump that was cut
//! short, or of which a part is missing, makes no database. A file that does not say that it is a dump is a script like
//! any other, and nothing is expected of it. Knows nothing of running statements.
//!
//! ```text
//! // Quipu dump, format 2: 3 nodes, 3 relationships, 2 indexes and constraints
//! ... statements ...
//! // End of the Quipu dump: 3 nodes, 3 relationships, 2 indexes and constraints
//! ```
//!
//! Line ends within statements are in names (texts have them escaped). Where there are any, a line before the last one counts
//! them, so that names are not changed in silence when a program converts line ends:
//!
//! ```text
//! // Line ends in names: 1 line feeds, 0 carriage returns
//! ```
//!
//! Format 1 had no last line and did not count indexes and constraints.

use std::fmt;

use super::Marks;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::Version;

/// The form of the file, in its first line.
pub(super) const FORMAT: u32 = 2;
/// How the first line begins.
pub(super) const FIRST: &str = "// Quipu dump, format";
/// How the last line begins.
pub(super) const LAST: &str = "// End of the Quipu dump";
/// How the statement begins that says what marks nodes.
pub(super) const MARKING: &str = "CREATE CONSTRAINT ";

/// How the line begins that counts line ends in names.
pub(super) const LINE_ENDS: &str = "// Line ends in names:";

/// Line ends within statements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LineEnds {
    feeds: usize,
    returns: usize,
}

impl LineEnds {
    pub(super) fn count(&mut self, text: &[u8]) {
        for at in memchr::memchr2_iter(b'\n', b'\r', text) {
            if text[at] == b'\n' {
                self.feeds += 1;
            } else {
                self.returns += 1;
            }
        }
    }
}

impl fmt::Display for LineEnds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { feeds, returns } = self;
        write!(f, "{feeds} line feeds, {returns} carriage returns")
    }
}

/// How much is in a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    nodes: usize,
    relationships: usize,
    /// `None` where they were not counted.
    definitions: Option<usize>,
}

impl Counts {
    pub(super) fn of(version: &Version) -> Self {
        Self {
            nodes: version.node_count(),
            relationships: version.relationship_count(),
            definitions: Some(version.catalog().iter().count()),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(", ");
        let mut count = |what: &str| {
            let part = parts.next()?.strip_suffix(what)?;
            part.trim_end().parse::<usize>().ok()
        };
        let (nodes, relationships) = (count("nodes")?, count("relationships")?);
        let definitions = count("indexes and constraints");
        Some(Self {
            nodes,
            relationships,
            definitions,
        })
    }

    /// The same, as far as both were counted?
    fn agrees_with(&self, other: &Self) -> bool {
        let definitions = match (self.definitions, other.definitions) {
            (Some(own), Some(others)) => own == others,
            _ => true,
        };
        definitions && (self.nodes, self.relationships) == (other.nodes, other.relationships)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} nodes, {} relationships",
            self.nodes, self.relationships
        )?;
        match self.definitions {
            Some(count) => write!(f, ", {count} indexes and constraints"),
            None => Ok(()),
        }
    }
}

/// What a dump promises, read along with its statements.
///
/// ```
/// use quipu::format::DumpPromise;
/// use quipu::graph::Graph;
///
/// # fn main() -> quipu::diagnostic::Result<()> {
/// let mut promise = DumpPromise::default();
/// promise.read("// Quipu dump, format 2: 0 nodes, 0 relationships, 0 indexes and constraints")?;
/// let empty = Graph::new().version();
/// assert!(promise.check(&empty).unwrap_err().message().contains("cut short"));
/// promise.read("// End of the Quipu dump: 0 nodes, 0 relationships, 0 indexes and constraints")?;
/// promise.check(&empty)
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct DumpPromise {
    /// Was a line with something in it read yet?
    begun: bool,
    /// The format, and what the first line counts.
    first: Option<(u32, Counts)>,
    marks: Option<Marks>,
    /// Line ends in the statements, and the line that counts them.
    line_ends: LineEnds,
    promised_line_ends: Option<String>,
    ended: bool,
}

impl DumpPromise {
    /// Takes note of a line that stands between statements or begins one, in the order of the file.
    ///
    /// # Errors
    /// `Code::InvalidGraphData` for a format that is not known, an end that is not that of the beginning, and
    /// whatever follows the end.
    pub fn read(&mut self, line: &str) -> Result<()> {
        let line = line.trim();
        if line.is_empty() {
            return Ok(());
        }
        if self.ended {
            let message = "the dump goes on after the line that ends it";
            return Err(bad(message).hint("a file holds one dump"));
        }
        let is_first = !std::mem::replace(&mut self.begun, true);
        if let Some(rest) = line.strip_prefix(FIRST) {
            if !is_first {
                let message = "a dump begins within the file";
                return Err(bad(message).hint("a file holds one dump, from its first line on"));
            }
            self.first = Some(first_line(rest)?);
        } else if let Some(rest) = line.strip_prefix(LAST) {
            let Some((_, first)) = self.first else {
                let message = "this is the end of a dump, and its beginning is missing";
                return Err(bad(message).hint(AGAIN));
            };
            let last = rest.strip_prefix(':').and_then(Counts::read);
            if !last.is_some_and(|last| last.agrees_with(&first)) {
                let message = format!(
                    "the last line of the dump does not say what the first one does: {first}"
                );
                return Err(bad(message).hint(BY_HAND));
            }
            self.ended = true;
        } else if let Some(rest) = line.strip_prefix(LINE_ENDS)
            && self.first.is_some()
        {
            self.promised_line_ends = Some(rest.trim().to_owned());
        } else if self.first.is_some() && self.marks.is_none() {
            self.marks = marks(line);
        }
        Ok(())
    }

    /// Takes note of a statement as it stands in the file.
    pub fn read_statement(&mut self, statement: &str) {
        self.line_ends.count(statement.as_bytes());
    }

    /// Did the first line say that this is a dump?
    pub fn is_dump(&self) -> bool {
        self.first.is_some()
    }

    /// Is everything there that the dump was to make, and nothing else?
    ///
    /// # Errors
    /// `Code::InvalidGraphData` says what is missing.
    pub fn check(&self, version: &Version) -> Result<()> {
        let Some((format, promised)) = &self.first else {
            return Ok(());
        };
        if *format >= 2 && !self.ended {
            let message = format!(
                "the dump was cut short: its last line would begin with `{LAST}`, and there is none"
            );
            return Err(bad(message).hint(AGAIN));
        }
        if let Some(promised) = &self.promised_line_ends
            && *promised != self.line_ends.to_string()
        {
            let message = format!(
                "line ends in names were changed on the way: the dump had {promised}, and now has {}",
                self.line_ends
            );
            return Err(bad(message).hint(
                "nothing was restored; copy the dump as it is, not as text of another system",
            ));
        }
        if let Some(marks) = &self.marks
            && (marks.label_is_used(version) || marks.number_is_used(version))
        {
            let message = format!(
                "a part of the dump is missing: nodes are still marked with the label `{}` and the property `{}`",
                marks.label, marks.number
            );
            return Err(bad(message).hint(AGAIN));
        }
        let made = Counts::of(version);
        if made.agrees_with(promised) {
            return Ok(());
        }
        let message = format!("the dump says that it makes {promised}; it made {made}");
        Err(bad(message).hint(AGAIN).hint(BY_HAND))
    }
}

const AGAIN: &str = "nothing was restored; make the dump again, or copy it again";
const BY_HAND: &str = "after a change by hand: correct the numbers in the first and the last line, or take out both lines";

fn first_line(rest: &str) -> Result<(u32, Counts)> {
    let unreadable = || {
        let message = "the first line of the dump cannot be read";
        let hint = format!(
            "it looks like this: {FIRST} {FORMAT}: 3 nodes, 3 relationships, 0 indexes and constraints"
        );
        bad(message).hint(hint)
    };
    let (format, counts) = rest.split_once(':').ok_or_else(unreadable)?;
    let format: u32 = format.trim().parse().map_err(|_| unreadable())?;
    if !(1..=FORMAT).contains(&format) {
        let message =
            format!("the dump has format {format}; this program knows formats 1 to {FORMAT}");
        return Err(bad(message).hint("a newer version of Quipu may have written it"));
    }
    let counts = Counts::read(counts).ok_or_else(unreadable)?;
    let counted = counts.definitions.is_some() || format == 1;
    counted.then_some((format, counts)).ok_or_else(unreadable)
}

/// The marks in the statement that introduces them.
fn marks(line: &str) -> Option<Marks> {
    let rest = line.strip_prefix(MARKING)?;
    let (label, rest) = rest.split_once(' ')?;
    let (_, rest) = rest.split_once(" REQUIRE n.")?;
    let (number, _) = rest.split_once(' ')?;
    Some(Marks {
        label: label.to_owned(),
        number: number.to_owned(),
    })
}

fn bad(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidGraphData, message)
}
