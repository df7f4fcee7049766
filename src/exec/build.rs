//! From a plan to operators.
//!
//! In: a plan, which lends its expressions. Out: pipelines, one operator per plan operator. Knows nothing of rows.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use super::context::Context;
use super::nested::{self, Nested};
use super::node_set::NodeSet;
use super::op::{
    aggregate, bound_relationship, call, count, create, delete, distinct, expand, filter, finish,
    intersect, join, limit, merge, optional, path, project, remove, scan, schema, seek, semi, set,
    shortest, show, sort, top_k, trail, union, unwind,
};
use super::parallel::Morsels;
use super::pipeline::{Operator, Pipeline};
use super::subplan::Subplan;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::plan::{Op, OpKind, Plan};
use crate::semantics::checked::SubqueryKind;

/// A plan ready to run.
pub struct Execution<'p> {
    pub(crate) main: Pipeline<'p>,
    pub(crate) subplans: Vec<RefCell<Subplan<'p>>>,
}

/// Makes the operators of a plan.
///
/// # Errors
/// `Code::MissingParameter` when the context lacks a parameter.
pub fn build<'p>(plan: &'p Plan, context: &Context) -> Result<Execution<'p>> {
    build_ops(plan, &plan.ops, None, context)
}

/// The operators before the one at `end`.
pub(super) fn build_head<'p>(
    plan: &'p Plan,
    end: usize,
    context: &Context,
) -> Result<Execution<'p>> {
    build_ops(plan, &plan.ops[..end], None, context)
}

/// The operators from the one at `from` up to the one at `at`; a scan at the head takes its parts from `morsels`.
pub(super) fn build_front<'p>(
    plan: &'p Plan,
    from: usize,
    at: usize,
    context: &Context,
    morsels: Option<&Arc<Morsels>>,
) -> Result<Execution<'p>> {
    build_ops(plan, &plan.ops[from..=at], morsels, context)
}

/// The operators from the one at `at` on.
pub(super) fn build_rest<'p>(
    plan: &'p Plan,
    at: usize,
    context: &Context,
) -> Result<Execution<'p>> {
    build_ops(plan, &plan.ops[at..], None, context)
}

fn build_ops<'p>(
    plan: &'p Plan,
    ops: &'p [Op],
    morsels: Option<&Arc<Morsels>>,
    context: &Context,
) -> Result<Execution<'p>> {
    for name in &plan.parameters {
        if context.parameter(name).is_none() {
            return Err(Diagnostic::new(
                Code::MissingParameter,
                format!("the parameter `${name}` was not given"),
            ));
        }
    }
    let builder = Builder {
        width: plan.variables.len(),
        hidden: Cell::new(plan.variables.len()),
        morsels: Cell::new(morsels.cloned()),
    };
    let main = builder.pipeline(ops)?;
    let subplans = plan.subplans.iter().map(|subplan| {
        let exists = matches!(subplan.kind, SubqueryKind::Exists);
        Ok(RefCell::new(Subplan {
            nested: builder.nested(&subplan.ops, exists)?,
            kind: &subplan.kind,
            imports: &subplan.imports,
            weight: subplan.weight,
        }))
    });
    Ok(Execution {
        main,
        subplans: subplans.collect::<Result<_>>()?,
    })
}

struct Builder {
    width: usize,
    /// The next column place that no variable has.
    hidden: Cell<usize>,
    /// For the first scan.
    morsels: Cell<Option<Arc<Morsels>>>,
}

