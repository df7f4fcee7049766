//! Conversions between kinds, for single values and for lists.
//!
//! `toX(v)` gives `null` for a text that says nothing and fails for a value that is never an X; `toXOrNull(v)` never
//! fails; `toXList(list)` converts each element as `toXOrNull` does.

use super::argument;
use crate::column::value_bytes;
use crate::diagnostic::Result;
use crate::function::room::{self, Steps};
use crate::function::{Accepts, Argument, Call, Host, ResultKind, ScalarFunction};
use crate::value::bulk::Bulk;
use crate::value::{Kind, Value, cast};

const ANY: &[Argument] = &[Argument::needed("value", Accepts::ANY)];

const fn single(
    name: &'static str,
    result: ResultKind,
    doc: &'static str,
    example: &'static str,
    call: Call,
) -> ScalarFunction {
    ScalarFunction::new(name, ANY, result, doc, example, call)
}

const fn listed(
    name: &'static str,
    result: ResultKind,
    doc: &'static str,
    example: &'static str,
    call: Call,
) -> ScalarFunction {
    const LIST: &[Argument] = &[Argument::needed("list", Accepts::LIST)];
    ScalarFunction::new(name, LIST, result, doc, example, call)
}

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    single(
        "toInteger",
        |_| Kind::Integer,
        "Turns a number or a text into an integer, cutting off decimals.",
        "toInteger('42')",
        |args, _| convert(args, cast::to_integer),
    ),
    single(
        "toFloat",
        |_| Kind::Float,
        "Turns a number or a text into a float.",
        "toFloat('4.2')",
        |args, _| convert(args, cast::to_float),
    ),
    single(
        "toBoolean",
        |_| Kind::Boolean,
        "Turns a text ('true' or 'false') or an integer (0 is false) into a Boolean.",
        "toBoolean('true')",
        |args, _| convert(args, cast::to_boolean),
    ),
    single(
        "toString",
        |_| Kind::String,
        "Turns a number, a Boolean or a temporal value into text.",
        "toString(42)",
        |args, _| match args {
            // Shared, whatever its length.
            [text @ Value::String(_)] => Ok(text.clone()),
            _ => convert(args, cast::to_string),
        },
    ),
    single(
        "toIntegerOrNull",
        |_| Kind::Integer,
        "As toInteger, but null for what cannot be converted.",
        "toIntegerOrNull([])",
        |args, _| Ok(convert_or_null(args.first(), cast::to_integer)),
    ),
    single(
        "toFloatOrNull",
        |_| Kind::Float,
        "As toFloat, but null for what cannot be converted.",
        "toFloatOrNull([])",
        |args, _| Ok(convert_or_null(args.first(), cast::to_float)),
    ),
    single(
        "toBooleanOrNull",
        |_| Kind::Boolean,
        "As toBoolean, but null for what cannot be converted.",
        "toBooleanOrNull(1.5)",
        |args, _| Ok(convert_or_null(args.first(), cast::to_boolean)),
    ),
    single(
        "toStringOrNull",
        |_| Kind::String,
        "As toString, but null for what cannot be converted.",
        "toStringOrNull([])",
        |args, _| match args {
            [text @ Value::String(_)] => Ok(text.clone()),
            _ => Ok(convert_or_null(args.first(), cast::to_string)),
        },
    ),
    listed(
        "toIntegerList",
        |_| Kind::List(Box::new(Kind::Integer)),
        "Turns each element into an integer, or null.",
        "toIntegerList(['1', 2.5])",
        |args, host| convert_list(args, cast::to_integer, host),
    ),
    listed(
        "toFloatList",
        |_| Kind::List(Box::new(Kind::Float)),
        "Turns each element into a float, or null.",
        "toFloatList(['1', 2])",
        |args, host| convert_list(args, cast::to_float, host),
    ),
    listed(
        "toBooleanList",
        |_| Kind::List(Box::new(Kind::Boolean)),
        "Turns each element into a Boolean, or null.",
        "toBooleanList(['true', 0])",
        |args, host| convert_list(args, cast::to_boolean, host),
    ),
    listed(
        "toStringList",
        |_| Kind::List(Box::new(Kind::String)),
        "Turns each element into text, or null.",
        "toStringList([1, true])",
        |args, host| convert_list(args, cast::to_string, host),
    ),
];

type Cast<T> = fn(&Value) -> Result<Option<T>>;

fn convert<T: Into<Value>>(args: &[Value], cast: Cast<T>) -> Result<Value> {
    cast(args.first().unwrap_or(&Value::Null)).map(Into::into)
}

fn convert_or_null<T: Into<Value>>(value: Option<&Value>, cast: Cast<T>) -> Value {
    value.and_then(|value| cast(value).ok().flatten()).into()
}

fn convert_list<T: Into<Value>>(args: &[Value], cast: Cast<T>, host: &dyn Host) -> Result<Value> {
    let Some(items) = argument::list(args, 0)? else {
        return Ok(Value::Null);
    };
    room::list(items.len(), host)?;
    let (mut steps, mut bytes) = (Steps::default(), 0);
    let mut result = Bulk::with_capacity(items.len());
    for item in items.iter() {
        let value = convert_or_null(Some(item), cast);
        bytes += value_bytes(&value);
        steps.done(64, bytes, host)?;
        result.push(value);
    }
    Ok(Value::List(result.into()))
}
