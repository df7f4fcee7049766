//! The prompt of the second and further lines of a text that is being edited.
//!
//! The editor knows one prompt only. So a new line starts with as many marks, blanks that nobody types, as the prompt is
//! wide; the highlighter draws the prompt over them, and they are taken out before anything is run. Knows nothing of the
//! language.

/// A blank that is as wide as a letter.
pub(super) const MARK: char = '\u{2007}';

/// What a new line starts with.
pub(super) fn new_line(width: usize) -> String {
    std::iter::once('\n')
        .chain(std::iter::repeat_n(MARK, width))
        .collect()
}

/// What is drawn over the marks: `  ...> `, as wide as the first prompt.
pub(super) fn prompt(width: usize) -> String {
    format!("{:>width$}", "...> ")
}

/// Do marks, and nothing but marks, stand before the cursor in its line?
pub(super) fn marks_before(text: &str, cursor: usize) -> bool {
    let before = text.get(..cursor).unwrap_or_default();
    before
        .rsplit_once('\n')
        .is_some_and(|(_, line)| !line.is_empty() && line.chars().all(|letter| letter == MARK))
}

/// Do marks start the line of the cursor, and does it stand behind them?
pub(super) fn behind_marks(text: &str, cursor: usize) -> bool {
    let before = text.get(..cursor).unwrap_or_default();
    let after = text.get(cursor..).unwrap_or_default();
    before
        .rsplit_once('\n')
        .is_some_and(|(_, line)| line.starts_with(MARK))
        && !after.starts_with(MARK)
}

/// The text without marks.
pub(in crate::shell) fn without_marks(text: &str) -> String {
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default();
    lines.fold(first.to_owned(), |whole, line| {
        whole + "\n" + line.trim_start_matches(MARK)
    })
}

#[cfg(test)]
mod tests {
    use super::{MARK, behind_marks, marks_before, new_line, prompt, without_marks};

    #[test]
    fn marks_come_and_go() {
        let typed = format!("MATCH (n){}RETURN '{MARK}';", new_line(7));
        assert_eq!(
            without_marks(&typed),
            format!("MATCH (n)\nRETURN '{MARK}';")
        );
        assert_eq!(prompt(7), "  ...> ");
        let text = format!("a{}b", new_line(2));
        assert!(marks_before(&text, text.len() - 1));
        assert!(!marks_before(&text, text.len()));
        assert!(!marks_before(&text, 1));
        assert!(behind_marks(&text, text.len()));
        assert!(behind_marks(&text, text.len() - 1));
        assert!(!behind_marks(&text, text.len() - 1 - MARK.len_utf8()));
        assert!(!behind_marks(&text, 1));
    }
}
