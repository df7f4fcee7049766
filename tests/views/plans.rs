//! Without a prefix nothing is paid: the plan of a query is the same whether or not the graph has times and sources, and
//! a view runs that very plan, too.

use quipu::value::{Map, Value, literal};
use quipu::{Code, Session};

use super::conformance::{case, decorate, is_settled, scenarios};
use super::laws::day;

/// The rows of EXPLAIN, without the one that names the view; `None` for a statement that cannot be looked at so.
fn plan(session: &mut Session, query: &str, parameters: &Map) -> Option<Vec<String>> {
    let answer = match session.run(&format!("EXPLAIN {query}"), parameters) {
        Ok(answer) => answer,
        Err(error) if error.code() == Code::InvalidViewPrefix => return None,
        Err(error) => return Some(vec![error.detail().to_owned()]),
    };
    let row = |row: &Vec<Value>| {
        let cells: Vec<String> = row.iter().map(literal::cypher).collect();
        cells.join(" | ")
    };
    let rows = answer.rows().iter().map(row);
    Some(rows.filter(|row| !row.starts_with("'View'")).collect())
}

#[test]
fn times_and_sources_change_no_plan() {
    let (mut cases, mut viewed) = (0, 0);
    for (root, scenario) in scenarios() {
        let (Some(mut bare), Some(mut told)) = (case(&root, &scenario), case(&root, &scenario))
        else {
            continue;
        };
        let query = bare.query.clone();
        // What begins with EXPLAIN already cannot be explained.
        if !is_settled(&query) || query.trim_start().to_uppercase().starts_with("EXPLAIN") {
            continue;
        }
        decorate(&mut told.session, 0, true);
        let expected = plan(&mut bare.session, &query, &bare.parameters);
        let said = |what: &str| format!("{what}, {}\n{query}", scenario.name);
        let check = |what: &str, session: &mut Session| {
            let found = plan(session, &query, &told.parameters);
            let same = found == expected;
            assert!(
                same || found.is_none(),
                "{}\n{found:#?}\n{expected:#?}",
                said(what)
            );
            found.is_some()
        };
        assert!(
            check("times and sources", &mut told.session),
            "{}",
            said("no plan")
        );
        told.session.as_of(Some(day(300))).unwrap();
        viewed += usize::from(check("in a view", &mut told.session));
        told.session.as_of(None).unwrap().cite(true);
        let _ = plan(&mut told.session, &query, &told.parameters);
        told.session.cite(false);
        assert!(
            check("after a view", &mut told.session),
            "{}",
            said("no plan")
        );
        cases += 1;
    }
    println!("plans: {cases} queries have one plan, {viewed} of them also in a view");
    assert!(viewed > 0 && viewed <= cases);
}
