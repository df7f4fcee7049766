//! The worked examples, each with its answer.

use quipu::value::{Map, temporal::Date};
use quipu::{Database, Planning};

use super::{rows, session_on};

const GRAPH: &str = "graph-data/china-tech-2021.json";

#[track_caller]
fn check(query: &str, expected: &[&str]) {
    let mut session = session_on(GRAPH);
    let found = rows(&mut session, query, &Map::new());
    assert_eq!(
        found.unwrap_or_else(|error| panic!("{query}\n{error}")),
        expected,
        "{query}"
    );
}

#[track_caller]
fn refused(query: &str, part: &str) {
    let error = rows(&mut session_on(GRAPH), query, &Map::new()).unwrap_err();
    assert!(error.to_string().contains(part), "{query}\n{error}");
}

#[test]
fn state_on_a_day() {
    let backed = "MATCH (:Company {name: 'SoftBank'})-[:INVESTED_IN]->(c)-[:PROBED_BY]->() RETURN c.name AS company ORDER BY company";
    check(&format!("AS OF date('2021-07-04') {backed}"), &["Didi"]);
    check(
        &format!("AS OF date('2021-07-05') {backed}"),
        &["Didi", "Full Truck Alliance"],
    );
    check(backed, &["Didi", "Full Truck Alliance"]);
    check(
        &format!("AS OF date('2021-07-05') CITE {backed}"),
        &[
            "Didi | tc-2021-07-20#2, tc-2021-07-20#3",
            "Full Truck Alliance | tc-2021-07-20#6",
        ],
    );
}

#[test]
fn paths_and_optional_parts() {
    let mut session = session_on(GRAPH);
    let chains = "AS OF $day MATCH p = (:Company {name: 'SoftBank'})-[*1..3]->(:Agency {name: 'Cyberspace Administration of China'}) RETURN count(p) AS chains";
    for (day, count) in [(1, "0"), (3, "1"), (5, "2")] {
        let mut parameters = Map::new();
        parameters.insert("day", Date::from_calendar(2021, 7, day).unwrap().into());
        assert_eq!(rows(&mut session, chains, &parameters).unwrap(), [count]);
    }
    let app = "MATCH (a:Product {name: 'Didi app'}) OPTIONAL MATCH (a)-[:AVAILABLE_IN]->(p) RETURN p.name";
    check(&format!("AS OF date('2021-07-04') {app}"), &["null"]);
    check(&format!("AS OF date('2021-07-03') {app}"), &["China"]);
}

#[test]
fn two_days_in_one_query() {
    check(
        "MATCH (a)-[r]->(b) WHERE holds(r, date('2021-07-05')) AND NOT holds(r, date('2021-07-04')) RETURN a.name AS who, type(r) AS did, b.name AS whom ORDER BY who",
        &[
            "Boss Zhipin | PROBED_BY | Cybersecurity Review Office",
            "Full Truck Alliance | PROBED_BY | Cybersecurity Review Office",
        ],
    );
}

#[test]
fn nodes_have_time_too() {
    let rules = "MATCH (r:Rule) RETURN r.name AS rule ORDER BY rule";
    check(
        &format!("AS OF date('2021-07-09') {rules}"),
        &["Internet security review rules"],
    );
    check(
        &format!("AS OF date('2021-07-10') {rules}"),
        &[
            "Internet security review rules",
            "Revised data security review rules",
        ],
    );
    let about = "MATCH (q:Question)-[:ABOUT]->(x) RETURN count(x)";
    check(&format!("AS OF date('2021-07-09') {about}"), &["2"]);
    check(about, &["4"]);
}

#[test]
fn precision() {
    let issued = "MATCH (g)-[i:ISSUED]->(r:Rule) RETURN r.name AS rule, holds(i, date('2020-04-15')) AS certain";
    check(
        &format!("AS OF date('2020-04-15') {issued}"),
        &["Internet security review rules | null"],
    );
    check(&format!("AS OF date('2020-03-31') {issued}"), &[]);
    check(
        "AS OF date('2020-05-01') MATCH (g)-[i:ISSUED]->(r:Rule) RETURN r.name, holds(i, date('2020-05-01'))",
        &["Internet security review rules | true"],
    );
    check(
        "AS OF date('2020-04-15') MATCH (g)-[i:ISSUED]->(r:Rule) WHERE holds(i, date('2020-04-15')) RETURN r.name",
        &[],
    );
}

#[test]
fn aggregation_and_an_unsourced_step() {
    check(
        "AS OF date('2021-07-05') CITE MATCH (c:Company)-[:PROBED_BY]->(a:Agency) RETURN a.name AS agency, count(c) AS probes",
        &["Cybersecurity Review Office | 3 | tc-2021-07-20#3, tc-2021-07-20#6"],
    );
    check(
        "CITE MATCH (c:Company {name: 'Didi'})-[:LISTED_IN]->()-[:PART_OF]->(p) RETURN c.name AS company, p.name AS country",
        &["Didi | United States | tc-2021-07-20#3, ?"],
    );
}

