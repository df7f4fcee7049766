//! Durations: months, days and seconds side by side.
//!
//! In: amounts of units, whole or fractional. Out: a duration whose fractions have been carried down (a month counts
//! 30.436875 days there, a day 24 hours), its arithmetic and its order. Knows nothing of instants.

use std::cmp::Ordering;

use super::exact::{Decimal, ONE, Ratio};
use super::{NANOS_PER_SECOND, SECONDS_PER_DAY, out_of_range};
use crate::diagnostic::Result;

/// Seconds in the average month: the 400th part of 146,097 days, divided by twelve.
const SECONDS_PER_MONTH: i64 = 2_629_746;

/// Months, days, seconds and nanoseconds, each with its own sign.
///
/// Nanoseconds always lie between 0 and 999,999,999 and count on from the seconds, so that minus one nanosecond is
/// minus one second and 999,999,999 nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Duration {
    months: i64,
    days: i64,
    seconds: i64,
    nanoseconds: i32,
}

/// Amounts of the three independent units, before fractions are carried down.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Amounts {
    pub(super) months: Decimal,
    pub(super) days: Decimal,
    pub(super) seconds: Decimal,
}

/// What a number in a duration counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Component {
    Years,
    Quarters,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}

impl Component {
    /// The component with this name in a map.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "years" => Self::Years,
            "quarters" => Self::Quarters,
            "months" => Self::Months,
            "weeks" => Self::Weeks,
            "days" => Self::Days,
            "hours" => Self::Hours,
            "minutes" => Self::Minutes,
            "seconds" => Self::Seconds,
            "milliseconds" => Self::Milliseconds,
            "microseconds" => Self::Microseconds,
            "nanoseconds" => Self::Nanoseconds,
            _ => return None,
        })
    }

    /// Adds so many of it.
    pub(super) fn add(self, amounts: &mut Amounts, number: Decimal) -> Result<()> {
        let (slot, amount) = match self {
            Self::Years => (&mut amounts.months, number.times(12)?),
            Self::Quarters => (&mut amounts.months, number.times(3)?),
            Self::Months => (&mut amounts.months, number),
            Self::Weeks => (&mut amounts.days, number.times(7)?),
            Self::Days => (&mut amounts.days, number),
            Self::Hours => (&mut amounts.seconds, number.times(3_600)?),
            Self::Minutes => (&mut amounts.seconds, number.times(60)?),
            Self::Seconds => (&mut amounts.seconds, number),
            Self::Milliseconds => (&mut amounts.seconds, number.divided_by(1_000)),
            Self::Microseconds => (&mut amounts.seconds, number.divided_by(1_000_000)),
            Self::Nanoseconds => (&mut amounts.seconds, number.divided_by(1_000_000_000)),
        };
        *slot = slot.plus(amount)?;
        Ok(())
    }
}

impl Duration {
    /// A duration of these parts; nanoseconds beyond a second are carried into the seconds.
    pub fn new(months: i64, days: i64, seconds: i64, nanoseconds: i64) -> Result<Self> {
        Self::from_nanoseconds(
            months,
            days,
            i128::from(seconds) * i128::from(NANOS_PER_SECOND) + i128::from(nanoseconds),
        )
    }

    /// Months and days beside a number of nanoseconds.
    pub(super) fn from_nanoseconds(months: i64, days: i64, nanoseconds: i128) -> Result<Self> {
        let per_second = i128::from(NANOS_PER_SECOND);
        Ok(Self {
            months,
            days,
            seconds: narrow(nanoseconds.div_euclid(per_second))?,
            nanoseconds: nanoseconds.rem_euclid(per_second) as i32,
        })
    }

    /// A duration of fractional amounts.
    pub(super) fn from_amounts(amounts: Amounts) -> Result<Self> {
        let Amounts {
            months,
            days,
            seconds,
        } = amounts;
        Self::carried(months.0, days.0, seconds.0, 0, ONE)
    }

