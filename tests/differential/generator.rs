//! Random graphs and random queries.
//!
//! In: a seed and a size. Out: statements that build a small graph, and a query over its names. The same seed gives the
//! same text. Knows nothing of what the right answer is.

use std::fmt::Write as _;

/// Source of chance with the few shapes the generator needs.
pub(crate) struct Chance(fastrand::Rng);

impl Chance {
    /// The same seed gives the same sequence.
    pub(crate) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0.usize(0..limit.max(1))
    }
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const LABELS: [&str; 3] = ["A", "B", "C"];
const TYPES: [&str; 3] = ["R", "S", "T"];

/// Statements that create up to `size` nodes and about twice as many relationships: parallel ones, loops, isolated nodes.
pub(crate) fn graph(chance: &mut Chance, size: usize) -> Vec<String> {
    let nodes = 2 + chance.below(size);
    let mut statement = "CREATE ".to_owned();
    for node in 0..nodes {
        let separator = if node == 0 { "" } else { ", " };
        let mut labels = String::new();
        for label in LABELS {
            if !chance.one_in(3) {
                labels += ":";
                labels += label;
            }
        }
        let properties = properties(chance);
        let _ = write!(statement, "{separator}(n{node}{labels} {properties})");
    }
    for _ in 0..nodes + chance.below(2 * nodes) {
        let (from, to) = (chance.below(nodes), chance.below(nodes));
        let ty = chance.pick(&TYPES);
        let properties = properties(chance);
        let _ = write!(statement, ", (n{from})-[:{ty} {properties}]->(n{to})");
    }
    vec![statement]
}

fn properties(chance: &mut Chance) -> String {
    let mut entries = Vec::new();
    if !chance.one_in(4) {
        entries.push(format!("p: {}", chance.below(4)));
    }
    if chance.one_in(2) {
        let value = chance.pick(&[
            "1",
            "2.5",
            "'x'",
            "'y'",
            "true",
            "[1, 2]",
            "date('2021-07-04')",
        ]);
        entries.push(format!("q: {value}"));
    }
    format!("{{{}}}", entries.join(", "))
}

/// A query under construction.
struct Query<'c> {
    chance: &'c mut Chance,
    text: String,
    nodes: Vec<String>,
    relationships: Vec<String>,
    values: Vec<String>,
    paths: Vec<String>,
    next: usize,
}

/// A reading query of about `size` clauses. Its rows have no order that could differ between two right answers:
/// SKIP and LIMIT come only where the result is the same whichever rows are kept.
pub(crate) fn query(chance: &mut Chance, size: usize) -> String {
    let mut query = Query::new(chance);
    for _ in 0..=query.chance.below(size) {
        query.clause();
    }
    query.finish();
    let text = query.text;
    if chance.one_in(12) {
        let all = if chance.one_in(2) {
            "UNION ALL"
        } else {
            "UNION"
        };
        return format!("{text} {all} {text}");
    }
    text
}

