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
    use super::{MARK, marks_before, new_line, prompt, without_marks};

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
    }
}
