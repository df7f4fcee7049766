//! `quipu run`: saved scripts shown, checked or updated. In: files and folders. Out: answers or a report. Knows nothing of
//! how scripts are read.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::args::Parameter;
use super::exit::{Ended, Exit, Result};
use super::intent::{Common, Purpose};
use super::run::{console, parameters};
use crate::diagnostic::{Code, nearest};
use crate::engine::{Database, Error};
use crate::graph::durable::OpenOptions;
use crate::shell::script::{Script, compare, find, read_parameters, updated};
use crate::shell::{
    ABANDONED, Failure, Interrupts, is_database, open, split_assignment, write_beside,
};
use crate::value::{Map, ResultSet};

/// Runs scripts, each on a graph of its own.
pub(super) fn run_scripts(
    names: &[String],
    graph: Option<&str>,
    purpose: Purpose,
    common: &Common,
) -> Result<Exit> {
    let mut paths = Vec::new();
    for name in names {
        paths.extend(find(Path::new(name))?);
    }
    if paths.is_empty() {
        let message = "there is no script in these folders; scripts end in .cypher";
        return Err(Failure::new(Code::Usage, message).into());
    }
    let given = parameters(&common.parameters, common.limits.limits().memory)?;
    every_name_is_taken(&common.parameters, &paths)?;
    let interrupts = Interrupts::install();
    let mut report = Report::default();
    let mut exit = Exit::Ok;
    let mut files = Files::default();
    for path in &paths {
        let script = Script::read(path)?;
        let parameters = script.bind(&given)?;
        let graph = graph
            .map(str::to_owned)
            .or_else(|| script.graph.as_ref().map(|path| path.display().to_string()));
        let graph = graph.as_deref().unwrap_or(":memory:");
        let database = files.open(graph, &common.opening)?;
        database.set_threads(common.threads);
        match purpose {
            Purpose::Show => {
                let interrupts = interrupts.clone();
                let mut console = console(&database, common, &parameters, interrupts, false)?;
                console.set_label(&script.source.name);
                for step in &script.steps {
                    let done = console.run_statement(&script.source, step.statement.clone());
                    if let Err(failure) = done {
                        console.report_in_mode(&failure)?;
                        exit = Exit::of(&failure);
                        if !common.fail_at_end || matches!(failure, Failure::Output(_)) {
                            console.flush()?;
                            console.abandon_transaction()?;
                            return Ok(exit);
                        }
                    }
                }
                console.flush()?;
                if console.abandon_transaction()? && exit == Exit::Ok {
                    exit = Exit::Problem;
                }
            }
            Purpose::Check => {
                let (came, open) = answers(&script, &database, &parameters, common)?;
                report.check(&script, &came, open);
            }
            Purpose::Update => {
                let (came, open) = answers(&script, &database, &parameters, common)?;
                report.update(path, &script, &came, open)?;
            }
        }
    }
    if purpose != Purpose::Show {
        std::io::stdout().write_all(report.finish(purpose).as_bytes())?;
        if report.differing > 0 && purpose == Purpose::Check {
            exit = Exit::Expectation;
        } else if report.open > 0 {
            exit = Exit::Problem;
        }
    }
    Ok(exit)
}

/// A name given with -p or -P that none of the scripts takes is a slip of the pen: the script would run with another
/// value than the one meant. A file of parameters may hold more than one run needs.
fn every_name_is_taken(given: &[Parameter], paths: &[PathBuf]) -> Result<()> {
    let mut names = given.iter().filter_map(|parameter| match parameter {
        Parameter::Expression(text) => split_assignment(text).map(|(name, _)| name),
        Parameter::Text(name, _) => Some(name.as_str()),
        Parameter::File(_) => None,
    });
    // An expression may read the parameters before it.
    let expressions = given.iter().filter_map(|parameter| match parameter {
        Parameter::Expression(text) => split_assignment(text).map(|(_, expression)| expression),
        _ => None,
    });
    let mut taken: BTreeSet<String> = expressions.flat_map(read_parameters).collect();
    if given
        .iter()
        .any(|parameter| !matches!(parameter, Parameter::File(_)))
    {
        for path in paths {
            taken.extend(Script::read(path)?.takes());
        }
    }
    let Some(unknown) = names.find(|name| !taken.contains(*name)) else {
        return Ok(());
    };
    let what = if paths.len() == 1 {
        "the script takes"
    } else {
        "the scripts take"
    };
    let mut message = format!("{what} no parameter `{unknown}`");
    if let Some(near) = nearest(unknown, taken.iter().map(String::as_str)) {
        message += &format!("; did you mean `{near}`?");
    }
    Err(Failure::new(Code::Usage, message).into())
}

