//! Memory is refused by the program, not by the system: with less address space than a statement asks for it ends with an error and
//! never with an abort. In: statements, scripts and parameters that would take all there is. Out: codes.

#![cfg(unix)]

use std::process::{Command, Stdio};

use super::Place;

/// Runs the program with so many kilobytes of address space.
fn limited(kilobytes: usize, arguments: &str, input: &str) -> (Option<i32>, String) {
    let quipu = env!("CARGO_BIN_EXE_quipu");
    let command = format!("ulimit -v {kilobytes}; exec '{quipu}' {arguments}");
    let mut ran = Command::new("sh")
        .args(["-c", &command])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who refuses an input does not read all of it.
    let _ = std::io::Write::write_all(&mut ran.stdin.take().unwrap(), input.as_bytes());
    let ran = ran.wait_with_output().unwrap();
    (
        ran.status.code(),
        String::from_utf8_lossy(&ran.stderr).into_owned(),
    )
}

/// With a limit of 40 MB of the 300 MB of address space that there are, or with the limit that is found.
#[test]
fn no_statement_ends_the_program() {
    let refused = |arguments: &str, input: &str| {
        for limit in ["--memory-limit 40MB", ""] {
            let (code, said) = limited(300_000, &format!("-q {limit} {arguments}"), input);
            assert_eq!(code, Some(1), "{limit} {arguments}: {said}");
            assert!(said.contains("error Q3002"), "{limit} {arguments}: {said}");
        }
    };
    let numbers = "UNWIND range(1, 1000000000000) AS x";
    for statement in [
        "RETURN [x IN range(1, 100000) | [y IN range(1, 100000) | [x, y]]]",
        &format!("{numbers} RETURN collect({{a: x}})"),
        &format!("{numbers} RETURN DISTINCT [x, [x]]"),
        &format!("{numbers} RETURN x ORDER BY -x"),
        &format!("{numbers} CREATE (:A {{x: x, y: [x, x]}})"),
        "RETURN reduce(s = \"ab\", i IN range(1, 60) | s + s)",
    ] {
        refused(&format!("-c '{statement}'"), "");
    }
    refused("", &format!("RETURN [1{}]", ", 1".repeat(2_000_000)));
    refused("", &format!("RETURN '{}'", "x".repeat(200_000_000)));
    let place = Place::new();
    let parameters = place.at("p.json");
    std::fs::write(
        &parameters,
        format!("{{\"l\": [{{}}{}]}}", ", {}".repeat(2_000_000)),
    )
    .unwrap();
    refused(&format!("--params '{parameters}' -c 'RETURN size($l)'"), "");
    let (code, _) = limited(300_000, "-q -c 'RETURN 1'", "");
    assert_eq!(code, Some(0));
}

/// Several threads that take memory ahead ask the system too.
#[test]
fn no_thread_ends_the_program() {
    let script = "UNWIND range(1, 40000) AS i CREATE (:N {i: i});
        MATCH (n:N) UNWIND range(1, 1000) AS j RETURN n.i AS i, j ORDER BY i, j LIMIT 40000000";
    for threads in [1, 2] {
        let arguments = format!("-q --threads {threads} --memory-limit none");
        let (code, said) = limited(300_000, &arguments, script);
        assert_eq!(code, Some(1), "{threads}: {said}");
        assert!(said.contains("error Q3002"), "{threads}: {said}");
    }
}

/// One node that takes more to read than there is, and files that are too large for what there is.
#[test]
fn no_import_ends_the_program() {
    let place = Place::new();
    let folder = place.at("csv");
    std::fs::create_dir(&folder).unwrap();
    let list = place.at("list.json");
    let node = |property: &str| format!("{{\"id\": \"a\", \"properties\": {{\"p\": {property}}}}}");
    let numbers = format!("[1{}]", ",1".repeat(4_500_000));
    std::fs::write(&list, format!("{{\"nodes\": [{}]}}", node(&numbers))).unwrap();
    let text = place.at("text.jsonl");
    let long = format!("\"{}\"", "x".repeat(120_000_000));
    std::fs::write(&text, node(&long)).unwrap();
    let rows = format!(":ID,p:int[]\na,1{}\n", ";1".repeat(4_000_000));
    std::fs::write(place.at("csv/a.csv"), rows).unwrap();
    let no_room = "the import needs more memory than this process may have";
    for (file, kilobytes, said) in [
        (&list, 1_500_000, "takes more than 1 GiB"),
        (&text, 300_000, no_room),
        (&folder, 300_000, no_room),
    ] {
        let to = place.at("to.quipu");
        let (code, err) = limited(kilobytes, &format!("import '{file}' '{to}'"), "");
        assert_eq!(code, Some(1), "{file}: {err}");
        assert!(
            err.contains("error Q3002") && err.contains(said),
            "{file}: {err}"
        );
        assert!(!std::path::Path::new(&to).exists());
    }
}
