//! How a function is declared: names, arguments, result, documentation and code in one constant.
//!
//! Out: the types the tables of functions are written in. Knows no function.

use super::{Accumulator, Host};
use crate::diagnostic::Result;
use crate::value::{Kind, Value};

/// The code of a scalar function. It gets exactly the arguments that were written.
pub type Call = fn(&[Value], &dyn Host) -> Result<Value>;

/// What a call gives, from the kinds of what it is given.
pub type ResultKind = fn(&[Kind]) -> Kind;

/// What a function depends on beside its arguments. Later ones include earlier ones' restrictions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Volatility {
    /// On nothing: the call may be folded to a constant.
    Pure,
    /// On the clock of the statement: constant within a statement.
    Statement,
    /// On the graph: constant as long as nothing is written.
    Graph,
    /// On chance or the moment: each call may differ.
    Volatile,
}

/// The set of kinds an argument may have, as the checker asks.
///
/// What is not in the set is refused before the statement runs. Some functions take `ANY` here and refuse at run
/// time, because openCypher wants it so (`toInteger([])` is an error of the run).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Accepts(u32);

impl Accepts {
    /// A Boolean.
    pub const BOOLEAN: Self = Self(1);
    /// An integer.
    pub const INTEGER: Self = Self(1 << 1);
    /// A float.
    pub const FLOAT: Self = Self(1 << 2);
    /// An integer or a float.
    pub const NUMBER: Self = Self(Self::INTEGER.0 | Self::FLOAT.0);
    /// Text.
    pub const STRING: Self = Self(1 << 3);
    /// A list of anything.
    pub const LIST: Self = Self(1 << 4);
    /// A map.
    pub const MAP: Self = Self(1 << 5);
    /// A node.
    pub const NODE: Self = Self(1 << 6);
    /// A relationship.
    pub const RELATIONSHIP: Self = Self(1 << 7);
    /// A path.
    pub const PATH: Self = Self(1 << 8);
    /// A date.
    pub const DATE: Self = Self(1 << 9);
    /// A local time.
    pub const LOCAL_TIME: Self = Self(1 << 10);
    /// A time with offset.
    pub const TIME: Self = Self(1 << 11);
    /// A date and time without zone.
    pub const LOCAL_DATE_TIME: Self = Self(1 << 12);
    /// A date and time with zone.
    pub const DATE_TIME: Self = Self(1 << 13);
    /// A duration.
    pub const DURATION: Self = Self(1 << 14);
    /// A date or time of any sort, no duration.
    pub const INSTANT: Self = Self(
        Self::DATE.0
            | Self::LOCAL_TIME.0
            | Self::TIME.0
            | Self::LOCAL_DATE_TIME.0
            | Self::DATE_TIME.0,
    );
    /// Everything.
    pub const ANY: Self = Self(u32::MAX);

    /// Both sets together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// May a value known to be of this kind be in the set? Always for `null` and for an unknown kind.
    pub fn admits(self, kind: &Kind) -> bool {
        let bits = match kind {
            Kind::Any | Kind::Null => return true,
            Kind::Boolean => Self::BOOLEAN,
            Kind::Integer => Self::INTEGER,
            Kind::Float => Self::FLOAT,
            Kind::Number => Self::NUMBER,
            Kind::String => Self::STRING,
            Kind::List(_) => Self::LIST,
            Kind::Map => Self::MAP,
            Kind::Date => Self::DATE,
            Kind::LocalTime => Self::LOCAL_TIME,
            Kind::Time => Self::TIME,
            Kind::LocalDateTime => Self::LOCAL_DATE_TIME,
            Kind::DateTime => Self::DATE_TIME,
            Kind::Duration => Self::DURATION,
            Kind::Node => Self::NODE,
            Kind::Relationship => Self::RELATIONSHIP,
            Kind::Path => Self::PATH,
        };
        self.0 & bits.0 != 0
    }
}

