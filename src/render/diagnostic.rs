//! A diagnostic as people read it: code, sentence, place, the line with a caret, hints.
//!
//! In: a diagnostic and the text it is about. Out: several lines of text. Knows nothing of how the problem came about.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::{Style, Theme, one_line};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// Most characters of a source line that are shown; a longer line is cut around the place.
const LINE_WIDTH: usize = 120;

/// A place in a text as people count: both from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of the line, from 1.
    pub line: usize,
    /// Number of the character in the line, from 1.
    pub column: usize,
}

/// Line and column of a byte offset; past the end of the text it is the end.
///
/// ```
/// use quipu::render::diagnostic::place;
/// let place = place("MATCH (n)\nRETURN m", 17);
/// assert_eq!((place.line, place.column), (2, 8));
/// ```
pub fn place(text: &str, offset: usize) -> Place {
    let offset = floor(text, offset);
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    Place {
        line: before.matches('\n').count() + 1,
        column: before[start..].chars().count() + 1,
    }
}

/// The diagnostic as text; the last line ends with a line feed.
///
/// ```text
/// error Q1101: `m` is not defined
///  --> <query>:1:18
///   |
/// 1 | MATCH (n) RETURN m
///   |                  ^
///   = hint: did you mean `n`?
/// ```
pub fn render(diagnostic: &Diagnostic, source: &Source, theme: Theme) -> String {
    let mut out = String::new();
    let code = diagnostic.code();
    let head = theme.paint(Style::Error, &format!("error {}", code.number()));
    let _ = writeln!(out, "{head}: {}", safe(diagnostic.message()));
    let mut margin = 1;
    if let Some(span) = diagnostic.span() {
        let at = place(&source.text, span.start as usize);
        let mut shown: Vec<(Span, Option<&str>)> = vec![(span, None)];
        shown.extend(
            diagnostic
                .labels()
                .iter()
                .map(|(span, text)| (*span, Some(text.as_str()))),
        );
        shown.sort_by_key(|(span, label)| (span.start, label.is_some()));
        let last = shown.last().map_or(1, |(span, _)| {
            place(&source.text, span.start as usize).line
        });
        margin = last.to_string().len();
        let arrow = theme.paint(Style::Faint, &format!("{:margin$}-->", ""));
        let _ = writeln!(out, "{arrow} {}:{}:{}", source.name, at.line, at.column);
        let gutter = theme.paint(Style::Faint, &format!("{:margin$} |", ""));
        let _ = writeln!(out, "{gutter}");
        let mut previous = 0;
        for (span, label) in shown {
            let snippet = Snippet::new(&source.text, span);
            if snippet.line != previous {
                let number = theme.paint(Style::Faint, &format!("{:margin$} |", snippet.line));
                let _ = writeln!(out, "{number} {}", snippet.text);
                previous = snippet.line;
            }
            let (mark, style) = match label {
                None => ('^', Style::Error),
                Some(_) => ('-', Style::Hint),
            };
            let marks: String = std::iter::repeat_n(mark, snippet.width).collect();
            let mut under = marks;
            if let Some(label) = label {
                under.push(' ');
                under.push_str(label);
            }
            let _ = writeln!(
                out,
                "{gutter} {}{}",
                " ".repeat(snippet.indent),
                theme.paint(style, &under)
            );
        }
    }
    for hint in diagnostic.hints() {
        let word = theme.paint(Style::Hint, &format!("{:margin$} = hint:", ""));
        let _ = writeln!(out, "{word} {}", safe(hint));
    }
    out
}

/// A message may quote the text it is about, so control characters are escaped, but for line feeds.
fn safe(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(one_line).collect();
    lines.join("\n")
}

/// One line of a text with the place to mark, both as the terminal shows them.
struct Snippet {
    line: usize,
    text: String,
    indent: usize,
    width: usize,
}

impl Snippet {
    fn new(text: &str, span: Span) -> Self {
        let start = floor(text, span.start as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = floor(text, span.end as usize).clamp(start, line_end.max(start));
        let line = &text[line_start..line_end];
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut before = shown(text.get(line_start..start).unwrap_or(""));
        let marked = shown(text.get(start..end).unwrap_or(""));
        let mut after = shown(line.get(end - line_start..).unwrap_or(""));
        let mut marked_text = marked;
        // Keep the place in sight when the line is long.
        if before.chars().count() > LINE_WIDTH / 2 {
            let skip = before.chars().count() - LINE_WIDTH / 2;
            before = format!("…{}", before.chars().skip(skip + 1).collect::<String>());
        }
        let room = LINE_WIDTH.saturating_sub(before.chars().count());
        if marked_text.chars().count() > room {
            marked_text = marked_text.chars().take(room).collect();
            after = "…".to_owned();
        }
        let room = room.saturating_sub(marked_text.chars().count());
        if after.chars().count() > room + 1 {
            after = format!("{}…", after.chars().take(room).collect::<String>());
        }
        Self {
            line: text[..start].matches('\n').count() + 1,
            indent: width(&before),
            width: width(&marked_text).max(1),
            text: format!("{before}{marked_text}{after}"),
        }
    }
}

/// Source text as it is shown: tabs as spaces, other control characters as a box.
fn shown(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\t' => out.push_str("    "),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn width(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// The offset moved back to the start of a character, at most the end of the text.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Code;

    fn check(diagnostic: Diagnostic, text: &str, expected: &str) {
        let source = Source::new("q.cypher", text);
        assert_eq!(render(&diagnostic, &source, Theme::plain()), expected);
    }

    #[test]
    fn place_line_caret_and_hint() {
        check(
            Diagnostic::new(Code::UndefinedVariable, "`m` is not defined")
                .at(Span::new(17, 18))
                .hint("did you mean `n`?"),
            "MATCH (n)\nRETURN m",
            "\
error Q1101: `m` is not defined
 --> q.cypher:2:8
  |
2 | RETURN m
  |        ^
  = hint: did you mean `n`?
",
        );
    }

    #[test]
    fn second_place() {
        check(
            Diagnostic::new(Code::VariableAlreadyBound, "`n` is bound twice")
                .at(Span::new(15, 16))
                .label(Span::new(7, 8), "first here"),
            "MATCH (n) WITH n RETURN 1",
            "\
error Q1102: `n` is bound twice
 --> q.cypher:1:16
  |
1 | MATCH (n) WITH n RETURN 1
  |        - first here
  |                ^
",
        );
    }

    #[test]
    fn without_place() {
        check(
            Diagnostic::new(Code::Cancelled, "the query was cancelled"),
            "",
            "error Q3001: the query was cancelled\n",
        );
    }

    #[test]
    fn wide_characters_and_tabs_keep_the_caret_in_place() {
        check(
            Diagnostic::new(Code::UnexpectedSyntax, "x").at(Span::new(7, 8)),
            "\t'中' y",
            "\
error Q1001: x
 --> q.cypher:1:6
  |
1 |     '中' y
  |          ^
",
        );
    }

    proptest! {
        #[test]
        fn any_place_can_be_drawn(text in "\\PC{0,40}(\n\\PC{0,40})?", start in 0usize..120, end in 0usize..120) {
            let diagnostic = Diagnostic::new(Code::UnexpectedSyntax, "x").at(Span::new(start, end));
            let drawn = render(&diagnostic, &Source::new("q", text.as_str()), Theme::plain());
            prop_assert!(drawn.contains('^'));
        }
    }
}
