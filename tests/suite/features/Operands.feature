Feature: Operands and arguments that do not fit

  Scenario: RETURN [1,2,3][null]
    Given an empty graph
    When executing query:
      """
      RETURN [1,2,3][null]
      """
    Then the result should be, in any order:
      | [1,2,3][null] |
      | null          |
    And no side effects

  Scenario: RETURN [1,2,3][null..2]
    Given an empty graph
    When executing query:
      """
      RETURN [1,2,3][null..2]
      """
    Then the result should be, in any order:
      | [1,2,3][null..2] |
      | null             |
    And no side effects

  Scenario: WITH [1,2,3] AS l, null AS a RETURN l[a..]
    Given an empty graph
    When executing query:
      """
      WITH [1,2,3] AS l, null AS a RETURN l[a..]
      """
    Then the result should be, in any order:
      | l[a..] |
      | null   |
    And no side effects

  Scenario: RETURN range(null, 2)
    Given an empty graph
    When executing query:
      """
      RETURN range(null, 2)
      """
    Then the result should be, in any order:
      | range(null, 2) |
      | null           |
    And no side effects

  Scenario: RETURN toBoolean(1)
    Given an empty graph
    When executing query:
      """
      RETURN toBoolean(1)
      """
    Then the result should be, in any order:
      | toBoolean(1) |
      | true         |
    And no side effects

  Scenario: MATCH (n) RETURN toString(n)
    Given an empty graph
    When executing query:
      """
      MATCH (n) RETURN toString(n)
      """
    Then the result should be, in any order:
      | toString(n) |
    And no side effects

  Scenario: WITH [1, []] AS l RETURN toBoolean(l[0])
    Given an empty graph
    When executing query:
      """
      WITH [1, []] AS l RETURN toBoolean(l[0])
      """
    Then the result should be, in any order:
      | toBoolean(l[0]) |
      | true            |
    And no side effects

  Scenario: RETURN left('abc', null)
    Given an empty graph
    When executing query:
      """
      RETURN left('abc', null)
      """
    Then the result should be, in any order:
      | left('abc', null) |
      | null              |
    And no side effects

  Scenario: WITH count(*) AS c RETURN sum(c)
    Given an empty graph
    When executing query:
      """
      WITH count(*) AS c RETURN sum(c)
      """
    Then the result should be, in any order:
      | sum(c) |
      | 1      |
    And no side effects

  Scenario Outline: Refused with InvalidElementAccess: <query>
    Given an empty graph
    And parameters are:
      | expr | 100 |
      | idx | 0 |
      | m | {name: 'Apa'} |
      | l | ['a'] |
      | s | 'x' |
      | f | 1.5 |
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidElementAccess

    Examples:
      | query                                            |
      | WITH $expr AS expr, $idx AS idx RETURN expr[idx] |

  Scenario Outline: Refused with InvalidElementAccess: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidElementAccess

    Examples:
      | query                                        |
      | WITH 123 AS expr, 0 AS idx RETURN expr[idx]  |
      | WITH true AS expr, 0 AS idx RETURN expr[idx] |
      | WITH 4.7 AS expr, 0 AS idx RETURN expr[idx]  |
      | WITH '1' AS expr, 0 AS idx RETURN expr[idx]  |
      | RETURN 123[0]                                |
      | RETURN '1'[0]                                |

  Scenario Outline: Refused with ListElementAccessByNonInteger: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: ListElementAccessByNonInteger

    Examples:
      | query                                    |
      | WITH [1,2] AS l, 1.0 AS i RETURN l[i]    |
      | RETURN [1,2]['a']                        |
      | RETURN [1,2][1.0]                        |
      | WITH ['a'] AS m, 'name' AS i RETURN m[i] |
      | RETURN [1,2,3][true]                     |

  Scenario Outline: Refused with MapElementAccessByNonString: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: MapElementAccessByNonString

    Examples:
      | query                           |
      | RETURN {a: 1}[0]                |
      | WITH {a: 1} AS m RETURN m[0]    |
      | WITH {a: 1} AS m RETURN m[1.5]  |
      | WITH {a: 1} AS m RETURN m[true] |

  Scenario Outline: Refused with MapElementAccessByNonString: <query>
    Given an empty graph
    And parameters are:
      | expr | 100 |
      | idx | 0 |
      | m | {name: 'Apa'} |
      | l | ['a'] |
      | s | 'x' |
      | f | 1.5 |
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: MapElementAccessByNonString

    Examples:
      | query                               |
      | WITH $m AS m, $idx AS i RETURN m[i] |
      | WITH $m AS m, 0 AS i RETURN m[i]    |

  Scenario Outline: Refused with ListElementAccessByNonInteger: <query>
    Given an empty graph
    And parameters are:
      | expr | 100 |
      | idx | 0 |
      | m | {name: 'Apa'} |
      | l | ['a'] |
      | s | 'x' |
      | f | 1.5 |
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: ListElementAccessByNonInteger

    Examples:
      | query                                |
      | WITH $l AS m, 'a' AS i RETURN m[i]   |
      | WITH $l AS m, $s AS i RETURN m[i]    |
      | WITH ['a'] AS m, $s AS i RETURN m[i] |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at compile time: InvalidArgumentType

    Examples:
      | query                        |
      | WITH 123 AS x RETURN x.num   |
      | WITH 42.45 AS x RETURN x.num |
      | WITH true AS x RETURN x.num  |
      | WITH 's' AS x RETURN x.num   |
      | WITH [1] AS x RETURN x.num   |

  Scenario Outline: Refused with PropertyAccessByNonMap: <query>
    Given an empty graph
    And parameters are:
      | expr | 100 |
      | idx | 0 |
      | m | {name: 'Apa'} |
      | l | ['a'] |
      | s | 'x' |
      | f | 1.5 |
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: PropertyAccessByNonMap

    Examples:
      | query                        |
      | WITH $expr AS x RETURN x.num |

  Scenario Outline: Refused with PropertyAccessByNonMap: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: PropertyAccessByNonMap

    Examples:
      | query                                   |
      | WITH [123, true] AS l RETURN (l[0]).num |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | query                                |
      | RETURN [1,2,3]['a'..2]               |
      | RETURN [1,2,3][1.5..2]               |
      | WITH 'a' AS f RETURN [1,2,3][f..2]   |
      | RETURN 1[0..2]                       |
      | RETURN 'abc'[0..2]                   |
      | WITH {a: 1} AS m RETURN m.a AND true |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    And parameters are:
      | expr | 100 |
      | idx | 0 |
      | m | {name: 'Apa'} |
      | l | ['a'] |
      | s | 'x' |
      | f | 1.5 |
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidArgumentType

    Examples:
      | query                        |
      | RETURN [1,2,3][$s..2]        |
      | RETURN $s[0..2]              |
      | WITH $expr AS x RETURN NOT x |
      | RETURN $expr AND true        |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then an ArgumentError should be raised at runtime: InvalidArgumentType

    Examples:
      | query                    |
      | RETURN range('a', 2)     |
      | RETURN range(1, 2.5)     |
      | RETURN range(1, 2, true) |
      | RETURN range(1.0, 2)     |
      | RETURN range([1], 2)     |
      | RETURN range({a:1}, 2)   |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    And parameters are:
      | expr | 100 |
      | idx | 0 |
      | m | {name: 'Apa'} |
      | l | ['a'] |
      | s | 'x' |
      | f | 1.5 |
    When executing query:
      """
      <query>
      """
    Then an ArgumentError should be raised at runtime: InvalidArgumentType

    Examples:
      | query               |
      | RETURN range($s, 2) |

  Scenario Outline: Refused with NumberOutOfRange: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then an ArgumentError should be raised at runtime: NumberOutOfRange

    Examples:
      | query                          |
      | RETURN range(0, 10, 0)         |
      | RETURN substring('abc', -1)    |
      | RETURN substring('abc', 1, -1) |
      | RETURN left('abc', -1)         |
      | RETURN percentileDisc(1, 1.1)  |
      | RETURN percentileCont(1, -1)   |
      | RETURN percentileCont(1, 1000) |

  Scenario Outline: Refused with InvalidArgumentType: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidArgumentType

    Examples:
      | query                                           |
      | RETURN size(1)                                  |
      | RETURN length('x')                              |
      | RETURN type(1)                                  |
      | RETURN labels(1)                                |
      | RETURN keys(1)                                  |
      | RETURN properties(1)                            |
      | RETURN properties('a')                          |
      | RETURN properties([1])                          |
      | RETURN sqrt('a')                                |
      | RETURN abs('a')                                 |
      | RETURN abs(true)                                |
      | RETURN sin([])                                  |
      | RETURN split(1, 'a')                            |
      | RETURN substring(1, 1)                          |
      | RETURN toUpper(1)                               |
      | RETURN head(1)                                  |
      | RETURN head({a: 1})                             |
      | RETURN reverse(1)                               |
      | RETURN last('abc')                              |
      | RETURN tail('abc')                              |
      | RETURN 1 + true                                 |
      | RETURN 1 - 'a'                                  |
      | RETURN 'a' + true                               |
      | RETURN 'a' * 2                                  |
      | RETURN {a:1} + 1                                |
      | RETURN true + 'a'                               |
      | RETURN date('2020-01-01') + 1                   |
      | RETURN duration('P1D') + 1                      |
      | RETURN - 'a'                                    |
      | RETURN -true                                    |
      | RETURN NOT 1                                    |
      | RETURN 1 AND true                               |
      | RETURN 'a' OR null                              |
      | RETURN [] XOR true                              |
      | RETURN {} AND true                              |
      | WITH 1 AS x RETURN x AND true                   |
      | WITH [1] AS x RETURN NOT x                      |
      | UNWIND [1] AS x RETURN x AND true               |
      | UNWIND [1,2] AS x RETURN percentileDisc(x, 'a') |
      | RETURN sum('a')                                 |
      | RETURN avg('a')                                 |
      | RETURN sum([1])                                 |

  Scenario Outline: Refused with InvalidArgumentValue: <query>
    Given an empty graph
    And parameters are:
      | expr | 100 |
      | idx | 0 |
      | m | {name: 'Apa'} |
      | l | ['a'] |
      | s | 'x' |
      | f | 1.5 |
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

    Examples:
      | query                    |
      | RETURN properties($expr) |

  Scenario Outline: Refused with InvalidArgumentValue: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a TypeError should be raised at runtime: InvalidArgumentValue

    Examples:
      | query                                    |
      | RETURN toInteger(true)                   |
      | RETURN toInteger([1])                    |
      | RETURN toInteger({a: 1})                 |
      | RETURN toFloat(true)                     |
      | RETURN toBoolean(1.0)                    |
      | RETURN toBoolean([])                     |
      | RETURN toBoolean({})                     |
      | RETURN toString([1])                     |
      | RETURN toString({})                      |
      | WITH [1, {}] AS l RETURN toInteger(l[1]) |
      | WITH [1, []] AS l RETURN toBoolean(l[1]) |
      | UNWIND [1.5] AS x RETURN toBoolean(x)    |

  Scenario Outline: Refused with NumberOutOfRange: <query>
    Given an empty graph
    And parameters are:
      | expr | 100 |
      | idx | 0 |
      | m | {name: 'Apa'} |
      | l | ['a'] |
      | s | 'x' |
      | f | 1.5 |
    When executing query:
      """
      <query>
      """
    Then an ArgumentError should be raised at runtime: NumberOutOfRange

    Examples:
      | query                                          |
      | UNWIND [1,2] AS x RETURN percentileCont(x, $f) |

  Scenario Outline: Refused with InvalidNumberOfArguments: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: InvalidNumberOfArguments

    Examples:
      | query            |
      | RETURN min(1, 2) |
      | RETURN count()   |

  Scenario Outline: Refused with UnexpectedSyntax: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: UnexpectedSyntax

    Examples:
      | query                    |
      | RETURN count(DISTINCT *) |

  Scenario Outline: Refused with NestedAggregation: <query>
    Given an empty graph
    When executing query:
      """
      <query>
      """
    Then a SyntaxError should be raised at compile time: NestedAggregation

    Examples:
      | query                  |
      | RETURN count(count(*)) |
      | RETURN sum(count(*))   |
      | RETURN max(1 + min(2)) |
