//! Laws of the whole front end, over the queries of the TCK, over generated text, and at its limits.

use proptest::prelude::*;

use super::ast::{Expr, Statement};
use super::conformance::queries;
use super::{highlight, lex, parse, parse_expression, parse_script, split_script, unfinished};
use crate::diagnostic::{Code, Diagnostic};

/// A tree without its spans, as text that can be compared.
fn shape(tree: &impl std::fmt::Debug) -> String {
    let text = format!("{tree:?}");
    let mut shape = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("Span { start: ") {
        shape.push_str(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    shape.push_str(rest);
    // The text of a column with an alias is not its name and may change; no other field `text` has a comma before it.
    let text = regex::Regex::new(r#", text: "(\\.|[^"\\])*""#).unwrap();
    text.replace_all(&shape, "").into_owned()
}

fn prints_and_parses(text: &str, statement: &Statement) {
    let printed = statement.to_string();
    let again = parse(&printed).unwrap_or_else(|error| panic!("{text}\n{printed}\n{error}"));
    assert_eq!(shape(statement), shape(&again), "{text}\n{printed}");
    assert_eq!(again.to_string(), printed);
}

fn expression_prints_and_parses(text: &str, expr: &Expr) {
    let printed = expr.to_string();
    let again =
        parse_expression(&printed).unwrap_or_else(|error| panic!("{text}\n{printed}\n{error}"));
    assert_eq!(shape(expr), shape(&again), "{text}\n{printed}");
}

#[test]
fn printed_queries_of_the_tck_parse_to_the_same_tree() {
    for query in queries() {
        if let Ok(statement) = parse(&query) {
            prints_and_parses(&query, &statement);
            // With every column named, the expressions are printed too and not copied.
            let mut named = statement;
            name_columns(&mut named);
            prints_and_parses(&query, &named);
        }
    }
}

fn name_columns(statement: &mut Statement) {
    use super::ast::{Clause, Name, Projection};
    let name = |projection: &mut Projection| {
        for item in &mut projection.items {
            let span = item.span;
            let text = item.expr.to_string();
            item.alias.get_or_insert(Name {
                text: "alias".to_owned(),
                span,
            });
            item.text = text;
        }
    };
    let Statement::Query(statement) = statement else {
        return;
    };
    let branches = statement
        .query
        .unions
        .iter_mut()
        .map(|branch| &mut branch.query);
    for query in std::iter::once(&mut statement.query.first).chain(branches) {
        for clause in &mut query.clauses {
            match clause {
                Clause::With(clause) => name(&mut clause.projection),
                Clause::Return(clause) => name(&mut clause.projection),
                _ => {}
            }
        }
    }
}

/// Everything that reads text, on any text.
fn nothing_panics(text: &str) {
    let _ = lex(text);
    let _ = highlight(text);
    let _ = unfinished(text);
    let _ = parse_script(text);
    for span in split_script(text) {
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    }
    if let Ok(expr) = parse_expression(text) {
        expression_prints_and_parses(text, &expr);
    }
    match parse(text) {
        Ok(statement) => prints_and_parses(text, &statement),
        Err(error) => {
            assert!(!error.message().is_empty());
            if let Some(span) = error.span() {
                assert!(
                    text.get(span.start as usize..span.end as usize).is_some(),
                    "{text}"
                );
            }
        }
    }
}

const WORDS: &[&str] = &[
    "MATCH",
    "OPTIONAL",
    "WHERE",
    "RETURN",
    "WITH",
    "UNWIND",
    "AS",
    "CREATE",
    "SET",
    "a",
    "b",
    "n:A",
    "(a)",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "->",
    "<-",
    "-->",
    "<",
    ">",
    "|",
    ":",
    ",",
    ".",
    "..",
    "*",
    "+",
    "=",
    "<>",
    "AND",
    "OR",
    "XOR",
    "NOT",
    "IN",
    "IS NULL",
    "STARTS WITH",
    "CASE",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "1",
    "2.5",
    "'x'",
    "$p",
    "count(*)",
    "all(",
    "any(x IN",
    "reduce(",
    "EXISTS {",
    "COUNT {",
    "[x IN",
    "[(a)-->(b) |",
    "%",
    "^",
    "/",
    "||",
    "=~",
    "!",
    "&",
    "`q`",
    ";",
    "UNION",
    "ORDER BY",
    "CALL f()",
    "YIELD",
    "DELETE",
    "MERGE",
    "ON",
    "–",
    "AS OF",
    "null",
    "INDEX",
    "CONSTRAINT",
    "IF NOT EXISTS",
    "FOR (n:A)",
    "REQUIRE",
    "IS NODE KEY",
    "DROP",
    "SHOW",
    "INDEXES",
];

fn expression_text() -> impl Strategy<Value = String> {
    let operand = prop::sample::select(
        &[
            "a",
            "n",
            "1",
            "-2",
            "2.5",
            "-0.5",
            "'s'",
            "$p",
            "true",
            "null",
            "`a b`",
            "count",
            "[]",
            "{}",
            "count(*)",
            "x",
            "9223372036854775807",
            "-9223372036854775808",
            "1e300",
        ][..],
    )
    .prop_map(str::to_owned);
    operand.prop_recursive(6, 64, 3, |inner| {
        let binary = prop::sample::select(
            &[
                "+",
                "-",
                "*",
                "/",
                "%",
                "^",
                "||",
                "=",
                "<>",
                "<",
                "<=",
                "AND",
                "OR",
                "XOR",
                "IN",
                "STARTS WITH",
                "CONTAINS",
                "=~",
            ][..],
        );
        prop_oneof![
            (inner.clone(), binary, inner.clone(), any::<bool>()).prop_map(|(a, op, b, parens)| {
                if parens {
                    format!("({a} {op} {b})")
                } else {
                    format!("{a} {op} {b}")
                }
            }),
            (
                prop::sample::select(
                    &[
                        "NOT ({})",
                        "-({})",
                        "+({})",
                        "({}) IS NULL",
                        "({}).k",
                        "({})[0]",
                        "({})[..1]",
                        "({}):A:B",
                        "({}):A|!B",
                        "[{}]",
                        "[{}, 1]",
                        "{k: {}}",
                        "f({})",
                        "g.h(DISTINCT {})",
                        "n {.a, .*, k: {}}",
                        "CASE WHEN {} THEN 1 END",
                        "CASE {} WHEN 1 THEN 2 ELSE 3 END",
                        "all(x IN {} WHERE x)",
                        "reduce(s = 0, x IN {} | s + x)",
                        "[x IN {} | x:A|B]",
                        "[x IN xs WHERE {}]",
                        "[x IN xs WHERE (x:A|B) AND ({}) | 1]",
                        "[(a)-[r:T*1..2]->(b) WHERE {} | a]",
                        "EXISTS { (a)-->(b) WHERE {} }",
                        "COUNT { MATCH (a {k: {}}) RETURN a }",
                        "(a)--(b {k: {}}) AND true",
                        "exists((a)-->(:X&(Y|Z)))",
                        "any({})"
                    ][..]
                ),
                inner
            )
                .prop_map(|(form, inner)| form.replacen("{}", &inner, 1)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
        nothing_panics(&text);
    }

    #[test]
    fn any_tokens_are_read_without_panic(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..40),
    ) {
        nothing_panics(&words.join(" "));
        nothing_panics(&format!("MATCH (a) RETURN {}", words.join(" ")));
    }

    #[test]
    fn printed_expressions_parse_to_the_same_tree(text in expression_text()) {
        if let Ok(expr) = parse_expression(&text) {
            expression_prints_and_parses(&text, &expr);
        }
    }

    #[test]
    fn strings_survive(text in any::<String>()) {
        let name = text.replace('`', "``");
        if !text.is_empty() {
            let printed = parse(&format!("RETURN 1 AS `{name}`")).unwrap().to_string();
            prop_assert!(parse(&printed).is_ok(), "{printed}");
        }
        let literal = Expr {
            kind: super::ast::ExprKind::Literal(super::ast::Literal::String(text)),
            span: crate::source::Span::default(),
        };
        expression_prints_and_parses("", &literal);
    }
}

fn code(result: Result<Statement, Diagnostic>) -> Option<Code> {
    result.err().map(|error| error.code())
}

/// The default stack of a test's thread is that of any spawned thread: 2 MB.
#[test]
fn deep_nesting_is_read_or_refused_but_never_crashes() {
    let brackets = [
        ("(", ")"),
        ("[", "]"),
        ("{a: ", "}"),
        ("f(", ")"),
        ("NOT (", ")"),
        ("-(", ")"),
        ("x[", "]"),
        ("CASE WHEN ", " THEN 1 END"),
        ("[x IN ", "]"),
        ("[x IN xs WHERE ", "]"),
        ("EXISTS { MATCH (a) WHERE ", " }"),
        ("EXISTS { (a {k: ", "}) }"),
        ("NOT ", ""),
        ("- ", ""),
        ("1 + (", ")"),
        ("a OR b AND c = d + e * f ^ (", ")"),
        ("[(a)-->(b {k: ", "}) | 1]"),
        ("all(x IN xs WHERE ", ")"),
        ("reduce(a = 0, x IN xs | ", ")"),
        ("n {k: ", "}"),
    ];
    for (open, close) in brackets {
        for depth in [10, 16, 40, 60, 100, 150, 190, 250, 1000, 20_000] {
            let text = format!("RETURN {}1{} AS x", open.repeat(depth), close.repeat(depth));
            let found = code(parse(&text));
            if depth <= 16 {
                assert_eq!(found, None, "{open} {depth}");
            }
            if depth > 250 {
                assert_eq!(found, Some(Code::NestingTooDeep), "{open} {depth}");
            }
            assert!(
                matches!(found, None | Some(Code::NestingTooDeep)),
                "{open} {depth} {found:?}"
            );
        }
    }
    for suffix in [".a", "[0]", " IS NULL", " IN xs"] {
        assert_eq!(
            code(parse(&format!("RETURN x{}", suffix.repeat(100)))),
            None
        );
        let text = format!("RETURN x{}", suffix.repeat(50_000));
        assert_eq!(code(parse(&text)), Some(Code::NestingTooDeep), "{suffix}");
    }
    // Each kind alone is within the limits; together they would make a tree of ten thousand levels.
    let both = format!(
        "RETURN {}1{}",
        "x[".repeat(100),
        format!("]{}", ".a".repeat(100)).repeat(100)
    );
    assert_eq!(code(parse(&both)), Some(Code::NestingTooDeep));
    let wide = format!(
        "MATCH (x) SET {}x.a = 1",
        "x.a.b = [f(1), {a: x.b.c}], ".repeat(5_000)
    );
    assert_eq!(code(parse(&wide)), None);
    let labels = format!(
        "MATCH (n:{}A{}) RETURN n",
        "(".repeat(9_000),
        ")".repeat(9_000)
    );
    assert_eq!(code(parse(&labels)), Some(Code::NestingTooDeep));
    assert!(parse(&format!("MATCH {}", "(".repeat(100_000))).is_err());
    assert!(parse(&format!("RETURN {}", "[{a:(".repeat(100_000))).is_err());
}

#[test]
fn long_statements_are_read() {
    let chains = [
        ("1", " + 1"),
        ("a", " AND a"),
        ("a", " OR b"),
        ("1", " < 1"),
        ("'a'", " + 'b' * 2"),
        ("[1", ", 1"),
        ("f(1", ", 1"),
    ];
    for (first, next) in chains {
        let close = if first.starts_with('[') {
            "]"
        } else if first.starts_with('f') {
            ")"
        } else {
            ""
        };
        let text = format!("RETURN {first}{}{close} AS x", next.repeat(60_000));
        let statement = parse(&text).unwrap();
        assert!(statement.to_string().len() > 100_000);
    }
    let create = format!(
        "CREATE {}(z)",
        "(:Person {name: 'x', age: 1})-[:KNOWS]->(b), ".repeat(20_000)
    );
    assert!(parse(&create).is_ok());
    let branches = format!(
        "RETURN CASE x {} END AS y",
        "WHEN 1 THEN (a) ".repeat(50_000)
    );
    assert!(parse(&branches).is_ok());
    let many = "RETURN 1 AS a; ".repeat(50_000);
    assert_eq!(parse_script(&many).unwrap().len(), 50_000);
    let union = format!("RETURN 1 AS a{}", " UNION ALL RETURN 1 AS a".repeat(50_000));
    assert!(parse(&union).is_ok());
}
