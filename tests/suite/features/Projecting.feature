Feature: RETURN, WITH, UNION and aggregates

  Scenario: `RETURN 1 + (2 - (3 * (4 / (5 ^ (6 % null))))) AS a`
    Given an empty graph
    When executing query:
      """
      RETURN 1 + (2 - (3 * (4 / (5 ^ (6 % null))))) AS a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: `MATCH (n) RETURN (n:A:B) AS x, n:B AS y`
    Given an empty graph
    And having executed:
      """
      CREATE (:A:B), (:B), (:C)
      """
    When executing query:
      """
      MATCH (n)
      RETURN (n:A:B) AS x, n:B AS y
      """
    Then the result should be, in any order:
      | x     | y     |
      | true  | true  |
      | false | true  |
      | false | false |
    And no side effects

  Scenario: `MATCH ()-[r]->() RETURN r, r:T2 AS r2`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T1]->(), ()-[:T2]->()
      """
    When executing query:
      """
      MATCH ()-[r]->()
      RETURN r, r:T2 AS r2
      """
    Then the result should be, in any order:
      | r     | r2    |
      | [:T1] | false |
      | [:T2] | true  |
    And no side effects

  Scenario: `OPTIONAL MATCH (n) OPTIONAL MATCH ()-[r]-() RETURN n:A AS a, r:T AS b`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n)
      OPTIONAL MATCH ()-[r]-()
      RETURN n:A AS a, r:T AS b
      """
    Then the result should be, in any order:
      | a    | b    |
      | null | null |
    And no side effects

  Scenario: `MATCH (n) RETURN {foo: n.foo, kids: collect(n.foo)} AS m`
    Given an empty graph
    And having executed:
      """
      CREATE ({foo: 1})
      """
    When executing query:
      """
      MATCH (n)
      RETURN {foo: n.foo, kids: collect(n.foo)} AS m
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: `MATCH (n) RETURN n.foo, {foo: n.foo, kids: collect(n.foo)} AS m`
    Given an empty graph
    And having executed:
      """
      CREATE ({foo: 1})
      """
    When executing query:
      """
      MATCH (n)
      RETURN n.foo, {foo: n.foo, kids: collect(n.foo)} AS m
      """
    Then the result should be, in any order:
      | n.foo | m                   |
      | 1     | {foo: 1, kids: [1]} |
    And no side effects

  Scenario: `MATCH (a:A) RETURN a, a.v + count(*) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      RETURN a, a.v + count(*) AS c
      """
    Then the result should be, in any order:
      | a           | c |
      | (:A {v: 1}) | 2 |
    And no side effects

  Scenario: `MATCH () RETURN foo`
    Given an empty graph
    When executing query:
      """
      MATCH () RETURN foo
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (a) RETURN foo(a)`
    Given an empty graph
    When executing query:
      """
      MATCH (a) RETURN foo(a)
      """
    Then a SyntaxError should be raised at compile time: UnknownFunction

  Scenario: `MATCH () RETURN *`
    Given an empty graph
    When executing query:
      """
      MATCH () RETURN *
      """
    Then a SyntaxError should be raised at compile time: NoVariablesInScope

  Scenario: `MATCH (n) RETURN (n)-[]->()`
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN (n)-[]->()
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `MATCH (n) WITH (n)-[]->() AS x RETURN x`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      WITH (n)-[]->() AS x
      RETURN x
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `MATCH (n) SET n.prop = head(nodes(head((n)-[:REL]->()))).foo`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      SET n.prop = head(nodes(head((n)-[:REL]->()))).foo
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `MATCH (n) SET n.prop = (n)-->()`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      SET n.prop = (n)-->()
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

  Scenario: `MATCH p = (n)-->(b) RETURN nodes( p )`
    Given an empty graph
    When executing query:
      """
      MATCH p = (n)-->(b)
      RETURN nodes( p )
      """
    Then the result should be, in any order:
      | nodes( p ) |
    And no side effects

  Scenario: `MATCH (n) RETURN cOuNt( * )`
    Given an empty graph
    And having executed:
      """
      CREATE ()
      """
    When executing query:
      """
      MATCH (n) RETURN cOuNt( * )
      """
    Then the result should be, in any order:
      | cOuNt( * ) |
      | 1          |
    And no side effects

  Scenario: `RETURN 1 AS a, 2 AS a`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS a, 2 AS a
      """
    Then a SyntaxError should be raised at compile time: ColumnNameConflict

  Scenario: `WITH 1 AS a, 2 AS a RETURN a`
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS a RETURN a
      """
    Then a SyntaxError should be raised at compile time: ColumnNameConflict

  Scenario: `MATCH (n) RETURN n.x, n.x`
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN n.x, n.x
      """
    Then a SyntaxError should be raised at compile time: ColumnNameConflict

  Scenario: `WITH 1 AS `a b` RETURN `a b`, `a b` + 1 AS `x``y``
    Given an empty graph
    When executing query:
      """
      WITH 1 AS `a b`
      RETURN `a b`, `a b` + 1 AS `x``y`
      """
    Then the result should be, in any order:
      | a b | x`y |
      | 1   | 2   |
    And no side effects

  Scenario: `MATCH (a) WITH a, count(*) RETURN a`
    Given an empty graph
    When executing query:
      """
      MATCH (a)
      WITH a, count(*)
      RETURN a
      """
    Then a SyntaxError should be raised at compile time: NoExpressionAlias

  Scenario: `WITH 1 + 1 RETURN 1`
    Given an empty graph
    When executing query:
      """
      WITH 1 + 1 RETURN 1
      """
    Then a SyntaxError should be raised at compile time: NoExpressionAlias

  Scenario: `UNWIND [null, null, 1, 1.0, '1', [1], [1.0], [null], [null], {a: null}, {a: null}, 0.0/0 ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [null, null, 1, 1.0, '1', [1], [1.0], [null], [null], {a: null}, {a: null}, 0.0/0.0, 0.0/0.0, -0.0, 0.0] AS x
      RETURN DISTINCT x
      """
    Then the result should be, in any order:
      | x         |
      | null      |
      | 1         |
      | '1'       |
      | [1]       |
      | [null]    |
      | {a: null} |
      | NaN       |
      | -0.0      |
    And no side effects

  Scenario: `MATCH (a:A), (b:A) RETURN DISTINCT a`
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (a:A), (b:A)
      RETURN DISTINCT a
      """
    Then the result should be, in any order:
      | a    |
      | (:A) |
      | (:A) |
    And no side effects

  Scenario: `UNWIND [1,1,2,2] AS x RETURN DISTINCT x % 2 AS m, count(*) AS c`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,1,2,2] AS x
      RETURN DISTINCT x % 2 AS m, count(*) AS c
      """
    Then the result should be, in any order:
      | m | c |
      | 1 | 2 |
      | 0 | 2 |
    And no side effects

  Scenario: `MATCH (n) RETURN count(n), count(*), sum(n.x), avg(n.x), min(n.x), max(n.x), collect(n.x ...`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      RETURN count(n), count(*), sum(n.x), avg(n.x), min(n.x), max(n.x), collect(n.x), stDev(n.x), percentileCont(n.x, 0.5), count(DISTINCT n)
      """
    Then the result should be, in any order:
      | count(n) | count(*) | sum(n.x) | avg(n.x) | min(n.x) | max(n.x) | collect(n.x) | stDev(n.x) | percentileCont(n.x, 0.5) | count(DISTINCT n) |
      | 0        | 0        | 0        | null     | null     | null     | []           | 0.0        | null                     | 0                 |
    And no side effects

  Scenario: `MATCH (n) RETURN n.x, count(*)`
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN n.x, count(*)
      """
    Then the result should be, in any order:
      | n.x | count(*) |
    And no side effects

  Scenario: `MATCH (a) RETURN size([x IN collect(a.n) | x]) AS s, count(*) > 1 AS b, [count(*), sum(a ...`
    Given an empty graph
    And having executed:
      """
      CREATE ({n: 1}), ({n: 2})
      """
    When executing query:
      """
      MATCH (a)
      RETURN size([x IN collect(a.n) | x]) AS s, count(*) > 1 AS b, [count(*), sum(a.n)] AS l
      """
    Then the result should be, in any order:
      | s | b    | l      |
      | 2 | true | [2, 3] |
    And no side effects

  Scenario: `MATCH (a:A)-[r]->() WITH a, count(*) AS c WHERE c > 0 RETURN a.name AS n, c`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {name: 'a'})-[:K]->(:B), (:A {name: 'b'})-[:K]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[r]->()
      WITH a, count(*) AS c WHERE c > 0
      RETURN a.name AS n, c
      """
    Then the result should be, in any order:
      | n   | c |
      | 'a' | 1 |
      | 'b' | 1 |
    And no side effects

  Scenario: `RETURN count(count(*))`
    Given an empty graph
    When executing query:
      """
      RETURN count(count(*))
      """
    Then a SyntaxError should be raised at compile time: NestedAggregation

  Scenario: `RETURN count(rand())`
    Given an empty graph
    When executing query:
      """
      RETURN count(rand())
      """
    Then a SyntaxError should be raised at compile time: NonConstantExpression

  Scenario: `MATCH (n) RETURN count(n.v) AS a, avg(n.v) AS b, collect(n.v) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE ({v: 1}), ()
      """
    When executing query:
      """
      MATCH (n)
      RETURN count(n.v) AS a, avg(n.v) AS b, collect(n.v) AS c
      """
    Then the result should be, in any order:
      | a | b   | c   |
      | 1 | 1.0 | [1] |
    And no side effects

  Scenario: `MATCH (me: Person)--(you: Person) RETURN me.age + count(you.age)`
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      RETURN me.age + count(you.age)
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: `MATCH (me: Person)--(you: Person) RETURN me.age + you.age, me.age + you.age + count(*)`
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      RETURN me.age + you.age, me.age + you.age + count(*)
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: `MATCH (me: Person)-->(you: Person) RETURN me.age, me.age + count(you.age) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {age: 1})-[:T]->(:Person {age: 2})
      """
    When executing query:
      """
      MATCH (me: Person)-->(you: Person)
      RETURN me.age, me.age + count(you.age) AS c
      """
    Then the result should be, in any order:
      | me.age | c |
      | 1      | 2 |
    And no side effects

  Scenario: `MATCH (me: Person)-->(you: Person) WITH me.age AS age, you RETURN age, age + count(you.a ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {age: 1})-[:T]->(:Person {age: 2})
      """
    When executing query:
      """
      MATCH (me: Person)-->(you: Person)
      WITH me.age AS age, you
      RETURN age, age + count(you.age) AS c
      """
    Then the result should be, in any order:
      | age | c |
      | 1   | 2 |
    And no side effects

  Scenario: `MATCH (p) RETURN $age + avg(p.age) - 1000 AS x`
    Given an empty graph
    And parameters are:
      | age | 38 |
    When executing query:
      """
      MATCH (p)
      RETURN $age + avg(p.age) - 1000 AS x
      """
    Then the result should be, in any order:
      | x    |
      | null |
    And no side effects

  Scenario: `UNWIND [10.0, 20.0, 30.0] AS x RETURN percentileDisc(x, 0.0) AS a, percentileDisc(x, 0.5 ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [10.0, 20.0, 30.0] AS x
      RETURN percentileDisc(x, 0.0) AS a, percentileDisc(x, 0.5) AS b, percentileDisc(x, 1.0) AS c, percentileCont(x, 0.0) AS d, percentileCont(x, 0.5) AS e, percentileCont(x, 1.0) AS f, percentileCont(x, 0.25) AS g, percentileDisc(x, 0.25) AS h
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    | e    | f    | g    | h    |
      | 10.0 | 20.0 | 30.0 | 10.0 | 20.0 | 30.0 | 15.0 | 10.0 |
    And no side effects

  Scenario: `MATCH (n) RETURN percentileCont(n.p, $param) AS p`
    Given an empty graph
    And having executed:
      """
      CREATE ({p: 10.0})
      """
    And parameters are:
      | param | 1000 |
    When executing query:
      """
      MATCH (n)
      RETURN percentileCont(n.p, $param) AS p
      """
    Then an ArgumentError should be raised at runtime: NumberOutOfRange

  Scenario: `MATCH (n) RETURN percentileDisc(n.p, $param) AS p`
    Given an empty graph
    And having executed:
      """
      CREATE ({p: 10.0})
      """
    And parameters are:
      | param | -1 |
    When executing query:
      """
      MATCH (n)
      RETURN percentileDisc(n.p, $param) AS p
      """
    Then an ArgumentError should be raised at runtime: NumberOutOfRange

  Scenario: `MATCH (n) RETURN percentileDisc(n.p, $param) AS p` (2)
    Given an empty graph
    And having executed:
      """
      CREATE ({p: 10.0})
      """
    And parameters are:
      | param | 1.1 |
    When executing query:
      """
      MATCH (n)
      RETURN percentileDisc(n.p, $param) AS p
      """
    Then an ArgumentError should be raised at runtime: NumberOutOfRange

  Scenario: `MATCH (n:S) WITH n.deleted AS d RETURN percentileDisc(0.90, d) AS x`
    Given an empty graph
    And having executed:
      """
      CREATE (:S {deleted: 0.0})
      """
    When executing query:
      """
      MATCH (n:S)
      WITH n.deleted AS d
      RETURN percentileDisc(0.90, d) AS x
      """
    Then the result should be, in any order:
      | x   |
      | 0.9 |
    And no side effects

  Scenario: `UNWIND [1, 'a', null, [1, 2], 0.2, 'b'] AS x RETURN max(x) AS a, min(x) AS b`
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 'a', null, [1, 2], 0.2, 'b'] AS x
      RETURN max(x) AS a, min(x) AS b
      """
    Then the result should be, in any order:
      | a | b     |
      | 1 | [1,2] |
    And no side effects

  Scenario: `UNWIND [[1], [2], [2, 1]] AS x RETURN max(x) AS a, min(x) AS b`
    Given an empty graph
    When executing query:
      """
      UNWIND [[1], [2], [2, 1]] AS x
      RETURN max(x) AS a, min(x) AS b
      """
    Then the result should be, in any order:
      | a     | b   |
      | [2,1] | [1] |
    And no side effects

  Scenario: `UNWIND ['a','b','B',null,'abc','abc1'] AS x RETURN max(x) AS a, min(x) AS b`
    Given an empty graph
    When executing query:
      """
      UNWIND ['a','b','B',null,'abc','abc1'] AS x
      RETURN max(x) AS a, min(x) AS b
      """
    Then the result should be, in any order:
      | a   | b   |
      | 'b' | 'B' |
    And no side effects

  Scenario: `UNWIND [1.0, 2, 0.5, null] AS x RETURN max(x) AS a, min(x) AS b`
    Given an empty graph
    When executing query:
      """
      UNWIND [1.0, 2, 0.5, null] AS x
      RETURN max(x) AS a, min(x) AS b
      """
    Then the result should be, in any order:
      | a | b   |
      | 2 | 0.5 |
    And no side effects

  Scenario: `UNWIND [true, false, null] AS x RETURN max(x) AS a, min(x) AS b`
    Given an empty graph
    When executing query:
      """
      UNWIND [true, false, null] AS x
      RETURN max(x) AS a, min(x) AS b
      """
    Then the result should be, in any order:
      | a    | b     |
      | true | false |
    And no side effects

  Scenario: `UNWIND [[1], ['a', 2], null, [1, 'b']] AS x RETURN max(x) AS a, min(x) AS b`
    Given an empty graph
    When executing query:
      """
      UNWIND [[1], ['a', 2], null, [1, 'b']] AS x
      RETURN max(x) AS a, min(x) AS b
      """
    Then the result should be, in any order:
      | a        | b        |
      | [1, 'b'] | ['a', 2] |
    And no side effects

  Scenario: `UNWIND [1, 2.5, null] AS x RETURN sum(x) AS a, avg(x) AS b, sum(DISTINCT x) AS c`
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 2.5, null] AS x
      RETURN sum(x) AS a, avg(x) AS b, sum(DISTINCT x) AS c
      """
    Then the result should be, in any order:
      | a   | b    | c   |
      | 3.5 | 1.75 | 3.5 |
    And no side effects

  Scenario: `UNWIND [1, 1.0, null, 2, null] AS x RETURN collect(DISTINCT x) AS a, count(DISTINCT x) A ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [1, 1.0, null, 2, null] AS x
      RETURN collect(DISTINCT x) AS a, count(DISTINCT x) AS b
      """
    Then the result should be, in any order:
      | a      | b |
      | [1, 2] | 2 |
    And no side effects

  Scenario: `MATCH p = (n:A)-[r]->() UNWIND [n, r, p, 1.5, ['list'], 'text', null, false, 0.0/0.0, {a ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (n:A)-[r]->()
      UNWIND [n, r, p, 1.5, ['list'], 'text', null, false, 0.0/0.0, {a: 'map'}] AS types
      RETURN types ORDER BY types
      """
    Then the result should be, in order:
      | types             |
      | {a: 'map'}        |
      | (:A)              |
      | [:T]              |
      | ['list']          |
      | <(:A)-[:T]->(:B)> |
      | 'text'            |
      | false             |
      | 1.5               |
      | NaN               |
      | null              |
    And no side effects

  Scenario: `MATCH p = (n:A)-[r]->() UNWIND [n, r, p, 1.5, ['list'], 'text', null, false, 0.0/0.0, {a ...` (2)
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (n:A)-[r]->()
      UNWIND [n, r, p, 1.5, ['list'], 'text', null, false, 0.0/0.0, {a: 'map'}] AS types
      RETURN types ORDER BY types DESC
      """
    Then the result should be, in order:
      | types             |
      | null              |
      | NaN               |
      | 1.5               |
      | false             |
      | 'text'            |
      | <(:A)-[:T]->(:B)> |
      | ['list']          |
      | [:T]              |
      | (:A)              |
      | {a: 'map'}        |
    And no side effects

  Scenario: `UNWIND [[], ['a'], ['a', 1], [1], [1, 'a'], [1, null], [null, 1], [null, 2]] AS l RETURN ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [[], ['a'], ['a', 1], [1], [1, 'a'], [1, null], [null, 1], [null, 2]] AS l
      RETURN l ORDER BY l
      """
    Then the result should be, in order:
      | l         |
      | []        |
      | ['a']     |
      | ['a', 1]  |
      | [1]       |
      | [1, 'a']  |
      | [1, null] |
      | [null, 1] |
      | [null, 2] |
    And no side effects

  Scenario: `UNWIND [1,2,3,4] AS x RETURN x % 2 AS m, count(*) AS c ORDER BY count(*), m DESC`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3,4] AS x
      RETURN x % 2 AS m, count(*) AS c ORDER BY count(*), m DESC
      """
    Then the result should be, in order:
      | m | c |
      | 1 | 2 |
      | 0 | 2 |
    And no side effects

  Scenario: `MATCH (n) RETURN n.t AS t, count(*) AS c ORDER BY n.n`
    Given an empty graph
    And having executed:
      """
      CREATE ({n: 1, t: 'a'}), ({n: 2, t: 'b'})
      """
    When executing query:
      """
      MATCH (n)
      RETURN n.t AS t, count(*) AS c ORDER BY n.n
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (a) RETURN DISTINCT a.t ORDER BY a.n`
    Given an empty graph
    And having executed:
      """
      CREATE ({n: 1, t: 'a'}), ({n: 2, t: 'b'})
      """
    When executing query:
      """
      MATCH (a)
      RETURN DISTINCT a.t ORDER BY a.n
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (a) RETURN DISTINCT a.t ORDER BY a.t DESC`
    Given an empty graph
    And having executed:
      """
      CREATE ({n: 1, t: 'a'}), ({n: 2, t: 'b'})
      """
    When executing query:
      """
      MATCH (a)
      RETURN DISTINCT a.t ORDER BY a.t DESC
      """
    Then the result should be, in order:
      | a.t |
      | 'b' |
      | 'a' |
    And no side effects

  Scenario: `MATCH (a) RETURN a.n AS n, a.t ORDER BY n DESC`
    Given an empty graph
    And having executed:
      """
      CREATE ({n: 1, t: 3}), ({n: 2, t: 2})
      """
    When executing query:
      """
      MATCH (a)
      RETURN a.n AS n, a.t ORDER BY n DESC
      """
    Then the result should be, in order:
      | n | a.t |
      | 2 | 2   |
      | 1 | 3   |
    And no side effects

  Scenario: `MATCH (n:X) RETURN n.num AS n ORDER BY n + 2`
    Given an empty graph
    And having executed:
      """
      CREATE (:X {num: 3, y: 1}), (:X {num: 1, y: 2})
      """
    When executing query:
      """
      MATCH (n:X)
      RETURN n.num AS n ORDER BY n + 2
      """
    Then the result should be, in order:
      | n |
      | 1 |
      | 3 |
    And no side effects

  Scenario: `MATCH (n:X) WITH n.y AS y, n ORDER BY n.num RETURN y`
    Given an empty graph
    And having executed:
      """
      CREATE (:X {num: 3, y: 1}), (:X {num: 1, y: 2})
      """
    When executing query:
      """
      MATCH (n:X)
      WITH n.y AS y, n ORDER BY n.num
      RETURN y
      """
    Then the result should be, in order:
      | y |
      | 2 |
      | 1 |
    And no side effects

  Scenario: `MATCH (n) RETURN n.num1 ORDER BY max(n.num2)`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      RETURN n.num1 ORDER BY max(n.num2)
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: `MATCH (me: Person)--(you: Person) RETURN count(you.age) AS agg ORDER BY me.age + count(y ...`
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      RETURN count(you.age) AS agg ORDER BY me.age + count(you.age)
      """
    Then a SyntaxError should be raised at compile time: *

  Scenario: `MATCH (me: Person)--(you: Person) RETURN me.age + you.age, count(*) AS cnt ORDER BY me.a ...`
    Given an empty graph
    When executing query:
      """
      MATCH (me: Person)--(you: Person)
      RETURN me.age + you.age, count(*) AS cnt ORDER BY me.age + you.age + count(*)
      """
    Then a SyntaxError should be raised at compile time: AmbiguousAggregationExpression

  Scenario: `RETURN 1 AS x LIMIT -1`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS x LIMIT -1
      """
    Then a SyntaxError should be raised at compile time: NegativeIntegerArgument

  Scenario: `RETURN 1 AS x SKIP $s`
    Given an empty graph
    And parameters are:
      | s | -1 |
    When executing query:
      """
      RETURN 1 AS x SKIP $s
      """
    Then a SyntaxError should be raised at runtime: NegativeIntegerArgument

  Scenario: `RETURN 1 AS x SKIP 1.5`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS x SKIP 1.5
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN 1 AS x SKIP $s` (2)
    Given an empty graph
    And parameters are:
      | s | 1.5 |
    When executing query:
      """
      RETURN 1 AS x SKIP $s
      """
    Then a SyntaxError should be raised at runtime: InvalidArgumentType

  Scenario: `RETURN 1 AS x LIMIT 1.7`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS x LIMIT 1.7
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `RETURN 1 AS x ORDER BY x LIMIT $s`
    Given an empty graph
    And parameters are:
      | s | 1.5 |
    When executing query:
      """
      RETURN 1 AS x ORDER BY x LIMIT $s
      """
    Then a SyntaxError should be raised at runtime: InvalidArgumentType

  Scenario: `MATCH (n) RETURN n LIMIT n.count`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      RETURN n LIMIT n.count
      """
    Then a SyntaxError should be raised at compile time: NonConstantExpression

  Scenario: `MATCH (n) RETURN n SKIP n.count`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      RETURN n SKIP n.count
      """
    Then a SyntaxError should be raised at compile time: NonConstantExpression

  Scenario: `UNWIND range(1,5) AS x WITH x ORDER BY x LIMIT toInteger(ceil(1.7)) RETURN count(*) AS c`
    Given an empty graph
    When executing query:
      """
      UNWIND range(1,5) AS x
      WITH x ORDER BY x LIMIT toInteger(ceil(1.7))
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: `UNWIND [1,2] AS x RETURN x LIMIT 0`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2] AS x
      RETURN x LIMIT 0
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: `UNWIND [1,2] AS x RETURN x SKIP 5`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2] AS x
      RETURN x SKIP 5
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: `UNWIND [3,1,2] AS x RETURN x ORDER BY x DESC SKIP 1 LIMIT 1`
    Given an empty graph
    When executing query:
      """
      UNWIND [3,1,2] AS x
      RETURN x ORDER BY x DESC SKIP 1 LIMIT 1
      """
    Then the result should be, in order:
      | x |
      | 2 |
    And no side effects

  Scenario: `WITH 1 AS b, 2 AS a, 3 AS C RETURN *`
    Given an empty graph
    When executing query:
      """
      WITH 1 AS b, 2 AS a, 3 AS C
      RETURN *
      """
    Then the result should be, in any order:
      | C | a | b |
      | 3 | 2 | 1 |
    And no side effects

  Scenario: `WITH 1 AS a, 2 AS b RETURN *, a + b AS c`
    Given an empty graph
    When executing query:
      """
      WITH 1 AS a, 2 AS b
      RETURN *, a + b AS c
      """
    Then the result should be, in any order:
      | a | b | c |
      | 1 | 2 | 3 |
    And no side effects

  Scenario: `RETURN 1 AS x UNION RETURN 1.0 AS x UNION RETURN null AS x UNION RETURN null AS x`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS x
      UNION
      RETURN 1.0 AS x
      UNION
      RETURN null AS x
      UNION
      RETURN null AS x
      """
    Then the result should be, in any order:
      | x    |
      | 1    |
      | null |
    And no side effects

  Scenario: `RETURN 1 AS x UNION ALL RETURN 1 AS x`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS x
      UNION ALL
      RETURN 1 AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 1 |
    And no side effects

  Scenario: `RETURN 1 AS a UNION RETURN 2 AS b`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS a
      UNION
      RETURN 2 AS b
      """
    Then a SyntaxError should be raised at compile time: DifferentColumnsInUnion

  Scenario: `RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS a
      UNION
      RETURN 2 AS a
      UNION ALL
      RETURN 3 AS a
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: `RETURN 1 AS a, 2 AS b UNION ALL RETURN 3 AS a, 4 AS b`
    Given an empty graph
    When executing query:
      """
      RETURN 1 AS a, 2 AS b
      UNION ALL
      RETURN 3 AS a, 4 AS b
      """
    Then the result should be, in any order:
      | a | b |
      | 1 | 2 |
      | 3 | 4 |
    And no side effects

  Scenario: `UNWIND null AS x RETURN x`
    Given an empty graph
    When executing query:
      """
      UNWIND null AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: `UNWIND [null, [], 1] AS x RETURN x`
    Given an empty graph
    When executing query:
      """
      UNWIND [null, [], 1] AS x
      RETURN x
      """
    Then the result should be, in any order:
      | x    |
      | null |
      | []   |
      | 1    |
    And no side effects

  Scenario: `UNWIND 1 AS x RETURN x`
    Given an empty graph
    When executing query:
      """
      UNWIND 1 AS x RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
    And no side effects

  Scenario: `WITH [[1,2],[3]] AS ll UNWIND ll AS x UNWIND x AS y RETURN y`
    Given an empty graph
    When executing query:
      """
      WITH [[1,2],[3]] AS ll
      UNWIND ll AS x
      UNWIND x AS y
      RETURN y
      """
    Then the result should be, in any order:
      | y |
      | 1 |
      | 2 |
      | 3 |
    And no side effects

  Scenario: `WITH [1,2] AS l UNWIND l AS x RETURN *`
    Given an empty graph
    When executing query:
      """
      WITH [1,2] AS l
      UNWIND l AS x
      RETURN *
      """
    Then the result should be, in any order:
      | l     | x |
      | [1,2] | 1 |
      | [1,2] | 2 |
    And no side effects

  Scenario: `UNWIND $props AS prop MERGE (p:Person {login: prop.login}) SET p.name = prop.name RETURN ...`
    Given an empty graph
    And parameters are:
      | props | [{login: 'a', name: 'x'}, {login: 'b', name: 'y'}] |
    When executing query:
      """
      UNWIND $props AS prop
      MERGE (p:Person {login: prop.login})
      SET p.name = prop.name
      RETURN p.name, p.login
      """
    Then the result should be, in any order:
      | p.name | p.login |
      | 'x'    | 'a'     |
      | 'y'    | 'b'     |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 4 |

  Scenario: `WITH 1 AS x UNWIND [1] AS x RETURN x`
    Given an empty graph
    When executing query:
      """
      WITH 1 AS x
      UNWIND [1] AS x
      RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `UNWIND [1,null,2] AS x WITH x WHERE x > 1 RETURN x`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,null,2] AS x
      WITH x WHERE x > 1
      RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 2 |
    And no side effects

  Scenario: `MATCH (a:A) WITH a.v AS v WHERE a.w = 6 RETURN v`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1, w: 5}), (:A {v: 2, w: 6})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a.v AS v WHERE a.w = 6
      RETURN v
      """
    Then the result should be, in any order:
      | v |
      | 2 |
    And no side effects

  Scenario: `MATCH (a:A) WITH a.v AS v, count(*) AS c WHERE a.w = 6 RETURN v`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1, w: 5})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a.v AS v, count(*) AS c WHERE a.w = 6
      RETURN v
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `UNWIND [1,1,2] AS x WITH DISTINCT x WHERE x > 0 RETURN count(*) AS c`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,1,2] AS x
      WITH DISTINCT x WHERE x > 0
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: `MATCH (a) WITH a AS b RETURN a`
    Given an empty graph
    When executing query:
      """
      MATCH (a) WITH a AS b RETURN a
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH p = ()-->() WITH p AS q RETURN nodes(q) AS n, relationships(q) AS r, length(q) AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = ()-->()
      WITH p AS q
      RETURN nodes(q) AS n, relationships(q) AS r, length(q) AS l
      """
    Then the result should be, in any order:
      | n            | r      | l |
      | [(:A), (:B)] | [[:T]] | 1 |
    And no side effects

  Scenario: `UNWIND ['a', 1, null, 2.5, true, [1], {a: 1}] AS x WITH x ORDER BY x LIMIT 3 RETURN coll ...`
    Given an empty graph
    When executing query:
      """
      UNWIND ['a', 1, null, 2.5, true, [1], {a: 1}] AS x
      WITH x ORDER BY x LIMIT 3
      RETURN collect(x) AS l
      """
    Then the result should be, in any order:
      | l                  |
      | [{a: 1}, [1], 'a'] |
    And no side effects

  Scenario: `UNWIND [date({year: 1910, month: 5, day: 6}), date({year: 1980, month: 12, day: 24}), da ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [date({year: 1910, month: 5, day: 6}), date({year: 1980, month: 12, day: 24}), date({year: 1984, month: 10, day: 12}), null] AS d
      WITH d ORDER BY d DESC LIMIT 3
      RETURN d
      """
    Then the result should be, in order:
      | d            |
      | null         |
      | '1984-10-12' |
      | '1980-12-24' |
    And no side effects

  Scenario: `UNWIND [time('10:35+02:00'), time('10:35+01:00'), time('09:00Z'), time('12:00+05:00')] A ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [time('10:35+02:00'), time('10:35+01:00'), time('09:00Z'), time('12:00+05:00')] AS d
      WITH d ORDER BY d
      RETURN d
      """
    Then the result should be, in order:
      | d             |
      | '12:00+05:00' |
      | '10:35+02:00' |
      | '09:00Z'      |
      | '10:35+01:00' |
    And no side effects

  Scenario: `UNWIND [true, false, null] AS b WITH b ORDER BY b DESC RETURN collect(b) AS l, count(*) ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [true, false, null] AS b
      WITH b ORDER BY b DESC
      RETURN collect(b) AS l, count(*) AS c
      """
    Then the result should be, in any order:
      | l             | c |
      | [true, false] | 3 |
    And no side effects

  Scenario: `MATCH (a:A) WITH a ORDER BY a.num2 % 3, a.num LIMIT 3 RETURN a.num AS n`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {num: 9, num2: 4}), (:A {num: 5, num2: 4}), (:A {num: 30, num2: 3}), (:A {num: -11, num2: 3}), (:A {num: 7054, num2: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a ORDER BY a.num2 % 3, a.num LIMIT 3
      RETURN a.num AS n
      """
    Then the result should be, in order:
      | n   |
      | -11 |
      | 30  |
      | 5   |
    And no side effects

  Scenario: `MATCH (a) WITH a.name AS n ORDER BY undefinedVar RETURN n`
    Given an empty graph
    When executing query:
      """
      MATCH (a)
      WITH a.name AS n ORDER BY undefinedVar
      RETURN n
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `UNWIND [['a',1],['b',2],['a',3]] AS r WITH r[0] AS k, sum(r[1]) AS s ORDER BY s RETURN k ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [['a',1],['b',2],['a',3]] AS r
      WITH r[0] AS k, sum(r[1]) AS s ORDER BY s
      RETURN k, s
      """
    Then the result should be, in order:
      | k   | s |
      | 'b' | 2 |
      | 'a' | 4 |
    And no side effects

  Scenario: `MATCH (n)`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: `MATCH (a:A) WHERE EXISTS { (a)-->() } RETURN a.v AS v`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A) WHERE EXISTS { (a)-->() }
      RETURN a.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
    And no side effects

  Scenario: `MATCH (a:A) WHERE EXISTS { MATCH (a)-->(b) WHERE b:B RETURN true } RETURN a.v AS v`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A) WHERE EXISTS { MATCH (a)-->(b) WHERE b:B RETURN true }
      RETURN a.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
    And no side effects

  Scenario: `MATCH (a:A) WHERE EXISTS { MATCH (a)-->(b) WITH a, count(*) AS c WHERE c = 1 RETURN true ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A) WHERE EXISTS { MATCH (a)-->(b) WITH a, count(*) AS c WHERE c = 1 RETURN true }
      RETURN a.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
    And no side effects

  Scenario: `MATCH (n) WHERE exists { MATCH (n)-->(m) SET m.prop = 'fail' } RETURN n`
    Given an empty graph
    When executing query:
      """
      MATCH (n) WHERE exists { MATCH (n)-->(m) SET m.prop = 'fail' }
      RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: `MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WHERE EXISTS { (b)-->(:C) } } RETURN a.v AS v`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {v: 3})-[:T]->(:C)
      """
    When executing query:
      """
      MATCH (a) WHERE EXISTS { MATCH (a)-->(b) WHERE EXISTS { (b)-->(:C) } }
      RETURN a.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
    And no side effects

  Scenario: `MATCH (a:A) RETURN [(a)-[r:T]->(b) WHERE b.v > 1 | b.v + r.n] AS l, [p = (a)-->() | leng ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T {n: 1}]->(:B {v: 1}), (a)-[:T {n: 2}]->(:B {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      RETURN [(a)-[r:T]->(b) WHERE b.v > 1 | b.v + r.n] AS l, [p = (a)-->() | length(p)] AS q, size([(a)-->(b) | b]) AS s
      """
    Then the result should be, in any order:
      | l   | q     | s |
      | [4] | [1,1] | 2 |
    And no side effects

  Scenario: `MATCH (a:A) RETURN [(a)-->(b) | [(b)-->(c) | c.v]] AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B {v: 1})-[:T]->(:C {v: 5}), (a)-[:T]->(:B {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      RETURN [(a)-->(b) | [(b)-->(c) | c.v]] AS l
      """
    Then the result should be (ignoring element order for lists):
      | l         |
      | [[5], []] |
    And no side effects

  Scenario: `MATCH (n) RETURN count([p = (n)-[:T]->() | p]) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B {v: 1})-[:T]->(:C {v: 5}), (a)-[:T]->(:B {v: 2})
      """
    When executing query:
      """
      MATCH (n)
      RETURN count([p = (n)-[:T]->() | p]) AS c
      """
    Then the result should be, in any order:
      | c |
      | 4 |
    And no side effects

  Scenario: `MATCH (a:A), (c:C) RETURN [p = (a)-[*]-(c) | length(p)] AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B {v: 1})-[:T]->(:C {v: 5})
      """
    When executing query:
      """
      MATCH (a:A), (c:C)
      RETURN [p = (a)-[*]-(c) | length(p)] AS l
      """
    Then the result should be, in any order:
      | l   |
      | [2] |
    And no side effects

  Scenario: `OPTIONAL MATCH (a:A) RETURN [(a)-->(b) | b] AS l`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:A)
      RETURN [(a)-->(b) | b] AS l
      """
    Then the result should be, in any order:
      | l  |
      | [] |
    And no side effects

  Scenario: `MATCH (n) RETURN [x IN [1] WHERE (n)-->(zz) | x]`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      RETURN [x IN [1] WHERE (n)-->(zz) | x]
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (n:A) RETURN [x IN [1,2] | size([(n)--() | x])] AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)
      """
    When executing query:
      """
      MATCH (n:A)
      RETURN [x IN [1,2] | size([(n)--() | x])] AS l
      """
    Then the result should be, in any order:
      | l     |
      | [1,1] |
    And no side effects
