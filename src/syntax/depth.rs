//! The limit on nesting: how many brackets, operators of different levels and subqueries may be inside each other.
//! It keeps every recursive walk over a tree, here and in later stages, within a small stack.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What may be open at once while the grammar reads, in the units below. Measured: the dearest statement within it
/// takes about half of the 2 MB a spawned thread has, in a build without optimisation.
pub(super) const LIMIT: u16 = 240;

/// A parenthesis, a sign, a right operand.
pub(super) const OPERAND: u16 = 1;
/// Brackets, braces, arguments, CASE.
pub(super) const BRACKET: u16 = 2;
/// The inside of a node, relationship, label condition or map projection.
pub(super) const PATTERN: u16 = 4;
/// A subquery in braces.
pub(super) const SUBQUERY: u16 = 8;

/// Levels a finished tree may have. A chain such as `a.b.c` or `a[0][1]` is read in a loop and yet makes a deep tree;
/// parentheses make none.
pub(super) const TREE_LIMIT: u16 = 120;

/// The problem at the place where a limit is passed.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::NestingTooDeep,
        "Brackets and operators are nested too deep here",
    )
    .at(span)
    .hint("Split the expression with WITH")
}
