Feature: Literals and precedence

  Scenario: `RETURN {k1: 1 k2: 2} AS m`
    Given an empty graph
    When executing query:
      """
      RETURN {k1: 1 k2: 2} AS m
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {k1: 1 AS m`
    Given an empty graph
    When executing query:
      """
      RETURN {k1: 1 AS m
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {k1: k2: 1} AS m`
    Given an empty graph
    When executing query:
      """
      RETURN {k1: k2: 1} AS m
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {k1} AS m`
    Given an empty graph
    When executing query:
      """
      RETURN {k1} AS m
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {'k1': 1} AS m`
    Given an empty graph
    When executing query:
      """
      RETURN {'k1': 1} AS m
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {k1B2c3e67:} AS m`
    Given an empty graph
    When executing query:
      """
      RETURN {k1B2c3e67:} AS m
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN { k1 : 'a' , k2 : { k3 : [ { k4 : null } ] } } AS m`
    Given an empty graph
    When executing query:
      """
      RETURN { k1 : 'a' , k2 : { k3 : [ { k4 : null } ] } } AS m
      """
    Then the result should be, in any order:
      | m                                 |
      | {k1: 'a', k2: {k3: [{k4: null}]}} |
    And no side effects

  Scenario: `RETURN {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: { ...`
    Given an empty graph
    When executing query:
      """
      RETURN {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}} IS NULL AS m
      """
    Then the result should be, in any order:
      | m     |
      | false |
    And no side effects

  Scenario: `RETURN size([[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] ...`
    Given an empty graph
    When executing query:
      """
      RETURN size([[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]) AS m
      """
    Then the result should be, in any order:
      | m |
      | 1 |
    And no side effects

  Scenario: `RETURN [1,,2] AS l`
    Given an empty graph
    When executing query:
      """
      RETURN [1,,2] AS l
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN [1, 2,] AS l`
    Given an empty graph
    When executing query:
      """
      RETURN [1, 2,] AS l
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN 1] AS l`
    Given an empty graph
    When executing query:
      """
      RETURN 1] AS l
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN ['a, 'b'] AS l`
    Given an empty graph
    When executing query:
      """
      RETURN ['a, 'b'] AS l
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: `RETURN '\x' AS l`
    Given an empty graph
    When executing query:
      """
      RETURN '\x' AS l
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: `RETURN 'a b' AS l`
    Given an empty graph
    When executing query:
      """
      RETURN 'a
      b' AS l
      """
    Then the result should be, in any order:
      | l      |
      | 'a\nb' |
    And no side effects

  Scenario: `RETURN 'a" AS l`
    Given an empty graph
    When executing query:
      """
      RETURN 'a" AS l
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: `RETURN 42 — 41`
    Given an empty graph
    When executing query:
      """
      RETURN 42 — 41
      """
    Then a SyntaxError should be raised at compile time: InvalidUnicodeCharacter

  Scenario: `RETURN 007 AS a, 00 AS b`
    Given an empty graph
    When executing query:
      """
      RETURN 007 AS a, 00 AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 7 | 0 |
    And no side effects

  Scenario: `RETURN 1. AS a`
    Given an empty graph
    When executing query:
      """
      RETURN 1. AS a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: `RETURN -1e-305 AS a, 1e308 AS b, 1.7976931348623157e308 AS c, 5e-324 AS d, -.1e-5 AS e, ...`
    Given an empty graph
    When executing query:
      """
      RETURN -1e-305 AS a, 1e308 AS b, 1.7976931348623157e308 AS c, 5e-324 AS d, -.1e-5 AS e, 1E+2 AS f, 00.5 AS g
      """
    Then the result should be, in any order:
      | a       | b     | c                      | d      | e         | f     | g   |
      | -1e-305 | 1e308 | 1.7976931348623157e308 | 5e-324 | -0.000001 | 100.0 | 0.5 |
    And no side effects

  Scenario: `RETURN [1,2,3][1..2] AS a, [1,2,3][1 .. 2] AS b, [1,2,3][0..-1] AS c`
    Given an empty graph
    When executing query:
      """
      RETURN [1,2,3][1..2] AS a, [1,2,3][1 .. 2] AS b, [1,2,3][0..-1] AS c
      """
    Then the result should be, in any order:
      | a   | b   | c     |
      | [2] | [2] | [1,2] |
    And no side effects

  Scenario: `RETURN - 9223372036854775808 AS a`
    Given an empty graph
    When executing query:
      """
      RETURN - 9223372036854775808 AS a
      """
    Then the result should be, in any order:
      | a                    |
      | -9223372036854775808 |
    And no side effects

  Scenario: `RETURN 1 - 9223372036854775808 AS a`
    Given an empty graph
    When executing query:
      """
      RETURN 1 - 9223372036854775808 AS a
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN -(9223372036854775808) AS a`
    Given an empty graph
    When executing query:
      """
      RETURN -(9223372036854775808) AS a
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN abs(-9223372036854775808)`
    Given an empty graph
    When executing query:
      """
      RETURN abs(-9223372036854775808)
      """
    Then an ArithmeticError should be raised at runtime: *

  Scenario: `RETURN -$x`
    Given an empty graph
    And parameters are:
      | x | -9223372036854775808 |
    When executing query:
      """
      RETURN -$x
      """
    Then an ArithmeticError should be raised at runtime: *

  Scenario: `RETURN $x / -1`
    Given an empty graph
    And parameters are:
      | x | -9223372036854775808 |
    When executing query:
      """
      RETURN $x / -1
      """
    Then an ArithmeticError should be raised at runtime: *

  Scenario: `RETURN $x % -1 AS r`
    Given an empty graph
    And parameters are:
      | x | -9223372036854775808 |
    When executing query:
      """
      RETURN $x % -1 AS r
      """
    Then the result should be, in any order:
      | r |
      | 0 |
    And no side effects

  Scenario: `UNWIND [9223372036854775807, 1] AS x RETURN sum(x)`
    Given an empty graph
    When executing query:
      """
      UNWIND [9223372036854775807, 1] AS x
      RETURN sum(x)
      """
    Then an ArithmeticError should be raised at runtime: *

  Scenario: `RETURN true=false AS a, true<>null AS b`
    Given an empty graph
    When executing query:
      """
      RETURN true=false AS a, true<>null AS b
      """
    Then the result should be, in any order:
      | a     | b    |
      | false | null |
    And no side effects

  Scenario: `RETURN 1 IN [1] IN [true] AS a`
    Given an empty graph
    When executing query:
      """
      RETURN 1 IN [1] IN [true] AS a
      """
    Then the result should be, in any order:
      | a    |
      | true |
    And no side effects

  Scenario: `RETURN null IS NULL IS NULL AS a, NOT NOT null IS NOT NULL AS b`
    Given an empty graph
    When executing query:
      """
      RETURN null IS NULL IS NULL AS a, NOT NOT null IS NOT NULL AS b
      """
    Then the result should be, in any order:
      | a     | b     |
      | false | false |
    And no side effects

  Scenario: `MATCH (n) RETURN NOT n:A AS a, n:A = true AS b, n:A AND n.x AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: true})
      """
    When executing query:
      """
      MATCH (n)
      RETURN NOT n:A AS a, n:A = true AS b, n:A AND n.x AS c
      """
    Then the result should be, in any order:
      | a     | b    | c    |
      | false | true | true |
    And no side effects

  Scenario: `RETURN -2 ^ 2 AS a, 2 ^ -2 AS b, -2 ^ -2 AS c, 2 ^ 2 ^ 3 AS d`
    Given an empty graph
    When executing query:
      """
      RETURN -2 ^ 2 AS a, 2 ^ -2 AS b, -2 ^ -2 AS c, 2 ^ 2 ^ 3 AS d
      """
    Then the result should be, in any order:
      | a   | b    | c    | d    |
      | 4.0 | 0.25 | 0.25 | 64.0 |
    And no side effects

  Scenario: `RETURN 7 % 4 * 2 AS a, 7 * 4 % 3 AS b, 10 - 4 % 3 AS c, 8 / 4 / 2 AS d, 2 - -2 AS e, 2-- ...`
    Given an empty graph
    When executing query:
      """
      RETURN 7 % 4 * 2 AS a, 7 * 4 % 3 AS b, 10 - 4 % 3 AS c, 8 / 4 / 2 AS d, 2 - -2 AS e, 2--2 AS f
      """
    Then the result should be, in any order:
      | a | b | c | d | e | f |
      | 6 | 1 | 9 | 1 | 4 | 4 |
    And no side effects

  Scenario: `RETURN 'ab' + 'c' =~ 'abc' AS a, 'abc' =~ 'a.*' AND true AS b, NOT 'a' STARTS WITH 'b' A ...`
    Given an empty graph
    When executing query:
      """
      RETURN 'ab' + 'c' =~ 'abc' AS a, 'abc' =~ 'a.*' AND true AS b, NOT 'a' STARTS WITH 'b' AS c
      """
    Then the result should be, in any order:
      | a    | b    | c    |
      | true | true | true |
    And no side effects

  Scenario: `RETURN {a: {b: [1, {c: 2}]}}.a.b[1].c AS x`
    Given an empty graph
    When executing query:
      """
      RETURN {a: {b: [1, {c: 2}]}}.a.b[1].c AS x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
    And no side effects

  Scenario: `MATCH (n) RETURN -n.v AS a, n.v ^ 2 AS b, 2 * -n.v AS c`
    Given an empty graph
    And having executed:
      """
      CREATE ({v: 3})
      """
    When executing query:
      """
      MATCH (n)
      RETURN -n.v AS a, n.v ^ 2 AS b, 2 * -n.v AS c
      """
    Then the result should be, in any order:
      | a  | b   | c  |
      | -3 | 9.0 | -6 |
    And no side effects

  Scenario: `UNWIND [1,2,3,4] AS x WITH x WHERE 1 < x <= 3 RETURN x`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3,4] AS x
      WITH x WHERE 1 < x <= 3
      RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
      | 3 |
    And no side effects

  Scenario: `MATCH (a)-->(b)-->(c) WHERE a <> b <> c RETURN count(*) AS n`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C)
      """
    When executing query:
      """
      MATCH (a)-->(b)-->(c) WHERE a <> b <> c
      RETURN count(*) AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |
    And no side effects

  Scenario: `RETURN 1 = null = 1 AS a, 1 < 2 = true AS b`
    Given an empty graph
    When executing query:
      """
      RETURN 1 = null = 1 AS a, 1 < 2 = true AS b
      """
    Then the result should be, in any order:
      | a    | b     |
      | null | false |
    And no side effects

  Scenario: `UNWIND ['1', 2, 3.7, null, 'x', true] AS x WITH x WHERE NOT x = true OR x IS NULL RETURN ...`
    Given an empty graph
    When executing query:
      """
      UNWIND ['1', 2, 3.7, null, 'x', true] AS x
      WITH x WHERE NOT x = true OR x IS NULL
      RETURN toInteger(x) AS i
      """
    Then the result should be, in any order:
      | i    |
      | 1    |
      | 2    |
      | 3    |
      | null |
      | null |
    And no side effects

  Scenario: `UNWIND [true, false, 'true', 'false', 'trUe', 'FALSE', ' true', '', null] AS x RETURN to ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [true, false, 'true', 'false', 'trUe', 'FALSE', ' true', '', null] AS x
      RETURN toBoolean(x) AS b
      """
    Then the result should be, in order:
      | b     |
      | true  |
      | false |
      | true  |
      | false |
      | true  |
      | false |
      | true  |
      | null  |
      | null  |
    And no side effects

  Scenario: `UNWIND [1, 3.4, '5', '-2.5', 'foo', '', null, '1.0E3'] AS x RETURN toFloat(x) AS f`
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 3.4, '5', '-2.5', 'foo', '', null, '1.0E3'] AS x
      RETURN toFloat(x) AS f
      """
    Then the result should be, in order:
      | f      |
      | 1.0    |
      | 3.4    |
      | 5.0    |
      | -2.5   |
      | null   |
      | null   |
      | null   |
      | 1000.0 |
    And no side effects

  Scenario: `MATCH (m:M) WITH * WITH m, 1 < 2 AS b RETURN toString(m.rating) AS a, toString(b) AS b, ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:M {rating: 4})
      """
    When executing query:
      """
      MATCH (m:M)
      WITH *
      WITH m, 1 < 2 AS b
      RETURN toString(m.rating) AS a, toString(b) AS b, toString(1 < 0) AS c
      """
    Then the result should be, in any order:
      | a   | b      | c       |
      | '4' | 'true' | 'false' |
    And no side effects
