//! The scalar evaluator on texts: an expression as one writes it, and the value or the code of the error it gives.

use std::sync::Arc;

use super::{EmptyRow, Environment, Row, eval};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::Host;
use crate::procedure::Registry;
use crate::semantics::checked::{Clause, SubqueryId};
use crate::semantics::{Signatures, check as check_statement};
use crate::syntax::ast::Statement;
use crate::syntax::parse;
use crate::value::temporal::Clock;
use crate::value::{Map, NodeId, RelId, Value, literal};

/// Parameters, and one kind of node `(:A:B {p: 1})` and of relationship `[:T {q: 2}]`.
struct World {
    parameters: Map,
    clock: Clock,
}

impl Host for World {
    fn labels_of(&self, _: NodeId) -> Result<Vec<Arc<str>>> {
        Ok(vec!["A".into(), "B".into()])
    }
    fn type_of(&self, _: RelId) -> Result<Arc<str>> {
        Ok("T".into())
    }
    fn properties_of_node(&self, _: NodeId) -> Result<Map> {
        Ok([("p", Value::Integer(1))].into_iter().collect())
    }
    fn properties_of_relationship(&self, _: RelId) -> Result<Map> {
        Ok([("q", Value::Integer(2))].into_iter().collect())
    }
    fn endpoints(&self, _: RelId) -> Result<(NodeId, NodeId)> {
        Ok((NodeId(0), NodeId(1)))
    }
    fn clock(&self) -> &Clock {
        &self.clock
    }
    fn random(&self) -> f64 {
        0.5
    }
}

impl Environment for World {
    fn parameter(&self, name: &str) -> Option<Value> {
        self.parameters.get(name).cloned()
    }
    fn node_property(&self, node: NodeId, key: &str) -> Result<Value> {
        Ok(self
            .properties_of_node(node)?
            .get(key)
            .cloned()
            .unwrap_or_default())
    }
    fn relationship_property(&self, relationship: RelId, key: &str) -> Result<Value> {
        let properties = self.properties_of_relationship(relationship)?;
        Ok(properties.get(key).cloned().unwrap_or_default())
    }
    fn has_label(&self, _: NodeId, label: &str) -> Result<bool> {
        Ok(label == "A" || label == "B")
    }
    fn run_subquery(&self, _: SubqueryId, _: &dyn Row) -> Result<Value> {
        Err(Diagnostic::new(Code::Internal, "no subqueries here"))
    }
    fn matches(&self, text: &str, pattern: &str) -> Result<bool> {
        let pattern = regex::Regex::new(&format!("^(?:{pattern})$")).map_err(|problem| {
            Diagnostic::new(Code::InvalidRegularExpression, problem.to_string())
        })?;
        Ok(pattern.is_match(text))
    }
    fn host(&self) -> &dyn Host {
        self
    }
}

/// The value of an expression without variables of its own.
fn value_of(expression: &str, parameters: &Map) -> Result<Value> {
    let text = format!("RETURN {expression} AS x");
    let Statement::Query(statement) = parse(&text)? else {
        panic!("{text} is no query");
    };
    let procedures = Registry::default();
    let signatures = Signatures {
        procedures: &procedures,
        parameters: Some(parameters),
    };
    let query = check_statement(&statement, &text, &signatures)?;
    let world = World {
        parameters: parameters.clone(),
        clock: Clock::fixed(0, 0),
    };
    match query.body.branches[0].clauses.first() {
        Some(Clause::Project(projection)) => eval(&projection.items[0].expr, &EmptyRow, &world),
        other => panic!("{other:?}"),
    }
}

fn told(result: Result<Value>) -> String {
    match result {
        Ok(value) => literal::text(&value),
        Err(problem) => format!("{:?}", problem.code()),
    }
}

