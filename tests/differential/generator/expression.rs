//! Expressions, by the type they have. None of them can fail on what the graph may hold, and none depends on the order
//! in which the graph is walked.

use super::query::{Kind, Query};
use super::{LABELS, TYPES};

impl Query<'_> {
    /// A value of whatever type.
    pub(super) fn any(&mut self, depth: usize) -> String {
        if depth == 0 || self.chance.one_in(4) {
            let names: Vec<String> = self.scope.iter().map(|v| v.name.clone()).collect();
            return match (
                self.chance.below(7),
                self.entity(),
                self.chance.choose(&names),
            ) {
                (0 | 1, Some(entity), _) => {
                    format!(
                        "{entity}.{}",
                        self.chance.pick(&["p", "q", "s", "d", "l", "no"])
                    )
                }
                (2 | 3, _, Some(name)) => name,
                (4, _, _) => self.integer(0),
                _ => self
                    .chance
                    .pick(&[
                        "null", "'x'", "2.5", "true", "[1, 2]", "$map", "$list", "0.0",
                    ])
                    .to_owned(),
            };
        }
        match self.chance.below(12) {
            0 => {
                let condition = self.condition(depth - 1);
                let (yes, no) = (self.any(depth - 1), self.any(depth - 1));
                format!("CASE WHEN {condition} THEN {yes} ELSE {no} END")
            }
            1 => {
                let (subject, value) = (self.any(depth - 1), self.any(depth - 1));
                format!("CASE {subject} WHEN {value} THEN 'same' WHEN 1 THEN 'one' END")
            }
            2 => format!("coalesce({}, {})", self.any(depth - 1), self.any(depth - 1)),
            3 => format!("[{}, {}]", self.any(depth - 1), self.any(depth - 1)),
            4 => format!("{{k: {}, u: {}}}", self.any(depth - 1), self.any(0)),
            5 => format!("{{k: {}}}.k", self.any(depth - 1)),
            6 | 7 => self.integer(depth - 1),
            8 => self.text_value(depth - 1),
            9 => self.list(depth - 1),
            10 => self.date(depth - 1),
            _ => format!("({})", self.condition(depth - 1)),
        }
    }

    /// An integer or null, small enough that no sum of a few overflows.
    pub(super) fn integer(&mut self, depth: usize) -> String {
        if depth == 0 || self.chance.one_in(3) {
            let own = self.one_of(Kind::Integer);
            return match (self.chance.below(6), self.entity(), own) {
                (0 | 1, Some(entity), _) => format!("{entity}.p"),
                (2, Some(entity), _) => format!("{entity}.u"),
                (3, _, Some(name)) => name,
                (4, ..) => "$one".to_owned(),
                _ => self.chance.below(4).to_string(),
            };
        }
        match self.chance.below(13) {
            0 | 1 => {
                let op = self.chance.pick(&["+", "-", "*"]);
                format!(
                    "({} {op} {})",
                    self.integer(depth - 1),
                    self.integer(depth - 1)
                )
            }
            2 => format!("({} / 2)", self.integer(depth - 1)),
            3 => format!("({} % 3)", self.integer(depth - 1)),
            4 => format!("-{}", self.integer(0)),
            5 => format!("abs({})", self.integer(depth - 1)),
            6 => format!("size({})", self.list(depth - 1)),
            7 => format!("size({})", self.text_value(depth - 1)),
            8 => match self.one_of(Kind::Path) {
                Some(path) => format!("length({path})"),
                None => "3".to_owned(),
            },
            9 => match self.one_of(Kind::Relationships) {
                Some(list) => format!("reduce(sum = 0, r IN {list} | sum + coalesce(r.p, 1))"),
                None => "4".to_owned(),
            },
            10 => match self.one_of(Kind::Node) {
                Some(node) => {
                    let ty = self.chance.pick(&TYPES);
                    let label = self.chance.pick(&LABELS);
                    self.chance
                        .pick(&[
                            "size([(#)-[:TY]-(m) WHERE m.p > 0 | m.q])",
                            "COUNT { (#)-[:TY]->() }",
                            "COUNT { MATCH (#)-[e]-(m) WHERE m.p = #.p }",
                            "COUNT { (#)--(:LA) }",
                            "COUNT { (#)-[:TY]-()-->(:LA) }",
                            "COUNT { (#)-[:TY*1..2]->() }",
                            "COUNT { MATCH (#)-->(m), (#)-[:TY]-(o) WHERE m.p > 0 }",
                            "COUNT { MATCH (#)-->(m) OPTIONAL MATCH (m)-[:TY]->(o) RETURN m.p, o }",
                            "COUNT { MATCH (#)-->(m) RETURN DISTINCT m.p }",
                            "COUNT { MATCH (#)-->(m)-->() RETURN m.p SKIP 1 LIMIT 2 }",
                            "size([(#)-->()-[:TY]->(m) | m])",
                        ])
                        .replace('#', &node)
                        .replace("TY", ty)
                        .replace("LA", label)
                }
                None => "5".to_owned(),
            },
            11 => format!("{}.year", self.date(depth - 1)),
            _ => format!("toInteger({})", self.integer(depth - 1)),
        }
    }

    /// A text or null.
    pub(super) fn text_value(&mut self, depth: usize) -> String {
        if depth == 0 || self.chance.one_in(3) {
            return match (self.chance.below(4), self.entity(), self.one_of(Kind::Text)) {
                (0 | 1, Some(entity), _) => format!("{entity}.s"),
                (2, _, Some(name)) => name,
                _ => self
                    .chance
                    .pick(&["'x'", "''", "$text", "$map.t", "'xyÅ'"])
                    .to_owned(),
            };
        }
        match self.chance.below(6) {
            0 => format!(
                "({} + {})",
                self.text_value(depth - 1),
                self.text_value(depth - 1)
            ),
            1 => format!("toUpper({})", self.text_value(depth - 1)),
            2 => format!("toString({})", self.integer(depth - 1)),
            3 => format!("substring({}, 1)", self.text_value(depth - 1)),
            4 => format!("toString({})", self.date(depth - 1)),
            _ => match self.one_of(Kind::Relationship) {
                Some(relationship) => format!("type({relationship})"),
                None => "reverse('ab')".to_owned(),
            },
        }
    }

    /// A date or null.
    fn date(&mut self, depth: usize) -> String {
        let own = match self.entity() {
            Some(entity) if !self.chance.one_in(3) => format!("{entity}.d"),
            _ => "date('2021-07-01')".to_owned(),
        };
        match self.chance.below(if depth == 0 { 1 } else { 4 }) {
            1 => format!("({own} + duration('P1M1D'))"),
            2 => format!("date.truncate('month', {own})"),
            3 => format!("({own} - duration({{days: 40}}))"),
            _ => own,
        }
    }

    /// A list or null.
    pub(super) fn list(&mut self, depth: usize) -> String {
        if depth == 0 || self.chance.one_in(3) {
            return match (self.chance.below(6), self.entity(), self.one_of(Kind::List)) {
                (0 | 1, Some(entity), _) => format!("{entity}.l"),
                (2, _, Some(name)) => name,
                (3, Some(_), _) => match self.one_of(Kind::Node) {
                    Some(node) => format!("labels({node})"),
                    None => "[[]]".to_owned(),
                },
                (4, Some(entity), _) => format!("keys({entity})"),
                _ => self
                    .chance
                    .pick(&[
                        "[]",
                        "[1, 2, 2, null]",
                        "$list",
                        "range(0, 3)",
                        "['x', 1, 2.5]",
                    ])
                    .to_owned(),
            };
        }
        match self.chance.below(9) {
            0 => format!("({} + {})", self.list(depth - 1), self.list(depth - 1)),
            1 => {
                let condition = self.condition(0);
                format!(
                    "[x IN {} WHERE x > 0 OR {condition} | x]",
                    self.list(depth - 1)
                )
            }
            2 => format!("[x IN {} | [x, {}]]", self.list(depth - 1), self.any(0)),
            3 => format!("{}[{}..]", self.list(0), self.integer(0)),
            4 => format!("{}[..{}]", self.list(0), self.integer(0)),
            5 => format!("tail({})", self.list(depth - 1)),
            6 => format!("reverse({})", self.list(depth - 1)),
            7 => match self.one_of(Kind::Path) {
                Some(path) => format!("[x IN nodes({path}) | x.u]"),
                None => format!("[{}, {}]", self.any(0), self.any(0)),
            },
            _ => match self.one_of(Kind::Relationships) {
                Some(list) => format!("[x IN {list} | type(x)]"),
                None => format!("[{}]", self.any(depth - 1)),
            },
        }
    }

    /// What stands after WHERE; it may be null. Only here may a pattern be a condition.
    pub(super) fn predicate(&mut self, depth: usize) -> String {
        if depth > 0 && self.chance.one_in(2) {
            let (left, right) = (self.predicate(depth - 1), self.predicate(depth - 1));
            let op = self.chance.pick(&["AND", "OR", "XOR", "AND NOT"]);
            return format!("({left} {op} {right})");
        }
        match self.chance.below(4) {
            0 => self.pattern_predicate(),
            _ => self.condition(depth),
        }
    }

    fn pattern_predicate(&mut self) -> String {
        let (Some(one), Some(two)) = (self.one_of(Kind::Node), self.one_of(Kind::Node)) else {
            return "true".to_owned();
        };
        let (ty, label) = (self.chance.pick(&TYPES), self.chance.pick(&LABELS));
        self.chance
            .pick(&[
                "(#)-[:TY]->(:LA)",
                "(#)<-[:TY]-()",
                "NOT (#)-[:TY]-()",
                "(#)-[:TY {p: 1}]-()",
                "(#)--(##)",
                "(#)-->(##)",
                "(#)-[:TY*1..2]->(##)",
                "(#)-[:TY]->()<--(##)",
            ])
            .replace("##", &two)
            .replace('#', &one)
            .replace("TY", ty)
            .replace("LA", label)
    }

    /// A condition; it may be null.
    pub(super) fn condition(&mut self, depth: usize) -> String {
        if depth > 0 && self.chance.one_in(2) {
            let (left, right) = (self.condition(depth - 1), self.condition(depth - 1));
            return match self.chance.below(4) {
                0 => format!("({left} AND {right})"),
                1 => format!("({left} OR {right})"),
                2 => format!("({left} XOR {right})"),
                _ => format!("NOT ({left})"),
            };
        }
        match self.chance.below(14) {
            0..=2 => {
                let op = self.chance.pick(&["=", "<>", "<", "<=", ">", ">="]);
                format!("{} {op} {}", self.any(0), self.any(0))
            }
            3 => {
                let op = self.chance.pick(&["=", "<", "<="]);
                format!("{} {op} {}", self.integer(1), self.integer(1))
            }
            4 => format!(
                "{} < {} <= {}",
                self.integer(0),
                self.integer(0),
                self.integer(0)
            ),
            5 => format!("{} IN {}", self.any(0), self.list(1)),
            6 => format!("{} IS {}NULL", self.any(1), self.chance.pick(&["", "NOT "])),
            7 => {
                let op = self.chance.pick(&["STARTS WITH", "ENDS WITH", "CONTAINS"]);
                format!("{} {op} {}", self.text_value(1), self.text_value(0))
            }
            8 => {
                let quantifier = self.chance.pick(&["all", "any", "none", "single"]);
                let inner = self.condition(0);
                format!(
                    "{quantifier}(x IN {} WHERE x > 0 OR ({inner}))",
                    self.list(1)
                )
            }
            9 => format!("{} < {}", self.date(1), self.date(0)),
            10 => match self.one_of(Kind::Node) {
                Some(node) => {
                    let (one, two) = (self.chance.pick(&LABELS), self.chance.pick(&LABELS));
                    self.chance
                        .pick(&["#:X", "#:X:Y", "NOT #:X"])
                        .replace('#', &node)
                        .replace('X', one)
                        .replace('Y', two)
                }
                None => "true".to_owned(),
            },
            11 => match (self.one_of(Kind::Node), self.one_of(Kind::Node)) {
                (Some(one), Some(two)) => format!("{one} {} {two}", self.chance.pick(&["=", "<>"])),
                _ => "true".to_owned(),
            },
            _ => match self.one_of(Kind::Node) {
                Some(node) => {
                    let (ty, label) = (self.chance.pick(&TYPES), self.chance.pick(&LABELS));
                    self.chance
                        .pick(&[
                            "EXISTS { (#)-->(:LA) }",
                            "EXISTS { MATCH (#)-[e:TY]->(m) WHERE m.p >= #.p }",
                            "EXISTS { MATCH (#)-->(m) WITH m, count(*) AS c WHERE c > 1 RETURN m }",
                        ])
                        .replace('#', &node)
                        .replace("TY", ty)
                        .replace("LA", label)
                }
                None => "false".to_owned(),
            },
        }
    }
}
