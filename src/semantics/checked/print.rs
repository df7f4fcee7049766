//! Checked trees as compact text, for tests, EXPLAIN and for asking whether two expressions mean the same.
//!
//! In: a query or an expression with the tables of its statement. Out: text that reads like the language. Knows
//! nothing of scopes.

use std::collections::HashMap;
use std::fmt::Write;

use super::{
    ArithmeticOp, Body, CompareOp, Direction, Expr, ExprKind, LabelExpr, Length, Quantifier, Query,
    StringOp, Subquery, SubqueryKind, VarId, Variable,
};
use crate::value::{Value, literal};

mod clause;

/// The whole query as text, one clause after another.
///
/// A variable is shown by its name; where several have the same, its number follows: `x@4`. Anonymous ones are `_4`.
pub fn query(query: &Query) -> String {
    let mut printer = Printer::new(&query.variables, &query.subqueries, None);
    printer.body(&query.body);
    printer.out
}

/// An expression as text, with the variables and subqueries of its statement.
pub fn expr(expr: &Expr, variables: &[Variable], subqueries: &[Subquery]) -> String {
    let mut printer = Printer::new(variables, subqueries, None);
    printer.expr(expr);
    printer.out
}

/// A text that two expressions share when they mean the same in the same row. Variables for which `is_local` holds
/// (those the expression binds itself) count by the order in which they occur, all others by their number.
pub fn fingerprint(
    expr: &Expr,
    variables: &[Variable],
    subqueries: &[Subquery],
    is_local: &dyn Fn(VarId) -> bool,
) -> String {
    let mut printer = Printer::new(variables, subqueries, Some(is_local));
    printer.expr(expr);
    printer.out
}

/// The text so far and what is needed to go on.
struct Printer<'a> {
    variables: &'a [Variable],
    subqueries: &'a [Subquery],
    /// Set for fingerprints: which variables count by order.
    is_local: Option<&'a dyn Fn(VarId) -> bool>,
    locals: HashMap<VarId, usize>,
    out: String,
}

