Feature: MATCH and OPTIONAL MATCH

  Scenario: `MATCH (n) RETURN n`
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: `MATCH (n {x: y}) RETURN n`
    Given an empty graph
    When executing query:
      """
      MATCH (n {x: y}) RETURN n
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (n $p) RETURN n`
    Given an empty graph
    And parameters are:
      | p | {x: 1} |
    When executing query:
      """
      MATCH (n $p) RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

  Scenario: `MATCH (a:A:B) RETURN a`
    Given an empty graph
    And having executed:
      """
      CREATE (:A:B:C), (:A:B), (:A:C), (:B:C), (:A), (:B), (:C), ({name: ':A:B:C'}), ({abc: 'abc'}), ()
      """
    When executing query:
      """
      MATCH (a:A:B) RETURN a
      """
    Then the result should be, in any order:
      | a        |
      | (:A:B)   |
      | (:A:B:C) |
    And no side effects

  Scenario: `MATCH ()-[r]-(), (r) RETURN r`
    Given an empty graph
    When executing query:
      """
      MATCH ()-[r]-(), (r) RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: `MATCH (r)-[r]-() RETURN r`
    Given an empty graph
    When executing query:
      """
      MATCH (r)-[r]-() RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: `MATCH (r), r = ()-[]-() RETURN r`
    Given an empty graph
    When executing query:
      """
      MATCH (r), r = ()-[]-()
      RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `MATCH r = (r)-[]-() RETURN r`
    Given an empty graph
    When executing query:
      """
      MATCH r = (r)-[]-() RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `WITH true AS n MATCH (n) RETURN n`
    Given an empty graph
    When executing query:
      """
      WITH true AS n
      MATCH (n)
      RETURN n
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: `WITH [10] AS n MATCH (n) RETURN n`
    Given an empty graph
    When executing query:
      """
      WITH [10] AS n
      MATCH (n)
      RETURN n
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: `WITH {x: [10]} AS n MATCH (n) RETURN n`
    Given an empty graph
    When executing query:
      """
      WITH {x: [10]} AS n
      MATCH (n)
      RETURN n
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: `WITH 123 AS r MATCH ()-[r]-() RETURN r`
    Given an empty graph
    When executing query:
      """
      WITH 123 AS r
      MATCH ()-[r]-()
      RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: `MATCH p = (a)-[p]->(b) RETURN p`
    Given an empty graph
    When executing query:
      """
      MATCH p = (a)-[p]->(b)
      RETURN p
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `MATCH (r) MATCH ()-[r]-() RETURN r`
    Given an empty graph
    When executing query:
      """
      MATCH (r)
      MATCH ()-[r]-()
      RETURN r
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

  Scenario: `WITH true AS p MATCH p = ()-[]-() RETURN p`
    Given an empty graph
    When executing query:
      """
      WITH true AS p
      MATCH p = ()-[]-()
      RETURN p
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `MATCH (p)-[]-() MATCH p = () RETURN p`
    Given an empty graph
    When executing query:
      """
      MATCH (p)-[]-()
      MATCH p = ()
      RETURN p
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `MATCH (n)-[r:KNOWS|HATES]->(x) RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE (a {name: 'A'}), (b {name: 'B'}), (c {name: 'C'}), (a)-[:KNOWS]->(b), (a)-[:HATES]->(c), (a)-[:WONDERS]->(c)
      """
    When executing query:
      """
      MATCH (n)-[r:KNOWS|HATES]->(x)
      RETURN r
      """
    Then the result should be, in any order:
      | r        |
      | [:KNOWS] |
      | [:HATES] |
    And no side effects

  Scenario: `MATCH (n)-[r:KNOWS|:HATES]->(x) RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE (a {name: 'A'}), (b {name: 'B'}), (c {name: 'C'}), (a)-[:KNOWS]->(b), (a)-[:HATES]->(c), (a)-[:WONDERS]->(c)
      """
    When executing query:
      """
      MATCH (n)-[r:KNOWS|:HATES]->(x)
      RETURN r
      """
    Then the result should be, in any order:
      | r        |
      | [:KNOWS] |
      | [:HATES] |
    And no side effects

  Scenario: `MATCH ()-[r]-() RETURN type(r) AS r`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:L]->(a)
      """
    When executing query:
      """
      MATCH ()-[r]-()
      RETURN type(r) AS r
      """
    Then the result should be, in any order:
      | r   |
      | 'L' |
    And no side effects

  Scenario: `MATCH (x)-[r]-(y) RETURN labels(x) AS x, type(r) AS r, labels(y) AS y`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:L]->(a), (a)-[:X]->(:B)
      """
    When executing query:
      """
      MATCH (x)-[r]-(y)
      RETURN labels(x) AS x, type(r) AS r, labels(y) AS y
      """
    Then the result should be, in any order:
      | x     | r   | y     |
      | ['A'] | 'L' | ['A'] |
      | ['A'] | 'X' | ['B'] |
      | ['B'] | 'X' | ['A'] |
    And no side effects

  Scenario: `MATCH (n)-[r]-(n) RETURN count(r)`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:L]->(a), (a)-[:X]->(:B)
      """
    When executing query:
      """
      MATCH (n)-[r]-(n)
      RETURN count(r)
      """
    Then the result should be, in any order:
      | count(r) |
      | 1        |
    And no side effects

  Scenario: `MATCH (a)-[r]->() WITH r MATCH (a)-[r]-(b) RETURN labels(a) AS a, type(r) AS r, labels(b ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T1]->(b:B), (b)-[:T2]->(a)
      """
    When executing query:
      """
      MATCH (a)-[r]->()
      WITH r
      MATCH (a)-[r]-(b)
      RETURN labels(a) AS a, type(r) AS r, labels(b) AS b
      """
    Then the result should be, in any order:
      | a     | r    | b     |
      | ['A'] | 'T1' | ['B'] |
      | ['B'] | 'T1' | ['A'] |
      | ['B'] | 'T2' | ['A'] |
      | ['A'] | 'T2' | ['B'] |
    And no side effects

  Scenario: `MATCH (a)-[r1]->(b), (c)-[r2]->(d) RETURN r1`
    Given an empty graph
    And having executed:
      """
      CREATE (a)-[:T]->(b)
      """
    When executing query:
      """
      MATCH (a)-[r1]->(b), (c)-[r2]->(d)
      RETURN r1
      """
    Then the result should be, in any order:
      | r1 |
    And no side effects

  Scenario: `OPTIONAL MATCH (a) WITH a MATCH (a)-->(b) RETURN b`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a)
      WITH a
      MATCH (a)-->(b)
      RETURN b
      """
    Then the result should be, in any order:
      | b |
    And no side effects

  Scenario: `MATCH (a)-[r]->()-[r]->(b) RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->()
      """
    When executing query:
      """
      MATCH (a)-[r]->()-[r]->(b)
      RETURN r
      """
    Then a SyntaxError should be raised at compile time: RelationshipUniquenessViolation

  Scenario: `MATCH p = (a:A)-[*0..1]->(b) RETURN length(p) AS l, labels(b) AS b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH p = (a:A)-[*0..1]->(b)
      RETURN length(p) AS l, labels(b) AS b
      """
    Then the result should be, in any order:
      | l | b     |
      | 0 | ['A'] |
      | 1 | ['B'] |
    And no side effects

  Scenario: `MATCH (a:A)-[*0]->(b:B) RETURN a`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)
      """
    When executing query:
      """
      MATCH (a:A)-[*0]->(b:B)
      RETURN a
      """
    Then the result should be, in any order:
      | a |
    And no side effects

  Scenario: `MATCH (n {v: 0}) MATCH (n)-[:T*20]->(m) RETURN m`
    Given an empty graph
    And having executed:
      """
      CREATE (a {v: 0})
      """
    And having executed:
      """
      MATCH (a {v: 0})
      WITH a
      UNWIND range(1, 20) AS i
      CREATE ({v: i})
      """
    And having executed:
      """
      UNWIND range(0, 19) AS i
      MATCH (x {v: i}), (y {v: i+1})
      CREATE (x)-[:T]->(y)
      """
    When executing query:
      """
      MATCH (n {v: 0})
      MATCH (n)-[:T*20]->(m)
      RETURN m
      """
    Then the result should be, in any order:
      | m         |
      | ({v: 20}) |
    And no side effects

  Scenario: `MATCH (a:A)-[r:W*2 {year: 1988}]->(b) RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {name: 'A'}), (b:B {name: 'B'}), (c:C), (a)-[:W {year: 1987}]->(b), (b)-[:W {year: 1988}]->(c)
      """
    When executing query:
      """
      MATCH (a:A)-[r:W*2 {year: 1988}]->(b)
      RETURN r
      """
    Then the result should be, in any order:
      | r |
    And no side effects

  Scenario: `MATCH (a:A)-[r:W*2 {year: 1988}]->(b) RETURN r` (2)
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {name: 'A'}), (b:B {name: 'B'}), (c:C), (a)-[:W {year: 1988}]->(b), (b)-[:W {year: 1988}]->(c)
      """
    When executing query:
      """
      MATCH (a:A)-[r:W*2 {year: 1988}]->(b)
      RETURN r
      """
    Then the result should be, in any order:
      | r                                      |
      | [[:W {year: 1988}], [:W {year: 1988}]] |
    And no side effects

  Scenario: `MATCH ()-[r1 {n: 1}]->()-[r2 {n: 2}]->() WITH [r1, r2] AS rs MATCH (a)-[rs*]->(b) RETURN ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:R {n: 1}]->(b:B)-[:R {n: 2}]->(c:C)
      """
    When executing query:
      """
      MATCH ()-[r1 {n: 1}]->()-[r2 {n: 2}]->()
      WITH [r1, r2] AS rs
      MATCH (a)-[rs*]->(b)
      RETURN a, b
      """
    Then the result should be, in any order:
      | a    | b    |
      | (:A) | (:C) |
    And no side effects

  Scenario: `MATCH ()-[r1 {n: 1}]->()-[r2 {n: 2}]->() WITH [r2, r1] AS rs MATCH (a)-[rs*]->(b) RETURN ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:R {n: 1}]->(b:B)-[:R {n: 2}]->(c:C)
      """
    When executing query:
      """
      MATCH ()-[r1 {n: 1}]->()-[r2 {n: 2}]->()
      WITH [r2, r1] AS rs
      MATCH (a)-[rs*]->(b)
      RETURN a, b
      """
    Then the result should be, in any order:
      | a | b |
    And no side effects

  Scenario: `MATCH ()-[r1 {n: 1}]->()-[r2 {n: 2}]->() WITH [r2, r1] AS rs MATCH (a)<-[rs*]-(b) RETURN ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:R {n: 1}]->(b:B)-[:R {n: 2}]->(c:C)
      """
    When executing query:
      """
      MATCH ()-[r1 {n: 1}]->()-[r2 {n: 2}]->()
      WITH [r2, r1] AS rs
      MATCH (a)<-[rs*]-(b)
      RETURN a, b
      """
    Then the result should be, in any order:
      | a    | b    |
      | (:C) | (:A) |
    And no side effects

  Scenario: `MATCH (a)-[r1 {n: 1}]->()-[r2 {n: 2}]->(b) WITH [r1, r2] AS rs, a AS first, b AS second ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:R {n: 1}]->(b:B)-[:R {n: 2}]->(c:C)
      """
    When executing query:
      """
      MATCH (a)-[r1 {n: 1}]->()-[r2 {n: 2}]->(b)
      WITH [r1, r2] AS rs, a AS first, b AS second LIMIT 1
      MATCH (first)-[rs*]->(second)
      RETURN first, second
      """
    Then the result should be, in any order:
      | first | second |
      | (:A)  | (:C)   |
    And no side effects

  Scenario: `MATCH (a)-[r1 {n: 1}]->()-[r2 {n: 2}]->(b) WITH [r1, r2] AS rs, a AS second, b AS first ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:R {n: 1}]->(b:B)-[:R {n: 2}]->(c:C)
      """
    When executing query:
      """
      MATCH (a)-[r1 {n: 1}]->()-[r2 {n: 2}]->(b)
      WITH [r1, r2] AS rs, a AS second, b AS first LIMIT 1
      MATCH (first)-[rs*]->(second)
      RETURN first, second
      """
    Then the result should be, in any order:
      | first | second |
    And no side effects

  Scenario: `MATCH (a)-[:LIKES*-2]->(b) RETURN b`
    Given an empty graph
    When executing query:
      """
      MATCH (a)-[:LIKES*-2]->(b)
      RETURN b
      """
    Then a SyntaxError should be raised at compile time: InvalidRelationshipPattern

  Scenario: `MATCH (a)-[:LIKES..]->(b) RETURN b`
    Given an empty graph
    When executing query:
      """
      MATCH (a)-[:LIKES..]->(b)
      RETURN b
      """
    Then a SyntaxError should be raised at compile time: InvalidRelationshipPattern

  Scenario: `MATCH (a:A)-[:T*..0]->(b) RETURN b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[:T*..0]->(b)
      RETURN b
      """
    Then the result should be, in any order:
      | b |
    And no side effects

  Scenario: `MATCH (a:A)-[:T*3..2]->(b) RETURN b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[:T*3..2]->(b)
      RETURN b
      """
    Then the result should be, in any order:
      | b |
    And no side effects

  Scenario: `MATCH (a:A)-[:T*0..0]->(b) RETURN b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[:T*0..0]->(b)
      RETURN b
      """
    Then the result should be, in any order:
      | b    |
      | (:A) |
    And no side effects

  Scenario: `MATCH (a:A)-[:T*1..0]->(b) RETURN b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (a:A)-[:T*1..0]->(b)
      RETURN b
      """
    Then the result should be, in any order:
      | b |
    And no side effects

  Scenario: `MATCH (a:A) MATCH (a)-[:T*1]->()-[:T*0..1]->(d) RETURN d`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C)
      """
    When executing query:
      """
      MATCH (a:A)
      MATCH (a)-[:T*1]->()-[:T*0..1]->(d)
      RETURN d
      """
    Then the result should be, in any order:
      | d    |
      | (:B) |
      | (:C) |
    And no side effects

  Scenario: `MATCH p = (n)-[*1..2]-(m) RETURN p`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)
      """
    When executing query:
      """
      MATCH p = (n)-[*1..2]-(m)
      RETURN p
      """
    Then the result should be, in any order:
      | p                 |
      | <(:A)-[:T]->(:B)> |
      | <(:B)<-[:T]-(:A)> |
    And no side effects

  Scenario: `MATCH p = (a) RETURN p`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH p = (a) RETURN p
      """
    Then the result should be, in any order:
      | p      |
      | <(:A)> |
    And no side effects

  Scenario: `MATCH p = (:Label1)<--(:Label2) RETURN p`
    Given an empty graph
    And having executed:
      """
      CREATE (:Label1)<-[:TYPE]-(:Label2)
      """
    When executing query:
      """
      MATCH p = (:Label1)<--(:Label2)
      RETURN p
      """
    Then the result should be, in any order:
      | p                              |
      | <(:Label1)<-[:TYPE]-(:Label2)> |
    And no side effects

  Scenario: `MATCH p = (n)<-->(k)<--(m) RETURN p`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T1]->(:B), (:A2)<-[:T2]-(:B2)
      """
    When executing query:
      """
      MATCH p = (n)<-->(k)<--(m)
      RETURN p
      """
    Then the result should be, in any order:
      | p |
    And no side effects

  Scenario: `MATCH p = (n)<-->(k) RETURN p`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T1]->(:B)
      """
    When executing query:
      """
      MATCH p = (n)<-->(k) RETURN p
      """
    Then the result should be, in any order:
      | p                  |
      | <(:A)-[:T1]->(:B)> |
      | <(:B)<-[:T1]-(:A)> |
    And no side effects

  Scenario: `OPTIONAL MATCH (n) RETURN n`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n) RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | null |
    And no side effects

  Scenario: `MATCH (a:A) OPTIONAL MATCH p = (a)-[:X]->(b) RETURN p`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH p = (a)-[:X]->(b)
      RETURN p
      """
    Then the result should be, in any order:
      | p    |
      | null |
    And no side effects

  Scenario: `MATCH (a:A) OPTIONAL MATCH (a)-[r:X*]->(b) RETURN r, b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-[r:X*]->(b)
      RETURN r, b
      """
    Then the result should be, in any order:
      | r    | b    |
      | null | null |
    And no side effects

  Scenario: `MATCH (a:A) OPTIONAL MATCH (a)-[r:T]->(b:B) RETURN a.v AS v, b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-[r:T]->(b:B)
      RETURN a.v AS v, b
      """
    Then the result should be, in any order:
      | v | b    |
      | 1 | (:B) |
      | 2 | null |
    And no side effects

  Scenario: `MATCH (a:A) OPTIONAL MATCH (a)-->(b) WHERE b.x > a.v OR b.x = 1 RETURN a.v AS v, b.x AS x`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {x: 1}), (:A {v: 2})-[:T]->(:B {x: 2})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-->(b) WHERE b.x > a.v OR b.x = 1
      RETURN a.v AS v, b.x AS x
      """
    Then the result should be, in any order:
      | v | x    |
      | 1 | 1    |
      | 2 | null |
    And no side effects

  Scenario: `MATCH (a:A) OPTIONAL MATCH (a)-->(b) WHERE b.nope IS NULL RETURN b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (a)-->(b) WHERE b.nope IS NULL
      RETURN b
      """
    Then the result should be, in any order:
      | b    |
      | null |
    And no side effects

  Scenario: `MATCH (a:A), (c:C) OPTIONAL MATCH (a)-[r]->(c) RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B), (:C)
      """
    When executing query:
      """
      MATCH (a:A), (c:C)
      OPTIONAL MATCH (a)-[r]->(c)
      RETURN r
      """
    Then the result should be, in any order:
      | r    |
      | null |
    And no side effects

  Scenario: `MATCH (a1)-[r]->() WITH r, a1 LIMIT 1 OPTIONAL MATCH (a1)<-[r]-(b2) RETURN a1, r, b2`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)
      """
    When executing query:
      """
      MATCH (a1)-[r]->()
      WITH r, a1 LIMIT 1
      OPTIONAL MATCH (a1)<-[r]-(b2)
      RETURN a1, r, b2
      """
    Then the result should be, in any order:
      | a1   | r    | b2   |
      | (:A) | [:T] | null |
    And no side effects

  Scenario: `MATCH (a1:A)-[r]->() WITH r, a1 LIMIT 1 OPTIONAL MATCH (a2)<-[r]-(b2) WHERE a1 = a2 RETU ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)
      """
    When executing query:
      """
      MATCH (a1:A)-[r]->()
      WITH r, a1 LIMIT 1
      OPTIONAL MATCH (a2)<-[r]-(b2) WHERE a1 = a2
      RETURN a1, r, b2, a2
      """
    Then the result should be, in any order:
      | a1   | r    | b2   | a2   |
      | (:A) | [:T] | null | null |
    And no side effects

  Scenario: `OPTIONAL MATCH (a:NotThere) OPTIONAL MATCH (b:NotThere) WITH a, b OPTIONAL MATCH (b)-[r: ...`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:NotThere)
      OPTIONAL MATCH (b:NotThere)
      WITH a, b
      OPTIONAL MATCH (b)-[r:NOR]->(a)
      RETURN a, b, r
      """
    Then the result should be, in any order:
      | a    | b    | r    |
      | null | null | null |
    And no side effects

  Scenario: `OPTIONAL MATCH (a:Nope) OPTIONAL MATCH (a)-->(b) WITH a, b MATCH (x:A) RETURN a, b, x`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      OPTIONAL MATCH (a:Nope)
      OPTIONAL MATCH (a)-->(b)
      WITH a, b
      MATCH (x:A)
      RETURN a, b, x
      """
    Then the result should be, in any order:
      | a    | b    | x    |
      | null | null | (:A) |
    And no side effects

  Scenario: `OPTIONAL MATCH ()-[r]-() RETURN type(r), labels(null), startNode(r), properties(r), keys ...`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH ()-[r]-()
      RETURN type(r), labels(null), startNode(r), properties(r), keys(r), id(r), r.x
      """
    Then the result should be, in any order:
      | type(r) | labels(null) | startNode(r) | properties(r) | keys(r) | id(r) | r.x  |
      | null    | null         | null         | null          | null    | null  | null |
    And no side effects

  Scenario: `OPTIONAL MATCH (f:DoesExist) OPTIONAL MATCH (n:Nope) RETURN collect(DISTINCT n.property) ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      OPTIONAL MATCH (f:DoesExist)
      OPTIONAL MATCH (n:Nope)
      RETURN collect(DISTINCT n.property) AS a, collect(DISTINCT f.property) AS b
      """
    Then the result should be, in any order:
      | a  | b  |
      | [] | [] |
    And no side effects

  Scenario: `MATCH (a:A), (c:C) OPTIONAL MATCH (a)-->(b)-->(c) RETURN b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {n: 1})-[:T]->(:B)-[:T]->(:C)
      """
    When executing query:
      """
      MATCH (a:A), (c:C)
      OPTIONAL MATCH (a)-->(b)-->(c)
      RETURN b
      """
    Then the result should be, in any order:
      | b    |
      | (:B) |
    And no side effects

  Scenario: `MATCH (a) OPTIONAL MATCH (a)-[r]->(a) RETURN a.v AS v, type(r) AS t`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {v: 0})-[:L]->(a), (:B {v: 1})
      """
    When executing query:
      """
      MATCH (a)
      OPTIONAL MATCH (a)-[r]->(a)
      RETURN a.v AS v, type(r) AS t
      """
    Then the result should be, in any order:
      | v | t    |
      | 0 | 'L'  |
      | 1 | null |
    And no side effects

  Scenario: `MATCH (a:A) OPTIONAL MATCH p = (a)-[:X*0..1]->(b) RETURN length(p) AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {num: 1})-[:X]->(b:B)
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH p = (a)-[:X*0..1]->(b)
      RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 0 |
      | 1 |
    And no side effects

  Scenario: `MATCH (a:A) OPTIONAL MATCH (b {num: a.num + 1}) RETURN a.num, b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {num: 1})
      """
    When executing query:
      """
      MATCH (a:A)
      OPTIONAL MATCH (b {num: a.num + 1})
      RETURN a.num, b
      """
    Then the result should be, in any order:
      | a.num | b    |
      | 1     | null |
    And no side effects

  Scenario: `MATCH (a) WITH a MATCH (b) RETURN *`
    Given an empty graph
    When executing query:
      """
      MATCH (a)
      WITH a
      MATCH (b)
      RETURN *
      """
    Then the result should be, in any order:
      | a | b |
    And no side effects

  Scenario: `MATCH ()-->() WITH 1 AS x MATCH ()-[r1]->()<--() RETURN sum(r1.times)`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->(), ()-[:T]->(), ()-[:T]->()
      """
    When executing query:
      """
      MATCH ()-->()
      WITH 1 AS x
      MATCH ()-[r1]->()<--()
      RETURN sum(r1.times)
      """
    Then the result should be, in any order:
      | sum(r1.times) |
      | 0             |
    And no side effects

  Scenario: `MATCH (a)-[r*2]->(b) RETURN last(r) AS l, head(r) AS h, size(r) AS s`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:R {num: 1}]->(b:B)-[:R {num: 2}]->(c:C)
      """
    When executing query:
      """
      MATCH (a)-[r*2]->(b)
      RETURN last(r) AS l, head(r) AS h, size(r) AS s
      """
    Then the result should be, in any order:
      | l             | h             | s |
      | [:R {num: 2}] | [:R {num: 1}] | 2 |
    And no side effects

  Scenario: `OPTIONAL MATCH p = ()-[*]->() RETURN relationships(p) AS r, nodes(p) AS n, length(p) AS l`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH p = ()-[*]->()
      RETURN relationships(p) AS r, nodes(p) AS n, length(p) AS l
      """
    Then the result should be, in any order:
      | r    | n    | l    |
      | null | null | null |
    And no side effects

  Scenario: `MATCH p = (:Red)-[:T*]-(:Green) RETURN count(p) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (a:Blue)-[:T]->(b:Red)-[:T]->(c:Green), (b)-[:T]->(d:Yellow)
      """
    When executing query:
      """
      MATCH p = (:Red)-[:T*]-(:Green)
      RETURN count(p) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: `MATCH (a:A), (c:C) MATCH (a)-[r:T*]->(c) RETURN size(r) AS s`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C), (a)-[:T]->(c)
      """
    When executing query:
      """
      MATCH (a:A), (c:C)
      MATCH (a)-[r:T*]->(c)
      RETURN size(r) AS s
      """
    Then the result should be, in any order:
      | s |
      | 1 |
      | 2 |
    And no side effects

  Scenario: `MATCH (a:A)-[r*]->(x) RETURN labels(x) AS l, size(r) AS s`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(a)
      """
    When executing query:
      """
      MATCH (a:A)-[r*]->(x)
      RETURN labels(x) AS l, size(r) AS s
      """
    Then the result should be, in any order:
      | l     | s |
      | ['B'] | 1 |
      | ['A'] | 2 |
    And no side effects

  Scenario: `MATCH (n) WHERE (n)-[:T]->() RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B), (c:C)
      """
    When executing query:
      """
      MATCH (n) WHERE (n)-[:T]->()
      RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:A) |
    And no side effects

  Scenario: `MATCH (n) WHERE NOT (n)--() RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B), (c:C)
      """
    When executing query:
      """
      MATCH (n) WHERE NOT (n)--()
      RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:C) |
    And no side effects

  Scenario: `MATCH (n) WHERE (n)-[:T*2]->() RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(b:B)-[:T]->(c:C), (:D)
      """
    When executing query:
      """
      MATCH (n) WHERE (n)-[:T*2]->()
      RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:A) |
    And no side effects

  Scenario: `MATCH (a) WHERE count(a) > 10 RETURN a`
    Given an empty graph
    When executing query:
      """
      MATCH (a) WHERE count(a) > 10
      RETURN a
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

  Scenario: `MATCH (s) WHERE s.name = undefinedVariable RETURN s`
    Given an empty graph
    When executing query:
      """
      MATCH (s) WHERE s.name = undefinedVariable
      RETURN s
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (n) WHERE (n)-[r]->(a) RETURN n`
    Given an empty graph
    When executing query:
      """
      MATCH (n) WHERE (n)-[r]->(a)
      RETURN n
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (n) MATCH r = (n)-[*]->() WHERE r.name = 'apa' RETURN r`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      MATCH r = (n)-[*]->() WHERE r.name = 'apa'
      RETURN r
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `MATCH ()-[r]->() WHERE type(r) IN ['A','C'] RETURN type(r) AS t`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:A]->(), ()-[:B]->(), ()-[:C]->()
      """
    When executing query:
      """
      MATCH ()-[r]->() WHERE type(r) IN ['A','C']
      RETURN type(r) AS t
      """
    Then the result should be, in any order:
      | t   |
      | 'A' |
      | 'C' |
    And no side effects

  Scenario: `MATCH ()-[r]->() WHERE r:A RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:A]->(), ()-[:B]->()
      """
    When executing query:
      """
      MATCH ()-[r]->() WHERE r:A
      RETURN r
      """
    Then the result should be, in any order:
      | r    |
      | [:A] |
    And no side effects

  Scenario: `MATCH (n) WHERE n:A OR n.p = 3 RETURN n.p AS p`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {p: 1}), (:B {p: 2}), (:C {p: 3})
      """
    When executing query:
      """
      MATCH (n) WHERE n:A OR n.p = 3
      RETURN n.p AS p
      """
    Then the result should be, in any order:
      | p |
      | 1 |
      | 3 |
    And no side effects

  Scenario: `MATCH (a:A), (b:B) WHERE a.id = b.id RETURN a, b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {id: 1}), (:A {id: 2}), (:B {id: 2}), (:B {id: 3})
      """
    When executing query:
      """
      MATCH (a:A), (b:B) WHERE a.id = b.id
      RETURN a, b
      """
    Then the result should be, in any order:
      | a            | b            |
      | (:A {id: 2}) | (:B {id: 2}) |
    And no side effects

  Scenario: `MATCH (a:A), (b:B) WHERE a.id = b.id OR (a.id = 1 AND b.id = 3) RETURN a.id AS x, b.id A ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {id: 1}), (:A {id: 2}), (:B {id: 2}), (:B {id: 3})
      """
    When executing query:
      """
      MATCH (a:A), (b:B) WHERE a.id = b.id OR (a.id = 1 AND b.id = 3)
      RETURN a.id AS x, b.id AS y
      """
    Then the result should be, in any order:
      | x | y |
      | 2 | 2 |
      | 1 | 3 |
    And no side effects

  Scenario: `MATCH (n) WHERE n.a XOR n.b RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE ({a: true}), ({b: true})
      """
    When executing query:
      """
      MATCH (n) WHERE n.a XOR n.b
      RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: `MATCH (n) WHERE n.x > 4 RETURN n.x AS x`
    Given an empty graph
    And having executed:
      """
      CREATE ({x: '5'}), ({x: 5}), ({x: true}), ({x: 6.5}), ({x: [7]})
      """
    When executing query:
      """
      MATCH (n) WHERE n.x > 4
      RETURN n.x AS x
      """
    Then the result should be, in any order:
      | x   |
      | 5   |
      | 6.5 |
    And no side effects

  Scenario Outline: A condition of the same MATCH chooses among paths, one of a later clause does not: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:R]->(b:B), (a)-[:R]->()-[:R]->(b), (:C {num: 1})
      """
    When executing query:
      """
      <query>
      """
    Then the result should be, in any order:
      | n   |
      | <n> |
    And no side effects

    Examples:
      | query                                                                                                              | n |
      | MATCH (a:A), (b:B) MATCH p = shortestPath((a)-[:R*]->(b)) RETURN sum(length(p)) AS n                               | 1 |
      | MATCH (a:A), (b:B) MATCH p = shortestPath((a)-[:R*]->(b)) WHERE length(p) > 1 RETURN sum(length(p)) AS n           | 2 |
      | MATCH (a:A), (b:B) MATCH p = shortestPath((a)-[rs:R*]->(b)) WHERE size(rs) > 1 RETURN sum(length(p)) AS n          | 2 |
      | MATCH (a:A), (b:B) MATCH p = shortestPath((a)-[:R*]->(b)) WITH p WHERE length(p) > 1 RETURN sum(length(p)) AS n    | 0 |
      | MATCH (a:A), (b:B) MATCH p = allShortestPaths((a)-[rs:R*]->(b)) WITH p, rs WHERE size(rs) > 1 RETURN count(p) AS n | 0 |
      | MATCH (a:A), (b:B) MATCH p = shortestPath((a)-[:R*]->(b)) MATCH (c:C) WHERE length(p) > c.num RETURN count(p) AS n | 0 |
      | MATCH (a:A), (b:B) MATCH p = shortestPath((a)-[:R*]->(b)), (c:C) WHERE length(p) > c.num RETURN count(p) AS n      | 0 |
      | MATCH (a:A), (b:B), (c:C) MATCH p = shortestPath((a)-[:R*]->(b)) WHERE length(p) > c.num RETURN length(p) AS n     | 2 |
      | MATCH (c:C) MATCH p = shortestPath((a:A)-[:R*]->(b:B)) WHERE length(p) > c.num RETURN length(p) AS n               | 2 |

  Scenario: Neighbours that are equal in a property, whatever its type
    Given an empty graph
    And having executed:
      """
      CREATE (h:Hub)
      WITH h
      UNWIND [1, 1.0, 2, null, 0.0 / 0.0, '1', [1], [null], date('2020-01-01'), true] AS v
      UNWIND [0, 1] AS twice
      CREATE (h)<-[:R {v: v}]-(:Leaf {w: v})
      """
    When executing query:
      """
      MATCH (a)-[r:R]->(h)<-[s:R]-(b) WHERE r.v = s.v
      RETURN count(*) AS n, sum(CASE WHEN r.v = 1 THEN 1 ELSE 0 END) AS ones
      """
    Then the result should be, in order:
      | n  | ones |
      | 22 | 12   |
    And no side effects

  Scenario: Neighbours that are equal in a property, of nodes, in an optional part, cut off
    Given an empty graph
    And having executed:
      """
      CREATE (h:Hub)
      WITH h
      UNWIND range(0, 11) AS i
      CREATE (h)<-[:R]-(:Leaf {i: i, w: i % 3})
      """
    When executing query:
      """
      MATCH (h:Hub)<-[:R]-(a) OPTIONAL MATCH (h)<-[:R]-(b) WHERE b.w = a.w AND b.i > a.i
      WITH a, count(b) AS n ORDER BY a.i
      RETURN collect(n) AS n
      """
    Then the result should be, in order:
      | n                                    |
      | [3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0] |
    And no side effects
