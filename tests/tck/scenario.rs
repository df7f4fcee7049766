//! Running one scenario.
//!
//! In: its steps, and a way to the engine. Out: nothing, or a sentence on what differs.

use std::collections::BTreeSet;

use crate::engine::{Answer, Declared, Engine, Outcome, Parameters};
use crate::gherkin::{Scenario, Step};
use crate::value::TckValue;

struct World<'a> {
    named_graphs: &'a dyn Fn(&str) -> Result<String, String>,
    engine: &'a mut dyn Engine,
    parameters: Parameters,
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
    indexes: BTreeSet<String>,
    constraints: BTreeSet<String>,
}

/// Runs the scenario strictly: rows, columns, order where it is asked for, side effects, and an error's type, phase
/// and detail.
///
/// # Errors
/// What differs.
pub(crate) fn run(
    scenario: &Scenario,
    engine: &mut dyn Engine,
    named_graphs: &dyn Fn(&str) -> Result<String, String>,
) -> Result<(), String> {
    engine.reset()?;
    let mut world = World {
        named_graphs,
        engine,
        parameters: Parameters::new(),
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
                self.outcome = Some(self.engine.run(&document()?, &self.parameters)?);
                Ok(())
            }
            "executing control query" => {
                self.outcome = Some(self.engine.run(&document()?, &self.parameters)?);
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

    fn execute(&mut self, text: &str) -> Result<Answer, String> {
        match self.engine.run(text, &Parameters::new())? {
            Outcome::Answer(answer) => Ok(answer),
            Outcome::Error(error) => Err(error.message),
        }
    }

    fn parameters(&mut self, step: &Step) -> Result<(), String> {
        for row in &step.table {
            let [name, value] = row.as_slice() else {
                return Err("two cells expected".to_owned());
            };
            self.parameters
                .insert(name.clone(), TckValue::parse(value)?);
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
        let mut rows = Vec::new();
        for row in table.iter().skip(1) {
            let values: Result<Vec<TckValue>, String> =
                row.iter().map(|cell| TckValue::parse(cell)).collect();
            rows.push(values?);
        }
        self.engine.register(Declared {
            name: name.trim().to_owned(),
            inputs: fields(inputs)?,
            outputs: fields(outputs)?,
            rows,
        })
    }

    fn rows(&self, table: &[Vec<String>], ordered: bool, sorted_lists: bool) -> Result<(), String> {
        let result = match &self.outcome {
            Some(Outcome::Answer(answer)) => answer,
            Some(Outcome::Error(error)) => return Err(format!("failed: {error:?}")),
            None => return Err("no query was run".to_owned()),
        };
        let columns: Vec<&str> = result.columns.iter().map(String::as_str).collect();
        let header: Vec<&str> = table
            .first()
            .map(|row| row.iter().map(String::as_str).collect())
            .unwrap_or_default();
        if !table.is_empty() && columns != header {
            return Err(format!("columns {columns:?}, expected {header:?}"));
        }
        let mut actual: Vec<String> = result
            .rows
            .iter()
            .map(|row| line(row, sorted_lists))
            .collect();
        let mut expected = Vec::new();
        for row in table.iter().skip(1) {
            let cells: Result<Vec<String>, String> = row
                .iter()
                .map(|cell| Ok(TckValue::parse(cell)?.canonical(sorted_lists)))
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

    fn error(&mut self, text: &str) -> Result<(), String> {
        let error = match &self.outcome {
            Some(Outcome::Error(error)) => error,
            Some(Outcome::Answer(_)) => return Err("no error was raised".to_owned()),
            None => return Err("no query was run".to_owned()),
        };
        let (class, rest) = text.split_once(" should be raised at ").ok_or("no phase")?;
        let class = class.trim_start_matches("a ").trim_start_matches("an ");
        let (phase, detail) = rest.split_once(':').ok_or("no detail")?;
        let fits = error.class == class
            && (phase.trim() == "any time" || error.phase == phase.trim())
            && (detail.trim() == "*" || error.detail == detail.trim());
        if !fits {
            return Err(format!("raised {error:?}"));
        }
        let after = self.observe()?;
        if after == self.before {
            Ok(())
        } else {
            Err("the failed query changed the graph".to_owned())
        }
    }

    fn side_effects(&mut self, table: &[Vec<String>]) -> Result<(), String> {
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
            ("indexes", &self.before.indexes, &after.indexes),
            ("constraints", &self.before.constraints, &after.constraints),
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
        match &self.outcome {
            Some(Outcome::Answer(answer)) => answer.side_effects.clone(),
            _ => BTreeSet::new(),
        }
    }

    fn observe(&mut self) -> Result<Observation, String> {
        let mut column = |query: &str| -> Result<BTreeSet<String>, String> {
            let rows = self.execute(query)?.rows;
            Ok(rows.iter().map(|row| line(row, false)).collect())
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
            indexes: column(
                "SHOW INDEXES YIELD createStatement, owningConstraint AS owner WHERE owner IS NULL",
            )?,
            constraints: column("SHOW CONSTRAINTS YIELD createStatement")?,
        })
    }
}

/// A row as one text.
fn line(row: &[TckValue], sorted_lists: bool) -> String {
    let cells: Vec<String> = row
        .iter()
        .map(|value| value.canonical(sorted_lists))
        .collect();
    cells.join(" | ")
}

/// Names and types of `name :: TYPE, ...`.
fn fields(text: &str) -> Result<Vec<(String, String)>, String> {
    let declared = text
        .split(',')
        .map(str::trim)
        .filter(|field| !field.is_empty());
    declared
        .map(|field| {
            let (name, ty) = field.split_once("::").ok_or("no type")?;
            Ok((name.trim().to_owned(), ty.trim().to_owned()))
        })
        .collect()
}
