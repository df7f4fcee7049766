//! The ids that CSV files give their nodes.
//!
//! In: ids as text, and the nodes they stand for. Out: nodes by id. An id that is the usual way to write an integer is
//! kept as one. Knows nothing of files and graphs.

use rustc_hash::FxHashMap;

use crate::value::NodeId;

/// The ids of one id space.
#[derive(Default)]
pub(super) struct Space {
    integers: FxHashMap<i64, u32>,
    texts: FxHashMap<Box<[u8]>, u32>,
}

impl Space {
    /// The node with this id.
    #[inline]
    pub(super) fn get(&self, id: &[u8]) -> Option<NodeId> {
        let found = match integer_id(id) {
            Some(id) => self.integers.get(&id),
            None => self.texts.get(id),
        };
        found.copied().map(NodeId)
    }

    /// Takes an id; `false` when it is there already.
    pub(super) fn insert(&mut self, id: &[u8], node: NodeId) -> bool {
        use std::collections::hash_map::Entry;
        match integer_id(id) {
            Some(id) => match self.integers.entry(id) {
                Entry::Occupied(_) => return false,
                Entry::Vacant(place) => place.insert(node.0),
            },
            None => match self.texts.entry(id.into()) {
                Entry::Occupied(_) => return false,
                Entry::Vacant(place) => place.insert(node.0),
            },
        };
        true
    }

    /// Forgets an id.
    pub(super) fn remove(&mut self, id: &[u8]) {
        match integer_id(id) {
            Some(id) => self.integers.remove(&id),
            None => self.texts.remove(id),
        };
    }
}

/// The id as an integer, when writing the integer gives the same text again.
pub(super) fn integer_id(id: &[u8]) -> Option<i64> {
    let digits = id.strip_prefix(b"-").unwrap_or(id);
    let canonical = match digits {
        [b'0'] => digits.len() == id.len(),
        [b'1'..=b'9', ..] => true,
        _ => false,
    };
    if canonical { integer(id) } else { None }
}

/// An integer as people write it.
#[inline]
pub(super) fn integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 18 || !digits.iter().all(u8::is_ascii_digit) {
        // Nearly never: signs, and numbers near the limits.
        return std::str::from_utf8(text).ok()?.parse().ok();
    }
    let size = digits
        .iter()
        .fold(0_i64, |size, digit| size * 10 + i64::from(digit - b'0'));
    Some(if negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::{Space, integer, integer_id};
    use crate::value::NodeId;

    #[test]
    fn integers() {
        for (text, whole, id) in [
            ("0", Some(0), Some(0)),
            ("-0", Some(0), None),
            ("007", Some(7), None),
            ("+7", Some(7), None),
            ("-12", Some(-12), Some(-12)),
            ("9223372036854775807", Some(i64::MAX), Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN), Some(i64::MIN)),
            ("9223372036854775808", None, None),
            ("999999999999999999", Some(999_999_999_999_999_999), Some(999_999_999_999_999_999)),
            ("", None, None),
            ("-", None, None),
            ("1x", None, None),
            ("1.0", None, None),
        ] {
            assert_eq!(integer(text.as_bytes()), whole, "{text}");
            assert_eq!(integer_id(text.as_bytes()), id, "{text}");
        }
    }

    #[test]
    fn an_id_stands_for_one_node() {
        let mut space = Space::default();
        for (number, id) in [b"1".as_slice(), b"01", b"x"].into_iter().enumerate() {
            assert!(space.insert(id, NodeId(number as u32)));
            assert!(!space.insert(id, NodeId(9)));
        }
        assert_eq!(space.get(b"01"), Some(NodeId(1)));
        space.remove(b"01");
        assert_eq!(space.get(b"01"), None);
        assert_eq!(space.get(b"1"), Some(NodeId(0)));
    }
}
