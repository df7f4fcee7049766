//! Names of labels, relationship types and property keys, and their numbers.
//!
//! In: names as written. Out: dense numbers, in the order in which names first came, and back. Numbers are never
//! given to another name while a version that knows them is alive. Knows nothing of nodes.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Names of one sort and their numbers. Both look-ups O(1).
#[derive(Debug, Clone, Default)]
pub(crate) struct Interner {
    names: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, u32>,
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
        number
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
    }
}
