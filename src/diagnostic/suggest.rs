//! The nearest name, for hints. In: what was written and what there is. Out: the one that was probably meant.

/// The candidate nearest to `written`, if one is near enough to be meant.
///
/// Case does not count; a swap of neighbours counts as one change. About one change in three letters is allowed.
/// Takes time proportional to the summed length of the candidates times the length of `written`.
pub fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let written: Vec<char> = written.chars().flat_map(char::to_lowercase).collect();
    let allowed = match written.len() {
        0 => return None,
        1..=2 => 1,
        3..=5 => 2,
        length => length / 3,
    };
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
            if letters.len().abs_diff(written.len()) > allowed {
                return None;
            }
            let distance = distance(&written, &letters);
            let meant = distance <= allowed && distance < letters.len().max(written.len());
            meant.then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be added, dropped, replaced or swapped with their neighbour.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before_last: Vec<usize> = vec![0; to.len() + 1];
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let replaced = last[column] + usize::from(letter != other);
            let mut least = replaced.min(last[column + 1] + 1).min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && *letter == to[column - 1] && from[row - 1] == *other;
            if swapped {
                least = least.min(before_last[column - 1] + 1);
            }
            current.push(least);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_name_that_was_meant() {
        let check = |written: &str, expected: Option<&str>| {
            let candidates = [
                "MATCH", "MERGE", "RETURN", "WITH", "toUpper", "toLower", "n",
            ];
            assert_eq!(nearest(written, candidates), expected, "{written}");
        };
        check("MTACH", Some("MATCH"));
        check("retrun", Some("RETURN"));
        check("WHIT", Some("WITH"));
        check("toupper", Some("toUpper"));
        check("tolwer", Some("toLower"));
        check("xyz", None);
        check("m", None);
        check("", None);
    }
}
