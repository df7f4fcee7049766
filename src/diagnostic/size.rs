//! Sizes in messages. In: bytes. Out: words. Knows nothing of what is so large.

/// A size as people write it: in the unit in which it is the smallest whole number, else in one that keeps it short.
pub(crate) fn size_in_words(bytes: usize) -> String {
    const BINARY: [(&str, usize); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    const DECIMAL: [(&str, usize); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];
    let exact = BINARY.iter().chain(&DECIMAL);
    let exact =
        exact.filter(|(_, size)| bytes > 0 && bytes.is_multiple_of(*size) && bytes / size < 10_000);
    let near = BINARY.iter().find(|(_, size)| bytes / size >= 10);
    match exact.max_by_key(|(_, size)| *size).or(near) {
        Some((unit, size)) => format!("{} {unit}", bytes / size),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::size_in_words;

    #[test]
    fn sizes_in_words() {
        let check = |bytes: usize, expected: &str| assert_eq!(size_in_words(bytes), expected);
        check(100, "100 bytes");
        check(1 << 10, "1 KiB");
        check(10 << 20, "10 MiB");
        check(3 << 30, "3 GiB");
        check((14 << 30) + 1024, "14 GiB");
        check(10_000_000, "10 MB");
        check(10_000_001, "9765 KiB");
        check(100_000_100, "95 MiB");
    }
}
