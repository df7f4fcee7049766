//! How much history `quipu compact` keeps. In: what was said, such as `30d`. Out: the same as data. Knows nothing of files.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::graph::durable::{At, Keep};
use crate::value::Value;
use crate::value::temporal::{Date, DateTime, LocalDateTime, Zone};

/// Seconds in a unit of time.
const UNITS: [(char, i64); 4] = [
    ('h', 3_600),
    ('d', 86_400),
    ('w', 7 * 86_400),
    ('y', 365 * 86_400),
];

/// `30d` (also h, w, y), a date with or without time, or a number of commits.
pub(super) fn parse(text: &str) -> Result<Keep, String> {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() as i64);
    parse_at(text, now)
}

fn parse_at(text: &str, now: i64) -> Result<Keep, String> {
    let wrong = || {
        format!(
            "--keep is a time such as 30d (h, d, w, y), a date such as 2021-07-05 or a number of commits, not `{text}`"
        )
    };
    if let Ok(commits) = text.parse::<u64>() {
        return Ok(Keep::Commits(commits));
    }
    // `-1` would be a year, and nobody means that here.
    if text.parse::<i64>().is_ok() {
        return Err(wrong());
    }
    let unit = UNITS.iter().find(|(unit, _)| text.ends_with(*unit));
    if let Some((unit, seconds)) = unit
        && let Ok(count) = text.trim_end_matches(*unit).parse::<u32>()
    {
        let since = now.saturating_sub(i64::from(count).saturating_mul(*seconds));
        let since = DateTime::from_epoch(since, 0, &Zone::UTC).map_err(|_| wrong())?;
        return Ok(Keep::Since(since));
    }
    let moment: Value = if let Ok(date) = text.parse::<Date>() {
        let start = DateTime::from_epoch(date.epoch_days() * 86_400, 0, &Zone::UTC);
        start.map_err(|_| wrong())?.into()
    } else if let Ok(moment) = text.parse::<LocalDateTime>() {
        moment.into()
    } else {
        text.parse::<DateTime>().map_err(|_| wrong())?.into()
    };
    match At::of(&moment) {
        Ok(At::Instant(since)) if since.epoch_seconds() > now => Err(format!(
            "--keep {text} is in the future: all of the history would be forgotten, which `--keep 0` does"
        )),
        Ok(At::Instant(since)) => Ok(Keep::Since(since)),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse_at;
    use crate::graph::durable::Keep;

    #[test]
    fn spans_dates_and_counts() {
        let check = |text: &str, expected: &str| {
            let shown = match parse_at(text, 86_400 * 366) {
                Ok(Keep::Commits(count)) => count.to_string(),
                Ok(Keep::Since(since)) => since.to_string(),
                Err(message) => message,
            };
            assert!(shown.contains(expected), "{text}: {shown}");
        };
        check("0", "0");
        check("100", "100");
        check("1d", "1971-01-01T00:00");
        check("24h", "1971-01-01T00:00");
        check("1y", "1970-01-02T00:00");
        check("2w", "1970-12-19T00:00");
        check("1970-07-05", "1970-07-05T00:00");
        check("1970-07-05T12:30", "1970-07-05T12:30");
        check("1970-07-05T12:30+02:00", "1970-07-05T12:30+02:00");
        check("1971-01-02", "1971-01-02T00:00");
        check("1971-01-03", "is in the future");
        check("99999999y", "-99931634-04-01T00:00");
        check("4294967295y", "not `4294967295y`");
        check("-1", "a number of commits, not `-1`");
        check("soon", "not `soon`");
        check("d", "not `d`");
    }
}
