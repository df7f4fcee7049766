//! Rows and cells of a CSV file, after RFC 4180, as a stream.
//!
//! In: bytes. Out: one row after the other, its cells as bytes that lie in the buffer they were read into, so that a row
//! costs no allocation. A row that is not formed as it should be is told apart from one that is, and the next one follows.
//! Knows nothing of what cells mean.
//!
//! Our own because bulk loading spends most of its time here: searching for the next delimiter many bytes at a time
//! is several times faster than stepping through states byte by byte, and `""` is told from nothing.

use std::io::{self, Read};

use memchr::{memchr, memchr2, memchr3};

use crate::diagnostic::address_space;

/// Bytes asked for at a time.
const BLOCK: usize = 1 << 20;
/// A row longer than this is taken for a quote that was never closed.
const LONGEST_ROW: usize = 1 << 28;

/// Reads rows.
pub(super) struct Rows<R> {
    input: R,
    delimiter: u8,
    buffer: Vec<u8>,
    /// How many bytes of the buffer were read.
    filled: usize,
    /// Where the next row starts.
    start: usize,
    ended: bool,
    cells: Vec<Place>,
    /// The line the row starts on, from 1.
    line: u64,
    /// The line the next row starts on.
    next_line: u64,
    /// Bytes before the buffer.
    before: u64,
}

/// Where a cell lies.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: usize,
    end: usize,
    quoted: bool,
}

