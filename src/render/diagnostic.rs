//! A diagnostic as people read it: code, sentence, place, the line with a caret, hints.
//!
//! In: a diagnostic and the text it is about. Out: several lines of text. Knows nothing of how the problem came about.

use std::fmt::Write;

use super::{Style, Theme, one_line};
use crate::diagnostic::Diagnostic;
use crate::source::{Lines, Source, Span, TAB, display_width};

/// Most characters of a source line that are shown; a longer line is cut around the place.
const LINE_WIDTH: usize = 120;

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
        let lines = source.lines();
        let at = lines.place(span.start);
        let mut places: Vec<(Span, Option<&str>)> = vec![(span, None)];
        places.extend(
            diagnostic
                .labels()
                .iter()
                .map(|(span, text)| (*span, Some(text.as_str()))),
        );
        places.sort_by_key(|(span, label)| (span.start, label.is_some()));
        let last = places
            .last()
            .map_or(1, |(span, _)| lines.place(span.start).line);
        margin = last.to_string().len();
        let arrow = theme.paint(Style::Faint, &format!("{:margin$}-->", ""));
        let _ = writeln!(out, "{arrow} {}:{}:{}", source.name, at.line, at.column);
        let gutter = theme.paint(Style::Faint, &format!("{:margin$} |", ""));
        let _ = writeln!(out, "{gutter}");
        let mut previous = 0;
        for (span, label) in places {
            let snippet = Snippet::new(&lines, span);
            if snippet.line != previous {
                let number = theme.paint(Style::Faint, &format!("{:margin$} |", snippet.line));
                let _ = writeln!(out, "{number} {}", snippet.text);
                previous = snippet.line;
            }
            let (mark, style) = match label {
                None => ('^', Style::Error),
                Some(_) => ('-', Style::Hint),
            };
            let mut under: String = std::iter::repeat_n(mark, snippet.width).collect();
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
    fn new(lines: &Lines<'_>, span: Span) -> Self {
        let place = lines.place(span.start);
        let end = lines.place(span.end);
        let line: Vec<char> = lines.line(place.line).chars().collect();
        let missing = lines.missing(place.line);
        let start = (place.column - 1 - missing).min(line.len());
        let last = if end.line == place.line {
            (end.column - 1 - missing).clamp(start, line.len())
        } else {
            line.len()
        };
        // Keep the place in sight when the line is long.
        let first = start.saturating_sub(LINE_WIDTH / 2);
        let until = line.len().min(first + LINE_WIDTH);
        let cut = |from: usize, to: usize| shown(&line[from..to.max(from)]);
        let dots = |needed: bool| if needed { "…" } else { "" };
        let before = format!("{}{}", dots(first + missing > 0), cut(first, start));
        let marked = cut(start, last.min(until));
        let after = format!(
            "{}{}",
            cut(last.min(until), until),
            dots(until < line.len())
        );
        Self {
            line: place.line,
            indent: display_width(&before),
            width: display_width(&marked).max(1),
            text: format!("{before}{marked}{after}"),
        }
    }
}

/// Source text as it is shown: tabs as spaces, other control characters as a box.
fn shown(text: &[char]) -> String {
    let mut out = String::new();
    for &character in text {
        match character {
            '\t' => out.push_str(&" ".repeat(TAB)),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
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
