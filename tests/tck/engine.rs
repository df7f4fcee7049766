//! The two ways to the engine: its library, and `quipu pipe` as an outside program uses it.
//!
//! In: a statement with parameters, or a procedure with a table of answers. Out: rows, errors and counted side effects
//! in the words of the TCK. Knows nothing of scenarios.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use quipu::procedure::{Procedure, ProcedureField, ProcedureType};
use quipu::value::{Map, Value};
use quipu::{Database, Session};
use serde_json::{Value as Json, json};

use crate::typed;
use crate::value::TckValue;

/// What a query gave.
pub(crate) enum Outcome {
    Answer(Answer),
    Error(Raised),
}

/// Rows, and the side effects as the engine counts them for its users: `+nodes 1`.
pub(crate) struct Answer {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<TckValue>>,
    pub(crate) side_effects: BTreeSet<String>,
}

/// An error in the words of the TCK.
#[derive(Debug)]
pub(crate) struct Raised {
    pub(crate) class: String,
    pub(crate) phase: String,
    pub(crate) detail: String,
    pub(crate) message: String,
}

/// A procedure that answers from a table. Fields are names with the text of their type; a row has the inputs first.
#[derive(Clone)]
pub(crate) struct Declared {
    pub(crate) name: String,
    pub(crate) inputs: Vec<(String, String)>,
    pub(crate) outputs: Vec<(String, String)>,
    pub(crate) rows: Vec<Vec<TckValue>>,
}

/// Named values.
pub(crate) type Parameters = BTreeMap<String, TckValue>;

/// A way to the engine. Errors are of the way itself, not of statements.
pub(crate) trait Engine {
    /// Starts with an empty graph and no procedures.
    fn reset(&mut self) -> Result<(), String>;
    /// Runs a statement.
    fn run(&mut self, text: &str, parameters: &Parameters) -> Result<Outcome, String>;
    /// Makes a procedure known.
    fn register(&mut self, procedure: Declared) -> Result<(), String>;
}

/// The library within this process.
pub(crate) struct Library {
    database: Database,
    session: Session,
}

impl Library {
    pub(crate) fn new() -> Self {
        Self::on(Database::new())
    }

    /// On this database.
    pub(crate) fn on(database: Database) -> Self {
        Self {
            session: database.session(),
            database,
        }
    }
}

impl Engine for Library {
    fn reset(&mut self) -> Result<(), String> {
        *self = Self::new();
        Ok(())
    }

    fn run(&mut self, text: &str, parameters: &Parameters) -> Result<Outcome, String> {
        let mut map = Map::new();
        for (name, value) in parameters {
            map.insert(name.as_str(), value.to_value()?);
        }
        let answer = match self.session.run(text, &map) {
            Ok(answer) => answer,
            Err(error) => {
                return Ok(Outcome::Error(Raised {
                    class: format!("{:?}", error.class()),
                    phase: error.phase().to_string(),
                    detail: error.detail().to_owned(),
                    message: error.to_string(),
                }));
            }
        };
        let counters = &answer.summary.counters;
        let side_effects = [
            ("+nodes", counters.nodes_added),
            ("-nodes", counters.nodes_removed),
            ("+relationships", counters.relationships_added),
            ("-relationships", counters.relationships_removed),
            ("+properties", counters.properties_added),
            ("-properties", counters.properties_removed),
            ("+labels", counters.labels_added),
            ("-labels", counters.labels_removed),
            ("+indexes", counters.indexes_added),
            ("-indexes", counters.indexes_removed),
            ("+constraints", counters.constraints_added),
            ("-constraints", counters.constraints_removed),
        ];
        Ok(Outcome::Answer(Answer {
            columns: answer.columns().iter().map(ToString::to_string).collect(),
            rows: answer
                .rows()
                .iter()
                .map(|row| row.iter().map(TckValue::of).collect())
                .collect(),
            side_effects: side_effects
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(what, count)| format!("{what} {count}"))
                .collect(),
        }))
    }

    fn register(&mut self, procedure: Declared) -> Result<(), String> {
        let width = procedure.inputs.len();
        let mut rows = Vec::new();
        for row in &procedure.rows {
            let values: Result<Vec<Value>, String> = row.iter().map(TckValue::to_value).collect();
            rows.push(values?);
        }
        let body = move |arguments: &[Value]| {
            let fits = |row: &&Vec<Value>| {
                let cells = row.iter().zip(arguments).take(width);
                cells
                    .into_iter()
                    .all(|(cell, argument)| same(cell, argument))
            };
            Ok(rows
                .iter()
                .filter(fits)
                .map(|row| row[width.min(row.len())..].to_vec())
                .collect())
        };
        self.database.register_procedure(Procedure {
            name: procedure.name.as_str().into(),
            inputs: fields(&procedure.inputs)?,
            outputs: fields(&procedure.outputs)?,
            body: Arc::new(body),
        });
        Ok(())
    }
}

/// Do a cell of a procedure's table and an argument stand for the same value (1 and 1.0 do)?
fn same(cell: &Value, argument: &Value) -> bool {
    match (cell, argument) {
        (Value::Integer(a), Value::Float(b)) | (Value::Float(b), Value::Integer(a)) => {
            *a as f64 == *b
        }
        _ => TckValue::of(cell).canonical(false) == TckValue::of(argument).canonical(false),
    }
}