/// What a search for the end of a row found.
enum Scan {
    /// The row, and where the next one starts.
    Row(usize),
    /// The end of what was read so far.
    More,
    /// A row that is not formed as it should be; the next one may start here.
    Bad(&'static str, usize),
    /// A quote that is not closed.
    Unclosed,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// A row, to be read with [`Rows::cell`].
    Row,
    /// Something else, and why it is no row.
    Bad(&'static str),
    /// A cell whose quote is not closed, and what tells so: nothing behind it can be told apart.
    Unclosed(&'static str),
    /// Nothing.
    End,
}

/// What lies behind a cell.
enum Behind {
    Cell(usize),
    Row(usize),
    More,
}

impl<R: Read> Rows<R> {
    pub(super) fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            delimiter,
            buffer: Vec::new(),
            filled: 0,
            start: 0,
            ended: false,
            cells: Vec::new(),
            line: 1,
            next_line: 1,
            before: 0,
        }
    }

    /// Reads the next row that is not empty.
    ///
    /// # Errors
    /// What the input refuses.
    pub(super) fn next(&mut self) -> io::Result<Next> {
        loop {
            self.line = self.next_line;
            if self.start >= self.filled && (self.ended || !self.fill()?) {
                return Ok(Next::End);
            }
            match self.scan() {
                Scan::Row(next) => {
                    let empty = matches!(self.cells.as_slice(), [only] if only.start == only.end && !only.quoted);
                    self.start = next;
                    if !empty {
                        return Ok(Next::Row);
                    }
                }
                Scan::More => {
                    if self.filled - self.start > LONGEST_ROW {
                        self.ended = true;
                        self.start = self.filled;
                        return Ok(Next::Unclosed(
                            "the row is too long; is a quote not closed?",
                        ));
                    }
                    self.next_line = self.line;
                    self.fill()?;
                }
                Scan::Bad(why, next) => {
                    self.start = next;
                    return Ok(Next::Bad(why));
                }
                Scan::Unclosed => {
                    if self.buffer[..self.filled].last() != Some(&b'\n') {
                        self.next_line += 1;
                    }
                    self.start = self.filled;
                    return Ok(Next::Unclosed("a quote is not closed"));
                }
            }
        }
    }

    /// How many cells the row has.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell of the row; nothing where it has none.
    #[inline]
    pub(super) fn cell(&self, at: usize) -> &[u8] {
        self.cells
            .get(at)
            .map_or(&[], |cell| &self.buffer[cell.start..cell.end])
    }

    /// Does a cell of the row stand in quotes?
    #[inline]
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.quoted)
    }

    /// The line on which the row starts, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The line on which the row ends.
    pub(super) fn last_line(&self) -> u64 {
        self.line.max(self.next_line.saturating_sub(1))
    }

    /// Bytes read of the input, to the end of the row.
    pub(super) fn bytes(&self) -> u64 {
        self.before + self.start as u64
    }

    /// Bytes read of the input, also of rows to come.
    pub(super) fn bytes_read(&self) -> u64 {
        self.before + self.filled as u64
    }

    /// What is read.
    pub(super) fn input(&self) -> &R {
        &self.input
    }

    /// Reads more behind what the row has so far. Says whether there was more.
    fn fill(&mut self) -> io::Result<bool> {
        self.buffer.copy_within(self.start..self.filled, 0);
        self.before += self.start as u64;
        self.filled -= self.start;
        self.start = 0;
        if self.buffer.len() < self.filled + BLOCK {
            let more = BLOCK.max(self.filled);
            address_space::expect_left(more, "the import").map_err(|problem| {
                io::Error::new(io::ErrorKind::OutOfMemory, problem.message().to_owned())
            })?;
            self.buffer.resize(self.filled + more, 0);
        }
        loop {
            match self.input.read(&mut self.buffer[self.filled..]) {
                Ok(0) => {
                    self.ended = true;
                    return Ok(false);
                }
                Ok(count) => {
                    self.filled += count;
                    return Ok(true);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Looks for the cells of the row.
    fn scan(&mut self) -> Scan {
        self.cells.clear();
        let mut doubled = None;
        let mut at = self.start;
        loop {
            let data = &self.buffer[..self.filled];
            let quoted = data.get(at) == Some(&b'"');
            let (start, end) = if quoted {
                let Some(close) = closing_quote(data, at + 1, &mut doubled, &mut self.next_line)
                else {
                    if self.ended {
                        return Scan::Unclosed;
                    }
                    return Scan::More;
                };
                if close + 1 == data.len() && !self.ended {
                    return Scan::More;
                }
                (at + 1, close)
            } else {
                match memchr3(self.delimiter, b'\n', b'\r', &data[at..]) {
                    Some(length) => (at, at + length),
                    None if self.ended => (at, data.len()),
                    None => return Scan::More,
                }
            };
            self.cells.push(Place { start, end, quoted });
            match self.behind(end + usize::from(quoted)) {
                Some(Behind::Cell(next)) => at = next,
                Some(Behind::Row(next)) => {
                    self.next_line += 1;
                    if let Some(first) = doubled {
                        self.undouble(first);
                    }
                    return Scan::Row(next);
                }
                Some(Behind::More) => return Scan::More,
                None => return self.bad_after(end),
            }
        }
    }

    /// What stands at the end of a cell; `None` for what cannot stand there.
    fn behind(&self, at: usize) -> Option<Behind> {
        let data = &self.buffer[..self.filled];
        match data.get(at) {
            None => Some(Behind::Row(at)),
            Some(byte) if *byte == self.delimiter => Some(Behind::Cell(at + 1)),
            Some(b'\n') => Some(Behind::Row(at + 1)),
            Some(b'\r') => match data.get(at + 1) {
                Some(b'\n') => Some(Behind::Row(at + 2)),
                None if !self.ended => Some(Behind::More),
                _ => Some(Behind::Row(at + 1)),
            },
            Some(_) => None,
        }
    }

    /// Goes on with the line after one that has text behind a closing quote.
    fn bad_after(&mut self, at: usize) -> Scan {
        let data = &self.buffer[..self.filled];
        match memchr(b'\n', &data[at..]) {
            None if !self.ended => Scan::More,
            end => {
                self.next_line += 1;
                let next = end.map_or(data.len(), |length| at + length + 1);
                Scan::Bad("text stands behind a closing quote", next)
            }
        }
    }

    /// Makes one quote of two in all cells from the one that starts behind `first` on.
    fn undouble(&mut self, first: usize) {
        for place in &mut self.cells {
            if !place.quoted || place.end <= first {
                continue;
            }
            let mut to = place.start;
            let mut from = place.start;
            while from < place.end {
                let byte = self.buffer[from];
                self.buffer[to] = byte;
                from += 1 + usize::from(byte == b'"');
                to += 1;
            }
            place.end = to;
        }
    }
}

/// Where the quote is that closes a cell. Notes the first doubled one, and counts lines.
fn closing_quote(
    data: &[u8],
    start: usize,
    doubled: &mut Option<usize>,
    lines: &mut u64,
) -> Option<usize> {
    let mut from = start;
    loop {
        let at = from + memchr2(b'"', b'\n', data.get(from..)?)?;
        if data[at] == b'\n' {
            *lines += 1;
            from = at + 1;
        } else if data.get(at + 1) == Some(&b'"') {
            doubled.get_or_insert(at);
            from = at + 2;
        } else {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{Next, Rows};

    /// Hands out a few bytes at a time, so that every row is cut somewhere.
    struct Drops<'a>(&'a [u8], usize);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    /// Rows as `line:cell|cell`, quoted cells in brackets.
    fn check(text: &str, expected: &[&str]) {
        for step in 1..=text.len().max(1) {
            let mut rows = Rows::new(Drops(text.as_bytes(), step), b',');
            let mut found = Vec::new();
            loop {
                let next = rows.next().unwrap();
                let cell = |at| {
                    let text = String::from_utf8_lossy(rows.cell(at));
                    if rows.is_quoted(at) {
                        format!("[{text}]")
                    } else {
                        text.into_owned()
                    }
                };
                found.push(match next {
                    Next::End => break,
                    Next::Bad(why) | Next::Unclosed(why) => {
                        format!("{}-{}!{why}", rows.line(), rows.last_line())
                    }
                    Next::Row => {
                        let cells: Vec<_> = (0..rows.len()).map(cell).collect();
                        format!("{}:{}", rows.line(), cells.join("|"))
                    }
                });
            }
            assert_eq!(found, expected, "{text:?} {step} bytes at a time");
            assert_eq!(rows.bytes(), text.len() as u64);
        }
    }

    #[test]
    fn rows_and_cells() {
        check("", &[]);
        check("\n\r\n\n", &[]);
        check("a,b\nc", &["1:a|b", "2:c"]);
        check("a,b\r\nc,\r\n,\r\n", &["1:a|b", "2:c|", "3:|"]);
        check("a\rb\n\nc", &["1:a", "2:b", "4:c"]);
        check("\"a,b\",\"\",,x", &["1:[a,b]|[]||x"]);
        check("\"a\n\nb\",1\nc", &["1:[a\n\nb]|1", "4:c"]);
        check("\"a\"\"b\"\"\",\"\"\"\"\n1", &["1:[a\"b\"]|[\"]", "2:1"]);
        check("a\"b,c\"\n", &["1:a\"b|c\""]);
        check("\"\"\n", &["1:[]"]);
    }

    #[test]
    fn what_is_no_row() {
        check(
            "a\n\"b\"c,d\ne\n",
            &["1:a", "2-2!text stands behind a closing quote", "3:e"],
        );
        check("a\n\"b,\nc\n", &["1:a", "2-3!a quote is not closed"]);
        check("a\n\"b,\nc", &["1:a", "2-3!a quote is not closed"]);
        check("\"", &["1-1!a quote is not closed"]);
        check("\"a\"x", &["1-1!text stands behind a closing quote"]);
        check(
            "a\n\"b\nc\n\"d\"\ne",
            &["1:a", "2-4!text stands behind a closing quote", "5:e"],
        );
    }
}
