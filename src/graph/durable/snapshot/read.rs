//! Reading a snapshot.
//!
//! In: a file. Out: the version in it, or what is wrong and where. Every byte is covered by a checksum; beyond that,
//! whatever reading the version later relies on (lists that lie inside their arrays, numbers that exist) is checked in
//! one pass, so that no file can make the program stumble. Whether the content makes sense, `check` tells.

use std::sync::Arc;

use crc32fast::Hasher;

use super::column::read_chunk;
use super::parallel;
use super::{About, ENTRY, Entry, Kind, SnapshotHead};
use crate::diagnostic::{Result, address_space};
use crate::graph::adjacency::csr::Csr;
use crate::graph::bits::{Bits, PAGE_BITS, WORDS};
use crate::graph::catalog::Definition;
use crate::graph::column::{CHUNK, Chunk, PropertyColumn, PropertySet, SharedLists};
use crate::graph::constraint::Element;
use crate::graph::durable::backend::Blob;
use crate::graph::durable::bytes::{Broken, Decoded, Decoder, broken, from_file};
use crate::graph::durable::definition::{LEAST, read_definition};
use crate::graph::durable::problem::{damaged, unreadable};
use crate::graph::id::{KeyId, LabelId};
use crate::graph::index::Index;
use crate::graph::index::base::Base;
use crate::graph::names::{Interner, Names};
use crate::graph::nodes::NodeTable;
use crate::graph::paged::Pages;
use crate::graph::relationships::RelTable;
use crate::graph::version::Version;

/// Bytes read at a time.
const WINDOW: usize = 1 << 20;

/// Reads only which state the snapshot holds.
pub(in crate::graph::durable) fn read_about(file: &dyn Blob, name: &str) -> Result<About> {
    Ok(SnapshotHead::read(file, name)?.about)
}

/// Reads the whole snapshot named `name`.
pub(in crate::graph::durable) fn read(file: &dyn Blob, name: &str) -> Result<(About, Version)> {
    let head = SnapshotHead::read(file, name)?;
    // What is read takes about as much as the file; twice that is asked for.
    address_space::expect_left(head.bytes as usize / 2, name)?;
    let entries = read_table(file, name, &head)?;
    let mut reader = Reader::new(file, name, entries);
    let version = reader.version()?;
    let counts = (
        version.node_count() as u64,
        version.relationship_count() as u64,
    );
    if counts != (head.nodes, head.relationships) {
        let what = "the head counts other nodes and relationships than there are";
        return Err(damaged(name, 88, what));
    }
    Ok((head.about, version))
}

