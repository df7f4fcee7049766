//! How much a statement may use, as people write it: `512MB`, `30s`, `none`. In: words. Out: limits, or a sentence on what
//! was not understood, and limits in words. Knows nothing of how limits are kept.

use std::path::Path;
use std::time::Duration;

use super::free_memory;

/// How much memory a statement may hold where nobody says: three quarters of what this process may still take (half of its
/// address space, where that is limited), where the system tells.
pub fn default_memory_limit() -> Option<usize> {
    free_memory::for_statements(Path::new("/"))
}

/// A size in bytes, or `None` for no limit.
pub fn memory_limit(text: &str) -> Result<Option<usize>, String> {
    let wanted = || format!("a size such as 512MB, 2GiB or none is needed, not `{text}`");
    if is_none(text) {
        return Ok(None);
    }
    size(text).map(Some).ok_or_else(wanted)
}

/// A time, or `None` for no limit.
pub fn time_limit(text: &str) -> Result<Option<Duration>, String> {
    let wanted = || format!("a time such as 500ms, 30s, 5m or none is needed, not `{text}`");
    if is_none(text) {
        return Ok(None);
    }
    duration(text).map(Some).ok_or_else(wanted)
}

fn is_none(text: &str) -> bool {
    matches!(text.trim(), "none" | "off")
}

/// `10MB`, `1.5GiB`, `4096`: without a unit, bytes.
fn size(text: &str) -> Option<usize> {
    const UNITS: [(&str, u64); 12] = [
        ("kib", 1 << 10),
        ("mib", 1 << 20),
        ("gib", 1 << 30),
        ("tib", 1 << 40),
        ("kb", 1_000),
        ("mb", 1_000_000),
        ("gb", 1_000_000_000),
        ("tb", 1_000_000_000_000),
        ("k", 1 << 10),
        ("m", 1 << 20),
        ("g", 1 << 30),
        ("b", 1),
    ];
    let text = text.trim().to_ascii_lowercase();
    let unit = UNITS.iter().find(|(unit, _)| text.ends_with(unit));
    let (number, factor) = match unit {
        Some((unit, factor)) => (text.strip_suffix(unit)?, *factor),
        None => (text.as_str(), 1),
    };
    let bytes = number_of(number)? * factor as f64;
    (bytes < usize::MAX as f64).then_some(bytes as usize)
}

/// `500ms`, `30s`, `5m`, `1h`: without a unit, seconds.
fn duration(text: &str) -> Option<Duration> {
    const UNITS: [(&str, f64); 4] = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];
    let text = text.trim().to_ascii_lowercase();
    let unit = UNITS.iter().find(|(unit, _)| text.ends_with(unit));
    let (number, factor) = match unit {
        Some((unit, factor)) => (text.strip_suffix(unit)?, *factor),
        None => (text.as_str(), 1.0),
    };
    Duration::try_from_secs_f64(number_of(number)? * factor).ok()
}

/// A number of digits and at most one point.
fn number_of(text: &str) -> Option<f64> {
    let text = text.trim_end();
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !plain {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{duration, memory_limit, size, time_limit};

    #[test]
    fn sizes() {
        let check =
            |text: &str, expected: Option<usize>| assert_eq!(size(text), expected, "{text}");
        check("10MB", Some(10_000_000));
        check("10 MiB", Some(10 << 20));
        check("1.5g", Some(3 << 29));
        check("4096", Some(4096));
        check("7b", Some(7));
        for wrong in [
            "",
            "MB",
            "-1MB",
            "1e3",
            "many",
            "1..2",
            "999999999TB",
            "inf",
        ] {
            check(wrong, None);
        }
    }

    #[test]
    fn times() {
        let check = |text: &str, expected: Option<u64>| {
            assert_eq!(
                duration(text),
                expected.map(Duration::from_millis),
                "{text}"
            );
        };
        check("500ms", Some(500));
        check("30", Some(30_000));
        check("1.5s", Some(1_500));
        check("5m", Some(300_000));
        for wrong in ["", "s", "-1s", "soon", "99999999999999999999h"] {
            check(wrong, None);
        }
    }

    #[test]
    fn none_is_none() {
        assert_eq!(memory_limit("none"), Ok(None));
        assert_eq!(time_limit("off"), Ok(None));
        assert_eq!(memory_limit("1kB"), Ok(Some(1000)));
        assert!(memory_limit("x").unwrap_err().contains("512MB"));
        assert!(time_limit("x").unwrap_err().contains("500ms"));
    }
}
