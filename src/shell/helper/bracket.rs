//! The bracket that belongs to the one at the cursor. In: text. Out: a place. Strings and comments do not count.

use crate::syntax::{Style, highlight};

/// The place of the bracket that belongs to the one under the cursor or just before it.
pub(super) fn partner(text: &str, cursor: usize) -> Option<usize> {
    let brackets = brackets(text);
    let at = [Some(cursor), cursor.checked_sub(1)]
        .into_iter()
        .flatten()
        .find_map(|place| brackets.iter().position(|(found, _)| *found == place))?;
    let (_, bracket) = brackets[at];
    let mut depth = 0_i32;
    let closes = "([{".contains(bracket);
    let others: Box<dyn Iterator<Item = &(usize, char)>> = if closes {
        Box::new(brackets[at..].iter())
    } else {
        Box::new(brackets[..=at].iter().rev())
    };
    for (place, other) in others {
        depth += if "([{".contains(*other) == closes {
            1
        } else {
            -1
        };
        if depth == 0 {
            return fits(bracket, *other).then_some(*place);
        }
    }
    None
}

fn fits(left: char, right: char) -> bool {
    matches!(
        (left, right),
        ('(', ')') | (')', '(') | ('[', ']') | (']', '[') | ('{', '}') | ('}', '{')
    )
}

fn brackets(text: &str) -> Vec<(usize, char)> {
    highlight(text)
        .into_iter()
        .filter(|(_, style)| *style == Style::Symbol)
        .filter_map(|(span, _)| {
            let character = span.slice(text).chars().next()?;
            "()[]{}"
                .contains(character)
                .then_some((span.start as usize, character))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::partner;

    #[test]
    fn partners() {
        let text = "(a {b: ')'}) ]";
        assert_eq!(partner(text, 0), Some(11));
        assert_eq!(partner(text, 1), Some(11));
        assert_eq!(partner(text, 11), Some(0));
        assert_eq!(partner(text, 10), Some(3));
        assert_eq!(partner(text, 8), None);
        assert_eq!(partner(text, 13), None);
        assert_eq!(partner("(]", 0), None);
        assert_eq!(partner("", 0), None);
    }
}
