//! The way that an index on several properties gives.
//!
//! In: the keys of the index, what is asked of properties. Out: the equalities of its first keys with what is asked of the
//! next one (a range, a prefix, that it is there); nothing where one of its keys may be null, for those who lack one are not
//! in the index. What is asked of keys behind stays with a filter. Knows nothing of other indexes.

use std::sync::Arc;

use super::asked::{Asked, Part, What};
use super::indexed::Range;
use super::{Way, one_of_many};
use crate::optimize::estimate::Estimator;
use crate::plan::lowering::Scan;
use crate::plan::{Indexed, OtherKeys};
use crate::semantics::checked::Expr;

/// See the head of the file. `settled` is what having the label settles.
pub(super) fn composite_way(
    keys: &[Arc<str>],
    asked: &Asked<'_>,
    indexed: &Indexed,
    settled: &[usize],
    estimator: &Estimator<'_>,
) -> Option<Way> {
    let equal: Vec<_> = keys.iter().map_while(|key| equal_to(asked, key)).collect();
    let values = || {
        let pairs = equal.iter().map(|(part, value)| (part.key, *value));
        pairs.map(|(key, value)| (key.clone(), value.clone()))
    };
    let mut present = keys[equal.len()..].to_vec();
    let mut settles: Vec<usize> = equal.iter().map(|(part, _)| part.number).collect();
    let mut needs = equal.iter().fold(0, |needs, (part, _)| needs | part.needs);
    for key in &present {
        settles.extend(asked.present(key)?);
    }
    let next = present.first().and_then(|key| Next::of(asked, key));
    let rest = |present: &mut Vec<Arc<str>>| {
        let key = present.remove(0);
        let others = OtherKeys {
            equal: values().collect(),
            present: std::mem::take(present),
        };
        (key, others)
    };
    let indexed = indexed.clone();
    // What equals the first keys is few already.
    let trusted = !equal.is_empty();
    let mut work = 1.0;
    let (scan, rows) = match next {
        Some(Next::Prefix(part, prefix)) => {
            settles.push(part.number);
            needs |= part.needs;
            let (key, others) = rest(&mut present);
            if !trusted {
                work = one_of_many(estimator.told_with_prefix(&indexed, &key, prefix));
            }
            let rows = estimator.with_prefix(&indexed, &key, prefix);
            let rows = rows * estimator.others_share(&indexed, &others);
            let scan = Scan::Prefix {
                indexed,
                key,
                prefix: prefix.clone(),
                others,
                settles: settles.clone(),
            };
            (scan, rows)
        }
        Some(Next::Range(range)) => {
            settles.extend(&range.settles);
            needs |= range.needs;
            let (key, others) = rest(&mut present);
            if !trusted {
                work = range.work(&indexed, &key, estimator);
            }
            let rows = range.rows(&indexed, &key, estimator);
            let rows = rows * estimator.others_share(&indexed, &others);
            let scan = Scan::Range {
                indexed,
                key,
                lower: range.lower,
                upper: range.upper,
                others,
                settles: settles.clone(),
            };
            (scan, rows)
        }
        None if equal.is_empty() => return None,
        None => {
            let pairs = equal.iter().map(|(part, value)| (part.key, *value));
            let rows = estimator.equal_to_all(&indexed, pairs);
            let rows = rows * estimator.present_share(&indexed, &present);
            let scan = Scan::Seek {
                indexed,
                values: values().collect(),
                present,
                settles: settles.clone(),
            };
            (scan, rows)
        }
    };
    settles.extend(settled);
    Some(Way {
        scan,
        rows,
        work,
        needs,
        settles,
    })
}

/// What a property must equal.
fn equal_to<'p, 'a>(asked: &'p Asked<'a>, key: &str) -> Option<(&'p Part<'a>, &'a Expr)> {
    asked.of_key(key).find_map(|part| match part.what {
        What::Equal(value) => Some((part, value)),
        _ => None,
    })
}

/// What is asked of the key behind the equal ones.
enum Next<'p, 'a> {
    Prefix(&'p Part<'a>, &'a Expr),
    Range(Range),
}

impl<'p, 'a> Next<'p, 'a> {
    fn of(asked: &'p Asked<'a>, key: &str) -> Option<Self> {
        let prefix = asked.of_key(key).find_map(|part| match part.what {
            What::Prefix(prefix) => Some(Self::Prefix(part, prefix)),
            _ => None,
        });
        let range = || Some(Range::of(asked.of_key(key))).filter(Range::is_bounded);
        prefix.or_else(|| range().map(Self::Range))
    }
}
