//! The log: a head, then records end to end.
//!
//! In: a file. Out: its head, and the records in order, each checked; or the place where reading cannot go on, with
//! the verdict whether a write was cut short there (which a crash does) or something safe was damaged. Knows nothing of
//! graphs.
//!
//! ```text
//! 0   8 bytes  89 'Q' 'L' 'O' 'G' 0D 0A 1A
//! 8   u32      version of the format, 1
//! 12  u32      bytes of this head, 64
//! 16  16 bytes the database this belongs to
//! 32  u64      generation: how often the log was written anew
//! 40  u64      number of the commit before the first one in here
//! 48  i64      its instant
//! 56  u32      0
//! 60  u32      CRC-32 of the bytes before
//! ```

use std::io::Result as IoResult;
use std::sync::Arc;

use super::backend::Blob;
use super::bytes::{Broken, Decoded, Decoder, Put, broken};
use super::problem::{damaged, unreadable};
use super::record::{self, FRAME, Head, Kind, SHORTEST};
use super::torn::TornTail;
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};

/// The version of the format that this program writes, and the only one it reads.
pub(super) const FORMAT: u32 = 1;
const MAGIC: [u8; 8] = *b"\x89QLOG\r\n\x1a";
/// Bytes of the head.
pub(super) const HEAD: usize = 64;
/// Bytes read at a time.
const WINDOW: usize = 1 << 20;
/// How far a record is looked for from where it was written; the farther, the more bytes look like one by chance.
const FARTHEST: u64 = 1 << 26;

/// What the head of a log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LogHead {
    pub(super) database: [u8; 16],
    pub(super) generation: u64,
    /// The commit that the history begins with; 0 is the empty graph.
    pub(super) base: u64,
    pub(super) base_instant: i64,
}

impl LogHead {
    /// The same head in the log of another database.
    pub(super) fn of(self, database: [u8; 16]) -> Self {
        Self { database, ..self }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD);
        bytes.put(&MAGIC);
        bytes.put_u32(FORMAT);
        bytes.put_u32(HEAD as u32);
        bytes.put(&self.database);
        bytes.put_u64(self.generation);
        bytes.put_u64(self.base);
        bytes.put_i64(self.base_instant);
        bytes.put_u32(0);
        let crc = crc32fast::hash(&bytes);
        bytes.put_u32(crc);
        bytes
    }

    /// Reads the head of the log named `name`.
    pub(super) fn read(file: &dyn Blob, name: &str) -> Result<Self> {
        let mut bytes = [0; HEAD];
        let found = file
            .read_full_at(0, &mut bytes)
            .map_err(|error| unreadable(name, &error))?;
        check_format(name, MAGIC, "log", &bytes[..found])?;
        Self::decode(&bytes).map_err(|Broken(what)| damaged(name, 0, &what))
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
        let head = Self {
            database: decoder.bytes16()?,
            generation: decoder.u64()?,
            base: decoder.u64()?,
            base_instant: decoder.i64()?,
        };
        if decoder.u32()? != 0 {
            return broken("the head has a field that is not known");
        }
        Ok(head)
    }
}

/// Refuses files of other programs and other versions; `start` is what there is of the first bytes.
pub(super) fn check_format(name: &str, magic: [u8; 8], what: &str, start: &[u8]) -> Result<()> {
    if !start.starts_with(&magic) {
        let message = if start.len() < 8 && magic.starts_with(start) {
            format!("{name}: the file is too short to be a Quipu {what}")
        } else {
            format!("{name}: this is not a Quipu {what}")
        };
        return Err(Diagnostic::new(Code::CannotOpen, message));
    }
    let mut decoder = Decoder::new(&start[8..]);
    match decoder.u32() {
        Ok(FORMAT) => Ok(()),
        Ok(other) => {
            let message = format!(
                "{name}: the {what} has format {other}; this program knows format {FORMAT}"
            );
            let hint = "a newer version of Quipu may have written it";
            Err(Diagnostic::new(Code::CannotOpen, message).hint(hint))
        }
        Err(Broken(what)) => Err(damaged(name, 8, &what)),
    }
}

/// A whole record where it lies.
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) head: Head,
    pub(super) bytes: &'a [u8],
}

/// What comes next in a log.
#[derive(Debug)]
pub(super) enum Next<'a> {
    /// A record.
    Record(Record<'a>),
    /// Nothing.
    End,
    /// Bytes that are no record that could stand here, and why.
    Bad(String),
}

/// Reads records in order.
pub(super) struct LogReader {
    file: Arc<dyn Blob>,
    name: String,
    /// Where the next record begins.
    at: u64,
    end: u64,
    /// The last commit read.
    last: u64,
    first: bool,
    window: Vec<u8>,
    window_at: u64,
}

impl LogReader {
    /// Reads from `at`, before which commit `last` ended, up to `end`.
    pub(super) fn new(file: Arc<dyn Blob>, name: &str, at: u64, last: u64, end: u64) -> Self {
        Self {
            file,
            name: name.to_owned(),
            at,
            end,
            last,
            first: at == HEAD as u64,
            window: Vec::new(),
            window_at: 0,
        }
    }

