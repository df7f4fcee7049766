//! Files that are not what they seem, through imports and the command line: an answer or an error that names the file, never a
//! panic, and never half an import. In: damaged files. Out: codes.

use std::path::Path;

use quipu::Code;
use quipu::format::csv::{CsvOptions, read_folder};
use quipu::format::{GraphFormat, ImportOptions, import, read_file};
use quipu::graph::Graph;

use super::{GRAPH, Place, check, root, run};

/// How many changed bytes are tried; `QUIPU_LONG` makes it so many times more.
fn tries() -> usize {
    let times = std::env::var("QUIPU_LONG").ok();
    300 * times.and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Good bytes with one or a few changed, cut off, doubled or moved.
fn damaged(good: &[u8], random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let at = random.usize(..bytes.len());
    match random.u8(..6) {
        0 => bytes[at] = random.u8(..),
        1 => bytes[at] ^= 1 << random.u8(..8),
        2 => bytes.truncate(at),
        3 => drop(bytes.remove(at)),
        4 => bytes.insert(
            at,
            *random.choice(b"\"'{}[],:;\n\\0-9e\xff\x00".iter()).unwrap(),
        ),
        _ => {
            let end = (at + random.usize(..40)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            let to = random.usize(..bytes.len());
            bytes.splice(to..to, part);
        }
    }
    bytes
}

const REFUSALS: [Code; 5] = [
    Code::InvalidGraphData,
    Code::InvalidUtf8,
    Code::FileNotReadable,
    Code::NumberOutOfRange,
    Code::InvalidPropertyType,
];

#[test]
fn json_with_changed_bytes() {
    let place = Place::new();
    let mut random = fastrand::Rng::with_seed(5);
    let version = {
        let graph = Graph::new();
        let source = read_file(&root().join(GRAPH)).unwrap();
        let mut tx = graph.begin();
        import(
            &source,
            GraphFormat::Json,
            &mut tx,
            &ImportOptions::default(),
        )
        .unwrap();
        tx.commit().unwrap()
    };
    for (name, format) in [
        ("a.json", GraphFormat::Json),
        ("a.jsonl", GraphFormat::JsonLines),
    ] {
        let path = place.at(name);
        let mut good = Vec::new();
        quipu::format::export(&version, format, &mut good).unwrap();
        let mut refused = 0;
        for _ in 0..tries() {
            std::fs::write(&path, damaged(&good, &mut random)).unwrap();
            let graph = Graph::new();
            let mut tx = graph.begin();
            let read = read_file(Path::new(&path))
                .and_then(|source| import(&source, format, &mut tx, &ImportOptions::default()));
            if let Err(problem) = read {
                refused += 1;
                assert!(REFUSALS.contains(&problem.code()), "{problem}");
                assert!(tx.changes().len() == 0, "{problem}");
            }
        }
        assert!(refused > tries() / 4, "{refused}");
    }
}

#[test]
fn csv_with_changed_bytes() {
    let place = Place::new();
    let folder = place.at("csv");
    std::fs::create_dir(&folder).unwrap();
    let nodes = "id:ID(P),name,age:int,born:date,tags:string[],:LABEL\n\
                 1,\"Ada, \"\"A\"\"\",36,1815-12-10,a;b,Person\n\
                 2,Bob,,1900-01-01,,Person;Old\n\
                 3,\"two\nlines\",-7,,x,\n";
    let relationships = ":START_ID(P),since:datetime,:END_ID(P),:TYPE\n\
                         1,2020-01-01T00:00:00Z,2,KNOWS\n\
                         2,,3,KNOWS\n3,,3,LIKES\n";
    let mut random = fastrand::Rng::with_seed(6);
    let mut refused = 0;
    for round in 0..tries() {
        let (mut a, mut b) = (nodes.as_bytes().to_vec(), relationships.as_bytes().to_vec());
        let changed = if round % 2 == 0 { &mut a } else { &mut b };
        *changed = damaged(changed, &mut random);
        std::fs::write(format!("{folder}/a.csv"), a).unwrap();
        std::fs::write(format!("{folder}/b.csv"), b).unwrap();
        let options = CsvOptions {
            skip_bad: round % 3,
            ..CsvOptions::default()
        };
        if let Err(problem) = read_folder(
            Path::new(&folder),
            &options,
            &mut |_| {},
            &quipu::diagnostic::Interrupt::default(),
        ) {
            refused += 1;
            assert!(REFUSALS.contains(&problem.code()), "{problem}");
        }
    }
    assert!(refused > tries() / 8, "{refused}");
}

#[test]
fn what_is_no_file() {
    let place = Place::new();
    let database = place.at("a.quipu");
    let folder = place.at("folder.json");
    std::fs::create_dir(&folder).unwrap();
    let refused = |file: &str, part: &str| {
        check(&["import", file, &database], 1, "", part);
        check(&[file, "-c", "RETURN 1"], 4, "", part);
    };
    refused(&place.at("none.json"), "none.json");
    // A folder is read as CSV files, and there are none.
    refused(&folder, "no CSV file");
    let deep = place.at("deep.json");
    std::fs::write(&deep, "[".repeat(1 << 20)).unwrap();
    refused(&deep, "deep.json");
    let lies = place.at("lies.json");
    std::fs::write(
        &lies,
        "{\"nodes\": [{\"id\": \"a\", \"properties\": {\"x\": 1e999999}}]}",
    )
    .unwrap();
    refused(&lies, "lies.json");
    std::fs::write(&lies, "{\"nodes\": [{\"id\": \"a\", \"properties\": {\"x\": {\"$date\": \"999999999999-01-01\"}}}]}").unwrap();
    refused(&lies, "lies.json");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let circle = place.at("circle.json");
        symlink(&circle, &circle).unwrap();
        refused(&circle, "circle.json");
        let nowhere = place.at("nowhere.json");
        symlink(place.at("none.json"), &nowhere).unwrap();
        refused(&nowhere, "nowhere.json");
        // A circle of folders is not walked for ever.
        let csv = place.at("csv");
        std::fs::create_dir(&csv).unwrap();
        symlink(&csv, format!("{csv}/again")).unwrap();
        std::fs::write(format!("{csv}/n.csv"), ":ID,:LABEL\n1,A\n").unwrap();
        check(
            &["import", &csv, &place.at("b.quipu")],
            0,
            "",
            "1 node created",
        );
        // A database behind a link is that database, and its log stays beside it.
        let link = place.at("link.quipu");
        symlink(place.at("b.quipu"), &link).unwrap();
        check(&["-q", &link, "-c", "CREATE (:B)"], 0, "", "");
        check(
            &[
                "-q",
                &place.at("b.quipu"),
                "-c",
                "MATCH (n) RETURN count(*) AS n",
            ],
            0,
            "{\"n\":2}\n",
            "",
        );
        symlink(place.at("gone.quipu"), place.at("dangling.quipu")).unwrap();
        check(
            &[&place.at("dangling.quipu"), "-c", "RETURN 1"],
            4,
            "",
            "leads to nothing",
        );
        // A path that leads through a file: nobody may do that, whoever they are.
        let through = format!("{}/x", place.at("b.quipu"));
        for arguments in [
            vec![&through[..], "-c", "RETURN 1"],
            vec!["import", GRAPH, "--into", &through],
        ] {
            let quipu: Vec<String> = arguments
                .iter()
                .map(|word| word.replace("/x", "/x.quipu"))
                .collect();
            let quipu: Vec<&str> = quipu.iter().map(String::as_str).collect();
            let ran = run(&quipu);
            assert_eq!(ran.code, Some(4), "{}", ran.err);
            assert!(ran.err.contains("ot a directory"), "{}", ran.err);
        }
        let json = format!("{through}.json");
        refused(&json, "ot a directory");
        let to = format!("{through}.cypher");
        for verb in ["dump", "export"] {
            let to = if verb == "dump" { &to } else { &json };
            check(&[verb, GRAPH, "--to", to], 1, "", "ot a directory");
        }
        check(
            &["backup", &place.at("b.quipu"), &format!("{through}.quipu")],
            4,
            "",
            "ot a directory",
        );
        // Without the right to read: not for those who may read everything.
        std::fs::set_permissions(place.at("b.quipu"), std::fs::Permissions::from_mode(0o000))
            .unwrap();
        if std::fs::File::open(place.at("b.quipu")).is_err() {
            check(
                &[&place.at("b.quipu"), "-c", "RETURN 1"],
                4,
                "",
                "ermission denied",
            );
        }
    }
    let ran = run(&["import", "/dev/null", &database]);
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    assert!(
        !place.files().iter().any(|name| name.starts_with("a.quipu")),
        "{:?}",
        place.files()
    );
}
