//! Nodes or relationships by the values of properties: equal to some, one of a list, within a range, or a string with a
//! prefix.
//!
//! Through an index where there is one, or where looking up so often pays for making one; else by looking at every node
//! with the label, or every relationship of the type. Below, ids are numbers of nodes, or slots of the type.

use std::ops::Bound;
use std::sync::Arc;

use super::multiplier::Multiplier;
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::eval;
use crate::exec::graph_access::View;
use crate::exec::memory::Reservation;
use crate::exec::parallel::MORSEL;
use crate::exec::runtime::Surroundings;
use crate::exec::{Context, Flow, Operator, Runtime, Sink};
use crate::graph::{Index, KeyId, Subject};
use crate::plan::Indexed;
use crate::semantics::checked::{Expr, VarId};
use crate::value::bulk::Bulk;
use crate::value::pace::{Pace, Watched};
use crate::value::{NodeId, RelId, Value, equality, order, sorting};

/// Binds a node or a relationship found by properties.
pub(in crate::exec) struct Seek<'p> {
    pub(in crate::exec) found: VarId,
    pub(in crate::exec) indexed: &'p Indexed,
    pub(in crate::exec) what: Sought<'p>,
}

/// What the properties must be.
pub(in crate::exec) enum Sought<'p> {
    /// All of them equal these.
    Equal(&'p [(Arc<str>, Expr)]),
    /// One equals an element of a list.
    In(&'p Arc<str>, &'p Expr),
    Prefix(&'p Arc<str>, &'p Expr),
    Between {
        key: &'p Arc<str>,
        lower: Option<&'p (Expr, bool)>,
        upper: Option<&'p (Expr, bool)>,
    },
}

/// The same for the rows of one batch.
enum Asked {
    Equal(Vec<(KeyId, Column)>, Option<Arc<Index>>),
    In(KeyId, Column, Option<Arc<Index>>),
    Prefix(KeyId, Column),
    Between {
        key: KeyId,
        lower: Option<(Column, bool)>,
        upper: Option<(Column, bool)>,
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
        let Some(asked) = self.what.of(&batch, subject, &surroundings)? else {
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

/// All nodes with a label, or all relationships of a type.
#[derive(Clone, Copy)]
struct All<'v> {
    view: &'v View,
    subject: Subject,
}

impl All<'_> {
    /// Is it there and visible?
    fn sees(self, id: u32) -> bool {
        match self.subject {
            Subject::Label(_) => self.view.sees_node(NodeId(id)),
            Subject::Type(ty) => self.view.sees_relationship(RelId { ty: ty.0, slot: id }),
        }
    }
    /// The value of a property.
    fn property(self, id: u32, key: KeyId) -> Value {
        let version = self.view.version();
        match self.subject {
            Subject::Label(_) => version.node_property(NodeId(id), key),
            Subject::Type(ty) => version.relationship_property(RelId { ty: ty.0, slot: id }, key),
        }
    }
    /// All of them that are visible.
    fn ids(self) -> Vec<u32> {
        let version = self.view.version();
        match self.subject {
            Subject::Label(label) => {
                let mut ids = Vec::new();
                self.view
                    .nodes_in(0..version.id_bound(), Some(label), &mut ids);
                ids
            }
            Subject::Type(ty) => {
                let mut ids = Vec::new();
                if let Some(slots) = version.slots(ty) {
                    ids.extend(slots.iter().filter(|slot| self.sees(*slot)));
                }
                ids
            }
        }
    }
    /// The index on a property.
    fn index(&self, key: KeyId) -> Option<&Index> {
        self.view.version().index_on(self.subject, &[key])
    }
    /// Those of `ids` whose property equals the value.
    fn equal_among(self, ids: &[u32], key: KeyId, value: &Value) -> Vec<u32> {
        let version = self.view.version();
        let column = match self.subject {
            Subject::Label(_) => version.node_column(key),
            Subject::Type(ty) => version.relationship_column(ty, key),
        };
        column.map_or_else(Vec::new, |column| column.equal_among(ids, value))
    }
    /// As a column.
    fn column(self, ids: Vec<u32>) -> Column {
        match self.subject {
            Subject::Label(_) => Column::nodes(ids),
            Subject::Type(ty) => {
                let ids = ids.into_iter().map(|slot| RelId { ty: ty.0, slot });
                Column::relationships(ids.collect())
            }
        }
    }
}

impl Sought<'_> {
    /// What is sought for each row; nothing when no node has such a property.
    fn of(
        &self,
        batch: &Batch,
        subject: Subject,
        surroundings: &Surroundings<'_, '_, '_>,
    ) -> Result<Option<Asked>> {
        let version = surroundings.view.version();
        let interrupt = surroundings.run.context.interrupt();
        let evaluate = |expr: &Expr| eval::evaluate(expr, batch, surroundings);
        // Indexes that nobody asked for are those of nodes.
        let single = |key: KeyId, times: usize| match subject {
            Subject::Label(label) => version.look_up_index(label, key, times, interrupt),
            Subject::Type(_) => Ok(version.composite_index(subject, &[key])),
        };
        let bound = |bound: Option<&(Expr, bool)>| {
            bound
                .map(|(expr, included)| Ok((evaluate(expr)?, *included)))
                .transpose()
        };
        Ok(match self {
            Self::Equal(values) => {
                let mut columns = Vec::with_capacity(values.len());
                for (key, value) in *values {
                    let Some(key) = version.key_id(key) else {
                        return Ok(None);
                    };
                    columns.push((key, evaluate(value)?));
                }
                let index = match columns.as_slice() {
                    [(key, _)] => single(*key, batch.rows())?,
                    _ => {
                        let keys: Vec<KeyId> = columns.iter().map(|(key, _)| *key).collect();
                        version.composite_index(subject, &keys)
                    }
                };
                Some(Asked::Equal(columns, index))
            }
            Self::In(key, list) => match version.key_id(key) {
                None => None,
                Some(key) => {
                    let lists = evaluate(list)?;
                    let length = |row| match lists.get(row) {
                        Value::List(items) => items.len(),
                        _ => 0,
                    };
                    let times = (0..batch.rows()).map(length).sum();
                    let index = single(key, times)?;
                    Some(Asked::In(key, lists, index))
                }
            },
            Self::Prefix(key, prefix) => match version.key_id(key) {
                None => None,
                Some(key) => Some(Asked::Prefix(key, evaluate(prefix)?)),
            },
            Self::Between { key, lower, upper } => match version.key_id(key) {
                None => None,
                Some(key) => Some(Asked::Between {
                    key,
                    lower: bound(*lower)?,
                    upper: bound(*upper)?,
                }),
            },
        })
    }
}

