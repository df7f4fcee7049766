//! The laws of views and citations, on random graphs.

use std::collections::BTreeSet;

use proptest::prelude::{Strategy, prop, proptest};
use quipu::graph::{Instant, Period};
use quipu::value::temporal::Date;
use quipu::value::{Map, RelId, Value, literal};
use quipu::{Database, Planning, Session};

use super::{answer as bounded, generator, written_alike};

/// Takes a node or relationship out that does not hold on `$day`, by comparisons alone.
pub(crate) const OUT: &str = "WITH x, CASE x.valid_to_precision
    WHEN 'month' THEN date.truncate('month', x.valid_to) + duration('P1M') - duration('P1D')
    WHEN 'year' THEN date.truncate('year', x.valid_to) + duration('P1Y') - duration('P1D')
    ELSE x.valid_to END AS until
  WHERE x.valid_from > $day OR until <= $day";

pub(crate) fn day(number: i64) -> Value {
    // A span of two years around the turn of one.
    Date::from_epoch_days(18_628 - 365 + number).unwrap().into()
}

/// Properties of time for one element.
pub(crate) fn period(random: &mut fastrand::Rng) -> Map {
    let mut period = Map::new();
    for bound in ["valid_from", "valid_to"] {
        if random.u8(0..3) == 0 {
            continue;
        }
        period.insert(bound, day(random.i64(0..730)));
        if random.u8(0..4) == 0 {
            let precision = if random.bool() { "month" } else { "year" };
            period.insert(format!("{bound}_precision").as_str(), precision.into());
        }
    }
    period
}

/// Gives elements random periods; the same seed gives the same ones.
fn decorate(session: &mut Session, random: &mut fastrand::Rng) {
    for pattern in ["(x)", "()-[x]->()"] {
        let all = session
            .run(
                &format!("MATCH {pattern} RETURN id(x) AS id ORDER BY id"),
                &Map::new(),
            )
            .unwrap();
        for row in all.rows() {
            let mut parameters = Map::new();
            parameters.insert("id", row[0].clone());
            parameters.insert("period", Value::map(period(random)));
            let set = format!("MATCH {pattern} WHERE id(x) = $id SET x += $period");
            session.run(&set, &parameters).unwrap();
        }
    }
}

