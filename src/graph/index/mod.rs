//! Indexes: from the value of a property to the nodes of a label, or relationships of a type, that have it.
//!
//! In: changes of values, as a transaction makes them. Out: nodes (or slots of relationships) by equality, range and
//! prefix, as of the version that holds the index. An index on several properties holds lists of their values, in whose
//! order those with the same first values lie together. A sorted and hashed [`base`] is shared between versions; what
//! changed since then is marked, and lies by value in small copy-on-write shards until there is enough for a new base.
//! Below, "node" means either. Knows nothing of queries.

pub(crate) mod base;
mod changed;
pub(crate) mod implicit;
pub(crate) mod key;

use std::cmp::Ordering;
use std::ops::Bound;
use std::sync::Arc;

use base::Base;
use changed::Shard;

use super::bits::Bits;
use super::catalog::Subject;
use super::id::{KeyId, LabelId};
use super::paged::Pages;
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;
use crate::value::bulk::{Bulk, MANY, free_beside};

/// How many values are taken between looks at what may stop the work.
const STEPS: usize = 1 << 14;
const SHARDS: u64 = 4096;
/// The shard of values that are no keys.
const OTHERS: usize = SHARDS as usize;
/// A new base is made when more nodes than this, and a quarter of the index, were changed (tests do so often).
const CHANGES: usize = if cfg!(test) { 8 } else { 1024 };

/// An index on one or more properties of the nodes of one label or the relationships of one type. A clone is O(1).
#[derive(Debug, Clone)]
pub struct Index {
    subject: Subject,
    keys: Arc<[KeyId]>,
    base: Arc<Base>,
    /// Nodes whose values differ from the base, or may.
    changed: Bits,
    /// The values of changed nodes, by hash.
    shards: Pages<Shard>,
    len: usize,
}

impl Index {
    /// An index over all values there are now.
    ///
    /// # Errors
    /// What stops the work.
    pub(crate) fn new(
        subject: Subject,
        keys: impl Into<Arc<[KeyId]>>,
        entries: Bulk<(Value, u32)>,
        interrupt: &Interrupt,
    ) -> Result<Self> {
        Ok(Self::on(subject, keys, Base::new(entries, interrupt)?))
    }

    /// An index on a base made elsewhere.
    pub(crate) fn on(subject: Subject, keys: impl Into<Arc<[KeyId]>>, base: Base) -> Self {
        let len = base.len();
        Self {
            subject,
            keys: keys.into(),
            base: Arc::new(base),
            changed: Bits::default(),
            shards: Pages::default(),
            len,
        }
    }

    /// The base, when nothing has changed since it was made.
    pub(crate) fn clean_base(&self) -> Option<&Base> {
        self.changed.is_empty().then_some(&self.base)
    }

    /// The same index with nothing changed since its base was made.
    pub(crate) fn folded(&self) -> Self {
        let mut index = self.clone();
        // Nothing stops it.
        let _ = index.fold(&Interrupt::default());
        index
    }

    /// Whom it is about.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// The label, of an index on nodes.
    pub fn label(&self) -> Option<LabelId> {
        match self.subject {
            Subject::Label(label) => Some(label),
            Subject::Type(_) => None,
        }
    }

    /// The properties.
    pub fn keys(&self) -> &[KeyId] {
        &self.keys
    }

    /// Is it on this one property of the nodes of this label?
    pub(crate) fn is_of(&self, label: LabelId, key: KeyId) -> bool {
        self.subject == Subject::Label(label) && *self.keys == [key]
    }

