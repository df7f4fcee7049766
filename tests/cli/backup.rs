//! Backups on the command line: beside a writer, and where something stands already. In: arguments. Out: what the program
//! says, and files.

use std::path::Path;

use super::upkeep::filled;
use super::{Place, Server, check, run};

#[test]
fn backup_while_in_use() {
    let place = Place::new();
    let database = filled(&place, 2);
    let mut server = Server::of(&database);
    server.ask("CREATE (:C)");
    let copy = place.at("copy.quipu");
    check(
        &["backup", &database, &copy],
        0,
        "",
        "commit 3, with its history",
    );
    server.ask("CREATE (:C)");
    server.end();
    // The copy is of its moment, has the history, and goes its own way.
    check(
        &["-q", &copy, "-c", "MATCH (c:C) RETURN count(*) AS n"],
        0,
        "{\"n\":1}\n",
        "",
    );
    check(
        &[
            "-q",
            &copy,
            "-c",
            "AS RECORDED ON 1 MATCH (c) RETURN count(*) AS n",
        ],
        0,
        "{\"n\":2}\n",
        "",
    );
    check(&["-q", &copy, "-c", "CREATE (:D)"], 0, "", "");
    assert_eq!(run(&["check", &copy]).code, Some(0));
    check(&["backup", &database, &copy], 1, "", "exists already");
    let folder = place.at("folder");
    std::fs::create_dir(&folder).unwrap();
    check(&["backup", &database, &folder], 0, "", "a.quipu: commit 4");
    check(
        &["backup", &place.at("none.quipu"), &folder],
        4,
        "",
        "there is no database",
    );
}

#[test]
fn a_backup_destroys_nothing() {
    let place = Place::new();
    let database = filled(&place, 1);
    let folder = place.at("folder");
    std::fs::create_dir(&folder).unwrap();
    // A database that lost its snapshot: every commit is in its log.
    let lost = place.at("lost.quipu");
    check(
        &[&lost, "-q", "-c", "CREATE (:Only {copy: true})"],
        0,
        "",
        "",
    );
    std::fs::remove_file(&lost).unwrap();
    let log = std::fs::read(format!("{lost}-log")).unwrap();
    let inside = format!("{folder}/a.quipu");
    std::fs::copy(format!("{lost}-log"), format!("{inside}-log")).unwrap();
    for (to, name) in [(&lost, &lost), (&folder, &inside)] {
        let said = format!("{name} is missing, but its log {name}-log is there");
        check(&["backup", &database, to], 4, "", &said);
        assert_eq!(std::fs::read(format!("{name}-log")).unwrap(), log);
        assert!(!Path::new(name).exists());
    }
    let past = place.at("b.quipu-past");
    std::fs::write(&past, "mine").unwrap();
    let to = place.at("b.quipu");
    check(&["backup", &database, &to], 4, "", "its past");
    check(&[&to, "-c", "RETURN 1"], 4, "", "its past");
    assert_eq!(std::fs::read(&past).unwrap(), b"mine");
}

#[test]
fn names_and_left_overs_of_backups() {
    let place = Place::new();
    let database = filled(&place, 2);
    check(
        &["backup", &database, &place.at("copy")],
        2,
        "",
        "ends in .quipu",
    );
    assert!(!place.files().contains(&"copy".to_owned()));
    // A backup that was killed before the snapshot got its name.
    let copy = place.at("copy.quipu");
    check(&["backup", &database, &copy], 0, "", "commit 2");
    std::fs::rename(&copy, format!("{copy}-new")).unwrap();
    std::fs::write(format!("{copy}-past-new"), "cut short").unwrap();
    check(&["backup", &database, &copy], 0, "", "commit 2");
    let count = "MATCH (n) RETURN count(n) AS n";
    check(&["-q", &copy, "-c", count], 0, "{\"n\":4}\n", "");
    check(&["check", &copy], 0, &run(&["check", &copy]).out, "");
    check(&["backup", &database, &copy], 1, "", "exists already");
    let compact = ["compact", &database, "--keep", "2999-01-01"];
    check(&compact, 2, "", "is in the future");
    check(
        &[":memory:", "--read-only", "-c", "RETURN 1"],
        2,
        "",
        "--read-only",
    );
}
