//! How the values of a property are spread.
//!
//! In: a sample of nodes or relationships, each with a value or none. Out: which share of all has a value, equals one, lies
//! in a range or begins like a text: from the most common values, kept with how often they come, and of the rest values at
//! even distances (an equi-depth histogram; Ioannidis 2003 on what holds up, PostgreSQL on this pair). Knows nothing of
//! where the sample comes from.

use std::cmp::Ordering;

use crate::value::order::{compare, comparison};
use crate::value::{Value, equality};

/// How many common values are kept.
const COMMON: usize = 64;
/// How many values of the rest are kept.
const POINTS: usize = 256;
/// A value is common when it comes so many times more often than one does on average.
const OFTEN: f64 = 1.25;

/// The spread of one property over the nodes with a label, or the relationships of a type.
#[derive(Debug, Clone, Default)]
pub struct Distribution {
    /// Was there nothing but what the sample has?
    whole: bool,
    /// The share of each common value, ascending by value.
    common: Vec<(Value, f64)>,
    /// Values of the rest at even distances, ascending.
    points: Vec<Value>,
    /// The share of all that have a value which is not common.
    rest: f64,
    /// How many different values the rest has, as far as the sample tells.
    rest_distinct: f64,
}

/// An end of a range: the value, and whether it is included.
pub type Bound<'v> = (&'v Value, bool);

impl Distribution {
    /// From a sample of `total`; `null` where there is no value. `O(sample log sample)`.
    pub fn new(mut sample: Vec<Value>, total: usize) -> Self {
        let looked_at = sample.len().max(1) as f64;
        let whole = sample.len() >= total;
        sample.retain(|value| !value.is_null());
        sample.sort_by(compare);
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (at, value) in sample.iter().enumerate() {
            match runs.last_mut() {
                Some((first, times)) if equality::equivalent(&sample[*first], value) => *times += 1,
                _ => runs.push((at, 1)),
            }
        }
        let average = sample.len() as f64 / runs.len().max(1) as f64;
        let mut often: Vec<usize> = (0..runs.len())
            .filter(|run| runs[*run].1 > 1 && runs[*run].1 as f64 > OFTEN * average)
            .collect();
        if runs.len() <= COMMON {
            // Few different values: all of them are kept, unless that says nothing.
            often = (0..runs.len()).filter(|run| runs[*run].1 > 1).collect();
        }
        often.sort_by_key(|run| std::cmp::Reverse(runs[*run].1));
        often.truncate(COMMON);
        often.sort_unstable();
        let mut common = Vec::with_capacity(often.len());
        let mut rest = Vec::new();
        let (mut once, mut distinct) = (0.0, 0.0);
        let mut next = often.iter().peekable();
        for (number, (first, times)) in runs.iter().enumerate() {
            if next.next_if(|run| **run == number).is_some() {
                common.push((sample[*first].clone(), *times as f64 / looked_at));
                continue;
            }
            distinct += 1.0;
            once += f64::from(u8::from(*times == 1));
            rest.extend(*first..first + times);
        }
        let seen = rest.len() as f64;
        let step = (seen / POINTS as f64).max(1.0);
        let points = (0..rest.len().min(POINTS))
            .map(|point| sample[rest[((point as f64 + 0.5) * step) as usize]].clone());
        let in_all = seen / looked_at * total as f64;
        Self {
            whole,
            points: points.collect(),
            rest: seen / looked_at,
            // The estimator Duj1 of Haas and Stokes.
            rest_distinct: if seen == 0.0 {
                0.0
            } else {
                (seen * distinct / (seen - once + once * seen / in_all.max(1.0)))
                    .clamp(distinct, in_all.max(distinct))
            },
            common,
        }
    }

    /// The share of all that have a value.
    pub fn present(&self) -> f64 {
        self.rest + self.common.iter().map(|(_, share)| share).sum::<f64>()
    }

    /// Does it matter which value one asks for?
    pub fn is_skewed(&self) -> bool {
        let shares = self.common.iter().map(|(_, share)| *share);
        let (least, most) = shares.fold((f64::MAX, 0.0), |(least, most): (f64, f64), share| {
            (least.min(share), most.max(share))
        });
        let one_of_rest = self.rest / self.rest_distinct.max(1.0);
        let least = if self.rest_distinct > 0.0 {
            least.min(one_of_rest)
        } else {
            least
        };
        most > 4.0 * least
    }

    /// The share of all whose value equals this one.
    pub fn equal(&self, value: &Value) -> f64 {
        let found = self
            .common
            .iter()
            .find(|(common, _)| equality::equals(common, value) == Some(true));
        match found {
            Some((_, share)) => *share,
            None if value.is_null() => 0.0,
            None if self.whole && self.points.len() < POINTS => {
                let same = |point: &&Value| equality::equals(point, value) == Some(true);
                let times = self.points.iter().filter(same).count();
                self.rest * times as f64 / self.points.len().max(1) as f64
            }
            None => self.rest / self.rest_distinct.max(1.0),
        }
    }

    /// The share of all whose value lies between the bounds. Values that do not compare with them do not.
    pub fn between(&self, lower: Option<Bound<'_>>, upper: Option<Bound<'_>>) -> f64 {
        let inside = |value: &Value| {
            let above = lower.is_none_or(|(bound, included)| {
                comparison(value, bound).flatten().is_some_and(|order| {
                    order == Ordering::Greater || included && order == Ordering::Equal
                })
            });
            above
                && upper.is_none_or(|(bound, included)| {
                    comparison(value, bound).flatten().is_some_and(|order| {
                        order == Ordering::Less || included && order == Ordering::Equal
                    })
                })
        };
        let common = self.common.iter().filter(|(value, _)| inside(value));
        let points = self.points.iter().filter(|value| inside(value)).count();
        self.share(common, points)
    }

