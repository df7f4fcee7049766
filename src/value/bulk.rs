//! Many things that nobody waits for when they are freed, or when there come to be more of them.
//!
//! In: a vector, or elements. Out: the same; when it is dropped and long, its elements are freed by a thread of their own, what
//! grows in parts never moves what it holds, and what grows as one looks meanwhile whether to go on, so that a statement that
//! is cancelled ends at once. Knows nothing of what the elements are.

use std::ops::{Deref, DerefMut};

use crate::diagnostic::Result;

/// Fewer elements are freed at once: that takes less than some milliseconds.
pub(crate) const MANY: usize = if cfg!(test) { 1 << 10 } else { 1 << 17 };

/// A vector that is freed beside the work when it has `N` elements or more.
#[derive(Debug, Clone)]
pub(crate) struct Bulk<T: Send + 'static, const N: usize = MANY>(Vec<T>);

impl<T: Send + 'static, const N: usize> Bulk<T, N> {
    /// Without elements; there is room for so many.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self(Vec::with_capacity(capacity))
    }
    /// The vector itself.
    pub(crate) fn into_vec(mut self) -> Vec<T> {
        std::mem::take(&mut self.0)
    }
}

impl<T: Send + 'static, const N: usize> Default for Bulk<T, N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Send + 'static, const N: usize> From<Vec<T>> for Bulk<T, N> {
    fn from(all: Vec<T>) -> Self {
        Self(all)
    }
}

impl<T: Send + 'static, const N: usize> Deref for Bulk<T, N> {
    type Target = Vec<T>;

    #[inline]
    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Send + 'static, const N: usize> DerefMut for Bulk<T, N> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T: Send + 'static, const N: usize> Drop for Bulk<T, N> {
    fn drop(&mut self) {
        if std::mem::needs_drop::<T>() && self.0.len() >= N {
            free_beside(std::mem::take(&mut self.0));
        }
    }
}

/// Elements of a part of [`Parts`].
const PART: usize = if cfg!(test) { 1 << 4 } else { 1 << 13 };
/// With more parts than this they are freed beside the work.
const MANY_PARTS: usize = MANY / PART;

/// A sequence that grows part by part: no element is moved once the first part is full.
#[derive(Debug, Clone)]
pub(crate) struct Parts<T: Send + 'static> {
    /// All but the last are full.
    parts: Bulk<Vec<T>, MANY_PARTS>,
}

impl<T: Send + 'static> Default for Parts<T> {
    fn default() -> Self {
        Self {
            parts: Bulk::default(),
        }
    }
}

impl<T: Send + 'static> Parts<T> {
    /// How many elements. O(1).
    pub(crate) fn len(&self) -> usize {
        match self.parts.last() {
            None => 0,
            Some(last) => (self.parts.len() - 1) * PART + last.len(),
        }
    }

    /// Puts one at the end. O(1).
    pub(crate) fn push(&mut self, element: T) {
        match self.parts.last_mut() {
            Some(last) if last.len() < PART => last.push(element),
            Some(_) => {
                let mut part = Vec::with_capacity(PART);
                part.push(element);
                self.parts.push(part);
            }
            None => self.parts.push(vec![element]),
        }
    }

    /// The elements from `start` on.
    pub(crate) fn since(&self, start: usize) -> impl ExactSizeIterator<Item = &T> + Clone {
        (start..self.len().max(start)).map(|at| &self.parts[at / PART][at % PART])
    }

    /// Takes out all but the first `len`. O(parts), but for freeing a few.
    pub(crate) fn truncate(&mut self, len: usize) {
        if len >= self.len() {
            return;
        }
        let whole = len.div_ceil(PART);
        let rest = Bulk::<_, MANY_PARTS>::from(self.parts.split_off(whole));
        if let Some(last) = self.parts.last_mut() {
            last.truncate(len - (whole - 1) * PART);
        }
        drop(rest);
    }
}

/// Elements that are moved between looks at whether to go on.
const STRETCH: usize = if cfg!(test) { 1 << 8 } else { 1 << 16 };

/// Says whether to go on.
pub(crate) type Look<'l> = &'l mut dyn FnMut() -> Result<()>;

/// Room for `more` elements. Where many must be moved for it, `look` is asked meanwhile; when it fails, nothing is left in the
/// vector. A vector that is not long grows by itself when they come.
#[inline]
pub(crate) fn grow<T: Send + 'static>(all: &mut Vec<T>, more: usize, look: Look<'_>) -> Result<()> {
    if all.capacity() - all.len() >= more || all.len() < MANY {
        return Ok(());
    }
    let mut grown = Vec::with_capacity((all.len() + more).max(2 * all.capacity()));
    move_over(std::mem::take(all), &mut grown, look)?;
    *all = grown;
    Ok(())
}

/// Puts all of `more` behind what is there, as [`grow`] makes room.
pub(crate) fn append<T: Send + 'static>(
    all: &mut Vec<T>,
    mut more: Vec<T>,
    look: Look<'_>,
) -> Result<()> {
    if more.len() < STRETCH && all.len() < MANY {
        all.append(&mut more);
        return Ok(());
    }
    grow(all, more.len(), look)?;
    move_over(more, all, look)
}

