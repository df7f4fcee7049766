//! The columns of an answer.
//!
//! In: names. Out: the same names, and whether the last of them is the column that `CITE` adds: a column of that name that a query
//! gives by itself is none. Knows nothing of values.

use std::ops::Deref;
use std::sync::Arc;

/// The names of the columns of an answer, in their order. It is used as a slice; a clone is O(1).
///
/// ```
/// use quipu::Database;
/// use quipu::value::Map;
///
/// let mut session = Database::new().session();
/// let plain = session.run("RETURN [] AS cite", &Map::new())?;
/// assert!(!plain.cites());
/// let cited = session.run("CITE MATCH (n) RETURN n", &Map::new())?;
/// assert!(cited.cites() && cited.columns() == ["n", "cite"]);
/// # Ok::<(), quipu::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Columns {
    names: Arc<[String]>,
    cites: bool,
}

impl Columns {
    /// Columns of which the last one is that of a query that cites.
    #[must_use]
    pub fn citing(self) -> Self {
        Self {
            cites: true,
            ..self
        }
    }
    /// Does the last column say what the rows are cited from?
    pub fn cites(&self) -> bool {
        self.cites
    }
}

impl Deref for Columns {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.names
    }
}

impl From<Vec<String>> for Columns {
    fn from(names: Vec<String>) -> Self {
        names.into_iter().collect()
    }
}

impl FromIterator<String> for Columns {
    fn from_iter<I: IntoIterator<Item = String>>(names: I) -> Self {
        Self {
            names: names.into_iter().collect(),
            cites: false,
        }
    }
}
