//! The declaration of a procedure. Knows nothing of who calls it.

use std::sync::Arc;

use crate::diagnostic::Result;
use crate::value::{Kind, Value};

/// The declared type of an input or output, for example `INTEGER?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureType {
    /// The kind of value.
    pub kind: Kind,
    /// May it be null (written `?`)?
    pub nullable: bool,
}

impl ProcedureType {
    /// Reads `INTEGER?`, `STRING`, `NUMBER?`, `LIST OF STRING`, `ANY?` ...; `None` when it names no type.
    ///
    /// ```
    /// use quipu::procedure::ProcedureType;
    /// use quipu::value::Kind;
    /// let ty = ProcedureType::parse("INTEGER?").unwrap();
    /// assert!(ty.nullable && ty.kind == Kind::Integer);
    /// assert!(ProcedureType::parse("INTEGRE").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (name, nullable) = match text.strip_suffix('?') {
            Some(name) => (name.trim(), true),
            None => (text, false),
        };
        let name = name.to_ascii_uppercase();
        let kind = match name.as_str() {
            "ANY" => Kind::Any,
            "BOOLEAN" | "BOOL" => Kind::Boolean,
            "INTEGER" | "INT" => Kind::Integer,
            "FLOAT" => Kind::Float,
            "NUMBER" => Kind::Number,
            "STRING" => Kind::String,
            "MAP" => Kind::Map,
            "NODE" => Kind::Node,
            "RELATIONSHIP" => Kind::Relationship,
            "PATH" => Kind::Path,
            "DATE" => Kind::Date,
            "TIME" => Kind::Time,
            "LOCALTIME" => Kind::LocalTime,
            "DATETIME" => Kind::DateTime,
            "LOCALDATETIME" => Kind::LocalDateTime,
            "DURATION" => Kind::Duration,
            "LIST" => Kind::List(Box::new(Kind::Any)),
            _ => {
                let element = name
                    .strip_prefix("LIST")
                    .map(str::trim_start)
                    .and_then(|rest| {
                        rest.strip_prefix("OF ")
                            .or_else(|| rest.strip_prefix('<').and_then(|r| r.strip_suffix('>')))
                    })?;
                Kind::List(Box::new(Self::parse(element)?.kind))
            }
        };
        Some(Self { kind, nullable })
    }

    /// May this value be handed over (integers also fit floats)?
    pub fn accepts(&self, value: &Value) -> bool {
        match (&self.kind, value) {
            (_, Value::Null) => self.nullable,
            (Kind::Any, _) => true,
            (Kind::Number | Kind::Float, Value::Integer(_) | Value::Float(_)) => true,
            (Kind::List(element), Value::List(items)) => {
                let element = Self {
                    kind: (**element).clone(),
                    nullable: true,
                };
                items.iter().all(|item| element.accepts(item))
            }
            (kind, value) => *kind == value.kind(),
        }
    }
}

impl std::fmt::Display for ProcedureType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.kind.to_string().to_uppercase())?;
        f.write_str(if self.nullable { "?" } else { "" })
    }
}

/// An input or output of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureField {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: ProcedureType,
}

/// What a procedure does: rows of outputs from one row of inputs.
pub type ProcedureBody = dyn Fn(&[Value]) -> Result<Vec<Vec<Value>>> + Send + Sync;

/// A procedure. Without outputs it is *void*: it is called for its effect and rows pass through.
#[derive(Clone)]
pub struct Procedure {
    /// Its full name, such as `test.my.proc`.
    pub name: Arc<str>,
    /// Inputs in order.
    pub inputs: Vec<ProcedureField>,
    /// Outputs in order.
    pub outputs: Vec<ProcedureField>,
    /// What it does.
    pub body: Arc<ProcedureBody>,
}

impl std::fmt::Debug for Procedure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Procedure({})", self.name)
    }
}
