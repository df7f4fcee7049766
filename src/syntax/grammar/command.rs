//! Statements about the schema: `CREATE INDEX`, `CREATE CONSTRAINT`, `DROP ...`, `SHOW ...`.
//!
//! In: tokens from the first word on. Out: the clause; a form that other engines know and this one does not is refused
//! by name. Whether it may stand where it stands, the checker says.

use nom::Parser;
use nom::combinator::{cut, opt};

use super::clause::yields;
use super::expr::where_expression;
use super::terminal::{any_name, comma_separated, key, keyword, variable, word};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{Clause, Define, DefineSubject, Demand, Listed, Name, Show, Undefine};
use crate::syntax::failure::Expected;
use crate::syntax::keyword::Keyword;
use crate::syntax::stream::{Parsed, Stream, refuse, unsupported};
use crate::syntax::token::{Symbol, TokenKind};

/// Kinds of index that other engines have.
const OTHER_INDEXES: [&str; 5] = ["TEXT", "POINT", "FULLTEXT", "LOOKUP", "VECTOR"];

/// Does a statement about the schema start here?
pub(super) fn starts(input: Stream<'_>) -> bool {
    if input.is_keyword(Keyword::Show) || input.is_keyword(Keyword::Drop) {
        return true;
    }
    // `CREATE index = ()` creates a path.
    let named = ["INDEX", "CONSTRAINT", "RANGE", "UNIQUE", "DATABASE"];
    input.is_keyword(Keyword::Create)
        && !input.symbol_ahead(2, Symbol::Equal)
        && named
            .iter()
            .chain(&OTHER_INDEXES)
            .any(|word| input.word_ahead(1, word))
}

