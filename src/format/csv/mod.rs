//! CSV folders, for bulk loading.
//!
//! In: a folder of `.csv` files (also in folders below it) with header lines in the style of
//! `neo4j-admin database import`, read as a stream. Out: a new graph, or nothing. Every refused row is told with file and
//! line. Knows nothing of queries.
//!
//! A file with an `:ID` column holds nodes, one with `:START_ID`, `:END_ID` and `:TYPE` relationships. Ids live in id
//! spaces (`:ID(Person)`); files may share one. A named id column is kept as a property: as integers when all of the file's
//! ids are integers, as text otherwise.

mod cell;
mod header;

use std::fs::File;
use std::path::{Path, PathBuf};

use csv::{Reader, ReaderBuilder, StringRecord};
use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::{BulkLoader, Graph, KeyId, LabelId, TypeId};
use crate::value::{NodeId, Value};
use header::{CellType, Column, Content};

/// How a folder is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvOptions {
    /// So many rows may be bad; one more ends the import. 0 by default.
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
    /// Rows left out, each as `file:line: why`.
    pub bad: Vec<String>,
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

/// After how many rows progress is told.
const ROWS_BETWEEN_REPORTS: u64 = 1 << 14;

/// Reads a folder into a new graph. Memory: the graph and the ids of its nodes (about 24 bytes each).
///
/// # Errors
/// `Code::FileNotReadable` for the folder and its files, `Code::InvalidGraphData` with file and line for a header or row that
/// does not fit (rows: after `skip_bad` of them).
pub fn read_folder(
    folder: &Path,
    options: &CsvOptions,
    progress: &mut dyn FnMut(CsvProgress<'_>),
) -> Result<(Graph, CsvReport)> {
    let mut files = Vec::new();
    csv_files(folder, &mut files)?;
    files.sort();
    let mut nodes = Vec::new();
    let mut relationships = Vec::new();
    let mut total_bytes = 0;
    for path in files {
        total_bytes += std::fs::metadata(&path).map_or(0, |data| data.len());
        let file = Table::open(path, options)?;
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
    let mut import = Import {
        options,
        loader: BulkLoader::new(),
        spaces: FxHashMap::default(),
        report: CsvReport::default(),
        bytes_done: 0,
        total_bytes,
        progress,
    };
    for table in nodes {
        import.nodes(table)?;
    }
    for table in relationships {
        import.relationships(table)?;
    }
    let Import {
        loader,
        report,
        spaces,
        ..
    } = import;
    drop(spaces);
    Ok((loader.finish()?, report))
}

/// A file with its header read.
struct Table {
    path: PathBuf,
    reader: Reader<File>,
    content: Content,
    columns: Vec<Column>,
}

impl Table {
    fn open(path: PathBuf, options: &CsvOptions) -> Result<Self> {
        let mut reader = ReaderBuilder::new()
            .delimiter(options.delimiter)
            .buffer_capacity(1 << 18)
            .from_path(&path)
            .map_err(|problem| in_file(&path, &problem))?;
        let fields = reader
            .headers()
            .map_err(|problem| in_file(&path, &problem))?;
        let fields = fields
            .iter()
            .map(|field| field.trim_start_matches('\u{feff}'));
        let (content, columns) = header::parse(fields).map_err(|problem| {
            let message = format!("{}:1: {}", path.display(), problem.message());
            Diagnostic::new(Code::InvalidGraphData, message)
        })?;
        Ok(Self {
            path,
            reader,
            content,
            columns,
        })
    }
}

/// The ids of one id space.
#[derive(Default)]
struct Space {
    integers: FxHashMap<i64, u32>,
    texts: FxHashMap<Box<str>, u32>,
}

impl Space {
    fn get(&self, id: &str) -> Option<NodeId> {
        let found = match integer_id(id) {
            Some(id) => self.integers.get(&id),
            None => self.texts.get(id),
        };
        found.copied().map(NodeId)
    }

    /// `false` when the id is there already.
    fn insert(&mut self, id: &str, node: NodeId) -> bool {
        match integer_id(id) {
            Some(id) => self.integers.insert(id, node.0).is_none(),
            None => self.texts.insert(id.into(), node.0).is_none(),
        }
    }
}

/// The id as an integer, when writing the integer gives the same text again.
fn integer_id(id: &str) -> Option<i64> {
    let digits = id.strip_prefix('-').unwrap_or(id);
    let canonical =
        digits == "0" && digits == id || digits.starts_with(|c: char| ('1'..='9').contains(&c));
    if canonical { id.parse().ok() } else { None }
}

struct Import<'a> {
    options: &'a CsvOptions,
    loader: BulkLoader,
    spaces: FxHashMap<String, Space>,
    report: CsvReport,
    bytes_done: u64,
    total_bytes: u64,
    progress: &'a mut dyn FnMut(CsvProgress<'_>),
}

