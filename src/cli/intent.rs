//! What was said, as what is wanted. In: [`Said`]. Out: an [`Intent`] in which nothing contradicts itself, or a sentence
//! on what does. Knows nothing of how it is done.

use super::args::{Input, Parameter, Said, VERBS};
use super::keep;
use super::limits::SaidLimits;
use crate::diagnostic::nearest;
use crate::graph::durable::{Keep, OpenOptions, SyncMode};
use crate::render::Format;
use crate::shell::ViewSettings;

/// What is wanted.
#[derive(Debug)]
pub(super) enum Intent {
    /// Show the help.
    Help,
    /// Show the version.
    Version,
    /// Run inputs, or the shell when there are none.
    Ask {
        graph: Option<String>,
        inputs: Vec<Input>,
        history: Option<String>,
        common: Common,
    },
    /// Run saved scripts.
    Run {
        scripts: Vec<String>,
        graph: Option<String>,
        purpose: Purpose,
        common: Common,
    },
    /// Look for faults.
    Check { graph: String, common: Common },
    /// Answer JSON requests.
    Pipe {
        graph: Option<String>,
        typed: bool,
        opening: OpenOptions,
        /// What a statement may use.
        limits: SaidLimits,
        threads: usize,
    },
    /// Read graph files into a graph file.
    Import {
        files: Vec<String>,
        into: String,
        merge_on: Option<String>,
        skip_bad: Option<usize>,
    },
    /// Copy a database file, also while it is in use.
    Backup { database: String, to: String },
    /// Forget the oldest part of the history of a database file.
    Compact { database: String, keep: Keep },
    /// Write a graph as statements that make it again.
    Dump { graph: String, to: Option<String> },
    /// Make a database file of such statements.
    Restore { dump: String, database: String },
    /// Write a graph in another form.
    Export {
        graph: String,
        to: Option<String>,
        lines: bool,
    },
}

/// Why scripts are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To see the answers.
    Show,
    /// To compare them with the expected ones.
    Check,
    /// To make them the expected ones.
    Update,
}

/// What answers and parameters have in common everywhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Common {
    pub(super) parameters: Vec<Parameter>,
    pub(super) format: Option<Format>,
    pub(super) max_rows: Option<usize>,
    pub(super) max_width: Option<usize>,
    pub(super) null: Option<String>,
    pub(super) color: Colour,
    pub(super) fail_at_end: bool,
    pub(super) quiet: bool,
    /// What statements see.
    pub(super) view: ViewSettings,
    /// How a database file is opened.
    pub(super) opening: OpenOptions,
    /// What a statement may use.
    pub(super) limits: SaidLimits,
    /// How many threads a statement may use.
    pub(super) threads: usize,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    Always,
    Never,
}

/// The intent behind what was said.
pub(super) fn of(said: Said) -> Result<Intent, String> {
    if said.help {
        return Ok(Intent::Help);
    }
    if said.version {
        return Ok(Intent::Version);
    }
    refuse_strangers(&said)?;
    let common = common(&said)?;
    match said.verb.as_deref() {
        None => Ok(Intent::Ask {
            graph: at_most_one(said.names)?,
            inputs: said.inputs,
            history: said.history,
            common,
        }),
        Some("run") => {
            if said.names.is_empty() {
                return Err("`quipu run` needs a script or a folder of scripts".to_owned());
            }
            let purpose = match (said.check, said.update) {
                (true, true) => return Err("--check and --update exclude each other".to_owned()),
                (true, false) => Purpose::Check,
                (false, true) => Purpose::Update,
                (false, false) => Purpose::Show,
            };
            Ok(Intent::Run {
                scripts: said.names,
                graph: said.graph,
                purpose,
                common,
            })
        }
        Some("pipe") => {
            let typed = match said.mode.as_deref() {
                None | Some("json") => false,
                Some("typed-json") => true,
                Some(other) => {
                    return Err(format!(
                        "`quipu pipe` speaks json or typed-json, not {other}"
                    ));
                }
            };
            Ok(Intent::Pipe {
                graph: at_most_one(said.names)?,
                typed,
                opening: common.opening,
                limits: common.limits,
                threads: said.threads.unwrap_or(1),
            })
        }
        Some("import") => {
            if said.names.is_empty() {
                return Err("`quipu import` needs at least one file".to_owned());
            }
            let mut files = said.names;
            // Without --into the last name is the target, as with `cp`.
            let last = |files: &mut Vec<String>| (files.len() > 1).then(|| files.pop()).flatten();
            let into = said
                .into
                .or_else(|| last(&mut files))
                .ok_or("`quipu import` needs --into GRAPH")?;
            Ok(Intent::Import {
                files,
                into,
                merge_on: said.merge_on,
                skip_bad: said.skip_bad,
            })
        }
        Some("export") => {
            let lines = match common.format {
                None | Some(Format::Json) => false,
                Some(Format::JsonLines) => true,
                Some(other) => {
                    return Err(format!("`quipu export` writes json or jsonl, not {other}"));
                }
            };
            let to = said.to;
            let graph = at_most_one(said.names)?.ok_or("`quipu export` needs a graph")?;
            Ok(Intent::Export { graph, to, lines })
        }
        Some("check") => {
            let [graph] = exactly("check", ["a graph"], said.names)?;
            Ok(Intent::Check { graph, common })
        }
        Some("timeline") => {
            let mut names = said.names.into_iter();
            let graph = names.next().ok_or("`quipu timeline` needs a graph")?;
            // A name need not stand in quotes.
            let about = names.collect::<Vec<_>>().join(" ");
            Ok(Intent::Ask {
                graph: Some(graph),
                inputs: vec![Input::Timeline(about)],
                history: None,
                common,
            })
        }
        Some("backup") => {
            let [database, to] = exactly("backup", ["a database", "where to"], said.names)?;
            Ok(Intent::Backup { database, to })
        }
        Some("compact") => {
            let [database] = exactly("compact", ["a database"], said.names)?;
            let keep = said
                .keep
                .ok_or("`quipu compact` needs --keep, say --keep 30d")?;
            let keep = keep::parse(&keep)?;
            Ok(Intent::Compact { database, keep })
        }
        Some("dump") => {
            let [graph] = exactly("dump", ["a graph"], said.names)?;
            Ok(Intent::Dump { graph, to: said.to })
        }
        Some("restore") => {
            let [dump, database] = exactly("restore", ["a dump", "a database"], said.names)?;
            Ok(Intent::Restore { dump, database })
        }
        Some(verb) => Err(format!("`quipu {verb}` is not supported yet")),
    }
}

