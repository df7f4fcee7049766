//! CALL: the procedure looked up, its arguments compared with its signature, its outputs bound.
//!
//! In: the clause as written. Out: a checked one. Knows the signatures of procedures, not what they do.

use std::sync::Arc;

use super::Checker;
use super::checked::{Branch, Clause, Expr, ExprKind, VarId};
use super::infer;
use super::union::Single;
use crate::diagnostic::{Code, Diagnostic, Result, nearest};
use crate::procedure::{Procedure, ProcedureType};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

impl Checker<'_> {
    /// A CALL that is the whole statement: it may take its arguments from parameters and gives all its outputs.
    pub(super) fn standalone_call(&mut self, call: &ast::Call) -> Result<Single> {
        let procedure = self.procedure(call)?;
        let args = match &call.args {
            Some(args) => self.arguments(&procedure, args, call.span)?,
            None => procedure
                .inputs
                .iter()
                .map(|input| {
                    let name = self.parameter(&input.name, call.span)?;
                    let arg = Expr::new(ExprKind::Parameter(name), Kind::Any, call.span);
                    self.argument(&procedure, &input.ty, &input.name, arg)
                })
                .collect::<Result<_>>()?,
        };
        let all = match &call.yields {
            None => true,
            Some(ast::Yield { columns, .. }) => matches!(columns, ast::YieldColumns::All(_)),
        };
        let yields = if all {
            procedure
                .outputs
                .iter()
                .enumerate()
                .map(|(index, output)| {
                    let variable = self.new_variable(output.name.clone(), output.ty.kind.clone());
                    self.scope.insert(output.name.clone(), variable);
                    (index, variable)
                })
                .collect()
        } else {
            self.yields(&procedure, call)?
        };
        let predicate = self.yield_condition(call)?;
        let outputs: Vec<VarId> = yields.iter().map(|(_, variable)| *variable).collect();
        let columns = self.names_of(&outputs);
        let clause = Clause::Call {
            procedure,
            args,
            yields,
            predicate,
        };
        Ok(Single {
            branch: Branch {
                clauses: vec![clause],
                outputs,
            },
            columns: Some(columns),
        })
    }

    /// Names of variables.
    pub(super) fn names_of(&self, variables: &[VarId]) -> Vec<Arc<str>> {
        variables
            .iter()
            .filter_map(|output| self.variables.get(output.index()))
            .map(|variable| variable.name.clone())
            .collect()
    }

    /// A CALL among other clauses.
    pub(super) fn call(&mut self, call: &ast::Call) -> Result<Clause> {
        let procedure = self.procedure(call)?;
        let args = match &call.args {
            Some(args) => self.arguments(&procedure, args, call.span)?,
            None if procedure.inputs.is_empty() => Vec::new(),
            None => {
                let names: Vec<&str> = procedure
                    .inputs
                    .iter()
                    .map(|input| input.name.as_ref())
                    .collect();
                return Err(Diagnostic::new(
                    Code::InvalidArgumentPassingMode,
                    format!("`{}` needs its arguments written out here", procedure.name),
                )
                .at(call.span)
                .hint(format!("CALL {}({})", procedure.name, names.join(", "))));
            }
        };
        if let Some(ast::Yield {
            columns: ast::YieldColumns::All(star),
            ..
        }) = &call.yields
        {
            return Err(Diagnostic::new(
                Code::UnexpectedSyntax,
                "YIELD * is only for a CALL that stands alone",
            )
            .at(*star)
            .hint("name the columns"));
        }
        let yields = self.yields(&procedure, call)?;
        let predicate = self.yield_condition(call)?;
        Ok(Clause::Call {
            procedure,
            args,
            yields,
            predicate,
        })
    }

    fn procedure(&self, call: &ast::Call) -> Result<Arc<Procedure>> {
        let name = call.name();
        let procedures = self.signatures.procedures;
        if let Some(procedure) = procedures.get(&name) {
            return Ok(procedure.clone());
        }
        let span = match (call.procedure.first(), call.procedure.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => call.span,
        };
        let diagnostic = Diagnostic::new(
            Code::ProcedureNotFound,
            format!("there is no procedure `{name}`"),
        )
        .at(span);
        let names = procedures.iter().map(|procedure| procedure.name.as_ref());
        Err(match nearest(&name, names) {
            Some(near) => diagnostic.hint(format!("there is a procedure `{near}`")),
            None => diagnostic,
        })
    }

    fn arguments(
        &mut self,
        procedure: &Procedure,
        args: &[ast::Expr],
        span: Span,
    ) -> Result<Vec<Expr>> {
        let args =
            self.without_aggregates("the arguments of CALL", |checker| checker.exprs(args))?;
        if args.len() != procedure.inputs.len() {
            return Err(Diagnostic::new(
                Code::InvalidNumberOfArguments,
                format!(
                    "`{}` takes {} arguments, not {}",
                    procedure.name,
                    procedure.inputs.len(),
                    args.len()
                ),
            )
            .at(span)
            .hint(usage(procedure)));
        }
        args.into_iter()
            .zip(&procedure.inputs)
            .map(|(arg, input)| self.argument(procedure, &input.ty, &input.name, arg))
            .collect()
    }

    /// An argument must be able to be of the declared type. A parameter that is given is looked at.
    fn argument(
        &self,
        procedure: &Procedure,
        declared: &ProcedureType,
        name: &str,
        arg: Expr,
    ) -> Result<Expr> {
        let given = match (&arg.kind, self.signatures.parameters) {
            (ExprKind::Parameter(parameter), Some(given)) => given.get(parameter),
            (ExprKind::Literal(value), _) => Some(value),
            _ => None,
        };
        let fits = match given {
            Some(value) => declared.accepts(value),
            None => assignable(&declared.kind, &arg.ty),
        };
        if fits {
            return Ok(arg);
        }
        let found = given.map_or_else(|| arg.ty.clone(), crate::value::Value::kind);
        Err(Diagnostic::new(
            Code::InvalidArgumentTypeProcedure,
            format!(
                "the argument `{name}` of `{}` is of type {declared}, but this is a {found}",
                procedure.name
            ),
        )
        .at(arg.span)
        .hint(usage(procedure)))
    }

    /// The columns named in YIELD, each bound to a new variable.
    fn yields(&mut self, procedure: &Procedure, call: &ast::Call) -> Result<Vec<(usize, VarId)>> {
        let Some(ast::Yield {
            columns: ast::YieldColumns::Items(items),
            ..
        }) = &call.yields
        else {
            return Ok(Vec::new());
        };
        let mut yields = Vec::with_capacity(items.len());
        for item in items {
            let Some((index, output)) = procedure
                .outputs
                .iter()
                .enumerate()
                .find(|(_, output)| output.name.as_ref() == item.column.text)
            else {
                let diagnostic = Diagnostic::new(
                    Code::UndefinedVariable,
                    format!(
                        "`{}` gives no column `{}`",
                        procedure.name, item.column.text
                    ),
                )
                .at(item.column.span);
                let names = procedure.outputs.iter().map(|output| output.name.as_ref());
                return Err(match nearest(&item.column.text, names) {
                    Some(near) => diagnostic.hint(format!("there is a column `{near}`")),
                    None => diagnostic.hint(usage(procedure)),
                });
            };
            let name = item.alias.as_ref().unwrap_or(&item.column);
            if self.scope.get(&name.text).is_some() {
                return Err(Self::already_bound(name)
                    .hint(format!("YIELD {} AS another name", item.column.text)));
            }
            yields.push((index, self.bind(name, output.ty.kind.clone())));
        }
        Ok(yields)
    }

    fn yield_condition(&mut self, call: &ast::Call) -> Result<Option<Expr>> {
        match call
            .yields
            .as_ref()
            .and_then(|yields| yields.predicate.as_ref())
        {
            None => Ok(None),
            Some(predicate) => self
                .without_aggregates("WHERE", |checker| checker.truth("WHERE", predicate))
                .map(Some),
        }
    }
}

/// May an expression of this kind give a value of the declared kind? An integer also fits a float.
fn assignable(declared: &Kind, found: &Kind) -> bool {
    match (declared, found) {
        (Kind::Any, _) => true,
        (Kind::Float, found) => infer::may_be_number(found),
        (Kind::List(declared), Kind::List(found)) => assignable(declared, found),
        (declared, found) => {
            infer::may_be(found, std::slice::from_ref(declared))
                || (*declared == Kind::Number && infer::may_be_number(found))
        }
    }
}

/// The procedure's signature as text.
pub(super) fn usage(procedure: &Procedure) -> String {
    let fields = |fields: &[crate::procedure::ProcedureField]| {
        fields
            .iter()
            .map(|field| format!("{} :: {}", field.name, field.ty))
            .collect::<Vec<_>>()
            .join(", ")
    };
    format!(
        "{}({}) :: ({})",
        procedure.name,
        fields(&procedure.inputs),
        fields(&procedure.outputs)
    )
}
