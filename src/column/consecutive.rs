//! Numbers of which each follows the one before it, as those of a scan. Knows nothing of what they number.

/// Does each number follow the one before it? O(their number).
pub(crate) fn are_consecutive(numbers: &[u32]) -> bool {
    // What cannot be is told at once; the rest without exits, several at a time.
    let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
        return true;
    };
    let differ = |all: u32, pair: &[u32]| all | (pair[1].wrapping_sub(pair[0]) ^ 1);
    let apart = last.wrapping_sub(*first) as usize;
    apart == numbers.len() - 1 && numbers.windows(2).fold(0, differ) == 0
}

#[cfg(test)]
mod tests {
    use super::are_consecutive;

    #[test]
    fn each_follows_the_one_before() {
        let check = |numbers: &[u32], expected: bool| {
            assert_eq!(are_consecutive(numbers), expected, "{numbers:?}");
        };
        check(&[], true);
        check(&[7], true);
        check(&[7, 8, 9], true);
        check(&[7, 9], false);
        check(&[7, 7, 9], false);
        check(&[7, 9, 8, 10], false);
        check(&[9, 8, 7], false);
    }
}
