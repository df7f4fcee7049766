//! `WITH` and `RETURN`: items, order, skip, limit.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, opt};
use nom::multi::separated_list1;
use nom::sequence::preceded;

use super::super::expr::{expression, where_expression};
use crate::syntax::ast::{Expr, Order, Projection, Return, ReturnItem, With};
use crate::syntax::grammar::terminal::{keyword, keywords, symbol, variable};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, unsupported};
use crate::syntax::token::Symbol;

pub(super) fn with(input: Stream<'_>) -> Parsed<'_, With> {
    let (rest, _) = keyword(Keyword::With)(input)?;
    let (rest, (projection, predicate)) = (projection, opt(where_expression)).parse(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        With {
            projection,
            predicate,
            span,
        },
    ))
}

pub(super) fn returning(input: Stream<'_>) -> Parsed<'_, Return> {
    let (rest, _) = keyword(Keyword::Return)(input)?;
    let (rest, projection) = projection(rest)?;
    let span = rest.since(input);
    Ok((rest, Return { projection, span }))
}

fn projection(input: Stream<'_>) -> Parsed<'_, Projection> {
    let (rest, distinct) = opt(keyword(Keyword::Distinct)).parse(input)?;
    let (rest, star) = opt(symbol(Symbol::Star)).parse(rest)?;
    let comma = symbol(Symbol::Comma);
    let (rest, items) = match star {
        None => separated_list1(comma, item).parse(rest)?,
        Some(_) => {
            let further = preceded(comma, cut(separated_list1(comma, item)));
            let (rest, items) = opt(further).parse(rest)?;
            (rest, items.unwrap_or_default())
        }
    };
    if rest.are_words("GROUP BY") {
        return unsupported("GROUP BY", rest.skip(2).since(rest));
    }
    let (rest, (order_by, skip, limit)) = (opt(order_by), opt(skip), opt(limit)).parse(rest)?;
    let projection = Projection {
        distinct: distinct.is_some(),
        star,
        items,
        order_by: order_by.unwrap_or_default(),
        skip,
        limit,
    };
    Ok((rest, projection))
}

fn item(input: Stream<'_>) -> Parsed<'_, ReturnItem> {
    let (rest, expr) = expression(input)?;
    // The name of the column is the text with its parentheses, which the tree does not keep.
    let text = rest.since(input).slice(input.context.text).to_owned();
    let (rest, alias) = opt(preceded(keyword(Keyword::As), cut(variable))).parse(rest)?;
    let span = rest.since(input);
    Ok((
        rest,
        ReturnItem {
            expr,
            alias,
            text,
            span,
        },
    ))
}

fn order_by(input: Stream<'_>) -> Parsed<'_, Vec<Order>> {
    let (rest, _) = keywords(&[Keyword::Order, Keyword::By])(input)?;
    cut(separated_list1(symbol(Symbol::Comma), order)).parse(rest)
}

fn order(input: Stream<'_>) -> Parsed<'_, Order> {
    let (rest, expr) = expression(input)?;
    let down = alt((keyword(Keyword::Desc), keyword(Keyword::Descending))).map(|_| true);
    let up = alt((keyword(Keyword::Asc), keyword(Keyword::Ascending))).map(|_| false);
    let (rest, descending) = opt(alt((down, up))).parse(rest)?;
    if rest.are_words("NULLS FIRST") || rest.are_words("NULLS LAST") {
        return unsupported("The order of nulls", rest.skip(2).since(rest));
    }
    let span = rest.since(input);
    Ok((
        rest,
        Order {
            expr,
            descending: descending.unwrap_or(false),
            span,
        },
    ))
}

fn skip(input: Stream<'_>) -> Parsed<'_, Expr> {
    let word = alt((keyword(Keyword::Skip), keyword(Keyword::Offset)));
    preceded(word, cut(expression)).parse(input)
}

fn limit(input: Stream<'_>) -> Parsed<'_, Expr> {
    preceded(keyword(Keyword::Limit), cut(expression)).parse(input)
}
