//! Plans as text: a query, and the operators that come of it, over the statistics of a small social network.
//! One file because all cases share that network and are read side by side.

use std::sync::Arc;

use super::{Options, Statistics, run, textual};
use crate::plan::{Indexed, OpKind, Plan, build, explain, visit};
use crate::semantics::checked::Direction;
use crate::semantics::{Signatures, check as check_query};
use crate::value::{ResultSet, Value};
use crate::{procedure, syntax};

/// 5000 persons who know 18 others each way, 100 cities, 200,000 posts with one creator each, 10 tags.
struct Network;

const LABELS: &[(&str, f64)] = &[
    ("Person", 5000.0),
    ("City", 100.0),
    ("Post", 200_000.0),
    ("Tag", 10.0),
];
/// Type, start, end, relationships.
const TYPES: &[(&str, &str, &str, f64)] = &[
    ("KNOWS", "Person", "Person", 90_000.0),
    ("LIVES_IN", "Person", "City", 5000.0),
    ("HAS_CREATOR", "Post", "Person", 200_000.0),
    ("HAS_TAG", "Post", "Tag", 300_000.0),
    ("REPLY_OF", "Post", "Post", 150_000.0),
];

impl Statistics for Network {
    fn node_count(&self) -> f64 {
        LABELS.iter().map(|(_, count)| count).sum()
    }
    fn label_count(&self, label: &str) -> f64 {
        let known = LABELS.iter().find(|(name, _)| *name == label);
        known.map_or(0.0, |(_, count)| *count)
    }
    fn relationship_count(&self, ty: Option<&str>) -> f64 {
        let wanted = TYPES
            .iter()
            .filter(|(name, ..)| ty.is_none_or(|ty| ty == *name));
        wanted.map(|(.., count)| count).sum()
    }
    fn average_degree(&self, label: Option<&str>, ty: Option<&str>, direction: Direction) -> f64 {
        let fits = |end: &str| label.is_none_or(|label| label == end);
        let wanted = TYPES
            .iter()
            .filter(|(name, ..)| ty.is_none_or(|ty| ty == *name));
        let relationships: f64 = wanted
            .map(|(_, start, end, count)| {
                let out = direction != Direction::Incoming && fits(start);
                let back = direction != Direction::Outgoing && fits(end);
                count * f64::from(u8::from(out) + u8::from(back))
            })
            .sum();
        let nodes = label.map_or(self.node_count(), |label| self.label_count(label));
        relationships / nodes.max(1.0)
    }
    fn composite_indexes(&self, indexed: &Indexed) -> Vec<Vec<Arc<str>>> {
        let keys: &[&str] = match indexed {
            Indexed::Label(label) if **label == *"Person" => &["country", "number", "issued"],
            Indexed::Type(ty) if **ty == *"KNOWS" => &["since", "via"],
            _ => return Vec::new(),
        };
        vec![keys.iter().map(|key| Arc::from(*key)).collect()]
    }
    fn type_index(&self, ty: &str, key: &str) -> Option<(f64, f64)> {
        let found = ty == "KNOWS" && matches!(key, "id" | "since");
        found.then_some((90_000.0, if key == "id" { 90_000.0 } else { 300.0 }))
    }
    fn has_index(&self, label: &str, key: &str) -> bool {
        key == "id" || (label, key) == ("Person", "age") || (label, key) == ("City", "name")
    }
    fn distinct_values(&self, label: Option<&str>, key: &str) -> f64 {
        let nodes = label.map_or(self.node_count(), |label| self.label_count(label));
        if key == "age" { 80.0 } else { nodes }
    }
    fn count_with_property(&self, label: Option<&str>, _: &str) -> f64 {
        label.map_or(self.node_count(), |label| self.label_count(label))
    }
}

fn plan(text: &str) -> Plan {
    let syntax::ast::Statement::Query(statement) = syntax::parse(text).unwrap() else {
        panic!("{text} is no query");
    };
    let procedures = procedure::Registry::default();
    let signatures = Signatures {
        procedures: &procedures,
        parameters: None,
    };
    build(&check_query(&statement, text, &signatures).unwrap())
}

fn shown(plan: &Plan) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.to_string(),
        _ => String::new(),
    };
    let rows: ResultSet = explain(plan, None);
    let lines: Vec<String> = rows
        .rows()
        .iter()
        .map(|row| {
            format!("{} {}", text(&row[0]), text(&row[1]))
                .trim_end()
                .to_owned()
        })
        .collect();
    lines.join("\n")
}

/// The lines of a text, without the margin of the first one.
fn flush_left(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .collect();
    let margin = lines
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len());
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| line.get(margin..).unwrap_or(""))
        .collect();
    lines.join("\n").trim_end().to_owned()
}

/// The optimised plan of a query.
#[track_caller]
fn check(query: &str, expected: &str) {
    let plan = run(plan(query), &Network, &Options::default()).plan;
    assert_eq!(shown(&plan), flush_left(expected), "{query}");
}