/// What sections there are; each lies in the file.
pub(super) fn read_table(file: &dyn Blob, name: &str, head: &SnapshotHead) -> Result<Vec<Entry>> {
    let wrong = |Broken(what): Broken| damaged(name, head.table_at, &what);
    let length = u64::from(head.sections) * ENTRY as u64;
    if head.table_at.checked_add(length) != Some(head.bytes) {
        return Err(wrong(Broken("the table does not end with the file".into())));
    }
    let mut bytes = vec![0; length as usize];
    file.read_exact_at(head.table_at, &mut bytes)
        .map_err(|error| unreadable(name, &error))?;
    if crc32fast::hash(&bytes) != head.table_crc {
        return Err(wrong(Broken("the checksum of the table is wrong".into())));
    }
    let mut decoder = Decoder::new(&bytes);
    let mut entries = Vec::new();
    while decoder.left() > 0 {
        let entry = Entry::read(&mut decoder).map_err(wrong)?;
        if entry
            .at
            .checked_add(entry.length)
            .is_none_or(|end| end > head.table_at)
        {
            return Err(wrong(Broken("a section does not lie in the file".into())));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads sections one after the other.
struct Reader<'a> {
    file: &'a dyn Blob,
    name: &'a str,
    entries: std::iter::Peekable<std::vec::IntoIter<Entry>>,
    window: Vec<u8>,
    lists: SharedLists,
}

/// Sections that can be read beside others.
enum Task {
    /// A part of a column of node properties.
    Column(Entry),
    /// The relationships of a type.
    Table(Vec<Entry>),
}

/// What came of it.
enum Done {
    Column(KeyId, Chunks),
    Table(u16, RelTable),
}

/// Chunks with their numbers.
type Chunks = Vec<(u32, Chunk)>;

impl Task {
    fn bytes(&self) -> u64 {
        match self {
            Self::Column(entry) => entry.length,
            Self::Table(entries) => entries.iter().map(|entry| entry.length).sum(),
        }
    }
}

impl<'a> Reader<'a> {
    fn new(file: &'a dyn Blob, name: &'a str, entries: Vec<Entry>) -> Self {
        Self {
            file,
            name,
            entries: entries.into_iter().peekable(),
            window: Vec::new(),
            lists: SharedLists::default(),
        }
    }

    fn version(&mut self) -> Result<Version> {
        let names = self.names()?;
        let (bound, live) = self.expect(Kind::Nodes, 0, |decoder| {
            let bound = decoder.u32()?;
            Ok((bound, read_bits(decoder, bound)?))
        })?;
        let mut labels = Vec::new();
        while let Some(entry) = self.take(Kind::Label) {
            let bits = self.decode(entry, |decoder| {
                known(entry.of.into(), &names.labels, "label")?;
                read_bits(decoder, bound)
            })?;
            labels.push((LabelId(entry.of), bits));
        }
        let mut columns = Columns::default();
        let mut tables = Pages::default();
        let mut relationships = 0;
        let tasks = self.tasks();
        let room = || Reader::new(self.file, self.name, Vec::new());
        let read = |reader: &mut Reader<'_>, task: &Task| reader.task(task, bound, &names);
        for done in parallel::run(&tasks, Task::bytes, room, read) {
            match done? {
                Done::Column(key, chunks) => columns.add(key, chunks),
                Done::Table(ty, table) => {
                    relationships += table.len();
                    tables.set(ty.into(), Some(Arc::new(table)));
                }
            }
        }
        let properties = PropertySet::restored(columns.0);
        let nodes = NodeTable::restored(live, bound, labels, properties);
        let mut version = Version {
            names: Arc::new(names),
            nodes,
            tables,
            relationships,
            ..Version::default()
        };
        let entry = self.require(Kind::Catalog, 0)?;
        let definitions = self.decode(entry, |decoder| {
            let count = decoder.count(LEAST)?;
            (0..count)
                .map(|_| read_definition(decoder))
                .collect::<Decoded<Vec<_>>>()
        })?;
        for (number, definition) in definitions.into_iter().enumerate() {
            version
                .expect_sound(&definition)
                .map_err(|Broken(what)| self.wrong(entry, &what))?;
            if definition.has_index() {
                let entry = self.require(Kind::Index, number as u16)?;
                let index = self.index(entry, &definition, &version)?;
                Arc::make_mut(&mut version.indexes).push(Arc::new(index));
            }
            Arc::make_mut(&mut version.catalog).add(Arc::new(definition));
        }
        match self.entries.next() {
            None => Ok(version),
            Some(entry) => Err(self.misplaced(entry)),
        }
    }

    /// The sections of node properties and relationships.
    fn tasks(&mut self) -> Vec<Task> {
        let mut tasks = Vec::new();
        while let Some(entry) = self.take(Kind::NodeColumn) {
            tasks.push(Task::Column(entry));
        }
        while let Some(entry) = self.take(Kind::Table) {
            let mut table = vec![entry];
            while let Some(part) = self.entries.next_if(|entry| entry.kind.is_of_table()) {
                table.push(part);
            }
            tasks.push(Task::Table(table));
        }
        tasks
    }

    /// Whatever stands before it has been read.
    fn task(&mut self, task: &Task, bound: u32, names: &Names) -> Result<Done> {
        match task {
            Task::Column(entry) => {
                let chunks = self.chunks(*entry, bound, names)?;
                Ok(Done::Column(KeyId(entry.key), chunks))
            }
            Task::Table(entries) => {
                self.entries = entries.clone().into_iter().peekable();
                let entry = self.require(Kind::Table, entries[0].of)?;
                let table = self.table(entry, bound, names)?;
                match self.entries.next() {
                    None => Ok(Done::Table(entry.of, table)),
                    Some(entry) => Err(self.misplaced(entry)),
                }
            }
        }
    }

    fn names(&mut self) -> Result<Names> {
        self.expect(Kind::Names, 0, |decoder| {
            Ok(Names {
                labels: read_names(decoder, u16::MAX.into())?,
                types: read_names(decoder, u16::MAX.into())?,
                keys: read_names(decoder, u32::MAX)?,
            })
        })
    }

    fn table(&mut self, entry: Entry, node_bound: u32, names: &Names) -> Result<RelTable> {
        let (bound, live) = self.decode(entry, |decoder| {
            known(entry.of.into(), &names.types, "relationship type")?;
            let bound = decoder.u32()?;
            Ok((bound, read_bits(decoder, bound)?))
        })?;
        let out = [
            Kind::OutgoingOffsets,
            Kind::OutgoingNodes,
            Kind::OutgoingSlots,
        ];
        let outgoing = self.lists(entry.of, out, [node_bound, bound])?;
        let inn = [
            Kind::IncomingOffsets,
            Kind::IncomingNodes,
            Kind::IncomingSlots,
        ];
        let incoming = self.lists(entry.of, inn, [node_bound, bound])?;
        let lengths = [outgoing.len(), incoming.len()];
        // Slots that count up from 0 leave no holes.
        let counted = outgoing.slot_list().is_some() || live.bound() as usize == live.len();
        if lengths != [live.len(); 2] || incoming.slot_list().is_none() || !counted {
            return Err(self.wrong(entry, "lists and slots do not have the same number"));
        }
        let properties = self.columns(entry.of, bound, names)?;
        Ok(RelTable::restored(
            outgoing, incoming, live, bound, properties,
        ))
    }

    fn lists(&mut self, ty: u16, kinds: [Kind; 3], bounds: [u32; 2]) -> Result<Csr> {
        let offsets_at = self.require(kinds[0], ty)?;
        let offsets = self.array(offsets_at)?;
        let nodes_at = self.require(kinds[1], ty)?;
        let nodes = self.array(nodes_at)?;
        let inside = offsets.first().is_none_or(|&first| first == 0)
            && offsets.last().map_or(0, |&last| last as usize) == nodes.len()
            && offsets.windows(2).all(|pair| pair[0] <= pair[1]);
        if !inside {
            return Err(self.wrong(offsets_at, "a list does not lie in its array"));
        }
        if nodes.iter().max().is_some_and(|&node| node >= bounds[0]) {
            return Err(self.wrong(nodes_at, "a list names a node that cannot exist"));
        }
        let next = self.take(kinds[2]);
        let slots = match next {
            None => None,
            Some(entry) => {
                let slots = self.array(entry)?;
                let outside = slots.iter().max().is_some_and(|&slot| slot >= bounds[1]);
                if outside || slots.len() != nodes.len() || entry.of != ty {
                    return Err(self.wrong(entry, "the slots do not fit their lists"));
                }
                Some(slots)
            }
        };
        Ok(Csr::new(offsets, nodes, slots))
    }

    /// The properties of relationships of a type.
    fn columns(&mut self, of: u16, bound: u32, names: &Names) -> Result<PropertySet> {
        let mut columns = Columns::default();
        while let Some(entry) = self.take_of(Kind::TableColumn, of) {
            let chunks = self.chunks(entry, bound, names)?;
            columns.add(KeyId(entry.key), chunks);
        }
        Ok(PropertySet::restored(columns.0))
    }

    fn chunks(&mut self, entry: Entry, bound: u32, names: &Names) -> Result<Chunks> {
        let mut chunks = self.decode(entry, |decoder| {
            known(entry.key, &names.keys, "property key")?;
            let mut chunks = Vec::new();
            while decoder.left() > 0 {
                let (number, chunk) = read_chunk(decoder)?;
                if number >= bound.div_ceil(CHUNK) {
                    return broken("a property belongs to nothing that can exist");
                }
                chunks.push((number, chunk));
            }
            Ok(chunks)
        })?;
        for (_, chunk) in &mut chunks {
            chunk.share_lists(&mut self.lists);
        }
        Ok(chunks)
    }

    fn index(&mut self, entry: Entry, definition: &Definition, version: &Version) -> Result<Index> {
        let (subject, keys) = (definition.subject, &*definition.keys);
        self.decode(entry, |decoder| {
            let counts = [decoder.u32()?, decoder.u32()?, decoder.u32()?];
            let nodes = decoder.all(counts[0] as usize)?;
            let starts = decoder.all(counts[1] as usize)?;
            let others = decoder.all(counts[2] as usize)?;
            let value = |id| version.entry_of(Element::of(subject, id), keys);
            match Base::restored(nodes, starts, &others, value) {
                Some(base) => Ok(Index::on(subject, keys, base)),
                None => broken("the index is not in order"),
            }
        })
    }

    /// The next section, when it is of this kind.
    fn take(&mut self, kind: Kind) -> Option<Entry> {
        self.entries.next_if(|entry| entry.kind == kind)
    }

    fn take_of(&mut self, kind: Kind, of: u16) -> Option<Entry> {
        self.entries
            .next_if(|entry| (entry.kind, entry.of) == (kind, of))
    }

    /// The next section, which must be this one.
    fn require(&mut self, kind: Kind, of: u16) -> Result<Entry> {
        self.take_of(kind, of)
            .ok_or_else(|| damaged(self.name, 0, &format!("there is no section {kind:?} {of}")))
    }

    fn expect<T>(
        &mut self,
        kind: Kind,
        of: u16,
        read: impl FnOnce(&mut Decoder<'_>) -> Decoded<T>,
    ) -> Result<T> {
        let entry = self.require(kind, of)?;
        self.decode(entry, read)
    }

    /// Reads a section into memory, then what it holds.
    fn decode<T>(
        &mut self,
        entry: Entry,
        read: impl FnOnce(&mut Decoder<'_>) -> Decoded<T>,
    ) -> Result<T> {
        let mut bytes = std::mem::take(&mut self.window);
        bytes.resize(entry.length as usize, 0);
        self.file
            .read_exact_at(entry.at, &mut bytes)
            .map_err(|error| unreadable(self.name, &error))?;
        if crc32fast::hash(&bytes) != entry.crc {
            return Err(self.wrong(entry, "the checksum is wrong"));
        }
        let mut decoder = Decoder::new(&bytes);
        let found = read(&mut decoder).and_then(|found| decoder.end().map(|()| found));
        self.window = bytes;
        found.map_err(|Broken(what)| self.wrong(entry, &what))
    }

    /// Reads a section that is an array of numbers, a piece at a time, so that each piece is checked while the processor
    /// has it at hand.
    fn array(&mut self, entry: Entry) -> Result<Vec<u32>> {
        if !entry.length.is_multiple_of(4) {
            return Err(self.wrong(entry, "the length is no multiple of four"));
        }
        let mut numbers = vec![0_u32; entry.length as usize / 4];
        let mut crc = Hasher::new();
        let mut at = entry.at;
        for window in numbers.chunks_mut(WINDOW / 4) {
            let bytes: &mut [u8] = bytemuck::must_cast_slice_mut(window);
            self.file
                .read_exact_at(at, bytes)
                .map_err(|error| unreadable(self.name, &error))?;
            crc.update(bytes);
            at += bytes.len() as u64;
            from_file(window);
        }
        if crc.finalize() != entry.crc {
            return Err(self.wrong(entry, "the checksum is wrong"));
        }
        Ok(numbers)
    }

    fn misplaced(&self, entry: Entry) -> crate::diagnostic::Diagnostic {
        self.wrong(entry, "the section does not stand where it should")
    }

    fn wrong(&self, entry: Entry, what: &str) -> crate::diagnostic::Diagnostic {
        let (kind, of, key) = (entry.kind, entry.of, entry.key);
        let what = format!("in section {kind:?} {of} {key}, {what}");
        damaged(self.name, entry.at, &what)
    }
}

/// Columns being put together; parts of one column come one after the other.
#[derive(Default)]
struct Columns(Vec<(KeyId, PropertyColumn)>);

impl Columns {
    fn add(&mut self, key: KeyId, chunks: Chunks) {
        if self.0.last().is_none_or(|(last, _)| *last != key) {
            self.0.push((key, PropertyColumn::default()));
        }
        if let Some((_, column)) = self.0.last_mut() {
            for (number, chunk) in chunks {
                column.put_chunk(number, chunk);
            }
        }
    }
}

fn read_names(decoder: &mut Decoder<'_>, most: u32) -> Decoded<Interner> {
    let count = decoder.count(4)?;
    if count as u64 > u64::from(most) {
        return broken("there are more names than there can be");
    }
    let mut names = Interner::default();
    for _ in 0..count {
        let name = decoder.text()?;
        if names.number(name).is_some() {
            return broken(format!("the name {name} stands twice"));
        }
        names.add(name);
    }
    Ok(names)
}

/// Reads a set of ids below `bound`.
fn read_bits(decoder: &mut Decoder<'_>, bound: u32) -> Decoded<Bits> {
    let count = decoder.count(4 + 8 * WORDS)?;
    let mut pages = Vec::with_capacity(count);
    for _ in 0..count {
        let page = decoder.u32()?;
        if page >= bound.div_ceil(PAGE_BITS) {
            return broken("a set holds a number that cannot exist");
        }
        let mut words = [0; WORDS];
        for word in &mut words {
            *word = decoder.u64()?;
        }
        pages.push((page, words));
    }
    let bits = Bits::from_pages(pages);
    if bits.bound() > bound {
        return broken("a set holds a number that cannot exist");
    }
    Ok(bits)
}

fn known(number: u32, names: &Interner, what: &str) -> Decoded<()> {
    if (number as usize) < names.len() {
        Ok(())
    } else {
        broken(format!("there is no {what} {number}"))
    }
}
