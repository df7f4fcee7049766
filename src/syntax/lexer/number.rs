//! Numbers: decimal, `0x` and `0o` integers, floats with point or exponent. The sign is not part of the token.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, tag_no_case, take_while, take_while1};
use nom::character::complete::{digit1, one_of, satisfy};
use nom::combinator::{opt, peek, recognize};

use super::{Fault, Lexed, continues_name};
use crate::diagnostic::Code;
use crate::syntax::token::TokenKind;

/// What is said of a number that is none.
pub(super) const MALFORMED: &str = "This starts like a number but is none";

/// What the smallest integer needs without its minus.
const LIMIT: u64 = 1 << 63;

/// A number; a digit, or a point and a digit, decide that it must be one.
pub(super) fn number(input: &str) -> Lexed<'_, TokenKind> {
    let digit = satisfy(|character| character.is_ascii_digit());
    peek((opt(tag(".")), digit)).parse(input)?;
    alt((prefixed("0x", 16), prefixed("0o", 8), decimal)).parse(input)
}

fn prefixed<'a>(prefix: &'static str, radix: u32) -> impl FnMut(&'a str) -> Lexed<'a, TokenKind> {
    move |input| {
        let (after, _) = tag_no_case(prefix).parse(input)?;
        let (rest, digits) =
            take_while(|character: char| character.is_digit(radix)).parse(after)?;
        if digits.is_empty() {
            return invalid(rest);
        }
        whole(input, rest, digits, radix)
    }
}

fn decimal(input: &str) -> Lexed<'_, TokenKind> {
    let (after_whole, digits) = opt(digit1).parse(input)?;
    let (after_point, point) = opt(recognize((tag("."), digit1))).parse(after_whole)?;
    let (rest, exponent) = opt(one_of("eE")).parse(after_point)?;
    if exponent.is_none() {
        return match (digits, point) {
            (Some(digits), None) => whole(input, rest, digits, 10),
            _ => float(input, rest),
        };
    }
    let (rest, _) = opt(one_of("+-")).parse(rest)?;
    match take_while1(|character: char| character.is_ascii_digit()).parse(rest) {
        Ok((rest, _)) => float(input, rest),
        Err(nom::Err::Error(Fault { .. })) => invalid(rest),
        Err(other) => Err(other),
    }
}

fn whole<'a>(input: &'a str, rest: &'a str, digits: &'a str, radix: u32) -> Lexed<'a, TokenKind> {
    ends(rest)?;
    match u64::from_str_radix(digits, radix) {
        Ok(number) if number <= LIMIT => Ok((rest, TokenKind::Integer(number))),
        _ => overflow(input, rest),
    }
}

fn overflow<'a>(input: &'a str, rest: &'a str) -> Lexed<'a, TokenKind> {
    let written = &input[..input.len() - rest.len()];
    let message = format!("The integer {written} does not fit into 64 bits");
    Fault::new(rest, Code::IntegerOverflow, message)
        .hint("Integers go from -9223372036854775808 to 9223372036854775807")
        .stop()
}

fn float<'a>(input: &'a str, rest: &'a str) -> Lexed<'a, TokenKind> {
    ends(rest)?;
    let written = &input[..input.len() - rest.len()];
    match written.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok((rest, TokenKind::Float(number))),
        _ => Fault::new(
            rest,
            Code::FloatingPointOverflow,
            format!("The number {written} is too large for a 64-bit float"),
        )
        .stop(),
    }
}

/// A number ends where no letter and no digit follows.
fn ends(rest: &str) -> Lexed<'_, ()> {
    match rest.chars().next() {
        Some(character) if continues_name(character) || character == '#' => invalid(rest),
        _ => Ok((rest, ())),
    }
}

/// Reading goes on behind all that looks like part of the number.
fn invalid<T>(rest: &str) -> Lexed<'_, T> {
    let rest = rest.trim_start_matches(|character| continues_name(character) || character == '#');
    Fault::new(rest, Code::InvalidNumberLiteral, MALFORMED).stop()
}
