//! Temporal functions called as they are written in a statement.
//!
//! A small reader turns `date({year: 1984})` into calls of the declared functions, so that the tests are data.

mod laws;
mod making;
mod working;

use crate::diagnostic::{Code, Result};
use crate::function::{Host, find_scalar};
use crate::value::temporal::{self, Clock};
use crate::value::{Map, NodeId, RelId, Value};

struct Statement(Clock);

impl Host for Statement {
    fn labels_of(&self, _: NodeId) -> Result<Vec<std::sync::Arc<str>>> {
        Ok(Vec::new())
    }
    fn type_of(&self, _: RelId) -> Result<std::sync::Arc<str>> {
        Ok("".into())
    }
    fn properties_of_node(&self, _: NodeId) -> Result<Map> {
        Ok(Map::new())
    }
    fn properties_of_relationship(&self, _: RelId) -> Result<Map> {
        Ok(Map::new())
    }
    fn endpoints(&self, _: RelId) -> Result<(NodeId, NodeId)> {
        Ok((NodeId(0), NodeId(0)))
    }
    fn clock(&self) -> &Clock {
        &self.0
    }
    fn random(&self) -> f64 {
        0.0
    }
}

type Operator = fn(&Value, &Value) -> Result<Value>;

/// Reads literals, maps, calls and the four operators between two values.
struct Reader<'a> {
    rest: &'a str,
    host: &'a Statement,
}

impl Reader<'_> {
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(token) {
            Some(tail) => {
                self.rest = tail;
                true
            }
            None => false,
        }
    }

    fn word(&mut self, accepted: impl Fn(char) -> bool) -> String {
        let rest = self.rest.trim_start();
        let end = rest.find(|c| !accepted(c)).unwrap_or(rest.len());
        self.rest = &rest[end..];
        rest[..end].to_owned()
    }

    fn expression(&mut self) -> Result<Value> {
        let left = self.value()?;
        let operators: [(&str, Operator); 4] = [
            (" + ", temporal::add),
            (" - ", temporal::subtract),
            (" * ", temporal::multiply),
            (" / ", temporal::divide),
        ];
        for (sign, operator) in operators {
            if self.rest.starts_with(sign) {
                self.rest = &self.rest[sign.len()..];
                return operator(&left, &self.value()?);
            }
        }
        Ok(left)
    }

    fn value(&mut self) -> Result<Value> {
        if self.take("'") {
            let (text, tail) = self.rest.split_once('\'').expect("a closing quote");
            self.rest = tail;
            return Ok(Value::string(text));
        }
        if self.take("{") {
            let mut map = Map::new();
            while !self.take("}") {
                let key = self.word(char::is_alphanumeric);
                assert!(self.take(":"), "a colon at {}", self.rest);
                map.insert(key, self.value()?);
                self.take(",");
            }
            return Ok(Value::map(map));
        }
        let word = self.word(|c| c.is_alphanumeric() || "._-".contains(c));
        if word == "null" {
            return Ok(Value::Null);
        }
        if let Ok(number) = word.parse() {
            return Ok(Value::Integer(number));
        }
        if let Ok(number) = word.parse() {
            return Ok(Value::Float(number));
        }
        assert!(self.take("("), "a call at {word}{}", self.rest);
        let mut args = Vec::new();
        while !self.take(")") {
            args.push(self.value()?);
            self.take(",");
        }
        let function = find_scalar(&word).unwrap_or_else(|| panic!("no function {word}"));
        (function.call)(&args, self.host)
    }
}

/// What an expression gives when the statement started at 1984-10-11T12:31:14.645876123Z.
fn evaluate(text: &str) -> Result<Value> {
    let host = Statement(Clock::fixed(466_345_874, 645_876_123));
    Reader {
        rest: text,
        host: &host,
    }
    .expression()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Date(x) => x.to_string(),
        Value::LocalTime(x) => x.to_string(),
        Value::Time(x) => x.to_string(),
        Value::LocalDateTime(x) => x.to_string(),
        Value::DateTime(x) => x.to_string(),
        Value::Duration(x) => x.to_string(),
        other => format!("{other:?}"),
    }
}

/// Checks lines of the form `expression => result`.
fn check(cases: &str) {
    for line in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once(" => ").expect("an arrow");
        match evaluate(text) {
            Ok(value) => assert_eq!(shown(&value), expected, "{text}"),
            Err(problem) => panic!("{text}: {problem}"),
        }
    }
}

/// Checks that the expression in each line is an error with this code.
fn refused(code: Code, cases: &str) {
    for text in cases.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match evaluate(text) {
            Ok(value) => panic!("{text} gives {}", shown(&value)),
            Err(problem) => assert_eq!(problem.code(), code, "{text}: {problem}"),
        }
    }
}
