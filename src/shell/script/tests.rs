//! Scripts read, compared and updated.

use super::*;
use crate::engine::{Database, Error};
use crate::value::ResultSet;

fn script(text: &str) -> Script {
    Script::parse(Arc::new(Source::new("s.cypher", text))).unwrap()
}

fn problem(text: &str) -> String {
    match Script::parse(Arc::new(Source::new("s.cypher", text))) {
        Err(Failure::Problem(error)) => {
            let place = error.place().unwrap();
            format!("{}:{}: {}", place.line, place.column, error.message())
        }
        other => panic!("{other:?}"),
    }
}

fn answer(columns: &[&str], rows: &[&[i64]]) -> ResultSet {
    let columns: Vec<String> = columns.iter().map(|&name| name.to_owned()).collect();
    let mut answer = ResultSet::new(columns);
    for row in rows {
        answer.push(row.iter().map(|&number| number.into()).collect());
    }
    answer
}

const SMALL: &str = "\
// @title A title
// @graph ../g.json
// @param n: INTEGER = 1

RETURN $n AS a; // not a directive: @x
// @expect in order
// | a |
// | 1 |

CREATE ();
RETURN nothing;
// @expect error UndefinedVariable
";

#[test]
fn parts() {
    let script = script(SMALL);
    assert_eq!(script.title.as_deref(), Some("A title"));
    assert_eq!(script.graph.as_deref(), Some(Path::new("../g.json")));
    assert_eq!(script.parameters[0].name, "n");
    assert_eq!(script.steps.len(), 3);
    assert!(matches!(
        &script.steps[0].expected,
        Some(Expectation { expected: Expected::Rows { ordered: true, columns, rows }, .. })
            if columns == &["a"] && rows == &[["1"]]
    ));
    assert_eq!(script.steps[1].expected, None);
    assert!(matches!(
        &script.steps[2].expected,
        Some(Expectation { expected: Expected::Error(detail), .. }) if detail == "UndefinedVariable"
    ));
}

#[test]
fn wrong_directives() {
    let check = |text: &str, expected: &str| {
        let problem = problem(text);
        assert!(problem.starts_with(expected), "{problem}");
    };
    check(
        "// @titel x\nRETURN 1;",
        "1:1: there is no directive `@titel`",
    );
    check(
        "RETURN 1;\n// @graph x",
        "2:1: this directive stands before",
    );
    check(
        "// @param n\nRETURN 1;",
        "1:1: `@param NAME: TYPE = EXPRESSION`",
    );
    check("// @param n: INTEGRE\nRETURN 1;", "1:1: there is no type");
    check(
        "// @expect in order\nRETURN 1;",
        "1:1: `@expect` stands after",
    );
    check("RETURN 1;\n// @expect sorted", "2:1: `@expect in order`");
    check(
        "RETURN 1;\n// @expect in order\n// | a | b |\n// | 1 |",
        "4:1: 1 cells, where the table has 2 columns",
    );
}

#[test]
fn parameters_have_types_and_defaults() {
    let script = script("// @param d: DATE = date('2021-07-02')\n// @param n: INTEGER\nRETURN 1;");
    let given: Map = [("n", Value::Integer(3))].into_iter().collect();
    let bound = script.bind(&given).unwrap();
    assert!(matches!(bound.get("d"), Some(Value::Date(_))));
    let given: Map = [("n", Value::from("3")), ("d", Value::from("2021-07-03"))]
        .into_iter()
        .collect();
    let bound = script.bind(&given).unwrap();
    assert!(matches!(bound.get("n"), Some(Value::Integer(3))));
    assert!(matches!(bound.get("d"), Some(Value::Date(_))));
    assert!(script.bind(&Map::new()).is_err());
    let given: Map = [("n", Value::Boolean(true))].into_iter().collect();
    assert!(script.bind(&given).is_err());
}

#[test]
fn differences() {
    let expected = |ordered: bool, rows: &[&[&str]]| Expected::Rows {
        ordered,
        columns: vec!["a".into(), "b".into()],
        rows: rows
            .iter()
            .map(|row| row.iter().map(|&cell| cell.to_owned()).collect())
            .collect(),
    };
    let check = |expected: &Expected, rows: &[&[i64]], lines: &[&str]| {
        let came = answer(&["a", "b"], rows);
        let difference = compare(expected, Ok(&came)).map(|difference| difference.0);
        assert_eq!(difference.unwrap_or_default(), lines);
    };
    let two = expected(true, &[&["1", "2"], &["3", "4"]]);
    check(&two, &[&[1, 2], &[3, 4]], &[]);
    check(
        &two,
        &[&[1, 2], &[3, 5]],
        &["row 2, column b: expected 4, got 5"],
    );
    check(
        &two,
        &[&[1, 2]],
        &["expected 2 rows, got 1", "missing    | 3 | 4 |"],
    );
    let any = expected(false, &[&["1", "2"], &["3", "4"]]);
    check(&any, &[&[3, 4], &[1, 2]], &[]);
    check(
        &any,
        &[&[3, 4], &[3, 4]],
        &["missing    | 1 | 2 |", "unexpected | 3 | 4 |"],
    );
}

fn run(script: &Script) -> Vec<Result<ResultSet, Error>> {
    let mut session = Database::new().session();
    let parameters = script.bind(&Map::new()).unwrap();
    script
        .steps
        .iter()
        .map(|step| {
            let statement = &script.source.text[step.statement.clone()];
            session
                .run(statement, &parameters)
                .map(|answer| answer.rows)
        })
        .collect()
}

#[test]
fn an_updated_script_fits() {
    let wrong = SMALL
        .replace("// | 1 |", "// | 2 |")
        .replace("Undefined", "Defined");
    for text in [SMALL, &wrong] {
        let script = script(text);
        let fresh = updated(&script, &run(&script));
        let again = Script::parse(Arc::new(Source::new("s", fresh.as_str()))).unwrap();
        let came = run(&again);
        for (step, came) in again.steps.iter().zip(&came) {
            let expected = &step.expected.as_ref().unwrap().expected;
            assert_eq!(compare(expected, came.as_ref()), None, "{fresh}");
        }
        assert_eq!(updated(&again, &came), fresh);
        assert!(fresh.contains("// @param n: INTEGER = 1\n"), "{fresh}");
    }
}
