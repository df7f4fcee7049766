Feature: Operators, literals and functions

  Scenario: `RETURN 0x1 AS a, 0x162CD4F6 AS b, 0x7FFFFFFFFFFFFFFF AS c, -0x8000000000000000 AS d, -0x ...`
    Given an empty graph
    When executing query:
      """
      RETURN 0x1 AS a, 0x162CD4F6 AS b, 0x7FFFFFFFFFFFFFFF AS c, -0x8000000000000000 AS d, -0x0 AS e, 0xaBcDeF AS f
      """
    Then the result should be, in any order:
      | a | b         | c                   | d                    | e | f        |
      | 1 | 372036854 | 9223372036854775807 | -9223372036854775808 | 0 | 11259375 |
    And no side effects

  Scenario: `RETURN 0x1A2b3j4D5E6f7 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 0x1A2b3j4D5E6f7 AS literal
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberLiteral

  Scenario: `RETURN 0x AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 0x AS literal
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberLiteral

  Scenario: `RETURN 0x8000000000000000 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 0x8000000000000000 AS literal
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN -0x8000000000000001 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN -0x8000000000000001 AS literal
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN 0xFFFFFFFFFFFFFFFFFFF AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 0xFFFFFFFFFFFFFFFFFFF AS literal
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN 0o1 AS a, 0o2613152366 AS b, 0o777777777777777777777 AS c, -0o1000000000000000000 ...`
    Given an empty graph
    When executing query:
      """
      RETURN 0o1 AS a, 0o2613152366 AS b, 0o777777777777777777777 AS c, -0o1000000000000000000000 AS d, -0o0 AS e
      """
    Then the result should be, in any order:
      | a | b         | c                   | d                    | e |
      | 1 | 372036854 | 9223372036854775807 | -9223372036854775808 | 0 |
    And no side effects

  Scenario: `RETURN 0o1000000000000000000000 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 0o1000000000000000000000 AS literal
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN -0o1000000000000000000001 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN -0o1000000000000000000001 AS literal
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN 0o8 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 0o8 AS literal
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: `RETURN 9223372h54775808 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 9223372h54775808 AS literal
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberLiteral

  Scenario: `RETURN 9223372036854775808 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 9223372036854775808 AS literal
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN -9223372036854775809 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN -9223372036854775809 AS literal
      """
    Then a SyntaxError should be raised at compile time: IntegerOverflow

  Scenario: `RETURN -9223372036854775808 AS a, 9223372036854775807 AS b, -0 AS c, 372036854 AS d, 1 A ...`
    Given an empty graph
    When executing query:
      """
      RETURN -9223372036854775808 AS a, 9223372036854775807 AS b, -0 AS c, 372036854 AS d, 1 AS e
      """
    Then the result should be, in any order:
      | a                    | b                   | c | d         | e |
      | -9223372036854775808 | 9223372036854775807 | 0 | 372036854 | 1 |
    And no side effects

  Scenario: `RETURN 1.0 AS a, -1.0 AS b, .1 AS c, -.1 AS d, 0.0 AS e, -0.0 AS f, 985621459.6894 AS g, ...`
    Given an empty graph
    When executing query:
      """
      RETURN 1.0 AS a, -1.0 AS b, .1 AS c, -.1 AS d, 0.0 AS e, -0.0 AS f, 985621459.6894 AS g, 3985764.3405892687 AS h, .3405892687 AS i
      """
    Then the result should be, in any order:
      | a   | b    | c   | d    | e   | f    | g              | h                  | i            |
      | 1.0 | -1.0 | 0.1 | -0.1 | 0.0 | -0.0 | 985621459.6894 | 3985764.3405892687 | 0.3405892687 |
    And no side effects

  Scenario: `RETURN .00000000000000000000000000000000000000000000000000000000000000000000000000000000 ...`
    Given an empty graph
    When executing query:
      """
      RETURN .00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001 AS a
      """
    Then the result should be, in any order:
      | a      |
      | 1e-116 |
    And no side effects

  Scenario: `RETURN 9e0 AS a, 9E0 AS b, 1e-2 AS c, -1E10 AS d, .1e-5 AS e, 1.5e3 AS f, 9e308 > 1 AS ok`
    Given an empty graph
    When executing query:
      """
      RETURN 9e0 AS a, 9E0 AS b, 1e-2 AS c, -1E10 AS d, .1e-5 AS e, 1.5e3 AS f, 9e308 > 1 AS ok
      """
    Then a SyntaxError should be raised at compile time: FloatingPointOverflow

  Scenario: `RETURN 9e0 AS a, 9E0 AS b, 1e-2 AS c, -1E10 AS d, .1e-5 AS e, 1.5e3 AS f, 1e308 AS g, 1e ...`
    Given an empty graph
    When executing query:
      """
      RETURN 9e0 AS a, 9E0 AS b, 1e-2 AS c, -1E10 AS d, .1e-5 AS e, 1.5e3 AS f, 1e308 AS g, 1e-323 AS h, 123456e-42 AS i, .3405892687E-5 AS j, -.1E+2 AS k
      """
    Then the result should be, in any order:
      | a   | b   | c    | d              | e        | f      | g     | h      | i           | j                 | k     |
      | 9.0 | 9.0 | 0.01 | -10000000000.0 | 0.000001 | 1500.0 | 1e308 | 1e-323 | 1.23456e-37 | 0.000003405892687 | -10.0 |
    And no side effects

  Scenario: `RETURN 1.34E999 AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN 1.34E999 AS literal
      """
    Then a SyntaxError should be raised at compile time: FloatingPointOverflow

  Scenario: `RETURN '' AS a, "" AS b, 'a' AS c, "b" AS d, "'" AS e, '"' AS f, '\'' AS g, "\"" AS h`
    Given an empty graph
    When executing query:
      """
      RETURN '' AS a, "" AS b, 'a' AS c, "b" AS d, "'" AS e, '"' AS f, '\'' AS g, "\"" AS h
      """
    Then the result should be, in any order:
      | a  | b  | c   | d   | e    | f   | g    | h   |
      | '' | '' | 'a' | 'b' | '\'' | '"' | '\'' | '"' |
    And no side effects

  Scenario: `RETURN size('\t\b\n\r\f\\\'\"') AS a, '\u00e4' = 'ä' AS b, '\U0001F600' = '😀' AS c, size ...`
    Given an empty graph
    When executing query:
      """
      RETURN size('\t\b\n\r\f\\\'\"') AS a, '\u00e4' = 'ä' AS b, '\U0001F600' = '😀' AS c, size('\u01FF') AS d
      """
    Then the result should be, in any order:
      | a | b    | c    | d |
      | 8 | true | true | 1 |
    And no side effects

  Scenario: `RETURN '\uH'`
    Given an empty graph
    When executing query:
      """
      RETURN '\uH'
      """
    Then a SyntaxError should be raised at compile time: InvalidUnicodeLiteral

  Scenario: `RETURN 'a`
    Given an empty graph
    When executing query:
      """
      RETURN 'a
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: `RETURN true AS a, TRUE AS b, False AS c, NULL AS d, null AS e`
    Given an empty graph
    When executing query:
      """
      RETURN true AS a, TRUE AS b, False AS c, NULL AS d, null AS e
      """
    Then the result should be, in any order:
      | a    | b    | c     | d    | e    |
      | true | true | false | null | null |
    And no side effects

  Scenario: `RETURN [] AS a, [[]] AS b, [null] AS c, [[[[]]], [1, [2.0, 'x', null, true, {a: []}]]] A ...`
    Given an empty graph
    When executing query:
      """
      RETURN [] AS a, [[]] AS b, [null] AS c, [[[[]]], [1, [2.0, 'x', null, true, {a: []}]]] AS d
      """
    Then the result should be, in any order:
      | a  | b    | c      | d                                              |
      | [] | [[]] | [null] | [[[[]]], [1, [2.0, 'x', null, true, {a: []}]]] |
    And no side effects

  Scenario: `RETURN [, ] AS l`
    Given an empty graph
    When executing query:
      """
      RETURN [, ] AS l
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN [[1] AS l`
    Given an empty graph
    When executing query:
      """
      RETURN [[1] AS l
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN [[','[]',''] AS l`
    Given an empty graph
    When executing query:
      """
      RETURN [[','[]',''] AS l
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {} AS a, {k: {}} AS b, {a1B2c3e67: 1} AS c, {k: null, l: [{}]} AS d`
    Given an empty graph
    When executing query:
      """
      RETURN {} AS a, {k: {}} AS b, {a1B2c3e67: 1} AS c, {k: null, l: [{}]} AS d
      """
    Then the result should be, in any order:
      | a  | b       | c              | d                  |
      | {} | {k: {}} | {a1B2c3e67: 1} | {k: null, l: [{}]} |
    And no side effects

  Scenario: `RETURN {1B2c3e67:1} AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN {1B2c3e67:1} AS literal
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {k1#k: 1} AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN {k1#k: 1} AS literal
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {1: 2} AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN {1: 2} AS literal
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {, } AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN {, } AS literal
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {k: 1, } AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN {k: 1, } AS literal
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {[]} AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN {[]} AS literal
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `RETURN {k: } AS literal`
    Given an empty graph
    When executing query:
      """
      RETURN {k: } AS literal
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `WITH {existing: 42, notMissing: null, exists: 1, Name: 'a', name: 'b'} AS m RETURN m.exi ...`
    Given an empty graph
    When executing query:
      """
      WITH {existing: 42, notMissing: null, exists: 1, Name: 'a', name: 'b'} AS m
      RETURN m.existing, m.missing, m.notMissing, m['Name'] AS a, m['na' + 'me'] AS b, m['x'] AS c, m[null] AS d
      """
    Then the result should be, in any order:
      | m.existing | m.missing | m.notMissing | a   | b   | c    | d    |
      | 42         | null      | null         | 'a' | 'b' | null | null |
    And no side effects

  Scenario: `WITH null AS m RETURN m.x AS a, m['x'] AS b, m[0] AS c, m[null] AS d`
    Given an empty graph
    When executing query:
      """
      WITH null AS m
      RETURN m.x AS a, m['x'] AS b, m[0] AS c, m[null] AS d
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    |
      | null | null | null | null |
    And no side effects

  Scenario: `WITH $e AS m, $i AS i RETURN m[i]`
    Given an empty graph
    And parameters are:
      | e | {name: 'A'} |
      | i | 0           |
    When executing query:
      """
      WITH $e AS m, $i AS i
      RETURN m[i]
      """
    Then a TypeError should be raised at runtime: MapElementAccessByNonString

  Scenario: `WITH {a: 1} AS m, 1 AS i RETURN m[i]`
    Given an empty graph
    When executing query:
      """
      WITH {a: 1} AS m, 1 AS i
      RETURN m[i]
      """
    Then a TypeError should be raised at runtime: MapElementAccessByNonString

  Scenario: `WITH [1,2,3] AS l RETURN l[0] AS a, l[-1] AS b, l[3] AS c, l[-4] AS d, l[null] AS e, [[1 ...`
    Given an empty graph
    When executing query:
      """
      WITH [1,2,3] AS l
      RETURN l[0] AS a, l[-1] AS b, l[3] AS c, l[-4] AS d, l[null] AS e, [[1]][0][0] AS f
      """
    Then the result should be, in any order:
      | a | b | c    | d    | e    | f |
      | 1 | 3 | null | null | null | 1 |
    And no side effects

  Scenario: `WITH [1,2,3] AS l, 'a' AS i RETURN l[i]`
    Given an empty graph
    When executing query:
      """
      WITH [1,2,3] AS l, 'a' AS i
      RETURN l[i]
      """
    Then a TypeError should be raised at runtime: ListElementAccessByNonInteger

  Scenario: `WITH [1,2,3] AS l RETURN l[$i]`
    Given an empty graph
    And parameters are:
      | i | 1.0 |
    When executing query:
      """
      WITH [1,2,3] AS l RETURN l[$i]
      """
    Then a TypeError should be raised at runtime: ListElementAccessByNonInteger

  Scenario: `WITH [1,2,3] AS l, true AS i RETURN l[i]`
    Given an empty graph
    When executing query:
      """
      WITH [1,2,3] AS l, true AS i
      RETURN l[i]
      """
    Then a TypeError should be raised at runtime: ListElementAccessByNonInteger

  Scenario: `WITH [1,2,3,4,5] AS l RETURN l[1..3] AS a, l[1..] AS b, l[..2] AS c, l[0..1] AS d, l[0.. ...`
    Given an empty graph
    When executing query:
      """
      WITH [1,2,3,4,5] AS l
      RETURN l[1..3] AS a, l[1..] AS b, l[..2] AS c, l[0..1] AS d, l[0..0] AS e, l[-3..-1] AS f, l[3..1] AS g, l[null..3] AS h, l[1..null] AS i, l[null..] AS j, l[..null] AS k, l[-5..5] AS m, l[5..9] AS n, l[-100..100] AS o
      """
    Then the result should be, in any order:
      | a     | b         | c     | d   | e  | f     | g  | h    | i    | j    | k    | m           | n  | o           |
      | [2,3] | [2,3,4,5] | [1,2] | [1] | [] | [3,4] | [] | null | null | null | null | [1,2,3,4,5] | [] | [1,2,3,4,5] |
    And no side effects

  Scenario: `RETURN [1,2] + [3] AS a, [1] + 2 AS b, 1 + [2] AS c, [1] + [[2]] AS d, [] + [] AS e, [1] ...`
    Given an empty graph
    When executing query:
      """
      RETURN [1,2] + [3] AS a, [1] + 2 AS b, 1 + [2] AS c, [1] + [[2]] AS d, [] + [] AS e, [1] + null AS f, null + [1] AS g, [null] + [null] AS h, [false] + true AS i, 'a' + [1] AS j
      """
    Then the result should be, in any order:
      | a       | b     | c     | d       | e  | f    | g    | h           | i            | j       |
      | [1,2,3] | [1,2] | [1,2] | [1,[2]] | [] | null | null | [null,null] | [false,true] | ['a',1] |
    And no side effects

  Scenario: `RETURN 1 IN [1,2] AS a, 3 IN [1,2] AS b, null IN [1] AS c, 1 IN [null, 1] AS d, 2 IN [nu ...`
    Given an empty graph
    When executing query:
      """
      RETURN 1 IN [1,2] AS a, 3 IN [1,2] AS b, null IN [1] AS c, 1 IN [null, 1] AS d, 2 IN [null, 1] AS e, null IN [] AS f, 1 IN [] AS g, [1] IN [[1]] AS h, [1,2] IN [1,[1,2]] AS i, [null] IN [[null]] AS j, [1,null] IN [[2,null]] AS k, 1 IN null AS l, [1,2] IN [[null,2]] AS m, [] IN [[]] AS n, [] IN [1,[]] AS o
      """
    Then the result should be, in any order:
      | a    | b     | c    | d    | e    | f     | g     | h    | i    | j    | k     | l    | m    | n    | o    |
      | true | false | null | true | null | false | false | true | true | null | false | null | null | true | true |
    And no side effects

  Scenario: `RETURN 3 IN [1,2,3][0..1] AS r, [1,2] IN [[1,2],[3]] AS s, 3 IN [[1,2,3]][0] AS t, [1] I ...`
    Given an empty graph
    When executing query:
      """
      RETURN 3 IN [1,2,3][0..1] AS r, [1,2] IN [[1,2],[3]] AS s, 3 IN [[1,2,3]][0] AS t, [1] IN [[1, 2, [1]]][0] AS u
      """
    Then the result should be, in any order:
      | r     | s    | t    | u    |
      | false | true | true | true |
    And no side effects

  Scenario: `RETURN 1 IN true`
    Given an empty graph
    When executing query:
      """
      RETURN 1 IN true
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN 1 IN {x: []}`
    Given an empty graph
    When executing query:
      """
      RETURN 1 IN {x: []}
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN 1 IN 'foo'`
    Given an empty graph
    When executing query:
      """
      RETURN 1 IN 'foo'
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN 1.0 IN [1] AS a, 1 IN [1.0] AS b, [1.0] IN [[1]] AS c, {a: 1} IN [{a: 1.0}] AS d, ...`
    Given an empty graph
    When executing query:
      """
      RETURN 1.0 IN [1] AS a, 1 IN [1.0] AS b, [1.0] IN [[1]] AS c, {a: 1} IN [{a: 1.0}] AS d, {a: null} IN [{a: null}] AS e, 0.0/0.0 IN [0.0/0.0] AS f
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    | e    | f     |
      | true | true | true | true | null | false |
    And no side effects

  Scenario: `RETURN 'a' = 'A' AS a, true = 1 AS b, null = null AS c, null <> null AS d, 1 <> 1.0 AS e ...`
    Given an empty graph
    When executing query:
      """
      RETURN 'a' = 'A' AS a, true = 1 AS b, null = null AS c, null <> null AS d, 1 <> 1.0 AS e, [1,2] <> [1] AS f, {a: 1} <> {a: 1} AS g, {a: 1} <> {b: 1} AS h, 'x' <> 1 AS i, NOT null AS j
      """
    Then the result should be, in any order:
      | a     | b     | c    | d    | e     | f    | g     | h    | i    | j    |
      | false | false | null | null | false | true | false | true | true | null |
    And no side effects

  Scenario: `WITH 0.0/0.0 AS n RETURN n = n AS a, n <> n AS b, n > 1 AS c, n < 1 AS d, n <= n AS e, n ...`
    Given an empty graph
    When executing query:
      """
      WITH 0.0/0.0 AS n
      RETURN n = n AS a, n <> n AS b, n > 1 AS c, n < 1 AS d, n <= n AS e, n = 1 AS f, n > 'a' AS g, n <> 1 AS h, n <> 'a' AS i, 1 < n AS j
      """
    Then the result should be, in any order:
      | a     | b    | c     | d     | e     | f     | g    | h    | i    | j     |
      | false | true | false | false | false | false | null | true | true | false |
    And no side effects

  Scenario: `RETURN 1 < 'a' AS a, true < false AS b, 'a' < 'B' AS c, [1] < [1,2] AS d, [1,null] >= [1 ...`
    Given an empty graph
    When executing query:
      """
      RETURN 1 < 'a' AS a, true < false AS b, 'a' < 'B' AS c, [1] < [1,2] AS d, [1,null] >= [1] AS e, [1,2] >= [3,null] AS f, [1,2] >= [1,null] AS g, {a: 1} < {a: 2} AS h, 1 < null AS i, [] < [1] AS j, ['a'] < [1] AS k, [1,'a'] > [1, null] AS l, 1.5 > 1 AS m, true > 1 AS n
      """
    Then the result should be, in any order:
      | a    | b     | c     | d    | e    | f     | g    | h    | i    | j    | k    | l    | m    | n    |
      | null | false | false | true | true | false | null | null | null | true | null | null | true | null |
    And no side effects

  Scenario: `RETURN 1 < 2 < 3 AS a, 1 < 3 > 2 AS b, 1 = 1 = 1 AS c, 3 > 2 >= 2 < 5 AS d, 1 < null < 0 ...`
    Given an empty graph
    When executing query:
      """
      RETURN 1 < 2 < 3 AS a, 1 < 3 > 2 AS b, 1 = 1 = 1 AS c, 3 > 2 >= 2 < 5 AS d, 1 < null < 0 AS e, 1 < 2 <> 3 AS f, 10 <= 10 < 5 AS g
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    | e    | f    | g     |
      | true | true | true | true | null | true | false |
    And no side effects

  Scenario: `RETURN true AND null AS a, false AND null AS b, true OR null AS c, false OR null AS d, t ...`
    Given an empty graph
    When executing query:
      """
      RETURN true AND null AS a, false AND null AS b, true OR null AS c, false OR null AS d, true XOR null AS e, NOT true AS f, NOT NOT false AS g, null AND null AS h, true XOR true XOR true AS i
      """
    Then the result should be, in any order:
      | a    | b     | c    | d    | e    | f     | g     | h    | i    |
      | null | false | true | null | null | false | false | null | true |
    And no side effects

  Scenario: `RETURN 123 AND true`
    Given an empty graph
    When executing query:
      """
      RETURN 123 AND true
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN NOT 'foo'`
    Given an empty graph
    When executing query:
      """
      RETURN NOT 'foo'
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN NOT []`
    Given an empty graph
    When executing query:
      """
      RETURN NOT []
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN {x: []} XOR null`
    Given an empty graph
    When executing query:
      """
      RETURN {x: []} XOR null
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN false OR 1.0`
    Given an empty graph
    When executing query:
      """
      RETURN false OR 1.0
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN false AND 'x'`
    Given an empty graph
    When executing query:
      """
      RETURN false AND 'x'
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN 4 * 2 + 3 * 2 AS a, 4 + 2 * 3 + 2 AS b, 12 / 4 * (3 - 2 * 4) AS c, 2 ^ 3 ^ 2 AS d ...`
    Given an empty graph
    When executing query:
      """
      RETURN 4 * 2 + 3 * 2 AS a, 4 + 2 * 3 + 2 AS b, 12 / 4 * (3 - 2 * 4) AS c, 2 ^ 3 ^ 2 AS d, -3 ^ 2 AS e, 4 ^ (3 * 2) ^ 3 AS f, 12 / 5 AS g, 12 % 5 AS h, -12 % 5 AS i, 12.0 / 5 AS j, 2 * 3 % 4 AS k, 7 - 2 - 1 AS l
      """
    Then the result should be, in any order:
      | a  | b  | c   | d    | e   | f             | g | h | i  | j   | k | l |
      | 14 | 12 | -15 | 64.0 | 9.0 | 68719476736.0 | 2 | 2 | -2 | 2.4 | 2 | 4 |
    And no side effects

  Scenario: `RETURN true OR true XOR true AS a, true XOR false AND false AS b, true OR false AND fals ...`
    Given an empty graph
    When executing query:
      """
      RETURN true OR true XOR true AS a, true XOR false AND false AS b, true OR false AND false AS c, NOT false AND false AS d, NOT (false AND false) AS e, NOT false >= false AS f, true XOR NOT true AS g, NOT true IN [true, false] AS h
      """
    Then the result should be, in any order:
      | a    | b    | c    | d     | e    | f     | g    | h     |
      | true | true | true | false | true | false | true | false |
    And no side effects

  Scenario: `RETURN NOT null IS NULL AS a, NOT (null IS NULL) AS b, true = null IS NULL AS c, null + ...`
    Given an empty graph
    When executing query:
      """
      RETURN NOT null IS NULL AS a, NOT (null IS NULL) AS b, true = null IS NULL AS c, null + 1 IS NULL AS d, false IN [null] IS NULL AS x, 'a' + null STARTS WITH 'a' IS NULL AS y
      """
    Then the result should be, in any order:
      | a     | b     | c    | d    | x    | y    |
      | false | false | true | true | true | true |
    And no side effects

  Scenario: `RETURN [1]+2 IN [3]+4 AS a, ([1]+2) IN ([3]+4) AS b, [1] + (2 IN [3]) + 4 AS c, 1 IN [1] ...`
    Given an empty graph
    When executing query:
      """
      RETURN [1]+2 IN [3]+4 AS a, ([1]+2) IN ([3]+4) AS b, [1] + (2 IN [3]) + 4 AS c, 1 IN [1] = true AS d, [[2], [3]] + [[4]] AS e
      """
    Then the result should be, in any order:
      | a     | b     | c             | d    | e             |
      | false | false | [1, false, 4] | true | [[2],[3],[4]] |
    And no side effects

  Scenario: `RETURN 'abc' STARTS WITH null AS a, 'abc' + 'd' CONTAINS 'cd' AS b, 'ab' STARTS WITH 'a' ...`
    Given an empty graph
    When executing query:
      """
      RETURN 'abc' STARTS WITH null AS a, 'abc' + 'd' CONTAINS 'cd' AS b, 'ab' STARTS WITH 'a' = true AS c, 1 + 'a' AS d, 1.5 + 'a' AS e, 'a' + 1 AS f, 'a' + 1.0 AS g
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    | e      | f    | g      |
      | null | true | true | '1a' | '1.5a' | 'a1' | 'a1.0' |
    And no side effects

  Scenario: `RETURN sqrt(12.96) AS a, abs(-1) AS b, abs(-1.5) AS c, ceil(1.1) AS d, floor(1.9) AS e, ...`
    Given an empty graph
    When executing query:
      """
      RETURN sqrt(12.96) AS a, abs(-1) AS b, abs(-1.5) AS c, ceil(1.1) AS d, floor(1.9) AS e, round(2.5) AS f, round(-2.5) AS g, sign(-3) AS h, sign(0) AS i, sign(2.5) AS j, exp(0) AS k, log(1) AS l, log10(100) AS m, e() > 2.7 AS n, pi() > 3.14 AS o, round(1.49) AS p
      """
    Then the result should be, in any order:
      | a   | b | c   | d   | e   | f   | g    | h  | i | j | k   | l   | m   | n    | o    | p   |
      | 3.6 | 1 | 1.5 | 2.0 | 1.0 | 3.0 | -2.0 | -1 | 0 | 1 | 1.0 | 0.0 | 2.0 | true | true | 1.0 |
    And no side effects

  Scenario: `RETURN 1 / 0`
    Given an empty graph
    When executing query:
      """
      RETURN 1 / 0
      """
    Then an ArithmeticError should be raised at runtime: *

  Scenario: `RETURN 1.0 / 0 = 1/0.0 AS inf, 1 % 0.0 = 1 AS nan`
    Given an empty graph
    When executing query:
      """
      RETURN 1.0 / 0 = 1/0.0 AS inf, 1 % 0.0 = 1 AS nan
      """
    Then the result should be, in any order:
      | inf  | nan   |
      | true | false |
    And no side effects

  Scenario: `RETURN 9223372036854775807 + 1`
    Given an empty graph
    When executing query:
      """
      RETURN 9223372036854775807 + 1
      """
    Then an ArithmeticError should be raised at runtime: *

  Scenario: `RETURN toInteger('42') AS a, toInteger('foo') AS b, toInteger(82.9) AS c, toInteger('82. ...`
    Given an empty graph
    When executing query:
      """
      RETURN toInteger('42') AS a, toInteger('foo') AS b, toInteger(82.9) AS c, toInteger('82.9') AS d, toInteger(null) AS e, toInteger('') AS f, toFloat('12.5') AS g, toFloat('foo') AS h, toFloat(3) AS i, toBoolean('true') AS j, toBoolean('TRUE') AS k, toBoolean(' tru ') AS l, toBoolean(null) AS m, toString(42) AS n, toString(1.0) AS o, toString(true) AS p, toString('x') AS q, toString(null) AS r, toInteger('-5') AS s, toInteger(' 5 ') AS t, toInteger('1e3') AS u, toFloat('') AS v, toFloat('1e3') AS w, toInteger(-1.9) AS x
      """
    Then the result should be, in any order:
      | a  | b    | c  | d  | e    | f    | g    | h    | i   | j    | k    | l    | m    | n    | o     | p      | q   | r    | s  | t | u    | v    | w      | x  |
      | 42 | null | 82 | 82 | null | null | 12.5 | null | 3.0 | true | true | null | null | '42' | '1.0' | 'true' | 'x' | null | -5 | 5 | 1000 | null | 1000.0 | -1 |
    And no side effects

  Scenario: `WITH [[]] AS l UNWIND l AS x RETURN toInteger(x)`
    Given an empty graph
    When executing query:
      """
      WITH [[]] AS l
      UNWIND l AS x
      RETURN toInteger(x)
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

  Scenario: `WITH [true] AS l UNWIND l AS x RETURN toFloat(x)`
    Given an empty graph
    When executing query:
      """
      WITH [true] AS l
      UNWIND l AS x
      RETURN toFloat(x)
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

  Scenario: `WITH [1, {}] AS l RETURN [x IN l | toFloat(x)]`
    Given an empty graph
    When executing query:
      """
      WITH [1, {}] AS l
      RETURN [x IN l | toFloat(x)]
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

  Scenario: `WITH [true] AS l RETURN [x IN l | toInteger(x)] AS r`
    Given an empty graph
    When executing query:
      """
      WITH [true] AS l
      RETURN [x IN l | toInteger(x)] AS r
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

  Scenario: `WITH [1, [], {}] AS l RETURN [x IN l | toString(x)]`
    Given an empty graph
    When executing query:
      """
      WITH [1, [], {}] AS l
      RETURN [x IN l | toString(x)]
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

  Scenario: `MATCH p = (a:A)-[r:T]->() WITH [a, r, p] AS l RETURN [x IN l | toString(x)]`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->()
      """
    When executing query:
      """
      MATCH p = (a:A)-[r:T]->()
      WITH [a, r, p] AS l
      RETURN [x IN l | toString(x)]
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

  Scenario: `RETURN range(0,3) AS a, range(3,0) AS b, range(3,0,-1) AS c, range(0,10,4) AS d, range(0 ...`
    Given an empty graph
    When executing query:
      """
      RETURN range(0,3) AS a, range(3,0) AS b, range(3,0,-1) AS c, range(0,10,4) AS d, range(0,-1) AS e, range(-10,10,10) AS f, range(0,0) AS g, range(1,0,1) AS h, range(5,1,-2) AS i, range(0,1,1000000) AS j, range(9223372036854775806, 9223372036854775807) AS k
      """
    Then the result should be, in any order:
      | a         | b  | c         | d       | e  | f          | g   | h  | i       | j   | k                                         |
      | [0,1,2,3] | [] | [3,2,1,0] | [0,4,8] | [] | [-10,0,10] | [0] | [] | [5,3,1] | [0] | [9223372036854775806,9223372036854775807] |
    And no side effects

  Scenario: `RETURN range(2, 8, 0)`
    Given an empty graph
    When executing query:
      """
      RETURN range(2, 8, 0)
      """
    Then an ArgumentError should be raised at runtime: NumberOutOfRange

  Scenario: `RETURN substring('0123456789', 1) AS a, substring('hello', 1, 2) AS b, substring('hello' ...`
    Given an empty graph
    When executing query:
      """
      RETURN substring('0123456789', 1) AS a, substring('hello', 1, 2) AS b, substring('hello', 10) AS c, reverse('raksO') AS d, split('one1two', '1') AS e, toUpper('aB') AS f, toLower('aB') AS g, trim('  a ') AS h, lTrim('  a ') AS i, rTrim('  a ') AS j, replace('hello','l','w') AS k, left('hello',2) AS l, right('hello',3) AS m, left('a', 5) AS n, size('ä😀') AS o, reverse('ab😀') AS p, split('', ',') AS q, split('a,,b', ',') AS r, reverse([1,2]) AS s
      """
    Then the result should be, in any order:
      | a           | b    | c  | d       | e             | f    | g    | h   | i    | j     | k       | l    | m     | n   | o | p     | q    | r            | s     |
      | '123456789' | 'el' | '' | 'Oskar' | ['one','two'] | 'AB' | 'ab' | 'a' | 'a ' | '  a' | 'hewwo' | 'he' | 'llo' | 'a' | 2 | '😀ba' | [''] | ['a','','b'] | [2,1] |
    And no side effects

  Scenario: `RETURN substring(null, 1) AS a, reverse(null) AS b, split(null, 'a') AS c, toUpper(null) ...`
    Given an empty graph
    When executing query:
      """
      RETURN substring(null, 1) AS a, reverse(null) AS b, split(null, 'a') AS c, toUpper(null) AS d, replace(null, 'a', 'b') AS e, size(null) AS f, left(null, 1) AS g, split('a', null) AS h, trim(null) AS i
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    | e    | f    | g    | h    | i    |
      | null | null | null | null | null | null | null | null | null |
    And no side effects

  Scenario: `UNWIND [['abc','a'],['abc',''],['abc','d'],['abc',null],[null,'a'],['abc',1],[1,'a'],['' ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [['abc','a'],['abc',''],['abc','d'],['abc',null],[null,'a'],['abc',1],[1,'a'],['',''],[['a'],'a'],['\n','\n']] AS p
      RETURN p[0] STARTS WITH p[1] AS s, p[0] ENDS WITH p[1] AS e, p[0] CONTAINS p[1] AS c
      """
    Then the result should be, in order:
      | s     | e     | c     |
      | true  | false | true  |
      | true  | true  | true  |
      | false | false | false |
      | null  | null  | null  |
      | null  | null  | null  |
      | null  | null  | null  |
      | null  | null  | null  |
      | true  | true  | true  |
      | null  | null  | null  |
      | true  | true  | true  |
    And no side effects

  Scenario: `RETURN null IS NULL AS a, null IS NOT NULL AS b, {x: null}.x IS NULL AS c, [null] IS NUL ...`
    Given an empty graph
    When executing query:
      """
      RETURN null IS NULL AS a, null IS NOT NULL AS b, {x: null}.x IS NULL AS c, [null] IS NULL AS d, null.x IS NULL AS e, coalesce(null, null, 3, 4) AS f, coalesce(null) AS g
      """
    Then the result should be, in any order:
      | a    | b     | c    | d     | e    | f | g    |
      | true | false | true | false | true | 3 | null |
    And no side effects

  Scenario: `RETURN CASE null WHEN null THEN 1 ELSE 2 END AS a, CASE 1 WHEN 1.0 THEN 'x' END AS b, CA ...`
    Given an empty graph
    When executing query:
      """
      RETURN CASE null WHEN null THEN 1 ELSE 2 END AS a, CASE 1 WHEN 1.0 THEN 'x' END AS b, CASE WHEN null THEN 1 WHEN false THEN 2 END AS c, CASE 3 WHEN 1 THEN 1 ELSE 5 END AS d, CASE WHEN true THEN null ELSE 1 END AS e
      """
    Then the result should be, in any order:
      | a | b   | c    | d | e    |
      | 2 | 'x' | null | 5 | null |
    And no side effects

  Scenario: `RETURN keys({}) AS a, keys({k: 1, l: null}) AS b, keys(null) AS c, properties({a: 1}) AS ...`
    Given an empty graph
    When executing query:
      """
      RETURN keys({}) AS a, keys({k: 1, l: null}) AS b, keys(null) AS c, properties({a: 1}) AS d, properties(null) AS e
      """
    Then the result should be (ignoring element order for lists):
      | a  | b         | c    | d      | e    |
      | [] | ['k','l'] | null | {a: 1} | null |
    And no side effects

  Scenario: `RETURN 'k' IN keys({k: null}) AS a, 'z' IN keys({k: 1}) AS b`
    Given an empty graph
    When executing query:
      """
      RETURN 'k' IN keys({k: null}) AS a, 'z' IN keys({k: 1}) AS b
      """
    Then the result should be, in any order:
      | a    | b     |
      | true | false |
    And no side effects

  Scenario: `RETURN properties(1)`
    Given an empty graph
    When executing query:
      """
      RETURN properties(1)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN properties('Cypher')`
    Given an empty graph
    When executing query:
      """
      RETURN properties('Cypher')
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN properties([true, false])`
    Given an empty graph
    When executing query:
      """
      RETURN properties([true, false])
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `MATCH (n) RETURN length(n)`
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN length(n)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `MATCH ()-[r]->() RETURN length(r)`
    Given an empty graph
    When executing query:
      """
      MATCH ()-[r]->()
      RETURN length(r)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `MATCH p = (a)-[*]->(b) RETURN size(p)`
    Given an empty graph
    When executing query:
      """
      MATCH p = (a)-[*]->(b)
      RETURN size(p)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `MATCH (n) RETURN size((n)-->())`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      RETURN size((n)-->())
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `MATCH (n) RETURN type(n)`
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN type(n)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `MATCH (a)-[r]->() WITH [r, 1] AS l RETURN type(l[1])`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->()
      """
    When executing query:
      """
      MATCH (a)-[r]->()
      WITH [r, 1] AS l
      RETURN type(l[1])
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

  Scenario: `MATCH (a)-[r]->() WITH [r, 1] AS l RETURN type(l[0])`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->()
      """
    When executing query:
      """
      MATCH (a)-[r]->()
      WITH [r, 1] AS l
      RETURN type(l[0])
      """
    Then the result should be, in any order:
      | type(l[0]) |
      | 'T'        |
    And no side effects

  Scenario: `MATCH p = (a) RETURN labels(p) AS l`
    Given an empty graph
    When executing query:
      """
      MATCH p = (a)
      RETURN labels(p) AS l
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `MATCH (a) WITH [a, 1] AS l RETURN labels(l[1]) AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (:Foo)
      """
    When executing query:
      """
      MATCH (a)
      WITH [a, 1] AS l
      RETURN labels(l[1]) AS l
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

  Scenario: `MATCH (a) WITH [a, 1] AS l RETURN labels(l[0]) AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (:Foo), (:Foo:Bar)
      """
    When executing query:
      """
      MATCH (a)
      WITH [a, 1] AS l
      RETURN labels(l[0]) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l             |
      | ['Foo']       |
      | ['Foo','Bar'] |
    And no side effects

  Scenario: `RETURN [x IN [1,2,3] WHERE x > 1 | [y IN [1,2] | x * y]] AS a, [x IN [1,2]] AS b, [x IN ...`
    Given an empty graph
    When executing query:
      """
      RETURN [x IN [1,2,3] WHERE x > 1 | [y IN [1,2] | x * y]] AS a, [x IN [1,2]] AS b, [x IN null | x] AS c, [x IN [] | x] AS d, [x IN [null, 1] WHERE x IS NULL | 1] AS e, [x IN [1,2,3] WHERE null] AS f
      """
    Then the result should be, in any order:
      | a             | b     | c    | d  | e   | f  |
      | [[2,4],[3,6]] | [1,2] | null | [] | [1] | [] |
    And no side effects

  Scenario: `RETURN none(x IN [] WHERE x) AS a, any(x IN [] WHERE x) AS b, all(x IN [] WHERE x) AS c, ...`
    Given an empty graph
    When executing query:
      """
      RETURN none(x IN [] WHERE x) AS a, any(x IN [] WHERE x) AS b, all(x IN [] WHERE x) AS c, single(x IN [] WHERE x) AS d, none(x IN null WHERE true) AS e, any(x IN null WHERE true) AS f, all(x IN null WHERE true) AS g, single(x IN null WHERE true) AS h
      """
    Then the result should be, in any order:
      | a    | b     | c    | d     | e    | f    | g    | h    |
      | true | false | true | false | null | null | null | null |
    And no side effects

  Scenario: `UNWIND [[null],[1,null],[null,1],[2,null],[1,1,null],[0,null],[null,null]] AS l RETURN n ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [[null],[1,null],[null,1],[2,null],[1,1,null],[0,null],[null,null]] AS l
      RETURN none(x IN l WHERE x = 1) AS n, any(x IN l WHERE x = 1) AS a, all(x IN l WHERE x = 1) AS al, single(x IN l WHERE x = 1) AS s
      """
    Then the result should be, in order:
      | n     | a    | al    | s     |
      | null  | null | null  | null  |
      | false | true | null  | null  |
      | false | true | null  | null  |
      | null  | null | false | null  |
      | false | true | null  | false |
      | null  | null | false | null  |
      | null  | null | null  | null  |
    And no side effects

  Scenario: `RETURN none(x IN ['Clara'] WHERE x % 2 = 0)`
    Given an empty graph
    When executing query:
      """
      RETURN none(x IN ['Clara'] WHERE x % 2 = 0)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN any(x IN [false, true] WHERE x % 2 = 0)`
    Given an empty graph
    When executing query:
      """
      RETURN any(x IN [false, true] WHERE x % 2 = 0)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN all(x IN [[1,2],[3]] WHERE any(y IN x WHERE y > 1)) AS a, none(x IN [1,2] WHERE n ...`
    Given an empty graph
    When executing query:
      """
      RETURN all(x IN [[1,2],[3]] WHERE any(y IN x WHERE y > 1)) AS a, none(x IN [1,2] WHERE none(y IN [1] WHERE x = y)) AS b, single(x IN [1,2,3] WHERE all(y IN [2] WHERE x = y)) AS c
      """
    Then the result should be, in any order:
      | a    | b     | c    |
      | true | false | true |
    And no side effects

  Scenario: `RETURN reduce(acc = 0, x IN [1,2,3] | acc + x) AS r`
    Given an empty graph
    When executing query:
      """
      RETURN reduce(acc = 0, x IN [1,2,3] | acc + x) AS r
      """
    Then the result should be, in any order:
      | r |
      | 6 |
    And no side effects

  Scenario: `RETURN -(1) AS a, - -1 AS b, +1 AS c, -(-1.5) AS d, -null AS e`
    Given an empty graph
    When executing query:
      """
      RETURN -(1) AS a, - -1 AS b, +1 AS c, -(-1.5) AS d, -null AS e
      """
    Then the result should be, in any order:
      | a  | b | c | d   | e    |
      | -1 | 1 | 1 | 1.5 | null |
    And no side effects
