//! `quipu pipe`: JSON requests on standard input, one per line, one answer line each, in order.
//!
//! | request | answer |
//! |---|---|
//! | `{"statement": "...", "parameters": {...}}` | `{"columns", "rows", "counters", "side_effects", "timing"}` |
//! | `{"procedure": {"name", "inputs", "outputs", "rows"}}` | `{"procedure": "name"}` |
//!
//! `docs/PIPE.md` shows it. What a request has as `"id"` its answer has too.
//!
//! An answer has `"notices"` too, a list of texts, when something is to be said beside it: conditions that are not cited,
//! bounds that are no dates.
//!
//! Anything that goes wrong is answered with `{"error": {...}}`; a failed statement changes nothing and the next one
//! runs. Knows nothing of how statements run.

use std::io::{BufRead, Read, Write};
use std::sync::Arc;

use serde_json::Value as Json;

use super::exit::{Ended, Exit, Result};
use super::limits::SaidLimits;
use crate::diagnostic::{Code, Diagnostic, size_in_words};
use crate::engine::{Answer, Database, Error, Limits, Session};
use crate::graph::durable::OpenOptions;
use crate::procedure::{Procedure, ProcedureField, ProcedureType};
use crate::render::error_object;
use crate::shell::{ABANDONED, counters, expect_room_for_json, open, user};
use crate::source::Source;
use crate::value::{Map, Value, equality, json as value_json};

/// Answers requests until the input ends.
pub(super) fn run_pipe(
    graph: Option<&str>,
    typed: bool,
    opening: &OpenOptions,
    limits: SaidLimits,
    threads: usize,
) -> Result<Exit> {
    let database = open(graph.unwrap_or(":memory:"), opening).map_err(Ended::cannot_open)?;
    database.set_threads(threads);
    let mut server = Server {
        session: labelled(&database, limits.limits()),
        database,
        typed,
    };
    let mut out = std::io::stdout().lock();
    let mut input = std::io::stdin().lock();
    let mut line = Vec::new();
    let mut answer = String::new();
    loop {
        line.clear();
        let limit = server.session.limits().memory;
        let most = limit.map_or(u64::MAX, |limit| (limit / 2) as u64);
        let whole = next_line(&mut input, &mut line, most)?;
        if line.is_empty() {
            if !matches!(server.session.transaction(), Ok(Some(_))) {
                return Ok(Exit::Ok);
            }
            std::io::stderr().write_all(format!("{ABANDONED}\n").as_bytes())?;
            return Ok(Exit::Problem);
        }
        answer.clear();
        match std::str::from_utf8(&line) {
            _ if !whole => {
                let message = format!("the request is longer than {}", size_in_words(line.len()));
                let problem = Diagnostic::new(Code::MemoryLimit, message)
                    .hint("a request may take half of the memory limit");
                put_error(&mut answer, &in_request(problem, ""));
                // The room that it took is not kept.
                line = Vec::new();
            }
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => server.answer(text, &mut answer),
            Err(_) => {
                let problem = Diagnostic::new(Code::InvalidUtf8, "the request is not UTF-8 text");
                put_error(&mut answer, &in_request(problem, ""));
            }
        }
        answer.push('\n');
        // Standard output keeps what follows a line end; an answer is one write.
        out.write_all(answer.as_bytes())?;
        out.flush()?;
        // The room that one huge answer took is not kept.
        answer.shrink_to(1 << 20);
    }
}

/// Reads a line; of one that is longer than `most` bytes only so much, and passes over the rest of it. Is it whole?
fn next_line(input: &mut impl BufRead, line: &mut Vec<u8>, most: u64) -> std::io::Result<bool> {
    input.take(most).read_until(b'\n', line)?;
    if (line.len() as u64) < most || line.ends_with(b"\n") {
        return Ok(true);
    }
    let mut rest = Vec::new();
    loop {
        rest.clear();
        let read = input.take(1 << 20).read_until(b'\n', &mut rest)?;
        if read == 0 || rest.ends_with(b"\n") {
            return Ok(false);
        }
    }
}

