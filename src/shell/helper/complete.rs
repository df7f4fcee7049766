//! Completion: the words that may stand at the cursor.
//!
//! In: the text, the cursor and the names there are. Out: where the word starts and what may replace it. `context` says
//! what sort of word is wanted, `catalog` which there are. Knows nothing of the editor.

use super::catalog::Catalog;
use super::context::{Place, Wanted, place};
use super::files;
use super::scope::Variable;
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
        Wanted::Clause => words(CLAUSES_AND_PREFIXES),
        Wanted::Words(list) => words(list),
        Wanted::Label => names(catalog.labels()),
        Wanted::Type => names(catalog.types()),
        Wanted::Parameter => names(catalog.parameters()),
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
            let list = continuations(*clause, *section);
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
            let mut operands = words(OPERANDS);
            operands.retain(|own| !found.iter().any(|other| same_word(&own.text, &other.text)));
            found.extend(operands);
            if found.is_empty() {
                found = words(&all_keywords());
            }
            found
        }
    }
}

/// Words that can start a statement.
const CLAUSES_AND_PREFIXES: &[&str] = &[
    "MATCH",
    "OPTIONAL MATCH",
    "CREATE",
    "MERGE",
    "WITH",
    "UNWIND",
    "CALL",
    "RETURN",
    "EXPLAIN",
    "PROFILE",
];

/// Words that can stand where an operand is wanted.
const OPERANDS: &[&str] = &[
    "NOT", "CASE", "WHEN", "TRUE", "FALSE", "NULL", "DISTINCT", "EXISTS {", "COUNT {", "ALL(",
    "ANY(", "NONE(", "SINGLE(",
];

/// Words that can start a clause behind another one.
const CLAUSES: &[&str] = &[
    "RETURN",
    "WITH",
    "MATCH",
    "OPTIONAL MATCH",
    "UNWIND",
    "CREATE",
    "MERGE",
    "SET",
    "REMOVE",
    "DELETE",
    "DETACH DELETE",
    "CALL",
];

/// Words that can follow an operand in an expression.
const OPERATORS: &[&str] = &[
    "AND",
    "OR",
    "XOR",
    "IN",
    "STARTS WITH",
    "ENDS WITH",
    "CONTAINS",
    "IS NULL",
    "IS NOT NULL",
    "THEN",
    "ELSE",
    "END",
];

/// Words that can follow an operand, the likeliest first.
fn continuations(clause: Option<Keyword>, section: Option<Keyword>) -> Vec<&'static str> {
    let own: &[&str] = match (clause, section) {
        (Some(Keyword::Match), None) => &["WHERE"],
        (Some(Keyword::Merge), _) => &["ON CREATE SET", "ON MATCH SET"],
        (Some(Keyword::Unwind), _) => &["AS"],
        (Some(Keyword::Call), None) => &["YIELD"],
        (Some(Keyword::Call), Some(Keyword::Yield)) => &["AS", "WHERE"],
        (Some(Keyword::Return), None) => &["AS", "ORDER BY", "SKIP", "LIMIT", "UNION", "UNION ALL"],
        (Some(Keyword::With), None) => &["AS", "WHERE", "ORDER BY", "SKIP", "LIMIT"],
        (_, Some(Keyword::Order)) => &["DESC", "ASC", "SKIP", "LIMIT"],
        (_, Some(Keyword::Skip)) => &["LIMIT"],
        _ => &[],
    };
    let pattern = matches!(
        clause,
        Some(Keyword::Match | Keyword::Create | Keyword::Merge)
    );
    let operators: &[&str] = if pattern && section.is_none() {
        &[]
    } else {
        OPERATORS
    };
    let clauses: &[&str] = if clause == Some(Keyword::Return) {
        &["UNION"]
    } else {
        CLAUSES
    };
    let mut all = own.to_vec();
    for word in operators.iter().chain(clauses) {
        if !all.contains(word) {
            all.push(word);
        }
    }
    all
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
mod tests {
    use std::sync::Arc;

    use super::{Catalog, complete};
    use crate::engine::Database;
    use crate::procedure::{Procedure, ProcedureField, ProcedureType};
    use crate::value::Map;

    fn catalog() -> Catalog {
        let database = Database::new();
        let field = |name: &str| ProcedureField {
            name: name.into(),
            ty: ProcedureType::parse("ANY?").unwrap(),
        };
        for name in ["db.labels", "test.my.proc"] {
            database.register_procedure(Procedure {
                name: name.into(),
                inputs: vec![field("in")],
                outputs: vec![field("label"), field("count")],
                body: Arc::new(|_| Ok(Vec::new())),
            });
        }
        let mut session = database.session();
        let statement = "CREATE (:Agency {title: 'CAC'})<-[:PROBED_BY {valid_from: 1}]-(:Company {name: 'Didi'})\
             -[:OWNS]->(:`Odd label` {`odd key`: 1})";
        session.run(statement, &Map::new()).unwrap();
        let parameters: Map = [("since", 1.into()), ("until", 2.into())]
            .into_iter()
            .collect();
        Catalog::new(session.version(), database.procedures(), &parameters)
    }

