//! Calls of functions: looked up, counted, their arguments' kinds compared with the declaration.
//!
//! In: a call as written. Out: a checked call, or for an aggregate the variable that will hold its result. Knows the
//! registry of functions, not what they do.

use super::checked::{Expr, ExprKind};
use super::{AggregateRule, Checker};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::{self, Argument, ScalarFunction, Volatility};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

impl Checker<'_> {
    pub(super) fn function_call(&mut self, call: &ast::FunctionCall, span: Span) -> Result<Expr> {
        let name = call.dotted_name();
        if let Some(aggregate) = function::find_aggregate(&name) {
            return self.aggregate(aggregate, call.distinct, &call.args, span);
        }
        let Some(function) = function::find_scalar(&name) else {
            let diagnostic = Diagnostic::new(
                Code::UnknownFunction,
                format!("there is no function `{name}`"),
            )
            .at(span);
            return Err(match function::nearest(&name) {
                Some(near) => diagnostic.hint(format!("there is a function `{near}`")),
                None => diagnostic,
            });
        };
        if call.distinct {
            return Err(Diagnostic::new(
                Code::UnexpectedSyntax,
                format!(
                    "DISTINCT is for aggregating functions; `{}` is none",
                    function.name
                ),
            )
            .at(span));
        }
        if self.aggregates == AggregateRule::Inside && function.volatility == Volatility::Volatile {
            return Err(Diagnostic::new(
                Code::NonConstantExpression,
                format!(
                    "`{}` cannot stand inside an aggregating function",
                    function.name
                ),
            )
            .at(span)
            .hint("compute it in a WITH before"));
        }
        self.scalar(function, &call.args, span)
    }

    fn scalar(
        &mut self,
        function: &'static ScalarFunction,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Expr> {
        check_count(
            function.name,
            args.len(),
            function.arity(),
            &function.usage(),
            span,
        )?;
        let args = self.exprs(args)?;
        for (place, arg) in args.iter().enumerate() {
            check_argument(function.name, function.argument(place), arg)?;
        }
        let kinds: Vec<Kind> = args.iter().map(|arg| arg.ty.clone()).collect();
        let ty = (function.result)(&kinds);
        Ok(Expr::new(ExprKind::Function { function, args }, ty, span))
    }
}

/// Is the number of arguments one the function takes?
pub(super) fn check_count(
    name: &str,
    found: usize,
    (least, most): (usize, Option<usize>),
    usage: &str,
    span: Span,
) -> Result<()> {
    if found >= least && most.is_none_or(|most| found <= most) {
        return Ok(());
    }
    let wanted = match most {
        Some(most) if most == least => format!("{least}"),
        Some(most) => format!("{least} to {most}"),
        None => format!("at least {least}"),
    };
    let noun = if wanted == "1" {
        "argument"
    } else {
        "arguments"
    };
    Err(Diagnostic::new(
        Code::InvalidNumberOfArguments,
        format!("`{name}` takes {wanted} {noun}, not {found}"),
    )
    .at(span)
    .hint(usage))
}

/// May the argument be of a kind the function takes?
pub(super) fn check_argument(name: &str, declared: Option<&Argument>, arg: &Expr) -> Result<()> {
    match declared {
        Some(declared) if !declared.accepts.admits(&arg.ty) => Err(Diagnostic::new(
            Code::InvalidArgumentType,
            format!(
                "`{name}` needs {} here, but this is {:#}",
                declared.accepts, arg.ty
            ),
        )
        .at(arg.span)),
        _ => Ok(()),
    }
}