impl Asked {
    /// The ids for one row.
    fn find(&self, all: All<'_>, row: usize, context: &Context) -> Result<Vec<u32>> {
        Ok(match self {
            Self::Equal(columns, index) => match columns.as_slice() {
                [(key, column)] => equal_to(all, *key, index.as_deref(), &column.get(row)),
                _ => {
                    let values: Vec<_> = columns
                        .iter()
                        .map(|(key, column)| (*key, column.get(row)))
                        .collect();
                    equal_to_all(all, index.as_deref(), &values)
                }
            },
            Self::In(key, lists, index) => {
                equal_to_any(all, *key, index.as_deref(), &lists.get(row), context)?
            }
            Self::Prefix(key, prefix) => starting_with(all, *key, &prefix.get(row), context)?,
            Self::Between { key, lower, upper } => {
                let at = |bound: &Option<(Column, bool)>| {
                    bound
                        .as_ref()
                        .map(|(column, included)| (column.get(row), *included))
                };
                between(all, *key, at(lower), at(upper), context)?
            }
        })
    }
}

fn equal_to(all: All<'_>, key: KeyId, index: Option<&Index>, value: &Value) -> Vec<u32> {
    if value.is_null() {
        return Vec::new();
    }
    let Some(index) = index else {
        return all.equal_among(&all.ids(), key, value);
    };
    let mut ids = index.equal(value);
    ids.retain(|&id| all.sees(id) && equality::equals(&all.property(id, key), value) == Some(true));
    ids
}

/// By an index on just these properties.
fn equal_to_all(all: All<'_>, index: Option<&Index>, values: &[(KeyId, Value)]) -> Vec<u32> {
    if values.iter().any(|(_, value)| value.is_null()) {
        return Vec::new();
    }
    let mut ids = match index {
        None => all.ids(),
        Some(index) => {
            let values = values.iter().map(|(_, value)| value.clone());
            index.equal(&Value::list(values.collect()))
        }
    };
    ids.retain(|&id| {
        let same = |(key, value): &(KeyId, Value)| {
            equality::equals(&all.property(id, *key), value) == Some(true)
        };
        all.sees(id) && values.iter().all(same)
    });
    ids
}

