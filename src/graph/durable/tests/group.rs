//! Commits at the same time share the wait for the disk.
//!
//! The disk is one in memory on which making a file safe takes a while; what is counted is how often it is asked to.

use std::io::Result;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::graph::Graph;
use crate::graph::durable::OpenOptions;
use crate::graph::durable::backend::memory::Memory;
use crate::graph::durable::backend::{Access, Blob, Part, Storage};
use crate::value::Value;

#[derive(Clone, Default)]
struct Slow {
    memory: Memory,
    syncs: Arc<AtomicUsize>,
}

struct SlowFile {
    file: Arc<dyn Blob>,
    syncs: Arc<AtomicUsize>,
}

impl Storage for Slow {
    fn open(&self, part: Part, access: Access) -> Result<Arc<dyn Blob>> {
        let file = self.memory.open(part, access)?;
        let syncs = Arc::clone(&self.syncs);
        Ok(Arc::new(SlowFile { file, syncs }))
    }
    fn rename(&self, from: Part, to: Part) -> Result<()> {
        self.memory.rename(from, to)
    }
    fn link(&self, from: Part, to: Part) -> Result<()> {
        self.memory.link(from, to)
    }
    fn remove(&self, part: Part) -> Result<()> {
        self.memory.remove(part)
    }
    fn sync_names(&self) -> Result<()> {
        self.memory.sync_names()
    }
    fn lock(&self) -> crate::diagnostic::Result<Box<dyn Send + Sync>> {
        self.memory.lock()
    }
    fn name(&self, part: Part) -> String {
        self.memory.name(part)
    }
}

impl Blob for SlowFile {
    fn len(&self) -> Result<u64> {
        self.file.len()
    }
    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize> {
        self.file.read_at(at, into)
    }
    fn write_at(&self, at: u64, bytes: &[u8]) -> Result<usize> {
        self.file.write_at(at, bytes)
    }
    fn set_len(&self, len: u64) -> Result<()> {
        self.file.set_len(len)
    }
    fn sync(&self) -> Result<()> {
        self.syncs.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(4));
        self.file.sync()
    }
}

/// So many threads make so many commits each; how often was the disk asked?
fn syncs_of(writers: usize, each: usize) -> usize {
    let place = Slow::default();
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    let mut tx = graph.begin();
    tx.key("x").unwrap();
    tx.commit().unwrap();
    let before = place.syncs.load(Ordering::Relaxed);
    std::thread::scope(|scope| {
        for _ in 0..writers {
            scope.spawn(|| {
                for step in 0..each {
                    let mut tx = graph.begin();
                    let key = tx.key("x").unwrap();
                    let value = Value::Integer(step as i64);
                    tx.create_node(&[], &[(key, value)]).unwrap();
                    let version = tx.commit().unwrap();
                    // Safe and to be seen, when the commit returns.
                    assert!(graph.version().commit_number() >= version.commit_number());
                }
            });
        }
    });
    assert_eq!(graph.version().node_count(), writers * each);
    place.syncs.load(Ordering::Relaxed) - before
}

#[test]
fn commits_share_the_wait() {
    // Alone, each commit waits once, and for nothing else.
    assert_eq!(syncs_of(1, 20), 20);
    // Sixteen at a time need at most a fifth of the waits.
    let together = syncs_of(16, 20);
    assert!(together * 5 <= 16 * 20, "{together} waits for 320 commits");
}
