//! Bytes at the end of a log that are no commit.
//!
//! In: where the last whole record ends, and what stands behind it. Out: a sentence for people, and the bytes moved to a
//! file of their own. A commit whose writing was cut short leaves such bytes, and so does damage to the last commit:
//! nothing tells them apart for certain, so nothing is dropped without a word and no byte is thrown away. Knows nothing of
//! recovery.

use std::fmt;
use std::io::Result;

use super::backend::{Access, Blob, Part, Storage};

/// Bytes moved at a time.
const BLOCK: u64 = 1 << 20;

/// Bytes at the end of a log that are no commit.
///
/// ```
/// use quipu::graph::Graph;
/// use quipu::graph::durable::OpenOptions;
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("a.quipu");
/// drop(Graph::open(&path, &OpenOptions::new())?);
/// # use std::io::Write;
/// let mut log = std::fs::File::options().append(true).open(folder.path().join("a.quipu-log")).unwrap();
/// log.write_all(b"half a commit").unwrap();
/// let graph = Graph::open(&path, &OpenOptions::new())?;
/// let torn = graph.torn_tail().unwrap();
/// assert_eq!((torn.bytes, torn.is_whole), (13, false));
/// assert_eq!(std::fs::read(folder.path().join("a.quipu-torn")).unwrap(), b"half a commit");
/// # Ok::<(), quipu::diagnostic::Diagnostic>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TornTail {
    /// The name of the log.
    pub log: String,
    /// Where in it they begin.
    pub at: u64,
    /// How many they are.
    pub bytes: u64,
    /// Are they at least as long as the commit that they say they are? Then they may be a commit that was kept and was damaged
    /// since; otherwise it was never whole, or the file was cut off.
    pub is_whole: bool,
    /// The name of the file they were moved to; `None` as long as they are where they were, and when all of them are 0.
    pub kept: Option<String>,
}

impl TornTail {
    /// Copies the bytes behind those that were kept before, and waits until they are safe.
    pub(super) fn keep(&mut self, storage: &dyn Storage, log: &dyn Blob) -> Result<()> {
        let mut block = vec![0; self.bytes.min(BLOCK) as usize];
        let mut kept = None;
        let mut done = 0;
        while done < self.bytes {
            let size = (self.bytes - done).min(BLOCK) as usize;
            log.read_exact_at(self.at + done, &mut block[..size])?;
            // A file that became longer, and of which nothing was written yet.
            if kept.is_none() && block[..size].iter().any(|byte| *byte != 0) {
                let access = match storage.find(Part::Torn)? {
                    Some(_) => Access::Write,
                    None => Access::Create,
                };
                let file = storage.open(Part::Torn, access)?;
                let end = file.len()?;
                // Zeros before belong to them.
                let zeros = vec![0; BLOCK as usize];
                for at in (0..done).step_by(zeros.len()) {
                    file.write_all_at(end + at, &zeros)?;
                }
                kept = Some((file, end));
            }
            if let Some((file, end)) = &kept {
                file.write_all_at(end + done, &block[..size])?;
            }
            done += size as u64;
        }
        if let Some((file, _)) = kept {
            file.sync()?;
            self.kept = Some(storage.name(Part::Torn));
        }
        Ok(())
    }
}

impl fmt::Display for TornTail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { log, at, bytes, .. } = self;
        let (noun, verb) = match bytes {
            1 => ("1 byte".to_owned(), "is"),
            bytes => (format!("{bytes} bytes"), "are"),
        };
        write!(f, "{log}: {noun} from byte {at} on {verb} no commit: ")?;
        f.write_str(if self.is_whole {
            "the writing of one was cut short by a loss of power, or the last one was damaged"
        } else {
            "the writing of one was cut short, or the file was"
        })?;
        match &self.kept {
            Some(name) => write!(f, "; moved to {name}"),
            None => Ok(()),
        }
    }
}
