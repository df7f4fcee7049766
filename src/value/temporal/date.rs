//! A calendar day, in the proleptic Gregorian calendar.
//!
//! In: years, months, weeks, quarters, days. Out: the day they name, and its parts. Knows nothing of times or zones.

use std::fmt;

use super::{invalid, out_of_range, parse};
use crate::diagnostic::{Diagnostic, Result};

/// A calendar day, as days since 1970-01-01. Years run from -999,999,999 to +999,999,999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    days: i64,
}

/// Days in 400 years, after which the calendar repeats, weekdays included.
pub(super) const DAYS_PER_CYCLE: i64 = 146_097;

/// The largest year; the smallest is its negative.
pub(super) const MAX_YEAR: i64 = 999_999_999;

impl Date {
    /// The first day there is, -999999999-01-01.
    pub const MIN: Self = Self {
        days: days_from_civil(-MAX_YEAR, 1, 1),
    };
    /// The last day there is, +999999999-12-31.
    pub const MAX: Self = Self {
        days: days_from_civil(MAX_YEAR, 12, 31),
    };
    /// The day components start from when none is given: 0000-01-01.
    pub(super) const YEAR_ZERO: Self = Self {
        days: days_from_civil(0, 1, 1),
    };

    /// The day that is so many days after 1970-01-01, if it is in range.
    pub fn from_epoch_days(days: i64) -> Option<Self> {
        (Self::MIN.days..=Self::MAX.days)
            .contains(&days)
            .then_some(Self { days })
    }

    /// Days since 1970-01-01.
    pub fn epoch_days(self) -> i64 {
        self.days
    }

    /// The day with this year, month (1-12) and day of the month.
    pub fn from_calendar(year: i64, month: i64, day: i64) -> Result<Self> {
        check_range("year", year, -MAX_YEAR, MAX_YEAR)?;
        check_range("month", month, 1, 12)?;
        check_range("day", day, 1, 31)?;
        if day > days_in_month(year, month) {
            return Err(invalid(format!(
                "Month {month} of year {year} has no day {day}"
            )));
        }
        Ok(Self {
            days: days_from_civil(year, month, day),
        })
    }

    /// The day with this ISO week-based year, week (1-53) and day of the week (1 is Monday).
    pub fn from_week(year: i64, week: i64, day_of_week: i64) -> Result<Self> {
        check_range("year", year, -MAX_YEAR, MAX_YEAR)?;
        check_range("dayOfWeek", day_of_week, 1, 7)?;
        check_week(year, week)?;
        Self::checked(first_monday(year) + (week - 1) * 7 + (day_of_week - 1))
    }

    /// The day with this year, quarter (1-4) and day of the quarter (1-92).
    pub fn from_quarter(year: i64, quarter: i64, day_of_quarter: i64) -> Result<Self> {
        check_range("quarter", quarter, 1, 4)?;
        Self::from_calendar(year, quarter * 3 - 2, 1)?.with_day_of_quarter(day_of_quarter)
    }

    /// The day with this year and day of the year (1-366).
    pub fn from_ordinal(year: i64, ordinal_day: i64) -> Result<Self> {
        Self::from_calendar(year, 1, 1)?.with_ordinal_day(ordinal_day)
    }

    fn checked(days: i64) -> Result<Self> {
        Self::from_epoch_days(days).ok_or_else(|| out_of_range("date"))
    }

    /// Year, month and day of the month.
    pub fn calendar(self) -> (i64, i64, i64) {
        civil_from_days(self.days)
    }
    /// The year.
    pub fn year(self) -> i64 {
        self.calendar().0
    }
    /// The month of the year, 1-12.
    pub fn month(self) -> i64 {
        self.calendar().1
    }
    /// The day of the month, 1-31.
    pub fn day(self) -> i64 {
        self.calendar().2
    }
    /// The quarter of the year, 1-4.
    pub fn quarter(self) -> i64 {
        (self.month() + 2) / 3
    }
    /// The day of the quarter, 1-92.
    pub fn day_of_quarter(self) -> i64 {
        let (year, month, _) = self.calendar();
        self.days - days_from_civil(year, (month - 1) / 3 * 3 + 1, 1) + 1
    }
    /// The day of the year, 1-366.
    pub fn ordinal_day(self) -> i64 {
        self.days - days_from_civil(self.year(), 1, 1) + 1
    }
    /// The day of the week; 1 is Monday, 7 is Sunday.
    pub fn day_of_week(self) -> i64 {
        // 1970-01-01 was a Thursday.
        (self.days + 3).rem_euclid(7) + 1
    }
    /// The year the ISO week belongs to.
    pub fn week_year(self) -> i64 {
        // The Thursday of a week decides which year the week belongs to.
        civil_from_days(self.days - self.day_of_week() + 4).0
    }
    /// The ISO week of the week-based year, 1-53.
    pub fn week(self) -> i64 {
        (self.days - first_monday(self.week_year())) / 7 + 1
    }

