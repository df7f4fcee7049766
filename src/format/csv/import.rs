//! Tables into a graph, row by row.
//!
//! In: files whose headers are read, nodes first. Out: the graph, and which rows were left out. A row goes into the columns
//! of the graph cell by cell; when one of its cells turns out bad, what it put there is taken out again. Knows nothing
//! of folders.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::cell;
use super::header::{CellType, Column, Kind};
use super::ids::{Course, Ids, integer_id};
use super::input::Input;
use super::rows::{Next, Rows};
use super::{CsvOptions, CsvProgress, CsvReport, Table, not_readable};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result, address_space};
use crate::graph::{BulkLoader, Graph, KeyId, LabelId, TypeId};
use crate::value::{Cell, NodeId};

/// How many rows are taken between looks at what may stop the work.
const ROWS_BETWEEN_LOOKS: u64 = 1 << 12;

/// After how many rows progress is told.
const ROWS_BETWEEN_REPORTS: u64 = 1 << 14;

/// After how many rows the number of all rows of a file is guessed.
const ROWS_BEFORE_GUESS: u32 = 1 << 12;

/// A graph on its way.
pub(super) struct Import<'a> {
    options: &'a CsvOptions,
    interrupt: &'a Interrupt,
    loader: BulkLoader,
    ids: Ids,
    report: CsvReport,
    bytes_done: u64,
    total_bytes: u64,
    progress: &'a mut dyn FnMut(CsvProgress<'_>),
}

/// A property column, ready to read cells from.
struct Property {
    at: usize,
    key: KeyId,
    kind: Kind,
}

/// What stands in a column that few different texts stand in, with the text of the row before.
struct Recent<T> {
    known: FxHashMap<Vec<u8>, T>,
    text: Vec<u8>,
    found: Option<T>,
}

impl<T: Clone> Recent<T> {
    fn new() -> Self {
        Self {
            known: FxHashMap::default(),
            text: Vec::new(),
            found: None,
        }
    }

    /// What `text` stands for, made by `make` the first time.
    fn find(&mut self, text: &[u8], make: impl FnOnce() -> Result<T>) -> Result<&T> {
        let same = self.found.is_some() && self.text == text;
        let found = match self.found.take().filter(|_| same) {
            Some(found) => found,
            None => match self.known.get(text) {
                Some(found) => found.clone(),
                None => {
                    let made = make()?;
                    self.known.insert(text.to_vec(), made.clone());
                    made
                }
            },
        };
        if !same {
            self.text.clear();
            self.text.extend_from_slice(text);
        }
        Ok(self.found.insert(found))
    }
}