fn parameters() -> Map {
    let list = |items: Vec<Value>| Value::list(items);
    let entries: Vec<(&str, Value)> = vec![
        ("null", Value::Null),
        ("true", true.into()),
        ("one", 1.into()),
        ("float", 4.7.into()),
        ("text", "apa".into()),
        ("list", list(vec!["Apa".into(), 1.into()])),
        (
            "map",
            Value::map(
                [("name", Value::from("Mats")), ("gone", Value::Null)]
                    .into_iter()
                    .collect(),
            ),
        ),
        ("node", NodeId(0).into()),
        ("rel", RelId::default().into()),
        (
            "entities",
            list(vec![NodeId(0).into(), RelId::default().into(), 1.into()]),
        ),
    ];
    entries.into_iter().collect()
}

#[track_caller]
fn check(expression: &str, expected: &str) {
    assert_eq!(
        told(value_of(expression, &parameters())),
        expected,
        "{expression}"
    );
}

#[test]
fn arithmetic() {
    check("12 / 4 * 3 - 2 * 4", "1");
    check("12 / 4 * (3 - 2 * 4)", "-15");
    check("2 ^ 3 ^ 2", "64.0");
    check("-3 ^ 2", "9.0");
    check("7 % 3 + 1", "2");
    check("1 / 0", "DivisionByZero");
    check("1 / 0.0", "Inf");
    check("9223372036854775807 + 1", "ArithmeticOverflow");
    check("-$one", "-1");
    check("1 + null", "null");
    check("'a' + 'b' + 1", "'ab1'");
    check("1.5 + 'a'", "'1.5a'");
    check("[1, 10] + [4]", "[1, 10, 4]");
    check("[1] + 2", "[1, 2]");
    check("0 + [1]", "[0, 1]");
    check("[1] || [2]", "[1, 2]");
    check("'a' || 'b'", "'ab'");
    check("$text - 1", "RuntimeInvalidArgumentType");
    check("date('2021-01-31') + duration('P1M')", "'2021-02-28'");
    check("duration('P2D') * 2", "'P4D'");
}

#[test]
fn logic() {
    check("null AND false", "false");
    check("null OR true", "true");
    check("null XOR true", "null");
    check("NOT null", "null");
    check("$one AND true", "RuntimeInvalidArgumentType");
    // What is decided already does not look at the rest.
    check("false AND 1 / 0 = 1", "false");
    check("true OR 1 / 0 = 1", "true");
    check("null IS NULL", "true");
    check("$map.gone IS NOT NULL", "false");
}

#[test]
fn comparisons() {
    check("1 < 2 < 3", "true");
    check("1 < 3 < 2", "false");
    check("1 = 1.0", "true");
    check("null = null", "null");
    check("0.0 / 0.0 = 0.0 / 0.0", "false");
    check("0.0 / 0.0 <> 0.0 / 0.0", "true");
    check("0.0 / 0.0 > 1", "false");
    check("0.0 / 0.0 > 'a'", "null");
    check("'1' < 1", "null");
    check("[1, 2] >= [1, null]", "null");
    check("[1, 2] >= [3, null]", "false");
    check("[[1], [2]] = [[1], [null]]", "null");
    check("[[1], [2, 3]] = [[1], [null]]", "false");
    check("{a: 1} = {a: null}", "null");
    check("{a: 1} = {b: 1}", "false");
    check("$node = $node", "true");
    check("$node = $rel", "false");
    check("false < true", "true");
}

#[test]
fn membership() {
    check("1 IN [1, null]", "true");
    check("5 IN [1, null]", "null");
    check("null IN []", "false");
    check("null IN [1]", "null");
    check("1 IN null", "null");
    check("[1, 2] IN [[null, 'foo']]", "false");
    check("[1, 2] IN [[null, 2]]", "null");
    check("[null] IN [[null]]", "null");
    check("[] IN [[]]", "true");
    check("1 IN $text", "RuntimeInvalidArgumentType");
}

