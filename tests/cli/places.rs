//! Where output goes: through links, to devices, into files that may not grow; and what is said of it. In: arguments.
//! Out: what the program says, and files.

use super::{GRAPH, Place, check, program, run};

#[cfg(unix)]
#[test]
fn links_are_followed() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    std::fs::create_dir(place.at("folder")).unwrap();
    let real = place.at("folder/real.jsonl");
    let more = place.at("more.jsonl");
    std::fs::write(
        &more,
        "{\"id\":\"x\",\"labels\":[\"More\"],\"properties\":{}}\n",
    )
    .unwrap();
    std::fs::write(&real, "").unwrap();
    let link = place.at("link.jsonl");
    // By way of another link, the last one relative and at first leading to nothing.
    symlink(place.at("folder/next.jsonl"), &link).unwrap();
    symlink("real.jsonl", place.at("folder/next.jsonl")).unwrap();
    let is_link = |path: &str| std::fs::symlink_metadata(path).unwrap().is_symlink();
    let lines = || std::fs::read_to_string(&real).unwrap().lines().count();
    for expected in 1..=2 {
        check(&["import", &more, "--into", &link], 0, "", "1 node created");
        assert!(is_link(&link) && is_link(&place.at("folder/next.jsonl")));
        assert_eq!(lines(), expected);
    }
    for arguments in [
        ["export", GRAPH, "--to", &link],
        ["dump", GRAPH, "--to", &link],
    ] {
        std::fs::remove_file(&real).unwrap();
        check(&arguments, 0, "", "");
        assert!(is_link(&link) && lines() > 2);
    }
    assert_eq!(std::fs::read_dir(place.at("folder")).unwrap().count(), 2);
    // In a circle, and to a database.
    symlink(place.at("b.json"), place.at("a.json")).unwrap();
    symlink(place.at("a.json"), place.at("b.json")).unwrap();
    check(
        &["export", GRAPH, "--to", &place.at("a.json")],
        1,
        "",
        "links",
    );
    symlink(place.at("g.quipu"), place.at("g.json")).unwrap();
    let to = place.at("g.json");
    check(&["export", GRAPH, "--to", &to], 1, "", "is a database file");
    // What is no file is written to as it is.
    check(&["dump", GRAPH, "--to", "/dev/null"], 0, "", "");
    assert!(!std::fs::symlink_metadata("/dev/null").unwrap().is_file());
}

/// What stands beside the file that is written is nobody's but the user's.
#[cfg(unix)]
#[test]
fn only_the_file_that_was_named_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let (to, beside) = (place.at("x.json"), place.at("x.json.new"));
    std::fs::write(&beside, "mine").unwrap();
    let names = || {
        let mut names = place.files();
        names.sort();
        names
    };
    for verb in ["export", "dump"] {
        check(&[verb, GRAPH, "--to", &to], 0, "", "");
        assert_eq!(std::fs::read_to_string(&beside).unwrap(), "mine");
        assert_eq!(names(), ["x.json", "x.json.new"]);
    }
    // Who may read it stays as it was.
    std::fs::set_permissions(&to, std::fs::Permissions::from_mode(0o640)).unwrap();
    check(&["export", GRAPH, "--to", &to], 0, "", "");
    let mode = std::fs::metadata(&to).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_file_limit_is_an_error() {
    let place = Place::new();
    let database = place.at("a.quipu");
    check(&[&database, "-q", "-c", "CREATE (:A)"], 0, "", "");
    let quipu = env!("CARGO_BIN_EXE_quipu");
    let limited = |arguments: &str| {
        let command = format!("ulimit -f 8; exec '{quipu}' {arguments}");
        let ran = program_of("sh").args(["-c", &command]).output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(1), "{said}");
        assert!(
            said.contains("error Q4002") && said.contains("too large"),
            "{said}"
        );
    };
    limited(&format!(
        "-q '{database}' -c 'UNWIND range(1, 10000) AS x CREATE (:B {{x: x}})'"
    ));
    limited(&format!("export '{GRAPH}' --to '{}'", place.at("a.json")));
    assert_eq!(place.files(), ["a.quipu", "a.quipu-log"]);
    let count = "MATCH (n) RETURN count(n) AS n";
    check(&["-q", &database, "-c", count], 0, "{\"n\":1}\n", "");
}

#[cfg(unix)]
fn program_of(name: &str) -> std::process::Command {
    let mut command = std::process::Command::new(name);
    command.current_dir(super::root()).env("NO_COLOR", "1");
    command
}

#[test]
fn what_graph_files_do_not_hold_is_said() {
    let place = Place::new();
    let database = place.at("a.quipu");
    let made = "CREATE CONSTRAINT FOR (n:A) REQUIRE n.x IS UNIQUE; CREATE INDEX FOR (n:A) ON (n.y); \
                CREATE INDEX FOR (n:B) ON (n.y); CREATE (:A {x: 1})";
    check(&[&database, "-q", "-c", made], 0, "", "");
    let said = "note: 1 constraint and 2 indexes left out: graph files hold nodes and relationships; `quipu dump`";
    let to = place.at("a.json");
    check(&["export", &database, "--to", &to], 0, "", said);
    assert!(run(&["export", &database]).err.contains(said));
    assert!(
        run(&[&database, "-c", &format!(":export {to}")])
            .err
            .contains(&said[6..60])
    );
    assert_eq!(run(&["export", &to]).err, "");
}

#[cfg(unix)]
#[test]
fn a_commit_has_somebody_s_name_without_an_environment() {
    let place = Place::new();
    let database = place.at("a.quipu");
    let made = program()
        .args([&database, "-c", "CREATE (:A)"])
        .env_remove("USER")
        .env_remove("LOGNAME")
        .env_remove("USERNAME")
        .output()
        .unwrap();
    assert!(made.status.success());
    let graph = quipu::graph::Graph::open(&database, &quipu::graph::durable::OpenOptions::new());
    let log = graph.unwrap().log().unwrap();
    assert!(!log[0].label.is_empty(), "{log:?}");
}

#[test]
fn line_ends_in_names_survive_or_are_refused() {
    let place = Place::new();
    let database = place.at("a.quipu");
    let made =
        "CREATE (:`a\nb` {`c\r\nd`: 'e\nf'})-[:`;\n`]->(:G); CREATE INDEX FOR (n:`a\nb`) ON (n.x)";
    check(&[&database, "-q", "-c", made], 0, "", "");
    let dumped = run(&["dump", &database]).out;
    assert!(
        dumped.contains("\n// Line ends in names: 5 line feeds, 1 carriage returns\n"),
        "{dumped}"
    );
    let restored = |name: &str, text: &str, code: i32, said: &str| {
        let (from, to) = (
            place.at(&format!("{name}.cypher")),
            place.at(&format!("{name}.quipu")),
        );
        std::fs::write(&from, text).unwrap();
        check(&["restore", &from, &to], code, "", said);
        assert_eq!(std::path::Path::new(&to).exists(), code == 0);
        to
    };
    let same = restored("same", &dumped, 0, "2 nodes");
    assert_eq!(run(&["dump", &same]).out, dumped);
    let to_crlf = dumped.replace('\n', "\r\n");
    restored("crlf", &to_crlf, 1, "line ends in names were changed");
    restored(
        "lf",
        &dumped.replace("\r\n", "\n"),
        1,
        "line ends in names were changed",
    );
    // Without such names any line ends will do.
    let plain = run(&["dump", GRAPH]).out;
    assert!(!plain.contains("Line ends"));
    restored("plain", &plain.replace('\n', "\r\n"), 0, "nodes");
}