/// A property column, ready to read cells from.
struct Property {
    at: usize,
    key: KeyId,
    cell: CellType,
    array: bool,
}

impl Import<'_> {
    fn nodes(&mut self, mut table: Table) -> Result<()> {
        let properties = self.properties(&table.columns)?;
        let labels_at: Vec<usize> = places(&table.columns, |column| *column == Column::Labels);
        let (id_at, id_property, space) = table
            .columns
            .iter()
            .enumerate()
            .find_map(|(at, column)| match column {
                Column::Id { property, space } => Some((at, property.clone(), space.clone())),
                _ => None,
            })
            .ok_or_else(|| Diagnostic::new(Code::Internal, "a node file without ids"))?;
        let id_key = id_property.map(|name| self.loader.key(&name)).transpose()?;
        let mut ids = IdColumn::default();
        let mut label_sets: FxHashMap<String, Vec<LabelId>> = FxHashMap::default();
        self.rows(&mut table, |import, record| {
            let id = record.get(id_at).unwrap_or_default();
            if id.is_empty() {
                return Err(bad("the node has no id".to_owned()));
            }
            let values = import.values(&properties, record)?;
            let text: String = labels_at
                .iter()
                .filter_map(|at| record.get(*at))
                .collect::<Vec<_>>()
                .join(";");
            if !label_sets.contains_key(&text) {
                let names = text.split(import.options.array_delimiter).map(str::trim);
                let labels = names
                    .filter(|name| !name.is_empty())
                    .map(|name| import.loader.label(name))
                    .collect::<Result<_>>()?;
                label_sets.insert(text.clone(), labels);
            }
            let labels = label_sets.get(&text).map(Vec::as_slice).unwrap_or_default();
            let node = NodeId(import.loader.node_count());
            let space_ids = import.spaces.entry(space.clone()).or_default();
            if space_ids.get(id).is_some() {
                return Err(bad(format!(
                    "the id `{id}` stands twice in the id space `{space}`"
                )));
            }
            space_ids.insert(id, node);
            import.loader.add_node(labels, values)?;
            if id_key.is_some() {
                ids.push(node, id);
            }
            import.report.nodes += 1;
            Ok(())
        })?;
        if let Some(key) = id_key {
            for (node, value) in ids.into_values() {
                self.loader.set_node_property(node, key, value)?;
            }
        }
        Ok(())
    }

    fn relationships(&mut self, mut table: Table) -> Result<()> {
        let properties = self.properties(&table.columns)?;
        let type_at = places(&table.columns, |column| *column == Column::Type);
        let mut ends = [None, None];
        for (at, column) in table.columns.iter().enumerate() {
            match column {
                Column::Start { space } => ends[0] = Some((at, space.clone())),
                Column::End { space } => ends[1] = Some((at, space.clone())),
                _ => {}
            }
        }
        let [Some(start), Some(end)] = ends else {
            return Err(Diagnostic::new(
                Code::Internal,
                "a relationship file without ends",
            ));
        };
        let mut types: FxHashMap<String, TypeId> = FxHashMap::default();
        self.rows(&mut table, |import, record| {
            let find = |(at, space): &(usize, String)| {
                let id = record.get(*at).unwrap_or_default();
                import
                    .spaces
                    .get(space)
                    .and_then(|ids| ids.get(id))
                    .ok_or_else(|| {
                        bad(format!(
                            "there is no node with the id `{id}` in the id space `{space}`"
                        ))
                    })
            };
            let (start, end) = (find(&start)?, find(&end)?);
            let name = type_at
                .first()
                .and_then(|at| record.get(*at))
                .unwrap_or_default();
            let ty = match types.get(name) {
                Some(ty) => *ty,
                None if name.is_empty() => {
                    return Err(bad("the relationship has no type".to_owned()));
                }
                None => {
                    let ty = import.loader.rel_type(name)?;
                    types.insert(name.to_owned(), ty);
                    ty
                }
            };
            let values = import.values(&properties, record)?;
            import.loader.add_relationship(ty, start, end, values)?;
            import.report.relationships += 1;
            Ok(())
        })
    }

    /// Reads all rows of a file; a bad one is left out while there are not too many.
    fn rows(
        &mut self,
        table: &mut Table,
        mut take: impl FnMut(&mut Self, &StringRecord) -> Result<()>,
    ) -> Result<()> {
        let mut record = StringRecord::new();
        let mut rows = 0_u64;
        loop {
            let line = table.reader.position().line();
            let taken = match table.reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => take(self, &record),
                Err(problem) if problem.is_io_error() => {
                    return Err(in_file(&table.path, &problem));
                }
                Err(problem) => Err(bad(row_problem(&problem))),
            };
            if let Err(problem) = taken {
                if problem.code() != Code::InvalidGraphData {
                    return Err(problem);
                }
                let line = record.position().map_or(line, csv::Position::line);
                let told = format!("{}:{line}: {}", table.path.display(), problem.message());
                if self.report.bad.len() >= self.options.skip_bad {
                    let hint = "`--skip-bad N` leaves out up to N bad rows";
                    return Err(Diagnostic::new(Code::InvalidGraphData, told).hint(hint));
                }
                self.report.bad.push(told);
            }
            rows += 1;
            if rows.is_multiple_of(ROWS_BETWEEN_REPORTS) {
                (self.progress)(CsvProgress {
                    file: &table.path,
                    bytes: self.bytes_done + table.reader.position().byte(),
                    total_bytes: self.total_bytes,
                });
            }
        }
        self.bytes_done += table.reader.position().byte();
        Ok(())
    }

    fn properties(&mut self, columns: &[Column]) -> Result<Vec<Property>> {
        let mut properties = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            if let Column::Property { name, cell, array } = column {
                let key = self.loader.key(name)?;
                properties.push(Property {
                    at,
                    key,
                    cell: *cell,
                    array: *array,
                });
            }
        }
        Ok(properties)
    }

    fn values(
        &self,
        properties: &[Property],
        record: &StringRecord,
    ) -> Result<Vec<(KeyId, Value)>> {
        let delimiter = self.options.array_delimiter;
        let value = |property: &Property| {
            let text = record.get(property.at).unwrap_or_default();
            Ok((
                property.key,
                cell::value(text, property.cell, property.array, delimiter)?,
            ))
        };
        properties.iter().map(value).collect()
    }
}

