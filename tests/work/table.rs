//! The queries, and the work they are.
//!
//! In: nothing. Out: for each query the operators that carry it out and the most rows they hand on in all. Regenerate with
//! `QUIPU_WORK=print cargo test --test work`, and look at what changed.

/// A query and its work.
pub(crate) struct Case {
    /// The query.
    pub(crate) query: &'static str,
    /// The operators, in order, nested ones behind the one they belong to.
    pub(crate) operators: &'static str,
    /// The most rows handed on.
    pub(crate) rows: i64,
}

const fn case(query: &'static str, operators: &'static str, rows: i64) -> Case {
    Case {
        query,
        operators,
        rows,
    }
}

/// All of them.
pub(crate) const TABLE: &[Case] = &[
    case(
        "MATCH (m:Message) WHERE m.created < datetime($until) WITH m.created.year AS year, m:Comment AS isComment, CASE WHEN m.length < 40 THEN 0 WHEN m.length < 80 THEN 1 ELSE 2 END AS class, m.length AS length RETURN year, isComment, class, count(*) AS n, sum(length) AS total ORDER BY year DESC, isComment, class",
        "LabelScan Filter Project Keep Aggregate Sort",
        2629,
    ),
    case(
        "MATCH (c:Country)<-[:IS_PART_OF]-(:City)<-[:IS_LOCATED_IN]-(:Person)<-[:HAS_CREATOR]-(:Message)-[:HAS_TAG]->(t:Tag) RETURN c.name AS country, t.name AS tag, count(*) AS n ORDER BY n DESC, country, tag LIMIT 10",
        "LabelScan Expand FilterLabels Expand FilterLabels Keep Expand FilterLabels Keep Expand FilterLabels Aggregate TopK",
        6160,
    ),
    case(
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person), (a)-[:KNOWS]->(c) RETURN count(*) AS n",
        "LabelScan Expand FilterLabels IntersectCount Aggregate",
        751,
    ),
    case(
        "MATCH (:City {name: $city})<-[:IS_LOCATED_IN]-(a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(d:Person), (a)-[:KNOWS]->(c:Person)-[:KNOWS]->(d) WHERE b.id < c.id RETURN count(*) AS n",
        "LabelScan Filter Expand FilterLabels Keep Expand FilterLabels Expand FilterLabels Filter IntersectCount Aggregate",
        242,
    ),
    case(
        "MATCH (c:Comment)-[:REPLY_OF*1..4]->(m:Message) RETURN count(*) AS n",
        "LabelScan TrailCount Aggregate",
        919,
    ),
    case(
        "MATCH (m:Message) WHERE m.content CONTAINS $word AND m.length > 60 RETURN count(*) AS n, sum(m.length) AS total",
        "LabelScan Filter Filter Aggregate",
        1133,
    ),
    case(
        "MATCH (p:Person) WHERE p.lastName STARTS WITH $prefix RETURN p.id AS id, p.lastName AS lastName ORDER BY lastName, id LIMIT 5",
        "LabelScan Filter Project TopK Project Keep",
        201,
    ),
    case(
        "MATCH (m:Message) RETURN m.browser AS browser, count(*) AS n, avg(m.length) AS mean, min(m.created) AS first, max(m.created) AS last ORDER BY browser",
        "LabelScan Aggregate Sort",
        867,
    ),
    case(
        "MATCH (m:Message) RETURN m.id AS id, m.length AS length ORDER BY length DESC, id LIMIT 10",
        "LabelScan Project TopK Project Keep",
        1748,
    ),
    case(
        "MATCH (c:City)<-[:IS_LOCATED_IN]-(a:Person)-[:KNOWS]->(b:Person)-[:IS_LOCATED_IN]->(d:City) WHERE a.lastName = b.lastName RETURN count(*) AS n",
        "LabelScan ExpandMatching FilterLabels Filter Expand FilterLabels ExpandCount Aggregate",
        761,
    ),
    case(
        "MATCH (f:Forum)-[r:HAS_MEMBER]->(a:Person), (f)-[s:HAS_MEMBER]->(b:Person) WHERE r.joined = s.joined RETURN count(*) AS n",
        "LabelScan Expand FilterLabels Keep ExpandMatching FilterLabels Filter Aggregate",
        1151,
    ),
    case(
        "MATCH (p:Post) WHERE NOT (p)<-[:REPLY_OF]-(:Comment) RETURN count(*) AS n",
        "LabelScan AntiSemi Expand FilterLabels Aggregate",
        1441,
    ),
    case(
        "MATCH (p:Person) WHERE COUNT { (p)-[:KNOWS]-() } > 10 RETURN count(*) AS n",
        "LabelScan Filter Aggregate Subquery 0 ExpandCount",
        241,
    ),
    case(
        "MATCH (p:Person) OPTIONAL MATCH (p)<-[:HAS_CREATOR]-(post:Post) WITH p, count(post) AS n RETURN n, count(*) AS persons ORDER BY n",
        "LabelScan OptionalExpandCount Project Keep Aggregate Sort",
        484,
    ),
    case(
        "MATCH (p:Person)<-[:HAS_CREATOR]-(m:Message)<-[:LIKES]-(:Person) RETURN p.id AS id, count(*) AS n ORDER BY n DESC, id LIMIT 5",
        "LabelScan Expand FilterLabels ExpandCount Aggregate TopK",
        2822,
    ),
    case(
        "MATCH (a:Person)-[:LIKES]->(m:Post)-[:HAS_CREATOR]->(b:Person), (a)-[:KNOWS]-(b) RETURN count(*) AS n",
        "LabelScan Expand FilterLabels IntersectCount Aggregate",
        1419,
    ),
    // From the posts it is fewer rows, but from the tags who has an interest in one is looked up in a list at hand.
    case(
        "MATCH (p:Person)-[:LIKES]->(m:Post)-[:HAS_TAG]->(t:Tag), (p)-[:HAS_INTEREST]->(t) RETURN count(*) AS n",
        "LabelScan Expand FilterLabels IntersectCount Aggregate",
        2410,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS]-(:Person)-[:KNOWS]-(ff:Person) WHERE ff.id <> $id RETURN count(DISTINCT ff) AS n",
        "IndexSeek Expand FilterLabels Keep Expand FilterLabels Filter Aggregate",
        77,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS*1..3]-(f:Person) WHERE f.id <> $id RETURN count(DISTINCT f) AS n",
        "IndexSeek VarExpand FilterLabels Filter Aggregate",
        68,
    ),
    case(
        "MATCH (p:Person {id: $id}), (f:Person {firstName: $firstName}) WHERE f.id <> $id MATCH path = shortestPath((p)-[:KNOWS*1..3]-(f)) WITH f, length(path) AS d MATCH (f)-[:IS_LOCATED_IN]->(c:City) RETURN f.id AS id, d, c.name AS city ORDER BY d, id LIMIT 5",
        "IndexSeek LabelScan Filter Filter ShortestPath BindPath Project Keep Expand FilterLabels TopK Project Keep",
        158,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS]-(f:Person)<-[:HAS_CREATOR]-(m:Message) WHERE m.created <= datetime($until) RETURN f.id AS friend, m.id AS id, m.content AS content, m.created AS created ORDER BY created DESC, id LIMIT 5",
        "IndexSeek Expand FilterLabels Keep Expand FilterLabels Filter Project TopK Project Keep",
        149,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS*1..2]-(f:Person) WHERE f.id <> $id WITH DISTINCT f MATCH (f)<-[:HAS_CREATOR]-(m:Message)-[:IS_LOCATED_IN]->(c:Country) WHERE c.name IN [$country, $other] AND m.created >= datetime($from) AND m.created < datetime($until) WITH f, sum(CASE WHEN c.name = $country THEN 1 ELSE 0 END) AS x, sum(CASE WHEN c.name = $other THEN 1 ELSE 0 END) AS y WHERE x > 0 AND y > 0 RETURN f.id AS id, x, y ORDER BY x DESC, id LIMIT 5",
        "IndexSeek VarExpand FilterLabels Filter Keep Distinct Expand FilterLabels Filter Filter Expand FilterLabels Filter Aggregate Filter Filter TopK Project Keep",
        583,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS*1..2]-(f:Person) WHERE f.id <> $id WITH DISTINCT f MATCH (f)<-[hm:HAS_MEMBER]-(forum:Forum) WHERE hm.joined > $low OPTIONAL MATCH (f)<-[:HAS_CREATOR]-(post:Post)<-[:CONTAINER_OF]-(forum) RETURN forum.id AS id, forum.title AS title, count(post) AS n ORDER BY n DESC, id LIMIT 5",
        "IndexSeek VarExpand FilterLabels Filter Keep Distinct Expand FilterLabels Filter OptionalIntersectCount Aggregate TopK",
        236,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS*1..2]-(f:Person) WHERE f.id <> $id WITH DISTINCT f MATCH (t:Tag {name: $tag})<-[:HAS_TAG]-(post:Post)-[:HAS_CREATOR]->(f) WITH DISTINCT post MATCH (post)-[:HAS_TAG]->(o:Tag) WHERE o.name <> $tag RETURN o.name AS name, count(*) AS n ORDER BY n DESC, name LIMIT 5",
        "IndexSeek VarExpand FilterLabels Filter Keep Distinct Expand FilterLabels Keep Expand FilterLabels Filter Keep Distinct Expand FilterLabels Filter Aggregate TopK",
        398,
    ),
    case(
        "MATCH (:Person {id: $id})<-[:HAS_CREATOR]-(:Message)<-[:REPLY_OF]-(c:Comment)-[:HAS_CREATOR]->(a:Person) RETURN a.id AS author, c.created AS created, c.id AS id, c.content AS content ORDER BY created DESC, id LIMIT 5",
        "IndexSeek Expand FilterLabels Keep Expand FilterLabels Keep Expand FilterLabels Project Keep TopK Project Keep",
        22,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS*1..2]-(f:Person) WHERE f.id <> $id WITH DISTINCT f MATCH (f)<-[:HAS_CREATOR]-(m:Message) WHERE m.created < datetime($until) RETURN f.id AS friend, m.id AS id, m.content AS content, m.created AS created ORDER BY created DESC, id LIMIT 5",
        "IndexSeek VarExpand FilterLabels Filter Keep Distinct Expand FilterLabels Filter Project TopK Project Keep",
        383,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS*1..2]-(f:Person) WHERE f.id <> $id WITH DISTINCT f MATCH (f)-[w:WORK_AT]->(co:Company)-[:IS_LOCATED_IN]->(c:Country {name: $country}) WHERE w.workFrom < $year RETURN f.id AS id, co.name AS company, w.workFrom AS since ORDER BY since, id, company LIMIT 5",
        "IndexSeek VarExpand FilterLabels Filter Keep Distinct Expand FilterLabels Filter Expand FilterLabels Filter Project Keep TopK Project Keep",
        137,
    ),
    case(
        "MATCH (a:Person {id: $id}), (b:Person {id: $id2}) MATCH p = shortestPath((a)-[:KNOWS*]-(b)) RETURN length(p) AS length",
        "IndexSeek IndexSeek ShortestPath BindPath Project Keep",
        6,
    ),
    case(
        "MATCH (a:Person {id: $id}), (b:Person {id: $id2}) MATCH p = allShortestPaths((a)-[:KNOWS*]-(b)) RETURN length(p) AS length, count(*) AS paths",
        "IndexSeek IndexSeek AllShortestPaths BindPath Aggregate",
        149,
    ),
    case(
        "MATCH (p:Person {id: $id})-[:KNOWS*1..4]->(x:Person) RETURN count(*) AS n",
        "IndexSeek TrailCount Aggregate",
        3,
    ),
    case(
        "MATCH (p:Post {id: $id})<-[:REPLY_OF*1..]-(c:Comment) RETURN count(c) AS n, sum(c.length) AS total",
        "IndexSeek VarExpand FilterLabels Aggregate",
        2,
    ),
    case(
        "MATCH (f:Person)-[:KNOWS]->(p:Person) RETURN p.id AS id, p.firstName AS name, count(f) AS n ORDER BY n DESC, id LIMIT 3",
        "LabelScan ExpandCount Aggregate TopK",
        339,
    ),
    case(
        "MATCH (f:Person)-[:KNOWS]->(p:Person) WITH p, count(f) AS n ORDER BY n DESC, p.id LIMIT 1 MATCH (p)-[:IS_LOCATED_IN]->(c:City)-[:IS_PART_OF]->(co:Country) RETURN p.firstName AS name, n, c.name AS city, co.name AS country",
        "LabelScan ExpandCount Project Keep TopK Expand FilterLabels Expand FilterLabels Project Keep",
        451,
    ),
    case(
        "MATCH (p:Person)-[:IS_LOCATED_IN]->(c:City)-[:IS_PART_OF]->(co:Country {name: $country}) RETURN c.name AS city, avg(p.age) AS mean ORDER BY mean, city LIMIT 5",
        "LabelScan Filter Expand FilterLabels Keep Expand FilterLabels Aggregate TopK",
        69,
    ),
    case(
        "MATCH (p:Person)-[:IS_LOCATED_IN]->(:City)-[:IS_PART_OF]->(co:Country) WHERE p.age >= $low AND p.age <= $high RETURN co.name AS country, count(*) AS n ORDER BY n DESC, country LIMIT 3",
        "LabelScan Expand FilterLabels ExpandCount Aggregate TopK",
        58,
    ),
    case(
        "MATCH (p:Person)-[:HAS_INTEREST]->(t:Tag) WHERE toLower(t.name) = toLower($tag) AND toLower(p.gender) = toLower($gender) WITH p, t MATCH (p)-[:IS_LOCATED_IN]->(c:City) WHERE c.name = $city RETURN count(p) AS n",
        "LabelScan Filter Expand FilterLabels Filter ExpandCount Aggregate",
        37,
    ),
    case(
        "MATCH (p:Person)-[:HAS_INTEREST]->(t:Tag) WHERE toLower(t.name) = toLower($tag) AND toLower(p.gender) = toLower($gender) WITH p, t MATCH (p)-[:IS_LOCATED_IN]->(c:City) RETURN count(p) AS n, c.name AS city ORDER BY n DESC, city LIMIT 5",
        "LabelScan Filter Expand FilterLabels Filter Keep Expand FilterLabels Aggregate TopK",
        88,
    ),
    case(
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person) RETURN count(*) AS n",
        "LabelScan ExpandCount Aggregate",
        217,
    ),
    case(
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person) WHERE b.age < $high AND c.age > $low RETURN count(*) AS n",
        "LabelScan Filter ExpandCount Aggregate",
        258,
    ),
    case(
        "MATCH (p:Person {id: $id}) RETURN p.firstName AS name, p.age AS age",
        "IndexSeek Project Keep",
        3,
    ),
    case(
        "MATCH (m:Message {id: $id})-[:HAS_CREATOR]->(p:Person) RETURN p.id AS id",
        "IndexSeek Expand FilterLabels Project Keep",
        5,
    ),
    case(
        "MATCH (p:Person)-[w:WORK_AT {workFrom: 1995}]->(co:Company) RETURN p.id AS id, co.name AS company ORDER BY id",
        "IndexSeek BoundRelationship FilterLabels FilterLabels Project Keep Sort",
        60,
    ),
    case(
        "MATCH (p)-[w:WORK_AT]-(q) WHERE w.workFrom IN [1990, 1991] RETURN count(*) AS n",
        "IndexSeek BoundRelationship Aggregate",
        60,
    ),
];
