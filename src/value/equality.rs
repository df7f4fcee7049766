//! Equality (three-valued), equivalence (for grouping and DISTINCT) and the hash that goes with equivalence.
//!
//! `equals`: `null` on either side is unknown, NaN equals nothing. `equivalent`: `null` is `null`, NaN is NaN; all else
//! as `equals`. Both hold an integer and a float of the same number for the same. Knows nothing of expressions.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::number::Number;
use super::pace::{Budget, Pace, Spent, unwatched};
use super::truth::{self, Truth};
use super::{Map, Path, Value};

/// Is `a = b`? `None` is unknown. O(size of the values).
pub fn equals(a: &Value, b: &Value) -> Truth {
    unwatched(|pace| equals_at(a, b, pace))
}

/// As [`equals`], under somebody's eyes.
pub(crate) fn equals_at<P: Pace>(a: &Value, b: &Value, pace: &mut P) -> Result<Truth, P::Stop> {
    match (a, b) {
        (Value::Null, _) | (_, Value::Null) => Ok(None),
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Ok(Some(false));
            }
            all_equal(a.iter().zip(b.iter()), pace)
        }
        (Value::Map(a), Value::Map(b)) => {
            if !same_keys(a, b) {
                return Ok(Some(false));
            }
            all_equal(a.values().zip(b.values()), pace)
        }
        _ => Ok(Some(match (Number::of(a), Number::of(b)) {
            (Some(a), Some(b)) => a.partial_cmp(b) == Some(Ordering::Equal),
            _ => same_simple(a, b),
        })),
    }
}

/// Are both the same for grouping and DISTINCT? An equivalence: reflexive, symmetric, transitive. O(size).
pub fn equivalent(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::List(a), Value::List(b)) => {
            a.is_same(b)
                || a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equivalent(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.is_same(b)
                || same_keys(a, b) && a.values().zip(b.values()).all(|(a, b)| equivalent(a, b))
        }
        (Value::Float(a), Value::Float(b)) if a.is_nan() => b.is_nan(),
        _ => match (Number::of(a), Number::of(b)) {
            (Some(a), Some(b)) => a.partial_cmp(b) == Some(Ordering::Equal),
            _ => same_simple(a, b),
        },
    }
}

/// Elements that count for the hash of a value: what takes long to walk over differs before, or hardly ever.
const HASHED: usize = 1 << 16;

/// What [`hash`] feeds before a string.
pub(crate) const TEXT: u8 = 4;

/// Feeds a value to a hasher so that equivalent values feed the same. O(size), but lists and maps feed only their first
/// elements when they are long.
pub fn hash<H: Hasher>(value: &Value, state: &mut H) {
    let _ = hash_within(value, state, &mut Budget(HASHED));
}

fn hash_within<H: Hasher>(value: &Value, state: &mut H, budget: &mut Budget) -> Result<(), Spent> {
    match value {
        Value::Null => state.write_u8(0),
        Value::Boolean(value) => {
            state.write_u8(1);
            value.hash(state);
        }
        Value::Integer(value) => {
            state.write_u8(2);
            state.write_i64(*value);
        }
        Value::Float(value) => hash_float(*value, state),
        Value::String(text) => {
            state.write_u8(TEXT);
            text.hash(state);
        }
        Value::List(items) => {
            state.write_u8(5);
            state.write_usize(items.len());
            for item in items.iter() {
                budget.step()?;
                hash_within(item, state, budget)?;
            }
        }
        Value::Map(map) => {
            state.write_u8(6);
            state.write_usize(map.len());
            for (key, value) in map.iter() {
                budget.step()?;
                key.hash(state);
                hash_within(value, state, budget)?;
            }
        }
        Value::Date(value) => {
            state.write_u8(7);
            value.hash(state);
        }
        Value::LocalTime(value) => {
            state.write_u8(8);
            value.hash(state);
        }
        Value::Time(value) => {
            state.write_u8(9);
            value.hash(state);
        }
        Value::LocalDateTime(value) => {
            state.write_u8(10);
            value.hash(state);
        }
        Value::DateTime(value) => {
            state.write_u8(11);
            value.hash(state);
        }
        Value::Duration(value) => {
            state.write_u8(12);
            value.hash(state);
        }
        Value::Node(node) => {
            state.write_u8(13);
            node.id.hash(state);
        }
        Value::Relationship(relationship) => {
            state.write_u8(14);
            relationship.id.hash(state);
        }
        Value::Path(path) => {
            state.write_u8(15);
            for node in &path.nodes {
                node.id.hash(state);
            }
            for (relationship, _) in &path.relationships {
                relationship.id.hash(state);
            }
        }
    }
    Ok(())
}

/// A float with an integer's value feeds what the integer feeds.
fn hash_float<H: Hasher>(value: f64, state: &mut H) {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    if value.fract() == 0.0 && (-TWO_TO_63..TWO_TO_63).contains(&value) {
        state.write_u8(2);
        state.write_i64(value as i64);
    } else {
        state.write_u8(3);
        state.write_u64(if value.is_nan() {
            u64::MAX
        } else {
            value.to_bits()
        });
    }
}

