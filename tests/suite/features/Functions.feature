Feature: Temporal values, functions and procedures

  Scenario: Wrong on purpose guard
    Given an empty graph
    When executing query:
      """
      RETURN date('2020-01-31') - duration('P1M') AS y
      """
    Then the result should be, in any order:
      | y            |
      | '2019-12-31' |
    And no side effects

  Scenario: Temporal cmp cross
    Given an empty graph
    When executing query:
      """
      RETURN date('2020-01-01') = '2020-01-01' AS a, date('2020-01-01') < 1 AS b, time('10:00Z') = localtime('10:00') AS c, duration('P1D') < duration('P2D') AS d
      """
    Then the result should be, in any order:
      | a     | b    | c     | d    |
      | false | null | false | null |
    And no side effects

  Scenario: Temporal distinct
    Given an empty graph
    When executing query:
      """
      UNWIND [date('2020-01-01'), date('2020-01-01'), time('10:00+01:00'), time('09:00Z'), duration('PT60S'), duration('PT1M'), duration('P1D'), duration('PT24H')] AS x
      RETURN DISTINCT x
      """
    Then the result should be, in any order:
      | x             |
      | '2020-01-01'  |
      | '10:00+01:00' |
      | '09:00Z'      |
      | 'PT1M'        |
      | 'P1D'         |
      | 'PT24H'       |
    And no side effects

  Scenario: Temporal min max
    Given an empty graph
    When executing query:
      """
      UNWIND [date('2020-01-01'), date('2019-01-01')] AS x
      RETURN min(x) AS a, max(x) AS b
      """
    Then the result should be, in any order:
      | a            | b            |
      | '2019-01-01' | '2020-01-01' |
    And no side effects

  Scenario: Duration agg
    Given an empty graph
    When executing query:
      """
      UNWIND [duration('P1D'), duration('PT12H')] AS x
      RETURN sum(x) AS s, avg(x) AS a
      """
    Then the result should be, in any order:
      | s         | a       |
      | 'P1DT12H' | 'PT18H' |
    And no side effects

  Scenario: Temporal order across
    Given an empty graph
    When executing query:
      """
      UNWIND [date('2020-01-01'), localtime('10:00'), datetime('2020-01-01T00:00Z'), localdatetime('2020-01-01T00:00'), time('10:00Z'), duration('P1D')] AS x
      WITH x ORDER BY x
      RETURN count(x) AS c
      """
    Then the result should be, in any order:
      | c |
      | 6 |
    And no side effects

  Scenario: Dst gap
    Given an empty graph
    When executing query:
      """
      RETURN datetime({year: 2020, month: 3, day: 29, hour: 2, minute: 30, timezone: 'Europe/Stockholm'}) AS a
      """
    Then the result should be, in any order:
      | a                                          |
      | '2020-03-29T03:30+02:00[Europe/Stockholm]' |
    And no side effects

  Scenario: Leap ok
    Given an empty graph
    When executing query:
      """
      RETURN date({year: 2020, ordinalDay: 366}) AS a, date({year: 2015, week: 53, dayOfWeek: 7}) AS b, date('2020-366') AS c
      """
    Then the result should be, in any order:
      | a            | b            | c            |
      | '2020-12-31' | '2016-01-03' | '2020-12-31' |
    And no side effects

  Scenario: Fractional ok2
    Given an empty graph
    When executing query:
      """
      RETURN localtime('21:40:32.1') AS a, localtime('21:40:32.000000001') AS b, localtime('21:40:32.0') AS c, localtime('21:40:00.000') AS d
      """
    Then the result should be, in any order:
      | a            | b                    | c          | d       |
      | '21:40:32.1' | '21:40:32.000000001' | '21:40:32' | '21:40' |
    And no side effects

  Scenario: Duration printing
    Given an empty graph
    When executing query:
      """
      RETURN duration({months: -13}) AS a, duration({months: 13, days: -1}) AS b, duration({seconds: 3661}) AS c, duration({seconds: -3661}) AS d, duration({milliseconds: -1500}) AS e, duration({nanoseconds: -1}) AS f, duration({hours: 1, seconds: -1}) AS g, duration({weeks: -1}) AS h, duration({seconds: 0.1}) AS i
      """
    Then the result should be, in any order:
      | a         | b          | c          | d             | e         | f                 | g          | h      | i        |
      | 'P-1Y-1M' | 'P1Y1M-1D' | 'PT1H1M1S' | 'PT-1H-1M-1S' | 'PT-1.5S' | 'PT-0.000000001S' | 'PT59M59S' | 'P-7D' | 'PT0.1S' |
    And no side effects

  Scenario: Datetime minus
    Given an empty graph
    When executing query:
      """
      RETURN datetime('2020-03-29T12:00[Europe/Stockholm]') - duration('P1D') AS a, datetime('2020-03-29T12:00[Europe/Stockholm]') - duration('PT24H') AS b, date('2020-03-31') + duration({months: 1, days: 1}) AS c, date('2020-01-01') + duration('PT25H') AS d, date('2020-01-01') + duration('PT23H') AS e, date('2020-01-01') - duration('PT25H') AS f
      """
    Then the result should be, in any order:
      | a                                          | b                                          | c            | d            | e            | f            |
      | '2020-03-28T12:00+01:00[Europe/Stockholm]' | '2020-03-28T11:00+01:00[Europe/Stockholm]' | '2020-05-01' | '2020-01-02' | '2020-01-01' | '2019-12-31' |
    And no side effects

  Scenario: Dt accessor list
    Given an empty graph
    When executing query:
      """
      WITH datetime('1984-01-01T00:00:00.5+01:30') AS d
      RETURN d.offsetMinutes AS a, d.offset AS b, d.epochMillis AS c, d.dayOfWeek AS e, d.millisecond AS m, d.timezone AS t
      """
    Then the result should be, in any order:
      | a  | b        | c            | e | m   | t        |
      | 90 | '+01:30' | 441757800500 | 7 | 500 | '+01:30' |
    And no side effects

  Scenario: Sqrt neg
    Given an empty graph
    When executing query:
      """
      RETURN sqrt(-1) AS a, log(0) AS b, log(-1) AS c, acos(2) AS d, atan2(1, 0) > 1.57 AS e, haversin(0) AS f, degrees(pi()) AS g, cot(0) AS h
      """
    Then the result should be, in any order:
      | a   | b    | c   | d   | e    | f   | g     | h   |
      | NaN | -Inf | NaN | NaN | true | 0.0 | 180.0 | Inf |
    And no side effects

  Scenario: Rand bounds
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 100) AS i
      WITH rand() AS r
      RETURN all(x IN collect(r) WHERE 0 <= x < 1) AS ok, count(DISTINCT r) > 1 AS d
      """
    Then the result should be, in any order:
      | ok   | d    |
      | true | true |
    And no side effects

  Scenario: Function name case
    Given an empty graph
    When executing query:
      """
      RETURN TOUPPER('a') AS a, ToInteger('1') AS b, COALESCE(null, 1) AS c, Abs(-1) AS d
      """
    Then the result should be, in any order:
      | a   | b | c | d |
      | 'A' | 1 | 1 | 1 |
    And no side effects

  Scenario: Missing args
    Given an empty graph
    When executing query:
      """
      RETURN abs()
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

  Scenario: Too many args
    Given an empty graph
    When executing query:
      """
      RETURN abs(1, 2)
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

  Scenario: Aggregate distinct variants
    Given an empty graph
    When executing query:
      """
      UNWIND [1,1,2,null] AS x
      RETURN sum(DISTINCT x) AS a, avg(DISTINCT x) AS b, min(DISTINCT x) AS c, count(DISTINCT x) AS d, collect(DISTINCT x) AS e, percentileDisc(DISTINCT x, 0.5) AS f
      """
    Then the result should be, in any order:
      | a | b   | c | d | e     | f |
      | 3 | 1.5 | 1 | 2 | [1,2] | 1 |
    And no side effects

  Scenario: Stdev
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3,4] AS x
      RETURN round(stDev(x) * 1000) AS a, round(stDevP(x) * 1000) AS b
      """
    Then the result should be, in any order:
      | a      | b      |
      | 1291.0 | 1118.0 |
    And no side effects

  Scenario: Percentile ints
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3,4] AS x
      RETURN percentileCont(x, 0.4) AS a, percentileDisc(x, 0.4) AS b, percentileDisc(x, 0) AS c, percentileCont(x, 1) AS d
      """
    Then the result should be, in any order:
      | a   | b | c | d   |
      | 2.2 | 2 | 1 | 4.0 |
    And no side effects

  Scenario: Count star in expr with null
    Given an empty graph
    When executing query:
      """
      UNWIND [] AS x
      RETURN count(*) + 1 AS a, sum(x) * 2 AS b, collect(x) + 1 AS c, avg(x) AS d
      """
    Then the result should be, in any order:
      | a | b | c   | d    |
      | 1 | 0 | [1] | null |
    And no side effects

  Scenario: Aggregate over mixed avg
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2.5] AS x
      RETURN avg(x) AS a, sum(x) AS b
      """
    Then the result should be, in any order:
      | a    | b   |
      | 1.75 | 3.5 |
    And no side effects

  Scenario: With aggregate then match
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH max(a.v) AS m
      MATCH (b:A {v: m})
      RETURN b.v
      """
    Then the result should be, in any order:
      | b.v |
      | 2   |
    And no side effects

  Scenario: In list of nodes deleted
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->()
      DELETE r
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | (:A) |
    And the side effects should be:
      | -relationships | 1 |

  Scenario: Return deleted node itself
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      DELETE a
      RETURN a IS NULL AS x
      """
    Then the result should be, in any order:
      | x     |
      | false |
    And the side effects should be:
      | -nodes  | 1 |
      | -labels | 1 |

  Scenario: Set label on deleted
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) DELETE a SET a:B
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: Rel to deleted node
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      DELETE a
      CREATE (a)-[:T]->(:B)
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: Nested call in union
    Given an empty graph
    And there exists a procedure test.l() :: (x :: INTEGER?):
      | x |
      | 1 |
    When executing query:
      """
      CALL test.l() YIELD x
      RETURN x
      UNION ALL
      CALL test.l() YIELD x
      RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 1 |
    And no side effects

  Scenario: Void followed by unwind
    Given an empty graph
    And there exists a procedure test.v() :: ():
      |
    When executing query:
      """
      UNWIND [1,2] AS x
      CALL test.v()
      WITH x WHERE x > 1
      RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
    And no side effects

  Scenario: Proc with where on yield alias
    Given an empty graph
    And there exists a procedure test.l() :: (x :: INTEGER?):
      | x |
      | 1 |
      | 2 |
    When executing query:
      """
      UNWIND [1,2] AS y
      CALL test.l() YIELD x AS z WHERE z = y
      RETURN y, z
      """
    Then the result should be, in any order:
      | y | z |
      | 1 | 1 |
      | 2 | 2 |
    And no side effects

  Scenario: In-query call with outputs without yield
    Given an empty graph
    And there exists a procedure test.l() :: (x :: INTEGER?):
      | x |
      | 1 |
    When executing query:
      """
      MATCH (n)
      CALL test.l()
      RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: Proc arg aggregate in with ok
    Given an empty graph
    And there exists a procedure test.l(i :: INTEGER?) :: (x :: INTEGER?):
      | i | x |
      | 0 | 1 |
    When executing query:
      """
      MATCH (n)
      WITH count(n) AS c
      CALL test.l(c) YIELD x
      RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And no side effects

  Scenario: Proc node arg wrong
    Given an empty graph
    And there exists a procedure test.l(i :: INTEGER?) :: (x :: INTEGER?):
      | i | x |
      | 0 | 1 |
    And having executed:
      """
      CREATE ()
      """
    When executing query:
      """
      MATCH (n)
      CALL test.l(n) YIELD x
      RETURN x
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: Yield unknown
    Given an empty graph
    And there exists a procedure test.l() :: (x :: INTEGER?):
      | x |
      | 1 |
    When executing query:
      """
      CALL test.l() YIELD zz
      RETURN zz
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: With star & call
    Given an empty graph
    And there exists a procedure test.l() :: (x :: INTEGER?):
      | x |
      | 1 |
    When executing query:
      """
      WITH 5 AS a
      CALL test.l() YIELD x
      WITH *
      RETURN a, x
      """
    Then the result should be, in any order:
      | a | x |
      | 5 | 1 |
    And no side effects
