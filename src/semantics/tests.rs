//! The rules of the checker as tables: queries with the error they give, and queries with their checked form.
//! One file because every table goes through the same two functions.

use std::sync::Arc;

use super::checked::{Query, print};
use super::{Signatures, check};
use crate::diagnostic::{Diagnostic, Phase};
use crate::procedure::{Procedure, ProcedureField, ProcedureType, Registry};
use crate::syntax::{self, ast};
use crate::value::{Map, Value};

fn procedures() -> Registry {
    let field = |name: &str, ty: &str| ProcedureField {
        name: name.into(),
        ty: ProcedureType::parse(ty).unwrap(),
    };
    let mut registry = Registry::default();
    for (name, inputs, outputs) in [
        (
            "test.both",
            vec![field("in", "INTEGER?")],
            vec![field("a", "INTEGER?"), field("b", "STRING?")],
        ),
        (
            "test.float",
            vec![field("in", "FLOAT")],
            vec![field("out", "STRING")],
        ),
        ("test.nothing", vec![], vec![]),
    ] {
        registry.register(Procedure {
            name: name.into(),
            inputs,
            outputs,
            body: Arc::new(|_| Ok(Vec::new())),
        });
    }
    registry
}

fn checked(query: &str) -> Result<Query, Diagnostic> {
    let procedures = procedures();
    let parameters: Map = [
        ("in", Value::Integer(1)),
        ("p", Value::Integer(1)),
        ("text", Value::string("x")),
        ("map", Value::map(Map::new())),
    ]
    .into_iter()
    .collect();
    let signatures = Signatures {
        procedures: &procedures,
        parameters: Some(&parameters),
    };
    let ast::Statement::Query(statement) = syntax::parse(query)? else {
        panic!("{query} is no query");
    };
    check(&statement, query, &signatures)
}

/// The detail of the error at compile time, with its class where that is not `SyntaxError`; and the place it points at.
#[track_caller]
fn fails(query: &str, expected: &str, place: &str) {
    let error = match checked(query) {
        Err(error) => error,
        Ok(checked) => panic!("{query}\nis accepted: {}", print::query(&checked)),
    };
    let code = error.code();
    assert_eq!(code.phase(), Phase::CompileTime, "{query}");
    let class = format!("{:?}", code.class());
    let found = match class.as_str() {
        "SyntaxError" => code.detail().to_owned(),
        class => format!("{class} {}", code.detail()),
    };
    assert_eq!(found, expected, "{query}\n{error}");
    let found = error.span().map_or("", |span| span.slice(query));
    assert_eq!(found, place, "{query}\n{error}");
}

#[track_caller]
fn gives(query: &str, expected: &str) {
    match checked(query) {
        Ok(checked) => assert_eq!(print::query(&checked), expected, "{query}"),
        Err(error) => panic!("{query}\n{error}"),
    }
}

