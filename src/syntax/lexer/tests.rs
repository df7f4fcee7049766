//! Texts and their tokens.

use super::lex;
use crate::syntax::token::TokenKind;

/// Tokens in a short form, or code and marked text.
fn check(text: &str, expected: &str) {
    let actual = match lex(text) {
        Ok(tokens) => tokens
            .iter()
            .map(|token| match &token.kind {
                TokenKind::Keyword(keyword) => keyword.text().to_owned(),
                TokenKind::Name => format!("name {}", token.span.slice(text)),
                TokenKind::QuotedName(name) => format!("quoted {name}"),
                TokenKind::Parameter(name) => format!("parameter {name}"),
                TokenKind::Integer(number) => format!("int {number}"),
                TokenKind::Float(number) => format!("float {number:?}"),
                TokenKind::MalformedNumber => "malformed".to_owned(),
                TokenKind::String(text) => format!("string {text}"),
                TokenKind::Symbol(symbol) => symbol.text().to_owned(),
            })
            .collect::<Vec<_>>()
            .join(", "),
        Err(diagnostic) => format!(
            "{:?} at {:?}",
            diagnostic.code(),
            diagnostic.span().map_or("", |span| span.slice(text))
        ),
    };
    assert_eq!(actual, expected, "{text}");
}

#[test]
fn names_and_words() {
    check(
        "match Match mätch _a1",
        "MATCH, MATCH, name mätch, name _a1",
    );
    check("`a b` `x``y` ``", "quoted a b, quoted x`y, quoted ");
    check(
        "$a $0 $`b c` $(",
        "parameter a, parameter 0, parameter b c, $, (",
    );
    check("नमस्ते", "name नमस्ते");
    check("`open", "UnexpectedSyntax at \"`open\"");
}

#[test]
fn signs() {
    check("<--><-[]->", "<, -, -, >, <, -, [, ], -, >");
    check(
        "a<=b<>c+=d=~e||f|g",
        "name a, <=, name b, <>, name c, +=, name d, =~, name e, ||, name f, |, name g",
    );
    check("a – b", "name a, –, name b");
    check("RETURN ☃", "InvalidUnicodeCharacter at \"☃\"");
    check("k1#k", "UnexpectedSyntax at \"#\"");
    check("“a”", "InvalidUnicodeCharacter at \"“\"");
}

#[test]
fn space_and_comments() {
    check(
        "a // b\n c /* d * / */ e\u{a0}f",
        "name a, name c, name e, name f",
    );
    check("a /* b", "UnexpectedSyntax at \"/* b\"");
    check("//", "");
    check("", "");
}

#[test]
fn numbers() {
    check("0 12 0x1F 0o17", "int 0, int 12, int 31, int 15");
    check(
        "1.5 .5 1e9 1E-3 2.5e+3 0.0",
        "float 1.5, float 0.5, float 1000000000.0, float 0.001, float 2500.0, float 0.0",
    );
    check(
        "1..3 1.a *..5",
        "int 1, .., int 3, int 1, ., name a, *, .., int 5",
    );
    check("9223372036854775808", "int 9223372036854775808");
    check(
        "9223372036854775809",
        "IntegerOverflow at \"9223372036854775809\"",
    );
    check(
        "0x8000000000000001",
        "IntegerOverflow at \"0x8000000000000001\"",
    );
    check(
        "0o1000000000000000000001",
        "IntegerOverflow at \"0o1000000000000000000001\"",
    );
    check("1.34E999", "FloatingPointOverflow at \"1.34E999\"");
    for text in [
        "0x",
        "0xZ",
        "0x1A2b3c4Z5E6f7",
        "0o8",
        "12ab",
        "1e",
        "1.5e+",
        "9#1",
        "1e5x",
    ] {
        check(text, &format!("InvalidNumberLiteral at {text:?}"));
    }
}

#[test]
fn strings() {
    check(
        r#"'a\'b' "c'd\"" '\\\n\t\b\f\r'"#,
        "string a'b, string c'd\", string \\\n\t\u{8}\u{c}\r",
    );
    check(
        r"'\u00e9' '\U0001F34C' '\uD83C\uDF4C'",
        "string é, string 🍌, string 🍌",
    );
    check(r"'\uH'", r#"InvalidUnicodeLiteral at "\\uH""#);
    check(r"'\u12", r#"InvalidUnicodeLiteral at "\\u12""#);
    check(r"'\uD83C'", r#"InvalidUnicodeLiteral at "\\uD83C""#);
    check(r"'\UFFFFFFFF'", r#"InvalidUnicodeLiteral at "\\UFFFFFFFF""#);
    check(r"'\q'", r#"UnexpectedSyntax at "\\q""#);
    check("'open", "UnexpectedSyntax at \"'open\"");
    check("'open\\", "UnexpectedSyntax at \"'open\\\\\"");
}
