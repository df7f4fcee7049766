//! CSV folders as data: files, options, what comes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{CsvOptions, CsvProgress, read_folder};
use crate::diagnostic::{Code, Interrupt};
use crate::format::{GraphFormat, export};

/// Writes the files into a folder, reads it, and gives the graph as JSON lines or the refusal without the folder's name.
fn read(files: &[(&str, impl AsRef<[u8]>)], skip_bad: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let options = CsvOptions {
        skip_bad,
        ..CsvOptions::default()
    };
    let shown = match read_folder(folder.path(), &options, &mut |_| {}, &Interrupt::default()) {
        Ok((graph, report)) => {
            let mut out = Vec::new();
            export(&graph.version(), GraphFormat::JsonLines, &mut out).unwrap();
            let mut text = String::from_utf8(out).unwrap();
            for line in report.bad {
                writeln!(text, "bad {line}").unwrap();
            }
            text
        }
        Err(problem) => problem.message().to_owned(),
    };
    shown.replace(&format!("{}/", folder.path().display()), "")
}

#[track_caller]
fn check(files: &[(&str, impl AsRef<[u8]>)], skip_bad: usize, expected: &[&str]) {
    let got = read(files, skip_bad);
    for part in expected {
        assert!(got.contains(part), "`{part}` is not in\n{got}");
    }
}

const PEOPLE: (&str, &str) = (
    "nodes/people.csv",
    "id:ID(Person),name:string,born:date,tags:string[],:LABEL\n1,Ada,1815-12-10,a;b,Person;Poet\n2,\"Bob, junior\",,,Person\n",
);

#[test]
fn folders() {
    check(
        &[
            PEOPLE,
            (
                "nodes/cities.csv",
                "code:ID(City),:LABEL\nLDN,City\n07,City\n",
            ),
            (
                "edges/lives.csv",
                ":START_ID(Person),:END_ID(City),since:int,:TYPE\n1,LDN,1835,LIVES_IN\n2,07,,LIVES_IN\n",
            ),
            (
                "edges/knows.csv",
                ":START_ID(Person),:END_ID(Person),:TYPE\n1,2,KNOWS\n1,2,KNOWS\n2,2,KNOWS\n",
            ),
            ("README.txt", "not read"),
        ],
        0,
        &[
            "\"Bob, junior\"",
            "\"1815-12-10\"",
            "[\"a\",\"b\"]",
            "\"id\":1",
            "\"07\"",
            "\"since\":1835",
            "\"Poet\"",
        ],
    );
}

#[test]
fn layouts() {
    let node = |id: &str| format!("id:ID,:LABEL\n{id},N\n");
    let (one, two) = (node("1"), node("2"));
    // Beside `nodes`, other folders hold something else.
    let files = [
        ("nodes/a.csv", one.as_str()),
        ("b.csv", &two),
        ("plain/a.csv", &one),
        ("relationships/r.csv", ":START_ID,:END_ID,:TYPE\n1,2,T\n"),
    ];
    check(&files, 0, &["\"id\":1", "\"id\":2", "\"T\""]);
    let files = [("x/a.csv", one.as_str()), ("y/z/b.csv", &two)];
    check(&files, 0, &["\"id\":1", "\"id\":2"]);
}

#[test]
fn what_cells_become() {
    // What a bad row put into the columns is taken out again.
    let rows = "id:ID,name,at:datetime,n:int,:LABEL\n\
                1,\"\",2021-07-04T08:00:00Z,1,A\n\
                2,gone,2021-07-04T08:00:00Z,x,A\n\
                x,,2021-07-04T08:00[Europe/Stockholm],,A\n";
    check(
        &[("n.csv", rows)],
        1,
        &[
            "\"id\":\"1\"",
            "\"name\":\"\"",
            "\"2021-07-04T08:00Z\"",
            "\"id\":\"x\"",
            "+02:00[Europe/Stockholm]",
            "bad n.csv:3: an integer expected, found `x`",
        ],
    );
    assert!(!read(&[("n.csv", rows)], 1).contains("gone"));
    let rows = "id:ID,:LABEL\n1,A\n2,A\n";
    let links = ":START_ID,:END_ID,w:int,at:datetime,:TYPE\n\
                 2,1,7,2021-07-04T08:00:00Z,T\n1,2,8,no,T\n1,1,9,2021-07-05T08:00:00.5Z,T\n1,2,,,U\n";
    check(
        &[("n.csv", rows), ("r.csv", links)],
        1,
        &[
            "\"w\":7",
            "\"w\":9",
            "\"2021-07-05T08:00:00.5Z\"",
            "bad r.csv:3: a date and time expected, found `no`",
            "\"U\"",
        ],
    );
    assert!(!read(&[("n.csv", rows), ("r.csv", links)], 1).contains("\"w\":8"));
}

