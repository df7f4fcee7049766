//! CSV folders, for bulk loading.
//!
//! In: a folder of `.csv` and `.csv.gz` files with header lines in the style of `neo4j-admin database import`, read as a
//! stream. Files in folders below it count too; where there is a folder `nodes`, only those in `nodes`, `edges` and
//! `relationships` do. Out: a new graph, or nothing. Every refused row is told with file and line. Knows nothing of queries.
//!
//! A file with an `:ID` column holds nodes, one with `:START_ID`, `:END_ID` and `:TYPE` relationships. Ids live in id
//! spaces (`:ID(Person)`); files may share one. A named id column is kept as a property: as integers when all of the file's
//! ids are integers, as text otherwise.

mod cell;
mod header;
mod ids;
mod import;
mod input;
mod rows;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::graph::Graph;
use header::{Column, Content};
pub(super) use ids::integer_id;
use import::Import;
use input::{Input, Packing};
use rows::{Next, Rows};

/// How a folder is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvOptions {
    /// So many rows may be bad; one more ends the import. A row counts once for each line it takes in. 0 by default.
    pub skip_bad: usize,
    /// Separates cells; a comma by default.
    pub delimiter: u8,
    /// Separates labels and the elements of arrays; a semicolon by default.
    pub array_delimiter: char,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self {
            skip_bad: 0,
            delimiter: b',',
            array_delimiter: ';',
        }
    }
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CsvReport {
    /// Nodes created.
    pub nodes: u64,
    /// Relationships created.
    pub relationships: u64,
    /// Rows left out, each as `file:line: why`, or `file:first-last: why` for one of several lines.
    pub bad: Vec<String>,
    /// How many lines they take in.
    pub bad_lines: u64,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy)]
pub struct CsvProgress<'a> {
    /// The file being read.
    pub file: &'a Path,
    /// Bytes read of all files.
    pub bytes: u64,
    /// Bytes of all files.
    pub total_bytes: u64,
}

/// Folders that belong together when there is the first of them; what lies in other folders is something else then.
const LAYOUT: [&str; 3] = ["nodes", "edges", "relationships"];

/// Reads a folder into a new graph. Memory: the graph and the ids of its nodes (60 to 80 bytes each that is
/// an integer, 80 to 110 and its length for a text).
///
/// # Errors
/// `Code::FileNotReadable` for the folder and its files, `Code::InvalidGraphData` with file and line for a header or row that
/// does not fit and for a file that stands there packed and unpacked (rows: after `skip_bad` of them; a quote that is not closed: at once, as it takes in what follows); what
/// stops the work, and nothing is left of it then.
pub fn read_folder(
    folder: &Path,
    options: &CsvOptions,
    progress: &mut dyn FnMut(CsvProgress<'_>),
    interrupt: &Interrupt,
) -> Result<(Graph, CsvReport)> {
    let mut files = Vec::new();
    let layout: Vec<_> = LAYOUT.iter().map(|name| folder.join(name)).collect();
    if layout[0].is_dir() {
        csv_files(folder, false, &mut files)?;
        for below in layout.iter().filter(|below| below.is_dir()) {
            csv_files(below, true, &mut files)?;
        }
    } else {
        csv_files(folder, true, &mut files)?;
    }
    files.sort();
    refuse_twins(&files)?;
    let mut nodes = Vec::new();
    let mut relationships = Vec::new();
    let mut total_bytes = 0;
    for path in files {
        let file = Table::open(path, options, interrupt)?;
        total_bytes += file.rows.input().length();
        match file.content {
            Content::Nodes => nodes.push(file),
            Content::Relationships => relationships.push(file),
        }
    }
    if nodes.is_empty() {
        let message = format!(
            "`{}` holds no CSV file with an :ID column",
            folder.display()
        );
        return Err(Diagnostic::new(Code::InvalidGraphData, message));
    }
    let mut import = Import::new(options, total_bytes, progress, interrupt);
    for table in nodes {
        import.nodes(table)?;
    }
    for table in relationships {
        import.relationships(table)?;
    }
    import.finish()
}

/// A file with its header read.
struct Table {
    path: PathBuf,
    rows: Rows<Input>,
    content: Content,
    columns: Vec<Column>,
}

impl Table {
    fn open(path: PathBuf, options: &CsvOptions, interrupt: &Interrupt) -> Result<Self> {
        let packing = Packing::of(&path).unwrap_or(Packing::Plain);
        let input = Input::open(&path, packing, interrupt);
        let input = input.map_err(|problem| {
            let problem = not_readable(&path, &problem);
            match packing {
                Packing::Other => {
                    problem.hint("unpack it, or put it elsewhere; `.csv.gz` is read as it is")
                }
                _ => problem,
            }
        })?;
        let mut rows = Rows::new(input, options.delimiter);
        let refused = |why: &str| {
            let message = format!("{}:1: {why}", path.display());
            Diagnostic::new(Code::InvalidGraphData, message)
        };
        let next = rows
            .next()
            .map_err(|problem| interrupt.reason_of(not_readable(&path, &problem)))?;
        if let Next::Bad(why) | Next::Unclosed(why) = next {
            return Err(refused(why));
        }
        let mut fields = Vec::new();
        for at in 0..if next == Next::End { 0 } else { rows.len() } {
            let field = std::str::from_utf8(rows.cell(at));
            let field = field.map_err(|_| refused("the header is not UTF-8 text"))?;
            // Spreadsheets write a byte order mark, and what follows it is not seen as quoted.
            let field = match field.strip_prefix('\u{feff}') {
                Some(field) => field.trim_matches('"'),
                None => field,
            };
            fields.push(field.to_owned());
        }
        let (content, columns) = header::parse(fields.iter().map(String::as_str))
            .map_err(|problem| refused(problem.message()))?;
        Ok(Self {
            path,
            rows,
            content,
            columns,
        })
    }
}

/// The CSV files of a folder, and of the folders below it where `deep`.
fn csv_files(folder: &Path, deep: bool, files: &mut Vec<PathBuf>) -> Result<()> {
    let unreadable = |problem: std::io::Error| not_readable(folder, &problem);
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        // A link to a folder is not followed, so that a circle of links cannot hang the import.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            if deep {
                csv_files(&path, deep, files)?;
            }
        } else if Packing::of(&path).is_some() {
            files.push(path);
        }
    }
    Ok(())
}

/// Refuses a file that stands there packed and unpacked: its relationships would be read twice without a word.
fn refuse_twins(files: &[PathBuf]) -> Result<()> {
    for path in files {
        let plain = path.with_extension("");
        if Packing::of(path) == Some(Packing::Gzip) && files.binary_search(&plain).is_ok() {
            let (plain, packed) = (plain.display(), path.display());
            let message = format!("`{packed}` stands beside `{plain}`: all would be read twice");
            let problem = Diagnostic::new(Code::InvalidGraphData, message);
            return Err(problem.hint("put one of the two elsewhere"));
        }
    }
    Ok(())
}

fn not_readable(path: &Path, problem: &std::io::Error) -> Diagnostic {
    let message = format!("`{}` cannot be read: {problem}", path.display());
    let code = match problem.kind() {
        std::io::ErrorKind::OutOfMemory => Code::MemoryLimit,
        _ => Code::FileNotReadable,
    };
    Diagnostic::new(code, message)
}

#[cfg(test)]
mod tests;