impl<'a> Printer<'a> {
    fn new(
        variables: &'a [Variable],
        subqueries: &'a [Subquery],
        is_local: Option<&'a dyn Fn(VarId) -> bool>,
    ) -> Self {
        Self {
            variables,
            subqueries,
            is_local,
            locals: HashMap::new(),
            out: String::new(),
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writing to a string cannot fail, so the result is of no interest.
    fn args(&mut self, args: std::fmt::Arguments<'_>) {
        let _ = self.out.write_fmt(args);
    }

    fn variable(&mut self, variable: VarId) {
        if let Some(is_local) = self.is_local {
            if is_local(variable) {
                let next = self.locals.len();
                let number = *self.locals.entry(variable).or_insert(next);
                self.args(format_args!("?{number}"));
            } else {
                self.args(format_args!("%{}", variable.0));
            }
            return;
        }
        match self.variables.get(variable.index()) {
            Some(known) if known.named => {
                let name = known.name.clone();
                let same = self
                    .variables
                    .iter()
                    .filter(|other| other.named && other.name == name)
                    .count();
                self.text(&name);
                if same > 1 {
                    self.args(format_args!("@{}", variable.0));
                }
            }
            _ => self.args(format_args!("_{}", variable.0)),
        }
    }

    /// The elements with commas between them.
    fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.separated(", ", items, &mut each);
    }

    fn separated<T>(
        &mut self,
        separator: &str,
        items: impl IntoIterator<Item = T>,
        each: &mut dyn FnMut(&mut Self, T),
    ) {
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.text(separator);
            }
            each(self, item);
        }
    }

    fn binary(&mut self, left: &Expr, operator: &str, right: &Expr) {
        self.text("(");
        self.expr(left);
        self.args(format_args!(" {operator} "));
        self.expr(right);
        self.text(")");
    }

    fn literal(&mut self, value: &Value) {
        match value {
            Value::Null => self.text("null"),
            Value::Boolean(value) => self.args(format_args!("{value}")),
            Value::Integer(value) => self.args(format_args!("{value}")),
            Value::Float(value) => self.args(format_args!("{value:?}")),
            Value::String(value) => self.args(format_args!("{value:?}")),
            Value::List(items) => {
                self.text("[");
                self.list(items.iter(), Self::literal);
                self.text("]");
            }
            Value::Map(map) => {
                self.text("{");
                self.list(map.iter(), |printer, (key, value)| {
                    printer.args(format_args!("{key}: "));
                    printer.literal(value);
                });
                self.text("}");
            }
            other => self.text(&literal::cypher(other)),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Literal(value) => self.literal(value),
            ExprKind::Parameter(name) => self.args(format_args!("${name}")),
            ExprKind::Variable(variable) => self.variable(*variable),
            ExprKind::Property { subject, key } => {
                self.expr(subject);
                self.args(format_args!(".{key}"));
            }
            ExprKind::Index { subject, index } => {
                self.expr(subject);
                self.text("[");
                self.expr(index);
                self.text("]");
            }
            ExprKind::Slice { subject, from, to } => {
                self.expr(subject);
                self.text("[");
                if let Some(from) = from {
                    self.expr(from);
                }
                self.text("..");
                if let Some(to) = to {
                    self.expr(to);
                }
                self.text("]");
            }
            ExprKind::Negate(operand) => {
                self.text("-");
                self.expr(operand);
            }
            ExprKind::Plus(operand) => {
                self.text("+");
                self.expr(operand);
            }
            ExprKind::Not(operand) => {
                self.text("NOT ");
                self.expr(operand);
            }
            ExprKind::Arithmetic { op, left, right } => {
                let operator = match op {
                    ArithmeticOp::Add => "+",
                    ArithmeticOp::Subtract => "-",
                    ArithmeticOp::Multiply => "*",
                    ArithmeticOp::Divide => "/",
                    ArithmeticOp::Modulo => "%",
                    ArithmeticOp::Power => "^",
                    ArithmeticOp::Concatenate => "||",
                };
                self.binary(left, operator, right);
            }
            ExprKind::Compare { op, left, right } => {
                let operator = match op {
                    CompareOp::Equal => "=",
                    CompareOp::NotEqual => "<>",
                    CompareOp::Less => "<",
                    CompareOp::LessOrEqual => "<=",
                    CompareOp::Greater => ">",
                    CompareOp::GreaterOrEqual => ">=",
                };
                self.binary(left, operator, right);
            }
            ExprKind::StringMatch { op, left, right } => {
                let operator = match op {
                    StringOp::StartsWith => "STARTS WITH",
                    StringOp::EndsWith => "ENDS WITH",
                    StringOp::Contains => "CONTAINS",
                    StringOp::Matches => "=~",
                };
                self.binary(left, operator, right);
            }
            ExprKind::In { element, list } => self.binary(element, "IN", list),
            ExprKind::And(operands) => self.joined(" AND ", operands),
            ExprKind::Or(operands) => self.joined(" OR ", operands),
            ExprKind::Xor(left, right) => self.binary(left, "XOR", right),
            ExprKind::IsNull { operand, negated } => {
                self.text("(");
                self.expr(operand);
                self.text(if *negated {
                    " IS NOT NULL)"
                } else {
                    " IS NULL)"
                });
            }
            ExprKind::HasLabels { subject, labels } => {
                self.text("(");
                self.expr(subject);
                self.text(":");
                self.labels(labels);
                self.text(")");
            }
            ExprKind::List(items) => {
                self.text("[");
                self.list(items, Self::expr);
                self.text("]");
            }
            ExprKind::Map(entries) => {
                self.text("{");
                self.list(entries, |printer, (key, value)| {
                    printer.args(format_args!("{key}: "));
                    printer.expr(value);
                });
                self.text("}");
            }
            ExprKind::Case {
                subject,
                branches,
                otherwise,
            } => {
                self.text("CASE");
                if let Some(subject) = subject {
                    self.text(" ");
                    self.expr(subject);
                }
                for (when, then) in branches {
                    self.text(" WHEN ");
                    self.expr(when);
                    self.text(" THEN ");
                    self.expr(then);
                }
                if let Some(otherwise) = otherwise {
                    self.text(" ELSE ");
                    self.expr(otherwise);
                }
                self.text(" END");
            }
            ExprKind::Function { function, args } => {
                self.text(function.name);
                self.text("(");
                self.list(args, Self::expr);
                self.text(")");
            }
            ExprKind::ListComprehension {
                variable,
                list,
                predicate,
                projection,
            } => {
                self.text("[");
                self.variable(*variable);
                self.text(" IN ");
                self.expr(list);
                self.condition(predicate.as_deref());
                if let Some(projection) = projection {
                    self.text(" | ");
                    self.expr(projection);
                }
                self.text("]");
            }
            ExprKind::Quantifier {
                quantifier,
                variable,
                list,
                predicate,
            } => {
                self.text(match quantifier {
                    Quantifier::All => "all(",
                    Quantifier::Any => "any(",
                    Quantifier::None => "none(",
                    Quantifier::Single => "single(",
                });
                self.variable(*variable);
                self.text(" IN ");
                self.expr(list);
                self.condition(Some(predicate));
                self.text(")");
            }
            ExprKind::Reduce {
                accumulator,
                initial,
                variable,
                list,
                body,
            } => {
                self.text("reduce(");
                self.variable(*accumulator);
                self.text(" = ");
                self.expr(initial);
                self.text(", ");
                self.variable(*variable);
                self.text(" IN ");
                self.expr(list);
                self.text(" | ");
                self.expr(body);
                self.text(")");
            }
            ExprKind::Subquery(id) => match self.subqueries.get(id.0 as usize) {
                Some(subquery) => self.subquery(subquery),
                None => self.args(format_args!("SUBQUERY {}", id.0)),
            },
        }
    }

    fn joined(&mut self, separator: &str, operands: &[Expr]) {
        self.text("(");
        self.separated(separator, operands, &mut Self::expr);
        self.text(")");
    }

    fn condition(&mut self, predicate: Option<&Expr>) {
        if let Some(predicate) = predicate {
            self.text(" WHERE ");
            self.expr(predicate);
        }
    }

    fn subquery(&mut self, subquery: &Subquery) {
        match &subquery.kind {
            SubqueryKind::Exists => self.text("EXISTS { "),
            SubqueryKind::Count => self.text("COUNT { "),
            SubqueryKind::Collect(_) => self.text("COLLECT { "),
        }
        self.body(&subquery.body);
        if let SubqueryKind::Collect(value) = &subquery.kind {
            self.text(" | ");
            self.expr(value);
        }
        self.text(" }");
    }

    fn body(&mut self, body: &Body) {
        for (index, branch) in body.branches.iter().enumerate() {
            if index > 0 {
                self.text(if body.all { " UNION ALL " } else { " UNION " });
            }
            self.separated(" ", &branch.clauses, &mut Self::clause);
        }
    }

    fn labels(&mut self, labels: &LabelExpr) {
        match labels {
            LabelExpr::Label(name) => self.text(name),
            LabelExpr::Any => self.text("%"),
            LabelExpr::Not(inner) => {
                self.text("!");
                self.labels(inner);
            }
            LabelExpr::And(parts) => {
                self.text("(");
                self.separated("&", parts, &mut Self::labels);
                self.text(")");
            }
            LabelExpr::Or(parts) => {
                self.text("(");
                self.separated("|", parts, &mut Self::labels);
                self.text(")");
            }
        }
    }

    fn length(&mut self, length: Length) {
        self.args(format_args!("*{}..", length.min));
        if let Some(max) = length.max {
            self.args(format_args!("{max}"));
        }
    }

    fn arrow(&mut self, direction: Direction, inside: impl FnOnce(&mut Self)) {
        self.text(if direction == Direction::Incoming {
            "<-["
        } else {
            "-["
        });
        inside(self);
        self.text(if direction == Direction::Outgoing {
            "]->"
        } else {
            "]-"
        });
    }
}
