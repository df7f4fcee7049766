//! `START TRANSACTION`, `COMMIT`, `ROLLBACK`: statements of their own, without prefixes.

use super::super::ast::{Transaction, TransactionControl};
use crate::syntax::stream::{Parsed, Stream};

/// The words a statement of this kind starts with, and what they mean. The longer ones stand before their beginnings.
const STARTS: [(&str, TransactionControl); 5] = [
    (
        "START TRANSACTION",
        TransactionControl::Start { read_only: false },
    ),
    (
        "BEGIN TRANSACTION",
        TransactionControl::Start { read_only: false },
    ),
    ("BEGIN", TransactionControl::Start { read_only: false }),
    ("COMMIT", TransactionControl::Commit),
    ("ROLLBACK", TransactionControl::Rollback),
];

/// The words here, if a transaction begins or ends with them.
pub(super) fn starts(input: Stream<'_>) -> Option<(&'static str, TransactionControl)> {
    STARTS.into_iter().find(|(words, _)| input.are_words(words))
}

/// `{START TRANSACTION | BEGIN [TRANSACTION]} [READ ONLY | READ WRITE] | COMMIT | ROLLBACK`.
pub(super) fn transaction(input: Stream<'_>) -> Parsed<'_, Transaction> {
    let Some((words, mut control)) = starts(input) else {
        return input.miss(crate::syntax::failure::Expected::Clause);
    };
    let mut rest = input.skip(words.split(' ').count());
    if let TransactionControl::Start { read_only } = &mut control {
        *read_only = rest.are_words("READ ONLY");
        if *read_only || rest.are_words("READ WRITE") {
            rest = rest.skip(2);
        }
    }
    let span = rest.since(input);
    Ok((rest, Transaction { control, span }))
}