/// The commits of a program are those of whoever started it.
fn labelled(database: &Database, limits: Limits) -> Session {
    let mut session = database.session();
    session.set_label(user());
    session.set_limits(limits);
    session
}

struct Server {
    database: Database,
    session: Session,
    typed: bool,
}

impl Server {
    fn answer(&mut self, text: &str, out: &mut String) {
        let text = text.trim();
        let limit = self.session.limits().memory;
        let parsed = expect_room_for_json(text, "the request", limit);
        let parsed = match parsed.and_then(|()| value_json::parse(text)) {
            Ok(parsed) => parsed,
            Err(problem) => return put_error(out, &in_request(problem, text)),
        };
        if let Err(error) = self.try_answer(text, &parsed, out) {
            out.clear();
            put_error(out, &error);
        }
        // A program that numbers its requests gets the number back.
        if let Some(id) = parsed.get("id") {
            out.pop();
            put(out, format_args!(",\"id\":{id}}}"));
        }
    }

    fn try_answer(
        &mut self,
        text: &str,
        parsed: &Json,
        out: &mut String,
    ) -> std::result::Result<(), Error> {
        let request = |problem: Diagnostic| in_request(problem, text);
        let refused = |message: String| request(Diagnostic::new(Code::InvalidParameters, message));
        let Json::Object(fields) = parsed else {
            return Err(refused("a request is a JSON object".to_owned()));
        };
        if let Some(unknown) = fields
            .keys()
            .find(|key| !["statement", "parameters", "procedure", "id"].contains(&key.as_str()))
        {
            return Err(refused(format!("a request has no field `{unknown}`")));
        }
        match (fields.get("statement"), fields.get("procedure")) {
            (Some(Json::String(statement)), None) => {
                let parameters = parameters(fields.get("parameters")).map_err(refused)?;
                let answer = self.session.run(statement, &parameters)?;
                self.put_answer(out, &answer);
            }
            (None, Some(declared)) => {
                let procedure = procedure(declared).map_err(refused)?;
                out.push_str("{\"procedure\":");
                value_json::write_text(out, &procedure.name);
                self.database.register_procedure(procedure);
            }
            _ => {
                let message = "a request has a `statement` (a text) or a `procedure`";
                return Err(refused(message.to_owned()));
            }
        }
        out.push('}');
        Ok(())
    }

