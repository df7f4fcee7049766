//! Functions of numbers: signs and roundings, roots, logarithms, angles, constants, chance.

use super::argument;
use super::round::{self, Mode};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::{Accepts, Argument, Call, Host, ScalarFunction, Volatility};
use crate::value::number::Number;
use crate::value::{Kind, Value};

const NUMBER: &[Argument] = &[Argument::needed("number", Accepts::NUMBER)];
const ANGLE: &[Argument] = &[Argument::needed("radians", Accepts::NUMBER)];

/// A function from one number to a float.
const fn float(
    name: &'static str,
    arguments: &'static [Argument],
    doc: &'static str,
    example: &'static str,
    call: Call,
) -> ScalarFunction {
    ScalarFunction::new(name, arguments, |_| Kind::Float, doc, example, call)
}

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    ScalarFunction::new(
        "abs",
        NUMBER,
        argument::joined,
        "Gives the distance of a number from zero.",
        "abs(-3)",
        |args, _| abs(args),
    ),
    float(
        "ceil",
        NUMBER,
        "Gives the least whole number not below a number.",
        "ceil(0.1)",
        |args, _| apply(args, f64::ceil),
    )
    .aliases(&["ceiling"]),
    float(
        "floor",
        NUMBER,
        "Gives the greatest whole number not above a number.",
        "floor(0.9)",
        |args, _| apply(args, f64::floor),
    ),
    ScalarFunction::new(
        "round",
        &[
            Argument::needed("number", Accepts::NUMBER),
            Argument::optional("precision", Accepts::NUMBER),
            Argument::optional("mode", Accepts::STRING),
        ],
        |_| Kind::Float,
        "Rounds to the nearest whole number, or to so many decimals in a mode: UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN, HALF_EVEN.",
        "round(3.14159, 2, 'HALF_UP')",
        |args, _| rounded(args),
    ),
    ScalarFunction::new(
        "sign",
        NUMBER,
        |_| Kind::Integer,
        "Gives 1 for a positive number, -1 for a negative one, else 0.",
        "sign(-17)",
        |args, _| sign(args),
    ),
    ScalarFunction::new(
        "isNaN",
        NUMBER,
        |_| Kind::Boolean,
        "Is the number NaN, the result of 0.0 / 0.0?",
        "isNaN(0.0 / 0.0)",
        |args, _| {
            Ok(argument::number(args, 0)?
                .map(|number| number.as_float().is_nan())
                .into())
        },
    ),
    float(
        "sqrt",
        NUMBER,
        "Gives the square root.",
        "sqrt(2)",
        |args, _| apply(args, f64::sqrt),
    ),
    float(
        "exp",
        NUMBER,
        "Gives e to the power of a number.",
        "exp(1)",
        |args, _| apply(args, f64::exp),
    ),
    float(
        "log",
        NUMBER,
        "Gives the natural logarithm.",
        "log(27)",
        |args, _| apply(args, f64::ln),
    )
    .aliases(&["ln"]),
    float(
        "log10",
        NUMBER,
        "Gives the logarithm to base 10.",
        "log10(27)",
        |args, _| apply(args, f64::log10),
    ),
    float(
        "e",
        &[],
        "Gives the base of the natural logarithm.",
        "e()",
        |_, _| Ok(Value::Float(std::f64::consts::E)),
    ),
    float(
        "pi",
        &[],
        "Gives the ratio of a circle's circumference to its diameter.",
        "pi()",
        |_, _| Ok(Value::Float(std::f64::consts::PI)),
    ),
    float("sin", ANGLE, "Gives the sine.", "sin(0.5)", |args, _| {
        apply(args, f64::sin)
    }),
    float("cos", ANGLE, "Gives the cosine.", "cos(0.5)", |args, _| {
        apply(args, f64::cos)
    }),
    float("tan", ANGLE, "Gives the tangent.", "tan(0.5)", |args, _| {
        apply(args, f64::tan)
    }),
    float(
        "cot",
        ANGLE,
        "Gives the cotangent.",
        "cot(0.5)",
        |args, _| apply(args, |x| x.tan().recip()),
    ),
    float(
        "asin",
        NUMBER,
        "Gives the arcsine in radians.",
        "asin(0.5)",
        |args, _| apply(args, f64::asin),
    ),
    float(
        "acos",
        NUMBER,
        "Gives the arccosine in radians.",
        "acos(0.5)",
        |args, _| apply(args, f64::acos),
    ),
    float(
        "atan",
        NUMBER,
        "Gives the arctangent in radians.",
        "atan(0.5)",
        |args, _| apply(args, f64::atan),
    ),
    float(
        "atan2",
        &[
            Argument::needed("y", Accepts::NUMBER),
            Argument::needed("x", Accepts::NUMBER),
        ],
        "Gives the angle of the point (x, y) in radians.",
        "atan2(0.5, 0.6)",
        |args, _| {
            let (Some(y), Some(x)) = (argument::number(args, 0)?, argument::number(args, 1)?)
            else {
                return Ok(Value::Null);
            };
            Ok(Value::Float(y.as_float().atan2(x.as_float())))
        },
    ),
    float(
        "sinh",
        NUMBER,
        "Gives the hyperbolic sine.",
        "sinh(0.7)",
        |args, _| apply(args, f64::sinh),
    ),
    float(
        "cosh",
        NUMBER,
        "Gives the hyperbolic cosine.",
        "cosh(0.7)",
        |args, _| apply(args, f64::cosh),
    ),
    float(
        "tanh",
        NUMBER,
        "Gives the hyperbolic tangent.",
        "tanh(0.7)",
        |args, _| apply(args, f64::tanh),
    ),
    float(
        "coth",
        NUMBER,
        "Gives the hyperbolic cotangent.",
        "coth(0.7)",
        |args, _| apply(args, |x| x.tanh().recip()),
    ),
    float(
        "degrees",
        ANGLE,
        "Turns radians into degrees.",
        "degrees(pi())",
        |args, _| apply(args, f64::to_degrees),
    ),
    float(
        "radians",
        &[Argument::needed("degrees", Accepts::NUMBER)],
        "Turns degrees into radians.",
        "radians(180)",
        |args, _| apply(args, f64::to_radians),
    ),
    float(
        "haversin",
        ANGLE,
        "Gives half the versine, (1 - cos(x)) / 2.",
        "haversin(0.5)",
        |args, _| apply(args, |x| (1.0 - x.cos()) / 2.0),
    ),
    float(
        "rand",
        &[],
        "Gives a random number, at least 0 and below 1.",
        "rand()",
        random,
    )
    .volatility(Volatility::Volatile),
];

