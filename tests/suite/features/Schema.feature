Feature: Indexes and constraints

  Scenario: An index on a property of nodes
    Given an empty graph
    When executing query:
      """
      CREATE INDEX person_name FOR (n:Person) ON (n.name)
      """
    Then the result should be empty
    And the side effects should be:
      | +indexes | 1 |

  Scenario: An index on several properties, with words that change nothing
    Given an empty graph
    When executing query:
      """
      CREATE RANGE INDEX IF NOT EXISTS FOR (p:Person) ON (p.first, p.last)
      """
    Then the result should be empty
    And the side effects should be:
      | +indexes | 1 |

  Scenario: An index on a property of relationships
    Given an empty graph
    When executing query:
      """
      CREATE INDEX FOR ()-[r:KNOWS]->() ON (r.since)
      """
    Then the result should be empty
    And the side effects should be:
      | +indexes | 1 |

  Scenario: Every kind of constraint on nodes
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT a FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE CONSTRAINT b FOR (n:A) REQUIRE n.q IS NOT NULL
      """
    And having executed:
      """
      CREATE CONSTRAINT c FOR (n:A) REQUIRE (n.q, n.r) IS NODE KEY
      """
    And having executed:
      """
      CREATE CONSTRAINT d FOR (n:A) REQUIRE (n.q, n.s) IS NODE UNIQUE
      """
    When executing query:
      """
      SHOW CONSTRAINTS YIELD name, type, entityType, labelsOrTypes, properties, ownedIndex
      """
    Then the result should be, in order:
      | name | type | entityType | labelsOrTypes | properties | ownedIndex |
      | 'a' | 'UNIQUENESS' | 'NODE' | ['A'] | ['p'] | 'a' |
      | 'b' | 'NODE_PROPERTY_EXISTENCE' | 'NODE' | ['A'] | ['q'] | null |
      | 'c' | 'NODE_KEY' | 'NODE' | ['A'] | ['q', 'r'] | 'c' |
      | 'd' | 'UNIQUENESS' | 'NODE' | ['A'] | ['q', 's'] | 'd' |
    And no side effects

  Scenario: Every kind of constraint on relationships
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT a FOR ()-[r:T]-() REQUIRE r.p IS UNIQUE
      """
    And having executed:
      """
      CREATE CONSTRAINT b FOR ()<-[r:T]-() REQUIRE r.q IS NOT NULL
      """
    And having executed:
      """
      CREATE CONSTRAINT c FOR ()-[r:T]->() REQUIRE (r.q, r.r) IS RELATIONSHIP KEY
      """
    And having executed:
      """
      CREATE CONSTRAINT d FOR ()-[r:T]->() REQUIRE r.s IS REL KEY
      """
    When executing query:
      """
      SHOW CONSTRAINTS YIELD *
      RETURN name, type, createStatement AS made ORDER BY name
      """
    Then the result should be, in order:
      | name | type | made |
      | 'a' | 'RELATIONSHIP_UNIQUENESS' | 'CREATE CONSTRAINT a FOR ()-[r:T]-() REQUIRE r.p IS UNIQUE' |
      | 'b' | 'RELATIONSHIP_PROPERTY_EXISTENCE' | 'CREATE CONSTRAINT b FOR ()-[r:T]-() REQUIRE r.q IS NOT NULL' |
      | 'c' | 'RELATIONSHIP_KEY' | 'CREATE CONSTRAINT c FOR ()-[r:T]-() REQUIRE (r.q, r.r) IS RELATIONSHIP KEY' |
      | 'd' | 'RELATIONSHIP_KEY' | 'CREATE CONSTRAINT d FOR ()-[r:T]-() REQUIRE r.s IS RELATIONSHIP KEY' |

  Scenario: A constraint is one side effect, with its index
    Given an empty graph
    When executing query:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    Then the result should be empty
    And the side effects should be:
      | +constraints | 1 |

  Scenario: Names that nobody gave
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE (n.q, n.r) IS KEY
      """
    When executing query:
      """
      SHOW INDEXES YIELD name, owningConstraint
      """
    Then the result should be, in order:
      | name | owningConstraint |
      | 'constraint_A_q_r_key' | 'constraint_A_q_r_key' |
      | 'index_A_p' | null |

  Scenario: A name in back-ticks
    Given an empty graph
    And having executed:
      """
      CREATE INDEX `a name` FOR (n:A) ON (n.`a key`)
      """
    When executing query:
      """
      SHOW INDEXES YIELD createStatement AS made
      """
    Then the result should be, in any order:
      | made |
      | 'CREATE INDEX `a name` FOR (n:A) ON (n.`a key`)' |

  Scenario: The usual columns of SHOW INDEXES
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 1}), (:A), ({p: 1})
      """
    When executing query:
      """
      SHOW INDEXES
      """
    Then the result should be, in any order:
      | name | type | entityType | labelsOrTypes | properties | owningConstraint | entries |
      | 'i' | 'RANGE' | 'NODE' | ['A'] | ['p'] | null | 2 |

  Scenario: All columns of SHOW INDEXES
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 1})
      """
    When executing query:
      """
      SHOW INDEXES YIELD *
      RETURN name, entries, state
      """
    Then the result should be, in any order:
      | name | entries | state |
      | 'i' | 2 | 'ONLINE' |

  Scenario: SHOW with WHERE
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      CREATE INDEX j FOR ()-[r:A]-() ON (r.p)
      """
    When executing query:
      """
      SHOW ALL INDEXES WHERE entityType = 'RELATIONSHIP'
      """
    Then the result should be, in any order:
      | name | type | entityType | labelsOrTypes | properties | owningConstraint | entries |
      | 'j' | 'RANGE' | 'RELATIONSHIP' | ['A'] | ['p'] | null | 0 |

  Scenario: SHOW with YIELD, other names and WHERE
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      CREATE INDEX j FOR (n:B) ON (n.p)
      """
    When executing query:
      """
      SHOW INDEX YIELD name AS n, labelsOrTypes AS l WHERE 'B' IN l
      """
    Then the result should be, in any order:
      | n | l |
      | 'j' | ['B'] |

  Scenario: SHOW goes on like a query
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      CREATE INDEX j FOR (n:B) ON (n.p)
      """
    When executing query:
      """
      SHOW INDEXES YIELD labelsOrTypes
      UNWIND labelsOrTypes AS label
      WITH label ORDER BY label DESC
      RETURN collect(label) AS labels
      """
    Then the result should be, in any order:
      | labels |
      | ['B', 'A'] |

  Scenario: SHOW FUNCTIONS
    Given an empty graph
    When executing query:
      """
      SHOW FUNCTIONS YIELD name, aggregating WHERE name STARTS WITH 'percentile'
      RETURN name, aggregating
      """
    Then the result should be, in order:
      | name | aggregating |
      | 'percentileCont' | true |
      | 'percentileDisc' | true |

  Scenario: SHOW PROCEDURES
    Given an empty graph
    When executing query:
      """
      SHOW PROCEDURES
      """
    Then the result should be, in any order:
      | name | signature |

  Scenario: Two nodes with the same value
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    When executing query:
      """
      CREATE (:A {p: 1}), (:A {p: 1.0})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Nodes without the value, or without the label, are free
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    When executing query:
      """
      CREATE (:A {p: 1}), (:A), (:A), ({p: 1}), (:B {p: 1})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 5 |
      | +labels | 2 |
      | +properties | 3 |

  Scenario: NaN equals nothing
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    When executing query:
      """
      CREATE (:A {p: 0.0 / 0.0}), (:A {p: 0.0 / 0.0})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 2 |
      | +labels | 1 |
      | +properties | 2 |

  Scenario: Lists are compared whole
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: [1, 2]}), (:A {p: [2, 1]}), (:A {p: [1]})
      """
    When executing query:
      """
      CREATE (:A {p: [1, 2.0]})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Durations are unique as well
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: duration('P1D')})
      """
    When executing query:
      """
      CREATE (:A {p: duration('P1D')})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Date-times with zone are unique as well
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: datetime('2021-07-04T12:00Z')})
      """
    When executing query:
      """
      CREATE (:A {p: datetime('2021-07-04T12:00Z')})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Dates are unique as well
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: date('2021-07-04')})
      """
    When executing query:
      """
      CREATE (:A {p: date('2021-07-04')})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: A value may be swapped within a statement
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2})
      """
    When executing query:
      """
      MATCH (a:A {p: 1}), (b:A {p: 2})
      SET a.p = 2, b.p = 1
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: A value may be passed on within a statement
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2}), (:A {p: 3})
      """
    When executing query:
      """
      MATCH (n:A) SET n.p = n.p + 1
      """
    Then the result should be empty
    And the side effects should be:
      | +properties | 3 |
      | -properties | 3 |

  Scenario: A node deleted in the statement is out of the way
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1})
      """
    When executing query:
      """
      MATCH (n:A) DELETE n CREATE (:A {p: 1})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 1 |
      | +properties | 1 |
      | -nodes | 1 |
      | -properties | 1 |

  Scenario: SET of a property is held to the constraint
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2}), (:B {p: 1})
      """
    When executing query:
      """
      MATCH (n:A {p: 2}) SET n.p = 1
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: SET of all properties is held to the constraint
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2}), (:B {p: 1})
      """
    When executing query:
      """
      MATCH (n:A {p: 2}) SET n = {p: 1}
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: SET of more properties is held to the constraint
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2}), (:B {p: 1})
      """
    When executing query:
      """
      MATCH (n:A {p: 2}) SET n += {p: 1}
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: SET of a label is held to the constraint
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2}), (:B {p: 1})
      """
    When executing query:
      """
      MATCH (n:B) SET n:A
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: MERGE is held to the constraint
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2}), (:B {p: 1})
      """
    When executing query:
      """
      MERGE (n:A {p: 1, q: 2})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: MERGE that sets on creation is held to the constraint
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2}), (:B {p: 1})
      """
    When executing query:
      """
      MERGE (n:A {q: 2}) ON CREATE SET n.p = 1
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: MERGE that sets on matching is held to the constraint
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 2}), (:B {p: 1})
      """
    When executing query:
      """
      MERGE (n:A {p: 2}) ON MATCH SET n.p = 1
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Several properties are unique together
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE (n.p, n.q) IS UNIQUE
      """
    When executing query:
      """
      CREATE (:A {p: 1, q: 1}), (:A {p: 1, q: 2}), (:A {p: 1}), (:A {p: 1})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 4 |
      | +labels | 1 |
      | +properties | 6 |

  Scenario: Several properties are not the same together
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE (n.p, n.q) IS UNIQUE
      """
    And having executed:
      """
      CREATE (:A {p: 1, q: 'x'})
      """
    When executing query:
      """
      MERGE (n:A {p: 1}) ON MATCH SET n.r = 0 MERGE (:A {p: 1.0, q: 'x', r: 1})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Creating without it breaks NOT NULL
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:B)
      """
    When executing query:
      """
      CREATE (:A {q: 1})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Creating with null breaks NOT NULL
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:B)
      """
    When executing query:
      """
      CREATE (:A {p: null})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Setting it to null breaks NOT NULL
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:B)
      """
    When executing query:
      """
      MATCH (n:A) SET n.p = null
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Removing it breaks NOT NULL
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:B)
      """
    When executing query:
      """
      MATCH (n:A) REMOVE n.p
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Replacing all properties breaks NOT NULL
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:B)
      """
    When executing query:
      """
      MATCH (n:A) SET n = {q: 2}
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Adding the label breaks NOT NULL
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    And having executed:
      """
      CREATE (:A {p: 1}), (:B)
      """
    When executing query:
      """
      MATCH (n:B) SET n:A
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: A property that comes later in the statement keeps NOT NULL
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    When executing query:
      """
      CREATE (n:A) WITH n SET n.p = 1
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 1 |
      | +labels | 1 |
      | +properties | 1 |

  Scenario: Removing the label sets free
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS NOT NULL
      """
    And having executed:
      """
      CREATE (:A {p: 1})
      """
    When executing query:
      """
      MATCH (n) REMOVE n:A, n.p
      """
    Then the result should be empty
    And the side effects should be:
      | -labels | 1 |
      | -properties | 1 |

  Scenario: A node key demands the property
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE (n.p, n.q) IS NODE KEY
      """
    When executing query:
      """
      CREATE (:A {p: 1})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: A node key demands that it is unique
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE (n.p, n.q) IS NODE KEY
      """
    When executing query:
      """
      UNWIND [1, 2, 1] AS x CREATE (:A {p: x, q: x})
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Relationships with the same value
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.p IS UNIQUE
      """
    And having executed:
      """
      CREATE ()-[:T {p: 1}]->(), ()-[:U {p: 1}]->()
      """
    When executing query:
      """
      MATCH (a)-[:U]->(b) CREATE (a)-[:T {p: 1}]->(b)
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: Relationships without the value
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.p IS NOT NULL
      """
    And having executed:
      """
      CREATE ()-[:T {p: 1}]->()
      """
    When executing query:
      """
      MATCH (a)-[r:T]->(b) SET r.p = null
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: A relationship deleted sets its value free
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.p IS RELATIONSHIP KEY
      """
    And having executed:
      """
      CREATE ()-[:T {p: 1}]->()
      """
    When executing query:
      """
      MATCH (a)-[r:T]->(b) DELETE r CREATE (b)-[:T {p: 1}]->(a)
      """
    Then the result should be empty
    And the side effects should be:
      | +relationships | 1 |
      | +properties | 1 |
      | -relationships | 1 |
      | -properties | 1 |

  Scenario: A constraint that the graph breaks is not created
    Given an empty graph
    And having executed:
      """
      CREATE (:A {p: 1}), (:A {p: 1})
      """
    When executing query:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: A NOT NULL that the graph breaks is not created
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->()
      """
    When executing query:
      """
      CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.p IS NOT NULL
      """
    Then a ConstraintValidationFailed should be raised at runtime: ConstraintValidationFailed
    And no side effects

  Scenario: The same index again
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    When executing query:
      """
      CREATE INDEX j FOR (n:A) ON (n.p)
      """
    Then a ConstraintVerificationFailed should be raised at runtime: SchemaExists
    And no side effects

  Scenario: Another index of the same name
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    When executing query:
      """
      CREATE INDEX i FOR (n:A) ON (n.q)
      """
    Then a ConstraintVerificationFailed should be raised at runtime: SchemaExists
    And no side effects

  Scenario: A constraint of the name of an index
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    When executing query:
      """
      CREATE CONSTRAINT i FOR (n:A) REQUIRE n.q IS UNIQUE
      """
    Then a ConstraintVerificationFailed should be raised at runtime: SchemaExists
    And no side effects

  Scenario: An index where a constraint has one
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    When executing query:
      """
      CREATE INDEX FOR (n:A) ON (n.p)
      """
    Then a ConstraintVerificationFailed should be raised at runtime: SchemaExists
    And no side effects

  Scenario: IF NOT EXISTS leaves what says the same
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    When executing query:
      """
      CREATE INDEX j IF NOT EXISTS FOR (n:A) ON (n.p)
      """
    Then the result should be empty
    And no side effects

  Scenario: IF NOT EXISTS leaves what has the name
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT i FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    When executing query:
      """
      CREATE CONSTRAINT i IF NOT EXISTS FOR (n:B) REQUIRE n.p IS UNIQUE
      """
    Then the result should be empty
    And no side effects

  Scenario: Dropping an index
    Given an empty graph
    And having executed:
      """
      CREATE INDEX i FOR (n:A) ON (n.p)
      """
    When executing query:
      """
      DROP INDEX i
      """
    Then the result should be empty
    And the side effects should be:
      | -indexes | 1 |

  Scenario: Dropping a constraint
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT c FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    When executing query:
      """
      DROP CONSTRAINT c IF EXISTS
      """
    Then the result should be empty
    And the side effects should be:
      | -constraints | 1 |

  Scenario: A dropped constraint demands nothing
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT c FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    And having executed:
      """
      DROP CONSTRAINT c
      """
    When executing query:
      """
      CREATE (:A {p: 1}), (:A {p: 1})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes | 2 |
      | +labels | 1 |
      | +properties | 2 |

  Scenario: Dropping what is not there
    Given an empty graph
    When executing query:
      """
      DROP INDEX i
      """
    Then a ConstraintVerificationFailed should be raised at runtime: SchemaNotFound
    And no side effects

  Scenario: Dropping what may not be there
    Given an empty graph
    When executing query:
      """
      DROP CONSTRAINT i IF EXISTS
      """
    Then the result should be empty
    And no side effects

  Scenario: Dropping a constraint as an index
    Given an empty graph
    And having executed:
      """
      CREATE CONSTRAINT c FOR (n:A) REQUIRE n.p IS UNIQUE
      """
    When executing query:
      """
      DROP INDEX c
      """
    Then a ConstraintVerificationFailed should be raised at runtime: SchemaNotFound
    And no side effects

  Scenario: Names of variables in other queries stay free
    Given an empty graph
    And having executed:
      """
      CREATE ({index: 1, constraint: 2, unique: 3})
      """
    When executing query:
      """
      MATCH (index)
      WITH index, index.index AS key, index.constraint AS constraint, index.unique AS show
      RETURN key, constraint, show AS drop
      """
    Then the result should be, in any order:
      | key | constraint | drop |
      | 1 | 2 | 3 |

  Scenario: A path called index
    Given an empty graph
    When executing query:
      """
      CREATE index = ()-[:T]->() RETURN length(index) AS constraint
      """
    Then the result should be, in any order:
      | constraint |
      | 1 |
    And the side effects should be:
      | +nodes | 2 |
      | +relationships | 1 |

  Scenario: An index without properties
    Given an empty graph
    When executing query:
      """
      CREATE INDEX FOR (n:A) ON ()
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: An index on an expression
    Given an empty graph
    When executing query:
      """
      CREATE INDEX FOR (n:A) ON (n.p + 1)
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: An index on a property of another variable
    Given an empty graph
    When executing query:
      """
      CREATE INDEX FOR (n:A) ON (m.p)
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
    And no side effects

  Scenario: An index on the same property twice
    Given an empty graph
    When executing query:
      """
      CREATE INDEX FOR (n:A) ON (n.p, n.p)
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: An index without label
    Given an empty graph
    When executing query:
      """
      CREATE INDEX FOR (n) ON (n.p)
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: An index of another kind
    Given an empty graph
    When executing query:
      """
      CREATE FULLTEXT INDEX FOR (n:A) ON EACH [n.p]
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: An index in the old form
    Given an empty graph
    When executing query:
      """
      CREATE INDEX ON :A(p)
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: A constraint in the old form
    Given an empty graph
    When executing query:
      """
      CREATE CONSTRAINT ON (n:A) ASSERT n.p IS UNIQUE
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: A constraint on types
    Given an empty graph
    When executing query:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE n.p IS :: STRING
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: A node key for relationships
    Given an empty graph
    When executing query:
      """
      CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE r.p IS NODE KEY
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: NOT NULL of several properties
    Given an empty graph
    When executing query:
      """
      CREATE CONSTRAINT FOR (n:A) REQUIRE (n.p, n.q) IS NOT NULL
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: SHOW of something unknown
    Given an empty graph
    When executing query:
      """
      SHOW NOTHING
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax
    And no side effects

  Scenario: SHOW of a column that is not there
    Given an empty graph
    When executing query:
      """
      SHOW INDEXES YIELD nam
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable
    And no side effects

  Scenario: SHOW with RETURN but without YIELD
    Given an empty graph
    When executing query:
      """
      SHOW INDEXES RETURN name
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition
    And no side effects

  Scenario: SHOW behind another clause
    Given an empty graph
    When executing query:
      """
      MATCH (n) SHOW INDEXES YIELD name RETURN name
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition
    And no side effects

  Scenario: CREATE INDEX behind another clause
    Given an empty graph
    When executing query:
      """
      MATCH (n) CREATE INDEX FOR (n:A) ON (n.p)
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition
    And no side effects

  Scenario: CREATE INDEX in a UNION
    Given an empty graph
    When executing query:
      """
      CREATE INDEX FOR (n:A) ON (n.p) UNION CREATE INDEX FOR (n:B) ON (n.p)
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition
    And no side effects

  Scenario: Strings with a prefix, by an index
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      UNWIND ['ab', 'abc', 'b', '', 'ABC', 7, 7.5, ['ab'], null, date('2021-07-04')] AS x
      CREATE (:A {p: x}), (:B {p: x})
      """
    And having executed:
      """
      MATCH (n:A {p: 'b'}) SET n.p = 'abd' CREATE (:A {p: 'a'})
      """
    When executing query:
      """
      MATCH (n:A) WHERE n.p STARTS WITH 'ab' RETURN n.p AS p ORDER BY p
      """
    Then the result should be, in order:
      | p |
      | 'ab' |
      | 'abc' |
      | 'abd' |

  Scenario: Strings with an empty prefix, by an index
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      UNWIND ['ab', 'abc', 'b', '', 'ABC', 7, 7.5, ['ab'], null, date('2021-07-04')] AS x
      CREATE (:A {p: x}), (:B {p: x})
      """
    And having executed:
      """
      MATCH (n:A {p: 'b'}) SET n.p = 'abd' CREATE (:A {p: 'a'})
      """
    When executing query:
      """
      MATCH (n:A) WHERE n.p STARTS WITH '' RETURN n.p AS p ORDER BY p
      """
    Then the result should be, in order:
      | p |
      | '' |
      | 'ABC' |
      | 'a' |
      | 'ab' |
      | 'abc' |
      | 'abd' |

  Scenario: A prefix of each row, by an index
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      UNWIND ['ab', 'abc', 'b', '', 'ABC', 7, 7.5, ['ab'], null, date('2021-07-04')] AS x
      CREATE (:A {p: x}), (:B {p: x})
      """
    And having executed:
      """
      MATCH (n:A {p: 'b'}) SET n.p = 'abd' CREATE (:A {p: 'a'})
      """
    When executing query:
      """
      UNWIND ['abd', 'x', null, 7, 'AB'] AS x MATCH (n:A) WHERE n.p STARTS WITH x RETURN x, n.p AS p ORDER BY p
      """
    Then the result should be, in order:
      | x | p |
      | 'AB' | 'ABC' |
      | 'abd' | 'abd' |

  Scenario: A range, by an index
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      UNWIND ['ab', 'abc', 'b', '', 'ABC', 7, 7.5, ['ab'], null, date('2021-07-04')] AS x
      CREATE (:A {p: x}), (:B {p: x})
      """
    And having executed:
      """
      MATCH (n:A {p: 'b'}) SET n.p = 'abd' CREATE (:A {p: 'a'})
      """
    When executing query:
      """
      MATCH (n:A) WHERE n.p > 'ab' AND n.p <= 'abd' RETURN n.p AS p ORDER BY p
      """
    Then the result should be, in order:
      | p |
      | 'abc' |
      | 'abd' |

  Scenario: A range of numbers, by an index
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      UNWIND ['ab', 'abc', 'b', '', 'ABC', 7, 7.5, ['ab'], null, date('2021-07-04')] AS x
      CREATE (:A {p: x}), (:B {p: x})
      """
    And having executed:
      """
      MATCH (n:A {p: 'b'}) SET n.p = 'abd' CREATE (:A {p: 'a'})
      """
    When executing query:
      """
      MATCH (n:A) WHERE 7 <= n.p RETURN n.p AS p ORDER BY p
      """
    Then the result should be, in order:
      | p |
      | 7 |
      | 7.5 |

  Scenario: A list, by an index
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:A) ON (n.p)
      """
    And having executed:
      """
      UNWIND ['ab', 'abc', 'b', '', 'ABC', 7, 7.5, ['ab'], null, date('2021-07-04')] AS x
      CREATE (:A {p: x}), (:B {p: x})
      """
    And having executed:
      """
      MATCH (n:A {p: 'b'}) SET n.p = 'abd' CREATE (:A {p: 'a'})
      """
    When executing query:
      """
      MATCH (n:A {p: ['ab']}) RETURN n.p AS p
      """
    Then the result should be, in order:
      | p |
      | ['ab'] |