impl<'a> Import<'a> {
    pub(super) fn new(
        options: &'a CsvOptions,
        total_bytes: u64,
        progress: &'a mut dyn FnMut(CsvProgress<'_>),
        interrupt: &'a Interrupt,
    ) -> Self {
        let mut loader = BulkLoader::new();
        loader.set_interrupt(interrupt.clone());
        Self {
            options,
            interrupt,
            loader,
            ids: Ids::default(),
            report: CsvReport::default(),
            bytes_done: 0,
            total_bytes,
            progress,
        }
    }

    /// The graph, and what became of the rows.
    pub(super) fn finish(self) -> Result<(Graph, CsvReport)> {
        drop(self.ids);
        Ok((self.loader.finish()?, self.report))
    }

    /// Takes the nodes of a file.
    pub(super) fn nodes(&mut self, mut table: Table) -> Result<()> {
        let properties = self.properties(&table.columns)?;
        let labels_at: Vec<usize> = places(&table.columns, |column| *column == Column::Labels);
        let (id_at, id_property, space, id_type) = table
            .columns
            .iter()
            .enumerate()
            .find_map(|(at, column)| match column {
                Column::Id {
                    property,
                    space,
                    stored,
                } => Some((at, property.clone(), space.clone(), *stored)),
                _ => None,
            })
            .ok_or_else(|| Diagnostic::new(Code::Internal, "a node file without ids"))?;
        let id_key = id_property.map(|name| self.loader.key(&name)).transpose()?;
        let space = self.space(&space)?;
        let mut ids = IdColumn::new(self.loader.node_count(), id_type);
        let mut label_sets = Recent::<Vec<LabelId>>::new();
        let mut label_text = Vec::new();
        self.rows(&mut table, |import, rows| {
            let id = rows.cell(id_at);
            if id.is_empty() {
                return Err(bad("the node has no id"));
            }
            if id_type == Some(CellType::Integer) && integer_id(id).is_none() {
                let id = String::from_utf8_lossy(id);
                return Err(bad(format!("an integer expected, found the id `{id}`")));
            }
            let delimiter = import.options.array_delimiter;
            label_text.clear();
            for &at in &labels_at {
                label_text.extend_from_slice(rows.cell(at));
                label_text.extend_from_slice(delimiter.encode_utf8(&mut [0; 4]).as_bytes());
            }
            let loader = &mut import.loader;
            let labels = label_sets.find(&label_text, || labels(&label_text, delimiter, loader))?;
            let node = NodeId(import.loader.node_count());
            if !import.ids.insert(space, id, node) {
                let (id, space) = (String::from_utf8_lossy(id), import.ids.name(space));
                let message = format!("the id `{id}` stands twice in the id space `{space}`");
                return Err(bad(message));
            }
            let put = (|| {
                for property in &properties {
                    if let Some(cell) = import.cell(property, rows)? {
                        import.loader.put_node_property(node, property.key, cell)?;
                    }
                }
                match id_key {
                    Some(key) => ids.put(node, id, key, &mut import.loader),
                    None => Ok(()),
                }
            })();
            if let Err(problem) = put {
                import.ids.remove(space, id);
                import.loader.clear_node_properties(node);
                return Err(problem);
            }
            import.loader.add_nodes(1, labels)?;
            import.report.nodes += 1;
            Ok(())
        })
    }

    /// Takes the relationships of a file.
    pub(super) fn relationships(&mut self, mut table: Table) -> Result<()> {
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
        let ([Some(start), Some(end)], [type_at]) = (ends, type_at.as_slice()) else {
            let message = "a relationship file without ends or type";
            return Err(Diagnostic::new(Code::Internal, message));
        };
        let (mut start, mut end) = (self.end(start)?, self.end(end)?);
        let mut types = Recent::<TypeId>::new();
        let mut seen = 0_u32;
        self.rows(&mut table, |import, rows| {
            let (from, to) = (start.find(import, rows)?, end.find(import, rows)?);
            let name = rows.cell(*type_at);
            let loader = &mut import.loader;
            let ty = *types.find(name, || match std::str::from_utf8(name) {
                Ok("") => Err(bad("the relationship has no type")),
                Ok(name) => loader.rel_type(name),
                Err(_) => Err(bad(NOT_TEXT)),
            })?;
            seen += 1;
            if seen == ROWS_BEFORE_GUESS {
                // Growing step by step would move what is there again and again.
                let more = rows_to_come(rows, seen);
                import.loader.reserve_relationships(ty, more + more / 64);
            }
            let put = (|| {
                for property in &properties {
                    if let Some(cell) = import.cell(property, rows)? {
                        let key = property.key;
                        import.loader.put_relationship_property(ty, key, cell)?;
                    }
                }
                import.loader.add_relationship(ty, from, to, [])
            })();
            if put.is_err() {
                import.loader.clear_relationship_properties(ty);
            } else {
                import.report.relationships += 1;
            }
            put
        })
    }

    /// Reads all rows of a file; a bad one is left out while there are not too many.
    fn rows(
        &mut self,
        table: &mut Table,
        mut take: impl FnMut(&mut Self, &Rows<Input>) -> Result<()>,
    ) -> Result<()> {
        let rows = &mut table.rows;
        let mut count = 0_u64;
        loop {
            if count.is_multiple_of(ROWS_BETWEEN_LOOKS) {
                self.interrupt.check()?;
                // What is made of a file grows with it.
                address_space::expect_left((rows.bytes() / 16) as usize, "the import")?;
            }
            let next = rows.next();
            let failed = |problem| {
                let problem = not_readable(&table.path, &problem);
                self.interrupt.reason_of(problem)
            };
            let taken = match next.map_err(failed)? {
                Next::End => break,
                Next::Bad(why) => Err(bad(why)),
                Next::Unclosed(why) => {
                    let told = format!("{}: {why}", place(&table.path, rows));
                    let hint = "such a row cannot be left out: it takes in all that follows";
                    return Err(bad(told).hint(hint));
                }
                Next::Row if rows.len() != table.columns.len() => {
                    let (found, expected) = (rows.len(), table.columns.len());
                    Err(bad(format!(
                        "the row has {found} cells, the header {expected}"
                    )))
                }
                Next::Row => take(self, rows),
            };
            if let Err(problem) = taken {
                if problem.code() != Code::InvalidGraphData {
                    return Err(problem);
                }
                let told = format!("{}: {}", place(&table.path, rows), problem.message());
                // A quote in the wrong place makes one row of many.
                let lines = rows.last_line() - rows.line() + 1;
                if self.report.bad_lines + lines > self.options.skip_bad as u64 {
                    let hint = "`--skip-bad N` leaves out up to N bad rows";
                    let problem = bad(told).hint(hint);
                    return Err(match lines {
                        1 => problem,
                        _ => problem.hint(format!(
                            "the row takes in {lines} lines and counts as so many"
                        )),
                    });
                }
                self.report.bad.push(told);
                self.report.bad_lines += lines;
            }
            count += 1;
            if count.is_multiple_of(ROWS_BETWEEN_REPORTS) {
                (self.progress)(CsvProgress {
                    file: &table.path,
                    bytes: self.bytes_done + rows.input().count(),
                    total_bytes: self.total_bytes,
                });
            }
        }
        self.bytes_done += rows.input().count();
        Ok(())
    }

    #[inline]
    fn cell<'r>(&self, property: &Property, rows: &'r Rows<Input>) -> Result<Option<Cell<'r>>> {
        let (at, delimiter) = (property.at, self.options.array_delimiter);
        let quoted = rows.is_quoted(at);
        cell::value(rows.cell(at), quoted, &property.kind, delimiter)
    }

    /// The number of an id space.
    fn space(&mut self, name: &str) -> Result<u16> {
        let message = "there are too many id spaces";
        let space = self.ids.space(name);
        space.ok_or_else(|| Diagnostic::new(Code::TooLarge, message))
    }

    fn end(&mut self, (at, space): (usize, String)) -> Result<End> {
        Ok(End {
            at,
            space: self.space(&space)?,
            course: Course::default(),
        })
    }

    fn properties(&mut self, columns: &[Column]) -> Result<Vec<Property>> {
        let mut properties = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            if let Column::Property { name, kind } = column {
                let key = self.loader.key(name)?;
                let kind = kind.clone();
                properties.push(Property { at, key, kind });
            }
        }
        Ok(properties)
    }
}

