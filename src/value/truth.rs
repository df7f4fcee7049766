//! Three-valued logic: `None` is unknown.
//!
//! In and out: `Option<bool>`, and the step from a [`Value`] to it. Knows nothing of expressions.

use super::Value;

/// True, false or unknown.
pub type Truth = Option<bool>;

/// The truth of a value: a Boolean or `null`; `Err` for everything else.
pub fn truth(value: &Value) -> Result<Truth, NotBoolean> {
    match value {
        Value::Boolean(value) => Ok(Some(*value)),
        Value::Null => Ok(None),
        _ => Err(NotBoolean),
    }
}

/// The value is neither a Boolean nor `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotBoolean;

/// `a AND b`: false wins over unknown.
pub fn and(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// `a OR b`: true wins over unknown.
pub fn or(a: Truth, b: Truth) -> Truth {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}

/// `a XOR b`: unknown as soon as one side is.
pub fn xor(a: Truth, b: Truth) -> Truth {
    Some(a? != b?)
}

/// `NOT a`.
pub fn not(a: Truth) -> Truth {
    a.map(|a| !a)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Truth; 3] = [Some(true), Some(false), None];

    #[test]
    fn laws() {
        for a in ALL {
            assert_eq!(not(not(a)), a);
            for b in ALL {
                assert_eq!(and(a, b), and(b, a));
                assert_eq!(or(a, b), or(b, a));
                assert_eq!(xor(a, b), xor(b, a));
                assert_eq!(not(and(a, b)), or(not(a), not(b)), "{a:?} {b:?}");
                for c in ALL {
                    assert_eq!(and(a, and(b, c)), and(and(a, b), c));
                    assert_eq!(or(a, or(b, c)), or(or(a, b), c));
                    assert_eq!(xor(a, xor(b, c)), xor(xor(a, b), c));
                    assert_eq!(and(a, or(b, c)), or(and(a, b), and(a, c)));
                }
            }
        }
    }

    #[test]
    fn tables() {
        assert_eq!(and(None, Some(false)), Some(false));
        assert_eq!(and(None, Some(true)), None);
        assert_eq!(or(None, Some(true)), Some(true));
        assert_eq!(xor(Some(true), None), None);
        assert_eq!(truth(&Value::Integer(1)), Err(NotBoolean));
    }
}
