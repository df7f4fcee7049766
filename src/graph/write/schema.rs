//! Indexes and constraints in a transaction: defining them, dropping them, holding changes against them.
//!
//! Part of [`Transaction`]. Constraints are checked at the end of each statement and once more before the commit, never
//! change by change: two nodes may swap their values. Knows nothing of statements.

use std::sync::Arc;

use super::{Change, Transaction, check_room};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::bits::Bits;
use crate::graph::catalog::{Definition, DefinitionKind, Subject};
use crate::graph::constraint::Element;
use crate::graph::id::{KeyId, LabelId};
use crate::value::literal::Name;

/// Violations told in one error.
const TOLD: usize = 3;
/// How many changes are looked at between looks at what may stop the work.
const STEPS: usize = 1 << 12;

impl Transaction {
    /// Adds an index or a constraint. Label (or type) and keys must be of this graph. O(nodes of the label, or
    /// relationships of the type).
    ///
    /// # Errors
    /// `Code::SchemaExists` when the name is taken, or when another definition says the same or has an index on the very
    /// properties; `Code::ConstraintViolation` when what is there breaks the constraint, with examples.
    pub fn define(&mut self, definition: Definition) -> Result<()> {
        self.check_new(&definition)?;
        let count = self.current.catalog.iter().len();
        check_room("indexes and constraints", count, usize::from(u16::MAX))?;
        let definition = Arc::new(definition);
        if definition.has_index() {
            let interrupt = self.interrupt.clone();
            self.state().build_index(&definition, &interrupt)?;
        }
        if definition.is_constraint() {
            let (problems, more) = self
                .current
                .violations(&definition, TOLD, &self.interrupt)?;
            if !problems.is_empty() {
                if definition.has_index() {
                    self.state().drop_index(&definition);
                }
                let name = Name(&definition.name);
                let what = format!("the constraint {name} cannot be created");
                return Err(broken(&what, &problems, more)
                    .hint("correct the data first, then create the constraint"));
            }
        }
        let catalog = Arc::make_mut(&mut self.state().catalog);
        catalog.add(Arc::clone(&definition));
        self.log.push(Change::Define(definition));
        Ok(())
    }

    /// Gives up the index or constraint of this name.
    ///
    /// # Errors
    /// `Code::SchemaNotFound` when there is none.
    pub fn undefine(&mut self, name: &str) -> Result<()> {
        let Some(definition) = self.current.catalog.get(name).cloned() else {
            let message = format!("there is no index or constraint {}", Name(name));
            return Err(Diagnostic::new(Code::SchemaNotFound, message));
        };
        let state = self.state();
        Arc::make_mut(&mut state.catalog).remove(name);
        if definition.has_index() {
            state.drop_index(&definition);
        }
        self.log
            .push(Change::Undefine(Arc::clone(&definition.name)));
        Ok(())
    }

    /// Indexes the nodes of a label by a property, under a name made up; was that new?
    pub fn create_index(&mut self, label: LabelId, key: KeyId) -> Result<bool> {
        let (subject, keys) = (Subject::Label(label), [key]);
        if self.current.catalog.indexed(subject, &keys).is_some() {
            return Ok(false);
        }
        let name = self.free_name(DefinitionKind::Index, subject, &keys);
        self.define(Definition {
            name,
            kind: DefinitionKind::Index,
            subject,
            keys: keys.into(),
        })?;
        Ok(true)
    }

    /// Gives up the index on a property of the nodes of a label; was there one? An index that a constraint needs is none
    /// that could be given up.
    pub fn drop_index(&mut self, label: LabelId, key: KeyId) -> Result<bool> {
        let (kind, subject) = (DefinitionKind::Index, Subject::Label(label));
        match self.current.catalog.find(kind, subject, &[key]).cloned() {
            None => Ok(false),
            Some(definition) => self.undefine(&definition.name).map(|()| true),
        }
    }

    /// A name for a definition that was given none: what it is about, and a number when that is taken.
    pub fn free_name(&self, kind: DefinitionKind, subject: Subject, keys: &[KeyId]) -> Arc<str> {
        let (sort, demand) = match kind {
            DefinitionKind::Index => ("index", ""),
            DefinitionKind::Unique => ("constraint", "_unique"),
            DefinitionKind::NotNull => ("constraint", "_not_null"),
            DefinitionKind::Key => ("constraint", "_key"),
        };
        let about = match subject {
            Subject::Label(label) => self.current.label_name(label),
            Subject::Type(ty) => self.current.type_name(ty),
        };
        let keys: Vec<&str> = keys
            .iter()
            .map(|key| &**self.current.key_name(*key))
            .collect();
        let name = format!("{sort}_{about}_{}{demand}", keys.join("_"));
        let mut free = name.clone();
        let mut number = 2;
        while self.current.catalog.get(&free).is_some() {
            free = format!("{name}_{number}");
            number += 1;
        }
        free.into()
    }

