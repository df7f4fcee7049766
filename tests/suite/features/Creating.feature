Feature: CREATE

  Scenario: `CREATE ()`
    Given an empty graph
    When executing query:
      """
      CREATE ()
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 1 |

  Scenario: `CREATE (:A), (:B)`
    Given an empty graph
    When executing query:
      """
      CREATE (:A), (:B)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes  | 2 |
      | +labels | 2 |

  Scenario: `CREATE (n {id: 12, name: null}) RETURN n.id AS id, n.name AS name`
    Given an empty graph
    When executing query:
      """
      CREATE (n {id: 12, name: null})
      RETURN n.id AS id, n.name AS name
      """
    Then the result should be, in any order:
      | id | name |
      | 12 | null |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |

  Scenario: `MATCH (a) CREATE (a)`
    Given an empty graph
    When executing query:
      """
      MATCH (a) CREATE (a)
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `MATCH (a) CREATE (a {name: 'foo'}) RETURN a`
    Given an empty graph
    When executing query:
      """
      MATCH (a)
      CREATE (a {name: 'foo'})
      RETURN a
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `CREATE (n:Foo)-[:T1]->(), (n:Bar)-[:T2]->()`
    Given an empty graph
    When executing query:
      """
      CREATE (n:Foo)-[:T1]->(), (n:Bar)-[:T2]->()
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `CREATE ()<-[:T2]-(n:Foo), (n:Bar)<-[:T1]-()`
    Given an empty graph
    When executing query:
      """
      CREATE ()<-[:T2]-(n:Foo), (n:Bar)<-[:T1]-()
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `CREATE (b {name: missing}) RETURN b`
    Given an empty graph
    When executing query:
      """
      CREATE (b {name: missing})
      RETURN b
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `CREATE (n), (n)`
    Given an empty graph
    When executing query:
      """
      CREATE (n), (n)
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `CREATE (n) CREATE (n:Foo)`
    Given an empty graph
    When executing query:
      """
      CREATE (n) CREATE (n:Foo)
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `CREATE (a) CREATE (b) CREATE (a)-[:R]->(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a)
      CREATE (b)
      CREATE (a)-[:R]->(b)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |

  Scenario: `CREATE (a), (b), (a)-[:R]->(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a), (b), (a)-[:R]->(b)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |

  Scenario: `CREATE (:A)<-[:R]-(:B)`
    Given an empty graph
    When executing query:
      """
      CREATE (:A)<-[:R]-(:B)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 2 |
    When executing control query:
      """
      MATCH (a:A)<-[:R]-(b:B)
      RETURN a, b
      """
    Then the result should be, in any order:
      | a    | b    |
      | (:A) | (:B) |

  Scenario: `CREATE (root:R)-[:LINK]->(root)`
    Given an empty graph
    When executing query:
      """
      CREATE (root:R)-[:LINK]->(root)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |
      | +labels        | 1 |

  Scenario: `CREATE (root), (root)-[:LINK]->(root)`
    Given an empty graph
    When executing query:
      """
      CREATE (root), (root)-[:LINK]->(root)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |

  Scenario: `MATCH (root:Root) CREATE (root)-[:LINK]->(root)`
    Given an empty graph
    And having executed:
      """
      CREATE (:Root)
      """
    When executing query:
      """
      MATCH (root:Root)
      CREATE (root)-[:LINK]->(root)
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 1 |

  Scenario: `MATCH (x:X), (y:Y) CREATE (x)-[:R]->(y)`
    Given an empty graph
    And having executed:
      """
      CREATE (:X) CREATE (:Y)
      """
    When executing query:
      """
      MATCH (x:X), (y:Y)
      CREATE (x)-[:R]->(y)
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 1 |

  Scenario: `MATCH (x:X), (y:Y) CREATE (x)<-[:R]-(y)`
    Given an empty graph
    And having executed:
      """
      CREATE (:X) CREATE (:Y)
      """
    When executing query:
      """
      MATCH (x:X), (y:Y)
      CREATE (x)<-[:R]-(y)
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 1 |
    When executing control query:
      """
      MATCH (x:X)<-[:R]-(y:Y)
      RETURN x, y
      """
    Then the result should be, in any order:
      | x    | y    |
      | (:X) | (:Y) |

  Scenario: `MATCH (x:Begin) CREATE (x)-[:T]->(:End)`
    Given an empty graph
    And having executed:
      """
      CREATE (:Begin)
      """
    When executing query:
      """
      MATCH (x:Begin)
      CREATE (x)-[:T]->(:End)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |
      | +labels        | 1 |

  Scenario: `MATCH (x:End) CREATE (:Begin)-[:T]->(x)`
    Given an empty graph
    And having executed:
      """
      CREATE (:End)
      """
    When executing query:
      """
      MATCH (x:End)
      CREATE (:Begin)-[:T]->(x)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 1 |
      | +relationships | 1 |
      | +labels        | 1 |

  Scenario: `CREATE ()-[:R {num: 42}]->()`
    Given an empty graph
    When executing query:
      """
      CREATE ()-[:R {num: 42}]->()
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: `CREATE ()-[r:R {num: 42}]->() RETURN r.num AS num`
    Given an empty graph
    When executing query:
      """
      CREATE ()-[r:R {num: 42}]->()
      RETURN r.num AS num
      """
    Then the result should be, in any order:
      | num |
      | 42  |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: `CREATE ()-[r:X {id: 12, name: null}]->() RETURN r.id, r.name AS name`
    Given an empty graph
    When executing query:
      """
      CREATE ()-[r:X {id: 12, name: null}]->()
      RETURN r.id, r.name AS name
      """
    Then the result should be, in any order:
      | r.id | name |
      | 12   | null |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: `CREATE ()-->()`
    Given an empty graph
    When executing query:
      """
      CREATE ()-->()
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

  Scenario: `CREATE ()-[:A|:B]->()`
    Given an empty graph
    When executing query:
      """
      CREATE ()-[:A|:B]->()
      """
    Then a SyntaxError should be raised at compile time: NoSingleRelationshipType

  Scenario: `CREATE (a)-[:FOO]-(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a)-[:FOO]-(b)
      """
    Then a SyntaxError should be raised at compile time: RequiresDirectedRelationship

  Scenario: `CREATE (a)<-[:FOO]->(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a)<-[:FOO]->(b)
      """
    Then a SyntaxError should be raised at compile time: RequiresDirectedRelationship

  Scenario: `CREATE ()-[:FOO*2]->()`
    Given an empty graph
    When executing query:
      """
      CREATE ()-[:FOO*2]->()
      """
    Then a SyntaxError should be raised at compile time: CreatingVarLength

  Scenario: `MATCH ()-[r]->() CREATE ()-[r]->()`
    Given an empty graph
    When executing query:
      """
      MATCH ()-[r]->()
      CREATE ()-[r]->()
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: `CREATE (a)-[:R {n: x}]->(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a)-[:R {n: x}]->(b)
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH () CREATE ()`
    Given an empty graph
    And having executed:
      """
      CREATE (), ()
      """
    When executing query:
      """
      MATCH () CREATE ()
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 2 |

  Scenario: `MATCH () CREATE () WITH * CREATE ()`
    Given an empty graph
    And having executed:
      """
      CREATE (), ()
      """
    When executing query:
      """
      MATCH ()
      CREATE ()
      WITH *
      CREATE ()
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 4 |

  Scenario: `CREATE (a) WITH a WITH * CREATE (b) CREATE (a)<-[:T]-(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a)
      WITH a
      WITH *
      CREATE (b)
      CREATE (a)<-[:T]-(b)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |

  Scenario: `MATCH () CREATE () WITH * MATCH () CREATE ()`
    Given an empty graph
    And having executed:
      """
      CREATE (), ()
      """
    When executing query:
      """
      MATCH ()
      CREATE ()
      WITH *
      MATCH ()
      CREATE ()
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 10 |

  Scenario: `MATCH (a:A) WITH a UNWIND [1,2] AS x CREATE (b:B {v: x}) CREATE (a)-[:T]->(b) RETURN cou ...`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A)
      WITH a
      UNWIND [1,2] AS x
      CREATE (b:B {v: x})
      CREATE (a)-[:T]->(b)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 2 |
      | +labels        | 1 |
      | +properties    | 2 |

  Scenario: `CREATE (a {name: 'A'}) WITH a CREATE (b {name: a.name}) RETURN b.name AS n`
    Given an empty graph
    When executing query:
      """
      CREATE (a {name: 'A'})
      WITH a
      CREATE (b {name: a.name})
      RETURN b.name AS n
      """
    Then the result should be, in any order:
      | n   |
      | 'A' |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |

  Scenario: `UNWIND [5] AS i WITH DISTINCT i MERGE (b {n: i}) RETURN b.n`
    Given an empty graph
    When executing query:
      """
      UNWIND [5] AS i
      WITH DISTINCT i
      MERGE (b {n: i})
      RETURN b.n
      """
    Then the result should be, in any order:
      | b.n |
      | 5   |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 1 |

  Scenario: `CREATE (a) WITH a UNWIND [0] AS i CREATE (b) CREATE (a)<-[:T]-(b)`
    Given an empty graph
    When executing query:
      """
      CREATE (a)
      WITH a
      UNWIND [0] AS i
      CREATE (b)
      CREATE (a)<-[:T]-(b)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |

  Scenario: `CREATE (:A)-[:R]->(:B)-[:R]->(:C)`
    Given an empty graph
    When executing query:
      """
      CREATE (:A)-[:R]->(:B)-[:R]->(:C)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 3 |
      | +relationships | 2 |
      | +labels        | 3 |
    When executing control query:
      """
      MATCH (a:A)-[:R]->(b:B)-[:R]->(c:C)
      RETURN a, b, c
      """
    Then the result should be, in any order:
      | a    | b    | c    |
      | (:A) | (:B) | (:C) |

  Scenario: `CREATE (:A)<-[:R]-(:B)<-[:R]-(:C)`
    Given an empty graph
    When executing query:
      """
      CREATE (:A)<-[:R]-(:B)<-[:R]-(:C)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 3 |
      | +relationships | 2 |
      | +labels        | 3 |
    When executing control query:
      """
      MATCH (a:A)<-[:R]-(b:B)<-[:R]-(c:C)
      RETURN a, b, c
      """
    Then the result should be, in any order:
      | a    | b    | c    |
      | (:A) | (:B) | (:C) |

  Scenario: `CREATE (:A)-[:R]->(:B)<-[:R]-(:C)`
    Given an empty graph
    When executing query:
      """
      CREATE (:A)-[:R]->(:B)<-[:R]-(:C)
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 3 |
      | +relationships | 2 |
      | +labels        | 3 |

  Scenario: `CREATE (n:N {num: 42}) RETURN n LIMIT 0`
    Given an empty graph
    When executing query:
      """
      CREATE (n:N {num: 42})
      RETURN n LIMIT 0
      """
    Then the result should be, in any order:
      | n |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 1 |

  Scenario: `CREATE (n:N {num: 42}) RETURN n SKIP 1`
    Given an empty graph
    When executing query:
      """
      CREATE (n:N {num: 42})
      RETURN n SKIP 1
      """
    Then the result should be, in any order:
      | n |
    And the side effects should be:
      | +nodes      | 1 |
      | +labels     | 1 |
      | +properties | 1 |

  Scenario: `UNWIND [42,42,42,42,42] AS x CREATE (n:N {num: x}) RETURN n.num AS num SKIP 2 LIMIT 2`
    Given an empty graph
    When executing query:
      """
      UNWIND [42,42,42,42,42] AS x
      CREATE (n:N {num: x})
      RETURN n.num AS num SKIP 2 LIMIT 2
      """
    Then the result should be, in any order:
      | num |
      | 42  |
      | 42  |
    And the side effects should be:
      | +nodes      | 5 |
      | +labels     | 1 |
      | +properties | 5 |

  Scenario: `UNWIND [1,2,3,4,5] AS x CREATE (n:N {num: x}) RETURN sum(n.num) AS s`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3,4,5] AS x
      CREATE (n:N {num: x})
      RETURN sum(n.num) AS s
      """
    Then the result should be, in any order:
      | s  |
      | 15 |
    And the side effects should be:
      | +nodes      | 5 |
      | +labels     | 1 |
      | +properties | 5 |

  Scenario: `UNWIND [1,2,3,4,5] AS x CREATE (n:N {num: x}) WITH n WHERE n.num % 2 = 0 RETURN n.num AS ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3,4,5] AS x
      CREATE (n:N {num: x})
      WITH n WHERE n.num % 2 = 0
      RETURN n.num AS num
      """
    Then the result should be, in any order:
      | num |
      | 2   |
      | 4   |
    And the side effects should be:
      | +nodes      | 5 |
      | +labels     | 1 |
      | +properties | 5 |

  Scenario: `UNWIND [1,2,3,4,5] AS x CREATE (n:N {num: x}) WITH sum(n.num) AS s RETURN s`
    Given an empty graph
    When executing query:
      """
      UNWIND [1,2,3,4,5] AS x
      CREATE (n:N {num: x})
      WITH sum(n.num) AS s
      RETURN s
      """
    Then the result should be, in any order:
      | s  |
      | 15 |
    And the side effects should be:
      | +nodes      | 5 |
      | +labels     | 1 |
      | +properties | 5 |

  Scenario: `CREATE ()-[r:R {num: 42}]->() RETURN r LIMIT 0`
    Given an empty graph
    When executing query:
      """
      CREATE ()-[r:R {num: 42}]->()
      RETURN r LIMIT 0
      """
    Then the result should be, in any order:
      | r |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +properties    | 1 |

  Scenario: `UNWIND [42,42,42,42,42] AS x CREATE ()-[r:R {num: x}]->() WITH r SKIP 2 LIMIT 2 RETURN r ...`
    Given an empty graph
    When executing query:
      """
      UNWIND [42,42,42,42,42] AS x
      CREATE ()-[r:R {num: x}]->()
      WITH r SKIP 2 LIMIT 2
      RETURN r.num AS num
      """
    Then the result should be, in any order:
      | num |
      | 42  |
      | 42  |
    And the side effects should be:
      | +nodes         | 10 |
      | +relationships | 5  |
      | +properties    | 5  |

  Scenario: `CREATE p = (a:A {x: 1})-[:T {y: 2}]->(b) RETURN p`
    Given an empty graph
    When executing query:
      """
      CREATE p = (a:A {x: 1})-[:T {y: 2}]->(b)
      RETURN p
      """
    Then the result should be, in any order:
      | p                             |
      | <(:A {x: 1})-[:T {y: 2}]->()> |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 1 |
      | +properties    | 2 |

  Scenario: `CREATE (n $props) RETURN n`
    Given an empty graph
    And parameters are:
      | props | {name: 'x', n: 1} |
    When executing query:
      """
      CREATE (n $props) RETURN n
      """
    Then the result should be, in any order:
      | n                   |
      | ({name: 'x', n: 1}) |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 2 |

  Scenario: `CREATE (n {a: {b: 1}})`
    Given an empty graph
    When executing query:
      """
      CREATE (n {a: {b: 1}})
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

  Scenario: `CREATE (a {x: 1}), (b {y: a.x}) RETURN b.y`
    Given an empty graph
    When executing query:
      """
      CREATE (a {x: 1}), (b {y: a.x})
      RETURN b.y
      """
    Then the result should be, in any order:
      | b.y |
      | 1   |
    And the side effects should be:
      | +nodes      | 2 |
      | +properties | 2 |

  Scenario: `CREATE (n {a: [{b: 1}]})`
    Given an empty graph
    When executing query:
      """
      CREATE (n {a: [{b: 1}]})
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType
