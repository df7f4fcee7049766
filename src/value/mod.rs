//! What a value is and how it behaves: openCypher's types, three-valued logic, equality, order, arithmetic, casts.
//!
//! In: nothing but data. Out: [`Value`] and the functions on it, which the scalar evaluator, the functions, the
//! indexes and the formats share. Knows nothing of text, graphs or queries; nodes and relationships are ids here,
//! whole only once they leave the engine.

pub(crate) mod bulk;
pub mod cast;
mod cell;
mod columns;
mod content;
mod entity;
pub mod equality;
mod extent;
pub mod json;
mod kind;
mod list;
pub mod literal;
mod map;
pub mod number;
pub mod order;
pub(crate) mod pace;
pub(crate) mod parted;
mod record;
pub(crate) mod selection;
pub(crate) mod sorting;
pub mod temporal;
pub mod truth;

use std::sync::Arc;

pub use cell::Cell;
pub use columns::Columns;
pub use content::{Content, Contents, TakeContent};
pub use entity::{Node, NodeContent, NodeId, Path, RelId, Relationship, RelationshipContent};
pub(crate) use extent::Extent;
pub use kind::Kind;
pub use list::List;
pub(crate) use list::{Made, MakeLists, TakeMaps};
pub use map::Map;
pub(crate) use map::Pairs;
pub use record::{Record, ResultSet};
use temporal::{Date, DateTime, Duration, LocalDateTime, LocalTime, Time};

/// A value of openCypher. 24 bytes; clones are cheap (large parts are shared).
///
/// `==` on `Value` is deliberately not defined: openCypher has *equality* (three-valued, `equality::equals`),
/// *equivalence* (for grouping and DISTINCT, `equality::equivalent`) and an *order* (`order::compare`).
#[derive(Debug, Clone, Default)]
pub enum Value {
    /// The missing value.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A 64-bit integer.
    Integer(i64),
    /// A 64-bit float, NaN and infinities included.
    Float(f64),
    /// Text.
    String(Arc<str>),
    /// A list of any values.
    List(List),
    /// A map from names to values.
    Map(Map),
    /// A calendar day.
    Date(Date),
    /// A time of day without zone.
    LocalTime(LocalTime),
    /// A time of day with an offset from UTC.
    Time(Time),
    /// A day and time without zone.
    LocalDateTime(LocalDateTime),
    /// An instant with an offset or named zone.
    DateTime(Arc<DateTime>),
    /// Months, days, seconds and nanoseconds.
    Duration(Arc<Duration>),
    /// A node: its id, and its content once it has left the engine.
    Node(Node),
    /// A relationship: likewise.
    Relationship(Relationship),
    /// A path: nodes and relationships in turn.
    Path(Arc<Path>),
}

const _: () = assert!(size_of::<Value>() <= 24);

impl Value {
    /// A string value.
    pub fn string(text: impl AsRef<str>) -> Self {
        Self::String(Arc::from(text.as_ref()))
    }
    /// A list value.
    pub fn list(items: Vec<Value>) -> Self {
        Self::List(items.into())
    }
    /// A map value.
    pub fn map(map: Map) -> Self {
        Self::Map(map)
    }
    /// Is it `null`?
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
    /// The kind of this value, for messages and `valueType()`.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Boolean(_) => Kind::Boolean,
            Self::Integer(_) => Kind::Integer,
            Self::Float(_) => Kind::Float,
            Self::String(_) => Kind::String,
            Self::List(_) => Kind::List(Box::new(Kind::Any)),
            Self::Map(_) => Kind::Map,
            Self::Date(_) => Kind::Date,
            Self::LocalTime(_) => Kind::LocalTime,
            Self::Time(_) => Kind::Time,
            Self::LocalDateTime(_) => Kind::LocalDateTime,
            Self::DateTime(_) => Kind::DateTime,
            Self::Duration(_) => Kind::Duration,
            Self::Node(_) => Kind::Node,
            Self::Relationship(_) => Kind::Relationship,
            Self::Path(_) => Kind::Path,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::string(value)
    }
}
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::String(value.into())
    }
}
impl From<Vec<Value>> for Value {
    fn from(value: Vec<Value>) -> Self {
        Self::list(value)
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
