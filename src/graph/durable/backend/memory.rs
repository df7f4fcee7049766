//! The files of a database as buffers: the same life without a disk.
//!
//! In and out: as for a disk. Nothing outlives the place itself, and everything written is as safe as it will ever be.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Access, Blob, Part, Storage};
use crate::diagnostic::{Code, Diagnostic};

/// A place in memory. Clones are the same place.
#[derive(Debug, Clone, Default)]
pub(in crate::graph) struct Memory {
    files: Arc<Mutex<BTreeMap<Part, Arc<Buffer>>>>,
    locked: Arc<AtomicBool>,
}

#[derive(Debug, Default)]
struct Buffer(Mutex<Vec<u8>>);

impl Memory {
    fn files(&self) -> MutexGuard<'_, BTreeMap<Part, Arc<Buffer>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bytes of all files, for tests.
#[cfg(test)]
impl Memory {
    pub(in crate::graph) fn bytes(&self, part: Part) -> Option<Vec<u8>> {
        self.files().get(&part).map(|file| file.bytes().clone())
    }

    pub(in crate::graph) fn put(&self, part: Part, bytes: Vec<u8>) {
        let file = Arc::new(Buffer(Mutex::new(bytes)));
        self.files().insert(part, file);
    }

    /// Another place with the same files.
    pub(in crate::graph) fn copy(&self) -> Self {
        let copy = Self::default();
        for (part, file) in self.files().iter() {
            copy.put(*part, file.bytes().clone());
        }
        copy
    }
}

impl Storage for Memory {
    fn open(&self, part: Part, access: Access) -> Result<Arc<dyn Blob>> {
        let mut files = self.files();
        if access == Access::Create {
            files.insert(part, Arc::default());
        }
        let file = files.get(&part).ok_or(ErrorKind::NotFound)?;
        Ok(Arc::clone(file) as Arc<dyn Blob>)
    }

    fn rename(&self, from: Part, to: Part) -> Result<()> {
        let mut files = self.files();
        let file = files.remove(&from).ok_or(ErrorKind::NotFound)?;
        files.insert(to, file);
        Ok(())
    }

    fn link(&self, from: Part, to: Part) -> Result<()> {
        let mut files = self.files();
        let file = Arc::clone(files.get(&from).ok_or(ErrorKind::NotFound)?);
        if files.contains_key(&to) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        files.insert(to, file);
        Ok(())
    }

    fn remove(&self, part: Part) -> Result<()> {
        self.files().remove(&part);
        Ok(())
    }

    fn sync_names(&self) -> Result<()> {
        Ok(())
    }

    fn lock(&self) -> crate::diagnostic::Result<Box<dyn Send + Sync>> {
        if self.locked.swap(true, Ordering::AcqRel) {
            let message = "the database in memory is in use already";
            return Err(Diagnostic::new(Code::CannotOpen, message));
        }
        Ok(Box::new(Held(Arc::clone(&self.locked))))
    }

    fn name(&self, part: Part) -> String {
        format!("memory{}", part.suffix())
    }
}

/// The lock, held until dropped.
struct Held(Arc<AtomicBool>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

impl Buffer {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Blob for Buffer {
    fn len(&self) -> Result<u64> {
        Ok(self.bytes().len() as u64)
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize> {
        let bytes = self.bytes();
        let start = usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
        let count = into.len().min(bytes.len() - start);
        into[..count].copy_from_slice(&bytes[start..start + count]);
        Ok(count)
    }

    fn write_at(&self, at: u64, from: &[u8]) -> Result<usize> {
        let mut bytes = self.bytes();
        let start = usize::try_from(at).map_err(Error::other)?;
        let end = start + from.len();
        if bytes.len() < end {
            bytes.resize(end, 0);
        }
        bytes[start..end].copy_from_slice(from);
        Ok(from.len())
    }

    fn set_len(&self, len: u64) -> Result<()> {
        let len = usize::try_from(len).map_err(Error::other)?;
        self.bytes().resize(len, 0);
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        Ok(())
    }
}
