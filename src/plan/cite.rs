//! CITE: a plan that also says from what each of its rows was made.
//!
//! In: a plan whose MATCHes are not in order yet. Out: the same plan, which keeps what its rows were matched by: the
//! variables of patterns stay until rows are merged into one, which gathers what they held in a list. A plan that does
//! not cite has nothing of it, and what is traced is read, so no rule counts or leaves out what an answer must cite.
//! Knows nothing of sources.

use super::query_graph::QueryGraph;
use super::visit::{for_each_expr, walk, walk_ops};
use super::{Op, OpKind, Plan, Subplan, Witnessed};
use crate::function::WITNESSES;
use crate::semantics::checked::{
    AggregateCall, Direction, Expr, ExprKind, SubqueryId, SubqueryKind, VarId, Variable,
};
use crate::source::Span;
use crate::value::Kind;

/// The name of the column that cites.
pub const COLUMN: &str = "cite";

/// Makes a plan cite.
pub(super) fn cite(plan: &mut Plan) {
    let mut tracer = Tracer {
        variables: plan.variables.to_vec(),
        matched: Vec::new(),
        originals: plan.subplans.clone(),
        twins: Vec::new(),
        cited: Vec::new(),
    };
    plan.ops = tracer.ops(std::mem::take(&mut plan.ops));
    let mut uncited = Vec::new();
    tracer.uncited(&plan.ops, &mut uncited);
    plan.uncited = uncited.len();
    plan.columns.push((COLUMN.into(), tracer.fresh()));
    plan.subplans.append(&mut tracer.twins);
    plan.variables = tracer.variables.into();
    plan.cites = Some(tracer.matched);
}

struct Tracer {
    variables: Vec<Variable>,
    /// What rows were matched by so far.
    matched: Vec<Witnessed>,
    /// The plans of subqueries, by number.
    originals: Vec<Subplan>,
    /// The same plans giving what they matched; their numbers follow.
    twins: Vec<Subplan>,
    /// The subqueries that have a twin in the trace.
    cited: Vec<SubqueryId>,
}

impl Tracer {
    /// Adds the conditions on the graph that have no part in the trace: whatever asks the graph and has no twin, also
    /// within what has one. What is within a condition belongs to it.
    fn uncited(&self, ops: &[Op], found: &mut Vec<SubqueryId>) {
        walk_ops(ops, 0, &mut |op, _| {
            for_each_expr(&op.kind, &mut |expr| self.uncited_in(expr, found));
        });
    }

    fn uncited_in(&self, expr: &Expr, found: &mut Vec<SubqueryId>) {
        walk(expr, &mut |part| {
            let ExprKind::Subquery(id) = part.kind else {
                return;
            };
            // A twin repeats what its original asks.
            let Some(original) = self.originals.get(id.0 as usize) else {
                return;
            };
            if !self.cited.contains(&id) {
                if !found.contains(&id) {
                    found.push(id);
                }
                return;
            }
            self.uncited(&original.ops, found);
            if let SubqueryKind::Collect(expr) = &original.kind {
                self.uncited_in(expr, found);
            }
        });
    }

    /// A variable of its own.
    fn fresh(&mut self) -> VarId {
        let variable = VarId(self.variables.len() as u32);
        self.variables.push(Variable {
            name: "  trace".into(),
            kind: Kind::Any,
            named: false,
        });
        variable
    }

    fn ops(&mut self, ops: Vec<Op>) -> Vec<Op> {
        let mut traced = Vec::with_capacity(ops.len() + 1);
        for op in ops {
            self.op(op.kind, &mut traced);
        }
        traced
    }