/// The plan of a query as written.
#[track_caller]
fn check_textual(query: &str, expected: &str) {
    assert_eq!(
        shown(&textual(plan(query))),
        flush_left(expected),
        "{query}"
    );
}

#[test]
fn scans() {
    check(
        "MATCH (p:Person {id: $id}) RETURN p.name",
        "
         IndexSeek p:Person.id = $id
         Project p.name = p.name
         Keep p.name
        ",
    );
    check(
        "MATCH (p:Person) WHERE p.age >= 18 AND p.age < $old AND p.name <> 'x' RETURN p.id",
        r#"
         IndexRange p:Person.age >= 18 and < $old
         Filter (p.name <> "x")
         Project p.id = p.id
         Keep p.id
        "#,
    );
    check(
        "MATCH (p:Person) WHERE p.id STARTS WITH $text RETURN p.age",
        "
         IndexPrefix p:Person.id starts with $text
         Project p.age = p.age
         Keep p.age
        ",
    );
    check(
        "MATCH (p:Person), (q:Person) WHERE p.id IN [7, $id] AND q.id IN p.bosses RETURN q",
        "
         IndexSeek p:Person.id in [7, $id]
         IndexSeek q:Person.id in p.bosses
         Keep q
        ",
    );
    check(
        "MATCH (p:Person) WHERE p.id = 7 OR 8 = p.id OR p.id IN [9, null] RETURN p",
        "
         IndexSeek p:Person.id in [7, 8, 9, null]
        ",
    );
    check(
        "MATCH (p:Person) WHERE p.id IN [p.age] OR p.id = 7 OR p.name = 'x' RETURN p",
        r#"
         LabelScan p:Person
         Filter ((p.id IN [p.age]) OR (p.id = 7) OR (p.name = "x"))
        "#,
    );
    check(
        "MATCH (p:Person {issued: 2020, number: $number, country: 'NL'}) RETURN p",
        r#"
         IndexSeek p:Person.country = "NL" and .number = $number and .issued = 2020
        "#,
    );
    // The first keys equal values, the next one is something else, and the others are there.
    for (asked, expected) in [
        (
            "p.country = 'NL' AND p.number >= 5 AND p.number < 9 AND p.issued IS NOT NULL",
            r#"IndexRange p:Person.country = "NL" and .number >= 5 and < 9 and .issued is not null"#,
        ),
        (
            "p.issued > 3 AND p.number STARTS WITH $text AND p.country = 'NL'",
            r#"IndexPrefix p:Person.country = "NL" and .number starts with $text and .issued is not null
               Filter (p.issued > 3)"#,
        ),
        (
            "p.country = 'NL' AND p.number = 3 AND p.issued < $date",
            r#"IndexRange p:Person.country = "NL" and .number = 3 and .issued < $date"#,
        ),
        (
            "p.country = 'NL' AND p.number IS NOT NULL AND p.issued <> 3",
            r#"IndexSeek p:Person.country = "NL" and .number is not null and .issued is not null
               Filter (p.issued <> 3)"#,
        ),
        (
            "p.country > 'A' AND p.number = 7 AND p.issued IN [1, 2]",
            r#"IndexRange p:Person.country > "A" and .number is not null and .issued is not null
               Filter (p.number = 7)
               Filter (p.issued IN [1, 2])"#,
        ),
        // Who lacks the last one is not in the index.
        (
            "p.country = 'NL' AND p.number > 3",
            r#"LabelScan p:Person
               Filter (p.country = "NL")
               Filter (p.number > 3)"#,
        ),
        (
            "p.country IS NOT NULL AND p.number IS NOT NULL AND p.issued IS NOT NULL",
            "LabelScan p:Person
             Filter (p.country IS NOT NULL)
             Filter (p.number IS NOT NULL)
             Filter (p.issued IS NOT NULL)",
        ),
    ] {
        let expected: Vec<&str> = expected.lines().map(str::trim_start).collect();
        check(
            &format!("MATCH (p:Person) WHERE {asked} RETURN p"),
            &expected.join("\n"),
        );
    }
    check(
        "MATCH (p:Person) WHERE p.number = 7 RETURN p",
        r#"
         LabelScan p:Person
         Filter (p.number = 7)
        "#,
    );
    check(
        "MATCH (p:Person), (q:Person) WHERE p.id = 7 AND q.id = p.boss RETURN q",
        "
         IndexSeek p:Person.id = 7
         IndexSeek q:Person.id = p.boss
         Keep q
        ",
    );
    check(
        "MATCH (n:Post:Person) RETURN n.name",
        "
         LabelScan n:Person
         FilterLabels n:Post
         Project n.name = n.name
         Keep n.name
        ",
    );
    check_textual(
        "MATCH (p:Person {id: 1})-[k:KNOWS]->(q) WHERE q.age > 3 RETURN q.age AS age ORDER BY k.since LIMIT 3",
        "
         AllNodes p
         FilterLabels p:Person
         Filter (p.id = 1)
         Expand p-[k:KNOWS]->q
         Filter (q.age > 3)
         Project age = q.age
         Sort k.since
         Limit 3
         Keep age
        ",
    );
}

