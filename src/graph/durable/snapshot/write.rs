//! Writing a snapshot.
//!
//! In: a version and which state it is. Out: a file with sections, table and, last, the head; without the head it is
//! no snapshot. Changed neighbour lists are written as if folded; the version itself stays as it is.

use std::io::Result;

use crc32fast::Hasher;

use super::column::put_chunk;
use super::{About, ENTRY, Entry, HEAD, Kind, SnapshotHead};
use crate::graph::adjacency::Adjacency;
use crate::graph::bits::Bits;
use crate::graph::column::PropertyColumn;
use crate::graph::durable::backend::Blob;
use crate::graph::durable::bytes::Put;
use crate::graph::durable::definition::put_definition;
use crate::graph::id::LabelId;
use crate::graph::index::Index;
use crate::graph::names::Interner;
use crate::graph::relationships::RelTable;
use crate::graph::version::Version;

/// Bytes collected before they are written.
const BUFFER: usize = 1 << 20;
/// A part of a column ends after this many bytes.
const COLUMN_PART: u64 = 4 << 20;

/// Writes the whole snapshot; gives its length. The caller makes it safe.
pub(in crate::graph::durable) fn write(
    file: &dyn Blob,
    about: About,
    version: &Version,
) -> Result<u64> {
    let mut writer = Writer::new(file);
    writer.section(Kind::Names, 0, 0, |out| {
        let names = &version.names;
        for interner in [&names.labels, &names.types, &names.keys] {
            put_names(out, interner);
        }
    })?;
    writer.section(Kind::Nodes, 0, 0, |out| {
        out.put_u32(version.id_bound());
        put_bits(out, version.nodes.live());
    })?;
    for (LabelId(label), bits) in version.nodes.all_labels() {
        writer.section(Kind::Label, label, 0, |out| put_bits(out, bits))?;
    }
    for (key, column) in version.nodes.properties.columns() {
        writer.column(Kind::NodeColumn, 0, key.0, column)?;
    }
    for (ty, table) in version.tables.iter() {
        write_table(&mut writer, ty as u16, table)?;
    }
    writer.section(Kind::Catalog, 0, 0, |out| {
        out.put_u32(version.catalog().iter().len() as u32);
        for definition in version.catalog().iter() {
            put_definition(out, definition);
        }
    })?;
    for (number, definition) in version.catalog().iter().enumerate() {
        if let Some(index) = version.index_of(definition) {
            write_index(&mut writer, number as u16, index)?;
        }
    }
    writer.finish(about, version)
}

fn write_table(writer: &mut Writer<'_>, ty: u16, table: &RelTable) -> Result<()> {
    writer.section(Kind::Table, ty, 0, |out| {
        out.put_u32(table.bound());
        put_bits(out, table.live());
    })?;
    let (out, inn) = (&table.outgoing, &table.incoming);
    writer.lists(
        ty,
        out,
        [
            Kind::OutgoingOffsets,
            Kind::OutgoingNodes,
            Kind::OutgoingSlots,
        ],
        !positions(out),
    )?;
    writer.lists(
        ty,
        inn,
        [
            Kind::IncomingOffsets,
            Kind::IncomingNodes,
            Kind::IncomingSlots,
        ],
        true,
    )?;
    for (key, column) in table.properties.columns() {
        writer.column(Kind::TableColumn, ty, key.0, column)?;
    }
    Ok(())
}

fn write_index(writer: &mut Writer<'_>, number: u16, index: &Index) -> Result<()> {
    let folded;
    let base = match index.clean_base() {
        Some(base) => base,
        None => {
            folded = index.folded();
            match folded.clean_base() {
                Some(base) => base,
                None => return Ok(()),
            }
        }
    };
    let (nodes, starts, others) = base.parts();
    writer.start(Kind::Index, number, 0);
    writer.buffer.put_u32(nodes.len() as u32);
    writer.buffer.put_u32(starts.len() as u32);
    writer.buffer.put_u32(others.len() as u32);
    writer.slice(nodes)?;
    writer.slice(starts)?;
    writer.numbers(others)?;
    writer.end()
}

/// Would the slots, written list by list, count up from 0?
fn positions(lists: &Adjacency) -> bool {
    if lists.overridden() == 0 {
        return lists.base().slot_list().is_none();
    }
    let mut next = 0;
    (0..lists.bound()).all(|node| {
        lists.neighbors(node).iter().all(|(_, slot)| {
            next += 1;
            slot == next - 1
        })
    })
}

fn put_names(out: &mut Vec<u8>, names: &Interner) {
    out.put_u32(names.len() as u32);
    names.iter().for_each(|(_, name)| out.put_text(name));
}

fn put_bits(out: &mut Vec<u8>, bits: &Bits) {
    out.put_u32(bits.pages().count() as u32);
    for (page, words) in bits.pages() {
        out.put_u32(page);
        for &word in words {
            out.put_u64(word);
        }
    }
}

