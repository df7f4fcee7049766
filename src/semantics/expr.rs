//! Expressions: names resolved, operators given the kinds they need.
//!
//! In: an expression as written, in the scope of the checker. Out: a checked expression with its kind. Knows the rules
//! of operators; functions, comprehensions, subqueries and aggregates have files of their own.

use std::sync::Arc;

use super::checked::{CompareOp, Expr, ExprKind, LabelExpr, StringOp};
use super::{Checker, infer};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Kind, Value};

/// `operand` can never be what is needed.
pub(super) fn wrong_kind(what: &str, wanted: &str, found: &Expr) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidArgumentType,
        format!("{what} needs {wanted}, but this is {:#}", found.ty),
    )
    .at(found.span)
}

impl Checker<'_> {
    /// Checks an expression.
    pub(super) fn expr(&mut self, expr: &ast::Expr) -> Result<Expr> {
        self.depth += 1;
        let result = self.form(expr);
        self.depth -= 1;
        result
    }

    fn form(&mut self, expr: &ast::Expr) -> Result<Expr> {
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Literal(literal) => Ok(Expr::literal(value_of(literal), span)),
            ast::ExprKind::Parameter(name) => {
                let name = self.parameter(&name.text, name.span)?;
                Ok(Expr::new(ExprKind::Parameter(name), Kind::Any, span))
            }
            ast::ExprKind::Variable(name) => {
                let variable = self.resolve(name)?;
                Ok(self.variable_expr(variable, span))
            }
            ast::ExprKind::Property { target, key } => {
                let subject = self.expr(target)?;
                property(subject, key, span)
            }
            ast::ExprKind::Index { target, index } => {
                let subject = Box::new(self.expr(target)?);
                let index = Box::new(self.expr(index)?);
                let ty = infer::element(&subject.ty).unwrap_or(Kind::Any);
                Ok(Expr::new(ExprKind::Index { subject, index }, ty, span))
            }
            ast::ExprKind::Slice { target, from, to } => {
                let subject = Box::new(self.expr(target)?);
                let mut bound = |bound: &Option<Box<ast::Expr>>| {
                    bound
                        .as_ref()
                        .map(|bound| self.expr(bound).map(Box::new))
                        .transpose()
                };
                let (from, to) = (bound(from)?, bound(to)?);
                let ty = match &subject.ty {
                    list @ Kind::List(_) => list.clone(),
                    _ => Kind::List(Box::new(Kind::Any)),
                };
                Ok(Expr::new(ExprKind::Slice { subject, from, to }, ty, span))
            }
            ast::ExprKind::Unary { op, operand } => self.unary(*op, operand, span),
            ast::ExprKind::Binary { first, rest } => self.binary(first, rest, span),
            ast::ExprKind::And(operands) => {
                let operands = self.truths("AND", operands)?;
                Ok(Expr::new(ExprKind::And(operands), Kind::Boolean, span))
            }
            ast::ExprKind::Or(operands) => {
                let operands = self.truths("OR", operands)?;
                Ok(Expr::new(ExprKind::Or(operands), Kind::Boolean, span))
            }
            ast::ExprKind::Xor(operands) => self.xor(operands, span),
            ast::ExprKind::Comparison { first, rest } => self.comparison(first, rest, span),
            ast::ExprKind::StringTest { op, left, right } => {
                let left = Box::new(self.expr(left)?);
                let right = Box::new(self.expr(right)?);
                let op = match op {
                    ast::StringOp::StartsWith => StringOp::StartsWith,
                    ast::StringOp::EndsWith => StringOp::EndsWith,
                    ast::StringOp::Contains => StringOp::Contains,
                    ast::StringOp::Matches => StringOp::Matches,
                };
                let kind = ExprKind::StringMatch { op, left, right };
                Ok(Expr::new(kind, Kind::Boolean, span))
            }
            ast::ExprKind::In { element, list } => {
                let element = Box::new(self.expr(element)?);
                let list = Box::new(self.list_operand("IN", list)?);
                Ok(Expr::new(
                    ExprKind::In { element, list },
                    Kind::Boolean,
                    span,
                ))
            }
            ast::ExprKind::IsNull { operand, negated } => {
                let operand = Box::new(self.expr(operand)?);
                let kind = ExprKind::IsNull {
                    operand,
                    negated: *negated,
                };
                Ok(Expr::new(kind, Kind::Boolean, span))
            }
            ast::ExprKind::HasLabels { operand, labels } => {
                let subject = self.expr(operand)?;
                if !infer::may_be(&subject.ty, &[Kind::Node, Kind::Relationship]) {
                    return Err(wrong_kind(
                        "a test for labels",
                        "a node or relationship",
                        &subject,
                    ));
                }
                let kind = ExprKind::HasLabels {
                    subject: Box::new(subject),
                    labels: label_expr(labels),
                };
                Ok(Expr::new(kind, Kind::Boolean, span))
            }
            ast::ExprKind::List(items) => {
                let items = self.exprs(items)?;
                let ty = infer::list_of(items.iter().map(|item| &item.ty));
                Ok(Expr::new(ExprKind::List(items), ty, span))
            }
            ast::ExprKind::Map(entries) => {
                let entries = self.entries(entries)?;
                Ok(Expr::new(ExprKind::Map(entries), Kind::Map, span))
            }
            ast::ExprKind::MapProjection { variable, items } => {
                self.map_projection(variable, items, span)
            }
            ast::ExprKind::Case(case) => self.case(case, span),
            ast::ExprKind::FunctionCall(call) => self.function_call(call, span),
            ast::ExprKind::CountStar => self.count_star(span),
            ast::ExprKind::ListComprehension(comprehension) => {
                self.list_comprehension(comprehension, span)
            }
            ast::ExprKind::Quantifier(quantifier) => self.quantifier(quantifier, span),
            ast::ExprKind::Reduce(reduce) => self.reduce(reduce, span),
            ast::ExprKind::PatternComprehension(comprehension) => {
                self.pattern_comprehension(comprehension, span)
            }
            ast::ExprKind::Pattern(pattern) => self.pattern_predicate(pattern, span),
            ast::ExprKind::Exists(subquery) => self.exists(subquery, span),
            ast::ExprKind::Count(subquery) => self.count(subquery, span),
        }
    }

    /// Checks expressions one after another.
    pub(super) fn exprs(&mut self, exprs: &[ast::Expr]) -> Result<Vec<Expr>> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    /// The entries of a map written out.
    pub(super) fn entries(
        &mut self,
        entries: &[(ast::Name, ast::Expr)],
    ) -> Result<Vec<(Arc<str>, Expr)>> {
        entries
            .iter()
            .map(|(key, value)| Ok((Arc::from(key.text.as_str()), self.expr(value)?)))
            .collect()
    }

    /// A condition: it must be able to be a truth value.
    pub(super) fn truth(&mut self, what: &str, expr: &ast::Expr) -> Result<Expr> {
        let operand = self.expr(expr)?;
        if infer::may_be_boolean(&operand.ty) {
            Ok(operand)
        } else {
            Err(wrong_kind(what, "a truth value", &operand))
        }
    }

    pub(super) fn truths(&mut self, what: &str, operands: &[ast::Expr]) -> Result<Vec<Expr>> {
        operands
            .iter()
            .map(|operand| self.truth(what, operand))
            .collect()
    }

    /// An operand that must be able to be a list.
    pub(super) fn list_operand(&mut self, what: &str, expr: &ast::Expr) -> Result<Expr> {
        let operand = self.expr(expr)?;
        if infer::element(&operand.ty).is_some() {
            Ok(operand)
        } else {
            Err(wrong_kind(what, "a list", &operand))
        }
    }

    fn unary(&mut self, op: ast::UnaryOp, operand: &ast::Expr, span: Span) -> Result<Expr> {
        if op == ast::UnaryOp::Not {
            let operand = self.truth("NOT", operand)?;
            return Ok(Expr::new(
                ExprKind::Not(Box::new(operand)),
                Kind::Boolean,
                span,
            ));
        }
        let operand = self.expr(operand)?;
        if !infer::may_be_number(&operand.ty) {
            return Err(wrong_kind("a sign", "a number", &operand));
        }
        let ty = operand.ty.clone();
        let kind = match op {
            ast::UnaryOp::Minus => ExprKind::Negate(Box::new(operand)),
            _ => ExprKind::Plus(Box::new(operand)),
        };
        Ok(Expr::new(kind, ty, span))
    }

    /// `a < b <= c` is `a < b AND b <= c`.
    fn comparison(
        &mut self,
        first: &ast::Expr,
        rest: &[(ast::ComparisonOp, ast::Expr)],
        span: Span,
    ) -> Result<Expr> {
        let mut left = self.expr(first)?;
        let mut links = Vec::with_capacity(rest.len());
        for (op, right) in rest {
            let right = self.expr(right)?;
            let op = match op {
                ast::ComparisonOp::Equal => CompareOp::Equal,
                ast::ComparisonOp::NotEqual => CompareOp::NotEqual,
                ast::ComparisonOp::Less => CompareOp::Less,
                ast::ComparisonOp::LessOrEqual => CompareOp::LessOrEqual,
                ast::ComparisonOp::Greater => CompareOp::Greater,
                ast::ComparisonOp::GreaterOrEqual => CompareOp::GreaterOrEqual,
            };
            let link_span = left.span.to(right.span);
            let kind = ExprKind::Compare {
                op,
                left: Box::new(left),
                right: Box::new(right.clone()),
            };
            links.push(Expr::new(kind, Kind::Boolean, link_span));
            left = right;
        }
        Ok(conjunction(links, span).unwrap_or(left))
    }

    fn case(&mut self, case: &ast::Case, span: Span) -> Result<Expr> {
        let subject = match &case.operand {
            Some(operand) => Some(Box::new(self.expr(operand)?)),
            None => None,
        };
        let mut branches = Vec::with_capacity(case.alternatives.len());
        for alternative in &case.alternatives {
            let when = if subject.is_some() {
                self.expr(&alternative.when)?
            } else {
                self.truth("WHEN", &alternative.when)?
            };
            branches.push((when, self.expr(&alternative.then)?));
        }
        let otherwise = match &case.otherwise {
            Some(otherwise) => Some(Box::new(self.expr(otherwise)?)),
            None => None,
        };
        let results = branches.iter().map(|(_, then)| &then.ty);
        let ty = infer::join_all(results.chain(otherwise.iter().map(|otherwise| &otherwise.ty)));
        let kind = ExprKind::Case {
            subject,
            branches,
            otherwise,
        };
        Ok(Expr::new(kind, ty, span))
    }
}

