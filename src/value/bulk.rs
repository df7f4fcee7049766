//! Many things that nobody waits for when they are freed.
//!
//! In: a vector. Out: the same; when it is dropped and long, its elements are freed by a thread of their own, so that a
//! statement that is cancelled ends at once. Knows nothing of what the elements are.

use std::ops::{Deref, DerefMut};

/// Fewer elements are freed at once: that takes less than some milliseconds.
pub(crate) const MANY: usize = if cfg!(test) { 1 << 10 } else { 1 << 17 };

/// A vector that is freed beside the work when it has `N` elements or more.
#[derive(Debug, Clone)]
pub(crate) struct Bulk<T: Send + 'static, const N: usize = MANY>(Vec<T>);

impl<T: Send + 'static, const N: usize> Bulk<T, N> {
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

/// Frees things on a thread of their own; here, when no thread can be had.
pub(crate) fn free_beside<T: Send + 'static>(things: T) {
    // A closure that is not run frees what it holds.
    drop(std::thread::Builder::new().spawn(move || drop(things)));
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};
    use std::thread::{self, ThreadId};

    use super::{Bulk, MANY};

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
    fn taken_out_they_are_a_vector() {
        let mut all = Bulk::<i32>::default();
        all.push(1);
        assert_eq!(all.into_vec(), [1]);
    }
}
