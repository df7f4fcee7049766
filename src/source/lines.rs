//! From a byte offset to line and column. In: a text. Out: places a person can find. Knows nothing of what it says.

use unicode_width::UnicodeWidthChar;

/// The lines of a text, found once; each look-up takes logarithmic time.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    text: &'a str,
    /// Offset of the first byte of each line.
    starts: Vec<u32>,
    /// Where the text begins.
    first: Place,
}

/// A place as a person counts: both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl<'a> Lines<'a> {
    /// The lines of `text`; they end with `\n`, `\r\n` or a lone `\r`.
    pub fn new(text: &'a str) -> Self {
        Self::starting_at(text, Place { line: 1, column: 1 })
    }

    /// The lines of a part of a file, which begins at `first`.
    pub fn starting_at(text: &'a str, first: Place) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|&(at, byte)| {
            *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        });
        let starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at as u32 + 1))
            .collect();
        Self {
            text,
            starts,
            first,
        }
    }

    /// How many lines there are; at least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Line and column of the character at `offset`; behind the last character when the text is shorter.
    pub fn place(&self, offset: u32) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let before = self.before(line, offset);
        let line = line + self.first.line - 1;
        Place {
            line,
            column: before.chars().count() + 1 + self.missing(line),
        }
    }

    /// How many characters at the beginning of a line are not in the text.
    pub fn missing(&self, line: usize) -> usize {
        if line == self.first.line {
            self.first.column - 1
        } else {
            0
        }
    }

    /// What there is of the text of a line (counted in the file) without its end; empty when there is no such line.
    pub fn line(&self, line: usize) -> &'a str {
        let line = (line + 1).saturating_sub(self.first.line);
        let Some(start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else {
            return "";
        };
        let end = self
            .starts
            .get(line)
            .map_or(self.text.len(), |next| *next as usize);
        let line = self.text.get(*start as usize..end).unwrap_or("");
        line.trim_end_matches(['\n', '\r'])
    }

    /// The columns a terminal fills with what stands before `offset` in its line.
    pub fn indent(&self, offset: u32) -> usize {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        display_width(self.before(line, offset))
    }

    /// What stands in `line` before `offset`, cut back to a whole character.
    fn before(&self, line: usize, offset: u32) -> &'a str {
        let start = self.starts.get(line - 1).map_or(0, |start| *start as usize);
        let mut end = (offset as usize).clamp(start, self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(start..end).unwrap_or("")
    }
}

/// The columns a terminal fills with `text`: two for wide characters, none for combining ones, four for a tab.
pub fn display_width(text: &str) -> usize {
    text.chars()
        .map(|character| match character {
            '\t' => TAB,
            _ => character.width().unwrap_or(0),
        })
        .sum()
}

/// How many columns a tab is shown as.
pub const TAB: usize = 4;

#[cfg(test)]
mod tests {
    use super::{Lines, Place, display_width};

    #[test]
    fn places() {
        let check = |text: &str, offset: u32, line: usize, column: usize, shown: &str| {
            let lines = Lines::new(text);
            let place = lines.place(offset);
            assert_eq!(
                (place.line, place.column),
                (line, column),
                "{text:?} at {offset}"
            );
            assert_eq!(lines.line(line), shown);
        };
        check("", 0, 1, 1, "");
        check("abc", 2, 1, 3, "abc");
        check("abc", 99, 1, 4, "abc");
        check("a\nb\r\nc\rd", 2, 2, 1, "b");
        check("a\nb\r\nc\rd", 5, 3, 1, "c");
        check("a\nb\r\nc\rd", 7, 4, 1, "d");
        check("äö\nü", 2, 1, 2, "äö");
        check("äö\nü", 3, 1, 2, "äö");
        check("a\n", 2, 2, 1, "");
    }

    #[test]
    fn places_in_a_part() {
        let lines = Lines::starting_at("b\nc", Place { line: 7, column: 3 });
        for (offset, line, column, missing, shown) in [(0, 7, 3, 2, "b"), (2, 8, 1, 0, "c")] {
            assert_eq!(lines.place(offset), Place { line, column });
            assert_eq!((lines.line(line), lines.missing(line)), (shown, missing));
        }
        assert_eq!((lines.line(6), lines.line(9)), ("", ""));
    }

    #[test]
    fn widths() {
        assert_eq!(display_width("abc"), 3);
        assert_eq!(display_width("数据"), 4);
        assert_eq!(display_width("e\u{301}"), 1);
        assert_eq!(Lines::new("x\n数b").indent(5), 2);
    }
}