#[test]
fn orders() {
    check(
        "MATCH (a:Person)-[:LIVES_IN]->(c:City {name: 'Ulm'}) RETURN a.name",
        r#"
         IndexSeek c:City.name = "Ulm"
         Expand c<-[_1:LIVES_IN]-a
         FilterLabels a:Person
         Project a.name = a.name
         Keep a.name
        "#,
    );
    check(
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person {id: 3}) RETURN a.name",
        "
         IndexSeek c:Person.id = 3
         Expand c<-[_3:KNOWS]-b
         FilterLabels b:Person
         Keep b, _3
         Expand b<-[_1:KNOWS]-a not _3
         FilterLabels a:Person
         Project a.name = a.name
         Keep a.name
        ",
    );
    check(
        "MATCH (p:Person {id: 1})<-[:HAS_CREATOR]-(m:Post)-[:HAS_TAG]->(t:Tag {id: 2}) RETURN m.id",
        "
         IndexSeek p:Person.id = 1
         IndexSeek t:Tag.id = 2
         Intersect p<-[_1:HAS_CREATOR]-m and t<-[_3:HAS_TAG]-m
         FilterLabels m:Post
         Project m.id = m.id
         Keep m.id
        ",
    );
    check(
        "MATCH (a:Person {id: 1}) MATCH (a)-[:KNOWS]->(b) RETURN b.name AS name",
        "
         IndexSeek a:Person.id = 1
         Expand a-[_1:KNOWS]->b
         Project name = b.name
         Keep name
        ",
    );
    check(
        "MATCH (a:Person {id: 1}), (b:Person {id: 2}) MATCH p = shortestPath((a)-[:KNOWS*..4]-(b)) WHERE all(r IN relationships(p) WHERE r.w > 1) RETURN length(p)",
        "
         IndexSeek a:Person.id = 1
         IndexSeek b:Person.id = 2
         ShortestPath p = a-[_2:KNOWS*1..4]-b where all(r IN relationships(p) WHERE (r.w > 1))
         Project length(p) = length(p)
         Keep length(p)
        ",
    );
    check(
        "MATCH p = (a:Person)-[r:KNOWS*2..3]->(b:Person {id: 1}) RETURN p",
        "
         IndexSeek b:Person.id = 1
         VarExpand b<-[r:KNOWS*2..3]-a
         FilterLabels a:Person
         BindPath p = a, r, b
         Keep p
        ",
    );
    check(
        "MATCH (a)-[r:KNOWS]->(b) WITH r, b MATCH (x)-[r]->(b)-[s:KNOWS]->(y) RETURN x, y",
        "
         AllNodes a
         Expand a-[r:KNOWS]->b
         Keep r, b
         Expand b-[s:KNOWS]->y
         BoundRelationship x-[r]->b not s
         Keep x, y
        ",
    );
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS]-(b), (b)-[*1..2 {w: a.w}]->(c:Person {id: 2}) RETURN b",
        "
         IndexSeek a:Person.id = 1
         IndexSeek c:Person.id = 2
         VarExpand c<-[_3*1..2]-b {w: a.w}
         ExpandInto a-[_1:KNOWS]-b not _3
         Keep b
        ",
    );
    check(
        "MATCH (a:Person)-[:KNOWS]->(b:Person) WITH a, b MATCH (b)-[:KNOWS]->(c:Person {id: 3}) WITH a, c WHERE a.age = c.age MATCH (a)-[:LIVES_IN]->(t) RETURN t.name",
        "
         IndexSeek c:Person.id = 3
         Expand c<-[_3:KNOWS]-b
         FilterLabels b:Person
         ExpandMatching b<-[_1:KNOWS]-a where a.age = c.age
         FilterLabels a:Person
         Filter (a.age = c.age)
         Keep a
         Expand a-[_5:LIVES_IN]->t
         Project t.name = t.name
         Keep t.name
        ",
    );
}

#[test]
fn optional() {
    check(
        "MATCH (a:Person {id: 1}) OPTIONAL MATCH (a)-[r:KNOWS]->(b) WHERE b.age > 3 RETURN b",
        "
         IndexSeek a:Person.id = 1
         Optional b
           Expand a-[r:KNOWS]->b
           Filter (b.age > 3)
         Keep b
        ",
    );
    check(
        "OPTIONAL MATCH (a:Person {id: 1}) MATCH (a) RETURN a.name",
        "
         Optional a
           IndexSeek a:Person.id = 1
         Filter (a IS NOT NULL)
         Project a.name = a.name
         Keep a.name
        ",
    );
    check(
        "MERGE (a:Person {id: 1}) ON CREATE SET a.new = true",
        "
         Merge (a:Person {id: 1})
           IndexSeek a:Person.id = 1
         Finish
        ",
    );
}

