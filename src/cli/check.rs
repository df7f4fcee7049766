//! `quipu check`: is a graph as it should be? In: a name. Out: a report, and an exit code that says whether something must
//! be mended. Knows nothing of what is looked for.

use std::io::Write;
use std::path::Path;

use super::exit::{Ended, Exit, Result};
use super::intent::Common;
use super::run::{settings, to_look_at};
use super::upkeep::check_files;
use crate::graph::facts;
use crate::render::render;
use crate::shell::{Interrupts, fact_rows, fact_text, is_database, open};

/// Checks the files of a database, when it is one, and the facts of the graph.
pub(super) fn run_check(name: &str, common: &Common) -> Result<Exit> {
    // Nothing is made or changed: Ctrl-C ends the process.
    Interrupts::install();
    if is_database(Path::new(name)) {
        // Rows for programs stand alone.
        let sound = match common.format {
            None => check_files(name, &mut std::io::stdout())?,
            Some(_) => check_files(name, &mut std::io::stderr())?,
        };
        if !sound {
            return Ok(Exit::CannotOpen);
        }
    }
    let database = open(name, &to_look_at(name)).map_err(Ended::cannot_open)?;
    let version = database.version();
    let report = facts::check(&version);
    let text = match common.format {
        None => fact_text(&report, &version),
        Some(format) => {
            let options = settings(common, false).options;
            render(&fact_rows(&report, &version), format, &options)
        }
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(if report.has_faults() {
        Exit::Expectation
    } else {
        Exit::Ok
    })
}
