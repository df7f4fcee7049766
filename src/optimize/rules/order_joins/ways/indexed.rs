//! The ways that indexes on one property give.
//!
//! In: what is asked of properties, whose indexes. Out: a way for each that there is an index for, or would be one. Knows
//! nothing of indexes on several properties but that they give ways as well.

use std::sync::Arc;

use super::super::bits::{Bits, Mask};
use super::asked::{Asked, Part, What};
use super::composite::composite_way;
use super::{Way, one_of_many};
use crate::optimize::estimate::Estimator;
use crate::plan::lowering::{Condition, Scan};
use crate::plan::{Indexed, OtherKeys};
use crate::semantics::checked::{CompareOp, Expr, VarId};

/// A way by every index that a condition can ask. `settled` is what having the label settles.
pub(super) fn index_ways(
    found: VarId,
    indexed: &Indexed,
    settled: &[usize],
    tests: &[Condition],
    estimator: &Estimator<'_>,
    bits: &Bits<'_>,
) -> Vec<Way> {
    let asked = Asked::of(found, tests, bits);
    let mut ways: Vec<Way> = (asked.parts.iter())
        .filter_map(|part| single(part, indexed, settled, estimator))
        .collect();
    let mut ranged: Vec<&str> = Vec::new();
    for part in &asked.parts {
        let is_new = matches!(part.what, What::Bound(..)) && !ranged.contains(&&**part.key);
        if is_new && estimator.has_index(indexed, part.key) {
            ranged.push(part.key);
            let range = Range::of(asked.of_key(part.key));
            let mut settles = settled.to_vec();
            settles.extend(&range.settles);
            ways.push(Way {
                rows: range.rows(indexed, part.key, estimator),
                work: range.work(indexed, part.key, estimator),
                needs: range.needs,
                settles,
                scan: Scan::Range {
                    indexed: indexed.clone(),
                    key: part.key.clone(),
                    lower: range.lower,
                    upper: range.upper,
                    others: OtherKeys::default(),
                    settles: range.settles,
                },
            });
        }
    }
    for keys in estimator.statistics.composite_indexes(indexed) {
        ways.extend(composite_way(&keys, &asked, indexed, settled, estimator));
    }
    ways
}

/// The way by an index on the one property, but for bounds.
fn single(
    part: &Part<'_>,
    indexed: &Indexed,
    settled: &[usize],
    estimator: &Estimator<'_>,
) -> Option<Way> {
    let (key, number) = (part.key, part.number);
    let (indexed_by, key_of) = (|| indexed.clone(), || key.clone());
    let mut work = 1.0;
    let (scan, rows) = match &part.what {
        What::Equal(value) => {
            let may_grow = estimator.growing && matches!(indexed, Indexed::Label(_));
            if !(may_grow || estimator.can_look_up(indexed, key)) {
                return None;
            }
            let scan = Scan::Seek {
                indexed: indexed_by(),
                values: vec![(key_of(), (*value).clone())],
                present: Vec::new(),
                settles: vec![number],
            };
            let rows = estimator.equal_to_all(indexed, [(key, *value)].into_iter());
            (scan, rows)
        }
        What::In(list) if estimator.can_look_up(indexed, key) => {
            let scan = Scan::In {
                indexed: indexed_by(),
                key: key_of(),
                list: (**list).clone(),
                settles: number,
            };
            (scan, estimator.equal_to_any(indexed, key, list))
        }
        What::Prefix(prefix) if estimator.has_index(indexed, key) => {
            work = one_of_many(estimator.told_with_prefix(indexed, key, prefix));
            let scan = Scan::Prefix {
                indexed: indexed_by(),
                key: key_of(),
                prefix: (*prefix).clone(),
                others: OtherKeys::default(),
                settles: vec![number],
            };
            (scan, estimator.with_prefix(indexed, key, prefix))
        }
        What::In(_) | What::Prefix(_) | What::Bound(..) => return None,
    };
    let mut settles = settled.to_vec();
    settles.push(number);
    Some(Way {
        scan,
        rows,
        work,
        needs: part.needs,
        settles,
    })
}

/// The first lower and the first upper bound of a property.
#[derive(Default)]
pub(super) struct Range {
    pub(super) lower: Option<(Expr, bool)>,
    pub(super) upper: Option<(Expr, bool)>,
    pub(super) needs: Mask,
    pub(super) settles: Vec<usize>,
}

impl Range {
    /// Of what is asked of the property.
    pub(super) fn of<'a: 'p, 'p>(parts: impl Iterator<Item = &'p Part<'a>>) -> Self {
        let mut range = Self::default();
        for part in parts {
            let What::Bound(op, value) = &part.what else {
                continue;
            };
            let (bound, included) = match op {
                CompareOp::Greater => (&mut range.lower, false),
                CompareOp::GreaterOrEqual => (&mut range.lower, true),
                CompareOp::Less => (&mut range.upper, false),
                _ => (&mut range.upper, true),
            };
            if bound.is_none() {
                *bound = Some(((*value).clone(), included));
                range.needs |= part.needs;
                range.settles.push(part.number);
            }
        }
        range
    }

    /// Has it a bound?
    pub(super) fn is_bounded(&self) -> bool {
        self.lower.is_some() || self.upper.is_some()
    }

    /// How many are in it.
    pub(super) fn rows(&self, indexed: &Indexed, key: &Arc<str>, estimator: &Estimator<'_>) -> f64 {
        estimator.in_range(indexed, key, self.lower.as_ref(), self.upper.as_ref())
    }

    /// The work of finding one of them.
    pub(super) fn work(&self, indexed: &Indexed, key: &Arc<str>, estimator: &Estimator<'_>) -> f64 {
        let (lower, upper) = (self.lower.as_ref(), self.upper.as_ref());
        one_of_many(estimator.told_in_range(indexed, key, lower, upper))
    }
}
