//! One record of the log: what a transaction did, with number, instant and label.
//!
//! In: changes, or bytes. Out: bytes with length and checksum, or changes. The checksum covers the place in the file as
//! well, so that a record is valid only where it was written. Knows nothing of files.
//!
//! ```text
//! 0   u32  bytes that follow the checksum
//! 4   u32  CRC-32 of: place of the record in the file (u64), the length above, everything below
//! 8   u64  commit number
//! 16  i64  instant, nanoseconds since 1970-01-01T00:00Z
//! 24  u64  number of the last commit known to be safe when this was written
//! 32  u8   1 commit, 2 beginning of the history, 3 all is safe
//! 33  text label, then u32 and as many changes
//! ```

use std::ops::Range;

use crc32fast::Hasher;

use super::bytes::{Broken, Decoded, Decoder, Put, broken};
use super::change::{LEAST, put_change, read_change};
use crate::diagnostic::{Diagnostic, Interrupt};
use crate::graph::write::Change;

/// Bytes before the part that the length counts.
pub(super) const FRAME: usize = 8;
/// Bytes before the label.
const HEAD: usize = 33;
/// Bytes that the shortest record takes.
pub(super) const SHORTEST: usize = HEAD + 8;

/// What a record is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A commit.
    Commit,
    /// The commit that the history begins with; its changes are in a snapshot.
    Base,
    /// Everything before this is safe.
    Mark,
}

/// What a record says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) kind: Kind,
    pub(super) commit: u64,
    pub(super) instant: i64,
    /// All commits up to this one were safe when the record was written.
    pub(super) synced: u64,
}

/// How many changes are written between looks at what may stop the work.
const STEPS: usize = 1 << 13;

/// Room for most commits: one change or a few, none of a long text.
const FEW_BYTES: usize = 128;

/// A record without its head, which follows once its place is known. `None` when it is too long for a record.
///
/// # Errors
/// What stops the work.
pub(super) fn body<'a>(
    label: &str,
    changes: impl ExactSizeIterator<Item = &'a Change>,
    interrupt: &Interrupt,
) -> Result<Option<Vec<u8>>, Diagnostic> {
    let mut bytes = Vec::with_capacity(FEW_BYTES);
    bytes.resize(HEAD, 0);
    bytes.put_text(label);
    let Ok(count) = u32::try_from(changes.len()) else {
        return Ok(None);
    };
    bytes.put_u32(count);
    for (at, change) in changes.enumerate() {
        if at.is_multiple_of(STEPS) {
            interrupt.check()?;
        }
        put_change(&mut bytes, change);
    }
    Ok(u32::try_from(bytes.len()).is_ok().then_some(bytes))
}

/// Writes the head into a record that lies at `at` in the file.
pub(super) fn seal(bytes: &mut [u8], at: u64, head: &Head) {
    // Nothing stops it.
    let _ = seal_until(bytes, at, head, &Interrupt::default());
}

/// The same, unless `interrupt` stops it.
pub(super) fn seal_until(
    bytes: &mut [u8],
    at: u64,
    head: &Head,
    interrupt: &Interrupt,
) -> Result<(), Diagnostic> {
    let mut start = Vec::with_capacity(HEAD);
    start.put_u32((bytes.len() - FRAME) as u32);
    start.put_u32(0);
    start.put_u64(head.commit);
    start.put_i64(head.instant);
    start.put_u64(head.synced);
    start.put_u8(match head.kind {
        Kind::Commit => 1,
        Kind::Base => 2,
        Kind::Mark => 3,
    });
    bytes[..HEAD].copy_from_slice(&start);
    let mut hasher = beginning(bytes, at);
    for part in bytes[FRAME..].chunks(WINDOW) {
        interrupt.check()?;
        hasher.update(part);
    }
    bytes[4..FRAME].copy_from_slice(&hasher.finalize().to_le_bytes());
    Ok(())
}

/// Bytes summed up between looks.
const WINDOW: usize = 1 << 20;

/// The length of the whole record that begins with these bytes, and its checksum.
pub(super) fn frame(bytes: [u8; FRAME]) -> (u64, u32) {
    let mut decoder = Decoder::new(&bytes);
    let length = decoder.u32().unwrap_or_default();
    (
        u64::from(length) + FRAME as u64,
        decoder.u32().unwrap_or_default(),
    )
}

/// The checksum that a whole record at `at` must carry.
pub(super) fn checksum(bytes: &[u8], at: u64) -> u32 {
    let mut hasher = beginning(bytes, at);
    hasher.update(&bytes[FRAME..]);
    hasher.finalize()
}