    /// A duration of parts that are all counted in fractions with the same denominator.
    fn carried(
        mut months: i128,
        mut days: i128,
        mut seconds: i128,
        mut nanoseconds: i128,
        mut denominator: i128,
    ) -> Result<Self> {
        // Fractions finer than this change no nanosecond and would not fit the products below.
        const FINEST: i128 = 10_i128.pow(28);
        while denominator > FINEST {
            for part in [
                &mut months,
                &mut days,
                &mut seconds,
                &mut nanoseconds,
                &mut denominator,
            ] {
                *part /= 10;
            }
        }
        let day = i128::from(SECONDS_PER_DAY);
        let mut whole_days = days / denominator;
        // Seconds, still in fractions, that fractions of months and days amount to.
        let rest = months % denominator * i128::from(SECONDS_PER_MONTH) + days % denominator * day;
        whole_days += rest / (denominator * day);
        let mut rest = rest % (denominator * day);
        if whole_days.signum() * rest.signum() < 0 {
            // The sum of both is what is cut to whole days, so they must not pull in different directions.
            rest += denominator * day * whole_days.signum();
            whole_days -= whole_days.signum();
        }
        let seconds = seconds
            .checked_add(rest)
            .ok_or_else(|| out_of_range("duration"))?;
        let per_second = i128::from(NANOS_PER_SECOND);
        let small = (seconds % denominator)
            .checked_mul(per_second)
            .and_then(|part| part.checked_add(nanoseconds))
            .ok_or_else(|| out_of_range("duration"))?
            / denominator;
        let nanoseconds = (seconds / denominator)
            .checked_mul(per_second)
            .and_then(|whole| whole.checked_add(small))
            .ok_or_else(|| out_of_range("duration"))?;
        Self::from_nanoseconds(
            narrow(months / denominator)?,
            narrow(whole_days)?,
            nanoseconds,
        )
    }

    /// The months.
    pub fn months(self) -> i64 {
        self.months
    }
    /// The days.
    pub fn days(self) -> i64 {
        self.days
    }
    /// The seconds.
    pub fn seconds(self) -> i64 {
        self.seconds
    }
    /// The nanoseconds on top of the seconds, 0-999,999,999.
    pub fn nanoseconds(self) -> i32 {
        self.nanoseconds
    }
    /// Seconds and nanoseconds as one number of nanoseconds.
    pub(super) fn total_nanoseconds(self) -> i128 {
        i128::from(self.seconds) * i128::from(NANOS_PER_SECOND) + i128::from(self.nanoseconds)
    }

    /// Both one after the other, part by part.
    pub fn plus(self, other: Self) -> Result<Self> {
        let sum = |a: i64, b: i64| a.checked_add(b).ok_or_else(|| out_of_range("duration"));
        Self::from_nanoseconds(
            sum(self.months, other.months)?,
            sum(self.days, other.days)?,
            self.total_nanoseconds() + other.total_nanoseconds(),
        )
    }

    /// The difference, part by part.
    pub fn minus(self, other: Self) -> Result<Self> {
        let difference = |a: i64, b: i64| a.checked_sub(b).ok_or_else(|| out_of_range("duration"));
        Self::from_nanoseconds(
            difference(self.months, other.months)?,
            difference(self.days, other.days)?,
            self.total_nanoseconds() - other.total_nanoseconds(),
        )
    }

    /// The same length the other way.
    pub fn negated(self) -> Result<Self> {
        Self::default().minus(self)
    }

    /// Every part times a fraction; what is left over is carried down.
    pub(super) fn times(self, factor: Ratio) -> Result<Self> {
        let times = |part: i64| {
            i128::from(part)
                .checked_mul(factor.numerator)
                .ok_or_else(|| out_of_range("duration"))
        };
        Self::carried(
            times(self.months)?,
            times(self.days)?,
            times(self.seconds)?,
            times(i64::from(self.nanoseconds))?,
            factor.denominator,
        )
    }

    /// Its average length in nanoseconds.
    fn average_length(self) -> i128 {
        let seconds = i128::from(self.months) * i128::from(SECONDS_PER_MONTH)
            + i128::from(self.days) * i128::from(SECONDS_PER_DAY);
        seconds * i128::from(NANOS_PER_SECOND) + self.total_nanoseconds()
    }
}

fn narrow(value: i128) -> Result<i64> {
    i64::try_from(value).map_err(|_| out_of_range("duration"))
}

