//! Pages in docs/ show what the program does. In: blocks of ```console with lines `$ quipu ...`. Out: a failure where the
//! output is another; `QUIPU_UPDATE=1` writes the pages anew.

use super::{root, run};

/// The words of a command line, with double quotes around some.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (number, part) in line.split('"').enumerate() {
        if number % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// The page with the output of its commands as it is now, and how many commands there are.
fn fresh(page: &str) -> (String, usize) {
    let (mut text, mut commands) = (String::new(), 0);
    let mut inside = false;
    for line in page.lines() {
        if line == "```console" {
            inside = true;
        } else if line == "```" {
            inside = false;
        }
        if let Some(command) = line.strip_prefix("$ quipu ").filter(|_| inside) {
            let arguments = words(command);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let ran = run(&arguments);
            assert_eq!(ran.code, Some(0), "{line}\n{}", ran.err);
            text += &format!("{line}\n{}", ran.out.replace("\r\n", "\n"));
            commands += 1;
        } else if !inside || line == "```console" {
            text += &format!("{line}\n");
        }
    }
    (text, commands)
}

#[test]
fn time_and_sources() {
    let path = root().join("docs/TIME-AND-SOURCES.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (fresh, commands) = fresh(&page);
    assert!(commands > 10);
    if std::env::var_os("QUIPU_UPDATE").is_some() {
        std::fs::write(&path, fresh).unwrap();
    } else {
        assert!(
            fresh == page,
            "docs/TIME-AND-SOURCES.md is stale: run `QUIPU_UPDATE=1 cargo test --test cli pages`"
        );
    }
}
