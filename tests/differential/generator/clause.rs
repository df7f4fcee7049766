//! Clauses that read, and how queries end.

use super::query::{Kind, Query, Variable};

impl Query<'_> {
    /// A query that only reads, of up to `size` clauses before its end.
    pub(super) fn reading(&mut self, size: usize) {
        if self.chance.one_in(10) {
            return self.union(size);
        }
        self.clauses(size);
        self.finish();
    }

    /// The clauses before the end: at least one.
    pub(super) fn clauses(&mut self, size: usize) {
        for _ in 0..=self.chance.below(size) {
            self.clause();
        }
    }

    fn clause(&mut self) {
        match self.chance.below(15) {
            0..=5 => self.matching(false),
            6 | 7 => self.matching(true),
            8 => self.unwind(),
            9 => self.with_distinct(),
            10 => self.with_aggregate(),
            11 => self.with_fewer(),
            12 => self.with_window(),
            13 => self.with_collected(),
            _ => self.with_value(),
        }
    }

    fn union(&mut self, size: usize) {
        let all = self.chance.pick(&[" UNION ", " UNION ALL "]);
        let mut branches = Vec::new();
        for _ in 0..2 + self.chance.below(2) {
            self.clauses(size.min(2));
            let (x, y) = (self.any(1), self.integer(1));
            let distinct = if self.chance.one_in(4) {
                "DISTINCT "
            } else {
                ""
            };
            self.add(&format!("RETURN {distinct}{x} AS x, {y} AS y"));
            branches.push(std::mem::take(&mut self.text));
            self.scope.clear();
        }
        self.text = branches.join(all);
    }

    fn unwind(&mut self) {
        let name = self.fresh("v");
        let list = self.list(1);
        self.add(&format!("UNWIND {list} AS {name}"));
        self.bind(&name, Kind::Any, true);
    }

    fn filter(&mut self) {
        if self.chance.one_in(3) {
            let condition = self.predicate(1);
            self.add(&format!("WHERE {condition}"));
        }
    }

    fn with_distinct(&mut self) {
        if !self.scope.is_empty() {
            self.add("WITH DISTINCT *");
            self.filter();
        }
    }

    fn with_value(&mut self) {
        let (value, kind) = match self.chance.below(4) {
            0 => (self.integer(2), Kind::Integer),
            1 => (self.text_value(2), Kind::Text),
            2 => (self.list(2), Kind::List),
            _ => (self.any(2), Kind::Any),
        };
        let name = self.fresh("e");
        let star = if self.scope.is_empty() { "" } else { "*, " };
        self.add(&format!("WITH {star}{value} AS {name}"));
        self.bind(&name, kind, true);
        self.filter();
    }

    /// Only some of the variables go on, and under other names.
    fn with_fewer(&mut self) {
        let mut items = Vec::new();
        let mut kept: Vec<Variable> = Vec::new();
        for mut variable in std::mem::take(&mut self.scope) {
            if self.chance.one_in(3) {
                continue;
            }
            if self.chance.one_in(3) {
                let name = self.fresh("k");
                items.push(format!("{} AS {name}", variable.name));
                variable.name = name;
            } else {
                items.push(variable.name.clone());
            }
            kept.push(variable);
        }
        self.scope = kept;
        if items.is_empty() {
            let name = self.fresh("c");
            self.add(&format!("WITH count(*) AS {name}"));
            self.bind(&name, Kind::Integer, false);
        } else {
            self.add(&format!("WITH {}", items.join(", ")));
            self.filter();
        }
    }

    fn with_aggregate(&mut self) {
        let Some(key) = self.chance.choose(&self.scope.clone()) else {
            return;
        };
        let (aggregate, rows) = (self.aggregate(), self.fresh("g"));
        let name = self.fresh("g");
        let more = if self.chance.one_in(3) {
            format!(", {} + count(*) AS more", key.name)
        } else {
            String::new()
        };
        let more = if key.kind == Kind::Integer {
            more
        } else {
            String::new()
        };
        self.add(&format!(
            "WITH {}, {aggregate} AS {name}, count(*) AS {rows}{more}",
            key.name
        ));
        self.scope = vec![key];
        self.bind(&name, Kind::Any, true);
        self.bind(&rows, Kind::Integer, false);
        self.filter();
    }

    /// An aggregate that does not depend on the order of rows.
    fn aggregate(&mut self) -> String {
        let distinct = self.chance.pick(&["", "", "DISTINCT "]);
        match self.chance.below(10) {
            0 => format!("count({distinct}{})", self.any(1)),
            1 => format!("sum({distinct}{})", self.integer(1)),
            2 => format!("avg({distinct}{})", self.integer(1)),
            3 => format!("min({})", self.integer(1)),
            4 => format!("max({})", self.text_value(1)),
            5 if !self.created => format!("max({})", self.any(1)),
            6 => format!("size(collect({distinct}{}))", self.any(1)),
            7 => format!("percentileDisc({}, 0.5)", self.integer(1)),
            8 => format!("percentileCont({}, 0.3)", self.integer(1)),
            _ => format!("min({})", self.text_value(0)),
        }
    }

    /// Every variable in scope, so that rows that tie are the same row.
    fn whole_order(&mut self) -> String {
        let mut keys: Vec<String> = self
            .scope
            .iter()
            .map(|variable| variable.name.clone())
            .collect();
        let turns = self.chance.below(keys.len());
        keys.rotate_left(turns);
        for key in &mut keys {
            *key += self.chance.pick(&["", " DESC", " ASC"]);
        }
        if self.chance.one_in(2) {
            keys.insert(0, self.integer(1));
        }
        format!("ORDER BY {}", keys.join(", "))
    }

    /// ` SKIP m LIMIT n`, or one of them, or none.
    fn window(&mut self) -> String {
        let mut text = String::new();
        if self.chance.one_in(2) {
            text += &format!(" SKIP {}", self.chance.below(3));
        }
        if self.chance.one_in(2) {
            text += &format!(
                " LIMIT {}",
                self.chance.pick(&["0", "1", "3", "1 + 1", "$one"])
            );
        }
        text
    }

    fn with_window(&mut self) {
        if self.scope.is_empty() || self.created {
            return;
        }
        let (order, window) = (self.whole_order(), self.window());
        self.add(&format!("WITH * {order}{window}"));
        self.filter();
    }

    /// The order of rows is the order of a collected list.
    fn with_collected(&mut self) {
        if self.created {
            return;
        }
        let Some(key) = self.chance.choose(&self.scope.clone()) else {
            return;
        };
        let order = self.whole_order();
        let (value, name) = (self.any(1), self.fresh("list"));
        let distinct = self.chance.pick(&["", "DISTINCT "]);
        self.add(&format!(
            "WITH * {order} WITH {}, collect({distinct}{value}) AS {name}",
            key.name
        ));
        self.scope = vec![key];
        self.bind(&name, Kind::List, false);
    }

    /// The last RETURN.
    pub(super) fn finish(&mut self) {
        if self.scope.is_empty() {
            let (value, n) = (self.any(2), self.aggregate());
            return self.add(&format!("RETURN {value} AS x, {n} AS n"));
        }
        let name = self.chance.choose(&self.scope.clone()).map(|v| v.name);
        let name = name.unwrap_or_default();
        let returned = match self.chance.below(7) {
            0 => format!("RETURN count(*) AS n, {} AS a", self.aggregate()),
            1 => format!("RETURN DISTINCT {name} AS x"),
            2 => {
                let value = self.any(2);
                format!(
                    "RETURN {value} AS x, count(*) AS n, {} AS a",
                    self.aggregate()
                )
            }
            3 if !self.created => {
                let (order, window) = (self.whole_order(), self.window());
                self.ordered = true;
                format!("RETURN * {order}{window}")
            }
            4 if !self.created => {
                let (value, window) = (self.integer(2), self.window());
                self.ordered = true;
                let distinct = self.chance.pick(&["", "DISTINCT "]);
                format!("RETURN {distinct}{name} AS x, {value} AS y ORDER BY y DESC, x{window}")
            }
            5 => format!("RETURN {} AS x, {} AS y", self.any(2), self.any(1)),
            _ => "RETURN *".to_owned(),
        };
        self.add(&returned);
    }
}
