//! Texts that end at the cursor, and what is wanted there.

use super::{Wanted, place};

/// The word, what is wanted and the variables, in a short form.
fn check(before: &str, expected: &str) {
    let place = place(before);
    let wanted = match place.wanted {
        Wanted::Nothing => "nothing".to_owned(),
        Wanted::Clause => "clause".to_owned(),
        Wanted::Continuation { clause, section } => {
            let name = |keyword: Option<crate::syntax::Keyword>| {
                keyword.map_or("-", |keyword| keyword.text())
            };
            format!("after {} {}", name(clause), name(section))
        }
        Wanted::Operand => "operand".to_owned(),
        Wanted::Variable => "variable".to_owned(),
        Wanted::Words(words) => words.join("|"),
        Wanted::Label => "label".to_owned(),
        Wanted::Type { at } => format!("type {}", at.join("&")).trim_end().to_owned(),
        Wanted::Key { labels, types } => format!("key {}{}", labels.join("&"), types.join("|")),
        Wanted::KeyOrFunction { of, chain } => {
            format!(
                "key {}{} or {chain}",
                of.labels.join("&"),
                of.types.join("|")
            )
        }
        Wanted::Procedure { chain } => format!("procedure {chain}"),
        Wanted::Yield { procedure } => format!("yield {procedure}"),
        Wanted::Definition { constraint } => format!("definition {constraint}"),
        Wanted::Parameter => "parameter".to_owned(),
    };
    let variables: Vec<&str> = place
        .variables
        .iter()
        .map(|variable| variable.name.as_str())
        .collect();
    let actual = format!("'{}' {wanted}; {}", place.word, variables.join(" "));
    assert_eq!(actual.trim_end(), expected, "{before}");
}

#[test]
fn clauses_and_phrases() {
    check("", "'' clause;");
    check("MAT", "'MAT' clause;");
    check("EXPLAIN ma", "'ma' clause;");
    check("OPTIONAL ", "'' MATCH;");
    check("MATCH (a) RETURN a ORDER ", "'' BY; a");
    check("MATCH (a) WHERE a.x IS ", "'' NULL|NOT NULL; a");
    check("MATCH (a) RET", "'RET' after MATCH -; a");
    check("MATCH (a) WHERE a.x = 1 ", "'' after MATCH WHERE; a");
    check("MERGE (a) ON ", "'' CREATE SET|MATCH SET; a");
    check("RETURN 1 AS ", "'' nothing;");
    check("MATCH (a) RETURN a; MA", "'MA' clause;");
    check("MATCH (a) DETACH DELETE ", "'' variable; a");
}

#[test]
fn patterns() {
    check("MATCH (", "'' variable;");
    check("MATCH (a), (", "'' variable; a");
    check("MATCH (a:", "'' label; a");
    check("MATCH (a:Com", "'Com' label; a");
    check("MATCH (a:Company|", "'' label; a");
    check("MATCH (a:A&!", "'' label; a");
    check("MATCH (a)-[", "'' nothing; a");
    check("MATCH (a)-[r:", "'' type; a r");
    check("MATCH (a)-[:OWNS|P", "'P' type; a");
    check("MATCH (a)<-[:", "'' type; a");
    check("MATCH (a:Company)-[r:", "'' type Company; a r");
    check(
        "MATCH (a:Company) MATCH (a)-[:X]-(:B), (a)-[:",
        "'' type Company; a",
    );
    check("MATCH (a:Company {", "'' key Company; a");
    check("MATCH (a:Company {x: 1, na", "'na' key Company; a");
    check("MATCH (a:Company {x: ", "'' operand; a");
    check("MATCH (a)-[r:OWNS {", "'' key OWNS; a r");
    check("MATCH p = sh", "'sh' shortestPath(|allShortestPaths(; p");
    check("MATCH (a:`Odd la", "'Odd la' label; a");
    check("MATCH (a:Order) RETURN a.", "'' key Order or a.; a");
}

#[test]
fn expressions() {
    check("MATCH (a:Company) WHERE a.", "'' key Company or a.; a");
    check("MATCH ()-[r:OWNS]-() RETURN r.si", "'si' key OWNS or r.; r");
    check("RETURN date.tr", "'tr' key  or date.;");
    check("MATCH (a) WHERE a:", "'' label; a");
    check("MATCH (a) WHERE (a:", "'' label; a");
    check("MATCH (a) RETURN ", "'' operand; a");
    check("MATCH (a) RETURN a, b", "'b' operand; a");
    check("RETURN $si", "'si' parameter;");
    check("RETURN $", "'' parameter;");
    check("RETURN 'MAT", "'' nothing;");
    check("RETURN 1 // MAT", "'' nothing;");
    check("RETURN /* x */ MAT", "'MAT' operand;");
    check("RETURN 12", "'' nothing;");
    check("MATCH (a:Company) RETURN a {.", "'' key Company; a");
    check("RETURN {a: ", "'' operand;");
    check("RETURN [x IN [1] | ", "'' operand; x");
    check("RETURN [x IN [1] | x] + ", "'' operand;");
}