#[test]
fn subqueries() {
    check(
        "MATCH (p:Post) WHERE NOT (p)<-[:REPLY_OF]-(:Post) RETURN p.id",
        "
         LabelScan p:Post
         AntiSemi
           Expand p<-[_1:REPLY_OF]-_2
           FilterLabels _2:Post
         Project p.id = p.id
         Keep p.id
        ",
    );
    check(
        "MATCH (p:Person) WHERE p.age = 3 AND EXISTS { MATCH (p)-[:KNOWS]->(q) WHERE q.age > p.age } RETURN p.id",
        "
         IndexSeek p:Person.age = 3
         Semi
           Expand p-[_1:KNOWS]->q
           Filter (q.age > p.age)
         Project p.id = p.id
         Keep p.id
        ",
    );
    check(
        "MATCH (p:Person {id: 1}) RETURN [(p)-[:KNOWS]->(q) | q.name] AS names",
        "
         IndexSeek p:Person.id = 1
         Project names = SUBQUERY 0
         Keep names
         Subquery 0 collect
           Expand p-[_1:KNOWS]->q
        ",
    );
}

#[test]
fn counts_in_subqueries() {
    check(
        "MATCH (p:Person {id: 1}) WHERE COUNT { (p)-[:KNOWS]-()-[:KNOWS]->(:Person) } > 2 RETURN p.id AS id",
        "
         IndexSeek p:Person.id = 1
         Filter (SUBQUERY 0 > 2)
         Project id = p.id
         Keep id
         Subquery 0 count
           Expand p-[_1:KNOWS]-_2
           ExpandCount _6 = count _2-[_3:KNOWS]->_4 not _1:Person
        ",
    );
    check(
        "MATCH (p:Person {id: 1}) RETURN COUNT { MATCH (p)-[:KNOWS]->(q) RETURN DISTINCT q.name } AS n",
        "
         IndexSeek p:Person.id = 1
         Project n = SUBQUERY 0
         Keep n
         Subquery 0 count
           Expand p-[_1:KNOWS]->q
           Project q.name = q.name
           Keep q.name
           Distinct q.name
        ",
    );
}

