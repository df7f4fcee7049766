//! Where the files of a database lie.
//!
//! In: reads, writes, renames, demands that they be safe. Out: bytes, or an I/O error. Two kinds: files beside each
//! other in a directory ([`disk`]) and buffers in memory ([`memory`]); tests add one that fails on purpose. Knows
//! nothing of what the files hold.

pub(super) mod disk;
mod lock;
pub(super) mod memory;
mod stoppable;

use std::io::{Error, ErrorKind, Result};
use std::sync::Arc;

pub(super) use stoppable::{Stoppable, stoppable};

/// The files of one database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::graph) enum Part {
    /// The newest whole state.
    Snapshot,
    /// All commits since the state the history begins with.
    Log,
    /// The state the history begins with, where that is neither empty nor the newest.
    Past,
    /// What stood at the end of a log and was no commit.
    Torn,
    /// A snapshot being written.
    NewSnapshot,
    /// A log being written.
    NewLog,
    /// A past being written.
    NewPast,
}

impl Part {
    /// Those that exist only while they are written.
    pub(super) const UNFINISHED: [Self; 3] = [Self::NewSnapshot, Self::NewLog, Self::NewPast];

    /// What stands behind the name of the database.
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::Snapshot => "",
            Self::Log => "-log",
            Self::Past => "-past",
            Self::Torn => "-torn",
            Self::NewSnapshot => "-new",
            Self::NewLog => "-log-new",
            Self::NewPast => "-past-new",
        }
    }
}

/// One open file. It stays the same file when its name is given to another.
pub(in crate::graph) trait Blob: Send + Sync {
    /// How many bytes it has.
    fn len(&self) -> Result<u64>;
    /// Reads at most as many bytes as fit; 0 at the end.
    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize>;
    /// Writes at most all bytes and says how many.
    fn write_at(&self, at: u64, bytes: &[u8]) -> Result<usize>;
    /// Cuts it off, or lengthens it with zeros.
    fn set_len(&self, len: u64) -> Result<()>;
    /// Waits until everything written survives a loss of power.
    fn sync(&self) -> Result<()>;
}

impl dyn Blob + '_ {
    /// Writes all bytes.
    pub(super) fn write_all_at(&self, mut at: u64, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            match self.write_at(at, bytes) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => {
                    at += count as u64;
                    bytes = &bytes[count..];
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Fills the buffer as far as the file reaches; says how far.
    pub(super) fn read_full_at(&self, at: u64, into: &mut [u8]) -> Result<usize> {
        let mut filled = 0;
        while filled < into.len() {
            match self.read_at(at + filled as u64, &mut into[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Fills the buffer, or fails at the end of the file.
    pub(super) fn read_exact_at(&self, at: u64, into: &mut [u8]) -> Result<()> {
        if self.read_full_at(at, into)? == into.len() {
            Ok(())
        } else {
            Err(Error::new(
                ErrorKind::UnexpectedEof,
                "the file ends too early",
            ))
        }
    }
}

/// What a file is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::graph) enum Access {
    /// Reading only.
    Read,
    /// Reading and writing.
    Write,
    /// Writing from nothing; what was there is lost.
    Create,
}

/// The place of one database.
pub(in crate::graph) trait Storage: Send + Sync {
    /// Opens a file. `NotFound` when it does not exist and is not to be made.
    fn open(&self, part: Part, access: Access) -> Result<Arc<dyn Blob>>;
    /// Gives a file another name; a file that had the name is gone.
    fn rename(&self, from: Part, to: Part) -> Result<()>;
    /// Gives a file a second name, where none has it.
    fn link(&self, from: Part, to: Part) -> Result<()>;
    /// Removes a name; one that does not exist is fine.
    fn remove(&self, part: Part) -> Result<()>;
    /// Waits until names that came, went or changed survive a loss of power.
    fn sync_names(&self) -> Result<()>;
    /// Keeps others from writing until what it gives is dropped. Fails with a sentence that says who does.
    fn lock(&self) -> crate::diagnostic::Result<Box<dyn Send + Sync>>;
    /// The name of a file, for messages.
    fn name(&self, part: Part) -> String;
}

impl dyn Storage + '_ {
    /// Opens a file for reading, when it exists.
    pub(super) fn find(&self, part: Part) -> Result<Option<Arc<dyn Blob>>> {
        match self.open(part, Access::Read) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}