/// Writes sections one after the other.
struct Writer<'a> {
    file: &'a dyn Blob,
    /// Where the buffer goes.
    at: u64,
    buffer: Vec<u8>,
    crc: Hasher,
    entries: Vec<Entry>,
}

impl<'a> Writer<'a> {
    fn new(file: &'a dyn Blob) -> Self {
        Self {
            file,
            at: HEAD as u64,
            buffer: Vec::with_capacity(BUFFER + BUFFER / 4),
            crc: Hasher::new(),
            entries: Vec::new(),
        }
    }

    fn section(
        &mut self,
        kind: Kind,
        of: u16,
        key: u32,
        fill: impl FnOnce(&mut Vec<u8>),
    ) -> Result<()> {
        self.start(kind, of, key);
        fill(&mut self.buffer);
        self.end()
    }

    fn start(&mut self, kind: Kind, of: u16, key: u32) {
        self.crc = Hasher::new();
        self.entries.push(Entry {
            kind,
            of,
            key,
            at: self.at,
            length: 0,
            crc: 0,
        });
    }

    /// Sections begin at multiples of eight.
    fn end(&mut self) -> Result<()> {
        self.flush()?;
        if let Some(entry) = self.entries.last_mut() {
            entry.length = self.at - entry.at;
            entry.crc = self.crc.clone().finalize();
        }
        let padding = self.at.next_multiple_of(8) - self.at;
        self.file
            .write_all_at(self.at, &[0; 8][..padding as usize])?;
        self.at += padding;
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        self.crc.update(&self.buffer);
        self.file.write_all_at(self.at, &self.buffer)?;
        self.at += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    fn numbers(&mut self, numbers: impl Iterator<Item = u32>) -> Result<()> {
        for number in numbers {
            self.buffer.put_u32(number);
            if self.buffer.len() >= BUFFER {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// The same, of numbers that lie in a row.
    fn slice(&mut self, numbers: &[u32]) -> Result<()> {
        for part in numbers.chunks(BUFFER / 4) {
            self.flush()?;
            self.buffer.put_all(part);
        }
        self.flush()
    }

    /// Three sections: offsets, nodes, and slots where they are wanted.
    fn lists(
        &mut self,
        ty: u16,
        lists: &Adjacency,
        kinds: [Kind; 3],
        with_slots: bool,
    ) -> Result<()> {
        let whole = (lists.overridden() == 0).then(|| lists.base().parts());
        let [offsets, nodes, slots] = kinds;
        self.start(offsets, ty, 0);
        if let Some((first, offsets, ..)) = whole {
            self.numbers(std::iter::repeat_n(0, first as usize))?;
            self.slice(offsets)?;
        } else {
            let mut offset = 0;
            self.buffer.put_u32(0);
            self.numbers((0..lists.bound()).map(|node| {
                offset += lists.degree(node) as u32;
                offset
            }))?;
        }
        self.end()?;
        self.start(nodes, ty, 0);
        if let Some((.., nodes, _)) = whole {
            self.slice(nodes)?;
        } else {
            for node in 0..lists.bound() {
                self.numbers(lists.neighbors(node).nodes.iter().copied())?;
            }
        }
        self.end()?;
        if !with_slots {
            return Ok(());
        }
        self.start(slots, ty, 0);
        if let Some((.., Some(slots))) = whole {
            self.slice(slots)?;
        } else {
            for node in 0..lists.bound() {
                self.numbers(lists.neighbors(node).iter().map(|(_, slot)| slot))?;
            }
        }
        self.end()
    }

    /// As many sections as it takes.
    fn column(&mut self, kind: Kind, of: u16, key: u32, column: &PropertyColumn) -> Result<()> {
        let mut chunks = column.chunks().peekable();
        while chunks.peek().is_some() {
            self.start(kind, of, key);
            let start = self.at;
            while self.at + (self.buffer.len() as u64) < start + COLUMN_PART
                && let Some((number, chunk)) = chunks.next()
            {
                put_chunk(&mut self.buffer, number, chunk);
                if self.buffer.len() >= BUFFER {
                    self.flush()?;
                }
            }
            self.end()?;
        }
        Ok(())
    }

    fn finish(mut self, about: About, version: &Version) -> Result<u64> {
        let table_at = self.at;
        let entries = std::mem::take(&mut self.entries);
        self.buffer.reserve(entries.len() * ENTRY);
        for entry in &entries {
            entry.put(&mut self.buffer);
        }
        self.crc = Hasher::new();
        self.flush()?;
        let head = SnapshotHead {
            about,
            bytes: self.at,
            table_at,
            sections: entries.len() as u32,
            table_crc: self.crc.clone().finalize(),
            nodes: version.node_count() as u64,
            relationships: version.relationship_count() as u64,
        };
        self.file.write_all_at(0, &head.bytes())?;
        Ok(self.at)
    }
}
