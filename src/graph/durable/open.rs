//! Opening and creating a database, and recovering it after a crash.
//!
//! In: a place and options. Out: the store and the last whole commit in it. A commit at the end of the log that was cut
//! short is cut off and kept beside the log; anything else that is not as it was written is refused, with its place.

use std::sync::Arc;
use std::time::Duration;

use super::backend::{Access, Blob, Part, Stoppable, Storage, stoppable};
use super::bytes::{Broken, Decoded};
use super::history::{carry_out_record, log_after};
use super::log::{HEAD, LogHead, LogReader, Next, Record, bare};
use super::options::OpenOptions;
use super::problem::{damaged, unreadable, unwritable};
use super::record::{Head, Kind};
use super::replay::Replay;
use super::snapshot::{self, About};
use super::store::{Store, Tail, now};
use super::torn::TornTail;
use super::upkeep::{new_database, write_snapshot};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::graph::version::Version;

/// How long a commit is given to be whole when a file is opened for reading only.
const PAUSE: Duration = Duration::from_millis(20);

/// Opens a database, and makes it when it does not exist and may be made.
pub(super) fn open(
    storage: Arc<dyn Storage>,
    options: OpenOptions,
    interrupt: &Interrupt,
) -> Result<Store> {
    let name = storage.name(Part::Snapshot);
    if options.read_only {
        return open_to_read(storage, options, interrupt);
    }
    let (snapshot, log) = (
        find(&*storage, Part::Snapshot)?,
        find(&*storage, Part::Log)?,
    );
    if snapshot.is_none() && log.is_none() && !options.create {
        return Err(missing(&name));
    }
    let lock = Some(storage.lock()?);
    // What was found before the lock was taken may have changed.
    let (snapshot, log) = (
        find(&*storage, Part::Snapshot)?,
        find(&*storage, Part::Log)?,
    );
    let recovered = match (snapshot, log) {
        (Some(snapshot), Some(log)) => recover(&*storage, &snapshot, &log, interrupt)?,
        (None, log) => {
            if !options.create {
                return Err(missing(&name));
            }
            if let Some(log) = log {
                expect_unused(&*storage, Part::Log, &log, false)?;
            }
            expect_no_past(&*storage)?;
            let made = make(&*storage, Version::default(), "", interrupt)?;
            return open_made(made, storage, options, lock);
        }
        (Some(snapshot), None) => return Err(without_log(&*storage, &*snapshot)),
    };
    for part in Part::UNFINISHED {
        // Left over from something that was interrupted; in the way of nobody.
        let _ = storage.remove(part);
    }
    let log_name = storage.name(Part::Log);
    let file = storage
        .open(Part::Log, Access::Write)
        .map_err(|error| unwritable(&log_name, &error))?;
    let mut recovered = recovered;
    if let Some(torn) = &mut recovered.torn {
        let kept = torn.keep(&*storage, &*file);
        kept.map_err(|error| unwritable(&storage.name(Part::Torn), &error))?;
    }
    let trim = || {
        if file.len()? > recovered.end {
            file.set_len(recovered.end)?;
        }
        // What was read, names included, may so far be only in the memory of the operating system.
        file.sync()?;
        storage.sync_names()
    };
    trim().map_err(|error| unwritable(&log_name, &error))?;
    Ok(recovered.store(storage, options, file, lock))
}

/// A place where there is no database, and where nobody else can make one.
pub(super) struct Claim {
    storage: Arc<dyn Storage>,
    lock: Box<dyn Send + Sync>,
}

impl Claim {
    /// Takes the place, or says what is there.
    pub(super) fn on(storage: Arc<dyn Storage>) -> Result<Self> {
        let lock = storage.lock()?;
        if find(&*storage, Part::Snapshot)?.is_some() {
            let message = format!("{} exists already", storage.name(Part::Snapshot));
            return Err(Diagnostic::new(Code::CannotOpen, message));
        }
        if let Some(log) = find(&*storage, Part::Log)? {
            expect_unused(&*storage, Part::Log, &log, true)?;
        }
        expect_no_past(&*storage)?;
        Ok(Self { storage, lock })
    }

