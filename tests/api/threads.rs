//! One database, many threads: readers see whole states only, writers take turns.

use std::ops::ControlFlow;

use quipu::{Database, Map, Value};

use super::ask;

#[test]
fn a_database_may_be_shared() {
    fn shared<T: Send + Sync + Clone>() {}
    fn moved<T: Send>() {}
    shared::<Database>();
    moved::<quipu::Session>();
    moved::<quipu::Error>();
}

#[test]
fn readers_see_whole_statements() {
    let database = Database::new();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            let database = database.clone();
            scope.spawn(move || {
                let mut session = database.session();
                for _ in 0..50 {
                    assert_eq!(ask(&mut session, "CREATE (:A), (:A)"), "");
                }
            });
        }
        for _ in 0..2 {
            let database = database.clone();
            scope.spawn(move || {
                let mut session = database.session();
                for _ in 0..50 {
                    let answer = session
                        .run("MATCH (a:A) RETURN count(a)", &Map::new())
                        .unwrap();
                    assert!(matches!(answer.rows()[0][0], Value::Integer(n) if n % 2 == 0));
                }
            });
        }
    });
    assert_eq!(
        ask(&mut database.session(), "MATCH (a:A) RETURN count(a)"),
        "200"
    );
}

#[test]
fn rows_stream_and_may_be_left() {
    let mut session = Database::new().session();
    let mut seen = 0;
    session
        .stream(
            "UNWIND range(1, 1000000000) AS n RETURN n",
            &Map::new(),
            &mut |columns, rows| {
                assert_eq!(columns.as_ref(), ["n"]);
                seen += rows.len();
                if seen < 5000 {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            },
        )
        .unwrap();
    assert!((5000..10_000).contains(&seen), "{seen}");
}

#[test]
fn another_thread_can_cancel() {
    let mut session = Database::new().session();
    let handle = session.cancel_handle();
    // Raised before the statement begins it does nothing, so it is raised again and again.
    let done = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let stop = std::sync::Arc::clone(&done);
    let canceller = std::thread::spawn(move || {
        while !stop.load(std::sync::atomic::Ordering::Relaxed) {
            handle.cancel();
            std::thread::yield_now();
        }
    });
    let text = "UNWIND range(1, 100000000000) AS a WITH a WHERE a < 0 RETURN count(a)";
    assert_eq!(ask(&mut session, text), "Cancelled");
    done.store(true, std::sync::atomic::Ordering::Relaxed);
    canceller.join().unwrap();
    assert_eq!(ask(&mut session, "RETURN 1"), "1");
}
