//! Aggregates: where they may stand, and what an expression beside them may read.
//!
//! In: calls of aggregating functions inside a projection. Out: the variables that will hold their results, and
//! expressions rewritten to read only what is left after grouping. Knows nothing of clauses.

use std::collections::HashSet;

use super::Checker;
use super::checked::{AggregateCall, Expr, ExprKind, VarId, print};
use super::function::{check_argument, check_count};
use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::{self, AggregateFunction};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

/// May an aggregate stand at this point?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AggregateRule {
    /// No; the word says where this is.
    Forbidden(&'static str),
    /// Yes: an item of a projection.
    Allowed,
    /// Only one that is projected too: ORDER BY of an aggregating projection. Its arguments are read in the scope before
    /// the projection.
    Projected,
    /// No: these are the arguments of another one.
    Inside,
}

/// An aggregate found in a projection.
#[derive(Debug, Clone)]
pub(super) struct CollectedAggregate {
    pub(super) call: AggregateCall,
    /// Holds its result.
    pub(super) variable: VarId,
    fingerprint: String,
}

impl Checker<'_> {
    /// Checks a part under another rule.
    pub(super) fn with_rule<T>(
        &mut self,
        rule: AggregateRule,
        check: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let before = std::mem::replace(&mut self.aggregates, rule);
        let result = check(self);
        self.aggregates = before;
        result
    }

    /// Checks a part in which aggregates cannot stand. (Inside the arguments of one the stricter rule stays.)
    pub(super) fn without_aggregates<T>(
        &mut self,
        place: &'static str,
        check: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let rule = match self.aggregates {
            AggregateRule::Inside => AggregateRule::Inside,
            _ => AggregateRule::Forbidden(place),
        };
        self.with_rule(rule, check)
    }

    /// `count(*)`.
    pub(super) fn count_star(&mut self, span: Span) -> Result<Expr> {
        let Some(count) = function::find_aggregate("count") else {
            return Err(
                Diagnostic::new(Code::UnknownFunction, "there is no function `count`").at(span),
            );
        };
        self.collect(count, false, &[], span)
    }

    /// A call of an aggregating function: the variable that will hold its result.
    pub(super) fn aggregate(
        &mut self,
        function: &'static AggregateFunction,
        distinct: bool,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Expr> {
        // No argument at all is `count(*)`, which is written so.
        let (least, most) = function.arity();
        check_count(
            function.name,
            args.len(),
            (least.max(1), most),
            &function.usage(),
            span,
        )?;
        self.collect(function, distinct, args, span)
    }

    fn collect(
        &mut self,
        function: &'static AggregateFunction,
        distinct: bool,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Expr> {
        let name = function.name;
        let rule = self.aggregates;
        match rule {
            AggregateRule::Allowed | AggregateRule::Projected => {}
            AggregateRule::Forbidden(place) => {
                return Err(Diagnostic::new(
                    Code::InvalidAggregation,
                    format!("the aggregating function `{name}` cannot be used in {place}"),
                )
                .at(span)
                .hint(format!(
                    "compute it in a WITH before: WITH ..., {name}(...) AS result"
                )));
            }
            AggregateRule::Inside => {
                return Err(Diagnostic::new(
                    Code::NestedAggregation,
                    format!("`{name}` stands inside another aggregating function"),
                )
                .at(span)
                .hint("compute the inner one in a WITH before"));
            }
        }
        self.aggregate_calls += 1;
        let start = self.next_variable();
        let after = (rule == AggregateRule::Projected)
            .then(|| std::mem::replace(&mut self.scope, self.around.before.clone()));
        let args = self.with_rule(AggregateRule::Inside, |checker| checker.exprs(args));
        if let Some(after) = after {
            self.scope = after;
        }
        let args = args?;
        for (place, arg) in args.iter().enumerate() {
            check_argument(name, function.argument(place), arg)?;
        }
        let mut fingerprint = format!("{name}{distinct}");
        for arg in &args {
            fingerprint.push_str(", ");
            fingerprint.push_str(&self.fingerprint(arg, start));
        }
        if let Some(known) = self
            .collected
            .iter()
            .find(|known| known.fingerprint == fingerprint)
        {
            return Ok(self.variable_expr(known.variable, span));
        }
        if rule == AggregateRule::Projected {
            return Err(self.not_projected(name, &args, start, span));
        }
        let kinds: Vec<Kind> = args.iter().map(|arg| arg.ty.clone()).collect();
        let variable = self.anonymous("aggregate", (function.result)(&kinds));
        self.collected.push(CollectedAggregate {
            call: AggregateCall {
                function,
                distinct,
                args,
                span,
            },
            variable,
            fingerprint,
        });
        Ok(self.variable_expr(variable, span))
    }

    /// The error for an aggregate in ORDER BY that is not projected: openCypher looks first for variables that the
    /// projection has taken away.
    fn not_projected(&self, name: &str, args: &[Expr], start: VarId, span: Span) -> Diagnostic {
        let visible = &self.around.after;
        let hint = "give the aggregate a name in the projection and order by that";
        for arg in args {
            let mut gone = None;
            each_variable(arg, &mut |variable, span| {
                if variable < start && !visible.contains(&variable) {
                    gone.get_or_insert((variable, span));
                }
            });
            if let Some((variable, span)) = gone {
                return self.gone(variable, span).hint(hint);
            }
        }
        Diagnostic::new(
            Code::InvalidAggregation,
            format!("ORDER BY can use `{name}(...)` only when the projection has it too"),
        )
        .at(span)
        .hint(hint)
    }

    /// The error for a variable that a projection has taken away.
    pub(super) fn gone(&self, variable: VarId, span: Span) -> Diagnostic {
        let name = self.shown(variable, span);
        Diagnostic::new(
            Code::UndefinedVariable,
            format!("`{name}` is not there any more after DISTINCT or aggregation"),
        )
        .at(span)
    }

    /// A variable as the text has it at this place.
    pub(super) fn shown(&self, variable: VarId, span: Span) -> &str {
        match span.slice(self.text) {
            "" => self
                .variables
                .get(variable.index())
                .map_or("", |known| known.name.as_ref()),
            written => written,
        }
    }

    /// The text that expressions of one meaning share. `start` is the first variable that was made while the expression
    /// was checked.
    pub(super) fn fingerprint(&self, expr: &Expr, start: VarId) -> String {
        print::fingerprint(expr, &self.variables, &self.subqueries, &|variable| {
            self.is_local(variable, start)
        })
    }

    /// Does an expression checked from `start` on bind the variable itself?
    pub(super) fn is_local(&self, variable: VarId, start: VarId) -> bool {
        variable >= start && !self.is_aggregate(variable)
    }

    fn is_aggregate(&self, variable: VarId) -> bool {
        self.collected
            .iter()
            .any(|aggregate| aggregate.variable == variable)
    }

    /// Makes an expression read only what is there after DISTINCT or aggregation. `missing` gives the error for a
    /// variable that is not.
    pub(super) fn rewrite(
        &self,
        expr: &mut Expr,
        start: VarId,
        after: &After,
        missing: &dyn Fn(VarId, Span) -> Diagnostic,
    ) -> Result<()> {
        let replaceable = !after.only_simple || is_simple(expr);
        if replaceable && !after.known.is_empty() && !matches!(expr.kind, ExprKind::Literal(_)) {
            let fingerprint = self.fingerprint(expr, start);
            if let Some((_, variable)) = after.known.iter().find(|(known, _)| *known == fingerprint)
            {
                expr.kind = ExprKind::Variable(*variable);
                return Ok(());
            }
        }
        let fits =
            |variable: &VarId| after.visible.contains(variable) || self.is_local(*variable, start);
        match &expr.kind {
            ExprKind::Variable(variable) if !fits(variable) => {
                return Err(missing(*variable, expr.span));
            }
            ExprKind::Subquery(id) => {
                let subquery = self.subqueries.get(id.0 as usize);
                let mut imports = subquery.iter().flat_map(|subquery| &subquery.imports);
                if let Some(variable) = imports.find(|variable| !fits(variable)) {
                    return Err(missing(*variable, expr.span));
                }
            }
            _ => {}
        }
        let mut result = Ok(());
        expr.for_each_operand_mut(|operand| {
            if result.is_ok() {
                result = self.rewrite(operand, start, after, missing);
            }
        });
        result
    }
}

/// What is there after DISTINCT or aggregation.
#[derive(Debug, Default)]
pub(super) struct After {
    /// Fingerprints of expressions, and the variables that hold their values.
    pub(super) known: Vec<(String, VarId)>,
    /// Variables that can be read.
    pub(super) visible: HashSet<VarId>,
    /// May only variables and their properties be replaced? So it is in an expression that holds an aggregate.
    pub(super) only_simple: bool,
}

/// A variable or a property of one: what may stand beside an aggregate when it is a grouping key.
pub(super) fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) => true,
        ExprKind::Property { subject, .. } => is_simple(subject),
        _ => false,
    }
}

/// Calls `f` with each variable the expression reads (of subqueries: not).
pub(super) fn each_variable(expr: &Expr, f: &mut dyn FnMut(VarId, Span)) {
    if let ExprKind::Variable(variable) = &expr.kind {
        f(*variable, expr.span);
    }
    expr.for_each_operand(|operand| each_variable(operand, f));
}

/// What is on both sides of the projection that is being checked.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The names visible before it: in them ORDER BY reads what it aggregates.
    pub(super) before: Scope,
    /// The variables of its columns.
    pub(super) after: HashSet<VarId>,
}
