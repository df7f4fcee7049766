//! Numbers of tuples: what is equivalent has one number, in the order of first appearance.

use super::Groups;
use crate::column::Column;
use crate::value::{NodeId, Value};

fn check(columns: &[Vec<Value>], expected: &[u32]) {
    let columns: Vec<Column> = columns.iter().cloned().map(Column::from_values).collect();
    let mut groups = Groups::new(columns.len());
    let mut numbers = Vec::new();
    groups.number(&columns, expected.len(), &mut numbers);
    assert_eq!(numbers, expected);
}

#[test]
fn many_nodes() {
    let ids: Vec<u32> = (0..10_000).map(|n| n * 7 % 6000).collect();
    let nodes: Vec<Value> = ids.iter().map(|&id| NodeId(id).into()).collect();
    let mut seen: Vec<u32> = Vec::new();
    let expected: Vec<u32> = ids
        .iter()
        .map(|id| {
            let known = seen.iter().position(|other| other == id);
            known.unwrap_or_else(|| {
                seen.push(*id);
                seen.len() - 1
            }) as u32
        })
        .collect();
    check(&[nodes], &expected);
}

#[test]
fn nodes_in_order_and_then_not() {
    let node = |id: u32| Value::from(NodeId(id));
    let check_batches = |batches: &[Vec<Value>], expected: &[u32]| {
        let mut groups = Groups::new(1);
        let mut numbers = Vec::new();
        for batch in batches {
            let column = Column::from_values(batch.clone());
            groups.number(&[column], batch.len(), &mut numbers);
        }
        assert_eq!(numbers, expected);
    };
    check_batches(
        &[vec![node(1), node(1), node(4)], vec![node(4), node(9)]],
        &[0, 0, 1, 1, 2],
    );
    check_batches(
        &[vec![node(3), node(7)], vec![node(7), node(5), node(3)]],
        &[0, 1, 1, 2, 0],
    );
    check_batches(
        &[vec![node(3)], vec![Value::Null, node(3)], vec![node(8)]],
        &[0, 1, 0, 2],
    );
    check_batches(&[vec![node(3)], vec![3.into()], vec![node(3)]], &[0, 1, 0]);
    check_batches(&[vec![3.into()], vec![node(3)], vec![node(3)]], &[0, 1, 1]);
}

#[test]
fn equivalent_tuples_have_one_number() {
    let text = Value::from;
    check(&[], &[0, 0, 0]);
    check(&[vec![1.into(), 2.into(), 1.into()]], &[0, 1, 0]);
    check(
        &[vec![1.into(), 1.0.into(), 1.5.into(), 1.5.into()]],
        &[0, 0, 1, 1],
    );
    check(&[vec![Value::Null, 1.into(), Value::Null]], &[0, 1, 0]);
    let (yes, no) = (Value::from(true), Value::from(false));
    check(&[vec![no.clone(), no.clone()]], &[0, 0]);
    check(&[vec![no.clone(), yes.clone(), no.clone()]], &[0, 1, 0]);
    check(&[vec![yes.clone(), Value::Null, no, yes]], &[0, 1, 2, 0]);
    check(
        &[vec![f64::NAN.into(), f64::NAN.into(), Value::Null]],
        &[0, 0, 1],
    );
    check(
        &[vec![
            text("a"),
            true.into(),
            text("a"),
            NodeId(1).into(),
            1.into(),
        ]],
        &[0, 1, 0, 2, 3],
    );
    check(
        &[
            vec![1.into(), 1.0.into(), 1.into()],
            vec![text("a"), text("a"), text("b")],
        ],
        &[0, 0, 1],
    );
    let list = |items: &[i64]| Value::list(items.iter().copied().map(Value::Integer).collect());
    check(
        &[vec![list(&[1, 2]), list(&[1]), list(&[1, 2])]],
        &[0, 1, 0],
    );
}
