Feature: What falls between the clauses

  Scenario: Scope: list comp shadow
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x
      RETURN [x IN [2,3] | x] AS l, x
      """
    Then the result should be, in any order:
      | l     | x |
      | [2,3] | 1 |
    And no side effects

  Scenario: Scope: quantifier shadow
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x
      RETURN any(x IN [2] WHERE x = 2) AS q, x
      """
    Then the result should be, in any order:
      | q    | x |
      | true | 1 |
    And no side effects

  Scenario: Scope: comp variable gone
    Given an empty graph
    When executing query:
      """
      RETURN [y IN [1] | y] AS l, y
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: Order by uses comp
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3] AS x
      RETURN x ORDER BY [y IN [x] | -y][0]
      """
    Then the result should be, in order:
      | x |
      | 3 |
      | 2 |
      | 1 |
    And no side effects

  Scenario: Return alias not usable in same projection
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS a, a + 1 AS b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: Collect then unwind nodes
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH collect(a) AS l
      UNWIND l AS n
      MATCH (n)-->(m)
      RETURN m.v
      """
    Then the result should be, in any order:
      | m.v |
      | 2   |
    And no side effects

  Scenario: Head of collect property
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a ORDER BY a.v
      WITH collect(a) AS l
      RETURN head(l).v AS h, l[1].v AS s, last(l).v AS t, [x IN l | x.v] AS vs, size(tail(l)) AS st
      """
    Then the result should be, in any order:
      | h | s | t | vs    | st |
      | 1 | 2 | 2 | [1,2] | 1  |
    And no side effects

  Scenario: Node equality
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (a:A), (b:A) WHERE a <> b
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: Node in list
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH collect(a) AS l
      MATCH (b {v: 2})
      RETURN b IN l AS x, [b] = [b] AS y, {n: b} = {n: b} AS z
      """
    Then the result should be, in any order:
      | x    | y    | z    |
      | true | true | true |
    And no side effects

  Scenario: Node ordering compare
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a {v: 1}), (b {v: 2})
      RETURN a < b AS x, a = 1 AS y
      """
    Then the result should be, in any order:
      | x    | y     |
      | null | false |
    And no side effects

  Scenario: Count star with optional
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-->(b)
      RETURN count(*) AS c, count(b) AS d, count(DISTINCT b) AS e
      """
    Then the result should be, in any order:
      | c | d | e |
      | 1 | 0 | 0 |
    And no side effects

  Scenario: Group by null & NaN & lists
    Given an empty graph
    When executing query:
      """
      UNWIND [null, null, 0.0/0.0, 0.0/0.0, [1], [1.0], 1, 1.0, '1'] AS k
      RETURN k, count(*) AS c
      """
    Then the result should be, in any order:
      | k    | c |
      | null | 2 |
      | NaN  | 2 |
      | [1]  | 2 |
      | 1    | 2 |
      | '1'  | 1 |
    And no side effects

  Scenario: Group key is map
    Given an empty graph
    When executing query:
      """
      UNWIND [{a: 1, b: 2}, {b: 2, a: 1}, {a: 1}] AS k
      RETURN k, count(*) AS c
      """
    Then the result should be, in any order:
      | k            | c |
      | {a: 1, b: 2} | 2 |
      | {a: 1}       | 1 |
    And no side effects

  Scenario: Aggregate inside case
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3] AS x
      RETURN CASE WHEN count(*) > 2 THEN 'many' ELSE 'few' END AS s
      """
    Then the result should be, in any order:
      | s      |
      | 'many' |
    And no side effects

  Scenario: Aggregate inside list index
    Given an empty graph
    When executing query:
      """
      UNWIND [3,1,2] AS x
      WITH x ORDER BY x
      RETURN collect(x)[0] AS f, collect(x)[1..] AS r, head(collect(x)) + 1 AS p
      """
    Then the result should be, in any order:
      | f | r     | p |
      | 1 | [2,3] | 2 |
    And no side effects

  Scenario: Aggregate in order by only expression
    Given an empty graph
    When executing query:
      """
      UNWIND [3,1,2] AS x
      RETURN x % 2 AS m ORDER BY count(*)
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: Aggregate with var
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2] AS x
      WITH x, 10 AS k
      RETURN k + sum(x) AS s
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: Aggregate with grouped var
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2] AS x
      WITH x, 10 AS k
      RETURN k, k + sum(x) AS s
      """
    Then the result should be, in any order:
      | k  | s  |
      | 10 | 13 |
    And no side effects

  Scenario: Aggregate list comp over collected with group var
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2] AS x
      WITH x, 10 AS k
      RETURN k, [y IN collect(x) | y + k] AS s
      """
    Then the result should be, in any order:
      | k  | s        |
      | 10 | [11, 12] |
    And no side effects

  Scenario: Set then return
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      SET a.v = a.v + 1
      WITH a
      SET a.v = a.v * 10
      RETURN a.v
      """
    Then the result should be, in any order:
      | a.v |
      | 20  |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: Set same value
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      SET a.v = 1
      RETURN a.v
      """
    Then the result should be, in any order:
      | a.v |
      | 1   |
    And no side effects

  Scenario: Set float same as int
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      SET a.v = 1.0
      RETURN a.v
      """
    Then the result should be, in any order:
      | a.v |
      | 1.0 |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: Create not visible to match same clause
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      CREATE (:A)
      WITH a
      MATCH (b:A)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 8 |
    And the side effects should be:
      | +nodes | 2 |

  Scenario: Delete and recreate
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      DELETE a
      CREATE (b:A {v: 1})
      RETURN b.v
      """
    Then the result should be, in any order:
      | b.v |
      | 1   |
    And the side effects should be:
      | +nodes      | 1 |
      | -nodes      | 1 |
      | +properties | 1 |
      | -properties | 1 |

  Scenario: Delete created
    Given an empty graph
    When executing query:
      """
      CREATE (a:A {v: 1}) DELETE a
      """
    Then the result should be empty
    And no side effects

  Scenario: Set on deleted
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      DELETE a
      SET a.x = 1
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: Match deleted var
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      DELETE a
      WITH a
      MATCH (b:A)
      RETURN count(b) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
    And the side effects should be:
      | -nodes      | 1 |
      | -labels     | 1 |
      | -properties | 1 |

  Scenario: Detach delete path
    Given an empty graph
    And having executed:
      """
      CREATE (:X)-[:T]->(:Y)-[:T]->(:Z)
      """
    When executing query:
      """
      MATCH p = (:X)-->()-->()
      DETACH DELETE p
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 3 |
      | -relationships | 2 |
      | -labels        | 3 |

  Scenario: Delete path
    Given an empty graph
    And having executed:
      """
      CREATE (:X)-[:T]->(:Y)
      """
    When executing query:
      """
      MATCH p = (:X)-->() DELETE p
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | -labels        | 2 |

  Scenario: Delete rel then node
    Given an empty graph
    And having executed:
      """
      CREATE (:X)-[:T]->(:Y)
      """
    When executing query:
      """
      MATCH (a)-[r]->(b)
      DELETE r
      WITH a, b
      DELETE a, b
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | -labels        | 2 |

  Scenario: Merge sees own
    Given an empty graph
    When executing query:
      """
      UNWIND [1,1,1] AS x
      MERGE (a:A {v: x})
      MERGE (b:B {v: x})
      MERGE (a)-[:T]->(b)
      RETURN count(DISTINCT a) AS a, count(*) AS c
      """
    Then the result should be, in any order:
      | a | c |
      | 1 | 3 |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 2 |
      | +properties    | 2 |

  Scenario: Merge with bound node props
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      MERGE (b:B {v: a.v})
      MERGE (a)-[r:T {w: b.v}]->(b)
      RETURN r.w
      """
    Then the result should be, in any order:
      | r.w |
      | 1   |
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |
      | +labels        | 1 |
      | +properties    | 2 |

  Scenario: Merge undirected existing reversed
    Given an empty graph
    And having executed:
      """
      CREATE (:A)<-[:T]-(:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T]-(b)
      RETURN startNode(r) = b AS x
      """
    Then the result should be, in any order:
      | x    |
      | true |
    And no side effects

  Scenario: Merge whole path partially existing
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MERGE (a:A {v: 1})-[:T]->(b:B)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 1 |
      | +properties    | 1 |

  Scenario: Varlen names with properties & types
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X {k: 1}]->(b:B)-[:Y {k: 1}]->(c:C)
      """
    When executing query:
      """
      MATCH p = (:A)-[:X|Y*1..2 {k: 1}]->(n)
      RETURN [r IN relationships(p) | type(r)] AS t
      """
    Then the result should be, in any order:
      | t         |
      | ['X']     |
      | ['X','Y'] |
    And no side effects

  Scenario: Varlen zero bound end
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X]->(b:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MATCH (a)-[r*0..]-(b)
      RETURN size(r) AS s
      """
    Then the result should be, in any order:
      | s |
      | 1 |
    And no side effects

  Scenario: Varlen zero same
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X]->(b:B)
      """
    When executing query:
      """
      MATCH (a:A)
      MATCH (a)-[r*0..]-(a)
      RETURN size(r) AS s, r
      """
    Then the result should be, in any order:
      | s | r  |
      | 0 | [] |
    And no side effects

  Scenario: Varlen with self loop
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X]->(a)
      """
    When executing query:
      """
      MATCH (a:A)-[r*0..3]-(b)
      RETURN size(r) AS s
      """
    Then the result should be, in any order:
      | s |
      | 0 |
      | 1 |
    And no side effects

  Scenario: Two varlen uniqueness
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X]->(b:B)-[:X]->(c:C)
      """
    When executing query:
      """
      MATCH (a:A)-[r1*0..1]->()-[r2*0..1]->(x)
      RETURN labels(x) AS l, size(r1) AS s1, size(r2) AS s2
      """
    Then the result should be, in any order:
      | l     | s1 | s2 |
      | ['A'] | 0  | 0  |
      | ['B'] | 0  | 1  |
      | ['B'] | 1  | 0  |
      | ['C'] | 1  | 1  |
    And no side effects

  Scenario: Cartesian with optional chain where outer ref
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {v: 1})-[:X]->(b:B {v: 2})-[:X]->(c:C {v: 3})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-->(b) WHERE b.v > 5
      OPTIONAL MATCH (b)-->(c)
      RETURN a.v, b, c
      """
    Then the result should be, in any order:
      | a.v | b    | c    |
      | 1   | null | null |
    And no side effects

  Scenario: Optional where referencing earlier var false
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {v: 1})-[:X]->(b:B {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-->(b) WHERE a.v = 99
      RETURN b
      """
    Then the result should be, in any order:
      | b    |
      | null |
    And no side effects

  Scenario: Optional multi pattern
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {v: 1})-[:X]->(b:B {v: 2}), (a)-[:Y]->(:C)
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-[:X]->(b), (a)-[:Z]->(c)
      RETURN b, c
      """
    Then the result should be, in any order:
      | b    | c    |
      | null | null |
    And no side effects

  Scenario: Union in subquery exists
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) WHERE NOT exists { (a)-->() }
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: Exists property fn style
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A)
      """
    When executing query:
      """
      MATCH (a:A) WHERE a.v IS NOT NULL
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: Pattern predicate with bound both
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X]->(b:B), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) WHERE NOT (a)-[:X]->(b)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: Pattern predicate and/or/xor
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X]->(b:B), (c:C)-[:Y]->(d:D)
      """
    When executing query:
      """
      MATCH (n) WHERE (n)-[:X]->() XOR (n)-[:Y]->()
      RETURN labels(n)[0] AS l
      """
    Then the result should be, in any order:
      | l   |
      | 'A' |
      | 'C' |
    And no side effects

  Scenario: Pattern predicate on null
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      OPTIONAL MATCH (x:Nope)
      WITH x
      MATCH (a:A) WHERE (x)-->(a) OR true
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: Pattern with properties
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X {p: 1}]->(b:B {q: 2})
      """
    When executing query:
      """
      MATCH (n) WHERE (n)-[{p: 1}]->({q: 2})
      RETURN labels(n) AS l
      """
    Then the result should be, in any order:
      | l     |
      | ['A'] |
    And no side effects

  Scenario: Pattern predicate with equals node
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:X]->(b:B)
      """
    When executing query:
      """
      MATCH (n), (m) WHERE (n)--(m)
      RETURN labels(n)[0] + labels(m)[0] AS l
      """
    Then the result should be, in any order:
      | l    |
      | 'AB' |
      | 'BA' |
    And no side effects

  Scenario: Distinct order by limit
    Given an empty graph
    When executing query:
      """
      UNWIND [3,1,2,3,1] AS x
      RETURN DISTINCT x ORDER BY x DESC LIMIT 2
      """
    Then the result should be, in order:
      | x |
      | 3 |
      | 2 |
    And no side effects

  Scenario: Order stable multiple keys
    Given an empty graph
    When executing query:
      """
      UNWIND [[1,'b'],[1,'a'],[0,'z'],[null,'q']] AS r
      RETURN r[0] AS a, r[1] AS b ORDER BY a DESC, b
      """
    Then the result should be, in order:
      | a    | b   |
      | null | 'q' |
      | 1    | 'a' |
      | 1    | 'b' |
      | 0    | 'z' |
    And no side effects

  Scenario: Order ints and floats
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 1.5, -1, 0.9, 2, -0.0, 9223372036854775807, 9223372036854775806, 1e19, -1e19] AS x
      RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x                   |
      | -1e19               |
      | -1                  |
      | -0.0                |
      | 0.9                 |
      | 1                   |
      | 1.5                 |
      | 2                   |
      | 9223372036854775806 |
      | 9223372036854775807 |
      | 1e19                |
    And no side effects

  Scenario: Order inf nan
    Given an empty graph
    When executing query:
      """
      UNWIND [0.0/0.0, 1.0/0, -1.0/0, null, 5] AS x
      RETURN x ORDER BY x DESC
      """
    Then the result should be, in order:
      | x    |
      | null |
      | NaN  |
      | Inf  |
      | 5    |
      | -Inf |
    And no side effects

  Scenario: Order maps
    Given an empty graph
    When executing query:
      """
      UNWIND [{a: 1}, {a: 'x'}, {a: true}] AS x
      RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x         |
      | {a: 'x'}  |
      | {a: true} |
      | {a: 1}    |
    And no side effects

  Scenario: Int float big equality
    Given an empty graph
    When executing query:
      """
      RETURN 9007199254740993 = 9007199254740992.0 AS a, 9007199254740993 > 9007199254740992.0 AS b
      """
    Then the result should be, in any order:
      | a     | b    |
      | false | true |
    And no side effects

  Scenario: Arithmetic mixed
    Given an empty graph
    When executing query:
      """
      RETURN 5 / 2 AS a, -5 / 2 AS b, 5.0 / 2 AS c, 5 % -3 AS d, -5.5 % 2 AS e, 2 ^ -1 AS f, 0 ^ 0 AS g, 7 / 7.0 AS h
      """
    Then the result should be, in any order:
      | a | b  | c   | d | e    | f   | g   | h   |
      | 2 | -2 | 2.5 | 2 | -1.5 | 0.5 | 1.0 | 1.0 |
    And no side effects

  Scenario: Null arith
    Given an empty graph
    When executing query:
      """
      RETURN 1 + null AS a, null * 2 AS b, null / 0 AS c, null ^ 2 AS d, 'a' + null AS e, [] + null AS f, -null AS g, null % 2 AS h, null - null AS i
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    | e    | f    | g    | h    | i    |
      | null | null | null | null | null | null | null | null | null |
    And no side effects

  Scenario: Bad arith
    Given an empty graph
    When executing query:
      """
      RETURN 'a' - 1
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: Bad arith runtime
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 'a'] AS x
      RETURN x * 2
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

  Scenario: String add map
    Given an empty graph
    When executing query:
      """
      RETURN {a: 1} + 'x'
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: Property of date list
    Given an empty graph
    When executing query:
      """
      RETURN [date('2020-01-01')][0].year AS y, {d: date('2020-02-03')}.d.month AS m
      """
    Then the result should be, in any order:
      | y    | m |
      | 2020 | 2 |
    And no side effects

  Scenario: Unicode escapes & identifiers
    Given an empty graph
    When executing query:
      """
      WITH 1 AS größe, 2 AS _x
      RETURN größe + _x AS `résumé`
      """
    Then the result should be, in any order:
      | résumé |
      | 3      |
    And no side effects

  Scenario: Comments
    Given an empty graph
    When executing query:
      """
      RETURN /* a */ 1 AS x // end
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And no side effects

  Scenario: Semicolon
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS x;
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And no side effects

  Scenario: Case insensitivity
    Given an empty graph
    When executing query:
      """
      uNwInD [1] aS x wItH x wHeRe x = 1 rEtUrN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And no side effects

  Scenario: Param in list etc
    Given an empty graph
    And parameters are:
      | a   | [1,2]       |
      | b   | {x: {y: 3}} |
      | `0` | 1           |
    When executing query:
      """
      RETURN $a[0] AS x, $b.x.y AS y, size($a) AS s, 2 IN $a AS i
      """
    Then the result should be, in any order:
      | x | y | s | i    |
      | 1 | 3 | 2 | true |
    And no side effects

  Scenario: Big in list
    Given an empty graph
    When executing query:
      """
      WITH range(1, 100000) AS l
      RETURN size(l) AS s, l[99999] AS x, reduce(a = 0, x IN l | a + x) AS r
      """
    Then the result should be, in any order:
      | s      | x      | r          |
      | 100000 | 100000 | 5000050000 |
    And no side effects

  Scenario: Many rows
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 10000) AS x
      UNWIND range(1, 10) AS y
      WITH x % 7 AS m, count(*) AS c
      RETURN sum(c) AS s, count(*) AS g
      """
    Then the result should be, in any order:
      | s      | g |
      | 100000 | 7 |
    And no side effects

  Scenario: Label & prop weird names
    Given an empty graph
    When executing query:
      """
      CREATE (n:`A B` {`p q`: 1})
      RETURN n.`p q` AS x, labels(n) AS l
      """
    Then the result should be, in any order:
      | x | l       |
      | 1 | ['A B'] |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 1 |

  Scenario: Keys of node
    Given an empty graph
    And having executed:
      """
      CREATE ({a: 1, b: null, c: 2})
      """
    When executing query:
      """
      MATCH (n)
      RETURN keys(n) AS k, properties(n) AS p, n['a'] AS a, n['zz'] AS z
      """
    Then the result should be (ignoring element order for lists):
      | k         | p            | a | z    |
      | ['a','c'] | {a: 1, c: 2} | 1 | null |
    And no side effects

  Scenario: Dynamic prop with null
    Given an empty graph
    And having executed:
      """
      CREATE ({a: 1})
      """
    When executing query:
      """
      MATCH (n) RETURN n[null] AS x
      """
    Then the result should be, in any order:
      | x    |
      | null |
    And no side effects

  Scenario: Map projection
    Given an empty graph
    And having executed:
      """
      CREATE (:A {a: 1, b: 2})
      """
    When executing query:
      """
      MATCH (n:A)
      RETURN n {.a, x: 5, .*} AS m, n {.zz} AS z
      """
    Then the result should be, in any order:
      | m                  | z          |
      | {a: 1, b: 2, x: 5} | {zz: null} |
    And no side effects

  Scenario: StartNode etc of undirected
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (b:B)-[r]-(a:A)
      RETURN startNode(r) = a AS s, endNode(r) = b AS e
      """
    Then the result should be, in any order:
      | s    | e    |
      | true | true |
    And no side effects

  Scenario: Nodes/relationships of path in reversed direction
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T {v: 1}]->(:B)-[:T {v: 2}]->(:C)
      """
    When executing query:
      """
      MATCH p = (:C)<-[*]-(:A)
      RETURN [n IN nodes(p) | labels(n)[0]] AS n, [r IN relationships(p) | r.v] AS r, p
      """
    Then the result should be, in any order:
      | n             | r     | p                                          |
      | ['C','B','A'] | [2,1] | <(:C)<-[:T {v: 2}]-(:B)<-[:T {v: 1}]-(:A)> |
    And no side effects

  Scenario: Path equality
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (:A)-->(:B), q = (:A)
      MATCH p2 = (:A)-->(:B)
      RETURN p = p2 AS a, p = q AS b, p IN [p2] AS c
      """
    Then the result should be, in any order:
      | a    | b     | c    |
      | true | false | true |
    And no side effects

  Scenario: Path reversed equality
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (:A)-->(:B)
      MATCH p2 = (:B)<--(:A)
      RETURN p = p2 AS a
      """
    Then the result should be, in any order:
      | a     |
      | false |
    And no side effects

  Scenario: Triple MATCH bound rel var
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a)-[r]->(b)
      MATCH (x)-[r]-(y)
      RETURN labels(x)[0] AS x, labels(y)[0] AS y
      """
    Then the result should be, in any order:
      | x   | y   |
      | 'A' | 'B' |
      | 'B' | 'A' |
    And no side effects

  Scenario: Bound rel with wrong type
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a)-[r]->(b)
      MATCH (x)-[r:Z]-(y)
      RETURN x
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: Bound node with label predicate
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A:B)
      """
    When executing query:
      """
      MATCH (a:A)
      MATCH (a:B)
      RETURN labels(a) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l         |
      | ['A','B'] |
    And no side effects

  Scenario: With limit in middle
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2}), (:A {v: 3})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a ORDER BY a.v DESC LIMIT 1
      MATCH (b:A) WHERE b.v < a.v
      RETURN b.v AS v ORDER BY v
      """
    Then the result should be, in order:
      | v |
      | 1 |
      | 2 |
    And no side effects

  Scenario: Limit then update doesn't cut
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2}), (:A {v: 3})
      """
    When executing query:
      """
      MATCH (a:A)
      SET a.x = 1
      WITH a LIMIT 1
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And the side effects should be:
      | +properties | 3 |

  Scenario: Create with limit before
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2}), (:A {v: 3})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a LIMIT 1
      CREATE (:B)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |
