//! What is tried: statements of every kind that takes long, and the graphs that they are tried on.
//!
//! In: nothing. Out: texts and the sizes at which they run for a second or a few. Knows nothing of how they are stopped.

/// Name, number, text. `$n` stands for the number, `$root` for its cube root, `$side` for the side of a square lattice with
/// so many ways from corner to corner, `$steps` for how many times one, two or three steps may go on until there are so
/// many ways.
pub(crate) type Statement = (&'static str, f64, &'static str);

/// What statements are tried on: the number of the statements that make it, these, and those that are tried.
pub(crate) type Section = (f64, &'static [&'static str], &'static [Statement]);

/// All that is tried, in this order.
pub(crate) const SECTIONS: &[Section] = &[
    (0.0, &[], ROWS),
    (0.0, &[], ON_NOTHING),
    (
        3e8,
        &["UNWIND range(1, $root) AS x CREATE (:P {x: x})"],
        PRODUCTS,
    ),
    (2e6, TRAILS_GRAPH, TRAILS),
    (1e6, NETWORK_GRAPH, NETWORK),
    (2e6, HUB_GRAPH, HUB),
    (8e6, LATTICE_GRAPH, LATTICE),
    (3e6, NODES_GRAPH, NODES),
    (3e6, INDEXED_GRAPH, INDEXED),
];

/// Without a graph.
const ROWS: &[Statement] = &[
    (
        "sort",
        3e7,
        "UNWIND range(1, $n) AS x RETURN x ORDER BY x * 7919 % 1000003",
    ),
    (
        "sort of texts",
        1e7,
        "UNWIND range(1, $n) AS x RETURN toString(x * 7919 % 1000003) AS t ORDER BY t",
    ),
    (
        "sort, millions kept",
        3e7,
        "UNWIND range(1, $n) AS x RETURN x ORDER BY x * 7919 % 1000003 LIMIT $n / 6",
    ),
    (
        "sort of texts, millions kept",
        1e7,
        "UNWIND range(1, $n) AS x RETURN toString(x * 7919 % 1000003) AS t ORDER BY t LIMIT $n / 4",
    ),
    (
        "distinct",
        3e7,
        "UNWIND range(1, $n) AS x WITH DISTINCT x RETURN count(x)",
    ),
    (
        "distinct texts",
        1e7,
        "UNWIND range(1, $n) AS x WITH DISTINCT toString(x) AS t RETURN count(t)",
    ),
    (
        "count distinct",
        3e7,
        "UNWIND range(1, $n) AS x RETURN count(DISTINCT x) AS n",
    ),
    (
        "groups",
        1e7,
        "UNWIND range(1, $n) AS x WITH x AS k, count(*) AS n RETURN sum(n)",
    ),
    (
        "groups of texts",
        1e7,
        "UNWIND range(1, $n) AS x WITH toString(x) AS k, max(x) AS n RETURN sum(n)",
    ),
    (
        "groups that collect",
        5e6,
        "UNWIND range(1, $n) AS x WITH x / 2 AS k, collect(x) AS n RETURN sum(size(n))",
    ),
    (
        "collect",
        3e7,
        "UNWIND range(1, $n) AS x RETURN size(collect(toString(x))) AS n",
    ),
    (
        "collect and unwind",
        1e7,
        "UNWIND range(1, $n) AS x WITH collect(toString(x)) AS l UNWIND l AS y RETURN count(y)",
    ),
    (
        "percentile",
        3e7,
        "UNWIND range(1, $n) AS x RETURN percentileCont(x * 7919 % 1000003, 0.3) AS p",
    ),
    (
        "list of a range",
        3e7,
        "RETURN size([x IN range(1, $n) | toString(x)]) AS n",
    ),
    (
        "reduce",
        1e7,
        "RETURN reduce(s = 0, x IN range(1, $n) | s + x % 7) AS n",
    ),
    (
        "equality of long lists",
        3e7,
        "WITH range(1, $n) AS a, range(1, $n) AS b RETURN a = b AS same",
    ),
    (
        "search of a long list",
        1e7,
        "WITH [x IN range(1, $n) | toString(x)] AS l UNWIND range(1, 100000) AS x
         WITH toString(-x) AS t, l WHERE t IN l RETURN count(t) AS n",
    ),
    (
        "long text",
        1e8,
        "WITH reduce(s = 'x', i IN range(1, toInteger(log($n) / log(2))) | s + s) AS t
         RETURN size(replace(toUpper(t), 'X', 'yz')) AS n",
    ),
    (
        "procedure per row",
        1e7,
        "UNWIND range(1, $n) AS x CALL bounds.twice(x) YIELD y RETURN sum(y)",
    ),
    (
        "procedure of many rows",
        3e3,
        "UNWIND range(1, $n) AS x CALL bounds.numbers(5000) YIELD y RETURN sum(y)",
    ),
    (
        KEPT,
        1e7,
        "UNWIND range(1, $n) AS x RETURN x, toString(x) AS t",
    ),
];

