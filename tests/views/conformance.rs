//! The laws over the scenarios of the openCypher TCK and of `tests/suite`, on graphs with random times and sources.
//!
//! In: the feature files (those of the TCK from `../shared/tck` or the folder `QUIPU_TCK` names, where they are). One
//! scenario in twenty runs, all of them with `QUIPU_CASES=all`; the test prints how many cases that were. Out: a failure with
//! the scenario and the seed.

use std::path::{Path, PathBuf};

use quipu::value::{Map, Node, Relationship, Value, literal};
use quipu::{Code, Database, Session};

use super::gherkin::{self, Scenario};
use super::laws::{OUT, day, period};

/// Seeds each scenario is tried with when all of them run; else one is.
const SEEDS: u64 = 3;
/// Of so many scenarios one runs, unless all do.
const SAMPLED: usize = 20;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "feature")
        {
            found.push(path);
        }
    }
}

fn runs_all() -> bool {
    std::env::var("QUIPU_CASES").is_ok_and(|cases| cases == "all")
}

fn seeds() -> u64 {
    if runs_all() { SEEDS } else { 1 }
}

/// The scenarios, each with the folder its graphs are in.
pub(crate) fn scenarios() -> Vec<(PathBuf, Scenario)> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tck =
        std::env::var_os("QUIPU_TCK").map_or_else(|| own.join("../shared/tck"), PathBuf::from);
    let mut found = Vec::new();
    for root in [own.join("tests/suite"), tck] {
        let mut paths = Vec::new();
        files(&root.join("features"), &mut paths);
        paths.sort();
        for path in paths {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            let scenarios = gherkin::scenarios(name, &text).unwrap();
            found.extend(
                scenarios
                    .into_iter()
                    .map(|scenario| (root.clone(), scenario)),
            );
        }
    }
    found
        .into_iter()
        .step_by(if runs_all() { 1 } else { SAMPLED })
        .collect()
}

/// A scenario as far as these laws need it.
pub(crate) struct Case {
    pub(crate) session: Session,
    pub(crate) parameters: Map,
    pub(crate) query: String,
    /// Queries that look at what came of it.
    control: Vec<String>,
}

/// The graph of a scenario before its query; `None` when the scenario needs a procedure or has no query.
pub(crate) fn case(root: &Path, scenario: &Scenario) -> Option<Case> {
    let mut case = Case {
        session: Database::new().session(),
        parameters: Map::new(),
        query: String::new(),
        control: Vec::new(),
    };
    for step in &scenario.steps {
        let text = step.text.trim_end_matches(':').trim_end();
        match text {
            "having executed" => {
                case.session
                    .run(step.document.as_ref()?, &Map::new())
                    .ok()?;
            }
            "parameters are" => {
                for row in &step.table {
                    let value = case.session.run(&format!("RETURN {}", row[1]), &Map::new());
                    let value = value.ok()?.rows()[0][0].clone();
                    case.parameters.insert(row[0].as_str(), value);
                }
            }
            "executing query" => case.query.clone_from(step.document.as_ref()?),
            "executing control query" => case.control.push(step.document.clone()?),
            _ if text.starts_with("there exists a procedure") => return None,
            _ => {
                if let Some(name) = text
                    .strip_prefix("the ")
                    .and_then(|text| text.strip_suffix(" graph"))
                {
                    let script = root.join(format!("graphs/{name}/{name}.cypher"));
                    let script = std::fs::read_to_string(script).ok()?;
                    case.session.run(&script, &Map::new()).ok()?;
                }
            }
        }
    }
    (!case.query.is_empty()).then_some(case)
}

/// Gives every element some time and, with `sources`, a source; the same seed gives the same ones.
pub(crate) fn decorate(session: &mut Session, seed: u64, sources: bool) {
    let mut random = fastrand::Rng::with_seed(seed);
    for pattern in ["(x)", "()-[x]->()"] {
        let ids = format!("MATCH {pattern} RETURN id(x) AS id ORDER BY id");
        let all = session.run(&ids, &Map::new()).unwrap();
        let mut rows = Vec::new();
        for row in all.rows() {
            let mut added = period(&mut random);
            if sources && random.bool() {
                let names = ["s#1".into(), "nowhere".into()];
                added.insert("source", Value::list(names.to_vec()));
            }
            let entry = [("id", row[0].clone()), ("added", Value::map(added))];
            rows.push(Value::map(entry.into_iter().collect()));
        }
        let mut parameters = Map::new();
        parameters.insert("rows", Value::list(rows));
        let set = format!(
            "MATCH {pattern} UNWIND [row IN $rows WHERE row.id = id(x)] AS row SET x += row.added"
        );
        session.run(&set, &parameters).unwrap();
    }
}

/// Stands for the refusal of a statement that writes.
const WRITES: &str = "it writes";

/// The rows as texts, sorted, elements in lists too: without ORDER BY they may come in any order.
fn answer(session: &mut Session, query: &str, parameters: &Map) -> Result<Vec<String>, String> {
    let answer = session
        .run(query, parameters)
        .map_err(|error| match error.code() {
            Code::InvalidViewPrefix => WRITES.to_owned(),
            _ => error.detail().to_owned(),
        })?;
    let row = |row: &Vec<Value>| {
        let cells = row
            .iter()
            .map(|value| literal::cypher(&sorted(&stripped(value))));
        cells.collect::<Vec<_>>().join(" | ")
    };
    let mut rows: Vec<String> = answer.rows().iter().map(row).collect();
    rows.sort();
    Ok(rows)
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::List(items) => {
            let mut items: Vec<Value> = items.iter().map(sorted).collect();
            items.sort_by_key(literal::cypher);
            Value::list(items)
        }
        other => other.clone(),
    }
}

