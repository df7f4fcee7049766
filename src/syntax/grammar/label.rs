//! Conditions on labels and types: `:A:B`, `:A|B`, `:A&!B`, `:%`, `IS A`.

use nom::Parser;
use nom::combinator::cut;

use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{LabelExpr, LabelExprKind, Name};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{any_name, symbol};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, refuse, unsupported};
use crate::syntax::token::{Symbol, TokenKind};

/// What the condition is about; it decides what a second colon means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// Labels of a node, or an operand in an expression: `:A:B` is both.
    Labels,
    /// The type of a relationship: `:A|:B` is either.
    Types,
}

impl Subject {
    fn wanted(self) -> &'static str {
        match self {
            Self::Labels => "a label",
            Self::Types => "a relationship type",
        }
    }
}

/// `:` or `IS`, and a condition.
pub(super) fn labels<'a>(subject: Subject) -> impl Fn(Stream<'a>) -> Parsed<'a, LabelExpr> + Copy {
    move |input| {
        let rest = if input.is_keyword(Keyword::Is) {
            input.skip(1)
        } else {
            symbol(Symbol::Colon)(input)?.0
        };
        cut(|input| condition(input, subject)).parse(rest)
    }
}

/// The condition itself.
pub(super) fn condition(input: Stream<'_>, subject: Subject) -> Parsed<'_, LabelExpr> {
    let (rest, first) = either(input, subject)?;
    if subject == Subject::Types || !rest.is_symbol(Symbol::Colon) {
        return Ok((rest, first));
    }
    let (mut rest, mut parts) = (rest, vec![first]);
    while rest.is_symbol(Symbol::Colon) {
        let (after, name) = any_name(rest.skip(1), subject.wanted())?;
        parts.push(named(name));
        rest = after;
    }
    let mixed = parts
        .iter()
        .any(|part| !matches!(part.kind, LabelExprKind::Name(_)))
        || joins(rest, Symbol::Ampersand)
        || joins(rest, Symbol::Pipe);
    if mixed {
        let message = "Labels joined by ':' cannot be mixed with '&', '|', '!' and '%'";
        let diagnostic = Diagnostic::new(Code::UnexpectedSyntax, message).at(rest.since(input));
        return refuse(diagnostic.hint("Write & in place of the colons"));
    }
    Ok((
        rest,
        LabelExpr {
            kind: LabelExprKind::And(parts),
            span: rest.since(input),
        },
    ))
}

/// One or more names joined by colons, each with a colon before it, as `SET` and `REMOVE` take them.
pub(super) fn names(input: Stream<'_>) -> Parsed<'_, Vec<Name>> {
    let (mut rest, mut names) = (input, Vec::new());
    while rest.is_symbol(Symbol::Colon) {
        if rest.symbol_ahead(1, Symbol::Dollar) {
            return unsupported("A computed label", rest.skip(1).span());
        }
        let (after, name) = any_name(rest.skip(1), "a label")?;
        names.push(name);
        rest = after;
    }
    if names.is_empty() {
        input.miss(Expected::Symbol(Symbol::Colon))
    } else {
        Ok((rest, names))
    }
}

/// Whether this sign comes next and joins labels here.
fn joins(input: Stream<'_>, symbol: Symbol) -> bool {
    input.is_symbol(symbol) && !(symbol == Symbol::Pipe && input.bar_ends)
}

fn either(input: Stream<'_>, subject: Subject) -> Parsed<'_, LabelExpr> {
    let (mut rest, first) = both(input, subject)?;
    if !joins(rest, Symbol::Pipe) {
        return Ok((rest, first));
    }
    let mut parts = vec![first];
    while joins(rest, Symbol::Pipe) {
        let colon = subject == Subject::Types && rest.symbol_ahead(1, Symbol::Colon);
        let (after, part) = both(rest.skip(1 + usize::from(colon)), subject)?;
        parts.push(part);
        rest = after;
    }
    Ok((
        rest,
        LabelExpr {
            kind: LabelExprKind::Or(parts),
            span: rest.since(input),
        },
    ))
}

fn both(input: Stream<'_>, subject: Subject) -> Parsed<'_, LabelExpr> {
    let (mut rest, first) = one(input, subject)?;
    if !joins(rest, Symbol::Ampersand) {
        return Ok((rest, first));
    }
    let mut parts = vec![first];
    while joins(rest, Symbol::Ampersand) {
        let (after, part) = one(rest.skip(1), subject)?;
        parts.push(part);
        rest = after;
    }
    Ok((
        rest,
        LabelExpr {
            kind: LabelExprKind::And(parts),
            span: rest.since(input),
        },
    ))
}

fn one(input: Stream<'_>, subject: Subject) -> Parsed<'_, LabelExpr> {
    let (rest, kind) = match input.peek() {
        Some(TokenKind::Symbol(Symbol::Exclamation)) => {
            let (rest, operand) = one(input.skip(1).deeper(depth::PATTERN)?, subject)?;
            let rest = rest.back(input);
            (rest, LabelExprKind::Not(Box::new(operand)))
        }
        Some(TokenKind::Symbol(Symbol::Percent)) => (input.skip(1), LabelExprKind::Any),
        Some(TokenKind::Symbol(Symbol::ParenOpen)) => {
            let (rest, inner) = either(input.enter(Symbol::ParenOpen, depth::PATTERN)?, subject)?;
            let rest = rest.leave(Symbol::ParenClose, input)?;
            return Ok((rest, inner));
        }
        Some(TokenKind::Symbol(Symbol::Dollar)) => {
            let what = match subject {
                Subject::Labels => "A computed label",
                Subject::Types => "A computed relationship type",
            };
            return unsupported(what, input.span());
        }
        _ => {
            let (rest, name) = any_name(input, subject.wanted())?;
            return Ok((rest, named(name)));
        }
    };
    Ok((
        rest,
        LabelExpr {
            kind,
            span: rest.since(input),
        },
    ))
}

fn named(name: Name) -> LabelExpr {
    LabelExpr {
        span: name.span,
        kind: LabelExprKind::Name(name),
    }
}
