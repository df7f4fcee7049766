//! Several threads give what one gives, in the same order.

use std::cell::Cell;
use std::sync::Arc;

use std::sync::LazyLock;

use proptest::prelude::{Strategy, proptest};
use proptest::sample::{select, subsequence};
use proptest::test_runner::Config;

use super::{built, execute, run_plan};
use crate::diagnostic::Interrupt;
use crate::exec::parallel::cut;
use crate::exec::{Context, Crew};
use crate::graph::{BulkLoader, Graph, Instant};
use crate::optimize::{self, Options};
use crate::plan::Plan;
use crate::value::temporal::Date;
use crate::value::{Map, NodeId, Value};

const NODES: u32 = 60_000;

fn day(number: u32) -> Value {
    Date::from_epoch_days(i64::from(number)).unwrap().into()
}

/// Nodes of two labels with values of several types, some without, and two relationships from each.
fn graph() -> Graph {
    let mut loader = BulkLoader::new();
    let (even, odd) = (loader.label("Even").unwrap(), loader.label("Odd").unwrap());
    let few = loader.label("Few").unwrap();
    let keys = ["k", "v", "s", "valid_from"].map(|name| loader.key(name).unwrap());
    let ty = loader.rel_type("R").unwrap();
    for id in 0..NODES {
        let label = if id % 2 == 0 { even } else { odd };
        let labels: &[_] = if id % 100 == 7 {
            &[label, few]
        } else {
            &[label]
        };
        let node = loader.add_node(labels, []).unwrap();
        // Some groups appear late, some only once.
        let group = if id % 1000 == 999 { id } else { id * 7 % 50 };
        let values = [
            Value::from(i64::from(group)),
            if id % 3 == 0 {
                Value::Null
            } else {
                i64::from(id % 17).into()
            },
            if id % 5 == 0 {
                i64::from(id % 3).into()
            } else {
                format!("w{}", id % 7).into()
            },
            if id % 3 == 0 {
                day(id % 10)
            } else {
                Value::Null
            },
        ];
        for (key, value) in keys.iter().zip(values) {
            if !value.is_null() {
                loader.set_node_property(node, *key, value).unwrap();
            }
        }
    }
    for step in [1, 5] {
        let ends = (0..NODES).map(|id| (id, (id * 13 + step) % NODES));
        loader.add_relationships(ty, ends).unwrap();
    }
    assert_eq!(loader.node_count(), NODES);
    let graph = loader.finish().unwrap();
    assert!(graph.version().is_live(NodeId(NODES - 1)));
    graph
}

fn optimized(graph: &Graph, text: &str) -> Plan {
    let plan = built(text, &Map::new()).unwrap();
    optimize::run(plan, &*graph.version(), &Options::default()).plan
}

#[test]
fn what_is_shared() {
    let graph = graph();
    let check = |text: &str, from: Option<usize>| {
        let context = Context::reading(graph.version()).with_threads(2);
        let found = cut(&optimized(&graph, text), &context);
        assert_eq!(found.map(|cut| cut.from), from, "{text}");
    };
    check("MATCH (n) RETURN n.k, count(*)", Some(0));
    check("MATCH (n) RETURN n ORDER BY n.v LIMIT 3", Some(0));
    check("MATCH (n:Few) RETURN n.k, count(*)", None);
    check("MATCH (n:Few) RETURN n ORDER BY n.v LIMIT 3", None);
    check("MATCH (n) RETURN n.k, collect(n.v)", None);
    check("MATCH (n) RETURN n.k, rand(), count(*)", None);
    check("MATCH (n) RETURN DISTINCT n.k", None);
    // Few nodes from which there are many ways: what they lead to at once is few as well, and better shared.
    check(FAN, Some(3));
}

/// A pattern that begins with few nodes.
const FAN: &str = "MATCH (n:Few)-[:R]->(a)-[:R]->(b)-[:R]->(c)-[:R]->(d)-[:R]->(e)-[:R]->(f) RETURN b.s, count(*), max(f.v)";

