//! The words of the language by the places where they may stand. Knows nothing of what was typed.

use crate::syntax::Keyword;

/// Words that can start a statement.
pub(super) const STATEMENT_STARTS: &[&str] = &[
    "MATCH",
    "OPTIONAL MATCH",
    "CREATE",
    "MERGE",
    "WITH",
    "UNWIND",
    "CALL",
    "RETURN",
    "SHOW",
    "DROP",
    "EXPLAIN",
    "PROFILE",
    "START TRANSACTION",
    "COMMIT",
    "ROLLBACK",
];

/// Words that can stand where an operand is wanted.
pub(super) const OPERANDS: &[&str] = &[
    "NOT", "CASE", "WHEN", "TRUE", "FALSE", "NULL", "DISTINCT", "EXISTS {", "COUNT {", "ALL(",
    "ANY(", "NONE(", "SINGLE(",
];

/// Words that can start a clause behind another one.
const CLAUSES: &[&str] = &[
    "RETURN",
    "WITH",
    "MATCH",
    "OPTIONAL MATCH",
    "UNWIND",
    "CREATE",
    "MERGE",
    "SET",
    "REMOVE",
    "DELETE",
    "DETACH DELETE",
    "CALL",
];

/// Words that can follow an operand in an expression.
const OPERATORS: &[&str] = &[
    "AND",
    "OR",
    "XOR",
    "IN",
    "STARTS WITH",
    "ENDS WITH",
    "CONTAINS",
    "IS NULL",
    "IS NOT NULL",
    "THEN",
    "ELSE",
    "END",
];

/// Words that can follow an operand, the likeliest first.
pub(super) fn continuations(
    clause: Option<Keyword>,
    section: Option<Keyword>,
) -> Vec<&'static str> {
    let own: &[&str] = match (clause, section) {
        (Some(Keyword::Match), None) => &["WHERE"],
        (Some(Keyword::Merge), _) => &["ON CREATE SET", "ON MATCH SET"],
        (Some(Keyword::Unwind), _) => &["AS"],
        (Some(Keyword::Call), None) => &["YIELD"],
        (Some(Keyword::Call), Some(Keyword::Yield)) => &["AS", "WHERE"],
        (Some(Keyword::Return), None) => &["AS", "ORDER BY", "SKIP", "LIMIT", "UNION", "UNION ALL"],
        (Some(Keyword::With), None) => &["AS", "WHERE", "ORDER BY", "SKIP", "LIMIT"],
        (_, Some(Keyword::Order)) => &["DESC", "ASC", "SKIP", "LIMIT"],
        (_, Some(Keyword::Skip)) => &["LIMIT"],
        _ => &[],
    };
    let pattern = matches!(
        clause,
        Some(Keyword::Match | Keyword::Create | Keyword::Merge)
    );
    let operators: &[&str] = if pattern && section.is_none() {
        &[]
    } else {
        OPERATORS
    };
    let clauses: &[&str] = if clause == Some(Keyword::Return) {
        &["UNION"]
    } else {
        CLAUSES
    };
    let mut all = own.to_vec();
    for word in operators.iter().chain(clauses) {
        if !all.contains(word) {
            all.push(word);
        }
    }
    all
}
