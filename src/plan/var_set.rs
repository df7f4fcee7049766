//! A set of variables, as bits.
//!
//! In and out: [`VarId`]s. Knows nothing of what they stand for.

use crate::semantics::checked::VarId;

/// A set of variables. Membership is O(1), the rest O(highest number / 64).
#[derive(Debug, Clone, Default)]
pub struct VarSet(Vec<u64>);

impl VarSet {
    /// The empty set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Is the variable in it?
    pub fn contains(&self, variable: VarId) -> bool {
        let at = variable.index();
        self.0
            .get(at / 64)
            .is_some_and(|word| word & (1 << (at % 64)) != 0)
    }
    /// Puts a variable in; was it new?
    pub fn insert(&mut self, variable: VarId) -> bool {
        let at = variable.index();
        if self.0.len() <= at / 64 {
            self.0.resize(at / 64 + 1, 0);
        }
        let word = &mut self.0[at / 64];
        let new = *word & (1 << (at % 64)) == 0;
        *word |= 1 << (at % 64);
        new
    }
    /// Takes a variable out.
    pub fn remove(&mut self, variable: VarId) {
        let at = variable.index();
        if let Some(word) = self.0.get_mut(at / 64) {
            *word &= !(1 << (at % 64));
        }
    }
    /// Is nothing in it?
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }
    /// How many are in it?
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }
    /// Are all of these in the other set too?
    pub fn is_subset(&self, other: &Self) -> bool {
        self.0
            .iter()
            .enumerate()
            .all(|(at, word)| word & !other.0.get(at).copied().unwrap_or(0) == 0)
    }
    /// Is any of these in the other set?
    pub fn intersects(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
    /// Puts all of the other set in.
    pub fn union_with(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }
    /// Takes all of the other set out.
    pub fn subtract(&mut self, other: &Self) {
        for (word, less) in self.0.iter_mut().zip(&other.0) {
            *word &= !less;
        }
    }
    /// Its members, ascending.
    pub fn iter(&self) -> impl Iterator<Item = VarId> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            (0..64)
                .filter(move |bit| word & (1 << bit) != 0)
                .map(move |bit| VarId(at as u32 * 64 + bit))
        })
    }
}

impl PartialEq for VarSet {
    fn eq(&self, other: &Self) -> bool {
        self.is_subset(other) && other.is_subset(self)
    }
}
impl Eq for VarSet {}

impl FromIterator<VarId> for VarSet {
    fn from_iter<I: IntoIterator<Item = VarId>>(variables: I) -> Self {
        let mut set = Self::new();
        set.extend(variables);
        set
    }
}

impl Extend<VarId> for VarSet {
    fn extend<I: IntoIterator<Item = VarId>>(&mut self, variables: I) {
        for variable in variables {
            self.insert(variable);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(of: &[u32]) -> VarSet {
        of.iter().map(|id| VarId(*id)).collect()
    }

    #[test]
    fn sets() {
        #[track_caller]
        fn check(a: &[u32], b: &[u32], subset: bool, intersects: bool) {
            assert_eq!(set(a).is_subset(&set(b)), subset);
            assert_eq!(set(a).intersects(&set(b)), intersects);
            let mut union = set(a);
            union.union_with(&set(b));
            let mut rest = union.clone();
            rest.subtract(&set(b));
            assert!(set(a).is_subset(&union) && set(b).is_subset(&union));
            assert!(!rest.intersects(&set(b)));
            assert_eq!(union.len(), union.iter().count());
        }
        check(&[], &[], true, false);
        check(&[1], &[1, 200], true, true);
        check(&[200], &[1], false, false);
        check(&[3, 64], &[64, 65], false, true);
    }
}