    /// The share of all whose value is a string that starts with `prefix`.
    pub fn starting_with(&self, prefix: &str) -> f64 {
        // They stand together, from where the prefix itself would stand.
        let first = Value::string(prefix);
        let with_it =
            |value: &Value| matches!(value, Value::String(text) if text.starts_with(prefix));
        let before = |value: &Value| compare(value, &first).is_lt();
        let from = self.common.partition_point(|(value, _)| before(value));
        let common = self.common[from..].iter();
        let points = &self.points[self.points.partition_point(before)..];
        self.share(
            common.take_while(|(value, _)| with_it(value)),
            points.partition_point(with_it),
        )
    }

    /// Of common values exactly, of the rest by so many points; never nothing, unless there is nothing else.
    fn share<'d>(&self, common: impl Iterator<Item = &'d (Value, f64)>, points: usize) -> f64 {
        let common: f64 = common.map(|(_, share)| share).sum();
        let least = if self.whole && self.points.len() < POINTS || self.points.is_empty() {
            0.0
        } else {
            0.25
        };
        let points = (points as f64).max(least) / self.points.len().max(1) as f64;
        common + self.rest * points
    }
}

#[cfg(test)]
mod tests {
    use super::Distribution;
    use crate::value::Value;

    /// The factor by which an estimate is off, with numbers too small to matter taken as one in `floor`.
    fn q_error(found: f64, actual: f64, floor: f64) -> f64 {
        let (found, actual) = (found.max(floor), actual.max(floor));
        (found / actual).max(actual / found)
    }

    /// Skewed values: value `v` comes about `1 / (v + 1)` as often as value 0 does (Zipf).
    fn zipf(count: usize, distinct: usize) -> Vec<i64> {
        let mut random = fastrand::Rng::with_seed(11);
        let weights: Vec<f64> = (0..distinct)
            .map(|value| 1.0 / (value as f64 + 1.0))
            .collect();
        let all: f64 = weights.iter().sum();
        let mut values: Vec<i64> = weights
            .iter()
            .enumerate()
            .flat_map(|(value, weight)| {
                let times = (weight / all * count as f64).round() as usize;
                std::iter::repeat_n(value as i64, times)
            })
            .collect();
        random.shuffle(&mut values);
        values
    }

    /// Equality and ranges are estimated within these factors, over all values.
    fn check(values: &[i64], sampled: usize, equal_within: f64, range_within: f64) {
        let step = values.len().div_ceil(sampled);
        let sample: Vec<Value> = values
            .iter()
            .step_by(step)
            .map(|value| Value::Integer(*value))
            .collect();
        let spread = Distribution::new(sample, values.len());
        let all = values.len() as f64;
        let highest = values.iter().copied().max().unwrap_or(0);
        let share = |inside: &dyn Fn(i64) -> bool| {
            values.iter().filter(|value| inside(**value)).count() as f64 / all
        };
        for value in [0, 1, 2, 5, 20, highest / 3, highest / 2, highest] {
            let number = Value::Integer(value);
            let actual = share(&|other| other == value);
            let found = spread.equal(&number);
            let error = q_error(found, actual, 1.0 / 256.0);
            assert!(error <= equal_within, "= {value}: {found} for {actual}");
            for upper in [value, value + 1, value * 2 + 3] {
                let (bound, actual) = (
                    Value::Integer(upper),
                    share(&|other| value <= other && other < upper),
                );
                let found = spread.between(Some((&number, true)), Some((&bound, false)));
                let error = q_error(found, actual, 1.0 / 64.0);
                assert!(
                    error <= range_within,
                    "{value}..{upper}: {found} for {actual}"
                );
            }
            let actual = share(&|other| other <= value);
            let found = spread.between(None, Some((&number, true)));
            let error = q_error(found, actual, 1.0 / 64.0);
            assert!(error <= range_within, "<= {value}: {found} for {actual}");
        }
    }

    #[test]
    fn estimates_of_skewed_values_are_near() {
        check(&zipf(1000, 40), 4096, 1.01, 1.01);
        check(&zipf(100_000, 50), 4096, 1.5, 1.3);
        check(&zipf(100_000, 3000), 4096, 2.0, 1.3);
        let flat: Vec<i64> = (0..100_000).map(|number| number * 7919 % 50_000).collect();
        check(&flat, 4096, 1.1, 1.3);
        let few: Vec<i64> = (0..300).collect();
        check(&few, 4096, 1.5, 1.6);
    }

    #[test]
    fn other_types_and_nothing() {
        let spread = Distribution::new(Vec::new(), 0);
        assert_eq!(spread.present(), 0.0);
        assert_eq!(spread.equal(&1.into()), 0.0);
        assert!(!spread.is_skewed());
        let mut sample: Vec<Value> = vec![Value::Null; 50];
        sample.extend((0..30).map(|_| Value::from("Anna")));
        sample.extend((0..20).map(|number| Value::from(format!("B{number}"))));
        let spread = Distribution::new(sample, 100);
        assert!((spread.present() - 0.5).abs() < 1e-9);
        assert!((spread.equal(&"Anna".into()) - 0.3).abs() < 1e-9);
        assert!((spread.equal(&"B7".into()) - 0.01).abs() < 1e-9);
        assert_eq!(spread.equal(&"nobody".into()), 0.0);
        assert!((spread.starting_with("B") - 0.2).abs() < 1e-9);
        assert_eq!(spread.between(Some((&1.into(), true)), None), 0.0);
        assert!((spread.between(Some((&"B".into(), true)), None) - 0.2).abs() < 1e-9);
        assert!(spread.is_skewed());
    }
}
