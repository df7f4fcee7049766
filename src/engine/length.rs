//! How long a statement may be. In: its text and the memory limit. Out: a diagnostic when reading it would take more. Knows
//! nothing of what the statement says.

use crate::diagnostic::{Code, Diagnostic, Result, size_in_words};
use crate::syntax::{Piece, pieces};

/// About the bytes that are held per token while a statement is read, checked and planned, at the most: measured with lists of
/// numbers, lists of maps and sums of millions of parts.
const PER_TOKEN: usize = 180;

/// The same per byte of the text, which errors show.
const PER_BYTE: usize = 4;

/// Is there room to read the statement? O(1) for a short one, else O(its length).
pub(super) fn expect_room(text: &str, limit: Option<usize>) -> Result<()> {
    let Some(limit) = limit else { return Ok(()) };
    if text.len().saturating_mul(PER_TOKEN + PER_BYTE) <= limit {
        return Ok(());
    }
    let rest = limit.saturating_sub(text.len().saturating_mul(PER_BYTE));
    let most = rest / PER_TOKEN;
    let mut tokens = pieces(text)
        .filter(|(piece, _)| matches!(piece, Piece::Token(_)))
        .skip(most);
    if rest > 0 && tokens.next().is_none() {
        return Ok(());
    }
    let message = format!(
        "reading the statement, which is {} long, needs more memory than its limit of {}",
        size_in_words(text.len()),
        size_in_words(limit)
    );
    Err(Diagnostic::new(Code::MemoryLimit, message).hint(
        "hand large data over as a parameter or in several statements, or import it from a file",
    ))
}

#[cfg(test)]
mod tests {
    use super::expect_room;

    #[test]
    fn long_texts_and_many_tokens() {
        let check = |text: &str, limit: usize, fits: bool| {
            assert_eq!(
                expect_room(text, Some(limit)).is_ok(),
                fits,
                "{} {limit}",
                text.len()
            );
            assert!(expect_room(text, None).is_ok());
        };
        check("RETURN 1", 10_000, true);
        check("RETURN 1", 100, false);
        let text = format!("RETURN '{}'", "x".repeat(10_000));
        check(&text, 50_000, true);
        check(&text, 30_000, false);
        let sum = format!("RETURN 1{}", "+1".repeat(1000));
        check(&sum, 400_000, true);
        check(&sum, 300_000, false);
    }
}