#[test]
fn bad_rows() {
    let rows = "id:ID,age:int,:LABEL\n1,2,A\n1,3,A\n,4,A\n5,old,A\n6,7\n8,9,A\n";
    check(&[("n.csv", rows)], 0, &["n.csv:3: the id `1` stands twice"]);
    check(
        &[("n.csv", rows)],
        4,
        &[
            "bad n.csv:3: the id",
            "bad n.csv:4: the node has no id",
            "bad n.csv:5: an integer expected, found `old`",
            "bad n.csv:6: the row has 2 cells, the header 3",
            "\"age\":9",
        ],
    );
    check(&[("n.csv", rows)], 3, &["n.csv:6: the row has"]);
    check(
        &[
            PEOPLE,
            (
                "r.csv",
                ":START_ID(Person),:END_ID(Person),:TYPE\n1,9,KNOWS\n",
            ),
        ],
        0,
        &["r.csv:2: there is no node with the id `9` in the id space `Person`"],
    );
    check(
        &[
            PEOPLE,
            ("r.csv", ":START_ID(Person),:END_ID(Person),:TYPE\n1,2,\n"),
        ],
        0,
        &["r.csv:2: the relationship has no type"],
    );
    check(
        &[("n.csv", "name\nx\n")],
        0,
        &["n.csv:1: a node file has one :ID"],
    );
    check(&[] as &[(&str, &str)], 0, &["holds no CSV file"]);
    // A quote that is not closed takes in all that follows, one that is closed too late what lies between.
    let many: String = (3..=1000).map(|id| format!("{id},x\n")).collect();
    let rows = format!(":ID,name\n1,x\n2,\"x\n{many}");
    let unclosed = "n.csv:3-1001: a quote is not closed";
    check(&[("n.csv", &rows)], 2000, &[unclosed]);
    let rows = rows + "1001,\"x\"\n1002,last\n";
    let late = "n.csv:3-1002: text stands behind a closing quote";
    check(&[("n.csv", &rows)], 999, &[late]);
    check(&[("n.csv", &rows)], 1000, &["last", &format!("bad {late}")]);
    let rows = ":ID,name,n:int\n1,\"a\nb\",x\n2,c,1\n";
    check(&[("n.csv", rows)], 1, &["n.csv:2-3: an integer expected"]);
    check(
        &[("n.csv", rows)],
        2,
        &["\"c\"", "bad n.csv:2-3: an integer"],
    );
    let rows = "id:ID{id-type:int}\n1\nx\n";
    check(
        &[("n.csv", rows)],
        1,
        &[
            "\"id\":1",
            "bad n.csv:3: an integer expected, found the id `x`",
        ],
    );
    check(
        &[("n.csv", "id:ID{id-type:string}\n1\n")],
        0,
        &["\"id\":\"1\""],
    );
}

/// A text as a gzip file.
fn packed(text: &str) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}

#[test]
fn packed_files() {
    let rows: String = (2..=40_000)
        .map(|id| format!("{id},{}\n", id * 7919 % 10_007))
        .collect();
    let rows = format!("id:ID,n:int\n{rows}");
    let links: String = (2..40_000)
        .map(|id| format!("{id},{},T\n", id + 1))
        .collect();
    let links = format!(":START_ID,:END_ID,:TYPE\n{links}40000,1,LAST\n");
    let plain = b"id:ID,n:int\n1,1\n".to_vec();
    let all = |name, bytes| {
        let others = [("m.csv", plain.clone()), ("r.csv.gz", packed(&links))];
        [others.as_slice(), &[(name, bytes)]].concat()
    };
    let whole = packed(&rows);
    let middle = whole.len() / 2;
    check(
        &all("n.csv.gz", whole.clone()),
        0,
        &["\"id\":40000", "\"LAST\""],
    );
    // One after the other in one file; lines are counted on.
    let (first, second) = rows.split_at(middle);
    let two = [packed(first), packed(second)].concat();
    check(&all("N.CSV.GZ", two), 0, &["\"id\":40000", "\"LAST\""]);
    let bad = packed(&format!("{rows}1,x\n"));
    check(
        &all("n.csv.gz", bad),
        0,
        &["n.csv.gz:40001: the id `1` stands twice"],
    );
    // Damaged ones end the import, however many rows may be bad.
    let cut = |length: usize| whole[..length].to_vec();
    let mut wrong_sum = whole.clone();
    let at = whole.len() - 8;
    wrong_sum[at] ^= 1;
    for (bytes, why) in [
        (cut(0), "the file ends before its gzip data does"),
        (cut(5), "the file ends before its gzip data does"),
        (cut(middle), "the file ends before its gzip data does"),
        (cut(at), "the file ends before its gzip data does"),
        (wrong_sum, "it is no gzip file, or a damaged one"),
        (plain.clone(), "it is no gzip file, or a damaged one"),
    ] {
        let why = format!("n.csv.gz` cannot be read: {why}");
        check(&all("n.csv.gz", bytes), 1_000_000, &[&why]);
    }
    let other = "n.csv.zst` cannot be read: it is packed in a way that is not read";
    check(&all("n.csv.zst", cut(0)), 0, &[other]);
    check(
        &all("m.csv.gz", whole.clone()),
        0,
        &["m.csv.gz` stands beside `m.csv`"],
    );
}

/// A flag that is raised while a folder is read ends that within some thousand rows.
#[test]
fn a_flag_ends_reading() {
    let rows = |line: &dyn Fn(usize) -> String| (0..40_000).map(line).collect::<String>();
    let nodes = format!(":ID,x:int\n{}", rows(&|n| format!("n{n},{n}\n")));
    let ends = |n: usize| format!("n{n},n{},T\n", n * 7 % 40_000);
    let relationships = format!(":START_ID,:END_ID,:TYPE\n{}", rows(&ends));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), nodes).unwrap();
    std::fs::write(folder.path().join("b.csv"), relationships).unwrap();
    // Of 16384 rows each: two for each file.
    for moment in 1..=4 {
        let raised = Arc::new(AtomicBool::new(false));
        let interrupt = Interrupt::default().with_cancel(Arc::clone(&raised));
        let mut reports = 0;
        let mut progress = |_: CsvProgress<'_>| {
            reports += 1;
            raised.store(reports == moment, Ordering::Relaxed);
        };
        let options = CsvOptions::default();
        let read = read_folder(folder.path(), &options, &mut progress, &interrupt);
        assert_eq!(read.err().unwrap().code(), Code::Cancelled);
        assert_eq!(reports, moment);
    }
}
