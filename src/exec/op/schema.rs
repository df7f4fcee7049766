//! CREATE and DROP of indexes and constraints.

use crate::column::Batch;
use crate::diagnostic::{Code, Diagnostic, Result, nearest};
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::graph::{Definition, Subject, Transaction};
use crate::semantics::checked::schema;

/// CREATE INDEX, CREATE CONSTRAINT.
pub(in crate::exec) struct Define<'p>(pub(in crate::exec) &'p schema::Define);

impl Operator for Define<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        run.context
            .write(|transaction| define(self.0, transaction))?;
        out(batch)
    }
}

/// DROP INDEX, DROP CONSTRAINT.
pub(in crate::exec) struct Undefine<'p>(pub(in crate::exec) &'p schema::Undefine);

impl Operator for Undefine<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        run.context
            .write(|transaction| undefine(self.0, transaction))?;
        out(batch)
    }
}

fn define(wanted: &schema::Define, transaction: &mut Transaction) -> Result<()> {
    let subject = if wanted.relationship {
        Subject::Type(transaction.rel_type(&wanted.subject)?)
    } else {
        Subject::Label(transaction.label(&wanted.subject)?)
    };
    let keys = wanted
        .keys
        .iter()
        .map(|key| transaction.key(key))
        .collect::<Result<Box<[_]>>>()?;
    let catalog = transaction.read().catalog();
    let there = catalog.find(wanted.kind, subject, &keys).is_some()
        || wanted
            .name
            .as_ref()
            .is_some_and(|name| catalog.get(name).is_some());
    if there && wanted.if_not_exists {
        return Ok(());
    }
    let name = match &wanted.name {
        Some(name) => name.clone(),
        None => transaction.free_name(wanted.kind, subject, &keys),
    };
    transaction.define(Definition {
        name,
        kind: wanted.kind,
        subject,
        keys,
    })
}

fn undefine(wanted: &schema::Undefine, transaction: &mut Transaction) -> Result<()> {
    let name = &wanted.name;
    let sort = |constraint: bool| if constraint { "CONSTRAINT" } else { "INDEX" };
    let catalog = transaction.read().catalog().clone();
    let Some(found) = catalog.get(name) else {
        if wanted.if_exists {
            return Ok(());
        }
        let what = sort(wanted.constraint).to_lowercase();
        let problem = Diagnostic::new(Code::SchemaNotFound, format!("there is no {what} {name}"));
        let same = catalog
            .iter()
            .filter(|one| one.is_constraint() == wanted.constraint);
        return Err(match nearest(name, same.map(|one| one.name.as_ref())) {
            Some(near) => problem.hint(format!("did you mean {near}?")),
            None => problem.hint(format!(
                "SHOW {}{} tells what there is",
                sort(wanted.constraint),
                if wanted.constraint { "S" } else { "ES" }
            )),
        });
    };
    if found.is_constraint() != wanted.constraint {
        let is = sort(found.is_constraint());
        let message = format!("{name} is a {}", is.to_lowercase());
        let message = message.replace("a index", "an index");
        return Err(
            Diagnostic::new(Code::SchemaNotFound, message).hint(format!("DROP {is} {name}"))
        );
    }
    transaction.undefine(name)
}