#[test]
fn access() {
    check("[1, 2, 3][0]", "1");
    check("[1, 2, 3][-1]", "3");
    check("[1, 2, 3][3]", "null");
    check("[1, 2, 3][-4]", "null");
    check("[1, 2, 3][null]", "null");
    check("$list[$text]", "ListElementAccessByNonInteger");
    check("$list[$float]", "ListElementAccessByNonInteger");
    check("$map['name']", "'Mats'");
    check("$map['nAMe']", "null");
    check("$map[$one]", "MapElementAccessByNonString");
    check("$map[null]", "null");
    check("$one[$one]", "InvalidElementAccess");
    check("$map.name", "'Mats'");
    check("$null.name", "null");
    check("$one.name", "PropertyAccessByNonMap");
    check("$node.p", "1");
    check("$node['p']", "1");
    check("$rel.missing", "null");
    check("date('2021-07-02').year", "2021");
    check("[1, 2, 3, 4, 5][1..3]", "[2, 3]");
    check("[1, 2, 3][-3..-1]", "[1, 2]");
    check("[1, 2, 3][-5..5]", "[1, 2, 3]");
    check("[1, 2, 3][3..1]", "[]");
    check("[1, 2, 3][1..]", "[2, 3]");
    check("[1, 2, 3][..2]", "[1, 2]");
    check("[1, 2, 3][null..2]", "null");
}

#[test]
fn texts() {
    check("'ABCDEF' STARTS WITH 'ABC'", "true");
    check("'ABCDEF' ENDS WITH 'EF'", "true");
    check("'ABCDEF' CONTAINS 'x'", "false");
    check("'A' CONTAINS null", "null");
    check("$one CONTAINS 'a'", "null");
    check("'abc' =~ 'a.c'", "true");
    check("'abcd' =~ 'a.c'", "false");
    check("'abc' =~ '('", "InvalidRegularExpression");
    check("$one =~ 'a'", "null");
}

#[test]
fn lists() {
    check("[x IN [1, 2, 3] WHERE x > 1 | x * 2]", "[4, 6]");
    check("[x IN [1, 2, 3] WHERE x > 1]", "[2, 3]");
    check(
        "[x IN [1, 2] | [y IN [10, 20] | x + y]]",
        "[[11, 21], [12, 22]]",
    );
    check("[x IN null | x]", "null");
    check("reduce(total = 0, x IN [1, 2, 3] | total + x)", "6");
    check("reduce(total = 0, x IN null | total + x)", "null");
    for (list, all, any, none, single) in [
        ("[]", "true", "false", "true", "false"),
        ("[2]", "true", "true", "false", "true"),
        ("[2, 2]", "true", "true", "false", "false"),
        ("[2, 1]", "false", "true", "false", "true"),
        ("[1]", "false", "false", "true", "false"),
        ("[null]", "null", "null", "null", "null"),
        ("[null, 2]", "null", "true", "false", "null"),
        ("[null, 2, 2]", "null", "true", "false", "false"),
        ("[null, 1]", "false", "null", "null", "null"),
        ("null", "null", "null", "null", "null"),
    ] {
        for (name, expected) in [
            ("all", all),
            ("any", any),
            ("none", none),
            ("single", single),
        ] {
            check(&format!("{name}(x IN {list} WHERE x = 2)"), expected);
        }
    }
}

#[test]
fn cases_and_labels() {
    check("CASE 2 WHEN 1 THEN 'a' WHEN 2.0 THEN 'b' END", "'b'");
    check("CASE null WHEN null THEN 'a' ELSE 'b' END", "'b'");
    check("CASE WHEN null THEN 1 WHEN true THEN 2 END", "2");
    check("CASE WHEN false THEN 1 END", "null");
    // Only the branch that is taken is looked at.
    check("CASE WHEN true THEN 1 ELSE 1 / 0 END", "1");
    check("$node:A", "true");
    check("$node:A:C", "false");
    check("$rel:T", "true");
    check("$null:A", "null");
    check("labels($entities[0])", "['A', 'B']");
    check("labels($entities[2])", "InvalidArgumentValue");
    check("type($entities[1])", "'T'");
    check("type($entities[0])", "InvalidArgumentValue");
    check("coalesce(null, $one)", "1");
    check("[x IN [1, '', {}] | toString(x)]", "InvalidArgumentValue");
    check("toInteger(1 - $one)", "0");
}
