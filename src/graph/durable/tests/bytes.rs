//! Every byte that is missing or wrong is noticed, or does not matter.

use std::sync::Arc;

use super::work::{Worker, picture};
use crate::diagnostic::{Code, Result};
use crate::graph::Graph;
use crate::graph::durable::backend::Part;
use crate::graph::durable::backend::memory::Memory;
use crate::graph::durable::check::check_in;
use crate::graph::durable::{Keep, OpenOptions};

/// A database of some commits, with a snapshot in the middle; and its state after each commit.
fn made(commits: usize, close: bool) -> (Memory, Vec<String>) {
    let place = Memory::default();
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    let mut worker = Worker::new(3);
    let mut states = vec![picture(&graph.version())];
    for number in 0..commits {
        worker.commit(&graph).unwrap();
        states.push(picture(&graph.version()));
        if number == commits / 2 {
            graph.checkpoint().unwrap();
        }
    }
    // Before it is closed there is no mark behind the last commit.
    let place = if close { place } else { place.copy() };
    drop(graph);
    (place, states)
}

fn state(place: &Memory) -> Result<String> {
    let options = OpenOptions::new().create(false);
    let graph = Graph::open_in(Arc::new(place.copy()), &options)?;
    Ok(picture(&graph.version()))
}

/// What may come out: one of the states, or a refusal of one of these kinds.
fn check(place: &Memory, states: &[String], what: &str) -> Option<usize> {
    // Looking never fails badly.
    let report = check_in(place);
    match state(place) {
        Ok(found) => {
            assert!(report.is_ok());
            let at = states.iter().position(|state| *state == found);
            assert!(at.is_some(), "{what}: a state that never was");
            at
        }
        Err(problem) => {
            let known = [Code::CannotOpen, Code::Corrupted].contains(&problem.code());
            assert!(known, "{what}: {problem}");
            None
        }
    }
}

#[test]
fn a_log_cut_off_anywhere() {
    for close in [false, true] {
        let (place, states) = made(6, close);
        let log = place.bytes(Part::Log).unwrap();
        let mut last = 0;
        for length in 0..log.len() {
            place.put(Part::Log, log[..length].to_vec());
            if let Some(at) = check(&place, &states, &format!("cut at {length}")) {
                assert!(at >= last);
                last = at;
            }
        }
        // Without the very last byte only what that byte belongs to is lost.
        assert_eq!(last, states.len() - if close { 1 } else { 2 });
    }
}

