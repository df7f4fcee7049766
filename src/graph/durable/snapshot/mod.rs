//! The snapshot: one version of the graph, flat, as it lies in memory.
//!
//! In: a version ([`write`]) or a file ([`read`]). Out: the other. A head says what state it is and where the log goes
//! on; a table at the end lists sections with a checksum each; sections of neighbour lists are plain arrays. Knows
//! nothing of the records of the log.
//!
//! ```text
//! 0   8 bytes  89 'Q' 'U' 'I' 'P' 'U' 0D 0A
//! 8   u32      version of the format, 1
//! 12  u32      bytes of this head, 128
//! 16  16 bytes the database this belongs to
//! 32  u64      number of the last commit in here
//! 40  i64      its instant, nanoseconds since 1970-01-01T00:00Z
//! 48  u64      generation of the log
//! 56  u64      place in the log of that generation after this commit
//! 64  u64      bytes of the whole file
//! 72  u64      place of the table
//! 80  u32      number of sections
//! 84  u32      CRC-32 of the table
//! 88  u64      number of nodes
//! 96  u64      number of relationships
//! 104 20 bytes 0
//! 124 u32      CRC-32 of the bytes before
//! ```

mod column;
mod parallel;
mod read;
mod sums;
mod write;

pub(super) use read::{read, read_about};
pub(super) use sums::check_sums;
pub(super) use write::write;

use super::backend::Blob;
use super::bytes::{Broken, Decoded, Decoder, Put, broken};
use super::log::{FORMAT, check_format};
use super::problem::{damaged, unreadable};
use crate::diagnostic::Result;

pub(super) const MAGIC: [u8; 8] = *b"\x89QUIPU\r\n";
/// Bytes of the head.
const HEAD: usize = 128;
/// Bytes of one entry of the table.
const ENTRY: usize = 32;

/// Which state a snapshot holds, and where the log goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct About {
    pub(super) database: [u8; 16],
    pub(super) commit: u64,
    pub(super) instant: i64,
    pub(super) generation: u64,
    pub(super) log_at: u64,
}

/// The head of a snapshot.
#[derive(Debug, Clone, Copy)]
pub(super) struct SnapshotHead {
    pub(super) about: About,
    pub(super) bytes: u64,
    table_at: u64,
    sections: u32,
    table_crc: u32,
    nodes: u64,
    relationships: u64,
}