/// The clause that [`starts`] here.
pub(super) fn command(input: Stream<'_>) -> Parsed<'_, Clause> {
    if input.is_keyword(Keyword::Show) {
        return show(input).map(|(rest, show)| (rest, Clause::Show(show)));
    }
    if input.is_keyword(Keyword::Drop) {
        return drop_named(input).map(|(rest, undefine)| (rest, Clause::Undefine(undefine)));
    }
    define(input).map(|(rest, define)| (rest, Clause::Define(define)))
}

fn define(input: Stream<'_>) -> Parsed<'_, Define> {
    let (mut rest, _) = keyword(Keyword::Create)(input)?;
    let words = |count: usize| input.skip(count).since(input);
    if let Some(kind) = OTHER_INDEXES.iter().find(|kind| rest.are_words(kind)) {
        return unsupported(&format!("CREATE {kind} INDEX"), words(2));
    }
    if rest.are_words("DATABASE") {
        return unsupported("CREATE DATABASE", words(2));
    }
    if rest.are_words("UNIQUE") {
        return unsupported("CREATE UNIQUE", words(2));
    }
    if rest.are_words("RANGE") {
        rest = word("INDEX")(rest.skip(1)).map(|_| rest.skip(1))?;
    }
    let constraint = rest.are_words("CONSTRAINT");
    rest = rest.skip(1);
    if rest.is_keyword(Keyword::On) {
        let (message, hint) = if constraint {
            (
                "CREATE CONSTRAINT ON is an older form that is not supported",
                "CREATE CONSTRAINT name FOR (n:Label) REQUIRE n.property IS UNIQUE",
            )
        } else {
            (
                "CREATE INDEX ON is an older form that is not supported",
                "CREATE INDEX name FOR (n:Label) ON (n.property)",
            )
        };
        let diagnostic = Diagnostic::new(Code::UnsupportedSyntax, message);
        return refuse(diagnostic.at(rest.span()).hint(hint));
    }
    let (rest, name) = optional_name(rest, constraint)?;
    let (rest, if_not_exists) = if_exists(rest, true)?;
    let (rest, _) = keyword(Keyword::For)(rest)?;
    let (rest, subject) = subject(rest)?;
    let (rest, keys, demand) = if constraint {
        let (rest, _) = keyword(Keyword::Require)(rest)?;
        let (rest, keys) = keys(rest, &subject, false)?;
        let (rest, demand) = demand(rest, &subject, &keys)?;
        (rest, keys, demand)
    } else {
        let (rest, _) = keyword(Keyword::On)(rest)?;
        let (rest, keys) = keys(rest, &subject, true)?;
        (rest, keys, Demand::Index)
    };
    if rest.are_words("OPTIONS") {
        return unsupported("OPTIONS of an index", rest.span());
    }
    let keys = distinct(keys)?;
    let span = rest.since(input);
    Ok((
        rest,
        Define {
            name,
            if_not_exists,
            subject,
            keys,
            demand,
            span,
        },
    ))
}

/// The name of an index or constraint, where one stands.
fn optional_name(input: Stream<'_>, constraint: bool) -> Parsed<'_, Option<Name>> {
    let for_follows = input.is_keyword(Keyword::For) && input.symbol_ahead(1, Symbol::ParenOpen);
    let if_follows = input.are_words("IF NOT");
    if for_follows || if_follows {
        return Ok((input, None));
    }
    schema_name(input, constraint).map(|(rest, name)| (rest, Some(name)))
}

fn schema_name(input: Stream<'_>, constraint: bool) -> Parsed<'_, Name> {
    if matches!(input.peek(), Some(TokenKind::Parameter(_))) {
        return unsupported(
            "A parameter as the name of an index or constraint",
            input.span(),
        );
    }
    let what = if constraint {
        "the name of a constraint"
    } else {
        "the name of an index"
    };
    any_name(input, what)
}

/// `IF [NOT] EXISTS`.
fn if_exists(input: Stream<'_>, not: bool) -> Parsed<'_, bool> {
    let Ok((mut rest, _)) = word("IF")(input) else {
        return Ok((input, false));
    };
    if not {
        rest = cut(keyword(Keyword::Not)).parse(rest)?.0;
    }
    let (rest, _) = cut(keyword(Keyword::Exists)).parse(rest)?;
    Ok((rest, true))
}

/// `(n:Label)`, `()-[r:TYPE]-()`.
fn subject(input: Stream<'_>) -> Parsed<'_, DefineSubject> {
    let rest = input.past(Symbol::ParenOpen)?;
    if !rest.is_symbol(Symbol::ParenClose) {
        let (rest, variable) = variable(rest)?;
        let rest = rest.past(Symbol::Colon)?;
        let (rest, name) = any_name(rest, "a label")?;
        let rest = rest.past(Symbol::ParenClose)?;
        let subject = DefineSubject {
            relationship: false,
            variable,
            name,
        };
        return Ok((rest, subject));
    }
    let rest = rest.skip(1);
    let left = rest.is_symbol(Symbol::Less);
    let rest = if left { rest.skip(1) } else { rest };
    let rest = rest.past(Symbol::Minus)?.past(Symbol::BracketOpen)?;
    let (rest, variable) = variable(rest)?;
    let rest = rest.past(Symbol::Colon)?;
    let (rest, name) = any_name(rest, "a relationship type")?;
    let rest = rest.past(Symbol::BracketClose)?.past(Symbol::Minus)?;
    let right = !left && rest.is_symbol(Symbol::Greater);
    let rest = if right { rest.skip(1) } else { rest };
    let rest = rest.past(Symbol::ParenOpen)?.past(Symbol::ParenClose)?;
    let subject = DefineSubject {
        relationship: true,
        variable,
        name,
    };
    Ok((rest, subject))
}

/// `(n.a, n.b)`; for a constraint also `n.a`.
fn keys<'a>(input: Stream<'a>, subject: &DefineSubject, brackets: bool) -> Parsed<'a, Vec<Name>> {
    let (rest, written) = if input.is_symbol(Symbol::ParenOpen) || brackets {
        let rest = input.past(Symbol::ParenOpen)?;
        let (rest, written) = comma_separated(rest, property)?;
        (rest.past(Symbol::ParenClose)?, written)
    } else {
        let (rest, one) = property(input)?;
        (rest, vec![one])
    };
    for (variable, _) in &written {
        if variable.text != subject.variable.text {
            let known = &subject.variable.text;
            let message = format!("the variable `{}` is not defined here", variable.text);
            return refuse(
                Diagnostic::new(Code::UndefinedVariable, message)
                    .at(variable.span)
                    .hint(format!("this is about the properties of `{known}`")),
            );
        }
    }
    Ok((rest, written.into_iter().map(|(_, key)| key).collect()))
}

fn property(input: Stream<'_>) -> Parsed<'_, (Name, Name)> {
    let (rest, variable) = variable(input)?;
    let rest = rest.past(Symbol::Dot)?;
    let (rest, key) = key(rest)?;
    Ok((rest, (variable, key)))
}

fn distinct(keys: Vec<Name>) -> Result<Vec<Name>, nom::Err<crate::syntax::stream::Miss>> {
    for (place, key) in keys.iter().enumerate() {
        if keys[..place].iter().any(|other| other.text == key.text) {
            let message = format!("the property {} is named twice", key.text);
            return refuse(Diagnostic::new(Code::UnexpectedSyntax, message).at(key.span));
        }
    }
    Ok(keys)
}

/// `IS UNIQUE`, `IS NOT NULL`, `IS NODE KEY`, `IS RELATIONSHIP KEY`.
fn demand<'a>(input: Stream<'a>, subject: &DefineSubject, keys: &[Name]) -> Parsed<'a, Demand> {
    let (rest, _) = keyword(Keyword::Is)(input)?;
    if rest.is_symbol(Symbol::DoubleColon) || rest.are_words("TYPED") {
        return unsupported("A constraint on the type of a property", rest.span());
    }
    if rest.is_keyword(Keyword::Not) {
        let (behind, _) = keyword(Keyword::Null)(rest.skip(1))?;
        if keys.len() > 1 {
            let message = "IS NOT NULL is about one property";
            let diagnostic = Diagnostic::new(Code::UnexpectedSyntax, message);
            return refuse(
                diagnostic
                    .at(behind.since(input))
                    .hint("create a constraint for each property"),
            );
        }
        return Ok((behind, Demand::NotNull));
    }
    let words: [(&str, Option<bool>); 3] = [
        ("NODE", Some(false)),
        ("RELATIONSHIP", Some(true)),
        ("REL", Some(true)),
    ];
    let sort = words.iter().find(|(word, _)| rest.are_words(word));
    let (behind, relationship) = match sort {
        Some((_, relationship)) => (rest.skip(1), *relationship),
        None => (rest, None),
    };
    if let Some(relationship) = relationship
        && relationship != subject.relationship
    {
        let (message, hint) = if subject.relationship {
            ("this is about relationships", "IS RELATIONSHIP KEY")
        } else {
            ("this is about nodes", "IS NODE KEY")
        };
        let diagnostic = Diagnostic::new(Code::UnexpectedSyntax, message);
        return refuse(diagnostic.at(rest.span()).hint(hint));
    }
    if relationship.is_none() {
        behind.want(Expected::Keyword(Keyword::Not));
        behind.want(Expected::Word(if subject.relationship {
            "RELATIONSHIP KEY"
        } else {
            "NODE KEY"
        }));
    }
    if let Ok((rest, _)) = word("UNIQUE")(behind) {
        return Ok((rest, Demand::Unique));
    }
    let (rest, _) = word("KEY")(behind)?;
    Ok((rest, Demand::Key))
}

fn drop_named(input: Stream<'_>) -> Parsed<'_, Undefine> {
    let (rest, _) = keyword(Keyword::Drop)(input)?;
    for other in ["DATABASE", "USER", "ROLE", "GRAPH", "ALIAS", "SERVER"] {
        if rest.are_words(other) {
            return unsupported(&format!("DROP {other}"), rest.skip(1).since(input));
        }
    }
    let constraint = rest.are_words("CONSTRAINT");
    let rest = if constraint {
        rest.skip(1)
    } else {
        rest.want(Expected::Word("CONSTRAINT"));
        word("INDEX")(rest)?.0
    };
    if rest.is_keyword(Keyword::On) {
        let message = "dropping by what an index is about is an older form that is not supported";
        let diagnostic = Diagnostic::new(Code::UnsupportedSyntax, message);
        return refuse(
            diagnostic
                .at(rest.span())
                .hint("drop it by its name; SHOW INDEXES and SHOW CONSTRAINTS tell names"),
        );
    }
    let (rest, name) = schema_name(rest, constraint)?;
    let (rest, if_exists) = if_exists(rest, false)?;
    let span = rest.since(input);
    Ok((
        rest,
        Undefine {
            constraint,
            name,
            if_exists,
            span,
        },
    ))
}

fn show(input: Stream<'_>) -> Parsed<'_, Show> {
    let (rest, _) = keyword(Keyword::Show)(input)?;
    let (rest, what) = listed(rest, input)?;
    let (rest, yields) = opt(yields).parse(rest)?;
    let (rest, predicate) = if yields.is_none() {
        opt(where_expression).parse(rest)?
    } else {
        (rest, None)
    };
    if yields.is_some() && rest.is_keyword(Keyword::Order) {
        let message = "ORDER BY behind the YIELD of SHOW is not supported yet";
        let diagnostic = Diagnostic::new(Code::UnsupportedSyntax, message);
        return refuse(
            diagnostic
                .at(rest.span())
                .hint("put it behind a RETURN: YIELD * RETURN * ORDER BY name"),
        );
    }
    let span = rest.since(input);
    Ok((
        rest,
        Show {
            what,
            yields,
            predicate,
            span,
        },
    ))
}

fn listed<'a>(input: Stream<'a>, start: Stream<'a>) -> Parsed<'a, Listed> {
    const LISTED: [(&str, Listed); 8] = [
        ("INDEXES", Listed::Indexes),
        ("INDEX", Listed::Indexes),
        ("CONSTRAINTS", Listed::Constraints),
        ("CONSTRAINT", Listed::Constraints),
        ("FUNCTIONS", Listed::Functions),
        ("FUNCTION", Listed::Functions),
        ("PROCEDURES", Listed::Procedures),
        ("PROCEDURE", Listed::Procedures),
    ];
    let find = |at: Stream<'a>| LISTED.iter().find(|(word, _)| at.are_words(word));
    let all = if input.is_keyword(Keyword::All) || input.are_words("RANGE INDEXES") {
        input.skip(1)
    } else {
        input
    };
    if let Some((_, listed)) = find(all) {
        return Ok((all.skip(1), *listed));
    }
    // `SHOW UNIQUE CONSTRAINTS`, `SHOW FULLTEXT INDEXES`, `SHOW BUILT IN FUNCTIONS`, `SHOW DATABASES`, ...
    let is_word = matches!(input.peek(), Some(TokenKind::Name | TokenKind::Keyword(_)));
    if is_word {
        let behind = (1..4)
            .map(|count| input.skip(count))
            .find(|at| find(*at).is_some());
        if let Some(behind) = behind
            && let Some((_, listed)) = find(behind)
        {
            let span = behind.skip(1).since(start);
            let words = span.slice(input.context.text).to_uppercase();
            let message = format!("{words} is not supported yet");
            let diagnostic = Diagnostic::new(Code::UnsupportedSyntax, message);
            let listed = listed.text();
            return refuse(diagnostic.at(span).hint(format!("SHOW {listed} WHERE ...")));
        }
        let others = [
            "DATABASE",
            "DATABASES",
            "DEFAULT",
            "HOME",
            "USERS",
            "USER",
            "ROLES",
            "ROLE",
            "PRIVILEGES",
            "SETTINGS",
            "SETTING",
            "TRANSACTIONS",
            "TRANSACTION",
            "SERVERS",
            "ALIASES",
            "CURRENT",
            "POPULATED",
            "SUPPORTED",
        ];
        if let Some(other) = others.iter().find(|other| input.are_words(other)) {
            return unsupported(&format!("SHOW {other}"), input.skip(1).since(start));
        }
    }
    for word in ["INDEXES", "CONSTRAINTS", "FUNCTIONS", "PROCEDURES"] {
        input.want(Expected::Word(word));
    }
    input.miss(Expected::Keyword(Keyword::All))
}
