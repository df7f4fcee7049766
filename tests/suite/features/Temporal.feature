Feature: Dates, times and durations

  Scenario: Week date
    Given an empty graph
    When executing query:
      """
      UNWIND [date({year: 1816, week: 1}), date({year: 1816, week: 52}), date({year: 1817, week: 1}), date({year: 1817, week: 10}), date({year: 1817, week: 30}), date({year: 1817, week: 52}), date({year: 1818, week: 1}), date({year: 1818, week: 52}), date({year: 1818, week: 53}), date({year: 1819, week: 1}), date({year: 1819, week: 52})] AS d
      RETURN d
      """
    Then the result should be, in order:
      | d            |
      | '1816-01-01' |
      | '1816-12-23' |
      | '1816-12-30' |
      | '1817-03-03' |
      | '1817-07-21' |
      | '1817-12-22' |
      | '1817-12-29' |
      | '1818-12-21' |
      | '1818-12-28' |
      | '1819-01-04' |
      | '1819-12-27' |
    And no side effects

  Scenario: Default values
    Given an empty graph
    When executing query:
      """
      RETURN date({year: 1984, month: 10}) AS a, date({year: 1984}) AS b, date({year: 1984, week: 10, dayOfWeek: 3}) AS c, date({year: 1984, quarter: 3, dayOfQuarter: 45}) AS d, date({year: 1984, ordinalDay: 202}) AS e, date({year: 1984, quarter: 3}) AS f
      """
    Then the result should be, in any order:
      | a            | b            | c            | d            | e            | f            |
      | '1984-10-01' | '1984-01-01' | '1984-03-07' | '1984-08-14' | '1984-07-20' | '1984-07-01' |
    And no side effects

  Scenario: Localtime
    Given an empty graph
    When executing query:
      """
      RETURN localtime({hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456}) AS a, localtime({hour: 12, minute: 31, second: 14, nanosecond: 645876123}) AS b, localtime({hour: 12, minute: 31, second: 14, microsecond: 645876}) AS c, localtime({hour: 12, minute: 31, second: 14, millisecond: 645}) AS d, localtime({hour: 12, minute: 31, second: 14}) AS e, localtime({hour: 12, minute: 31}) AS f, localtime({hour: 12}) AS g
      """
    Then the result should be, in any order:
      | a                    | b                    | c                 | d              | e          | f       | g       |
      | '12:31:14.123456789' | '12:31:14.645876123' | '12:31:14.645876' | '12:31:14.645' | '12:31:14' | '12:31' | '12:00' |
    And no side effects

  Scenario: Time
    Given an empty graph
    When executing query:
      """
      RETURN time({hour: 12, minute: 31, second: 14, microsecond: 645876, timezone: '+01:00'}) AS a, time({hour: 12, timezone: '+01:00'}) AS b, time({hour: 12}) AS c, time({hour: 12, minute: 34, second: 56, timezone: '+02:05:00'}) AS d, time({hour: 12, minute: 34, second: 56, timezone: '+02:05:59'}) AS e, time({hour: 12, minute: 34, second: 56, timezone: '-02:05:07'}) AS f
      """
    Then the result should be, in any order:
      | a                       | b             | c        | d                | e                   | f                   |
      | '12:31:14.645876+01:00' | '12:00+01:00' | '12:00Z' | '12:34:56+02:05' | '12:34:56+02:05:59' | '12:34:56-02:05:07' |
    And no side effects

  Scenario: Localdatetime ok
    Given an empty graph
    When executing query:
      """
      RETURN localdatetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456}) AS a, localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, minute: 31}) AS b, localdatetime({year: 1984, ordinalDay: 202, hour: 12}) AS c, localdatetime({year: 1984, quarter: 3, dayOfQuarter: 45}) AS d, localdatetime({year: 1984}) AS e
      """
    Then the result should be, in any order:
      | a                               | b                  | c                  | d                  | e                  |
      | '1984-10-11T12:31:14.123456789' | '1984-03-07T12:31' | '1984-07-20T12:00' | '1984-08-14T00:00' | '1984-01-01T00:00' |
    And no side effects

  Scenario: Datetime
    Given an empty graph
    When executing query:
      """
      RETURN datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, microsecond: 645876, timezone: 'Europe/Stockholm'}) AS a, datetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, timezone: '+01:00'}) AS b, datetime({year: 1984, quarter: 3, timezone: 'Europe/Stockholm'}) AS c, datetime({year: 1984, ordinalDay: 202}) AS d, datetime({year: 1818, month: 7, day: 21, timezone: 'Europe/Stockholm'}) AS e, datetime({year: 1818, week: 53, timezone: 'Europe/Stockholm'}) AS f
      """
    Then the result should be, in any order:
      | a                                                    | b                        | c                                          | d                   | e                                             | f                                             |
      | '1984-10-11T12:31:14.645876+01:00[Europe/Stockholm]' | '1984-03-07T12:00+01:00' | '1984-07-01T00:00+02:00[Europe/Stockholm]' | '1984-07-20T00:00Z' | '1818-07-21T00:00+00:53:28[Europe/Stockholm]' | '1818-12-28T00:00+00:53:28[Europe/Stockholm]' |
    And no side effects

  Scenario: Epoch
    Given an empty graph
    When executing query:
      """
      RETURN datetime.fromepoch(416779, 999999999) AS d1, datetime.fromepochmillis(237821673987) AS d2, datetime({epochSeconds: 416779, nanosecond: 5}) AS d3, datetime({epochMillis: 237821673987}) AS d4
      """
    Then the result should be, in any order:
      | d1                               | d2                         | d3                               | d4                         |
      | '1970-01-05T19:46:19.999999999Z' | '1977-07-15T13:34:33.987Z' | '1970-01-05T19:46:19.000000005Z' | '1977-07-15T13:34:33.987Z' |
    And no side effects

  Scenario: Durations neg
    Given an empty graph
    When executing query:
      """
      RETURN duration({seconds: 2, milliseconds: -1}) AS a, duration({seconds: -2, milliseconds: 1}) AS b, duration({seconds: -2, milliseconds: -1}) AS c, duration({days: 1, milliseconds: -1}) AS d, duration({days: 1, milliseconds: 1}) AS e, duration({seconds: 60, milliseconds: -1}) AS f, duration({seconds: -60, milliseconds: 1}) AS g, duration({seconds: -60, milliseconds: -1}) AS h, duration({years: 12, months: -5, days: 14, hours: -16, seconds: 1.5}) AS i, duration({hours: -1, minutes: -1}) AS j, duration({seconds: -0.5}) AS k
      """
    Then the result should be, in any order:
      | a          | b           | c           | d             | e            | f           | g            | h              | i                          | j          | k         |
      | 'PT1.999S' | 'PT-1.999S' | 'PT-2.001S' | 'P1DT-0.001S' | 'P1DT0.001S' | 'PT59.999S' | 'PT-59.999S' | 'PT-1M-0.001S' | 'P11Y7M14DT-15H-59M-58.5S' | 'PT-1H-1M' | 'PT-0.5S' |
    And no side effects

  Scenario: Parse date
    Given an empty graph
    When executing query:
      """
      UNWIND ['2015-07-21','20150721','2015-07','201507','2015-W30-2','2015W302','2015-W30','2015W30','2015-202','2015202','2015'] AS s
      RETURN date(s) AS d
      """
    Then the result should be, in order:
      | d            |
      | '2015-07-21' |
      | '2015-07-21' |
      | '2015-07-01' |
      | '2015-07-01' |
      | '2015-07-21' |
      | '2015-07-21' |
      | '2015-07-20' |
      | '2015-07-20' |
      | '2015-07-21' |
      | '2015-07-21' |
      | '2015-01-01' |
    And no side effects

  Scenario: Parse localtime
    Given an empty graph
    When executing query:
      """
      UNWIND ['21:40:32.142','214032.142','21:40:32','214032','21:40','2140','21','21:40:32.142456789'] AS s
      RETURN localtime(s) AS d
      """
    Then the result should be, in order:
      | d                    |
      | '21:40:32.142'       |
      | '21:40:32.142'       |
      | '21:40:32'           |
      | '21:40:32'           |
      | '21:40'              |
      | '21:40'              |
      | '21:00'              |
      | '21:40:32.142456789' |
    And no side effects

  Scenario: Parse time
    Given an empty graph
    When executing query:
      """
      UNWIND ['21:40:32.142+0100','214032.142Z','21:40:32+01:00','214032-0100','21:40-01:30','2140-00:00','2140-02','22+18:00', '21:40', '21:40:32+02:05:07'] AS s
      RETURN time(s) AS d
      """
    Then the result should be, in order:
      | d                    |
      | '21:40:32.142+01:00' |
      | '21:40:32.142Z'      |
      | '21:40:32+01:00'     |
      | '21:40:32-01:00'     |
      | '21:40-01:30'        |
      | '21:40Z'             |
      | '21:40-02:00'        |
      | '22:00+18:00'        |
      | '21:40Z'             |
      | '21:40:32+02:05:07'  |
    And no side effects

  Scenario: Parse localdatetime
    Given an empty graph
    When executing query:
      """
      UNWIND ['2015-07-21T21:40:32.142','2015-W30-2T214032.142','2015-202T21:40:32','2015T214032','20150721T21:40','2015-W30T2140','2015202T21', '2015-07T21'] AS s
      RETURN localdatetime(s) AS d
      """
    Then the result should be, in order:
      | d                         |
      | '2015-07-21T21:40:32.142' |
      | '2015-07-21T21:40:32.142' |
      | '2015-07-21T21:40:32'     |
      | '2015-01-01T21:40:32'     |
      | '2015-07-21T21:40'        |
      | '2015-07-20T21:40'        |
      | '2015-07-21T21:00'        |
      | '2015-07-01T21:00'        |
    And no side effects

  Scenario: Parse datetime
    Given an empty graph
    When executing query:
      """
      UNWIND ['2015-07-21T21:40:32.142+0100','2015-W30-2T214032.142Z','2015-202T21:40:32+01:00','2015T214032-0100','20150721T21:40-01:30','2015-W30T2140-00:00','2015-W30T2140-02','2015202T21+18:00','2015-07-21T21:40:32.142[Europe/London]','2015-07-21T21:40:32.142-04[America/New_York]','2015-07-21T21:40:32.142845[Europe/London]','1818-07-21T21:40:32.142[Europe/Stockholm]','2015-07-21'] AS s
      RETURN datetime(s) AS d
      """
    Then the result should be, in order:
      | d                                                    |
      | '2015-07-21T21:40:32.142+01:00'                      |
      | '2015-07-21T21:40:32.142Z'                           |
      | '2015-07-21T21:40:32+01:00'                          |
      | '2015-01-01T21:40:32-01:00'                          |
      | '2015-07-21T21:40-01:30'                             |
      | '2015-07-20T21:40Z'                                  |
      | '2015-07-20T21:40-02:00'                             |
      | '2015-07-21T21:00+18:00'                             |
      | '2015-07-21T21:40:32.142+01:00[Europe/London]'       |
      | '2015-07-21T21:40:32.142-04:00[America/New_York]'    |
      | '2015-07-21T21:40:32.142845+01:00[Europe/London]'    |
      | '1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]' |
      | '2015-07-21T00:00Z'                                  |
    And no side effects

  Scenario: Parse duration
    Given an empty graph
    When executing query:
      """
      UNWIND ['P14DT16H12M','P5M1.5D','P0.75M','PT0.75M','P2.5W','P12Y5M14DT16H12M70S','P2012-02-02T14:37:21.545','P1Y','PT-1M','-P1D','PT0S','P1Y-2M','PT1.000000001S','PT-0.5S','P-1.5D'] AS s
      RETURN duration(s) AS d
      """
    Then the result should be, in order:
      | d                          |
      | 'P14DT16H12M'              |
      | 'P5M1DT12H'                |
      | 'P22DT19H51M49.5S'         |
      | 'PT45S'                    |
      | 'P17DT12H'                 |
      | 'P12Y5M14DT16H13M10S'      |
      | 'P2012Y2M2DT14H37M21.545S' |
      | 'P1Y'                      |
      | 'PT-1M'                    |
      | 'P-1D'                     |
      | 'PT0S'                     |
      | 'P10M'                     |
      | 'PT1.000000001S'           |
      | 'PT-0.5S'                  |
      | 'P-1DT-12H'                |
    And no side effects

  Scenario: Date selects
    Given an empty graph
    When executing query:
      """
      UNWIND [date({year: 1984, month: 11, day: 11}), localdatetime({year: 1984, month: 11, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123}), datetime({year: 1984, month: 11, day: 11, hour: 12, timezone: '+01:00'})] AS other
      RETURN date(other) AS a, date({date: other}) AS b, date({date: other, year: 28}) AS c, date({date: other, day: 28}) AS d, date({date: other, week: 1}) AS e, date({date: other, ordinalDay: 28}) AS f, date({date: other, quarter: 3}) AS g, date({date: other, month: 2, day: 28}) AS h, date({date: other, dayOfWeek: 3}) AS i, date({date: other, dayOfQuarter: 5}) AS j
      """
    Then the result should be, in any order:
      | a            | b            | c            | d            | e            | f            | g            | h            | i            | j            |
      | '1984-11-11' | '1984-11-11' | '0028-11-11' | '1984-11-28' | '1984-01-08' | '1984-01-28' | '1984-08-11' | '1984-02-28' | '1984-11-07' | '1984-10-05' |
      | '1984-11-11' | '1984-11-11' | '0028-11-11' | '1984-11-28' | '1984-01-08' | '1984-01-28' | '1984-08-11' | '1984-02-28' | '1984-11-07' | '1984-10-05' |
      | '1984-11-11' | '1984-11-11' | '0028-11-11' | '1984-11-28' | '1984-01-08' | '1984-01-28' | '1984-08-11' | '1984-02-28' | '1984-11-07' | '1984-10-05' |
    And no side effects

  Scenario: Localtime selects
    Given an empty graph
    When executing query:
      """
      UNWIND [localtime({hour: 12, minute: 31, second: 14, nanosecond: 645876123}), time({hour: 12, minute: 31, second: 14, microsecond: 645876, timezone: '+01:00'}), localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, minute: 31, second: 14, millisecond: 645}), datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: '+01:00'})] AS other
      RETURN localtime(other) AS a, localtime({time: other}) AS b, localtime({time: other, second: 42}) AS c
      """
    Then the result should be, in order:
      | a                    | b                    | c                    |
      | '12:31:14.645876123' | '12:31:14.645876123' | '12:31:42.645876123' |
      | '12:31:14.645876'    | '12:31:14.645876'    | '12:31:42.645876'    |
      | '12:31:14.645'       | '12:31:14.645'       | '12:31:42.645'       |
      | '12:00'              | '12:00'              | '12:00:42'           |
    And no side effects

  Scenario: Time selects
    Given an empty graph
    When executing query:
      """
      UNWIND [localtime({hour: 12, minute: 31, second: 14, nanosecond: 645876123}), time({hour: 12, minute: 31, second: 14, microsecond: 645876, timezone: '+01:00'}), localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, minute: 31, second: 14, millisecond: 645}), datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: 'Europe/Stockholm'})] AS other
      RETURN time(other) AS a, time({time: other}) AS b, time({time: other, timezone: '+05:00'}) AS c, time({time: other, second: 42}) AS d, time({time: other, second: 42, timezone: '+05:00'}) AS e
      """
    Then the result should be, in order:
      | a                       | b                       | c                          | d                       | e                          |
      | '12:31:14.645876123Z'   | '12:31:14.645876123Z'   | '12:31:14.645876123+05:00' | '12:31:42.645876123Z'   | '12:31:42.645876123+05:00' |
      | '12:31:14.645876+01:00' | '12:31:14.645876+01:00' | '16:31:14.645876+05:00'    | '12:31:42.645876+01:00' | '16:31:42.645876+05:00'    |
      | '12:31:14.645Z'         | '12:31:14.645Z'         | '12:31:14.645+05:00'       | '12:31:42.645Z'         | '12:31:42.645+05:00'       |
      | '12:00+01:00'           | '12:00+01:00'           | '16:00+05:00'              | '12:00:42+01:00'        | '16:00:42+05:00'           |
    And no side effects

  Scenario: Datetime from date and time
    Given an empty graph
    When executing query:
      """
      WITH date({year: 1984, month: 10, day: 11}) AS od
      UNWIND [localtime({hour: 12, minute: 31, second: 14, nanosecond: 645876123}), time({hour: 12, minute: 31, second: 14, microsecond: 645876, timezone: '+01:00'}), localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, minute: 31, second: 14, millisecond: 645}), datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: 'Europe/Stockholm'})] AS ot
      RETURN datetime({date: od, time: ot}) AS a, datetime({date: od, time: ot, timezone: '+05:00'}) AS b, datetime({date: od, time: ot, day: 28, second: 42}) AS c, datetime({date: od, time: ot, day: 28, second: 42, timezone: 'Pacific/Honolulu'}) AS d, localdatetime({date: od, time: ot}) AS e
      """
    Then the result should be, in order:
      | a                                          | b                                     | c                                             | d                                                       | e                               |
      | '1984-10-11T12:31:14.645876123Z'           | '1984-10-11T12:31:14.645876123+05:00' | '1984-10-28T12:31:42.645876123Z'              | '1984-10-28T12:31:42.645876123-10:00[Pacific/Honolulu]' | '1984-10-11T12:31:14.645876123' |
      | '1984-10-11T12:31:14.645876+01:00'         | '1984-10-11T16:31:14.645876+05:00'    | '1984-10-28T12:31:42.645876+01:00'            | '1984-10-28T01:31:42.645876-10:00[Pacific/Honolulu]'    | '1984-10-11T12:31:14.645876'    |
      | '1984-10-11T12:31:14.645Z'                 | '1984-10-11T12:31:14.645+05:00'       | '1984-10-28T12:31:42.645Z'                    | '1984-10-28T12:31:42.645-10:00[Pacific/Honolulu]'       | '1984-10-11T12:31:14.645'       |
      | '1984-10-11T12:00+01:00[Europe/Stockholm]' | '1984-10-11T16:00+05:00'              | '1984-10-28T12:00:42+01:00[Europe/Stockholm]' | '1984-10-28T01:00:42-10:00[Pacific/Honolulu]'           | '1984-10-11T12:00'              |
    And no side effects

  Scenario: Datetime from datetime
    Given an empty graph
    When executing query:
      """
      UNWIND [localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, minute: 31, second: 14, millisecond: 645}), datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: 'Europe/Stockholm'})] AS o
      RETURN datetime(o) AS a, datetime({datetime: o}) AS b, datetime({datetime: o, timezone: '+05:00'}) AS c, datetime({datetime: o, day: 28, second: 42}) AS d, datetime({datetime: o, day: 28, second: 42, timezone: 'Pacific/Honolulu'}) AS e, localdatetime(o) AS f, localdatetime({datetime: o, day: 28, second: 42}) AS g, date({date: o, day: 1}) AS h
      """
    Then the result should be, in order:
      | a                                          | b                                          | c                               | d                                             | e                                                 | f                         | g                         | h            |
      | '1984-03-07T12:31:14.645Z'                 | '1984-03-07T12:31:14.645Z'                 | '1984-03-07T12:31:14.645+05:00' | '1984-03-28T12:31:42.645Z'                    | '1984-03-28T12:31:42.645-10:00[Pacific/Honolulu]' | '1984-03-07T12:31:14.645' | '1984-03-28T12:31:42.645' | '1984-03-01' |
      | '1984-10-11T12:00+01:00[Europe/Stockholm]' | '1984-10-11T12:00+01:00[Europe/Stockholm]' | '1984-10-11T16:00+05:00'        | '1984-10-28T12:00:42+01:00[Europe/Stockholm]' | '1984-10-28T01:00:42-10:00[Pacific/Honolulu]'     | '1984-10-11T12:00'        | '1984-10-28T12:00:42'     | '1984-10-01' |
    And no side effects

  Scenario: Datetime time only
    Given an empty graph
    When executing query:
      """
      WITH datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: '+01:00'}) AS o
      RETURN datetime({year: 1984, month: 10, day: 11, time: o}) AS a, datetime({year: 1984, month: 10, day: 11, time: o, second: 42, timezone: '+05:00'}) AS b, localdatetime({year: 1984, month: 10, day: 11, time: o}) AS c, datetime({date: o, hour: 10, minute: 10, second: 10}) AS d, datetime({date: o, day: 28, hour: 10, minute: 10, second: 10, timezone: '+05:00'}) AS e
      """
    Then the result should be, in any order:
      | a                        | b                           | c                  | d                      | e                           |
      | '1984-10-11T12:00+01:00' | '1984-10-11T16:00:42+05:00' | '1984-10-11T12:00' | '1984-10-11T10:10:10Z' | '1984-10-28T10:10:10+05:00' |
    And no side effects

  Scenario: Ambiguous tz
    Given an empty graph
    When executing query:
      """
      WITH datetime('2017-10-28T23:00+02:00[Europe/Stockholm]') AS o
      RETURN datetime({datetime: o, day: 29, hour: 2, minute: 30}) AS a, o + duration({hours: 4}) AS b, o + duration({days: 1}) AS c, o + duration({hours: 3, minutes: 30}) AS d
      """
    Then the result should be, in any order:
      | a                                          | b                                          | c                                          | d                                          |
      | '2017-10-29T02:30+02:00[Europe/Stockholm]' | '2017-10-29T02:00+01:00[Europe/Stockholm]' | '2017-10-29T23:00+01:00[Europe/Stockholm]' | '2017-10-29T02:30+02:00[Europe/Stockholm]' |
    And no side effects

  Scenario: Store
    Given an empty graph
    When executing query:
      """
      CREATE (n {a: [date({year: 1984, month: 10, day: 12}), date({year: 1984})], b: datetime({year: 1912, timezone: '+01:00'}), c: [localtime({hour: 12}), localtime({hour: 13})], d: [duration({seconds: 12})], e: [time({hour: 1, timezone: '+01:00'})], f: [localdatetime({year: 1912})], g: [datetime({year: 1912})]})
      WITH n
      MATCH (n)
      RETURN n.a, n.b, n.c, n.d, n.e, n.f, n.g
      """
    Then the result should be, in any order:
      | n.a                          | n.b                      | n.c               | n.d       | n.e             | n.f                  | n.g                   |
      | ['1984-10-12', '1984-01-01'] | '1912-01-01T00:00+01:00' | ['12:00','13:00'] | ['PT12S'] | ['01:00+01:00'] | ['1912-01-01T00:00'] | ['1912-01-01T00:00Z'] |
    And the side effects should be:
      | +nodes      | 1 |
      | +properties | 7 |

  Scenario: Date comps
    Given an empty graph
    When executing query:
      """
      WITH date('1984-10-11') AS d
      RETURN d.year, d.quarter, d.month, d.week, d.weekYear, d.day, d.ordinalDay, d.weekDay, d.dayOfQuarter, date('1984-01-01').weekYear AS wy, date('1984-01-01').week AS w, date('1984-01-01').weekDay AS wd, date('1984-01-01').dayOfQuarter AS dq
      """
    Then the result should be, in any order:
      | d.year | d.quarter | d.month | d.week | d.weekYear | d.day | d.ordinalDay | d.weekDay | d.dayOfQuarter | wy   | w  | wd | dq |
      | 1984   | 4         | 10      | 41     | 1984       | 11    | 285          | 4         | 11             | 1983 | 52 | 7  | 1  |
    And no side effects

  Scenario: Time comps
    Given an empty graph
    When executing query:
      """
      WITH time({hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+01:00'}) AS d
      RETURN d.hour, d.minute, d.second, d.millisecond, d.microsecond, d.nanosecond, d.timezone, d.offset, d.offsetMinutes, d.offsetSeconds
      """
    Then the result should be, in any order:
      | d.hour | d.minute | d.second | d.millisecond | d.microsecond | d.nanosecond | d.timezone | d.offset | d.offsetMinutes | d.offsetSeconds |
      | 12     | 31       | 14       | 645           | 645876        | 645876123    | '+01:00'   | '+01:00' | 60              | 3600            |
    And no side effects

  Scenario: Datetime comps
    Given an empty graph
    When executing query:
      """
      WITH datetime({year: 1984, month: 11, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: 'Europe/Stockholm'}) AS d
      RETURN d.year, d.quarter, d.month, d.week, d.weekYear, d.day, d.ordinalDay, d.weekDay, d.dayOfQuarter, d.hour, d.nanosecond, d.timezone, d.offset, d.offsetMinutes, d.offsetSeconds, d.epochSeconds, d.epochMillis
      """
    Then the result should be, in any order:
      | d.year | d.quarter | d.month | d.week | d.weekYear | d.day | d.ordinalDay | d.weekDay | d.dayOfQuarter | d.hour | d.nanosecond | d.timezone         | d.offset | d.offsetMinutes | d.offsetSeconds | d.epochSeconds | d.epochMillis |
      | 1984   | 4         | 11      | 45     | 1984       | 11    | 316          | 7         | 42             | 12     | 645876123    | 'Europe/Stockholm' | '+01:00' | 60              | 3600            | 469020674      | 469020674645  |
    And no side effects

  Scenario: Dur comps
    Given an empty graph
    When executing query:
      """
      WITH duration({years: 1, months: 4, days: 10, hours: 1, minutes: 1, seconds: 1, nanoseconds: 111111111}) AS d
      RETURN d.years, d.quarters, d.months, d.weeks, d.days, d.hours, d.minutes, d.seconds, d.milliseconds, d.microseconds, d.nanoseconds, d.quartersOfYear, d.monthsOfQuarter, d.monthsOfYear, d.daysOfWeek, d.minutesOfHour, d.secondsOfMinute, d.millisecondsOfSecond, d.microsecondsOfSecond, d.nanosecondsOfSecond
      """
    Then the result should be, in any order:
      | d.years | d.quarters | d.months | d.weeks | d.days | d.hours | d.minutes | d.seconds | d.milliseconds | d.microseconds | d.nanoseconds | d.quartersOfYear | d.monthsOfQuarter | d.monthsOfYear | d.daysOfWeek | d.minutesOfHour | d.secondsOfMinute | d.millisecondsOfSecond | d.microsecondsOfSecond | d.nanosecondsOfSecond |
      | 1       | 5          | 16       | 1       | 10     | 1       | 61        | 3661      | 3661111        | 3661111111     | 3661111111111 | 1                | 1                 | 4              | 3            | 1               | 1                 | 111                    | 111111                 | 111111111             |
    And no side effects

  Scenario: Tostring roundtrip
    Given an empty graph
    When executing query:
      """
      UNWIND [date({year: 1984, month: 10, day: 11}), localtime({hour: 12, minute: 31, second: 14, nanosecond: 645876123}), time({hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+01:00'}), localdatetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123}), datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+01:00'}), datetime({year: 2017, month: 8, day: 8, hour: 12, minute: 31, timezone: 'Europe/Stockholm'})] AS d
      RETURN toString(d) AS ts
      """
    Then the result should be, in order:
      | ts                                         |
      | '1984-10-11'                               |
      | '12:31:14.645876123'                       |
      | '12:31:14.645876123+01:00'                 |
      | '1984-10-11T12:31:14.645876123'            |
      | '1984-10-11T12:31:14.645876123+01:00'      |
      | '2017-08-08T12:31+02:00[Europe/Stockholm]' |
    And no side effects

  Scenario: Round
    Given an empty graph
    When executing query:
      """
      UNWIND [duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}), duration({days: 1, milliseconds: -1}), duration({seconds: -60, milliseconds: -1}), duration({years: 12, months: 5, days: -14, hours: 16})] AS d
      RETURN toString(d) AS ts, duration(toString(d)) = d AS b
      """
    Then the result should be, in order:
      | ts                              | b    |
      | 'P12Y5M14DT16H13M10.000000001S' | true |
      | 'P1DT-0.001S'                   | true |
      | 'PT-1M-0.001S'                  | true |
      | 'P12Y5M-14DT16H'                | true |
    And no side effects

  Scenario: Compare
    Given an empty graph
    When executing query:
      """
      WITH duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70}) AS x
      RETURN x > x AS a, x < x AS b, x = x AS c, x >= duration({days: 1}) AS d, x = duration({years: 12, months: 5, days: 14, hours: 16, minutes: 13, seconds: 10}) AS e, duration({days: 1}) = duration({hours: 24}) AS f, date('1984-10-11') < datetime('1984-10-12T00:00Z') AS g, date('1984-10-11') = localdatetime('1984-10-11T00:00') AS h, time('10:00+01:00') > time('09:30Z') AS i, time('10:00+01:00') = time('09:00Z') AS j, datetime('2000-01-01T10:00+01:00') = datetime('2000-01-01T09:00Z') AS k, datetime('2000-01-01T10:00+01:00') >= datetime('2000-01-01T09:00Z') AS l
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    | e    | f     | g    | h     | i     | j     | k     | l    |
      | null | null | true | null | true | false | null | false | false | false | false | true |
    And no side effects

  Scenario: Date + dur
    Given an empty graph
    When executing query:
      """
      WITH date({year: 1984, month: 10, day: 11}) AS x
      UNWIND [duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2}), duration({months: 1, days: -14, hours: 16, minutes: -12, seconds: 70}), duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})] AS d
      RETURN x + d AS s, x - d AS m, d + x AS t
      """
    Then the result should be, in order:
      | s            | m            | t            |
      | '1997-03-25' | '1972-04-27' | '1997-03-25' |
      | '1984-10-28' | '1984-09-25' | '1984-10-28' |
      | '1997-10-11' | '1971-10-12' | '1997-10-11' |
    And no side effects

  Scenario: Localtime + dur
    Given an empty graph
    When executing query:
      """
      WITH localtime({hour: 12, minute: 31, second: 14, nanosecond: 1}) AS x
      UNWIND [duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2}), duration({months: 1, days: -14, hours: 16, minutes: -12, seconds: 70}), duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})] AS d
      RETURN x + d AS s, x - d AS m
      """
    Then the result should be, in order:
      | s                    | m                    |
      | '04:44:24.000000003' | '20:18:03.999999999' |
      | '04:20:24.000000001' | '20:42:04.000000001' |
      | '22:29:27.500000004' | '02:33:00.499999998' |
    And no side effects

  Scenario: Time + dur
    Given an empty graph
    When executing query:
      """
      WITH time({hour: 12, minute: 31, second: 14, nanosecond: 1, timezone: '+01:00'}) AS x
      UNWIND [duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2}), duration({months: 1, days: -14, hours: 16, minutes: -12, seconds: 70})] AS d
      RETURN x + d AS s, x - d AS m
      """
    Then the result should be, in order:
      | s                          | m                          |
      | '04:44:24.000000003+01:00' | '20:18:03.999999999+01:00' |
      | '04:20:24.000000001+01:00' | '20:42:04.000000001+01:00' |
    And no side effects

  Scenario: Ldt + dur
    Given an empty graph
    When executing query:
      """
      WITH localdatetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 1}) AS x
      UNWIND [duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2}), duration({months: 1, days: -14, hours: 16, minutes: -12, seconds: 70}), duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})] AS d
      RETURN x + d AS s, x - d AS m
      """
    Then the result should be, in order:
      | s                               | m                               |
      | '1997-03-26T04:44:24.000000003' | '1972-04-26T20:18:03.999999999' |
      | '1984-10-29T04:20:24.000000001' | '1984-09-24T20:42:04.000000001' |
      | '1997-10-11T22:29:27.500000004' | '1971-10-12T02:33:00.499999998' |
    And no side effects

  Scenario: Dur dur
    Given an empty graph
    When executing query:
      """
      WITH duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}) AS x, duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3}) AS y, duration({months: 1, days: -14, hours: 16, minutes: -12, seconds: 70}) AS z
      RETURN x + x AS a, x - x AS b, x + z AS c, x - z AS d, x + y AS e, x - y AS f, y - x AS g
      """
    Then the result should be, in any order:
      | a                                | b      | c                           | d                           | e                               | f                                | g                           |
      | 'P24Y10M28DT32H26M20.000000002S' | 'PT0S' | 'P12Y6MT32H2M20.000000001S' | 'P12Y4M28DT24M0.000000001S' | 'P25Y4M43DT50H11M23.500000004S' | 'P-6M-15DT-17H-45M-3.500000002S' | 'P6M15DT17H45M3.500000002S' |
    And no side effects

  Scenario: Mul div
    Given an empty graph
    When executing query:
      """
      WITH duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}) AS x
      RETURN x * 1 AS a, x * 2 AS b, x * 0.5 AS c, x / 2 AS d, x / 0.5 AS e, 2 * x AS f, x * 3 AS g
      """
    Then the result should be, in any order:
      | a                               | b                                | c                   | d                   | e                                | f                                | g                               |
      | 'P12Y5M14DT16H13M10.000000001S' | 'P24Y10M28DT32H26M20.000000002S' | 'P6Y2M22DT13H21M8S' | 'P6Y2M22DT13H21M8S' | 'P24Y10M28DT32H26M20.000000002S' | 'P24Y10M28DT32H26M20.000000002S' | 'P37Y3M42DT48H39M30.000000003S' |
    And no side effects

  Scenario: Truncate date
    Given an empty graph
    When executing query:
      """
      WITH datetime({year: 2017, month: 11, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+03:00'}) AS o
      RETURN date.truncate('millennium', o) AS a, date.truncate('century', o) AS b, date.truncate('decade', o) AS c, date.truncate('year', o, {day: 2}) AS d, date.truncate('weekYear', o, {day: 5}) AS e, date.truncate('quarter', o) AS f, date.truncate('month', o, {day: 2}) AS g, date.truncate('week', o, {dayOfWeek: 2}) AS h, date.truncate('day', o) AS i
      """
    Then the result should be, in any order:
      | a            | b            | c            | d            | e            | f            | g            | h            | i            |
      | '2000-01-01' | '2000-01-01' | '2010-01-01' | '2017-01-02' | '2017-01-05' | '2017-10-01' | '2017-11-02' | '2017-11-07' | '2017-11-11' |
    And no side effects

  Scenario: Truncate datetime
    Given an empty graph
    When executing query:
      """
      WITH datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+01:00'}) AS o
      RETURN datetime.truncate('millennium', o, {day: 2}) AS a, datetime.truncate('weekYear', o, {timezone: 'Europe/Stockholm'}) AS b, datetime.truncate('hour', o, {nanosecond: 2}) AS c, datetime.truncate('millisecond', o, {nanosecond: 2}) AS d, datetime.truncate('microsecond', o, {nanosecond: 2}) AS e, datetime.truncate('second', o) AS f, datetime.truncate('day', date({year: 1984, month: 10, day: 11}), {timezone: 'Europe/Stockholm'}) AS g, datetime.truncate('week', localdatetime('1984-10-11T12:31:14.645876123'), {dayOfWeek: 2, timezone: '-05:00'}) AS h
      """
    Then the result should be, in any order:
      | a                        | b                                          | c                                     | d                                     | e                                     | f                           | g                                          | h                        |
      | '1000-01-02T00:00+01:00' | '1984-01-02T00:00+01:00[Europe/Stockholm]' | '1984-10-11T12:00:00.000000002+01:00' | '1984-10-11T12:31:14.645000002+01:00' | '1984-10-11T12:31:14.645876002+01:00' | '1984-10-11T12:31:14+01:00' | '1984-10-11T00:00+01:00[Europe/Stockholm]' | '1984-10-09T00:00-05:00' |
    And no side effects

  Scenario: WeekYear edges
    Given an empty graph
    When executing query:
      """
      RETURN date.truncate('weekYear', date({year: 1984, month: 1, day: 1})) AS a, localdatetime.truncate('weekYear', date({year: 1984, month: 1, day: 1})) AS b, date.truncate('weekYear', date('2016-01-02'), {day: 5}) AS c, date.truncate('week', date('1984-01-01')) AS d
      """
    Then the result should be, in any order:
      | a            | b                  | c            | d            |
      | '1983-01-03' | '1983-01-03T00:00' | '2014-12-05' | '1983-12-26' |
    And no side effects

  Scenario: Time truncation
    Given an empty graph
    When executing query:
      """
      WITH time({hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '-01:00'}) AS o
      RETURN localtime.truncate('day', o, {nanosecond: 2}) AS a, localtime.truncate('hour', o) AS b, time.truncate('minute', o, {nanosecond: 2}) AS c, time.truncate('millisecond', o, {nanosecond: 2}) AS d, time.truncate('day', o, {timezone: '+01:00'}) AS e, time.truncate('hour', localtime('12:31:14'), {timezone: '+01:00'}) AS f
      """
    Then the result should be, in any order:
      | a                    | b       | c                          | d                          | e             | f             |
      | '00:00:00.000000002' | '12:00' | '12:31:00.000000002-01:00' | '12:31:14.645000002-01:00' | '00:00+01:00' | '12:00+01:00' |
    And no side effects

  Scenario: Between
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(date('1984-10-11'), date('2015-06-24')) AS a, duration.between(date('1984-10-11'), localdatetime('2016-07-21T21:45:22.142')) AS b, duration.between(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100')) AS c, duration.between(localtime('14:30'), date('2015-06-24')) AS d, duration.between(localtime('14:30'), localtime('16:30')) AS e, duration.between(localtime('14:30'), time('16:30+0100')) AS f, duration.between(time('14:30'), localdatetime('2016-07-21T21:45:22.142')) AS g, duration.between(date('2015-06-24'), localtime('14:30')) AS h, duration.between(datetime('2014-07-21T21:40:36.143+0200'), date('2015-06-24')) AS i
      """
    Then the result should be, in any order:
      | a           | b                         | c                         | d            | e      | f      | g                | h          | i                     |
      | 'P30Y8M13D' | 'P31Y9M10DT21H45M22.142S' | 'P30Y9M10DT21H40M32.142S' | 'PT-14H-30M' | 'PT2H' | 'PT2H' | 'PT7H15M22.142S' | 'PT14H30M' | 'P11M2DT2H19M23.857S' |
    And no side effects

  Scenario: Null
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(null, null) AS a, duration.inDays(date('2000-01-01'), null) AS b, date(null) AS c, duration(null) AS d, datetime.truncate('day', null) AS e
      """
    Then the result should be, in any order:
      | a    | b    | c    | d    | e    |
      | null | null | null | null | null |
    And no side effects

  Scenario: Large
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(date('-999999999-01-01'), date('+999999999-12-31')) AS a, duration.inSeconds(localdatetime('-999999999-01-01'), localdatetime('+999999999-12-31T23:59:59')) AS b
      """
    Then the result should be, in any order:
      | a                    | b                         |
      | 'P1999999998Y11M30D' | 'PT17531639991215H59M59S' |
    And no side effects

  Scenario: Dst
    Given an empty graph
    When executing query:
      """
      RETURN duration.inSeconds(datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}), datetime({year: 2017, month: 10, day: 29, hour: 4, timezone: 'Europe/Stockholm'})) AS a, duration.inSeconds(datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}), localdatetime({year: 2017, month: 10, day: 29, hour: 4})) AS b, duration.inSeconds(date({year: 2017, month: 10, day: 29}), datetime({year: 2017, month: 10, day: 29, hour: 4, timezone: 'Europe/Stockholm'})) AS c, duration.inSeconds(datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}), localtime({hour: 4})) AS d, duration.inSeconds(datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}), date({year: 2017, month: 10, day: 30})) AS e, duration.between(datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}), datetime({year: 2017, month: 10, day: 29, hour: 4, timezone: 'Europe/Stockholm'})) AS f
      """
    Then the result should be, in any order:
      | a      | b      | c      | d      | e       | f      |
      | 'PT5H' | 'PT5H' | 'PT5H' | 'PT5H' | 'PT25H' | 'PT5H' |
    And no side effects

  Scenario: Statement time
    Given an empty graph
    When executing query:
      """
      RETURN duration.inSeconds(localtime(), localtime()) AS a, duration.inSeconds(time(), time()) AS b, duration.inSeconds(date(), date()) AS c, duration.inSeconds(localdatetime(), localdatetime()) AS d, duration.inSeconds(datetime(), datetime()) AS e, duration.between(datetime.transaction(), datetime.transaction()) AS f, datetime.statement('UTC').timezone AS g, date.realtime() = date.realtime() AS h
      """
    Then the result should be, in any order:
      | a      | b      | c      | d      | e      | f      | g     | h    |
      | 'PT0S' | 'PT0S' | 'PT0S' | 'PT0S' | 'PT0S' | 'PT0S' | 'UTC' | true |
    And no side effects

  Scenario: T misc extremes
    Given an empty graph
    When executing query:
      """
      RETURN date({year: -999999999}) AS a, date({year: 999999999, month: 12, day: 31}) AS b, date({year: 0}) AS c, date({year: 10000}) AS d, date({year: -1}) AS e, localdatetime('-0005-01-01') AS f
      """
    Then the result should be, in any order:
      | a                  | b                  | c            | d              | e             | f                   |
      | '-999999999-01-01' | '+999999999-12-31' | '0000-01-01' | '+10000-01-01' | '-0001-01-01' | '-0005-01-01T00:00' |
    And no side effects