#[test]
fn independent_documents_and_who_says_the_opposite() {
    check(
        "MATCH (:Company {name: 'ByteDance'})-[r:PLANS_LISTING_IN]->() UNWIND sources(r) AS s MATCH (root:Source)-[:CITES*0..]->(s) WHERE NOT (root)<-[:CITES]-() RETURN s.key AS says, collect(DISTINCT root.key) AS read_in, count(DISTINCT root) AS independent",
        &["wsj | ['tc-2021-07-20'] | 1"],
    );
    check(
        "CITE MATCH (a)-[:CLAIMS]->(x:Claim)-[:DISPUTES]->(y:Claim)<-[:CLAIMS]-(b) RETURN x.id AS answer, y.id AS charge, [s IN sources(y) | s.title] AS charge_from ORDER BY answer",
        &[
            "c4 | c3 | ['Memo of an expert meeting'] | didi-exec, didi-memo, tc-2021-07-20#5",
            "c5 | c3 | ['Memo of an expert meeting'] | didi-exec, didi-memo, tc-2021-07-20#5",
        ],
    );
}

#[test]
fn what_could_be_known() {
    for (day, probes, nodes, relationships) in [(19, "0", "37", "12"), (20, "3", "49", "86")] {
        let known = format!("AS KNOWN ON date('2021-07-{day}')");
        check(
            &format!("{known} MATCH ()-[p:PROBED_BY]->() RETURN count(p)"),
            &[probes],
        );
        check(&format!("{known} MATCH (n) RETURN count(n)"), &[nodes]);
        check(
            &format!("{known} MATCH ()-[r]->() RETURN count(r)"),
            &[relationships],
        );
    }
    check(
        "AS OF date('2021-07-04') AS KNOWN ON date('2021-07-20') MATCH (c)-[:PROBED_BY]->() RETURN c.name",
        &["Didi"],
    );
}

#[test]
fn more_ways_to_cite() {
    // Each once, in whatever way rows were merged.
    let probed = "MATCH (c:Company)-[:PROBED_BY]->(a)";
    let both = "tc-2021-07-20#3, tc-2021-07-20#6";
    check(
        &format!("CITE {probed} RETURN DISTINCT a.name"),
        &[&format!("Cybersecurity Review Office | {both}")],
    );
    check(
        &format!("CITE {probed} RETURN a.name UNION {probed} RETURN a.name"),
        &[&format!("Cybersecurity Review Office | {both}")],
    );
    check(
        &format!("CITE {probed} WITH a RETURN a.name LIMIT 1"),
        &["Cybersecurity Review Office | tc-2021-07-20#3"],
    );
    check(
        "CITE MATCH (d:Company {name: 'Didi'}) RETURN [(d)-[:PROBED_BY]->(a) | a.name] AS agencies",
        &["['Cybersecurity Review Office'] | tc-2021-07-20#3"],
    );
    check(
        "CITE UNWIND ['Didi', 'x'] AS name OPTIONAL MATCH (c:Company {name: name})-[:PROBED_BY]->() RETURN name, c IS NOT NULL",
        &["Didi | true | tc-2021-07-20#3", "x | false | "],
    );
    check(
        "CITE MATCH (:Company {name: 'SoftBank'})-[*2]->(a:Agency) RETURN count(*)",
        &["2 | tc-2021-07-20#2, tc-2021-07-20#3, tc-2021-07-20#6"],
    );
    check("CITE RETURN 1 AS one", &["1 | "]);
    check("CITE MATCH (n:Nothing) RETURN count(n)", &["0 | "]);
    let mut session = session_on(GRAPH);
    let summary = |session: &mut quipu::Session, query: &str| {
        session.run(query, &Map::new()).unwrap().summary.notices
    };
    assert_eq!(
        summary(
            &mut session,
            "CITE MATCH (c:Company) WHERE NOT (c)-[:PROBED_BY]->() RETURN c.name"
        ),
        ["1 condition is not cited"]
    );
    session.cite(true);
    let query = "MATCH (:Company {name: 'Didi'})-[:PROBED_BY]->(a) RETURN a.name";
    assert_eq!(
        rows(&mut session, query, &Map::new()).unwrap(),
        ["Cybersecurity Review Office | tc-2021-07-20#3"]
    );
    session
        .run(
            "CREATE (:Company {name: 'x', valid_from: '2021'})",
            &Map::new(),
        )
        .unwrap();
    session
        .as_of(Some(Date::from_calendar(2021, 7, 1).unwrap().into()))
        .unwrap();
    assert_eq!(
        rows(&mut session, query, &Map::new()).unwrap(),
        Vec::<String>::new()
    );
    assert_eq!(
        summary(&mut session, "MATCH (n) RETURN count(n)"),
        ["1 bound (valid_from, valid_to) is no date and counts as missing"]
    );
    assert!(session.run("CREATE (:X)", &Map::new()).is_err());
}