    fn op(&mut self, kind: OpKind, traced: &mut Vec<Op>) {
        match kind {
            OpKind::Match(graph) => {
                for witnessed in matched(&graph) {
                    self.add(witnessed);
                }
                traced.push(OpKind::Match(graph).into());
            }
            OpKind::Optional { ops, introduced } => {
                // What it introduces is null in a row without a match, and cites nothing.
                let ops = self.ops(ops);
                traced.push(OpKind::Optional { ops, introduced }.into());
            }
            OpKind::Project(mut columns) => {
                let matched = self.all(columns.iter().map(|(_, expr)| expr));
                columns.extend(self.column(matched));
                traced.push(OpKind::Project(columns).into());
            }
            OpKind::Unwind { list, variable } => {
                let matched = self.all(std::iter::once(&list));
                let column = self.column(matched);
                traced.extend(column.map(|column| OpKind::Project(vec![column]).into()));
                traced.push(OpKind::Unwind { list, variable }.into());
            }
            OpKind::Keep(mut variables) => {
                for Witnessed { variable, ends, .. } in &self.matched {
                    let ends = ends.iter().flat_map(|(left, right)| [*left, *right]);
                    for variable in ends.chain([*variable]) {
                        if !variables.contains(&variable) {
                            variables.push(variable);
                        }
                    }
                }
                traced.push(OpKind::Keep(variables).into());
            }
            OpKind::Aggregate {
                keys,
                mut aggregates,
            } => {
                let keyed = keys.iter().map(|(expr, _)| expr);
                let args = aggregates.iter().flat_map(|(call, _)| &call.args);
                let exprs: Vec<Expr> = keyed.chain(args).cloned().collect();
                let also = self.all(exprs.iter());
                aggregates.push(self.gathered(also));
                traced.push(OpKind::Aggregate { keys, aggregates }.into());
            }
            OpKind::Distinct(variables) => {
                let keys = variables.into_iter().map(|key| (variable(key), key));
                let keys = keys.collect();
                let aggregates = vec![self.gathered(Vec::new())];
                traced.push(OpKind::Aggregate { keys, aggregates }.into());
            }
            OpKind::Union {
                branches,
                mut outputs,
            } => {
                let before = self.matched.clone();
                let branches = branches.into_iter().map(|(ops, mut columns)| {
                    self.matched.clone_from(&before);
                    let mut ops = self.ops(ops);
                    let gathered = self.fresh();
                    ops.push(OpKind::Project(vec![(gathered, list(self.values()))]).into());
                    columns.push(gathered);
                    (ops, columns)
                });
                let branches = branches.collect();
                let gathered = self.fresh();
                outputs.push(gathered);
                self.matched = vec![Witnessed::alone(gathered)];
                traced.push(OpKind::Union { branches, outputs }.into());
            }
            other => traced.push(other.into()),
        }
    }

    fn add(&mut self, witnessed: Witnessed) {
        let known = |other: &Witnessed| other.variable == witnessed.variable;
        if !self.matched.iter().any(known) {
            self.matched.push(witnessed);
        }
    }

    /// A column of what was matched besides, when there is something.
    fn column(&mut self, matched: Vec<Expr>) -> Option<(VarId, Expr)> {
        if matched.is_empty() {
            return None;
        }
        let gathered = self.fresh();
        self.add(Witnessed::alone(gathered));
        Some((gathered, list(matched)))
    }

    /// What rows were matched by, as expressions.
    fn values(&self) -> Vec<Expr> {
        self.matched
            .iter()
            .map(|witnessed| variable(witnessed.variable))
            .collect()
    }

    /// What all rows of a group were matched by, as one; nothing else is known of them afterwards.
    fn gathered(&mut self, also: Vec<Expr>) -> (AggregateCall, VarId) {
        let mut args = self.values();
        args.extend(also);
        let call = AggregateCall {
            function: &WITNESSES,
            distinct: false,
            args,
            span: Span::default(),
        };
        let gathered = self.fresh();
        self.matched = vec![Witnessed::alone(gathered)];
        (call, gathered)
    }