/// The checksum of all that stands before the rest of a record.
fn beginning(bytes: &[u8], at: u64) -> Hasher {
    let mut hasher = Hasher::new();
    hasher.update(&at.to_le_bytes());
    hasher.update(&bytes[..4]);
    hasher
}

/// The place that the checksum of a record names, which is where it was written; `None` when that is not `within`,
/// or the rest makes no record. The checksum is run backwards: four bytes that are not known lead from any state to
/// any other in one way. O(bytes).
pub(super) fn place(bytes: &[u8], within: &Range<u64>) -> Option<u64> {
    let mut crc = [0; 4];
    crc.copy_from_slice(bytes.get(4..FRAME)?);
    let state = !u32::from_le_bytes(crc);
    let state = before(before(state, &bytes[FRAME..]), &bytes[..4]);
    let found = (within.start >> 32..=within.end >> 32).find_map(|high| {
        let high = u32::try_from(high).ok()?;
        let low = !before(before(state, &high.to_le_bytes()), &[0; 4]);
        let place = u64::from(high) << 32 | u64::from(low);
        within.contains(&place).then_some(place)
    })?;
    let whole = changes(bytes, |_| Ok(())).is_ok();
    whole.then_some(found)
}

/// The state of a checksum before it took in these bytes.
fn before(mut state: u32, bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    for byte in bytes.iter().rev() {
        for _ in 0..8 {
            state = match state >> 31 {
                0 => state << 1,
                _ => (state ^ POLYNOMIAL) << 1 | 1,
            };
        }
        state ^= u32::from(*byte);
    }
    state
}

/// Reads the head of a record, without looking at the checksum.
pub(super) fn head(bytes: &[u8]) -> Decoded<Head> {
    let mut decoder = Decoder::new(bytes);
    decoder.take(FRAME)?;
    let (commit, instant, synced) = (decoder.u64()?, decoder.i64()?, decoder.u64()?);
    let kind = match decoder.u8()? {
        1 => Kind::Commit,
        2 => Kind::Base,
        3 => Kind::Mark,
        kind => return broken(format!("there is no kind of record {kind}")),
    };
    Ok(Head {
        kind,
        commit,
        instant,
        synced,
    })
}

/// Reads the label and the number of changes.
pub(super) fn label(bytes: &[u8]) -> Decoded<(&str, usize)> {
    let mut decoder = after_head(bytes)?;
    Ok((decoder.text()?, decoder.count(LEAST)?))
}

/// Reads the changes one by one.
pub(super) fn changes(
    bytes: &[u8],
    mut each: impl FnMut(Change) -> Result<(), Broken>,
) -> Decoded<()> {
    let mut decoder = after_head(bytes)?;
    decoder.text()?;
    for _ in 0..decoder.count(LEAST)? {
        each(read_change(&mut decoder)?)?;
    }
    decoder.end()
}

fn after_head(bytes: &[u8]) -> Decoded<Decoder<'_>> {
    let mut decoder = Decoder::new(bytes);
    decoder.take(HEAD)?;
    Ok(decoder)
}

#[cfg(test)]
mod tests {
    use super::{
        FRAME, Head, Kind, SHORTEST, body, changes, checksum, frame, head, label, place, seal,
    };
    use crate::diagnostic::Interrupt;
    use crate::graph::Change;
    use crate::value::NodeId;

    #[test]
    fn a_record_comes_back_and_knows_its_place() {
        let never = Interrupt::default();
        let written: Vec<_> = (0..3)
            .map(|node| Change::DeleteNode(NodeId(node)))
            .collect();
        let mut bytes = body("load", written.iter(), &never).unwrap().unwrap();
        let expected = Head {
            kind: Kind::Commit,
            commit: 7,
            instant: -5,
            synced: 6,
        };
        seal(&mut bytes, 100, &expected);
        let mut start = [0; FRAME];
        start.copy_from_slice(&bytes[..FRAME]);
        assert_eq!(frame(start), (bytes.len() as u64, checksum(&bytes, 100)));
        assert_ne!(checksum(&bytes, 100), checksum(&bytes, 101));
        for at in [100, (3 << 32) + 5] {
            seal(&mut bytes, at, &expected);
            assert_eq!(place(&bytes, &(at - 9..at + 9)), Some(at));
            assert_eq!(place(&bytes, &(at - 9..at)), None);
        }
        assert_eq!(head(&bytes), Ok(expected));
        assert_eq!(label(&bytes), Ok(("load", 3)));
        let mut found = 0;
        changes(&bytes, |_| {
            found += 1;
            Ok(())
        })
        .unwrap();
        assert_eq!(found, 3);
        assert_eq!(
            body("", [].iter(), &never).unwrap().unwrap().len(),
            SHORTEST
        );
    }
}