fn answer(session: &mut Session, query: &str) -> Result<Vec<String>, String> {
    match session.run(query, &generator::parameters()) {
        Ok(answer) => {
            let row = |row: &Vec<Value>| {
                row.iter()
                    .map(literal::cypher)
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            let mut rows: Vec<String> = answer.rows().iter().map(row).collect();
            rows.sort();
            Ok(rows)
        }
        Err(error) => Err(error.detail().to_owned()),
    }
}

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// Runs `law` on random graphs and queries; those with very large answers are left out. How many there were.
fn on_random_queries(law: impl Fn(u64, &str, &str)) -> usize {
    let mut cases = 0;
    let first = setting("QUIPU_SEED", 1);
    for seed in first..first + setting("QUIPU_CASES", 400) {
        let case = generator::reading(seed);
        let mut session = bounded::session(&case.graph);
        if bounded::ask(&mut session, &case.query, false, false).is_some() {
            law(seed, &case.graph, &case.query);
            cases += 1;
        }
    }
    cases
}

fn session(graph: &str) -> Session {
    let mut session = Database::new().session();
    session.run(graph, &Map::new()).unwrap();
    session
}

/// A view of a graph gives what a copy gives from which everything else was deleted.
#[test]
fn view_law() {
    let cases = on_random_queries(|seed, graph, query| {
        let at = day(fastrand::Rng::with_seed(seed).i64(-5..735));
        let mut seen = session(graph);
        decorate(&mut seen, &mut fastrand::Rng::with_seed(seed));
        let mut cut = session(graph);
        decorate(&mut cut, &mut fastrand::Rng::with_seed(seed));
        let mut parameters = Map::new();
        parameters.insert("day", at.clone());
        for delete in [
            format!("MATCH ()-[x]->() {OUT} DELETE x"),
            format!("MATCH (x) {OUT} DETACH DELETE x"),
        ] {
            cut.run(&delete, &parameters).unwrap();
        }
        seen.as_of(Some(at.clone())).unwrap();
        for planning in [Planning::Optimized, Planning::Textual] {
            seen.set_planning(planning);
            let (of_view, of_copy) = (answer(&mut seen, query), answer(&mut cut, query));
            assert_eq!(
                of_view, of_copy,
                "seed {seed}, {planning:?}, AS OF {at:?}\n{graph}\n{query}"
            );
        }
    });
    println!("view law: {cases} random queries");
}

/// On a graph without times a view changes nothing; citing only adds a column.
#[test]
fn neutrality_and_the_column() {
    let cases = on_random_queries(|seed, graph, query| {
        let mut session = session(graph);
        let plain = answer(&mut session, query);
        session.as_of(Some(day(0))).unwrap();
        assert_eq!(
            answer(&mut session, query),
            plain,
            "seed {seed}\n{graph}\n{query}"
        );
        session.as_of(None).unwrap();
        session.cite(true);
        let cited = session.run(query, &generator::parameters());
        let cited = cited
            .map_err(|error| error.detail().to_owned())
            .map(|answer| {
                let row = |row: &Vec<Value>| {
                    row.iter().for_each(written_alike);
                    let cells = row[..row.len() - 1].iter().map(literal::cypher);
                    cells.collect::<Vec<_>>().join(" | ")
                };
                let mut rows: Vec<String> = answer.rows().iter().map(row).collect();
                rows.sort();
                rows
            });
        assert_eq!(cited, plain, "seed {seed}, CITE\n{graph}\n{query}");
    });
    println!("neutrality and the column: {cases} random queries");
}

/// A query of MATCH, conditions on properties, WITH and RETURN.
fn simple_query(random: &mut fastrand::Rng) -> String {
    let hop = |random: &mut fastrand::Rng| {
        [
            "-[:R]->",
            "<-[:S]-",
            "--",
            "-[*1..2]->",
            "<-[:T*0..2]-",
            "-[]->",
        ][random.usize(0..6)]
    };
    let (first, second, third) = (hop(random), hop(random), hop(random));
    let condition = ["", "WHERE a.p > 0", "WHERE b.p = 1 OR a.q = 'x'"][random.usize(0..3)];
    match random.u8(0..4) {
        3 => {
            let equal = ["a.p = c.p", "r.p = s.p"][random.usize(0..2)];
            format!("MATCH (a)-[r]->(b)<-[s]-(c) WHERE {equal} RETURN id(a), id(c), s.u")
        }
        0 => format!("MATCH (a){first}(b) {condition} RETURN id(a), id(b)"),
        1 => format!("MATCH (a){first}(b){second}(c) {condition} RETURN id(a), c.p"),
        _ => format!(
            "MATCH (a){first}(b) {condition} WITH b, a.p AS p MATCH (b){third}(c) RETURN p, id(c)"
        ),
    }
}

/// What a row cites is enough: without all other relationships the row is still there.
#[test]
fn citations_suffice() {
    let mut checked = 0;
    for seed in 0..setting("QUIPU_CASES", 400) / 4 {
        let mut random = fastrand::Rng::with_seed(seed);
        let graph = generator::graph(seed, 6);
        let query = simple_query(&mut random);
        let mut full = session(&graph);
        let cited = full.run(&format!("CITE {query}"), &Map::new()).unwrap();
        if cited.is_empty() {
            continue;
        }
        let row = &cited.rows()[random.usize(0..cited.len())];
        let Some((Value::List(facts), values)) = row.split_last() else {
            panic!("no list of facts")
        };
        let kept: BTreeSet<RelId> = facts
            .iter()
            .filter_map(|fact| match fact {
                Value::Map(fact) => match fact.get("fact") {
                    Some(Value::Relationship(relationship)) => Some(relationship.id),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        let kept = kept.into_iter().map(|id| Value::Integer(id.as_integer()));
        let mut parameters = Map::new();
        parameters.insert("kept", Value::list(kept.collect()));
        full.run(
            "MATCH ()-[r]->() WHERE NOT id(r) IN $kept DELETE r",
            &parameters,
        )
        .unwrap();
        let left = full.run(&query, &Map::new()).unwrap();
        let text = |row: &[Value]| row.iter().map(literal::cypher).collect::<Vec<_>>();
        assert!(
            left.rows().iter().any(|other| text(other) == text(values)),
            "seed {seed}\n{graph}\n{query}\n{:?}",
            text(values)
        );
        checked += 1;
    }
    println!("citations suffice: {checked} rows");
    assert!(checked > 10, "only {checked} rows were checked");
}

fn bounds() -> impl Strategy<Value = [Value; 4]> {
    let bound = || prop::option::of(0i64..730).prop_map(|number| number.map_or(Value::Null, day));
    let precision = || prop::sample::select(vec![Value::Null, "month".into(), "year".into()]);
    (bound(), precision(), bound(), precision()).prop_map(|(a, b, c, d)| [a, b, c, d])
}

fn holds(bounds: &[Value; 4], at: &Value) -> Option<bool> {
    Period::new(bounds.each_ref()).holds_at(Instant::last_of(at).unwrap())
}

proptest! {
    /// Adding or narrowing a bound never adds an element to a view.
    #[test]
    fn monotony(bounds in bounds(), other in 0i64..730, upper in prop::bool::ANY, at in 0i64..730) {
        let mut narrower = bounds.clone();
        let place = if upper { 2 } else { 0 };
        let narrows = match &bounds[place] {
            Value::Date(date) => {
                let number = date.epoch_days() - 18_628 + 365;
                if upper { other <= number } else { other >= number }
            }
            _ => true,
        };
        if narrows {
            narrower[place] = day(other);
            narrower[place + 1] = Value::Null;
            if holds(&bounds, &day(at)) == Some(false) {
                assert_eq!(holds(&narrower, &day(at)), Some(false));
            }
        }
    }

    /// Where one fact ends on the day the next begins, exactly one of them holds.
    #[test]
    fn half_open(turn in 0i64..730, at in 0i64..730) {
        let before = [Value::Null, Value::Null, day(turn), Value::Null];
        let after = [day(turn), Value::Null, Value::Null, Value::Null];
        assert_ne!(holds(&before, &day(at)), holds(&after, &day(at)));
        assert_eq!(holds(&before, &day(at)), Some(at < turn));
    }
}