    /// Makes a database that begins with this version.
    pub(super) fn create(
        self,
        options: OpenOptions,
        version: &Version,
        label: &str,
        interrupt: &Interrupt,
    ) -> Result<Store> {
        let Self { storage, lock } = self;
        let mut version = version.clone();
        version.commit = 1;
        // What was written is what is in memory; reading it again would need both at once.
        let made = make(&*storage, version, label, interrupt)?;
        open_made(made, storage, options, Some(lock))
    }
}

fn open_made(
    made: Recovered,
    storage: Arc<dyn Storage>,
    options: OpenOptions,
    lock: Option<Box<dyn Send + Sync>>,
) -> Result<Store> {
    let file = storage
        .open(Part::Log, Access::Write)
        .map_err(|error| unwritable(&storage.name(Part::Log), &error))?;
    Ok(made.store(storage, options, file, lock))
}

/// Opens without locking or changing anything.
fn open_to_read(
    storage: Arc<dyn Storage>,
    options: OpenOptions,
    interrupt: &Interrupt,
) -> Result<Store> {
    let read = |storage: &dyn Storage, snapshot: &Arc<dyn Blob>, log: &Arc<dyn Blob>| {
        recover(storage, snapshot, log, interrupt)
    };
    let (recovered, log) = read_beside(&*storage, read, |recovered| recovered.torn.is_some())?;
    Ok(recovered.store(storage, options, log, None))
}

/// What is read of a snapshot and its log without locking or changing anything, and the log. Another process may be at work: what
/// does not belong together is looked for again.
pub(super) fn read_beside<T>(
    storage: &dyn Storage,
    read: impl Fn(&dyn Storage, &Arc<dyn Blob>, &Arc<dyn Blob>) -> Result<T>,
    is_torn: impl Fn(&T) -> bool,
) -> Result<(T, Arc<dyn Blob>)> {
    let mut tries = 0;
    loop {
        let (snapshot, log) = (find(storage, Part::Snapshot)?, find(storage, Part::Log)?);
        let (snapshot, log) = match (snapshot, log) {
            (Some(snapshot), Some(log)) => (snapshot, log),
            (None, _) => return Err(missing(&storage.name(Part::Snapshot))),
            (Some(snapshot), None) => return Err(without_log(storage, &*snapshot)),
        };
        match read(storage, &snapshot, &log) {
            // Perhaps a commit is being written just now.
            Ok(read) if is_torn(&read) && tries == 0 => {
                tries += 1;
                std::thread::sleep(PAUSE);
            }
            Ok(read) => return Ok((read, log)),
            Err(problem) if tries < 3 && problem.code() != Code::Cancelled => tries += 1,
            Err(problem) => return Err(problem),
        }
    }
}

/// What the files say.
pub(super) struct Recovered {
    about: About,
    head: LogHead,
    version: Version,
    instant: i64,
    /// The end of the last whole record.
    end: u64,
    /// Was the last record a commit?
    unmarked: bool,
    /// What stands behind it.
    torn: Option<TornTail>,
}

impl Recovered {
    fn store(
        self,
        storage: Arc<dyn Storage>,
        options: OpenOptions,
        file: Arc<dyn Blob>,
        lock: Option<Box<dyn Send + Sync>>,
    ) -> Store {
        let tail = Tail::new(
            file,
            self.head,
            self.end,
            self.instant,
            Arc::new(self.version),
            self.unmarked,
        );
        Store::new(storage, options, tail, self.about, self.torn, lock)
    }
}

/// Reads a snapshot and the log after it, to the last whole commit.
pub(super) fn recover(
    storage: &dyn Storage,
    snapshot: &Arc<dyn Blob>,
    log: &Arc<dyn Blob>,
    interrupt: &Interrupt,
) -> Result<Recovered> {
    let snapshot = stoppable(Arc::clone(snapshot), interrupt);
    let log = stoppable(Arc::clone(log), interrupt);
    recover_from(storage, &*snapshot, &log, interrupt)
        .map_err(|problem| interrupt.reason_of(problem))
}

