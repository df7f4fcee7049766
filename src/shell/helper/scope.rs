//! The variables that a statement has bound so far.
//!
//! In: names as they are met, clause by clause. Out: those that can be used at this place, with the labels and types they
//! were written with. It follows the words of a statement that may be half written, so it guesses where the checker
//! knows.

/// A variable and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Variable {
    pub(super) name: String,
    /// Labels written with it.
    pub(super) labels: Vec<String>,
    /// Relationship types written with it.
    pub(super) types: Vec<String>,
}

/// The variables of a statement or subquery.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    visible: Vec<Variable>,
    /// What the projection that is being written hands on.
    projected: Vec<Variable>,
    everything: bool,
}

impl Scope {
    /// All variables, in the order in which they were bound.
    pub(super) fn variables(&self) -> &[Variable] {
        &self.visible
    }

    /// The variable of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Variable> {
        self.visible.iter().find(|variable| variable.name == name)
    }

    /// Binds a variable, or adds to what is known of it.
    pub(super) fn bind(&mut self, found: Variable) {
        match self
            .visible
            .iter_mut()
            .find(|variable| variable.name == found.name)
        {
            Some(known) => {
                known.labels.extend(found.labels);
                known.types.extend(found.types);
            }
            None => self.visible.push(found),
        }
    }

    /// Binds a variable of which nothing is known.
    pub(super) fn bind_name(&mut self, name: &str) {
        self.bind(Variable {
            name: name.to_owned(),
            ..Variable::default()
        });
    }

    /// A projection starts.
    pub(super) fn start_projection(&mut self) {
        self.projected.clear();
        self.everything = false;
    }

    /// `*` in a projection.
    pub(super) fn project_everything(&mut self) {
        self.everything = true;
    }

    /// A variable that is handed on under its own name.
    pub(super) fn project(&mut self, name: &str) {
        if let Some(variable) = self.get(name) {
            self.projected.push(variable.clone());
        }
    }

    /// An expression or variable that is handed on under a new name; it can be used from the next words on.
    pub(super) fn project_as(&mut self, source: Option<&str>, name: &str) {
        let mut variable = source
            .and_then(|source| self.get(source))
            .cloned()
            .unwrap_or_default();
        name.clone_into(&mut variable.name);
        self.bind(variable.clone());
        self.projected.push(variable);
    }

    /// What `WITH` handed on is all there is from here on.
    pub(super) fn end_projection(&mut self) {
        let projected = std::mem::take(&mut self.projected);
        if self.everything {
            for variable in projected {
                self.bind(variable);
            }
        } else {
            self.visible = projected;
        }
    }

    /// The names that a subquery hands to the query around it.
    pub(super) fn returned(self) -> Vec<Variable> {
        self.projected
    }

    /// Forgets everything, for the next part of a UNION.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}
