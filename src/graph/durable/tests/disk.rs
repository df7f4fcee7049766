//! Real files: locks, links, rights, and names that are something else.

use std::path::Path;

use super::work::{Worker, picture};
use crate::diagnostic::Code;
use crate::graph::Graph;
use crate::graph::durable::{At, OpenOptions, check};

/// What opening says: the code and a part of the sentence.
fn refused(path: &Path, options: &OpenOptions, code: Code, part: &str) {
    match Graph::open(path, options) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(problem) => {
            assert_eq!(problem.code(), code, "{problem}");
            assert!(problem.message().contains(part), "{problem}");
        }
    }
}

fn filled(path: &Path) -> String {
    let graph = Graph::open(path, &OpenOptions::new()).unwrap();
    let mut worker = Worker::new(2);
    for _ in 0..3 {
        worker.commit(&graph).unwrap();
    }
    picture(&graph.version())
}

#[test]
fn one_writer_and_who_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.quipu");
    let state = filled(&path);
    let graph = Graph::open(&path, &OpenOptions::new()).unwrap();
    let who = format!("in use by process {} on ", std::process::id());
    refused(&path, &OpenOptions::new(), Code::CannotOpen, &who);
    // Reading is possible meanwhile, and stays at what was there.
    let reader = Graph::open(&path, &OpenOptions::new().read_only(true)).unwrap();
    Worker::new(3).commit(&graph).unwrap();
    assert_eq!(picture(&reader.version()), state);
    assert!(reader.is_read_only() && !graph.is_read_only());
    assert_eq!(reader.checkpoint().unwrap_err().code(), Code::ReadOnly);
    // An open transaction keeps the files open.
    let transaction = graph.begin();
    drop(graph);
    refused(&path, &OpenOptions::new(), Code::CannotOpen, "in use");
    drop(transaction);
    let mut files: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, ["a.quipu", "a.quipu-log"]);
    Graph::open(&path, &OpenOptions::new()).unwrap();
    let earlier = Graph::open_at(&path, &At::Commit(3)).unwrap();
    assert_eq!(picture(&earlier.version()), state);
    assert!(check(&path).unwrap().is_sound());
}

#[test]
fn names_that_are_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let new = OpenOptions::new();
    let old = OpenOptions::new().create(false);
    refused(&at("none"), &old, Code::CannotOpen, "there is no database");
    refused(
        &at("none"),
        &new.read_only(true),
        Code::CannotOpen,
        "there is no database",
    );
    refused(folder.path(), &new, Code::CannotOpen, "directory");
    refused(&at("no/such/folder"), &new, Code::CannotOpen, "folder");
    refused(Path::new(""), &new, Code::CannotOpen, "");
    refused(Path::new("/"), &new, Code::CannotOpen, "directory");
    std::fs::write(at("text"), "MATCH (n) RETURN n").unwrap();
    std::fs::write(at("text-log"), "").unwrap();
    refused(&at("text"), &new, Code::CannotOpen, "text");
    std::fs::write(at("empty"), "").unwrap();
    refused(&at("empty"), &new, Code::CannotOpen, "too short");
    assert_eq!(std::fs::read(at("text")).unwrap(), b"MATCH (n) RETURN n");
    filled(&at("a.quipu"));
    std::fs::rename(at("a.quipu"), at("b.quipu")).unwrap();
    refused(&at("a.quipu"), &new, Code::CannotOpen, "is missing");
    refused(&at("b.quipu"), &new, Code::CannotOpen, "b.quipu-log");
    std::fs::create_dir(at("b.quipu-log")).unwrap();
    refused(&at("b.quipu"), &new, Code::CannotOpen, "a directory");
    assert!(check(at("nothing")).is_err());
    assert!(!check(at("a.quipu")).unwrap().is_sound());
}

#[test]
fn a_format_of_the_future() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.quipu");
    filled(&path);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[8] = 2;
    std::fs::write(&path, bytes).unwrap();
    refused(&path, &OpenOptions::new(), Code::CannotOpen, "has format 2");
}

#[test]
fn a_backup_is_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let (path, copy) = (folder.path().join("a.quipu"), folder.path().join("b.quipu"));
    let state = filled(&path);
    let graph = Graph::open(&path, &OpenOptions::new()).unwrap();
    graph.backup(&copy).unwrap();
    assert_eq!(
        graph.backup(&copy).unwrap_err().code(),
        Code::FileNotWritable
    );
    Worker::new(3).commit(&graph).unwrap();
    let other = Graph::open(&copy, &OpenOptions::new()).unwrap();
    assert_eq!(picture(&other.version()), state);
    assert_eq!(other.log().unwrap().len(), 3);
}

#[cfg(unix)]
#[test]
fn links_and_rights() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let state = filled(&at("a.quipu"));
    symlink(at("a.quipu"), at("link")).unwrap();
    symlink(at("gone"), at("dangling")).unwrap();
    let graph = Graph::open(at("link"), &OpenOptions::new()).unwrap();
    assert_eq!(picture(&graph.version()), state);
    // The same database under either name.
    refused(
        &at("a.quipu"),
        &OpenOptions::new(),
        Code::CannotOpen,
        "in use",
    );
    drop(graph);
    refused(
        &at("dangling"),
        &OpenOptions::new(),
        Code::CannotOpen,
        "leads to nothing",
    );
    std::fs::rename(at("a.quipu-log"), at("elsewhere")).unwrap();
    symlink(at("elsewhere"), at("a.quipu-log")).unwrap();
    refused(
        &at("a.quipu"),
        &OpenOptions::new(),
        Code::CannotOpen,
        "a symbolic link",
    );
    std::fs::remove_file(at("a.quipu-log")).unwrap();
    std::fs::rename(at("elsewhere"), at("a.quipu-log")).unwrap();
    let allow = |name: &str, mode: u32| {
        std::fs::set_permissions(at(name), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    allow("a.quipu", 0o000);
    // The superuser may read everything.
    if std::fs::read(at("a.quipu")).is_err() {
        refused(
            &at("a.quipu"),
            &OpenOptions::new(),
            Code::CannotOpen,
            "cannot be read",
        );
    }
    allow("a.quipu", 0o444);
    allow("a.quipu-log", 0o444);
    allow("", 0o555);
    let reader = Graph::open(at("a.quipu"), &OpenOptions::new().read_only(true)).unwrap();
    assert_eq!(picture(&reader.version()), state);
    if std::fs::write(at("probe"), "").is_err() {
        refused(
            &at("a.quipu"),
            &OpenOptions::new(),
            Code::CannotOpen,
            "locked",
        );
    }
    allow("", 0o755);
}
