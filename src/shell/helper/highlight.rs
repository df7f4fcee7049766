//! A text of the editor in colours. In: text. Out: the same text with ANSI colours, as wide as before. Knows nothing of
//! the editor.

use super::continuation::{MARK, prompt};
use crate::render::{Style as Paint, Theme};
use crate::shell::chunk::{Chunk, chunks, is_command};
use crate::syntax::{Style, highlight};

/// The text in colours, with prompts drawn over the marks of continued lines; the bracket at `partner` stands out.
pub(super) fn coloured(
    text: &str,
    partner: Option<usize>,
    prompt_width: usize,
    theme: Theme,
) -> String {
    let mut out = Coloured {
        text: String::with_capacity(text.len() * 2),
        prompt_width,
        theme,
    };
    let mut at = 0;
    for chunk in chunks(text) {
        let Chunk::Command(range) = chunk else {
            continue;
        };
        out.statements(
            &text[at..range.start],
            partner.and_then(|place| place.checked_sub(at)),
        );
        let command = &text[range.clone()];
        let name = command.find(char::is_whitespace).unwrap_or(command.len());
        out.piece(&command[..name], Some(Paint::Function));
        let rest = range.start + name;
        let partner = partner.and_then(|place| place.checked_sub(rest));
        if is_command(command) {
            out.statements(&text[rest..range.end], partner);
        }
        at = if is_command(command) { range.end } else { rest };
    }
    out.statements(&text[at..], partner.and_then(|place| place.checked_sub(at)));
    out.text
}

struct Coloured {
    text: String,
    prompt_width: usize,
    theme: Theme,
}

impl Coloured {
    fn statements(&mut self, text: &str, partner: Option<usize>) {
        let mut at = 0;
        for (span, style) in highlight(text) {
            let (start, end) = (span.start as usize, span.end as usize);
            if start < at || end > text.len() {
                continue;
            }
            self.piece(&text[at..start], None);
            let paint = match style {
                Style::Keyword => Some(Paint::Keyword),
                Style::Constant | Style::Number => Some(Paint::Number),
                Style::Function => Some(Paint::Function),
                Style::Label => Some(Paint::Label),
                Style::Parameter => Some(Paint::Parameter),
                Style::String => Some(Paint::Text),
                Style::Comment => Some(Paint::Faint),
                // A string that is being typed is not wrong yet.
                Style::Invalid if end == text.len() && text[start..].starts_with(['\'', '"']) => {
                    Some(Paint::Text)
                }
                Style::Invalid => Some(Paint::Error),
                Style::Symbol if partner == Some(start) => Some(Paint::Bracket),
                Style::Property | Style::Name | Style::Symbol => None,
            };
            self.piece(&text[start..end], paint);
            at = end;
        }
        self.piece(&text[at..], None);
    }

    /// Each line is painted on its own, for the editor measures line by line.
    fn piece(&mut self, piece: &str, paint: Option<Paint>) {
        for (number, line) in piece.split('\n').enumerate() {
            let mut line = line;
            if number > 0 {
                self.text.push('\n');
                let typed = line.trim_start_matches(MARK);
                let marks = line.len() - typed.len();
                // Where a person took some marks away there is no room for the prompt.
                if marks > 0 && marks == self.prompt_width * MARK.len_utf8() {
                    self.text
                        .push_str(&self.theme.paint(Paint::Faint, &prompt(self.prompt_width)));
                    line = typed;
                }
            }
            match paint {
                Some(paint) => self.text.push_str(&self.theme.paint(paint, line)),
                None => self.text.push_str(line),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::continuation::new_line;
    use super::*;

    #[test]
    fn colours() {
        let check = |text: &str, expected: &str| {
            let shown = coloured(text, None, 7, Theme::colour());
            assert_eq!(shown.replace('\u{1b}', "^"), expected, "{text}");
        };
        check("RETURN 1", "^[1;34mRETURN^[0m ^[35m1^[0m");
        check("RETURN 'a", "^[1;34mRETURN^[0m ^[32m'a^[0m");
        check(":mode csv", "^[36m:mode^[0m csv");
        check(":param a => 1", "^[36m:param^[0m a => ^[35m1^[0m");
        check("help", "^[36mhelp^[0m");
        check("1;\n:x", "^[35m1^[0m;\n^[36m:x^[0m");
    }

    #[test]
    fn continued_lines_show_their_prompt() {
        let check = |text: &str, expected: &str| {
            assert_eq!(coloured(text, None, 7, Theme::plain()), expected, "{text}");
        };
        check(&format!("RETURN{}1", new_line(7)), "RETURN\n  ...> 1");
        check(
            &format!("RETURN 'a{}b'", new_line(7)),
            "RETURN 'a\n  ...> b'",
        );
        check("RETURN\n  1", "RETURN\n  1");
    }

    proptest! {
        #[test]
        fn without_colours_it_is_the_same_text(text in "[ -~\n]{0,40}") {
            prop_assert_eq!(coloured(&text, None, 7, Theme::plain()), text);
        }
    }
}
