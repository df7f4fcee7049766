Feature: Errors are found in every place an expression can stand

  Scenario Outline: A variable that is not there (UndefinedVariable): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

    Examples:
      | query                                                                                  |
      | MATCH (n)-[r]->(m) RETURN nope.num AS z                                                |
      | MATCH (n)-[r]->(m) RETURN DISTINCT nope.num AS z                                       |
      | MATCH (n)-[r]->(m) WITH nope.num AS z RETURN z                                         |
      | MATCH (n)-[r]->(m) WHERE (nope.num) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE (nope.num) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE (nope.num) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY nope.num                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY nope.num RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP nope.num                                         |
      | MATCH (n)-[r]->(m) UNWIND [nope.num] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: nope.num})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: nope.num}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: nope.num})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = nope.num                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = nope.num                             |
      | MATCH (n)-[r]->(m) SET n.num = nope.num                                                |
      | MATCH (n)-[r]->(m) SET n += {p: nope.num}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: nope.num}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: nope.num}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p(nope.num) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| nope.num] AS z                      |
      | MATCH (n)-[r]->(m) RETURN [i IN [nope.num] \| i] AS z                                  |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE (nope.num) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| nope.num) AS z                     |
      | MATCH (n)-[r]->(m) RETURN CASE WHEN true THEN nope.num END AS z                        |
      | MATCH (n)-[r]->(m) RETURN {k: nope.num} AS z                                           |
      | MATCH (n)-[r]->(m) RETURN [1][nope.num] AS z                                           |
      | MATCH (n)-[r]->(m) RETURN coalesce(nope.num) AS z                                      |
      | MATCH (n)-[r]->(m) RETURN count(nope.num) AS z                                         |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| nope.num] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE (nope.num) = 1 } RETURN 1 AS z |
      | RETURN 1 AS z UNION MATCH (n)-[r]->(m) RETURN nope.num AS z                            |
      | MATCH (n)-[r]->(m) DELETE nope.num                                                     |

  Scenario Outline: An operand that can never fit (InvalidArgumentType): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | query                                                                                    |
      | MATCH (n)-[r]->(m) RETURN 1 AND true AS z                                                |
      | MATCH (n)-[r]->(m) RETURN DISTINCT 1 AND true AS z                                       |
      | MATCH (n)-[r]->(m) WITH 1 AND true AS z RETURN z                                         |
      | MATCH (n)-[r]->(m) WHERE (1 AND true) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE (1 AND true) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE (1 AND true) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY 1 AND true                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY 1 AND true RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP 1 AND true                                         |
      | MATCH (n)-[r]->(m) UNWIND [1 AND true] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: 1 AND true})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: 1 AND true}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: 1 AND true})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = 1 AND true                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = 1 AND true                             |
      | MATCH (n)-[r]->(m) SET n.num = 1 AND true                                                |
      | MATCH (n)-[r]->(m) SET n += {p: 1 AND true}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: 1 AND true}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: 1 AND true}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p(1 AND true) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| 1 AND true] AS z                      |
      | MATCH (n)-[r]->(m) RETURN [i IN [1 AND true] \| i] AS z                                  |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE (1 AND true) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| 1 AND true) AS z                     |
      | MATCH (n)-[r]->(m) RETURN CASE WHEN true THEN 1 AND true END AS z                        |
      | MATCH (n)-[r]->(m) RETURN {k: 1 AND true} AS z                                           |
      | MATCH (n)-[r]->(m) RETURN [1][1 AND true] AS z                                           |
      | MATCH (n)-[r]->(m) RETURN coalesce(1 AND true) AS z                                      |
      | MATCH (n)-[r]->(m) RETURN count(1 AND true) AS z                                         |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| 1 AND true] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE (1 AND true) = 1 } RETURN 1 AS z |
      | RETURN 1 AS z UNION MATCH (n)-[r]->(m) RETURN 1 AND true AS z                            |
      | MATCH (n)-[r]->(m) DELETE 1 AND true                                                     |

  Scenario Outline: A function that is not there (UnknownFunction): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UnknownFunction

    Examples:
      | query                                                                                   |
      | MATCH (n)-[r]->(m) RETURN noSuch(1) AS z                                                |
      | MATCH (n)-[r]->(m) RETURN DISTINCT noSuch(1) AS z                                       |
      | MATCH (n)-[r]->(m) WITH noSuch(1) AS z RETURN z                                         |
      | MATCH (n)-[r]->(m) WHERE (noSuch(1)) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE (noSuch(1)) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE (noSuch(1)) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY noSuch(1)                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY noSuch(1) RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP noSuch(1)                                         |
      | MATCH (n)-[r]->(m) UNWIND [noSuch(1)] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: noSuch(1)})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: noSuch(1)}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: noSuch(1)})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = noSuch(1)                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = noSuch(1)                             |
      | MATCH (n)-[r]->(m) SET n.num = noSuch(1)                                                |
      | MATCH (n)-[r]->(m) SET n += {p: noSuch(1)}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: noSuch(1)}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: noSuch(1)}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p(noSuch(1)) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| noSuch(1)] AS z                      |
      | MATCH (n)-[r]->(m) RETURN [i IN [noSuch(1)] \| i] AS z                                  |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE (noSuch(1)) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| noSuch(1)) AS z                     |
      | MATCH (n)-[r]->(m) RETURN CASE WHEN true THEN noSuch(1) END AS z                        |
      | MATCH (n)-[r]->(m) RETURN {k: noSuch(1)} AS z                                           |
      | MATCH (n)-[r]->(m) RETURN [1][noSuch(1)] AS z                                           |
      | MATCH (n)-[r]->(m) RETURN coalesce(noSuch(1)) AS z                                      |
      | MATCH (n)-[r]->(m) RETURN count(noSuch(1)) AS z                                         |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| noSuch(1)] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE (noSuch(1)) = 1 } RETURN 1 AS z |
      | RETURN 1 AS z UNION MATCH (n)-[r]->(m) RETURN noSuch(1) AS z                            |
      | MATCH (n)-[r]->(m) DELETE noSuch(1)                                                     |

  Scenario Outline: A parameter that was not given (MissingParameter): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a ParameterMissing should be raised at compile time: MissingParameter

    Examples:
      | query                                                                                  |
      | MATCH (n)-[r]->(m) RETURN $missing AS z                                                |
      | MATCH (n)-[r]->(m) RETURN DISTINCT $missing AS z                                       |
      | MATCH (n)-[r]->(m) WITH $missing AS z RETURN z                                         |
      | MATCH (n)-[r]->(m) WHERE ($missing) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE ($missing) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE ($missing) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY $missing                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY $missing RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP $missing                                         |
      | MATCH (n)-[r]->(m) UNWIND [$missing] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: $missing})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: $missing}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: $missing})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = $missing                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = $missing                             |
      | MATCH (n)-[r]->(m) SET n.num = $missing                                                |
      | MATCH (n)-[r]->(m) SET n += {p: $missing}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: $missing}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: $missing}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p($missing) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| $missing] AS z                      |
      | MATCH (n)-[r]->(m) RETURN [i IN [$missing] \| i] AS z                                  |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE ($missing) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| $missing) AS z                     |
      | MATCH (n)-[r]->(m) RETURN CASE WHEN true THEN $missing END AS z                        |
      | MATCH (n)-[r]->(m) RETURN {k: $missing} AS z                                           |
      | MATCH (n)-[r]->(m) RETURN [1][$missing] AS z                                           |
      | MATCH (n)-[r]->(m) RETURN coalesce($missing) AS z                                      |
      | MATCH (n)-[r]->(m) RETURN count($missing) AS z                                         |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| $missing] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE ($missing) = 1 } RETURN 1 AS z |
      | RETURN 1 AS z UNION MATCH (n)-[r]->(m) RETURN $missing AS z                            |
      | MATCH (n)-[r]->(m) DELETE $missing                                                     |

  Scenario Outline: An argument too few (InvalidNumberOfArguments): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

    Examples:
      | query                                                                                   |
      | MATCH (n)-[r]->(m) RETURN toUpper() AS z                                                |
      | MATCH (n)-[r]->(m) RETURN DISTINCT toUpper() AS z                                       |
      | MATCH (n)-[r]->(m) WITH toUpper() AS z RETURN z                                         |
      | MATCH (n)-[r]->(m) WHERE (toUpper()) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE (toUpper()) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE (toUpper()) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY toUpper()                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY toUpper() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP toUpper()                                         |
      | MATCH (n)-[r]->(m) UNWIND [toUpper()] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: toUpper()})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: toUpper()}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: toUpper()})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = toUpper()                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = toUpper()                             |
      | MATCH (n)-[r]->(m) SET n.num = toUpper()                                                |
      | MATCH (n)-[r]->(m) SET n += {p: toUpper()}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: toUpper()}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: toUpper()}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p(toUpper()) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| toUpper()] AS z                      |
      | MATCH (n)-[r]->(m) RETURN [i IN [toUpper()] \| i] AS z                                  |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE (toUpper()) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| toUpper()) AS z                     |
      | MATCH (n)-[r]->(m) RETURN CASE WHEN true THEN toUpper() END AS z                        |
      | MATCH (n)-[r]->(m) RETURN {k: toUpper()} AS z                                           |
      | MATCH (n)-[r]->(m) RETURN [1][toUpper()] AS z                                           |
      | MATCH (n)-[r]->(m) RETURN coalesce(toUpper()) AS z                                      |
      | MATCH (n)-[r]->(m) RETURN count(toUpper()) AS z                                         |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| toUpper()] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE (toUpper()) = 1 } RETURN 1 AS z |
      | RETURN 1 AS z UNION MATCH (n)-[r]->(m) RETURN toUpper() AS z                            |
      | MATCH (n)-[r]->(m) DELETE toUpper()                                                     |

  Scenario Outline: An integer that does not fit (IntegerOverflow): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

    Examples:
      | query                                                                                             |
      | MATCH (n)-[r]->(m) RETURN 9223372036854775808 AS z                                                |
      | MATCH (n)-[r]->(m) RETURN DISTINCT 9223372036854775808 AS z                                       |
      | MATCH (n)-[r]->(m) WITH 9223372036854775808 AS z RETURN z                                         |
      | MATCH (n)-[r]->(m) WHERE (9223372036854775808) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE (9223372036854775808) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE (9223372036854775808) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY 9223372036854775808                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY 9223372036854775808 RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP 9223372036854775808                                         |
      | MATCH (n)-[r]->(m) UNWIND [9223372036854775808] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: 9223372036854775808})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: 9223372036854775808}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: 9223372036854775808})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = 9223372036854775808                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = 9223372036854775808                             |
      | MATCH (n)-[r]->(m) SET n.num = 9223372036854775808                                                |
      | MATCH (n)-[r]->(m) SET n += {p: 9223372036854775808}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: 9223372036854775808}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: 9223372036854775808}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p(9223372036854775808) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| 9223372036854775808] AS z                      |
      | MATCH (n)-[r]->(m) RETURN [i IN [9223372036854775808] \| i] AS z                                  |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE (9223372036854775808) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| 9223372036854775808) AS z                     |
      | MATCH (n)-[r]->(m) RETURN CASE WHEN true THEN 9223372036854775808 END AS z                        |
      | MATCH (n)-[r]->(m) RETURN {k: 9223372036854775808} AS z                                           |
      | MATCH (n)-[r]->(m) RETURN [1][9223372036854775808] AS z                                           |
      | MATCH (n)-[r]->(m) RETURN coalesce(9223372036854775808) AS z                                      |
      | MATCH (n)-[r]->(m) RETURN count(9223372036854775808) AS z                                         |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| 9223372036854775808] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE (9223372036854775808) = 1 } RETURN 1 AS z |
      | RETURN 1 AS z UNION MATCH (n)-[r]->(m) RETURN 9223372036854775808 AS z                            |
      | MATCH (n)-[r]->(m) DELETE 9223372036854775808                                                     |

  Scenario Outline: An argument that can never fit (InvalidArgumentType): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | query                                                                                   |
      | MATCH (n)-[r]->(m) RETURN labels(r) AS z                                                |
      | MATCH (n)-[r]->(m) RETURN DISTINCT labels(r) AS z                                       |
      | MATCH (n)-[r]->(m) WITH labels(r) AS z RETURN z                                         |
      | MATCH (n)-[r]->(m) WHERE (labels(r)) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE (labels(r)) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE (labels(r)) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY labels(r)                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY labels(r) RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP labels(r)                                         |
      | MATCH (n)-[r]->(m) UNWIND [labels(r)] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: labels(r)})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: labels(r)}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: labels(r)})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = labels(r)                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = labels(r)                             |
      | MATCH (n)-[r]->(m) SET n.num = labels(r)                                                |
      | MATCH (n)-[r]->(m) SET n += {p: labels(r)}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: labels(r)}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: labels(r)}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p(labels(r)) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| labels(r)] AS z                      |
      | MATCH (n)-[r]->(m) RETURN [i IN [labels(r)] \| i] AS z                                  |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE (labels(r)) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| labels(r)) AS z                     |
      | MATCH (n)-[r]->(m) RETURN CASE WHEN true THEN labels(r) END AS z                        |
      | MATCH (n)-[r]->(m) RETURN {k: labels(r)} AS z                                           |
      | MATCH (n)-[r]->(m) RETURN [1][labels(r)] AS z                                           |
      | MATCH (n)-[r]->(m) RETURN coalesce(labels(r)) AS z                                      |
      | MATCH (n)-[r]->(m) RETURN count(labels(r)) AS z                                         |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| labels(r)] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE (labels(r)) = 1 } RETURN 1 AS z |
      | RETURN 1 AS z UNION MATCH (n)-[r]->(m) RETURN labels(r) AS z                            |
      | MATCH (n)-[r]->(m) DELETE labels(r)                                                     |

  Scenario Outline: An aggregate (InvalidAggregation): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

    Examples:
      | query                                                                                  |
      | MATCH (n)-[r]->(m) WHERE (count(*)) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE (count(*)) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE (count(*)) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY count(*)                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY count(*) RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP count(*)                                         |
      | MATCH (n)-[r]->(m) UNWIND [count(*)] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: count(*)})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: count(*)}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: count(*)})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = count(*)                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = count(*)                             |
      | MATCH (n)-[r]->(m) SET n.num = count(*)                                                |
      | MATCH (n)-[r]->(m) SET n += {p: count(*)}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: count(*)}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: count(*)}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p(count(*)) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| count(*)] AS z                      |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE (count(*)) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| count(*)) AS z                     |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| count(*)] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE (count(*)) = 1 } RETURN 1 AS z |
      | MATCH (n)-[r]->(m) DELETE count(*)                                                     |

  Scenario Outline: An aggregate (NestedAggregation): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NestedAggregation

    Examples:
      | query                                          |
      | MATCH (n)-[r]->(m) RETURN count(count(*)) AS z |

  Scenario Outline: An aggregate in an aggregate (NestedAggregation): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NestedAggregation

    Examples:
      | query                                                                |
      | MATCH (n)-[r]->(m) RETURN sum(count(n)) AS z                         |
      | MATCH (n)-[r]->(m) RETURN DISTINCT sum(count(n)) AS z                |
      | MATCH (n)-[r]->(m) WITH sum(count(n)) AS z RETURN z                  |
      | MATCH (n)-[r]->(m) RETURN [i IN [sum(count(n))] \| i] AS z           |
      | MATCH (n)-[r]->(m) RETURN CASE WHEN true THEN sum(count(n)) END AS z |
      | MATCH (n)-[r]->(m) RETURN {k: sum(count(n))} AS z                    |
      | MATCH (n)-[r]->(m) RETURN [1][sum(count(n))] AS z                    |
      | MATCH (n)-[r]->(m) RETURN coalesce(sum(count(n))) AS z               |
      | MATCH (n)-[r]->(m) RETURN count(sum(count(n))) AS z                  |
      | RETURN 1 AS z UNION MATCH (n)-[r]->(m) RETURN sum(count(n)) AS z     |

  Scenario Outline: An aggregate in an aggregate (InvalidAggregation): <query>
    Given an empty graph
    And there exists a procedure t.p(in :: ANY?) :: (out :: ANY?):
      | in | out |
    And having executed:
      """
      CREATE (:A {num: 1})-[:R {num: 2}]->(:B)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

    Examples:
      | query                                                                                       |
      | MATCH (n)-[r]->(m) WHERE (sum(count(n))) = 1 RETURN 1 AS z                                  |
      | MATCH (n)-[r]->(m) WITH * WHERE (sum(count(n))) = 1 RETURN 1 AS z                           |
      | MATCH (n) OPTIONAL MATCH (n)-[r]->(m) WHERE (sum(count(n))) = 1 RETURN 1 AS z               |
      | MATCH (n)-[r]->(m) RETURN n, r, m ORDER BY sum(count(n))                                    |
      | MATCH (n)-[r]->(m) WITH n, r, m ORDER BY sum(count(n)) RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) RETURN 1 AS z SKIP sum(count(n))                                         |
      | MATCH (n)-[r]->(m) UNWIND [sum(count(n))] AS z RETURN z                                     |
      | MATCH (n)-[r]->(m) CREATE (:X {p: sum(count(n))})                                           |
      | MATCH (n)-[r]->(m) CREATE (n)-[:T {p: sum(count(n))}]->(m)                                  |
      | MATCH (n)-[r]->(m) MERGE (:X {p: sum(count(n))})                                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON CREATE SET q.p = sum(count(n))                            |
      | MATCH (n)-[r]->(m) MERGE (q:X) ON MATCH SET q.p = sum(count(n))                             |
      | MATCH (n)-[r]->(m) SET n.num = sum(count(n))                                                |
      | MATCH (n)-[r]->(m) SET n += {p: sum(count(n))}                                              |
      | MATCH (n)-[r]->(m) MATCH (q {p: sum(count(n))}) RETURN 1 AS z                               |
      | MATCH (n)-[r]->(m) MATCH ()-[q {p: sum(count(n))}]->() RETURN 1 AS z                        |
      | MATCH (n)-[r]->(m) CALL t.p(sum(count(n))) YIELD out RETURN 1 AS z                          |
      | MATCH (n)-[r]->(m) RETURN [i IN [1] WHERE i > 0 \| sum(count(n))] AS z                      |
      | MATCH (n)-[r]->(m) RETURN any(i IN [1] WHERE (sum(count(n))) = i) AS z                      |
      | MATCH (n)-[r]->(m) RETURN reduce(a = 0, i IN [1] \| sum(count(n))) AS z                     |
      | MATCH (n)-[r]->(m) RETURN [(n)-->(b) \| sum(count(n))] AS z                                 |
      | MATCH (n)-[r]->(m) WHERE EXISTS { MATCH (n)-->(b) WHERE (sum(count(n))) = 1 } RETURN 1 AS z |
      | MATCH (n)-[r]->(m) DELETE sum(count(n))                                                     |
