//! MATCH in the order it is written: all nodes, then relationship after relationship, then WHERE.
//!
//! In: a query graph. Out: operators. The yardstick for every other order: slow, but with nothing in it that could be
//! wrong. Knows nothing of statistics or indexes.

use super::lowering::{Lowering, Scan, When, conditions};
use super::query_graph::QueryGraph;
use super::visit::{Imports, nested_mut};
use super::{Op, OpKind, Plan};
use crate::semantics::checked::Variable;

/// Puts every MATCH of a plan into operators, in the order written.
pub fn lower(mut plan: Plan) -> Plan {
    let variables = plan.variables.clone();
    let imports = plan.subplans.clone();
    lower_ops(&mut plan.ops, &variables, imports.as_slice());
    for subplan in &mut plan.subplans {
        lower_ops(&mut subplan.ops, &variables, imports.as_slice());
    }
    plan
}

fn lower_ops<I: Imports + ?Sized>(ops: &mut Vec<Op>, variables: &[Variable], imports: &I) {
    for mut op in std::mem::take(ops) {
        for inner in nested_mut(&mut op.kind) {
            lower_ops(inner, variables, imports);
        }
        match op.kind {
            OpKind::Match(graph) => {
                ops.extend(in_text_order(&graph, variables, imports, When::Last));
            }
            kind => ops.push(Op { kind, ..op }),
        }
    }
}

/// The operators of one MATCH in the order written, WHERE tested then.
pub fn in_text_order<I: Imports + ?Sized>(
    graph: &QueryGraph,
    variables: &[Variable],
    imports: &I,
    when: When,
) -> Vec<Op> {
    let tests = conditions(graph, variables, imports);
    let mut lowering = Lowering::new(graph, tests, when);
    let mut later = Vec::new();
    for path in &graph.pattern.paths {
        for (place, node) in path.nodes.iter().enumerate() {
            if place == 0 {
                bind(&mut lowering, graph, *node);
                continue;
            }
            let relationship = path.relationships[place - 1];
            let left = graph.pattern.relationships[relationship].left;
            bind(&mut lowering, graph, left);
            if graph.pattern.relationships[relationship].selector.is_some() {
                bind(&mut lowering, graph, *node);
            }
            if lowering.may_walk(relationship, imports) {
                lowering.walk(relationship, true);
            } else {
                later.push(relationship);
            }
        }
    }
    // Lengths of several hops with properties that read what stands further right.
    while !later.is_empty() {
        let ready = later
            .iter()
            .position(|relationship| lowering.may_walk(*relationship, imports));
        let relationship = later.remove(ready.unwrap_or(0));
        let right = graph.pattern.relationships[relationship].right;
        bind(&mut lowering, graph, right);
        lowering.walk(relationship, true);
    }
    lowering.finish()
}

fn bind(lowering: &mut Lowering<'_>, graph: &QueryGraph, node: usize) {
    if !lowering
        .bound()
        .contains(graph.pattern.nodes[node].variable)
    {
        lowering.scan(node, Scan::All);
    }
}
