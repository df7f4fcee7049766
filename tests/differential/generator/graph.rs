//! A small graph: several labels, parallel relationships, loops, isolated nodes, absent properties.
//!
//! Every node and relationship has its own number `u`; `p` is an integer, `s` a text, `d` a date, `l` a list of integers,
//! `q` whatever there is. All but `u` may be absent.

use std::fmt::Write as _;

use super::{Chance, LABELS, TYPES};

/// Creates up to `size + 2` nodes and up to three times as many relationships.
pub(super) fn statement(chance: &mut Chance, size: usize) -> String {
    let nodes = 2 + chance.below(size);
    let mut statement = "CREATE ".to_owned();
    for node in 0..nodes {
        let separator = if node == 0 { "" } else { ", " };
        let mut labels = String::new();
        for label in LABELS {
            if !chance.one_in(3) {
                labels += ":";
                labels += label;
            }
        }
        let properties = properties(chance, node);
        let _ = write!(statement, "{separator}(n{node}{labels} {properties})");
    }
    for number in 0..nodes + chance.below(3 * nodes) {
        let (from, to) = (chance.below(nodes), chance.below(nodes));
        let ty = chance.pick(&TYPES);
        let properties = properties(chance, 100 + number);
        let _ = write!(statement, ", (n{from})-[:{ty} {properties}]->(n{to})");
    }
    statement
}

fn properties(chance: &mut Chance, number: usize) -> String {
    let mut text = format!("{{u: {number}");
    if !chance.one_in(4) {
        let _ = write!(text, ", p: {}", chance.below(4));
    }
    if chance.one_in(2) {
        let value = chance.pick(&[
            "1",
            "2.5",
            "'x'",
            "'y'",
            "true",
            "[1, 2]",
            "date('2021-07-04')",
            "-0.0",
            "localtime('10:00')",
            "duration('P1M')",
        ]);
        let _ = write!(text, ", q: {value}");
    }
    if chance.one_in(3) {
        let _ = write!(text, ", s: '{}'", chance.pick(&["x", "y", "xy", "", "Å"]));
    }
    if chance.one_in(3) {
        let date = chance.pick(&["2020-02-29", "2021-07-04", "1999-12-31", "2021-01-01"]);
        let _ = write!(text, ", d: date('{date}')");
    }
    if chance.one_in(4) {
        let _ = write!(
            text,
            ", l: {}",
            chance.pick(&["[]", "[1]", "[0, 3, 1]", "[2, 2]"])
        );
    }
    text + "}"
}
