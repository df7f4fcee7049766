//! The library on a database file, closed and opened between statements or not.
//!
//! In: a statement with parameters, or a procedure. Out: what the library says. Knows nothing of scenarios.

use std::collections::BTreeMap;

use quipu::{Database, OpenOptions, SyncMode};

use crate::engine::{Declared, Engine, Library, Outcome, Parameters};

/// What `QUIPU_TCK_STORE` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Store {
    /// A sample of the scenarios on a file that is reopened.
    Sample,
    /// All of them on a file.
    File,
    /// All of them on a file that is reopened.
    Reopened,
}

impl Store {
    pub(crate) fn from_environment() -> Result<Self, String> {
        match std::env::var("QUIPU_TCK_STORE").as_deref() {
            Err(_) => Ok(Self::Sample),
            Ok("file") => Ok(Self::File),
            Ok("reopened") => Ok(Self::Reopened),
            Ok(other) => Err(format!("QUIPU_TCK_STORE is file or reopened, not {other}")),
        }
    }
}

/// The library on a file in a folder of its own.
pub(crate) struct Filed {
    library: Library,
    folder: Option<tempfile::TempDir>,
    /// Is it closed and opened before each statement?
    reopened: bool,
    times: u32,
    /// Procedures are part of no file.
    procedures: BTreeMap<String, Declared>,
}

impl Filed {
    pub(crate) fn new(reopened: bool) -> Self {
        Self {
            library: Library::new(),
            folder: None,
            reopened,
            times: 0,
            procedures: BTreeMap::new(),
        }
    }

    /// Opens the file; in turns the last close made a snapshot, or there is only a log.
    fn open(&mut self) -> Result<(), String> {
        // The file is free when nobody holds the database any more.
        self.library = Library::new();
        let folder = self.folder.as_ref().ok_or("no folder")?;
        self.times += 1;
        let snapshot_after = if self.times.is_multiple_of(2) {
            1
        } else {
            1 << 20
        };
        let options = OpenOptions::new()
            .sync(SyncMode::Normal)
            .checkpoint_after(snapshot_after);
        let opened = Database::open(folder.path().join("scenario.quipu"), &options);
        self.library = Library::on(opened.map_err(|error| error.to_string())?);
        for procedure in self.procedures.values() {
            self.library.register(procedure.clone())?;
        }
        Ok(())
    }
}

impl Engine for Filed {
    fn reset(&mut self) -> Result<(), String> {
        self.library = Library::new();
        self.procedures.clear();
        self.folder = Some(tempfile::tempdir().map_err(|error| error.to_string())?);
        self.open()
    }

    fn run(&mut self, text: &str, parameters: &Parameters) -> Result<Outcome, String> {
        if self.reopened {
            self.open()?;
        }
        self.library.run(text, parameters)
    }

    fn register(&mut self, procedure: Declared) -> Result<(), String> {
        self.library.register(procedure.clone())?;
        self.procedures.insert(procedure.name.clone(), procedure);
        Ok(())
    }
}
