Feature: Durations between, and dates and times from others

  Scenario: RETURN duration.between(date('1984-10-11'), date('2015-06-24')) AS a, duration.between(date(...
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(date('1984-10-11'), date('2015-06-24')) AS a, duration.between(date('1984-10-11'), localdatetime('2016-07-21T21:45:22.142')) AS b, duration.between(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100')) AS c, duration.between(date('1984-10-11'), localtime('16:30')) AS d, duration.between(date('1984-10-11'), time('16:30+0100')) AS e
      """
    Then the result should be, in any order:
      | a           | b                         | c                         | d          | e          |
      | 'P30Y8M13D' | 'P31Y9M10DT21H45M22.142S' | 'P30Y9M10DT21H40M32.142S' | 'PT16H30M' | 'PT16H30M' |
    And no side effects

  Scenario: RETURN duration.between(localtime('14:30'), date('2015-06-24')) AS a, duration.between(local...
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(localtime('14:30'), date('2015-06-24')) AS a, duration.between(localtime('14:30'), localdatetime('2016-07-21T21:45:22.142')) AS b, duration.between(localtime('14:30'), datetime('2015-07-21T21:40:32.142+0100')) AS c, duration.between(localtime('14:30'), localtime('16:30')) AS d, duration.between(localtime('14:30'), time('16:30+0100')) AS e
      """
    Then the result should be, in any order:
      | a            | b                | c                | d      | e      |
      | 'PT-14H-30M' | 'PT7H15M22.142S' | 'PT7H10M32.142S' | 'PT2H' | 'PT2H' |
    And no side effects

  Scenario: RETURN duration.between(time('14:30'), date('2015-06-24')) AS a, duration.between(time('14:3...
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(time('14:30'), date('2015-06-24')) AS a, duration.between(time('14:30'), localdatetime('2016-07-21T21:45:22.142')) AS b, duration.between(time('14:30'), datetime('2015-07-21T21:40:32.142+0100')) AS c, duration.between(time('14:30'), localtime('16:30')) AS d, duration.between(time('14:30'), time('16:30+0100')) AS e
      """
    Then the result should be, in any order:
      | a            | b                | c                | d      | e      |
      | 'PT-14H-30M' | 'PT7H15M22.142S' | 'PT6H10M32.142S' | 'PT2H' | 'PT1H' |
    And no side effects

  Scenario: RETURN duration.between(localdatetime('2015-07-21T21:40:32.142'), date('2015-06-24')) AS a, ...
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(localdatetime('2015-07-21T21:40:32.142'), date('2015-06-24')) AS a, duration.between(localdatetime('2015-07-21T21:40:32.142'), localdatetime('2016-07-21T21:45:22.142')) AS b, duration.between(localdatetime('2014-07-21T21:40:36.143'), datetime('2015-07-21T21:40:32.142+0100')) AS c, duration.between(localdatetime('2015-07-21T21:40:32.142'), localtime('16:30')) AS d, duration.between(localdatetime('2015-07-21T21:40:32.142'), time('16:30+0100')) AS e
      """
    Then the result should be, in any order:
      | a                        | b           | c                       | d                   | e                   |
      | 'P-27DT-21H-40M-32.142S' | 'P1YT4M50S' | 'P11M29DT23H59M55.999S' | 'PT-5H-10M-32.142S' | 'PT-5H-10M-32.142S' |
    And no side effects

  Scenario: RETURN duration.between(datetime('2014-07-21T21:40:36.143+0200'), date('2015-06-24')) AS a, ...
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(datetime('2014-07-21T21:40:36.143+0200'), date('2015-06-24')) AS a, duration.between(datetime('2014-07-21T21:40:36.143+0200'), localdatetime('2016-07-21T21:45:22.142')) AS b, duration.between(datetime('2014-07-21T21:40:36.143+0200'), datetime('2015-07-21T21:40:32.142+0100')) AS c, duration.between(datetime('2014-07-21T21:40:36.143+0200'), localtime('16:30')) AS d, duration.between(datetime('2014-07-21T21:40:36.143+0200'), time('16:30+0100')) AS e
      """
    Then the result should be, in any order:
      | a                     | b               | c                | d                   | e                   |
      | 'P11M2DT2H19M23.857S' | 'P2YT4M45.999S' | 'P1YT59M55.999S' | 'PT-5H-10M-36.143S' | 'PT-4H-10M-36.143S' |
    And no side effects

  Scenario: WITH datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}) AS z,...
    Given an empty graph
    When executing query:
      """
      WITH datetime({year: 2017, month: 10, day: 29, hour: 0, timezone: 'Europe/Stockholm'}) AS z, datetime({year: 2017, month: 10, day: 29, hour: 4, timezone: 'Europe/Stockholm'}) AS z4, localdatetime({year: 2017, month: 10, day: 29, hour: 4}) AS l4, localdatetime({year: 2017, month: 10, day: 29, hour: 0}) AS l0, localtime({hour: 4}) AS t4, localtime({hour: 0}) AS t0, date({year: 2017, month: 10, day: 29}) AS d, date({year: 2017, month: 10, day: 30}) AS d30 RETURN duration.inSeconds(z, l4) AS a, duration.inSeconds(z, t4) AS b, duration.inSeconds(l0, z4) AS c, duration.inSeconds(t0, z4) AS e, duration.inSeconds(d, z4) AS f, duration.inSeconds(z, d30) AS g
      """
    Then the result should be, in any order:
      | a      | b      | c      | e      | f      | g       |
      | 'PT5H' | 'PT5H' | 'PT5H' | 'PT5H' | 'PT5H' | 'PT25H' |
    And no side effects

  Scenario: RETURN duration.between(date('-999999999-01-01'), date('+999999999-12-31')) AS a, duration.i...
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(date('-999999999-01-01'), date('+999999999-12-31')) AS a, duration.inSeconds(localdatetime('-999999999-01-01'), localdatetime('+999999999-12-31T23:59:59')) AS b
      """
    Then the result should be, in any order:
      | a                    | b                         |
      | 'P1999999998Y11M30D' | 'PT17531639991215H59M59S' |
    And no side effects

  Scenario: RETURN duration.inMonths(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100')) AS a,...
    Given an empty graph
    When executing query:
      """
      RETURN duration.inMonths(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100')) AS a, duration.inMonths(localtime('14:30'), time('16:30+0100')) AS b, duration.inMonths(localdatetime('2015-07-21T21:40:32.142'), date('2015-06-24')) AS c, duration.inMonths(datetime('2014-07-21T21:40:36.143+0200'), localdatetime('2016-07-21T21:45:22.142')) AS d, duration.inMonths(date('2018-07-21'), datetime('2016-07-21T21:40:32.142+0100')) AS e
      """
    Then the result should be, in any order:
      | a        | b      | c      | d     | e          |
      | 'P30Y9M' | 'PT0S' | 'PT0S' | 'P2Y' | 'P-1Y-11M' |
    And no side effects

  Scenario: RETURN duration.inDays(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100')) AS a, d...
    Given an empty graph
    When executing query:
      """
      RETURN duration.inDays(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100')) AS a, duration.inDays(localtime('14:30'), time('16:30+0100')) AS b, duration.inDays(localdatetime('2015-07-21T21:40:32.142'), date('2015-06-24')) AS c, duration.inDays(datetime('2014-07-21T21:40:36.143+0200'), localdatetime('2016-07-21T21:45:22.142')) AS d, duration.inDays(date('1984-10-11'), localdatetime('2016-07-21T21:45:22.142')) AS e
      """
    Then the result should be, in any order:
      | a         | b      | c       | d       | e         |
      | 'P11240D' | 'PT0S' | 'P-27D' | 'P731D' | 'P11606D' |
    And no side effects

  Scenario: RETURN duration.inSeconds(date('1984-10-11'), date('2015-06-24')) AS a, duration.inSeconds(d...
    Given an empty graph
    When executing query:
      """
      RETURN duration.inSeconds(date('1984-10-11'), date('2015-06-24')) AS a, duration.inSeconds(date('1984-10-11'), localtime('16:30')) AS b, duration.inSeconds(localdatetime('2014-07-21T21:40:36.143'), datetime('2015-07-21T21:40:32.142+0100')) AS c, duration.inSeconds(datetime('2014-07-21T21:40:36.143+0200'), time('16:30+0100')) AS d, duration.inSeconds(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100')) AS e, duration.inSeconds(datetime('2014-07-21T21:40:36.143+0200'), date('2015-06-24')) AS f
      """
    Then the result should be, in any order:
      | a           | b          | c                   | d                   | e                     | f                   |
      | 'PT269112H' | 'PT16H30M' | 'PT8759H59M55.999S' | 'PT-4H-10M-36.143S' | 'PT269781H40M32.142S' | 'PT8090H19M23.857S' |
    And no side effects

  Scenario: RETURN duration.inSeconds(localdatetime('2014-07-21T21:40:36.143'), localdatetime('2014-07-2...
    Given an empty graph
    When executing query:
      """
      RETURN duration.inSeconds(localdatetime('2014-07-21T21:40:36.143'), localdatetime('2014-07-21T21:40:36.142')) AS d, duration.inSeconds(localdatetime('2014-07-21T21:40:36.142'), localdatetime('2014-07-21T21:40:36.143')) AS e, duration.inSeconds(datetime('2014-07-21T21:40:36.143+0200'), datetime('2014-07-21T21:40:36.143+0100')) as f
      """
    Then the result should be, in any order:
      | d           | e          | f      |
      | 'PT-0.001S' | 'PT0.001S' | 'PT1H' |
    And no side effects

  Scenario: RETURN duration.between(date('2018-03-31'), date('2018-02-28')) AS a, duration.between(date(...
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(date('2018-03-31'), date('2018-02-28')) AS a, duration.between(date('2018-01-31'), date('2018-02-28')) AS b, duration.between(localdatetime('2018-01-01T12:00'), localdatetime('2018-01-02T10:00')) AS c, duration.between(localdatetime('2018-01-02T10:00'), localdatetime('2018-01-01T12:00')) AS d, duration.between(localdatetime('2018-01-01T10:00:00.2'), localdatetime('2018-01-02T10:00:00.1')) AS e, duration.between(localdatetime('2018-01-02T10:00:00.1'), localdatetime('2018-01-01T10:00:00.2')) AS f, duration.between(date('2018-01-02'), localdatetime('2018-01-01T10:00:00.2')) AS g
      """
    Then the result should be, in any order:
      | a      | b      | c       | d        | e               | f                  | g                  |
      | 'P-1M' | 'P28D' | 'PT22H' | 'PT-22H' | 'PT23H59M59.9S' | 'PT-23H-59M-59.9S' | 'PT-13H-59M-59.8S' |
    And no side effects

  Scenario: RETURN duration.between(datetime('2017-10-28T23:00+02:00[Europe/Stockholm]'), datetime('2017...
    Given an empty graph
    When executing query:
      """
      RETURN duration.between(datetime('2017-10-28T23:00+02:00[Europe/Stockholm]'), datetime('2017-10-29T04:00+01:00[Europe/Stockholm]')) AS a, duration.between(datetime('2017-10-28T23:00[Europe/Stockholm]'), datetime('2017-10-30T04:00[Europe/Stockholm]')) AS b
      """
    Then the result should be, in any order:
      | a      | b        |
      | 'PT6H' | 'P1DT5H' |
    And no side effects

  Scenario: RETURN duration('P14DT16H12M') AS a, duration('P5M1.5D') AS b, duration('P0.75M') AS c, dura...
    Given an empty graph
    When executing query:
      """
      RETURN duration('P14DT16H12M') AS a, duration('P5M1.5D') AS b, duration('P0.75M') AS c, duration('PT0.75M') AS d, duration('P2.5W') AS e, duration('P12Y5M14DT16H12M70S') AS f, duration('P2012-02-02T14:37:21.545') AS g, duration('-P1D') AS h, duration('P-1DT-0.5S') AS i, duration('PT-0.001S') AS j, duration('P1Y2M3W4DT5H6M7.891S') AS k, duration('P20120202T143721.545') AS l
      """
    Then the result should be, in any order:
      | a             | b           | c                  | d       | e          | f                     | g                          | h      | i            | j           | k                     | l                          |
      | 'P14DT16H12M' | 'P5M1DT12H' | 'P22DT19H51M49.5S' | 'PT45S' | 'P17DT12H' | 'P12Y5M14DT16H13M10S' | 'P2012Y2M2DT14H37M21.545S' | 'P-1D' | 'P-1DT-0.5S' | 'PT-0.001S' | 'P1Y2M25DT5H6M7.891S' | 'P2012Y2M2DT14H37M21.545S' |
    And no side effects

  Scenario: RETURN duration({days: 14, hours: 16, minutes: 12}) AS a, duration({months: 5, days: 1.5}) A...
    Given an empty graph
    When executing query:
      """
      RETURN duration({days: 14, hours: 16, minutes: 12}) AS a, duration({months: 5, days: 1.5}) AS b, duration({months: 0.75}) AS c, duration({weeks: 2.5}) AS d, duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70}) AS e, duration({days: 14, seconds: 70, milliseconds: 1}) AS f, duration({days: 14, seconds: 70, microseconds: 1}) AS g, duration({days: 14, seconds: 70, nanoseconds: 1}) AS h, duration({seconds: 1, milliseconds: -1}) AS i, duration({seconds: -2, milliseconds: 1}) AS j, duration({days: 1, seconds: -1}) AS k, duration({minutes: 1.5, seconds: 1}) AS l, duration({seconds: -1, milliseconds: -1}) AS m, duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3}) AS n
      """
    Then the result should be, in any order:
      | a             | b           | c                  | d          | e                     | f                | g                   | h                      | i          | j           | k         | l         | m           | n                                |
      | 'P14DT16H12M' | 'P5M1DT12H' | 'P22DT19H51M49.5S' | 'P17DT12H' | 'P12Y5M14DT16H13M10S' | 'P14DT1M10.001S' | 'P14DT1M10.000001S' | 'P14DT1M10.000000001S' | 'PT0.999S' | 'PT-1.999S' | 'P1DT-1S' | 'PT1M31S' | 'PT-1.001S' | 'P12Y11M29DT33H58M13.500000003S' |
    And no side effects

  Scenario: WITH duration({years: 1, months: 4, days: 10, hours: 1, minutes: 1, seconds: 1, nanoseconds:...
    Given an empty graph
    When executing query:
      """
      WITH duration({years: 1, months: 4, days: 10, hours: 1, minutes: 1, seconds: 1, nanoseconds: 111111111}) AS d RETURN d.years, d.quarters, d.months, d.weeks, d.days, d.hours, d.minutes, d.seconds, d.milliseconds, d.microseconds, d.nanoseconds, d.quartersOfYear, d.monthsOfQuarter, d.monthsOfYear, d.daysOfWeek, d.minutesOfHour, d.secondsOfMinute, d.millisecondsOfSecond, d.microsecondsOfSecond, d.nanosecondsOfSecond
      """
    Then the result should be, in any order:
      | d.years | d.quarters | d.months | d.weeks | d.days | d.hours | d.minutes | d.seconds | d.milliseconds | d.microseconds | d.nanoseconds | d.quartersOfYear | d.monthsOfQuarter | d.monthsOfYear | d.daysOfWeek | d.minutesOfHour | d.secondsOfMinute | d.millisecondsOfSecond | d.microsecondsOfSecond | d.nanosecondsOfSecond |
      | 1       | 5          | 16       | 1       | 10     | 1       | 61        | 3661      | 3661111        | 3661111111     | 3661111111111 | 1                | 1                 | 4              | 3            | 1               | 1                 | 111                    | 111111                 | 111111111             |
    And no side effects

  Scenario: WITH duration({years: -1, months: 4, days: -10, hours: -1, minutes: -1, seconds: -1, nanosec...
    Given an empty graph
    When executing query:
      """
      WITH duration({years: -1, months: 4, days: -10, hours: -1, minutes: -1, seconds: -1, nanoseconds: -111111111}) AS d RETURN d.years, d.quarters, d.months, d.weeks, d.days, d.hours, d.minutes, d.seconds, d.milliseconds, d.microseconds, d.nanoseconds, d.quartersOfYear, d.monthsOfQuarter, d.monthsOfYear, d.daysOfWeek, d.minutesOfHour, d.secondsOfMinute, d.millisecondsOfSecond, d.microsecondsOfSecond, d.nanosecondsOfSecond
      """
    Then the result should be, in any order:
      | d.years | d.quarters | d.months | d.weeks | d.days | d.hours | d.minutes | d.seconds | d.milliseconds | d.microseconds | d.nanoseconds  | d.quartersOfYear | d.monthsOfQuarter | d.monthsOfYear | d.daysOfWeek | d.minutesOfHour | d.secondsOfMinute | d.millisecondsOfSecond | d.microsecondsOfSecond | d.nanosecondsOfSecond |
      | 0       | -2         | -8       | -1      | -10    | -1      | -61       | -3662     | -3661112       | -3661111112    | -3661111111111 | -2               | -2                | -8             | -3           | -1              | -2                | 888                    | 888888                 | 888888889             |
    And no side effects

  Scenario: WITH duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseco...
    Given an empty graph
    When executing query:
      """
      WITH duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 1}) AS a, duration({months: 1, days: -14, hours: 16, minutes: -12, seconds: 70}) AS b RETURN a + b, a - b, b - a, a * 2, a / 2, b * 0.5, b / 3, a * -1, a / 0.5, 2 * b
      """
    Then the result should be, in any order:
      | a + b                       | a - b                       | b - a                            | a * 2                            | a / 2               | b * 0.5       | b / 3                    | a * -1                                | a / 0.5                          | 2 * b               |
      | 'P12Y6MT32H2M20.000000001S' | 'P12Y4M28DT24M0.000000001S' | 'P-12Y-4M-28DT-24M-0.000000001S' | 'P24Y10M28DT32H26M20.000000002S' | 'P6Y2M22DT13H21M8S' | 'P8DT13H9M8S' | 'P5DT16H46M5.333333333S' | 'P-12Y-5M-14DT-16H-13M-10.000000001S' | 'P24Y10M28DT32H26M20.000000002S' | 'P2M-28DT31H38M20S' |
    And no side effects

  Scenario: WITH date({year: 1984, month: 10, day: 11}) AS d, duration({months: 1, days: -14, hours: 16,...
    Given an empty graph
    When executing query:
      """
      WITH date({year: 1984, month: 10, day: 11}) AS d, duration({months: 1, days: -14, hours: 16, minutes: -12, seconds: 70}) AS b, duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2}) AS a, duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3}) AS c RETURN d + a, d - a, d + b, d - b, d + c, d - c, a + d
      """
    Then the result should be, in any order:
      | d + a        | d - a        | d + b        | d - b        | d + c        | d - c        | a + d        |
      | '1997-03-25' | '1972-04-27' | '1984-10-28' | '1984-09-25' | '1997-10-11' | '1971-10-12' | '1997-03-25' |
    And no side effects

  Scenario: WITH localtime({hour: 12, minute: 31, second: 14, nanosecond: 1}) AS d, duration({years: 12,...
    Given an empty graph
    When executing query:
      """
      WITH localtime({hour: 12, minute: 31, second: 14, nanosecond: 1}) AS d, duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2}) AS a, duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3}) AS c RETURN d + a, d - a, d + c, d - c
      """
    Then the result should be, in any order:
      | d + a                | d - a                | d + c                | d - c                |
      | '04:44:24.000000003' | '20:18:03.999999999' | '22:29:27.500000004' | '02:33:00.499999998' |
    And no side effects

  Scenario: WITH datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond:...
    Given an empty graph
    When executing query:
      """
      WITH datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 1, timezone: '+01:00'}) AS d, duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2}) AS a, duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3}) AS c RETURN d + a, d - a, d + c, d - c
      """
    Then the result should be, in any order:
      | d + a                                 | d - a                                 | d + c                                 | d - c                                 |
      | '1997-03-26T04:44:24.000000003+01:00' | '1972-04-26T20:18:03.999999999+01:00' | '1997-10-11T22:29:27.500000004+01:00' | '1971-10-12T02:33:00.499999998+01:00' |
    And no side effects

  Scenario: RETURN date({year: 1984, month: 10, day: 11}) AS a, date({year: 1984, week: 10, dayOfWeek: 3...
    Given an empty graph
    When executing query:
      """
      RETURN date({year: 1984, month: 10, day: 11}) AS a, date({year: 1984, week: 10, dayOfWeek: 3}) AS b, date({year: 1984, week: 1}) AS c, date({year: 1817, week: 52}) AS d, date({year: 1984, ordinalDay: 202}) AS e, date({year: 1984, quarter: 3, dayOfQuarter: 45}) AS f, date({year: 1984, quarter: 3}) AS g, date({year: 1984, month: 10}) AS h, date({year: -1, month: 1}) AS i, date({year: 12345, month: 1}) AS j
      """
    Then the result should be, in any order:
      | a            | b            | c            | d            | e            | f            | g            | h            | i             | j              |
      | '1984-10-11' | '1984-03-07' | '1984-01-02' | '1817-12-22' | '1984-07-20' | '1984-08-14' | '1984-07-01' | '1984-10-01' | '-0001-01-01' | '+12345-01-01' |
    And no side effects

  Scenario: RETURN localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, minute: 31, second: 14, ...
    Given an empty graph
    When executing query:
      """
      RETURN localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, minute: 31, second: 14, millisecond: 645}) AS a, localdatetime({year: 1984, ordinalDay: 202, hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456}) AS b, localdatetime({year: 1984, quarter: 3, dayOfQuarter: 45, hour: 12}) AS c, localdatetime({year: 1984}) AS d, localdatetime({year: 1984, week: 10, hour: 12, minute: 31}) AS e, localdatetime({year: 1984, week: 10}) AS f
      """
    Then the result should be, in any order:
      | a                         | b                               | c                  | d                  | e                  | f                  |
      | '1984-03-07T12:31:14.645' | '1984-07-20T12:31:14.123456789' | '1984-08-14T12:00' | '1984-01-01T00:00' | '1984-03-05T12:31' | '1984-03-05T00:00' |
    And no side effects

  Scenario: RETURN datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecon...
    Given an empty graph
    When executing query:
      """
      RETURN datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123, timezone: '+01:00'}) AS a, datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: 'Europe/Stockholm'}) AS b, datetime({year: 1984, month: 10, day: 11, hour: 12}) AS c, datetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12, minute: 31, second: 14, microsecond: 645876, timezone: '+01:00'}) AS d, datetime({year: 1984, ordinalDay: 202, timezone: 'Europe/Stockholm'}) AS e, datetime({year: 1818, timezone: 'Europe/Stockholm'}) AS f, datetime({year: 1984, quarter: 3, timezone: '-08:00'}) AS g, datetime({year:1984, month: 7, day: 20, hour: 23, timezone: 'Pacific/Honolulu'}) AS h
      """
    Then the result should be, in any order:
      | a                                     | b                                          | c                   | d                                  | e                                          | f                                             | g                        | h                                          |
      | '1984-10-11T12:31:14.645876123+01:00' | '1984-10-11T12:00+01:00[Europe/Stockholm]' | '1984-10-11T12:00Z' | '1984-03-07T12:31:14.645876+01:00' | '1984-07-20T00:00+02:00[Europe/Stockholm]' | '1818-01-01T00:00+00:53:28[Europe/Stockholm]' | '1984-07-01T00:00-08:00' | '1984-07-20T23:00-10:00[Pacific/Honolulu]' |
    And no side effects

  Scenario: RETURN datetime({epochSeconds: 416779, nanosecond: 1}) AS a, datetime({epochMillis: 23782167...
    Given an empty graph
    When executing query:
      """
      RETURN datetime({epochSeconds: 416779, nanosecond: 1}) AS a, datetime({epochMillis: 237821673987}) AS b, datetime.fromepoch(416779, 999999999) AS c, datetime.fromepochmillis(237821673987) AS d, datetime({epochSeconds: 1, timezone: 'Europe/Stockholm'}) AS e
      """
    Then the result should be, in any order:
      | a                                | b                          | c                                | d                          | e                                             |
      | '1970-01-05T19:46:19.000000001Z' | '1977-07-15T13:34:33.987Z' | '1970-01-05T19:46:19.999999999Z' | '1977-07-15T13:34:33.987Z' | '1970-01-01T01:00:01+01:00[Europe/Stockholm]' |
    And no side effects

  Scenario: RETURN date('2015-07-21') AS a, date('20150721') AS b, date('2015-07') AS c, date('201507') ...
    Given an empty graph
    When executing query:
      """
      RETURN date('2015-07-21') AS a, date('20150721') AS b, date('2015-07') AS c, date('201507') AS d, date('2015-W30-2') AS e, date('2015W302') AS f, date('2015-W30') AS g, date('2015W30') AS h, date('2015-202') AS i, date('2015202') AS j, date('2015') AS k, date('+2015-07-21') AS l, date('-0001-07-21') AS m, date('+999999999-12-31') AS n
      """
    Then the result should be, in any order:
      | a            | b            | c            | d            | e            | f            | g            | h            | i            | j            | k            | l            | m             | n                  |
      | '2015-07-21' | '2015-07-21' | '2015-07-01' | '2015-07-01' | '2015-07-21' | '2015-07-21' | '2015-07-20' | '2015-07-20' | '2015-07-21' | '2015-07-21' | '2015-01-01' | '2015-07-21' | '-0001-07-21' | '+999999999-12-31' |
    And no side effects

  Scenario: RETURN localtime('21:40:32.142') AS a, localtime('214032.142') AS b, localtime('21:40:32') A...
    Given an empty graph
    When executing query:
      """
      RETURN localtime('21:40:32.142') AS a, localtime('214032.142') AS b, localtime('21:40:32') AS c, localtime('214032') AS d, localtime('21:40') AS e, localtime('2140') AS f, localtime('21') AS g, localtime('21:40:32,142') AS h
      """
    Then the result should be, in any order:
      | a              | b              | c          | d          | e       | f       | g       | h              |
      | '21:40:32.142' | '21:40:32.142' | '21:40:32' | '21:40:32' | '21:40' | '21:40' | '21:00' | '21:40:32.142' |
    And no side effects

  Scenario: RETURN time('21:40:32.142+0100') AS a, time('214032.142Z') AS b, time('21:40:32+01:00') AS c...
    Given an empty graph
    When executing query:
      """
      RETURN time('21:40:32.142+0100') AS a, time('214032.142Z') AS b, time('21:40:32+01:00') AS c, time('214032-0100') AS d, time('21:40-01:30') AS e, time('2140-00:00') AS f, time('2140-02') AS g, time('22+18:00') AS h, time('21:40:32.142') AS i
      """
    Then the result should be, in any order:
      | a                    | b               | c                | d                | e             | f        | g             | h             | i               |
      | '21:40:32.142+01:00' | '21:40:32.142Z' | '21:40:32+01:00' | '21:40:32-01:00' | '21:40-01:30' | '21:40Z' | '21:40-02:00' | '22:00+18:00' | '21:40:32.142Z' |
    And no side effects

  Scenario: RETURN localdatetime('2015-07-21T21:40:32.142') AS a, localdatetime('2015-W30-2T214032.142')...
    Given an empty graph
    When executing query:
      """
      RETURN localdatetime('2015-07-21T21:40:32.142') AS a, localdatetime('2015-W30-2T214032.142') AS b, localdatetime('2015-202T21:40:32') AS c, localdatetime('2015T214032') AS d, localdatetime('20150721T21:40') AS e, localdatetime('2015-W30T2140') AS f, localdatetime('2015202T21') AS g
      """
    Then the result should be, in any order:
      | a                         | b                         | c                     | d                     | e                  | f                  | g                  |
      | '2015-07-21T21:40:32.142' | '2015-07-21T21:40:32.142' | '2015-07-21T21:40:32' | '2015-01-01T21:40:32' | '2015-07-21T21:40' | '2015-07-20T21:40' | '2015-07-21T21:00' |
    And no side effects

  Scenario: RETURN datetime('2015-07-21T21:40:32.142+0100') AS a, datetime('2015-W30-2T214032.142Z') AS ...
    Given an empty graph
    When executing query:
      """
      RETURN datetime('2015-07-21T21:40:32.142+0100') AS a, datetime('2015-W30-2T214032.142Z') AS b, datetime('2015-202T21:40:32+01:00') AS c, datetime('2015T214032-0100') AS d, datetime('20150721T21:40-01:30') AS e, datetime('2015-W30T2140-00:00') AS f, datetime('2015-W30T2140-02') AS g, datetime('2015202T21+18:00') AS h, datetime('2015-07-21T21:40:32.142[Europe/London]') AS i, datetime('2015-07-21T21:40:32.142+0845[Australia/Eucla]') AS j, datetime('2015-07-21T21:40:32.142-04[America/New_York]') AS k, datetime('1818-07-21T21:40:32.142[Europe/Stockholm]') AS l, datetime('2015-07-21') AS m, datetime('2015-07-21T21:40:32.142+02:00[Europe/Stockholm]') AS n
      """
    Then the result should be, in any order:
      | a                               | b                          | c                           | d                           | e                        | f                   | g                        | h                        | i                                              | j                                                | k                                                 | l                                                    | m                   | n                                                 |
      | '2015-07-21T21:40:32.142+01:00' | '2015-07-21T21:40:32.142Z' | '2015-07-21T21:40:32+01:00' | '2015-01-01T21:40:32-01:00' | '2015-07-21T21:40-01:30' | '2015-07-20T21:40Z' | '2015-07-20T21:40-02:00' | '2015-07-21T21:00+18:00' | '2015-07-21T21:40:32.142+01:00[Europe/London]' | '2015-07-21T21:40:32.142+08:45[Australia/Eucla]' | '2015-07-21T21:40:32.142-04:00[America/New_York]' | '1818-07-21T21:40:32.142+00:53:28[Europe/Stockholm]' | '2015-07-21T00:00Z' | '2015-07-21T21:40:32.142+02:00[Europe/Stockholm]' |
    And no side effects

  Scenario: WITH date({year: 1984, month: 11, day: 11}) AS other RETURN date(other) AS a, date({date: ot...
    Given an empty graph
    When executing query:
      """
      WITH date({year: 1984, month: 11, day: 11}) AS other RETURN date(other) AS a, date({date: other}) AS b, date({date: other, year: 28}) AS c, date({date: other, day: 28}) AS d, date({date: other, week: 1}) AS e, date({date: other, ordinalDay: 28}) AS f, date({date: other, quarter: 3}) AS g, date({date: other, dayOfWeek: 2}) AS h, date({date: other, dayOfQuarter: 2}) AS i, date({date: other, month: 2}) AS j
      """
    Then the result should be, in any order:
      | a            | b            | c            | d            | e            | f            | g            | h            | i            | j            |
      | '1984-11-11' | '1984-11-11' | '0028-11-11' | '1984-11-28' | '1984-01-08' | '1984-01-28' | '1984-08-11' | '1984-11-06' | '1984-10-02' | '1984-02-11' |
    And no side effects

  Scenario: WITH localdatetime({year: 1984, month: 11, day: 11, hour: 12, minute: 31, second: 14, nanose...
    Given an empty graph
    When executing query:
      """
      WITH localdatetime({year: 1984, month: 11, day: 11, hour: 12, minute: 31, second: 14, nanosecond: 645876123}) AS other RETURN date(other) AS a, date({date: other, week: 1}) AS b, localtime(other) AS c, localtime({time: other, second: 42}) AS d, time(other) AS e, time({time: other, timezone: '+05:00'}) AS f, time({time: other, second: 42, timezone: '+05:00'}) AS g, localdatetime({datetime: other, hour: 1}) AS h, localdatetime({date: other, time: localtime('10:00')}) AS i, datetime(other) AS j, datetime({datetime: other, timezone: 'Pacific/Honolulu'}) AS k, datetime({date: other, time: other, day: 28, second: 42, timezone: '+05:00'}) AS l
      """
    Then the result should be, in any order:
      | a            | b            | c                    | d                    | e                     | f                          | g                          | h                               | i                  | j                                | k                                                       | l                                     |
      | '1984-11-11' | '1984-01-08' | '12:31:14.645876123' | '12:31:42.645876123' | '12:31:14.645876123Z' | '12:31:14.645876123+05:00' | '12:31:42.645876123+05:00' | '1984-11-11T01:31:14.645876123' | '1984-11-11T10:00' | '1984-11-11T12:31:14.645876123Z' | '1984-11-11T12:31:14.645876123-10:00[Pacific/Honolulu]' | '1984-11-28T12:31:42.645876123+05:00' |
    And no side effects

  Scenario: WITH datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 30, timezone: '+01:00'}) AS...
    Given an empty graph
    When executing query:
      """
      WITH datetime({year: 1984, month: 10, day: 11, hour: 12, minute: 30, timezone: '+01:00'}) AS other RETURN date({date: other, quarter: 3}) AS a, localtime(other) AS b, time(other) AS c, time({time: other}) AS d, time({time: other, timezone: '+05:00'}) AS e, time({time: other, second: 42, timezone: '+05:00'}) AS f, localdatetime(other) AS g, datetime({datetime: other, timezone: 'Pacific/Honolulu'}) AS h, datetime({datetime: other, day: 28, second: 42, timezone: 'Pacific/Honolulu'}) AS i, datetime({date: other, time: time('12:00+02:00'), timezone: 'Pacific/Honolulu'}) AS j, datetime({date: other, hour: 10, minute: 10, second: 10, timezone: '+05:00'}) AS k, datetime({time: other, year: 1999, month: 2}) AS l, datetime({date: other, time: other}) AS m
      """
    Then the result should be, in any order:
      | a            | b       | c             | d             | e             | f                | g                  | h                                          | i                                             | j                                          | k                           | l                        | m                        |
      | '1984-07-11' | '12:30' | '12:30+01:00' | '12:30+01:00' | '16:30+05:00' | '16:30:42+05:00' | '1984-10-11T12:30' | '1984-10-11T01:30-10:00[Pacific/Honolulu]' | '1984-10-28T01:30:42-10:00[Pacific/Honolulu]' | '1984-10-11T00:00-10:00[Pacific/Honolulu]' | '1984-10-11T10:10:10+05:00' | '1999-02-01T12:30+01:00' | '1984-10-11T12:30+01:00' |
    And no side effects

  Scenario: WITH datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: 'Europe/Stockholm'}) AS o...
    Given an empty graph
    When executing query:
      """
      WITH datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: 'Europe/Stockholm'}) AS other RETURN time(other) AS a, time({time: other, timezone: '+05:00'}) AS b, datetime({time: other, year: 1984, week: 10, dayOfWeek: 3, timezone: '+05:00'}) AS c, datetime({date: date('1984-03-07'), time: other, day: 28, second: 42}) AS d, datetime({date: date('1984-10-11'), time: other, day: 28, second: 42, timezone: 'Pacific/Honolulu'}) AS e, datetime({year: 1984, ordinalDay: 202, time: other}) AS f
      """
    Then the result should be, in any order:
      | a             | b             | c                        | d                                             | e                                             | f                                          |
      | '12:00+01:00' | '16:00+05:00' | '1984-03-07T16:00+05:00' | '1984-03-28T12:00:42+02:00[Europe/Stockholm]' | '1984-10-28T01:00:42-10:00[Pacific/Honolulu]' | '1984-07-20T12:00+02:00[Europe/Stockholm]' |
    And no side effects
