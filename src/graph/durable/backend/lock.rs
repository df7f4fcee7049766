//! One writer at a time, also across processes: a lock file that says who holds it.
//!
//! In: the path of the lock file. Out: the lock, or a sentence that names the holder. The operating system gives the
//! lock up when its process ends, however it ends; the text in the file is only for the message. Knows nothing of
//! what is locked.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Result};

/// A lock that is held. Dropping it gives it up and removes the file.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock at once or fails; `database` is named in the message.
    pub(super) fn take(path: PathBuf, database: &str) -> Result<Self> {
        let refused = |why: String| Diagnostic::new(Code::CannotOpen, format!("{database}: {why}"));
        if path.symlink_metadata().is_ok_and(|found| !found.is_file()) {
            let lock = path.display();
            return Err(refused(format!("{lock} is in the way and is not a file")));
        }
        loop {
            let opened = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path);
            let mut file = opened.map_err(|error| {
                refused(format!("it cannot be locked for writing ({error})"))
                    .hint("open it for reading only")
            })?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    let known = file.read_to_string(&mut holder).is_ok() && !holder.is_empty();
                    let who = if known {
                        holder.trim()
                    } else {
                        "another process"
                    };
                    return Err(refused(format!("it is in use by {who}"))
                        .hint("open it for reading only, or end that process first"));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(refused(format!("it cannot be locked ({error})")));
                }
            }
            // A holder that gave up in between has removed the file; what was locked then is nobody's lock.
            if !is_same(&file, &path) {
                continue;
            }
            let who = format!("process {} on {}\n", std::process::id(), host());
            // Only the message would suffer.
            let _ = file
                .set_len(0)
                .and_then(|()| file.write_all(who.as_bytes()));
            return Ok(Self { path, _file: file });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is held nobody else can hold it, so the name is still that of this file.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Is the open file still the one of this name?
#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), path.symlink_metadata()) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

/// Is the open file still the one of this name? A file that is open cannot be removed here.
#[cfg(not(unix))]
fn is_same(_file: &File, path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The name of this machine, as far as it can be told.
fn host() -> String {
    let read = |path: &str| std::fs::read_to_string(path);
    read("/proc/sys/kernel/hostname")
        .or_else(|_| read("/etc/hostname"))
        .ok()
        .or_else(|| std::env::var("HOSTNAME").ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "this machine".into())
}
