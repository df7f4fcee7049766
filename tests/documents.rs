//! Generated parts of the documents are fresh.
//!
//! In: the tables of functions and of error codes, and the pages in `docs/`. Out: a failure when a page shows anything
//! else. `QUIPU_UPDATE=1 cargo test --test documents` writes the pages anew.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

use std::fmt::Write as _;
use std::path::Path;

use quipu::diagnostic::Code;
use quipu::function;

/// The text between two marks of a page is generated; the rest is written by hand.
#[track_caller]
fn check(page: &str, section: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let (open, close) = (
        format!("<!-- {section}: generated -->\n"),
        format!("<!-- {section}: end -->"),
    );
    let (head, rest) = text.split_once(&open).expect("the opening mark");
    let (shown, tail) = rest.split_once(&close).expect("the closing mark");
    if std::env::var_os("QUIPU_UPDATE").is_some() {
        std::fs::write(&path, format!("{head}{open}{generated}{close}{tail}")).unwrap();
    } else {
        assert!(
            shown == generated,
            "{page} is stale: run `QUIPU_UPDATE=1 cargo test --test documents`"
        );
    }
}

/// A cell must not end the table's cell or line.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[test]
fn functions() {
    let mut table = "| function | what it gives | example |\n|---|---|---|\n".to_owned();
    for function in function::scalars() {
        let (usage, doc) = (cell(&function.usage()), cell(function.doc));
        writeln!(
            table,
            "| `{usage}` | {doc} | `{}` |",
            cell(function.example)
        )
        .unwrap();
    }
    check("LANGUAGE.md", "functions", &table);

    let mut table = "| aggregate | what it gives | example |\n|---|---|---|\n".to_owned();
    for function in function::aggregates() {
        let (usage, doc) = (cell(&function.usage()), cell(function.doc));
        writeln!(
            table,
            "| `{usage}` | {doc} | `{}` |",
            cell(function.example)
        )
        .unwrap();
    }
    check("LANGUAGE.md", "aggregates", &table);
}

#[test]
fn codes() {
    let mut table =
        "| code | class | phase | detail | GQLSTATUS | what it means |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for code in Code::ALL {
        writeln!(
            table,
            "| {} | {:?} | {} | {} | {} | {} |",
            code.number(),
            code.class(),
            code.phase(),
            code.detail(),
            code.gqlstatus().unwrap_or(""),
            cell(code.explanation()),
        )
        .unwrap();
    }
    check("ERRORS.md", "codes", &table);
}
