//! The column that cites, as text.
//!
//! In: the column of an answer that CITE adds, a list of `{fact, source}` per row. Out: its references, each once, or
//! a text of them. What has another form is left alone. Knows nothing of graphs.

use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

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

/// What a cell of the column says; `None` when it is something else.
pub fn cited(value: &Value) -> Option<Cited> {
    let mut references = Vec::new();
    let rest = each_reference(value, &mut |name| references.push(Arc::clone(name)))?;
    references.sort_unstable();
    references.dedup();
    if rest.unsourced {
        references.push(UNSOURCED.into());
    }
    let more = rest.more;
    Some(Cited { references, more })
}

/// What a cell says beside its references.
#[derive(Default)]
struct Rest {
    unsourced: bool,
    more: i64,
}

/// Hands over the references of a cell, as often as they come; `None` when it is something else.
fn each_reference(value: &Value, give: &mut dyn FnMut(&Arc<str>)) -> Option<Rest> {
    let Value::List(facts) = value else {
        return None;
    };
    let (mut rest, mut cites) = (Rest::default(), true);
    let maps = facts.each_map(&mut |entries| match entries {
        [
            ("fact", Value::Node(_) | Value::Relationship(_)),
            ("source", Value::List(names)),
        ] => {
            for name in names.iter() {
                match name {
                    Value::String(name) => give(name),
                    _ => cites = false,
                }
            }
        }
        [("fact", Value::Relationship(_)), ("source", Value::Null)] => rest.unsourced = true,
        [("more", Value::Integer(more))] => rest.more = *more,
        _ => cites = false,
    });
    (maps && cites).then_some(rest)
}

/// What [`Cited::names`] gives, without holding any reference.
fn names(value: &Value) -> Option<String> {
    let mut all = String::new();
    let mut places: SmallVec<[Range<usize>; 8]> = SmallVec::new();
    let rest = each_reference(value, &mut |name| {
        let start = all.len();
        all.push_str(name);
        places.push(start..all.len());
    })?;
    if let ([_], false, 0) = (&places[..], rest.unsourced, rest.more) {
        return Some(all);
    }
    places.sort_unstable_by_key(|place| &all[place.clone()]);
    places.dedup_by_key(|place| &all[place.clone()]);
    let mut text = String::with_capacity(all.len() + 2 * places.len());
    let references = places.into_iter().map(|place| &all[place]);
    let unsourced = rest.unsourced.then_some(UNSOURCED);
    for (place, reference) in references.chain(unsourced).enumerate() {
        text.push_str(if place > 0 { BETWEEN } else { "" });
        text.push_str(reference);
    }
    push_more(&mut text, BETWEEN, rest.more);
    Some(text)
}

/// What stands between references as text.
const BETWEEN: &str = ", ";

fn push_more(text: &mut String, between: &str, more: i64) {
    if more > 0 {
        text.push_str(if text.is_empty() { "" } else { between });
        text.push_str(&format!("+ {more} more"));
    }
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
        push_more(&mut text, between, self.more);
        text
    }

    /// The references as text, with commas between them.
    pub fn names(&self) -> String {
        self.text(BETWEEN, &mut |name, text| text.push_str(name))
    }
}

/// A row whose last value, where it cites, is the text of its references.
pub fn as_text(row: &mut [Value]) {
    if let Some(last) = row.last_mut()
        && let Some(names) = names(last)
    {
        *last = names.into();
    }
}

/// The answer with the text of its references in the column that cites, when it has one.
#[must_use]
pub fn with_text(answer: ResultSet) -> ResultSet {
    if !answer.cites() {
        return answer;
    }
    let mut shown = ResultSet::new(answer.columns().to_vec());
    for mut row in answer.into_rows() {
        as_text(&mut row);
        shown.push(row);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{as_text, cited};
    use crate::value::{Map, NodeId, RelId, Value};

    /// The text of a cell is that of what it says.
    #[track_caller]
    fn check(facts: Vec<Value>, expected: Option<&str>) {
        let value = Value::list(facts);
        let names = cited(&value).map(|cited| cited.names());
        assert_eq!(names.as_deref(), expected);
        let mut row = [value];
        as_text(&mut row);
        match (&row[0], expected) {
            (Value::String(text), Some(expected)) => assert_eq!(text.as_ref(), expected),
            (other, expected) => assert!(expected.is_none() && matches!(other, Value::List(_))),
        }
    }

    #[test]
    fn texts() {
        let fact = |fact: Value, source: Value| {
            Value::map(Map::from_iter([("fact", fact), ("source", source)]))
        };
        let names = |names: &[&str]| Value::list(names.iter().map(|name| (*name).into()).collect());
        let node = |all: &[&str]| fact(NodeId(1).into(), names(all));
        let relationship = |source| fact(RelId { ty: 0, slot: 1 }.into(), source);
        let more = |more: i64| Value::map(Map::from_iter([("more", more.into())]));
        check(vec![], Some(""));
        check(vec![node(&["b"])], Some("b"));
        check(vec![node(&["b", "a"]), node(&["c", "a"])], Some("a, b, c"));
        check(vec![node(&["", "a"])], Some(", a"));
        check(vec![relationship(Value::Null)], Some("?"));
        let unsourced = || relationship(Value::Null);
        check(vec![unsourced(), node(&["b"]), unsourced()], Some("b, ?"));
        check(vec![unsourced(), more(7)], Some("?, + 7 more"));
        check(vec![node(&["x"]), more(7)], Some("x, + 7 more"));
        check(vec![more(7)], Some("+ 7 more"));
        // What has another form is left alone.
        check(vec![1.into()], None);
        check(vec![node(&["x"]), 1.into()], None);
        check(vec![fact(NodeId(1).into(), Value::Null)], None);
        check(vec![fact(1.into(), names(&["x"]))], None);
        check(vec![relationship("x".into())], None);
        check(vec![relationship(Value::list(vec![1.into()]))], None);
    }
}