/// Those that equal any element of the list, each once.
fn equal_to_any(
    all: All<'_>,
    key: KeyId,
    index: Option<&Index>,
    list: &Value,
    context: &Context,
) -> Result<Vec<u32>> {
    let mut pace = Watched::new(|| context.check());
    let mut found = Vec::new();
    match (index, list) {
        (_, Value::Null) => {}
        (Some(index), Value::List(items)) => {
            // Many copies of a value are one look-up.
            let mut places: Vec<u32> = (0..items.len() as u32).collect();
            sorting::sort(&mut places, context.interrupt(), |a, b| {
                order::compare(&items[*a as usize], &items[*b as usize])
            })?;
            let mut before = None;
            for item in places.iter().map(|place| &items[*place as usize]) {
                pace.step()?;
                if before.is_some_and(|before| equality::equals(before, item) == Some(true)) {
                    continue;
                }
                before = Some(item);
                found.extend(equal_to(all, key, Some(index), item));
            }
            sorting::sort(&mut found, context.interrupt(), Ord::cmp)?;
            found.dedup();
        }
        // What is no list is an error as soon as there is something to find.
        _ => {
            for id in all.ids() {
                let value = all.property(id, key);
                if eval::scalar::contains(&value, list, &mut pace)? == Some(true) {
                    found.push(id);
                }
            }
        }
    }
    Ok(found)
}

/// In the order of the property.
fn starting_with(all: All<'_>, key: KeyId, prefix: &Value, context: &Context) -> Result<Vec<u32>> {
    let Value::String(prefix) = prefix else {
        return Ok(Vec::new());
    };
    let ids = match all.index(key) {
        Some(index) => index.prefix(prefix),
        None => all.ids(),
    };
    let fits = |value: &Value| matches!(value, Value::String(text) if text.starts_with(&**prefix));
    in_order(all, key, &ids, fits, context)
}

/// Those whose property fits, in the order of the property.
fn in_order(
    all: All<'_>,
    key: KeyId,
    ids: &[u32],
    fits: impl Fn(&Value) -> bool,
    context: &Context,
) -> Result<Vec<u32>> {
    let mut found: Bulk<(Value, u32)> = Bulk::default();
    let mut held = Reservation::default();
    for ids in ids.chunks(MORSEL as usize) {
        context.check()?;
        let before = found.len();
        let seen = ids.iter().filter(|id| all.sees(**id));
        let with = seen.map(|&id| (all.property(id, key), id));
        found.extend(with.filter(|(value, _)| fits(value)));
        // Sorting holds them twice for a moment.
        let bytes = 2 * (found.len() - before) * size_of::<(Value, u32)>();
        held.grow(context.memory(), bytes)?;
    }
    sorting::sort(&mut found, context.interrupt(), |(a, x), (b, y)| {
        order::compare(a, b).then(x.cmp(y))
    })?;
    Ok(found.iter().map(|(_, id)| *id).collect())
}

/// In the order of the property.
fn between(
    all: All<'_>,
    key: KeyId,
    lower: Option<(Value, bool)>,
    upper: Option<(Value, bool)>,
    context: &Context,
) -> Result<Vec<u32>> {
    let found = all
        .index(key)
        .and_then(|index| index.range(as_bound(lower.as_ref()), as_bound(upper.as_ref())));
    let ids = found.unwrap_or_else(|| all.ids());
    let inside = |value: &Value| {
        let above = lower.as_ref().is_none_or(|(bound, included)| {
            let test = if *included {
                order::less_or_equal
            } else {
                order::less_than
            };
            test(bound, value) == Some(true)
        });
        let below = upper.as_ref().is_none_or(|(bound, included)| {
            let test = if *included {
                order::less_or_equal
            } else {
                order::less_than
            };
            test(value, bound) == Some(true)
        });
        above && below && !value.is_null()
    };
    in_order(all, key, &ids, inside, context)
}

fn as_bound(bound: Option<&(Value, bool)>) -> Bound<&Value> {
    match bound {
        None => Bound::Unbounded,
        Some((value, true)) => Bound::Included(value),
        Some((value, false)) => Bound::Excluded(value),
    }
}
