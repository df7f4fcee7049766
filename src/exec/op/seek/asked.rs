//! What is sought, for the rows of one batch.
//!
//! In: what the plan asks, a batch. Out: the index that is asked, when there is one, and what is found for each row. Knows
//! nothing of how rows go on.

use std::sync::Arc;

use super::Sought;
use super::all::All;
use super::find::{self, Next, Test};
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::Context;
use crate::exec::eval;
use crate::exec::runtime::Surroundings;
use crate::graph::{Index, KeyId, Subject, Version};
use crate::plan::OtherKeys;
use crate::semantics::checked::Expr;
use crate::value::Value;

/// What is sought for the rows of one batch, with the index on just these properties.
pub(super) struct Asked {
    what: What,
    /// The properties that equal values.
    equal: Vec<(KeyId, Column)>,
    /// The properties that are there.
    present: Vec<KeyId>,
    index: Option<Arc<Index>>,
}

/// What is asked of the property behind those that equal values.
enum What {
    Nothing,
    In(KeyId, Column),
    Prefix(KeyId, Column),
    Between {
        key: KeyId,
        lower: Option<(Column, bool)>,
        upper: Option<(Column, bool)>,
    },
}

impl Asked {
    /// What is sought for each row; nothing when no node has such a property.
    pub(super) fn of(
        sought: &Sought<'_>,
        batch: &Batch,
        subject: Subject,
        surroundings: &Surroundings<'_, '_, '_>,
    ) -> Result<Option<Self>> {
        let version = surroundings.view.version();
        let interrupt = surroundings.run.context.interrupt();
        let evaluate = |expr: &Expr| eval::evaluate(expr, batch, surroundings);
        let bound = |bound: Option<&(Expr, bool)>| {
            bound
                .map(|(expr, included)| Ok((evaluate(expr)?, *included)))
                .transpose()
        };
        // Indexes that nobody asked for are those of nodes.
        let single = |key: KeyId, times: usize| match subject {
            Subject::Label(label) => version.look_up_index(label, key, times, interrupt),
            Subject::Type(_) => Ok(version.index_to_hold(subject, &[key])),
        };
        let none = OtherKeys::default();
        let (values, key, present) = match sought {
            Sought::Equal(values, present) => (*values, None, *present),
            Sought::In(key, _) => (&*none.equal, Some(*key), &*none.present),
            Sought::Prefix(key, _, others) | Sought::Between { key, others, .. } => {
                (&*others.equal, Some(*key), &*others.present)
            }
        };
        let Some(keys) = Keys::of(version, values, key, present) else {
            return Ok(None);
        };
        let mut equal = Vec::with_capacity(values.len());
        for (key, (_, value)) in keys.equal.iter().zip(values) {
            equal.push((*key, evaluate(value)?));
        }
        let (what, index) = match (sought, keys.next) {
            (Sought::In(_, list), Some(key)) => {
                let lists = evaluate(list)?;
                let length = |row| match lists.get(row) {
                    Value::List(items) => items.len(),
                    _ => 0,
                };
                let times = (0..batch.rows()).map(length).sum();
                (What::In(key, lists), single(key, times)?)
            }
            (Sought::Prefix(_, prefix, _), Some(key)) => {
                let index = version.index_to_hold(subject, &keys.all());
                (What::Prefix(key, evaluate(prefix)?), index)
            }
            (Sought::Between { lower, upper, .. }, Some(key)) => {
                let (lower, upper) = (bound(*lower)?, bound(*upper)?);
                let index = version.index_to_hold(subject, &keys.all());
                (What::Between { key, lower, upper }, index)
            }
            _ => {
                let index = match keys.all().as_slice() {
                    [key] => single(*key, batch.rows())?,
                    keys => version.index_to_hold(subject, keys),
                };
                (What::Nothing, index)
            }
        };
        Ok(Some(Self {
            what,
            equal,
            present: keys.present,
            index,
        }))
    }

    /// The ids for one row.
    pub(super) fn find(&self, all: All<'_>, row: usize, context: &Context) -> Result<Vec<u32>> {
        let index = self.index.as_deref();
        let values = self.equal.iter();
        let values: Vec<Value> = values.map(|(_, column)| column.get(row)).collect();
        if values.iter().any(Value::is_null) {
            return Ok(Vec::new());
        }
        let at = |bound: &Option<(Column, bool)>| {
            bound
                .as_ref()
                .map(|(column, included)| (column.get(row), *included))
        };
        let (key, next) = match &self.what {
            What::In(key, lists) => {
                return find::equal_to_any(all, *key, index, &lists.get(row), context);
            }
            What::Nothing => {
                return Ok(match (self.equal.as_slice(), self.present.as_slice()) {
                    ([(key, _)], []) => find::equal_to(all, *key, index, &values[0]),
                    _ => find::equal_to_all(index, &self.test(all, &values)),
                });
            }
            What::Prefix(key, prefix) => match prefix.get(row) {
                Value::String(prefix) => (*key, Next::Prefix(prefix)),
                _ => return Ok(Vec::new()),
            },
            What::Between { key, lower, upper } => (*key, Next::Between(at(lower), at(upper))),
        };
        find::as_asked(index, key, &next, &self.test(all, &values), context)
    }

    /// What must hold of the other properties.
    fn test<'t>(&'t self, all: All<'t>, values: &'t [Value]) -> Test<'t> {
        Test {
            all,
            equal: &self.equal,
            values,
            present: &self.present,
        }
    }
}

/// The properties an index is on, in its order.
struct Keys {
    equal: Vec<KeyId>,
    next: Option<KeyId>,
    present: Vec<KeyId>,
}

impl Keys {
    /// Nothing when the graph does not know one of them.
    fn of(
        version: &Version,
        equal: &[(Arc<str>, Expr)],
        next: Option<&Arc<str>>,
        present: &[Arc<str>],
    ) -> Option<Self> {
        let id = |key: &Arc<str>| version.key_id(key);
        Some(Self {
            equal: equal
                .iter()
                .map(|(key, _)| id(key))
                .collect::<Option<_>>()?,
            next: match next {
                Some(key) => Some(id(key)?),
                None => None,
            },
            present: present.iter().map(id).collect::<Option<_>>()?,
        })
    }

    fn all(&self) -> Vec<KeyId> {
        let keys = self.equal.iter().chain(&self.next).chain(&self.present);
        keys.copied().collect()
    }
}