impl Builder {
    fn pipeline<'p>(&self, ops: &'p [Op]) -> Result<Pipeline<'p>> {
        let operators = ops.iter().enumerate().map(|(at, op)| {
            match (&op.kind, ops.get(at + 1).map(|next| &next.kind)) {
                (
                    OpKind::Aggregate { keys, aggregates },
                    Some(OpKind::TopK {
                        order_by,
                        skip,
                        limit,
                    }),
                ) => {
                    let best = aggregate::Best::of(aggregates, order_by, skip.as_ref(), limit);
                    let aggregate = aggregate::Aggregate::new(keys, aggregates).with_best(best);
                    Ok(Box::new(aggregate) as Box<dyn Operator + 'p>)
                }
                (kind, _) => self.operator(kind),
            }
        });
        Ok(Pipeline::new(operators.collect::<Result<_>>()?))
    }

    /// `exists`: is only asked whether there is a result?
    fn nested<'p>(&self, ops: &'p [Op], exists: bool) -> Result<Nested<'p>> {
        let at_once = nested::is_row_local(ops) && (!exists || nested::is_cheap(ops));
        let row_column = at_once.then(|| self.hidden.replace(self.hidden.get() + 1));
        Ok(Nested::new(self.pipeline(ops)?, row_column))
    }

    fn operator<'p>(&self, kind: &'p OpKind) -> Result<Box<dyn Operator + 'p>> {
        Ok(match kind {
            OpKind::Match(_) => {
                let message = "a pattern was not put in order before it was run";
                return Err(Diagnostic::new(Code::Internal, message));
            }
            OpKind::AllNodes { node } => Box::new(scan::NodeScan {
                node: *node,
                label: None,
                morsels: self.morsels.take(),
            }),
            OpKind::LabelScan { node, label } => Box::new(scan::NodeScan {
                node: *node,
                label: Some(label),
                morsels: self.morsels.take(),
            }),
            OpKind::IndexSeek {
                found,
                indexed,
                values,
                present,
            } => Box::new(seek::Seek {
                found: *found,
                indexed,
                what: seek::Sought::Equal(values, present),
            }),
            OpKind::IndexIn {
                found,
                indexed,
                key,
                list,
            } => Box::new(seek::Seek {
                found: *found,
                indexed,
                what: seek::Sought::In(key, list),
            }),
            OpKind::IndexPrefix {
                found,
                indexed,
                key,
                prefix,
                others,
            } => Box::new(seek::Seek {
                found: *found,
                indexed,
                what: seek::Sought::Prefix(key, prefix, others),
            }),
            OpKind::IndexRange {
                found,
                indexed,
                key,
                lower,
                upper,
                others,
            } => Box::new(seek::Seek {
                found: *found,
                indexed,
                what: seek::Sought::Between {
                    key,
                    lower: lower.as_ref(),
                    upper: upper.as_ref(),
                    others,
                },
            }),
            OpKind::Expand(hop) => Box::new(expand::Expand(hop)),
            OpKind::ExpandMatching { hop, key, value } => {
                Box::new(expand::ExpandMatching::new(hop, key, value))
            }
            OpKind::ExpandInto(hop) => Box::new(expand::ExpandInto(hop)),
            OpKind::Intersect(hops) => Box::new(intersect::Intersect::new(hops)),
            OpKind::BoundRelationship {
                hop,
                from_bound,
                to_bound,
            } => Box::new(bound_relationship::BoundRelationship {
                hop,
                from_bound: *from_bound,
                to_bound: *to_bound,
            }),
            OpKind::VarExpand {
                hop,
                length,
                into,
                properties,
                distinct_ends,
            } => Box::new(trail::VarExpand {
                hop,
                length: *length,
                into: *into,
                properties,
                distinct_ends: *distinct_ends,
                seen: NodeSet::default(),
            }),
            OpKind::BoundTrail {
                hop,
                length,
                into,
                properties,
            } => Box::new(trail::BoundTrail {
                hop,
                length: *length,
                into: *into,
                properties,
            }),
            OpKind::ShortestPath {
                hop,
                length,
                selector,
                properties,
                path,
                conditions,
            } => Box::new(shortest::ShortestPath {
                hop,
                length: *length,
                selector: *selector,
                properties,
                path: *path,
                conditions,
                tree: shortest::Tree::default(),
            }),
            OpKind::ExpandCount {
                hops,
                count,
                times,
                keep_zero,
            } => Box::new(count::ExpandCount::new(hops, *count, *times, *keep_zero)),
            OpKind::IntersectCount {
                counted,
                others,
                ends,
                count,
                times,
                keep_zero,
            } => Box::new(count::IntersectCount::new(
                counted, others, ends, *count, *times, *keep_zero,
            )),
            OpKind::TrailCount {
                counted,
                length,
                count,
                times,
            } => Box::new(count::TrailCount::new(counted, *length, *count, *times)),
            OpKind::CountStore { what, variable } => Box::new(count::CountStore {
                what,
                variable: *variable,
            }),
            OpKind::BindPath {
                path,
                nodes,
                relationships,
            } => Box::new(path::BindPath {
                path: *path,
                nodes,
                relationships,
            }),
            OpKind::Call {
                procedure,
                args,
                yields,
            } => Box::new(call::Call {
                procedure,
                args,
                yields,
            }),
            OpKind::Show { table, yields } => Box::new(show::Show { table, yields }),
            OpKind::Unwind { list, variable } => Box::new(unwind::Unwind {
                list,
                variable: *variable,
            }),
            other => return self.shaping(other),
        })
    }

    fn shaping<'p>(&self, kind: &'p OpKind) -> Result<Box<dyn Operator + 'p>> {
        Ok(match kind {
            OpKind::Filter(condition) => Box::new(filter::Filter(condition)),
            OpKind::FilterLabels { node, labels } => Box::new(filter::FilterLabels {
                node: *node,
                labels,
            }),
            OpKind::Project(columns) => Box::new(project::Project(columns)),
            OpKind::Keep(variables) => Box::new(project::Keep {
                variables,
                hidden_from: self.width,
            }),
            OpKind::Aggregate { keys, aggregates } => {
                Box::new(aggregate::Aggregate::new(keys, aggregates))
            }
            OpKind::Distinct(variables) => Box::new(distinct::Distinct::new(variables)),
            OpKind::Sort(items) => Box::new(sort::Sort::new(items)),
            OpKind::TopK {
                order_by,
                skip,
                limit,
            } => Box::new(top_k::TopK::new(order_by, skip.as_ref(), limit)),
            OpKind::Skip(count) => Box::new(limit::Skip::new(count)),
            OpKind::Limit(count) => Box::new(limit::Limit::new(count)),
            OpKind::Optional { ops, introduced } => Box::new(optional::Optional {
                nested: self.nested(ops, false)?,
                introduced,
            }),
            OpKind::Join { ops, on } => Box::new(join::Join::new(self.pipeline(ops)?, *on)),
            OpKind::Semi { ops, anti } => Box::new(semi::Semi {
                nested: self.nested(ops, true)?,
                anti: *anti,
            }),
            OpKind::Union { branches, outputs } => Box::new(union::Union {
                branches: branches
                    .iter()
                    .map(|(ops, columns)| Ok((self.nested(ops, false)?, columns.as_slice())))
                    .collect::<Result<_>>()?,
                outputs,
                writes: branches.iter().any(|(ops, _)| writes(ops)),
            }),
            OpKind::Create(pattern) => Box::new(create::Create::new(pattern)),
            OpKind::Merge {
                ops,
                introduced,
                create,
                on_match,
                on_create,
                required,
            } => Box::new(merge::Merge {
                nested: self.nested(ops, false)?,
                introduced,
                create,
                on_match,
                on_create,
                required,
                held: merge::MergeRows::default(),
            }),
            OpKind::Set(items) => Box::new(set::Set::new(items)),
            OpKind::Remove(items) => Box::new(remove::Remove::new(items)),
            OpKind::Delete { targets, detach } => Box::new(delete::Delete::new(targets, *detach)),
            OpKind::Define(define) => Box::new(schema::Define(define)),
            OpKind::Undefine(undefine) => Box::new(schema::Undefine(undefine)),
            OpKind::Finish => Box::new(finish::Finish),
            reading => return self.operator(reading),
        })
    }
}

fn writes(ops: &[Op]) -> bool {
    ops.iter().any(|op| match &op.kind {
        OpKind::Create(_)
        | OpKind::Merge { .. }
        | OpKind::Set(_)
        | OpKind::Remove(_)
        | OpKind::Delete { .. }
        | OpKind::Define(_)
        | OpKind::Undefine(_) => true,
        OpKind::Union { branches, .. } => branches.iter().any(|(ops, _)| writes(ops)),
        _ => false,
    })
}