fn fields(declared: &[(String, String)]) -> Result<Vec<ProcedureField>, String> {
    declared
        .iter()
        .map(|(name, ty)| {
            Ok(ProcedureField {
                name: name.as_str().into(),
                ty: ProcedureType::parse(ty).ok_or_else(|| format!("no type `{ty}`"))?,
            })
        })
        .collect()
}

/// `quipu pipe --mode typed-json`. One process serves many scenarios: the graph is emptied between them, and only after
/// procedures were registered a new process starts.
pub(crate) struct Pipe {
    running: Option<Running>,
}

struct Running {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// Has it more than nodes and relationships: procedures, indexes, constraints?
    has_more: bool,
}

impl Pipe {
    pub(crate) fn new() -> Self {
        Self { running: None }
    }

    fn running(&mut self) -> Result<&mut Running, String> {
        if self.running.is_none() {
            let mut child = Command::new(env!("CARGO_BIN_EXE_quipu"))
                .args(["pipe", "--mode", "typed-json"])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .map_err(|error| error.to_string())?;
            let input = child.stdin.take().ok_or("no input")?;
            let output = child.stdout.take().ok_or("no output")?;
            self.running = Some(Running {
                child,
                input,
                output: BufReader::new(output),
                has_more: false,
            });
        }
        self.running.as_mut().ok_or_else(|| "no process".to_owned())
    }

    fn ask(&mut self, request: &Json) -> Result<Json, String> {
        let running = self.running()?;
        writeln!(running.input, "{request}").map_err(|error| error.to_string())?;
        let mut line = String::new();
        let read = running.output.read_line(&mut line);
        read.map_err(|error| error.to_string())?;
        serde_json::from_str(&line).map_err(|error| format!("{error}: {line:?}"))
    }

    /// Ends the process as its user would: by ending its input.
    fn end(&mut self) -> Result<(), String> {
        let Some(Running {
            mut child, input, ..
        }) = self.running.take()
        else {
            return Ok(());
        };
        drop(input);
        let status = child.wait().map_err(|error| error.to_string())?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the pipe ended with {status}"))
        }
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

impl Engine for Pipe {
    fn reset(&mut self) -> Result<(), String> {
        match &self.running {
            Some(running) if running.has_more => self.end(),
            Some(_) => match self.run("MATCH (n) DETACH DELETE n", &Parameters::new())? {
                Outcome::Answer(_) => Ok(()),
                Outcome::Error(error) => Err(error.message),
            },
            None => Ok(()),
        }
    }

    fn run(&mut self, text: &str, parameters: &Parameters) -> Result<Outcome, String> {
        let mut given = json!({});
        for (name, value) in parameters {
            given[name] = typed::parameter(value)?;
        }
        let answer = self.ask(&json!({"statement": text, "parameters": given}))?;
        let word = |json: &Json| json.as_str().unwrap_or_default().to_owned();
        if let Some(error) = answer.get("error") {
            return Ok(Outcome::Error(Raised {
                class: word(&error["type"]),
                phase: word(&error["phase"]),
                detail: word(&error["detail"]),
                message: word(&error["message"]),
            }));
        }
        let list = |json: &Json| json.as_array().cloned().ok_or("a list expected");
        let mut rows = Vec::new();
        for row in list(&answer["rows"])? {
            let row: Result<Vec<TckValue>, String> = list(&row)?.iter().map(typed::value).collect();
            rows.push(row?);
        }
        let side_effects = answer["side_effects"].as_object();
        let schema = ["+indexes", "+constraints"];
        if side_effects.is_some_and(|all| schema.iter().any(|what| all.contains_key(*what))) {
            self.running()?.has_more = true;
        }
        Ok(Outcome::Answer(Answer {
            columns: list(&answer["columns"])?.iter().map(word).collect(),
            rows,
            side_effects: side_effects
                .ok_or("no side effects")?
                .iter()
                .map(|(what, count)| format!("{what} {count}"))
                .collect(),
        }))
    }

    fn register(&mut self, procedure: Declared) -> Result<(), String> {
        let fields = |fields: &[(String, String)]| -> Json {
            fields
                .iter()
                .map(|(name, ty)| json!({"name": name, "type": ty}))
                .collect()
        };
        let names = procedure.inputs.iter().chain(&procedure.outputs);
        let names: Vec<&String> = names.map(|(name, _)| name).collect();
        let mut rows = Vec::new();
        for row in &procedure.rows {
            let mut cells = json!({});
            for (name, value) in names.iter().zip(row) {
                cells[*name] = typed::parameter(value)?;
            }
            rows.push(cells);
        }
        let answer = self.ask(&json!({"procedure": {
            "name": procedure.name,
            "inputs": fields(&procedure.inputs),
            "outputs": fields(&procedure.outputs),
            "rows": rows,
        }}))?;
        if answer["procedure"] != procedure.name.as_str() {
            return Err(answer.to_string());
        }
        self.running()?.has_more = true;
        Ok(())
    }
}
