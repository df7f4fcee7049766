//! A file as a stream that can be left. In: a path. Out: its bytes; an error once nobody wants them any more, also while a pipe
//! gives none. Knows nothing of what they say.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::file::open_file;
use crate::diagnostic::{Interrupt, Result};

/// Bytes read at a time.
const BLOCK: usize = 1 << 16;
/// Blocks that are read ahead.
const AHEAD: usize = 4;
/// How long nobody looks whether to go on.
const PAUSE: Duration = Duration::from_millis(10);

/// Opens a file to read it as long as `interrupt` lets. Who makes an error of reading asks the interrupt for the reason first.
///
/// # Errors
/// As [`open_file`]; what cannot be opened at once, as a pipe, is opened when it is read.
pub fn open_stream(path: &Path, interrupt: &Interrupt) -> Result<Box<dyn Read>> {
    let waits = |about: Metadata| !about.is_file() && !about.is_dir();
    if !path.metadata().is_ok_and(waits) {
        return Ok(Box::new(open_file(path)?));
    }
    let (sender, blocks) = sync_channel(AHEAD);
    let owned = path.to_owned();
    // It may wait for ever, and then ends with the process.
    let started = thread::Builder::new().spawn(move || pass_on(&owned, &sender));
    if started.is_err() {
        return Ok(Box::new(open_file(path)?));
    }
    Ok(Box::new(Awaited {
        blocks,
        block: Vec::new(),
        at: 0,
        interrupt: interrupt.clone(),
    }))
}

/// Reads until the end, an error, or nobody listens.
fn pass_on(path: &Path, to: &SyncSender<io::Result<Vec<u8>>>) {
    let read = || -> io::Result<()> {
        let mut file = File::open(path)?;
        loop {
            let mut block = vec![0; BLOCK];
            let count = match file.read(&mut block) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            block.truncate(count);
            if count == 0 || to.send(Ok(block)).is_err() {
                return Ok(());
            }
        }
    };
    if let Err(error) = read() {
        let _ = to.send(Err(error));
    }
}

/// What another thread reads.
struct Awaited {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    at: usize,
    interrupt: Interrupt,
}

impl Read for Awaited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.block.len() {
            let stopped = |_| io::Error::other("nobody wants it any more");
            self.interrupt.check().map_err(stopped)?;
            match self.blocks.recv_timeout(PAUSE) {
                Ok(block) => {
                    self.block = block?;
                    self.at = 0;
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
        let count = (&self.block[self.at..]).read(into)?;
        self.at += count;
        Ok(count)
    }
}
