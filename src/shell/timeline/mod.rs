//! Dated facts in their order. In: a name, a query, or nothing for the whole graph. Out: a line per beginning and per end,
//! with the documents that tell of it below; or rows for programs. Knows nothing of views: it shows what statements give.

mod events;

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use super::documents::{Documents, Numbers};
use super::{Console, Failure, Result};
use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Answer;
use crate::graph::Version;
use crate::render::{Format, Options, Style, one_line, render};
use crate::syntax::{self, ast::Statement};
use crate::value::{Map, ResultSet, Value};
use events::{Event, Found};

/// Everything around nodes of a name.
const AROUND: &str = "\
MATCH (e) WHERE $about IN [e.name, e.title, e.key, e.id] OR $about IN ([] + e.aliases)
OPTIONAL MATCH (e)-[r]-(x)
RETURN e, r, x";

/// Every dated fact.
const ALL: &str = "\
MATCH (x) WHERE x.valid_from IS NOT NULL OR x.valid_to IS NOT NULL RETURN x
UNION ALL
MATCH ()-[x]->() WHERE x.valid_from IS NOT NULL OR x.valid_to IS NOT NULL RETURN x";

/// Words a query begins with.
const BEGINNINGS: [&str; 8] = [
    "match", "optional", "with", "unwind", "call", "return", "as", "cite",
];

/// Shows the timeline of what has a name, of the answer to a query, or of everything.
pub(super) fn show(console: &mut Console, about: &str) -> Result<()> {
    let about = about.trim().trim_end_matches(';').trim_end();
    let mut parameters = console.parameters.clone();
    let mut unknown = None;
    let answer = if about.is_empty() {
        ask(console, ALL, &parameters)?
    } else if matches!(syntax::parse(about), Ok(Statement::Query(_))) {
        ask(console, about, &parameters)?
    } else {
        let name = about.trim_matches(['\'', '"']);
        parameters.insert("about", name.into());
        let answer = ask(console, AROUND, &parameters)?;
        if answer.is_empty() && is_meant_as_query(about) {
            // It says what is wrong with it.
            ask(console, about, &parameters)?
        } else {
            unknown = answer.is_empty().then_some(name);
            answer
        }
    };
    if let Some(name) = unknown {
        let message = format!("there is nothing named `{name}` here");
        let hint = "a node is found by its name, title, key, id or one of its aliases; a query begins with MATCH";
        return Err(Failure::from(
            Diagnostic::new(Code::Usage, message).hint(hint),
        ));
    }
    let version = console.session.version();
    let found = Found::of(&answer.rows, &version);
    let options = &console.settings.options;
    let text = match console.settings.format {
        Format::Box | Format::Table | Format::Line => text(&found.events, &version, options),
        format => render(&rows(&found.events), format, options),
    };
    console.out.write_all(text.as_bytes())?;
    // The answer comes before the notes on it, also where both end up on one terminal.
    console.out.flush()?;
    for note in notes(&found) {
        console.note(&note)?;
    }
    Ok(())
}

/// What is to be said of what is not there.
fn notes(found: &Found<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    match (found.never, found.silent) {
        (0, 0) if !found.events.is_empty() => {}
        (0, 0) if found.misnamed => notes.push(
            "no column with a date is called valid_from or valid_to; say for example `p.valid_from AS valid_from`".to_owned(),
        ),
        (0, 0) => notes.push("nothing of it has a date (valid_from, valid_to)".to_owned()),
        _ => {}
    }
    match found.never {
        0 => {}
        1 => notes
            .push("1 fact that ends before it begins is left out; `:check` lists it".to_owned()),
        many => notes.push(format!(
            "{many} facts that end before they begin are left out; `:check` lists them"
        )),
    }
    let silent = match found.silent {
        0 => return notes,
        1 => "1 row or map that says nothing beside its dates is left out".to_owned(),
        many => format!("{many} rows or maps that say nothing beside their dates are left out"),
    };
    notes.push(format!(
        "{silent}; return also what they are about, for example a name"
    ));
    notes
}

fn ask(console: &mut Console, query: &str, parameters: &Map) -> Result<Answer> {
    let handle = console.session.cancel_handle();
    let session = &mut console.session;
    let answer = console
        .interrupts
        .during(handle, || session.ask(query, parameters))?;
    Ok(answer)
}

/// Does it look like a query, though it is none?
fn is_meant_as_query(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphabetic()).next();
    let first = first.unwrap_or_default().to_ascii_lowercase();
    BEGINNINGS.contains(&first.as_str()) && text.contains('(')
}

/// The timeline for people.
fn text(events: &[Event], version: &Arc<Version>, options: &Options) -> String {
    let theme = options.theme;
    let most = options.max_rows.unwrap_or(usize::MAX);
    let (events, rest) = events.split_at(most.min(events.len()));
    let days: Vec<String> = events.iter().map(Event::shown).collect();
    let width = days.iter().map(String::len).max().unwrap_or(0);
    let mut numbers = Numbers::default();
    let mut text = String::new();
    let mut last = "";
    for (event, day) in events.iter().zip(&days) {
        // A day is written once.
        let shown = if day == last { "" } else { day };
        last = day;
        let day = theme.paint(Style::Header, &format!("{shown:<width$}"));
        let what = one_line(&event.what);
        let end = if event.ends { " ends" } else { "" };
        let _ = write!(text, "{day}  {what}{end}");
        for source in &event.sources {
            let number = format!("[{}]", numbers.of(source));
            let _ = write!(text, " {}", theme.paint(Style::Faint, &number));
        }
        text.push('\n');
    }
    if !rest.is_empty() {
        let (more, all) = (rest.len(), events.len() + rest.len());
        let _ = writeln!(text, "... {more} more not shown ({all} in all)");
    }
    if !numbers.references.is_empty() {
        let documents = Documents::new(Arc::clone(version));
        text.push('\n');
        for (number, reference) in (1..).zip(&numbers.references) {
            let line = one_line(&documents.line(reference));
            let _ = writeln!(text, "[{number}] {line}");
        }
    }
    text
}

impl Event {
    /// The day, as far as it is known.
    fn shown(&self) -> String {
        let day = super::view::shown(&self.day);
        let length = match self.precision.as_deref() {
            Some("month") => day.rmatch_indices('-').next().map(|(at, _)| at),
            Some("year") => day.rmatch_indices('-').nth(1).map(|(at, _)| at),
            _ => None,
        };
        match length {
            Some(length) if matches!(self.day, Value::Date(_)) => day[..length].to_owned(),
            _ => day,
        }
    }
}

/// The timeline for programs.
fn rows(events: &[Event]) -> ResultSet {
    let columns = ["day", "precision", "event", "fact", "source"];
    let mut rows = ResultSet::new(columns.map(str::to_owned).to_vec());
    for event in events {
        let sources = event
            .sources
            .iter()
            .map(|source| Value::String(Arc::clone(source)));
        rows.push(vec![
            event.day.clone(),
            event.precision.clone().map_or(Value::Null, Value::String),
            if event.ends { "ends" } else { "begins" }.into(),
            event.what.as_str().into(),
            Value::list(sources.collect()),
        ]);
    }
    rows
}
