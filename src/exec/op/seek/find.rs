//! Finding by properties: through an index, or by looking at all there are.
//!
//! In: an index when there is one, values. Out: those that have them. What an index finds is tested again, for only the
//! evaluator's own comparisons know what equality is. Knows nothing of rows.

use std::ops::Bound;
use std::sync::Arc;

use super::all::All;
use crate::column::Column;
use crate::diagnostic::Result;
use crate::exec::{Context, eval};
use crate::graph::{Index, KeyId};
use crate::value::pace::{Pace, Watched};
use crate::value::{Value, equality, order, sorting};

/// What must hold of the properties of an index but for the one that is asked for something else.
pub(super) struct Test<'t> {
    pub(super) all: All<'t>,
    pub(super) equal: &'t [(KeyId, Column)],
    /// What they equal.
    pub(super) values: &'t [Value],
    pub(super) present: &'t [KeyId],
}

impl Test<'_> {
    /// Does it, and is it visible?
    fn holds(&self, id: u32) -> bool {
        let all = self.all;
        let mut equal = self.equal.iter().zip(self.values);
        all.sees(id)
            && equal.all(|((key, _), value)| {
                equality::equals(&all.property(id, *key), value) == Some(true)
            })
            && self
                .present
                .iter()
                .all(|key| !all.property(id, *key).is_null())
    }
}

/// What is asked of the property behind those that equal values.
pub(super) enum Next {
    Prefix(Arc<str>),
    /// Bounds, and whether they are included.
    Between(Option<(Value, bool)>, Option<(Value, bool)>),
}

impl Next {
    /// Those an index has, and perhaps more; nothing when it cannot tell.
    fn ask(&self, index: &Index, equal: &[Value]) -> Option<Vec<u32>> {
        match self {
            Self::Prefix(prefix) => Some(index.prefix(equal, prefix)),
            Self::Between(lower, upper) => {
                index.range(equal, as_bound(lower.as_ref()), as_bound(upper.as_ref()))
            }
        }
    }

    fn fits(&self, value: &Value) -> bool {
        let within = |low: &Value, high: &Value, included: bool| {
            let test = if included {
                order::less_or_equal
            } else {
                order::less_than
            };
            test(low, high) == Some(true)
        };
        match self {
            Self::Prefix(prefix) => {
                matches!(value, Value::String(text) if text.starts_with(&**prefix))
            }
            Self::Between(lower, upper) => {
                let above = |(bound, included): &(Value, bool)| within(bound, value, *included);
                let below = |(bound, included): &(Value, bool)| within(value, bound, *included);
                lower.as_ref().is_none_or(above)
                    && upper.as_ref().is_none_or(below)
                    && !value.is_null()
            }
        }
    }
}

/// Those whose property equals the value.
pub(super) fn equal_to(all: All<'_>, key: KeyId, index: Option<&Index>, value: &Value) -> Vec<u32> {
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

/// Those whose properties are as asked, by an index on just these.
pub(super) fn equal_to_all(index: Option<&Index>, test: &Test<'_>) -> Vec<u32> {
    let mut ids = match index {
        None => test.all.ids(),
        Some(index) if test.present.is_empty() => index.equal(&Value::list(test.values.to_vec())),
        Some(index) => index.behind(test.values),
    };
    ids.retain(|&id| test.holds(id));
    ids
}

/// Those that equal any element of the list, each once.
pub(super) fn equal_to_any(
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

/// Those whose property is as asked, and the others too, ascending.
pub(super) fn as_asked(
    index: Option<&Index>,
    key: KeyId,
    next: &Next,
    test: &Test<'_>,
    context: &Context,
) -> Result<Vec<u32>> {
    let mut ids = match index {
        None => test.all.ids(),
        Some(index) => match next.ask(index, test.values) {
            Some(ids) => ids,
            None => index.behind(test.values),
        },
    };
    // What lies near each other is looked at together, here and by whoever reads more of it.
    sorting::sort(&mut ids, context.interrupt(), Ord::cmp)?;
    let mut stopped = Ok(());
    let mut pace = Watched::new(|| context.check());
    ids.retain(|&id| {
        if stopped.is_ok() {
            stopped = pace.step();
        }
        stopped.is_ok() && test.holds(id) && next.fits(&test.all.property(id, key))
    });
    stopped.map(|()| ids)
}

fn as_bound(bound: Option<&(Value, bool)>) -> Bound<&Value> {
    match bound {
        None => Bound::Unbounded,
        Some((value, true)) => Bound::Included(value),
        Some((value, false)) => Bound::Excluded(value),
    }
}
