Feature: Bound nodes, subqueries, lists, conversions and rounding

  Scenario: WITH {a: 1} AS m MATCH (n {x: m.a}) RETURN n
    Given an empty graph
    When executing query:
      """
      WITH {a: 1} AS m MATCH (n {x: m.a}) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n) WHERE n.x = 1 RETURN n UNION MATCH (n) RETURN n
    Given an empty graph
    When executing query:
      """
      MATCH (n) WHERE n.x = 1 RETURN n UNION MATCH (n) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (a)-[r]->(b) WHERE (a)-[r]->(b) RETURN count(*)
    Given an empty graph
    When executing query:
      """
      MATCH (a)-[r]->(b) WHERE (a)-[r]->(b) RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 0        |
    And no side effects

  Scenario: MATCH (a) WHERE EXISTS { (a)-->() } RETURN count(*)
    Given an empty graph
    When executing query:
      """
      MATCH (a) WHERE EXISTS { (a)-->() } RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 0        |
    And no side effects

  Scenario: MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WHERE b.x = a.x } RETURN count(*)
    Given an empty graph
    When executing query:
      """
      MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WHERE b.x = a.x } RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 0        |
    And no side effects

  Scenario: MATCH (a) WHERE EXISTS { MATCH (a)-->(b) RETURN b } RETURN count(*)
    Given an empty graph
    When executing query:
      """
      MATCH (a) WHERE EXISTS { MATCH (a)-->(b) RETURN b } RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 0        |
    And no side effects

  Scenario: MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WHERE EXISTS { (b)-->(a) } } RETURN count(*)
    Given an empty graph
    When executing query:
      """
      MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WHERE EXISTS { (b)-->(a) } } RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 0        |
    And no side effects

  Scenario: MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WITH a, count(b) AS c WHERE c > 1 RETURN true } RET...
    Given an empty graph
    When executing query:
      """
      MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WITH a, count(b) AS c WHERE c > 1 RETURN true } RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 0        |
    And no side effects

  Scenario: MATCH (n) RETURN [(n)-->(b) | b.x] AS l
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN [(n)-->(b) | b.x] AS l
      """
    Then the result should be, in any order:
      | l |
    And no side effects

  Scenario: MATCH (n) RETURN [p = (n)-->() | p] AS l
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN [p = (n)-->() | p] AS l
      """
    Then the result should be, in any order:
      | l |
    And no side effects

  Scenario: MATCH (n) RETURN [p = (n)-[*1..2]->() WHERE length(p) > 1 | length(p)] AS l
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN [p = (n)-[*1..2]->() WHERE length(p) > 1 | length(p)] AS l
      """
    Then the result should be, in any order:
      | l |
    And no side effects

  Scenario: MATCH (n) RETURN size([(n)--() | 1]) AS c
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN size([(n)--() | 1]) AS c
      """
    Then the result should be, in any order:
      | c |
    And no side effects

  Scenario: MATCH (n) RETURN [(n)-[r:T]->(b:B) WHERE b.x > 1 | r.y] AS l, count(*)
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN [(n)-[r:T]->(b:B) WHERE b.x > 1 | r.y] AS l, count(*)
      """
    Then the result should be, in any order:
      | l | count(*) |
    And no side effects

  Scenario: MATCH (n) WITH n, [(n)-->(m) | m] AS ms RETURN size(ms)
    Given an empty graph
    When executing query:
      """
      MATCH (n) WITH n, [(n)-->(m) | m] AS ms RETURN size(ms)
      """
    Then the result should be, in any order:
      | size(ms) |
    And no side effects

  Scenario: MATCH (n) RETURN exists((n)-->())
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN exists((n)-->())
      """
    Then the result should be, in any order:
      | exists((n)-->()) |
    And no side effects

  Scenario: MATCH (n) WHERE NOT ((n)-->()) RETURN n
    Given an empty graph
    When executing query:
      """
      MATCH (n) WHERE NOT ((n)-->()) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n), (m) WHERE (n)-[:T*]->(m) RETURN n
    Given an empty graph
    When executing query:
      """
      MATCH (n), (m) WHERE (n)-[:T*]->(m) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n) WHERE (n)-[]->({x: 1}) RETURN n
    Given an empty graph
    When executing query:
      """
      MATCH (n) WHERE (n)-[]->({x: 1}) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n) WHERE (n)-[:R|S*0..]->(:B {x: n.x}) RETURN n
    Given an empty graph
    When executing query:
      """
      MATCH (n) WHERE (n)-[:R|S*0..]->(:B {x: n.x}) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: RETURN all(x IN [] WHERE x), any(x IN null WHERE x), none(x IN [null] WHERE x), single(x IN ...
    Given an empty graph
    When executing query:
      """
      RETURN all(x IN [] WHERE x), any(x IN null WHERE x), none(x IN [null] WHERE x), single(x IN [true, null] WHERE x)
      """
    Then the result should be, in any order:
      | all(x IN [] WHERE x) | any(x IN null WHERE x) | none(x IN [null] WHERE x) | single(x IN [true, null] WHERE x) |
      | true                 | null                   | null                      | null                              |
    And no side effects

  Scenario: RETURN all(x IN [1, 'a'] WHERE x > 0) AS a, any(x IN ['a'] WHERE x > 0) AS b
    Given an empty graph
    When executing query:
      """
      RETURN all(x IN [1, 'a'] WHERE x > 0) AS a, any(x IN ['a'] WHERE x > 0) AS b
      """
    Then the result should be, in any order:
      | a    | b    |
      | null | null |
    And no side effects

  Scenario: RETURN [1, 2, 3][0..null], [1,2,3][null..], [1,2,3][-5..5], [1,2,3][3..1], [1,2,3][..-1], [1...
    Given an empty graph
    When executing query:
      """
      RETURN [1, 2, 3][0..null], [1,2,3][null..], [1,2,3][-5..5], [1,2,3][3..1], [1,2,3][..-1], [1,2,3][-1..]
      """
    Then the result should be, in any order:
      | [1, 2, 3][0..null] | [1,2,3][null..] | [1,2,3][-5..5] | [1,2,3][3..1] | [1,2,3][..-1] | [1,2,3][-1..] |
      | null               | null            | [1, 2, 3]      | []            | [1, 2]        | [3]           |
    And no side effects

  Scenario: WITH [1,2,3,4,5] AS list RETURN list[$from..$to] AS a, list[$from..$nul] AS b, list[$nul..$t...
    Given an empty graph
    And parameters are:
      | from | 1 |
      | to | 3 |
      | nul | null |
      | idx | 1 |
    When executing query:
      """
      WITH [1,2,3,4,5] AS list RETURN list[$from..$to] AS a, list[$from..$nul] AS b, list[$nul..$to] AS c, list[$idx] AS d
      """
    Then the result should be, in any order:
      | a      | b    | c    | d |
      | [2, 3] | null | null | 2 |
    And no side effects

  Scenario: RETURN [1] + 2 AS a, 1 + [2] AS b, [1] + null AS c, null + [1] AS d, [1] + [null] AS e, 'a' ...
    Given an empty graph
    When executing query:
      """
      RETURN [1] + 2 AS a, 1 + [2] AS b, [1] + null AS c, null + [1] AS d, [1] + [null] AS e, 'a' + ['b'] AS f, [] + [] AS g
      """
    Then the result should be, in any order:
      | a      | b      | c    | d    | e         | f          | g  |
      | [1, 2] | [1, 2] | null | null | [1, null] | ['a', 'b'] | [] |
    And no side effects

  Scenario: RETURN 5 IN [1, null], null IN [], null IN [null], [] IN [[]], [null] IN [[null]], [1, 2] IN...
    Given an empty graph
    When executing query:
      """
      RETURN 5 IN [1, null], null IN [], null IN [null], [] IN [[]], [null] IN [[null]], [1, 2] IN [1, [1, '2']], [1, 2] IN [1, [1, 2]], [null, 2] IN [1, [3, 2]], [1, 2] IN [[null, 'foo'], [1, 2]], [1, 2] IN [[null, 2], [1, 3]], 3 IN [[1,2,3]], [1,2] IN [[1,2,null]]
      """
    Then the result should be, in any order:
      | 5 IN [1, null] | null IN [] | null IN [null] | [] IN [[]] | [null] IN [[null]] | [1, 2] IN [1, [1, '2']] | [1, 2] IN [1, [1, 2]] | [null, 2] IN [1, [3, 2]] | [1, 2] IN [[null, 'foo'], [1, 2]] | [1, 2] IN [[null, 2], [1, 3]] | 3 IN [[1,2,3]] | [1,2] IN [[1,2,null]] |
      | null           | false      | null           | true       | null               | false                   | true                  | null                     | true                              | null                          | false          | false                 |
    And no side effects

  Scenario: RETURN 1 IN [[1, null]], [1] IN [1, [1]], [[1]] IN [[[1]]], [] IN [], [] IN [[], null], [nul...
    Given an empty graph
    When executing query:
      """
      RETURN 1 IN [[1, null]], [1] IN [1, [1]], [[1]] IN [[[1]]], [] IN [], [] IN [[], null], [null] IN [[1]], [1, null] IN [[1, 2]], null IN null, 1 IN null
      """
    Then the result should be, in any order:
      | 1 IN [[1, null]] | [1] IN [1, [1]] | [[1]] IN [[[1]]] | [] IN [] | [] IN [[], null] | [null] IN [[1]] | [1, null] IN [[1, 2]] | null IN null | 1 IN null |
      | false            | true            | true             | false    | true             | null            | null                  | null         | null      |
    And no side effects

  Scenario: RETURN size([1, [2, 3]]), head([]), last([]), tail([]), tail([1]), reverse([1, null]), head(...
    Given an empty graph
    When executing query:
      """
      RETURN size([1, [2, 3]]), head([]), last([]), tail([]), tail([1]), reverse([1, null]), head([null, 1])
      """
    Then the result should be, in any order:
      | size([1, [2, 3]]) | head([]) | last([]) | tail([]) | tail([1]) | reverse([1, null]) | head([null, 1]) |
      | 2                 | null     | null     | []       | []        | [null, 1]          | null            |
    And no side effects

  Scenario: RETURN toInteger('1.7'), toInteger('-1.7'), toInteger(' 1'), toInteger('1e3'), toInteger('0x...
    Given an empty graph
    When executing query:
      """
      RETURN toInteger('1.7'), toInteger('-1.7'), toInteger(' 1'), toInteger('1e3'), toInteger('0x10'), toInteger(''), toFloat('1e3'), toFloat('.5'), toFloat('5.'), toFloat('abc'), toBoolean('TRUE'), toBoolean(' true '), toBoolean('t'), toString(1.0), toString(1e10), toString(1e-5), toString(123456789.123), toString(1e21), toString(0.1 + 0.2), toString(100.0), toString(12345678.9), toString(1.0e7), toString(0.001), toString(0.0001)
      """
    Then the result should be, in any order:
      | toInteger('1.7') | toInteger('-1.7') | toInteger(' 1') | toInteger('1e3') | toInteger('0x10') | toInteger('') | toFloat('1e3') | toFloat('.5') | toFloat('5.') | toFloat('abc') | toBoolean('TRUE') | toBoolean(' true ') | toBoolean('t') | toString(1.0) | toString(1e10)  | toString(1e-5) | toString(123456789.123) | toString(1e21) | toString(0.1 + 0.2)   | toString(100.0) | toString(12345678.9) | toString(1.0e7) | toString(0.001) | toString(0.0001) |
      | 1                | -1                | 1               | 1000             | null              | null          | 1000.0         | 0.5           | 5.0           | null           | true              | true                | null           | '1.0'         | '10000000000.0' | '1e-5'         | '123456789.123'         | '1e21'         | '0.30000000000000004' | '100.0'         | '12345678.9'         | '10000000.0'    | '0.001'         | '0.0001'         |
    And no side effects

  Scenario: RETURN 1.0, 1e10, 1e-5, 123456789.123, 1e21, 0.1 + 0.2, 100.0, 1e7, 0.001, 0.0001, 3.0e0, -0...
    Given an empty graph
    When executing query:
      """
      RETURN 1.0, 1e10, 1e-5, 123456789.123, 1e21, 0.1 + 0.2, 100.0, 1e7, 0.001, 0.0001, 3.0e0, -0.0, 5 / 2, 5 / 2.0, 5 % 3, -5 % 3, 5 % -3, 5.5 % 2, 2 ^ 3, 2 ^ 0.5, 7 / -2, 10 ^ -1
      """
    Then the result should be, in any order:
      | 1.0 | 1e10          | 1e-5  | 123456789.123 | 1e21  | 0.1 + 0.2           | 100.0 | 1e7        | 0.001 | 0.0001 | 3.0e0 | -0.0 | 5 / 2 | 5 / 2.0 | 5 % 3 | -5 % 3 | 5 % -3 | 5.5 % 2 | 2 ^ 3 | 2 ^ 0.5            | 7 / -2 | 10 ^ -1 |
      | 1.0 | 10000000000.0 | 1e-05 | 123456789.123 | 1e+21 | 0.30000000000000004 | 100.0 | 10000000.0 | 0.001 | 0.0001 | 3.0   | -0.0 | 2     | 2.5     | 2     | -2     | 2      | 1.5     | 8.0   | 1.4142135623730951 | -3     | 0.1     |
    And no side effects

  Scenario: RETURN split('a,b', ','), split('', ','), split('abc', ''), replace('abc', 'b', ''), replace...
    Given an empty graph
    When executing query:
      """
      RETURN split('a,b', ','), split('', ','), split('abc', ''), replace('abc', 'b', ''), replace('aaa', 'a', 'b'), substring('abc', 1), substring('abc', 5), substring('abc', 0, 9), left('abc', 5), right('abc', 2), ltrim('  a '), rtrim(' a  '), trim(' a '), toUpper('aé'), toLower('AÉ'), reverse('abc')
      """
    Then the result should be, in any order:
      | split('a,b', ',') | split('', ',') | split('abc', '') | replace('abc', 'b', '') | replace('aaa', 'a', 'b') | substring('abc', 1) | substring('abc', 5) | substring('abc', 0, 9) | left('abc', 5) | right('abc', 2) | ltrim('  a ') | rtrim(' a  ') | trim(' a ') | toUpper('aé') | toLower('AÉ') | reverse('abc') |
      | ['a', 'b']        | ['']           | ['a', 'b', 'c']  | 'ac'                    | 'bbb'                    | 'bc'                | ''                  | 'abc'                  | 'abc'          | 'bc'            | 'a '          | ' a'          | 'a'         | 'AÉ'          | 'aé'          | 'cba'          |
    And no side effects

  Scenario Outline: Refused with VariableAlreadyBound: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

    Examples:
      | query                                                   |
      | CREATE (a:Foo) MERGE (a)-[r:KNOWS]->(a:Bar)             |
      | CREATE (a:Foo) MERGE (a:Bar)-[r:KNOWS]->(b) RETURN b    |
      | CREATE (a:Foo) MERGE (a {x: 1})-[r:KNOWS]->(b) RETURN b |
      | CREATE (a:Foo) CREATE (a:Bar)-[:R]->(b)                 |
      | CREATE (a:Foo) CREATE (a {x: 1})-[:R]->(b)              |
      | CREATE (a:Foo) CREATE (a:Foo)-[:R]->(b)                 |
      | MATCH (a) CREATE (a)                                    |
      | WITH 1 AS a CREATE (a)                                  |

  Scenario Outline: Refused with VariableTypeConflict: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

    Examples:
      | query                                    |
      | WITH 1 AS a CREATE (a)-[:R]->(b)         |
      | WITH 1 AS a MERGE (a)-[:R]->(b) RETURN b |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | query                                                 |
      | WITH null AS a CREATE (a)-[:R]->(b) RETURN b          |
      | OPTIONAL MATCH (a:Nope) CREATE (a)-[:R]->(b) RETURN b |
      | OPTIONAL MATCH (a:Nope) MERGE (a)-[:R]->(b) RETURN b  |

  Scenario Outline: Refused with InvalidClauseComposition: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

    Examples:
      | query                                                                  |
      | MATCH (a) WHERE EXISTS { MATCH (a)-->(b) SET b.x = 1 } RETURN count(*) |

  Scenario Outline: Refused with UnexpectedSyntax: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | query                                      |
      | MATCH (n) RETURN (n)-->()                  |
      | MATCH (n) WITH (n)-->() AS x RETURN x      |
      | MATCH (n) SET n.x = (n)-->()               |
      | MATCH (n) RETURN size((n)-->())            |
      | MATCH (n) RETURN coalesce((n)-->(), 1)     |
      | MATCH (n) WHERE (n) --> () = true RETURN n |

  Scenario Outline: Refused with UndefinedVariable: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

    Examples:
      | query                                |
      | MATCH (n) WHERE (n)-[r]->() RETURN n |
      | RETURN any(x IN [1, 2] WHERE x = y)  |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | query                                        |
      | RETURN none(x IN ['a'] WHERE x % 2 = 0)      |
      | RETURN single(x IN [{a: 1}] WHERE x + 1 = 2) |

  Scenario Outline: Refused with MissingParameter: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a ParameterMissing should be raised at compile time: MissingParameter

    Examples:
      | query                                            |
      | WITH [1,2,3,4,5] AS list RETURN list[$from..$to] |
      | RETURN keys($m)                                  |