fn recover_from(
    storage: &dyn Storage,
    snapshot: &dyn Blob,
    log: &Arc<dyn Blob>,
    interrupt: &Interrupt,
) -> Result<Recovered> {
    let (name, log_name) = (storage.name(Part::Snapshot), storage.name(Part::Log));
    let head = LogHead::read(&**log, &log_name)?;
    let (about, version) = snapshot::read(snapshot, &name)?;
    let mut replay = Replay::new(version);
    let mut instant = about.instant;
    let mut unmarked = false;
    let mut follow = |record: &Record<'_>| {
        instant = record.head.instant;
        unmarked = record.head.kind == Kind::Commit;
        carry_out_record(record, &mut replay, interrupt)
    };
    let followed = follow_log(storage, log, &head, &about, &mut follow)?;
    Ok(Recovered {
        about,
        head,
        version: replay.finish(followed.commit),
        instant,
        end: followed.end,
        unmarked,
        torn: followed.torn,
    })
}

/// Reads a snapshot and the log after it without making a graph of them: are all bytes those that were written, and where
/// does the last whole commit end? O(1) memory.
pub(super) fn whole_end(
    storage: &dyn Storage,
    snapshot: &Arc<dyn Blob>,
    log: &Arc<dyn Blob>,
) -> Result<Followed> {
    let head = LogHead::read(&**log, &storage.name(Part::Log))?;
    let about = snapshot::check_sums(&**snapshot, &storage.name(Part::Snapshot))?;
    follow_log(storage, log, &head, &about, &mut |_| Ok(()))
}

/// How far a log goes on after a snapshot.
#[derive(Debug)]
pub(super) struct Followed {
    /// The last whole commit, and where it ends.
    pub(super) commit: u64,
    pub(super) end: u64,
    /// What stands behind it.
    pub(super) torn: Option<TornTail>,
}

