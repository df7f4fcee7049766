//! One place where statements and colon commands run and their answers are shown.
//!
//! In: text. Out: answers on one output, problems and notes on the other. Knows nothing of where the text comes from.

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::chunk::{Chunk, chunks};
use super::documents::Documents;
use super::show::Show;
use super::{Failure, FooterPlace, Interrupts, Result, Settings, command, footer};
use crate::diagnostic::Code;
use crate::engine::{Limits, Session, Summary};
use crate::format::read_file_within;
use crate::render::{Format, Style, diagnostic, error_object};
use crate::source::Source;
use crate::value::{Map, Value};

/// What is said of a transaction that was open when the input ended.
pub(crate) const ABANDONED: &str = "the open transaction was rolled back";

/// What comes after a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The next chunk.
    GoOn,
    /// The end of the session.
    Leave,
}

/// A session with its settings and outputs.
pub struct Console {
    pub(super) session: Session,
    pub(super) parameters: Map,
    pub(super) settings: Settings,
    pub(super) interrupts: Interrupts,
    pub(super) out: Box<dyn Write>,
    pub(super) err: Box<dyn Write>,
    /// Lines typed so far, for `:history`.
    pub(super) typed: Vec<String>,
    /// Was the history emptied by `:history clear`?
    pub(super) history_cleared: bool,
    /// The statement that ran last.
    pub(super) last: Option<String>,
    /// Scripts that are being read right now, so that none reads itself for ever.
    pub(super) sources: Vec<std::path::PathBuf>,
}

impl Console {
    /// A console over a session.
    pub fn new(
        session: Session,
        settings: Settings,
        interrupts: Interrupts,
        out: Box<dyn Write>,
        err: Box<dyn Write>,
    ) -> Self {
        Self {
            session,
            parameters: Map::new(),
            settings,
            interrupts,
            out,
            err,
            typed: Vec::new(),
            history_cleared: false,
            last: None,
            sources: Vec::new(),
        }
    }

    /// Sets a parameter.
    pub fn set_parameter(&mut self, name: &str, value: Value) {
        self.parameters.insert(name, value);
    }

    /// Says what the log of a database file shall call the commits from now on.
    pub fn set_label(&mut self, label: &str) {
        self.session.set_label(label);
    }

    /// The parameters set so far.
    pub fn parameters(&self) -> &Map {
        &self.parameters
    }

    /// Runs all statements and commands of a text, in order. A problem ends it, unless `go_on`: then it is reported and
    /// the last one is given at the end.
    pub fn run_text(&mut self, source: &Arc<Source>, go_on: bool) -> Result<Next> {
        let mut last = None;
        for chunk in chunks(&source.text) {
            let done = match chunk {
                Chunk::Statement(range) => self.run_statement(source, range).map(|()| Next::GoOn),
                Chunk::Command(range) => self.run_command(&source.text[range]),
            };
            match done {
                Ok(Next::GoOn) => {}
                Ok(Next::Leave) => return Ok(Next::Leave),
                Err(Failure::Problem(problem)) if go_on => {
                    let failure = Failure::Problem(problem);
                    self.report_in_mode(&failure)?;
                    last = Some(failure);
                }
                Err(failure) => return Err(failure),
            }
        }
        last.map_or(Ok(Next::GoOn), Err)
    }

    /// Runs a script file.
    pub fn run_file(&mut self, path: &Path, go_on: bool) -> Result<Next> {
        let source = Arc::new(read_file_within(path, self.session.limits().memory)?);
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        if self.sources.contains(&real) {
            let message = format!("`{}` reads itself", path.display());
            return Err(Failure::new(Code::Usage, message));
        }
        self.sources.push(real);
        let label = self.session.label().to_owned();
        self.session.set_label(source.name.clone());
        let done = self.run_text(&source, go_on);
        self.session.set_label(label);
        self.sources.pop();
        done
    }

    /// Sets what statements may use from now on.
    pub fn set_limits(&mut self, limits: Limits) {
        self.session.set_limits(limits);
    }

    /// Runs one statement of a text and shows its answer.
    pub fn run_statement(&mut self, source: &Arc<Source>, range: Range<usize>) -> Result<()> {
        self.measure();
        let text = &source.text[range.clone()];
        self.last = Some(text.to_owned());
        let mut show = Show::new(&self.settings, &mut *self.out);
        let keeps = show.keeps_rows(&self.settings);
        self.session.keeps_rows(keeps);
        let handle = self.session.cancel_handle();
        let (session, parameters) = (&mut self.session, &self.parameters);
        let ran = self.interrupts.during(handle, || {
            session.stream(text, parameters, &mut |columns, rows| {
                show.take(columns, &rows)
            })
        });
        let summary = match ran {
            Ok(summary) => summary,
            Err(error) => {
                if matches!(error.code(), Code::Cancelled | Code::TimeLimit) {
                    show.break_off()?;
                }
                return Err(error.within(Arc::clone(source), range.start).into());
            }
        };
        let rows = show.end(&summary, || Documents::new(self.session.version()))?;
        self.footer(rows, &summary)
    }

