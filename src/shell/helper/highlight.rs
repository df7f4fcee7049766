//! A line of the editor in colours. In: text. Out: the same text with ANSI colours. Knows nothing of the editor.

use crate::render::{Style as Paint, Theme};
use crate::shell::chunk::is_command;
use crate::syntax::{Style, highlight};

/// The text in colours; the bracket at `partner` stands out.
pub(super) fn coloured(text: &str, partner: Option<usize>, theme: Theme) -> String {
    if is_command(text) {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return theme.paint(Paint::Keyword, &text[..end]) + &text[end..];
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut at = 0;
    for (span, style) in highlight(text) {
        let (start, end) = (span.start as usize, span.end as usize);
        if start < at || end > text.len() {
            continue;
        }
        out.push_str(&text[at..start]);
        let piece = &text[start..end];
        let paint = match style {
            Style::Keyword => Some(Paint::Keyword),
            Style::Constant | Style::Number => Some(Paint::Number),
            Style::Function => Some(Paint::Function),
            Style::Label => Some(Paint::Label),
            Style::Parameter => Some(Paint::Parameter),
            Style::String => Some(Paint::Text),
            Style::Comment => Some(Paint::Faint),
            Style::Invalid => Some(Paint::Error),
            Style::Symbol if partner == Some(start) => Some(Paint::Bracket),
            Style::Property | Style::Name | Style::Symbol => None,
        };
        match paint {
            // A string may span lines; each is painted on its own, for the editor measures line by line.
            Some(paint) => {
                let lines: Vec<String> = piece
                    .split('\n')
                    .map(|line| theme.paint(paint, line))
                    .collect();
                out.push_str(&lines.join("\n"));
            }
            None => out.push_str(piece),
        }
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn colours() {
        assert_eq!(
            coloured("RETURN 1", None, Theme::colour()),
            "\u{1b}[1;34mRETURN\u{1b}[0m \u{1b}[35m1\u{1b}[0m"
        );
        assert_eq!(coloured(":mode csv", None, Theme::plain()), ":mode csv");
    }

    proptest! {
        #[test]
        fn without_colours_it_is_the_same_text(text in "[ -~\n]{0,40}") {
            prop_assert_eq!(coloured(&text, None, Theme::plain()), text);
        }
    }
}