    /// Do the changes made so far keep all constraints? Whatever was found to is not looked at again. The engine asks at
    /// the end of each statement; [`Self::commit`] asks again. O(changes since).
    ///
    /// # Errors
    /// `Code::ConstraintViolation`, with the values and who has them. The changes stay as they are: the caller
    /// rolls back, to a savepoint or altogether.
    pub fn verify(&mut self) -> Result<()> {
        let catalog = &self.current.catalog;
        let mut problems: Vec<(Arc<str>, String)> = Vec::new();
        let constraints: Vec<_> = catalog.constraints().collect();
        // Whom each was asked about.
        let mut seen: Vec<Bits> = constraints.iter().map(|_| Bits::default()).collect();
        if !constraints.is_empty() {
            for (at, change) in self.log.since(self.verified).enumerate() {
                if at.is_multiple_of(STEPS) {
                    self.interrupt.check()?;
                }
                let Some((element, key)) = touched(change) else {
                    continue;
                };
                for (constraint, seen) in constraints.iter().zip(&mut seen) {
                    let concerned = key.is_none_or(|key| constraint.keys.contains(&key))
                        && self.current.is_subject(constraint.subject, element)
                        && seen.insert(element.id());
                    if !concerned {
                        continue;
                    }
                    if let Some(problem) = self.current.violation_by(constraint, element) {
                        let problem = (Arc::clone(&constraint.name), problem);
                        if !problems.contains(&problem) {
                            problems.push(problem);
                        }
                    }
                }
                if problems.len() > TOLD {
                    break;
                }
            }
        }
        let Some((name, _)) = problems.first() else {
            self.verified = self.log.len();
            return Ok(());
        };
        let what = format!("the constraint {} would be broken", Name(name));
        let more = problems.len() > TOLD;
        let told: Vec<String> = problems
            .iter()
            .take(TOLD)
            .map(|(other, problem)| {
                if other == name {
                    problem.clone()
                } else {
                    format!("{problem} ({})", Name(other))
                }
            })
            .collect();
        Err(broken(&what, &told, more))
    }

    fn check_new(&self, definition: &Definition) -> Result<()> {
        let catalog = &self.current.catalog;
        let exists = |what: String| Err(Diagnostic::new(Code::SchemaExists, what));
        let (kind, subject, keys) = (definition.kind, definition.subject, &*definition.keys);
        if let Some(same) = catalog.find(kind, subject, keys) {
            return exists(format!(
                "there is such {} already: {}",
                sort(same),
                same.statement(&self.current)
            ))
            .map_err(|problem| problem.hint("IF NOT EXISTS leaves what is there as it is"));
        }
        if let Some(taken) = catalog.get(&definition.name) {
            return exists(format!(
                "the name {} is taken: {}",
                Name(&definition.name),
                taken.statement(&self.current)
            ));
        }
        if definition.has_index()
            && let Some(other) = catalog.indexed(subject, keys)
        {
            let name = Name(&other.name);
            let hint = if definition.is_constraint() && !other.is_constraint() {
                format!("DROP INDEX {name} first; a constraint has an index of its own")
            } else if definition.is_constraint() {
                format!("DROP CONSTRAINT {name} first")
            } else {
                "a constraint has an index of its own, which queries use as well".to_owned()
            };
            return exists(format!(
                "there is an index on this already, that of {name}: {}",
                other.statement(&self.current)
            ))
            .map_err(|problem| problem.hint(hint));
        }
        Ok(())
    }
}

fn sort(definition: &Definition) -> &'static str {
    if definition.is_constraint() {
        "a constraint"
    } else {
        "an index"
    }
}

/// Whom a change could make break a constraint, and the property it is about when it is about one.
fn touched(change: &Change) -> Option<(Element, Option<KeyId>)> {
    match *change {
        Change::CreateNode { node, .. } | Change::AddLabel(node, _) => {
            Some((Element::Node(node), None))
        }
        Change::SetNodeProperty(node, key, _) => Some((Element::Node(node), Some(key))),
        Change::CreateRelationship { relationship, .. } => {
            Some((Element::Relationship(relationship), None))
        }
        Change::SetRelationshipProperty(relationship, key, _) => {
            Some((Element::Relationship(relationship), Some(key)))
        }
        Change::Label(..)
        | Change::Type(..)
        | Change::Key(..)
        | Change::DeleteNode(_)
        | Change::DeleteRelationship(_)
        | Change::RemoveLabel(..)
        | Change::Define(_)
        | Change::Undefine(_) => None,
    }
}

fn broken(what: &str, problems: &[String], more: bool) -> Diagnostic {
    let more = if more { "; and more" } else { "" };
    let message = format!("{what}: {}{more}", problems.join("; "));
    Diagnostic::new(Code::ConstraintViolation, message)
}
