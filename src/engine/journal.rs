//! The history of a database file, as answers: its commits, and what is different between two moments.
//!
//! In: moments. Out: rows. Knows nothing of how they are shown.

use std::sync::Arc;

use super::materialize::Whole;
use super::{Database, Error};
use crate::diagnostic::Diagnostic;
use crate::graph::Version;
use crate::graph::durable::{At, Commit, Different};
use crate::source::Source;
use crate::value::pace::unwatched;
use crate::value::{NodeId, Path, RelId, ResultSet, Value};

impl Database {
    /// All commits that the history of the database file holds, oldest first.
    ///
    /// ```
    /// use quipu::{Database, Map, OpenOptions};
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("research.quipu");
    /// let database = Database::open(&path, &OpenOptions::new())?;
    /// let mut session = database.session();
    /// session.set_label("first steps");
    /// session.run("CREATE (:Company {name: 'Didi'})", &Map::new())?;
    /// let log = database.log()?;
    /// assert_eq!((log[0].number, log[0].label.as_str()), (1, "first steps"));
    /// # Ok::<(), quipu::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Code::NoHistory` for a graph in memory, `Code::Corrupted` for a damaged log.
    pub fn log(&self) -> Result<Vec<Commit>, Error> {
        self.graph().log().map_err(bare)
    }

    /// What is different at `to` from what it was at `from`: at most `limit` rows, and how many there are in all.
    ///
    /// | column | |
    /// |---|---|
    /// | `change` | `+` is new, `-` is gone, `~` has changed |
    /// | `element` | the node, or the relationship with its ends as a path; of an index or constraint the statement that makes it |
    /// | `what` | of a change: the property, or the label with a colon |
    /// | `before`, `after` | of a change: the values; of a label whether it was there |
    ///
    /// # Errors
    /// As [`Self::log`], and `Code::NumberOutOfRange` for moments that the history does not hold.
    pub fn diff(&self, from: &At, to: &At, limit: usize) -> Result<(ResultSet, usize), Error> {
        let difference = self.graph().difference(from, to).map_err(bare)?;
        let columns = ["change", "element", "what", "before", "after"];
        let mut rows = ResultSet::new(columns.map(str::to_owned).to_vec());
        for entry in difference.entries.iter().take(limit) {
            rows.push(row(entry, &difference.from, &difference.to));
        }
        Ok((rows, difference.entries.len()))
    }
}

fn row(entry: &Different, from: &Version, to: &Version) -> Vec<Value> {
    // The later one knows the names of both.
    let named = if from.commit_number() > to.commit_number() {
        from
    } else {
        to
    };
    let whole = |sign: &str, element: Value| {
        vec![sign.into(), element, Value::Null, Value::Null, Value::Null]
    };
    let changed = |element: Value, what: String, before: Value, after: Value| {
        vec!["~".into(), element, what.into(), before, after]
    };
    let label = |node: NodeId, name: &str, after: bool| {
        let what = format!(":{name}");
        changed(node_of(node, to), what, (!after).into(), after.into())
    };
    match entry {
        Different::NodeGone(node) => whole("-", node_of(*node, from)),
        Different::NodeNew(node) => whole("+", node_of(*node, to)),
        Different::LabelGone(node, gone) => label(*node, named.label_name(*gone), false),
        Different::LabelNew(node, new) => label(*node, named.label_name(*new), true),
        Different::NodeProperty(node, key, before, after) => {
            let what = named.key_name(*key).to_string();
            changed(node_of(*node, to), what, before.clone(), after.clone())
        }
        Different::RelationshipGone(id) => whole("-", path_of(*id, from)),
        Different::RelationshipNew(id) => whole("+", path_of(*id, to)),
        Different::DefinitionGone(old) => whole("-", old.statement(named).into()),
        Different::DefinitionNew(new) => whole("+", new.statement(named).into()),
        Different::RelationshipProperty(id, key, before, after) => {
            let what = named.key_name(*key).to_string();
            changed(path_of(*id, to), what, before.clone(), after.clone())
        }
    }
}

fn node_of(node: NodeId, version: &Version) -> Value {
    unwatched(|pace| Whole::at_once(version).make(node.into(), pace))
}

/// A relationship alone does not show its ends.
fn path_of(relationship: RelId, version: &Version) -> Value {
    let Some((start, end)) = version.endpoints(relationship) else {
        return Value::Null;
    };
    let path = Path {
        nodes: vec![start.into(), end.into()],
        relationships: vec![(relationship.into(), true)],
    };
    let path = Value::Path(Arc::new(path));
    unwatched(|pace| Whole::at_once(version).make(path, pace))
}

fn bare(problem: Diagnostic) -> Error {
    Error::new(problem, Arc::new(Source::new("", "")))
}