impl<'c> Query<'c> {
    fn new(chance: &'c mut Chance) -> Self {
        Self {
            chance,
            text: String::new(),
            nodes: Vec::new(),
            relationships: Vec::new(),
            values: Vec::new(),
            paths: Vec::new(),
            next: 0,
        }
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix}{}", self.next)
    }

    fn add(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    fn clause(&mut self) {
        match self.chance.below(10) {
            0..=4 => self.matching(false),
            5 => self.matching(true),
            6 => self.unwind(),
            7 => self.with_distinct(),
            8 => self.with_aggregate(),
            _ => self.with_expression(),
        }
    }

    fn matching(&mut self, optional: bool) {
        let parts = 1 + usize::from(self.chance.one_in(4));
        let mut new = (Vec::new(), Vec::new(), Vec::new());
        let mut patterns = Vec::new();
        for _ in 0..parts {
            patterns.push(self.path_pattern(&mut new));
        }
        self.nodes.extend(new.0);
        self.relationships.extend(new.1);
        self.paths.extend(new.2);
        let keyword = if optional { "OPTIONAL MATCH" } else { "MATCH" };
        let mut text = format!("{keyword} {}", patterns.join(", "));
        if self.chance.one_in(3) {
            let condition = self.condition(2);
            let _ = write!(text, " WHERE {condition}");
        }
        self.add(&text);
    }

    fn path_pattern(&mut self, new: &mut (Vec<String>, Vec<String>, Vec<String>)) -> String {
        let mut text = String::new();
        let hops = self.chance.below(3);
        if self.chance.one_in(5) {
            let path = self.fresh("path");
            let _ = write!(text, "{path} = ");
            new.2.push(path);
        }
        text += &self.node_pattern(new);
        for _ in 0..hops {
            let (before, after) = [("-", "->"), ("<-", "-"), ("-", "-")][self.chance.below(3)];
            let mut inside = String::new();
            let types = match self.chance.below(4) {
                0 | 1 => format!(":{}", self.chance.pick(&TYPES)),
                2 => format!(":{}|{}", self.chance.pick(&TYPES), self.chance.pick(&TYPES)),
                _ => String::new(),
            };
            if self.chance.one_in(6) {
                let length = self.chance.pick(&["*0..2", "*1..2", "*2", "*..3", "*0..1"]);
                let _ = write!(inside, "{types}{length}");
            } else {
                if self.chance.one_in(2) {
                    let relationship = self.fresh("r");
                    inside += &relationship;
                    new.1.push(relationship);
                }
                inside += &types;
                if self.chance.one_in(6) {
                    let _ = write!(inside, " {{p: {}}}", self.chance.below(4));
                }
            }
            let node = self.node_pattern(new);
            let _ = write!(text, "{before}[{inside}]{after}{node}");
        }
        text
    }

    fn node_pattern(&mut self, new: &mut (Vec<String>, Vec<String>, Vec<String>)) -> String {
        let mut text = "(".to_owned();
        let known: Vec<String> = self.nodes.iter().chain(&new.0).cloned().collect();
        if !known.is_empty() && self.chance.one_in(3) {
            text += &known[self.chance.below(known.len())];
        } else if !self.chance.one_in(4) {
            let node = self.fresh("n");
            text += &node;
            new.0.push(node);
        }
        if self.chance.one_in(3) {
            text += ":";
            text += self.chance.pick(&LABELS);
        }
        if self.chance.one_in(12) {
            let _ = write!(text, " {{p: {}}}", self.chance.below(4));
        }
        text + ")"
    }

    fn unwind(&mut self) {
        let name = self.fresh("v");
        let list = match self.chance.below(4) {
            0 => "[1, 2, 2, null]".to_owned(),
            1 => "range(0, 3)".to_owned(),
            2 => "['x', 1, 2.5]".to_owned(),
            _ => match self.nodes.last() {
                Some(node) => format!("[{node}.p, {node}.q]"),
                None => "[]".to_owned(),
            },
        };
        self.values.push(name.clone());
        self.add(&format!("UNWIND {list} AS {name}"));
    }

    fn scope(&self) -> Vec<String> {
        [&self.nodes, &self.relationships, &self.values, &self.paths]
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    fn with_distinct(&mut self) {
        if !self.scope().is_empty() {
            self.add("WITH DISTINCT *");
            if self.chance.one_in(2) {
                let condition = self.condition(1);
                self.add(&format!("WHERE {condition}"));
            }
        }
    }

    fn with_aggregate(&mut self) {
        if self.nodes.is_empty() {
            return;
        }
        let key = self.nodes[self.chance.below(self.nodes.len())].clone();
        let argument = self.expression(1);
        let aggregate = self.chance.pick(&["count", "min", "max", "count"]);
        let distinct = if self.chance.one_in(3) {
            "DISTINCT "
        } else {
            ""
        };
        let name = self.fresh("g");
        let rows = self.fresh("g");
        self.add(&format!(
            "WITH {key}, {aggregate}({distinct}{argument}) AS {name}, count(*) AS {rows}"
        ));
        self.nodes = vec![key];
        self.relationships.clear();
        self.paths.clear();
        self.values = vec![name, rows];
    }

    fn with_expression(&mut self) {
        let expression = self.expression(2);
        let name = self.fresh("e");
        if self.scope().is_empty() {
            self.add(&format!("WITH {expression} AS {name}"));
        } else {
            self.add(&format!("WITH *, {expression} AS {name}"));
        }
        self.values.push(name);
    }

    /// A value of whatever type. No operator in it can fail on a value that the graph may hold.
    fn expression(&mut self, depth: usize) -> String {
        let scope = self.scope();
        if depth == 0 || self.chance.one_in(3) {
            let entities: Vec<&String> = self.nodes.iter().chain(&self.relationships).collect();
            return match self.chance.below(5) {
                0 | 1 if !entities.is_empty() => {
                    let entity = entities[self.chance.below(entities.len())].clone();
                    format!("{entity}.{}", self.chance.pick(&["p", "q"]))
                }
                2 if !scope.is_empty() => scope[self.chance.below(scope.len())].clone(),
                3 => self.chance.below(4).to_string(),
                _ => self
                    .chance
                    .pick(&["null", "'x'", "2.5", "true", "[1, 2]"])
                    .to_owned(),
            };
        }
        match self.chance.below(7) {
            0 => {
                let condition = self.condition(depth - 1);
                let (yes, no) = (self.expression(depth - 1), self.expression(depth - 1));
                format!("CASE WHEN {condition} THEN {yes} ELSE {no} END")
            }
            1 => format!(
                "coalesce({}, {})",
                self.expression(depth - 1),
                self.expression(depth - 1)
            ),
            2 => format!(
                "[{}, {}]",
                self.expression(depth - 1),
                self.expression(depth - 1)
            ),
            3 => format!("{{k: {}}}.k", self.expression(depth - 1)),
            4 => {
                let condition = self.condition(0);
                format!("size([x IN [0, 1, 2, null] WHERE x > 0 OR {condition}])")
            }
            5 => match self.nodes.first().cloned() {
                Some(node) => {
                    let ty = self.chance.pick(&TYPES);
                    let other = self.fresh("m");
                    format!("[({node})-[:{ty}]-({other}) | {other}.p]")
                }
                None => "[]".to_owned(),
            },
            _ => format!("({})", self.condition(depth - 1)),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth > 0 && self.chance.one_in(2) {
            let (left, right) = (self.condition(depth - 1), self.condition(depth - 1));
            return match self.chance.below(4) {
                0 => format!("({left} AND {right})"),
                1 => format!("({left} OR {right})"),
                2 => format!("({left} XOR {right})"),
                _ => format!("NOT ({left})"),
            };
        }
        let value = |query: &mut Self| query.expression(0);
        match self.chance.below(7) {
            0..=2 => {
                let op = self.chance.pick(&["=", "<>", "<", "<=", ">", ">="]);
                format!("{} {op} {}", value(self), value(self))
            }
            3 => format!("{} IN [0, 1, 'x', null]", value(self)),
            4 => format!("{} IS NULL", value(self)),
            5 => match self.nodes.last().cloned() {
                Some(node) => format!("{node}:{}", self.chance.pick(&LABELS)),
                None => "true".to_owned(),
            },
            _ => match self.nodes.last().cloned() {
                Some(node) => {
                    let (ty, label) = (self.chance.pick(&TYPES), self.chance.pick(&LABELS));
                    self.chance
                        .pick(&[
                            "(N)-[:T]->(:L)",
                            "(N)<-[:T]-()",
                            "NOT (N)-[:T]-()",
                            "EXISTS { (N)-->(:L) }",
                        ])
                        .replace('N', &node)
                        .replace(":T", &format!(":{ty}"))
                        .replace(":L", &format!(":{label}"))
                }
                None => "false".to_owned(),
            },
        }
    }

    fn finish(&mut self) {
        let scope = self.scope();
        let returned = match self.chance.below(5) {
            0 => "RETURN count(*) AS n".to_owned(),
            1 if !scope.is_empty() => {
                let name = &scope[self.chance.below(scope.len())];
                format!("RETURN DISTINCT {name} AS x")
            }
            2 if !scope.is_empty() => {
                let name = scope[self.chance.below(scope.len())].clone();
                let limit = 1 + self.chance.below(5);
                format!("RETURN {name} AS x ORDER BY x, x SKIP 1 LIMIT {limit}")
            }
            3 if !scope.is_empty() => {
                let expression = self.expression(2);
                format!("RETURN {expression} AS x, count(*) AS n")
            }
            _ if scope.is_empty() => {
                let expression = self.expression(1);
                format!("RETURN {expression} AS x")
            }
            _ => "RETURN *".to_owned(),
        };
        self.add(&returned);
    }
}
