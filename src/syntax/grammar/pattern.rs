//! Patterns: nodes, relationships with their lengths, named paths; and the look-ahead that tells a pattern from an
//! expression in brackets.

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::multi::separated_list1;

use super::expr::{map_entries, optional_where};
use super::label::{Subject, labels};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{
    Direction, Length, Name, NodePattern, PathPattern, PathSearch, Properties, RelationshipPattern,
};
use crate::syntax::depth;
use crate::syntax::failure::Expected;
use crate::syntax::grammar::terminal::{committed, symbol, variable};
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, refuse, unsupported};
use crate::syntax::token::{Symbol, TokenKind};

/// Patterns with commas between them, at least one.
pub(super) fn patterns(input: Stream<'_>) -> Parsed<'_, Vec<PathPattern>> {
    separated_list1(symbol(Symbol::Comma), path_pattern).parse(input)
}

/// `[variable =] path`.
pub(super) fn path_pattern(input: Stream<'_>) -> Parsed<'_, PathPattern> {
    refuse_selector(input)?;
    let (rest, name) = opt(path_variable).parse(input)?;
    refuse_selector(rest)?;
    let (rest, (search, (start, steps))) = match path_search(rest) {
        None => element(rest).map(|(rest, found)| (rest, (None, found)))?,
        Some(search) => {
            let (rest, _) = symbol(Symbol::ParenOpen)(rest.skip(1))?;
            let (rest, found) = cut(element).parse(rest)?;
            let (rest, _) = cut(symbol(Symbol::ParenClose)).parse(rest)?;
            (rest, (Some(search), found))
        }
    };
    let span = rest.since(input);
    if let (Some(search), true) = (search, steps.len() != 1) {
        let name = search_name(search);
        let message = format!("{name} needs a pattern with exactly one relationship");
        return refuse(Diagnostic::new(Code::UnexpectedSyntax, message).at(span));
    }
    Ok((
        rest,
        PathPattern {
            variable: name,
            search,
            start,
            steps,
            span,
        },
    ))
}

fn path_variable(input: Stream<'_>) -> Parsed<'_, Name> {
    let (rest, name) = if input.symbol_ahead(1, Symbol::Equal) {
        variable(input)?
    } else {
        return input.miss(Expected::Thing("a pattern"));
    };
    Ok((rest.skip(1), name))
}

fn path_search(input: Stream<'_>) -> Option<PathSearch> {
    let search = if input.are_words("shortestPath") {
        PathSearch::Shortest
    } else if input.are_words("allShortestPaths") {
        PathSearch::AllShortest
    } else {
        return None;
    };
    input.symbol_ahead(1, Symbol::ParenOpen).then_some(search)
}

fn search_name(search: PathSearch) -> &'static str {
    match search {
        PathSearch::Shortest => "shortestPath",
        PathSearch::AllShortest => "allShortestPaths",
    }
}

/// Words of GQL before a pattern; none of them can start one otherwise.
fn refuse_selector(input: Stream<'_>) -> Result<(), nom::Err<crate::syntax::stream::Miss>> {
    const WORDS: [&str; 6] = ["SHORTEST", "ALL", "ANY", "WALK", "TRAIL", "ACYCLIC"];
    let named = input.symbol_ahead(1, Symbol::Equal);
    match WORDS.iter().find(|word| !named && input.are_words(word)) {
        Some(word) => unsupported(&format!("The path selector {word}"), input.span()),
        None => Ok(()),
    }
}

type Element = (NodePattern, Vec<(RelationshipPattern, NodePattern)>);

/// A node and any number of steps, maybe in parentheses.
fn element(input: Stream<'_>) -> Parsed<'_, Element> {
    if input.is_symbol(Symbol::ParenOpen) && opens_path(input.skip(1)) {
        let inner = input.enter(Symbol::ParenOpen, depth::PATTERN)?;
        if inner.symbol_ahead(1, Symbol::Equal) {
            return unsupported("A quantified path", inner.span());
        }
        let (rest, found) = element(inner)?;
        if rest.is_keyword(Keyword::Where) {
            return unsupported("A condition inside a path in parentheses", rest.span());
        }
        let rest = rest.leave(Symbol::ParenClose, input)?;
        refuse_quantifier(rest)?;
        if starts_arrow(rest) || rest.is_symbol(Symbol::ParenOpen) {
            return unsupported(
                "A path in parentheses inside a longer path",
                rest.since(input),
            );
        }
        return Ok((rest, found));
    }
    let (mut rest, start) = node(input)?;
    let mut steps = Vec::new();
    while starts_arrow(rest) {
        let (after, relationship) = relationship(rest)?;
        if after.is_symbol(Symbol::ParenOpen) && opens_path(after.skip(1)) {
            return unsupported("A path in parentheses inside a longer path", after.span());
        }
        let (after, node) = cut(node).parse(after)?;
        steps.push((relationship, node));
        rest = after;
    }
    if rest.is_symbol(Symbol::ParenOpen) && opens_path(rest.skip(1)) {
        return unsupported("A path in parentheses inside a longer path", rest.span());
    }
    Ok((rest, (start, steps)))
}

/// Whether a path, not the inside of a node, stands here, behind an opening parenthesis.
fn opens_path(input: Stream<'_>) -> bool {
    input.is_symbol(Symbol::ParenOpen)
        || (input.symbol_ahead(1, Symbol::Equal) && input.symbol_ahead(2, Symbol::ParenOpen))
}

/// `(variable :labels {properties} WHERE condition)`, each part optional.
fn node(input: Stream<'_>) -> Parsed<'_, NodePattern> {
    if !input.is_symbol(Symbol::ParenOpen) {
        return input.miss(Expected::Thing("a node in parentheses"));
    }
    let inner = input.enter(Symbol::ParenOpen, depth::PATTERN)?;
    let (rest, (name, label)) = (opt(variable), opt(labels(Subject::Labels))).parse(inner)?;
    let (rest, properties) = properties(rest)?;
    let (rest, predicate) = optional_where(rest)?;
    let rest = rest.leave(Symbol::ParenClose, input)?;
    let span = rest.since(input);
    Ok((
        rest,
        NodePattern {
            variable: name,
            labels: label,
            properties,
            predicate,
            span,
        },
    ))
}

/// A map or parameter, where one stands.
fn properties(input: Stream<'_>) -> Parsed<'_, Option<Properties>> {
    match input.peek() {
        Some(TokenKind::Parameter(name)) => {
            let name = Name {
                text: name.clone(),
                span: input.span(),
            };
            Ok((input.skip(1), Some(Properties::Parameter(name))))
        }
        Some(TokenKind::Symbol(Symbol::BraceOpen)) => {
            let (rest, entries) = committed(map_entries(input))?;
            Ok((
                rest,
                Some(Properties::Map {
                    entries,
                    span: rest.since(input),
                }),
            ))
        }
        _ => {
            input.want(Expected::Symbol(Symbol::BraceOpen));
            Ok((input, None))
        }
    }
}

/// An arrow of any direction, with or without brackets.
fn relationship(input: Stream<'_>) -> Parsed<'_, RelationshipPattern> {
    let left = is_left_head(input.peek());
    let rest = dash(if left { input.skip(1) } else { input })?.0;
    let (rest, mut relationship) = if rest.is_symbol(Symbol::BracketOpen) {
        let (rest, found) = detail(rest.enter(Symbol::BracketOpen, depth::PATTERN)?)?;
        (rest.leave(Symbol::BracketClose, input)?, found)
    } else {
        (
            rest,
            RelationshipPattern {
                variable: None,
                direction: Direction::Either,
                types: None,
                length: None,
                properties: None,
                predicate: None,
                span: input.span(),
            },
        )
    };
    let rest = dash(rest)?.0;
    let right = is_right_head(rest.peek());
    let rest = if right { rest.skip(1) } else { rest };
    relationship.direction = match (left, right) {
        (true, false) => Direction::Incoming,
        (false, true) => Direction::Outgoing,
        _ => Direction::Either,
    };
    relationship.span = rest.since(input);
    refuse_quantifier(rest)?;
    Ok((rest, relationship))
}

/// `variable :types *length {properties} WHERE condition`, each part optional.
fn detail(input: Stream<'_>) -> Parsed<'_, RelationshipPattern> {
    let (rest, (name, types, length)) =
        (opt(variable), opt(labels(Subject::Types)), opt(length)).parse(input)?;
    let (rest, properties) = properties(rest)?;
    let (rest, predicate) = optional_where(rest)?;
    let out_of_place = match rest.peek() {
        Some(TokenKind::Symbol(Symbol::DotDot) | TokenKind::Integer(_) | TokenKind::Float(_)) => {
            true
        }
        // Before the arrow's own dash the closing bracket is missing, which is another problem.
        Some(TokenKind::Symbol(Symbol::Minus)) => {
            matches!(
                rest.ahead(1),
                Some(TokenKind::Integer(_) | TokenKind::Float(_))
            )
        }
        _ => false,
    };
    if out_of_place {
        let message = match length {
            None => "The length of a relationship starts with '*'",
            Some(_) => "The length of a relationship is two whole numbers, for example *1..3",
        };
        let diagnostic = Diagnostic::new(Code::InvalidRelationshipPattern, message);
        return refuse(diagnostic.at(rest.span()));
    }
    let relationship = RelationshipPattern {
        variable: name,
        direction: Direction::Either,
        types,
        length,
        properties,
        predicate,
        span: rest.since(input),
    };
    Ok((rest, relationship))
}

/// `*`, `*2`, `*1..`, `*..3`, `*1..3`.
fn length(input: Stream<'_>) -> Parsed<'_, Length> {
    let (rest, _) = symbol(Symbol::Star)(input)?;
    if let Some(TokenKind::Parameter(_)) = rest.peek()
        && !rest.symbol_ahead(1, Symbol::BracketClose)
    {
        return unsupported("A parameter as length of a relationship", rest.span());
    }
    let (rest, min) = opt(bound).parse(rest)?;
    let (rest, max) = if rest.is_symbol(Symbol::DotDot) {
        opt(bound).parse(rest.skip(1))?
    } else {
        (rest, min)
    };
    Ok((
        rest,
        Length {
            min,
            max,
            span: rest.since(input),
        },
    ))
}

fn bound(input: Stream<'_>) -> Parsed<'_, u64> {
    match input.peek() {
        Some(TokenKind::Integer(number)) if i64::try_from(*number).is_ok() => {
            Ok((input.skip(1), *number))
        }
        Some(TokenKind::Integer(_)) => {
            let message = "The length of a relationship does not fit into 64 bits";
            refuse(Diagnostic::new(Code::IntegerOverflow, message).at(input.span()))
        }
        _ => input.miss(Expected::Thing("a whole number")),
    }
}

/// `{1,3}`, `+` and `*` behind a step or a path in parentheses.
fn refuse_quantifier(input: Stream<'_>) -> Result<(), nom::Err<crate::syntax::stream::Miss>> {
    match input.peek() {
        Some(TokenKind::Symbol(Symbol::BraceOpen | Symbol::Plus | Symbol::Star)) => {
            unsupported("A quantified path", input.span())
        }
        _ => Ok(()),
    }
}

fn dash(input: Stream<'_>) -> Parsed<'_, ()> {
    if is_dash(input.peek()) {
        Ok((input.skip(1), ()))
    } else {
        input.miss(Expected::Symbol(Symbol::Minus))
    }
}

fn is_dash(kind: Option<&TokenKind>) -> bool {
    matches!(kind, Some(TokenKind::Symbol(Symbol::Minus | Symbol::Dash)))
}

fn is_left_head(kind: Option<&TokenKind>) -> bool {
    matches!(
        kind,
        Some(TokenKind::Symbol(Symbol::Less | Symbol::LeftHead))
    )
}

fn is_right_head(kind: Option<&TokenKind>) -> bool {
    matches!(
        kind,
        Some(TokenKind::Symbol(Symbol::Greater | Symbol::RightHead))
    )
}

/// Whether an arrow starts here, as far as two tokens tell.
fn starts_arrow(input: Stream<'_>) -> bool {
    is_dash(input.peek()) || (is_left_head(input.peek()) && is_dash(input.ahead(1)))
}

/// Whether a pattern with at least one step starts here, rather than an expression in parentheses. It looks at a
/// bounded number of tokens. Where both would do (`(a)--(b)`), it is a pattern.
pub(super) fn starts_pattern(input: Stream<'_>) -> bool {
    behind_node(input)
        .and_then(behind_arrow)
        .and_then(behind_node)
        .is_some()
}

/// Behind what looks like a node.
fn behind_node(input: Stream<'_>) -> Option<Stream<'_>> {
    if !input.is_symbol(Symbol::ParenOpen) {
        return None;
    }
    looks_inside(input.skip(1), Symbol::ParenClose).then(|| input.behind_bracket())?
}

/// Behind what looks like an arrow.
fn behind_arrow(input: Stream<'_>) -> Option<Stream<'_>> {
    let input = if is_left_head(input.peek()) {
        input.skip(1)
    } else {
        input
    };
    if !is_dash(input.peek()) {
        return None;
    }
    let input = input.skip(1);
    let input = match input.is_symbol(Symbol::BracketOpen) {
        true if looks_inside(input.skip(1), Symbol::BracketClose) => input.behind_bracket()?,
        true => return None,
        false => input,
    };
    if !is_dash(input.peek()) {
        return None;
    }
    let input = input.skip(1);
    Some(if is_right_head(input.peek()) {
        input.skip(1)
    } else {
        input
    })
}

/// Whether the first tokens in brackets are those of a node or relationship.
fn looks_inside(input: Stream<'_>, closing: Symbol) -> bool {
    let relationship = closing == Symbol::BracketClose;
    let starts_detail = |kind: Option<&TokenKind>| match kind {
        Some(TokenKind::Symbol(symbol)) => {
            matches!(symbol, Symbol::Colon | Symbol::BraceOpen)
                || *symbol == closing
                || (relationship && *symbol == Symbol::Star)
        }
        Some(TokenKind::Keyword(Keyword::Where)) => true,
        _ => false,
    };
    match input.peek() {
        Some(TokenKind::Name | TokenKind::QuotedName(_)) => {}
        Some(TokenKind::Keyword(keyword)) if !keyword.is_reserved() => {}
        Some(TokenKind::Keyword(Keyword::Is)) => {
            return !input.keyword_ahead(1, Keyword::Null) && !input.keyword_ahead(1, Keyword::Not);
        }
        first => return starts_detail(first),
    }
    let second = input.ahead(1);
    starts_detail(second)
        || matches!(second, Some(TokenKind::Parameter(_)))
        || (input.keyword_ahead(1, Keyword::Is)
            && matches!(
                input.ahead(2),
                Some(TokenKind::Name | TokenKind::QuotedName(_))
            ))
}

/// The pattern of a predicate or comprehension: it has at least one step.
pub(super) fn pattern_with_step(input: Stream<'_>) -> Parsed<'_, PathPattern> {
    let (rest, pattern) = path_pattern(input)?;
    if pattern.steps.is_empty() {
        rest.miss(Expected::Thing("a relationship"))
    } else {
        Ok((rest, pattern))
    }
}