#[test]
fn scopes() {
    check(
        "MATCH (a)-[r]->(b) WITH a, count(*) AS n ",
        "'' after WITH -; a r b n",
    );
    check(
        "MATCH (a)-[r]->(b) WITH a, count(*) AS n MATCH (a)-->(c) RETURN ",
        "'' operand; a n c",
    );
    check(
        "MATCH (a:Company) WITH a AS b RETURN b.",
        "'' key Company or b.; b",
    );
    check("MATCH (a) WITH * MATCH (b) RETURN ", "'' operand; a b");
    check("UNWIND [1] AS x RETURN ", "'' operand; x");
    check(
        "MATCH (a) RETURN a UNION MATCH (b) RETURN ",
        "'' operand; b",
    );
    check("MATCH (a) WHERE EXISTS { MATCH (b:", "'' label; a b");
    check(
        "MATCH (a) WHERE EXISTS { MATCH (b) } RETURN ",
        "'' operand; a",
    );
    check("CALL { MATCH (a) RETURN a AS x } RETURN ", "'' operand; x");
    check("MATCH p = (a)-->() RETURN ", "'' operand; p a");
}

#[test]
fn procedures() {
    check("CALL ", "'' procedure ;");
    check("CALL test.my", "'my' procedure test.;");
    check("CALL test.my.proc() YIELD ", "'' yield test.my.proc;");
    check("CALL test.my.proc() YIELD a, ", "'' yield test.my.proc; a");
    check("CALL test.my.proc() YIELD a RETURN ", "'' operand; a");
}

#[test]
fn calls() {
    let check = |before: &str, expected: Option<(&str, usize)>| {
        let call = place(before).call;
        assert_eq!(
            call,
            expected.map(|(name, argument)| (name.to_owned(), argument)),
            "{before}"
        );
    };
    check("RETURN substring(", Some(("substring", 0)));
    check("RETURN substring('a', ", Some(("substring", 1)));
    check("RETURN toUpper(substring('a'), ", Some(("toUpper", 1)));
    check("RETURN date.truncate(", Some(("date.truncate", 0)));
    check("RETURN count(", Some(("count", 0)));
    check("RETURN size([1, 2", Some(("size", 0)));
    check("RETURN size(a)", None);
    check("MATCH (", None);
}

#[test]
fn statements_about_the_schema() {
    check("SHOW ", "'' INDEXES|CONSTRAINTS|FUNCTIONS|PROCEDURES;");
    check("SHOW INDEXES ", "'' YIELD|WHERE;");
    check("DROP ", "'' INDEX|CONSTRAINT;");
    check("RETURN 1; DROP INDEX per", "'per' definition false;");
    check("DROP CONSTRAINT x ", "'' IF EXISTS;");
    check("CREATE ", "'' INDEX|CONSTRAINT;");
    check("CREATE INDEX ", "'' FOR (|FOR ()-[|IF NOT EXISTS;");
    check("CREATE INDEX x ", "'' FOR (|FOR ()-[|IF NOT EXISTS;");
    check("CREATE INDEX IF NOT EXISTS ", "'' FOR (|FOR ()-[;");
    check("CREATE INDEX FOR (n:", "'' label; n");
    check("CREATE INDEX FOR ()-[r:", "'' type; r");
    check("CREATE INDEX FOR (n:P) ", "'' ON (; n");
    check("CREATE INDEX FOR (n:P) ON (", "'' variable; n");
    check("CREATE INDEX FOR (n:P) ON (n.", "'' key P or n.; n");
    check("CREATE CONSTRAINT c FOR (n:P) ", "'' REQUIRE; n");
    check(
        "CREATE CONSTRAINT c FOR (n:P) REQUIRE n.",
        "'' key P or n.; n",
    );
    check(
        "CREATE CONSTRAINT c FOR (n:P) REQUIRE n.k ",
        "'' IS UNIQUE|IS NOT NULL|IS NODE KEY|IS RELATIONSHIP KEY; n",
    );
    check(
        "CREATE CONSTRAINT c FOR (n:P) REQUIRE (n.k, n.l) IS ",
        "'' UNIQUE|NOT NULL|NODE KEY|RELATIONSHIP KEY; n",
    );
}