/// All of them as one condition; `None` for none.
pub(super) fn conjunction(mut conditions: Vec<Expr>, span: Span) -> Option<Expr> {
    if conditions.len() > 1 {
        return Some(Expr::new(ExprKind::And(conditions), Kind::Boolean, span));
    }
    conditions.pop()
}

/// `subject.key`, where the subject may have properties.
pub(super) fn property(subject: Expr, key: &ast::Name, span: Span) -> Result<Expr> {
    let ty = match &subject.ty {
        Kind::Any | Kind::Map | Kind::Node | Kind::Relationship => Kind::Any,
        Kind::Null => Kind::Null,
        Kind::Date
        | Kind::LocalTime
        | Kind::Time
        | Kind::LocalDateTime
        | Kind::DateTime
        | Kind::Duration => Kind::Any,
        found => {
            // openCypher files the two under different classes.
            let code = if *found == Kind::Path {
                Code::InvalidArgumentType
            } else {
                Code::InvalidArgumentTypeError
            };
            return Err(Diagnostic::new(
                code,
                format!(
                    "`.{}` needs a node, relationship or map, but this is a {found}",
                    key.text
                ),
            )
            .at(subject.span));
        }
    };
    let kind = ExprKind::Property {
        subject: Box::new(subject),
        key: Arc::from(key.text.as_str()),
    };
    Ok(Expr::new(kind, ty, span))
}

/// A label expression with its names.
pub(super) fn label_expr(labels: &ast::LabelExpr) -> LabelExpr {
    let all = |parts: &[ast::LabelExpr]| parts.iter().map(label_expr).collect();
    match &labels.kind {
        ast::LabelExprKind::Name(name) => LabelExpr::Label(Arc::from(name.text.as_str())),
        ast::LabelExprKind::Any => LabelExpr::Any,
        ast::LabelExprKind::Not(inner) => LabelExpr::Not(Box::new(label_expr(inner))),
        ast::LabelExprKind::And(parts) => LabelExpr::And(all(parts)),
        ast::LabelExprKind::Or(parts) => LabelExpr::Or(all(parts)),
    }
}

fn value_of(literal: &ast::Literal) -> Value {
    match literal {
        ast::Literal::Null => Value::Null,
        ast::Literal::Boolean(value) => Value::Boolean(*value),
        ast::Literal::Integer(value) => Value::Integer(*value),
        ast::Literal::Float(value) => Value::Float(*value),
        ast::Literal::String(value) => Value::string(value),
    }
}
