//! Completion: what may stand at the cursor.
//!
//! In: the text, the cursor and the names there are. Out: where the word starts and what may replace it. It looks at the
//! tokens before the cursor only. Knows nothing of the editor.

use std::path::Path;

use super::catalog::Catalog;
use crate::shell::chunk::is_command;
use crate::shell::command::{self, Argument};
use crate::syntax::{Keyword, Style, highlight};
use crate::value::literal::Name;

/// Where the word starts, and what may replace it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) candidates: Vec<Candidate>,
}

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) shown: String,
    pub(super) text: String,
}

/// What may stand at the cursor.
pub(super) fn complete(catalog: &Catalog, text: &str, cursor: usize) -> Found {
    let before = text.get(..cursor).unwrap_or(text);
    if is_command(before) {
        return complete_command(catalog, before);
    }
    complete_statement(catalog, before, 0)
}

fn complete_command(catalog: &Catalog, before: &str) -> Found {
    let indent = before.len() - before.trim_start().len();
    let name_start = indent + 1;
    let Some(space) = before[name_start..].find(char::is_whitespace) else {
        let word = &before[name_start..];
        let names = command::ALL.iter().map(|command| command.name);
        return Found {
            start: name_start,
            candidates: starting_with(word, names, " "),
        };
    };
    let argument = command::find(&before[name_start..name_start + space])
        .map_or(Argument::None, |command| command.argument);
    let start = name_start + space + 1;
    let rest = &before[start..];
    match argument {
        Argument::None => Found::default(),
        Argument::OneOf(words) => Found {
            start,
            candidates: starting_with(rest, words().into_iter(), ""),
        },
        Argument::File => complete_file(rest, start),
        Argument::Query => complete_statement(catalog, before, start),
    }
}

/// Completes the statement that starts at `from`.
fn complete_statement(catalog: &Catalog, before: &str, from: usize) -> Found {
    let statement = &before[from..];
    let tokens = highlight(statement);
    // Inside a string or comment there is nothing to complete.
    if let Some((span, style)) = tokens.last()
        && span.end as usize == statement.len()
        && matches!(style, Style::Comment | Style::String | Style::Invalid)
        && !span.slice(statement).starts_with('`')
    {
        return Found::default();
    }
    let word_start = statement
        .rfind(|c: char| !c.is_alphanumeric() && c != '_')
        .map_or(0, |at| {
            at + statement[at..].chars().next().map_or(1, char::len_utf8)
        });
    let word = &statement[word_start..];
    let earlier: Vec<&str> = tokens
        .iter()
        .filter(|(span, _)| (span.end as usize) <= word_start)
        .map(|(span, _)| span.slice(statement))
        .collect();
    let at = |start: usize, candidates: Vec<Candidate>| Found {
        start: from + start,
        candidates,
    };
    let names = |list: &[String]| -> Vec<Candidate> {
        list.iter()
            .filter(|name| starts_with(name, word))
            .map(|name| Candidate {
                shown: name.clone(),
                text: Name(name).to_string(),
            })
            .collect()
    };
    let previous = earlier.last().copied().unwrap_or("");
    // `$` stands alone or belongs to the parameter's token.
    if statement[..word_start].ends_with('$') {
        return at(word_start, names(&catalog.parameters));
    }
    if previous == "." && statement[..word_start].ends_with('.') {
        let mut found = at(word_start, names(&catalog.keys));
        found
            .candidates
            .extend(dotted(catalog, statement, word_start, word));
        return found;
    }
    let bracket = innermost(&earlier);
    match (previous, bracket) {
        (":" | "|" | "&" | "!", Some("[")) => at(word_start, names(&catalog.types)),
        (":" | "&" | "!", Some("(") | None) | ("|", Some("(")) => {
            at(word_start, names(&catalog.labels))
        }
        ("{" | ",", Some("{")) => at(word_start, names(&catalog.keys)),
        _ if previous.eq_ignore_ascii_case("CALL") => at(
            word_start,
            starting_with(word, catalog.procedures.iter().map(String::as_str), "("),
        ),
        _ => at(
            word_start,
            words(catalog, &tokens, statement, word_start, word),
        ),
    }
}

