Feature: Scopes, lists, nulls and what is computed at all

  Scenario: Exists() function on pattern
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A) WHERE exists((a)-->())
      RETURN a.v
      """
    Then the result should be, in any order:
      | a.v |
      | 1   |
    And no side effects

  Scenario: Exists() on property
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      RETURN exists(a.v) AS e
      """
    Then the result should be, in any order:
      | e     |
      | true  |
      | false |
    And no side effects

  Scenario: Pattern with same node var in predicate and varlen named path
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {v: 1})-[:T]->(b:B)-[:T]->(a)
      """
    When executing query:
      """
      MATCH (n:A) WHERE (n)-[:T*2]->(n)
      RETURN n.v
      """
    Then the result should be, in any order:
      | n.v |
      | 1   |
    And no side effects

  Scenario: ShortestPath
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C), (a)-[:T]->(c)
      """
    When executing query:
      """
      MATCH p = shortestPath((a:A)-[*]->(c:C))
      RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 1 |
    And no side effects

  Scenario: List of rels var in varlen with type predicate
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C)
      """
    When executing query:
      """
      MATCH (a:A)-[rs:T*]->(c:C)
      UNWIND rs AS r
      RETURN type(r) AS t, labels(endNode(r))[0] AS l
      """
    Then the result should be, in order:
      | t   | l   |
      | 'T' | 'B' |
      | 'T' | 'C' |
    And no side effects

  Scenario: Reuse of varlen variable as list
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T {w: 2}]->(b:B)-[:T {w: 3}]->(c:C)
      """
    When executing query:
      """
      MATCH (a:A)-[rs:T*]->(c:C)
      RETURN reduce(s = 0, r IN rs | s + r.w) AS s, [r IN rs WHERE r.w > 2 | r.w] AS l
      """
    Then the result should be, in any order:
      | s | l   |
      | 5 | [3] |
    And no side effects

  Scenario: Varlen var reuse conflict
    Given an empty graph
    When executing query:
      """
      MATCH (a)-[r*]->(b)
      MATCH (c)-[r]->(d)
      RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: Rel var then varlen conflict
    Given an empty graph
    When executing query:
      """
      MATCH (a)-[r]->(b)
      MATCH (c)-[r*]->(d)
      RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: Same node property chain
    Given an empty graph
    And having executed:
      """
      CREATE (:A {m: [1,[2]][0]})
      """
    When executing query:
      """
      MATCH (a:A) RETURN a.m
      """
    Then the result should be, in any order:
      | a.m |
      | 1   |
    And no side effects

  Scenario: Merging list with mixed ok stored
    Given an empty graph
    And having executed:
      """
      CREATE ({l: [1, 2.5]}), ({l: ['a']}), ({l: []})
      """
    When executing query:
      """
      MATCH (n) RETURN n.l
      """
    Then the result should be, in any order:
      | n.l      |
      | [1, 2.5] |
      | ['a']    |
      | []       |
    And no side effects

  Scenario: With where on aggregated alias & having
    Given an empty graph
    And having executed:
      """
      CREATE (:P {d: 'x', v: 1}), (:P {d: 'x', v: 2}), (:P {d: 'y', v: 5})
      """
    When executing query:
      """
      MATCH (p:P)
      WITH p.d AS d, sum(p.v) AS s WHERE s > 3
      RETURN d
      """
    Then the result should be, in any order:
      | d   |
      | 'y' |
    And no side effects

  Scenario: Same alias as property variable
    Given an empty graph
    And having executed:
      """
      CREATE (:P {d: 'x'})
      """
    When executing query:
      """
      MATCH (p:P)
      WITH p.d AS p WHERE p = 'x'
      RETURN p
      """
    Then the result should be, in any order:
      | p   |
      | 'x' |
    And no side effects

  Scenario: Return 'AS' with reserved backtick
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS `return`, 2 AS `a.b`
      """
    Then the result should be, in any order:
      | return | a.b |
      | 1      | 2   |
    And no side effects

  Scenario: Order by position-like constant
    Given an empty graph
    When executing query:
      """
      UNWIND [2,1] AS x
      RETURN x ORDER BY 1, x
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: Anonymous + repeated anon nodes
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)-[:T]->(:C)
      """
    When executing query:
      """
      MATCH ()-->()-->()
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: Label on both in one var repeated in the same pattern
    Given an empty graph
    And having executed:
      """
      CREATE (:A:B)-[:T]->(:C), (:A)-[:T]->(:C)
      """
    When executing query:
      """
      MATCH (a:A)-->(:C), (a:B)
      RETURN labels(a) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l         |
      | ['A','B'] |
    And no side effects

  Scenario: Repeated var with props
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1, y: 2}), (:A {x: 1, y: 3})
      """
    When executing query:
      """
      MATCH (a {x: 1}), (a {y: 3})
      RETURN a.y
      """
    Then the result should be, in any order:
      | a.y |
      | 3   |
    And no side effects

  Scenario: Multiple unwinds with order
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2] AS x
      UNWIND ['a','b'] AS y
      RETURN x, y
      """
    Then the result should be, in order:
      | x | y   |
      | 1 | 'a' |
      | 1 | 'b' |
      | 2 | 'a' |
      | 2 | 'b' |
    And no side effects

  Scenario: Aggregation keeps nothing for empty grouped unwind
    Given an empty graph
    When executing query:
      """
      UNWIND [] AS x
      RETURN x, count(*) AS c
      """
    Then the result should be, in any order:
      | x | c |
    And no side effects

  Scenario: Min max of null only
    Given an empty graph
    When executing query:
      """
      UNWIND [null, null] AS x
      RETURN min(x) AS a, max(x) AS b, sum(x) AS c, avg(x) AS d, collect(x) AS e, count(x) AS f
      """
    Then the result should be, in any order:
      | a    | b    | c | d    | e  | f |
      | null | null | 0 | null | [] | 0 |
    And no side effects

  Scenario: List eq after distinct nested
    Given an empty graph
    When executing query:
      """
      UNWIND [[1,[2]],[1.0,[2.0]],[1,[3]]] AS x
      RETURN count(DISTINCT x) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: Negative zero equality distinct
    Given an empty graph
    When executing query:
      """
      RETURN -0.0 = 0.0 AS a, 0.0 = 0 AS b, -0.0 < 0.0 AS c
      """
    Then the result should be, in any order:
      | a    | b    | c     |
      | true | true | false |
    And no side effects

  Scenario: Reverse null list & tail/last of empty
    Given an empty graph
    When executing query:
      """
      RETURN tail([]) AS a, head([]) AS b, last([]) AS c, reverse([1,null]) AS d, tail([1]) AS e, tail(null) AS f, head(null) AS g
      """
    Then the result should be, in any order:
      | a  | b    | c    | d        | e  | f    | g    |
      | [] | null | null | [null,1] | [] | null | null |
    And no side effects

  Scenario: Nested quantifier nulls
    Given an empty graph
    When executing query:
      """
      RETURN all(x IN [1,null] WHERE x IS NOT NULL) AS a, any(x IN [null] WHERE x IS NULL) AS b, single(x IN [1,null] WHERE x IS NULL) AS c, none(x IN [null] WHERE x = null) AS d
      """
    Then the result should be, in any order:
      | a     | b    | c    | d    |
      | false | true | true | null |
    And no side effects

  Scenario: All on nested lists
    Given an empty graph
    When executing query:
      """
      RETURN all(l IN [[], null, [1]] WHERE size(l) >= 0) AS a, any(l IN [null] WHERE size(l) = 0) AS b
      """
    Then the result should be, in any order:
      | a    | b    |
      | null | null |
    And no side effects

  Scenario: Many labels set remove side effects
    Given an empty graph
    And having executed:
      """
      CREATE (:A:B), (:A)
      """
    When executing query:
      """
      MATCH (n:B)
      REMOVE n:A
      SET n:C
      RETURN labels(n) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l         |
      | ['B','C'] |
    And the side effects should be:
      | +labels | 1 |

  Scenario: Remove all props via loops
    Given an empty graph
    And having executed:
      """
      CREATE ({a: 1, b: 2})
      """
    When executing query:
      """
      MATCH (n)
      SET n = {b: 2, c: 3}
      REMOVE n.b
      RETURN n
      """
    Then the result should be, in any order:
      | n        |
      | ({c: 3}) |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 2 |

  Scenario: Set from other node incl. null
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1}), (:B {y: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (z:Z)
      SET a.x = z.q
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | (:A) |
    And the side effects should be:
      | -properties | 1 |

  Scenario: Set = null node
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (z:Z)
      SET a = z
      RETURN a
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

  Scenario: Unwind map keys
    Given an empty graph
    When executing query:
      """
      WITH {a: 1, b: 2} AS m
      UNWIND keys(m) AS k
      RETURN k, m[k] AS v
      """
    Then the result should be, in any order:
      | k   | v |
      | 'a' | 1 |
      | 'b' | 2 |
    And no side effects

  Scenario: Unwind nodes(p)
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:A {v: 2})
      """
    When executing query:
      """
      MATCH p = (:A)-->(:A)
      UNWIND nodes(p) AS n
      WITH n ORDER BY n.v DESC
      RETURN n.v
      """
    Then the result should be, in order:
      | n.v |
      | 2   |
      | 1   |
    And no side effects

  Scenario: Collect in with then pattern
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B), (a)-[:T]->(b)
      """
    When executing query:
      """
      MATCH (a)-[r]->(b)
      WITH collect(r) AS rs
      MATCH (x)-[q]->(y) WHERE q IN rs
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: Coalesce stops at the first known value
    Given an empty graph
    When executing query:
      """
      UNWIND [1, null, 0] AS x
      RETURN coalesce(x, 7, 1 / 0) AS a, coalesce(null, 1 / (x + 1), 2) AS b, coalesce(1, 1 / 0) AS c
      """
    Then the result should be, in any order:
      | a | b | c |
      | 1 | 0 | 1 |
      | 7 | 2 | 1 |
      | 0 | 1 | 1 |
    And no side effects

  Scenario: Coalesce computes only what a row needs
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 3000) AS x
      WITH CASE WHEN x % 3 = 0 THEN null ELSE x END AS y, x % 3 AS z
      RETURN sum(coalesce(y, -1)) AS s, sum(coalesce(1 / (1 + z), null)) AS t, sum(CASE WHEN z = 0 THEN 0 ELSE coalesce(y, 1 / z) END) AS u
      """
    Then the result should be, in any order:
      | s       | t    | u       |
      | 2999000 | 1000 | 3000000 |
    And no side effects