/// Refuses options that mean nothing with this verb, so that none is passed over in silence.
fn refuse_strangers(said: &Said) -> Result<(), String> {
    let verb = said.verb.as_deref().unwrap_or("");
    let given = [
        ("-c", !said.inputs.is_empty(), &[""][..]),
        (
            "--params",
            !said.parameters.is_empty(),
            &["", "run", "timeline"][..],
        ),
        (
            "--mode",
            said.mode.is_some(),
            &["", "run", "pipe", "export", "check", "timeline"][..],
        ),
        (
            "--read-only",
            said.read_only,
            &["", "run", "pipe", "timeline"][..],
        ),
        ("--sync", said.sync.is_some(), &["", "run", "pipe"][..]),
        (
            "--as-of",
            said.as_of.is_some(),
            &["", "run", "timeline"][..],
        ),
        (
            "--known-on",
            said.known_on.is_some(),
            &["", "run", "timeline"][..],
        ),
        ("--cite", said.cite, &["", "run"][..]),
        (
            "--memory-limit",
            said.memory_limit.is_some(),
            &["", "run", "pipe"][..],
        ),
        (
            "--timeout",
            said.timeout.is_some(),
            &["", "run", "pipe"][..],
        ),
        ("--history", said.history.is_some(), &[""][..]),
        ("--graph", said.graph.is_some(), &["run"][..]),
        ("--check", said.check, &["run"][..]),
        ("--update", said.update, &["run"][..]),
        ("--fail-at-end", said.fail_at_end, &["", "run"][..]),
        ("--into", said.into.is_some(), &["import"][..]),
        ("--skip-bad", said.skip_bad.is_some(), &["import"][..]),
        ("--merge-on", said.merge_on.is_some(), &["import"][..]),
        ("--to", said.to.is_some(), &["export", "dump"][..]),
        ("--keep", said.keep.is_some(), &["compact"][..]),
    ];
    for (option, is_given, verbs) in given {
        if is_given && !verbs.contains(&verb) {
            let place = match verb {
                "" => "here".to_owned(),
                verb => format!("with `quipu {verb}`"),
            };
            return Err(format!("{option} (or its kin) means nothing {place}"));
        }
    }
    Ok(())
}

fn common(said: &Said) -> Result<Common, String> {
    let format = match &said.mode {
        None => None,
        Some(name) => Some(Format::from_name(name).ok_or_else(|| {
            let names = Format::ALL.iter().map(|format| format.name());
            let meant = nearest(name, names)
                .map(|name| format!("; did you mean {name}?"))
                .unwrap_or_default();
            format!("there is no format `{name}`{meant}")
        })?),
    };
    let color = match said.color.as_deref() {
        None | Some("auto") => Colour::Auto,
        Some("always") => Colour::Always,
        Some("never") => Colour::Never,
        Some(other) => return Err(format!("--color is auto, always or never, not `{other}`")),
    };
    Ok(Common {
        parameters: said.parameters.clone(),
        format,
        max_rows: said.max_rows,
        max_width: said.max_width,
        null: said.null.clone(),
        color,
        fail_at_end: said.fail_at_end,
        quiet: said.quiet,
        view: ViewSettings {
            as_of: said.as_of.clone(),
            known_on: said.known_on.clone(),
            cite: said.cite,
        },
        opening: opening(said.read_only, said.sync.as_deref())?,
        limits: SaidLimits::of(said.memory_limit.as_deref(), said.timeout.as_deref())?,
        threads: said.threads.unwrap_or(1),
    })
}

