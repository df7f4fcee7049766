//! From the trace of a row to what it cites.
//!
//! In: a trace, and the version it belongs to. Out: a list of `{fact, source}`: every relationship, and every node that has
//! a source, in the order of first use; `source` is the list of references, null for a relationship without. Knows
//! nothing of how traces are made.

use rustc_hash::FxHashSet;

use super::materialize;
use crate::function::{Witness, witnesses};
use crate::graph::Version;
use crate::graph::view::references;
use crate::value::{Map, Value};

/// How many facts of a row are listed; of the rest only the number is told, as `{more}`.
const MOST: usize = 100;

/// What a row cites.
pub(super) fn cite(trace: &Value, version: &Version) -> Value {
    let key = version.key_id("source");
    let mut seen = FxHashSet::default();
    let (mut facts, mut more) = (Vec::new(), 0_i64);
    let mut add = |witness: Witness| {
        if !seen.insert(witness) {
            return;
        }
        let source = match (witness, key) {
            (_, None) => Value::Null,
            (Witness::Node(node), Some(key)) => version.node_property(node, key),
            (Witness::Relationship(relationship), Some(key)) => {
                version.relationship_property(relationship, key)
            }
        };
        let named: Vec<Value> = references(&source).map(Value::from).collect();
        if named.is_empty() && matches!(witness, Witness::Node(_)) {
            // An entity, not a statement.
            return;
        }
        if facts.len() == MOST {
            more += 1;
            return;
        }
        let source = if named.is_empty() {
            Value::Null
        } else {
            Value::list(named)
        };
        let fact = materialize::whole(witness.into(), version);
        facts.push(map([("fact", fact), ("source", source)]));
    };
    witnesses(trace, &mut |witness| match witness {
        Witness::Node(_) => add(witness),
        Witness::Relationship(relationship) => {
            let ends = version.endpoints(relationship);
            if let Some((start, _)) = ends {
                add(Witness::Node(start));
            }
            add(witness);
            if let Some((_, end)) = ends {
                add(Witness::Node(end));
            }
        }
    });
    if more > 0 {
        facts.push(map([("more", Value::Integer(more))]));
    }
    Value::list(facts)
}

fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    Value::map(entries.into_iter().collect::<Map>())
}