    fn all<'e>(&mut self, exprs: impl Iterator<Item = &'e Expr>) -> Vec<Expr> {
        exprs.filter_map(|expr| self.matched_by(expr)).collect()
    }

    /// What the subqueries of an expression match that show in its value; `None` when there are none.
    fn matched_by(&mut self, expr: &Expr) -> Option<Expr> {
        match &expr.kind {
            ExprKind::Subquery(id) => self.twin(*id).map(|twin| any(ExprKind::Subquery(twin))),
            ExprKind::Case {
                subject,
                branches,
                otherwise,
            } => {
                // Of the results only the one that is taken, and what it took to get there.
                let before = self.cited.len();
                let asked = subject
                    .as_ref()
                    .and_then(|subject| self.matched_by(subject));
                let mut asked: Vec<Expr> = asked.into_iter().collect();
                let taken = |asked: &[Expr], result: Option<Expr>| {
                    list(asked.iter().cloned().chain(result).collect())
                };
                let mut traced = Vec::with_capacity(branches.len());
                for (when, then) in branches {
                    asked.extend(self.matched_by(when));
                    let then = self.matched_by(then);
                    traced.push((when.clone(), taken(&asked, then)));
                }
                let otherwise = otherwise.as_ref().and_then(|expr| self.matched_by(expr));
                if self.cited.len() == before {
                    return None;
                }
                Some(any(ExprKind::Case {
                    subject: subject.clone(),
                    branches: traced,
                    otherwise: Some(Box::new(taken(&asked, otherwise))),
                }))
            }
            ExprKind::ListComprehension {
                variable,
                list: over,
                predicate,
                projection,
            } => {
                let each = |predicate: Option<&Expr>, projection: Expr| {
                    any(ExprKind::ListComprehension {
                        variable: *variable,
                        list: over.clone(),
                        predicate: predicate.cloned().map(Box::new),
                        projection: Some(Box::new(projection)),
                    })
                };
                let mut matched = self.all(std::iter::once(&**over));
                // Every item is asked the condition; of the results only those of items that fulfil it are there.
                let asked = predicate.as_ref().and_then(|expr| self.matched_by(expr));
                matched.extend(asked.map(|asked| each(None, asked)));
                let result = projection.as_ref().and_then(|expr| self.matched_by(expr));
                matched.extend(result.map(|result| each(predicate.as_deref(), result)));
                (!matched.is_empty()).then(|| list(matched))
            }
            ExprKind::Quantifier {
                variable,
                list: over,
                predicate,
                ..
            } => {
                let mut matched = self.all(std::iter::once(&**over));
                if let Some(asked) = self.matched_by(predicate) {
                    matched.push(any(ExprKind::ListComprehension {
                        variable: *variable,
                        list: over.clone(),
                        predicate: None,
                        projection: Some(Box::new(asked)),
                    }));
                }
                (!matched.is_empty()).then(|| list(matched))
            }
            ExprKind::Reduce {
                accumulator,
                initial,
                variable,
                list: over,
                body,
            } => {
                let mut matched = self.all([&**initial, &**over].into_iter());
                // Steps that match depending on the running result cannot be repeated without it.
                let before = self.cited.len();
                if let Some(each) = self.matched_by(body) {
                    if self.reads(&each, *accumulator) {
                        self.cited.truncate(before);
                    } else {
                        matched.push(any(ExprKind::ListComprehension {
                            variable: *variable,
                            list: over.clone(),
                            predicate: None,
                            projection: Some(Box::new(each)),
                        }));
                    }
                }
                (!matched.is_empty()).then(|| list(matched))
            }
            _ => {
                let mut matched = Vec::new();
                expr.for_each_operand(|operand| matched.extend(self.matched_by(operand)));
                (!matched.is_empty()).then(|| list(matched))
            }
        }
    }

    fn reads(&self, expr: &Expr, variable: VarId) -> bool {
        let mut reads = super::VarSet::new();
        let all: Vec<Subplan> = self.originals.iter().chain(&self.twins).cloned().collect();
        super::visit::expr_reads(expr, all.as_slice(), &mut reads);
        reads.contains(variable)
    }

    /// A subquery with the same rows that gives their traces. What is only asked whether it exists has none.
    fn twin(&mut self, id: SubqueryId) -> Option<SubqueryId> {
        let original = self.originals.get(id.0 as usize)?;
        if matches!(original.kind, SubqueryKind::Exists) {
            return None;
        }
        self.cited.push(id);
        let imports = original.imports.clone();
        let mut ops = original.ops.clone();
        let collected = match &original.kind {
            SubqueryKind::Collect(expr) => Some(expr.as_ref().clone()),
            SubqueryKind::Exists | SubqueryKind::Count => None,
        };
        let outside = std::mem::take(&mut self.matched);
        ops = self.ops(ops);
        let mut trace = self.values();
        self.matched = outside;
        // A comprehension may hold further ones.
        trace.extend(collected.and_then(|expr| self.matched_by(&expr)));
        let number = (self.originals.len() + self.twins.len()) as u32;
        self.twins.push(Subplan {
            kind: SubqueryKind::Collect(Box::new(list(trace))),
            ops,
            imports,
            weight: None,
        });
        Some(SubqueryId(number))
    }
}

impl Witnessed {
    /// A variable that tells by itself.
    fn alone(variable: VarId) -> Self {
        Self {
            variable,
            ends: None,
            direction: Direction::Both,
        }
    }
}

/// What a MATCH matches, in the order written. The ends of a relationship are known by the relationship.
fn matched(graph: &QueryGraph) -> Vec<Witnessed> {
    let pattern = &graph.pattern;
    let node = |number: usize| pattern.nodes[number].variable;
    let mut matched = Vec::new();
    for path in &pattern.paths {
        if let ([only], []) = (path.nodes.as_slice(), path.relationships.as_slice()) {
            matched.push(Witnessed::alone(node(*only)));
        }
        for &relationship in &path.relationships {
            let relationship = &pattern.relationships[relationship];
            let (left, right) = (node(relationship.left), node(relationship.right));
            // Without any hop, a path is only its node.
            if relationship.length.is_some_and(|length| length.min == 0) {
                matched.push(Witnessed::alone(left));
            }
            matched.push(Witnessed {
                variable: relationship.variable,
                ends: Some((left, right)),
                direction: relationship.direction,
            });
        }
    }
    matched
}

fn variable(variable: VarId) -> Expr {
    any(ExprKind::Variable(variable))
}

fn list(items: Vec<Expr>) -> Expr {
    any(ExprKind::List(items))
}

fn any(kind: ExprKind) -> Expr {
    Expr::new(kind, Kind::Any, Span::default())
}
