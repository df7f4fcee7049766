Feature: MERGE

  Scenario: `MERGE (a:TheLabel) RETURN labels(a)`
    Given an empty graph
    When executing query:
      """
      MERGE (a:TheLabel)
      RETURN labels(a)
      """
    Then the result should be, in any order:
      | labels(a)    |
      | ['TheLabel'] |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |

  Scenario: `MERGE (a:TheLabel) RETURN a.id`
    Given an empty graph
    And having executed:
      """
      CREATE (:TheLabel {id: 1})
      """
    When executing query:
      """
      MERGE (a:TheLabel) RETURN a.id
      """
    Then the result should be, in any order:
      | a.id |
      | 1    |
    And no side effects

  Scenario: `MERGE (test:L:B:C {id: 42}) RETURN labels(test) AS l, test.id`
    Given an empty graph
    When executing query:
      """
      MERGE (test:L:B:C {id: 42})
      RETURN labels(test) AS l, test.id
      """
    Then the result should be (ignoring element order for lists):
      | l               | test.id |
      | ['L', 'B', 'C'] | 42      |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 3 |
      | +properties | 1 |

  Scenario: `UNWIND [1,1,2] AS x MERGE (n:N {x: x}) RETURN n.x AS x`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,1,2] AS x
      MERGE (n:N {x: x})
      RETURN n.x AS x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 1 |
      | 2 |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 2 |

  Scenario: `MERGE ({num: null})`
    Given an empty graph
    When executing query:
      """
      MERGE ({num: null})
      """
    Then a SemanticError should be raised at runtime: MergeReadOwnWrites

  Scenario: `MATCH (a) MERGE (a)`
    Given an empty graph
    When executing query:
      """
      MATCH (a) MERGE (a)
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `MERGE (n $p) RETURN n`
    Given an empty graph
    And parameters are:
      | p | {x: 1} |
    When executing query:
      """
      MERGE (n $p) RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

  Scenario: `MERGE (n:Node $p) RETURN n`
    Given an empty graph
    And parameters are:
      | p | {x: 1} |
    When executing query:
      """
      MERGE (n:Node $p) RETURN n
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

  Scenario: `MERGE p = (a {num: 1}) RETURN p`
    Given an empty graph
    When executing query:
      """
      MERGE p = (a {num: 1})
      RETURN p
      """
    Then the result should be, in any order:
      | p            |
      | <({num: 1})> |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |

  Scenario: `MERGE (a:A) RETURN count(*) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2})
      """
    When executing query:
      """
      MERGE (a:A)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And no side effects

  Scenario: `MERGE (b) ON CREATE SET b.created = 1`
    Given an empty graph
    When executing query:
      """
      MERGE (b) ON CREATE SET b.created = 1
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |

  Scenario: `MATCH (p:Person) MERGE (c:City {name: p.bornIn}) ON CREATE SET c.by = p.name RETURN coun ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:Person {name: 'A', bornIn: 'NY'}), (:Person {name: 'B', bornIn: 'Ohio'}), (:Person {name: 'C', bornIn: 'NY'})
      """
    When executing query:
      """
      MATCH (p:Person)
      MERGE (c:City {name: p.bornIn}) ON CREATE SET c.by = p.name
      RETURN count(DISTINCT c) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 1 |
      | +properties | 4 |

  Scenario: `MERGE (a:TheLabel) ON CREATE SET a:Foo RETURN labels(a) AS l`
    Given an empty graph
    When executing query:
      """
      MERGE (a:TheLabel) ON CREATE SET a:Foo
      RETURN labels(a) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l                  |
      | ['TheLabel','Foo'] |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 2 |

  Scenario: `MERGE (n) ON CREATE SET x.num = 1`
    Given an empty graph
    When executing query:
      """
      MERGE (n) ON CREATE SET x.num = 1
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MERGE (a:TheLabel) ON MATCH SET a:Foo RETURN labels(a) AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (:TheLabel)
      """
    When executing query:
      """
      MERGE (a:TheLabel) ON MATCH SET a:Foo
      RETURN labels(a) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l                  |
      | ['TheLabel','Foo'] |
    And the side effects should be:
      | +labels | 1 |

  Scenario: `MATCH (p:P) MERGE (c:City {name: p.bornIn}) ON MATCH SET c.by = p.name, c.x = 1 RETURN c.x`
    Given an empty graph
    And having executed:
      """
      CREATE (:P {name: 'A', bornIn: 'NY'}), (:P {name: 'B', bornIn: 'NY'}), (:City {name: 'NY'})
      """
    When executing query:
      """
      MATCH (p:P)
      MERGE (c:City {name: p.bornIn}) ON MATCH SET c.by = p.name, c.x = 1
      RETURN c.x
      """
    Then the result should be, in any order:
      | c.x |
      | 1   |
      | 1   |
    And the side effects should be:
      | +properties | 2 |

  Scenario: `MERGE (n) ON MATCH SET x.num = 1`
    Given an empty graph
    When executing query:
      """
      MERGE (n) ON MATCH SET x.num = 1
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MERGE (a:B) ON MATCH SET a:Foo RETURN labels(a) AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MERGE (a:B) ON MATCH SET a:Foo
      RETURN labels(a) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l     |
      | ['B'] |
    And the side effects should be:
      | +nodes  | 1 |
      | +labels | 1 |

  Scenario: `MATCH (a:P) MERGE (b:N {id: a.id % 2}) ON CREATE SET b:C, b.c = 1 ON MATCH SET b:M RETUR ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:P {id: 1}), (:P {id: 2})
      """
    When executing query:
      """
      MATCH (a:P)
      MERGE (b:N {id: a.id % 2}) ON CREATE SET b:C, b.c = 1 ON MATCH SET b:M
      RETURN labels(b) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l         |
      | ['N','C'] |
      | ['N','C'] |
    And the side effects should be:
      | +nodes      | 2 |
      | +labels     | 2 |
      | +properties | 4 |

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T]->(b) RETURN count(*)`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B)
      CREATE (a)-[:T]->(b)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T]->(b)
      RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 1        |
    And no side effects

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T]->(b) RETURN count(r)`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B)
      CREATE (a)-[:T]->(b)
      CREATE (a)-[:T]->(b)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T]->(b)
      RETURN count(r)
      """
    Then the result should be, in any order:
      | count(r) |
      | 2        |
    And no side effects

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T {name: 'r2'}]->(b) RETURN count(r)`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B)
      CREATE (a)-[:T {name: 'r1'}]->(b)
      CREATE (a)-[:T {name: 'r2'}]->(b)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T {name: 'r2'}]->(b)
      RETURN count(r)
      """
    Then the result should be, in any order:
      | count(r) |
      | 1        |
    And no side effects

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T {name: 'r2'}]->(b) RETURN count(r)` (2)
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B)
      CREATE (a)-[:T {name: 'r1'}]->(b)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T {name: 'r2'}]->(b)
      RETURN count(r)
      """
    Then the result should be, in any order:
      | count(r) |
      | 1        |
    And the side effects should be:
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T]-(b) RETURN startNode(r).id AS s, type(r) AS t, startN ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T]-(b)
      RETURN startNode(r).id AS s, type(r) AS t, startNode(r) = a AS x
      """
    Then the result should be, in any order:
      | s    | t   | x    |
      | null | 'T' | true |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: `MATCH (a {id: 2}), (b {id: 1}) MERGE (a)-[r:KNOWS]-(b) RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {id: 2}), (b:B {id: 1})
      CREATE (a)-[:KNOWS {name: 'ab'}]->(b), (b)-[:KNOWS {name: 'ba'}]->(a)
      """
    When executing query:
      """
      MATCH (a {id: 2}), (b {id: 1})
      MERGE (a)-[r:KNOWS]-(b)
      RETURN r
      """
    Then the result should be, in any order:
      | r                     |
      | [:KNOWS {name: 'ab'}] |
      | [:KNOWS {name: 'ba'}] |
    And no side effects

  Scenario: `MERGE (a:A) MERGE (b:B) MERGE (a)<-[r:X]->(b)`
    Given an empty graph
    When executing query:
      """
      MERGE (a:A)
      MERGE (b:B)
      MERGE (a)<-[r:X]->(b)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +labels        | 2 |
      | +relationships | 1 |

  Scenario: `MATCH (a {name: 'A'}), (b {name: 'B'}) MERGE (a)-[:TYPE]->(c)-[:TYPE]->(b)`
    Given an empty graph
    And having executed:
      """
      CREATE (a {name: 'A'}), (b {name: 'B'})
      """
    When executing query:
      """
      MATCH (a {name: 'A'}), (b {name: 'B'})
      MERGE (a)-[:TYPE]->(c)-[:TYPE]->(b)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 2 |

  Scenario: `CREATE (a:A) MERGE (a)-[:K]->(b) MERGE (a)-[:K]->(b) RETURN count(*)`
    Given an empty graph
    When executing query:
      """
      CREATE (a:A)
      MERGE (a)-[:K]->(b)
      MERGE (a)-[:K]->(b)
      RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 1        |
    And the side effects should be:
      | +nodes         | 2 |
      | +labels        | 1 |
      | +relationships | 1 |

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T {numbers: [42, 43]}]->(b) RETURN count(*)`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B)
      CREATE (a)-[:T {numbers: [42, 43]}]->(b)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T {numbers: [42, 43]}]->(b)
      RETURN count(*)
      """
    Then the result should be, in any order:
      | count(*) |
      | 1        |
    And no side effects

  Scenario: `CREATE (a:F), (b:B) WITH a, b MERGE (a)-[r:X {n: $l}]->(b) RETURN count(r) AS c`
    Given an empty graph
    And parameters are:
      | l | [1,2] |
    When executing query:
      """
      CREATE (a:F), (b:B)
      WITH a, b
      MERGE (a)-[r:X {n: $l}]->(b)
      RETURN count(r) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And the side effects should be:
      | +nodes         | 2 |
      | +labels        | 2 |
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: `MATCH (a)-[t:T]->(b) DELETE t MERGE (a)-[t2:T {name: 'rel3'}]->(b) RETURN t2.name`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B)
      CREATE (a)-[:T {name: 'rel1'}]->(b), (a)-[:T {name: 'rel2'}]->(b)
      """
    When executing query:
      """
      MATCH (a)-[t:T]->(b)
      DELETE t
      MERGE (a)-[t2:T {name: 'rel3'}]->(b)
      RETURN t2.name
      """
    Then the result should be, in any order:
      | t2.name |
      | 'rel3'  |
      | 'rel3'  |
    And the side effects should be:
      | +relationships | 1 |
      | -relationships | 2 |
      | +properties    | 1 |
      | -properties    | 2 |

  Scenario: `MATCH (a)-[t:T]->(b) DELETE t MERGE (a)-[t2:T]->(b) RETURN t2.name`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A), (b:B)
      CREATE (a)-[:T {name: 'rel1'}]->(b), (a)-[:T {name: 'rel2'}]->(b)
      """
    When executing query:
      """
      MATCH (a)-[t:T]->(b)
      DELETE t
      MERGE (a)-[t2:T]->(b)
      RETURN t2.name
      """
    Then the result should be, in any order:
      | t2.name |
      | null    |
      | null    |
    And the side effects should be:
      | +relationships | 1 |
      | -relationships | 2 |
      | -properties    | 2 |

  Scenario: `CREATE (a), (b) MERGE (a)-->(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a), (b)
      MERGE (a)-->(b)
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

  Scenario: `CREATE (a), (b) MERGE (a)-[:A|:B]->(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a), (b)
      MERGE (a)-[:A|:B]->(b)
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

  Scenario: `MATCH (a) MERGE (a:Foo)-[r:KNOWS]->(a:Bar)`
    Given an empty graph
    When executing query:
      """
      MATCH (a)
      MERGE (a:Foo)-[r:KNOWS]->(a:Bar)
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `CREATE (a:Foo) MERGE (a)-[r:KNOWS]->(a:Bar)`
    Given an empty graph
    When executing query:
      """
      CREATE (a:Foo)
      MERGE (a)-[r:KNOWS]->(a:Bar)
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `MERGE (a) MERGE (b) MERGE (a)-[r:FOO*2]->(b)`
    Given an empty graph
    When executing query:
      """
      MERGE (a)
      MERGE (b)
      MERGE (a)-[r:FOO*2]->(b)
      """
    Then a SyntaxError should be raised at compile time: CreatingVarLength

  Scenario: `MATCH (a), (b) MERGE (a)-[r:T {x: y}]->(b)`
    Given an empty graph
    When executing query:
      """
      MATCH (a), (b)
      MERGE (a)-[r:T {x: y}]->(b)
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MERGE (a) MERGE (b) MERGE (a)-[r:FOO $p]->(b)`
    Given an empty graph
    And parameters are:
      | p | {x: 1} |
    When executing query:
      """
      MERGE (a)
      MERGE (b)
      MERGE (a)-[r:FOO $p]->(b)
      """
    Then a SyntaxError should be raised at compile time: InvalidParameterUse

  Scenario: `MERGE (a) MERGE (b) MERGE (a)-[r:X {num: null}]->(b)`
    Given an empty graph
    When executing query:
      """
      MERGE (a)
      MERGE (b)
      MERGE (a)-[r:X {num: null}]->(b)
      """
    Then a SemanticError should be raised at runtime: MergeReadOwnWrites

  Scenario: `MATCH (a)-[r]->(b) MERGE (a)-[r]->(b)`
    Given an empty graph
    When executing query:
      """
      MATCH (a)-[r]->(b)
      MERGE (a)-[r]->(b)
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `CREATE (a)-[r:T]->(b) MERGE (a)-[r:T]->(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a)-[r:T]->(b)
      MERGE (a)-[r:T]->(b)
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T]->(b) ON CREATE SET r.name = 'foo'`
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T]->(b) ON CREATE SET r.name = 'foo'
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T]->(b) ON CREATE SET r = a RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {name:'a'}), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T]->(b) ON CREATE SET r = a
      RETURN r
      """
    Then the result should be, in any order:
      | r                |
      | [:T {name: 'a'}] |
    And the side effects should be:
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T {x: 1}]->(b) ON CREATE SET r += {foo: 'bar', bar: 'baz ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T {x: 1}]->(b) ON CREATE SET r += {foo: 'bar', bar: 'baz'}
      RETURN r
      """
    Then the result should be, in any order:
      | r                                   |
      | [:T {x: 1, foo: 'bar', bar: 'baz'}] |
    And the side effects should be:
      | +relationships | 1 |
      | +properties    | 3 |

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:T {x: 1}]->(b) ON CREATE SET r = {foo: 'bar', bar: 'baz' ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:T {x: 1}]->(b) ON CREATE SET r = {foo: 'bar', bar: 'baz'}
      RETURN r
      """
    Then the result should be, in any order:
      | r                             |
      | [:T {foo: 'bar', bar: 'baz'}] |
    And the side effects should be:
      | +relationships | 1 |
      | +properties    | 2 |

  Scenario: `MERGE (n) MERGE (n)-[r:T]->(n) ON CREATE SET x.num = 1`
    Given an empty graph
    When executing query:
      """
      MERGE (n)
      MERGE (n)-[r:T]->(n) ON CREATE SET x.num = 1
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:TYPE]->(b) ON MATCH SET r = a RETURN r`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {id: 'A'}), (b:B {id: 'B'})
      CREATE (a)-[:TYPE {name: 'r'}]->(b)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:TYPE]->(b) ON MATCH SET r = a
      RETURN r
      """
    Then the result should be, in any order:
      | r                 |
      | [:TYPE {id: 'A'}] |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: `MATCH (a {name: 'A'}), (b {name: 'B'}) MERGE (a)-[r:TYPE]->(b) ON CREATE SET r.name = 'L ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {name: 'A'}), (b:B {name: 'B'})
      CREATE (a)-[:TYPE]->(b)
      """
    When executing query:
      """
      MATCH (a {name: 'A'}), (b {name: 'B'})
      MERGE (a)-[r:TYPE]->(b) ON CREATE SET r.name = 'Lola' ON MATCH SET r.name = 'RUN'
      RETURN count(r)
      """
    Then the result should be, in any order:
      | count(r) |
      | 1        |
    And the side effects should be:
      | +properties | 1 |

  Scenario: `MATCH (a:A), (b:B) MERGE (a)-[r:TYPE]->(b) ON MATCH SET r += {foo: 'bar', keep: null, ne ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {name: 'A'}), (b:B {name: 'B'})
      CREATE (a)-[:TYPE {foo: 'x', keep: 1}]->(b)
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      MERGE (a)-[r:TYPE]->(b) ON MATCH SET r += {foo: 'bar', keep: null, new: 2}
      RETURN r
      """
    Then the result should be, in any order:
      | r                            |
      | [:TYPE {foo: 'bar', new: 2}] |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: `UNWIND ['a','b'] AS str UNWIND ['c','d'] AS num CREATE ({k: str + num}) MERGE (x {k: str ...`
    Given an empty graph
    When executing query:
      """
      UNWIND ['a','b'] AS str
      UNWIND ['c','d'] AS num
      CREATE ({k: str + num})
      MERGE (x {k: str + 'c'})
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 4 |
    And the side effects should be:
      | +nodes      | 4 |
      | +properties | 4 |

  Scenario: `MATCH (a:A) MERGE (a)-[r:T]-(a) RETURN count(*) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(a)
      """
    When executing query:
      """
      MATCH (a:A)
      MERGE (a)-[r:T]-(a)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And no side effects

  Scenario: `MERGE (a:A {x: 1})-[:T]->(b:B) MERGE (c:A {x: 1})-[:T]->(d:B) RETURN a = c AS ac, b = d ...`
    Given an empty graph
    When executing query:
      """
      MERGE (a:A {x: 1})-[:T]->(b:B)
      MERGE (c:A {x: 1})-[:T]->(d:B)
      RETURN a = c AS ac, b = d AS bd
      """
    Then the result should be, in any order:
      | ac   | bd   |
      | true | true |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 2 |
      | +properties    | 1 |