impl std::fmt::Display for Accepts {
    /// The names of the kinds, as a message lists them: `Integer, Float or Duration`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if *self == Self::ANY {
            return f.write_str("Any");
        }
        const NAMES: [(Accepts, &str); 15] = [
            (Accepts::BOOLEAN, "Boolean"),
            (Accepts::INTEGER, "Integer"),
            (Accepts::FLOAT, "Float"),
            (Accepts::STRING, "String"),
            (Accepts::LIST, "List"),
            (Accepts::MAP, "Map"),
            (Accepts::NODE, "Node"),
            (Accepts::RELATIONSHIP, "Relationship"),
            (Accepts::PATH, "Path"),
            (Accepts::DATE, "Date"),
            (Accepts::LOCAL_TIME, "LocalTime"),
            (Accepts::TIME, "Time"),
            (Accepts::LOCAL_DATE_TIME, "LocalDateTime"),
            (Accepts::DATE_TIME, "DateTime"),
            (Accepts::DURATION, "Duration"),
        ];
        let names: Vec<_> = NAMES
            .iter()
            .filter(|(bit, _)| self.0 & bit.0 != 0)
            .map(|(_, name)| *name)
            .collect();
        match names.split_last() {
            None => Ok(()),
            Some((last, [])) => f.write_str(last),
            Some((last, rest)) => write!(f, "{} or {last}", rest.join(", ")),
        }
    }
}

/// One argument of a function.
#[derive(Debug, Clone, Copy)]
pub struct Argument {
    /// Its name, for help and messages.
    pub name: &'static str,
    /// What it may be.
    pub accepts: Accepts,
    /// May it be left out? Only the last ones may.
    pub optional: bool,
}

impl Argument {
    /// An argument that must be given.
    pub const fn needed(name: &'static str, accepts: Accepts) -> Self {
        Self {
            name,
            accepts,
            optional: false,
        }
    }
    /// An argument that may be left out.
    pub const fn optional(name: &'static str, accepts: Accepts) -> Self {
        Self {
            name,
            accepts,
            optional: true,
        }
    }
}

/// In what entities must be alike to have the same result, so that it need not be computed for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedBy {
    /// Relationships of one type.
    Type,
    /// Nodes with the same labels.
    Labels,
}

/// A function from values to a value.
#[derive(Debug, Clone, Copy)]
pub struct ScalarFunction {
    /// The name as written in documents; look-up ignores case.
    pub name: &'static str,
    /// Other names for the same function.
    pub aliases: &'static [&'static str],
    /// The arguments in order.
    pub arguments: &'static [Argument],
    /// May the last argument be repeated?
    pub variadic: bool,
    /// Is the result the first argument that is not null, so that no argument behind it is computed?
    pub first_known: bool,
    /// Which entities have the result in common, where many do.
    pub shared_by: Option<SharedBy>,
    /// The kind of the result.
    pub result: ResultKind,
    /// What it depends on beside its arguments.
    pub volatility: Volatility,
    /// One sentence for the help.
    pub doc: &'static str,
    /// A call as one would write it.
    pub example: &'static str,
    /// The code.
    pub call: Call,
}

/// A function from many rows to one value.
#[derive(Debug, Clone, Copy)]
pub struct AggregateFunction {
    /// The name as written in documents; look-up ignores case.
    pub name: &'static str,
    /// Other names for the same function.
    pub aliases: &'static [&'static str],
    /// The arguments in order.
    pub arguments: &'static [Argument],
    /// The kind of the result.
    pub result: ResultKind,
    /// One sentence for the help.
    pub doc: &'static str,
    /// A call as one would write it.
    pub example: &'static str,
    /// A fresh state for one group.
    pub start: fn() -> Box<dyn Accumulator>,
}

impl AggregateFunction {
    /// Is the result the same in whatever order values come (but for the last digits of floats)? The others keep values in
    /// the order they came.
    pub(crate) fn takes_any_order(&self) -> bool {
        matches!(self.name, "count" | "sum" | "avg" | "min" | "max")
    }
}

