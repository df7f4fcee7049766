//! Completion: the words that may stand at the cursor.
//!
//! In: the text, the cursor and the names there are. Out: where the word starts and what may replace it. `context` says
//! what sort of word is wanted, `catalog` which there are. Knows nothing of the editor.

use super::catalog::Catalog;
use super::context::{Place, Wanted, place};
use super::files;
use super::scope::Variable;
use super::vocabulary;
use crate::diagnostic::Code;
use crate::function;
use crate::shell::chunk::{Chunk, chunks, is_command};
use crate::shell::command::{self, Argument};
use crate::syntax::Keyword;
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

impl Candidate {
    fn plain(text: &str) -> Self {
        Self {
            shown: text.to_owned(),
            text: text.to_owned(),
        }
    }
}

/// What may stand at the cursor.
pub(super) fn complete(catalog: &Catalog, text: &str, cursor: usize) -> Found {
    let (before, after) = text.split_at_checked(cursor).unwrap_or((text, ""));
    // The last statement or command is the one being written.
    if let Some(Chunk::Command(range)) = chunks(before).last()
        && !before[range.end..].contains('\n')
    {
        return complete_command(catalog, before, range.start, after);
    }
    complete_statement(catalog, before, 0, after)
}

fn complete_command(catalog: &Catalog, before: &str, from: usize, after: &str) -> Found {
    let name_start = from + usize::from(is_command(&before[from..]));
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
    let rest = before[name_start + space..].trim_start();
    let start = before.len() - rest.len();
    let words = |words: &[&str]| Found {
        start,
        candidates: starting_with(rest, words.iter().copied(), ""),
    };
    match argument {
        Argument::None => Found::default(),
        Argument::OneOf(list) => words(&list()),
        Argument::File => files::complete(rest, start),
        Argument::Query => complete_statement(catalog, before, start, after),
        Argument::Expression => {
            // An expression is what stands behind RETURN.
            const BEFORE: &str = "RETURN ";
            let place = place(&format!("{BEFORE}{rest}"));
            Found {
                start: start + place.start.saturating_sub(BEFORE.len()),
                candidates: candidates(catalog, &place, after),
            }
        }
        Argument::Topic => {
            let codes = Code::ALL.iter().map(|code| code.number());
            let all = command::topics()
                .chain(functions())
                .chain(codes.filter(|_| !rest.is_empty()));
            words(&all.collect::<Vec<_>>())
        }
        Argument::Function => words(&functions().collect::<Vec<_>>()),
    }
}

/// Completes the statement that starts at `from`.
fn complete_statement(catalog: &Catalog, before: &str, from: usize, after: &str) -> Found {
    let place = place(&before[from..]);
    Found {
        start: from + place.start,
        candidates: candidates(catalog, &place, after),
    }
}

fn candidates(catalog: &Catalog, place: &Place, after: &str) -> Vec<Candidate> {
    let word = place.word.as_str();
    let names = |list: Vec<String>| -> Vec<Candidate> {
        let fitting = list.into_iter().filter(|name| starts_with(name, word));
        fitting
            .map(|name| Candidate {
                text: Name(&name).to_string(),
                shown: name,
            })
            .collect()
    };
    let keys_of = |labels: &[String], types: &[String]| {
        let own = names(catalog.keys_of(labels, types));
        if own.is_empty() {
            names(catalog.keys())
        } else {
            own
        }
    };
    let words = |list: &[&str]| keywords(list, place, after);
    let all_keywords = || -> Vec<&str> { Keyword::ALL.iter().map(|word| word.text()).collect() };
    let functions_from = |chain: &str| calls(functions(), chain, word, after);
    match &place.wanted {
        Wanted::Nothing => Vec::new(),
        Wanted::Clause => words(vocabulary::STATEMENT_STARTS),
        Wanted::Words(list) => words(list),
        Wanted::Label => names(catalog.labels()),
        Wanted::Type { at } => {
            let fitting = names(catalog.types_at(at));
            if fitting.is_empty() {
                names(catalog.types())
            } else {
                fitting
            }
        }
        Wanted::Parameter => names(catalog.parameters()),
        Wanted::Definition { constraint } => names(catalog.definitions(*constraint)),
        Wanted::Variable => variables(&place.variables, word),
        Wanted::Key { labels, types } => keys_of(labels, types),
        Wanted::Yield { procedure } => names(catalog.outputs(procedure)),
        Wanted::Procedure { chain } => {
            let procedures = catalog.procedures();
            calls(procedures.iter().map(String::as_str), chain, word, after)
        }
        Wanted::KeyOrFunction { of, chain } => {
            let functions = functions_from(chain);
            if of.name.is_empty() && !functions.is_empty() {
                return functions;
            }
            let mut found = keys_of(&of.labels, &of.types);
            found.extend(functions);
            found
        }
        Wanted::Continuation { clause, section } => {
            let list = vocabulary::continuations(*clause, *section);
            let found = words(&list);
            if found.is_empty() && !word.is_empty() {
                words(&all_keywords())
            } else {
                found
            }
        }
        Wanted::Operand => {
            let mut found = variables(&place.variables, word);
            // Without a letter typed the list of all words would hide the variables.
            if word.is_empty() {
                if found.is_empty() {
                    found = functions_from("");
                }
                return found;
            }
            found.extend(functions_from(""));
            let mut operands = words(vocabulary::OPERANDS);
            operands.retain(|own| !found.iter().any(|other| same_word(&own.text, &other.text)));
            found.extend(operands);
            if found.is_empty() {
                found = words(&all_keywords());
            }
            found
        }
    }
}

