//! Which keys have to be looked for on other lists: those of which it is not known beforehand where they came first.
//!
//! In: lists, and what they know of their keys. Out: where known keys came first, and the places of all others. Knows
//! nothing of how keys are told apart.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Lists, Offsets, Place, STEP};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::workers;
use crate::value::bulk::{self, Look};

/// What the work holds for each key.
pub(super) const BYTES: usize = size_of::<u8>() + 3 * size_of::<u32>();

/// The keys to look for, by list.
pub(super) struct Asked {
    lists: Vec<Of>,
}

/// The keys of a list to look for.
enum Of {
    /// So many: all of them.
    All(usize),
    /// Those at these places, which ascend.
    Some(Vec<u32>),
}

/// What was found out before keys are looked for.
pub(super) struct Told {
    /// Keys of which it is known that they came on an earlier list.
    twins: Vec<u32>,
    /// By key, counted through: on how many lists it is known to be, beside the first; nothing where none was told.
    also: Vec<u8>,
}

/// Sets the twins of keys that lists know to be those of earlier ones.
pub(super) fn tell(
    lists: &impl Lists,
    offsets: &Offsets,
    twins: &[AtomicU32],
    interrupt: &Interrupt,
) -> Result<Told> {
    let (mut known, mut also) = (Vec::new(), Vec::new());
    let look: Look<'_> = &mut || interrupt.check();
    lists.known_twins(&mut |earlier: &mut dyn Iterator<Item = (Place, Place)>| {
        look()?;
        if also.is_empty() {
            bulk::lengthen(&mut also, twins.len(), || 0, look)?;
        }
        for (place, first) in earlier {
            let (own, first) = (offsets.counted(place), offsets.counted(first));
            if twins[own].load(Ordering::Relaxed) != 0 {
                continue;
            }
            let first = match twins[first].load(Ordering::Relaxed) {
                0 => first,
                before => before as usize - 1,
            };
            twins[own].store(first as u32 + 1, Ordering::Relaxed);
            also[first] = u8::saturating_add(also[first], 1);
            known.push(own as u32);
        }
        Ok(())
    })?;
    Ok(Told { twins: known, also })
}

impl Told {
    /// Once all keys are looked for: what was told to be like a key is like the one that came first.
    pub(super) fn follow(&self, twins: &[AtomicU32], interrupt: &Interrupt) -> Result<()> {
        for some in self.twins.chunks(STEP) {
            interrupt.check()?;
            for own in some {
                let twin = &twins[*own as usize];
                let before = twin.load(Ordering::Relaxed) as usize - 1;
                let first = twins[before].load(Ordering::Relaxed);
                if first != 0 {
                    twin.store(first, Ordering::Relaxed);
                }
            }
        }
        Ok(())
    }

    /// Is it known of a key on which lists it is?
    fn is_settled(&self, own: usize, twins: &[AtomicU32], filled: usize) -> bool {
        self.also.get(own).is_some_and(|also| {
            usize::from(*also) + 1 == filled || twins[own].load(Ordering::Relaxed) != 0
        })
    }
}

impl Asked {
    /// The keys of which it is neither told where else they are nor known that they are nowhere else.
    pub(super) fn of(
        lists: &impl Lists,
        offsets: &Offsets,
        (told, twins): (&Told, &[AtomicU32]),
        threads: usize,
        interrupt: &Interrupt,
    ) -> Result<Self> {
        if told.also.is_empty() && !lists.knows_alone() {
            let all = (0..offsets.lists()).map(|list| Of::All(offsets.len(list)));
            return Ok(Self {
                lists: all.collect(),
            });
        }
        let filled = offsets.filled();
        let pieces = offsets.pieces();
        let mut found: Vec<OnceLock<Vec<u32>>> = Vec::new();
        found.resize_with(pieces.len(), OnceLock::new);
        workers::each(threads, pieces.len(), |piece| {
            interrupt.check()?;
            let (list, start, end) = pieces[piece];
            let mut some = Vec::new();
            if lists.knows_alone() {
                lists.not_alone(list, start..end, &mut some);
            } else {
                some.extend((start..end).map(|at| at as u32));
            }
            some.retain(|at| {
                let own = offsets.counted((list, *at as usize));
                !told.is_settled(own, twins, filled)
            });
            let _ = found[piece].set(some);
            Ok(())
        })?;
        let mut all: Vec<Vec<u32>> = vec![Vec::new(); offsets.lists()];
        for ((list, ..), some) in pieces.into_iter().zip(found) {
            all[list].extend(some.into_inner().unwrap_or_default());
        }
        Ok(Self {
            lists: all.into_iter().map(Of::Some).collect(),
        })
    }

    /// How many of a list.
    pub(super) fn len(&self, list: usize) -> usize {
        match &self.lists[list] {
            Of::All(len) => *len,
            Of::Some(places) => places.len(),
        }
    }
    /// How many of all lists.
    pub(super) fn total(&self) -> usize {
        (0..self.lists.len()).map(|list| self.len(list)).sum()
    }
    /// On how many lists there are any.
    pub(super) fn filled(&self) -> usize {
        let filled = (0..self.lists.len()).filter(|list| self.len(*list) > 0);
        filled.count()
    }
    /// Where one of them is on its list.
    #[inline]
    pub(super) fn at(&self, list: usize, number: usize) -> usize {
        match &self.lists[list] {
            Of::All(_) => number,
            Of::Some(places) => places[number] as usize,
        }
    }
    /// All of them in pieces: of which list, from where and up to where.
    pub(super) fn pieces(&self) -> Vec<(usize, usize, usize)> {
        super::pieces((0..self.lists.len()).map(|list| self.len(list)))
    }
}
