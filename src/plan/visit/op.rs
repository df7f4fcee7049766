//! Walks over operators.
//!
//! In: operators. Out: the expressions and plans in them, the variables they read and bind, and their numbering:
//! every operator comes before those nested in it, these in order, subquery plans after the main plan. Knows nothing
//! of execution. One file because every walk is a match over all operators, and they are changed together.

use super::{Imports, expr_reads, is_volatile};
use crate::plan::{CountedHop, Hop, Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{CreatePattern, Expr, RemoveItem, SetItem, SubqueryKind, VarId};

/// The plans nested in an operator, in order.
pub fn nested(op: &OpKind) -> Vec<&Vec<Op>> {
    match op {
        OpKind::Optional { ops, .. }
        | OpKind::Join { ops, .. }
        | OpKind::Semi { ops, .. }
        | OpKind::Merge { ops, .. } => {
            vec![ops]
        }
        OpKind::Union { branches, .. } => branches.iter().map(|(ops, _)| ops).collect(),
        _ => Vec::new(),
    }
}

/// The plans nested in an operator, in order, to be changed.
pub fn nested_mut(op: &mut OpKind) -> Vec<&mut Vec<Op>> {
    match op {
        OpKind::Optional { ops, .. }
        | OpKind::Join { ops, .. }
        | OpKind::Semi { ops, .. }
        | OpKind::Merge { ops, .. } => {
            vec![ops]
        }
        OpKind::Union { branches, .. } => branches.iter_mut().map(|(ops, _)| ops).collect(),
        _ => Vec::new(),
    }
}

/// How many operators there are, nested ones included.
pub fn op_count(ops: &[Op]) -> usize {
    ops.iter()
        .map(|op| {
            1 + nested(&op.kind)
                .into_iter()
                .map(|ops| op_count(ops))
                .sum::<usize>()
        })
        .sum()
}

/// Hands over every operator with its depth, in the order of their numbers.
pub fn walk_ops<'a>(ops: &'a [Op], depth: usize, visit: &mut dyn FnMut(&'a Op, usize)) {
    for op in ops {
        visit(op, depth);
        for inner in nested(&op.kind) {
            walk_ops(inner, depth + 1, visit);
        }
    }
}

/// Hands over every list of operators, innermost first, those of subqueries too.
pub fn for_each_list_mut(plan: &mut Plan, visit: &mut dyn FnMut(&mut Vec<Op>)) {
    fn walk(ops: &mut Vec<Op>, visit: &mut dyn FnMut(&mut Vec<Op>)) {
        for op in ops.iter_mut() {
            for inner in nested_mut(&mut op.kind) {
                walk(inner, visit);
            }
        }
        visit(ops);
    }
    walk(&mut plan.ops, visit);
    for subplan in &mut plan.subplans {
        walk(&mut subplan.ops, visit);
    }
}

/// Does the operator change the graph (or call a procedure, which may do anything)?
pub fn is_update(op: &OpKind) -> bool {
    matches!(
        op,
        OpKind::Create(_)
            | OpKind::Merge { .. }
            | OpKind::Set(_)
            | OpKind::Remove(_)
            | OpKind::Delete { .. }
            | OpKind::Define(_)
            | OpKind::Undefine(_)
            | OpKind::Call { .. }
    ) || nested(op)
        .iter()
        .any(|ops| ops.iter().any(|op| is_update(&op.kind)))
}

/// May the operator do something else each time it is given the same row?
pub fn is_volatile_op(op: &OpKind) -> bool {
    let mut volatile = false;
    for_each_expr(op, &mut |expr| volatile |= is_volatile(expr));
    volatile
        || nested(op)
            .iter()
            .any(|ops| ops.iter().any(|op| is_volatile_op(&op.kind)))
}

/// The values of a property map.
macro_rules! properties {
    ($properties:expr, $visit:expr, $iter:ident) => {
        for (_, expr) in $properties.$iter() {
            $visit(expr);
        }
    };
}

/// What is ordered by.
macro_rules! order_expr {
    ($item:expr, iter) => {
        &$item.expr
    };
    ($item:expr, iter_mut) => {
        &mut $item.expr
    };
}

/// The property maps of what is created.
macro_rules! created {
    ($create:expr, $visit:expr, $iter:ident) => {{
        for node in $create.nodes.$iter() {
            node.properties.$iter().for_each(&mut *$visit);
        }
        for relationship in $create.relationships.$iter() {
            relationship.properties.$iter().for_each(&mut *$visit);
        }
    }};
}

/// The expressions of an item of SET.
macro_rules! set {
    ($item:expr, $visit:expr) => {
        match $item {
            SetItem::Property { subject, value, .. } => {
                $visit(subject);
                $visit(value);
            }
            SetItem::Replace { value, .. } | SetItem::Extend { value, .. } => $visit(value),
            SetItem::Labels { .. } => {}
        }
    };
}

/// One walk for shared and for exclusive access: `$iter` is `iter` or `iter_mut`.
macro_rules! expressions {
    ($op:expr, $visit:expr, $iter:ident) => {
        match $op {
            OpKind::Match(graph) => {
                for node in graph.pattern.nodes.$iter() {
                    properties!(node.properties, $visit, $iter);
                }
                for relationship in graph.pattern.relationships.$iter() {
                    properties!(relationship.properties, $visit, $iter);
                }
                graph.conditions.$iter().for_each(&mut *$visit);
            }
            OpKind::IndexSeek { values, .. } => properties!(values, $visit, $iter),
            OpKind::IndexPrefix { prefix, others, .. } => {
                properties!(others.equal, $visit, $iter);
                $visit(prefix);
            }
            OpKind::IndexIn { list: expr, .. }
            | OpKind::Unwind { list: expr, .. }
            | OpKind::Filter(expr)
            | OpKind::Skip(expr)
            | OpKind::Limit(expr) => $visit(expr),
            OpKind::IndexRange {
                lower,
                upper,
                others,
                ..
            } => {
                properties!(others.equal, $visit, $iter);
                for (expr, _) in lower.$iter().chain(upper.$iter()) {
                    $visit(expr);
                }
            }
            OpKind::VarExpand { properties, .. } | OpKind::BoundTrail { properties, .. } => {
                properties!(properties, $visit, $iter);
            }
            OpKind::ShortestPath {
                properties,
                conditions,
                ..
            } => {
                properties!(properties, $visit, $iter);
                conditions.$iter().for_each(&mut *$visit);
            }
            OpKind::ExpandMatching { key, value, .. } => {
                $visit(key);
                $visit(value);
            }
            OpKind::ExpandCount { hops, .. } => {
                for counted in hops.$iter() {
                    counted.condition.$iter().for_each(&mut *$visit);
                }
            }
            OpKind::TrailCount { counted, .. } | OpKind::IntersectCount { counted, .. } => {
                counted.condition.$iter().for_each(&mut *$visit);
            }
            OpKind::Call { args: exprs, .. } | OpKind::Delete { targets: exprs, .. } => {
                exprs.$iter().for_each(&mut *$visit);
            }
            OpKind::Project(items) => {
                for (_, expr) in items.$iter() {
                    $visit(expr);
                }
            }
            OpKind::Aggregate { keys, aggregates } => {
                for (expr, _) in keys.$iter() {
                    $visit(expr);
                }
                for (call, _) in aggregates.$iter() {
                    call.args.$iter().for_each(&mut *$visit);
                }
            }
            OpKind::Sort(order_by) => {
                for item in order_by.$iter() {
                    $visit(order_expr!(item, $iter));
                }
            }
            OpKind::TopK {
                order_by,
                skip,
                limit,
            } => {
                for item in order_by.$iter() {
                    $visit(order_expr!(item, $iter));
                }
                skip.$iter().for_each(&mut *$visit);
                $visit(limit);
            }
            OpKind::Create(create) => created!(create, $visit, $iter),
            OpKind::Merge {
                create,
                on_match,
                on_create,
                required,
                ..
            } => {
                created!(create, $visit, $iter);
                for item in on_match.$iter().chain(on_create.$iter()) {
                    set!(item, $visit);
                }
                properties!(required, $visit, $iter);
            }
            OpKind::Set(items) => {
                for item in items.$iter() {
                    set!(item, $visit);
                }
            }
            OpKind::Remove(items) => {
                for item in items.$iter() {
                    if let RemoveItem::Property { subject, .. } = item {
                        $visit(subject);
                    }
                }
            }
            OpKind::AllNodes { .. }
            | OpKind::LabelScan { .. }
            | OpKind::Expand(_)
            | OpKind::ExpandInto(_)
            | OpKind::Intersect(_)
            | OpKind::BoundRelationship { .. }
            | OpKind::CountStore { .. }
            | OpKind::BindPath { .. }
            | OpKind::FilterLabels { .. }
            | OpKind::Keep(_)
            | OpKind::Distinct(_)
            | OpKind::Optional { .. }
            | OpKind::Join { .. }
            | OpKind::Semi { .. }
            | OpKind::Union { .. }
            | OpKind::Show { .. }
            | OpKind::Define(_)
            | OpKind::Undefine(_)
            | OpKind::Finish => {}
        }
    };
}

/// Hands over the expressions of an operator (not those of nested plans).
pub fn for_each_expr<'a>(op: &'a OpKind, visit: &mut dyn FnMut(&'a Expr)) {
    expressions!(op, visit, iter);
}

/// Hands over the expressions of an operator to be changed (not those of nested plans).
pub fn for_each_expr_mut(op: &mut OpKind, visit: &mut dyn FnMut(&mut Expr)) {
    expressions!(op, visit, iter_mut);
}

/// The variables an operator binds, nested plans included.
pub fn op_writes(op: &OpKind) -> VarSet {
    let mut writes = VarSet::new();
    let into = &mut writes;
    match op {
        OpKind::Match(graph) => into.extend(graph.introduced()),
        OpKind::AllNodes { node }
        | OpKind::LabelScan { node, .. }
        | OpKind::IndexSeek { found: node, .. }
        | OpKind::IndexIn { found: node, .. }
        | OpKind::IndexPrefix { found: node, .. }
        | OpKind::IndexRange { found: node, .. } => into.extend([*node]),
        OpKind::Expand(hop) | OpKind::ExpandMatching { hop, .. } => {
            into.extend(bound_relationship(hop));
            into.insert(hop.to);
        }
        OpKind::ExpandInto(hop) => into.extend(bound_relationship(hop)),
        OpKind::Intersect(hops) => {
            for hop in hops {
                into.extend(bound_relationship(hop));
                into.insert(hop.to);
            }
        }
        OpKind::BoundRelationship {
            hop,
            from_bound,
            to_bound,
        } => {
            into.extend((!from_bound).then_some(hop.from));
            into.extend((!to_bound).then_some(hop.to));
        }
        OpKind::VarExpand {
            hop,
            into: to_bound,
            distinct_ends,
            ..
        } => {
            into.extend(bound_relationship(hop).filter(|_| !distinct_ends));
            into.extend((!to_bound).then_some(hop.to));
        }
        OpKind::BoundTrail {
            hop,
            into: to_bound,
            ..
        } => into.extend((!to_bound).then_some(hop.to)),
        OpKind::ShortestPath { hop, path, .. } => {
            into.insert(hop.relationship);
            into.extend(*path);
        }
        OpKind::ExpandCount { count, .. }
        | OpKind::IntersectCount { count, .. }
        | OpKind::TrailCount { count, .. } => {
            into.extend([*count]);
        }
        OpKind::CountStore { variable, .. } | OpKind::Unwind { variable, .. } => {
            into.extend([*variable]);
        }
        OpKind::BindPath { path, .. } => into.extend([*path]),
        OpKind::Call { yields, .. } | OpKind::Show { yields, .. } => {
            into.extend(yields.iter().map(|(_, variable)| *variable));
        }
        OpKind::Project(items) => into.extend(items.iter().map(|(variable, _)| *variable)),
        OpKind::Aggregate { keys, aggregates } => {
            into.extend(keys.iter().map(|(_, variable)| *variable));
            into.extend(aggregates.iter().map(|(_, variable)| *variable));
        }
        OpKind::Join { ops, on } => {
            into.union_with(&ops_writes(ops));
            into.remove(*on);
        }
        OpKind::Optional { introduced, .. } => into.extend(introduced.iter().copied()),
        OpKind::Merge {
            introduced, create, ..
        } => {
            into.extend(introduced.iter().copied());
            create_writes(create, into);
        }
        OpKind::Union { outputs, .. } => into.extend(outputs.iter().copied()),
        OpKind::Create(create) => create_writes(create, into),
        OpKind::Filter(_)
        | OpKind::FilterLabels { .. }
        | OpKind::Keep(_)
        | OpKind::Distinct(_)
        | OpKind::Sort(_)
        | OpKind::TopK { .. }
        | OpKind::Skip(_)
        | OpKind::Limit(_)
        | OpKind::Semi { .. }
        | OpKind::Set(_)
        | OpKind::Remove(_)
        | OpKind::Delete { .. }
        | OpKind::Define(_)
        | OpKind::Undefine(_)
        | OpKind::Finish => {}
    }
    writes
}

/// The relationship of a hop, when it is bound at all.
fn bound_relationship(hop: &Hop) -> Option<VarId> {
    hop.relationship_read.then_some(hop.relationship)
}

fn create_writes(create: &CreatePattern, into: &mut VarSet) {
    into.extend(create.nodes.iter().map(|node| node.variable));
    into.extend(create.relationships.iter().map(|rel| rel.variable));
    into.extend(create.paths.iter().map(|(path, _, _)| *path));
}

/// The variables all operators of a plan bind.
pub fn ops_writes(ops: &[Op]) -> VarSet {
    let mut writes = VarSet::new();
    for op in ops {
        writes.union_with(&op_writes(&op.kind));
    }
    writes
}

/// The variables of the incoming row that an operator reads, nested plans included. What [`OpKind::Keep`] merely
/// lets through is not read.
pub fn op_reads<I: Imports + ?Sized>(op: &OpKind, imports: &I) -> VarSet {
    let mut reads = VarSet::new();
    let into = &mut reads;
    for_each_expr(op, &mut |expr| expr_reads(expr, imports, into));
    match op {
        OpKind::Match(graph) => {
            into.extend(graph.bound.iter().copied());
            into.subtract(&graph.introduced().collect());
        }
        OpKind::Expand(hop) => hop_reads(hop, true, false, into),
        OpKind::ExpandMatching { hop, .. } => {
            into.remove(hop.relationship);
            into.remove(hop.to);
            hop_reads(hop, true, false, into);
        }
        OpKind::ExpandCount { hops, times, .. } => {
            for counted in hops {
                counted_reads(counted, into);
            }
            // What one of them differs from in another one is not there before.
            for counted in hops {
                into.remove(counted.hop.relationship);
            }
            into.extend(*times);
        }
        OpKind::IntersectCount {
            counted,
            others,
            ends,
            times,
            ..
        } => {
            counted_reads(counted, into);
            for hop in others {
                hop_reads(hop, true, false, into);
            }
            for hop in others.iter().chain([&counted.hop]) {
                into.remove(hop.relationship);
            }
            into.extend(ends.iter().flat_map(|(one, other)| [*one, *other]));
            into.extend(*times);
        }
        OpKind::TrailCount { counted, times, .. } => {
            counted_reads(counted, into);
            into.extend(*times);
        }
        OpKind::ExpandInto(hop) => hop_reads(hop, true, true, into),
        OpKind::Intersect(hops) => {
            for hop in hops {
                hop_reads(hop, true, false, into);
            }
            for hop in hops {
                into.remove(hop.relationship);
            }
        }
        OpKind::BoundRelationship {
            hop,
            from_bound,
            to_bound,
        } => {
            into.insert(hop.relationship);
            hop_reads(hop, *from_bound, *to_bound, into);
        }
        OpKind::VarExpand {
            hop,
            into: to_bound,
            ..
        } => hop_reads(hop, true, *to_bound, into),
        OpKind::BoundTrail {
            hop,
            into: to_bound,
            ..
        } => {
            into.insert(hop.relationship);
            hop_reads(hop, true, *to_bound, into);
        }
        OpKind::ShortestPath { hop, path, .. } => {
            into.remove(hop.relationship);
            if let Some(path) = path {
                into.remove(*path);
            }
            hop_reads(hop, true, true, into);
        }
        OpKind::BindPath {
            nodes,
            relationships,
            ..
        } => into.extend(nodes.iter().chain(relationships).copied()),
        OpKind::FilterLabels { node, .. } => into.extend([*node]),
        OpKind::Join { on, .. } => into.extend([*on]),
        OpKind::Distinct(variables) => into.extend(variables.iter().copied()),
        OpKind::Optional { ops, .. } | OpKind::Semi { ops, .. } => {
            into.union_with(&ops_reads(ops, imports));
        }
        OpKind::Union { branches, .. } => {
            for (ops, outputs) in branches {
                let mut reads: VarSet = outputs.iter().copied().collect();
                reads.subtract(&ops_writes(ops));
                reads.union_with(&ops_reads(ops, imports));
                into.union_with(&reads);
            }
        }
        OpKind::Create(create) => create_reads(create, into),
        OpKind::Merge {
            ops,
            introduced,
            create,
            on_match,
            on_create,
            ..
        } => {
            create_reads(create, into);
            on_match
                .iter()
                .chain(on_create)
                .for_each(|item| into.extend(set_target(item)));
            into.subtract(&introduced.iter().copied().collect());
            into.union_with(&ops_reads(ops, imports));
        }
        OpKind::Set(items) => items.iter().for_each(|item| into.extend(set_target(item))),
        OpKind::Remove(items) => {
            for item in items {
                if let RemoveItem::Labels { variable, .. } = item {
                    into.insert(*variable);
                }
            }
        }
        OpKind::AllNodes { .. }
        | OpKind::LabelScan { .. }
        | OpKind::IndexSeek { .. }
        | OpKind::IndexIn { .. }
        | OpKind::IndexPrefix { .. }
        | OpKind::IndexRange { .. }
        | OpKind::CountStore { .. }
        | OpKind::Call { .. }
        | OpKind::Unwind { .. }
        | OpKind::Filter(_)
        | OpKind::Project(_)
        | OpKind::Keep(_)
        | OpKind::Aggregate { .. }
        | OpKind::Sort(_)
        | OpKind::TopK { .. }
        | OpKind::Skip(_)
        | OpKind::Limit(_)
        | OpKind::Delete { .. }
        | OpKind::Show { .. }
        | OpKind::Define(_)
        | OpKind::Undefine(_)
        | OpKind::Finish => {}
    }
    reads
}

/// The variables of the incoming row that a plan reads.
pub fn ops_reads<I: Imports + ?Sized>(ops: &[Op], imports: &I) -> VarSet {
    let mut reads = VarSet::new();
    let mut bound = VarSet::new();
    for op in ops {
        let mut here = op_reads(&op.kind, imports);
        here.subtract(&bound);
        reads.union_with(&here);
        bound.union_with(&op_writes(&op.kind));
    }
    reads
}

/// The variables that are read behind the last operator of a subquery.
pub fn subplan_reads<I: Imports + ?Sized>(subplan: &Subplan, imports: &I) -> VarSet {
    let mut reads = VarSet::new();
    if let SubqueryKind::Collect(expr) = &subplan.kind {
        expr_reads(expr, imports, &mut reads);
    }
    reads.extend(subplan.weight);
    reads
}

fn hop_reads(hop: &Hop, from: bool, to: bool, into: &mut VarSet) {
    into.extend(from.then_some(hop.from));
    into.extend(to.then_some(hop.to));
    into.extend(hop.distinct_from.iter().copied());
}

fn counted_reads(counted: &CountedHop, into: &mut VarSet) {
    into.remove(counted.hop.to);
    hop_reads(&counted.hop, true, false, into);
}

/// What a CREATE reads beside its property maps: bound ends.
fn create_reads(create: &CreatePattern, into: &mut VarSet) {
    for relationship in &create.relationships {
        into.extend([relationship.start, relationship.end]);
    }
    for (_, nodes, relationships) in &create.paths {
        into.extend(nodes.iter().copied());
        into.extend(relationships.iter().map(|(relationship, _)| *relationship));
    }
    let mut made = VarSet::new();
    create_writes(create, &mut made);
    into.subtract(&made);
}

fn set_target(item: &SetItem) -> Option<VarId> {
    match item {
        SetItem::Property { .. } => None,
        SetItem::Replace { variable, .. }
        | SetItem::Extend { variable, .. }
        | SetItem::Labels { variable, .. } => Some(*variable),
    }
}
