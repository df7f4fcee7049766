//! Widths and cuts of tables for people: how many rows and how wide a column may be.
//!
//! In: cells as text. Out: cells that fit, and column widths as a terminal counts them. Knows nothing of frames.

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
    /// Appends it in exactly `width` places.
    pub(super) fn fit(&self, width: usize, out: &mut String) {
        put(&self.text, self.width, width, self.number, out);
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

/// The text in exactly `width` places: cut with `…` or filled with spaces.
pub(super) fn fit(text: &str, width: usize, right: bool) -> String {
    let mut out = String::new();
    put(text, width_of(text), width, right, &mut out);
    out
}

/// Appends a text that takes `actual` places in `width`.
fn put(text: &str, actual: usize, width: usize, right: bool, out: &mut String) {
    if actual <= width {
        let space = |out: &mut String| out.extend(std::iter::repeat_n(' ', width - actual));
        if right {
            space(out);
        }
        out.push_str(text);
        if !right {
            space(out);
        }
        return;
    }
    let mut used = 0;
    for character in text.chars() {
        let next = character.width().unwrap_or(0);
        if used + next + 1 > width {
            break;
        }
        used += next;
        out.push(character);
    }
    if width > 0 {
        out.push('…');
        used += 1;
    }
    out.push_str(&" ".repeat(width.saturating_sub(used)));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cuts_and_fills() {
        assert_eq!(fit("abc", 5, false), "abc  ");
        assert_eq!(fit("12", 5, true), "   12");
        assert_eq!(fit("abcdef", 4, false), "abc…");
        assert_eq!(fit("中文字", 5, false), "中文…");
        assert_eq!(fit("中文字", 4, false), "中… ");
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
            prop_assert_eq!(fit(&text, width, false).width(), width);
        }
    }
}
