//! Functions that ask about any value: is it there, is it empty, what type has it?

use super::argument;
use crate::diagnostic::Result;
use crate::function::{Accepts, Argument, ScalarFunction, Volatility, room};
use crate::value::temporal::Moment;
use crate::value::{Kind, Value, equality};

const ANY: &[Argument] = &[Argument::needed("value", Accepts::ANY)];

/// The functions of this family.
pub(super) const ALL: &[ScalarFunction] = &[
    ScalarFunction::new(
        "coalesce",
        ANY,
        argument::joined,
        "Gives the first argument that is not null.",
        "coalesce(null, 1)",
        |args, _| Ok(args.iter().find(|value| !value.is_null()).cloned().into()),
    )
    .variadic()
    .first_known(),
    ScalarFunction::new(
        "nullIf",
        &[
            Argument::needed("value", Accepts::ANY),
            Argument::needed("other", Accepts::ANY),
        ],
        |kinds| kinds.first().cloned().unwrap_or(Kind::Any),
        "Gives null where both values are equal, else the first.",
        "nullIf(1, 1)",
        |args, host| {
            let [value, other] = args else {
                return Ok(args.first().cloned().into());
            };
            let same = equality::equals_at(value, other, &mut room::watched(host))?;
            Ok(if same == Some(true) {
                Value::Null
            } else {
                value.clone()
            })
        },
    ),
    ScalarFunction::new(
        "exists",
        ANY,
        |_| Kind::Boolean,
        "Is the value not null? Mostly asked of a property.",
        "exists(n.name)",
        |args, _| {
            Ok(Value::Boolean(
                args.first().is_some_and(|value| !value.is_null()),
            ))
        },
    ),
    ScalarFunction::new(
        "isEmpty",
        &[Argument::needed(
            "value",
            Accepts::LIST.or(Accepts::MAP).or(Accepts::STRING),
        )],
        |_| Kind::Boolean,
        "Is the list, map or text without content?",
        "isEmpty([])",
        |args, _| match args.first() {
            Some(Value::String(text)) => Ok(Value::Boolean(text.is_empty())),
            Some(Value::List(items)) => Ok(Value::Boolean(items.is_empty())),
            Some(Value::Map(map)) => Ok(Value::Boolean(map.is_empty())),
            Some(Value::Null) | None => Ok(Value::Null),
            Some(other) => Err(argument::wrong(other, "a List, a Map or a String")),
        },
    ),
    ScalarFunction::new(
        "valueType",
        ANY,
        |_| Kind::String,
        "Gives the name of the type of a value.",
        "valueType([1, 'a'])",
        |args, _| value_type(args),
    ),
    ScalarFunction::new(
        "timestamp",
        &[],
        |_| Kind::Integer,
        "Gives the milliseconds from 1970-01-01T00:00Z to the start of the statement.",
        "timestamp()",
        |_, host| {
            let now = host.clock().read(Moment::Statement, None)?;
            let milliseconds = i64::from(now.local().nanosecond() / 1_000_000);
            Ok(Value::Integer(now.epoch_seconds() * 1_000 + milliseconds))
        },
    )
    .volatility(Volatility::Statement),
];

#[expect(clippy::unnecessary_wraps, reason = "the type of all calls")]
fn value_type(args: &[Value]) -> Result<Value> {
    let value = args.first().unwrap_or(&Value::Null);
    Ok(Value::string(if value.is_null() {
        "NULL".to_owned()
    } else {
        format!("{} NOT NULL", type_name(value))
    }))
}

/// The places of types in a union of types.
const TYPES: [&str; 16] = [
    "NULL",
    "BOOLEAN",
    "STRING",
    "INTEGER",
    "FLOAT",
    "DATE",
    "LOCAL TIME",
    "ZONED TIME",
    "LOCAL DATETIME",
    "ZONED DATETIME",
    "DURATION",
    "NODE",
    "RELATIONSHIP",
    "MAP",
    "LIST",
    "PATH",
];

fn type_name(value: &Value) -> String {
    let place = match value {
        Value::Null => 0,
        Value::Boolean(_) => 1,
        Value::String(_) => 2,
        Value::Integer(_) => 3,
        Value::Float(_) => 4,
        Value::Date(_) => 5,
        Value::LocalTime(_) => 6,
        Value::Time(_) => 7,
        Value::LocalDateTime(_) => 8,
        Value::DateTime(_) => 9,
        Value::Duration(_) => 10,
        Value::Node(_) => 11,
        Value::Relationship(_) => 12,
        Value::Map(_) => 13,
        Value::Path(_) => 15,
        Value::List(items) => return format!("LIST<{}>", element_types(items)),
    };
    TYPES[place].to_owned()
}

/// The union of the types of elements, each `NOT NULL` unless there is a null among them.
fn element_types(items: &[Value]) -> String {
    if items.is_empty() {
        return "NOTHING".to_owned();
    }
    let has_null = items.iter().any(Value::is_null);
    let mut names: Vec<String> = items
        .iter()
        .filter(|item| !item.is_null())
        .map(type_name)
        .collect();
    if names.is_empty() {
        return "NULL".to_owned();
    }
    let place = |name: &String| {
        let plain = name.split('<').next().unwrap_or_default();
        TYPES.iter().position(|ty| *ty == plain)
    };
    names.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
    names.dedup();
    if !has_null {
        for name in &mut names {
            name.push_str(" NOT NULL");
        }
    }
    names.join(" | ")
}
