//! Pages in docs/ show what the program does. In: blocks of ```console with lines `$ quipu ...`, and lines `> ...` that are its
//! input. Out: a failure where the output is another; `QUIPU_UPDATE=1` writes the pages anew.

use super::{root, run, run_with_input};

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
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        if line == "```console" {
            inside = true;
        } else if line == "```" {
            inside = false;
        }
        if let Some(command) = line.strip_prefix("$ quipu ").filter(|_| inside) {
            let arguments = words(command);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            if arguments[0] == "pipe" {
                let mut requests = Vec::new();
                while let Some(next) = lines.next_if(|next| *next != "```") {
                    requests.extend(next.strip_prefix("> "));
                }
                text += &format!("{line}\n{}", conversation(&arguments, &requests));
                commands += 1;
                continue;
            }
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

/// Requests, each with its answer.
fn conversation(arguments: &[&str], requests: &[&str]) -> String {
    let ran = run_with_input(arguments, (requests.join("\n") + "\n").as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let answers: Vec<&str> = ran.out.lines().collect();
    assert_eq!(answers.len(), requests.len(), "{}", ran.out);
    let both = requests.iter().zip(answers);
    both.map(|(request, answer)| {
        let answer = with(
            answer,
            "\"timing\":{",
            "\"plan_us\":40.2,\"execute_us\":310.5",
        );
        // Once all counters are shown.
        let answer = if request.contains("founded: date") {
            answer
        } else {
            with(&answer, "\"counters\":{", "…")
        };
        format!("> {request}\n{answer}\n")
    })
    .collect()
}

/// The text with something else between `start` and the next brace.
fn with(text: &str, start: &str, content: &str) -> String {
    let Some((before, rest)) = text.split_once(start) else {
        return text.to_owned();
    };
    let (_, after) = rest.split_once('}').unwrap();
    format!("{before}{start}{content}}}{after}")
}

fn check(page: &str, least: usize) {
    let path = root().join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let (fresh, commands) = fresh(&text);
    assert!(commands >= least);
    if std::env::var_os("QUIPU_UPDATE").is_some() {
        std::fs::write(&path, fresh).unwrap();
    } else {
        assert!(
            fresh == text,
            "{page} is stale: run `QUIPU_UPDATE=1 cargo test --test cli pages`"
        );
    }
}

#[test]
fn time_and_sources() {
    check("docs/TIME-AND-SOURCES.md", 11);
}

#[test]
fn pipe() {
    check("docs/PIPE.md", 7);
}