const ADDED: [&str; 5] = [
    "valid_from",
    "valid_from_precision",
    "valid_to",
    "valid_to_precision",
    "source",
];

/// The value without what `decorate` adds.
fn stripped(value: &Value) -> Value {
    let without = |map: &Map| -> Map {
        let entries = map.iter().filter(|(key, _)| !ADDED.contains(&key.as_ref()));
        entries
            .map(|(key, value)| (key.clone(), stripped(value)))
            .collect()
    };
    let node = |node: &Node| {
        let content = node.content().map(|content| {
            let mut content = content.into_owned();
            content.properties = without(&content.properties);
            std::sync::Arc::new(content.into())
        });
        Node {
            id: node.id,
            content,
        }
    };
    let relationship = |relationship: &Relationship| {
        let content = relationship.content().map(|content| {
            let mut content = content.into_owned();
            content.properties = without(&content.properties);
            std::sync::Arc::new(content.into())
        });
        Relationship {
            id: relationship.id,
            content,
        }
    };
    match value {
        Value::Node(found) => Value::Node(node(found)),
        Value::Relationship(found) => Value::Relationship(relationship(found)),
        Value::Path(path) => {
            let mut path = path.as_ref().clone();
            path.nodes = path.nodes.iter().map(node).collect();
            let relationships = path.relationships.iter();
            path.relationships = relationships
                .map(|(found, forward)| (relationship(found), *forward))
                .collect();
            Value::Path(path.into())
        }
        Value::Map(map) => Value::map(without(map)),
        Value::List(items) => {
            let added = |item: &&Value| matches!(item, Value::String(text) if ADDED.contains(&text.as_ref()));
            Value::list(
                items
                    .iter()
                    .filter(|item| !added(item))
                    .map(stripped)
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

/// Does the graph alone say what the answer is? What indexes hold is nothing of a view.
pub(crate) fn is_settled(query: &str) -> bool {
    let upper = query.to_uppercase();
    ["RAND(", "RANDOMUUID(", "TIMESTAMP(", "SHOW "]
        .iter()
        .all(|word| !upper.contains(word))
}

/// Does the query look at all properties of elements at once?
fn inspects(query: &str) -> bool {
    let lower = query.to_lowercase();
    ["keys(", "properties(", ".*", "exists("]
        .iter()
        .any(|word| lower.contains(word))
}

#[test]
fn view_law_over_the_tck() {
    let (mut cases, mut hidden) = (0, 0);
    for (root, scenario) in scenarios() {
        for seed in 0..seeds() {
            let (Some(mut seen), Some(mut cut)) = (case(&root, &scenario), case(&root, &scenario))
            else {
                continue;
            };
            if !is_settled(&seen.query) {
                continue;
            }
            for case in [&mut seen, &mut cut] {
                decorate(&mut case.session, seed, false);
            }
            let at = day(fastrand::Rng::with_seed(seed + 77).i64(0..730));
            let mut parameters = Map::new();
            parameters.insert("day", at.clone());
            let mut deleted = 0;
            for delete in [
                format!("MATCH ()-[x]->() {OUT} DELETE x"),
                format!("MATCH (x) {OUT} DETACH DELETE x"),
            ] {
                let summary = cut.session.run(&delete, &parameters).unwrap().summary;
                deleted += summary.counters.nodes_removed + summary.counters.relationships_removed;
            }
            seen.session.as_of(Some(at)).unwrap();
            let found = answer(&mut seen.session, &seen.query, &seen.parameters);
            if found == Err(WRITES.to_owned()) {
                break;
            }
            let expected = answer(&mut cut.session, &cut.query, &cut.parameters);
            assert_eq!(
                found, expected,
                "seed {seed}, {}\n{}",
                scenario.name, seen.query
            );
            cases += 1;
            hidden += usize::from(deleted > 0);
        }
    }
    println!("view law: {cases} cases, something was hidden in {hidden}");
    assert!(hidden > 0 && hidden <= cases);
}

#[test]
fn neutrality_over_the_tck() {
    let mut cases = 0;
    for (root, scenario) in scenarios() {
        for seed in 0..seeds() {
            let (Some(mut plain), Some(mut timed)) =
                (case(&root, &scenario), case(&root, &scenario))
            else {
                continue;
            };
            let all = plain.control.iter().chain([&plain.query]);
            if !is_settled(&plain.query) || all.clone().any(|query| inspects(query)) {
                continue;
            }
            decorate(&mut timed.session, seed, true);
            let queries: Vec<String> = [plain.query.clone()]
                .into_iter()
                .chain(plain.control.clone())
                .collect();
            for query in &queries {
                let expected = answer(&mut plain.session, query, &plain.parameters);
                let found = answer(&mut timed.session, query, &timed.parameters);
                assert_eq!(found, expected, "seed {seed}, {}\n{query}", scenario.name);
            }
            let (plain, timed) = (plain.session.version(), timed.session.version());
            assert_eq!(
                (plain.node_count(), plain.relationship_count()),
                (timed.node_count(), timed.relationship_count()),
                "seed {seed}, {}",
                scenario.name
            );
            cases += 1;
        }
    }
    println!("neutrality: {cases} cases");
    assert!(cases > 0);
}
