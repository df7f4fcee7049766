//! The header line of a node or relationship file.
//!
//! In: the fields of the first line, in the style of `neo4j-admin database import`: `name:string`, `id:ID(Person)`,
//! `:LABEL`, `:START_ID(Person)`, `:END_ID(Person)`, `:TYPE`, `tags:string[]`, `seen:datetime{timezone:+02:00}`,
//! `:IGNORE`. Out: what each column is. Knows
//! nothing of rows.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::temporal::Zone;

/// What the cells of a property column are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) cell: CellType,
    /// Lists of such values, separated by the array delimiter.
    pub(super) array: bool,
    /// Where times and date-times are that do not say so; UTC otherwise. For a time of day it is an offset.
    pub(super) zone: Option<Zone>,
}

/// The type of a value.
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
        /// What they are kept as, where the header says so: integers or text.
        stored: Option<CellType>,
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
    Property { name: String, kind: Kind },
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
/// `Code::InvalidGraphData` for a field that is not understood, for two properties of one name, and for a file that has neither an `:ID` nor both
/// `:START_ID` and `:END_ID`.
pub(super) fn parse<'a>(fields: impl Iterator<Item = &'a str>) -> Result<(Content, Vec<Column>)> {
    let columns: Vec<Column> = fields.map(column).collect::<Result<_>>()?;
    let mut names: Vec<&str> = Vec::new();
    for column in &columns {
        if let Column::Property { name, .. }
        | Column::Id {
            property: Some(name),
            ..
        } = column
        {
            if names.contains(&name.as_str()) {
                return Err(refused(format!("two columns are named `{name}`")));
            }
            names.push(name);
        }
    }
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
    let refuse = |why: String| refused(format!("`{field}`: {why}"));
    // Options hold colons themselves.
    let (head, written) = match field.split_once('{') {
        Some((head, rest)) => {
            let options = rest.strip_suffix('}');
            let options = options.ok_or_else(|| refuse("a brace is not closed".to_owned()))?;
            (head.trim_end(), options)
        }
        None => (field, ""),
    };
    let mut options = written
        .split(',')
        .map(str::trim)
        .filter(|option| !option.is_empty())
        .map(|option| {
            let (key, value) = option.split_once(':').unwrap_or((option, ""));
            (key.trim(), value.trim().trim_matches(['\'', '"']))
        });
    let (name, kind) = head.rsplit_once(':').unwrap_or((head, "string"));
    let (kind, space) = match kind.split_once('(') {
        Some((kind, rest)) => {
            let space = rest.strip_suffix(')');
            let space = space.ok_or_else(|| refuse("a bracket is not closed".to_owned()))?;
            (kind, Some(space.trim().to_owned()))
        }
        None => (kind, None),
    };
    let column = match kind.to_ascii_uppercase().as_str() {
        "ID" => {
            let stored = match options.next() {
                None => None,
                Some(("id-type", name)) => match CellType::parse(name) {
                    Some(stored @ (CellType::Integer | CellType::String)) => Some(stored),
                    _ => return Err(refuse(format!("ids cannot be kept as `{name}`"))),
                },
                Some((option, _)) => return Err(refuse(unknown(option))),
            };
            Column::Id {
                property: (!name.is_empty()).then(|| name.to_owned()),
                space: space.unwrap_or_default(),
                stored,
            }
        }
        "START_ID" => Column::Start {
            space: space.unwrap_or_default(),
        },
        "END_ID" => Column::End {
            space: space.unwrap_or_default(),
        },
        _ if space.is_some() => {
            return Err(refuse("only ids have an id space".to_owned()));
        }
        "LABEL" => Column::Labels,
        "TYPE" => Column::Type,
        "IGNORE" => Column::Ignored,
        _ => {
            let (element, array) = match kind.strip_suffix("[]") {
                Some(element) => (element, true),
                None => (kind, false),
            };
            let cell = CellType::parse(element)
                .ok_or_else(|| refuse(format!("there is no column type `{element}`")))?;
            if name.is_empty() {
                return Err(refuse("a property column needs a name".to_owned()));
            }
            let zone = match (cell, options.next()) {
                (_, None) => None,
                (CellType::DateTime | CellType::Time, Some(("timezone", zone))) => {
                    let known = zone.parse::<Zone>();
                    let known = known.map_err(|problem| refuse(problem.message().to_owned()))?;
                    if cell == CellType::Time && matches!(known, Zone::Named(_)) {
                        let why =
                            "a time of day has no date, so its zone is an offset such as +02:00";
                        return Err(refuse(why.to_owned()));
                    }
                    Some(known)
                }
                (_, Some((option, _))) => return Err(refuse(unknown(option))),
            };
            Column::Property {
                name: name.to_owned(),
                kind: Kind { cell, array, zone },
            }
        }
    };
    match options.next() {
        Some((option, _)) => Err(refuse(unknown(option))),
        None => Ok(column),
    }
}

fn unknown(option: &str) -> String {
    format!("this column has no option `{option}`")
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
            "Nodes [Id { property: Some(\"id\"), space: \"Person\", stored: None }, ",
        );
        check(":ID,tags:string[]", "cell: String, array: true");
        check(
            "id:ID(P){id-type: long},age:int",
            "space: \"P\", stored: Some(Integer) }, Property { name: \"age\", kind: Kind { cell: Integer",
        );
        check(":ID{id-type:string}", "stored: Some(String)");
        check(":ID{id-type:date}", "ids cannot be kept as `date`");
        check(":ID(P){label:Person}", "this column has no option `label`");
        check(
            ":ID,a:datetime{timezone:+02:00}",
            "zone: Some(Offset(7200))",
        );
        check(
            ":ID,a:datetime[]{ timezone : 'europe/stockholm' }",
            "Named(\"Europe/Stockholm\")",
        );
        check(":ID,a:time{timezone:+02:00}", "zone: Some(Offset(7200))");
        check(
            ":ID,a:time{timezone:Europe/Stockholm}",
            "its zone is an offset",
        );
        check(":ID,a:datetime{timezone:Mars}", "no time zone 'Mars'");
        check(":ID,a:localtime{timezone:+02:00}", "no option `timezone`");
        check(
            ":ID,a:date{a:b}",
            "`a:date{a:b}`: this column has no option `a`",
        );
        check(":ID,a:string[]{a}", "no option `a`");
        check(":ID,a{b}", "no option `b`");
        check(":ID,a:int{b", "a brace is not closed");
        check(":ID,a:int{}", "cell: Integer");
        check(":ID,a:int(P)", "only ids have an id space");
        check(
            ":START_ID{id-type:int},:END_ID,:TYPE",
            "no option `id-type`",
        );
        check(":ID,name,name", "two columns are named `name`");
        check(":ID,x,x:int", "two columns are named `x`");
        check("a:ID,a", "two columns are named `a`");
        check(":ID,a,a:IGNORE,:LABEL,:LABEL", "Labels, Labels");
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
