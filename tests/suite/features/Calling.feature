Feature: CALL

  Scenario: `CALL test.nothing`
    Given an empty graph
    And there exists a procedure test.nothing() :: ()::
      |
    When executing query:
      """
      CALL test.nothing
      """
    Then the result should be empty
    And no side effects

  Scenario: `CALL test.l()`
    Given an empty graph
    And there exists a procedure test.l() :: (label :: STRING?):
      | label |
      | 'A'   |
      | 'B'   |
    When executing query:
      """
      CALL test.l()
      """
    Then the result should be, in order:
      | label |
      | 'A'   |
      | 'B'   |
    And no side effects

  Scenario: `CALL test.l`
    Given an empty graph
    And there exists a procedure test.l() :: (label :: STRING?):
      | label |
      | 'A'   |
      | 'B'   |
    When executing query:
      """
      CALL test.l
      """
    Then the result should be, in order:
      | label |
      | 'A'   |
      | 'B'   |
    And no side effects

  Scenario: `CALL test.p('Dobby') YIELD out RETURN out`
    Given an empty graph
    And there exists a procedure test.p(name :: STRING?, in :: INTEGER?) :: (out :: INTEGER?):
      | name | in | out |
    When executing query:
      """
      CALL test.p('Dobby') YIELD out
      RETURN out
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

  Scenario: `CALL test.p(1,2,3,4)`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (out :: INTEGER?):
      | in | out |
    When executing query:
      """
      CALL test.p(1,2,3,4)
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

  Scenario: `CALL test.p(1,2,3,4) YIELD out RETURN out`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (out :: INTEGER?):
      | in | out |
    When executing query:
      """
      CALL test.p(1,2,3,4) YIELD out
      RETURN out
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

  Scenario: `CALL test.p YIELD out RETURN out`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (out :: INTEGER?):
      | in | out |
    And parameters are:
      | in | 1 |
    When executing query:
      """
      CALL test.p YIELD out
      RETURN out
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentPassingMode

  Scenario: `CALL test.p('B', 1) YIELD city, code RETURN city, code`
    Given an empty graph
    And there exists a procedure test.p(name :: STRING?, id :: INTEGER?) :: (city :: STRING?, code :: INTEGER?):
      | name | id | city | code |
      | 'A'  | 1  | 'x'  | 46   |
      | 'B'  | 1  | 'y'  | 49   |
      | 'B'  | 2  | 'z'  | 49   |
    When executing query:
      """
      CALL test.p('B', 1) YIELD city, code
      RETURN city, code
      """
    Then the result should be, in order:
      | city | code |
      | 'y'  | 49   |
    And no side effects

  Scenario: `CALL test.p('B', 1)`
    Given an empty graph
    And there exists a procedure test.p(name :: STRING?, id :: INTEGER?) :: (city :: STRING?, code :: INTEGER?):
      | name | id | city | code |
      | 'A'  | 1  | 'x'  | 46   |
      | 'B'  | 1  | 'y'  | 49   |
    When executing query:
      """
      CALL test.p('B', 1)
      """
    Then the result should be, in order:
      | city | code |
      | 'y'  | 49   |
    And no side effects

  Scenario: `CALL test.p`
    Given an empty graph
    And there exists a procedure test.p(name :: STRING?, id :: INTEGER?) :: (city :: STRING?, code :: INTEGER?):
      | name | id | city | code |
      | 'A'  | 1  | 'x'  | 46   |
      | 'B'  | 1  | 'y'  | 49   |
    And parameters are:
      | name | 'B' |
      | id   | 1   |
    When executing query:
      """
      CALL test.p
      """
    Then the result should be, in order:
      | city | code |
      | 'y'  | 49   |
    And no side effects

  Scenario: `CALL test.p(null) YIELD a AS c, b AS a RETURN c, a`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (a :: INTEGER?, b :: INTEGER?):
      | in   | a | b |
      | null | 1 | 2 |
    When executing query:
      """
      CALL test.p(null) YIELD a AS c, b AS a
      RETURN c, a
      """
    Then the result should be, in order:
      | c | a |
      | 1 | 2 |
    And no side effects

  Scenario: `CALL test.p(null) YIELD a AS b, b AS a RETURN b, a`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (a :: INTEGER?, b :: INTEGER?):
      | in   | a | b |
      | null | 1 | 2 |
    When executing query:
      """
      CALL test.p(null) YIELD a AS b, b AS a
      RETURN b, a
      """
    Then the result should be, in order:
      | b | a |
      | 1 | 2 |
    And no side effects

  Scenario: `CALL test.p(null) YIELD a, b AS d RETURN a, d`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (a :: INTEGER?, b :: INTEGER?):
      | in   | a | b |
      | null | 1 | 2 |
    When executing query:
      """
      CALL test.p(null) YIELD a, b AS d
      RETURN a, d
      """
    Then the result should be, in order:
      | a | d |
      | 1 | 2 |
    And no side effects

  Scenario: `CALL test.p(null) YIELD a AS a, b AS b RETURN a, b`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (a :: INTEGER?, b :: INTEGER?):
      | in   | a | b |
      | null | 1 | 2 |
    When executing query:
      """
      CALL test.p(null) YIELD a AS a, b AS b
      RETURN a, b
      """
    Then the result should be, in order:
      | a | b |
      | 1 | 2 |
    And no side effects

  Scenario: `CALL test.p(null) YIELD b RETURN b`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (a :: INTEGER?, b :: INTEGER?):
      | in   | a | b |
      | null | 1 | 2 |
    When executing query:
      """
      CALL test.p(null) YIELD b
      RETURN b
      """
    Then the result should be, in order:
      | b |
      | 2 |
    And no side effects

  Scenario: `CALL test.p(null) YIELD out RETURN *`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (out :: STRING?):
      | in   | out   |
      | null | 'nix' |
    When executing query:
      """
      CALL test.p(null) YIELD out
      RETURN *
      """
    Then the result should be, in order:
      | out   |
      | 'nix' |
    And no side effects

  Scenario: `UNWIND [42, 1] AS x CALL test.p(x) YIELD out RETURN x, out`
    Given an empty graph
    And there exists a procedure test.p(in :: FLOAT?) :: (out :: STRING?):
      | in   | out  |
      | 42.0 | 'ok' |
    When executing query:
      """
      UNWIND [42, 1] AS x
      CALL test.p(x) YIELD out
      RETURN x, out
      """
    Then the result should be, in order:
      | x  | out  |
      | 42 | 'ok' |
    And no side effects

  Scenario: `CALL test.p(42) RETURN out`
    Given an empty graph
    And there exists a procedure test.p(in :: FLOAT?) :: (out :: STRING?):
      | in   | out  |
      | 42.0 | 'ok' |
    When executing query:
      """
      CALL test.p(42) RETURN out
      """
    Then a SyntaxError should be raised at compile time: UndefinedVariable

  Scenario: `MATCH (n) CALL nope.x(n) YIELD y RETURN y`
    Given an empty graph
    When executing query:
      """
      MATCH (n)
      CALL nope.x(n) YIELD y
      RETURN y
      """
    Then a ProcedureError should be raised at compile time: ProcedureNotFound

  Scenario: `CALL test.p(null) YIELD out RETURN out`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (out :: STRING?):
      | in   | out   |
      | null | 'nix' |
    When executing query:
      """
      CALL test.p(null) YIELD out
      RETURN out
      """
    Then the result should be, in order:
      | out   |
      | 'nix' |
    And no side effects

  Scenario: `MATCH (n:A) CALL test.p(n.v) RETURN n.v AS v`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: ():
      | in |
    And having executed:
      """
      CREATE (:A {v: 1}), (:A {v: 2})
      """
    When executing query:
      """
      MATCH (n:A)
      CALL test.p(n.v)
      RETURN n.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
      | 2 |
    And no side effects

  Scenario: `CALL test.p` (2)
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (out :: INTEGER?):
      | in | out |
    When executing query:
      """
      CALL test.p
      """
    Then a ParameterMissing should be raised at compile time: MissingParameter

  Scenario: `CALL test.p` (3)
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (out :: INTEGER?):
      | in | out |
    And parameters are:
      | in | 'x' |
    When executing query:
      """
      CALL test.p
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `CALL test.p(1.5)`
    Given an empty graph
    And there exists a procedure test.p(in :: INTEGER?) :: (out :: INTEGER?):
      | in | out |
    When executing query:
      """
      CALL test.p(1.5)
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

  Scenario: `CALL test.p() YIELD a WHERE a > 1 RETURN a`
    Given an empty graph
    And there exists a procedure test.p() :: (a :: INTEGER?):
      | a |
      | 1 |
      | 2 |
    When executing query:
      """
      CALL test.p() YIELD a WHERE a > 1
      RETURN a
      """
    Then the result should be, in any order:
      | a |
      | 2 |
    And no side effects

  Scenario: `CALL test.p() YIELD b`
    Given an empty graph
    And there exists a procedure test.p() :: (a :: INTEGER?, b :: INTEGER?):
      | a | b |
      | 1 | 2 |
    When executing query:
      """
      CALL test.p() YIELD b
      """
    Then the result should be, in any order:
      | b |
      | 2 |
    And no side effects

  Scenario: `UNWIND [42, 42.3, 5] AS x CALL test.my.proc(x) YIELD out RETURN out`
    Given an empty graph
    And there exists a procedure test.my.proc(in :: NUMBER?) :: (out :: STRING?):
      | in   | out |
      | 42   | 'a' |
      | 42.3 | 'b' |
    When executing query:
      """
      UNWIND [42, 42.3, 5] AS x
      CALL test.my.proc(x) YIELD out
      RETURN out
      """
    Then the result should be, in any order:
      | out |
      | 'a' |
      | 'b' |
    And no side effects
