//! What was said on the command line, in order. In: arguments. Out: [`Said`], or a sentence on what was not understood.
//! Knows nothing of what it means.

use std::ffi::OsString;

use lexopt::{Arg, Parser, ValueExt};

use crate::diagnostic::nearest;

/// Something to run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Text given with `-c`.
    Text(String),
    /// A file given with `-f`; `-` is standard input.
    File(String),
    /// What `quipu timeline` is to show.
    Timeline(String),
}

/// A parameter as given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Parameter {
    /// `-P 'name => expression'`
    Expression(String),
    /// `-p name=text`
    Text(String, String),
    /// `--params FILE`
    File(String),
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Said {
    /// `run`, `pipe` and so on.
    pub(super) verb: Option<String>,
    /// Arguments without a dash, after the verb.
    pub(super) names: Vec<String>,
    pub(super) inputs: Vec<Input>,
    pub(super) parameters: Vec<Parameter>,
    pub(super) mode: Option<String>,
    pub(super) max_rows: Option<usize>,
    pub(super) max_width: Option<usize>,
    pub(super) null: Option<String>,
    pub(super) color: Option<String>,
    pub(super) history: Option<String>,
    pub(super) graph: Option<String>,
    pub(super) into: Option<String>,
    pub(super) to: Option<String>,
    pub(super) merge_on: Option<String>,
    pub(super) skip_bad: Option<usize>,
    pub(super) threads: Option<usize>,
    pub(super) sync: Option<String>,
    pub(super) keep: Option<String>,
    pub(super) as_of: Option<String>,
    pub(super) known_on: Option<String>,
    pub(super) cite: bool,
    pub(super) memory_limit: Option<String>,
    pub(super) timeout: Option<String>,
    pub(super) read_only: bool,
    pub(super) fail_at_end: bool,
    pub(super) quiet: bool,
    pub(super) check: bool,
    pub(super) update: bool,
    pub(super) help: bool,
    pub(super) version: bool,
}

/// Words that are verbs when they come first; a graph file of such a name is written `./run`.
pub(super) const VERBS: [&str; 11] = [
    "run", "pipe", "import", "export", "check", "backup", "compact", "dump", "restore", "timeline",
    "serve",
];

/// Names of all long options, for hints.
const OPTIONS: [&str; 29] = [
    "command",
    "file",
    "params",
    "fail-at-end",
    "mode",
    "max-rows",
    "max-width",
    "null",
    "color",
    "quiet",
    "check",
    "update",
    "graph",
    "into",
    "merge-on",
    "skip-bad",
    "to",
    "history",
    "read-only",
    "sync",
    "keep",
    "as-of",
    "known-on",
    "cite",
    "help",
    "version",
    "threads",
    "memory-limit",
    "timeout",
];

/// Reads the arguments (without the name of the program).
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Said, String> {
    let mut parser = Parser::from_args(arguments);
    let mut said = Said::default();
    while let Some(argument) = parser.next().map_err(|error| error.to_string())? {
        let long = match argument {
            Arg::Value(value) => {
                let value = text(value)?;
                if said.verb.is_none() && said.names.is_empty() && VERBS.contains(&value.as_str()) {
                    said.verb = Some(value);
                } else {
                    said.names.push(value);
                }
                continue;
            }
            Arg::Short('c') => "command",
            Arg::Short('f') => "file",
            Arg::Short('m') => "mode",
            Arg::Short('q') => "quiet",
            Arg::Short('h') => "help",
            Arg::Short('V') => "version",
            Arg::Short('P') => {
                let text = value(&mut parser, "-P")?;
                said.parameters.push(Parameter::Expression(text));
                continue;
            }
            Arg::Short('p') => {
                let text = value(&mut parser, "-p")?;
                let Some((name, value)) = text.split_once('=').filter(|(name, _)| !name.is_empty())
                else {
                    return Err(format!("-p {text}: NAME=TEXT is expected"));
                };
                said.parameters
                    .push(Parameter::Text(name.to_owned(), value.to_owned()));
                continue;
            }
            Arg::Short(letter) => return Err(format!("there is no option -{letter}")),
            Arg::Long(name) => match OPTIONS.iter().find(|known| **known == name) {
                Some(known) => *known,
                None => {
                    let meant = nearest(name, OPTIONS)
                        .map(|name| format!("; did you mean --{name}?"))
                        .unwrap_or_default();
                    return Err(format!("there is no option --{name}{meant}"));
                }
            },
        };
        long_option(long, &mut parser, &mut said)?;
    }
    Ok(said)
}

