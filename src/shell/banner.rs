//! What the shell says first: what it is, what is loaded, and one thing to try. In: a database and its name. Out: a few
//! lines. Knows nothing of the terminal.

use super::footer::counted;
use super::graph_summary::first_query;
use crate::engine::Database;

/// The greeting for a database of this name.
///
/// ```
/// use quipu::Database;
/// let greeting = quipu::shell::greeting(":memory:", &Database::new());
/// assert!(greeting.contains("an empty graph in memory"));
/// ```
pub fn greeting(name: &str, database: &Database) -> String {
    let version = database.version();
    let what = if version.node_count() == 0 && !database.graph().has_history() {
        "an empty graph in memory".to_owned()
    } else if version.node_count() == 0 {
        format!("{name}: an empty database")
    } else {
        format!(
            "{name}: {}, {}",
            counted(version.node_count(), "node", "nodes"),
            counted(
                version.relationship_count(),
                "relationship",
                "relationships"
            ),
        )
    };
    format!(
        "Quipu {}, {what}\nTry  {}\n:help lists commands, Tab completes, Ctrl-D leaves",
        env!("CARGO_PKG_VERSION"),
        first_query(&version),
    )
}

#[cfg(test)]
mod tests {
    use super::greeting;
    use crate::engine::Database;
    use crate::value::Map;

    /// The query that is suggested, and that it runs and finds something.
    fn check(setup: &str, expected: &str) {
        let database = Database::new();
        if !setup.is_empty() {
            database.session().run(setup, &Map::new()).unwrap();
        }
        let greeting = greeting("g.json", &database);
        let query = greeting
            .lines()
            .find_map(|line| line.strip_prefix("Try  "))
            .unwrap();
        assert_eq!(query, expected);
        let answer = database.session().run(query, &Map::new()).unwrap();
        assert!(setup.is_empty() || !answer.is_empty(), "{query}");
    }

    #[test]
    fn something_to_try() {
        check(
            "",
            "CREATE (:Person {name: 'Ada'})-[:KNOWS]->(:Person {name: 'Grace'});",
        );
        check("CREATE ()", "MATCH (n) RETURN n LIMIT 10;");
        check("CREATE (:A {x: 1})", "MATCH (n:A) RETURN n LIMIT 10;");
        check(
            "CREATE (:`A b` {title: 'x'})-[:R]->({y: 1})",
            "MATCH (a:`A b`)-[:R]->(b) RETURN a.title, b LIMIT 10;",
        );
        check(
            "CREATE (a:C {name: 'x'}), (a)-[:R]->(:D {code: 1}), (a)-[:R]->(:D {code: 2}), (a)-[:S]->(:E)",
            "MATCH (a:C)-[:R]->(b:D) RETURN a.name, b.code LIMIT 10;",
        );
    }
}