    /// Tables are as wide as the terminal is now.
    fn measure(&mut self) {
        if self.settings.width_of_terminal {
            self.settings.options.max_width =
                terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        }
    }

    /// Runs a colon command.
    pub fn run_command(&mut self, line: &str) -> Result<Next> {
        self.measure();
        let next = command::run(self, line)?;
        self.out.flush()?;
        Ok(next)
    }

    /// Shows the timeline of what has a name, of the answer to a query, or, of nothing, of everything.
    pub fn timeline(&mut self, about: &str) -> Result<Next> {
        super::timeline::show(self, about)?;
        self.out.flush()?;
        Ok(Next::GoOn)
    }

    /// Undoes the transaction that nobody ended, and says so where problems go. Was there one that may write?
    pub fn abandon_transaction(&mut self) -> io::Result<bool> {
        if !matches!(self.session.transaction(), Ok(Some(_))) {
            return Ok(false);
        }
        let _ = self.session.rollback();
        self.out.flush()?;
        writeln!(self.err, "{ABANDONED}")?;
        self.err.flush()?;
        Ok(true)
    }

    /// Hands over what is still held back.
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush()?;
        Ok(())
    }

    /// Answers a failure in the form of the mode: for programs that read JSON as an object in place of the answer, else
    /// as [`Self::report`] does.
    pub fn report_in_mode(&mut self, failure: &Failure) -> io::Result<()> {
        match (failure, self.settings.format) {
            (Failure::Problem(error), Format::Json | Format::TypedJson) => {
                let object = error_object(error.diagnostic(), error.source());
                writeln!(self.out, "{object}")?;
                self.out.flush()
            }
            _ => self.report(failure),
        }
    }

    /// Shows a failure to a person, where problems go.
    pub fn report(&mut self, failure: &Failure) -> io::Result<()> {
        match failure {
            Failure::Problem(error) => {
                let theme = self.settings.options.theme;
                let text = diagnostic::render(error.diagnostic(), error.source(), theme);
                self.out.flush()?;
                self.err.write_all(text.as_bytes())?;
                self.err.flush()
            }
            Failure::Output(_) => Ok(()),
        }
    }

    /// A note for a person, where the footer goes.
    pub(super) fn note(&mut self, text: &str) -> Result<()> {
        let painted = self.settings.options.theme.paint(Style::Faint, text);
        match self.settings.footer {
            FooterPlace::Out => writeln!(self.out, "{painted}")?,
            FooterPlace::Err => writeln!(self.err, "{painted}")?,
            FooterPlace::None => {}
        }
        Ok(())
    }

    fn footer(&mut self, rows: Option<usize>, summary: &Summary) -> Result<()> {
        let cut = matches!(
            self.settings.format,
            Format::Box | Format::Table | Format::Markdown | Format::Line | Format::Html
        );
        let limit = self.settings.options.max_rows.filter(|_| cut);
        let text = footer::sentence(rows, limit, summary, self.settings.timing);
        // The answer comes before the note on it, also where both end up on one terminal.
        self.out.flush()?;
        self.note(&text)?;
        for notice in &summary.notices {
            let notice = format!("note: {notice}");
            match self.settings.footer {
                // Whoever wants no footer still has to know what an answer leaves out.
                FooterPlace::None => writeln!(self.err, "{notice}")?,
                FooterPlace::Out | FooterPlace::Err => self.note(&notice)?,
            }
        }
        self.out.flush()?;
        Ok(())
    }
}

/// The counters with their machine names.
pub(crate) fn counters(summary: &Summary) -> [(&'static str, u64); 12] {
    let counters = &summary.counters;
    [
        ("nodes_created", counters.nodes_added as u64),
        ("nodes_deleted", counters.nodes_removed as u64),
        ("relationships_created", counters.relationships_added as u64),
        (
            "relationships_deleted",
            counters.relationships_removed as u64,
        ),
        ("properties_set", counters.properties_added as u64),
        ("properties_removed", counters.properties_removed as u64),
        ("labels_added", counters.labels_added as u64),
        ("labels_removed", counters.labels_removed as u64),
        ("indexes_added", counters.indexes_added as u64),
        ("indexes_removed", counters.indexes_removed as u64),
        ("constraints_added", counters.constraints_added as u64),
        ("constraints_removed", counters.constraints_removed as u64),
    ]
}
