//! Limits on time and memory end a statement, not the program.

use std::time::Duration;

use quipu::{Database, Limits};

use super::ask;

#[test]
fn time() {
    let mut session = Database::new().session();
    session.set_limits(Limits {
        time: Some(Duration::from_millis(50)),
        ..Limits::default()
    });
    let text = "UNWIND range(1, 100000000000) AS a WITH a WHERE a < 0 RETURN count(a)";
    assert_eq!(ask(&mut session, text), "TimeLimit");
    session.set_limits(Limits::default());
    assert_eq!(ask(&mut session, "RETURN 1"), "1");
}

#[test]
fn memory() {
    let mut session = Database::new().session();
    session.set_limits(Limits {
        memory: Some(1 << 20),
        ..Limits::default()
    });
    let text = "UNWIND range(1, 10000000) AS a RETURN a ORDER BY -a";
    assert_eq!(ask(&mut session, text), "MemoryLimit");
    assert_eq!(
        ask(&mut session, "UNWIND range(1, 3) AS a RETURN a ORDER BY -a"),
        "3;2;1"
    );
}
