//! Ctrl-C while files are read and written: the program ends with code 130, and leaves what was there as it was and nothing
//! else. In: arguments, and what is waited for before the signal. Out: an exit code and files.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Place, Ran, check, program, run};

/// How often a signal that came too late is tried again.
const TRIES: usize = 20;

/// Runs the program and sends it the signal once `ready`; at the latest it has ended.
fn interrupted(arguments: &[&str], ready: impl Fn() -> bool) -> Ran {
    let mut child = program()
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while !ready() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_micros(200));
    }
    interrupt(child.id());
    child.wait_with_output().unwrap().into()
}

fn interrupt(process: u32) {
    let sent = Command::new("kill")
        .args(["-INT", &process.to_string()])
        .stderr(Stdio::null())
        .status();
    sent.unwrap();
}

/// A pipe that gives `start` and then, for ever, `again`, or nothing.
struct Pipe {
    path: String,
    opened: Arc<AtomicBool>,
}

impl Pipe {
    fn new(place: &Place, name: &str, start: &'static str, again: Option<&'static str>) -> Self {
        let (path, opened) = (place.at(name), Arc::new(AtomicBool::new(false)));
        assert!(
            Command::new("mkfifo")
                .arg(&path)
                .status()
                .unwrap()
                .success()
        );
        let (to, open) = (path.clone(), Arc::clone(&opened));
        std::thread::spawn(move || {
            let mut pipe = std::fs::OpenOptions::new().write(true).open(to).unwrap();
            let _ = pipe.write_all(start.as_bytes());
            open.store(true, Ordering::Relaxed);
            let Some(again) = again else {
                loop {
                    std::thread::park();
                }
            };
            // Until nobody reads any more.
            while pipe.write_all(again.repeat(100).as_bytes()).is_ok() {}
        });
        Self { path, opened }
    }

    /// Has the program opened it?
    fn is_open(&self) -> bool {
        self.opened.load(Ordering::Relaxed)
    }
}

/// Nodes with long texts, as graph data.
fn graph_data(place: &Place, nodes: usize) -> String {
    let path = place.at("large.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    let text = "text ".repeat(2000);
    for node in 0..nodes {
        writeln!(
            file,
            "{{\"id\": \"{node}\", \"properties\": {{\"t\": \"{text}{node}\"}}}}"
        )
        .unwrap();
    }
    file.flush().unwrap();
    path
}

const NODE: &str = "{\"id\": \"a\"}\n";
const RELATIONSHIP: &str = "{\"type\": \"T\", \"start\": \"a\", \"end\": \"a\"}\n";

#[test]
fn imports() {
    // Of new databases, of graph files, and into databases that are there.
    let import = |target: &str, options: &[&str], again: Option<&'static str>| {
        let place = Place::new();
        let old = place.at("old.quipu");
        check(&["-q", &old, "-c", "CREATE ({name: 'a'})"], 0, "", "");
        std::fs::write(place.at("old.jsonl"), NODE).unwrap();
        let before = place.files();
        let pipe = Pipe::new(&place, "in.jsonl", NODE, again);
        let target = place.at(target);
        let mut arguments = vec!["import", &pipe.path, "--into", &target];
        arguments.extend(options);
        let ran = interrupted(&arguments, || pipe.is_open());
        std::fs::remove_file(&pipe.path).unwrap();
        assert_eq!(ran.code, Some(130), "{arguments:?}: {}", ran.err);
        assert_eq!(place.files(), before, "{arguments:?}");
        let file = std::fs::read_to_string(place.at("old.jsonl"));
        assert_eq!(file.unwrap(), NODE);
        let count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(*) AS n, count(r) AS r";
        check(&["-q", &old, "-c", count], 0, "{\"n\":1,\"r\":0}\n", "");
        assert_eq!(run(&["check", &old]).code, Some(0));
    };
    for target in ["new.quipu", "old.quipu", "new.jsonl", "old.jsonl"] {
        import(target, &[], Some(RELATIONSHIP));
        import(target, &[], None);
    }
    import("old.quipu", &["--merge-on", "name"], Some(RELATIONSHIP));
}

#[test]
fn restores() {
    let place = Place::new();
    let restore = |dump: &str, is_ready: &dyn Fn() -> bool| {
        let target = place.at("new.quipu");
        let ran = interrupted(&["restore", dump, &target], is_ready);
        assert_eq!(ran.code, Some(130), "{}", ran.err);
        std::fs::remove_file(dump).unwrap();
        assert_eq!(place.files(), [""; 0]);
    };
    let script = "CREATE (:A {x: 1});\n";
    for again in [Some(script), None] {
        let pipe = Pipe::new(&place, "a.cypher", script, again);
        restore(&pipe.path, &|| pipe.is_open());
    }
    // A statement that goes on for ever.
    let long = "UNWIND range(1, 1000000000000) AS x CREATE (:A {x: x % 7 + x});\n";
    let (file, lock) = (place.at("a.cypher"), place.at("new.quipu-lock"));
    std::fs::write(&file, long).unwrap();
    restore(&file, &|| Path::new(&lock).exists());
}