/// Gives the records of the log after the state of a snapshot, to the last whole commit.
fn follow_log(
    storage: &dyn Storage,
    log: &Arc<dyn Blob>,
    head: &LogHead,
    about: &About,
    each: &mut dyn FnMut(&Record<'_>) -> Decoded<()>,
) -> Result<Followed> {
    let (name, log_name) = (storage.name(Part::Snapshot), storage.name(Part::Log));
    if head.database != about.database {
        let message = format!("{log_name} is the log of another database than {name}");
        return Err(Diagnostic::new(Code::CannotOpen, message)
            .hint("a database is copied with both its files, or with `quipu backup`"));
    }
    let length = log.len().map_err(|error| unreadable(&log_name, &error))?;
    let mut reader = log_after(Arc::clone(log), &log_name, head, about, length)?;
    let mut torn = None;
    loop {
        let at = reader.at();
        match reader.next()? {
            Next::End => break,
            Next::Record(record) => {
                each(&record).map_err(|Broken(what)| damaged(&log_name, at, &what))?;
            }
            Next::Bad(why) => {
                if reader.was_safe()? {
                    return Err(damaged(&log_name, at, &why)
                        .hint("`quipu check` says more; the commits before are whole"));
                }
                if about.generation == head.generation {
                    expect_whole_before(log, &log_name, head, about)?;
                }
                torn = Some(reader.torn()?);
                break;
            }
        }
    }
    Ok(Followed {
        commit: reader.last(),
        end: reader.at(),
        torn,
    })
}

/// Before anything behind the state of a snapshot is taken for torn: do the records before it lead there? Bytes that came in
/// or went there would have moved the end of what is whole into the place where a torn commit would be.
fn expect_whole_before(
    log: &Arc<dyn Blob>,
    name: &str,
    head: &LogHead,
    about: &About,
) -> Result<()> {
    let end = about.log_at;
    let mut reader = LogReader::new(Arc::clone(log), name, HEAD as u64, head.base, end);
    loop {
        let at = reader.at();
        match reader.next()? {
            Next::Record(_) => {}
            Next::End => {
                let (last, commit) = (reader.last(), about.commit);
                if last == commit {
                    return Ok(());
                }
                let what = format!("commit {last} ends where commit {commit} should");
                return Err(damaged(name, at, &what));
            }
            Next::Bad(why) => {
                return Err(damaged(name, at, &why)
                    .hint("bytes came into the log or went from it; `quipu check` says more"));
            }
        }
    }
}

/// Writes the files of a new database, and says what is in them. The snapshot gets its name last; without it there is no
/// database, and what fails before leaves no file.
fn make(
    storage: &dyn Storage,
    version: Version,
    label: &str,
    interrupt: &Interrupt,
) -> Result<Recovered> {
    let made = make_in(&Stoppable { storage, interrupt }, version, label, interrupt);
    made.map_err(|problem| {
        if matches!(storage.find(Part::Snapshot), Ok(None)) {
            for part in [Part::NewSnapshot, Part::NewLog, Part::Log] {
                // What stays is in the way of nobody.
                let _ = storage.remove(part);
            }
        }
        interrupt.reason_of(problem)
    })
}

fn make_in(
    storage: &dyn Storage,
    version: Version,
    label: &str,
    interrupt: &Interrupt,
) -> Result<Recovered> {
    let instant = now();
    let head = LogHead {
        database: new_database(),
        generation: 1,
        base: version.commit,
        base_instant: instant,
    };
    let mut bytes = head.bytes();
    if version.commit > 0 {
        let record = Head {
            kind: Kind::Base,
            commit: version.commit,
            instant,
            synced: version.commit,
        };
        bytes.extend_from_slice(&bare(HEAD as u64, &record, label));
    }
    let log = || {
        let file = storage.open(Part::NewLog, Access::Create)?;
        file.write_all_at(0, &bytes)?;
        file.sync()?;
        storage.rename(Part::NewLog, Part::Log)
    };
    log().map_err(|error| unwritable(&storage.name(Part::Log), &error))?;
    let about = About {
        database: head.database,
        commit: version.commit,
        instant,
        generation: head.generation,
        log_at: bytes.len() as u64,
    };
    write_snapshot(storage, Part::NewSnapshot, about, &version)?;
    // From here on there is a database.
    interrupt.check()?;
    let name = || {
        storage.sync_names()?;
        storage.rename(Part::NewSnapshot, Part::Snapshot)?;
        storage.sync_names()
    };
    name().map_err(|error| unwritable(&storage.name(Part::Snapshot), &error))?;
    Ok(Recovered {
        about,
        head,
        version,
        instant,
        end: bytes.len() as u64,
        unmarked: false,
        torn: None,
    })
}

/// Refuses to make a database beside a file of another one, unless that is the log of one whose making was interrupted.
pub(super) fn expect_unused(
    storage: &dyn Storage,
    part: Part,
    file: &Arc<dyn Blob>,
    with_base: bool,
) -> Result<()> {
    let name = storage.name(part);
    let what = if part == Part::Log {
        let head = LogHead::read(&**file, &name)?;
        let length = file.len().map_err(|error| unreadable(&name, &error))?;
        let mut reader = LogReader::new(Arc::clone(file), &name, HEAD as u64, head.base, length);
        let only_base = loop {
            match reader.next()? {
                Next::End => break true,
                Next::Record(record) if record.head.kind == Kind::Base => {}
                Next::Record(_) | Next::Bad(_) => break false,
            }
        };
        if only_base && (with_base || head.base == 0) {
            return Ok(());
        }
        "log"
    } else {
        "past"
    };
    let message = format!(
        "{} is missing, but its {what} {name} is there",
        storage.name(Part::Snapshot)
    );
    Err(Diagnostic::new(Code::CannotOpen, message).hint(format!(
        "put the file back, take another name, or remove the {what}"
    )))
}

/// Refuses to make a database beside the past of another one: nothing that is interrupted leaves one alone.
fn expect_no_past(storage: &dyn Storage) -> Result<()> {
    match find(storage, Part::Past)? {
        Some(past) => expect_unused(storage, Part::Past, &past, false),
        None => Ok(()),
    }
}

pub(super) fn find(storage: &dyn Storage, part: Part) -> Result<Option<Arc<dyn Blob>>> {
    storage
        .find(part)
        .map_err(|error| unreadable(&storage.name(part), &error))
}

fn missing(name: &str) -> Diagnostic {
    Diagnostic::new(Code::CannotOpen, format!("there is no database {name}"))
}

fn without_log(storage: &dyn Storage, snapshot: &dyn Blob) -> Diagnostic {
    let (name, log) = (storage.name(Part::Snapshot), storage.name(Part::Log));
    // What is no database needs no log.
    if let Err(problem) = snapshot::read_about(snapshot, &name) {
        return problem;
    }
    let message = format!("the log {log} of the database {name} is missing; commits may be in it");
    Diagnostic::new(Code::CannotOpen, message)
        .hint("a database is copied with both its files, or with `quipu backup`")
}