/// The statement whose rows the session collects; those of all others are dropped as they come.
pub(crate) const KEPT: &str = "answer that is kept";

/// On a graph that is new each time, so that what is written is committed too.
const ON_NOTHING: &[Statement] = &[
    (
        "create",
        3e6,
        "UNWIND range(1, $n) AS x CREATE (:N {x: x, t: toString(x)})",
    ),
    (
        "create relationships",
        3e6,
        "CREATE (a:A), (b:A) WITH a, b UNWIND range(1, $n) AS x CREATE (a)-[:R {x: x}]->(b)",
    ),
    (
        "create paths",
        1e6,
        "UNWIND range(1, $n) AS x CREATE (:N {x: x})-[:R]->(:N)-[:S]->(:N)",
    ),
    ("merge", 1e6, "UNWIND range(1, $n) AS x MERGE (:M {x: x})"),
    (
        "create from a list",
        3e6,
        "UNWIND $list AS x CREATE (:N {x: x, t: toString(x)})",
    ),
];

const PRODUCTS: &[Statement] = &[
    (
        "product",
        0.0,
        "MATCH (a:P), (b:P), (c:P) WHERE a.x + b.x + c.x = -1 RETURN count(*) AS n",
    ),
    (
        "product that is sorted",
        0.0,
        "MATCH (a:P), (b:P), (c:P) WHERE c.x < 9 RETURN a.x AS x ORDER BY a.x * b.x % 1009, c.x",
    ),
];

/// Each node leads to the next three.
const TRAILS_GRAPH: &[&str] = &[
    "UNWIND range(1, $steps) AS x CREATE (:A {x: x})",
    "MATCH (a:A), (b:A) WHERE a.x < b.x AND b.x < a.x + 4 CREATE (a)-[:T]->(b)",
];

const TRAILS: &[Statement] = &[
    (
        "variable length",
        0.0,
        "MATCH p = (:A {x: 1})-[:T*]->(b) WHERE length(p) > 5 RETURN count(p) AS n",
    ),
    (
        "variable length, nodes looked at",
        0.0,
        "MATCH p = (:A {x: 1})-[:T*]->(b) WHERE all(n IN nodes(p) WHERE n.x > 0) RETURN count(p) AS n",
    ),
];

/// Nodes that each lead to five others, and a ring of all.
const NETWORK_GRAPH: &[&str] = &[
    "UNWIND range(0, $n - 1) AS x CREATE (:A {x: x})",
    "MATCH (a:A) WITH collect(a) AS l UNWIND range(0, $n - 1) AS x
     WITH l[x] AS a, l[(x + 1) % $n] AS b CREATE (a)-[:NEXT]->(b)",
    "MATCH (a:A) WITH collect(a) AS l UNWIND range(0, $n - 1) AS x UNWIND range(1, 5) AS k
     WITH l[x] AS a, l[(x * 7919 * k + 104729 * k) % $n] AS b CREATE (a)-[:T]->(b)",
];

