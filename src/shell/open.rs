//! A database by name: in memory, a database file, or filled from a graph file or a folder of CSV files. In: what was
//! named. Out: a database. Knows nothing of arguments.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Failure, Result, counted, load_folder};
use crate::diagnostic::{Code, Diagnostic, Interrupt};
use crate::engine::Database;
use crate::format::csv::CsvOptions;
use crate::format::{
    GraphFormat, ImportOptions, Imported, export, import_from, load_from, open_stream, reason,
};
use crate::graph::Graph;
use crate::graph::durable::{self, OpenOptions};

/// Symbolic links followed one after the other, as the operating system does.
const MOST_LINKS: usize = 40;

/// The database of this name: `:memory:` is empty; a `.quipu` file is opened, and made when there is none; a `.json` or
/// `.jsonl` file and a folder of CSV files are loaded into memory. What stood at the end of a log and is no commit is told on
/// the error output.
pub fn open(name: &str, options: &OpenOptions) -> Result<Database> {
    open_until(name, options, &Interrupt::default())
}

/// The same, unless `interrupt` stops it.
pub fn open_until(name: &str, options: &OpenOptions, interrupt: &Interrupt) -> Result<Database> {
    let path = Path::new(name);
    if is_database(path) {
        let database = Database::open_until(path, options, interrupt)?;
        if let Some(torn) = database.graph().torn_tail() {
            // Nobody is left to tell when the error output is closed.
            let _ = writeln!(std::io::stderr(), "note: {torn}");
        }
        return Ok(database);
    }
    let known = name == ":memory:" || GraphFormat::of_path(path).is_some();
    if !known {
        expect_there(path).map_err(|problem| problem.hint(WHAT_OPENS))?;
    }
    if *options != OpenOptions::new() {
        let message = format!("`{name}` is no database file; --read-only and --sync are for those");
        return Err(Failure::new(Code::Usage, message));
    }
    if name == ":memory:" {
        return Ok(Database::new());
    }
    if path.is_dir() {
        let (graph, _) = load_folder(path, &CsvOptions::default(), interrupt)?;
        return Ok(Database::over(graph));
    }
    if !known {
        return Err(no_graph(name));
    }
    let (graph, _) = load_new(path, interrupt)?;
    Ok(Database::over(graph))
}

const WHAT_OPENS: &str = "a database file ends in .quipu; a graph is loaded from a .json or .jsonl file, or from a folder \
                          of CSV files";

/// Neither a database nor a graph file, by its name.
pub fn no_graph(name: &str) -> Failure {
    let message = format!("`{name}` is no graph file this version can open");
    let problem = Diagnostic::new(Code::CannotOpen, message);
    problem.hint(WHAT_OPENS).into()
}

/// Refuses what is not there, before anything is said of its name.
pub fn expect_there(path: &Path) -> std::result::Result<(), Diagnostic> {
    path.metadata().map(drop).map_err(|error| {
        let message = format!("`{}` cannot be read: {}", path.display(), reason(&error));
        Diagnostic::new(Code::FileNotReadable, message)
    })
}

/// Is this the name of a database file? It is when it ends in `.quipu`, or when the file says so itself.
pub fn is_database(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default();
    extension.eq_ignore_ascii_case("quipu") || durable::is_database(path)
}

/// Makes a database file that holds what `load` gives: all of it, or there is no file. The file is nobody else's from
/// before the loading on. There is none either when `interrupt` stops the writing.
pub fn create(
    path: &Path,
    label: &str,
    interrupt: &Interrupt,
    load: impl FnOnce() -> Result<Graph>,
) -> Result<()> {
    let load = || load().map(|graph| graph.version());
    Graph::create_with(path, &OpenOptions::new(), label, interrupt, load).map(drop)
}

/// Reads a graph file into a graph: all of it, or, also when `interrupt` stops that, nothing.
pub fn load_into(
    graph: &Graph,
    path: &Path,
    options: &ImportOptions,
    interrupt: &Interrupt,
) -> Result<Imported> {
    let loaded = load_all(graph, &[path], options, interrupt)?;
    Ok(loaded.into_iter().next().unwrap_or_default())
}

/// Reads graph files into a graph, one after the other: all of them, or, also when `interrupt` stops that, nothing.
pub fn load_all(
    graph: &Graph,
    paths: &[&Path],
    options: &ImportOptions,
    interrupt: &Interrupt,
) -> Result<Vec<Imported>> {
    let mut transaction = graph.begin();
    transaction.set_interrupt(interrupt.clone());
    let names: Vec<_> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    transaction.describe(format!("import {}", names.join(" ")));
    let loaded = paths
        .iter()
        .map(|path| load(&mut transaction, path, options))
        .collect::<Result<_>>()?;
    transaction.commit()?;
    Ok(loaded)
}

/// Reads a graph file into an open transaction: all of it, or, also when what stops the transaction says so, nothing.
pub(super) fn load(
    transaction: &mut crate::graph::Transaction,
    path: &Path,
    options: &ImportOptions,
) -> Result<Imported> {
    let format = format_to_read(path)?;
    let file = open_stream(path, transaction.interrupt())?;
    let name = path.display().to_string();
    Ok(import_from(file, &name, format, transaction, options)?)
}

