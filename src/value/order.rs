//! The global order of all values (ORDER BY, min, max) and comparability (`<`, `<=`, `>`, `>=`).
//!
//! [`compare`] is total and agrees with `equality::equivalent`. Ascending, the types come as: map, node, relationship,
//! list, path, date-time, local date-time, date, time, local time, duration, string, Boolean, number, NaN, null.
//! [`comparison`] knows only what the language lets `<` compare. Knows nothing of expressions.

use std::cmp::Ordering;

use super::number::Number;
use super::pace::{Pace, unwatched};
use super::{Map, Path, Value};

/// The place of `a` and `b` in the order of all values. O(size of the values).
pub fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        (Value::Map(a), Value::Map(b)) if a.is_same(b) => Ordering::Equal,
        (Value::Map(a), Value::Map(b)) => compare_maps(a, b),
        (Value::Node(a), Value::Node(b)) => a.id.cmp(&b.id),
        (Value::Relationship(a), Value::Relationship(b)) => a.id.cmp(&b.id),
        (Value::List(a), Value::List(b)) if a.is_same(b) => Ordering::Equal,
        (Value::List(a), Value::List(b)) => compare_lists(a, b),
        (Value::Path(a), Value::Path(b)) => compare_paths(a, b),
        (Value::DateTime(a), Value::DateTime(b)) => a.cmp(b),
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Time(a), Value::Time(b)) => a.cmp(b),
        (Value::LocalTime(a), Value::LocalTime(b)) => a.cmp(b),
        (Value::Duration(a), Value::Duration(b)) => a.cmp(b),
        (Value::Boolean(a), Value::Boolean(b)) => a.cmp(b),
        _ => match (Number::of(a), Number::of(b)) {
            (Some(x), Some(y)) => x.partial_cmp(y).unwrap_or_else(|| rank(a).cmp(&rank(b))),
            _ => rank(a).cmp(&rank(b)),
        },
    }
}

/// The place of a type among the types.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Map(_) => 0,
        Value::Node(_) => 1,
        Value::Relationship(_) => 2,
        Value::List(_) => 3,
        Value::Path(_) => 4,
        Value::DateTime(_) => 5,
        Value::LocalDateTime(_) => 6,
        Value::Date(_) => 7,
        Value::Time(_) => 8,
        Value::LocalTime(_) => 9,
        Value::Duration(_) => 10,
        Value::String(_) => 11,
        Value::Boolean(_) => 12,
        Value::Float(value) if value.is_nan() => 14,
        Value::Integer(_) | Value::Float(_) => 13,
        Value::Null => 15,
    }
}

fn compare_lists(a: &[Value], b: &[Value]) -> Ordering {
    a.iter()
        .zip(b)
        .map(|(a, b)| compare(a, b))
        .find(|order| order.is_ne())
        .unwrap_or_else(|| a.len().cmp(&b.len()))
}

/// By number of entries, then by keys, then by values.
fn compare_maps(a: &Map, b: &Map) -> Ordering {
    a.len()
        .cmp(&b.len())
        .then_with(|| a.keys().cmp(b.keys()))
        .then_with(|| {
            a.values()
                .zip(b.values())
                .map(|(a, b)| compare(a, b))
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        })
}

/// By nodes and relationships in walking order; of two where one begins like the other, the shorter first.
fn compare_paths(a: &Path, b: &Path) -> Ordering {
    let ends = |path: &Path| path.nodes.first().map(|node| node.id);
    let steps = |path: &Path| {
        let relationships = path
            .relationships
            .iter()
            .map(|(relationship, _)| relationship.id);
        let nodes = path.nodes.iter().skip(1).map(|node| node.id);
        relationships.zip(nodes).collect::<Vec<_>>()
    };
    ends(a).cmp(&ends(b)).then_with(|| steps(a).cmp(&steps(b)))
}

/// How two values compare with `<` and its kin.
///
/// `None`: unknown, because one is `null` or their types do not compare; the comparison is `null`.
/// `Some(None)`: neither less, equal nor greater (NaN); every comparison is false.
pub fn comparison(a: &Value, b: &Value) -> Option<Option<Ordering>> {
    unwatched(|pace| comparison_at(a, b, pace))
}

/// As [`comparison`], under somebody's eyes.
#[expect(
    clippy::option_option,
    reason = "unknown and unordered are two different answers"
)]
pub(crate) fn comparison_at<P: Pace>(
    a: &Value,
    b: &Value,
    pace: &mut P,
) -> Result<Option<Option<Ordering>>, P::Stop> {
    Ok(match (a, b) {
        (Value::String(a), Value::String(b)) => Some(Some(a.cmp(b))),
        (Value::Boolean(a), Value::Boolean(b)) => Some(Some(a.cmp(b))),
        (Value::List(a), Value::List(b)) => return comparison_of_lists(a, b, pace),
        (Value::Date(a), Value::Date(b)) => Some(Some(a.cmp(b))),
        (Value::LocalTime(a), Value::LocalTime(b)) => Some(Some(a.cmp(b))),
        (Value::Time(a), Value::Time(b)) => Some(Some(a.cmp(b))),
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => Some(Some(a.cmp(b))),
        (Value::DateTime(a), Value::DateTime(b)) => Some(Some(a.cmp(b))),
        _ => match (Number::of(a), Number::of(b)) {
            (Some(a), Some(b)) => Some(a.partial_cmp(b)),
            _ => None,
        },
    })
}

