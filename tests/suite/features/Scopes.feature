Feature: Orders, and what an ORDER BY and an aggregation can see

  Scenario: UNWIND [1, 2.5, 'a', null, true, [1], {a: 1}, date('2020-01-01')] AS x RETURN x ORDER BY x
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2.5, 'a', null, true, [1], {a: 1}, date('2020-01-01')] AS x RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x            |
      | {a: 1}       |
      | [1]          |
      | '2020-01-01' |
      | 'a'          |
      | true         |
      | 1            |
      | 2.5          |
      | null         |
    And no side effects

  Scenario: UNWIND [1, 2.5, 'a', null, true, [1], {a: 1}, date('2020-01-01')] AS x RETURN x ORDER BY x D...
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2.5, 'a', null, true, [1], {a: 1}, date('2020-01-01')] AS x RETURN x ORDER BY x DESC
      """
    Then the result should be, in order:
      | x            |
      | null         |
      | 2.5          |
      | 1            |
      | true         |
      | 'a'          |
      | '2020-01-01' |
      | [1]          |
      | {a: 1}       |
    And no side effects

  Scenario: UNWIND [[], [1], [1, 'a'], ['a'], [null, 1], [1, null], [1, 2], [null, 2], null] AS x RETURN...
    Given an empty graph
    When executing query:
      """
      UNWIND [[], [1], [1, 'a'], ['a'], [null, 1], [1, null], [1, 2], [null, 2], null] AS x RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x         |
      | []        |
      | ['a']     |
      | [1]       |
      | [1, 'a']  |
      | [1, 2]    |
      | [1, null] |
      | [null, 1] |
      | [null, 2] |
      | null      |
    And no side effects

  Scenario: UNWIND [time('10:35-08:00'), time('12:31:14.645876123+01:00'), time('12:31:14.645876124+01:0...
    Given an empty graph
    When executing query:
      """
      UNWIND [time('10:35-08:00'), time('12:31:14.645876123+01:00'), time('12:31:14.645876124+01:00'), time('12:35:15+05:00'), time('12:30:14.645876123+01:01')] AS x WITH x ORDER BY x LIMIT 3 RETURN x
      """
    Then the result should be, in any order:
      | x                          |
      | '12:35:15+05:00'           |
      | '12:30:14.645876123+01:01' |
      | '12:31:14.645876123+01:00' |
    And no side effects

  Scenario: UNWIND [datetime('1984-10-11T12:30:14.000000012+00:15'), datetime('1984-10-11T12:31:14.64587...
    Given an empty graph
    When executing query:
      """
      UNWIND [datetime('1984-10-11T12:30:14.000000012+00:15'), datetime('1984-10-11T12:31:14.645876123+00:17'), datetime('0001-01-01T01:01:01.000000001-11:59'), datetime('9999-09-09T09:59:59.999999999+11:59'), datetime('-9980-12-11T12:31:14-11:59')] AS x RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x                                     |
      | '-9980-12-11T12:31:14-11:59'          |
      | '0001-01-01T01:01:01.000000001-11:59' |
      | '1984-10-11T12:31:14.645876123+00:17' |
      | '1984-10-11T12:30:14.000000012+00:15' |
      | '9999-09-09T09:59:59.999999999+11:59' |
    And no side effects

  Scenario: UNWIND [0.0/0.0, 1.5, null, 1, -1.0/0] AS x RETURN x ORDER BY x
    Given an empty graph
    When executing query:
      """
      UNWIND [0.0/0.0, 1.5, null, 1, -1.0/0] AS x RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x    |
      | -Inf |
      | 1    |
      | 1.5  |
      | NaN  |
      | null |
    And no side effects

  Scenario: UNWIND [duration('P1Y'), duration('P12M'), duration('P365D'), duration('PT1H'), duration('P1...
    Given an empty graph
    When executing query:
      """
      UNWIND [duration('P1Y'), duration('P12M'), duration('P365D'), duration('PT1H'), duration('P1D')] AS x RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x       |
      | 'PT1H'  |
      | 'P1D'   |
      | 'P365D' |
      | 'P1Y'   |
      | 'P1Y'   |
    And no side effects

  Scenario: RETURN 1 < 'a', [1,2] < [1,3], [1, null] < [1, 2], [1,null] < [2], {a: 1} < {a: 2}, true > f...
    Given an empty graph
    When executing query:
      """
      RETURN 1 < 'a', [1,2] < [1,3], [1, null] < [1, 2], [1,null] < [2], {a: 1} < {a: 2}, true > false, 'a' < 'aa', 1 = 1.0, [1] = [1.0], {a: null} = {a: null}, {a: 1} = {a: 1, b: null}, [null] = [null], [] = [], [1, null] = [1], [null] = [1, 2]
      """
    Then the result should be, in any order:
      | 1 < 'a' | [1,2] < [1,3] | [1, null] < [1, 2] | [1,null] < [2] | {a: 1} < {a: 2} | true > false | 'a' < 'aa' | 1 = 1.0 | [1] = [1.0] | {a: null} = {a: null} | {a: 1} = {a: 1, b: null} | [null] = [null] | [] = [] | [1, null] = [1] | [null] = [1, 2] |
      | null    | true          | null               | true           | null            | true         | true       | true    | true        | null                  | false                    | null            | true    | false           | false           |
    And no side effects

  Scenario: RETURN date('2020-01-01') < datetime('2020-01-01T00:00Z'), date('2020-01-01') = localdatetim...
    Given an empty graph
    When executing query:
      """
      RETURN date('2020-01-01') < datetime('2020-01-01T00:00Z'), date('2020-01-01') = localdatetime('2020-01-01'), time('10:00Z') < localtime('11:00'), duration('P1D') < duration('P2D'), duration('P1M') = duration('P30D'), duration('PT24H') = duration('P1D')
      """
    Then the result should be, in any order:
      | date('2020-01-01') < datetime('2020-01-01T00:00Z') | date('2020-01-01') = localdatetime('2020-01-01') | time('10:00Z') < localtime('11:00') | duration('P1D') < duration('P2D') | duration('P1M') = duration('P30D') | duration('PT24H') = duration('P1D') |
      | null                                               | false                                            | null                                | null                              | false                              | false                               |
    And no side effects

  Scenario: RETURN time('10:00Z') = time('11:00+01:00'), time('10:00Z') <> time('11:00+01:00'), time('10...
    Given an empty graph
    When executing query:
      """
      RETURN time('10:00Z') = time('11:00+01:00'), time('10:00Z') <> time('11:00+01:00'), time('10:00Z') <= time('11:00+01:00'), datetime('2020-01-01T10:00Z') = datetime('2020-01-01T11:00+01:00')
      """
    Then the result should be, in any order:
      | time('10:00Z') = time('11:00+01:00') | time('10:00Z') <> time('11:00+01:00') | time('10:00Z') <= time('11:00+01:00') | datetime('2020-01-01T10:00Z') = datetime('2020-01-01T11:00+01:00') |
      | false                                | true                                  | true                                  | false                                                              |
    And no side effects

  Scenario: WITH 1 AS a, 2 AS b RETURN a ORDER BY b
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b RETURN a ORDER BY b
      """
    Then the result should be, in order:
      | a |
      | 1 |
    And no side effects

  Scenario: WITH 1 AS a, 2 AS b RETURN a AS x ORDER BY a
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b RETURN a AS x ORDER BY a
      """
    Then the result should be, in order:
      | x |
      | 1 |
    And no side effects

  Scenario: WITH 1 AS a, 2 AS b WITH a AS x ORDER BY a RETURN x
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b WITH a AS x ORDER BY a RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And no side effects

  Scenario: WITH 1 AS a, 2 AS b RETURN DISTINCT a + b AS c ORDER BY a + b
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b RETURN DISTINCT a + b AS c ORDER BY a + b
      """
    Then the result should be, in order:
      | c |
      | 3 |
    And no side effects

  Scenario: WITH 1 AS a, 2 AS b RETURN a, count(*) ORDER BY count(*)
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b RETURN a, count(*) ORDER BY count(*)
      """
    Then the result should be, in order:
      | a | count(*) |
      | 1 | 1        |
    And no side effects

  Scenario: WITH 1 AS a, 2 AS b RETURN a, count(b) AS c ORDER BY count(b)
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b RETURN a, count(b) AS c ORDER BY count(b)
      """
    Then the result should be, in order:
      | a | c |
      | 1 | 1 |
    And no side effects

  Scenario: WITH 1 AS a, 2 AS b WITH a, count(*) AS c ORDER BY a + count(*) RETURN a
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b WITH a, count(*) AS c ORDER BY a + count(*) RETURN a
      """
    Then the result should be, in any order:
      | a |
      | 1 |
    And no side effects

  Scenario: WITH 1 AS a, 2 AS b RETURN a, b, a + b + count(*) AS x
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b RETURN a, b, a + b + count(*) AS x
      """
    Then the result should be, in any order:
      | a | b | x |
      | 1 | 2 | 4 |
    And no side effects

  Scenario: WITH {x: 1, y: 2} AS me, {x: 3} AS you RETURN me.x, you.x, me.x + you.x + count(*) AS z
    Given an empty graph
    When executing query:
      """
      WITH {x: 1, y: 2} AS me, {x: 3} AS you RETURN me.x, you.x, me.x + you.x + count(*) AS z
      """
    Then the result should be, in any order:
      | me.x | you.x | z |
      | 1    | 3     | 5 |
    And no side effects

  Scenario: WITH {x: 1, y: 2} AS me RETURN me, me.x + count(*) AS z
    Given an empty graph
    When executing query:
      """
      WITH {x: 1, y: 2} AS me RETURN me, me.x + count(*) AS z
      """
    Then the result should be, in any order:
      | me           | z |
      | {x: 1, y: 2} | 2 |
    And no side effects

  Scenario: WITH {x: 1, y: 2} AS me RETURN me.x AS a, {n: me.x, c: count(*)} AS z
    Given an empty graph
    When executing query:
      """
      WITH {x: 1, y: 2} AS me RETURN me.x AS a, {n: me.x, c: count(*)} AS z
      """
    Then the result should be, in any order:
      | a | z            |
      | 1 | {c: 1, n: 1} |
    And no side effects

  Scenario: UNWIND [1,2,3] AS a WITH a, a % 2 AS m WITH m, sum(a) AS s ORDER BY sum(a) DESC RETURN m, s
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3] AS a WITH a, a % 2 AS m WITH m, sum(a) AS s ORDER BY sum(a) DESC RETURN m, s
      """
    Then the result should be, in any order:
      | m | s |
      | 1 | 4 |
      | 0 | 2 |
    And no side effects

  Scenario: UNWIND [1,2,3] AS a WITH a % 2 AS m, sum(a) AS s ORDER BY m + 1 + s RETURN m, s
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3] AS a WITH a % 2 AS m, sum(a) AS s ORDER BY m + 1 + s RETURN m, s
      """
    Then the result should be, in any order:
      | m | s |
      | 0 | 2 |
      | 1 | 4 |
    And no side effects

  Scenario: UNWIND [1,2,3] AS a WITH a % 2 AS a, sum(a) AS s ORDER BY a RETURN a, s
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3] AS a WITH a % 2 AS a, sum(a) AS s ORDER BY a RETURN a, s
      """
    Then the result should be, in any order:
      | a | s |
      | 0 | 2 |
      | 1 | 4 |
    And no side effects

  Scenario: UNWIND [1,2,3] AS a WITH a AS b, -a AS a ORDER BY a LIMIT 1 RETURN a, b
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3] AS a WITH a AS b, -a AS a ORDER BY a LIMIT 1 RETURN a, b
      """
    Then the result should be, in any order:
      | a  | b |
      | -3 | 3 |
    And no side effects

  Scenario: UNWIND [1,2,3] AS a RETURN a LIMIT toInteger(ceil(1.7))
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3] AS a RETURN a LIMIT toInteger(ceil(1.7))
      """
    Then the result should be, in any order:
      | a |
      | 1 |
      | 2 |
    And no side effects

  Scenario: MATCH (me: Person)--(you: Person) WITH me.age AS age, you RETURN age, count(you.age) ORDER B...
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person) WITH me.age AS age, you RETURN age, count(you.age) ORDER BY age + count(you.age)
      """
    Then the result should be, in order:
      | age | count(you.age) |
    And no side effects

  Scenario: MATCH (a) WITH a.num2 % 3 AS mod, sum(a.num) AS sum ORDER BY sum(a.num) RETURN mod, sum
    Given an empty graph
    When executing query:
      """
      MATCH (a) WITH a.num2 % 3 AS mod, sum(a.num) AS sum ORDER BY sum(a.num) RETURN mod, sum
      """
    Then the result should be, in any order:
      | mod | sum |
    And no side effects

  Scenario: MATCH (a) WITH a.num2 % 3 AS mod, sum(a.num) AS sum ORDER BY a.num2 % 3 RETURN mod, sum
    Given an empty graph
    When executing query:
      """
      MATCH (a) WITH a.num2 % 3 AS mod, sum(a.num) AS sum ORDER BY a.num2 % 3 RETURN mod, sum
      """
    Then the result should be, in any order:
      | mod | sum |
    And no side effects

  Scenario: MATCH (a:Foo) WITH a, count(*) AS c ORDER BY a.num RETURN c
    Given an empty graph
    When executing query:
      """
      MATCH (a:Foo) WITH a, count(*) AS c ORDER BY a.num RETURN c
      """
    Then the result should be, in any order:
      | c |
    And no side effects

  Scenario: MATCH (a:A) WITH a, a.num + a.num2 AS sum ORDER BY a.num + a.num2 LIMIT 3 RETURN a, sum
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a, a.num + a.num2 AS sum ORDER BY a.num + a.num2 LIMIT 3 RETURN a, sum
      """
    Then the result should be, in any order:
      | a                      | sum |
      | (:A {num: 1, num2: 4}) | 5   |
      | (:A {num: 3, num2: 3}) | 6   |
      | (:A {num: 5, num2: 2}) | 7   |
    And no side effects

  Scenario: MATCH (a:A) WITH a, a.num + a.num2 AS sum ORDER BY sum DESC LIMIT 1 RETURN a, sum
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a, a.num + a.num2 AS sum ORDER BY sum DESC LIMIT 1 RETURN a, sum
      """
    Then the result should be, in any order:
      | a                      | sum |
      | (:A {num: 9, num2: 0}) | 9   |
    And no side effects

  Scenario: MATCH (a:A) WITH a, a.num2 % 3 AS mod ORDER BY a.num2 % 3, a.num RETURN a, mod
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a, a.num2 % 3 AS mod ORDER BY a.num2 % 3, a.num RETURN a, mod
      """
    Then the result should be, in any order:
      | a                      | mod |
      | (:A {num: 3, num2: 3}) | 0   |
      | (:A {num: 9, num2: 0}) | 0   |
      | (:A {num: 1, num2: 4}) | 1   |
      | (:A {num: 7, num2: 1}) | 1   |
      | (:A {num: 5, num2: 2}) | 2   |
    And no side effects

  Scenario: MATCH (a:A) WITH a, a.num + a.num2 AS sum, a.num2 % 3 AS mod ORDER BY mod, sum LIMIT 3 RETUR...
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a, a.num + a.num2 AS sum, a.num2 % 3 AS mod ORDER BY mod, sum LIMIT 3 RETURN a, sum, mod
      """
    Then the result should be, in any order:
      | a                      | sum | mod |
      | (:A {num: 3, num2: 3}) | 6   | 0   |
      | (:A {num: 9, num2: 0}) | 9   | 0   |
      | (:A {num: 1, num2: 4}) | 5   | 1   |
    And no side effects

  Scenario: MATCH (a:A) WITH a.num2 % 3 AS x, a.num AS y, a.num2 AS a ORDER BY a RETURN x, y, a
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a.num2 % 3 AS x, a.num AS y, a.num2 AS a ORDER BY a RETURN x, y, a
      """
    Then the result should be, in any order:
      | x | y | a |
      | 0 | 9 | 0 |
      | 1 | 7 | 1 |
      | 2 | 5 | 2 |
      | 0 | 3 | 3 |
      | 1 | 1 | 4 |
    And no side effects

  Scenario: MATCH (a:A) WITH a.num2 AS x WITH x % 3 AS x ORDER BY x, x * -1 LIMIT 3 RETURN x
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a.num2 AS x WITH x % 3 AS x ORDER BY x, x * -1 LIMIT 3 RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 0 |
      | 0 |
      | 1 |
    And no side effects

  Scenario: MATCH (a:A) WITH a.num2 AS x WITH x % 3 AS x ORDER BY x * -1 LIMIT 3 RETURN x
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a.num2 AS x WITH x % 3 AS x ORDER BY x * -1 LIMIT 3 RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
      | 1 |
      | 1 |
    And no side effects

  Scenario: MATCH (a:A) WITH a.num2 % 3 AS mod, sum(a.num + a.num2) AS sum ORDER BY sum(a.num + a.num2) ...
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a.num2 % 3 AS mod, sum(a.num + a.num2) AS sum ORDER BY sum(a.num + a.num2) LIMIT 2 RETURN mod, sum
      """
    Then the result should be, in any order:
      | mod | sum |
      | 2   | 7   |
      | 1   | 13  |
    And no side effects

  Scenario: MATCH (a:A) WITH a, count(*) AS c ORDER BY c, a.num DESC MATCH (a) RETURN a.num
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a, count(*) AS c ORDER BY c, a.num DESC MATCH (a) RETURN a.num
      """
    Then the result should be, in any order:
      | a.num |
      | 9     |
      | 7     |
      | 5     |
      | 3     |
      | 1     |
    And no side effects

  Scenario: MATCH (a:A) RETURN a.num AS num ORDER BY a.num2
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) RETURN a.num AS num ORDER BY a.num2
      """
    Then the result should be, in order:
      | num |
      | 9   |
      | 7   |
      | 5   |
      | 3   |
      | 1   |
    And no side effects

  Scenario: MATCH (a:A) RETURN DISTINCT a.num AS num ORDER BY a.num DESC
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) RETURN DISTINCT a.num AS num ORDER BY a.num DESC
      """
    Then the result should be, in order:
      | num |
      | 9   |
      | 7   |
      | 5   |
      | 3   |
      | 1   |
    And no side effects

  Scenario: MATCH (a:A) RETURN a.num2 % 3, count(*) ORDER BY a.num2 % 3
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) RETURN a.num2 % 3, count(*) ORDER BY a.num2 % 3
      """
    Then the result should be, in order:
      | a.num2 % 3 | count(*) |
      | 0          | 2        |
      | 1          | 2        |
      | 2          | 1        |
    And no side effects

  Scenario: MATCH (a:A) RETURN a ORDER BY a.num2 % 3, -a.num LIMIT 2
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) RETURN a ORDER BY a.num2 % 3, -a.num LIMIT 2
      """
    Then the result should be, in order:
      | a                      |
      | (:A {num: 9, num2: 0}) |
      | (:A {num: 3, num2: 3}) |
    And no side effects

  Scenario: MATCH (a:A) WITH a ORDER BY a.num DESC LIMIT 2 RETURN collect(a.num) AS l
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) WITH a ORDER BY a.num DESC LIMIT 2 RETURN collect(a.num) AS l
      """
    Then the result should be, in any order:
      | l      |
      | [9, 7] |
    And no side effects

  Scenario: MATCH (a:A) RETURN sum(a.num) AS s ORDER BY s
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (a:A) RETURN sum(a.num) AS s ORDER BY s
      """
    Then the result should be, in order:
      | s  |
      | 25 |
    And no side effects

  Scenario: MATCH (n) RETURN n.num AS n ORDER BY n + 2
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (n) RETURN n.num AS n ORDER BY n + 2
      """
    Then the result should be, in order:
      | n |
      | 1 |
      | 3 |
      | 5 |
      | 7 |
      | 9 |
    And no side effects

  Scenario: MATCH (n) RETURN n.num, n.num2 ORDER BY n.num, n.num2
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (n) RETURN n.num, n.num2 ORDER BY n.num, n.num2
      """
    Then the result should be, in order:
      | n.num | n.num2 |
      | 1     | 4      |
      | 3     | 3      |
      | 5     | 2      |
      | 7     | 1      |
      | 9     | 0      |
    And no side effects

  Scenario: MATCH (c) RETURN DISTINCT c.num AS a ORDER BY c.num + 1
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      MATCH (c) RETURN DISTINCT c.num AS a ORDER BY c.num + 1
      """
    Then the result should be, in order:
      | a |
      | 1 |
      | 3 |
      | 5 |
      | 7 |
      | 9 |
    And no side effects

  Scenario: UNWIND [true, false] AS b RETURN b ORDER BY NOT b
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      UNWIND [true, false] AS b RETURN b ORDER BY NOT b
      """
    Then the result should be, in order:
      | b     |
      | true  |
      | false |
    And no side effects

  Scenario: RETURN 1 AS `a b` ORDER BY `a b`
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      RETURN 1 AS `a b` ORDER BY `a b`
      """
    Then the result should be, in order:
      | a b |
      | 1   |
    And no side effects

  Scenario: CREATE (n:N {x: 1}) WITH n ORDER BY n.x RETURN n.x
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      CREATE (n:N {x: 1}) WITH n ORDER BY n.x RETURN n.x
      """
    Then the result should be, in any order:
      | n.x |
      | 1   |
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |
      | +labels | 1 |

  Scenario: UNWIND range(1, 100) AS i WITH i ORDER BY i % 10, i SKIP 5 LIMIT 7 RETURN collect(i) AS l
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      UNWIND range(1, 100) AS i WITH i ORDER BY i % 10, i SKIP 5 LIMIT 7 RETURN collect(i) AS l
      """
    Then the result should be, in any order:
      | l                            |
      | [60, 70, 80, 90, 100, 1, 11] |
    And no side effects

  Scenario Outline: Refused with UndefinedVariable: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

    Examples:
      | query                                                                                                  |
      | MATCH (n) RETURN n ORDER BY missing                                                                    |
      | WITH 1 AS a, 2 AS b WITH DISTINCT a AS x ORDER BY b RETURN x                                           |
      | WITH 1 AS a, 2 AS b RETURN DISTINCT a ORDER BY b                                                       |
      | WITH 1 AS a, 2 AS b RETURN DISTINCT a ORDER BY a + b                                                   |
      | WITH 1 AS a, 2 AS b RETURN a, count(*) ORDER BY b                                                      |
      | WITH 1 AS a, 2 AS b RETURN a, count(b) AS c ORDER BY sum(b)                                            |
      | WITH 1 AS a, 2 AS b WITH a, count(*) AS c ORDER BY a + b RETURN a                                      |
      | MATCH (me: Person)--(you: Person) RETURN count(you.age) AS agg ORDER BY me.age + count(you.age)        |
      | MATCH (me: Person)--(you: Person) WITH count(you.age) AS agg ORDER BY me.age + count(you.age) RETURN * |
      | MATCH (a) WITH a.num2 % 3 AS mod, min(a.num) AS m ORDER BY sum(a.num2) RETURN mod, m                   |
      | MATCH (a) WITH a.num2 % 3 AS mod, min(a.num) AS m ORDER BY min(a.num2) RETURN mod, m                   |

  Scenario Outline: Refused with InvalidAggregation: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

    Examples:
      | query                                                     |
      | WITH 1 AS a, 2 AS b RETURN a ORDER BY count(b)            |
      | WITH 1 AS a, 2 AS b RETURN a ORDER BY max(a)              |
      | WITH 1 AS a, 2 AS b WITH a ORDER BY count(b) RETURN a     |
      | WITH [1] AS l RETURN l, [x IN l \| x + count(*)] AS z     |
      | MATCH (n) RETURN n LIMIT count(n)                         |
      | MATCH (n) RETURN n.num1 ORDER BY max(n.num2)              |
      | MATCH (n) RETURN n.num1 ORDER BY n.num1 + max(n.num2)     |
      | MATCH (n) WITH n.num1 AS foo ORDER BY count(1) RETURN foo |

  Scenario Outline: Refused with AmbiguousAggregationExpression: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

    Examples:
      | query                                                                                                                         |
      | WITH 1 AS a, 2 AS b RETURN a + b, count(*) ORDER BY a + b + count(*)                                                          |
      | WITH 1 AS a, 2 AS b RETURN a + b + count(*) AS x                                                                              |
      | WITH 1 AS a, 2 AS b RETURN a + b, a + b + count(*) AS x                                                                       |
      | WITH {x: 1, y: 2} AS me, {x: 3} AS you RETURN me.x + you.x, me.x + you.x + count(*)                                           |
      | WITH {x: 1, y: 2} AS me, {x: 3} AS you RETURN me.x + count(*) AS z                                                            |
      | WITH {x: 1, y: 2} AS me RETURN me.x AS a, {n: me.y, c: count(*)} AS z                                                         |
      | WITH [1] AS l RETURN count(*), l[0] + count(*)                                                                                |
      | WITH [1] AS l RETURN [x IN l \| x] AS r, count(*) AS c, size([x IN l \| x]) + count(*) AS d                                   |
      | UNWIND [1,2,3] AS a WITH a % 2 AS m, sum(a) AS s ORDER BY a % 2 + sum(a) RETURN m, s                                          |
      | MATCH (me: Person)--(you: Person) RETURN me.age + you.age, count(*) AS cnt ORDER BY me.age + you.age + count(*)               |
      | MATCH (me: Person)--(you: Person) WITH me.age + you.age AS grp, count(*) AS cnt ORDER BY me.age + you.age + count(*) RETURN * |

  Scenario Outline: Refused with MissingParameter: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a ParameterMissing should be raised at compile time: MissingParameter

    Examples:
      | query                                                                                              |
      | WITH 1 AS a RETURN 1 + count(*) + $p AS x                                                          |
      | MATCH (person) WITH avg(person.age) AS avgAge ORDER BY $age + avg(person.age) - 1000 RETURN avgAge |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | query                                        |
      | UNWIND [1,2,3] AS a RETURN a LIMIT 1.5       |
      | UNWIND [1,2,3] AS a RETURN a LIMIT 'a'       |
      | UNWIND [1,2,3] AS a RETURN a LIMIT null      |
      | UNWIND [1,2,3] AS a RETURN a LIMIT true      |
      | UNWIND [1,2,3] AS a RETURN a SKIP 1.0        |
      | UNWIND [1,2,3] AS a WITH a SKIP 1.5 RETURN a |

  Scenario Outline: Refused with NegativeIntegerArgument: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NegativeIntegerArgument

    Examples:
      | query                                        |
      | UNWIND [1,2,3] AS a RETURN a LIMIT -1        |
      | UNWIND [1,2,3] AS a RETURN a SKIP -1         |
      | UNWIND [1,2,3] AS a WITH a LIMIT -1 RETURN a |

  Scenario Outline: Refused with NonConstantExpression: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NonConstantExpression

    Examples:
      | query                                    |
      | UNWIND [1,2,3] AS a RETURN a SKIP a      |
      | UNWIND [1,2,3] AS a RETURN a LIMIT a + 1 |
      | MATCH (n) RETURN n LIMIT n.x             |

  Scenario Outline: Refused with UndefinedVariable: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a1:A {num: 1, num2: 4}), (a2:A {num: 5, num2: 2}), (a3:A {num: 9, num2: 0}), (a4:A {num: 3, num2: 3}), (a5:A {num: 7, num2: 1})
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

    Examples:
      | query                                      |
      | MATCH (a:A) RETURN count(*) ORDER BY a.num |
