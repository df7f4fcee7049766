//! Patterns of MATCH: labels and label expressions, properties, inline conditions, variable length, shortest paths.

use std::fmt::Write as _;

use super::query::{Kind, Query, Variable};
use super::{LABELS, TYPES};

/// More relationship patterns than this make a query too much work to be worth it.
const MOST_HOPS: usize = 5;

impl Query<'_> {
    /// `MATCH` or `OPTIONAL MATCH` with its condition.
    pub(super) fn matching(&mut self, optional: bool) {
        let parts = 1 + usize::from(self.chance.one_in(4));
        let mut new = Vec::new();
        let mut patterns = Vec::new();
        for _ in 0..parts {
            let pattern = if self.chance.one_in(14) {
                self.shortest_path(&mut new)
            } else {
                self.path_pattern(&mut new)
            };
            patterns.push(pattern);
        }
        let keyword = if optional { "OPTIONAL MATCH" } else { "MATCH" };
        let mut text = format!("{keyword} {}", patterns.join(", "));
        for variable in &mut new {
            variable.nullable = optional;
        }
        self.scope.extend(new);
        if self.chance.one_in(4) {
            let condition = self.predicate(2);
            let _ = write!(text, " WHERE {condition}");
        }
        self.add(&text);
    }

    fn path_pattern(&mut self, new: &mut Vec<Variable>) -> String {
        let mut text = String::new();
        let hops = self
            .chance
            .below(3)
            .min(MOST_HOPS.saturating_sub(self.hops));
        if self.chance.one_in(5) {
            let path = self.fresh("path");
            let _ = write!(text, "{path} = ");
            new.push(variable(&path, Kind::Path));
        }
        text += &self.node_pattern(new);
        for _ in 0..hops {
            self.hops += 1;
            let (before, after) =
                [("-", "->"), ("<-", "-"), ("-", "-"), ("<-", "->")][self.chance.below(4)];
            let inside = self.relationship_pattern(new);
            let node = self.node_pattern(new);
            let _ = write!(text, "{before}[{inside}]{after}{node}");
        }
        text
    }

    fn relationship_pattern(&mut self, new: &mut Vec<Variable>) -> String {
        let types = match self.chance.below(5) {
            0 | 1 => format!(":{}", self.chance.pick(&TYPES)),
            2 => format!(":{}|{}", self.chance.pick(&TYPES), self.chance.pick(&TYPES)),
            3 if self.chance.one_in(3) => format!(":!{}", self.chance.pick(&TYPES)),
            _ => String::new(),
        };
        if self.chance.one_in(5) {
            self.hops += 1;
            let name = if self.chance.one_in(2) {
                let name = self.fresh("rs");
                new.push(variable(&name, Kind::Relationships));
                name
            } else {
                String::new()
            };
            let length = self.chance.pick(&[
                "*0..2", "*1..2", "*2", "*..3", "*0..1", "*0..3", "*..2", "*0",
            ]);
            let properties = if self.chance.one_in(6) { " {p: 1}" } else { "" };
            return format!("{name}{types}{length}{properties}");
        }
        let mut text = String::new();
        let mut own = None;
        if self.chance.one_in(2) {
            let bound = self.names(Kind::Relationship);
            match self.chance.choose(&bound) {
                Some(name) if self.chance.one_in(8) => text += &name,
                _ => {
                    let name = self.fresh("r");
                    text += &name;
                    new.push(variable(&name, Kind::Relationship));
                    own = Some(name);
                }
            }
        }
        text += &types;
        match (self.chance.below(20), own) {
            (0 | 1, _) => {
                let _ = write!(text, " {{p: {}}}", self.chance.below(4));
            }
            (2, Some(name)) => {
                let _ = write!(text, " WHERE {name}.p > {}", self.chance.below(3));
            }
            _ => {}
        }
        text
    }

    fn node_pattern(&mut self, new: &mut Vec<Variable>) -> String {
        let mut text = "(".to_owned();
        let known: Vec<String> = self
            .scope
            .iter()
            .chain(&*new)
            .filter(|variable| variable.kind == Kind::Node)
            .map(|variable| variable.name.clone())
            .collect();
        let mut own = None;
        if !known.is_empty() && self.chance.one_in(3) {
            text += &known[self.chance.below(known.len())];
        } else if !self.chance.one_in(4) {
            let node = self.fresh("n");
            text += &node;
            new.push(variable(&node, Kind::Node));
            own = Some(node);
        }
        text += &self.labels();
        match (self.chance.below(30), own) {
            (0, _) => {
                let _ = write!(text, " {{p: {}}}", self.chance.below(4));
            }
            (1, _) => text += " {p: $one}",
            (2, Some(name)) => {
                let _ = write!(text, " WHERE {name}.p > {}", self.chance.below(3));
            }
            _ => {}
        }
        text + ")"
    }

    fn labels(&mut self) -> String {
        let (one, two) = (self.chance.pick(&LABELS), self.chance.pick(&LABELS));
        match self.chance.below(18) {
            0..=3 => format!(":{one}"),
            4 => format!(":{one}:{two}"),
            5 => format!(":{one}|{two}"),
            6 => format!(":!{one}"),
            7 if self.chance.one_in(3) => format!(":{one}&!{two}"),
            _ => String::new(),
        }
    }

    /// Between bound nodes only the length is the same in every right answer.
    fn shortest_path(&mut self, new: &mut Vec<Variable>) -> String {
        let nodes = self.names(Kind::Node);
        let (Some(from), Some(to)) = (self.chance.choose(&nodes), self.chance.choose(&nodes))
        else {
            return self.path_pattern(new);
        };
        self.hops += 2;
        let path = self.fresh("path");
        new.push(variable(&path, Kind::Path));
        let types = match self.chance.below(2) {
            0 => String::new(),
            _ => format!(":{}", self.chance.pick(&TYPES)),
        };
        let (before, after) = [("-", "->"), ("<-", "-"), ("-", "-")][self.chance.below(3)];
        let length = self.chance.pick(&["*", "*..2", "*1..3"]);
        format!("{path} = allShortestPaths(({from}){before}[{types}{length}]{after}({to}))")
    }
}

fn variable(name: &str, kind: Kind) -> Variable {
    Variable {
        name: name.to_owned(),
        kind,
        nullable: false,
    }
}