    /// All of an answer but its last brace.
    fn put_answer(&self, out: &mut String, answer: &Answer) {
        out.push_str("{\"columns\":");
        put_list(out, answer.columns(), |out, name| {
            value_json::write_text(out, name);
        });
        out.push_str(",\"rows\":");
        put_list(out, answer.rows(), |out, row| {
            put_list(out, row.iter(), |out, value| {
                if self.typed {
                    value_json::write_typed(out, value);
                } else {
                    value_json::write_plain(out, value);
                }
            });
        });
        let summary = &answer.summary;
        out.push_str(",\"counters\":{");
        for (at, (name, count)) in counters(summary).into_iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            put(out, format_args!("{comma}\"{name}\":{count}"));
        }
        let micros = |time: std::time::Duration| time.as_nanos() as f64 / 1000.0;
        let (plan, execute) = (micros(summary.timing.plan), micros(summary.timing.execute));
        let effects = side_effects(summary);
        put(
            out,
            format_args!(
                "}},\"side_effects\":{effects},\"timing\":{{\"plan_us\":{plan},\"execute_us\":{execute}}}"
            ),
        );
        if !summary.notices.is_empty() {
            out.push_str(",\"notices\":");
            put_list(out, &summary.notices, |out, notice| {
                value_json::write_text(out, notice);
            });
        }
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

fn put_list<T>(
    out: &mut String,
    items: impl IntoIterator<Item = T>,
    write: impl Fn(&mut String, T),
) {
    out.push('[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

/// What changed, in the words of the openCypher TCK (which knows no indexes and constraints); what did not change is left out.
fn side_effects(summary: &crate::engine::Summary) -> Json {
    let counters = &summary.counters;
    let effects = [
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
    Json::Object(
        effects
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| (name.to_owned(), count.into()))
            .collect(),
    )
}

fn put_error(out: &mut String, error: &Error) {
    let object = error_object(error.diagnostic(), error.source());
    put(out, format_args!("{object}"));
}

fn in_request(problem: Diagnostic, text: &str) -> Error {
    Error::new(problem, Arc::new(Source::new("<request>", text)))
}

fn parameters(json: Option<&Json>) -> std::result::Result<Map, String> {
    match json {
        None | Some(Json::Null) => Ok(Map::new()),
        Some(Json::Object(fields)) => fields
            .iter()
            .map(|(name, json)| match value_json::from_json(json) {
                Ok(value) => Ok((name.as_str(), value)),
                Err(problem) => Err(format!("parameter `{name}`: {problem}")),
            })
            .collect(),
        Some(_) => Err("`parameters` is an object from names to values".to_owned()),
    }
}

/// A procedure that is answered from a table: each row has its inputs and outputs by name.
fn procedure(json: &Json) -> std::result::Result<Procedure, String> {
    let name = match &json["name"] {
        Json::String(name) if !name.is_empty() => name.as_str(),
        _ => return Err("a procedure has a `name`".to_owned()),
    };
    let inputs = fields(&json["inputs"], "inputs")?;
    let outputs = fields(&json["outputs"], "outputs")?;
    let mut rows: Vec<(Vec<Value>, Vec<Value>)> = Vec::new();
    match &json["rows"] {
        Json::Null => {}
        Json::Array(table) => {
            for row in table {
                rows.push((cells(row, &inputs, 0)?, cells(row, &outputs, inputs.len())?));
            }
        }
        _ => return Err("`rows` is a list of rows".to_owned()),
    }
    let body = move |arguments: &[Value]| {
        let fits = |cells: &[Value]| {
            cells
                .iter()
                .zip(arguments)
                .all(|(cell, argument)| equality::equivalent(cell, argument))
        };
        Ok(rows
            .iter()
            .filter(|(inputs, _)| fits(inputs))
            .map(|(_, outputs)| outputs.clone())
            .collect())
    };
    Ok(Procedure {
        name: name.into(),
        inputs,
        outputs,
        body: Arc::new(body),
    })
}

fn fields(json: &Json, what: &str) -> std::result::Result<Vec<ProcedureField>, String> {
    let list = match json {
        Json::Null => return Ok(Vec::new()),
        Json::Array(list) => list,
        _ => return Err(format!("`{what}` is a list of fields")),
    };
    list.iter()
        .map(|field| {
            let text = |key: &str| {
                field[key]
                    .as_str()
                    .ok_or_else(|| format!("a field in `{what}` needs a `{key}`"))
            };
            let ty = text("type")?;
            Ok(ProcedureField {
                name: text("name")?.into(),
                ty: ProcedureType::parse(ty).ok_or_else(|| format!("there is no type `{ty}`"))?,
            })
        })
        .collect()
}

/// The cells of a row for these fields: by name from an object, or by place from a list.
fn cells(
    row: &Json,
    fields: &[ProcedureField],
    first: usize,
) -> std::result::Result<Vec<Value>, String> {
    fields
        .iter()
        .enumerate()
        .map(|(place, field)| {
            let cell = match row {
                Json::Object(object) => object.get(field.name.as_ref()),
                Json::Array(list) => list.get(first + place),
                _ => return Err("a row is an object or a list".to_owned()),
            };
            let cell = cell.ok_or_else(|| format!("a row has no `{}`", field.name))?;
            value_json::from_json(cell).map_err(|problem| format!("`{}`: {problem}", field.name))
        })
        .collect()
}
