//! The scalar evaluator: openCypher's semantics, one value at a time.
//!
//! In: a checked expression, a row, an environment. Out: a value, or a diagnostic at the expression's place. Knows
//! nothing of columns; it is the reference every faster path is checked against.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::made::Made;
use super::{Bound, Environment, Row, access};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::{Host, long_text, room};
use crate::semantics::checked::{
    ArithmeticOp, CompareOp, Expr, ExprKind, LabelExpr, Quantifier, StringOp, VarId,
};
use crate::value::bulk::Bulk;
use crate::value::pace::Pace;
use crate::value::truth::{self, Truth};
use crate::value::{Extent, List, Map, Value, equality, number, order};

/// Lists of no more elements are not worth asking for room.
const FEW: usize = 1 << 12;

/// The value of an expression in a row.
///
/// # Errors
/// What openCypher calls runtime errors, with the place of the innermost expression that failed.
pub(crate) fn eval(expr: &Expr, row: &dyn Row, environment: &dyn Environment) -> Result<Value> {
    Evaluator { environment }.eval(expr, row)
}

/// The truth of a condition in a row.
///
/// # Errors
/// As [`eval`]; also when the value is neither Boolean nor null.
pub(crate) fn eval_truth(
    expr: &Expr,
    row: &dyn Row,
    environment: &dyn Environment,
) -> Result<Truth> {
    Evaluator { environment }.truth(expr, row)
}

/// Elements of a list that are searched at once.
const RUN: usize = 1024;

struct Evaluator<'e> {
    environment: &'e dyn Environment,
}

