//! The JSON values of a file, one after the other.
//!
//! In: a stream of bytes. Out: the text of one value or one line at a time, with its place in the file; of the rest of
//! the file no more is held than one block. Knows nothing of what the values mean.

use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

use super::apply::Aside;
use super::file::reason;
use crate::diagnostic::{Code, Diagnostic, Interrupt};
use crate::source::{Place, Source, Span};

/// Bytes read at a time.
const BLOCK: usize = 1 << 16;
const START: Place = Place { line: 1, column: 1 };
/// As much of a line before a value is kept, to be shown when something is wrong with the value.
const CONTEXT: usize = 240;

/// What is wrong with a file, with as much of the file as is needed to show it.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// What is wrong; places count from the start of the text of `source`.
    pub problem: Diagnostic,
    /// A part of the file that knows where in it it stands.
    pub source: Arc<Source>,
    /// Where in the file that part begins, in bytes.
    pub offset: u64,
}

/// Reads values and lines in order.
pub(super) struct Elements<R> {
    input: R,
    /// What stops reading; asked before each block.
    interrupt: Interrupt,
    name: String,
    /// A part of the file.
    window: Vec<u8>,
    /// Where in the file the window begins.
    offset: u64,
    place: Place,
    /// A place in the window, and which that is in the file.
    counted: (usize, Place),
    /// The next byte to look at, in the window.
    at: usize,
    ended: bool,
}

impl Refusal {
    /// A problem with the file as a whole.
    pub(super) fn new(problem: Diagnostic, name: &str) -> Self {
        Self {
            problem,
            source: Arc::new(Source::new(name, "")),
            offset: 0,
        }
    }
}

impl<R: Read> Elements<R> {
    pub(super) fn new(input: R, name: &str, interrupt: Interrupt) -> Self {
        Self {
            input,
            interrupt,
            name: name.to_owned(),
            window: Vec::new(),
            offset: 0,
            place: START,
            counted: (0, START),
            at: 0,
            ended: false,
        }
    }