#[test]
fn counts() {
    check(
        "MATCH (n) RETURN count(*)",
        "
         CountStore count(*) = all nodes
        ",
    );
    check(
        "MATCH (p:Person) RETURN count(p) AS n, count(*) AS m",
        "
         CountStore n = nodes :Person
         CountStore m = nodes :Person
        ",
    );
    check(
        "MATCH ()-[r:KNOWS|LIVES_IN]->() RETURN count(r) AS n",
        "
         CountStore n = relationships :KNOWS|LIVES_IN
        ",
    );
    check(
        "MATCH (p:Person) RETURN count(p.name) AS n",
        "
         LabelScan p:Person
         Aggregate n = count(p.name)
        ",
    );
    check(
        "MATCH (a:Person)-[:KNOWS]->(b:Person) RETURN b.id AS id, count(a) AS n",
        "
         LabelScan b:Person
         ExpandCount _5 = count b<-[_1:KNOWS]-a:Person
         Aggregate n = sum(_5) by id = b.id
        ",
    );
    check(
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person) RETURN count(*) AS n",
        "
         LabelScan b:Person
         ExpandCount _6 = count b<-[_1:KNOWS]-a:Person and b-[_3:KNOWS]->c not _1:Person
         Aggregate n = sum(_6)
        ",
    );
    check(
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person) WHERE c.age > 3 RETURN count(*) AS n",
        "
         LabelScan b:Person
         ExpandCount _6 = count b<-[_1:KNOWS]-a:Person and b-[_3:KNOWS]->c not _1:Person where (c.age > 3)
         Aggregate n = sum(_6)
        ",
    );
    check(
        "MATCH (c:City)<-[:LIVES_IN]-(p:Person)<-[:HAS_CREATOR]-(m) WITH c, p, m WHERE c.name = 'Ulm' RETURN count(m) AS n, max(p.age) AS oldest",
        r#"
         IndexSeek c:City.name = "Ulm"
         Expand c<-[_1:LIVES_IN]-p
         FilterLabels p:Person
         ExpandCount _7 = count p<-[_3:HAS_CREATOR]-m
         Keep p, _7
         Aggregate n = sum(_7), oldest = max(p.age)
        "#,
    );
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS*1..3]-(b) WHERE b.id <> 1 RETURN count(DISTINCT b) AS n",
        "
         IndexSeek a:Person.id = 1
         VarExpand a-[_1:KNOWS*1..3]-b distinct ends
         Filter (b.id <> 1)
         Aggregate n = count(distinct b)
        ",
    );
    check(
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person) WHERE b.age < 30 AND c.age > $least RETURN count(*) AS n",
        "
         IndexRange b:Person.age < 30
         ExpandCount _6 = count b<-[_1:KNOWS]-a:Person and b-[_3:KNOWS]->c not _1:Person where (c.age > $least)
         Aggregate n = sum(_6)
        ",
    );
    check(
        "MATCH (p:Person) OPTIONAL MATCH (p)<-[:HAS_CREATOR]-(m:Post) WITH p, count(m) AS n RETURN n, count(*) AS persons",
        "
         LabelScan p:Person
         OptionalExpandCount _5 = count p<-[_1:HAS_CREATOR]-m:Post
         Project p = p, n = _5
         Keep n
         Aggregate persons = count(*) by n
        ",
    );
    check(
        "MATCH (p:Person) OPTIONAL MATCH (p)<-[:HAS_CREATOR]-(m:Post) WITH p, count(m) AS n, max(m.id) AS last RETURN n, last",
        "
         LabelScan p:Person
         Optional m
           Expand p<-[_1:HAS_CREATOR]-m
           FilterLabels m:Post
         Aggregate n = count(m), last = max(m.id) by p
         Keep n, last
        ",
    );
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS*1..3]->(b:Person) RETURN count(*) AS n",
        "
         IndexSeek a:Person.id = 1
         TrailCount _4 = count a-[_1:KNOWS*1..3]->b:Person
         Aggregate n = sum(_4)
        ",
    );
    check(
        "MATCH (b)<-[:KNOWS]-(a)-[:KNOWS]->(c)-[:KNOWS]->(d) RETURN count(*) AS n",
        "
         AllNodes b
         Expand b<-[_1:KNOWS]-a
         Keep _1, a
         Expand a-[_3:KNOWS]->c not _1
         ExpandCount _8 = count c-[_5:KNOWS]->d not _1, _3
         Aggregate n = sum(_8)
        ",
    );
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS*1..3]-(b) RETURN count(*) AS n",
        "
         IndexSeek a:Person.id = 1
         TrailCount _4 = count a-[_1:KNOWS*1..3]-b
         Aggregate n = sum(_4)
        ",
    );
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS*2..3]-(b) WITH DISTINCT b RETURN b.name",
        "
         IndexSeek a:Person.id = 1
         VarExpand a-[_1:KNOWS*2..3]-b
         Keep b
         Distinct b
         Project b.name = b.name
         Keep b.name
        ",
    );
    // Of any number of hops both ends are bound first, however they are found.
    check(
        "MATCH (a:Person {name: 'x'}), (b:Person {name: 'y'}) MATCH (a)-[r:KNOWS*]-(b) RETURN size(r) AS n LIMIT 1",
        "
         LabelScan a:Person
         Filter (a.name = \"x\")
         LabelScan b:Person
         Filter (b.name = \"y\")
         VarExpandInto a-[r:KNOWS*1..]-b
         Limit 1
         Project n = size(r)
         Keep n
        ",
    );
}

#[test]
fn intersections() {
    check(
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person), (a)-[:KNOWS]->(c) RETURN count(*) AS n",
        "
         LabelScan a:Person
         Expand a-[_1:KNOWS]->b
         FilterLabels b:Person
         IntersectCount _7 = count b-[_3:KNOWS]->c not _1:Person and a-[_5:KNOWS]->c not _1, _3
         Aggregate n = sum(_7)
        ",
    );
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS]->(b)-[:KNOWS]->(d), (a)-[:KNOWS]->(c)-[r:KNOWS]->(d) WHERE b.id < c.id AND d.age > 3 RETURN r",
        "
         IndexSeek a:Person.id = 1
         Expand a-[_1:KNOWS]->b
         Expand b-[_3:KNOWS]->d not _1
         Filter (d.age > 3)
         Intersect d<-[r:KNOWS]-c not _1, _3 and a-[_5:KNOWS]->c not _1, _3, r
         Filter (b.id < c.id)
         Keep r
        ",
    );
}

#[test]
fn matching_hops() {
    // What two neighbours have in common is looked up, and tested behind.
    check(
        "MATCH (a:Person)-[r:LIVES_IN]->(t:Town)<-[s:LIVES_IN]-(b:Person) WHERE a.id < b.id AND s.since = r.since RETURN count(*) AS n",
        "
         LabelScan t:Town
         Expand t<-[r:LIVES_IN]-a
         FilterLabels a:Person
         ExpandMatching t<-[s:LIVES_IN]-b not r where s.since = r.since
         FilterLabels b:Person
         Filter (a.id < b.id)
         Filter (s.since = r.since)
         Aggregate n = count(*)
        ",
    );
    // Either side of the equality, and more than a property.
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS]->(b)-[:KNOWS]->(c) WHERE a.age + 1 = c.age RETURN c.id",
        "
         IndexSeek a:Person.id = 1
         Expand a-[_1:KNOWS]->b
         ExpandMatching b-[_3:KNOWS]->c not _1 where c.age = (a.age + 1)
         Filter ((a.age + 1) = c.age)
         Project c.id = c.id
         Keep c.id
        ",
    );
    check(
        "MATCH (a:Person {id: 1}) OPTIONAL MATCH (a)-[:KNOWS]->(c) WHERE c.age = a.age RETURN c.id",
        "
         IndexSeek a:Person.id = 1
         Optional c
           ExpandMatching a-[_1:KNOWS]->c where c.age = a.age
           Filter (c.age = a.age)
         Project c.id = c.id
         Keep c.id
        ",
    );
    // A value that is the same for all rows is a plain filter, and so is what reads both in one side.
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS]->(c) WHERE c.age = 3 AND c.age + a.age = 3 RETURN c.id",
        "
         IndexSeek a:Person.id = 1
         Expand a-[_1:KNOWS]->c
         Filter (c.age = 3)
         Filter ((c.age + a.age) = 3)
         Project c.id = c.id
         Keep c.id
        ",
    );
}

