//! Walks over expressions and operators: what they read, what they bind, what they hold.
//!
//! In: checked expressions, operators. Out: sets of variables, or the parts one by one. The rules of `optimize` and the
//! printing of plans share it. Knows nothing of what the parts mean.

mod calls;
mod expr;
mod op;

pub use calls::calls;
pub use expr::{
    Imports, conjuncts, expr_reads, has_subquery, is_constant, is_volatile, rename, replace, walk,
};
pub use op::{
    for_each_expr, for_each_expr_mut, for_each_list_mut, is_update, is_volatile_op, nested,
    nested_mut, op_count, op_reads, op_writes, ops_reads, ops_writes, subplan_reads, walk_ops,
};
