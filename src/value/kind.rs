//! Kinds of values, as the checker infers them and messages name them. Knows nothing of expressions.

/// What is known of a value before it exists.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nothing is known.
    Any,
    /// Always `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// Integer.
    Integer,
    /// Float.
    Float,
    /// Integer or float.
    Number,
    /// Text.
    String,
    /// List of a kind.
    List(Box<Kind>),
    /// Map.
    Map,
    /// Date.
    Date,
    /// Local time.
    LocalTime,
    /// Time with offset.
    Time,
    /// Local date and time.
    LocalDateTime,
    /// Date and time with zone.
    DateTime,
    /// Duration.
    Duration,
    /// Node.
    Node,
    /// Relationship.
    Relationship,
    /// Path.
    Path,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match self {
            Self::Any => "Any",
            Self::Null => "Null",
            Self::Boolean => "Boolean",
            Self::Integer => "Integer",
            Self::Float => "Float",
            Self::Number => "Number",
            Self::String => "String",
            Self::List(inner) => {
                let article = if f.alternate() { "a " } else { "" };
                return write!(f, "{article}List<{inner}>");
            }
            Self::Map => "Map",
            Self::Date => "Date",
            Self::LocalTime => "LocalTime",
            Self::Time => "Time",
            Self::LocalDateTime => "LocalDateTime",
            Self::DateTime => "DateTime",
            Self::Duration => "Duration",
            Self::Node => "Node",
            Self::Relationship => "Relationship",
            Self::Path => "Path",
        };
        if f.alternate() {
            let vowel = matches!(self, Self::Any | Self::Integer);
            f.write_str(if vowel { "an " } else { "a " })?;
        }
        f.write_str(name)
    }
}
