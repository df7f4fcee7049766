//! Conversions between kinds, as `toInteger()` and its kin make them.
//!
//! Each gives `Ok(None)` where the value has the right type but says nothing that converts (`toInteger('foo')`), and an
//! error where a value of this type can never be converted. Knows nothing of functions.

use super::Value;
use crate::diagnostic::{Code, Diagnostic, Result};

/// A number or a text as an integer. Floats and texts with decimals lose what is behind the point.
pub fn to_integer(value: &Value) -> Result<Option<i64>> {
    match value {
        Value::Null => Ok(None),
        Value::Integer(value) => Ok(Some(*value)),
        Value::Float(value) => whole(*value).map(Some),
        Value::String(text) => {
            let text = text.trim();
            match text.parse::<i64>() {
                Ok(value) => Ok(Some(value)),
                Err(_) => parse_decimal(text).map(whole).transpose(),
            }
        }
        _ => Err(impossible(value, "an integer")),
    }
}

/// A number or a text as a float.
pub fn to_float(value: &Value) -> Result<Option<f64>> {
    match value {
        Value::Null => Ok(None),
        Value::Integer(value) => Ok(Some(*value as f64)),
        Value::Float(value) => Ok(Some(*value)),
        Value::String(text) => Ok(match text.trim() {
            "NaN" => Some(f64::NAN),
            "Infinity" | "+Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            text => parse_decimal(text),
        }),
        _ => Err(impossible(value, "a float")),
    }
}

/// A Boolean, an integer (0 is false) or one of the texts `true` and `false`, in any case, as a Boolean.
pub fn to_boolean(value: &Value) -> Result<Option<bool>> {
    match value {
        Value::Null => Ok(None),
        Value::Boolean(value) => Ok(Some(*value)),
        Value::Integer(value) => Ok(Some(*value != 0)),
        Value::String(text) => {
            let text = text.trim();
            Ok(if text.eq_ignore_ascii_case("true") {
                Some(true)
            } else if text.eq_ignore_ascii_case("false") {
                Some(false)
            } else {
                None
            })
        }
        _ => Err(impossible(value, "a Boolean")),
    }
}

/// A simple value as text: numbers, Booleans and temporal values as they are written, a text itself.
pub fn to_string(value: &Value) -> Result<Option<String>> {
    match value {
        Value::Null => Ok(None),
        _ => to_text(value)
            .map(Some)
            .ok_or_else(|| impossible(value, "a string")),
    }
}

/// As [`to_string`]; `None` for `null`, lists, maps, nodes, relationships and paths.
pub fn to_text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Boolean(value) => value.to_string(),
        Value::Integer(value) => value.to_string(),
        Value::Float(value) => float_to_text(*value),
        Value::String(text) => text.to_string(),
        Value::Date(value) => value.to_string(),
        Value::LocalTime(value) => value.to_string(),
        Value::Time(value) => value.to_string(),
        Value::LocalDateTime(value) => value.to_string(),
        Value::DateTime(value) => value.to_string(),
        Value::Duration(value) => value.to_string(),
        Value::Null
        | Value::List(_)
        | Value::Map(_)
        | Value::Node(_)
        | Value::Relationship(_)
        | Value::Path(_) => return None,
    })
}

/// The shortest text that reads back as the same float, never without a point or an exponent.
pub fn float_to_text(value: f64) -> String {
    if value.is_nan() {
        "NaN".to_owned()
    } else if value.is_infinite() {
        if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else {
        format!("{value:?}")
    }
}

/// A float without what is behind the point.
fn whole(value: f64) -> Result<i64> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    if (-TWO_TO_63..TWO_TO_63).contains(&value) {
        Ok(value as i64)
    } else {
        Err(Diagnostic::new(
            Code::ArithmeticOverflow,
            format!("{} does not fit an integer", float_to_text(value)),
        ))
    }
}

/// Digits with sign, point and exponent; words such as `inf` are no numbers.
fn parse_decimal(text: &str) -> Option<f64> {
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    if plain { text.parse().ok() } else { None }
}

fn impossible(value: &Value, target: &str) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidArgumentValue,
        format!(
            "a value of type {} cannot be converted to {target}",
            value.kind()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{NodeId, literal};

    #[track_caller]
    fn check<T: Into<Value>>(
        cast: fn(&Value) -> Result<Option<T>>,
        value: impl Into<Value>,
        expected: &str,
    ) {
        let result = match cast(&value.into()) {
            Ok(value) => literal::text(&value.into()),
            Err(problem) => format!("{:?}", problem.code()),
        };
        assert_eq!(result, expected);
    }

    #[test]
    fn integers() {
        check(to_integer, 82.9, "82");
        check(to_integer, -82.9, "-82");
        check(to_integer, "42", "42");
        check(to_integer, " 42 ", "42");
        check(to_integer, "2.9", "2");
        check(to_integer, "1e3", "1000");
        check(to_integer, "foo", "null");
        check(to_integer, "", "null");
        check(to_integer, "inf", "null");
        check(to_integer, "9223372036854775807", "9223372036854775807");
        check(to_integer, "9223372036854775808", "ArithmeticOverflow");
        check(to_integer, 1e300, "ArithmeticOverflow");
        check(to_integer, f64::NAN, "ArithmeticOverflow");
        check(to_integer, true, "InvalidArgumentValue");
        check(to_integer, Value::list(vec![]), "InvalidArgumentValue");
        check(to_integer, NodeId(0), "InvalidArgumentValue");
        check(to_integer, Value::Null, "null");
    }

    #[test]
    fn floats() {
        check(to_float, 3, "3.0");
        check(to_float, "5", "5.0");
        check(to_float, ".5", "0.5");
        check(to_float, "foo", "null");
        check(to_float, "", "null");
        check(to_float, "-Infinity", "-Inf");
        check(to_float, "infinity", "null");
        check(to_float, true, "InvalidArgumentValue");
    }

    #[test]
    fn booleans() {
        check(to_boolean, true, "true");
        check(to_boolean, "TRUE", "true");
        check(to_boolean, " tru ", "null");
        check(to_boolean, "f alse", "null");
        check(to_boolean, 0, "false");
        check(to_boolean, 1.0, "InvalidArgumentValue");
    }

    #[test]
    fn texts() {
        check(to_string, 42, "'42'");
        check(to_string, 2.3, "'2.3'");
        check(to_string, 3.0, "'3.0'");
        check(to_string, 1e300, "'1e300'");
        check(to_string, f64::NEG_INFINITY, "'-Infinity'");
        check(to_string, true, "'true'");
        check(to_string, "apa", "'apa'");
        check(to_string, Value::Null, "null");
        check(
            to_string,
            Value::map(crate::value::Map::new()),
            "InvalidArgumentValue",
        );
    }
}