impl Ord for Duration {
    /// By average length; equal lengths by their months, then their days.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |x: &Self| (x.average_length(), x.months, x.days);
        key(self).cmp(&key(other))
    }
}
impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::Value;

    fn read(text: &str) -> Duration {
        text.parse().unwrap()
    }

    fn ratio(value: f64) -> Ratio {
        Ratio::from_number(&Value::Float(value)).unwrap().unwrap()
    }

    #[test]
    fn sums_and_differences() {
        let check = |a: &str, b: &str, sum: &str, difference: &str| {
            assert_eq!(read(a).plus(read(b)).unwrap().to_string(), sum);
            assert_eq!(read(a).minus(read(b)).unwrap().to_string(), difference);
        };
        let long = "P12Y5M14DT16H12M70.000000001S";
        let mixed = "P1M-14DT16H-12M70S";
        let fractional = "P12.5Y5.5M14.5DT16.5H12.5M70.500000003S";
        check(long, long, "P24Y10M28DT32H26M20.000000002S", "PT0S");
        check(
            long,
            mixed,
            "P12Y6MT32H2M20.000000001S",
            "P12Y4M28DT24M0.000000001S",
        );
        check(
            mixed,
            long,
            "P12Y6MT32H2M20.000000001S",
            "P-12Y-4M-28DT-24M-0.000000001S",
        );
        check(
            long,
            fractional,
            "P25Y4M43DT50H11M23.500000004S",
            "P-6M-15DT-17H-45M-3.500000002S",
        );
    }

    #[test]
    fn products_carry_fractions_down() {
        let check = |text: &str, factor: f64, product: &str| {
            assert_eq!(
                read(text).times(ratio(factor)).unwrap().to_string(),
                product
            );
        };
        let long = "P12Y5M14DT16H13M10.000000001S";
        check(long, 0.5, "P6Y2M22DT13H21M8S");
        check(long, 2.0, "P24Y10M28DT32H26M20.000000002S");
        check("PT1H", 0.1, "PT6M");
        check("P1D", -1.5, "P-1DT-12H");
        check("P1Y", 0.0, "PT0S");
        let third = Ratio::from_number(&Value::Integer(3))
            .unwrap()
            .unwrap()
            .inverted()
            .unwrap();
        assert_eq!(read("PT1.5S").times(third).unwrap(), read("PT0.5S"));
        assert_eq!(read("P1M").times(third).unwrap(), read("P10DT3H29M42S"));
        assert!(read("P1Y").times(ratio(1e30)).is_err());
        assert!(ratio(0.0).inverted().is_err());
    }

    #[test]
    fn order_is_by_average_length() {
        let sorted = [
            "P-1Y", "PT-1S", "PT0S", "PT24H", "P1D", "P30D", "P1M", "P31D", "P1Y",
        ];
        assert!(sorted.windows(2).all(|pair| read(pair[0]) < read(pair[1])));
    }

    fn any_duration() -> impl Strategy<Value = Duration> {
        (any::<i64>(), any::<i64>(), any::<i64>(), 0..1_000_000_000).prop_map(
            |(months, days, seconds, nanoseconds)| Duration {
                months,
                days,
                seconds,
                nanoseconds,
            },
        )
    }

    proptest! {
        #[test]
        fn arithmetic_gives_a_duration_or_an_error(a in any_duration(), b in any_duration(), factor: f64) {
            if let (Ok(sum), Ok(back)) = (a.plus(b), a.plus(b).and_then(|sum| sum.minus(b))) {
                prop_assert_eq!(back, a);
                prop_assert_eq!(b.plus(a).unwrap(), sum);
            }
            if let Some(Ok(ratio)) = Ratio::from_number(&Value::Float(factor)) {
                let _ = a.times(ratio);
                let _ = ratio.inverted().and_then(|inverse| a.times(inverse));
            }
            let _ = a.negated();
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        }

        #[test]
        fn halves_and_doubles(months in -1000_i64..1000, days in -1000_i64..1000, seconds in -100_000_i64..100_000) {
            let whole = Duration::new(months * 2, days * 2, seconds * 2, 0).unwrap();
            let half = Duration::new(months, days, seconds, 0).unwrap();
            prop_assert_eq!(whole.times(ratio(0.5)).unwrap(), half);
            prop_assert_eq!(half.times(ratio(2.0)).unwrap(), whole);
        }
    }
}
