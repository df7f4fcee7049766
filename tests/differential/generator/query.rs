//! A query under construction: its text so far and the variables in scope.

use super::Chance;

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Node,
    Relationship,
    Relationships,
    Path,
    Integer,
    Text,
    List,
    Any,
}

/// A variable in scope.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// May it be null?
    pub(super) nullable: bool,
}

pub(super) struct Query<'c> {
    pub(super) chance: &'c mut Chance,
    pub(super) text: String,
    pub(super) scope: Vec<Variable>,
    /// Do the rows have one order?
    pub(super) ordered: bool,
    /// Is there a clause that writes?
    pub(super) writes: bool,
    /// Are there nodes or relationships whose ids, and so whose order, depend on the order of rows?
    pub(super) created: bool,
    /// Relationship patterns so far: they bound how much work the query is.
    pub(super) hops: usize,
    next: usize,
}

impl<'c> Query<'c> {
    pub(super) fn new(chance: &'c mut Chance) -> Self {
        Self {
            chance,
            text: String::new(),
            scope: Vec::new(),
            ordered: false,
            writes: false,
            created: false,
            hops: 0,
            next: 0,
        }
    }

    /// A name that the query does not have yet.
    pub(super) fn fresh(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix}{}", self.next)
    }

    /// Puts a clause at the end.
    pub(super) fn add(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    /// Puts a variable into scope.
    pub(super) fn bind(&mut self, name: &str, kind: Kind, nullable: bool) {
        self.scope.push(Variable {
            name: name.to_owned(),
            kind,
            nullable,
        });
    }

    /// The names of the variables of this kind.
    pub(super) fn names(&self, kind: Kind) -> Vec<String> {
        self.scope
            .iter()
            .filter(|variable| variable.kind == kind)
            .map(|variable| variable.name.clone())
            .collect()
    }

    /// One of the variables of this kind.
    pub(super) fn one_of(&mut self, kind: Kind) -> Option<String> {
        let names = self.names(kind);
        self.chance.choose(&names)
    }

    /// A node or relationship in scope.
    pub(super) fn entity(&mut self) -> Option<String> {
        let mut names = self.names(Kind::Node);
        names.extend(self.names(Kind::Relationship));
        self.chance.choose(&names)
    }
}