    /// The same month and day in another year; 29 February becomes the 28th where needed.
    pub(super) fn with_year(self, year: i64) -> Result<Self> {
        let (_, month, day) = self.calendar();
        check_range("year", year, -MAX_YEAR, MAX_YEAR)?;
        Self::from_calendar(year, month, day.min(days_in_month(year, month)))
    }
    /// The same week and day of the week in another week-based year; week 53 becomes 52 where needed.
    pub(super) fn with_week_year(self, year: i64) -> Result<Self> {
        check_range("year", year, -MAX_YEAR, MAX_YEAR)?;
        Self::from_week(
            year,
            self.week().min(weeks_in_year(year)),
            self.day_of_week(),
        )
    }
    /// The same place in the quarter, in another quarter of the year.
    pub(super) fn with_quarter(self, quarter: i64) -> Result<Self> {
        check_range("quarter", quarter, 1, 4)?;
        self.with_month((self.month() - 1) % 3 + quarter * 3 - 2)
    }
    /// The same day in another month, or the last one it has.
    pub(super) fn with_month(self, month: i64) -> Result<Self> {
        let (year, _, day) = self.calendar();
        check_range("month", month, 1, 12)?;
        Self::from_calendar(year, month, day.min(days_in_month(year, month)))
    }
    /// The same day of the week in another week of the week-based year.
    pub(super) fn with_week(self, week: i64) -> Result<Self> {
        Self::from_week(self.week_year(), week, self.day_of_week())
    }
    /// Another day of the same month.
    pub(super) fn with_day(self, day: i64) -> Result<Self> {
        let (year, month, _) = self.calendar();
        Self::from_calendar(year, month, day)
    }
    /// Another day of the same quarter.
    pub(super) fn with_day_of_quarter(self, day: i64) -> Result<Self> {
        let (year, month, _) = self.calendar();
        let first = (month - 1) / 3 * 3 + 1;
        let length: i64 = (first..first + 3).map(|m| days_in_month(year, m)).sum();
        check_range("dayOfQuarter", day, 1, length)?;
        Self::checked(days_from_civil(year, first, 1) + day - 1)
    }
    /// Another day of the same week.
    pub(super) fn with_day_of_week(self, day: i64) -> Result<Self> {
        check_range("dayOfWeek", day, 1, 7)?;
        Self::checked(self.days - self.day_of_week() + day)
    }
    /// Another day of the same year.
    pub(super) fn with_ordinal_day(self, day: i64) -> Result<Self> {
        let year = self.year();
        check_range("ordinalDay", day, 1, if is_leap(year) { 366 } else { 365 })?;
        Self::checked(days_from_civil(year, 1, 1) + day - 1)
    }

    /// So many months later (or earlier), on the same day of the month or the last one it has.
    pub fn plus_months(self, months: i64) -> Result<Self> {
        let (year, month, day) = self.calendar();
        let months = (year * 12 + month - 1)
            .checked_add(months)
            .ok_or_else(|| out_of_range("date"))?;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        if !(-MAX_YEAR..=MAX_YEAR).contains(&year) {
            return Err(out_of_range("date"));
        }
        Self::from_calendar(year, month, day.min(days_in_month(year, month)))
    }

    /// So many days later (or earlier).
    pub fn plus_days(self, days: i64) -> Result<Self> {
        Self::checked(
            self.days
                .checked_add(days)
                .ok_or_else(|| out_of_range("date"))?,
        )
    }

    /// Whole months from here to `end`, negative when `end` is earlier.
    pub(super) fn months_until(self, end: Self) -> i64 {
        // A month counts as 32 days here, so that the quotient counts months whose day was reached.
        let packed = |date: Self| {
            let (year, month, day) = date.calendar();
            (year * 12 + month - 1) * 32 + day
        };
        (packed(end) - packed(self)) / 32
    }
}

/// Refuses a component outside its range.
pub(super) fn check_range(name: &str, value: i64, low: i64, high: i64) -> Result<()> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(invalid(format!(
            "The {name} must be between {low} and {high}, but is {value}"
        )))
    }
}

fn check_week(year: i64, week: i64) -> Result<()> {
    check_range("week", week, 1, 53)?;
    if week > weeks_in_year(year) {
        return Err(invalid(format!("Year {year} has no week {week}")));
    }
    Ok(())
}

const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// How many days this month has.
const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The Monday of week 1 of a week-based year: the week that holds 4 January.
fn first_monday(year: i64) -> i64 {
    let fourth = days_from_civil(year, 1, 4);
    fourth - (fourth + 3).rem_euclid(7)
}

fn weeks_in_year(year: i64) -> i64 {
    (first_monday(year + 1) - first_monday(year)) / 7
}

/// Days since 1970-01-01 of a day of the calendar. Years start in March here, so that the leap day comes last.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let cycle = year.div_euclid(400);
    let year_of_cycle = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    cycle * DAYS_PER_CYCLE + day_of_cycle - 719_468
}

