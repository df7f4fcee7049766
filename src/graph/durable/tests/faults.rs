//! A disk that fails on purpose, and what is left after every possible failure.
//!
//! The disk counts its operations. At a chosen one it refuses, writes only half, is full from then on, or the machine
//! dies. After a loss of power, of everything not made safe any part may be there or not: single sectors of writes, the
//! length of a file, names given. Whatever happens, the database opened afterwards must be as after the last commit that
//! was acknowledged, or as after one that was in doubt when the end came.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::sync::{Arc, Mutex, MutexGuard};

use super::work::{Worker, picture};
use crate::graph::Graph;
use crate::graph::durable::backend::memory::Memory;
use crate::graph::durable::backend::{Access, Blob, Part, Storage};
use crate::graph::durable::check::check_in;
use crate::graph::durable::{Keep, OpenOptions, SyncMode};

/// Bytes that reach the disk together or not at all.
const SECTOR: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// One operation is refused.
    Refuse,
    /// A write does half; other operations are refused.
    Half,
    /// From then on nothing that needs room succeeds.
    Full,
    /// From then on nothing succeeds.
    Die,
}

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Debug, Clone)]
enum Naming {
    Give(Part, usize),
    Take(Part),
}

#[derive(Debug, Clone, Default)]
struct File {
    bytes: Vec<u8>,
    safe: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Debug, Default)]
struct State {
    files: Vec<File>,
    names: BTreeMap<Part, usize>,
    safe_names: BTreeMap<Part, usize>,
    pending_names: Vec<Naming>,
    operations: usize,
    fault: Option<(usize, Fault)>,
}

/// The disk. Clones are the same disk.
#[derive(Debug, Clone, Default)]
struct Disk(Arc<Mutex<State>>);

struct Open {
    disk: Disk,
    file: usize,
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, new) => {
            if bytes.len() < at + new.len() {
                bytes.resize(at + new.len(), 0);
            }
            bytes[*at..at + new.len()].copy_from_slice(new);
        }
        Change::Length(length) => bytes.resize(*length, 0),
    }
}

fn rename(names: &mut BTreeMap<Part, usize>, naming: &Naming) {
    match naming {
        Naming::Give(part, file) => drop(names.insert(*part, *file)),
        Naming::Take(part) => drop(names.remove(part)),
    }
}

impl State {
    /// Counts an operation; does it fail?
    fn step(&mut self, needs_room: bool) -> Result<()> {
        let now = self.operations;
        self.operations += 1;
        match self.fault {
            Some((at, Fault::Refuse | Fault::Half)) if at == now => {
                Err(Error::other("the disk refused"))
            }
            Some((at, Fault::Full)) if at <= now && needs_room => {
                Err(ErrorKind::StorageFull.into())
            }
            Some((at, Fault::Die)) if at <= now => Err(Error::other("the machine died")),
            _ => Ok(()),
        }
    }

    fn name(&mut self, naming: Naming) {
        rename(&mut self.names, &naming);
        self.pending_names.push(naming);
    }

    fn change(&mut self, file: usize, change: Change) {
        apply(&mut self.files[file].bytes, &change);
        self.files[file].pending.push(change);
    }
}

impl Disk {
    /// A disk that holds these files, all of them safe.
    fn holding(place: &Memory) -> Self {
        let disk = Self::default();
        for part in [Part::Snapshot, Part::Log, Part::Past]
            .into_iter()
            .chain(Part::UNFINISHED)
        {
            if let Some(bytes) = place.bytes(part) {
                let mut state = disk.state();
                let number = state.files.len();
                state.names.insert(part, number);
                state.safe_names.insert(part, number);
                state.files.push(File {
                    safe: bytes.clone(),
                    bytes,
                    pending: Vec::new(),
                });
            }
        }
        disk
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    fn break_at(self, operation: usize, fault: Fault) -> Self {
        self.state().fault = Some((operation, fault));
        self
    }

    /// What is there after the process was killed.
    fn after_kill(&self) -> Memory {
        let state = self.state();
        let place = Memory::default();
        for (part, file) in &state.names {
            place.put(*part, state.files[*file].bytes.clone());
        }
        place
    }

    /// What may be there after the power was lost.
    fn after_power_loss(&self, random: &mut fastrand::Rng) -> Memory {
        let state = self.state();
        let place = Memory::default();
        let mut names = state.safe_names.clone();
        let count = random.usize(..=state.pending_names.len());
        for naming in &state.pending_names[..count] {
            rename(&mut names, naming);
        }
        for (part, file) in names {
            let file = &state.files[file];
            let mut bytes = file.safe.clone();
            let odds = random.f64();
            for change in &file.pending {
                match change {
                    Change::Length(_) if random.f64() < odds => apply(&mut bytes, change),
                    Change::Length(_) => {}
                    Change::Write(at, new) => {
                        for (number, sector) in new.chunks(SECTOR).enumerate() {
                            if random.f64() < odds {
                                let at = at + number * SECTOR;
                                apply(&mut bytes, &Change::Write(at, sector.to_vec()));
                            }
                        }
                    }
                }
            }
            place.put(part, bytes);
        }
        place
    }
}

impl Storage for Disk {
    fn open(&self, part: Part, access: Access) -> Result<Arc<dyn Blob>> {
        let mut state = self.state();
        if access == Access::Create {
            state.step(true)?;
            let number = state.files.len();
            state.files.push(File::default());
            state.name(Naming::Give(part, number));
        }
        let file = *state.names.get(&part).ok_or(ErrorKind::NotFound)?;
        drop(state);
        Ok(Arc::new(Open {
            disk: self.clone(),
            file,
        }))
    }

