//! Names of labels, relationship types and property keys, and their numbers.
//!
//! In: names as written. Out: dense numbers, in the order in which names first came, and back. Numbers are never
//! given to another name while a version that knows them is alive. Knows nothing of nodes.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

/// Names of one sort and their numbers. Both look-ups O(1).
#[derive(Debug, Clone, Default)]
pub(crate) struct Interner {
    names: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, u32>,
    /// The place of each among all in the order of the names, found out when first asked for.
    ranks: OnceLock<Box<[u32]>>,
}

impl Interner {
    /// The number of `name`.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The name of `number`, which this interner has given.
    pub(crate) fn name(&self, number: u32) -> &Arc<str> {
        &self.names[number as usize]
    }

    /// Gives the next number to a name that has none yet.
    pub(crate) fn add(&mut self, name: &str) -> u32 {
        let name: Arc<str> = Arc::from(name);
        let number = self.names.len() as u32;
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        self.ranks.take();
        number
    }

    /// The places of all names, by number, when they are put in order. O(names) but for the first time.
    pub(crate) fn ranks(&self) -> &[u32] {
        self.ranks.get_or_init(|| {
            let mut order: Vec<u32> = (0..self.names.len() as u32).collect();
            order.sort_unstable_by_key(|&number| self.name(number));
            let mut ranks = vec![0; order.len()];
            for (rank, number) in (0..).zip(order) {
                ranks[number as usize] = rank;
            }
            ranks.into()
        })
    }

    /// How many names.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// All names, in the order of their numbers.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = (u32, &Arc<str>)> + '_ {
        self.names
            .iter()
            .enumerate()
            .map(|(number, name)| (number as u32, name))
    }
}

/// All names of one graph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub(crate) labels: Interner,
    pub(crate) types: Interner,
    pub(crate) keys: Interner,
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn numbers_are_dense_and_stable() {
        let mut names = Interner::default();
        let (a, b) = (names.add("A"), names.add("B"));
        assert_eq!((a, b, names.len()), (0, 1, 2));
        assert_eq!(names.number("B"), Some(1));
        assert_eq!(names.number("C"), None);
        assert_eq!(&**names.name(0), "A");
        names.add("AB");
        assert_eq!(names.ranks(), [0, 2, 1]);
        names.add("0");
        assert_eq!(names.ranks(), [1, 3, 2, 0]);
    }
}
