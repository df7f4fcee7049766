//! Transactions: begin, commit, rollback; what others see; statements that fail inside.

use quipu::{Code, Database, Map};

use super::ask;

const COUNT: &str = "MATCH (n) RETURN count(n)";

#[test]
fn others_see_a_transaction_when_it_is_committed() {
    let database = Database::new();
    let (mut one, mut other) = (database.session(), database.session());
    one.begin().unwrap();
    ask(&mut one, "CREATE (:A)");
    assert_eq!(ask(&mut one, COUNT), "1");
    assert_eq!(ask(&mut other, COUNT), "0");
    let counters = one.commit().unwrap();
    assert_eq!(counters.nodes_added, 1);
    assert_eq!(ask(&mut other, COUNT), "1");
}

#[test]
fn rollback_and_dropping_undo() {
    let database = Database::new();
    let mut session = database.session();
    session.begin().unwrap();
    ask(&mut session, "CREATE (:A)");
    session.rollback().unwrap();
    assert_eq!(ask(&mut session, COUNT), "0");
    let mut dropped = database.session();
    dropped.begin().unwrap();
    ask(&mut dropped, "CREATE (:A)");
    drop(dropped);
    assert_eq!(ask(&mut session, COUNT), "0");
}

#[test]
fn a_failed_statement_leaves_the_transaction_as_it_was() {
    let mut session = Database::new().session();
    session.begin().unwrap();
    ask(&mut session, "CREATE (:A)");
    assert!(
        session
            .run("UNWIND [1, 0] AS n CREATE (:B {x: 1 / n})", &Map::new())
            .is_err()
    );
    assert!(session.run("syntax error", &Map::new()).is_err());
    assert!(session.in_transaction());
    ask(&mut session, "CREATE (:C)");
    session.commit().unwrap();
    assert_eq!(
        ask(
            &mut session,
            "MATCH (n) RETURN labels(n)[0] AS l ORDER BY l"
        ),
        "'A';'C'"
    );
}

#[test]
fn wrong_states_are_refused() {
    let mut session = Database::new().session();
    assert_eq!(session.commit().unwrap_err().code(), Code::TransactionState);
    assert_eq!(
        session.rollback().unwrap_err().code(),
        Code::TransactionState
    );
    session.begin().unwrap();
    assert_eq!(session.begin().unwrap_err().code(), Code::TransactionState);
}

#[test]
fn transactions_as_statements() {
    let database = Database::new();
    let (mut one, mut other) = (database.session(), database.session());
    ask(&mut one, "START TRANSACTION;");
    ask(&mut one, "CREATE (:A)");
    assert_eq!(ask(&mut other, COUNT), "0");
    ask(&mut one, "commit");
    assert_eq!(ask(&mut other, COUNT), "1");
    ask(&mut one, "BEGIN");
    ask(&mut one, "CREATE (:A)");
    assert!(
        one.run("UNWIND [1, 0] AS n CREATE (:B {x: 1 / n})", &Map::new())
            .is_err()
    );
    assert_eq!(ask(&mut one, COUNT), "2");
    ask(&mut one, "ROLLBACK");
    assert_eq!(ask(&mut one, COUNT), "1");

    let refused = |session: &mut quipu::Session, text: &str, code: Code, part: &str| {
        let error = session.run(text, &Map::new()).unwrap_err();
        assert_eq!(error.code(), code, "{text}");
        assert!(error.message().contains(part), "{text}: {error}");
        assert!(error.span().is_some(), "{text}");
    };
    refused(&mut one, "COMMIT", Code::TransactionState, "no transaction");
    refused(
        &mut one,
        "ROLLBACK",
        Code::TransactionState,
        "no transaction",
    );
    ask(&mut one, "BEGIN TRANSACTION READ WRITE");
    refused(
        &mut one,
        "START TRANSACTION",
        Code::TransactionState,
        "open already",
    );
    ask(&mut one, "ROLLBACK");
    for text in [
        "EXPLAIN COMMIT",
        "CITE BEGIN",
        "MATCH (n) COMMIT",
        "CREATE () ROLLBACK",
    ] {
        refused(
            &mut one,
            text,
            Code::UnexpectedSyntax,
            "statement of its own",
        );
    }
    refused(&mut one, "COMMIT WORK", Code::UnexpectedSyntax, "WORK");
}

#[test]
fn a_transaction_that_reads_sees_one_version() {
    let database = Database::new();
    let (mut reader, mut writer) = (database.session(), database.session());
    ask(&mut reader, "START TRANSACTION READ ONLY");
    // Neither waits for the other.
    ask(&mut writer, "CREATE (:A)");
    assert_eq!(ask(&mut reader, COUNT), "0");
    let error = reader.run("CREATE (:B)", &Map::new()).unwrap_err();
    assert_eq!(error.code(), Code::ReadOnly);
    assert_eq!(reader.transaction().err().unwrap().code(), Code::ReadOnly);
    ask(&mut reader, "COMMIT");
    assert_eq!(ask(&mut reader, COUNT), "1");
}

#[test]
fn a_statement_that_fails_late_leaves_nothing_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.quipu");
    let open = || Database::open(&path, &quipu::OpenOptions::new()).unwrap();
    let database = open();
    let mut session = database.session();
    ask(&mut session, "CREATE (:Keep {x: 1})");
    let log = || {
        std::fs::metadata(folder.path().join("a.quipu-log"))
            .unwrap()
            .len()
    };
    let (before, commit) = (log(), database.version().commit_number());
    let late = "UNWIND range(-30000, 0) AS x MERGE (a:New {k: x % 10}) \
                CREATE (a)-[:R {x: x}]->(:Other {y: 1 / x}) SET a.z = x";
    for _ in 0..2 {
        let error = session.run(late, &Map::new()).unwrap_err();
        assert_eq!(error.code(), Code::DivisionByZero);
    }
    assert_eq!(
        (log(), database.version().commit_number()),
        (before, commit)
    );
    assert!(database.version().label_id("New").is_none());
    // In a transaction the statements before it stay.
    session.begin().unwrap();
    ask(&mut session, "CREATE (:Keep {x: 2})");
    assert!(session.run(late, &Map::new()).is_err());
    ask(&mut session, "CREATE (:Keep {x: 3})");
    session.commit().unwrap();
    drop((session, database));
    let mut session = open().session();
    assert_eq!(ask(&mut session, COUNT), "3");
    assert_eq!(
        ask(&mut session, "MATCH (k:Keep) RETURN collect(k.x)"),
        "[1, 2, 3]"
    );
    assert_eq!(ask(&mut session, "MATCH ()-[r]->() RETURN count(r)"), "0");
}
