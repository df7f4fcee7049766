//! Files that are read and written only as long as that is wanted.
//!
//! In: files, and what stops the work. Out: the same files, of which no more than some bytes are read or written between two
//! looks; an error once nobody wants the work any more. Names come, change and go all the same, so that who is stopped can clean
//! up. Knows nothing of what the files hold.

use std::io::{Error, Result};
use std::sync::Arc;

use super::{Access, Blob, Part, Storage};
use crate::diagnostic::Interrupt;

/// Bytes that are read or written between two looks.
const WINDOW: usize = 1 << 20;

/// A place whose files are read and written as long as that is wanted.
pub(in crate::graph::durable) struct Stoppable<'a> {
    pub(in crate::graph::durable) storage: &'a dyn Storage,
    pub(in crate::graph::durable) interrupt: &'a Interrupt,
}

impl Storage for Stoppable<'_> {
    fn open(&self, part: Part, access: Access) -> Result<Arc<dyn Blob>> {
        let file = self.storage.open(part, access)?;
        Ok(stoppable(file, self.interrupt))
    }
    fn rename(&self, from: Part, to: Part) -> Result<()> {
        self.storage.rename(from, to)
    }
    fn link(&self, from: Part, to: Part) -> Result<()> {
        self.storage.link(from, to)
    }
    fn remove(&self, part: Part) -> Result<()> {
        self.storage.remove(part)
    }
    fn sync_names(&self) -> Result<()> {
        self.storage.sync_names()
    }
    fn lock(&self) -> crate::diagnostic::Result<Box<dyn Send + Sync>> {
        self.storage.lock()
    }
    fn name(&self, part: Part) -> String {
        self.storage.name(part)
    }
}

/// A file that is read and written as long as that is wanted.
pub(in crate::graph::durable) fn stoppable(
    file: Arc<dyn Blob>,
    interrupt: &Interrupt,
) -> Arc<dyn Blob> {
    Arc::new(File {
        file,
        interrupt: interrupt.clone(),
    })
}

struct File {
    file: Arc<dyn Blob>,
    interrupt: Interrupt,
}

impl File {
    fn look(&self) -> Result<()> {
        // Who asked for the work learns the reason from the interrupt itself.
        let stopped = |_| Error::other("nobody wants it any more");
        self.interrupt.check().map_err(stopped)
    }
}

impl Blob for File {
    fn len(&self) -> Result<u64> {
        self.file.len()
    }
    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize> {
        self.look()?;
        let most = into.len().min(WINDOW);
        self.file.read_at(at, &mut into[..most])
    }
    fn write_at(&self, at: u64, bytes: &[u8]) -> Result<usize> {
        self.look()?;
        self.file.write_at(at, &bytes[..bytes.len().min(WINDOW)])
    }
    fn set_len(&self, len: u64) -> Result<()> {
        self.file.set_len(len)
    }
    fn sync(&self) -> Result<()> {
        self.look()?;
        self.file.sync()
    }
}