/// The database file of the last script, so that it is not opened anew for the next one.
#[derive(Default)]
struct Files(Option<(String, Database)>);

impl Files {
    /// The database of this name. What is not a database file is loaded anew each time, so that no script sees what
    /// another one did.
    fn open(&mut self, name: &str, options: &OpenOptions) -> Result<Database> {
        if let Some((_, database)) = self.0.as_ref().filter(|(open, _)| open == name) {
            return Ok(database.clone());
        }
        self.0 = None;
        let database = open(name, options).map_err(Ended::cannot_open)?;
        if is_database(Path::new(name)) {
            self.0 = Some((name.to_owned(), database.clone()));
        }
        Ok(database)
    }
}

/// The answers to the statements of a script, and whether it left a transaction open that may write; that is rolled back.
fn answers(
    script: &Script,
    database: &Database,
    parameters: &Map,
    common: &Common,
) -> Result<(Vec<std::result::Result<ResultSet, Error>>, bool)> {
    let mut session = database.session();
    common.view.apply(&mut session, parameters)?;
    session.set_label(script.source.name.clone());
    session.set_limits(common.limits.limits());
    let answers = script.steps.iter().map(|step| {
        let statement = &script.source.text[step.statement.clone()];
        session
            .run(statement, parameters)
            .map(|answer| answer.rows)
            .map_err(|error| {
                error.within(std::sync::Arc::clone(&script.source), step.statement.start)
            })
    });
    let answers = answers.collect();
    let open = matches!(session.transaction(), Ok(Some(_)));
    Ok((answers, open))
}

/// What a check or an update found.
#[derive(Debug, Default)]
struct Report {
    text: String,
    scripts: usize,
    /// Scripts that differ, or were rewritten.
    differing: usize,
    /// Statements without an expected answer that ran.
    unchecked: usize,
    /// Scripts that left a transaction open.
    open: usize,
}

impl Report {
    fn left_open(&mut self, name: &str, open: bool) {
        if open {
            self.open += 1;
            self.text += &format!("open     {name}: {ABANDONED}\n");
        }
    }

    fn check(
        &mut self,
        script: &Script,
        came: &[std::result::Result<ResultSet, Error>],
        open: bool,
    ) {
        self.scripts += 1;
        let name = &script.source.name;
        let mut differs = false;
        for (step, came) in script.steps.iter().zip(came) {
            let lines = match (&step.expected, came) {
                (Some(expectation), came) => {
                    compare(&expectation.expected, came.as_ref()).map(|difference| difference.0)
                }
                // A statement nobody expects anything of must at least run.
                (None, Err(error)) => Some(vec![format!("it failed: {error}")]),
                (None, Ok(_)) => {
                    self.unchecked += 1;
                    None
                }
            };
            if let Some(lines) = lines {
                differs = true;
                let text = &script.source.text;
                let start = u32::try_from(step.statement.start).unwrap_or(u32::MAX);
                let line = crate::source::Lines::new(text).place(start).line;
                self.text += &format!("differs  {name}:{line}\n");
                for line in lines {
                    self.text += &format!("         {line}\n");
                }
            }
        }
        if differs {
            self.differing += 1;
        } else {
            let title = script.title.as_deref().unwrap_or("");
            self.text += format!("ok       {name}  {title}").trim_end();
            self.text.push('\n');
        }
        self.left_open(name, open);
    }

    fn update(
        &mut self,
        path: &Path,
        script: &Script,
        came: &[std::result::Result<ResultSet, Error>],
        open: bool,
    ) -> Result<()> {
        self.scripts += 1;
        let text = updated(script, came);
        let name = path.display();
        self.left_open(&script.source.name, open);
        if text == script.source.text {
            self.text += &format!("same     {name}\n");
            return Ok(());
        }
        write_beside(path, |out| out.write_all(text.as_bytes()))?;
        self.differing += 1;
        self.text += &format!("updated  {name}\n");
        Ok(())
    }

    fn finish(&self, purpose: Purpose) -> String {
        let scripts = match self.scripts {
            1 => "1 script".to_owned(),
            count => format!("{count} scripts"),
        };
        let what = match (purpose, self.differing) {
            (Purpose::Update, count) => format!("{count} updated"),
            (_, 0) => "all as expected".to_owned(),
            (_, 1) => "1 differs".to_owned(),
            (_, count) => format!("{count} differ"),
        };
        let unchecked = match self.unchecked {
            0 => String::new(),
            1 => ", 1 statement without an expected answer".to_owned(),
            count => format!(", {count} statements without an expected answer"),
        };
        format!("{}{scripts}, {what}{unchecked}\n", self.text)
    }
}