const NETWORK: &[Statement] = &[
    (
        "shortest path along a ring",
        1e6,
        "MATCH (a:A {x: 0}), (b:A {x: $n / 2}) MATCH p = shortestPath((a)-[:NEXT*]-(b)) RETURN length(p) AS n",
    ),
    (
        "shortest paths to many",
        2e5,
        "MATCH (a:A {x: 0}), (b:A) WHERE 0 < b.x AND b.x < $n MATCH p = shortestPath((a)-[:T*]->(b)) RETURN sum(length(p)) AS n",
    ),
    (
        "shortest paths of many pairs",
        5e4,
        "MATCH (a:A), (b:A {x: 1}) WHERE 1 < a.x AND a.x < $n MATCH p = shortestPath((a)-[:T*]->(b))
         RETURN sum(length(p)) AS n",
    ),
    (
        "shortest path under a condition",
        9e5,
        "MATCH (a:A {x: 0}), (b:A {x: $n}) MATCH p = shortestPath((a)-[:T*]->(b))
         WHERE all(n IN nodes(p) WHERE n.x <> 1) RETURN length(p) AS n",
    ),
    ("two hops", 0.0, "MATCH (a:A)-[:T]->(b)-[:T]->(c) WHERE a.x + c.x = -1 RETURN count(*) AS n"),
    (
        "different ends of groups",
        0.0,
        "MATCH (a:A)-[:T]->(b) RETURN a.x % 1000 AS k, count(DISTINCT b) AS n",
    ),
    ("groups of ends", 0.0, "MATCH (a:A)-[:T]->(b) WITH b, count(a) AS n RETURN max(n) AS n"),
    (
        "search for what does not exist",
        0.0,
        "MATCH (a:A) WHERE NOT EXISTS { (a)-[:T]->()-[:T]->(:A {x: 7}) } RETURN count(a) AS n",
    ),
    ("delete relationships", 0.0, "MATCH (:A)-[r:T]->() DELETE r"),
    ("set on relationships", 0.0, "MATCH (:A)-[r:T]->() SET r.y = r.x, r.z = 'text'"),
    ("merge relationships", 0.0, "MATCH (a:A)-[:NEXT]->(b) MERGE (a)-[:T]->(b)"),
    ("commit", 2e5, "COMMIT"),
];

/// What a transaction does before the commit that is tried.
pub(crate) const COMMITTED: &[&str] = &[
    "UNWIND range(1, 5 * $n) AS x CREATE (:B {x: x})-[:U {x: x}]->(:C {t: toString(x)})",
    "MATCH (a:A)-[r:T]->(b) SET r.x = 1, a.y = 1",
    "MATCH (:A)-[r:NEXT]->() DELETE r",
    "MATCH (a:A)-[:T]->(b) CREATE (b)-[:V]->(a)",
];

/// A node that leads to all others.
const HUB_GRAPH: &[&str] =
    &["CREATE (h:H) WITH h UNWIND range(1, $n) AS x CREATE (h)-[:R {x: x, t: toString(x)}]->(:L)"];

const HUB: &[Statement] = &[
    ("delete a hub", 0.0, "MATCH (h:H) DETACH DELETE h"),
    (
        "index of relationships",
        0.0,
        "CREATE INDEX rt FOR ()-[r:R]-() ON (r.t)",
    ),
    (
        "uniqueness of relationships",
        0.0,
        "CREATE CONSTRAINT ru FOR ()-[r:R]-() REQUIRE r.x IS UNIQUE",
    ),
    (
        "more relationships of a hub",
        1e6,
        "MATCH (h:H) UNWIND range(1, $n) AS x CREATE (h)-[:R]->(h)",
    ),
];

/// A square of nodes that lead to the right and down.
const LATTICE_GRAPH: &[&str] = &[
    "UNWIND range(1, $side) AS x UNWIND range(1, $side) AS y CREATE (:G {x: x, y: y})",
    "MATCH (a:G), (b:G) WHERE a.x + 1 = b.x AND a.y = b.y CREATE (a)-[:T]->(b)",
    "MATCH (a:G), (b:G) WHERE a.y + 1 = b.y AND a.x = b.x CREATE (a)-[:T]->(b)",
];