/// The least and the greatest number of arguments; `None` is without limit.
fn arity(arguments: &[Argument], variadic: bool) -> (usize, Option<usize>) {
    let least = arguments
        .iter()
        .filter(|argument| !argument.optional)
        .count();
    (least, (!variadic).then_some(arguments.len()))
}

/// `name(a, [b], ...)`.
fn usage(name: &str, arguments: &[Argument], variadic: bool) -> String {
    let mut parts: Vec<String> = arguments
        .iter()
        .map(|argument| {
            if argument.optional {
                format!("[{} :: {}]", argument.name, argument.accepts)
            } else {
                format!("{} :: {}", argument.name, argument.accepts)
            }
        })
        .collect();
    if variadic {
        parts.push("...".to_owned());
    }
    format!("{name}({})", parts.join(", "))
}

impl ScalarFunction {
    /// A pure function under one name, with as many arguments as declared.
    pub const fn new(
        name: &'static str,
        arguments: &'static [Argument],
        result: ResultKind,
        doc: &'static str,
        example: &'static str,
        call: Call,
    ) -> Self {
        Self {
            name,
            aliases: &[],
            arguments,
            variadic: false,
            first_known: false,
            shared_by: None,
            result,
            volatility: Volatility::Pure,
            doc,
            example,
            call,
        }
    }
    /// The same function under further names.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }
    /// The same function, whose last argument may be repeated.
    #[must_use]
    pub const fn variadic(mut self) -> Self {
        self.variadic = true;
        self
    }
    /// The same function, whose arguments are computed only up to the first that is not null.
    #[must_use]
    pub const fn first_known(mut self) -> Self {
        self.first_known = true;
        self
    }
    /// The same function of an entity, whose result is the same for all that are alike in this.
    #[must_use]
    pub const fn shared_by(mut self, alike: SharedBy) -> Self {
        self.shared_by = Some(alike);
        self
    }
    /// The same function, depending on more than its arguments.
    #[must_use]
    pub const fn volatility(mut self, volatility: Volatility) -> Self {
        self.volatility = volatility;
        self
    }
    /// The least and the greatest number of arguments; `None` is without limit.
    pub fn arity(&self) -> (usize, Option<usize>) {
        arity(self.arguments, self.variadic)
    }
    /// The declaration of the argument at this place.
    pub fn argument(&self, place: usize) -> Option<&'static Argument> {
        self.arguments.get(place).or(if self.variadic {
            self.arguments.last()
        } else {
            None
        })
    }
    /// The call as help shows it, with argument names and kinds.
    pub fn usage(&self) -> String {
        usage(self.name, self.arguments, self.variadic)
    }
}

impl AggregateFunction {
    /// The least and the greatest number of arguments.
    pub fn arity(&self) -> (usize, Option<usize>) {
        arity(self.arguments, false)
    }
    /// The declaration of the argument at this place.
    pub fn argument(&self, place: usize) -> Option<&'static Argument> {
        self.arguments.get(place)
    }
    /// The call as help shows it, with argument names and kinds.
    pub fn usage(&self) -> String {
        usage(self.name, self.arguments, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_kinds() {
        #[track_caller]
        fn check(accepts: Accepts, kind: &Kind, admitted: bool) {
            assert_eq!(accepts.admits(kind), admitted, "{accepts} / {kind}");
        }
        check(Accepts::NUMBER, &Kind::Integer, true);
        check(Accepts::FLOAT, &Kind::Number, true);
        check(Accepts::NODE, &Kind::Path, false);
        check(Accepts::NODE, &Kind::Null, true);
        check(Accepts::NODE, &Kind::Any, true);
        check(Accepts::LIST, &Kind::List(Box::new(Kind::Node)), true);
        assert_eq!(
            Accepts::NUMBER.or(Accepts::DURATION).to_string(),
            "Integer, Float or Duration"
        );
    }
}