#[test]
fn an_empty_reference_is_none() {
    let mut session = Database::new().session();
    let text = "CREATE (:A {source: ['']})-[:R {source: ''}]->(:A)-[:R {source: ['s', '']}]->(:B)";
    session.run(text, &Map::new()).unwrap();
    let found = rows(
        &mut session,
        "CITE MATCH (:A)-[r:R]->() RETURN size(r.source) AS n ORDER BY n",
        &Map::new(),
    );
    assert_eq!(found.unwrap(), ["0 | ?", "2 | s"]);
}

#[test]
fn refusals() {
    refused("CITE MATCH (cite) RETURN cite", "cite");
    refused("AS OF date('2021-07-04') CREATE (:X)", "writes");
    refused("AS OF null MATCH (n) RETURN n", "Date");
    refused("AS OF $day MATCH (n) RETURN n", "day");
    refused("AS OF '2021-07-04' MATCH (n) RETURN n", "date");
    refused("CITE CREATE (:X)", "only what is read is cited");
    let hinted = |query: &str, part: &str| {
        let mut parameters = Map::new();
        parameters.insert("text", "2021-07-04".into());
        parameters.insert("null", quipu::value::Value::Null);
        let error = rows(&mut session_on(GRAPH), query, &parameters).unwrap_err();
        let hints = error.hints();
        assert!(
            hints.iter().any(|hint| hint.contains(part)),
            "{query} {hints:?}"
        );
    };
    hinted("CITE CREATE (:X)", "leave CITE out");
    for day in ["$text", "$null", "'2021-07-04'"] {
        hinted(
            &format!("AS OF {day} MATCH (n) RETURN n"),
            "for example date(",
        );
    }
    let known = "AS KNOWN ON date(";
    hinted("AS KNOWN date('2021-07-04') MATCH (n) RETURN n", known);
    hinted("MATCH (n) AS KNOWN ON date('2021-07-04') RETURN n", known);
    let of = "AS OF date(";
    hinted("AS AT date('2021-07-04') MATCH (n) RETURN n", of);
    hinted("MATCH (n) AS OF date('2021-07-04') RETURN n", of);
}

#[test]
fn explain_shows_the_view() {
    let plan = session_on(GRAPH)
        .run(
            "EXPLAIN AS OF date('2021-07-04') CITE MATCH (n) RETURN n",
            &Map::new(),
        )
        .unwrap();
    let first = super::text(&plan.rows()[0]);
    assert!(
        first.contains("AS OF date(") && first.contains("CITE"),
        "{first}"
    );
    let mut session = session_on(GRAPH);
    let day = Date::from_calendar(2021, 7, 4).unwrap();
    session.as_of(Some(day.into())).unwrap();
    let plan = session.run("EXPLAIN MATCH (n) RETURN n", &Map::new());
    let first = super::text(&plan.unwrap().rows()[0]);
    assert_eq!(first, "View | AS OF date('2021-07-04') | null");
}

/// What a query cites, and how many conditions it says it does not.
#[track_caller]
fn cites(query: &str, expected: &str, uncited: usize) {
    let mut session = session_on(GRAPH);
    let answer = session.run(query, &Map::new()).unwrap();
    let notice = match uncited {
        0 => Vec::new(),
        1 => vec!["1 condition is not cited".to_owned()],
        many => vec![format!("{many} conditions are not cited")],
    };
    assert_eq!(answer.summary.notices, notice, "{query}");
    let found = rows(&mut session, query, &Map::new()).unwrap();
    assert_eq!(found, [expected], "{query}");
}