fn opening(read_only: bool, sync: Option<&str>) -> Result<OpenOptions, String> {
    let sync = match sync {
        None | Some("full") => SyncMode::Full,
        Some("normal") => SyncMode::Normal,
        Some(other) => return Err(format!("--sync is full or normal, not `{other}`")),
    };
    Ok(OpenOptions::new().read_only(read_only).sync(sync))
}

/// As many names as there are words for them.
fn exactly<const N: usize>(
    verb: &str,
    wanted: [&str; N],
    names: Vec<String>,
) -> Result<[String; N], String> {
    let count = names.len();
    names.try_into().map_err(|_| {
        let wanted = wanted.join(" and ");
        format!("`quipu {verb}` needs {wanted}, so {N}, not {count}")
    })
}

fn at_most_one(mut names: Vec<String>) -> Result<Option<String>, String> {
    if names.len() > 1 {
        let meant = nearest(&names[0], VERBS)
            .map(|verb| format!("; did you mean `quipu {verb}`?"))
            .unwrap_or_default();
        return Err(format!("one graph at most, not {}{meant}", names.len()));
    }
    Ok(names.pop())
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::cli::args;

    fn check(line: &str, expected: Result<&str, &str>) {
        let said = args::parse(line.split_whitespace().map(OsString::from)).unwrap();
        match (of(said), expected) {
            (Ok(intent), Ok(part)) => {
                let shown = format!("{intent:?}");
                assert!(shown.starts_with(part), "{shown}");
            }
            (Err(message), Err(part)) => assert!(message.contains(part), "{message}"),
            (got, expected) => panic!("{line}: {got:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn intents() {
        check("", Ok("Ask { graph: None"));
        check("g.json -c x", Ok("Ask { graph: Some(\"g.json\")"));
        check("--help run", Ok("Help"));
        check("-V", Ok("Version"));
        check("run --check queries", Ok("Run"));
        check(
            "pipe --mode typed-json",
            Ok("Pipe { graph: None, typed: true"),
        );
        check("import a.json --into b.json", Ok("Import"));
        check(
            "import a.json b.json",
            Ok("Import { files: [\"a.json\"], into: \"b.json\""),
        );
        check("import a --into b.json --skip-bad 3", Ok("Import"));
        check("export a.json", Ok("Export"));
        check(
            "timeline a.json Cirrus Capital",
            Ok("Ask { graph: Some(\"a.json\"), inputs: [Timeline(\"Cirrus Capital\")]"),
        );
        check("check a.quipu", Ok("Check { graph: \"a.quipu\""));
        check(
            "backup a.quipu b",
            Ok("Backup { database: \"a.quipu\", to: \"b\""),
        );
        check(
            "compact a.quipu --keep 30",
            Ok("Compact { database: \"a.quipu\", keep: Commits(30)"),
        );
        check(
            "dump a.quipu --to b.cypher",
            Ok("Dump { graph: \"a.quipu\", to: Some"),
        );
        check(
            "restore a.cypher b.quipu",
            Ok("Restore { dump: \"a.cypher\", database: \"b.quipu\""),
        );
    }

    #[test]
    fn contradictions() {
        check("a b", Err("one graph"));
        check("rum a", Err("did you mean `quipu run`"));
        check("run", Err("needs a script"));
        check("run a --check --update", Err("exclude"));
        check("run a -c x", Err("-c"));
        check("pipe --mode csv", Err("csv"));
        check("--mode jsno", Err("json"));
        check("--check", Err("--check"));
        check("pipe --as-of 2021-07-04", Err("--as-of"));
        check("import a", Err("--into"));
        check("pipe --skip-bad 3", Err("--skip-bad"));
        check("check", Err("needs a graph, so 1, not 0"));
        check("backup a", Err("a database and where to"));
        check("compact a", Err("--keep 30d"));
        check("compact a --keep soon", Err("soon"));
        check("dump a --keep 3", Err("--keep"));
        check("serve", Err("not supported yet"));
        check("--color blue", Err("blue"));
        check("x.quipu --sync never", Err("full or normal"));
        check("import a.json b.quipu --read-only", Err("--read-only"));
    }
}
