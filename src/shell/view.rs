//! What a session looks at the graph through: a day, a day of publication, citing. In: what people type. Out: a session
//! that is set, and its view in a few words. Knows nothing of how views work.

use super::parameter::evaluate;
use super::{Failure, Result};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Session;
use crate::graph::durable::At;
use crate::value::temporal::{Date, DateTime, LocalDateTime};
use crate::value::{Map, Value};

/// A view as it is given on a command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewSettings {
    /// The day whose state statements see.
    pub as_of: Option<String>,
    /// The day whose knowledge statements see.
    pub known_on: Option<String>,
    /// Do answers cite their sources?
    pub cite: bool,
}

impl ViewSettings {
    /// Sets a session to it. Days may be expressions over these parameters.
    ///
    /// # Errors
    /// When a day is none.
    pub fn apply(&self, session: &mut Session, parameters: &Map) -> Result<()> {
        if let Some(text) = &self.as_of {
            session.as_of(Some(moment(text, parameters)?))?;
        }
        if let Some(text) = &self.known_on {
            session.known_on(Some(moment(text, parameters)?))?;
        }
        session.cite(self.cite);
        Ok(())
    }
}

/// A day, or a day with time, as people write it: `2021-07-04`, `2021-07-04T12:00`, `date('2021-07-04')`, `$day`.
pub(super) fn moment(text: &str, parameters: &Map) -> Result<Value> {
    let text = text.trim();
    let bare = text.trim_matches(['\'', '"']);
    if let Ok(date) = bare.parse::<Date>() {
        return Ok(date.into());
    }
    if let Ok(moment) = bare.parse::<LocalDateTime>() {
        return Ok(Value::LocalDateTime(moment));
    }
    if let Ok(moment) = bare.parse::<DateTime>() {
        return Ok(Value::DateTime(moment.into()));
    }
    let refused = |message: String| {
        let hint = "write a day, as in 2021-07-04, or an expression, as in date('2021-07-04')";
        Failure::from(Diagnostic::new(Code::Usage, message).hint(hint))
    };
    // Else it would be a subtraction.
    if has_form_of_day(bare) {
        return Err(refused(format!("there is no such day as `{bare}`")));
    }
    match evaluate(text, parameters) {
        Ok(day @ (Value::Date(_) | Value::LocalDateTime(_) | Value::DateTime(_))) => Ok(day),
        Ok(other) => Err(refused(format!(
            "`{text}` is no day but of type {}",
            other.kind()
        ))),
        Err(_) => Err(refused(format!("`{text}` is no day"))),
    }
}

/// A moment of a database file's own history, as people write it: the number of a commit, or a date, with or without time.
pub(super) fn recorded_moment(text: &str) -> Result<At> {
    let value = if let Ok(number) = text.parse::<i64>() {
        Value::Integer(number)
    } else if let Ok(date) = text.parse::<Date>() {
        date.into()
    } else if let Ok(moment) = text.parse::<LocalDateTime>() {
        moment.into()
    } else if let Ok(moment) = text.parse::<DateTime>() {
        moment.into()
    } else {
        let message = format!("`{text}` is neither the number of a commit nor a date");
        let hint = "`:log` lists the commits; a date is written 2021-07-05, or 2021-07-05T12:00Z";
        return Err(Diagnostic::new(Code::Usage, message).hint(hint).into());
    };
    Ok(At::of(&value)?)
}

/// The same in words: `after commit 41`, `at 2021-07-05T12:00Z`.
pub(super) fn shown_moment(at: &At) -> String {
    match at {
        At::Commit(number) => format!("after commit {number}"),
        At::Instant(moment) => format!("at {moment}"),
    }
}

/// Is it written as `2021-02-30` is?
fn has_form_of_day(text: &str) -> bool {
    let day = text.split('T').next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(digits)
}

/// A day as people write it.
pub(super) fn shown(moment: &Value) -> String {
    match moment {
        Value::Date(day) => day.to_string(),
        Value::LocalDateTime(moment) => moment.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        other => format!("{other:?}"),
    }
}

/// The view of a session in a few words, for the prompt; empty when it sees everything.
pub(super) fn words(session: &Session) -> String {
    let (as_of, known_on, cite) = session.view();
    let mut words = Vec::new();
    words.extend(as_of.map(shown));
    words.extend(known_on.map(|day| format!("known {}", shown(day))));
    words.extend(session.recorded().map(|at| match at {
        At::Commit(number) => format!("recorded {number}"),
        At::Instant(moment) => format!("recorded {moment}"),
    }));
    words.extend(cite.then(|| "cite".to_owned()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Failure, moment, shown};
    use crate::value::{Map, Value};

    #[test]
    fn days() {
        let mut parameters = Map::new();
        let day = moment("2021-07-04", &parameters).unwrap();
        parameters.insert("day", day);
        let check = |text: &str, expected: &str| {
            let found = moment(text, &parameters);
            assert_eq!(found.map_or("none".to_owned(), |day| shown(&day)), expected);
        };
        check("2021-07-04", "2021-07-04");
        check(" '2021-07-04' ", "2021-07-04");
        check("2021-07-04T12:30", "2021-07-04T12:30");
        check("2021-07-04T12:30Z", "2021-07-04T12:30Z");
        check("date({year: 2021, month: 7, day: 1})", "2021-07-01");
        check("$day + duration('P1D')", "2021-07-05");
        check("soon", "none");
        check("2021 - 7 - 4", "none");
        let refused = |text: &str, expected: &str| match moment(text, &Map::new()) {
            Err(Failure::Problem(problem)) => assert_eq!(problem.message(), expected),
            _ => panic!("{text} is a day"),
        };
        refused("2021-02-30", "there is no such day as `2021-02-30`");
        refused(
            "'2021-13-01T12:00'",
            "there is no such day as `2021-13-01T12:00`",
        );
        check("null", "none");
        check("1", "none");
        assert!(matches!(
            moment("2021-07-04", &parameters),
            Ok(Value::Date(_))
        ));
    }
}