#[test]
fn names() {
    fails("RETURN foo", "UndefinedVariable", "foo");
    fails("MATCH (n) WITH n.a AS a RETURN n", "UndefinedVariable", "n");
    fails(
        "MATCH (a) CREATE (a)-[:T]->(b {x: missing})",
        "UndefinedVariable",
        "missing",
    );
    fails("CREATE (b {x: missing})", "UndefinedVariable", "missing");
    fails("MATCH (a) DELETE x", "UndefinedVariable", "x");
    fails(
        "MERGE (n) ON CREATE SET x.num = 1",
        "UndefinedVariable",
        "x",
    );
    fails("MERGE (n) ON MATCH SET x.num = 1", "UndefinedVariable", "x");
    fails(
        "MERGE (n {x: 1})-[:T]->({y: n.x})",
        "UndefinedVariable",
        "n",
    );
    fails("RETURN [x IN [1] | x] AS l, x", "UndefinedVariable", "x");
    fails(
        "MATCH (n) WHERE (n)-[r]->(a) RETURN n",
        "UndefinedVariable",
        "r",
    );
    fails(
        "MATCH (n) WHERE (n)-->(a) RETURN n",
        "UndefinedVariable",
        "a",
    );
    fails(
        "UNWIND [1] AS x UNWIND [2] AS x RETURN x",
        "VariableAlreadyBound",
        "x",
    );
    fails("MATCH (a) CREATE (a)", "VariableAlreadyBound", "a");
    fails(
        "MATCH (a) CREATE (a:L)-[:T]->()",
        "VariableAlreadyBound",
        "a",
    );
    fails("MATCH (a) MERGE (a)", "VariableAlreadyBound", "a");
    fails("CREATE (a), (a)", "VariableAlreadyBound", "a");
    fails("MERGE (a)-[:T]->(a:L)", "VariableAlreadyBound", "a");
    fails(
        "MATCH ()-[r]->() CREATE ()-[r:T]->()",
        "VariableAlreadyBound",
        "r",
    );
    fails(
        "MATCH (a)-[r]->(b) MERGE (a)-[r:T]->(b)",
        "VariableAlreadyBound",
        "r",
    );
    fails(
        "WITH 1 AS p MATCH p = ()-->() RETURN p",
        "VariableAlreadyBound",
        "p",
    );
    fails("MATCH p = (p)-->() RETURN p", "VariableAlreadyBound", "p");
    fails(
        "WITH [1] AS r MATCH ()-[r*]->() RETURN r",
        "VariableTypeConflict",
        "r",
    );
    fails(
        "MATCH ()-[r*]->() MATCH ()-[r]->() RETURN r",
        "VariableTypeConflict",
        "r",
    );
    fails(
        "MATCH ()-[r]->() MATCH ()-[r*]->() RETURN r",
        "VariableTypeConflict",
        "r",
    );
    fails(
        "MATCH (r) MATCH ()-[r]->() RETURN r",
        "VariableTypeConflict",
        "r",
    );
    fails(
        "MATCH ()-[r]->() CREATE (r)-[:T]->()",
        "VariableTypeConflict",
        "r",
    );
    fails(
        "MATCH (a)-[r]->()-[r]->(a) RETURN r",
        "RelationshipUniquenessViolation",
        "r",
    );
    fails(
        "RETURN $missing",
        "ParameterMissing MissingParameter",
        "$missing",
    );
}

#[test]
fn patterns() {
    gives(
        "MATCH (a:A)-->(a:B {x: 1}) RETURN a",
        "MATCH (a:(A&B) {x: 1})-[_1]->(a) RETURN a AS a",
    );
    gives(
        "MATCH (a) MATCH (a)-[r:S|T*2..]-(b), p = shortestPath((a)-[*]->(b)) RETURN p",
        "MATCH (a) MATCH (^a)-[r:S|T*2..]-(b), p = (^a)=shortest=-[_3*1..]->(b) RETURN p AS p",
    );
    gives(
        "MATCH (n:A|!B WHERE n.x > 1)-[r:!T WHERE r.w = n.x]->() WHERE n.y RETURN r",
        "MATCH (n:(A|!B))-[r]->(_2) WHERE ((n.x > 1) AND (r.w = n.x) AND (r:!T) AND n.y) RETURN r AS r",
    );
    gives(
        "MATCH ()-[r:!T*2]->() RETURN r",
        "MATCH (_0)-[r*2..2]->(_2) WHERE all(_3 IN r WHERE (_3:!T)) RETURN r AS r",
    );
    gives(
        "MATCH (a {x: b.x})-->(b) RETURN 1",
        "MATCH (a {x: b.x})-[_1]->(b) RETURN 1 AS 1",
    );
    gives(
        "WITH [1] AS x UNWIND x AS y MATCH (a {v: y}) OPTIONAL MATCH (a)-->(b) RETURN *",
        "WITH [1] AS x UNWIND x AS y MATCH (a {v: y}) OPTIONAL MATCH (^a)-[_3]->(b) \
         RETURN a AS a, b AS b, x AS x, y AS y",
    );
    fails("MATCH (n $map) RETURN n", "InvalidParameterUse", "$map");
    fails("MERGE (n $map) RETURN n", "InvalidParameterUse", "$map");
    fails(
        "MATCH ()-[r*2 WHERE r.x]->() RETURN r",
        "UnexpectedSyntax",
        "r.x",
    );
    fails(
        "MATCH p = shortestPath((a)-[*2..]->(b)) RETURN p",
        "InvalidRelationshipPattern",
        "*2..",
    );
}

