//! `UNWIND list AS variable` and `FOR variable IN list`.

use crate::syntax::ast::Unwind;
use crate::syntax::grammar::terminal::{keyword, variable};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, unsupported};

use super::super::expr::expression;

pub(super) fn unwind(input: Stream<'_>) -> Parsed<'_, Unwind> {
    let (rest, _) = keyword(Keyword::Unwind)(input)?;
    let (rest, list) = expression(rest)?;
    let (rest, _) = keyword(Keyword::As)(rest)?;
    let (rest, name) = variable(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        Unwind {
            list,
            variable: name,
            span,
        },
    ))
}

pub(super) fn for_in(input: Stream<'_>) -> Parsed<'_, Unwind> {
    let (rest, _) = keyword(Keyword::For)(input)?;
    let (rest, name) = variable(rest)?;
    let (rest, _) = keyword(Keyword::In)(rest)?;
    let (rest, list) = expression(rest)?;
    if rest.are_words("WITH ORDINALITY") || rest.are_words("WITH OFFSET") {
        return unsupported("FOR with a position", rest.skip(2).since(rest));
    }
    let span = rest.since(input);
    Ok((
        rest,
        Unwind {
            list,
            variable: name,
            span,
        },
    ))
}
