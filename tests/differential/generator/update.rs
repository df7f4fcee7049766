//! Clauses that write. What they write does not depend on the order of rows: the same value for all rows of a thing,
//! patterns of MERGE that no other row of the same clause can match in part, keys that no row of it changes.

use super::TYPES;
use super::query::{Kind, Query};

impl Query<'_> {
    /// A query that changes the graph: reading clauses, writing ones, perhaps reading again, an end or none.
    pub(super) fn changing(&mut self, size: usize) {
        if !self.chance.one_in(6) {
            self.clauses(size);
        }
        for _ in 0..=self.chance.below(3) {
            self.update();
        }
        let reads_again = self.chance.one_in(3);
        if reads_again {
            self.separate();
            self.clauses(2);
        }
        // Nothing of what was deleted is in scope: a WITH is last.
        let unended = reads_again
            || self
                .scope
                .iter()
                .any(|variable| variable.name.starts_with('w'));
        if unended || !self.writes || !self.chance.one_in(4) {
            if !reads_again {
                self.separate();
            }
            self.finish();
        }
    }

    /// A writing clause before a reading one needs a WITH in openCypher; with an empty scope any WITH will do.
    fn separate(&mut self) {
        if !self.writes {
            return;
        }
        if self.scope.is_empty() {
            let name = self.fresh("w");
            self.add(&format!("WITH count(*) AS {name}"));
            self.bind(&name, Kind::Integer, false);
        } else {
            self.add("WITH *");
        }
    }

    fn update(&mut self) {
        match self.chance.below(12) {
            0..=4 => self.set(),
            5 | 6 => self.create(),
            7..=9 => self.merge(),
            _ => self.delete(),
        }
    }

    fn set(&mut self) {
        let Some(entity) = self.entity() else {
            return self.create();
        };
        let node = self.names(Kind::Node).contains(&entity);
        let limit = if node { 12 } else { 8 };
        let form = match self.chance.below(limit) {
            0 => "SET X.p = 7".to_owned(),
            1 => "SET X.q = X.u % 3, X.s = 'set'".to_owned(),
            2 => "SET X += {p: $one, s: null, l: [1]}".to_owned(),
            3 => "SET X = {u: X.u, p: 1}".to_owned(),
            4 => "REMOVE X.p, X.q".to_owned(),
            5 => "SET X.d = date('2022-01-01'), X.no = null".to_owned(),
            6 => {
                let counted = self.fresh("c");
                self.add(&format!("WITH {entity}, count(*) AS {counted}"));
                self.scope.retain(|variable| variable.name == entity);
                self.bind(&counted, Kind::Integer, false);
                format!("SET X.p = {counted}, X.q = [{counted}]")
            }
            7 => {
                self.add(&format!("WITH DISTINCT {entity}"));
                self.scope.retain(|variable| variable.name == entity);
                "SET X.p = coalesce(X.p, 0) + 1".to_owned()
            }
            8 => "SET X:D".to_owned(),
            9 => "SET X:A:E, X.q = 2".to_owned(),
            10 => "REMOVE X:A".to_owned(),
            _ => "REMOVE X:B:C, X.s".to_owned(),
        };
        self.writes = true;
        self.add(&form.replace('X', &entity));
    }

    /// A node in scope that is never null.
    fn certain_node(&mut self) -> Option<String> {
        let names: Vec<String> = self
            .scope
            .iter()
            .filter(|variable| variable.kind == Kind::Node && !variable.nullable)
            .map(|variable| variable.name.clone())
            .collect();
        self.chance.choose(&names)
    }

    fn create(&mut self) {
        let (node, relationship) = (self.fresh("n"), self.fresh("r"));
        let value = self.integer(1);
        let ty = self.chance.pick(&TYPES);
        let ends = (self.certain_node(), self.certain_node());
        match (self.chance.below(4), ends) {
            (0, (Some(from), _)) => {
                self.add(&format!(
                    "CREATE ({from})-[{relationship}:{ty} {{p: {value}}}]->({node}:D {{s: 'new'}})"
                ));
                self.bind(&node, Kind::Node, false);
                self.bind(&relationship, Kind::Relationship, false);
            }
            (1 | 2, (Some(from), Some(to))) => {
                self.add(&format!("CREATE ({from})<-[{relationship}:{ty}]-({to})"));
                self.bind(&relationship, Kind::Relationship, false);
            }
            _ => {
                self.add(&format!(
                    "CREATE ({node}:A:D {{p: {value}, q: null}}), ({node})-[:{ty}]->(:E)"
                ));
                self.bind(&node, Kind::Node, false);
            }
        }
        (self.writes, self.created) = (true, true);
    }

    fn merge(&mut self) {
        let (node, relationship) = (self.fresh("n"), self.fresh("r"));
        let value = self.integer(1);
        let ty = self.chance.pick(&TYPES);
        let ends = (self.certain_node(), self.certain_node());
        let subject = match (self.chance.below(4), ends) {
            (0, (Some(from), _)) => {
                self.add(&format!(
                    "MERGE ({from})-[{relationship}:{ty}]->({node}:D {{p: 1}})"
                ));
                self.bind(&node, Kind::Node, false);
                self.bind(&relationship, Kind::Relationship, false);
                relationship
            }
            (1 | 2, (Some(from), Some(to))) => {
                let properties = self.chance.pick(&["", " {p: 2}", " {s: 'x'}"]);
                self.add(&format!(
                    "MERGE ({from})-[{relationship}:{ty}{properties}]->({to})"
                ));
                self.bind(&relationship, Kind::Relationship, false);
                relationship
            }
            _ => {
                let label = self.chance.pick(&["A", "D", "B:D"]);
                // Worked out before: rows may match what rows before them have changed.
                let key = self.fresh("key");
                let star = if self.scope.is_empty() { "" } else { "*, " };
                self.add(&format!("WITH {star}coalesce({value}, 0) AS {key}"));
                self.bind(&key, Kind::Integer, false);
                self.add(&format!("MERGE ({node}:{label} {{p: {key}}})"));
                self.bind(&node, Kind::Node, false);
                node
            }
        };
        if self.chance.one_in(2) {
            self.add(&format!("ON CREATE SET {subject}.q = 'created'"));
        }
        if self.chance.one_in(2) {
            self.add(&format!("ON MATCH SET {subject}.l = [0]"));
        }
        (self.writes, self.created) = (true, true);
    }

    /// Deletes, and nothing of what was in scope goes on.
    fn delete(&mut self) {
        let nodes = self.names(Kind::Node);
        let form = match (self.one_of(Kind::Relationship), self.chance.choose(&nodes)) {
            (Some(relationship), _) if self.chance.one_in(2) => format!("DELETE {relationship}"),
            (_, Some(node)) if self.chance.one_in(8) => format!("DELETE {node}"),
            (_, Some(node)) => format!("DETACH DELETE {node}"),
            (Some(relationship), None) => format!("DELETE {relationship}"),
            (None, None) => match self.one_of(Kind::Path) {
                Some(path) => format!("DETACH DELETE {path}"),
                None => return self.create(),
            },
        };
        let name = self.fresh("w");
        self.add(&format!("{form} WITH count(*) AS {name}"));
        self.scope.clear();
        self.bind(&name, Kind::Integer, false);
        self.writes = true;
    }
}
