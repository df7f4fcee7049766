//! Running one scenario.
//!
//! In: its steps. Out: nothing, or a sentence on what differs. Knows the engine only through its public library.

use std::collections::BTreeSet;

use quipu::procedure::{Procedure, ProcedureField, ProcedureType};
use quipu::value::{Map, Value};
use quipu::{Answer, Database, Session};

use crate::expected::{Expected, canonical_value};
use crate::gherkin::{Scenario, Step};

/// What the last query gave.
enum Outcome {
    Rows(Answer),
    Error(quipu::Error),
}

struct World<'a> {
    named_graphs: &'a dyn Fn(&str) -> Result<String, String>,
    database: Database,
    session: Session,
    parameters: Map,
    outcome: Option<Outcome>,
    before: Observation,
}

/// What the TCK's defining queries see of a graph.
#[derive(Debug, Default, PartialEq)]
struct Observation {
    nodes: BTreeSet<String>,
    relationships: BTreeSet<String>,
    properties: BTreeSet<String>,
    labels: BTreeSet<String>,
}

/// Runs the scenario strictly: rows, columns, order where it is asked for, side effects, and an error's type, phase
/// and detail.
///
/// # Errors
/// What differs.
pub(crate) fn run(
    scenario: &Scenario,
    named_graphs: &dyn Fn(&str) -> Result<String, String>,
) -> Result<(), String> {
    let database = Database::new();
    let session = database.session();
    let mut world = World {
        named_graphs,
        database,
        session,
        parameters: Map::new(),
        outcome: None,
        before: Observation::default(),
    };
    for step in &scenario.steps {
        world
            .step(step)
            .map_err(|why| format!("at `{}`: {why}", step.text))?;
    }
    Ok(())
}

