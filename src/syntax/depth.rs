//! The limit on nesting: how many brackets, operators of different levels and subqueries may be inside each other.
//! It keeps every recursive walk over a tree, here and in later stages, within a small stack.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Levels of nesting the grammar goes down while it reads: brackets and right operands.
pub(super) const LIMIT: u16 = 200;

/// Levels a finished tree may have: a chain such as `a.b.c` or `a[0][1]` is read in a loop and yet makes a deep tree.
pub(super) const TREE_LIMIT: u16 = 250;

/// The problem at the place where the limit is passed.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NestingTooDeep,
        format!("This is nested more than {LIMIT} levels deep"),
    )
    .at(span)
    .hint("Split the expression with WITH")
}