#[test]
fn optional_intersections() {
    check(
        "MATCH (a:Person {id: 1})<-[:HAS_CREATOR]-(b:Post) OPTIONAL MATCH (a)-[:KNOWS]->(c:Person)<-[:HAS_CREATOR]-(b) RETURN b.id AS id, count(c) AS n",
        "
         IndexSeek a:Person.id = 1
         Expand a<-[_1:HAS_CREATOR]-b
         FilterLabels b:Post
         OptionalIntersectCount _8 = count b-[_5:HAS_CREATOR]->c:Person and a-[_3:KNOWS]->c
         Aggregate n = sum(_8) by id = b.id
        ",
    );
}

#[test]
fn matches_apart() {
    // From all friends of friends it would be much further than from the one city.
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS*1..2]-(f:Person) WITH DISTINCT f MATCH (f)<-[:HAS_CREATOR]-(m:Post)-[:REPLY_OF]->(r:Post {id: 7}) WHERE m.id > 3 RETURN f.id, m.id",
        "
         IndexSeek a:Person.id = 1
         VarExpand a-[_1:KNOWS*1..2]-f distinct ends
         FilterLabels f:Person
         Keep f
         Distinct f
         HashJoin f
           IndexSeek r:Post.id = 7
           Expand r<-[_5:REPLY_OF]-m
           FilterLabels m:Post
           Filter (m.id > 3)
           Keep m
           Expand m-[_3:HAS_CREATOR]->f
         Project f.id = f.id, m.id = m.id
         Keep f.id, m.id
        ",
    );
    // A condition on what came before is tested after the join; more than one node from before cannot be joined on.
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS*1..2]-(f:Person) WITH DISTINCT a, f MATCH (f)<-[:HAS_CREATOR]-(m:Post)-[:REPLY_OF]->(r:Post {id: 7}) WHERE m.id > a.id RETURN count(*) AS n",
        "
         IndexSeek a:Person.id = 1
         VarExpand a-[_1:KNOWS*1..2]-f distinct ends
         FilterLabels f:Person
         Distinct a, f
         HashJoin f
           IndexSeek r:Post.id = 7
           Expand r<-[_5:REPLY_OF]-m
           FilterLabels m:Post
           Keep m
           Expand m-[_3:HAS_CREATOR]->f
         Filter (m.id > a.id)
         Aggregate n = count(*)
        ",
    );
}

#[test]
fn filters() {
    check(
        "MATCH (p:Person) WITH p, p.name AS name ORDER BY name WITH p AS q, name WHERE name = 'A' AND q.age = 5 RETURN q.age",
        r#"
         IndexSeek p:Person.age = 5
         Filter (p.name = "A")
         Project name = p.name
         Sort name
         Keep p
         Project q = p
         Keep q
         Project q.age = q.age
         Keep q.age
        "#,
    );
    check(
        "MATCH (p:Person) WITH p.age AS age LIMIT 5 WHERE age > 3 RETURN age",
        "
         LabelScan p:Person
         Limit 5
         Project age = p.age
         Filter (age > 3)
         Keep age
        ",
    );
    check(
        "UNWIND [1 + 1, 3] AS x WITH x WHERE 1 < 2 AND x > 2 RETURN x",
        "
         Unwind x in [2, 3]
         Filter (x > 2)
        ",
    );
    check(
        "MATCH (p:Person {id: 1}) WITH p, rand() AS r WHERE r < 0.5 RETURN p.id",
        "
         IndexSeek p:Person.id = 1
         Project r = rand()
         Filter (r < 0.5)
         Keep p
         Project p.id = p.id
         Keep p.id
        ",
    );
}

#[test]
fn limits() {
    check(
        "MATCH (p:Person) RETURN p.name AS name, p.text AS text ORDER BY name DESC SKIP 1 LIMIT 3",
        "
         LabelScan p:Person
         Project name = p.name
         TopK name desc skip 1 limit 3
         Project text = p.text
         Keep name, text
        ",
    );
    // The second key is looked at for few rows.
    check(
        "MATCH (p:Person) RETURN p.name AS name, p.id AS id ORDER BY name, id LIMIT 3",
        "
         LabelScan p:Person
         Project name = p.name
         TopK name, p.id limit 3
         Project id = p.id
         Keep name, id
        ",
    );
    // What may fail is computed for all.
    check(
        "MATCH (p:Person) RETURN p.name AS name, 1 / p.id AS x ORDER BY name, x LIMIT 3",
        "
         LabelScan p:Person
         Project name = p.name, x = (1 / p.id)
         Keep name, x
         TopK name, x limit 3
        ",
    );
    check(
        "MATCH (p:Person) RETURN p.name + '!' AS name LIMIT 3",
        r#"
         LabelScan p:Person
         Limit 3
         Project name = (p.name + "!")
         Keep name
        "#,
    );
    check(
        "MATCH (p:Person) RETURN p.name AS n UNION ALL MATCH (c:City) RETURN c.name AS n",
        "
         Union n@4
           LabelScan p:Person
           Project n@1 = p.name
           Keep n@1
           LabelScan c:City
           Project n@3 = c.name
           Keep n@3
        ",
    );
    check(
        "MATCH (p:Person) RETURN DISTINCT p.name AS name ORDER BY name LIMIT 2",
        "
         LabelScan p:Person
         Project name = p.name
         Keep name
         Distinct name
         TopK name limit 2
        ",
    );
}

