//! Lists of texts that are kept once, however often they come: a document stands behind many facts, and each of them
//! says so.
//!
//! In: values on their way into columns. Out: the same; a list that is equal to one that came lately is that one. Who
//! reads the sources of many facts then finds most of them at hand. Knows nothing of columns.

use std::hash::{Hash, Hasher};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use crate::value::{List, Value};

/// How many lists are remembered; then all are forgotten, and remembered anew as they come.
const MOST: usize = 1 << 16;
/// Longer lists and texts hardly come again.
const LONGEST_LIST: usize = 8;
const LONGEST_TEXT: usize = 256;

/// The lists that came lately.
#[derive(Debug, Default)]
pub(crate) struct SharedLists(HashTable<List>);

impl SharedLists {
    /// Makes of a list of a few texts the one that came before, when it is equal. O(its length).
    pub(crate) fn share(&mut self, value: &mut Value) {
        let Value::List(list) = value else { return };
        let Some(hash) = hash(list) else { return };
        if let Some(known) = self.0.find(hash, |known| same(known, list)) {
            *list = known.clone();
            return;
        }
        if self.0.len() == MOST {
            self.0.clear();
        }
        // The many that come and go lie all over the memory; those that are kept come to lie beside each other.
        *list = list.iter().map(copied).collect();
        // All that are in the table have a hash.
        let again = |known: &List| self::hash(known).unwrap_or_default();
        self.0.insert_unique(hash, list.clone(), again);
    }
}

/// The same text at another place.
fn copied(item: &Value) -> Value {
    match item {
        Value::String(text) => Value::string(text),
        other => other.clone(),
    }
}

/// `None` for what is not kept once.
fn hash(list: &List) -> Option<u64> {
    if list.is_empty() || list.len() > LONGEST_LIST {
        return None;
    }
    let mut hasher = FxHasher::default();
    for item in list.iter() {
        match item {
            Value::String(text) if text.len() <= LONGEST_TEXT => text.hash(&mut hasher),
            _ => return None,
        }
    }
    Some(hasher.finish())
}

/// Two lists of texts.
fn same(one: &List, other: &List) -> bool {
    let equal = |(one, other): (&Value, &Value)| match (one, other) {
        (Value::String(one), Value::String(other)) => one == other,
        _ => false,
    };
    one.len() == other.len() && one.iter().zip(other.iter()).all(equal)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LIST, MOST, SharedLists};
    use crate::value::Value;

    fn list(items: &[&str]) -> Value {
        Value::list(items.iter().map(|item| Value::from(*item)).collect())
    }

    fn is_same(one: &Value, other: &Value) -> bool {
        matches!((one, other), (Value::List(one), Value::List(other)) if one.is_same(other))
    }

    #[track_caller]
    fn check(first: Value, mut second: Value, expected: bool) {
        let mut lists = SharedLists::default();
        let (before, mut kept) = (format!("{second:?}"), first.clone());
        lists.share(&mut kept);
        assert_eq!(format!("{first:?}"), format!("{kept:?}"));
        lists.share(&mut second);
        assert_eq!(is_same(&kept, &second), expected);
        assert_eq!(format!("{second:?}"), before);
    }

    #[test]
    fn equal_lists_of_texts_become_one() {
        check(list(&["a#1"]), list(&["a#1"]), true);
        check(list(&["a#1", "b"]), list(&["a#1", "b"]), true);
        check(list(&["a#1"]), list(&["a#2"]), false);
        check(list(&["ab", "c"]), list(&["a", "bc"]), false);
        check(list(&["a"]), list(&["a", "a"]), false);
        check(list(&[]), list(&[]), false);
        check(
            list(&["a"; LONGEST_LIST + 1]),
            list(&["a"; LONGEST_LIST + 1]),
            false,
        );
        check(
            Value::list(vec![1.into()]),
            Value::list(vec![1.into()]),
            false,
        );
        check(1.into(), 1.into(), false);
    }

    #[test]
    fn so_many_are_remembered() {
        let mut lists = SharedLists::default();
        for number in 0..MOST + 10 {
            lists.share(&mut list(&[&number.to_string()]));
        }
        assert_eq!(lists.0.len(), 10);
    }
}
