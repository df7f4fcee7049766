//! The ids that CSV files give their nodes.
//!
//! In: ids as text, and the nodes they stand for. Out: nodes by id. An id that is the usual way to write an integer is
//! kept as one. Knows nothing of files and graphs.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::value::NodeId;
use crate::value::parted::PartedTable;

/// The ids of all nodes, each in its id space.
#[derive(Default)]
pub(super) struct Ids {
    spaces: Vec<Space>,
    /// By node: the id, where it is an integer, and the number of its space.
    integers: Vec<(i64, u16)>,
}

/// How the ids in a column of a file go on: files mostly name nodes in the order in which other files do.
#[derive(Default)]
pub(super) struct Course {
    /// The id before, when it was an integer, and its node.
    last: Option<i64>,
    node: u32,
    /// How often in a row the next node was not the one that follows.
    strayed: u32,
}

impl Course {
    /// Is it worth looking at the node that follows? Where ids are in no order, that would only cost.
    fn expects_next(&self) -> bool {
        self.strayed < 8
    }

    fn found(&mut self, id: i64, node: u32, next: bool) {
        self.last = Some(id);
        self.node = node;
        self.strayed = if next {
            self.strayed.min(8).saturating_sub(2)
        } else {
            self.strayed.saturating_add(1)
        };
    }
}

/// One id space.
struct Space {
    name: String,
    integers: PartedTable<(i64, u32)>,
    texts: PartedTable<(Box<[u8]>, u32)>,
}

impl Space {
    fn integer(&self, id: i64) -> Option<u32> {
        let found = self.integers.find(hash(&id), |(other, _)| *other == id);
        found.map(|(_, node)| *node)
    }

    fn text(&self, id: &[u8]) -> Option<u32> {
        let found = self.texts.find(hash(id), |(other, _)| **other == *id);
        found.map(|(_, node)| *node)
    }
}

fn hash<T: std::hash::Hash + ?Sized>(id: &T) -> u64 {
    FxBuildHasher.hash_one(id)
}

/// The space of nodes whose ids are no integers.
const NONE: u16 = u16::MAX;

impl Ids {
    /// The number of an id space; `None` when there are too many.
    pub(super) fn space(&mut self, name: &str) -> Option<u16> {
        let known = self.spaces.iter().position(|space| space.name == name);
        let at = known.unwrap_or_else(|| {
            self.spaces.push(Space {
                name: name.to_owned(),
                integers: PartedTable::default(),
                texts: PartedTable::default(),
            });
            self.spaces.len() - 1
        });
        u16::try_from(at).ok().filter(|&space| space != NONE)
    }

    /// The name of a space.
    pub(super) fn name(&self, space: u16) -> &str {
        &self.spaces[usize::from(space)].name
    }

    /// The node with this id.
    #[inline]
    pub(super) fn get(&self, space: u16, id: &[u8], course: &mut Course) -> Option<NodeId> {
        let all = &self.spaces[usize::from(space)];
        let Some(id) = integer_id(id) else {
            return all.text(id).map(NodeId);
        };
        if course.last == Some(id) {
            return Some(NodeId(course.node));
        }
        let next = course.node.wrapping_add(1);
        if course.expects_next() {
            if self.integers.get(next as usize) == Some(&(id, space)) {
                course.found(id, next, true);
                return Some(NodeId(next));
            }
            let node = all.integer(id)?;
            course.found(id, node, false);
            return Some(NodeId(node));
        }
        let node = all.integer(id)?;
        course.found(id, node, node == next);
        Some(NodeId(node))
    }

    /// Takes an id; `false` when it is there already. Nodes come in the order of their numbers.
    pub(super) fn insert(&mut self, space: u16, id: &[u8], node: NodeId) -> bool {
        let integer = integer_id(id);
        let all = &mut self.spaces[usize::from(space)];
        let new = match integer {
            Some(id) => {
                let new = all.integer(id).is_none();
                if new {
                    let entry = (id, node.0);
                    all.integers.insert(hash(&id), entry, |(id, _)| hash(id));
                }
                new
            }
            None => {
                let new = all.text(id).is_none();
                if new {
                    let entry = (id.into(), node.0);
                    all.texts.insert(hash(id), entry, |(id, _)| hash(&**id));
                }
                new
            }
        };
        if new {
            self.integers.truncate(node.0 as usize);
            self.integers
                .push(integer.map_or((0, NONE), |id| (id, space)));
        }
        new
    }

    /// Forgets the id of the node that came last.
    pub(super) fn remove(&mut self, space: u16, id: &[u8]) {
        let all = &mut self.spaces[usize::from(space)];
        match integer_id(id) {
            Some(id) => drop(all.integers.remove(hash(&id), |(other, _)| *other == id)),
            None => drop(all.texts.remove(hash(id), |(other, _)| **other == *id)),
        }
        self.integers.pop();
    }
}

/// The id as an integer, when writing the integer gives the same text again.
pub(in crate::format) fn integer_id(id: &[u8]) -> Option<i64> {
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
    use super::{Course, Ids, integer, integer_id};
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
            (
                "999999999999999999",
                Some(999_999_999_999_999_999),
                Some(999_999_999_999_999_999),
            ),
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
        let mut ids = Ids::default();
        let (a, b) = (ids.space("a").unwrap(), ids.space("b").unwrap());
        assert_eq!(ids.space("a"), Some(a));
        let all = [(a, "1"), (b, "1"), (a, "01"), (a, "x"), (b, "2"), (a, "2")];
        for (number, (space, id)) in all.into_iter().enumerate() {
            assert!(ids.insert(space, id.as_bytes(), NodeId(number as u32)));
            assert!(!ids.insert(space, id.as_bytes(), NodeId(9)));
        }
        // In all orders: forwards, backwards, in steps, the same again.
        for step in 0..6 {
            let (mut in_a, mut in_b) = (Course::default(), Course::default());
            for at in 0..60 {
                let (space, id) = all[at * step % 6];
                let course = if space == a { &mut in_a } else { &mut in_b };
                let found = ids.get(space, id.as_bytes(), course);
                assert_eq!(found, Some(NodeId((at * step % 6) as u32)));
            }
        }
        let gone = |ids: &Ids, space, id: &[u8], after: &[u8]| {
            let mut course = Course::default();
            ids.get(space, after, &mut course);
            assert_eq!(ids.get(space, id, &mut course), None);
        };
        gone(&ids, b, b"x", b"1");
        ids.remove(a, b"2");
        gone(&ids, a, b"2", b"1");
        assert!(ids.insert(b, b"3", NodeId(5)));
        gone(&ids, a, b"2", b"1");
    }
}