#[test]
fn columns() {
    check(
        "MATCH (a:Person {id: 1})-[r:KNOWS]->(b) WITH a, r, b UNWIND range(1, 3) AS i RETURN b.name AS name, i",
        "
         IndexSeek a:Person.id = 1
         Expand a-[r:KNOWS]->b
         Keep b
         Unwind i in range(1, 3)
         Project name = b.name
         Keep name, i
        ",
    );
    check(
        "MATCH (a:Person)-[r:KNOWS]->(b)-[s:KNOWS]->(c) WHERE a.id = 1 RETURN c.name AS name",
        "
         IndexSeek a:Person.id = 1
         Expand a-[r:KNOWS]->b
         Keep r, b
         Expand b-[s:KNOWS]->c not r
         Project name = c.name
         Keep name
        ",
    );
    check(
        "MATCH (a:Person {id: 1})-[:KNOWS]->(b) DELETE a RETURN b.id AS id",
        "
         IndexSeek a:Person.id = 1
         Expand a-[_1:KNOWS]->b
         Delete a
         Project id = b.id
         Keep id
        ",
    );
}

#[test]
fn every_rule_is_heard_of() {
    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let trace = run(plan(query), &Network, &Options::default()).trace;
        assert_eq!(trace, expected, "{query}");
    }
    check(
        "UNWIND [1] AS x RETURN x",
        &["fold_constants", "prune_columns"],
    );
    check("CREATE ()", &[]);
    check(
        "MATCH (p:Person) RETURN count(p) AS n",
        &[
            "count_rows",
            "order_joins",
            "count_from_stats",
            "prune_columns",
        ],
    );
    check(
        "MATCH (p:Person) WITH p WHERE NOT (p)-->() RETURN p.a AS a, p.b AS b ORDER BY b LIMIT 1",
        &[
            "push_filter",
            "order_joins",
            "drop_unread",
            "semi_apply",
            "top_k",
            "prune_columns",
        ],
    );
}

#[test]
fn groups_of_one_row() {
    check(
        "MATCH (a:Person)-[:KNOWS]->(p:Person) WITH p AS q, p.age AS age, count(a) AS n RETURN q.id AS id, age, n ORDER BY n LIMIT 3",
        "
         LabelScan p:Person
         ExpandCount _7 = count p<-[_1:KNOWS]-a:Person
         Project p = p, age = p.age, n = _7
         Keep p, age, n
         Project q = p
         Keep q, age, n
         TopK n limit 3
         Project id = q.id
         Keep id, age, n
        ",
    );
    let check = |query: &str, groupings: usize| {
        let plan = run(plan(query), &Network, &Options::default()).plan;
        let left = plan.ops.iter();
        let left = left.filter(|op| matches!(op.kind, OpKind::Aggregate { .. }));
        assert_eq!(left.count(), groupings, "{query}\n{}", shown(&plan));
    };
    // Each group is one of the rows grouped before.
    check(
        "MATCH (p:Person) WITH p, count(*) AS n WHERE n > 0 WITH p, n, count(*) AS m RETURN m, sum(n) AS s",
        1,
    );
    check(
        "MATCH (n) WITH n, n.a AS a, count(*) AS m RETURN a, sum(m) AS s",
        1,
    );
    // Nothing behind is shared by threads, so that the groups stay the place where work is cut.
    check(
        "MATCH (p:Person)<-[:HAS_CREATOR]-(m) RETURN p, count(m) AS n ORDER BY n",
        1,
    );
    check(
        "MATCH (p:Person)<-[:HAS_CREATOR]-(m) WITH p, count(m) AS n RETURN n, collect(p.id) AS ids",
        2,
    );
    check(
        "MATCH (p:Person) WITH p, count(*) AS n WITH DISTINCT n RETURN count(*) AS m",
        2,
    );
    // Not every row has a person of its own.
    check(
        "MATCH (a:Person)-[r:KNOWS]->(b) WITH a, r.since AS since, count(*) AS n RETURN n, count(*) AS m",
        2,
    );
    check(
        "MATCH (p:Person) WITH p.id AS id, count(*) AS n RETURN n, count(*) AS m",
        2,
    );
    check(
        "MATCH (p:Person), (q:Person) WITH p, count(*) AS n RETURN n, count(*) AS m",
        2,
    );
    check(
        "UNWIND [1, 1] AS x MATCH (p:Person) WITH p, count(*) AS n RETURN n, count(*) AS m",
        2,
    );
    // What is aggregated is more than a count.
    check(
        "MATCH (p:Person) WITH p, sum(p.age) AS n RETURN n, count(*) AS m",
        2,
    );
}

