//! Many things that nobody waits for when they are freed, or when there come to be more of them.
//!
//! In: a vector, or elements. Out: the same; when it is dropped and long, its elements are freed by a thread of their own, and
//! what grows in parts never moves what it holds, so that a statement that is cancelled ends at once. Knows nothing of
//! what the elements are.

use std::ops::{Deref, DerefMut};

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

/// Frees things on a thread of their own; here, when no thread can be had.
pub(crate) fn free_beside<T: Send + 'static>(things: T) {
    // A closure that is not run frees what it holds.
    drop(std::thread::Builder::new().spawn(move || drop(things)));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};
    use std::thread::{self, ThreadId};

    use super::{Bulk, MANY, PART, Parts};

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
}