impl World<'_> {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        let document = || step.document.clone().ok_or("text expected".to_owned());
        let text = step.text.trim_end_matches(':').trim_end();
        match text {
            "an empty graph" | "any graph" => Ok(()),
            "having executed" => self.execute(&document()?).map(drop),
            "parameters are" => self.parameters(step),
            "executing query" => {
                self.before = self.observe()?;
                self.outcome = Some(self.query(&document()?));
                Ok(())
            }
            "executing control query" => {
                self.outcome = Some(self.query(&document()?));
                Ok(())
            }
            "the result should be empty" => self.rows(&[], false, false),
            "the result should be, in any order" => self.rows(&step.table, false, false),
            "the result should be, in order" => self.rows(&step.table, true, false),
            "the result should be (ignoring element order for lists)" => {
                self.rows(&step.table, false, true)
            }
            "the result should be, in order (ignoring element order for lists)" => {
                self.rows(&step.table, true, true)
            }
            "no side effects" => self.side_effects(&[]),
            "the side effects should be" => self.side_effects(&step.table),
            _ => {
                if let Some(signature) = text.strip_prefix("there exists a procedure ") {
                    self.procedure(signature, &step.table)
                } else if let Some(name) = text
                    .strip_prefix("the ")
                    .and_then(|text| text.strip_suffix(" graph"))
                {
                    let script = (self.named_graphs)(name)?;
                    self.execute(&script).map(drop)
                } else if text.contains(" should be raised at ") {
                    self.error(&step.text)
                } else {
                    Err("the runner does not know this step".to_owned())
                }
            }
        }
    }

    fn query(&mut self, text: &str) -> Outcome {
        match self.session.run(text, &self.parameters) {
            Ok(rows) => Outcome::Rows(rows),
            Err(error) => Outcome::Error(error),
        }
    }

    fn execute(&mut self, text: &str) -> Result<Answer, String> {
        self.session
            .run(text, &Map::new())
            .map_err(|error| error.to_string())
    }

    fn parameters(&mut self, step: &Step) -> Result<(), String> {
        for row in &step.table {
            let [name, value] = row.as_slice() else {
                return Err("two cells expected".to_owned());
            };
            self.parameters
                .insert(name.as_str(), Expected::parse(value)?.to_value()?);
        }
        Ok(())
    }

    /// `name(in :: TYPE?, ...) :: (out :: TYPE?, ...)` with a table of its rows: inputs, then outputs.
    fn procedure(&mut self, signature: &str, table: &[Vec<String>]) -> Result<(), String> {
        let (name, rest) = signature.split_once('(').ok_or("no parenthesis")?;
        let (inputs, rest) = rest.split_once(')').ok_or("no parenthesis")?;
        let outputs = rest
            .split_once('(')
            .and_then(|(_, rest)| rest.split_once(')'));
        let (outputs, _) = outputs.ok_or("no outputs")?;
        let (inputs, outputs) = (fields(inputs)?, fields(outputs)?);
        let mut rows = Vec::new();
        for row in table.iter().skip(1) {
            let values: Result<Vec<Value>, String> = row
                .iter()
                .map(|cell| Expected::parse(cell)?.to_value())
                .collect();
            rows.push(values?);
        }
        let width = inputs.len();
        let body = move |arguments: &[Value]| {
            let fits = |row: &&Vec<Value>| {
                row.iter()
                    .zip(arguments)
                    .take(width)
                    .all(|(cell, argument)| same(cell, argument))
            };
            Ok(rows
                .iter()
                .filter(fits)
                .map(|row| row[width.min(row.len())..].to_vec())
                .collect())
        };
        self.database.register_procedure(Procedure {
            name: name.trim().into(),
            inputs,
            outputs,
            body: std::sync::Arc::new(body),
        });
        Ok(())
    }

    fn rows(&self, table: &[Vec<String>], ordered: bool, sorted_lists: bool) -> Result<(), String> {
        let result = match &self.outcome {
            Some(Outcome::Rows(result)) => result,
            Some(Outcome::Error(error)) => return Err(format!("failed: {error}")),
            None => return Err("no query was run".to_owned()),
        };
        let columns: Vec<&str> = result.columns().iter().map(AsRef::as_ref).collect();
        let header: Vec<&str> = table
            .first()
            .map(|row| row.iter().map(String::as_str).collect())
            .unwrap_or_default();
        if !table.is_empty() && columns != header {
            return Err(format!("columns {columns:?}, expected {header:?}"));
        }
        let mut actual: Vec<String> = result
            .rows()
            .iter()
            .map(|row| {
                row.iter()
                    .map(|value| canonical_value(value, sorted_lists))
                    .collect::<Vec<_>>()
                    .join(" | ")
            })
            .collect();
        let mut expected = Vec::new();
        for row in table.iter().skip(1) {
            let cells: Result<Vec<String>, String> = row
                .iter()
                .map(|cell| Ok(Expected::parse(cell)?.canonical(sorted_lists)))
                .collect();
            expected.push(cells?.join(" | "));
        }
        if table.is_empty() && columns.is_empty() {
            // A statement that returns nothing has no rows to compare.
            return Ok(());
        }
        if !ordered {
            actual.sort();
            expected.sort();
        }
        if actual == expected {
            Ok(())
        } else {
            Err(format!(
                "rows\n    {}\n  expected\n    {}",
                actual.join("\n    "),
                expected.join("\n    ")
            ))
        }
    }

    fn error(&self, text: &str) -> Result<(), String> {
        let error = match &self.outcome {
            Some(Outcome::Error(error)) => error,
            Some(Outcome::Rows(_)) => return Err("no error was raised".to_owned()),
            None => return Err("no query was run".to_owned()),
        };
        let (class, rest) = text.split_once(" should be raised at ").ok_or("no phase")?;
        let class = class.trim_start_matches("a ").trim_start_matches("an ");
        let (phase, detail) = rest.split_once(':').ok_or("no detail")?;
        let actual = (
            format!("{:?}", error.class()),
            error.phase().to_string(),
            error.detail().to_owned(),
        );
        let fits = actual.0 == class
            && (phase.trim() == "any time" || actual.1 == phase.trim())
            && (detail.trim() == "*" || actual.2 == detail.trim());
        if !fits {
            return Err(format!("raised {actual:?}: {error}"));
        }
        let after = self.observe()?;
        if after == self.before {
            Ok(())
        } else {
            Err("the failed query changed the graph".to_owned())
        }
    }

    fn side_effects(&self, table: &[Vec<String>]) -> Result<(), String> {
        let after = self.observe()?;
        let mut expected: BTreeSet<String> = BTreeSet::new();
        for row in table {
            let [what, count] = row.as_slice() else {
                return Err("two cells expected".to_owned());
            };
            if count != "0" {
                expected.insert(format!("{what} {count}"));
            }
        }
        let mut actual = BTreeSet::new();
        for (what, before, after) in [
            ("nodes", &self.before.nodes, &after.nodes),
            (
                "relationships",
                &self.before.relationships,
                &after.relationships,
            ),
            ("properties", &self.before.properties, &after.properties),
            ("labels", &self.before.labels, &after.labels),
        ] {
            for (sign, count) in [
                ("+", after.difference(before).count()),
                ("-", before.difference(after).count()),
            ] {
                if count > 0 {
                    actual.insert(format!("{sign}{what} {count}"));
                }
            }
        }
        if actual != expected {
            return Err(format!("side effects {actual:?}, expected {expected:?}"));
        }
        let counted = self.counted();
        if counted == expected {
            Ok(())
        } else {
            Err(format!("counted {counted:?}, expected {expected:?}"))
        }
    }

    /// The side effects as the engine counts them for its users.
    fn counted(&self) -> BTreeSet<String> {
        let Some(Outcome::Rows(answer)) = &self.outcome else {
            return BTreeSet::new();
        };
        let counters = &answer.summary.counters;
        [
            ("+nodes", counters.nodes_added),
            ("-nodes", counters.nodes_removed),
            ("+relationships", counters.relationships_added),
            ("-relationships", counters.relationships_removed),
            ("+properties", counters.properties_added),
            ("-properties", counters.properties_removed),
            ("+labels", counters.labels_added),
            ("-labels", counters.labels_removed),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{what} {count}"))
        .collect()
    }

    fn observe(&self) -> Result<Observation, String> {
        let mut session = self.database.session();
        let mut column = |query: &str| -> Result<BTreeSet<String>, String> {
            let result = session
                .run(query, &Map::new())
                .map_err(|error| error.to_string())?;
            Ok(result
                .rows()
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|v| canonical_value(v, false))
                        .collect::<Vec<_>>()
                        .join(" | ")
                })
                .collect())
        };
        let mut properties = column(
            "MATCH (n) UNWIND keys(n) AS key RETURN 'node', id(n), key, properties(n)[key]",
        )?;
        properties.extend(column(
            "MATCH ()-[r]->() UNWIND keys(r) AS key RETURN 'rel', id(r), key, properties(r)[key]",
        )?);
        Ok(Observation {
            nodes: column("MATCH (n) RETURN id(n)")?,
            relationships: column("MATCH ()-[r]->() RETURN id(r)")?,
            properties,
            labels: column("MATCH (n) UNWIND labels(n) AS label RETURN DISTINCT label")?,
        })
    }
}

/// Do a cell of a procedure's table and an argument stand for the same value (1 and 1.0 do)?
fn same(cell: &Value, argument: &Value) -> bool {
    match (cell, argument) {
        (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => {
            *a as f64 == *b
        }
        _ => canonical_value(cell, false) == canonical_value(argument, false),
    }
}

fn fields(text: &str) -> Result<Vec<ProcedureField>, String> {
    let declared = text
        .split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty());
    declared
        .map(|field| {
            let (name, ty) = field.split_once("::").ok_or("no type")?;
            let ty = ProcedureType::parse(ty).ok_or_else(|| format!("no type `{ty}`"))?;
            Ok(ProcedureField {
                name: name.trim().into(),
                ty,
            })
        })
        .collect()
}