/// One end of the relationships of a file.
struct End {
    at: usize,
    space: u16,
    course: Course,
}

impl End {
    #[inline]
    fn find(&mut self, import: &Import<'_>, rows: &Rows<Input>) -> Result<NodeId> {
        let id = rows.cell(self.at);
        let node = import.ids.get(self.space, id, &mut self.course);
        node.ok_or_else(|| {
            let (id, name) = (String::from_utf8_lossy(id), import.ids.name(self.space));
            bad(format!(
                "there is no node with the id `{id}` in the id space `{name}`"
            ))
        })
    }
}

/// The ids of one file as a property: integers as long as all are, unless they are said to be texts.
struct IdColumn {
    first: u32,
    texts: bool,
}

impl IdColumn {
    fn new(first: u32, stored: Option<CellType>) -> Self {
        let texts = stored == Some(CellType::String);
        Self { first, texts }
    }

    fn put(&mut self, node: NodeId, id: &[u8], key: KeyId, loader: &mut BulkLoader) -> Result<()> {
        if !self.texts
            && let Some(integer) = integer_id(id)
        {
            return loader.put_node_property(node, key, Cell::Integer(integer));
        }
        let text = std::str::from_utf8(id).map_err(|_| bad(NOT_TEXT))?;
        if !self.texts {
            self.texts = true;
            loader.node_integers_to_text(self.first..node.0, key);
        }
        loader.put_node_property(node, key, Cell::Text(text))
    }
}

const NOT_TEXT: &str = "the row is not UTF-8 text";

/// The labels of a row, separated by the delimiter.
fn labels(text: &[u8], delimiter: char, loader: &mut BulkLoader) -> Result<Vec<LabelId>> {
    let text = std::str::from_utf8(text).map_err(|_| bad(NOT_TEXT))?;
    let names = text.split(delimiter).map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(|name| loader.label(name))
        .collect()
}

/// About how many rows come after the first `seen` ones. Packed or not, none is thought to take less than a byte: what is
/// packed much more tightly than the rest says nothing of the rest.
fn rows_to_come(rows: &Rows<Input>, seen: u32) -> usize {
    let (input, bytes) = (rows.input(), rows.bytes().max(1));
    let so_far = f64::from(seen) * rows.bytes_read() as f64 / bytes as f64;
    let all = so_far * input.length() as f64 / input.count().max(1) as f64;
    (all - f64::from(seen)).clamp(0.0, input.length() as f64) as usize
}

/// Where a row stands: `file:line`, or `file:first-last`.
fn place(path: &Path, rows: &Rows<Input>) -> String {
    let (path, first, last) = (path.display(), rows.line(), rows.last_line());
    if first == last {
        format!("{path}:{first}")
    } else {
        format!("{path}:{first}-{last}")
    }
}

fn places(columns: &[Column], wanted: impl Fn(&Column) -> bool) -> Vec<usize> {
    let columns = columns.iter().enumerate();
    columns
        .filter(|(_, column)| wanted(column))
        .map(|(at, _)| at)
        .collect()
}

fn bad(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::InvalidGraphData, message.into())
}
