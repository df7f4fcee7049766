//! Clauses: the first word decides, and from then on a miss is final.

mod call;
mod matching;
mod projection;
mod unwind;
mod update;

pub(super) use call::yields;
use nom::Parser;
use nom::combinator::cut;

use super::{command, transaction};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::Clause;
use crate::syntax::failure::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Miss, Parsed, Stream, refuse, unsupported};
use crate::syntax::token::{Symbol, TokenKind};

/// One clause.
pub(super) fn clause(input: Stream<'_>) -> Parsed<'_, Clause> {
    if command::starts(input) {
        return cut(command::command).parse(input);
    }
    refuse_known(input)?;
    let Some(TokenKind::Keyword(keyword)) = input.peek() else {
        return input.miss(Expected::Clause);
    };
    match keyword {
        Keyword::Match | Keyword::Optional => {
            cut(matching::matching).map(Clause::Match).parse(input)
        }
        Keyword::Unwind => cut(unwind::unwind).map(Clause::Unwind).parse(input),
        Keyword::For => cut(unwind::for_in).map(Clause::Unwind).parse(input),
        Keyword::With => cut(projection::with).map(Clause::With).parse(input),
        Keyword::Return => cut(projection::returning).map(Clause::Return).parse(input),
        Keyword::Create => cut(update::create).map(Clause::Create).parse(input),
        Keyword::Merge => cut(update::merge).map(Clause::Merge).parse(input),
        Keyword::Set => cut(update::set).map(Clause::Set).parse(input),
        Keyword::Remove => cut(update::remove).map(Clause::Remove).parse(input),
        Keyword::Delete | Keyword::Detach => cut(update::delete).map(Clause::Delete).parse(input),
        Keyword::Call => cut(call::call).map(Clause::Call).parse(input),
        _ => input.miss(Expected::Clause),
    }
}

/// Whether the word here starts a clause.
pub(super) fn starts(input: Stream<'_>) -> bool {
    match input.peek() {
        Some(TokenKind::Keyword(keyword)) => {
            *keyword == Keyword::For || Keyword::CLAUSE_STARTS.contains(keyword)
        }
        _ => false,
    }
}

/// Clauses and commands that are known and not carried out; no clause that is starts with these words.
fn refuse_known(input: Stream<'_>) -> Result<(), nom::Err<Miss>> {
    const KNOWN: [&str; 15] = [
        "FOREACH",
        "LOAD CSV",
        "INSERT",
        "LET",
        "FILTER",
        "FINISH",
        "NEXT",
        "USE",
        "USING",
        "WHEN",
        "OPTIONAL CALL",
        "ALTER",
        "NODETACH DELETE",
        "CREATE OR REPLACE",
        "GROUP BY",
    ];
    let at = |count: usize| input.skip(count).since(input);
    if let Some(words) = KNOWN.iter().find(|words| input.are_words(words)) {
        return unsupported(words, at(words.split(' ').count()));
    }
    if let Some((words, _)) = transaction::starts(input) {
        let message = format!("{words} is a statement of its own");
        return refuse(
            Diagnostic::new(Code::UnexpectedSyntax, message)
                .at(at(words.split(' ').count()))
                .hint("End the statement before it with `;`; it takes no prefix"),
        );
    }
    if input.is_keyword(Keyword::Call)
        && (input.symbol_ahead(1, Symbol::BraceOpen) || input.symbol_ahead(1, Symbol::ParenOpen))
    {
        return unsupported("A CALL with a subquery", at(2));
    }
    Ok(())
}