    /// `¦` is the cursor; expected are the words offered, or the texts when one word is all there is.
    fn check(text: &str, expected: &[&str]) {
        let cursor = text.find('¦').unwrap_or(text.len());
        let whole = text.replacen('¦', "", 1);
        let found = complete(&catalog(), &whole, cursor);
        let texts: Vec<String> = match found.candidates.as_slice() {
            [one] => vec![format!(
                "{}{}{}",
                &whole[..found.start],
                one.text,
                &whole[cursor..]
            )],
            many => many
                .iter()
                .map(|candidate| candidate.text.clone())
                .collect(),
        };
        assert_eq!(texts, expected, "{text}");
    }

    #[test]
    fn names_of_the_graph() {
        check("MATCH (c:Com", &["MATCH (c:Company"]);
        check("MATCH (c:com¦) RETURN c", &["MATCH (c:Company) RETURN c"]);
        check("MATCH (c:", &["Agency", "Company", "`Odd label`"]);
        check("MATCH (c:`o", &["MATCH (c:`Odd label`"]);
        check("MATCH (c:Company&Ag", &["MATCH (c:Company&Agency"]);
        check("MATCH ()-[p:pro", &["MATCH ()-[p:PROBED_BY"]);
        check("MATCH ()-[:OWNS|PR", &["MATCH ()-[:OWNS|PROBED_BY"]);
        check("MATCH ()-[:", &["OWNS", "PROBED_BY"]);
        check("MATCH (c:Company {", &["MATCH (c:Company {name"]);
        check("MATCH (c {t", &["MATCH (c {title"]);
        check(
            "MATCH (c:Agency) WHERE c.",
            &["MATCH (c:Agency) WHERE c.title"],
        );
        check(
            "MATCH ()-[r:PROBED_BY]-() RETURN r.",
            &["MATCH ()-[r:PROBED_BY]-() RETURN r.valid_from"],
        );
        check(
            "MATCH (c) RETURN c.",
            &["name", "`odd key`", "title", "valid_from"],
        );
        check("MATCH (c) WHERE c:A", &["MATCH (c) WHERE c:Agency"]);
        check("MATCH (c) SET c:A", &["MATCH (c) SET c:Agency"]);
    }

    #[test]
    fn words_of_the_language() {
        check("MAT", &["MATCH "]);
        check("mat", &["MATCH "]);
        check("MAT¦ (n)", &["MATCH (n)"]);
        check("match (n) ret", &["match (n) return "]);
        check("MATCH (n) ret", &["MATCH (n) RETURN "]);
        check("OPT", &["OPTIONAL MATCH "]);
        check("MATCH (n) RETURN n ord", &["MATCH (n) RETURN n ORDER BY "]);
        check(
            "MATCH (n) RETURN n ORDER ",
            &["MATCH (n) RETURN n ORDER BY "],
        );
        check(
            "MATCH (n) WHERE n.name sta",
            &["MATCH (n) WHERE n.name STARTS WITH "],
        );
        check(
            "MATCH (n) WHERE n.name is nu",
            &["MATCH (n) WHERE n.name is NULL"],
        );
        check("RETURN 1; MAT", &["RETURN 1; MATCH "]);
    }

    #[test]
    fn variables_parameters_and_functions() {
        check(
            "MATCH (company) RETURN comp",
            &["MATCH (company) RETURN company"],
        );
        check("MATCH (c)-[p]->(a) RETURN ", &["c", "p", "a"]);
        check("RETURN toup", &["RETURN toUpper("]);
        check("RETURN toup¦('a')", &["RETURN toUpper('a')"]);
        check("RETURN $si", &["RETURN $since"]);
        check("RETURN $", &["since", "until"]);
        check("RETURN date.tru", &["RETURN date.truncate("]);
    }

    #[test]
    fn procedures() {
        check("CALL ", &["db.labels(", "test.my.proc("]);
        check("CALL te", &["CALL test.my.proc("]);
        check("CALL test.", &["CALL test.my.proc("]);
        check("CALL test.my.proc(1) YIELD ", &["label", "count"]);
        check(
            "CALL db.labels(1) YIELD la",
            &["CALL db.labels(1) YIELD label"],
        );
    }

    #[test]
    fn nothing_to_offer() {
        check("RETURN 'MAT", &[]);
        check("RETURN 1 // MAT", &[]);
        check("RETURN 1 AS ", &[]);
        check("MATCH (zzz:Zzz", &[]);
    }

    #[test]
    fn commands() {
        check(":sch", &[":schema "]);
        check(".sch", &[".schema "]);
        check(":mode j", &["json", "jsonl"]);
        check(":mode   typ", &[":mode   typed-json"]);
        check(":param a => toup", &[":param a => toUpper("]);
        check(":param {a: $un", &[":param {a: $until"]);
        check(":explain mat", &[":explain MATCH "]);
        check(":commit x", &[]);
        check(":help trans", &[":help transactions"]);
        check(":help Q1101", &[":help Q1101"]);
        check("RETURN 1;\n:sch", &["RETURN 1;\n:schema "]);
    }
}