/// Rewriting never changes what comes out: the same columns, bound by some operator.
#[test]
fn output_stays() {
    #[track_caller]
    fn check(query: &str) {
        let before = plan(query);
        let after = run(before.clone(), &Network, &Options::default()).plan;
        assert_eq!(
            format!("{:?}", before.columns),
            format!("{:?}", after.columns),
            "{query}"
        );
        let bound = visit::ops_writes(&after.ops);
        for (name, variable) in &after.columns {
            assert!(bound.contains(*variable), "{name} of {query}");
        }
    }
    check("MATCH (a)-[r]->(b) RETURN *");
    check("MATCH p = (a)-[*]->(b) WITH p, a RETURN length(p) AS l, count(a) AS n");
    check("MATCH (a) OPTIONAL MATCH (a)-[r]->(b) RETURN a, r");
    check("MATCH (a) RETURN a.x AS x UNION MATCH (b) RETURN b.y AS x");
    check("CREATE (a:A)-[r:R]->(b) RETURN a, r");
    check("MATCH ()-[r:KNOWS]->() RETURN count(*) AS n, count(r) AS m ORDER BY n LIMIT 1");
}

/// A pattern may start from a relationship that an index finds: its ends come with it.
#[test]
fn relationships_by_index() {
    check(
        "MATCH (a)-[r:KNOWS {id: $id}]->(b) RETURN a, r, b",
        r#"
         IndexSeek [r:KNOWS].id = $id
         BoundRelationship a-[r:KNOWS]->b
        "#,
    );
    check(
        "MATCH (a:Person)<-[r:KNOWS {id: 7}]-(b:Person)-[:LIVES_IN]->(c:City) RETURN c",
        r#"
         IndexSeek [r:KNOWS].id = 7
         BoundRelationship a<-[r:KNOWS]-b
         FilterLabels a:Person
         FilterLabels b:Person
         Keep b
         Expand b-[_3:LIVES_IN]->c
         FilterLabels c:City
         Keep c
        "#,
    );
    check(
        "MATCH (a)-[r:KNOWS]-(b) WHERE r.id IN [1, 2] RETURN a, r, b",
        r#"
         IndexSeek [r:KNOWS].id in [1, 2]
         BoundRelationship a-[r:KNOWS]-b
        "#,
    );
    check(
        "MATCH (a)-[r:KNOWS]->(b) WHERE r.id STARTS WITH 'x' RETURN a, r, b",
        r#"
         IndexPrefix [r:KNOWS].id starts with "x"
         BoundRelationship a-[r:KNOWS]->b
        "#,
    );
    check(
        "MATCH (a)-[r:KNOWS]-(b) WHERE r.since > $from AND r.since <= 2021 RETURN a, r, b",
        r#"
         IndexRange [r:KNOWS].since > $from and <= 2021
         BoundRelationship a-[r:KNOWS]-b
        "#,
    );
    check(
        "MATCH (a)-[r:KNOWS {id: 1}]->(a) RETURN a, r",
        r#"
         IndexSeek [r:KNOWS].id = 1
         BoundRelationship a-[r:KNOWS]->a
        "#,
    );
    check(
        "MATCH (a)-[r:KNOWS {since: 2020, via: 'x'}]->(b) RETURN a, r, b",
        r#"
         IndexSeek [r:KNOWS].since = 2020 and .via = "x"
         BoundRelationship a-[r:KNOWS]->b
        "#,
    );
    check(
        "MATCH (a)-[r:KNOWS {since: 2020}]->(b) WHERE r.via STARTS WITH 'x' RETURN a, r, b",
        r#"
         IndexPrefix [r:KNOWS].since = 2020 and .via starts with "x"
         BoundRelationship a-[r:KNOWS]->b
        "#,
    );
    // A node that is found as quickly, and types that could be another.
    check(
        "MATCH (a:Person {id: 1})-[r:KNOWS]->(b) WHERE r.since > 2020 RETURN a, r, b",
        r#"
         IndexSeek a:Person.id = 1
         Expand a-[r:KNOWS]->b
         Filter (r.since > 2020)
        "#,
    );
    check(
        "MATCH (a)-[r:KNOWS|LIVES_IN {id: 1}]->(b) RETURN a, r, b",
        r#"
         AllNodes a
         Expand a-[r:KNOWS|LIVES_IN]->b
         Filter (r.id = 1)
        "#,
    );
    // Two relationships of one pattern differ, whichever is found first.
    check(
        "MATCH (a)-[r:KNOWS {id: 1}]->(b)-[s:KNOWS]->(c) RETURN a, r, b, s, c",
        r#"
         IndexSeek [r:KNOWS].id = 1
         BoundRelationship a-[r:KNOWS]->b
         Expand b-[s:KNOWS]->c not r
        "#,
    );
}
