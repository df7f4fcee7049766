//! Functions of lists, and `size` and `reverse`, which know text too.

use super::argument;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::room::{self, LARGE, Steps};
use crate::function::{Accepts, Argument, Host, ScalarFunction};
use crate::value::bulk::Bulk;
use crate::value::{Kind, Value};

const LIST: &[Argument] = &[Argument::needed("list", Accepts::LIST)];

/// The most elements `range` makes; more would fill the memory before anything reads them.
const RANGE_LIMIT: u128 = 100_000_000;
/// Elements made between looks at the clock.
const RUN: i64 = 1 << 16;

fn element(kinds: &[Kind]) -> Kind {
    match kinds.first() {
        Some(Kind::List(inner)) => (**inner).clone(),
        _ => Kind::Any,
    }
}

fn same(kinds: &[Kind]) -> Kind {
    kinds.first().cloned().unwrap_or(Kind::Any)
}

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    ScalarFunction::new(
        "size",
        &[Argument::needed("list", Accepts::LIST.or(Accepts::STRING))],
        |_| Kind::Integer,
        "Gives the number of elements of a list or of characters of a text.",
        "size([1, 2])",
        |args, _| match args.first() {
            Some(Value::String(text)) => Ok(Value::Integer(text.chars().count() as i64)),
            Some(Value::List(items)) => Ok(Value::Integer(items.len() as i64)),
            Some(Value::Null) | None => Ok(Value::Null),
            Some(other) => Err(argument::wrong(other, "a List or a String")),
        },
    ),
    ScalarFunction::new(
        "head",
        LIST,
        element,
        "Gives the first element of a list, null for an empty one.",
        "head([1, 2])",
        |args, _| {
            Ok(argument::list(args, 0)?
                .and_then(|items| items.first().cloned())
                .into())
        },
    ),
    ScalarFunction::new(
        "last",
        LIST,
        element,
        "Gives the last element of a list, null for an empty one.",
        "last([1, 2])",
        |args, _| {
            Ok(argument::list(args, 0)?
                .and_then(|items| items.last().cloned())
                .into())
        },
    ),
    ScalarFunction::new(
        "tail",
        LIST,
        same,
        "Gives a list without its first element.",
        "tail([1, 2, 3])",
        |args, host| {
            let Some(items) = argument::list(args, 0)? else {
                return Ok(Value::Null);
            };
            let rest = room::copied_list(items.iter().skip(1), items.len(), host)?;
            Ok(Value::List(rest.into()))
        },
    ),
    ScalarFunction::new(
        "reverse",
        &[Argument::needed("list", Accepts::LIST.or(Accepts::STRING))],
        same,
        "Gives a list or a text from back to front.",
        "reverse([1, 2])",
        |args, host| match args.first() {
            Some(Value::String(text)) => {
                room::text(text.len(), text.len(), host)?;
                let mut reversed = String::with_capacity(text.len());
                let mut steps = Steps::default();
                for c in text.chars().rev() {
                    reversed.push(c);
                    steps.done(1, 0, host)?;
                }
                Ok(reversed.into())
            }
            Some(Value::List(items)) => {
                let reversed = room::copied_list(items.iter().rev(), items.len(), host)?;
                Ok(Value::List(reversed.into()))
            }
            Some(Value::Null) | None => Ok(Value::Null),
            Some(other) => Err(argument::wrong(other, "a List or a String")),
        },
    ),
    ScalarFunction::new(
        "range",
        // What is no integer is refused at run time: openCypher wants it so.
        &[
            Argument::needed("start", Accepts::ANY),
            Argument::needed("end", Accepts::ANY),
            Argument::optional("step", Accepts::ANY),
        ],
        |_| Kind::List(Box::new(Kind::Integer)),
        "Gives the integers from a start to an end, both included, in steps.",
        "range(0, 10, 2)",
        range,
    ),
];

fn range(args: &[Value], host: &dyn Host) -> Result<Value> {
    if args.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let integer = |place: usize| match args.get(place) {
        Some(Value::Integer(value)) => Ok(*value),
        Some(other) => Err(Diagnostic::new(
            Code::InvalidRangeArgument,
            format!(
                "a range is made of Integers, not of a value of type {}",
                other.kind()
            ),
        )),
        None => Ok(1),
    };
    let (start, end, step) = (integer(0)?, integer(1)?, integer(2)?);
    if step == 0 {
        return Err(Diagnostic::new(
            Code::NumberOutOfRange,
            "the step of a range must not be 0",
        ));
    }
    let span = i128::from(end) - i128::from(start);
    if span != 0 && (span > 0) != (step > 0) {
        return Ok(Value::list(Vec::new()));
    }
    let count = (span / i128::from(step)).unsigned_abs() + 1;
    if count > RANGE_LIMIT {
        return Err(Diagnostic::new(
            Code::MemoryLimit,
            format!("the range would have {count} elements, more than {RANGE_LIMIT}"),
        ));
    }
    // The sum fits, though a product on the way to it may not.
    let item = |place: i64| Value::Integer(start.wrapping_add(place.wrapping_mul(step)));
    let bytes = count as usize * size_of::<Value>();
    if bytes > LARGE {
        host.room(bytes)?;
    }
    let mut items = Bulk::with_capacity(count as usize);
    let mut from = 0;
    while from < count as i64 {
        let to = (from + RUN).min(count as i64);
        items.extend((from..to).map(item));
        if to - from == RUN {
            host.room(0)?;
        }
        from = to;
    }
    Ok(Value::List(items.into()))
}