    fn rename(&self, from: Part, to: Part) -> Result<()> {
        let mut state = self.state();
        state.step(false)?;
        let file = *state.names.get(&from).ok_or(ErrorKind::NotFound)?;
        state.name(Naming::Give(to, file));
        state.name(Naming::Take(from));
        // Both halves of a renaming reach the disk together.
        let count = state.pending_names.len();
        state.pending_names.swap(count - 1, count - 2);
        state.pending_names.truncate(count - 2);
        state.pending_names.push(Naming::Give(to, file));
        state.pending_names.push(Naming::Take(from));
        Ok(())
    }

    fn link(&self, from: Part, to: Part) -> Result<()> {
        let mut state = self.state();
        state.step(true)?;
        let file = *state.names.get(&from).ok_or(ErrorKind::NotFound)?;
        if state.names.contains_key(&to) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        state.name(Naming::Give(to, file));
        Ok(())
    }

    fn remove(&self, part: Part) -> Result<()> {
        let mut state = self.state();
        if state.names.contains_key(&part) {
            state.step(false)?;
            state.name(Naming::Take(part));
        }
        Ok(())
    }

    fn sync_names(&self) -> Result<()> {
        let mut state = self.state();
        state.step(false)?;
        state.safe_names = state.names.clone();
        state.pending_names.clear();
        Ok(())
    }

    fn lock(&self) -> crate::diagnostic::Result<Box<dyn Send + Sync>> {
        Ok(Box::new(()))
    }

