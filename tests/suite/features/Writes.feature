Feature: Writes, unions and lists unwound

  Scenario: UNWIND [1] AS x MATCH (n) RETURN x UNION MATCH (m) RETURN m AS x
    Given an empty graph
    When executing query:
      """
      UNWIND [1] AS x MATCH (n) RETURN x UNION MATCH (m) RETURN m AS x
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: RETURN 1 AS a, 2 AS b UNION RETURN 2 AS b, 1 AS a
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS a, 2 AS b UNION RETURN 2 AS b, 1 AS a
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |
    And no side effects

  Scenario: RETURN 2 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x
    Given an empty graph
    When executing query:
      """
      RETURN 2 AS x UNION RETURN 1 AS x UNION RETURN 2 AS x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
      | 1 |
    And no side effects

  Scenario: RETURN 2 AS x UNION ALL RETURN 1 AS x UNION ALL RETURN 2 AS x
    Given an empty graph
    When executing query:
      """
      RETURN 2 AS x UNION ALL RETURN 1 AS x UNION ALL RETURN 2 AS x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
      | 1 |
      | 2 |
    And no side effects

  Scenario: UNWIND [2, 1, 2, 3] AS x RETURN x UNION UNWIND [3, 4] AS x RETURN x
    Given an empty graph
    When executing query:
      """
      UNWIND [2, 1, 2, 3] AS x RETURN x UNION UNWIND [3, 4] AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
      | 1 |
      | 3 |
      | 4 |
    And no side effects

  Scenario: RETURN 1 AS x ORDER BY x UNION RETURN 2 AS x
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS x ORDER BY x UNION RETURN 2 AS x
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: WITH 1 AS x RETURN * UNION WITH 2 AS x RETURN *
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x RETURN * UNION WITH 2 AS x RETURN *
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: MATCH (a:A) RETURN a AS a UNION MATCH (b:B) RETURN b AS a
    Given an empty graph
    When executing query:
      """
      MATCH (a:A) RETURN a AS a UNION MATCH (b:B) RETURN b AS a
      """
    Then the result should be, in any order:
      | a |
    And no side effects

  Scenario: UNWIND null AS x RETURN x
    Given an empty graph
    When executing query:
      """
      UNWIND null AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: UNWIND [] AS x RETURN x
    Given an empty graph
    When executing query:
      """
      UNWIND [] AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: UNWIND 1 AS x RETURN x
    Given an empty graph
    When executing query:
      """
      UNWIND 1 AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And no side effects

  Scenario: UNWIND 'abc' AS x RETURN x
    Given an empty graph
    When executing query:
      """
      UNWIND 'abc' AS x RETURN x
      """
    Then the result should be, in any order:
      | x     |
      | 'abc' |
    And no side effects

  Scenario: UNWIND {a: 1} AS x RETURN x
    Given an empty graph
    When executing query:
      """
      UNWIND {a: 1} AS x RETURN x
      """
    Then the result should be, in any order:
      | x      |
      | {a: 1} |
    And no side effects

  Scenario: UNWIND [[1, 2], [3]] AS x UNWIND x AS y RETURN y
    Given an empty graph
    When executing query:
      """
      UNWIND [[1, 2], [3]] AS x UNWIND x AS y RETURN y
      """
    Then the result should be, in any order:
      | y |
      | 1 |
      | 2 |
      | 3 |
    And no side effects

  Scenario: WITH [1, 2] AS a, [3] AS b UNWIND (a + b) AS x RETURN x
    Given an empty graph
    When executing query:
      """
      WITH [1, 2] AS a, [3] AS b UNWIND (a + b) AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
      | 3 |
    And no side effects

  Scenario: UNWIND [1, 2] AS x RETURN *
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2] AS x RETURN *
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: UNWIND range(1, 2) AS x UNWIND range(3, 4) AS y RETURN x, y
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 2) AS x UNWIND range(3, 4) AS y RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 3 |
      | 1 | 4 |
      | 2 | 3 |
      | 2 | 4 |
    And no side effects

  Scenario: UNWIND [1, 1, 2] AS x RETURN DISTINCT x
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 1, 2] AS x RETURN DISTINCT x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: UNWIND [null, null] AS x RETURN x
    Given an empty graph
    When executing query:
      """
      UNWIND [null, null] AS x RETURN x
      """
    Then the result should be, in any order:
      | x    |
      | null |
      | null |
    And no side effects

  Scenario: WITH [0] AS coll UNWIND coll AS x WITH DISTINCT x AS x RETURN count(*)
    Given an empty graph
    When executing query:
      """
      WITH [0] AS coll UNWIND coll AS x WITH DISTINCT x AS x RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 1        |
    And no side effects

  Scenario: MERGE (a) RETURN count(*)
    Given an empty graph
    When executing query:
      """
      MERGE (a) RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 1        |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: MERGE (a:X) RETURN labels(a)
    Given an empty graph
    When executing query:
      """
      MERGE (a:X) RETURN labels(a)
      """
    Then the result should be, in any order:
      | labels(a) |
      | ['X']     |
    And the side effects should be:
      | +nodes | 1 |
      | +labels | 1 |

  Scenario: MERGE (a {num: 42}) RETURN a
    Given an empty graph
    When executing query:
      """
      MERGE (a {num: 42}) RETURN a
      """
    Then the result should be, in any order:
      | a           |
      | ({num: 42}) |
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |

  Scenario: MERGE (a {num: 42}) MERGE (a)-[:T]->(b) RETURN count(*)
    Given an empty graph
    When executing query:
      """
      MERGE (a {num: 42}) MERGE (a)-[:T]->(b) RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 1        |
    And the side effects should be:
      | +nodes | 2 |
      | +relationships | 1 |
      | +properties | 1 |

  Scenario: CREATE (a), (b) MERGE (a)-[r:T]->(b) RETURN count(r)
    Given an empty graph
    When executing query:
      """
      CREATE (a), (b) MERGE (a)-[r:T]->(b) RETURN count(r)
      """
    Then the result should be, in any order:
      | count(r) |
      | 1        |
    And the side effects should be:
      | +nodes | 2 |
      | +relationships | 1 |

  Scenario: CREATE (a), (b) MERGE (a)-[r:T]-(b) RETURN startNode(r) = a
    Given an empty graph
    When executing query:
      """
      CREATE (a), (b) MERGE (a)-[r:T]-(b) RETURN startNode(r) = a
      """
    Then the result should be, in any order:
      | startNode(r) = a |
      | true             |
    And the side effects should be:
      | +nodes | 2 |
      | +relationships | 1 |

  Scenario: MERGE p = (a:A)-[:T]->(b:B) RETURN length(p), nodes(p)
    Given an empty graph
    When executing query:
      """
      MERGE p = (a:A)-[:T]->(b:B) RETURN length(p), nodes(p)
      """
    Then the result should be, in any order:
      | length(p) | nodes(p)     |
      | 1         | [(:A), (:B)] |
    And the side effects should be:
      | +nodes | 2 |
      | +relationships | 1 |
      | +labels | 2 |

  Scenario: MERGE (a)-[r:T]->(a) RETURN r
    Given an empty graph
    When executing query:
      """
      MERGE (a)-[r:T]->(a) RETURN r
      """
    Then the result should be, in any order:
      | r    |
      | [:T] |
    And the side effects should be:
      | +nodes | 1 |
      | +relationships | 1 |

  Scenario: CREATE (a) MERGE (x) MERGE (y) MERGE (x)-[:FOO]->(y) RETURN x, y
    Given an empty graph
    When executing query:
      """
      CREATE (a) MERGE (x) MERGE (y) MERGE (x)-[:FOO]->(y) RETURN x, y
      """
    Then the result should be, in any order:
      | x  | y  |
      | () | () |
    And the side effects should be:
      | +nodes | 1 |
      | +relationships | 1 |

  Scenario: MERGE (n:N) ON CREATE SET n:M ON CREATE SET n.y = 2 RETURN n
    Given an empty graph
    When executing query:
      """
      MERGE (n:N) ON CREATE SET n:M ON CREATE SET n.y = 2 RETURN n
      """
    Then the result should be, in any order:
      | n             |
      | (:M:N {y: 2}) |
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |
      | +labels | 2 |

  Scenario: MERGE (n:N {x: 1}) ON CREATE SET n = {y: 1} RETURN n
    Given an empty graph
    When executing query:
      """
      MERGE (n:N {x: 1}) ON CREATE SET n = {y: 1} RETURN n
      """
    Then the result should be, in any order:
      | n           |
      | (:N {y: 1}) |
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |
      | +labels | 1 |

  Scenario: UNWIND [1, 1, 2] AS x MERGE (n:N {x: x}) ON CREATE SET n.c = 1 ON MATCH SET n.c = n.c + 1 RE...
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 1, 2] AS x MERGE (n:N {x: x}) ON CREATE SET n.c = 1 ON MATCH SET n.c = n.c + 1 RETURN n.x, n.c
      """
    Then the result should be, in any order:
      | n.x | n.c |
      | 1   | 2   |
      | 1   | 2   |
      | 2   | 1   |
    And the side effects should be:
      | +nodes | 2 |
      | +properties | 4 |
      | +labels | 1 |

  Scenario: MATCH (n) MERGE (m:N) DELETE n RETURN count(*)
    Given an empty graph
    When executing query:
      """
      MATCH (n) MERGE (m:N) DELETE n RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 0        |
    And no side effects

  Scenario: MATCH (n) SET n.x = [1, {a: 1}]
    Given an empty graph
    When executing query:
      """
      MATCH (n) SET n.x = [1, {a: 1}]
      """
    Then the result should be empty
    And no side effects

  Scenario: CREATE (n {a: 1}) SET n = {} RETURN n
    Given an empty graph
    When executing query:
      """
      CREATE (n {a: 1}) SET n = {} RETURN n
      """
    Then the result should be, in any order:
      | n  |
      | () |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: CREATE (n {a: 1}) SET n += {a: null, b: 2} RETURN n
    Given an empty graph
    When executing query:
      """
      CREATE (n {a: 1}) SET n += {a: null, b: 2} RETURN n
      """
    Then the result should be, in any order:
      | n        |
      | ({b: 2}) |
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |

  Scenario: CREATE (n {a: 1}) SET n.a = null RETURN n
    Given an empty graph
    When executing query:
      """
      CREATE (n {a: 1}) SET n.a = null RETURN n
      """
    Then the result should be, in any order:
      | n  |
      | () |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: CREATE (n:A) SET n:A:B RETURN labels(n)
    Given an empty graph
    When executing query:
      """
      CREATE (n:A) SET n:A:B RETURN labels(n)
      """
    Then the result should be, in any order:
      | labels(n)  |
      | ['A', 'B'] |
    And the side effects should be:
      | +nodes | 1 |
      | +labels | 2 |

  Scenario: CREATE (n:A) SET n :B RETURN labels(n)
    Given an empty graph
    When executing query:
      """
      CREATE (n:A) SET n :B RETURN labels(n)
      """
    Then the result should be, in any order:
      | labels(n)  |
      | ['A', 'B'] |
    And the side effects should be:
      | +nodes | 1 |
      | +labels | 2 |

  Scenario: CREATE (n:A) REMOVE n:A, n.x RETURN n
    Given an empty graph
    When executing query:
      """
      CREATE (n:A) REMOVE n:A, n.x RETURN n
      """
    Then the result should be, in any order:
      | n  |
      | () |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: CREATE (n {l: [1, 2]}) SET n.l = n.l + [3] RETURN n.l
    Given an empty graph
    When executing query:
      """
      CREATE (n {l: [1, 2]}) SET n.l = n.l + [3] RETURN n.l
      """
    Then the result should be, in any order:
      | n.l       |
      | [1, 2, 3] |
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |

  Scenario: CREATE (n {l: [1, 2]}) SET n.l = [0] + n.l RETURN n.l
    Given an empty graph
    When executing query:
      """
      CREATE (n {l: [1, 2]}) SET n.l = [0] + n.l RETURN n.l
      """
    Then the result should be, in any order:
      | n.l       |
      | [0, 1, 2] |
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |

  Scenario: CREATE (n {l: []}) RETURN n
    Given an empty graph
    When executing query:
      """
      CREATE (n {l: []}) RETURN n
      """
    Then the result should be, in any order:
      | n         |
      | ({l: []}) |
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |

  Scenario: OPTIONAL MATCH (n:Nope) SET n.x = 1 RETURN n
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n:Nope) SET n.x = 1 RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: OPTIONAL MATCH (n:Nope) SET n:X RETURN n
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n:Nope) SET n:X RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: OPTIONAL MATCH (n:Nope) SET n = {x: 1} RETURN n
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n:Nope) SET n = {x: 1} RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: OPTIONAL MATCH (n:Nope) REMOVE n.x RETURN n
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n:Nope) REMOVE n.x RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: OPTIONAL MATCH (n:Nope) REMOVE n:X RETURN n
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n:Nope) REMOVE n:X RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: OPTIONAL MATCH (n:Nope) DELETE n RETURN n
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n:Nope) DELETE n RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: OPTIONAL MATCH (n:Nope) DETACH DELETE n RETURN n
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n:Nope) DETACH DELETE n RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: CREATE (a)-[r:T]->(b) DELETE a, r, b
    Given an empty graph
    When executing query:
      """
      CREATE (a)-[r:T]->(b) DELETE a, r, b
      """
    Then the result should be empty
    And no side effects

  Scenario: CREATE (a)-[r:T]->(b) DETACH DELETE a
    Given an empty graph
    When executing query:
      """
      CREATE (a)-[r:T]->(b) DETACH DELETE a
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 1 |

  Scenario: CREATE (a)-[r:T]->(b) DELETE r, a RETURN 1 AS x
    Given an empty graph
    When executing query:
      """
      CREATE (a)-[r:T]->(b) DELETE r, a RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And the side effects should be:
      | +nodes | 1 |

  Scenario: CREATE (a:A) DELETE [a][0]
    Given an empty graph
    When executing query:
      """
      CREATE (a:A) DELETE [a][0]
      """
    Then the result should be empty
    And no side effects

  Scenario: CREATE (a:A) WITH {k: a} AS m DELETE m.k
    Given an empty graph
    When executing query:
      """
      CREATE (a:A) WITH {k: a} AS m DELETE m.k
      """
    Then the result should be empty
    And no side effects

  Scenario: CREATE (a:A) WITH {k: [a]} AS m DELETE m.k[0]
    Given an empty graph
    When executing query:
      """
      CREATE (a:A) WITH {k: [a]} AS m DELETE m.k[0]
      """
    Then the result should be empty
    And no side effects

  Scenario: CREATE (a:A)-[:T]->(:B) WITH a MATCH p = (a)-->() DELETE p
    Given an empty graph
    When executing query:
      """
      CREATE (a:A)-[:T]->(:B) WITH a MATCH p = (a)-->() DELETE p
      """
    Then the result should be empty
    And no side effects

  Scenario: CREATE p = ()-[:R]->() RETURN length(p)
    Given an empty graph
    When executing query:
      """
      CREATE p = ()-[:R]->() RETURN length(p)
      """
    Then the result should be, in any order:
      | length(p) |
      | 1         |
    And the side effects should be:
      | +nodes | 2 |
      | +relationships | 1 |

  Scenario: CREATE (a), (a)-[:R]->(b) RETURN 1 AS x
    Given an empty graph
    When executing query:
      """
      CREATE (a), (a)-[:R]->(b) RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And the side effects should be:
      | +nodes | 2 |
      | +relationships | 1 |

  Scenario Outline: Refused with DifferentColumnsInUnion: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: DifferentColumnsInUnion

    Examples:
      | query                                          |
      | RETURN 1 AS a UNION RETURN 1 AS b              |
      | RETURN 1 AS a UNION CREATE ()                  |
      | CREATE () UNION RETURN 1 AS a                  |
      | MATCH (n) RETURN n UNION MATCH (n) SET n.x = 1 |

  Scenario Outline: Refused with InvalidClauseComposition: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

    Examples:
      | query                                                     |
      | RETURN 1 AS a UNION ALL RETURN 1 AS a UNION RETURN 2 AS a |

  Scenario Outline: Refused with NoVariablesInScope: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NoVariablesInScope

    Examples:
      | query                         |
      | RETURN *  UNION RETURN 1 AS x |

  Scenario Outline: Refused with VariableAlreadyBound: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

    Examples:
      | query                                            |
      | WITH [1, 2] AS l UNWIND l AS l RETURN l          |
      | MATCH (a) MERGE (a) RETURN a                     |
      | MATCH (a) MERGE (a:L) RETURN a                   |
      | MATCH (a)-[r]->(b) MERGE (a)-[r:T]->(b) RETURN r |
      | CREATE (n)-[:R]->(m), (n)-[:R]->(n:X)            |
      | CREATE (a {x: 1}) CREATE (a {y: 2})              |
      | CREATE (a)-[r:R]->(b) CREATE (a)-[r:R]->(b)      |

  Scenario Outline: Refused with MissingParameter: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a ParameterMissing should be raised at compile time: MissingParameter

    Examples:
      | query                        |
      | UNWIND $events AS e RETURN e |
      | CREATE (a:A) DELETE $p       |

  Scenario Outline: Refused with MergeReadOwnWrites: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SemanticError should be raised at runtime: MergeReadOwnWrites

    Examples:
      | query                                                          |
      | MERGE (a:X {num: null}) RETURN a                               |
      | CREATE (a), (b) MERGE (a)-[r:T {x: null}]->(b) RETURN count(r) |

  Scenario Outline: Refused with NoSingleRelationshipType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

    Examples:
      | query                                                   |
      | CREATE (a), (b) MERGE (a)-[r:T\|X]->(b) RETURN count(r) |
      | CREATE (a), (b) MERGE (a)-[r]->(b) RETURN count(r)      |
      | CREATE ()-[:A\|B]->()                                   |
      | CREATE ()-[]->()                                        |

  Scenario Outline: Refused with CreatingVarLength: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: CreatingVarLength

    Examples:
      | query                                                  |
      | CREATE (a), (b) MERGE (a)-[r:T*2]->(b) RETURN count(r) |
      | CREATE ()-[:R*1]->()                                   |

  Scenario Outline: Refused with InvalidParameterUse: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

    Examples:
      | query                 |
      | MERGE (a $p) RETURN a |

  Scenario Outline: Refused with UndefinedVariable: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

    Examples:
      | query                               |
      | MERGE (n:N) ON CREATE SET x.num = 1 |
      | MERGE (n:N) ON MATCH SET x.num = 1  |
      | SET n.x = 1                         |
      | CREATE (a:A) DELETE x               |

  Scenario Outline: Refused with UnexpectedSyntax: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | query              |
      | MERGE (a:A), (b:B) |

  Scenario Outline: Refused with InvalidPropertyType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

    Examples:
      | query                                |
      | CREATE (n {x: {a: 1}})               |
      | CREATE (n {x: [[1]]})                |
      | CREATE (n) SET n.x = {a: 1} RETURN n |
      | CREATE (n) SET n.x = [n] RETURN n    |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | query                         |
      | CREATE (n) SET n = 1 RETURN n |
      | CREATE (a:A) DELETE a.x       |
      | CREATE (a:A) DELETE 1 + 1     |
      | CREATE (a:A) DELETE 'x'       |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | query                             |
      | CREATE (n) SET n += null RETURN n |

  Scenario Outline: Refused with DeleteConnectedNode: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode

    Examples:
      | query                          |
      | CREATE (a)-[r:T]->(b) DELETE a |

  Scenario Outline: Refused with InvalidDelete: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidDelete

    Examples:
      | query                   |
      | CREATE (a:A) DELETE a:A |

  Scenario Outline: Refused with RequiresDirectedRelationship: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: RequiresDirectedRelationship

    Examples:
      | query                 |
      | CREATE (n)-[:R]-(m)   |
      | CREATE (a)<-[:R]->(b) |