fn long_option(name: &str, parser: &mut Parser, said: &mut Said) -> Result<(), String> {
    let option = format!("--{name}");
    match name {
        "fail-at-end" => said.fail_at_end = true,
        "read-only" => said.read_only = true,
        "quiet" => said.quiet = true,
        "cite" => said.cite = true,
        "check" => said.check = true,
        "update" => said.update = true,
        "help" => said.help = true,
        "version" => said.version = true,
        _ => {
            let text = value(parser, &option)?;
            match name {
                "command" => said.inputs.push(Input::Text(text)),
                "file" => said.inputs.push(Input::File(text)),
                "params" => said.parameters.push(Parameter::File(text)),
                "mode" => said.mode = Some(text),
                "max-rows" => said.max_rows = Some(number(&option, &text)?),
                "max-width" => said.max_width = Some(number(&option, &text)?),
                "null" => said.null = Some(text),
                "color" => said.color = Some(text),
                "history" => said.history = Some(text),
                "graph" => said.graph = Some(text),
                "into" => said.into = Some(text),
                "to" => said.to = Some(text),
                "sync" => said.sync = Some(text),
                "keep" => said.keep = Some(text),
                "as-of" => said.as_of = Some(text),
                "known-on" => said.known_on = Some(text),
                "memory-limit" => said.memory_limit = Some(text),
                "timeout" => said.timeout = Some(text),
                "skip-bad" => said.skip_bad = Some(number(&option, &text)?),
                "merge-on" => said.merge_on = Some(text),
                // `threads`
                _ => said.threads = Some(number(&option, &text)?),
            }
        }
    }
    Ok(())
}

fn value(parser: &mut Parser, option: &str) -> Result<String, String> {
    let value = parser
        .value()
        .map_err(|_| format!("{option} needs a value"))?;
    text(value)
}

fn text(value: OsString) -> Result<String, String> {
    value
        .string()
        .map_err(|_| "an argument is not UTF-8 text".to_owned())
}

fn number(option: &str, text: &str) -> Result<usize, String> {
    text.parse()
        .map_err(|_| format!("{option} needs a number, not `{text}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Result<Said, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn order_is_kept() {
        let said = said("g.json -c A -f b.cypher -c C -p n=a=b -m csv --max-rows=3").unwrap();
        assert_eq!(said.names, ["g.json"]);
        assert_eq!(
            said.inputs,
            [
                Input::Text("A".into()),
                Input::File("b.cypher".into()),
                Input::Text("C".into())
            ]
        );
        assert_eq!(said.parameters, [Parameter::Text("n".into(), "a=b".into())]);
        assert_eq!(
            (said.mode.as_deref(), said.max_rows),
            (Some("csv"), Some(3))
        );
    }

    #[test]
    fn verbs_come_first() {
        assert_eq!(said("run a").unwrap().verb.as_deref(), Some("run"));
        assert_eq!(said("a run").unwrap().names, ["a", "run"]);
        assert_eq!(said("-q run").unwrap().verb.as_deref(), Some("run"));
        assert_eq!(said("./run").unwrap().names, ["./run"]);
    }

    #[test]
    fn mistakes() {
        let check = |line: &str, part: &str| {
            let message = said(line).unwrap_err();
            assert!(message.contains(part), "{message}");
        };
        check("--moed csv", "did you mean --mode?");
        check("-x", "-x");
        check("--max-rows many", "many");
        check("-c", "needs a value");
        check("-p name", "NAME=TEXT");
        check("-p =text", "NAME=TEXT");
        check("--quiet=yes", "yes");
    }
}
