//! Kinds of expressions from the kinds of their parts.
//!
//! In: kinds. Out: the kind of the result, or `None` when the operation can never work on such operands. Knows nothing
//! of names or places.

use super::checked::ArithmeticOp;
use crate::value::Kind;

/// What is certain of a value that has one kind or the other.
pub(super) fn join(left: &Kind, right: &Kind) -> Kind {
    match (left, right) {
        (Kind::Null, other) | (other, Kind::Null) => other.clone(),
        (left, right) if left == right => left.clone(),
        (left, right) if is_number(left) && is_number(right) => Kind::Number,
        (Kind::List(left), Kind::List(right)) => Kind::List(Box::new(join(left, right))),
        _ => Kind::Any,
    }
}

/// What is certain of all of them.
pub(super) fn join_all<'a>(kinds: impl IntoIterator<Item = &'a Kind>) -> Kind {
    let mut kinds = kinds.into_iter();
    let Some(first) = kinds.next() else {
        return Kind::Any;
    };
    kinds.fold(first.clone(), |joined, kind| join(&joined, kind))
}

/// The kind of a list written out, from its elements.
pub(super) fn list_of<'a>(elements: impl IntoIterator<Item = &'a Kind>) -> Kind {
    let element = match join_all(elements) {
        Kind::Null => Kind::Any,
        kind => kind,
    };
    Kind::List(Box::new(element))
}

/// The kind of the elements of a list; `None` when it is no list.
pub(super) fn element(list: &Kind) -> Option<Kind> {
    match list {
        Kind::List(element) => Some((**element).clone()),
        Kind::Any | Kind::Null => Some(Kind::Any),
        _ => None,
    }
}

/// May a value of this kind be one of these? Unknown and null always may.
pub(super) fn may_be(kind: &Kind, wanted: &[Kind]) -> bool {
    is_unknown(kind)
        || wanted.contains(kind)
        || (*kind == Kind::Number && wanted.iter().any(is_number))
}

/// May it be a truth value?
pub(super) fn may_be_boolean(kind: &Kind) -> bool {
    may_be(kind, &[Kind::Boolean])
}

/// May it be a number?
pub(super) fn may_be_number(kind: &Kind) -> bool {
    is_unknown(kind) || is_number(kind)
}

fn is_unknown(kind: &Kind) -> bool {
    matches!(kind, Kind::Any | Kind::Null)
}

fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Integer | Kind::Float | Kind::Number)
}

fn is_instant(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Date | Kind::LocalTime | Kind::Time | Kind::LocalDateTime | Kind::DateTime
    )
}

/// The kind of `left op right`; `None` when no values of these kinds fit the operator.
pub(super) fn arithmetic(op: ArithmeticOp, left: &Kind, right: &Kind) -> Option<Kind> {
    use ArithmeticOp::{Add, Concatenate, Divide, Modulo, Multiply, Power, Subtract};
    match (op, left, right) {
        (Add | Concatenate, Kind::List(left), Kind::List(right)) => {
            Some(Kind::List(Box::new(join(left, right))))
        }
        (Add, Kind::List(list), single) | (Add, single, Kind::List(list)) => {
            let element = if is_unknown(single) {
                Kind::Any
            } else {
                join(list, single)
            };
            Some(Kind::List(Box::new(element)))
        }
        (_, Kind::Null, other) | (_, other, Kind::Null) => {
            is_operand(op, other).then_some(Kind::Null)
        }
        // A value of unknown kind may still be a list, to which anything can be added.
        (Add, Kind::Any, _) | (Add, _, Kind::Any) => Some(Kind::Any),
        (_, Kind::Any, other) | (_, other, Kind::Any) => is_operand(op, other).then_some(Kind::Any),
        (Add | Concatenate, Kind::String, Kind::String) => Some(Kind::String),
        (Add, Kind::String, other) | (Add, other, Kind::String)
            if is_number(other) || is_instant(other) || *other == Kind::Duration =>
        {
            Some(Kind::String)
        }
        (Add | Subtract, Kind::Duration, Kind::Duration) => Some(Kind::Duration),
        (Add, instant, Kind::Duration) | (Add, Kind::Duration, instant) if is_instant(instant) => {
            Some(instant.clone())
        }
        (Subtract, instant, Kind::Duration) if is_instant(instant) => Some(instant.clone()),
        (Multiply, Kind::Duration, number) | (Multiply, number, Kind::Duration)
            if is_number(number) =>
        {
            Some(Kind::Duration)
        }
        (Divide, Kind::Duration, number) if is_number(number) => Some(Kind::Duration),
        (Concatenate, ..) => None,
        (_, left, right) if is_number(left) && is_number(right) => Some(match (op, left, right) {
            (Power, ..) | (_, Kind::Float, _) | (_, _, Kind::Float) => Kind::Float,
            (Add | Subtract | Multiply | Divide | Modulo, Kind::Integer, Kind::Integer) => {
                Kind::Integer
            }
            _ => Kind::Number,
        }),
        _ => None,
    }
}

