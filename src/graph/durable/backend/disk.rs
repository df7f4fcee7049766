//! The files of a database in a directory of the file system.
//!
//! In: the path of the database. Out: its files, beside each other: `NAME`, `NAME-log` and so on. A path that is a
//! symbolic link is followed once, so that one database has one place; the other files must be plain files.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lock::Lock;
use super::{Access, Blob, Part, Storage};
use crate::diagnostic::{Code, Diagnostic};

/// A directory and the name of a database in it.
#[derive(Debug, Clone)]
pub(in crate::graph) struct Directory {
    folder: PathBuf,
    name: OsString,
}

impl Directory {
    /// The place that a path names. Refused when the path is a directory, leads nowhere, or has no name.
    pub(in crate::graph) fn at(path: &Path) -> crate::diagnostic::Result<Self> {
        let refused =
            |why: String| Diagnostic::new(Code::CannotOpen, format!("{}: {why}", path.display()));
        let is_link = path.is_symlink();
        let whole = match path.canonicalize() {
            Ok(whole) => whole,
            Err(error) if is_link => {
                return Err(refused(format!(
                    "this symbolic link leads to nothing ({error})"
                )));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let name = path
                    .file_name()
                    .ok_or_else(|| refused("this path has no file name".into()))?;
                let folder = match path.parent() {
                    Some(folder) if !folder.as_os_str().is_empty() => folder,
                    _ => Path::new("."),
                };
                folder
                    .canonicalize()
                    .map_err(|error| refused(format!("its folder cannot be used ({error})")))?
                    .join(name)
            }
            Err(error) => return Err(refused(error.to_string())),
        };
        if whole.is_dir() {
            return Err(refused("this is a directory, not a database file".into()));
        }
        match (whole.parent(), whole.file_name()) {
            (Some(folder), Some(name)) => Ok(Self {
                folder: folder.into(),
                name: name.into(),
            }),
            _ => Err(refused("this path has no file name".into())),
        }
    }

    fn path(&self, suffix: &str) -> PathBuf {
        let mut name = self.name.clone();
        name.push(suffix);
        self.folder.join(name)
    }

    fn part(&self, part: Part) -> PathBuf {
        self.path(part.suffix())
    }
}

impl Storage for Directory {
    fn open(&self, part: Part, access: Access) -> Result<Arc<dyn Blob>> {
        let path = self.part(part);
        match path.symlink_metadata() {
            Ok(found) if !found.is_file() => {
                let what = if found.is_dir() {
                    "a directory"
                } else if found.is_symlink() {
                    "a symbolic link"
                } else {
                    "a device or pipe"
                };
                let message = format!("this is {what}, not a file");
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound && access == Access::Create => {}
            Err(error) => return Err(error),
        }
        let mut options = OpenOptions::new();
        options.read(true);
        match access {
            Access::Read => {}
            Access::Write => {
                options.write(true);
            }
            Access::Create => {
                // A new file in any case: the old one may have a second name.
                self.remove(part)?;
                options.write(true).create_new(true);
            }
        }
        Ok(Arc::new(OnDisk(options.open(path)?)))
    }

    fn rename(&self, from: Part, to: Part) -> Result<()> {
        std::fs::rename(self.part(from), self.part(to))
    }

    fn link(&self, from: Part, to: Part) -> Result<()> {
        let (from, to) = (self.part(from), self.part(to));
        match std::fs::hard_link(&from, &to) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                // Some file systems know no second names; a copy serves as well.
                std::fs::copy(&from, &to)?;
                File::open(&to)?.sync_all()
            }
            other => other,
        }
    }

    fn remove(&self, part: Part) -> Result<()> {
        match std::fs::remove_file(self.part(part)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn sync_names(&self) -> Result<()> {
        if cfg!(not(unix)) {
            return Ok(());
        }
        match File::open(&self.folder)?.sync_all() {
            // Some network file systems cannot; names are then safe when they say so.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::InvalidInput | ErrorKind::Unsupported
                ) =>
            {
                Ok(())
            }
            other => other,
        }
    }

    fn lock(&self) -> crate::diagnostic::Result<Box<dyn Send + Sync>> {
        let shown = self.part(Part::Snapshot).display().to_string();
        Ok(Box::new(Lock::take(self.path("-lock"), &shown)?))
    }

    fn name(&self, part: Part) -> String {
        self.part(part).display().to_string()
    }
}

/// An open file.
struct OnDisk(File);

impl Blob for OnDisk {
    fn len(&self) -> Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    #[cfg(unix)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.0, into, at)
    }

    #[cfg(unix)]
    fn write_at(&self, at: u64, bytes: &[u8]) -> Result<usize> {
        std::os::unix::fs::FileExt::write_at(&self.0, bytes, at)
    }

    #[cfg(windows)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize> {
        match std::os::windows::fs::FileExt::seek_read(&self.0, into, at) {
            // Reading past the end is an error there, not an empty read.
            Err(error) if error.raw_os_error() == Some(38) => Ok(0),
            other => other,
        }
    }

    #[cfg(windows)]
    fn write_at(&self, at: u64, bytes: &[u8]) -> Result<usize> {
        std::os::windows::fs::FileExt::seek_write(&self.0, bytes, at)
    }

    fn set_len(&self, len: u64) -> Result<()> {
        self.0.set_len(len)
    }

    fn sync(&self) -> Result<()> {
        // Also makes the new length safe, but not the times, which nobody needs.
        self.0.sync_data()
    }
}
