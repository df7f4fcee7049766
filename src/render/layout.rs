//! Widths and cuts of tables for people: how many rows and how wide a column may be.
//!
//! In: cells as text. Out: cells that fit, and column widths as a terminal counts them. Knows nothing of frames.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::text::{is_plain, on_one_line};
use super::{Options, cell, one_line};
use crate::value::Value;

/// A table that is being collected: the first rows as text, the others only counted.
#[derive(Debug)]
pub(super) struct Grid {
    options: Options,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
    total: usize,
}

#[derive(Debug)]
pub(super) struct Cell {
    pub(super) text: String,
    /// As a terminal counts it.
    width: usize,
    pub(super) number: bool,
    pub(super) null: bool,
}

/// How wide each column is, once cut to the terminal.
pub(super) struct Widths(pub(super) Vec<usize>);

impl Grid {
    pub(super) fn new(options: Options) -> Self {
        Self {
            options,
            columns: Vec::new(),
            rows: Vec::new(),
            total: 0,
        }
    }

    pub(super) fn begin(&mut self, columns: &[String]) {
        self.columns = columns.iter().map(|name| one_line(name)).collect();
        self.rows.clear();
        self.total = 0;
    }

    pub(super) fn push(&mut self, row: &[Value]) {
        self.total += 1;
        if self.options.max_rows.is_some_and(|most| self.total > most) {
            return;
        }
        let cells = row.iter().map(|value| {
            let text = on_one_line(cell(value, &self.options.null));
            Cell {
                width: width_of(&text),
                text,
                number: matches!(value, Value::Integer(_) | Value::Float(_)),
                null: value.is_null(),
            }
        });
        self.rows.push(cells.collect());
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    pub(super) fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// A sentence on the rows that are not shown, if there are any.
    pub(super) fn rest(&self) -> Option<String> {
        let hidden = self.total - self.rows.len();
        (hidden > 0).then(|| {
            let word = if hidden == 1 { "row" } else { "rows" };
            format!("... {hidden} more {word} not shown ({} in all)", self.total)
        })
    }

    /// Column widths when the frame takes `outer` characters plus `between` per column.
    pub(super) fn widths(&self, outer: usize, between: usize) -> Widths {
        let mut widths: Vec<usize> = self.columns.iter().map(|name| name.width()).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width);
            }
        }
        if let Some(most) = self.options.max_width {
            let frame = outer + between * widths.len();
            shrink(&mut widths, most.saturating_sub(frame));
        }
        Widths(widths)
    }
}

/// Makes the widest columns narrower until all fit into `room`; no column becomes narrower than four characters.
fn shrink(widths: &mut [usize], room: usize) {
    const NARROWEST: usize = 4;
    let total: usize = widths.iter().sum();
    if total <= room {
        return;
    }
    // The common limit: columns below it keep their width, the wider ones share what is left.
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let (mut left, mut count) = (room, sorted.len());
    let mut limit = NARROWEST;
    for width in sorted {
        let share = left / count;
        if width > share {
            limit = share.max(NARROWEST);
            break;
        }
        left -= width;
        count -= 1;
    }
    for width in widths {
        *width = (*width).min(limit);
    }
}

impl Cell {
    /// Writes it in exactly `width` places.
    pub(super) fn fit(&self, width: usize, out: &mut dyn Write) -> io::Result<()> {
        put(&self.text, self.width, width, self.number, out)
    }
}

/// How many places of a terminal a text takes.
fn width_of(text: &str) -> usize {
    if is_plain(text) {
        text.len()
    } else {
        text.width()
    }
}

/// Writes the text in exactly `width` places: cut with `…` or filled with spaces.
pub(super) fn fit(text: &str, width: usize, right: bool, out: &mut dyn Write) -> io::Result<()> {
    put(text, width_of(text), width, right, out)
}

/// As [`fit`], where a short text is kept.
pub(super) fn fitted(text: &str, width: usize, right: bool) -> String {
    let mut out = Vec::new();
    // A vector takes what is written.
    let _ = fit(text, width, right, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// Writes a text so many times. A column may be as wide as the longest text there is, so it is not made first.
pub(super) fn repeat(text: &str, times: usize, out: &mut dyn Write) -> io::Result<()> {
    const PIECE: usize = 256;
    if times <= PIECE {
        return out.write_all(text.repeat(times).as_bytes());
    }
    let piece = text.repeat(PIECE);
    for _ in 0..times / PIECE {
        out.write_all(piece.as_bytes())?;
    }
    out.write_all(&piece.as_bytes()[..times % PIECE * text.len()])
}

/// Writes a text that takes `actual` places in `width`.
fn put(
    text: &str,
    actual: usize,
    width: usize,
    right: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    if actual <= width {
        if right {
            blanks(width - actual, out)?;
        }
        out.write_all(text.as_bytes())?;
        if !right {
            blanks(width - actual, out)?;
        }
        return Ok(());
    }
    let (mut used, mut end) = (0, 0);
    for (at, character) in text.char_indices() {
        let next = character.width().unwrap_or(0);
        if used + next + 1 > width {
            break;
        }
        used += next;
        end = at + character.len_utf8();
    }
    out.write_all(&text.as_bytes()[..end])?;
    if width > 0 {
        out.write_all("…".as_bytes())?;
        used += 1;
    }
    blanks(width.saturating_sub(used), out)
}

/// Writes so many spaces.
fn blanks(count: usize, out: &mut dyn Write) -> io::Result<()> {
    const BLANKS: [u8; 256] = [b' '; 256];
    let mut left = count;
    while left > 0 {
        let part = left.min(BLANKS.len());
        out.write_all(&BLANKS[..part])?;
        left -= part;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_and_fills() {
        assert_eq!(fitted("a", 700, true).trim_start(), "a");
        assert_eq!(fitted("a", 700, true).len(), 700);
        assert_eq!(fitted("abc", 5, false), "abc  ");
        assert_eq!(fitted("12", 5, true), "   12");
        assert_eq!(fitted("abcdef", 4, false), "abc…");
        assert_eq!(fitted("中文字", 5, false), "中文…");
        assert_eq!(fitted("中文字", 4, false), "中… ");
    }

    #[test]
    fn wide_columns_give_way_first() {
        let mut widths = vec![4, 100, 40];
        shrink(&mut widths, 64);
        assert_eq!(widths, [4, 30, 30]);
        let mut widths = vec![10, 10];
        shrink(&mut widths, 0);
        assert_eq!(widths, [4, 4]);
    }

    proptest! {
        #[test]
        fn a_cell_has_the_width_asked_for(text in "\\PC{0,20}", width in 0usize..30) {
            // Cutting may split a cluster whose parts together are narrower than apart.
            let simple: usize = text.chars().map(|c| c.width().unwrap_or(0)).sum();
            prop_assume!(simple == text.width());
            prop_assert_eq!(fitted(&text, width, false).width(), width);
        }
    }
}