/// Wherever an expression asks the graph, it is cited, or it is said that it is not.
#[test]
fn nothing_is_passed_over() {
    let didi = "CITE MATCH (c:Company {name: 'Didi'})";
    let probes = "[(c)-[:PROBED_BY]->(a) | a.name]";
    let invested = "[(i)-[:INVESTED_IN]->(c) | i.name]";
    let (probe, investment) = ("tc-2021-07-20#3", "tc-2021-07-20#2");
    let check = |returns: &str, value: &str, cited: &str, uncited| {
        let query = format!("{didi} {returns}");
        cites(&query, &format!("{value} | {cited}"), uncited);
    };
    // Conditions of CASE: those that were asked.
    check(
        &format!("RETURN CASE size({probes}) WHEN 1 THEN 'one' END AS x"),
        "one",
        probe,
        0,
    );
    let cases = format!(
        "CASE WHEN size({probes}) = {{n}} THEN 1 WHEN size({invested}) > 0 THEN 2 ELSE 3 END"
    );
    check(
        &format!("RETURN {} AS x", cases.replace("{n}", "1")),
        "1",
        probe,
        0,
    );
    check(
        &format!("RETURN {} AS x", cases.replace("{n}", "2")),
        "2",
        &format!("{investment}, {probe}"),
        0,
    );
    check(
        &format!("RETURN count(CASE WHEN size({probes}) > 0 THEN 1 END) AS n"),
        "1",
        probe,
        0,
    );
    // Conditions over lists.
    check(
        &format!("RETURN [x IN [1, 2] WHERE size({probes}) = x] AS x"),
        "[1]",
        probe,
        0,
    );
    check(
        &format!("RETURN any(x IN [1, 2] WHERE size({probes}) = x) AS x"),
        "true",
        probe,
        0,
    );
    check(
        &format!("RETURN reduce(s = 0, x IN [1, 2] | s + size({probes}) + x) AS x"),
        "5",
        probe,
        0,
    );
    // What depends on the running result cannot be repeated.
    check(
        &format!(
            "RETURN reduce(s = 0, x IN [1] | CASE s WHEN 0 THEN size({probes}) ELSE s END) AS x"
        ),
        "1",
        "",
        1,
    );
    // Conditions within what is cited.
    check(
        "RETURN [(c)-[:PROBED_BY]->(a) WHERE NOT (a)-[:LISTED_IN]->() | a.name] AS x",
        "['Cybersecurity Review Office']",
        probe,
        1,
    );
    check(
        "RETURN COUNT { MATCH (c)-[:PROBED_BY]->(a) WHERE EXISTS { (a)<-[:PROBED_BY]-() WHERE (a)--() } } AS x",
        "1",
        probe,
        1,
    );
    check(
        &format!("RETURN CASE WHEN (c)-[:PROBED_BY]->() THEN {probes}[0] END AS x"),
        "Cybersecurity Review Office",
        probe,
        1,
    );
    // Rows of a list that was matched.
    check(
        &format!("UNWIND {probes} AS x RETURN x"),
        "Cybersecurity Review Office",
        probe,
        0,
    );
    // Conditions on rows.
    check(
        &format!("WHERE size({probes}) = 1 RETURN 1 AS x"),
        "1",
        "",
        1,
    );
}

/// What an index of relationships finds is seen, and cited, as what a scan finds.
#[test]
fn relationships_found_by_an_index() {
    let mut session = Database::new().session();
    for statement in [
        "CREATE INDEX FOR ()-[r:OWNS]-() ON (r.share)",
        "CREATE INDEX FOR ()-[r:OWNS]-() ON (r.source)",
        "UNWIND range(1, 99) AS i CREATE (:P {n: i})-[:OWNS {share: i, valid_from: date('2020-01-01') + duration({days: i}), source: 'register ' + i}]->(:C {n: i})",
        "UNWIND [33, 34] AS i MATCH (c:C {n: 2}) CREATE (c)-[:OWNS {share: i, valid_from: date('2020-02-04'), source: 'register 3, a loop'}]->(c)",
        "MATCH (c:C) WHERE c.n % 3 = 0 SET c.valid_from = date('2021-01-01')",
    ] {
        session.run(statement, &Map::new()).unwrap();
    }
    let mut found = 0;
    for (condition, operator) in [
        ("r.share = 33", "IndexSeek"),
        ("r.share = 90", "IndexSeek"),
        ("r.share IN [34, null, 33, 34]", "IndexSeek"),
        ("r.share >= 33 AND r.share < 35", "IndexRange"),
        ("r.share > 97", "IndexRange"),
        ("r.source STARTS WITH 'register 3'", "IndexPrefix"),
    ] {
        for day in ["2020-01-20", "2020-02-04", "2020-12-31", "2021-01-01"] {
            for (cite, between) in [("", "-[r]->"), ("CITE ", "-[r]->"), ("CITE ", "-[r]-")] {
                let pattern = between.replace("[r]", "[r:OWNS]");
                let query = format!(
                    "{cite}AS OF date('{day}') MATCH (a){pattern}(b) WHERE {condition} RETURN a.n AS a, b.n AS b, r.share AS r, labels(a) AS l ORDER BY a, b, r, l"
                );
                let planned = rows(&mut session, &query, &Map::new()).unwrap();
                session.set_planning(Planning::Textual);
                let written = rows(&mut session, &query, &Map::new()).unwrap();
                session.set_planning(Planning::Optimized);
                assert_eq!(planned, written, "{query}");
                found += planned.len();
                let plan = rows(&mut session, &format!("EXPLAIN {query}"), &Map::new());
                assert!(plan.unwrap().join(" ").contains(operator), "{query}");
            }
        }
    }
    assert!(found > 100, "{found}");
}