#[test]
fn updates() {
    gives(
        "MATCH (a) CREATE p = (a)<-[r:T {w: 1}]-(b:B:C $map), (c {x: b.y})",
        "MATCH (a) CREATE (b:B:C $map), (b)-[r:T {w: 1}]->(a) \
         CREATE (c {x: b.y}), p = path(-r)",
    );
    gives(
        "MERGE (a:A {x: 1})-[r:T]-(b) ON CREATE SET a.y = 1, r += $map ON MATCH SET a:L, b = r",
        "MERGE (a:A {x: 1})-[r:T]-(b) ON MATCH SET a:L, b = r ON CREATE SET a.y = 1, r += $map",
    );
    gives(
        "MATCH (a)-[r]->() SET a.x = null REMOVE a.y, a:L DETACH DELETE a, r MATCH (b) DELETE b",
        "MATCH (a)-[r]->(_2) SET a.x = null REMOVE a.y, a:L DETACH DELETE a, r MATCH (b) DELETE b",
    );
    fails("CREATE ()-->()", "NoSingleRelationshipType", "-->");
    fails(
        "CREATE ()-[:A|B]->()",
        "NoSingleRelationshipType",
        "-[:A|B]->",
    );
    fails(
        "MERGE ()-[:A|:B]->()",
        "NoSingleRelationshipType",
        "-[:A|:B]->",
    );
    fails(
        "CREATE ()-[:A]-()",
        "RequiresDirectedRelationship",
        "-[:A]-",
    );
    fails("CREATE ()-[:A*2]->()", "CreatingVarLength", "*2");
    fails("MERGE ()-[:A*2]->()", "CreatingVarLength", "*2");
    fails("CREATE (:A|B)", "UnexpectedSyntax", "A|B");
    fails("CREATE (a WHERE a.x)", "UnexpectedSyntax", "a.x");
    fails("CREATE (a {x: a.y})", "UndefinedVariable", "a");
    fails("MATCH (n) DELETE n:Person", "InvalidDelete", "n:Person");
    fails("MATCH ()-[r]->() DELETE r:T", "InvalidDelete", "r:T");
    fails("MATCH (n) DELETE 1 + 1", "InvalidArgumentType", "1 + 1");
    fails("MATCH (n) DELETE n.x", "InvalidArgumentType", "n.x");
    fails("MATCH (n) SET n = 1", "InvalidArgumentType", "1");
    fails("WITH 1 AS n SET n.x = 1", "InvalidArgumentType", "n");
    fails("MATCH ()-[r]->() SET r:T", "InvalidArgumentType", "r");
}

#[test]
fn kinds() {
    fails("RETURN NOT {}", "InvalidArgumentType", "{}");
    fails("RETURN null AND 'foo'", "InvalidArgumentType", "'foo'");
    fails("MATCH (n) WHERE (n) RETURN n", "InvalidArgumentType", "n");
    fails("RETURN 1 IN {x: []}", "InvalidArgumentType", "{x: []}");
    fails("RETURN 1 + true", "InvalidArgumentType", "1 + true");
    fails("RETURN -'a'", "InvalidArgumentType", "'a'");
    fails(
        "RETURN any(x IN [false] WHERE x % 2 = 0)",
        "InvalidArgumentType",
        "x % 2",
    );
    fails(
        "MATCH p = () WHERE p.name = 1 RETURN p",
        "InvalidArgumentType",
        "p",
    );
    fails(
        "WITH 123 AS x RETURN x.num",
        "TypeError InvalidArgumentType",
        "x",
    );
    fails(
        "WITH [1, true] AS x RETURN x.num",
        "TypeError InvalidArgumentType",
        "x",
    );
    fails("WITH 1 AS x RETURN x:L", "InvalidArgumentType", "x");
    fails("WITH 1 AS x RETURN x{.a}", "InvalidArgumentType", "x");
    gives(
        "WITH null AS x, [1, 2.5][0] AS y RETURN x.num, 1 < y <= 3, true XOR y = 1",
        "WITH null AS x, [1, 2.5][0] AS y RETURN x.num AS x.num, ((1 < y) AND (y <= 3)) AS 1 < y <= 3, \
         (true XOR (y = 1)) AS true XOR y = 1",
    );
}