/// May a value of this kind stand on one side of the operator at all?
fn is_operand(op: ArithmeticOp, kind: &Kind) -> bool {
    use ArithmeticOp::{Add, Concatenate, Divide, Multiply, Subtract};
    match kind {
        Kind::Any | Kind::Null => true,
        Kind::Integer | Kind::Float | Kind::Number => op != Concatenate,
        Kind::String | Kind::List(_) => matches!(op, Add | Concatenate),
        Kind::Duration => matches!(op, Add | Subtract | Multiply | Divide),
        kind if is_instant(kind) => matches!(op, Add | Subtract),
        // Only a list can take these, and only by `+`.
        _ => op == Add,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_arithmetic() {
        #[track_caller]
        fn check(op: ArithmeticOp, left: Kind, right: Kind, expected: Option<Kind>) {
            assert_eq!(
                arithmetic(op, &left, &right),
                expected,
                "{left} {op:?} {right}"
            );
        }
        let list = |kind| Kind::List(Box::new(kind));
        use ArithmeticOp::{Add, Concatenate, Divide, Modulo, Multiply, Power, Subtract};
        check(Add, Kind::Integer, Kind::Integer, Some(Kind::Integer));
        check(Add, Kind::Integer, Kind::Float, Some(Kind::Float));
        check(Power, Kind::Integer, Kind::Integer, Some(Kind::Float));
        check(Add, Kind::String, Kind::Integer, Some(Kind::String));
        check(
            Add,
            list(Kind::Integer),
            Kind::Integer,
            Some(list(Kind::Integer)),
        );
        check(Add, list(Kind::Integer), Kind::Any, Some(list(Kind::Any)));
        check(Add, Kind::Node, Kind::Any, Some(Kind::Any));
        check(Add, Kind::Boolean, Kind::Integer, None);
        check(Modulo, Kind::String, Kind::Integer, None);
        check(Modulo, Kind::Boolean, Kind::Any, None);
        check(
            Multiply,
            Kind::Duration,
            Kind::Integer,
            Some(Kind::Duration),
        );
        check(Divide, Kind::Duration, Kind::Any, Some(Kind::Any));
        check(Subtract, Kind::Date, Kind::Duration, Some(Kind::Date));
        check(Subtract, Kind::Date, Kind::Date, None);
        check(Concatenate, Kind::String, Kind::String, Some(Kind::String));
        check(Concatenate, Kind::Integer, Kind::Any, None);
        check(Add, Kind::Null, Kind::Integer, Some(Kind::Null));
        check(Multiply, Kind::Null, Kind::Map, None);
    }

    #[test]
    fn joined_kinds() {
        let list = |kind| Kind::List(Box::new(kind));
        assert_eq!(list_of(&[]), list(Kind::Any));
        assert_eq!(list_of(&[Kind::Integer, Kind::Null]), list(Kind::Integer));
        assert_eq!(list_of(&[Kind::Integer, Kind::Float]), list(Kind::Number));
        assert_eq!(list_of(&[Kind::Integer, Kind::String]), list(Kind::Any));
    }
}