/// The first pair that differs decides; a pair that does not compare makes the whole unknown.
#[expect(
    clippy::option_option,
    reason = "unknown and unordered are two different answers"
)]
fn comparison_of_lists<P: Pace>(
    a: &[Value],
    b: &[Value],
    pace: &mut P,
) -> Result<Option<Option<Ordering>>, P::Stop> {
    for (a, b) in a.iter().zip(b) {
        pace.step()?;
        match comparison_at(a, b, pace)? {
            Some(Some(Ordering::Equal)) => {}
            decided => return Ok(decided),
        }
    }
    Ok(Some(Some(a.len().cmp(&b.len()))))
}

/// `a < b`, three-valued.
pub fn less_than(a: &Value, b: &Value) -> Option<bool> {
    comparison(a, b).map(|order| order.is_some_and(Ordering::is_lt))
}

/// `a <= b`, three-valued.
pub fn less_or_equal(a: &Value, b: &Value) -> Option<bool> {
    comparison(a, b).map(|order| order.is_some_and(Ordering::is_le))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::value::equality;
    use crate::value::{Node, NodeId, RelId, Relationship};
    use proptest::prelude::*;

    fn list(items: impl IntoIterator<Item = Value>) -> Value {
        Value::list(items.into_iter().collect())
    }

    /// Any value that needs no calendar, nested a little, with numbers that meet often.
    pub(crate) fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Boolean),
            (-3..3_i64).prop_map(Value::Integer),
            any::<i64>().prop_map(Value::Integer),
            (-3..3_i64).prop_map(|value| Value::Float(value as f64 / 2.0)),
            any::<f64>().prop_map(Value::Float),
            Just(Value::Float(f64::NAN)),
            "[ab]{0,2}".prop_map(Value::from),
            (0..3_u32).prop_map(|id| Value::from(NodeId(id))),
            (0..3_u32).prop_map(|slot| Value::from(RelId { ty: 0, slot })),
        ];
        leaf.prop_recursive(3, 16, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::list),
                prop::collection::vec(("[ab]", inner), 0..3)
                    .prop_map(|entries| Value::map(entries.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn types_in_order() {
        let path = Path {
            nodes: vec![Node::from(NodeId(0)), Node::from(NodeId(1))],
            relationships: vec![(Relationship::from(RelId { ty: 0, slot: 0 }), true)],
        };
        let ascending = [
            Value::map([("a", Value::from("map"))].into_iter().collect()),
            NodeId(0).into(),
            RelId { ty: 0, slot: 0 }.into(),
            list([]),
            list(["a".into()]),
            list(["a".into(), 1.into()]),
            list([1.into()]),
            list([1.into(), "a".into()]),
            list([1.into(), Value::Null]),
            list([Value::Null, 1.into()]),
            list([Value::Null, 2.into()]),
            Value::Path(Arc::new(path)),
            "text".into(),
            false.into(),
            true.into(),
            f64::NEG_INFINITY.into(),
            1.into(),
            1.5.into(),
            f64::INFINITY.into(),
            f64::NAN.into(),
            Value::Null,
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(compare(a, b), i.cmp(&j), "{a:?} / {b:?}");
            }
        }
    }

    #[test]
    fn comparability() {
        #[track_caller]
        fn check(
            a: impl Into<Value>,
            b: impl Into<Value>,
            less: Option<bool>,
            or_equal: Option<bool>,
        ) {
            let (a, b) = (a.into(), b.into());
            assert_eq!(less_than(&a, &b), less, "{a:?} < {b:?}");
            assert_eq!(less_or_equal(&a, &b), or_equal, "{a:?} <= {b:?}");
        }
        check(1, 1.0, Some(false), Some(true));
        check("1", 1, None, None);
        check(f64::NAN, 1, Some(false), Some(false));
        check(f64::NAN, f64::NAN, Some(false), Some(false));
        check(f64::NAN, "a", None, None);
        check(Value::Null, 1, None, None);
        check(false, true, Some(true), Some(true));
        check(
            list([1.into()]),
            list([1.into(), Value::Null]),
            Some(true),
            Some(true),
        );
        check(
            list([1.into(), Value::Null]),
            list([1.into(), 2.into()]),
            None,
            None,
        );
        check(
            list([1.into(), Value::Null]),
            list([1.into(), "a".into()]),
            None,
            None,
        );
        check(
            list([3.into(), Value::Null]),
            list([1.into(), 2.into()]),
            Some(false),
            Some(false),
        );
        check(NodeId(1), NodeId(2), None, None);
    }

    proptest! {
        #[test]
        fn total_and_at_one_with_equivalence(a in any_value(), b in any_value(), c in any_value()) {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            prop_assert_eq!(compare(&a, &b).is_eq(), equality::equivalent(&a, &b));
            if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
                prop_assert!(compare(&a, &c).is_le());
            }
            prop_assert!(equality::equivalent(&a, &a));
            if equality::equals(&a, &b) == Some(true) {
                prop_assert!(equality::equivalent(&a, &b));
            }
        }

        #[test]
        fn equivalent_values_hash_alike(a in any_value(), b in any_value()) {
            use std::hash::{DefaultHasher, Hasher};
            let digest = |value: &Value| {
                let mut state = DefaultHasher::new();
                equality::hash(value, &mut state);
                state.finish()
            };
            if equality::equivalent(&a, &b) {
                prop_assert_eq!(digest(&a), digest(&b));
            }
        }

        #[test]
        fn comparability_agrees_with_the_order(a in any_value(), b in any_value()) {
            if let Some(Some(order)) = comparison(&a, &b) {
                prop_assert_eq!(order, compare(&a, &b));
            }
        }
    }
}