#[test]
fn bytes_of_the_log_changed() {
    for close in [false, true] {
        let (place, states) = made(4, close);
        let log = place.bytes(Part::Log).unwrap();
        for at in 0..log.len() {
            for change in [1 << (at % 8), 0xff] {
                let mut bytes = log.clone();
                bytes[at] ^= change;
                place.put(Part::Log, bytes);
                let found = check(&place, &states, &format!("byte {at} changed by {change}"));
                let last = states.len() - 1;
                // Whatever is not the last commit is known to have been safe; behind a mark, everything is.
                let least = if close { last } else { last - 1 };
                assert!(
                    found.is_none_or(|found| found >= least),
                    "byte {at}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn bytes_put_into_the_log_or_taken_out() {
    for close in [false, true] {
        let (place, states) = made(6, close);
        let log = place.bytes(Part::Log).unwrap();
        let newest = states.len() - 1;
        let mut starts = vec![64];
        while let Some(head) = starts.last().and_then(|start| log.get(*start..*start + 4)) {
            let length = u32::from_le_bytes(head.try_into().unwrap()) as usize + 8;
            starts.push(starts[starts.len() - 1] + length);
        }
        let mut refused = 0;
        let mut see = |bytes: Vec<u8>, what: &str| {
            place.put(Part::Log, bytes);
            let found = check(&place, &states, what);
            // Nothing tells the last commit from a write cut short as long as no mark says that it was safe.
            let least = newest - usize::from(!close);
            assert!(
                found.is_none_or(|found| found >= least),
                "{what}: {found:?}"
            );
            refused += usize::from(found.is_none());
        };
        for at in 64..log.len() {
            for (count, byte) in [(1, 0), (8, 7), (600, 0)] {
                let mut bytes = log.clone();
                bytes.splice(at..at, vec![byte; count]);
                see(
                    bytes,
                    &format!("{count} bytes put in at {at} of {}", log.len()),
                );
            }
            for count in [1, 33] {
                // What takes the end of one record and the beginning of the last one leaves nothing to tell by.
                if starts
                    .iter()
                    .any(|start| at < *start && *start < at + count)
                {
                    continue;
                }
                let mut bytes = log.clone();
                bytes.drain(at..(at + count).min(log.len()));
                see(
                    bytes,
                    &format!("{count} bytes taken out at {at} of {}", log.len()),
                );
            }
        }
        assert!(refused > log.len(), "{refused}");
    }
}

/// What is cut off a log is kept, byte for byte, and told.
#[test]
fn no_byte_of_a_log_is_thrown_away() {
    let (place, _) = made(5, false);
    let log = place.bytes(Part::Log).unwrap();
    let open = |bytes: &[u8]| {
        let place = place.copy();
        place.put(Part::Log, bytes.to_vec());
        let options = OpenOptions::new().create(false);
        let graph = Graph::open_in(Arc::new(place.copy()), &options.read_only(true));
        let seen = graph.map(|graph| {
            graph
                .torn_tail()
                .map(|torn| (torn.at, torn.bytes, torn.is_whole))
        });
        let Ok(graph) = Graph::open_in(Arc::new(place.clone()), &options) else {
            assert!(seen.is_err());
            return None;
        };
        // Nothing was written since.
        let kept = place.bytes(Part::Torn).unwrap_or_default();
        let mut all = place.bytes(Part::Log).unwrap();
        let cut = all.len();
        all.extend_from_slice(&kept);
        let lost = &bytes[all.len().min(bytes.len())..];
        assert!(all[..] == bytes[..all.len()] && lost.iter().all(|byte| *byte == 0));
        let torn = graph.torn_tail().cloned();
        let told = torn
            .as_ref()
            .map(|torn| (torn.at, torn.bytes, torn.is_whole));
        assert_eq!(told, seen.unwrap());
        match &torn {
            None => assert_eq!(cut, bytes.len()),
            Some(torn) => {
                assert_eq!(
                    (torn.at, torn.bytes),
                    (cut as u64, (bytes.len() - cut) as u64)
                );
                assert_eq!(torn.kept.is_some(), !kept.is_empty());
            }
        }
        torn
    };
    assert_eq!(open(&log), None);
    let (mut torn, mut damaged) = (0, 0);
    for length in (0..log.len()).step_by(5) {
        torn += usize::from(open(&log[..length]).is_some_and(|torn| !torn.is_whole));
        let mut bytes = log.clone();
        bytes[length] ^= 0x40;
        damaged += usize::from(open(&bytes).is_some_and(|torn| torn.is_whole));
    }
    assert!(torn > 10 && damaged > 5, "{torn}, {damaged}");
    // A file that only became longer holds nothing worth keeping.
    let longer = [&log[..], &[0; 5000]].concat();
    assert_eq!(open(&longer).map(|torn| torn.kept), Some(None));
    // Cut off twice: both stay.
    let place = place.copy();
    for (part, kept) in [("one", "one"), ("two", "onetwo")] {
        let mut bytes = place.bytes(Part::Log).unwrap();
        bytes.extend_from_slice(part.as_bytes());
        place.put(Part::Log, bytes);
        drop(Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap());
        assert_eq!(place.bytes(Part::Torn).unwrap(), kept.as_bytes());
    }
}

/// Nothing follows the snapshot, and the log became longer or shorter before the place that the snapshot names.
#[test]
fn bytes_put_in_before_the_snapshot() {
    for close in [false, true] {
        let place = Memory::default();
        let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
        let mut worker = Worker::new(7);
        for _ in 0..4 {
            worker.commit(&graph).unwrap();
        }
        graph.checkpoint().unwrap();
        let place = if close { place } else { place.copy() };
        drop(graph);
        let log = place.bytes(Part::Log).unwrap();
        let (before, after) = (place.bytes(Part::Snapshot).unwrap(), log.len());
        let end = u64::from_le_bytes(before[56..64].try_into().unwrap()) as usize;
        for at in (64..end).step_by(3) {
            for (out, put) in [(0, &b"x"[..]), (0, &[0; 50]), (1, b""), (9, b"")] {
                let mut bytes = log.clone();
                bytes.splice(at..(at + out).min(end), put.iter().copied());
                // Zeros among zeros at the end are bytes behind it.
                if bytes.get(..end) == log.get(..end) {
                    continue;
                }
                place.put(Part::Log, bytes);
                assert!(
                    state(&place).is_err(),
                    "{put:?} for {out} at {at} of {end}, {after}"
                );
            }
        }
    }
}

#[test]
fn bytes_of_the_snapshot_changed() {
    let (place, states) = made(5, true);
    let snapshot = place.bytes(Part::Snapshot).unwrap();
    let mut passed = 0;
    for at in 0..snapshot.len() {
        let mut bytes = snapshot.clone();
        bytes[at] ^= 1 << (at % 8);
        place.put(Part::Snapshot, bytes);
        let found = check(&place, &states, &format!("byte {at}"));
        assert!(at >= 128 || found.is_none(), "byte {at} of the head");
        if let Some(found) = found {
            // Only the gaps between sections are covered by nothing.
            assert_eq!(found, states.len() - 1);
            passed += 1;
        }
    }
    assert!(passed < 8 * 60, "{passed} bytes do not matter");
    for length in (0..snapshot.len()).step_by(7) {
        place.put(Part::Snapshot, snapshot[..length].to_vec());
        assert_eq!(check(&place, &states, &format!("cut at {length}")), None);
    }
    let mut longer = snapshot.clone();
    longer.push(0);
    place.put(Part::Snapshot, longer);
    assert_eq!(check(&place, &states, "one byte more"), None);
}

/// The head with every byte changed to every kind of value, and with a checksum that fits again.
#[test]
fn a_head_that_lies() {
    let (place, states) = made(5, true);
    for (part, length) in [(Part::Snapshot, 128), (Part::Log, 64)] {
        let whole = place.bytes(part).unwrap();
        for at in 0..length - 4 {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut bytes = whole.clone();
                if bytes[at] == value {
                    continue;
                }
                bytes[at] = value;
                let crc = crc32fast::hash(&bytes[..length - 4]).to_le_bytes();
                bytes[length - 4..length].copy_from_slice(&crc);
                place.put(part, bytes);
                let what = format!("{part:?} byte {at} is {value}");
                let found = check(&place, &states, &what);
                // A head may say another time; every other lie comes out, or leads to a state that was.
                let _ = found;
            }
        }
        place.put(part, whole);
    }
    assert_eq!(check(&place, &states, "as it was"), Some(states.len() - 1));
}

/// Sections with sizes and numbers that lie, under checksums that fit.
#[test]
fn sections_that_lie() {
    let (place, _) = made(6, true);
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    graph.checkpoint().unwrap();
    drop(graph);
    let whole = place.bytes(Part::Snapshot).unwrap();
    let number = |at: usize| u64::from_le_bytes(whole[at..at + 8].try_into().unwrap()) as usize;
    let table = number(72);
    let mut refused = 0;
    let mut random = fastrand::Rng::with_seed(8);
    for entry in (table..whole.len()).step_by(32) {
        let (start, length) = (number(entry + 8), number(entry + 16));
        for _ in 0..60.min(length * 4) {
            let mut bytes = whole.clone();
            let at = start + random.usize(..length);
            bytes[at] = *random.choice(&[0, 1, 2, 0x7f, 0xff]).unwrap();
            let crc = crc32fast::hash(&bytes[start..start + length]).to_le_bytes();
            bytes[entry + 24..entry + 28].copy_from_slice(&crc);
            let crc = crc32fast::hash(&bytes[table..]).to_le_bytes();
            bytes[84..88].copy_from_slice(&crc);
            let crc = crc32fast::hash(&bytes[..124]).to_le_bytes();
            bytes[124..128].copy_from_slice(&crc);
            place.put(Part::Snapshot, bytes);
            // No panic, whatever it says; `check` finds what opening does not look for.
            if let Ok(report) = check_in(&place) {
                refused += usize::from(!report.is_sound());
            }
            let options = OpenOptions::new().create(false);
            if let Ok(graph) = Graph::open_in(Arc::new(place.copy()), &options) {
                let version = graph.version();
                for node in version.nodes() {
                    let _ = version.node_content(node);
                    let _ = version.relationships_of(node);
                }
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn a_history_cut_short_is_checked_as_well() {
    let (place, states) = made(9, true);
    let graph = Graph::open_in(Arc::new(place.clone()), &OpenOptions::new()).unwrap();
    graph.compact(&Keep::Commits(4)).unwrap();
    drop(graph);
    let report = check_in(&place).unwrap();
    assert!(report.is_sound(), "{:#?}", report.problems);
    assert_eq!((report.first_commit, report.last_commit), (5, 9));
    assert_eq!(check(&place, &states, "compacted"), Some(9));
    let mut past = place.bytes(Part::Past).unwrap();
    let middle = past.len() / 2;
    past[middle] ^= 1;
    place.put(Part::Past, past);
    assert!(!check_in(&place).unwrap().is_sound());
    // The present does not need the past.
    assert_eq!(check(&place, &states, "damaged past"), Some(9));
}