#[test]
fn threads_give_what_one_gives() {
    let graph = graph();
    let (days, hidden) = (Cell::new(0), Cell::new(0));
    let check = |text: &str| {
        let plan = optimized(&graph, text);
        let alone = run_plan(&graph, &plan, &Map::new(), |context| context);
        for threads in [2, 3, 8] {
            let shared = run_plan(&graph, &plan, &Map::new(), |context| {
                context.with_threads(threads)
            });
            match (&alone, shared) {
                (Ok(alone), Ok(shared)) => assert_eq!(alone, &shared, "{text}"),
                (Err(alone), Err(shared)) => assert_eq!(alone.code(), shared.code(), "{text}"),
                (alone, shared) => panic!("{text}: {alone:?} {shared:?}"),
            }
            // In a view of a day that nobody has looked at before.
            days.set(days.get() + 1);
            let day = Instant::last_of(&day(days.get() % 12));
            let version = graph.version();
            let view = version.view_at(day, None);
            let of_view = [threads, 1].map(|threads| {
                let found = run_plan(&graph, &plan, &Map::new(), |context| {
                    let view = Arc::clone(&view);
                    context.with_threads(threads).with_visibility(Some(view))
                });
                found.map_err(|problem| problem.code())
            });
            assert_eq!(of_view[0], of_view[1], "{text}");
            if let (Ok(of_view), Ok(of_all)) = (&of_view[0], &alone) {
                hidden.set(hidden.get() + usize::from(of_view != of_all));
            }
        }
    };
    check("MATCH (n) RETURN count(*)");
    check("MATCH (n:Even) RETURN count(*), count(n.v), sum(n.v), avg(n.v), min(n.s), max(n.s)");
    check("MATCH (n) RETURN n.k, count(*), sum(n.v), avg(n.v), min(n.v), max(n.s)");
    check("MATCH (n) RETURN n.s, n.k, count(*)");
    check("MATCH (n) RETURN n.s, count(DISTINCT n.k), sum(DISTINCT n.v), count(DISTINCT n)");
    check("MATCH (n)-[:R]->(m:Odd) RETURN m.s, n:Even, count(DISTINCT n), count(DISTINCT m.k)");
    check("MATCH (n)-[:R]->(m) WHERE m.v > 11 WITH m, count(*) AS c RETURN c, count(*)");
    check("MATCH (n) WHERE n.k = -1 RETURN count(*), max(n.k)");
    check("MATCH (n) WHERE n.k = -1 RETURN n.k, count(*)");
    check("MATCH (n) OPTIONAL MATCH (n)<-[:R]-(m:Even) RETURN n.v, count(m), count(DISTINCT m)");
    check("MATCH (n) WHERE NOT (n)-[:R]->(:Even) RETURN n.s, count(*)");
    // Values that are the same and look different.
    check(
        "MATCH (n) WITH n, id(n) % 3 = 1 AS whole
         WITH n, CASE WHEN whole THEN n.v ELSE n.v * 1.0 END AS v, CASE WHEN whole THEN 0.0 ELSE -0.0 END AS zero
         RETURN n.k, min([v, zero]), max({a: v}), min(zero), max(zero)",
    );
    check(
        "MATCH (n) WITH n, ['+01:00', '-02:00', 'Europe/Paris'][id(n) % 3] AS zone
         WITH n, datetime({datetime: datetime({epochSeconds: n.v}), timezone: zone}) AS t
         RETURN n.k, min(t), max(t), min([t, n.v * 1.0])",
    );
    check("MATCH (n) WITH n.k AS k, max(n.v) AS m RETURN k, m ORDER BY m DESC, k LIMIT 5");
    // Many rows with the same keys: those that come first stay.
    check("MATCH (n) RETURN n ORDER BY n.v LIMIT 40");
    check("MATCH (n) RETURN n, n.v ORDER BY n.v DESC, n.s SKIP 3 LIMIT 700");
    check("MATCH (n)-[:R]->(m:Odd) RETURN n, m.k ORDER BY m.k DESC, n.v LIMIT 9");
    check("MATCH (n) WHERE n.k = -1 RETURN n ORDER BY n.v LIMIT 5");
    check("MATCH (n) RETURN n ORDER BY n.v LIMIT 0");
    check("MATCH (n) RETURN n.v ORDER BY n.v, n.k / 0 LIMIT 2");
    check(FAN);
    check("MATCH (n:Few)-[:R]-(a)-[:R]-(b)-[:R]-(c) RETURN c.k, b.v, count(DISTINCT a), min(c.s)");
    check("MATCH (n:Few)-[:R*1..5]-(a) RETURN a ORDER BY a.v, a.s DESC LIMIT 12");
    check("MATCH (n) RETURN sum(n.s)");
    check("MATCH (n) RETURN n.k, n.k / 0, count(*)");
    // What these give is in the order of rows: one thread does them.
    check("MATCH (n:Even) RETURN n.v, collect(n.k)[..3]");
    check("MATCH (n) RETURN n.k LIMIT 5");
    assert!(
        hidden.get() > 20,
        "only {} views hid something",
        hidden.get()
    );
}