    fn name(&self, part: Part) -> String {
        format!("broken{}", part.suffix())
    }
}

impl Blob for Open {
    fn len(&self) -> Result<u64> {
        Ok(self.disk.state().files[self.file].bytes.len() as u64)
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> Result<usize> {
        let state = self.disk.state();
        let bytes = &state.files[self.file].bytes;
        let start = (at as usize).min(bytes.len());
        let count = into.len().min(bytes.len() - start);
        into[..count].copy_from_slice(&bytes[start..start + count]);
        Ok(count)
    }

    fn write_at(&self, at: u64, bytes: &[u8]) -> Result<usize> {
        let mut state = self.disk.state();
        let failed = state.step(true);
        let half = matches!(
            state.fault,
            Some((_, Fault::Half | Fault::Full | Fault::Die))
        );
        if failed.is_err() && half {
            let written = bytes[..bytes.len() / 2].to_vec();
            state.change(self.file, Change::Write(at as usize, written));
        }
        failed?;
        state.change(self.file, Change::Write(at as usize, bytes.to_vec()));
        Ok(bytes.len())
    }

    fn set_len(&self, len: u64) -> Result<()> {
        let mut state = self.disk.state();
        state.step(false)?;
        state.change(self.file, Change::Length(len as usize));
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        let mut state = self.disk.state();
        let failed = state.step(false);
        let file = &mut state.files[self.file];
        if failed.is_err() {
            // What was to be made safe is lost for good, though reading still shows it.
            file.pending.clear();
            return failed;
        }
        file.safe = file.bytes.clone();
        file.pending.clear();
        Ok(())
    }
}

/// What a run of work saw.
#[derive(Debug, Default)]
struct Seen {
    /// The state after each commit that was acknowledged.
    acknowledged: Vec<String>,
    /// States that commits after those would have led to.
    in_doubt: Vec<String>,
}

impl Seen {
    fn last(&self) -> Option<&String> {
        self.acknowledged.last()
    }
}

/// Opens, works, closes; goes on after every error that leaves something to go on with.
fn work(disk: &Disk, seed: u64, options: &OpenOptions, seen: &mut Seen) {
    let Ok(graph) = Graph::open_in(Arc::new(disk.clone()), options) else {
        return;
    };
    let found = picture(&graph.version());
    let known = seen.last().is_none_or(|last| *last == found) || seen.in_doubt.contains(&found);
    assert!(known, "opened with something else");
    seen.acknowledged.push(found);
    seen.in_doubt.clear();
    let mut worker = Worker::new(seed);
    for step in 0..4 {
        let mut tx = graph.begin();
        worker.change(&mut tx).unwrap();
        let after = picture(&tx.version());
        match tx.commit() {
            Ok(_) => {
                seen.acknowledged.push(after);
                seen.in_doubt.clear();
            }
            Err(_) => seen.in_doubt.push(after),
        }
        assert_eq!(
            Some(&picture(&graph.version())),
            seen.last(),
            "what readers see"
        );
        match step {
            1 => drop(graph.checkpoint()),
            2 => drop(graph.compact(&Keep::Commits(1))),
            _ => {}
        }
    }
}

/// Opened again, on a disk that works now: is it what it should be?
fn check(place: &Memory, seen: &Seen, what: &str) {
    let opened = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new());
    let graph = match opened {
        Ok(graph) => graph,
        Err(problem) => panic!("{what}: {problem}"),
    };
    let found = picture(&graph.version());
    match seen.last() {
        Some(last) => assert!(
            found == *last || seen.in_doubt.contains(&found),
            "{what}: neither the last acknowledged state nor one in doubt"
        ),
        // Nothing was ever opened; there is nothing in it.
        None => assert_eq!(graph.version().node_count(), 0, "{what}"),
    }
    Worker::new(77).commit(&graph).unwrap();
    let after = picture(&graph.version());
    drop(graph);
    let report = check_in(place).unwrap();
    assert!(report.is_sound(), "{what}: {:#?}", report.problems);
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    assert_eq!(picture(&graph.version()), after, "{what}");
}

/// Breaks at every operation in every way, then dies; with `twice`, breaks again at a random operation of what follows.
fn break_everywhere(seed: u64, twice: bool) {
    let options = OpenOptions::new();
    let whole = Disk::default();
    work(&whole, seed, &options, &mut Seen::default());
    work(&whole, seed + 1, &options, &mut Seen::default());
    let operations = whole.state().operations;
    assert!(operations > 60, "{operations}");
    let mut random = fastrand::Rng::with_seed(seed);
    // Two failures have too many combinations to go through all of them each time.
    let step = if twice { 4 } else { 1 };
    for at in (0..operations).step_by(step) {
        for fault in [Fault::Refuse, Fault::Half, Fault::Full, Fault::Die] {
            let mut what = format!("seed {seed}, operation {at}, {fault:?}");
            let mut seen = Seen::default();
            let mut disk = Disk::default().break_at(at, fault);
            work(&disk, seed, &options, &mut seen);
            work(&disk, seed + 1, &options, &mut seen);
            if twice {
                let place = disk.after_power_loss(&mut random);
                let again = random.usize(..30);
                let fault = *random
                    .choice(&[Fault::Refuse, Fault::Half, Fault::Die])
                    .unwrap();
                what = format!("{what}, then operation {again}, {fault:?}");
                disk = Disk::holding(&place).break_at(again, fault);
                work(&disk, seed + 2, &options, &mut seen);
            }
            check(&disk.after_kill(), &seen, &format!("{what}, killed"));
            for _ in 0..longer().min(4) {
                let place = disk.after_power_loss(&mut random);
                check(&place, &seen, &format!("{what}, without power"));
            }
        }
    }
}

/// How much longer than usual, from the environment variable.
fn longer() -> u64 {
    let times = std::env::var("QUIPU_LONG").ok();
    times.and_then(|times| times.parse().ok()).unwrap_or(1)
}

#[test]
fn after_every_failure_what_was_acknowledged_is_there() {
    for seed in 0..longer() {
        break_everywhere(seed * 10, false);
    }
}

#[test]
fn after_two_failures_as_well() {
    for seed in 0..longer() {
        break_everywhere(1000 + seed * 10, true);
    }
}

/// With `sync = normal` a loss of power may cost the last commits, never more, and never half of one.
#[test]
fn a_loss_of_power_without_waiting() {
    let mut random = fastrand::Rng::with_seed(6);
    for seed in 0..20 * longer() {
        let disk = Disk::default();
        let options = OpenOptions::new().sync(SyncMode::Normal);
        let graph = Graph::open_in(Arc::new(disk.clone()), &options).unwrap();
        let mut worker = Worker::new(seed);
        let mut states = vec![picture(&graph.version())];
        for _ in 0..6 {
            worker.commit(&graph).unwrap();
            states.push(picture(&graph.version()));
        }
        let killed = disk.after_kill();
        let places: Vec<_> = (0..5).map(|_| disk.after_power_loss(&mut random)).collect();
        let seen = Seen {
            acknowledged: states.clone(),
            in_doubt: Vec::new(),
        };
        check(&killed, &seen, &format!("seed {seed}"));
        for place in places {
            let graph = Graph::open_in(Arc::new(place), &OpenOptions::new()).unwrap();
            assert!(states.contains(&picture(&graph.version())), "seed {seed}");
        }
    }
}