#[test]
fn long_chains() {
    let long = |op: &str| format!("RETURN 1{} AS x", op.repeat(40));
    let twos = ["2"; 40].join(", ");
    gives(
        &long(" + 2"),
        &format!("RETURN reduce(_0 = 1, _1 IN [{twos}] | (_0 + _1)) AS x"),
    );
    let pairs = ["[0, 2], [1, 3]"; 40].join(", ");
    gives(
        &long(" + 2 - 3"),
        &format!(
            "RETURN reduce(_0 = 1, _1 IN [{pairs}] | CASE _1[0] WHEN 0 THEN (_0 + _1[1]) \
             WHEN 1 THEN (_0 - _1[1]) END) AS x"
        ),
    );
    let xor = checked(&format!("RETURN true{} AS x", " XOR true".repeat(100_000)));
    assert!(xor.is_ok());
    fails(
        &format!("RETURN 1{} % 'a' AS x", " * 2".repeat(2)),
        "InvalidArgumentType",
        "1 * 2 * 2 % 'a'",
    );
}

#[test]
fn projections() {
    gives(
        "MATCH (a) WITH a.name AS name WHERE a.x > 1 RETURN name ORDER BY name DESC SKIP $p LIMIT 3",
        "MATCH (a) WITH a.name AS name WHERE (a.x > 1) \
         RETURN name AS name ORDER BY name DESC SKIP $p LIMIT 3",
    );
    gives(
        "MATCH (a) RETURN DISTINCT a.name AS n ORDER BY a.name + 1",
        "MATCH (a) RETURN DISTINCT a.name AS n ORDER BY (n + 1)",
    );
    gives(
        "MATCH (a) WITH DISTINCT a AS b WHERE a.x = 1 RETURN b",
        "MATCH (a) WITH DISTINCT a AS b WHERE (b.x = 1) RETURN b AS b",
    );
    gives(
        "WITH 1 AS x WITH x % 3 AS x ORDER BY x * -1 RETURN x",
        "WITH 1 AS x@0 WITH (x@0 % 3) AS x@1 ORDER BY (x@1 * -1) RETURN x@1 AS x@1",
    );
    gives(
        "CREATE () WITH * CREATE ()",
        "CREATE (_0) WITH  CREATE (_1)",
    );
    gives(
        "MATCH (n) RETURN n{.a, b: 1, n}",
        "MATCH (n) RETURN CASE WHEN (n IS NULL) THEN null ELSE {a: n.a, b: 1, n: n} END AS n{.a, b: 1, n}",
    );
    gives(
        "MATCH (n) RETURN n{.*, b: 1} AS m",
        "MATCH (n) RETURN CASE WHEN (n IS NULL) THEN null ELSE map projection({}, n, {b: 1}) END AS m",
    );
    fails("MATCH () RETURN *", "NoVariablesInScope", "*");
    fails("RETURN 1 AS a, 2 AS a", "ColumnNameConflict", "2 AS a");
    fails(
        "WITH 1 AS a, 2 AS a RETURN a",
        "ColumnNameConflict",
        "2 AS a",
    );
    fails("MATCH (a) WITH a, a.x RETURN a", "NoExpressionAlias", "a.x");
    fails(
        "MATCH (a) RETURN DISTINCT a.name ORDER BY a.age",
        "UndefinedVariable",
        "a",
    );
    fails(
        "MATCH (n) RETURN n SKIP n.count",
        "NonConstantExpression",
        "n.count",
    );
    fails(
        "MATCH (n) RETURN n LIMIT -1",
        "NegativeIntegerArgument",
        "-1",
    );
    fails("MATCH (n) RETURN n SKIP 1.5", "InvalidArgumentType", "1.5");
    fails("MATCH (n) RETURN n LIMIT 'a'", "InvalidArgumentType", "'a'");
}