impl SnapshotHead {
    /// The same head in the snapshot of another database.
    pub(super) fn of(mut self, database: [u8; 16]) -> Self {
        self.about.database = database;
        self
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD);
        bytes.put(&MAGIC);
        bytes.put_u32(FORMAT);
        bytes.put_u32(HEAD as u32);
        bytes.put(&self.about.database);
        bytes.put_u64(self.about.commit);
        bytes.put_i64(self.about.instant);
        bytes.put_u64(self.about.generation);
        bytes.put_u64(self.about.log_at);
        bytes.put_u64(self.bytes);
        bytes.put_u64(self.table_at);
        bytes.put_u32(self.sections);
        bytes.put_u32(self.table_crc);
        bytes.put_u64(self.nodes);
        bytes.put_u64(self.relationships);
        bytes.resize(HEAD - 4, 0);
        let crc = crc32fast::hash(&bytes);
        bytes.put_u32(crc);
        bytes
    }

    /// Reads the head of the snapshot named `name`.
    pub(super) fn read(file: &dyn Blob, name: &str) -> Result<Self> {
        let mut bytes = [0; HEAD];
        let found = file
            .read_full_at(0, &mut bytes)
            .map_err(|error| unreadable(name, &error))?;
        check_format(name, MAGIC, "database", &bytes[..found])?;
        let head = Self::decode(&bytes).map_err(|Broken(what)| damaged(name, 0, &what))?;
        let length = file.len().map_err(|error| unreadable(name, &error))?;
        if length != head.bytes {
            let what = format!("the file should have {} bytes and has {length}", head.bytes);
            return Err(damaged(name, length.min(head.bytes), &what));
        }
        Ok(head)
    }

    fn decode(bytes: &[u8; HEAD]) -> Decoded<Self> {
        let (start, crc) = bytes.split_at(HEAD - 4);
        if Decoder::new(crc).u32()? != crc32fast::hash(start) {
            return broken("the checksum of the head is wrong");
        }
        let mut decoder = Decoder::new(start);
        decoder.take(12)?;
        if decoder.u32()? != HEAD as u32 {
            return broken("the head has another length");
        }
        let about = About {
            database: decoder.bytes16()?,
            commit: decoder.u64()?,
            instant: decoder.i64()?,
            generation: decoder.u64()?,
            log_at: decoder.u64()?,
        };
        let head = Self {
            about,
            bytes: decoder.u64()?,
            table_at: decoder.u64()?,
            sections: decoder.u32()?,
            table_crc: decoder.u32()?,
            nodes: decoder.u64()?,
            relationships: decoder.u64()?,
        };
        if decoder.take(decoder.left())?.iter().any(|&byte| byte != 0) {
            return broken("the head has a field that is not known");
        }
        Ok(head)
    }
}

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Names of labels, types and keys.
    Names,
    /// Live nodes.
    Nodes,
    /// The nodes of one label.
    Label,
    /// Some chunks of one property of nodes.
    NodeColumn,
    /// The relationships of one type, but for their lists.
    Table,
    /// Where the outgoing list of each node starts.
    OutgoingOffsets,
    /// The ends.
    OutgoingNodes,
    /// The slots, left out where they count up from 0.
    OutgoingSlots,
    /// Where the incoming list of each node starts.
    IncomingOffsets,
    /// The starts.
    IncomingNodes,
    /// The slots.
    IncomingSlots,
    /// Some chunks of one property of the relationships of one type.
    TableColumn,
    /// All indexes and constraints.
    Catalog,
    /// The entries of an index.
    Index,
}

impl Kind {
    /// Does a section of this kind follow the one of its relationship type?
    fn is_of_table(self) -> bool {
        matches!(
            self,
            Self::OutgoingOffsets
                | Self::OutgoingNodes
                | Self::OutgoingSlots
                | Self::IncomingOffsets
                | Self::IncomingNodes
                | Self::IncomingSlots
                | Self::TableColumn
        )
    }

    const ALL: [Self; 14] = [
        Self::Names,
        Self::Nodes,
        Self::Label,
        Self::NodeColumn,
        Self::Table,
        Self::OutgoingOffsets,
        Self::OutgoingNodes,
        Self::OutgoingSlots,
        Self::IncomingOffsets,
        Self::IncomingNodes,
        Self::IncomingSlots,
        Self::TableColumn,
        Self::Catalog,
        Self::Index,
    ];

    /// The number in the table: from 1 on, in the order above.
    fn number(self) -> u16 {
        Self::ALL
            .iter()
            .position(|kind| *kind == self)
            .map_or(0, |at| at as u16 + 1)
    }

    fn from_number(number: u16) -> Decoded<Self> {
        let at = usize::from(number).wrapping_sub(1);
        match Self::ALL.get(at) {
            Some(kind) => Ok(*kind),
            None => broken(format!("there is no kind of section {number}")),
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
struct Entry {
    kind: Kind,
    /// Number of the label, relationship type or definition, else 0.
    of: u16,
    /// Number of the property key, else 0.
    key: u32,
    at: u64,
    length: u64,
    crc: u32,
}

impl Entry {
    fn put(&self, out: &mut Vec<u8>) {
        out.put_u16(self.kind.number());
        out.put_u16(self.of);
        out.put_u32(self.key);
        out.put_u64(self.at);
        out.put_u64(self.length);
        out.put_u32(self.crc);
        out.put_u32(0);
    }

    fn read(from: &mut Decoder<'_>) -> Decoded<Self> {
        let entry = Self {
            kind: Kind::from_number(from.u16()?)?,
            of: from.u16()?,
            key: from.u32()?,
            at: from.u64()?,
            length: from.u64()?,
            crc: from.u32()?,
        };
        if from.u32()? != 0 {
            return broken("the table has a field that is not known");
        }
        Ok(entry)
    }
}
