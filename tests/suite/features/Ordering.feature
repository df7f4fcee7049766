Feature: ORDER BY, SKIP and LIMIT

  Scenario: Nonprojected aggregate on var
    Given an empty graph
    When executing query:
      """
      MATCH (a:A)
      WITH a.num2 % 3 AS mod, sum(a.num) AS s ORDER BY sum(a.num2) LIMIT 2
      RETURN mod, s
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: Constants & params
    Given an empty graph
    And parameters are:
      | age | 38 |
    And having executed:
      """
      CREATE ({age: 20}), ({age: 22})
      """
    When executing query:
      """
      MATCH (person)
      WITH avg(person.age) AS avgAge ORDER BY $age + avg(person.age) - 1000
      RETURN avgAge
      """
    Then the result should be, in any order:
      | avgAge |
      | 21.0   |
    And no side effects

  Scenario: Return constants & params
    Given an empty graph
    And parameters are:
      | age | 38 |
    And having executed:
      """
      CREATE ({age: 20}), ({age: 22})
      """
    When executing query:
      """
      MATCH (person)
      RETURN avg(person.age) AS avgAge ORDER BY $age + avg(person.age) - 1000
      """
    Then the result should be, in any order:
      | avgAge |
      | 21.0   |
    And no side effects

  Scenario: Return handle returned property access
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {age: 20}), (:Person {age: 22})
      """
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      RETURN me.age AS age, count(you.age) AS cnt ORDER BY me.age + count(you.age)
      """
    Then the result should be, in any order:
      | age | cnt |
    And no side effects

  Scenario: Return handle aliases
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      RETURN me.age AS age, count(you.age) AS cnt ORDER BY age, age + count(you.age)
      """
    Then the result should be, in any order:
      | age | cnt |
    And no side effects

  Scenario: Return not projected
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      RETURN count(you.age) AS agg ORDER BY me.age + count(you.age)
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: Return complex
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      RETURN me.age + you.age, count(*) AS cnt ORDER BY me.age + you.age + count(*)
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: With complex
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      WITH me.age + you.age AS grp, count(*) AS cnt ORDER BY me.age + you.age + count(*)
      RETURN *
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: With no projection at all aggregate sorted
    Given an empty graph
    When executing query:
      """
      MATCH (a)
      WITH a.name AS n ORDER BY count(*)
      RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: With orderby aggregate any
    Given an empty graph
    When executing query:
      """
      MATCH (a)
      WITH a ORDER BY count(a)
      RETURN a
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: With orderby out of scope
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 'b' AS b, 3 AS c, true AS d
      WITH a, b ORDER BY a, c, d
      RETURN a
      """
    Then the result should be, in any order:
      | a |
      | 1 |
    And no side effects

  Scenario: With orderby out of scope 2
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 'b' AS b, 3 AS c, true AS d
      WITH a, b
      WITH a ORDER BY a, c
      RETURN a
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: With orderby undefined 3
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 'b' AS b
      WITH a, b ORDER BY a, zz
      RETURN a
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: Sort by date strings expr
    Given an empty graph
    And having executed:
      """
      CREATE (:A {date: date({year: 1910, month: 5, day: 6})}), (:A {date: date({year: 1980, month: 12, day: 24})}), (:A {date: date({year: 1984, month: 10, day: 12})})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a, a.date AS date
      WITH a, date ORDER BY a.date + duration({months: 1, days: 2}) DESC LIMIT 2
      RETURN date
      """
    Then the result should be, in order:
      | date         |
      | '1984-10-12' |
      | '1980-12-24' |
    And no side effects

  Scenario: Sort by list expr
    Given an empty graph
    And having executed:
      """
      CREATE (:A {l: [2, -2], m: ['b']}), (:A {l: [1, 2], m: ['a']}), (:A {l: [300, 0], m: ['c']}), (:A {l: [1, -20], m: ['d']}), (:A {l: [2, -2, 100], m: ['e']})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a ORDER BY [a.l[1], a.l[0], a.l[1]] + a.l + a.m LIMIT 3
      RETURN a.m
      """
    Then the result should be, in order:
      | a.m   |
      | ['d'] |
      | ['b'] |
      | ['e'] |
    And no side effects

  Scenario: Sort by time expr with tz
    Given an empty graph
    And having executed:
      """
      CREATE (:A {t: time({hour: 10, minute: 35, timezone: '-08:00'})}), (:A {t: time({hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+01:00'})}), (:A {t: time({hour: 12, minute: 31, second: 14, nanosecond: 645876124, timezone: '+01:00'})}), (:A {t: time({hour: 12, minute: 35, second: 15, timezone: '+05:00'})}), (:A {t: time({hour: 12, minute: 30, second: 14, nanosecond: 645876123, timezone: '+01:01'})})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a ORDER BY a.t + duration({minutes: 6}) LIMIT 3
      RETURN a.t AS t
      """
    Then the result should be, in order:
      | t                          |
      | '12:35:15+05:00'           |
      | '12:30:14.645876123+01:01' |
      | '12:31:14.645876123+01:00' |
    And no side effects

  Scenario: Sort datetimes
    Given an empty graph
    When executing query:
      """
      UNWIND [datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 30, second: 14, nanosecond: 12, timezone: '+00:15'}), datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+00:17'}), datetime({year: 1, month: 1, day: 1, hour: 1, minute: 1, second: 1, nanosecond: 1, timezone: '-11:59'}), datetime({year: 9999, month: 9, day: 9, hour: 9, minute: 59, second: 59, nanosecond: 999999999, timezone: '+11:59'}), datetime({year: 1980, month: 12, day: 11, hour: 12, minute: 31, second: 14, timezone: '-11:59'})] AS d
      WITH d ORDER BY d DESC LIMIT 3
      RETURN d
      """
    Then the result should be, in order:
      | d                                     |
      | '9999-09-09T09:59:59.999999999+11:59' |
      | '1984-10-11T12:30:14.000000012+00:15' |
      | '1984-10-11T12:31:14.645876123+00:17' |
    And no side effects

  Scenario: Sort by strings
    Given an empty graph
    When executing query:
      """
      UNWIND ['lorem', 'ipsum', 'dolor', 'sit', 'amet', '', 'L'] AS x
      WITH x ORDER BY x ASCENDING LIMIT 3
      RETURN x
      """
    Then the result should be, in order:
      | x      |
      | ''     |
      | 'L'    |
      | 'amet' |
    And no side effects

  Scenario: Sort by bool expr
    Given an empty graph
    When executing query:
      """
      UNWIND [true, false, true] AS x
      WITH x ORDER BY NOT x DESCENDING LIMIT 1
      RETURN x
      """
    Then the result should be, in order:
      | x     |
      | false |
    And no side effects

  Scenario: Sort unicode
    Given an empty graph
    When executing query:
      """
      UNWIND ['é', 'z', '😀', '\uFFFD', 'a'] AS x
      RETURN x ORDER BY x
      """
    Then the result should be, in order:
      | x   |
      | 'a' |
      | 'z' |
      | 'é' |
      | '�' |
      | '😀' |
    And no side effects

  Scenario: Count order by expression inside agg
    Given an empty graph
    And having executed:
      """
      CREATE (:D {dept: 'x'}), (:D {dept: 'x'}), (:D {dept: 'y'})
      """
    When executing query:
      """
      MATCH (n:D)
      RETURN n.dept AS d, count(*) ORDER BY count(*) DESC, n.dept
      """
    Then the result should be, in order:
      | d   | count(*) |
      | 'x' | 2        |
      | 'y' | 1        |
    And no side effects

  Scenario: Order by original name after alias
    Given an empty graph
    And having executed:
      """
      CREATE (:D {a: 2}), (:D {a: 1})
      """
    When executing query:
      """
      MATCH (n:D)
      RETURN n.a AS x ORDER BY n.a
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: Order by with distinct uses alias expr
    Given an empty graph
    And having executed:
      """
      CREATE (:D {a: 2}), (:D {a: 1})
      """
    When executing query:
      """
      MATCH (n:D)
      RETURN DISTINCT n.a AS x ORDER BY n.a + 1
      """
    Then the result should be, in order:
      | x |
      | 1 |
      | 2 |
    And no side effects

  Scenario: With star orderby
    Given an empty graph
    When executing query:
      """
      UNWIND [2,1] AS x
      WITH *, x + 1 AS y ORDER BY y
      RETURN x, y
      """
    Then the result should be, in order:
      | x | y |
      | 1 | 2 |
      | 2 | 3 |
    And no side effects

  Scenario: With DISTINCT star
    Given an empty graph
    When executing query:
      """
      UNWIND [1,1] AS x
      WITH DISTINCT *
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: Skip limit exprs with parameters
    Given an empty graph
    And parameters are:
      | s | 1 |
      | l | 2 |
    When executing query:
      """
      UNWIND range(1,5) AS x
      RETURN x ORDER BY x SKIP $s + 0 LIMIT $l * 1
      """
    Then the result should be, in order:
      | x |
      | 2 |
      | 3 |
    And no side effects

  Scenario: Limit expression with var in WITH
    Given an empty graph
    When executing query:
      """
      WITH 1 AS l
      UNWIND [1,2] AS x
      RETURN x LIMIT l
      """
    Then a SyntaxError should be raised at compile time: NonConstantExpression

  Scenario: Limit size of pattern
    Given an empty graph
    When executing query:
      """
      MATCH (p:Person)
      RETURN p LIMIT count(p)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: Skip subquery rand
    Given an empty graph
    When executing query:
      """
      UNWIND range(1, 10) AS n
      WITH n SKIP toInteger(rand()*9)
      WITH count(*) AS count
      RETURN count > 0 AS nonEmpty
      """
    Then the result should be, in any order:
      | nonEmpty |
      | true     |
    And no side effects

  Scenario: Order by in with keeps order for collect
    Given an empty graph
    When executing query:
      """
      UNWIND [3,1,2] AS x
      WITH x ORDER BY x
      RETURN collect(x) AS l, min(x) AS m
      """
    Then the result should be, in any order:
      | l       | m |
      | [1,2,3] | 1 |
    And no side effects

  Scenario: Order by after aggregating grouping key renamed & shadow
    Given an empty graph
    And having executed:
      """
      CREATE (:X {n: 'b', v: 1}), (:X {n: 'a', v: 2})
      """
    When executing query:
      """
      MATCH (x:X)
      WITH x.n AS x, sum(x.v) AS s ORDER BY x
      RETURN x, s
      """
    Then the result should be, in order:
      | x   | s |
      | 'a' | 2 |
      | 'b' | 1 |
    And no side effects

  Scenario: Order by alias shadows and expr inside
    Given an empty graph
    And having executed:
      """
      CREATE (:X {num: 5, num2: 4}), (:X {num: 9, num2: 1})
      """
    When executing query:
      """
      MATCH (a:X)
      WITH a.num2 AS num2, a.num AS a ORDER BY a DESC
      RETURN num2, a
      """
    Then the result should be, in order:
      | num2 | a |
      | 1    | 9 |
      | 4    | 5 |
    And no side effects