    /// How many nodes have the label and all the properties. O(1).
    pub fn len(&self) -> usize {
        self.len
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes held, the text of keys included.
    pub fn bytes(&self) -> usize {
        self.base.bytes() + self.changed.len() * Shard::BYTES
    }

    /// About how many distinct values there are. O(1).
    pub fn distinct(&self) -> usize {
        (self.base.distinct() + self.changed.len().min(self.len)).min(self.len)
    }

    /// The nodes whose value equals `value`, ascending. Nothing equals `null` or NaN, a list that holds one, or what no
    /// property can be. O(1) and O(nodes found).
    pub fn equal(&self, value: &Value) -> Vec<u32> {
        if key::kind(value).is_none() {
            return Vec::new();
        }
        let mut found: Vec<u32> = Vec::new();
        found.extend(
            self.base
                .equal(value)
                .iter()
                .filter(|node| !self.changed.contains(**node)),
        );
        let (shard, mark) = place(value);
        if let Some(shard) = self.shards.get(shard) {
            found.extend(shard.equal(mark, value));
        }
        found.sort_unstable();
        found
    }

    /// The nodes whose first values equal these and whose next one lies between the bounds and can be compared with them,
    /// in no particular order; of an index on one property no values come before. `None` when the bounds are of a kind
    /// that an index does not order (lists among them), or there are none. O(log n + changed + found).
    pub fn range(
        &self,
        equal: &[Value],
        lower: Bound<&Value>,
        upper: Bound<&Value>,
    ) -> Option<Vec<u32>> {
        let kind_of = |bound: Bound<&Value>| match bound {
            Bound::Included(value) | Bound::Excluded(value) => Some(key::kind(value)),
            Bound::Unbounded => None,
        };
        let kind = match (kind_of(lower), kind_of(upper)) {
            (Some(kind), None) | (None, Some(kind)) => kind?,
            (Some(a), Some(b)) if a? != b? => return Some(Vec::new()),
            (Some(kind), Some(_)) => kind?,
            (None, None) => return None,
        };
        if !kind.is_ordered() {
            return None;
        }
        let place = |value: &Value| {
            let below = match lower {
                Bound::Included(bound) => key::compare(value, bound).is_lt(),
                Bound::Excluded(bound) => key::compare(value, bound).is_le(),
                Bound::Unbounded => false,
            };
            let above = match upper {
                Bound::Included(bound) => key::compare(value, bound).is_gt(),
                Bound::Excluded(bound) => key::compare(value, bound).is_ge(),
                Bound::Unbounded => false,
            };
            let of_kind = key::kind(value).cmp(&Some(kind));
            of_kind.then(match (below, above) {
                (true, _) => Ordering::Less,
                (_, true) => Ordering::Greater,
                _ => Ordering::Equal,
            })
        };
        Some(self.within(equal, place))
    }

    /// The nodes whose first values equal these and whose next one is a string that starts with `prefix`, in no
    /// particular order. O(log n + changed + found).
    pub fn prefix(&self, equal: &[Value], prefix: &str) -> Vec<u32> {
        let from = Value::string(prefix);
        self.within(equal, |value| {
            if key::starts_with(value, prefix) {
                Ordering::Equal
            } else {
                key::compare(value, &from)
            }
        })
    }

    /// The nodes whose first values equal these, fewer than the index has, in no particular order. O(log n + changed +
    /// found).
    pub fn behind(&self, equal: &[Value]) -> Vec<u32> {
        if equal.is_empty() {
            return self.all();
        }
        self.within(equal, |_| Ordering::Equal)
    }

    /// The nodes whose first values equal these and whose next one has its place in what is sought, neither before nor
    /// behind it.
    fn within(&self, equal: &[Value], place: impl Fn(&Value) -> Ordering) -> Vec<u32> {
        let several = self.keys.len() > 1;
        // Nothing equals what is no key.
        if equal.iter().any(|value| key::kind(value).is_none()) {
            return Vec::new();
        }
        let place = |value: &Value| match value {
            Value::List(values) if several => {
                // Lists that hold what is no key are looked at as well.
                let order = |(equal, value): (&Value, &Value)| match key::kind(value) {
                    None => Ordering::Less,
                    Some(_) => key::compare(value, equal),
                };
                let mut front = equal.iter().zip(values.iter()).map(order);
                let next = || values.get(equal.len()).map_or(Ordering::Less, &place);
                front.find(|order| order.is_ne()).unwrap_or_else(next)
            }
            value => place(value),
        };
        let inside = |value: &Value| place(value).is_eq();
        let mut found = self.with_changed(self.base.within(place), inside);
        if several {
            // Lists that hold what is no key.
            let others = self.base.others.iter();
            let others =
                others.filter(|(value, node)| inside(value) && !self.changed.contains(*node));
            found.extend(others.map(|(_, node)| *node));
        }
        found
    }

    /// All nodes that have the label and the property, in no particular order.
    pub fn all(&self) -> Vec<u32> {
        let mut found = self.with_changed(self.base.nodes(), |_| true);
        let others = self.base.others.iter().map(|(_, node)| *node);
        found.extend(others.filter(|node| !self.changed.contains(*node)));
        found
    }

    /// Follows a change: `old` and `new` are the value of the node before and after, `null` for none.
    pub(crate) fn change(&mut self, node: u32, old: &Value, new: Value) {
        if !self.changed.insert(node) && !old.is_null() {
            let (at, mark) = place(old);
            if let Some(shard) = self.shards.get_mut(at) {
                shard.remove(mark, node);
                if shard.is_empty() {
                    self.shards.set(at, None);
                }
            }
        }
        self.len -= usize::from(!old.is_null());
        if !new.is_null() {
            self.len += 1;
            let (shard, mark) = place(&new);
            (self.shards.entry(shard, Shard::default)).insert(mark, new, node);
        }
        // Whoever makes many changes sees to that before.
        if self.changed.len() > 4 * CHANGES.max(self.len / 4) {
            let _ = self.fold(&Interrupt::default());
        }
    }

    /// Is it time for a new base?
    pub(crate) fn wants_fold(&self) -> bool {
        self.changed.len() > CHANGES.max(self.len / 4)
    }

    /// Makes a new base. O(n log n). After an error the index is as it was.
    pub(crate) fn fold(&mut self, interrupt: &Interrupt) -> Result<()> {
        let mut entries = Bulk::from(Vec::with_capacity(self.len));
        for (at, (value, node)) in self.base.entries().enumerate() {
            if at.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            if !self.changed.contains(node) {
                entries.push((value, node));
            }
        }
        let shards = self.shards.iter().flat_map(|(_, shard)| shard.entries());
        for (at, (value, node)) in shards.enumerate() {
            if at.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            entries.push((value.clone(), node));
        }
        let folded = Self::new(self.subject, Arc::clone(&self.keys), entries, interrupt)?;
        let old = std::mem::replace(self, folded);
        if old.changed.len() >= MANY {
            free_beside(old);
        }
        Ok(())
    }

    fn with_changed(&self, base: &[u32], inside: impl Fn(&Value) -> bool) -> Vec<u32> {
        let mut found: Vec<u32> = base
            .iter()
            .copied()
            .filter(|node| !self.changed.contains(*node))
            .collect();
        if !self.changed.is_empty() {
            let shards = self.shards.iter();
            found.extend(shards.flat_map(|(_, shard)| shard.within(&inside)));
        }
        found
    }
}

/// The shard of a value, and its mark there.
fn place(value: &Value) -> (usize, u32) {
    if key::kind(value).is_none() {
        return (OTHERS, 0);
    }
    let hash = key::hash(value);
    ((hash % SHARDS) as usize, (hash >> 32) as u32)
}

#[cfg(test)]
mod tests;