impl Evaluator<'_> {
    fn eval(&self, expr: &Expr, row: &dyn Row) -> Result<Value> {
        self.kind(expr, row)
            .map_err(|problem| problem.or_at(expr.span))
    }

    fn kind(&self, expr: &Expr, row: &dyn Row) -> Result<Value> {
        match &expr.kind {
            ExprKind::Literal(value) => Ok(value.clone()),
            ExprKind::Parameter(name) => self.environment.parameter(name).ok_or_else(|| {
                Diagnostic::new(
                    Code::MissingParameter,
                    format!("the parameter `${name}` was not given"),
                )
            }),
            ExprKind::Variable(variable) => Ok(row.get(*variable)),
            ExprKind::Property { subject, key } => {
                access::property(&self.eval(subject, row)?, key, self.environment)
            }
            ExprKind::Index { subject, index } => access::element(
                &self.eval(subject, row)?,
                &self.eval(index, row)?,
                self.environment,
            ),
            ExprKind::Slice { subject, from, to } => {
                let subject = self.eval(subject, row)?;
                let from = from.as_ref().map(|from| self.eval(from, row)).transpose()?;
                let to = to.as_ref().map(|to| self.eval(to, row)).transpose()?;
                access::slice(
                    &subject,
                    from.as_ref(),
                    to.as_ref(),
                    self.environment.host(),
                )
            }
            ExprKind::Negate(operand) => number::negate(&self.eval(operand, row)?),
            ExprKind::Plus(operand) => number::plus(&self.eval(operand, row)?),
            ExprKind::Arithmetic { op, left, right } => arithmetic(
                *op,
                &self.eval(left, row)?,
                &self.eval(right, row)?,
                self.environment.host(),
            ),
            ExprKind::Compare { op, left, right } => {
                let (left, right) = (self.eval(left, row)?, self.eval(right, row)?);
                let mut pace = room::watched(self.environment.host());
                compare(*op, &left, &right, &mut pace).map(from_truth)
            }
            ExprKind::StringMatch { op, left, right } => {
                let (left, right) = (self.eval(left, row)?, self.eval(right, row)?);
                self.string_match(*op, &left, &right)
            }
            ExprKind::In { element, list } => {
                let (element, list) = (self.eval(element, row)?, self.eval(list, row)?);
                let mut pace = room::watched(self.environment.host());
                contains(&element, &list, &mut pace).map(from_truth)
            }
            ExprKind::And(operands) => {
                let mut all = Some(true);
                for operand in operands {
                    all = truth::and(all, self.truth(operand, row)?);
                    if all == Some(false) {
                        break;
                    }
                }
                Ok(from_truth(all))
            }
            ExprKind::Or(operands) => {
                let mut any = Some(false);
                for operand in operands {
                    any = truth::or(any, self.truth(operand, row)?);
                    if any == Some(true) {
                        break;
                    }
                }
                Ok(from_truth(any))
            }
            ExprKind::Xor(left, right) => Ok(from_truth(truth::xor(
                self.truth(left, row)?,
                self.truth(right, row)?,
            ))),
            ExprKind::Not(operand) => Ok(from_truth(truth::not(self.truth(operand, row)?))),
            ExprKind::IsNull { operand, negated } => Ok(Value::Boolean(
                self.eval(operand, row)?.is_null() != *negated,
            )),
            ExprKind::HasLabels { subject, labels } => self
                .has_labels(&self.eval(subject, row)?, labels)
                .map(from_truth),
            ExprKind::List(items) => {
                // No more room than it takes: collecting what may fail begins with room for four.
                let mut values = Vec::with_capacity(items.len());
                for item in items {
                    values.push(self.eval(item, row)?);
                }
                self.written(Value::list(values))
            }
            ExprKind::Map(entries) => {
                let mut map = Map::with_capacity(entries.len());
                for (key, value) in entries {
                    map.insert(key.clone(), self.eval(value, row)?);
                }
                self.written(Value::map(map))
            }
            ExprKind::Case {
                subject,
                branches,
                otherwise,
            } => self.case(subject.as_deref(), branches, otherwise.as_deref(), row),
            ExprKind::Function { function, args } if function.first_known => {
                for arg in args {
                    let value = self.eval(arg, row)?;
                    if !value.is_null() {
                        return Ok(value);
                    }
                }
                Ok(Value::Null)
            }
            ExprKind::Function { function, args } => {
                let args: Result<Vec<Value>> = args.iter().map(|arg| self.eval(arg, row)).collect();
                let value = (function.call)(&args?, self.environment.host())?;
                self.written(value)
            }
            ExprKind::ListComprehension {
                variable,
                list,
                predicate,
                projection,
            } => self.comprehension(
                *variable,
                list,
                predicate.as_deref(),
                projection.as_deref(),
                row,
            ),
            ExprKind::Quantifier {
                quantifier,
                variable,
                list,
                predicate,
            } => self.quantifier(*quantifier, *variable, list, predicate, row),
            ExprKind::Reduce {
                accumulator,
                initial,
                variable,
                list,
                body,
            } => {
                let Some(items) = self.list(list, row)? else {
                    return Ok(Value::Null);
                };
                let mut result = self.eval(initial, row)?;
                for (place, item) in items.iter().enumerate() {
                    self.check(place)?;
                    let outer = Bound {
                        outer: row,
                        variable: *accumulator,
                        value: &result,
                    };
                    let inner = Bound {
                        outer: &outer,
                        variable: *variable,
                        value: item,
                    };
                    result = self.eval(body, &inner)?;
                }
                Ok(result)
            }
            ExprKind::Subquery(id) => self.environment.run_subquery(*id, row),
        }
    }

    /// A value made of others, if there is room for it written out.
    fn written(&self, value: Value) -> Result<Value> {
        room::written(value, self.environment.host())
    }

    /// Asks now and then whether to go on with a loop that is at this place.
    fn check(&self, place: usize) -> Result<()> {
        if place % 64 == 63 {
            self.environment.check()
        } else {
            Ok(())
        }
    }

    fn truth(&self, expr: &Expr, row: &dyn Row) -> Result<Truth> {
        let value = self.eval(expr, row)?;
        truth::truth(&value).map_err(|_| {
            Diagnostic::new(
                Code::RuntimeInvalidArgumentType,
                format!("a condition must be Boolean, not {}", value.kind()),
            )
            .at(expr.span)
        })
    }

    /// The elements of a list; `None` for null.
    fn list(&self, expr: &Expr, row: &dyn Row) -> Result<Option<List>> {
        match self.eval(expr, row)? {
            Value::Null => Ok(None),
            Value::List(items) => Ok(Some(items)),
            other => Err(Diagnostic::new(
                Code::RuntimeInvalidArgumentType,
                format!("a List is needed, not {:#}", other.kind()),
            )
            .at(expr.span)),
        }
    }

    fn case(
        &self,
        subject: Option<&Expr>,
        branches: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
        row: &dyn Row,
    ) -> Result<Value> {
        let subject = subject.map(|subject| self.eval(subject, row)).transpose()?;
        for (when, then) in branches {
            let chosen = match &subject {
                None => self.truth(when, row)?,
                Some(subject) => {
                    let mut pace = room::watched(self.environment.host());
                    equality::equals_at(subject, &self.eval(when, row)?, &mut pace)?
                }
            };
            if chosen == Some(true) {
                return self.eval(then, row);
            }
        }
        otherwise.map_or(Ok(Value::Null), |otherwise| self.eval(otherwise, row))
    }

    fn comprehension(
        &self,
        variable: VarId,
        list: &Expr,
        predicate: Option<&Expr>,
        projection: Option<&Expr>,
        row: &dyn Row,
    ) -> Result<Value> {
        let Some(items) = self.list(list, row)? else {
            return Ok(Value::Null);
        };
        // Without a condition there will be as many.
        let sure = if predicate.is_none() { items.len() } else { 0 };
        if sure > FEW {
            let bytes = sure.saturating_mul(size_of::<Value>());
            self.environment.host().room(bytes)?;
        }
        let mut result: Bulk<Value> = Bulk::with_capacity(sure);
        let mut made = Made::within(self.environment.memory());
        for (place, item) in items.iter().enumerate() {
            self.check(place)?;
            let row = Bound {
                outer: row,
                variable,
                value: item,
            };
            if let Some(predicate) = predicate
                && self.truth(predicate, &row)? != Some(true)
            {
                continue;
            }
            let value = match projection {
                Some(projection) => self.eval(projection, &row)?,
                None => item.clone(),
            };
            made.note(&value, self.environment.host())?;
            if result.len() == result.capacity() && result.len() >= FEW {
                // Both lie there while it is moved.
                let bytes = 2 * result.len() * size_of::<Value>();
                self.environment.host().room(bytes)?;
            }
            result.push(value);
        }
        result.shrink_to_fit();
        self.written(Value::List(result.into()))
    }

    /// Unknown elements count neither way until nothing else decides.
    fn quantifier(
        &self,
        quantifier: Quantifier,
        variable: VarId,
        list: &Expr,
        predicate: &Expr,
        row: &dyn Row,
    ) -> Result<Value> {
        let Some(items) = self.list(list, row)? else {
            return Ok(Value::Null);
        };
        let (mut holds, mut unknown) = (0_usize, 0_usize);
        for (place, item) in items.iter().enumerate() {
            self.check(place)?;
            match self.truth(
                predicate,
                &Bound {
                    outer: row,
                    variable,
                    value: item,
                },
            )? {
                Some(true) => holds += 1,
                Some(false) if quantifier == Quantifier::All => return Ok(Value::Boolean(false)),
                Some(false) => {}
                None => unknown += 1,
            }
            let settled = match quantifier {
                Quantifier::All => None,
                Quantifier::Any => (holds > 0).then_some(true),
                Quantifier::None => (holds > 0).then_some(false),
                Quantifier::Single => (holds > 1).then_some(false),
            };
            if let Some(settled) = settled {
                return Ok(Value::Boolean(settled));
            }
        }
        Ok(from_truth(match quantifier {
            _ if unknown > 0 => None,
            Quantifier::All | Quantifier::None => Some(true),
            Quantifier::Any => Some(false),
            Quantifier::Single => Some(holds == 1),
        }))
    }

    fn string_match(&self, op: StringOp, left: &Value, right: &Value) -> Result<Value> {
        let (Value::String(text), Value::String(part)) = (left, right) else {
            return Ok(Value::Null);
        };
        let (text, part): (&str, &str) = (text, part);
        Ok(Value::Boolean(match op {
            StringOp::StartsWith => text.starts_with(part),
            StringOp::EndsWith => text.ends_with(part),
            StringOp::Contains => long_text::contains(text, part, self.environment.host())?,
            StringOp::Matches => self.environment.matches(text, part)?,
        }))
    }

    fn has_labels(&self, subject: &Value, labels: &LabelExpr) -> Result<Truth> {
        match subject {
            Value::Null => Ok(None),
            Value::Node(node) => labels_hold(
                labels,
                &mut |label| self.environment.has_label(node.id, label),
                &mut || Ok(!self.environment.labels_of(node.id)?.is_empty()),
            )
            .map(Some),
            Value::Relationship(relationship) => {
                let ty = self.environment.type_of(relationship.id)?;
                labels_hold(labels, &mut |label| Ok(*ty == *label), &mut || Ok(true)).map(Some)
            }
            other => Err(Diagnostic::new(
                Code::RuntimeInvalidArgumentType,
                format!("{:#} has no labels", other.kind()),
            )),
        }
    }
}