/// Fills up with what `make` gives until there are `len`, as [`grow`] makes room.
#[inline]
pub(crate) fn lengthen<T: Send + 'static>(
    all: &mut Vec<T>,
    len: usize,
    mut make: impl FnMut() -> T,
    look: Look<'_>,
) -> Result<()> {
    let Some(mut missing) = len.checked_sub(all.len()) else {
        return Ok(());
    };
    grow(all, missing, look)?;
    while missing > STRETCH {
        all.reserve(missing);
        all.extend(std::iter::repeat_with(&mut make).take(STRETCH));
        missing -= STRETCH;
        look()?;
    }
    all.resize_with(len, make);
    Ok(())
}

#[cold]
fn move_over<T: Send + 'static>(from: Vec<T>, to: &mut Vec<T>, look: Look<'_>) -> Result<()> {
    let mut rest = from.into_iter();
    loop {
        to.extend(rest.by_ref().take(STRETCH));
        if rest.len() == 0 {
            // What is left is room, and to give back much of it takes as long as to free what was in it.
            if to.len() >= MANY {
                free_beside(rest);
            }
            return Ok(());
        }
        if let Err(problem) = look() {
            free_beside((rest, std::mem::take(to)));
            return Err(problem);
        }
    }
}

/// Hands over every element with its place, until one is not taken: the rest is freed beside the work when it is long.
pub(crate) fn each<T: Send + 'static>(
    all: Vec<T>,
    mut take: impl FnMut(usize, T) -> Result<()>,
) -> Result<()> {
    let mut rest = all.into_iter();
    let mut at = 0;
    while let Some(element) = rest.next() {
        if let Err(problem) = take(at, element) {
            drop(Bulk::<T>::from(rest.collect::<Vec<T>>()));
            return Err(problem);
        }
        at += 1;
    }
    Ok(())
}

/// Frees things on a thread of their own; here, when no thread can be had.
pub(crate) fn free_beside<T: Send + 'static>(things: T) {
    // A closure that is not run frees what it holds.
    drop(std::thread::Builder::new().spawn(move || drop(things)));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};
    use std::thread::{self, ThreadId};

    use super::{Bulk, Look, MANY, PART, Parts, STRETCH, append, grow, lengthen};
    use crate::diagnostic::{Code, Diagnostic, Result};

    /// Says where it is freed.
    struct Told(Sender<ThreadId>);

    impl Drop for Told {
        fn drop(&mut self) {
            let _ = self.0.send(thread::current().id());
        }
    }

    /// How many of `count` elements are freed by the thread that drops them.
    fn freed_here(count: usize) -> usize {
        let (sender, receiver) = channel();
        let all: Vec<Told> = (0..count).map(|_| Told(sender.clone())).collect();
        drop(sender);
        drop(Bulk::<Told>::from(all));
        let here = thread::current().id();
        let threads: Vec<ThreadId> = receiver.iter().collect();
        assert_eq!(threads.len(), count, "all are freed");
        threads.into_iter().filter(|thread| *thread == here).count()
    }

    #[test]
    fn many_things_are_freed_elsewhere() {
        assert_eq!(freed_here(MANY - 1), MANY - 1);
        assert_eq!(freed_here(MANY), 0);
    }

    #[test]
    fn parts_are_one_sequence() {
        for count in [0, 1, PART - 1, PART, PART + 1, 3 * PART + 2] {
            let mut all = Parts::default();
            (0..count).for_each(|number| all.push(number));
            for len in (0..=count).rev() {
                all.truncate(len + 1);
                assert_eq!(all.len(), count.min(len + 1));
                all.truncate(len);
                assert_eq!(all.len(), len);
                assert!(all.since(0).copied().eq(0..len), "{count} {len}");
                assert_eq!(all.since(len / 2).len(), len - len / 2);
                assert_eq!(all.since(len + 1).len(), 0);
            }
            all.push(7);
            assert!(all.since(0).copied().eq([7]));
        }
    }

    #[test]
    fn taken_out_they_are_a_vector() {
        let mut all = Bulk::<i32>::default();
        all.push(1);
        assert_eq!(all.into_vec(), [1]);
    }

    /// What is long is moved a stretch at a time, and no further when nobody wants it.
    #[test]
    fn growing_can_be_stopped() {
        const LONG: usize = MANY + STRETCH + 1;
        fn check(grow: impl Fn(&mut Vec<usize>, Look<'_>) -> Result<()>, len: usize) {
            for stop_at in [0, 1, 2, usize::MAX] {
                let (mut grown, mut looks) = ((0..LONG).collect::<Vec<_>>(), 0);
                grown.shrink_to_fit();
                let done = grow(&mut grown, &mut || {
                    looks += 1;
                    if looks > stop_at {
                        return Err(Diagnostic::new(Code::Cancelled, "enough"));
                    }
                    Ok(())
                });
                if stop_at < usize::MAX {
                    assert!(done.is_err() && looks == stop_at + 1);
                    continue;
                }
                assert!(done.is_ok() && looks >= LONG / STRETCH, "{looks}");
                assert_eq!(grown.len(), len);
                assert!(grown.iter().take(LONG).copied().eq(0..LONG));
            }
        }
        check(|all, look| grow(all, 1, look), LONG);
        check(|all, look| append(all, (0..LONG).collect(), look), 2 * LONG);
        check(|all, look| lengthen(all, 2 * LONG, || 7, look), 2 * LONG);
        // What is short is not asked about.
        let mut looks = 0;
        let mut look = || {
            looks += 1;
            Ok(())
        };
        let mut few = vec![1];
        append(&mut few, vec![2], &mut look).unwrap();
        lengthen(&mut few, 4, || 3, &mut look).unwrap();
        assert_eq!((few, looks), (vec![1, 2, 3, 3], 0));
    }
}