/// Are the values of all pairs equal? False if those of one are not, else unknown if those of one are.
fn all_equal<'v, P: Pace>(
    pairs: impl Iterator<Item = (&'v Value, &'v Value)>,
    pace: &mut P,
) -> Result<Truth, P::Stop> {
    let mut result = Some(true);
    for (a, b) in pairs {
        pace.step()?;
        result = truth::and(result, equals_at(a, b, pace)?);
        if result == Some(false) {
            break;
        }
    }
    Ok(result)
}

fn same_keys(a: &Map, b: &Map) -> bool {
    a.len() == b.len() && a.keys().eq(b.keys())
}

/// Values that hold no other values and are no numbers.
fn same_simple(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        (Value::LocalTime(a), Value::LocalTime(b)) => a == b,
        (Value::Time(a), Value::Time(b)) => a == b,
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => a == b,
        (Value::DateTime(a), Value::DateTime(b)) => a == b,
        (Value::Duration(a), Value::Duration(b)) => a == b,
        (Value::Node(a), Value::Node(b)) => a.id == b.id,
        (Value::Relationship(a), Value::Relationship(b)) => a.id == b.id,
        (Value::Path(a), Value::Path(b)) => same_path(a, b),
        _ => false,
    }
}

/// The same nodes and relationships in the same order; which way a relationship is walked follows from its ends.
fn same_path(a: &Path, b: &Path) -> bool {
    a.nodes.len() == b.nodes.len()
        && a.nodes.iter().zip(&b.nodes).all(|(a, b)| a.id == b.id)
        && a.relationships
            .iter()
            .zip(&b.relationships)
            .all(|((a, _), (b, _))| a.id == b.id)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::value::{Node, NodeId, RelId, Relationship};

    fn list(items: Vec<Value>) -> Value {
        Value::list(items)
    }

    #[test]
    fn equality() {
        #[track_caller]
        fn check(a: impl Into<Value>, b: impl Into<Value>, expected: Truth) {
            let (a, b) = (a.into(), b.into());
            assert_eq!(equals(&a, &b), expected, "{a:?} = {b:?}");
            assert_eq!(equals(&b, &a), expected, "{b:?} = {a:?}");
        }
        let null = || Value::Null;
        check(1, 1.0, Some(true));
        check(
            4_611_686_018_427_387_905,
            4_611_686_018_427_387_900,
            Some(false),
        );
        check(9_007_199_254_740_993, 9_007_199_254_740_992.0, Some(false));
        check(null(), null(), None);
        check(null(), 1, None);
        check(f64::NAN, f64::NAN, Some(false));
        check(f64::NAN, "a", Some(false));
        check("1", 1, Some(false));
        check(0.0, -0.0, Some(true));
        check(list(vec![null()]), list(vec![1.into()]), None);
        check(
            list(vec![1.into()]),
            list(vec![1.into(), null()]),
            Some(false),
        );
        check(
            list(vec![1.into(), 2.into()]),
            list(vec![null(), "foo".into()]),
            Some(false),
        );
        let map = |value: Value| Value::map([("k", value)].into_iter().collect());
        check(map(1.into()), map(1.0.into()), Some(true));
        check(map(1.into()), map(null()), None);
        check(map(null()), Value::map(Map::new()), Some(false));
    }

    #[test]
    fn the_way_a_loop_is_walked_does_not_matter() {
        let path = |forward| {
            Value::Path(Arc::new(Path {
                nodes: vec![Node::from(NodeId(1)), Node::from(NodeId(1))],
                relationships: vec![(Relationship::from(RelId { ty: 0, slot: 0 }), forward)],
            }))
        };
        assert_eq!(equals(&path(true), &path(false)), Some(true));
    }

    #[test]
    fn equivalence_and_hash() {
        #[track_caller]
        fn check(a: impl Into<Value>, b: impl Into<Value>, expected: bool) {
            let (a, b) = (a.into(), b.into());
            assert_eq!(equivalent(&a, &b), expected, "{a:?} / {b:?}");
            let digest = |value: &Value| {
                let mut state = std::hash::DefaultHasher::new();
                hash(value, &mut state);
                state.finish()
            };
            if expected {
                assert_eq!(digest(&a), digest(&b), "{a:?} / {b:?}");
            }
        }
        check(Value::Null, Value::Null, true);
        check(f64::NAN, -f64::NAN, true);
        check(1, 1.0, true);
        check(0, -0.0, true);
        check(1.5, 1.5, true);
        check(
            list(vec![Value::Null, 1.into()]),
            list(vec![Value::Null, 1.0.into()]),
            true,
        );
        check(Value::Null, 0, false);
        check(1, "1", false);
        check(i64::MAX, i64::MAX as f64, false);
        check(i64::MIN, i64::MIN as f64, true);
    }
}