    /// The next byte that is no white space, which stays; `None` at the end.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, Refusal> {
        loop {
            match self.byte(self.at)? {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                Some(0xef) if self.offset == 0 && self.at == 0 => {
                    self.byte(2)?;
                    if !self.window.starts_with("\u{feff}".as_bytes()) {
                        return Ok(Some(0xef));
                    }
                    self.window.drain(..3);
                    self.offset = 3;
                }
                other => return Ok(other),
            }
        }
    }

    /// Takes this byte, which was seen.
    pub(super) fn take(&mut self) {
        self.at += 1;
    }

    /// The next value, as far as it goes: a broken one ends where it cannot go on.
    pub(super) fn value(&mut self) -> Result<Range<usize>, Refusal> {
        self.peek()?;
        self.forget();
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            match self.byte(self.at)? {
                None => break,
                Some(b'"') => {
                    self.text()?;
                    if depth == 0 {
                        break;
                    }
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') if depth == 0 => break,
                Some(b'}' | b']') => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        break;
                    }
                }
                Some(b',' | b':' | b' ' | b'\t' | b'\r' | b'\n') if depth == 0 => break,
                Some(_) => self.at += 1,
            }
        }
        // A backslash at the end of the file escapes nothing.
        self.at = self.at.min(self.window.len());
        Ok(start..self.at)
    }

    /// The next line that is not blank, without white space around it; `None` at the end.
    pub(super) fn line(&mut self) -> Result<Option<Range<usize>>, Refusal> {
        if self.peek()?.is_none() {
            return Ok(None);
        }
        self.forget();
        let start = self.at;
        while let Some(byte) = self.byte(self.at)? {
            if byte == b'\n' {
                break;
            }
            self.at += 1;
        }
        let line = &self.window[start..self.at];
        Ok(Some(start..start + line.trim_ascii_end().len()))
    }

    /// Goes behind a string, which begins here.
    fn text(&mut self) -> Result<(), Refusal> {
        self.at += 1;
        loop {
            // Most of a file are texts.
            let rest = self.window.get(self.at..).unwrap_or_default();
            let found = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'));
            self.at += found.unwrap_or(rest.len());
            match self.byte(self.at)? {
                None => return Ok(()),
                Some(b'\\') => self.at += 2,
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) => {}
            }
        }
    }

    /// The text of a part of the window.
    pub(super) fn part(&self, range: Range<usize>) -> Result<&str, Refusal> {
        std::str::from_utf8(&self.window[range]).map_err(|_| match self.window() {
            Err(refusal) => refusal,
            // What is before it is no text either, or the part was cut within a character.
            Ok(_) => self.refusal_of("", Diagnostic::new(Code::InvalidUtf8, "this is no text")),
        })
    }

    /// The text of the window up to where was read.
    fn window(&self) -> Result<&str, Refusal> {
        let read = &self.window[..self.at.min(self.window.len())];
        std::str::from_utf8(read).map_err(|error| {
            let good = error.valid_up_to();
            let place = after(self.place, &read[..good]);
            let message = format!(
                "`{}` is not UTF-8 text: byte 0x{:02x} at line {}, column {}",
                self.name, read[good], place.line, place.column
            );
            let problem =
                Diagnostic::new(Code::InvalidUtf8, message).hint("save the file as UTF-8");
            self.refusal_of("", problem)
        })
    }

    /// A problem at a place in the window.
    pub(super) fn refuse(&self, problem: Diagnostic) -> Refusal {
        let shown = match self.window() {
            Ok(text) => {
                // The rest of the line, where it is known.
                let rest = &self.window[text.len()..];
                let line = rest.iter().take(CONTEXT).position(|byte| *byte == b'\n');
                let rest = &rest[..line.unwrap_or(rest.len().min(CONTEXT))];
                text.to_owned() + &String::from_utf8_lossy(rest)
            }
            Err(refusal) => return refusal,
        };
        self.refusal_of(&shown, problem)
    }

    fn refusal_of(&self, shown: &str, problem: Diagnostic) -> Refusal {
        let source = Source::new(self.name.clone(), shown).starting_at(self.place);
        Refusal {
            problem,
            source: Arc::new(source),
            offset: self.offset,
        }
    }

    /// A problem with what comes next.
    pub(super) fn unexpected(&mut self, expected: &str) -> Refusal {
        let (at, message) = match self.peek() {
            Err(refusal) => return refusal,
            Ok(None) => (
                self.at,
                format!("the file ends where {expected} is expected"),
            ),
            Ok(Some(_)) => (self.at, format!("{expected} is expected")),
        };
        // The character itself is shown.
        let mut end = at + 1;
        while self.window.get(end).is_some_and(|byte| byte & 0xc0 == 0x80) {
            end += 1;
        }
        self.at = end.min(self.window.len());
        let problem = Diagnostic::new(Code::InvalidGraphData, message);
        let refusal = self.refuse(problem.at(Span::new(at, end)));
        self.at = at;
        refusal
    }

    /// A value with its place, to be looked at later.
    pub(super) fn cut_out(&mut self, range: Range<usize>) -> Result<Aside, Refusal> {
        // From the place that was asked for last: a place is counted out only once.
        let (known, place) = self.counted;
        let from = known.min(range.start);
        let place = if from == known { place } else { self.place };
        let from = if from == known { known } else { 0 };
        let place = after(place, &self.window[from..range.start]);
        self.counted = (range.start, place);
        Ok(Aside {
            text: self.part(range.clone())?.into(),
            place,
            offset: self.offset + range.start as u64,
        })
    }

    /// A byte of the window; `None` behind the end of the file.
    #[inline]
    fn byte(&mut self, at: usize) -> Result<Option<u8>, Refusal> {
        while at >= self.window.len() && !self.ended {
            self.fill()?;
        }
        Ok(self.window.get(at).copied())
    }

    fn fill(&mut self) -> Result<(), Refusal> {
        let stopped = |problem| Refusal::new(problem, &self.name);
        self.interrupt.check().map_err(stopped)?;
        let known = self.window.len();
        self.window.resize(known + BLOCK, 0);
        let read = loop {
            match self.input.read(&mut self.window[known..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        match read {
            Ok(count) => {
                self.window.truncate(known + count);
                self.ended = count == 0;
                Ok(())
            }
            Err(error) => {
                self.window.truncate(known);
                // What was stopped has no other reason.
                self.interrupt.check().map_err(stopped)?;
                let why = reason(&error);
                let message = format!("`{}` cannot be read: {why}", self.name);
                let problem = Diagnostic::new(Code::FileNotReadable, message);
                Err(self.refusal_of("", problem))
            }
        }
    }

    /// Drops what was read, but for the beginning of a line that is not long.
    fn forget(&mut self) {
        // In blocks, so that every byte moves once.
        if self.at < BLOCK {
            return;
        }
        let read = &self.window[..self.at];
        let line = read.iter().rposition(|byte| *byte == b'\n');
        let line = line.map_or(0, |end| end + 1);
        let until = if self.at - line > CONTEXT {
            self.at
        } else {
            line
        };
        self.place = after(self.place, &read[..until]);
        self.counted = (0, self.place);
        self.offset += until as u64;
        self.at -= until;
        self.window.drain(..until);
        self.window.shrink_to(self.window.len().max(2 * BLOCK));
    }
}

/// The place behind these bytes.
fn after(place: Place, bytes: &[u8]) -> Place {
    let ends = |at: usize| match bytes[at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let lines = (0..bytes.len()).filter(|&at| ends(at)).count();
    let start = (0..bytes.len()).rev().find(|&at| ends(at));
    let (start, column) = start.map_or((0, place.column), |end| (end + 1, 1));
    let characters = bytes[start..].iter().filter(|byte| *byte & 0xc0 != 0x80);
    Place {
        line: place.line + lines,
        column: column + characters.count(),
    }
}