/// Does a label expression hold, given which labels are there and whether there is any?
pub(crate) fn labels_hold(
    labels: &LabelExpr,
    has: &mut dyn FnMut(&str) -> Result<bool>,
    any: &mut dyn FnMut() -> Result<bool>,
) -> Result<bool> {
    Ok(match labels {
        LabelExpr::Label(label) => has(label)?,
        LabelExpr::Any => any()?,
        LabelExpr::Not(inner) => !labels_hold(inner, has, any)?,
        LabelExpr::And(parts) => {
            for part in parts {
                if !labels_hold(part, has, any)? {
                    return Ok(false);
                }
            }
            true
        }
        LabelExpr::Or(parts) => {
            for part in parts {
                if labels_hold(part, has, any)? {
                    return Ok(true);
                }
            }
            false
        }
    })
}

/// A three-valued truth as a value.
pub(crate) fn from_truth(truth: Truth) -> Value {
    truth.map_or(Value::Null, Value::Boolean)
}

/// `left op right` for comparisons, three-valued.
pub(crate) fn compare<P: Pace>(
    op: CompareOp,
    left: &Value,
    right: &Value,
    pace: &mut P,
) -> Result<Truth, P::Stop> {
    let mut ordering = |test: fn(Ordering) -> bool| {
        let order = order::comparison_at(left, right, pace)?;
        Ok(order.map(|order| order.is_some_and(test)))
    };
    match op {
        CompareOp::Equal => equality::equals_at(left, right, pace),
        CompareOp::NotEqual => equality::equals_at(left, right, pace).map(truth::not),
        CompareOp::Less => ordering(Ordering::is_lt),
        CompareOp::LessOrEqual => ordering(Ordering::is_le),
        CompareOp::Greater => ordering(Ordering::is_gt),
        CompareOp::GreaterOrEqual => ordering(Ordering::is_ge),
    }
}