fn functions() -> impl Iterator<Item = &'static str> {
    let scalars = function::scalars().map(|function| function.name);
    scalars.chain(function::aggregates().map(|function| function.name))
}

fn variables(all: &[Variable], word: &str) -> Vec<Candidate> {
    let fitting = all
        .iter()
        .filter(|variable| starts_with(&variable.name, word));
    fitting
        .map(|variable| {
            let reserved = Keyword::from_text(&variable.name).is_some_and(Keyword::is_reserved);
            let text = if reserved {
                format!("`{}`", variable.name)
            } else {
                Name(&variable.name).to_string()
            };
            Candidate {
                shown: variable.name.clone(),
                text,
            }
        })
        .collect()
}

/// Words of the language, in small letters when the statement is written so, with the space that must follow.
fn keywords(list: &[&str], place: &Place, after: &str) -> Vec<Candidate> {
    let fitting = list.iter().filter(|text| starts_with(text, &place.word));
    fitting
        .map(|text| {
            let text = if place.small_letters {
                text.to_lowercase()
            } else {
                (*text).to_owned()
            };
            let ends = ["true", "false", "null", "end", "asc", "desc"];
            let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let open = text.ends_with(['(', '{']);
            let space =
                !open && !ends.contains(&last.as_str()) && !after.starts_with(char::is_whitespace);
            Candidate {
                text: if space {
                    format!("{text} ")
                } else {
                    text.clone()
                },
                shown: text,
            }
        })
        .collect()
}

/// What can be called and starts with `chain` and `word`, as what replaces `word`.
fn calls<'a>(
    names: impl Iterator<Item = &'a str>,
    chain: &str,
    word: &str,
    after: &str,
) -> Vec<Candidate> {
    let paren = if after.starts_with('(') { "" } else { "(" };
    let mut found: Vec<Candidate> = names
        .filter(|name| starts_with(name, chain))
        .filter_map(|name| name.get(chain.len()..))
        .filter(|rest| starts_with(rest, word))
        .map(|rest| Candidate {
            shown: format!("{rest}()"),
            text: format!("{rest}{paren}"),
        })
        .collect();
    found.sort_by_cached_key(|candidate| candidate.shown.to_lowercase());
    found.dedup();
    found
}

fn starting_with<'a>(
    word: &str,
    names: impl Iterator<Item = &'a str>,
    end: &str,
) -> Vec<Candidate> {
    let fitting = names.filter(|name| starts_with(name, word));
    fitting
        .map(|name| Candidate {
            text: format!("{name}{end}"),
            ..Candidate::plain(name)
        })
        .collect()
}

/// Is a word of the language offered already, as a function of the same name?
fn same_word(left: &str, right: &str) -> bool {
    let letters = |text: &str| text.trim_end_matches(['(', '{', ' ']).to_lowercase();
    letters(left) == letters(right)
}

fn starts_with(name: &str, word: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    word.chars()
        .flat_map(char::to_lowercase)
        .all(|letter| letters.next() == Some(letter))
}

#[cfg(test)]
mod tests;
