Feature: Patterns and what they bind

  Scenario: MATCH ()-[r:EDGE]-() MATCH p = (n)-[*0..1]-()-[r]-()-[*0..1]-(m) RETURN count(p) AS c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH ()-[r:EDGE]-() MATCH p = (n)-[*0..1]-()-[r]-()-[*0..1]-(m) RETURN count(p) AS c
      """
    Then the result should be, in any order:
      | c  |
      | 16 |
    And no side effects

  Scenario: MATCH ()-[r1]->()-[r2]->() WITH [r1, r2] AS rs LIMIT 1 MATCH (first)-[rs*]->(second) RETURN ...
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH ()-[r1]->()-[r2]->() WITH [r1, r2] AS rs LIMIT 1 MATCH (first)-[rs*]->(second) RETURN first, second
      """
    Then the result should be, in any order:
      | first | second |
      | (:A)  | (:C)   |
    And no side effects

  Scenario: MATCH (a)-[r*1..1]->(b) RETURN r
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a)-[r*1..1]->(b) RETURN r
      """
    Then the result should be, in any order:
      | r         |
      | [[:EDGE]] |
      | [[:EDGE]] |
    And no side effects

  Scenario: MATCH ()-[r*0..1]-() RETURN last(r) AS l
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH ()-[r*0..1]-() RETURN last(r) AS l
      """
    Then the result should be, in any order:
      | l       |
      | null    |
      | [:EDGE] |
      | null    |
      | [:EDGE] |
      | [:EDGE] |
      | null    |
      | [:EDGE] |
    And no side effects

  Scenario: MATCH (a)-[r:EDGE*2..2]->(b) RETURN r
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a)-[r:EDGE*2..2]->(b) RETURN r
      """
    Then the result should be, in any order:
      | r                  |
      | [[:EDGE], [:EDGE]] |
    And no side effects

  Scenario: MATCH (a)-[r:EDGE*2..2]-(b:C) RETURN r
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a)-[r:EDGE*2..2]-(b:C) RETURN r
      """
    Then the result should be, in any order:
      | r                  |
      | [[:EDGE], [:EDGE]] |
    And no side effects

  Scenario: MATCH (a:A)-[r*]->(c:C) WITH r MATCH (first)-[r*]->(second) RETURN first, second
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[r*]->(c:C) WITH r MATCH (first)-[r*]->(second) RETURN first, second
      """
    Then the result should be, in any order:
      | first | second |
      | (:A)  | (:C)   |
    And no side effects

  Scenario: MATCH (a:A)-[rs*]->(c:C) WITH a, c, rs MATCH (c)<-[rs*]-(a) RETURN a, c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[rs*]->(c:C) WITH a, c, rs MATCH (c)<-[rs*]-(a) RETURN a, c
      """
    Then the result should be, in any order:
      | a | c |
    And no side effects

  Scenario: MATCH ()-[r1]->()-[r2]->() WITH [r1, r2] AS rs, [r2,r1] AS back LIMIT 1 MATCH (first)-[back*...
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH ()-[r1]->()-[r2]->() WITH [r1, r2] AS rs, [r2,r1] AS back LIMIT 1 MATCH (first)-[back*]->(second) RETURN first, second
      """
    Then the result should be, in any order:
      | first | second |
    And no side effects

  Scenario: MATCH (a)-[:EDGE*2..1]->(c) RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a)-[:EDGE*2..1]->(c) RETURN c
      """
    Then the result should be, in any order:
      | c |
    And no side effects

  Scenario: MATCH (a:A)-[:EDGE*0]->(c) RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[:EDGE*0]->(c) RETURN c
      """
    Then the result should be, in any order:
      | c    |
      | (:A) |
    And no side effects

  Scenario: MATCH (a:A)-[:EDGE*..0]->(c) RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[:EDGE*..0]->(c) RETURN c
      """
    Then the result should be, in any order:
      | c |
    And no side effects

  Scenario: MATCH (a:A)-[:EDGE*1..0]->(c) RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[:EDGE*1..0]->(c) RETURN c
      """
    Then the result should be, in any order:
      | c |
    And no side effects

  Scenario: MATCH (a:A)-[:EDGE*0..]->(c) RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[:EDGE*0..]->(c) RETURN c
      """
    Then the result should be, in any order:
      | c    |
      | (:A) |
      | (:B) |
      | (:C) |
    And no side effects

  Scenario: MATCH (a:A)-[:EDGE*..]->(c) RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[:EDGE*..]->(c) RETURN c
      """
    Then the result should be, in any order:
      | c    |
      | (:B) |
      | (:C) |
    And no side effects

  Scenario: MATCH (a:A)-[:EDGE *1 .. 2]->(c) RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[:EDGE *1 .. 2]->(c) RETURN c
      """
    Then the result should be, in any order:
      | c    |
      | (:B) |
      | (:C) |
    And no side effects

  Scenario: MATCH (a:A)-[:EDGE*2]->(c) RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[:EDGE*2]->(c) RETURN c
      """
    Then the result should be, in any order:
      | c    |
      | (:C) |
    And no side effects

  Scenario: MATCH (a:A)-[:EDGE*1..]->(b)-[:EDGE*0..1]->(c) RETURN b, c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A)-[:EDGE*1..]->(b)-[:EDGE*0..1]->(c) RETURN b, c
      """
    Then the result should be, in any order:
      | b    | c    |
      | (:B) | (:B) |
      | (:B) | (:C) |
      | (:C) | (:C) |
    And no side effects

  Scenario: MATCH p = (a:A)-[:EDGE*0..]->(c) RETURN p
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH p = (a:A)-[:EDGE*0..]->(c) RETURN p
      """
    Then the result should be, in any order:
      | p                                  |
      | <(:A)>                             |
      | <(:A)-[:EDGE]->(:B)>               |
      | <(:A)-[:EDGE]->(:B)-[:EDGE]->(:C)> |
    And no side effects

  Scenario: MATCH p = (c)<-[:EDGE*0..1]-(a:A) RETURN p
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH p = (c)<-[:EDGE*0..1]-(a:A) RETURN p
      """
    Then the result should be, in any order:
      | p                    |
      | <(:A)>               |
      | <(:B)<-[:EDGE]-(:A)> |
    And no side effects

  Scenario: MATCH p = (a)--(b) RETURN p
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH p = (a)--(b) RETURN p
      """
    Then the result should be, in any order:
      | p                    |
      | <(:A)-[:EDGE]->(:B)> |
      | <(:B)-[:EDGE]->(:C)> |
      | <(:B)<-[:EDGE]-(:A)> |
      | <(:C)<-[:EDGE]-(:B)> |
    And no side effects

  Scenario: MATCH (a:A), (b:B) OPTIONAL MATCH (a)-[r:NOPE]->(b) RETURN r
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A), (b:B) OPTIONAL MATCH (a)-[r:NOPE]->(b) RETURN r
      """
    Then the result should be, in any order:
      | r    |
      | null |
    And no side effects

  Scenario: OPTIONAL MATCH (x:Nope) OPTIONAL MATCH (x)-->(y) RETURN x, y
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      OPTIONAL MATCH (x:Nope) OPTIONAL MATCH (x)-->(y) RETURN x, y
      """
    Then the result should be, in any order:
      | x    | y    |
      | null | null |
    And no side effects

  Scenario: OPTIONAL MATCH (x:Nope) MATCH (x)-->(y) RETURN x, y
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      OPTIONAL MATCH (x:Nope) MATCH (x)-->(y) RETURN x, y
      """
    Then the result should be, in any order:
      | x | y |
    And no side effects

  Scenario: MATCH (a:A) OPTIONAL MATCH p = (a)-[:NOPE]->() RETURN p, length(p)
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A) OPTIONAL MATCH p = (a)-[:NOPE]->() RETURN p, length(p)
      """
    Then the result should be, in any order:
      | p    | length(p) |
      | null | null      |
    And no side effects

  Scenario: MATCH (a:A) OPTIONAL MATCH (a)-[r1]->(b)-[r2]->(c) WHERE c:Nope RETURN a, r1, b
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A) OPTIONAL MATCH (a)-[r1]->(b)-[r2]->(c) WHERE c:Nope RETURN a, r1, b
      """
    Then the result should be, in any order:
      | a    | r1   | b    |
      | (:A) | null | null |
    And no side effects

  Scenario: MATCH (a:A), (c:C) OPTIONAL MATCH (a)-->(b)-->(c) RETURN b
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A), (c:C) OPTIONAL MATCH (a)-->(b)-->(c) RETURN b
      """
    Then the result should be, in any order:
      | b    |
      | (:B) |
    And no side effects

  Scenario: MATCH (a)-[r]->(b) WITH a, r LIMIT 1 OPTIONAL MATCH (a)<-[r]-(b2) RETURN a, r, b2
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a)-[r]->(b) WITH a, r LIMIT 1 OPTIONAL MATCH (a)<-[r]-(b2) RETURN a, r, b2
      """
    Then the result should be, in any order:
      | a    | r       | b2   |
      | (:A) | [:EDGE] | null |
    And no side effects

  Scenario: MATCH (a1)-[r]->() WITH r, a1 LIMIT 1 OPTIONAL MATCH (a1)<-[r]-(b2) WHERE a1 = a1 RETURN a1,...
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a1)-[r]->() WITH r, a1 LIMIT 1 OPTIONAL MATCH (a1)<-[r]-(b2) WHERE a1 = a1 RETURN a1, r, b2
      """
    Then the result should be, in any order:
      | a1   | r       | b2   |
      | (:A) | [:EDGE] | null |
    And no side effects

  Scenario: MATCH (a1)-[r]->() WITH r, a1 LIMIT 1 MATCH (a1:X)-[r]->(b2) RETURN a1, r, b2
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a1)-[r]->() WITH r, a1 LIMIT 1 MATCH (a1:X)-[r]->(b2) RETURN a1, r, b2
      """
    Then the result should be, in any order:
      | a1 | r | b2 |
    And no side effects

  Scenario: MATCH ()-[r]->() WITH r LIMIT 1 MATCH (a2)-[r]->(b2) RETURN a2, r, b2
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH ()-[r]->() WITH r LIMIT 1 MATCH (a2)-[r]->(b2) RETURN a2, r, b2
      """
    Then the result should be, in any order:
      | a2   | r       | b2   |
      | (:A) | [:EDGE] | (:B) |
    And no side effects

  Scenario: OPTIONAL MATCH (a:Nope) WITH a OPTIONAL MATCH (a)-[r]->(b:B) RETURN a, r, b
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      OPTIONAL MATCH (a:Nope) WITH a OPTIONAL MATCH (a)-[r]->(b:B) RETURN a, r, b
      """
    Then the result should be, in any order:
      | a    | r    | b    |
      | null | null | null |
    And no side effects

  Scenario: OPTIONAL MATCH (a:Nope) WITH a MATCH (b:B) OPTIONAL MATCH (a)-[r]->(b) RETURN a, r, b
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      OPTIONAL MATCH (a:Nope) WITH a MATCH (b:B) OPTIONAL MATCH (a)-[r]->(b) RETURN a, r, b
      """
    Then the result should be, in any order:
      | a    | r    | b    |
      | null | null | (:B) |
    And no side effects

  Scenario: MATCH (n) WHERE n:A OR n:C RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (n) WHERE n:A OR n:C RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:A) |
      | (:C) |
    And no side effects

  Scenario: MATCH (n) OPTIONAL MATCH (n)-[:NOPE]->(m) WHERE m.x = n.y OR m IS NULL RETURN count(*)
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (n) OPTIONAL MATCH (n)-[:NOPE]->(m) WHERE m.x = n.y OR m IS NULL RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 3        |
    And no side effects

  Scenario: MATCH (a:A) OPTIONAL MATCH (a)-[*3..]->(b) RETURN b
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A) OPTIONAL MATCH (a)-[*3..]->(b) RETURN b
      """
    Then the result should be, in any order:
      | b    |
      | null |
    And no side effects

  Scenario: MATCH (a:A), (b:C) OPTIONAL MATCH (a)-[r*]-(b) RETURN b, size(r)
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a:A), (b:C) OPTIONAL MATCH (a)-[r*]-(b) RETURN b, size(r)
      """
    Then the result should be, in any order:
      | b    | size(r) |
      | (:C) | 2       |
    And no side effects

  Scenario: MATCH (n:A:A) RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (n:A:A) RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:A) |
    And no side effects

  Scenario: MATCH (a)-[:EDGE|:EDGE]->(b) RETURN count(*)
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a)-[:EDGE|:EDGE]->(b) RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 2        |
    And no side effects

  Scenario: MATCH (a) MATCH (b) RETURN count(*)
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a) MATCH (b) RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 9        |
    And no side effects

  Scenario: MATCH (a)-[r {name: 'x'}]->() RETURN r
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a)-[r {name: 'x'}]->() RETURN r
      """
    Then the result should be, in any order:
      | r |
    And no side effects

  Scenario: MATCH (n) WHERE n.x RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (n) WHERE n.x RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n) WHERE (n)-[:EDGE]->(n) OR NOT (n)-->() RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (n) WHERE (n)-[:EDGE]->(n) OR NOT (n)-->() RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:C) |
    And no side effects

  Scenario: MATCH (a)-->(b)-->(c) WHERE a:A = true RETURN c
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      MATCH (a)-->(b)-->(c) WHERE a:A = true RETURN c
      """
    Then the result should be, in any order:
      | c    |
      | (:C) |
    And no side effects

  Scenario: MATCH (n) WHERE n.num > null RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) WHERE n.num > null RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n) WHERE NOT(n.name = 'B' AND n.num = 2) RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) WHERE NOT(n.name = 'B' AND n.num = 2) RETURN n
      """
    Then the result should be, in any order:
      | n                            |
      | ({id: 0, name: 'A', num: 1}) |
      | ({id: 2, name: 'C'})         |
    And no side effects

  Scenario: MATCH (n)-[r]->(x) WHERE type(r) = 'KNOWS' OR type(r) = 'HATES' RETURN r
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n)-[r]->(x) WHERE type(r) = 'KNOWS' OR type(r) = 'HATES' RETURN r
      """
    Then the result should be, in any order:
      | r               |
      | [:KNOWS {w: 1}] |
      | [:HATES {w: 2}] |
    And no side effects

  Scenario: MATCH (n)-[rel:X]-(a) WHERE a.name = 'B' RETURN a
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n)-[rel:X]-(a) WHERE a.name = 'B' RETURN a
      """
    Then the result should be, in any order:
      | a |
    And no side effects

  Scenario: MATCH (a), (b) WHERE a.id = b.num RETURN a, b
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a), (b) WHERE a.id = b.num RETURN a, b
      """
    Then the result should be, in any order:
      | a                                         | b                                         |
      | ({animal: 'x', id: 1, name: 'B', num: 2}) | ({id: 0, name: 'A', num: 1})              |
      | ({id: 2, name: 'C'})                      | ({animal: 'x', id: 1, name: 'B', num: 2}) |
    And no side effects

  Scenario: MATCH (n:X) WHERE n.name IN [1] RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n:X) WHERE n.name IN [1] RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n) WHERE 0 <= n.id <= 1 RETURN n.id
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) WHERE 0 <= n.id <= 1 RETURN n.id
      """
    Then the result should be, in any order:
      | n.id |
      | 0    |
      | 1    |
    And no side effects

  Scenario: MATCH (n) WHERE n.animal IS NOT NULL RETURN n.id
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) WHERE n.animal IS NOT NULL RETURN n.id
      """
    Then the result should be, in any order:
      | n.id |
      | 1    |
    And no side effects

  Scenario: MATCH (a)-[r1]->(b) OPTIONAL MATCH (a)-[r2:W]->(b) WHERE r2 IS NULL RETURN r1.w, r2
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a)-[r1]->(b) OPTIONAL MATCH (a)-[r2:W]->(b) WHERE r2 IS NULL RETURN r1.w, r2
      """
    Then the result should be, in any order:
      | r1.w | r2   |
      | 1    | null |
      | 2    | null |
      | null | null |
    And no side effects

  Scenario: MATCH (a {name:'A'}), (other) WHERE other.name <> 'A' OPTIONAL MATCH (a)-[r]->(other) WHERE ...
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a {name:'A'}), (other) WHERE other.name <> 'A' OPTIONAL MATCH (a)-[r]->(other) WHERE r.w > 1 RETURN other.name, r.w
      """
    Then the result should be, in any order:
      | other.name | r.w  |
      | 'C'        | 2    |
      | 'B'        | null |
    And no side effects

  Scenario: MATCH (n) WHERE n.name > 'A' AND n.name < 'C' RETURN n.name
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) WHERE n.name > 'A' AND n.name < 'C' RETURN n.name
      """
    Then the result should be, in any order:
      | n.name |
      | 'B'    |
    And no side effects

  Scenario: MATCH (n) WHERE n['na' + 'me'] = 'A' RETURN n.id
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) WHERE n['na' + 'me'] = 'A' RETURN n.id
      """
    Then the result should be, in any order:
      | n.id |
      | 0    |
    And no side effects

  Scenario: MATCH (n {id: 0, name: 'A'})-->(m) RETURN m.name
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n {id: 0, name: 'A'})-->(m) RETURN m.name
      """
    Then the result should be, in any order:
      | m.name |
      | 'B'    |
      | 'C'    |
    And no side effects

  Scenario: MATCH (n {id: null}) RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n {id: null}) RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n)-[{w: null}]->() RETURN n
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n)-[{w: null}]->() RETURN n
      """
    Then the result should be, in any order:
      | n |
    And no side effects

  Scenario: MATCH (n) RETURN n.id ORDER BY n.num, n.id DESC
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) RETURN n.id ORDER BY n.num, n.id DESC
      """
    Then the result should be, in order:
      | n.id |
      | 0    |
      | 1    |
      | 2    |
    And no side effects

  Scenario: MATCH (x:L), (y:L) RETURN x
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (x:L), (y:L) RETURN x
      """
    Then the result should be, in any order:
      | x |
    And no side effects

  Scenario: MATCH (a)-->(b) RETURN *
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a)-->(b) RETURN *
      """
    Then the result should be, in any order:
      | a                                         | b                                         |
      | ({id: 0, name: 'A', num: 1})              | ({animal: 'x', id: 1, name: 'B', num: 2}) |
      | ({id: 0, name: 'A', num: 1})              | ({id: 2, name: 'C'})                      |
      | ({animal: 'x', id: 1, name: 'B', num: 2}) | ({id: 2, name: 'C'})                      |
    And no side effects

  Scenario: MATCH (a)-->(b), (c) RETURN *
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a)-->(b), (c) RETURN *
      """
    Then the result should be, in any order:
      | a                                         | b                                         | c                                         |
      | ({id: 0, name: 'A', num: 1})              | ({animal: 'x', id: 1, name: 'B', num: 2}) | ({id: 0, name: 'A', num: 1})              |
      | ({id: 0, name: 'A', num: 1})              | ({animal: 'x', id: 1, name: 'B', num: 2}) | ({animal: 'x', id: 1, name: 'B', num: 2}) |
      | ({id: 0, name: 'A', num: 1})              | ({animal: 'x', id: 1, name: 'B', num: 2}) | ({id: 2, name: 'C'})                      |
      | ({id: 0, name: 'A', num: 1})              | ({id: 2, name: 'C'})                      | ({id: 0, name: 'A', num: 1})              |
      | ({id: 0, name: 'A', num: 1})              | ({id: 2, name: 'C'})                      | ({animal: 'x', id: 1, name: 'B', num: 2}) |
      | ({id: 0, name: 'A', num: 1})              | ({id: 2, name: 'C'})                      | ({id: 2, name: 'C'})                      |
      | ({animal: 'x', id: 1, name: 'B', num: 2}) | ({id: 2, name: 'C'})                      | ({id: 0, name: 'A', num: 1})              |
      | ({animal: 'x', id: 1, name: 'B', num: 2}) | ({id: 2, name: 'C'})                      | ({animal: 'x', id: 1, name: 'B', num: 2}) |
      | ({animal: 'x', id: 1, name: 'B', num: 2}) | ({id: 2, name: 'C'})                      | ({id: 2, name: 'C'})                      |
    And no side effects

  Scenario: WITH * RETURN 1
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      WITH * RETURN 1
      """
    Then the result should be, in any order:
      | 1 |
      | 1 |
    And no side effects

  Scenario: MATCH (a) WITH a.name AS n, a RETURN *
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a) WITH a.name AS n, a RETURN *
      """
    Then the result should be, in any order:
      | a                                         | n   |
      | ({id: 0, name: 'A', num: 1})              | 'A' |
      | ({animal: 'x', id: 1, name: 'B', num: 2}) | 'B' |
      | ({id: 2, name: 'C'})                      | 'C' |
    And no side effects

  Scenario: MATCH (n) RETURN DISTINCT n.nope
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) RETURN DISTINCT n.nope
      """
    Then the result should be, in any order:
      | n.nope |
      | null   |
    And no side effects

  Scenario: MATCH (n) RETURN (n:Foo)
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) RETURN (n:Foo)
      """
    Then the result should be, in any order:
      | (n:Foo) |
      | false   |
      | false   |
      | false   |
    And no side effects

  Scenario: MATCH (n) RETURN n:Foo:Bar AS x
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n) RETURN n:Foo:Bar AS x
      """
    Then the result should be, in any order:
      | x     |
      | false |
      | false |
      | false |
    And no side effects

  Scenario: MATCH (a) RETURN a.id IS NOT NULL AS a, a IS NOT NULL AS b
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a) RETURN a.id IS NOT NULL AS a, a IS NOT NULL AS b
      """
    Then the result should be, in any order:
      | a    | b    |
      | true | true |
      | true | true |
      | true | true |
    And no side effects

  Scenario: MATCH p = (a {name:'A'})-->(b) RETURN relationships(p) AS a, nodes(p) AS b, length(p)
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH p = (a {name:'A'})-->(b) RETURN relationships(p) AS a, nodes(p) AS b, length(p)
      """
    Then the result should be, in any order:
      | a                 | b                                                                         | length(p) |
      | [[:KNOWS {w: 1}]] | [({id: 0, name: 'A', num: 1}), ({animal: 'x', id: 1, name: 'B', num: 2})] | 1         |
      | [[:HATES {w: 2}]] | [({id: 0, name: 'A', num: 1}), ({id: 2, name: 'C'})]                      | 1         |
    And no side effects

  Scenario: MATCH (a) RETURN count(a) > 0
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a) RETURN count(a) > 0
      """
    Then the result should be, in any order:
      | count(a) > 0 |
      | true         |
    And no side effects

  Scenario: MATCH (n)-->(m) RETURN n.name AS a, collect(m.name) AS l
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (n)-->(m) RETURN n.name AS a, collect(m.name) AS l
      """
    Then the result should be, in any order:
      | a   | l          |
      | 'A' | ['B', 'C'] |
      | 'B' | ['C']      |
    And no side effects

  Scenario: MATCH (a) RETURN keys(a), labels(a)
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH (a) RETURN keys(a), labels(a)
      """
    Then the result should be, in any order:
      | keys(a)                         | labels(a) |
      | ['id', 'name', 'num']           | []        |
      | ['animal', 'id', 'name', 'num'] | []        |
      | ['id', 'name']                  | []        |
    And no side effects

  Scenario: MATCH ()-[r]->() RETURN id(r) >= 0, startNode(r).name, endNode(r).name
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH ()-[r]->() RETURN id(r) >= 0, startNode(r).name, endNode(r).name
      """
    Then the result should be, in any order:
      | id(r) >= 0 | startNode(r).name | endNode(r).name |
      | true       | 'A'               | 'B'             |
      | true       | 'A'               | 'C'             |
      | true       | 'B'               | 'C'             |
    And no side effects

  Scenario: MATCH ()-[r]->() DELETE r RETURN type(r)
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      MATCH ()-[r]->() DELETE r RETURN type(r)
      """
    Then the result should be, in any order:
      | type(r) |
      | 'KNOWS' |
      | 'HATES' |
      | 'W'     |
    And the side effects should be:
      | -relationships | 3 |
      | -properties | 2 |

  Scenario Outline: Refused with InvalidRelationshipPattern: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidRelationshipPattern

    Examples:
      | query                              |
      | MATCH (a)-[:EDGE..]->(c) RETURN c  |
      | MATCH (a)-[:EDGE*-2]->(c) RETURN c |

  Scenario Outline: Refused with VariableAlreadyBound: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

    Examples:
      | query                                          |
      | MATCH p = (:A)-->() , p = ()-->() RETURN p     |
      | MATCH p = (:A)-->() MATCH p = ()-->() RETURN p |
      | MATCH (p) MATCH p = ()-->() RETURN p           |
      | MATCH ()-[p]-() MATCH p = ()-->() RETURN p     |
      | WITH 1 AS p MATCH p = ()-->() RETURN p         |
      | MATCH p = ()-[p*]->() RETURN p                 |
      | MATCH p = ()-[r*]->(p) RETURN p                |

  Scenario Outline: Refused with VariableTypeConflict: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: VariableTypeConflict

    Examples:
      | query                             |
      | MATCH (r)-[r*]->() RETURN r       |
      | MATCH ()-[r]-()-[r*]->() RETURN r |

  Scenario Outline: Refused with RelationshipUniquenessViolation: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: RelationshipUniquenessViolation

    Examples:
      | query                                |
      | MATCH ()-[r]-()-[r]->() RETURN r     |
      | MATCH ()-[r]-(), ()-[r]->() RETURN r |

  Scenario Outline: Refused with InvalidParameterUse: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

    Examples:
      | query                         |
      | MATCH (a)-[r $p]->() RETURN r |

  Scenario Outline: Refused with InvalidAggregation: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidAggregation

    Examples:
      | query                                   |
      | MATCH (a) WHERE a.x = count(a) RETURN a |

  Scenario Outline: Refused with UndefinedVariable: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

    Examples:
      | query                                |
      | MATCH (a) WHERE (a)-[x]->() RETURN a |
      | MATCH (a) WHERE (a)-->(q) RETURN a   |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B) CREATE (a)-[:EDGE]->(b)
      """
    And having executed:
      """
      MATCH (b:B) CREATE (b)-[:EDGE]->(:C) 
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | query                        |
      | MATCH (n) WHERE (n) RETURN n |

  Scenario Outline: Refused with MissingParameter: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      <query>
      """
    Then a ParameterMissing should be raised at compile time: MissingParameter

    Examples:
      | query                                         |
      | MATCH (a)-[r]->(b) WHERE $p = r.w RETURN b    |
      | MATCH (a)-[r]->(b) WHERE b.name = $p RETURN b |
      | MATCH (n) RETURN count(n) + 3 - $p AS c       |

  Scenario Outline: Refused with NoVariablesInScope: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NoVariablesInScope

    Examples:
      | query             |
      | MATCH () RETURN * |
      | RETURN *          |

  Scenario Outline: Refused with ColumnNameConflict: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: ColumnNameConflict

    Examples:
      | query                                  |
      | MATCH (a) RETURN a, a.name AS a        |
      | MATCH (a) RETURN 1 AS a, 2 AS a        |
      | MATCH (a) WITH 1 AS a, 2 AS a RETURN a |

  Scenario Outline: Refused with NoExpressionAlias: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NoExpressionAlias

    Examples:
      | query                               |
      | MATCH (a) WITH a.name RETURN 1      |
      | MATCH (a) WITH a, count(*) RETURN a |

  Scenario Outline: Refused with DeletedEntityAccess: <query>
    Given an empty graph
    And having executed:
      """
      CREATE (a {name:'A', num: 1, id: 0}), (b {name:'B', num:2, id: 1, animal: 'x'}), (c {name:'C', id: 2}) CREATE (a)-[:KNOWS {w: 1}]->(b), (a)-[:HATES {w:2}]->(c), (b)-[:W]->(c)
      """
    When executing query:
      """
      <query>
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

    Examples:
      | query                                      |
      | MATCH (n) DETACH DELETE n RETURN labels(n) |
      | MATCH (n) DETACH DELETE n RETURN n.name    |
      | MATCH ()-[r]->() DELETE r RETURN r.w       |
