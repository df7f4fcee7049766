//! Texts with a cursor, and what completion offers there.

use std::sync::Arc;

use proptest::prelude::*;

use super::super::bracket::partner;
use super::super::highlight::coloured;
use super::super::hint::hint;
use super::{Catalog, complete};
use crate::engine::Database;
use crate::procedure::{Procedure, ProcedureField, ProcedureType};
use crate::render::Theme;
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
    check("MATCH (a:Agency)<-[:", &["MATCH (a:Agency)<-[:PROBED_BY"]);
    check("MATCH (a:Agency)-[:OW", &["MATCH (a:Agency)-[:OWNS"]);
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

proptest! {
    /// Whatever is written and wherever the cursor is, completion and hints find their way, and what is offered replaces
    /// whole letters before the cursor.
    #[test]
    fn any_text_at_any_place(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "MATCH ", "(", ")", "[", "]", "{", "}", ":", ".", ",", "-", "->", "|", "a", "`", "'", "$", " ", "\n", "WITH ",
                "RETURN ", "AS ", "CALL ", "YIELD ", "x IN ", "*", "=", "1", "ä", ";", ":param ", "//", "/*", "EXISTS ",
                "UNION ", "WHERE ", "toUpper(", "ORDER ", "date.", "\u{2007}",
            ]),
            0..12,
        ),
        cut in 0_usize..40,
    ) {
        let text = parts.concat();
        let cursor = text.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(text.len());
        let found = complete(&Catalog::default(), &text, cursor);
        prop_assert!(found.start <= cursor && text.is_char_boundary(found.start));
        let _ = hint(&Catalog::default(), &text);
        let _ = partner(&text, cursor);
        let _ = coloured(&text, Some(cursor), 7, Theme::colour());
    }
}
