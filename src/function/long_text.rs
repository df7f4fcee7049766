//! Work on texts that may be long, piece by piece.
//!
//! In: a text and who is asked whether to go on. Out: pieces of it, and where parts of it are. Nothing is asked about a text
//! that is short. Knows nothing of what functions do with texts.

use memchr::memmem::Finder;

use super::Host;
use super::room::{LARGE, RUN};
use crate::diagnostic::Result;

/// Pieces of a text, cut between characters, of which each is done in no time.
///
/// # Errors
/// Each piece is an error when nobody wants the next one any more.
pub(crate) fn pieces<'t>(text: &'t str, host: &dyn Host) -> impl Iterator<Item = Result<&'t str>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        // A text of one piece is not asked about.
        if rest.len() > RUN
            && let Err(stopped) = host.room(0)
        {
            rest = "";
            return Some(Err(stopped));
        }
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(RUN));
        rest = behind;
        Some(Ok(piece))
    })
}

/// Appends a text that may be long.
#[inline]
pub(crate) fn append(to: &mut String, text: &str, host: &dyn Host) -> Result<()> {
    if text.len() <= LARGE {
        to.push_str(text);
        return Ok(());
    }
    pieces(text, host).try_for_each(|piece| {
        to.push_str(piece?);
        Ok(())
    })
}

/// Is a part in a text that may be long?
#[inline]
pub(crate) fn contains(text: &str, part: &str, host: &dyn Host) -> Result<bool> {
    if text.len() <= LARGE {
        return Ok(text.contains(part));
    }
    Ok(Search::new(part).find(text, 0, host)?.is_some())
}

/// Searches for one part in texts that may be long.
pub(crate) struct Search<'p>(Finder<'p>);

impl<'p> Search<'p> {
    /// For this part.
    pub(crate) fn new(part: &'p str) -> Self {
        Self(Finder::new(part))
    }

    /// Where the part begins first in a text, from a place on.
    pub(crate) fn find(
        &self,
        text: &str,
        mut from: usize,
        host: &dyn Host,
    ) -> Result<Option<usize>> {
        // Places to begin at that are looked through at once.
        const PLACES: usize = if cfg!(test) { 1 << 10 } else { 1 << 20 };
        let (text, beyond) = (text.as_bytes(), self.0.needle().len().saturating_sub(1));
        loop {
            let end = text.len().min(from + PLACES + beyond);
            if let Some(at) = self.0.find(&text[from..end]) {
                return Ok(Some(from + at));
            }
            if end == text.len() {
                return Ok(None);
            }
            from += PLACES;
            host.room(0)?;
        }
    }
}
