//! How many nodes or relationships an index finds.
//!
//! In: whose index it is, what its properties are compared with. Out: expected numbers, from how values are spread, else from
//! how many values there are. Knows nothing of plans.

use std::sync::Arc;

use super::{EQUAL, Estimator, PREFIX, RANGE, length};
use crate::optimize::peek::{Asked, Of};
use crate::plan::{Indexed, OtherKeys};
use crate::semantics::checked::Expr;

impl Estimator<'_> {
    /// Those of an index on the properties whose properties equal these values.
    pub(in crate::optimize) fn equal_to_all<'k>(
        &self,
        indexed: &Indexed,
        values: impl Iterator<Item = (&'k Arc<str>, &'k Expr)> + Clone,
    ) -> f64 {
        let mut both = values.clone();
        if let (Some((key, value)), None) = (both.next(), both.next()) {
            let of = Of::from(indexed);
            if self.is_repeated(&of, key)
                && let Some(share) = self.asked(of, key, Asked::Equal(value.clone()))
            {
                return share * self.size(indexed);
            }
        }
        let (mut with, mut different) = (f64::MAX, 1.0_f64);
        for (key, _) in values {
            with = with.min(self.with_property(indexed, key));
            different *= self.values(indexed, key);
        }
        with / different.min(with).max(1.0)
    }

    /// Those whose property equals an element of the list.
    pub(in crate::optimize) fn equal_to_any(
        &self,
        indexed: &Indexed,
        key: &Arc<str>,
        list: &Expr,
    ) -> f64 {
        let of = Of::from(indexed);
        if self.is_repeated(&of, key)
            && let Some(share) = self.asked(of, key, Asked::In(list.clone()))
        {
            return share * self.size(indexed);
        }
        let with = self.with_property(indexed, key);
        (with / self.values(indexed, key) * length(list)).min(with)
    }

    /// Those whose property lies between bounds.
    pub(in crate::optimize) fn in_range(
        &self,
        indexed: &Indexed,
        key: &Arc<str>,
        lower: Option<&(Expr, bool)>,
        upper: Option<&(Expr, bool)>,
    ) -> f64 {
        let told = self.told_in_range(indexed, key, lower, upper);
        told.unwrap_or_else(|| {
            let bounds = lower.iter().count() + upper.iter().count();
            self.with_property(indexed, key) * RANGE.powi(bounds as i32)
        })
    }

    /// The same, where it is told by how values are spread.
    pub(in crate::optimize) fn told_in_range(
        &self,
        indexed: &Indexed,
        key: &Arc<str>,
        lower: Option<&(Expr, bool)>,
        upper: Option<&(Expr, bool)>,
    ) -> Option<f64> {
        let bounds = (lower.cloned(), upper.cloned());
        let share = self.between(&Of::from(indexed), key, bounds)?;
        Some(share * self.size(indexed))
    }

    /// Those whose property is a string that starts with a prefix.
    pub(in crate::optimize) fn with_prefix(
        &self,
        indexed: &Indexed,
        key: &Arc<str>,
        prefix: &Expr,
    ) -> f64 {
        let told = self.told_with_prefix(indexed, key, prefix);
        told.unwrap_or_else(|| self.with_property(indexed, key) * PREFIX)
    }

    /// The same, where it is told by how values are spread.
    pub(in crate::optimize) fn told_with_prefix(
        &self,
        indexed: &Indexed,
        key: &Arc<str>,
        prefix: &Expr,
    ) -> Option<f64> {
        let share = self.asked(Of::from(indexed), key, Asked::Prefix(prefix.clone()))?;
        Some(share * self.size(indexed))
    }

    /// The share of which the other properties of an index are as asked.
    pub(in crate::optimize) fn others_share(&self, indexed: &Indexed, others: &OtherKeys) -> f64 {
        let equal = if others.equal.is_empty() {
            1.0
        } else {
            let pairs = others.equal.iter().map(|(key, value)| (key, value));
            self.equal_to_all(indexed, pairs) / self.size(indexed).max(1.0)
        };
        equal * self.present_share(indexed, &others.present)
    }

    /// The share that has all of these properties.
    pub(in crate::optimize) fn present_share(&self, indexed: &Indexed, keys: &[Arc<str>]) -> f64 {
        let size = self.size(indexed).max(1.0);
        let shares = (keys.iter()).map(|key| self.with_property(indexed, key) / size);
        shares.product()
    }

    /// All nodes with the label, or relationships of the type.
    fn size(&self, indexed: &Indexed) -> f64 {
        match indexed {
            Indexed::Label(label) => self.nodes(Some(label)),
            Indexed::Type(ty) => self.statistics.relationship_count(Some(ty)),
        }
    }

    /// Those that have the property.
    fn with_property(&self, indexed: &Indexed, key: &str) -> f64 {
        match indexed {
            Indexed::Label(label) => self.statistics.count_with_property(Some(label), key),
            Indexed::Type(ty) => match self.statistics.type_index(ty, key) {
                Some((with, _)) => with,
                None => self.statistics.relationship_count(Some(ty)),
            },
        }
    }

    /// How many distinct values the property has; at least 1.
    fn values(&self, indexed: &Indexed, key: &str) -> f64 {
        let values = match indexed {
            Indexed::Label(label) => self.statistics.distinct_values(Some(label), key),
            Indexed::Type(ty) => match self.statistics.type_index(ty, key) {
                Some((_, values)) => values,
                None => 1.0 / EQUAL,
            },
        };
        values.max(1.0)
    }

    /// Is there an index on this property?
    pub(in crate::optimize) fn has_index(&self, indexed: &Indexed, key: &str) -> bool {
        match indexed {
            Indexed::Label(label) => self.statistics.has_index(label, key),
            Indexed::Type(ty) => self.statistics.type_index(ty, key).is_some(),
        }
    }

    /// Are they quick to find by a value of this property?
    pub(in crate::optimize) fn can_look_up(&self, indexed: &Indexed, key: &str) -> bool {
        match indexed {
            Indexed::Label(label) => self.statistics.can_look_up(label, key),
            Indexed::Type(_) => self.has_index(indexed, key),
        }
    }
}
