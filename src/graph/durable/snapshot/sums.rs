//! Is a snapshot the one that was written? In: a file. Out: the state that it holds, or what is wrong and where. Reads all
//! of it in small pieces and makes no graph. Knows nothing of what the sections mean.

use crc32fast::Hasher;

use super::read::read_table;
use super::{About, SnapshotHead};
use crate::diagnostic::Result;
use crate::graph::durable::backend::Blob;
use crate::graph::durable::problem::{damaged, unreadable};

/// Bytes read at a time.
const WINDOW: usize = 1 << 20;

/// Holds every section of the snapshot named `name` against its checksum. O(bytes) time, O(1) memory.
pub(in crate::graph::durable) fn check_sums(file: &dyn Blob, name: &str) -> Result<About> {
    let head = SnapshotHead::read(file, name)?;
    let mut window = vec![0; WINDOW];
    for entry in read_table(file, name, &head)? {
        let mut crc = Hasher::new();
        let (mut at, end) = (entry.at, entry.at + entry.length);
        while at < end {
            let size = WINDOW.min((end - at) as usize);
            file.read_exact_at(at, &mut window[..size])
                .map_err(|error| unreadable(name, &error))?;
            crc.update(&window[..size]);
            at += size as u64;
        }
        if crc.finalize() != entry.crc {
            let what = format!("in section {:?}, the checksum is wrong", entry.kind);
            return Err(damaged(name, entry.at, &what));
        }
    }
    Ok(head.about)
}