/// Rows that come many at a time and few, keys that can fail and keys that cannot, of which many are the same or missing.
#[test]
fn first_rows_are_those_of_the_whole_order() {
    let graph = graph();
    let froms = ["true", "n.k = 3", "n.k > 900", "n.k % 999 = 998"];
    let orders = [
        "n.v",
        "n.v DESC, n.k",
        "n.s, n.k DESC",
        "n.k, 1 / (n.v + 1)",
        "-n.k, n.s",
    ];
    for (from, order) in froms
        .iter()
        .flat_map(|from| orders.map(|order| (from, order)))
    {
        let text = format!("MATCH (n) WHERE {from} RETURN n, n.s ORDER BY {order}");
        let rows = |text: &str, threads: usize| {
            let plan = optimized(&graph, text);
            run_plan(&graph, &plan, &Map::new(), |context| {
                context.with_threads(threads)
            })
            .unwrap()
        };
        let all = rows(&text, 1);
        for (limit, threads) in [(1, 1), (7, 1), (100, 1), (100, 2), (700, 2), (9000, 1)] {
            let first = rows(&format!("{text} LIMIT {limit}"), threads);
            assert_eq!(first, all[..limit.min(all.len())], "{text} {limit}");
        }
    }
}

#[test]
fn chance_says_once_how_many_rows_are_left_out() {
    let graph = Graph::default();
    let query = "UNWIND range(1, 900) AS x
        WITH x * x / 10000 AS k, count(*) AS n ORDER BY n DESC, k SKIP toInteger(rand() * 30) LIMIT 5
        RETURN count(*)";
    for _ in 0..30 {
        let plan = optimized(&graph, query);
        let rows = run_plan(&graph, &plan, &Map::new(), |context| context).unwrap();
        assert_eq!(rows, ["5"]);
    }
}

#[test]
fn helpers_are_kept_for_the_next_statement() {
    let graph = graph();
    let crew = Arc::new(Crew::default());
    let check = |text: &str, threads: usize, idle: usize| {
        let plan = optimized(&graph, text);
        let done = run_plan(&graph, &plan, &Map::new(), |context| {
            context.with_threads(threads).with_crew(Arc::clone(&crew))
        });
        assert!(done.is_ok());
        assert_eq!(crew.idle(), idle, "{text}");
    };
    let shared = "MATCH (n) RETURN n.k, count(*)";
    check(shared, 1, 0);
    check("MATCH (n) RETURN n.k LIMIT 5", 2, 0);
    check(shared, 2, 1);
    check(shared, 2, 1);
    check(shared, 3, 2);
    check(shared, 1, 2);
}

#[test]
fn limits_hold_on_all_threads() {
    let graph = graph();
    let text = "MATCH (n) RETURN n, count(*)";
    let small = execute(&graph, text, &Map::new(), |context| {
        context.with_threads(2).with_memory_limit(Some(100_000))
    });
    assert!(small.is_err());
    // What fits is shared work too, and counted on all threads.
    let large = execute(&graph, text, &Map::new(), |context| {
        context.with_threads(2).with_memory_limit(Some(1 << 28))
    });
    assert_eq!(large.unwrap().len(), NODES as usize);
    let late = execute(&graph, text, &Map::new(), |context| {
        let now = std::time::Instant::now();
        context
            .with_threads(2)
            .with_interrupt(Interrupt::default().with_deadline(Some(now)))
    });
    assert!(late.is_err());
}

/// Where rows come from: a scan, what it expands to, and ways from few nodes.
const ROWS: [&str; 6] = [
    "MATCH (n) WITH n, n AS m",
    "MATCH (n)-[:R]->(m)",
    "MATCH (m)<-[:R]-(n)",
    "MATCH (n:Even) OPTIONAL MATCH (n)-[:R]->(m:Odd)",
    "MATCH (n:Few)-[:R]-()-[:R]-()-[:R]-(m)",
    "MATCH (n)-[:R]->(m) WHERE m.k % 3 <> 1",
];