/// Reads a graph file into a new graph: all of it, or, also when `interrupt` stops that, nothing.
pub fn load_new(path: &Path, interrupt: &Interrupt) -> Result<(Graph, Imported)> {
    let (format, file) = (format_to_read(path)?, open_stream(path, interrupt)?);
    let name = path.display().to_string();
    Ok(load_from(file, &name, format, interrupt)?)
}

/// Writes a graph to a file: all of it, or, also when `interrupt` stops that, the file stays as it was.
pub fn save(version: &crate::graph::Version, path: &Path, interrupt: &Interrupt) -> Result<()> {
    let format = format_of(path)?;
    write_until(path, interrupt, |out| export(version, format, out))
}

/// As [`write_beside`], unless `interrupt` stops it: then the file stays as it was.
pub fn write_until(
    path: &Path,
    interrupt: &Interrupt,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<()> {
    let written = write_beside(path, |out| write(&mut Stoppable { out, interrupt }));
    if written.is_err() {
        // What was stopped has no other reason.
        interrupt.check()?;
    }
    written
}

/// Writes as long as that is wanted.
struct Stoppable<'a> {
    out: &'a mut dyn Write,
    interrupt: &'a Interrupt,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let stopped = |problem: Diagnostic| std::io::Error::other(problem.message().to_owned());
        self.interrupt.check().map_err(stopped)?;
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// What graph files do not hold of this graph, in a sentence.
pub fn left_out(version: &crate::graph::Version) -> Option<String> {
    let mut counts = [0; 2];
    for definition in version.catalog().iter() {
        counts[usize::from(!definition.is_constraint())] += 1;
    }
    let parts = [
        ("constraint", "constraints", counts[0]),
        ("index", "indexes", counts[1]),
    ];
    let parts: Vec<_> = (parts.into_iter())
        .filter(|(.., count)| *count > 0)
        .map(|(one, many, count)| counted(count, one, many))
        .collect();
    let hint = "graph files hold nodes and relationships; `quipu dump` writes all of it";
    (!parts.is_empty()).then(|| format!("{} left out: {hint}", parts.join(" and ")))
}

/// Writes a file: a new one beside it first, so that the old one is whole until the new one is. Symbolic links are
/// followed, also to what is not there yet; devices and pipes are written to as they are. A database is never written over.
pub fn write_beside(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<()> {
    let name = path.display();
    let refused = |error: &std::io::Error| {
        let message = format!("`{name}` cannot be written: {}", reason(error));
        Failure::new(Code::FileNotWritable, message)
    };
    let target = behind_links(path).map_err(|error| refused(&error))?;
    if is_database(path) || is_database(&target) {
        let message = format!("`{name}` is a database file and is not written over");
        return Err(Diagnostic::new(Code::FileNotWritable, message)
            .hint("write to another file")
            .into());
    }
    if path
        .metadata()
        .is_ok_and(|there| !there.is_file() && !there.is_dir())
    {
        let write = || -> std::io::Result<()> {
            let file = std::fs::OpenOptions::new().write(true).open(path)?;
            let mut file = std::io::BufWriter::new(file);
            write(&mut file)?;
            file.flush()
        };
        return write().map_err(|error| refused(&error));
    }
    replace(&target, write).map_err(|error| refused(&error))
}

/// Writes a new file that nothing else has the name of, and gives it the name of `target` when it is whole.
fn replace(
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> std::io::Result<()> {
    // A file that may not be written is not replaced either.
    let old = match std::fs::OpenOptions::new().write(true).open(target) {
        Ok(old) => Some(old.metadata()?.permissions()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(target.file_name().unwrap_or_default());
    prefix.push(".");
    let mut making = tempfile::Builder::new();
    making.prefix(&prefix);
    // Who may read it is what it was, else what is usual for new files.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        making.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // It goes again when anything fails: what was written so far is of no use to anybody.
    let beside = making.tempfile_in(folder)?;
    let mut file = std::io::BufWriter::new(beside);
    write(&mut file)?;
    let beside = file
        .into_inner()
        .map_err(std::io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        beside.as_file().set_permissions(old)?;
    }
    beside.as_file().sync_all()?;
    beside.persist(target)?;
    Ok(())
}

/// The file that a path leads to, whether it is there or not.
fn behind_links(path: &Path) -> std::io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = target.read_link() else {
            return Ok(target);
        };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(std::io::Error::other("too many symbolic links"))
}

/// The form of a file to be read. That nothing is there is told before what its name does not say.
fn format_to_read(path: &Path) -> Result<GraphFormat> {
    format_of(path).or_else(|no_kind| {
        expect_there(path)?;
        Err(no_kind)
    })
}

fn format_of(path: &Path) -> Result<GraphFormat> {
    GraphFormat::of_path(path).ok_or_else(|| {
        let message = format!("`{}` is no kind of graph file", path.display());
        Diagnostic::new(Code::Usage, message)
            .hint("graph files end in .json or .jsonl")
            .into()
    })
}