/// Functions and procedures whose names have dots, such as `date.truncate`, of which a part is written.
fn dotted(catalog: &Catalog, statement: &str, word_start: usize, word: &str) -> Vec<Candidate> {
    let start = statement[..word_start]
        .rfind(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')
        .map_or(0, |at| {
            at + statement[at..].chars().next().map_or(1, char::len_utf8)
        });
    let prefix = &statement[start..word_start];
    catalog
        .functions
        .iter()
        .chain(&catalog.procedures)
        .filter_map(|name| {
            name.get(prefix.len()..)
                .filter(|_| starts_with(name, prefix))
        })
        .filter(|rest| starts_with(rest, word))
        .map(|rest| Candidate {
            shown: format!("{rest}()"),
            text: format!("{rest}("),
        })
        .collect()
}

/// Keywords, functions and the variables written so far.
fn words(
    catalog: &Catalog,
    tokens: &[(crate::source::Span, Style)],
    statement: &str,
    word_start: usize,
    word: &str,
) -> Vec<Candidate> {
    let mut variables: Vec<&str> = tokens
        .iter()
        .filter(|(span, style)| *style == Style::Name && (span.end as usize) <= word_start)
        .map(|(span, _)| span.slice(statement))
        .filter(|name| starts_with(name, word))
        .collect();
    variables.sort_unstable();
    variables.dedup();
    let mut candidates: Vec<Candidate> = variables
        .into_iter()
        .map(|name| Candidate {
            shown: name.to_owned(),
            text: name.to_owned(),
        })
        .collect();
    // Without a letter typed the list of all words would hide the variables.
    if word.is_empty() && !candidates.is_empty() {
        return candidates;
    }
    let keywords: Vec<&str> = Keyword::ALL.iter().map(|keyword| keyword.text()).collect();
    candidates.extend(starting_with(word, keywords.into_iter(), " "));
    if !word.is_empty() {
        for name in catalog
            .functions
            .iter()
            .filter(|name| starts_with(name, word))
        {
            candidates.push(Candidate {
                shown: format!("{name}()"),
                text: format!("{name}("),
            });
        }
    }
    candidates
}

/// The innermost bracket still open.
fn innermost<'a>(tokens: &[&'a str]) -> Option<&'a str> {
    let mut open = Vec::new();
    for token in tokens {
        match *token {
            "(" | "[" | "{" => open.push(*token),
            ")" | "]" | "}" => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

fn complete_file(rest: &str, start: usize) -> Found {
    let (folder, prefix) = match rest.rfind('/') {
        Some(at) => rest.split_at(at + 1),
        None => ("", rest),
    };
    let place = if folder.is_empty() { "." } else { folder };
    let mut candidates: Vec<Candidate> = std::fs::read_dir(Path::new(place))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !prefix.starts_with('.');
            if hidden || !name.starts_with(prefix) {
                return None;
            }
            let end = if entry.path().is_dir() { "/" } else { "" };
            Some(Candidate {
                shown: format!("{name}{end}"),
                text: format!("{folder}{name}{end}"),
            })
        })
        .collect();
    candidates.sort_by(|left, right| left.shown.cmp(&right.shown));
    Found { start, candidates }
}

fn starting_with<'a>(
    word: &str,
    names: impl Iterator<Item = &'a str>,
    end: &str,
) -> Vec<Candidate> {
    names
        .filter(|name| starts_with(name, word))
        .map(|name| Candidate {
            shown: name.to_owned(),
            text: format!("{name}{end}"),
        })
        .collect()
}

fn starts_with(name: &str, word: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    word.chars()
        .flat_map(char::to_lowercase)
        .all(|letter| letters.next() == Some(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog() -> Catalog {
        let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Catalog {
            labels: list(&["Agency", "Company", "Odd label"]),
            types: list(&["OWNS", "PROBED_BY"]),
            keys: list(&["name", "valid_from"]),
            functions: list(&["date", "date.truncate", "toUpper"]),
            procedures: list(&["db.labels", "test.my.proc"]),
            parameters: list(&["since"]),
        }
    }

    /// The cursor is at the end of `text`; the result is what replaces from the start of the word on.
    fn check(text: &str, expected: &[&str]) {
        let found = complete(&catalog(), text, text.len());
        let texts: Vec<String> = found
            .candidates
            .iter()
            .map(|candidate| format!("{}{}", &text[..found.start], candidate.text))
            .collect();
        assert_eq!(texts, expected, "{text}");
    }

    #[test]
    fn names_of_the_graph() {
        check("MATCH (c:Com", &["MATCH (c:Company"]);
        check("MATCH (c:o", &["MATCH (c:`Odd label`"]);
        check("MATCH (c:Company|Ag", &["MATCH (c:Company|Agency"]);
        check("MATCH ()-[p:pro", &["MATCH ()-[p:PROBED_BY"]);
        check("MATCH ()-[:OWNS|P", &["MATCH ()-[:OWNS|PROBED_BY"]);
        check("MATCH (c {na", &["MATCH (c {name"]);
        check("MATCH (c) WHERE c.v", &["MATCH (c) WHERE c.valid_from"]);
        check("MATCH (c) WHERE c:A", &["MATCH (c) WHERE c:Agency"]);
    }

    #[test]
    fn words_functions_and_variables() {
        check("MAT", &["MATCH "]);
        check("RETURN tou", &["RETURN toUpper("]);
        check("RETURN date.t", &["RETURN date.truncate("]);
        check(
            "MATCH (company) RETURN com",
            &["MATCH (company) RETURN company"],
        );
        check(
            "MATCH (c)-[p]->(a) RETURN ",
            &[
                "MATCH (c)-[p]->(a) RETURN a",
                "MATCH (c)-[p]->(a) RETURN c",
                "MATCH (c)-[p]->(a) RETURN p",
            ],
        );
        check("RETURN $si", &["RETURN $since"]);
        check("RETURN $", &["RETURN $since"]);
        check("CALL test", &["CALL test.my.proc("]);
        check("CALL db.l", &["CALL db.labels("]);
    }

    #[test]
    fn nothing_inside_strings_and_comments() {
        check("RETURN 'MAT", &[]);
        check("RETURN 1 // MAT", &[]);
    }

    #[test]
    fn commands() {
        check(":sch", &[":schema "]);
        check(".sch", &[".schema "]);
        check(":mode j", &[":mode json", ":mode jsonl"]);
        check(":param a => toup", &[":param a => toUpper("]);
        check(":commit x", &[]);
    }

    #[test]
    fn files() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("graph one.json"), "").unwrap();
        std::fs::create_dir(folder.path().join("grants")).unwrap();
        let place = folder.path().display().to_string();
        check(
            &format!(":source {place}/gr"),
            &[
                &format!(":source {place}/grants/"),
                &format!(":source {place}/graph one.json"),
            ],
        );
    }
}
