//! The checker against every query of the openCypher TCK: a query whose scenario expects an error at compile time gives
//! exactly that error, and every other query is a checked one.

#[path = "../../tests/tck/gherkin.rs"]
mod gherkin;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Signatures, check};
use crate::diagnostic::{Diagnostic, Phase};
use crate::procedure::{Procedure, ProcedureField, ProcedureType, Registry};
use crate::syntax::{self, ast};
use crate::value::{Map, Value};

fn feature_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            feature_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "feature") {
            found.push(path);
        }
    }
    found.sort();
}

/// `test.my.proc(in :: INTEGER?) :: (out :: STRING?)`
fn procedure(text: &str) -> Procedure {
    let (inputs, outputs) = text.trim().split_once("::").map_or((text, ""), |_| {
        let end = text.find(')').unwrap();
        (
            &text[..=end],
            text[end + 1..].trim().trim_start_matches("::"),
        )
    });
    let (name, inputs) = inputs.split_once('(').unwrap();
    let fields = |text: &str| -> Vec<ProcedureField> {
        let text = text.trim().trim_matches(['(', ')', ' ']);
        text.split(',')
            .filter_map(|field| field.split_once("::"))
            .map(|(name, ty)| ProcedureField {
                name: name.trim().into(),
                ty: ProcedureType::parse(ty).unwrap(),
            })
            .collect()
    };
    Procedure {
        name: name.trim().into(),
        inputs: fields(inputs),
        outputs: fields(outputs),
        body: Arc::new(|_| Ok(Vec::new())),
    }
}

/// A constant as a value.
fn constant(expr: &ast::Expr) -> Value {
    match &expr.kind {
        ast::ExprKind::Literal(ast::Literal::Boolean(value)) => (*value).into(),
        ast::ExprKind::Literal(ast::Literal::Integer(value)) => (*value).into(),
        ast::ExprKind::Literal(ast::Literal::Float(value)) => (*value).into(),
        ast::ExprKind::Literal(ast::Literal::String(value)) => value.as_str().into(),
        ast::ExprKind::List(items) => Value::list(items.iter().map(constant).collect()),
        ast::ExprKind::Map(entries) => Value::map(
            entries
                .iter()
                .map(|(key, value)| (key.text.as_str(), constant(value)))
                .collect(),
        ),
        _ => Value::Null,
    }
}

fn triple(diagnostic: &Diagnostic) -> String {
    let code = diagnostic.code();
    let phase = match code.phase() {
        Phase::CompileTime => "compile time",
        Phase::Runtime => "runtime",
    };
    format!("{:?} at {phase}: {}", code.class(), code.detail())
}

fn run(scenario: &gherkin::Scenario, count: &mut usize, wrong: &mut Vec<String>) {
    let mut registry = Registry::default();
    let mut parameters = Map::new();
    for (index, step) in scenario.steps.iter().enumerate() {
        if let Some(text) = step.text.strip_prefix("there exists a procedure ") {
            registry.register(procedure(text.trim().trim_end_matches(':')));
        }
        if step.text.starts_with("parameters are") {
            for row in &step.table {
                let value = syntax::parse_expression(&row[1]).unwrap();
                parameters.insert(row[0].as_str(), constant(&value));
            }
        }
        let Some(query) = &step.document else {
            continue;
        };
        if step.text.starts_with("the ") {
            continue;
        }
        let expected = scenario.steps.get(index + 1).and_then(|next| {
            let (class, rest) = next.text.split_once(" should be raised at ")?;
            let class = class.trim_start_matches("an ").trim_start_matches("a ");
            (!rest.starts_with("runtime")).then(|| format!("{class} at {rest}"))
        });
        let signatures = Signatures {
            procedures: &registry,
            parameters: Some(&parameters),
        };
        let result = syntax::parse(query).and_then(|statement| match statement {
            ast::Statement::Query(statement) => check(&statement, query, &signatures).map(drop),
            ast::Statement::Transaction(_) => Ok(()),
        });
        *count += 1;
        let found = result.as_ref().err().map(triple);
        if expected
            .as_deref()
            .is_some_and(|text| text.contains("at any time"))
            || found == expected
        {
            continue;
        }
        let message = result
            .err()
            .map_or(String::new(), |error| error.to_string());
        wrong.push(format!(
            "{}\n  {}\n  expected {expected:?}, found {found:?} {message}",
            scenario.name,
            query.replace('\n', "\n  ")
        ));
    }
}

#[test]
fn the_tck() {
    let root = std::env::var_os("QUIPU_TCK").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tck"),
        PathBuf::from,
    );
    let root = root.join("features");
    if !root.is_dir() {
        println!("skipped: the openCypher TCK is not at {}", root.display());
        return;
    }
    let mut files = Vec::new();
    feature_files(&root, &mut files);
    let (mut count, mut wrong) = (0, Vec::new());
    for file in files {
        let name = file.strip_prefix(&root).unwrap().display().to_string();
        let text = std::fs::read_to_string(&file).unwrap();
        for scenario in gherkin::scenarios(&name, &text).unwrap() {
            run(&scenario, &mut count, &mut wrong);
        }
    }
    println!("{count} queries, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
