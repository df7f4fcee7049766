Feature: Answers that no plan may change

  Scenario: Eager: match set same prop
    Given an empty graph
    And having executed:
      """
      UNWIND range(1,5) AS i
      CREATE (:N {v: i})
      """
    When executing query:
      """
      MATCH (n:N {v: 1})
      SET n.v = 2
      WITH n
      MATCH (m:N {v: 2})
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: Eager: create rel while expanding
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:A)
      """
    When executing query:
      """
      MATCH (a)-[:T]->(b)
      CREATE (b)-[:T]->(:A)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |

  Scenario: Eager: merge on each
    Given an empty graph
    And having executed:
      """
      UNWIND range(1,3) AS i
      CREATE (:N {v: i})
      """
    When executing query:
      """
      MATCH (n:N)
      MERGE (m:N {v: n.v + 1})
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 3 |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |

  Scenario: Eager: delete while match
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:A)-[:T]->(c:A)
      """
    When executing query:
      """
      MATCH (a:A)-[r:T]->(b:A)
      DELETE r
      WITH a, b
      MATCH (a)-[:T]->(x)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
    And the side effects should be:
      | -relationships | 2 |

  Scenario: Set label used by next match
    Given an empty graph
    And having executed:
      """
      UNWIND range(1,3) AS i
      CREATE (:N {v: i})
      """
    When executing query:
      """
      MATCH (n:N)
      SET n:M
      WITH n
      MATCH (m:M)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 9 |
    And the side effects should be:
      | +labels | 1 |

  Scenario: Join on property three way
    Given an empty graph
    And having executed:
      """
      UNWIND range(1,4) AS i
      CREATE (:A {v: i}), (:B {v: i}), (:C {v: i})
      """
    When executing query:
      """
      MATCH (a:A), (b:B), (c:C) WHERE a.v = b.v AND b.v = c.v AND c.v > 2
      RETURN a.v AS v ORDER BY v
      """
    Then the result should be, in order:
      | v |
      | 3 |
      | 4 |
    And no side effects

  Scenario: Join int float keys
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2.0}), (:B {v: 1.0}), (:B {v: 2}), (:B {v: '1'}), (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) WHERE a.v = b.v
      RETURN a.v, b.v
      """
    Then the result should be, in any order:
      | a.v | b.v |
      | 1   | 1.0 |
      | 2.0 | 2   |
    And no side effects

  Scenario: Join null keys & NaN
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 0.0/0.0}), (:B {v: 0.0/0.0}), (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B) WHERE a.v = b.v
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
    And no side effects

  Scenario: Join null in lists
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: [1, 2]}), (:B {v: [1.0, 2]}), (:A {v: []}), (:B {v: []})
      """
    When executing query:
      """
      MATCH (a:A), (b:B) WHERE a.v = b.v
      RETURN a.v AS v
      """
    Then the result should be, in any order:
      | v     |
      | [1,2] |
      | []    |
    And no side effects

  Scenario: Prop map NaN/null
    Given an empty graph
    And having executed:
      """
      CREATE ({v: 1}), ({v: 1.0}), ({v: '1'}), ()
      """
    When executing query:
      """
      MATCH (n {v: 1})
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: Prop map null never
    Given an empty graph
    And having executed:
      """
      CREATE ({v: 1}), ()
      """
    When executing query:
      """
      MATCH (n {v: null})
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
    And no side effects

  Scenario: Prop map ref previous var
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {v: 1}), (:A {v: 2})-[:T]->(:B {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)-->(b:B {v: a.v})
      RETURN a.v
      """
    Then the result should be, in any order:
      | a.v |
      | 1   |
    And no side effects

  Scenario: Prop map ref earlier in the same pattern backwards
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T {w: 1}]->(:B {v: 1}), (:A {v: 2})-[:T {w: 9}]->(:B {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)-[r {w: a.v}]->(b:B)
      RETURN a.v, b.v
      """
    Then the result should be, in any order:
      | a.v | b.v |
      | 1   | 1   |
    And no side effects

  Scenario: IN index lookups
    Given an empty graph
    And having executed:
      """
      UNWIND range(1,5) AS i
      CREATE (:N {v: i})
      """
    When executing query:
      """
      MATCH (n:N) WHERE n.v IN [1, 3.0, null, 3, 'x']
      RETURN n.v ORDER BY n.v
      """
    Then the result should be, in order:
      | n.v |
      | 1   |
      | 3   |
    And no side effects

  Scenario: Relationships by an index, either way round, and loops
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR ()-[r:T]-() ON (r.w)
      """
    And having executed:
      """
      UNWIND range(1, 50) AS i
      CREATE (:A {v: i})-[:T {w: i}]->(:B {v: i})
      """
    And having executed:
      """
      MATCH (a:A {v: 7})
      CREATE (a)-[:T {w: 7}]->(a)
      """
    When executing query:
      """
      MATCH (x)-[r:T {w: 7}]-(y)
      RETURN labels(x) AS x, labels(y) AS y
      """
    Then the result should be, in any order:
      | x     | y     |
      | ['A'] | ['B'] |
      | ['B'] | ['A'] |
      | ['A'] | ['A'] |
    And no side effects

  Scenario: Relationships by an index for each row bound before, that must differ
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR ()-[r:T]-() ON (r.w)
      """
    And having executed:
      """
      UNWIND range(1, 50) AS i
      CREATE (:A {v: i})-[:T {w: i}]->(b:B {v: i}), (b)-[:T {w: i}]->(:C {v: i})
      """
    When executing query:
      """
      UNWIND [3, 5, null, 'x'] AS i
      MATCH (x)-[r:T {w: i}]->(y)-[s:T {w: i}]->(z)
      RETURN i, x.v, labels(y) AS y, labels(z) AS z
      """
    Then the result should be, in any order:
      | i | x.v | y     | z     |
      | 3 | 3   | ['B'] | ['C'] |
      | 5 | 5   | ['B'] | ['C'] |
    And no side effects

  Scenario: Or of ranges
    Given an empty graph
    And having executed:
      """
      UNWIND range(1,9) AS i
      CREATE (:N {v: i})
      """
    When executing query:
      """
      MATCH (n:N) WHERE n.v < 2 OR n.v >= 9 OR n.v = 5
      RETURN collect(n.v) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l       |
      | [1,5,9] |
    And no side effects

  Scenario: Starts with
    Given an empty graph
    And having executed:
      """
      UNWIND ['abc','abd','b',null] AS s
      CREATE (:N {s: s})
      """
    When executing query:
      """
      MATCH (n:N) WHERE n.s STARTS WITH 'ab' AND NOT n.s ENDS WITH 'd'
      RETURN n.s
      """
    Then the result should be, in any order:
      | n.s   |
      | 'abc' |
    And no side effects

  Scenario: Star pattern with where across
    Given an empty graph
    And having executed:
      """
      CREATE (c:C), (c)-[:T]->(:L {v: 1}), (c)-[:T]->(:L {v: 2}), (c)-[:T]->(:L {v: 3})
      """
    When executing query:
      """
      MATCH (c:C)-->(x:L), (c)-->(y:L), (c)-->(z:L) WHERE x.v < y.v AND y.v < z.v
      RETURN x.v, y.v, z.v
      """
    Then the result should be, in any order:
      | x.v | y.v | z.v |
      | 1   | 2   | 3   |
    And no side effects

  Scenario: Triangle
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {v: 1})-[:T]->(b:N {v: 2})-[:T]->(c:N {v: 3})-[:T]->(a)
      """
    When executing query:
      """
      MATCH (a)-[:T]->(b)-[:T]->(c)-[:T]->(a)
      RETURN a.v, b.v, c.v
      """
    Then the result should be, in any order:
      | a.v | b.v | c.v |
      | 1   | 2   | 3   |
      | 2   | 3   | 1   |
      | 3   | 1   | 2   |
    And no side effects

  Scenario: Triangle undirected
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {v: 1})-[:T]->(b:N {v: 2})-[:T]->(c:N {v: 3})-[:T]->(a)
      """
    When executing query:
      """
      MATCH (a)--(b)--(c)--(a)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 6 |
    And no side effects

  Scenario: Square with diag
    Given an empty graph
    And having executed:
      """
      CREATE (a:N), (b:N), (c:N), (d:N), (a)-[:T]->(b), (b)-[:T]->(c), (c)-[:T]->(d), (d)-[:T]->(a), (a)-[:T]->(c)
      """
    When executing query:
      """
      MATCH (a)-->(b)-->(c)-->(d)-->(a)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 4 |
    And no side effects

  Scenario: Self loops undirected in longer
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {v: 1})-[:T]->(a), (a)-[:T]->(:N {v: 2})
      """
    When executing query:
      """
      MATCH (x)--(y)--(z)
      RETURN x.v, y.v, z.v
      """
    Then the result should be, in any order:
      | x.v | y.v | z.v |
      | 1   | 1   | 2   |
      | 2   | 1   | 1   |
    And no side effects

  Scenario: Parallel edges
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B), (a)-[:T {v: 1}]->(b), (a)-[:T {v: 2}]->(b), (b)-[:T {v: 3}]->(a)
      """
    When executing query:
      """
      MATCH (a:A)-[r]-(b:B)-[s]-(a)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 6 |
    And no side effects

  Scenario: Parallel edges varlen
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B), (a)-[:T {v: 1}]->(b), (a)-[:T {v: 2}]->(b)
      """
    When executing query:
      """
      MATCH (a:A)-[r*]-(x)
      RETURN labels(x)[0] AS l, size(r) AS s
      """
    Then the result should be, in any order:
      | l   | s |
      | 'B' | 1 |
      | 'B' | 1 |
      | 'A' | 2 |
      | 'A' | 2 |
    And no side effects

  Scenario: Varlen then fixed uniqueness
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C)
      """
    When executing query:
      """
      MATCH (a:A)-[r*1..3]-(x)-[s]-(y)
      RETURN labels(x)[0] AS x, labels(y)[0] AS y
      """
    Then the result should be, in any order:
      | x   | y   |
      | 'B' | 'C' |
    And no side effects

  Scenario: Varlen uniqueness across comma
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C)
      """
    When executing query:
      """
      MATCH (a:A)-[r*]->(x), (b:B)-[s]->(y)
      RETURN labels(x)[0] AS x, size(r) AS n
      """
    Then the result should be, in any order:
      | x   | n |
      | 'B' | 1 |
    And no side effects

  Scenario: Bound rel and uniqueness across MATCH
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)
      """
    When executing query:
      """
      MATCH (a)-[r]->(b)
      MATCH (c)-[s]->(d)
      RETURN r = s AS same
      """
    Then the result should be, in any order:
      | same |
      | true |
    And no side effects

  Scenario: Bound rel within the same match as fresh rel
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C)
      """
    When executing query:
      """
      MATCH (:A)-[r]->()
      MATCH (x)-[r]->(y)-[s]->(z)
      RETURN labels(z)[0] AS z, count(*) AS c
      """
    Then the result should be, in any order:
      | z   | c |
      | 'C' | 1 |
    And no side effects

  Scenario: Bound rel and fresh may not coincide
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)
      """
    When executing query:
      """
      MATCH (:A)-[r]->()
      MATCH (x)-[r]->(y), (u)-[s]->(v)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
    And no side effects

  Scenario: Bound list and uniq
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)
      """
    When executing query:
      """
      MATCH (:A)-[r]->()
      WITH [r] AS rs
      MATCH (x)-[rs*]->(y)-[s]->(z)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 0 |
    And no side effects

  Scenario: Optional after unwind with agg
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {w: 1}), (:A {v: 2})
      """
    When executing query:
      """
      UNWIND [1,2,3] AS x
      OPTIONAL MATCH (a:A {v: x})-->(b)
      RETURN x, collect(b.w) AS l
      """
    Then the result should be, in any order:
      | x | l   |
      | 1 | [1] |
      | 2 | []  |
      | 3 | []  |
    And no side effects

  Scenario: Optional with inner comma & ref
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {w: 1})-[:U]->(:C), (:A {v: 2})-[:T]->(:B {w: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-[:T]->(b), (b)-[:U]->(c)
      RETURN a.v AS v, b.w AS w, labels(c) AS c
      """
    Then the result should be, in any order:
      | v | w    | c     |
      | 1 | 1    | ['C'] |
      | 2 | null | null  |
    And no side effects

  Scenario: Optional where exists
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {w: 1})-[:U]->(:C), (:A {v: 2})-[:T]->(:B {w: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-[:T]->(b) WHERE (b)-[:U]->()
      RETURN a.v AS v, b.w AS w
      """
    Then the result should be, in any order:
      | v | w    |
      | 1 | 1    |
      | 2 | null |
    And no side effects

  Scenario: Where pushdown must keep error order? short circuit
    Given an empty graph
    And having executed:
      """
      CREATE ({v: 'x'}), ({v: 2})
      """
    When executing query:
      """
      MATCH (n) WHERE n.v <> 'x' AND n.v * 2 = 4
      RETURN n.v
      """
    Then the result should be, in any order:
      | n.v |
      | 2   |
    And no side effects

  Scenario: Case guards
    Given an empty graph
    And having executed:
      """
      CREATE ({v: 'x'}), ({v: 2})
      """
    When executing query:
      """
      MATCH (n)
      RETURN CASE WHEN n.v = 'x' THEN 0 ELSE n.v * 2 END AS r
      """
    Then the result should be, in any order:
      | r |
      | 0 |
      | 4 |
    And no side effects

  Scenario: Coalesce lazy
    Given an empty graph
    When executing query:
      """
      RETURN coalesce(1, 1/0) AS r
      """
    Then the result should be, in any order:
      | r |
      | 1 |
    And no side effects

  Scenario: And short circuit div
    Given an empty graph
    When executing query:
      """
      UNWIND [0, 1] AS x
      WITH x WHERE x <> 0 AND 1 / x = 1
      RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And no side effects

  Scenario: Limit laziness error
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 0] AS x
      RETURN 1 / x AS r LIMIT 1
      """
    Then the result should be, in any order:
      | r |
      | 1 |
    And no side effects

  Scenario: Union of matches
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:B {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      RETURN a.v AS v
      UNION MATCH (b:B)
      RETURN b.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
      | 2 |
    And no side effects

  Scenario: Union with nodes
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A)
      RETURN a AS a
      UNION MATCH (b:B)
      RETURN b AS a
      UNION MATCH (a)
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | (:A) |
      | (:B) |
    And no side effects

  Scenario: Triadic
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'}), (b:X {n: 'b'}), (c:X {n: 'c'}), (d:Y {n: 'd'}), (a)-[:K]->(b), (a)-[:K]->(c), (b)-[:F]->(c), (b)-[:F]->(d)
      """
    When executing query:
      """
      MATCH (a:A)-[:K]->(b)-->(c)
      OPTIONAL MATCH (a)-[r:K]->(c)
      WITH c WHERE r IS NULL
      RETURN c.n
      """
    Then the result should be, in any order:
      | c.n |
      | 'd' |
    And no side effects

  Scenario: Triadic not null
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 'a'}), (b:X {n: 'b'}), (c:X {n: 'c'}), (d:Y {n: 'd'}), (a)-[:K]->(b), (a)-[:K]->(c), (b)-[:F]->(c), (b)-[:F]->(d)
      """
    When executing query:
      """
      MATCH (a:A)-[:K]->(b)-->(c:X)
      OPTIONAL MATCH (a)-[r:K|F]->(c)
      WITH c WHERE r IS NOT NULL
      RETURN c.n
      """
    Then the result should be, in any order:
      | c.n |
      | 'c' |
    And no side effects

  Scenario: Count in with rel type
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(:B), (a)-[:T]->(:B), (a)-[:U]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->(b:B)
      RETURN type(r) AS t, count(*) AS c, count(DISTINCT a) AS d
      """
    Then the result should be, in any order:
      | t   | c | d |
      | 'T' | 2 | 1 |
      | 'U' | 1 | 1 |
    And no side effects

  Scenario: Match with label & missing type
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-[r:NEVER]->()
      RETURN count(r) AS c, count(a) AS d
      """
    Then the result should be, in any order:
      | c | d |
      | 0 | 1 |
    And no side effects

  Scenario: Exists in return / with
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a, EXISTS { (a)-->() } AS e
      RETURN a.v, e
      """
    Then the result should be, in any order:
      | a.v | e     |
      | 1   | true  |
      | 2   | false |
    And no side effects

  Scenario: Pattern comp in where
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A) WHERE size([(a)-->(b) | b]) = 0
      RETURN a.v
      """
    Then the result should be, in any order:
      | a.v |
      | 2   |
    And no side effects

  Scenario: Pattern comp in order by
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      RETURN a.v ORDER BY size([(a)-->(b) | b])
      """
    Then the result should be, in order:
      | a.v |
      | 2   |
      | 1   |
    And no side effects

  Scenario: Pattern comp in aggregate grouped
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {v: 1})-[:T]->(:B), (a)-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      RETURN size([(a)-->(b) | b]) AS k, count(*) AS c
      """
    Then the result should be, in any order:
      | k | c |
      | 2 | 1 |
      | 0 | 1 |
    And no side effects

  Scenario: Pattern comp with outer list var
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {v: 1})-[:T]->(:B {w: 7})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH [a] AS l
      RETURN [x IN l | [(x)-->(b) | b.w]] AS r
      """
    Then the result should be, in any order:
      | r     |
      | [[7]] |
    And no side effects

  Scenario: Quantifier with pattern
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {v: 1})-[:T]->(:B {w: 7})
      """
    When executing query:
      """
      MATCH (n)
      WITH collect(n) AS ns
      RETURN any(x IN ns WHERE (x)-->()) AS a, all(x IN ns WHERE (x)-->()) AS b
      """
    Then the result should be, in any order:
      | a    | b     |
      | true | false |
    And no side effects

  Scenario: Large skip param neg in with
    Given an empty graph
    And parameters are:
      | s | -1 |
    When executing query:
      """
      WITH 1 AS x SKIP $s RETURN x
      """
    Then a SyntaxError should be raised at runtime: NegativeIntegerArgument

  Scenario: Return properties of optional null map
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n)
      RETURN n {.a} AS m
      """
    Then the result should be, in any order:
      | m    |
      | null |
    And no side effects

  Scenario: Size of string/null list
    Given an empty graph
    When executing query:
      """
      RETURN size('') AS a, size([]) AS b, size([null]) AS c, length(null) AS d
      """
    Then the result should be, in any order:
      | a | b | c | d    |
      | 0 | 0 | 1 | null |
    And no side effects

  Scenario: Delete in optional with some nulls
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-[r:T]->(b)
      DELETE r, b
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |
      | -labels        | 1 |

  Scenario: Delete node whose rel is deleted by later row
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B), (a)-[:T]->(c:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->(b)
      DELETE a, r
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 2 |
      | -labels        | 1 |
