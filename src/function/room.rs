//! What is asked before an operator or a function makes a large value.
//!
//! In: how large it will be and what is held meanwhile. Out: a diagnostic when it may not be made: there is no room for it
//! within the memory limit, or it is larger than any value may be. Small values are never refused, nor asked for. Knows
//! nothing of what makes the value.

use super::Host;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::bulk::Bulk;
use crate::value::pace::{Pace, Watched};
use crate::value::{Extent, Value};

/// Values of more bytes ask for room before they are made.
pub(crate) const LARGE: usize = 1 << 16;

/// Steps of work between two looks at whether to go on.
pub(super) const RUN: usize = 1 << 16;

/// The most elements of a list that is joined of two, and the most bytes of a text. Doubling one again and again would soon
/// take all memory there is.
const LARGEST_LIST: usize = 1 << 24;
const LARGEST_TEXT: usize = 1 << 28;
/// The most bytes of a value written out, whatever the memory limit: what walks over it cannot be stopped.
const LARGEST_EXTENT: u64 = 1 << 34;
/// How deep lists and maps may lie in each other: what walks over them needs a stack as deep.
const DEEPEST: u16 = 1000;

/// May a text of so many bytes be made, while `held` bytes are? It is written once and then moved to where it stays.
pub(crate) fn text(bytes: usize, held: usize, host: &dyn Host) -> Result<()> {
    if bytes <= LARGE {
        return Ok(());
    }
    limited("text", bytes, LARGEST_TEXT)?;
    host.room(held.saturating_add(bytes.saturating_mul(2)))
}

/// Copies of so many elements of two lists, if there may be a list of all of them.
pub(crate) fn joined_list<'v>(
    elements: impl Iterator<Item = &'v Value>,
    count: usize,
    host: &dyn Host,
) -> Result<Bulk<Value>> {
    limited("list", count, LARGEST_LIST)?;
    // The two are held while the third is made of them.
    copied_list(elements, count, host)
}

/// Copies of so many elements of a list, if there is room for them.
pub(crate) fn copied_list<'v>(
    mut elements: impl Iterator<Item = &'v Value>,
    count: usize,
    host: &dyn Host,
) -> Result<Bulk<Value>> {
    list(count, host)?;
    let mut copies = Bulk::with_capacity(count);
    loop {
        let before = copies.len();
        copies.extend(elements.by_ref().take(RUN).cloned());
        if copies.len() - before < RUN {
            return Ok(copies);
        }
        host.room(0)?;
    }
}

/// May a list of so many elements be made of another one?
pub(crate) fn list(elements: usize, host: &dyn Host) -> Result<()> {
    let bytes = elements.saturating_mul(2 * size_of::<Value>());
    if bytes <= LARGE {
        return Ok(());
    }
    host.room(bytes)
}

/// A value that holds others, or just one: may it be handed on? It is asked for as large as it is written out, though parts
/// may be shared: whatever compares, hashes or prints it walks over all of that.
#[inline]
pub(crate) fn written(value: Value, host: &dyn Host) -> Result<Value> {
    if matches!(value, Value::List(_) | Value::Map(_)) {
        expect_written(&value, host)?;
    }
    Ok(value)
}

/// As [`written`], of a list or map that stays where it is.
pub(crate) fn expect_written(value: &Value, host: &dyn Host) -> Result<()> {
    let Extent { bytes, depth } = Extent::measured(value, &mut watched(host))?;
    if depth > DEEPEST {
        return Err(Diagnostic::new(
            Code::MemoryLimit,
            format!("lists and maps may lie in each other {DEEPEST} deep, not {depth}"),
        ));
    }
    if bytes <= LARGE as u64 {
        return Ok(());
    }
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    if bytes as u64 > LARGEST_EXTENT {
        return Err(Diagnostic::new(
            Code::MemoryLimit,
            "a value is too large to be written out: it holds the same parts again and again",
        ));
    }
    host.room(bytes)
}

/// A walk over values that ends when the statement does.
#[inline]
pub(crate) fn watched(host: &dyn Host) -> impl Pace<Stop = Diagnostic> {
    Watched::new(|| host.room(0))
}

fn limited(what: &str, size: usize, limit: usize) -> Result<()> {
    if size <= limit {
        return Ok(());
    }
    Err(Diagnostic::new(
        Code::MemoryLimit,
        format!("the {what} would have a size of {size}, more than {limit}"),
    ))
}

/// Steps of a loop that may be long: now and then it looks whether to go on.
#[derive(Default)]
pub(crate) struct Steps(usize);

impl Steps {
    /// So many steps were done, and so many bytes are held by now.
    #[inline]
    pub(crate) fn done(&mut self, steps: usize, held: usize, host: &dyn Host) -> Result<()> {
        self.0 += steps;
        if self.0 < RUN {
            return Ok(());
        }
        self.0 = 0;
        host.room(held)
    }
}