#[test]
fn aggregates() {
    gives(
        "MATCH (a)-->(b) RETURN a, a.x + count(b.y) AS c ORDER BY count(b.y), a.z",
        "MATCH (a)-[_1]->(b) GROUP (a AS a; count(b.y) AS _3) \
         RETURN a AS a, (a.x + _3) AS c ORDER BY _3, a.z",
    );
    gives(
        "MATCH (me)-->(you) RETURN me.age, me.age + count(you.age)",
        "MATCH (me)-[_1]->(you) GROUP (me.age AS me.age; count(you.age) AS _3) \
         RETURN me.age AS me.age, (me.age + _3) AS me.age + count(you.age)",
    );
    gives(
        "MATCH (me)-->(you) WITH me.age AS age, count(*) AS n ORDER BY me.age + count(*) WHERE n > 1 RETURN age",
        "MATCH (me)-[_1]->(you) GROUP (me.age AS age; count(*) AS n) \
         WITH age AS age, n AS n ORDER BY (age + n) WHERE (n > 1) RETURN age AS age",
    );
    gives(
        "MATCH (a) RETURN DISTINCT count(*) AS c, a.x % 3 AS m ORDER BY a.x % 3, count(*)",
        "MATCH (a) GROUP ((a.x % 3) AS m; count(*) AS c) \
         RETURN DISTINCT c AS c, m AS m ORDER BY m, c",
    );
    gives(
        "MATCH (a) RETURN [x IN collect(a) | x.y] AS l, count(DISTINCT a) + $p AS c",
        "MATCH (a) GROUP (; collect(a) AS _1, count(DISTINCT a) AS _3) \
         RETURN [x IN _1 | x.y] AS l, (_3 + $p) AS c",
    );
    fails(
        "MATCH (a) RETURN a.x + count(*)",
        "AmbiguousAggregationExpression",
        "a",
    );
    fails(
        "MATCH (a) RETURN a.x + a.y, a.x + a.y + count(*)",
        "AmbiguousAggregationExpression",
        "a",
    );
    fails(
        "MATCH (a) RETURN a.x + a.y, count(*) ORDER BY a.x + a.y + count(*)",
        "AmbiguousAggregationExpression",
        "a",
    );
    fails(
        "MATCH (a) RETURN count(*) AS c ORDER BY a.x + count(*)",
        "UndefinedVariable",
        "a",
    );
    fails(
        "MATCH (a) RETURN a.x AS x, min(a.y) AS m ORDER BY sum(a.y)",
        "UndefinedVariable",
        "a",
    );
    fails(
        "MATCH (a) RETURN a AS x, min(a.y) AS m ORDER BY count(*)",
        "InvalidAggregation",
        "count(*)",
    );
    fails(
        "MATCH (n) RETURN n.x ORDER BY max(n.y)",
        "InvalidAggregation",
        "max(n.y)",
    );
    fails(
        "MATCH (n) WITH n.x AS x ORDER BY max(n.y) RETURN x",
        "InvalidAggregation",
        "max(n.y)",
    );
    fails(
        "MATCH (n) WHERE count(n) > 1 RETURN n",
        "InvalidAggregation",
        "count(n)",
    );
    fails(
        "MATCH (n) RETURN [x IN [1] | count(*)]",
        "InvalidAggregation",
        "count(*)",
    );
    fails(
        "MATCH (n) RETURN all(x IN [1] WHERE count(*) > 1)",
        "InvalidAggregation",
        "count(*)",
    );
    fails(
        "MATCH (n) SET n.x = count(*)",
        "InvalidAggregation",
        "count(*)",
    );
    fails(
        "UNWIND collect(1) AS x RETURN x",
        "InvalidAggregation",
        "collect(1)",
    );
    fails("RETURN count(count(*))", "NestedAggregation", "count(*)");
    fails("RETURN count(rand())", "NonConstantExpression", "rand()");
    fails("RETURN count()", "InvalidNumberOfArguments", "count()");
    fails("RETURN foo(1)", "UnknownFunction", "foo(1)");
}

