//! Numbers for names, and the direction of a relationship.
//!
//! Labels, relationship types and property keys are small dense numbers within one graph. They are handed out by
//! [`super::names`] and mean nothing in another graph. Node and relationship ids are values and live in `value`.

/// Number of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct LabelId(pub u16);

/// Number of a relationship type; the `ty` of a `RelId`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TypeId(pub u16);

/// Number of a property key; nodes and relationships share the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct KeyId(pub u32);

/// Which end of a relationship one stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the start of a relationship to its end.
    Outgoing,
    /// From the end of a relationship to its start.
    Incoming,
}

impl Direction {
    /// The other direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Outgoing => Self::Incoming,
            Self::Incoming => Self::Outgoing,
        }
    }
}
