//! The header line of a node or relationship file.
//!
//! In: the fields of the first line, in the style of `neo4j-admin database import`: `name:string`, `id:ID(Person)`,
//! `:LABEL`, `:START_ID(Person)`, `:END_ID(Person)`, `:TYPE`, `tags:string[]`, `:IGNORE`. Out: what each column is. Knows
//! nothing of rows.

use crate::diagnostic::{Code, Diagnostic, Result};

/// What the cells of a property column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellType {
    Boolean,
    Integer,
    Float,
    String,
    Date,
    LocalTime,
    Time,
    LocalDateTime,
    DateTime,
    Duration,
}

impl CellType {
    fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "" | "string" | "char" => Self::String,
            "int" | "long" | "short" | "byte" | "integer" => Self::Integer,
            "float" | "double" => Self::Float,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "localtime" => Self::LocalTime,
            "time" => Self::Time,
            "localdatetime" => Self::LocalDateTime,
            "datetime" => Self::DateTime,
            "duration" => Self::Duration,
            _ => return None,
        })
    }
}

/// What a column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// The id of a node within its id space; kept as a property where it has a name.
    Id {
        property: Option<String>,
        space: String,
    },
    /// Labels, separated by `;`.
    Labels,
    /// The id of the node where a relationship starts.
    Start { space: String },
    /// The id of the node where it ends.
    End { space: String },
    /// The type of a relationship.
    Type,
    /// A property.
    Property {
        name: String,
        cell: CellType,
        array: bool,
    },
    /// Left out.
    Ignored,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Nodes,
    Relationships,
}

/// The columns of a file and what they make it.
///
/// # Errors
/// `Code::InvalidGraphData` for a field that is not understood, and for a file that has neither an `:ID` nor both
/// `:START_ID` and `:END_ID`.
pub(super) fn parse<'a>(fields: impl Iterator<Item = &'a str>) -> Result<(Content, Vec<Column>)> {
    let columns: Vec<Column> = fields.map(column).collect::<Result<_>>()?;
    let count =
        |wanted: fn(&Column) -> bool| columns.iter().filter(|column| wanted(column)).count();
    let ids = count(|column| matches!(column, Column::Id { .. }));
    let starts = count(|column| matches!(column, Column::Start { .. }));
    let ends = count(|column| matches!(column, Column::End { .. }));
    let types = count(|column| matches!(column, Column::Type));
    let labels = count(|column| matches!(column, Column::Labels));
    match (ids, starts, ends, types) {
        (1, 0, 0, 0) => Ok((Content::Nodes, columns)),
        (0, 1, 1, 1) if labels == 0 => Ok((Content::Relationships, columns)),
        _ => Err(refused(
            "a node file has one :ID column; a relationship file has one :START_ID, one :END_ID and one :TYPE"
                .to_owned(),
        )),
    }
}

fn column(field: &str) -> Result<Column> {
    let field = field.trim();
    let (name, kind) = field.rsplit_once(':').unwrap_or((field, "string"));
    // Options in braces, such as `{id-type: int}`, hold colons themselves.
    let (name, kind) = match field.find('{') {
        Some(brace) => {
            let head = field[..brace].trim_end();
            head.rsplit_once(':').unwrap_or((head, "string"))
        }
        None => (name, kind),
    };
    let (kind, space) = match kind.split_once('(') {
        Some((kind, rest)) => {
            let space = rest.strip_suffix(')');
            (
                kind,
                space.ok_or_else(|| refused(format!("`{field}`: a bracket is not closed")))?,
            )
        }
        None => (kind, ""),
    };
    let space = space.trim().to_owned();
    Ok(match kind.to_ascii_uppercase().as_str() {
        "ID" => Column::Id {
            property: (!name.is_empty()).then(|| name.to_owned()),
            space,
        },
        "LABEL" => Column::Labels,
        "START_ID" => Column::Start { space },
        "END_ID" => Column::End { space },
        "TYPE" => Column::Type,
        "IGNORE" => Column::Ignored,
        _ => {
            let (element, array) = match kind.strip_suffix("[]") {
                Some(element) => (element, true),
                None => (kind, false),
            };
            let cell = CellType::parse(element).ok_or_else(|| {
                refused(format!("`{field}`: there is no column type `{element}`"))
            })?;
            if name.is_empty() {
                return Err(refused(format!(
                    "`{field}`: a property column needs a name"
                )));
            }
            Column::Property {
                name: name.to_owned(),
                cell,
                array,
            }
        }
    })
}

fn refused(message: String) -> Diagnostic {
    Diagnostic::new(Code::InvalidGraphData, message)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn headers() {
        #[track_caller]
        fn check(header: &str, expected: &str) {
            let got = match parse(header.split(',')) {
                Ok((content, columns)) => format!("{content:?} {columns:?}"),
                Err(problem) => problem.message().to_owned(),
            };
            assert!(got.contains(expected), "{header}\n  gives {got}");
        }
        check(
            "id:ID(Person),name,:LABEL",
            "Nodes [Id { property: Some(\"id\"), space: \"Person\" }, ",
        );
        check(":ID,tags:string[]", "cell: String, array: true");
        check(
            "id:ID(P){id-type: int},age:int",
            "space: \"P\" }, Property { name: \"age\", cell: Integer",
        );
        check(
            ":START_ID(A),:END_ID(B),:TYPE,w:double",
            "Relationships [Start",
        );
        check(":START_ID,:END_ID", "a relationship file has one");
        check("name,age:int", "a node file has one :ID column");
        check("a:ID,b:number", "no column type `number`");
        check("a:ID(x,b", "a bracket is not closed");
        check("a:ID,:int", "needs a name");
    }
}