/// Year, month and day of a number of days since 1970-01-01: the inverse of `days_from_civil`.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let cycle = days.div_euclid(DAYS_PER_CYCLE);
    let day_of_cycle = days.rem_euclid(DAYS_PER_CYCLE);
    let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524
        - day_of_cycle / 146_096)
        / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
    (year, month, day)
}

impl Date {
    /// The text of most days, those of years with four digits.
    #[inline]
    pub(crate) fn digits(self) -> Option<[u8; 10]> {
        let (year, month, day) = self.calendar();
        let digit = |number: i64| b'0' + (number % 10) as u8;
        (0..=9999).contains(&year).then(|| {
            [
                digit(year / 1000),
                digit(year / 100),
                digit(year / 10),
                digit(year),
                b'-',
                digit(month / 10),
                digit(month),
                b'-',
                digit(day / 10),
                digit(day),
            ]
        })
    }
}

impl fmt::Display for Date {
    /// `1984-10-11`; years of more than four digits carry a sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(text) = self.digits() {
            // Answers are full of such days.
            return f.write_str(std::str::from_utf8(&text).unwrap_or_default());
        }
        let (year, month, day) = self.calendar();
        let sign = if year < 0 { '-' } else { '+' };
        write!(f, "{sign}{:04}-{month:02}-{day:02}", year.abs())
    }
}

impl std::str::FromStr for Date {
    type Err = Diagnostic;
    fn from_str(text: &str) -> Result<Self> {
        parse::date(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_of_days() {
        let check = |text: &str, week_year, week, day_of_week, ordinal, quarter, of_quarter| {
            let date: Date = text.parse().unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(
                (date.week_year(), date.week(), date.day_of_week()),
                (week_year, week, day_of_week),
                "{text}"
            );
            assert_eq!(
                (date.ordinal_day(), date.quarter(), date.day_of_quarter()),
                (ordinal, quarter, of_quarter),
                "{text}"
            );
        };
        check("1970-01-01", 1970, 1, 4, 1, 1, 1);
        check("1984-10-11", 1984, 41, 4, 285, 4, 11);
        check("1984-01-01", 1983, 52, 7, 1, 1, 1);
        check("2000-02-29", 2000, 9, 2, 60, 1, 60);
        check("2020-12-31", 2020, 53, 4, 366, 4, 92);
        check("0000-03-01", 0, 9, 3, 61, 1, 61);
        check("-0001-12-31", -1, 52, 5, 365, 4, 92);
    }

    #[test]
    fn months_move_to_the_last_day() {
        let check = |from: &str, months, to: &str| {
            let from: Date = from.parse().unwrap();
            assert_eq!(from.plus_months(months).unwrap().to_string(), to);
        };
        check("2023-01-31", 1, "2023-02-28");
        check("2024-01-31", 1, "2024-02-29");
        check("2024-02-29", -12, "2023-02-28");
        check("1984-10-11", -1, "1984-09-11");
        check("0000-01-01", -1, "-0001-12-01");
        assert!(Date::MAX.plus_days(1).is_err());
        assert!(Date::MIN.plus_months(-1).is_err());
        assert!(Date::MAX.plus_months(i64::MAX).is_err());
        assert!(Date::MIN.plus_days(i64::MIN).is_err());
    }

    fn any_date() -> impl Strategy<Value = Date> {
        prop_oneof![
            (Date::MIN.days..=Date::MAX.days),
            (-1_000_000_i64..1_000_000)
        ]
        .prop_map(|days| Date { days })
    }

    proptest! {
        #[test]
        fn every_form_names_the_same_day(date in any_date()) {
            let (year, month, day) = date.calendar();
            prop_assert_eq!(Date::from_calendar(year, month, day).unwrap(), date);
            prop_assert_eq!(Date::from_ordinal(year, date.ordinal_day()).unwrap(), date);
            prop_assert_eq!(Date::from_quarter(year, date.quarter(), date.day_of_quarter()).unwrap(), date);
            prop_assert_eq!(date.to_string().parse::<Date>().unwrap(), date);
            if date.week_year().abs() <= MAX_YEAR {
                prop_assert_eq!(Date::from_week(date.week_year(), date.week(), date.day_of_week()).unwrap(), date);
            }
        }

        #[test]
        fn any_numbers_give_a_day_or_an_error(year: i64, month: i64, day: i64) {
            let _ = Date::from_calendar(year, month % 15, day % 40);
            let _ = Date::from_week(year % 2_000_000_000, month % 60, day % 9);
            let _ = Date::from_quarter(year, month % 6, day % 100);
            let _ = Date::from_ordinal(year % 2_000_000_000, day % 400);
            let _ = Date::from_epoch_days(day).map(|date| (date.plus_days(year), date.plus_months(month)));
        }
    }
}