/// `left op right` for arithmetic.
pub(crate) fn arithmetic(
    op: ArithmeticOp,
    left: &Value,
    right: &Value,
    host: &dyn Host,
) -> Result<Value> {
    match op {
        ArithmeticOp::Add => add(left, right, host),
        ArithmeticOp::Subtract => number::subtract(left, right),
        ArithmeticOp::Multiply => number::multiply(left, right),
        ArithmeticOp::Divide => number::divide(left, right),
        ArithmeticOp::Modulo => number::modulo(left, right),
        ArithmeticOp::Power => number::power(left, right),
        ArithmeticOp::Concatenate => match (left, right) {
            (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
            (Value::String(_), Value::String(_)) | (Value::List(_), Value::List(_)) => {
                add(left, right, host)
            }
            _ => Err(Diagnostic::new(
                Code::RuntimeInvalidArgumentType,
                format!(
                    "|| joins two Strings or two Lists, not {} and {}",
                    left.kind(),
                    right.kind()
                ),
            )),
        },
    }
}

/// `+`: also joins strings and lists, and adds an element at either end of a list.
fn add(left: &Value, right: &Value, host: &dyn Host) -> Result<Value> {
    match (left, right) {
        (Value::List(a), Value::List(b)) => {
            let extent = a.extent().joined(b.extent());
            let items = room::joined_list(a.iter().chain(b.iter()), a.len() + b.len(), host)?;
            room::written(Value::List(List::measured(items, extent)), host)
        }
        (Value::Null, _) | (_, Value::Null) => Ok(Value::Null),
        (Value::List(items), element) => {
            let extent = items.extent().with(Extent::of(element));
            let elements = items.iter().chain([element]);
            let items = room::joined_list(elements, items.len() + 1, host)?;
            room::written(Value::List(List::measured(items, extent)), host)
        }
        (element, Value::List(items)) => {
            let extent = items.extent().with(Extent::of(element));
            let elements = [element].into_iter().chain(items.iter());
            let items = room::joined_list(elements, items.len() + 1, host)?;
            room::written(Value::List(List::measured(items, extent)), host)
        }
        (Value::String(_), Value::String(_) | Value::Integer(_) | Value::Float(_))
        | (Value::Integer(_) | Value::Float(_), Value::String(_)) => {
            let (left, right) = (to_text(left), to_text(right));
            let bytes = left.len() + right.len();
            room::text(bytes, bytes, host)?;
            let mut joined = String::with_capacity(bytes);
            long_text::append(&mut joined, &left, host)?;
            long_text::append(&mut joined, &right, host)?;
            Ok(joined.into())
        }
        _ => number::add(left, right),
    }
}

/// A text itself, a number as text.
fn to_text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(crate::value::cast::to_text(other).unwrap_or_default()),
    }
}

/// `element IN list`: true when one is equal, else null when it is not known, else false.
pub(crate) fn contains(
    element: &Value,
    list: &Value,
    pace: &mut impl Pace<Stop = Diagnostic>,
) -> Result<Truth> {
    let items = match list {
        Value::Null => return Ok(None),
        Value::List(items) => items,
        other => {
            return Err(Diagnostic::new(
                Code::RuntimeInvalidArgumentType,
                format!("IN needs a List, not {:#}", other.kind()),
            ));
        }
    };
    let has_parts = matches!(element, Value::List(_) | Value::Map(_));
    let mut found = Some(false);
    for items in items.chunks(RUN) {
        pace.steps(items.len())?;
        for item in items {
            let same = if has_parts {
                equality::equals_at(element, item, pace)?
            } else {
                equality::equals(element, item)
            };
            found = truth::or(found, same);
            if found == Some(true) {
                return Ok(found);
            }
        }
    }
    Ok(found)
}