/// What rows are grouped by: nodes, what is different for each, what is not, and what is like something of another type.
const KEYS: [&str; 13] = [
    "n",
    "m",
    "n.k",
    "m.k",
    "n.id",
    "m.id",
    "n.s",
    "m.s",
    "n.v",
    "n.valid_from",
    "CASE WHEN m.v > 5 THEN 1 ELSE 1.0 END",
    "[n.v, m.v]",
    "n.k + m.k",
];

const AGGREGATES: [&str; 14] = [
    "count(*)",
    "count(m)",
    "sum(n.v)",
    "avg(m.k)",
    "sum(n.k * 0.5)",
    "min(m.v)",
    "min(m.id)",
    "max(m.s)",
    "max(n.valid_from)",
    "count(DISTINCT m)",
    "count(DISTINCT n)",
    "count(DISTINCT m.k)",
    "sum(DISTINCT m.v)",
    "count(DISTINCT n.s)",
];

/// A query that groups, and perhaps goes on from the groups.
fn grouping() -> impl Strategy<Value = String> {
    let keys = subsequence(KEYS.to_vec(), 0..4).prop_shuffle();
    let aggregates = subsequence(AGGREGATES.to_vec(), 1..4);
    let rest = select(vec![
        "RETURN *",
        "RETURN * ORDER BY a0 DESC LIMIT 7",
        "RETURN * ORDER BY a0 SKIP 2 LIMIT 300",
        "RETURN * ORDER BY a0 DESC, a0 * 2 LIMIT 40",
        "RETURN a0, count(*), sum(a0)",
    ]);
    (select(ROWS.to_vec()), keys, aggregates, rest).prop_map(|(rows, keys, aggregates, rest)| {
        let named = |values: Vec<&str>, letter: &str| {
            let named = values.iter().enumerate();
            named
                .map(|(at, value)| format!("{value} AS {letter}{at}"))
                .collect::<Vec<_>>()
        };
        let columns = [named(keys, "k"), named(aggregates, "a")].concat();
        format!("{rows} WITH {} {rest}", columns.join(", "))
    })
}

/// Fewer nodes, of which some are alike in everything but `id`.
static SMALL: LazyLock<Graph> = LazyLock::new(|| {
    let mut loader = BulkLoader::new();
    let labels = ["Even", "Odd", "Few"].map(|name| loader.label(name).unwrap());
    let keys = ["k", "v", "s", "valid_from", "id"].map(|name| loader.key(name).unwrap());
    let ty = loader.rel_type("R").unwrap();
    let nodes = 6000;
    for id in 0..nodes {
        let few = usize::from(id % 100 == 7);
        let own = [labels[(id % 2) as usize], labels[2]];
        let node = loader.add_node(&own[..=few], []).unwrap();
        let values = [
            i64::from(id * 7 % 50).into(),
            match id % 4 {
                0 => Value::Null,
                1 => Value::from(f64::from(id % 9)),
                _ => i64::from(id % 9).into(),
            },
            format!("w{}", id % 700).into(),
            day(id % 10),
            i64::from(id ^ 0x155).into(),
        ];
        for (key, value) in keys.iter().zip(values) {
            if !value.is_null() {
                loader.set_node_property(node, *key, value).unwrap();
            }
        }
    }
    for (factor, step) in [(13, 1), (1, 5), (77, 0)] {
        let ends = (0..nodes).map(|id| (id, (id * factor + step) % nodes));
        loader.add_relationships(ty, ends).unwrap();
    }
    loader.finish().unwrap()
});

proptest! {
    #![proptest_config(Config::with_cases(60))]
    #[test]
    fn random_groupings_are_those_of_one_thread(query in grouping(), threads in 2usize..5) {
        let plan = optimized(&SMALL, &query);
        let [alone, shared] = [1, threads].map(|threads| {
            run_plan(&SMALL, &plan, &Map::new(), |context| context.with_threads(threads))
        });
        // Who measures operators has every group handed on, the others those that may be kept.
        let measured = run_plan(&SMALL, &plan, &Map::new(), |context| context.with_profile(true));
        for other in [shared, measured] {
            match (&alone, other) {
                (Ok(alone), Ok(other)) => assert_eq!(alone, &other, "{query}"),
                (alone, other) => assert_eq!(alone.is_err(), other.is_err(), "{query}"),
            }
        }
    }
}
