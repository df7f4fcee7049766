//! Indexes against a search through all values.
//!
//! In: random values and changes. Out: what an index finds is what the search finds, before and after the changes.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use proptest::prelude::{Just, Strategy, prop, proptest};
use proptest::prop_oneof;

use super::Index;
use super::key;
use crate::diagnostic::Interrupt;
use crate::graph::Subject;
use crate::graph::id::{KeyId, LabelId};
use crate::value::Value;
use crate::value::temporal::{DateTime, Duration, LocalTime, Time};

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Null),
        5 => (-4i64..5).prop_map(Value::Integer),
        4 => (-9i8..9).prop_map(|n| Value::Float(f64::from(n) / 2.0)),
        1 => Just(Value::Float(f64::NAN)),
        4 => "[ab]{0,3}".prop_map(Value::from),
        1 => Just(Value::Boolean(true)),
        1 => Just(Value::list(vec![])),
        3 => prop::collection::vec(-1i64..2, 0..3)
            .prop_map(|items| Value::list(items.into_iter().map(Value::Integer).collect())),
        1 => Just(Value::list(vec![Value::Null])),
        1 => (0i64..3).prop_map(|n| Value::list(vec![n.into(), Value::list(vec![n.into()])])),
        1 => (0i64..3).prop_map(|n| Duration::new(0, n, 0, 0).unwrap().into()),
        2 => (0usize..4).prop_map(|n| {
            // One instant in three zones, and another.
            const TEXTS: [&str; 4] = ["12:00+02:00", "10:00Z", "10:00Z[UTC]", "11:00Z"];
            let moment: DateTime = format!("2021-07-04T{}", TEXTS[n]).parse().unwrap();
            Value::DateTime(Arc::new(moment))
        }),
        1 => (0i32..3).prop_map(|n| Time::new(LocalTime::MIDNIGHT, n).unwrap().into()),
    ]
}

/// Values that come again.
fn few_values() -> impl Strategy<Value = Value> {
    prop_oneof![
        1 => Just(Value::Null),
        6 => (0i64..3).prop_map(Value::Integer),
        2 => Just(Value::Float(1.0)),
        1 => Just(Value::Float(f64::NAN)),
        4 => "[ab]{0,2}".prop_map(Value::from),
        1 => Just(Value::list(vec![Value::Null])),
        1 => Just(Value::list(vec![1.into()])),
    ]
}

/// The nodes for which `test` holds.
fn select(model: &BTreeMap<u32, Value>, test: impl Fn(&Value) -> bool) -> Vec<u32> {
    model
        .iter()
        .filter(|(_, value)| test(value))
        .map(|(node, _)| *node)
        .collect()
}

fn sorted(mut nodes: Vec<u32>) -> Vec<u32> {
    nodes.sort_unstable();
    nodes
}

fn same_kind(a: &Value, b: &Value) -> bool {
    key::kind(a).is_some() && key::kind(a) == key::kind(b)
}

