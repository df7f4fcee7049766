//! The column that cites, as text.
//!
//! In: the column of an answer that CITE adds, a list of `{fact, source}` per row. Out: its references, each once, or
//! a text of them. What has another form is left alone. Knows nothing of graphs.

use std::sync::Arc;

use crate::value::{ResultSet, Value};

/// Stands for the source of a fact that has none.
pub const UNSOURCED: &str = "?";

/// What a cell of the column says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cited {
    /// The references, each once, in their order; [`UNSOURCED`] last.
    pub references: Vec<Arc<str>>,
    /// How many facts are not listed.
    pub more: i64,
}

/// Is the last column one that cites?
pub fn is_last(columns: &[String]) -> bool {
    columns.last().is_some_and(|column| column == "cite")
}

/// What a cell of the column says; `None` when it is something else.
pub fn cited(value: &Value) -> Option<Cited> {
    let Value::List(facts) = value else {
        return None;
    };
    let mut cited = Cited::default();
    let mut unsourced = false;
    for fact in facts.iter() {
        let Value::Map(fact) = fact else {
            return None;
        };
        let mut entries = fact.iter().map(|(key, value)| (key.as_ref(), value));
        match (entries.next(), entries.next()) {
            (
                Some(("fact", Value::Node(_) | Value::Relationship(_))),
                Some(("source", Value::List(names))),
            ) if fact.len() == 2 => {
                for name in names.iter() {
                    let Value::String(name) = name else {
                        return None;
                    };
                    cited.references.push(Arc::clone(name));
                }
            }
            (Some(("fact", Value::Relationship(_))), Some(("source", Value::Null)))
                if fact.len() == 2 =>
            {
                unsourced = true;
            }
            (Some(("more", Value::Integer(more))), None) => cited.more = *more,
            _ => return None,
        }
    }
    cited.references.sort_unstable();
    cited.references.dedup();
    if unsourced {
        cited.references.push(UNSOURCED.into());
    }
    Some(cited)
}

impl Cited {
    /// The references with `between` between them, each appended by `write`.
    pub fn text(&self, between: &str, write: &mut dyn FnMut(&Arc<str>, &mut String)) -> String {
        let mut text = String::new();
        for (place, reference) in self.references.iter().enumerate() {
            if place > 0 {
                text.push_str(between);
            }
            write(reference, &mut text);
        }
        if self.more > 0 {
            if !text.is_empty() {
                text.push_str(between);
            }
            text.push_str(&format!("+ {} more", self.more));
        }
        text
    }

    /// The references as text, with commas between them.
    pub fn names(&self) -> String {
        self.text(", ", &mut |name, text| text.push_str(name))
    }
}

/// A row whose last value, where it cites, is the text of its references.
pub fn as_text(row: &mut [Value]) {
    if let Some(last) = row.last_mut()
        && let Some(cited) = cited(last)
    {
        *last = cited.names().into();
    }
}

/// The answer with the text of its references in the column that cites, when it has one.
#[must_use]
pub fn with_text(answer: ResultSet) -> ResultSet {
    if !is_last(answer.columns()) {
        return answer;
    }
    let mut shown = ResultSet::new(answer.columns().to_vec());
    for mut row in answer.into_rows() {
        as_text(&mut row);
        shown.push(row);
    }
    shown
}
