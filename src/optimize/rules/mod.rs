//! The rules, one per file. Which ones run, in which order and why, is said in `super::RULES`.

pub(super) mod count_from_stats;
pub(super) mod count_rows;
pub(super) mod distinct_ends;
pub(super) mod drop_unread;
pub(super) mod expand_count;
pub(super) mod fold_constants;
pub(super) mod intersect;
pub(super) mod lone_rows;
pub(super) mod match_values;
pub(super) mod merge_matches;
pub(super) mod order_joins;
pub(super) mod prune_columns;
pub(super) mod push_filter;
pub(super) mod push_limit;
pub(super) mod semi_apply;
pub(super) mod top_k;