/// Interrupts until it was in the midst, once a file is there whose name begins so. Whatever comes of it, there are no other
/// files than those that were there before, or all that there should be.
fn in_the_midst(place: &Place, arguments: &[&str], file: &str, made: &[&str]) {
    let before = place.files();
    for _ in 0..TRIES {
        let there = || place.files().iter().any(|name| name.starts_with(file));
        let ran = interrupted(arguments, there);
        if ran.code == Some(130) {
            assert_eq!(place.files(), before, "{arguments:?}: {}", ran.err);
            return;
        }
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
        for made in made {
            std::fs::remove_file(place.at(made)).unwrap();
        }
        assert_eq!(place.files(), before);
    }
    panic!("{arguments:?} is too quick");
}

#[test]
fn what_is_written() {
    let place = Place::new();
    let (data, database) = (graph_data(&place, 4000), place.at("a.quipu"));
    let loading = ["import", &data, "--into", &database];
    in_the_midst(&place, &loading, "a.quipu-new", &["a.quipu", "a.quipu-log"]);
    assert_eq!(run(&loading).code, Some(0));
    for to in ["out.json", "out.jsonl"] {
        let to_file = place.at(to);
        let temporary = format!(".{to}.");
        let export = ["export", &database, "--to", &to_file];
        in_the_midst(&place, &export, &temporary, &[to]);
    }
    let dump_file = place.at("out.cypher");
    let dumping = ["dump", &database, "--to", &dump_file];
    in_the_midst(&place, &dumping, ".out.cypher.", &["out.cypher"]);
    // What is there stays as it was.
    std::fs::write(&dump_file, "old").unwrap();
    in_the_midst(&place, &dumping, ".out.cypher.", &[]);
    assert_eq!(std::fs::read(&dump_file).unwrap(), b"old");
    assert_eq!(run(&dumping).code, Some(0));
    let copy = place.at("copy.quipu");
    let restore = ["restore", &dump_file, &copy];
    let made = ["copy.quipu", "copy.quipu-log"];
    in_the_midst(&place, &restore, "copy.quipu-lock", &made);
    in_the_midst(&place, &restore, "copy.quipu-new", &made);
    let backup = ["backup", &database, &copy];
    in_the_midst(&place, &backup, "copy.quipu-new", &made);
    // To standard output, of which only the beginning is read.
    for verb in ["export", "dump"] {
        let before = place.files();
        let mut child = program()
            .args([verb, &database])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0]).unwrap();
        interrupt(child.id());
        assert_eq!(child.wait().unwrap().code(), Some(130), "{verb}");
        assert_eq!(place.files(), before);
    }
    assert_eq!(run(&["check", &database]).code, Some(0));
}

#[test]
fn checking() {
    let place = Place::new();
    let (data, database) = (graph_data(&place, 4000), place.at("a.quipu"));
    assert_eq!(run(&["import", &data, "--into", &database]).code, Some(0));
    let before = place.files();
    // The program shows nowhere that it has begun: at first the signal comes before anybody listens to it.
    let is_stopped = |hundredths: u64| {
        let start = Instant::now();
        let there = || start.elapsed() > Duration::from_millis(10 * hundredths);
        let ran = interrupted(&["check", &database], there);
        assert!(matches!(ran.code, None | Some(0 | 130)), "{}", ran.err);
        assert_eq!(place.files(), before);
        ran.code == Some(130)
    };
    assert!((1..).take(TRIES).any(is_stopped));
    assert_eq!(run(&["check", &database]).code, Some(0));
}

#[test]
fn compacting() {
    let place = Place::new();
    let (data, database) = (graph_data(&place, 1500), place.at("a.quipu"));
    assert_eq!(run(&["import", &data, "--into", &database]).code, Some(0));
    std::fs::remove_file(&data).unwrap();
    check(
        &[
            "-q",
            &database,
            "-c",
            "CREATE (:B); CREATE (:B); MATCH (n) SET n.x = n.t",
        ],
        0,
        "",
        "",
    );
    let history = run(&["-q", &database, "-c", ":log"]);
    let before = place.files();
    let mut midst = 0;
    for part in [
        "a.quipu-lock",
        "a.quipu-new",
        "a.quipu-past-new",
        "a.quipu-log-new",
    ] {
        let there = || Path::new(&place.at(part)).exists();
        let compact = ["compact", &database, "--keep", "1"];
        let ran = interrupted(&compact, there);
        assert!(
            !place
                .files()
                .iter()
                .any(|name| name.ends_with("-new") || name.ends_with("-lock"))
        );
        assert_eq!(run(&["check", &database]).code, Some(0));
        if ran.code == Some(130) {
            midst += 1;
            assert_eq!(place.files(), before);
            let after = run(&["-q", &database, "-c", ":log"]);
            assert_eq!(after.out, history.out);
        } else {
            assert_eq!(ran.code, Some(0), "{}", ran.err);
            break;
        }
    }
    assert!(midst > 0);
}