    /// Where the next record begins.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The last commit read.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    /// The name of the file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The next record.
    pub(super) fn next(&mut self) -> Result<Next<'_>> {
        let at = self.at;
        if at >= self.end {
            return Ok(Next::End);
        }
        let length = match self.inspect(at)? {
            Ok(length) => length,
            Err(why) => return Ok(Next::Bad(why)),
        };
        let head = match record::head(self.bytes(at, length)?) {
            Ok(head) => head,
            Err(Broken(why)) => return Ok(Next::Bad(why)),
        };
        let follows = match head.kind {
            Kind::Commit => head.commit == self.last + 1,
            Kind::Base => self.first && head.commit == self.last,
            Kind::Mark => head.commit == self.last,
        };
        if !follows {
            let (number, last) = (head.commit, self.last);
            return Ok(Next::Bad(format!("commit {number} follows commit {last}")));
        }
        self.at += length;
        self.last = head.commit;
        self.first = false;
        let bytes = self.bytes(at, length)?;
        Ok(Next::Record(Record { head, bytes }))
    }

    /// After [`Next::Bad`]: must what lies there have been safe once? True when a later record says so or follows the
    /// last one without a gap, be it where it was written or moved by bytes that came in between or went, which no
    /// crash does.
    pub(super) fn was_safe(&mut self) -> Result<bool> {
        let last = self.last;
        let room = (self.end - self.at) / SHORTEST as u64 + 1;
        for at in self.at..self.end {
            if self.end - at < SHORTEST as u64 {
                break;
            }
            let Ok(head) = record::head(self.bytes(at, SHORTEST as u64)?) else {
                continue;
            };
            // Only what could follow is worth a checksum.
            let plausible = head.commit > last && head.commit - last <= room;
            let follows = head.commit == last + 1 && at > self.at;
            if plausible && (head.synced > last || follows) && self.is_whole_anywhere(at)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Is there a whole record at `at`, written there or elsewhere in the file?
    fn is_whole_anywhere(&mut self, at: u64) -> Result<bool> {
        if self.inspect(at)?.is_ok() {
            return Ok(true);
        }
        let mut start = [0; FRAME];
        start.copy_from_slice(self.bytes(at, FRAME as u64)?);
        let (length, _) = record::frame(start);
        if length < SHORTEST as u64 || length > self.end - at {
            return Ok(false);
        }
        let bytes = self.bytes(at, length)?;
        let within = at.saturating_sub(FARTHEST)..at.saturating_add(FARTHEST);
        Ok(record::place(bytes, &within).is_some())
    }

    /// After [`Next::Bad`] at the end of what is whole: what lies there.
    pub(super) fn torn(&mut self) -> Result<TornTail> {
        let (at, bytes) = (self.at, self.end - self.at);
        let mut is_whole = false;
        if bytes >= SHORTEST as u64 {
            let mut start = [0; FRAME];
            start.copy_from_slice(self.bytes(at, FRAME as u64)?);
            let (length, _) = record::frame(start);
            is_whole = (SHORTEST as u64..=bytes).contains(&length);
        }
        Ok(TornTail {
            log: self.name.clone(),
            at,
            bytes,
            is_whole,
            kept: None,
        })
    }

    /// The length of the whole record at `at`, or why there is none.
    fn inspect(&mut self, at: u64) -> Result<Result<u64, String>> {
        if self.end - at < SHORTEST as u64 {
            return Ok(Err("a record begins and does not end".into()));
        }
        let mut start = [0; FRAME];
        start.copy_from_slice(self.bytes(at, FRAME as u64)?);
        let (length, crc) = record::frame(start);
        if length < SHORTEST as u64 {
            return Ok(Err(format!("a record says that it has {length} bytes")));
        }
        if length > self.end - at {
            return Ok(Err("a record begins and does not end".into()));
        }
        if record::checksum(self.bytes(at, length)?, at) != crc {
            return Ok(Err("the checksum of a record is wrong".into()));
        }
        Ok(Ok(length))
    }

    /// Bytes of the file, which lie before its end.
    fn bytes(&mut self, at: u64, count: u64) -> Result<&[u8]> {
        let inside =
            at >= self.window_at && at - self.window_at + count <= self.window.len() as u64;
        if !inside {
            self.fill(at, count)
                .map_err(|error| unreadable(&self.name, &error))?;
        }
        let start = (at - self.window_at) as usize;
        Ok(&self.window[start..start + count as usize])
    }

    fn fill(&mut self, at: u64, count: u64) -> IoResult<()> {
        let size = count.max(WINDOW as u64).min(self.end - at);
        self.window.clear();
        self.window_at = at;
        self.window.resize(size as usize, 0);
        let read = self.file.read_exact_at(at, &mut self.window);
        if read.is_err() {
            self.window.clear();
        }
        read
    }
}

/// Writes a record of which only the head matters, for marks and for the beginning of the history.
pub(super) fn bare(at: u64, head: &Head, label: &str) -> Vec<u8> {
    let bytes = record::body(label, [].iter(), &Interrupt::default());
    let mut bytes = bytes.ok().flatten().unwrap_or_default();
    record::seal(&mut bytes, at, head);
    bytes
}
