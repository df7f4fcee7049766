Feature: DELETE, SET and REMOVE

  Scenario: `MATCH (n) DELETE n`
    Given an empty graph
    And having executed:
      """
      CREATE ()
      """
    When executing query:
      """
      MATCH (n) DELETE n
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes | 1 |

  Scenario: `MATCH (a)-[r]-(b) DELETE r, a, b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:R]->(:B)
      """
    When executing query:
      """
      MATCH (a)-[r]-(b)
      DELETE r, a, b
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | -labels        | 2 |

  Scenario: `MATCH (a) DELETE a DELETE a`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a) DELETE a DELETE a
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes  | 1 |
      | -labels | 1 |

  Scenario: `MATCH (n:X) DETACH DELETE n`
    Given an empty graph
    And having executed:
      """
      CREATE (x:X), (x)-[:R]->(), (x)-[:R]->(), (x)-[:R]->()
      """
    When executing query:
      """
      MATCH (n:X) DETACH DELETE n
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 3 |
      | -labels        | 1 |

  Scenario: `MATCH (n:X) DELETE n`
    Given an empty graph
    And having executed:
      """
      CREATE (x:X), (x)-[:R]->(), (x)-[:R]->()
      """
    When executing query:
      """
      MATCH (n:X) DELETE n
      """
    Then a ConstraintVerificationFailed should be raised at runtime: DeleteConnectedNode

  Scenario: `OPTIONAL MATCH (n) DELETE n`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n) DELETE n
      """
    Then the result should be empty
    And no side effects

  Scenario: `OPTIONAL MATCH (n) DETACH DELETE n`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (n)
      DETACH DELETE n
      """
    Then the result should be empty
    And no side effects

  Scenario: `MATCH (n) DELETE n:Person`
    Given an empty graph
    And having executed:
      """
      CREATE (n)
      """
    When executing query:
      """
      MATCH (n) DELETE n:Person
      """
    Then a SyntaxError should be raised at compile time: InvalidDelete

  Scenario: `MATCH ()-[r]-() DELETE r:T`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:R]->()
      """
    When executing query:
      """
      MATCH ()-[r]-() DELETE r:T
      """
    Then a SyntaxError should be raised at compile time: InvalidDelete

  Scenario: `MATCH ()-[r]-() DELETE r`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T]->(), ()-[:T]->()
      """
    When executing query:
      """
      MATCH ()-[r]-() DELETE r
      """
    Then the result should be empty
    And the side effects should be:
      | -relationships | 2 |

  Scenario: `OPTIONAL MATCH ()-[r]-() DELETE r RETURN r`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH ()-[r]-()
      DELETE r
      RETURN r
      """
    Then the result should be, in any order:
      | r    |
      | null |
    And no side effects

  Scenario: `MATCH (a)-[r]-(b) DELETE r, a, b RETURN count(*) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (a)-[:T]->(b)
      """
    When executing query:
      """
      MATCH (a)-[r]-(b)
      DELETE r, a, b
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |

  Scenario: `MATCH (n)-[r]->(m) DELETE n, r, m CREATE (:X) RETURN count(*) AS c`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)
      """
    When executing query:
      """
      MATCH (n)-[r]->(m)
      DELETE n, r, m
      CREATE (:X)
      RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 1 |
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 1 |
      | +nodes         | 1 |
      | +labels        | 1 |
      | -labels        | 2 |

  Scenario: `MATCH (:User)-[:F]->(friend) WITH collect(friend) AS friends DETACH DELETE friends[$i]`
    Given an empty graph
    And having executed:
      """
      CREATE (u:User)
      CREATE (u)-[:F]->(), (u)-[:F]->(), (u)-[:F]->(), (u)-[:F]->()
      """
    And parameters are:
      | i | 1 |
    When executing query:
      """
      MATCH (:User)-[:F]->(friend)
      WITH collect(friend) AS friends
      DETACH DELETE friends[$i]
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 1 |

  Scenario: `MATCH (:User)-[r:F]->() WITH collect(r) AS rs DELETE rs[$i]`
    Given an empty graph
    And having executed:
      """
      CREATE (u:User)
      CREATE (u)-[:F]->(), (u)-[:F]->(), (u)-[:F]->(), (u)-[:F]->()
      """
    And parameters are:
      | i | 1 |
    When executing query:
      """
      MATCH (:User)-[r:F]->()
      WITH collect(r) AS rs
      DELETE rs[$i]
      """
    Then the result should be empty
    And the side effects should be:
      | -relationships | 1 |

  Scenario: `MATCH (u:User) WITH {key: u} AS nodes DELETE nodes.key`
    Given an empty graph
    And having executed:
      """
      CREATE (:User), (:User)
      """
    When executing query:
      """
      MATCH (u:User)
      WITH {key: u} AS nodes
      DELETE nodes.key
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes  | 2 |
      | -labels | 1 |

  Scenario: `MATCH (:User)-[r]->(:User) WITH {key: r} AS rels DELETE rels.key`
    Given an empty graph
    And having executed:
      """
      CREATE (a:User), (b:User)
      CREATE (a)-[:R]->(b), (b)-[:R]->(a)
      """
    When executing query:
      """
      MATCH (:User)-[r]->(:User)
      WITH {key: r} AS rels
      DELETE rels.key
      """
    Then the result should be empty
    And the side effects should be:
      | -relationships | 2 |

  Scenario: `MATCH (u:User) WITH {key: collect(u)} AS nodeMap DETACH DELETE nodeMap.key[0]`
    Given an empty graph
    And having executed:
      """
      CREATE (a:User), (b:User)
      CREATE (a)-[:R]->(b), (b)-[:R]->(a)
      """
    When executing query:
      """
      MATCH (u:User)
      WITH {key: collect(u)} AS nodeMap
      DETACH DELETE nodeMap.key[0]
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 1 |
      | -relationships | 2 |

  Scenario: `MATCH (:User)-[r]->(:User) WITH {key: {key: collect(r)}} AS relMap DELETE relMap.key.key ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:User), (b:User)
      CREATE (a)-[:R]->(b), (b)-[:R]->(a)
      """
    When executing query:
      """
      MATCH (:User)-[r]->(:User)
      WITH {key: {key: collect(r)}} AS relMap
      DELETE relMap.key.key[0]
      """
    Then the result should be empty
    And the side effects should be:
      | -relationships | 1 |

  Scenario: `MATCH p = (:User)-[r]->(:User) WITH {key: collect(p)} AS pathColls DETACH DELETE pathCol ...`
    Given an empty graph
    And having executed:
      """
      CREATE (a:User), (b:User)
      CREATE (a)-[:R]->(b), (b)-[:R]->(a)
      """
    When executing query:
      """
      MATCH p = (:User)-[r]->(:User)
      WITH {key: collect(p)} AS pathColls
      DETACH DELETE pathColls.key[0], pathColls.key[1]
      """
    Then the result should be empty
    And the side effects should be:
      | -nodes         | 2 |
      | -relationships | 2 |
      | -labels        | 1 |

  Scenario: `MATCH () DELETE 1 + 1`
    Given an empty graph
    When executing query:
      """
      MATCH () DELETE 1 + 1
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `MATCH (a) DELETE x`
    Given an empty graph
    When executing query:
      """
      MATCH (a) DELETE x
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (n:N) DELETE n RETURN 42 AS num LIMIT 0`
    Given an empty graph
    And having executed:
      """
      CREATE (:N {num: 42})
      """
    When executing query:
      """
      MATCH (n:N)
      DELETE n
      RETURN 42 AS num LIMIT 0
      """
    Then the result should be, in any order:
      | num |
    And the side effects should be:
      | -nodes      | 1 |
      | -labels     | 1 |
      | -properties | 1 |

  Scenario: `MATCH (n:N) WITH n, n.num AS num DELETE n RETURN sum(num) AS s`
    Given an empty graph
    And having executed:
      """
      CREATE (:N {num: 1})
      CREATE (:N {num: 2})
      CREATE (:N {num: 3})
      """
    When executing query:
      """
      MATCH (n:N)
      WITH n, n.num AS num
      DELETE n
      RETURN sum(num) AS s
      """
    Then the result should be, in any order:
      | s |
      | 6 |
    And the side effects should be:
      | -nodes      | 3 |
      | -labels     | 1 |
      | -properties | 3 |

  Scenario: `MATCH ()-[r:R]->() WITH r, r.num AS num DELETE r WITH sum(num) AS s RETURN s`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:R {num: 1}]->()
      CREATE ()-[:R {num: 2}]->()
      """
    When executing query:
      """
      MATCH ()-[r:R]->()
      WITH r, r.num AS num
      DELETE r
      WITH sum(num) AS s
      RETURN s
      """
    Then the result should be, in any order:
      | s |
      | 3 |
    And the side effects should be:
      | -relationships | 2 |
      | -properties    | 2 |

  Scenario: `MATCH ()-[r:R]->() WITH r, r.num AS num DELETE r WITH num WHERE num % 2 = 0 RETURN num`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:R {num: 1}]->()
      CREATE ()-[:R {num: 2}]->()
      """
    When executing query:
      """
      MATCH ()-[r:R]->()
      WITH r, r.num AS num
      DELETE r
      WITH num WHERE num % 2 = 0
      RETURN num
      """
    Then the result should be, in any order:
      | num |
      | 2   |
    And the side effects should be:
      | -relationships | 2 |
      | -properties    | 2 |

  Scenario: `MATCH (n) SET n.numbers = [x IN n.numbers | x + 1], n.more = n.numbers + [4, 5] RETURN n ...`
    Given an empty graph
    And having executed:
      """
      CREATE (n {numbers: [1,2,3]})
      """
    When executing query:
      """
      MATCH (n)
      SET n.numbers = [x IN n.numbers | x + 1], n.more = n.numbers + [4, 5]
      RETURN n.numbers, n.more
      """
    Then the result should be, in any order:
      | n.numbers | n.more      |
      | [2,3,4]   | [2,3,4,4,5] |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 1 |

  Scenario: `MATCH (a) SET a.numbers = a.numbers + [4,5] RETURN a.numbers`
    Given an empty graph
    And having executed:
      """
      CREATE (a {numbers: [1,2,3]})
      """
    When executing query:
      """
      MATCH (a)
      SET a.numbers = a.numbers + [4,5]
      RETURN a.numbers
      """
    Then the result should be, in any order:
      | a.numbers   |
      | [1,2,3,4,5] |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: `MATCH (a) SET a.numbers = [1,2] + a.numbers RETURN a.numbers`
    Given an empty graph
    And having executed:
      """
      CREATE (a {numbers: [3,4,5]})
      """
    When executing query:
      """
      MATCH (a)
      SET a.numbers = [1,2] + a.numbers
      RETURN a.numbers
      """
    Then the result should be, in any order:
      | a.numbers   |
      | [1,2,3,4,5] |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: `MATCH (a) SET a.maplist = [{num: 1}]`
    Given an empty graph
    And having executed:
      """
      CREATE (a)
      """
    When executing query:
      """
      MATCH (a)
      SET a.maplist = [{num: 1}]
      """
    Then a TypeError should be raised at runtime: InvalidPropertyType

  Scenario: `MATCH (n:X) SET (CASE WHEN n.x = 1 THEN n END).y = 2 RETURN n.y`
    Given an empty graph
    And having executed:
      """
      CREATE (:X {x: 1})
      """
    When executing query:
      """
      MATCH (n:X)
      SET (CASE WHEN n.x = 1 THEN n END).y = 2
      RETURN n.y
      """
    Then the result should be, in any order:
      | n.y |
      | 2   |
    And the side effects should be:
      | +properties | 1 |

  Scenario: `MATCH (n:A) SET (n).name = 'x' RETURN n.name`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)
      """
    When executing query:
      """
      MATCH (n:A)
      SET (n).name = 'x'
      RETURN n.name
      """
    Then the result should be, in any order:
      | n.name |
      | 'x'    |
    And the side effects should be:
      | +properties | 1 |

  Scenario: `OPTIONAL MATCH (a:DoesNotExist) SET a.num = 42 RETURN a`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:DoesNotExist)
      SET a.num = 42
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: `MATCH (a) SET a.name = missing RETURN a`
    Given an empty graph
    When executing query:
      """
      MATCH (a)
      SET a.name = missing
      RETURN a
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (a:A), (b:B) SET a.x = b.x, b.x = a.x RETURN a.x, b.x`
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {x: 1}), (b:B {x: 5})
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      SET a.x = b.x, b.x = a.x
      RETURN a.x, b.x
      """
    Then the result should be, in any order:
      | a.x | b.x |
      | 5   | 5   |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: `MATCH (n) SET n.property1 = null RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (n {property1: 23, property2: 46})
      """
    When executing query:
      """
      MATCH (n)
      SET n.property1 = null
      RETURN n
      """
    Then the result should be, in any order:
      | n                 |
      | ({property2: 46}) |
    And the side effects should be:
      | -properties | 1 |

  Scenario: `MATCH (n) SET n:A:B:C RETURN labels(n) AS l`
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B)
      """
    When executing query:
      """
      MATCH (n)
      SET n:A:B:C
      RETURN labels(n) AS l
      """
    Then the result should be (ignoring element order for lists):
      | l             |
      | ['A','B','C'] |
      | ['A','B','C'] |
    And the side effects should be:
      | +labels | 1 |

  Scenario: `MATCH (n) SET n :Foo :Bar RETURN labels(n)`
    Given an empty graph
    And having executed:
      """
      CREATE (n)
      """
    When executing query:
      """
      MATCH (n)
      SET n :Foo :Bar
      RETURN labels(n)
      """
    Then the result should be (ignoring element order for lists):
      | labels(n)     |
      | ['Foo','Bar'] |
    And the side effects should be:
      | +labels | 2 |

  Scenario: `OPTIONAL MATCH (a:X) SET a:L RETURN a`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:X)
      SET a:L
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: `MATCH (n:X {name: 'A'}) SET n = {name: 'B', name2: null, baz: 'C'} RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (n:X {name: 'A', name2: 'B'})
      """
    When executing query:
      """
      MATCH (n:X {name: 'A'})
      SET n = {name: 'B', name2: null, baz: 'C'}
      RETURN n
      """
    Then the result should be, in any order:
      | n                          |
      | (:X {name: 'B', baz: 'C'}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: `MATCH (n:X {name: 'A'}) SET n = {name: 'A', name2: 'B'} RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (n:X {name: 'A', name2: 'B'})
      """
    When executing query:
      """
      MATCH (n:X {name: 'A'})
      SET n = {name: 'A', name2: 'B'}
      RETURN n
      """
    Then the result should be, in any order:
      | n                            |
      | (:X {name: 'A', name2: 'B'}) |
    And no side effects

  Scenario: `MATCH (n:X) SET n = {} RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (n:X {name: 'A', name2: 'B'})
      """
    When executing query:
      """
      MATCH (n:X)
      SET n = {}
      RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:X) |
    And the side effects should be:
      | -properties | 2 |

  Scenario: `OPTIONAL MATCH (a:X) SET a = {num: 42} RETURN a`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:X)
      SET a = {num: 42}
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: `OPTIONAL MATCH (a:X) SET a += {num: 42} RETURN a`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:X)
      SET a += {num: 42}
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: `MATCH (n:X) SET n += {name: 'C', name2: null, z: 1} RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (n:X {name: 'A', name2: 'B'})
      """
    When executing query:
      """
      MATCH (n:X)
      SET n += {name: 'C', name2: null, z: 1}
      RETURN n
      """
    Then the result should be, in any order:
      | n                      |
      | (:X {name: 'C', z: 1}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 2 |

  Scenario: `MATCH (n:X) SET n += {} RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE (n:X {name: 'A', name2: 'B'})
      """
    When executing query:
      """
      MATCH (n:X)
      SET n += {}
      RETURN n
      """
    Then the result should be, in any order:
      | n                            |
      | (:X {name: 'A', name2: 'B'}) |
    And no side effects

  Scenario: `MATCH (a:A)-[r:R]->(b:B) SET b = r, a += r RETURN a, b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})-[:R {y: 2}]->(:B {z: 3})
      """
    When executing query:
      """
      MATCH (a:A)-[r:R]->(b:B)
      SET b = r, a += r
      RETURN a, b
      """
    Then the result should be, in any order:
      | a                 | b           |
      | (:A {x: 1, y: 2}) | (:B {y: 2}) |
    And the side effects should be:
      | +properties | 2 |
      | -properties | 1 |

  Scenario: `MATCH (a:A), (b:B) SET b = a RETURN b`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1}), (:B {z: 3})
      """
    When executing query:
      """
      MATCH (a:A), (b:B)
      SET b = a
      RETURN b
      """
    Then the result should be, in any order:
      | b           |
      | (:B {x: 1}) |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: `MATCH (a:A) SET a = $p RETURN a`
    Given an empty graph
    And having executed:
      """
      CREATE (:A {x: 1})
      """
    And parameters are:
      | p | {y: 1, z: null} |
    When executing query:
      """
      MATCH (a:A)
      SET a = $p
      RETURN a
      """
    Then the result should be, in any order:
      | a           |
      | (:A {y: 1}) |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: `MATCH (n:N) SET n.num = 43 RETURN n.num AS num LIMIT 0`
    Given an empty graph
    And having executed:
      """
      CREATE (n:N {num: 42})
      """
    When executing query:
      """
      MATCH (n:N)
      SET n.num = 43
      RETURN n.num AS num LIMIT 0
      """
    Then the result should be, in any order:
      | num |
    And the side effects should be:
      | +properties | 1 |
      | -properties | 1 |

  Scenario: `MATCH (n:N) SET n:Foo RETURN n SKIP 1`
    Given an empty graph
    And having executed:
      """
      CREATE (n:N {num: 42})
      """
    When executing query:
      """
      MATCH (n:N)
      SET n:Foo
      RETURN n SKIP 1
      """
    Then the result should be, in any order:
      | n |
    And the side effects should be:
      | +labels | 1 |

  Scenario: `MATCH (n:N) SET n:Foo WITH sum(n.num) AS s RETURN s`
    Given an empty graph
    And having executed:
      """
      CREATE (:N {num: 1}), (:N {num: 2})
      """
    When executing query:
      """
      MATCH (n:N)
      SET n:Foo
      WITH sum(n.num) AS s
      RETURN s
      """
    Then the result should be, in any order:
      | s |
      | 3 |
    And the side effects should be:
      | +labels | 1 |

  Scenario: `MATCH (n) REMOVE n.num RETURN n.num IS NOT NULL AS still`
    Given an empty graph
    And having executed:
      """
      CREATE (:L {num: 42})
      """
    When executing query:
      """
      MATCH (n)
      REMOVE n.num
      RETURN n.num IS NOT NULL AS still
      """
    Then the result should be, in any order:
      | still |
      | false |
    And the side effects should be:
      | -properties | 1 |

  Scenario: `MATCH ()-[r]->() REMOVE r.num RETURN r.num IS NOT NULL AS still`
    Given an empty graph
    And having executed:
      """
      CREATE (a), (b), (a)-[:X {num: 42}]->(b)
      """
    When executing query:
      """
      MATCH ()-[r]->()
      REMOVE r.num
      RETURN r.num IS NOT NULL AS still
      """
    Then the result should be, in any order:
      | still |
      | false |
    And the side effects should be:
      | -properties | 1 |

  Scenario: `MATCH (n) REMOVE n.num, n.name RETURN size(keys(n)) AS k`
    Given an empty graph
    And having executed:
      """
      CREATE (:L {num: 42, name: 'a', z: 0})
      """
    When executing query:
      """
      MATCH (n)
      REMOVE n.num, n.name
      RETURN size(keys(n)) AS k
      """
    Then the result should be, in any order:
      | k |
      | 1 |
    And the side effects should be:
      | -properties | 2 |

  Scenario: `MATCH (n) REMOVE n.nope RETURN n`
    Given an empty graph
    And having executed:
      """
      CREATE ({num: 42})
      """
    When executing query:
      """
      MATCH (n)
      REMOVE n.nope
      RETURN n
      """
    Then the result should be, in any order:
      | n           |
      | ({num: 42}) |
    And no side effects

  Scenario: `OPTIONAL MATCH (a:X) REMOVE a.num RETURN a`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:X)
      REMOVE a.num
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: `MATCH (n) REMOVE n:L RETURN n.num`
    Given an empty graph
    And having executed:
      """
      CREATE (:L {num: 42})
      """
    When executing query:
      """
      MATCH (n)
      REMOVE n:L
      RETURN n.num
      """
    Then the result should be, in any order:
      | n.num |
      | 42    |
    And the side effects should be:
      | -labels | 1 |

  Scenario: `MATCH (n) REMOVE n:L1:L3 RETURN labels(n)`
    Given an empty graph
    And having executed:
      """
      CREATE (:L1:L2:L3 {num: 42})
      """
    When executing query:
      """
      MATCH (n)
      REMOVE n:L1:L3
      RETURN labels(n)
      """
    Then the result should be, in any order:
      | labels(n) |
      | ['L2']    |
    And the side effects should be:
      | -labels | 2 |

  Scenario: `MATCH (n) REMOVE n:Bar RETURN labels(n)`
    Given an empty graph
    And having executed:
      """
      CREATE (:Foo)
      """
    When executing query:
      """
      MATCH (n)
      REMOVE n:Bar
      RETURN labels(n)
      """
    Then the result should be, in any order:
      | labels(n) |
      | ['Foo']   |
    And no side effects

  Scenario: `OPTIONAL MATCH (a:X) REMOVE a:L RETURN a`
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:X)
      REMOVE a:L
      RETURN a
      """
    Then the result should be, in any order:
      | a    |
      | null |
    And no side effects

  Scenario: `MATCH (n:N) REMOVE n.num RETURN n LIMIT 0`
    Given an empty graph
    And having executed:
      """
      CREATE (:N {num: 42})
      """
    When executing query:
      """
      MATCH (n:N)
      REMOVE n.num
      RETURN n LIMIT 0
      """
    Then the result should be, in any order:
      | n |
    And the side effects should be:
      | -properties | 1 |

  Scenario: `MATCH (n:N) REMOVE n.name WITH n WHERE n.num % 2 = 0 RETURN n.num AS num`
    Given an empty graph
    And having executed:
      """
      CREATE (:N {num: 1, name: 'a'}), (:N {num: 2, name: 'a'}), (:N {num: 3, name: 'a'})
      """
    When executing query:
      """
      MATCH (n:N)
      REMOVE n.name
      WITH n WHERE n.num % 2 = 0
      RETURN n.num AS num
      """
    Then the result should be, in any order:
      | num |
      | 2   |
    And the side effects should be:
      | -properties | 3 |

  Scenario: `MATCH (n:N) REMOVE n:N RETURN n.num AS num SKIP 2 LIMIT 2`
    Given an empty graph
    And having executed:
      """
      CREATE (:N {num: 42}), (:N {num: 42}), (:N {num: 42}), (:N {num: 42}), (:N {num: 42})
      """
    When executing query:
      """
      MATCH (n:N)
      REMOVE n:N
      RETURN n.num AS num SKIP 2 LIMIT 2
      """
    Then the result should be, in any order:
      | num |
      | 42  |
      | 42  |
    And the side effects should be:
      | -labels | 1 |

  Scenario: `MATCH ()-[r:R]->() REMOVE r.id WITH sum(r.num) AS s RETURN s`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:R {num: 1, id: 0}]->(), ()-[:R {num: 2, id: 0}]->()
      """
    When executing query:
      """
      MATCH ()-[r:R]->()
      REMOVE r.id
      WITH sum(r.num) AS s
      RETURN s
      """
    Then the result should be, in any order:
      | s |
      | 3 |
    And the side effects should be:
      | -properties | 2 |

  Scenario: `MATCH (n) DELETE n RETURN n.num`
    Given an empty graph
    And having executed:
      """
      CREATE ({num: 0})
      """
    When executing query:
      """
      MATCH (n)
      DELETE n
      RETURN n.num
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: `MATCH (n) DELETE n RETURN labels(n)`
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (n)
      DELETE n
      RETURN labels(n)
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: `MATCH ()-[r]->() DELETE r RETURN r.num`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T {num: 0}]->()
      """
    When executing query:
      """
      MATCH ()-[r]->()
      DELETE r
      RETURN r.num
      """
    Then an EntityNotFound should be raised at runtime: DeletedEntityAccess

  Scenario: `MATCH ()-[r]->() DELETE r RETURN type(r)`
    Given an empty graph
    And having executed:
      """
      CREATE ()-[:T {num: 0}]->()
      """
    When executing query:
      """
      MATCH ()-[r]->()
      DELETE r
      RETURN type(r)
      """
    Then the result should be, in any order:
      | type(r) |
      | 'T'     |
    And the side effects should be:
      | -relationships | 1 |
      | -properties    | 1 |