#[test]
fn subqueries() {
    gives(
        "MATCH (n) WHERE (n)-[:T]->() AND EXISTS { (n)-->(m) WHERE m.x = n.x } RETURN [(n)-->(k) | k.y] AS l",
        "MATCH (n) WHERE (EXISTS { MATCH (^n)-[_1:T]->(_2) } AND \
         EXISTS { MATCH (^n)-[_3]->(m) WHERE (m.x = n.x) }) \
         RETURN COLLECT { MATCH (^n)-[_5]->(k) | k.y } AS l",
    );
    gives(
        "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WITH n, count(*) AS c WHERE c = 3 RETURN true } RETURN n",
        "MATCH (n) WHERE EXISTS { MATCH (^n)-[_1]->(m) GROUP (n AS n; count(*) AS c) \
         WITH n AS n, c AS c WHERE (c = 3) RETURN true AS true } RETURN n AS n",
    );
    gives(
        "MATCH (n), (o) WHERE EXISTS { MATCH (n)-->(m) WITH m AS k WHERE k.x = o.x RETURN n } RETURN 1",
        "MATCH (n), (o) WHERE EXISTS { MATCH (^n)-[_2]->(m) \
         WITH m AS k, n AS n, o AS o WHERE (k.x = o.x) RETURN n AS n } RETURN 1 AS 1",
    );
    fails(
        "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WITH count(*) AS c RETURN n } RETURN 1",
        "UndefinedVariable",
        "n",
    );
    fails(
        "MATCH (n) WHERE EXISTS { MATCH (n) SET n.x = 1 } RETURN n",
        "InvalidClauseComposition",
        "SET n.x = 1",
    );
    let query = checked(
        "MATCH (n), (o) WHERE EXISTS { MATCH (n) WHERE any(x IN n.l WHERE (n)-->()) } RETURN o",
    )
    .unwrap();
    let imports: Vec<_> = query
        .subqueries
        .iter()
        .map(|sub| sub.imports.len())
        .collect();
    assert_eq!(imports, [1, 1]);
}

#[test]
fn clauses() {
    gives(
        "RETURN 1 AS a, 2 AS b UNION RETURN 3 AS b, 4 AS a",
        "RETURN 1 AS a@0, 2 AS b@1 UNION RETURN 3 AS b@2, 4 AS a@3",
    );
    let union = checked("RETURN 1 AS a, 2 AS b UNION RETURN 3 AS b, 4 AS a").unwrap();
    let outputs: Vec<_> = union.body.branches[1]
        .outputs
        .iter()
        .map(|id| id.0)
        .collect();
    assert_eq!(outputs, [3, 2]);
    fails(
        "RETURN 1 AS a UNION RETURN 2 AS b",
        "DifferentColumnsInUnion",
        "UNION",
    );
    fails(
        "RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a",
        "InvalidClauseComposition",
        "UNION ALL",
    );
    fails("MATCH (n)", "InvalidClauseComposition", "MATCH (n)");
    fails(
        "UNWIND [1] AS x",
        "InvalidClauseComposition",
        "UNWIND [1] AS x",
    );
}

#[test]
fn calls() {
    gives("CALL test.both", "CALL test.both($in) YIELD 0 AS a, 1 AS b");
    gives(
        "CALL test.both(1) YIELD b AS c",
        "CALL test.both(1) YIELD 1 AS c",
    );
    gives("CALL test.nothing()", "CALL test.nothing()");
    gives(
        "MATCH (n) CALL test.float(1) YIELD out WHERE out = n.x RETURN out",
        "MATCH (n) CALL test.float(1) YIELD 0 AS out WHERE (out = n.x) RETURN out AS out",
    );
    fails(
        "CALL test.bth",
        "ProcedureError ProcedureNotFound",
        "test.bth",
    );
    fails(
        "CALL test.both()",
        "InvalidNumberOfArguments",
        "CALL test.both()",
    );
    fails(
        "CALL test.both(1, 2)",
        "InvalidNumberOfArguments",
        "CALL test.both(1, 2)",
    );
    fails("CALL test.both(true)", "InvalidArgumentType", "true");
    fails("CALL test.both($text)", "InvalidArgumentType", "$text");
    fails("CALL test.float(null)", "InvalidArgumentType", "null");
    fails(
        "CALL test.both YIELD a RETURN a",
        "InvalidArgumentPassingMode",
        "CALL test.both YIELD a",
    );
    fails(
        "CALL test.both(1) YIELD a, b AS a RETURN a",
        "VariableAlreadyBound",
        "a",
    );
    fails(
        "WITH 1 AS a CALL test.both(a) YIELD a RETURN a",
        "VariableAlreadyBound",
        "a",
    );
    fails(
        "MATCH (n) CALL test.both(count(n)) YIELD a RETURN a",
        "InvalidAggregation",
        "count(n)",
    );
    fails(
        "CALL test.both(1) YIELD c RETURN c",
        "UndefinedVariable",
        "c",
    );
}