proptest! {
    #[test]
    fn finds_what_a_scan_finds(
        start in prop::collection::btree_map(0u32..30, values(), 0..20),
        changes in prop::collection::vec((0u32..30, values()), 0..60),
        probes in prop::collection::vec((values(), values()), 8),
    ) {
        let mut model: BTreeMap<u32, Value> =
            start.into_iter().filter(|(_, value)| !value.is_null()).collect();
        let entries: Vec<_> = model.iter().map(|(node, value)| (value.clone(), *node)).collect();
        let never = Interrupt::default();
        let mut index = Index::new(Subject::Label(LabelId(0)), [KeyId(0)], entries.into(), &never).unwrap();
        let (first, first_model) = (index.clone(), model.clone());
        for (node, new) in changes {
            let old = model.remove(&node).unwrap_or_default();
            if !new.is_null() {
                model.insert(node, new.clone());
            }
            index.change(node, &old, new);
        }
        for (index, model) in [(&index, &model), (&first, &first_model)] {
            assert_eq!(index.len(), model.len());
            assert_eq!(sorted(index.all()), select(model, |_| true));
            for (a, b) in &probes {
                if key::kind(a).is_some() {
                    let same = |value: &Value| same_kind(value, a) && key::compare(value, a).is_eq();
                    assert_eq!(index.equal(a), select(model, same));
                }
                let between = |value: &Value| same_kind(value, a) && same_kind(value, b)
                    && key::compare(value, a).is_ge() && key::compare(value, b).is_lt();
                match index.range(&[], Bound::Included(a), Bound::Excluded(b)) {
                    Some(found) => assert_eq!(sorted(found), select(model, between)),
                    None => assert!([a, b].into_iter().any(|bound| {
                        matches!(key::kind(bound), None | Some(key::KeyKind::List | key::KeyKind::Duration))
                    })),
                }
                let above = |value: &Value| same_kind(value, a) && key::compare(value, a).is_gt();
                if let Some(found) = index.range(&[], Bound::Excluded(a), Bound::Unbounded) {
                    assert_eq!(sorted(found), select(model, above));
                }
                let below = |value: &Value| same_kind(value, b) && key::compare(value, b).is_le();
                if let Some(found) = index.range(&[], Bound::Unbounded, Bound::Included(b)) {
                    assert_eq!(sorted(found), select(model, below));
                }
                if let Value::String(text) = a {
                    let found = sorted(index.prefix(&[], text));
                    assert_eq!(found, select(model, |value| key::starts_with(value, text)));
                }
            }
        }
    }

    #[test]
    fn first_values_and_what_is_asked_of_the_next_one(
        start in prop::collection::btree_map(0u32..40, prop::collection::vec(few_values(), 3), 0..30),
        changes in prop::collection::vec((0u32..40, prop::collection::vec(few_values(), 3)), 0..60),
        probes in prop::collection::vec((0usize..3, few_values(), few_values(), values(), values()), 12),
    ) {
        let entry = |values: Vec<Value>| {
            let all = values.iter().all(|value| !value.is_null());
            if all { Value::list(values) } else { Value::Null }
        };
        let mut model: BTreeMap<u32, Value> = start.into_iter()
            .map(|(node, values)| (node, entry(values)))
            .filter(|(_, value)| !value.is_null())
            .collect();
        let entries: Vec<_> = model.iter().map(|(node, value)| (value.clone(), *node)).collect();
        let never = Interrupt::default();
        let keys = [KeyId(0), KeyId(1), KeyId(2)];
        let mut index = Index::new(Subject::Label(LabelId(0)), keys, entries.into(), &never).unwrap();
        let (first, first_model) = (index.clone(), model.clone());
        for (node, new) in changes {
            let (old, new) = (model.remove(&node).unwrap_or_default(), entry(new));
            if !new.is_null() {
                model.insert(node, new.clone());
            }
            index.change(node, &old, new);
        }
        for (index, model) in [(&index, &model), (&first, &first_model)] {
            for (place, one, other, a, b) in &probes {
                let equal = &[one.clone(), other.clone()][..*place];
                // Of those whose first values equal these, those whose next one is as asked.
                let scan = |test: &dyn Fn(&Value) -> bool| select(model, |value| {
                    let Value::List(values) = value else { return false };
                    let mut front = equal.iter().zip(values.iter());
                    let same = |(a, b): (&Value, &Value)| same_kind(a, b) && key::compare(a, b).is_eq();
                    front.all(same) && test(&values[*place])
                });
                assert_eq!(sorted(index.behind(equal)), scan(&|_| true));
                let above = |value: &Value| same_kind(value, a) && key::compare(value, a).is_ge();
                let below = |value: &Value| same_kind(value, b) && key::compare(value, b).is_lt();
                let ranges = [
                    (index.range(equal, Bound::Included(a), Bound::Unbounded), scan(&above)),
                    (index.range(equal, Bound::Unbounded, Bound::Excluded(b)), scan(&below)),
                    (
                        index.range(equal, Bound::Included(a), Bound::Excluded(b)),
                        scan(&|value| above(value) && below(value)),
                    ),
                ];
                for (found, expected) in ranges {
                    if let Some(found) = found {
                        assert_eq!(sorted(found), expected);
                    }
                }
                if let Value::String(text) = a {
                    let found = sorted(index.prefix(equal, text));
                    assert_eq!(found, scan(&|value| key::starts_with(value, text)));
                }
            }
        }
    }
}

/// What no changed node has any more takes no room, and is not copied by the changes of others.
#[test]
fn values_that_went_leave_nothing() {
    let subject = Subject::Label(LabelId(0));
    let entries = vec![(Value::Integer(0), 1)];
    let never = Interrupt::default();
    let mut index = Index::new(subject, vec![KeyId(0)], entries.into(), &never).unwrap();
    for value in 0..1000 {
        index.change(1, &Value::Integer(value), Value::Integer(value + 1));
        assert_eq!(index.shards.iter().count(), 1);
    }
    index.change(1, &Value::Integer(1000), Value::Null);
    assert_eq!(index.shards.iter().count(), 0);
    assert!(index.all().is_empty());
}