/// The ids of one file: integers as long as all are.
#[derive(Default)]
struct IdColumn {
    integers: Vec<(NodeId, i64)>,
    texts: Vec<(NodeId, Box<str>)>,
}

impl IdColumn {
    fn push(&mut self, node: NodeId, id: &str) {
        match integer_id(id) {
            Some(id) if self.texts.is_empty() => self.integers.push((node, id)),
            _ => {
                let earlier = self
                    .integers
                    .drain(..)
                    .map(|(node, id)| (node, id.to_string().into()));
                self.texts.extend(earlier);
                self.texts.push((node, id.into()));
            }
        }
    }

    fn into_values(self) -> impl Iterator<Item = (NodeId, Value)> {
        let integers = self
            .integers
            .into_iter()
            .map(|(node, id)| (node, Value::Integer(id)));
        integers.chain(
            self.texts
                .into_iter()
                .map(|(node, id)| (node, Value::string(id))),
        )
    }
}

fn places(columns: &[Column], wanted: impl Fn(&Column) -> bool) -> Vec<usize> {
    columns
        .iter()
        .enumerate()
        .filter(|(_, column)| wanted(column))
        .map(|(at, _)| at)
        .collect()
}

fn csv_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let not_readable = |problem: std::io::Error| {
        let message = format!("`{}` cannot be read: {problem}", folder.display());
        Diagnostic::new(Code::FileNotReadable, message)
    };
    for entry in std::fs::read_dir(folder).map_err(not_readable)? {
        let entry = entry.map_err(not_readable)?;
        let path = entry.path();
        // A link to a folder is not followed, so that a circle of links cannot hang the import.
        if entry.file_type().map_err(not_readable)?.is_dir() {
            csv_files(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
        {
            files.push(path);
        }
    }
    Ok(())
}

fn bad(message: String) -> Diagnostic {
    Diagnostic::new(Code::InvalidGraphData, message)
}

fn in_file(path: &Path, problem: &csv::Error) -> Diagnostic {
    let message = format!(
        "`{}` cannot be read: {}",
        path.display(),
        row_problem(problem)
    );
    Diagnostic::new(Code::FileNotReadable, message)
}

fn row_problem(problem: &csv::Error) -> String {
    match problem.kind() {
        csv::ErrorKind::Utf8 { .. } => "the row is not UTF-8 text".to_owned(),
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("the row has {len} cells, the header {expected_len}")
        }
        csv::ErrorKind::Io(error) => error.to_string(),
        _ => problem.to_string(),
    }
}

#[cfg(test)]
mod tests;
