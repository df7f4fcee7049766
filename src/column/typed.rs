//! Values of one Rust type, some of them missing. Knows nothing of [`Value`](crate::value::Value).

use std::sync::Arc;

use super::Bitmap;
use crate::diagnostic::{Interrupt, Result};

/// A shared vector and which places hold something. A clone is O(1).
#[derive(Debug, Clone)]
pub struct Typed<T> {
    values: Arc<Vec<T>>,
    valid: Option<Arc<Bitmap>>,
}

impl<T: Copy> Typed<T> {
    /// Values, none of them missing.
    pub fn new(values: Vec<T>) -> Self {
        Self {
            values: Arc::new(values),
            valid: None,
        }
    }
    /// Values and which of them count; `valid` is as long as `values`.
    pub fn with_validity(values: Vec<T>, valid: Option<Bitmap>) -> Self {
        let valid = valid.filter(|valid| !valid.all()).map(Arc::new);
        Self {
            values: Arc::new(values),
            valid,
        }
    }
    /// How many places.
    pub fn len(&self) -> usize {
        self.values.len()
    }
    /// Are there no places?
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
    /// Is there a value at `at`?
    #[inline]
    pub fn is_valid(&self, at: usize) -> bool {
        self.valid.as_ref().is_none_or(|valid| valid.get(at))
    }
    /// The value at `at`.
    #[inline]
    pub fn get(&self, at: usize) -> Option<T> {
        self.is_valid(at).then(|| self.values[at])
    }
    /// All places; one that is missing holds anything.
    #[inline]
    pub fn values(&self) -> &[T] {
        &self.values
    }
    /// Which places hold a value; `None` when all do.
    #[inline]
    pub fn validity(&self) -> Option<&Bitmap> {
        self.valid.as_deref()
    }
    /// Is it the very same vector, held twice? O(1).
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.values, &other.values)
    }
    /// The same, without what has no bit in `valid`.
    #[must_use]
    pub fn masked(self, valid: &Bitmap) -> Self {
        let valid = match &self.valid {
            None => valid.clone(),
            Some(before) => before.and(valid),
        };
        Self {
            valid: Some(Arc::new(valid)),
            ..self
        }
    }
    /// The places named, in the order named.
    #[must_use]
    pub fn gather(&self, places: &[u32]) -> Self {
        let values = places
            .iter()
            .map(|&place| self.values[place as usize])
            .collect();
        Self::with_validity(
            values,
            self.valid.as_ref().map(|valid| valid.gather(places)),
        )
    }
    /// All places of all parts, in order.
    ///
    /// # Errors
    /// What stops the work.
    pub fn concat<'a>(
        parts: impl Iterator<Item = &'a Self> + Clone,
        interrupt: &Interrupt,
    ) -> Result<Self>
    where
        T: 'a,
    {
        let mut values = Vec::with_capacity(parts.clone().map(Self::len).sum());
        for part in parts.clone() {
            interrupt.check()?;
            values.extend_from_slice(part.values());
        }
        let mut valid = None;
        if parts.clone().any(|part| part.valid.is_some()) {
            let mut all = Vec::with_capacity(values.len());
            for part in parts {
                interrupt.check()?;
                all.extend((0..part.len()).map(|at| part.is_valid(at)));
            }
            valid = Some(all.into_iter().collect());
        }
        Ok(Self::with_validity(values, valid))
    }
}