fn apply(args: &[Value], function: fn(f64) -> f64) -> Result<Value> {
    Ok(argument::number(args, 0)?
        .map(|number| function(number.as_float()))
        .into())
}

#[expect(clippy::unnecessary_wraps, reason = "the type of all calls")]
fn random(_: &[Value], host: &dyn Host) -> Result<Value> {
    Ok(Value::Float(host.random()))
}

fn abs(args: &[Value]) -> Result<Value> {
    Ok(match argument::number(args, 0)? {
        None => Value::Null,
        Some(Number::Float(value)) => Value::Float(value.abs()),
        Some(Number::Integer(value)) => Value::Integer(value.checked_abs().ok_or_else(|| {
            Diagnostic::new(
                Code::ArithmeticOverflow,
                format!("abs({value}) does not fit an integer"),
            )
        })?),
    })
}

fn sign(args: &[Value]) -> Result<Value> {
    Ok(match argument::number(args, 0)? {
        None => Value::Null,
        Some(Number::Integer(value)) => Value::Integer(value.signum()),
        Some(Number::Float(value)) => {
            Value::Integer(i64::from(value > 0.0) - i64::from(value < 0.0))
        }
    })
}

fn rounded(args: &[Value]) -> Result<Value> {
    if args.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let Some(number) = argument::number(args, 0)? else {
        return Ok(Value::Null);
    };
    let number = number.as_float();
    let Some(precision) = argument::number(args, 1)? else {
        // Without a precision halves go up: round(-1.5) is -1.0.
        return Ok(Value::Float(round::half_up(number)));
    };
    let precision = match precision {
        Number::Integer(value) => value,
        Number::Float(value) if value.fract() == 0.0 => value as i64,
        Number::Float(value) => {
            return Err(Diagnostic::new(
                Code::InvalidArgumentValue,
                format!("the precision must be a whole number, not {value}"),
            ));
        }
    };
    let precision = usize::try_from(precision).map_err(|_| {
        Diagnostic::new(
            Code::NegativeSize,
            format!("the precision must not be negative, and {precision} is"),
        )
    })?;
    let mode = match argument::text(args, 2)? {
        None => Mode::HalfUp,
        Some(name) => Mode::named(name).ok_or_else(|| {
            Diagnostic::new(
                Code::NumberOutOfRange,
                format!("there is no rounding mode `{name}`"),
            )
            .hint("the modes are UP, DOWN, CEILING, FLOOR, HALF_UP, HALF_DOWN, HALF_EVEN")
        })?,
    };
    Ok(Value::Float(round::to_decimals(number, precision, mode)))
}