const LATTICE: &[Statement] = &[(
    "all shortest paths",
    0.0,
    "MATCH (a:G {x: 1, y: 1}), (b:G) WHERE NOT (b)-->() MATCH p = allShortestPaths((a)-[:T*]->(b))
     RETURN sum(length(p)) AS n",
)];

const NODES_GRAPH: &[&str] =
    &["UNWIND range(1, $n) AS x CREATE (:K {x: x * 7919 % 1000003, t: toString(x)})"];

const NODES: &[Statement] = &[
    ("set", 0.0, "MATCH (k:K) SET k.y = k.x"),
    ("set a label", 0.0, "MATCH (k:K) SET k:L"),
    (
        "set from a map",
        0.0,
        "MATCH (k:K) SET k += {y: k.x, z: 'text ' + k.t}",
    ),
    (
        "set all from a map",
        0.0,
        "MATCH (k:K) SET k = {y: k.x, z: [k.t, k.t]}",
    ),
    ("remove", 0.0, "MATCH (k:K) REMOVE k.t"),
    ("remove a label", 0.0, "MATCH (k:K) REMOVE k:K"),
    ("delete", 0.0, "MATCH (k:K) DETACH DELETE k"),
    ("index of texts", 0.0, "CREATE INDEX kt FOR (k:K) ON (k.t)"),
    (
        "index of numbers",
        0.0,
        "CREATE INDEX kx FOR (k:K) ON (k.x)",
    ),
    (
        "index of two keys",
        0.0,
        "CREATE INDEX kxt FOR (k:K) ON (k.x, k.t)",
    ),
    (
        "uniqueness",
        0.0,
        "CREATE CONSTRAINT ku FOR (k:K) REQUIRE k.t IS UNIQUE",
    ),
    (
        "node key",
        0.0,
        "CREATE CONSTRAINT kk FOR (k:K) REQUIRE (k.t, k.x) IS NODE KEY",
    ),
    (
        "existence",
        0.0,
        "CREATE CONSTRAINT ke FOR (k:K) REQUIRE k.t IS NOT NULL",
    ),
    (
        "list of all nodes",
        0.0,
        "MATCH (k:K) RETURN collect(k) AS l",
    ),
    (
        "join",
        0.0,
        "MATCH (k:K), (j:K) WHERE k.t = toString(j.x) RETURN count(*) AS n",
    ),
];

const INDEXED_GRAPH: &[&str] = &[
    NODES_GRAPH[0],
    "CREATE INDEX kx FOR (k:K) ON (k.x)",
    "CREATE CONSTRAINT ku FOR (k:K) REQUIRE k.t IS UNIQUE",
];

const INDEXED: &[Statement] = &[
    (
        "range of an index",
        0.0,
        "MATCH (k:K) WHERE k.x > 10 RETURN sum(size(k.t)) AS n",
    ),
    (
        "prefix of an index",
        0.0,
        "MATCH (k:K) WHERE k.t STARTS WITH '1' RETURN sum(k.x) AS n",
    ),
    (
        "create under indexes",
        1e6,
        "UNWIND range(1, $n) AS x CREATE (:K {x: -x, t: 'new ' + x})",
    ),
    (
        "set under indexes",
        0.0,
        "MATCH (k:K) SET k.x = -k.x, k.t = 'new ' + k.t",
    ),
    ("delete under indexes", 0.0, "MATCH (k:K) DETACH DELETE k"),
    (
        "remove a label under indexes",
        0.0,
        "MATCH (k:K) REMOVE k:K",
    ),
    ("drop an index", 0.0, "DROP INDEX kx"),
    ("drop a constraint", 0.0, "DROP CONSTRAINT ku"),
];

/// Does a statement write?
pub(crate) fn writes(text: &str) -> bool {
    let words = ["CREATE", "MERGE", " SET ", "REMOVE", "DELETE", "DROP"];
    words.iter().any(|word| text.contains(word))
}
