//! Nodes or relationships by the values of properties: equal to some, one of a list, within a range, or a string with a
//! prefix.
//!
//! Through an index where there is one, or where looking up so often pays for making one; else by looking at every node
//! with the label, or every relationship of the type. Below, ids are numbers of nodes, or slots of the type.

mod all;
mod asked;
mod find;

use std::sync::Arc;

use super::multiplier::Multiplier;
use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::graph::Subject;
use crate::plan::{Indexed, OtherKeys};
use crate::semantics::checked::{Expr, VarId};
use all::All;
use asked::Asked;

/// Binds a node or a relationship found by properties.
pub(in crate::exec) struct Seek<'p> {
    pub(in crate::exec) found: VarId,
    pub(in crate::exec) indexed: &'p Indexed,
    pub(in crate::exec) what: Sought<'p>,
}

/// What the properties must be.
pub(in crate::exec) enum Sought<'p> {
    /// Those equal these, and others are there.
    Equal(&'p [(Arc<str>, Expr)], &'p [Arc<str>]),
    /// One equals an element of a list.
    In(&'p Arc<str>, &'p Expr),
    Prefix(&'p Arc<str>, &'p Expr, &'p OtherKeys),
    Between {
        key: &'p Arc<str>,
        lower: Option<&'p (Expr, bool)>,
        upper: Option<&'p (Expr, bool)>,
        others: &'p OtherKeys,
    },
}

impl Operator for Seek<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let surroundings = run.surroundings();
        let view = &surroundings.view;
        let version = view.version();
        let subject = match self.indexed {
            Indexed::Label(label) => version.label_id(label).map(Subject::Label),
            Indexed::Type(ty) => version.type_id(ty).map(Subject::Type),
        };
        let Some(subject) = subject else {
            return Ok(Flow::More);
        };
        let all = All { view, subject };
        let Some(asked) = Asked::of(&self.what, &batch, subject, &surroundings)? else {
            return Ok(Flow::More);
        };
        let mut rows = Multiplier::new(&batch);
        let mut ids = Vec::new();
        for row in 0..batch.rows() {
            run.context.check()?;
            for id in asked.find(all, row, run.context)? {
                rows.add(row);
                ids.push(id);
                if rows.is_full() {
                    let mut next = rows.take();
                    next.set(self.found.index(), all.column(std::mem::take(&mut ids)));
                    if out(next)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
            }
        }
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        let mut next = rows.take();
        next.set(self.found.index(), all.column(ids));
        out(next)
    }
}
