//! The elements of a list, to be looked up by `IN` again and again.
//!
//! In: lists, and columns of values. Out: for each value whether it is among the elements, and by whom this is kept: a list
//! that is asked for many values, or for the second time, becomes a hash table, which the statement keeps as long as there
//! are not too many others. Knows nothing of expressions.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::{FxHashSet, FxHasher};

use super::memory::{Memory, Reservation};
use crate::column::Column;
use crate::diagnostic::{Diagnostic, Result};
use crate::value::pace::Pace;
use crate::value::parted::PartedTable;
use crate::value::truth::Truth;
use crate::value::{List, Value, equality};

/// Lists shorter than this are searched from end to end.
const WORTH_HASHING: usize = 2;
/// So many values are worth a table at once.
const MANY: usize = 8;
/// Tables of fewer elements are made anew each time.
const WORTH_KEEPING: usize = 64;
/// How many lists are remembered.
const KEPT: usize = 4;

/// Lists that were asked for lately, with the tables made of them.
#[derive(Default)]
pub(super) struct KnownLists(Vec<(List, Option<Rc<Members>>)>);

impl KnownLists {
    /// The table of a list that is to be searched for `rows` values. `None` when it is searched from end to end as quickly.
    ///
    /// # Errors
    /// There is no room for it, or nobody wants it any more.
    pub(super) fn of(
        &mut self,
        list: &List,
        rows: usize,
        memory: &Rc<Memory>,
        pace: &mut impl Pace<Stop = Diagnostic>,
    ) -> Result<Option<Rc<Members>>> {
        if list.len() < WORTH_HASHING {
            return Ok(None);
        }
        if list.len() < WORTH_KEEPING {
            let members = (rows >= MANY).then(|| Members::new(list, memory, pace));
            return Ok(members.transpose()?.map(Rc::new));
        }
        let known = self.0.iter_mut().find(|(known, _)| known.is_same(list));
        let is_new = known.is_none();
        let members = match known {
            Some((_, Some(members))) => return Ok(Some(Rc::clone(members))),
            None if rows < MANY => None,
            _ => Some(Rc::new(Members::new(list, memory, pace)?)),
        };
        if is_new {
            if self.0.len() == KEPT {
                self.0.remove(0);
            }
            self.0.push((list.clone(), members.clone()));
        } else if let Some((_, place)) = self.0.iter_mut().find(|(known, _)| known.is_same(list)) {
            place.clone_from(&members);
        }
        Ok(members)
    }
}

/// The elements of a list.
pub(super) struct Members {
    elements: Elements,
    has_null: bool,
    _reserved: Reservation,
}

enum Elements {
    /// All of them integers.
    Integers(FxHashSet<i64>),
    /// Values without parts, by their places in the list.
    Simple(List, PartedTable<u32>),
    /// Some have parts, of which some may be unknown.
    Other,
}

impl Members {
    fn new(
        list: &List,
        memory: &Rc<Memory>,
        pace: &mut impl Pace<Stop = Diagnostic>,
    ) -> Result<Self> {
        let mut reserved = Reservation::default();
        let mut elements = Elements::Integers(FxHashSet::default());
        let mut has_null = false;
        for (place, item) in list.iter().enumerate() {
            pace.step()?;
            if item.is_null() {
                has_null = true;
                continue;
            }
            if matches!(item, Value::List(_) | Value::Map(_)) {
                elements = Elements::Other;
                break;
            }
            if let Elements::Integers(all) = &mut elements {
                if let Value::Integer(item) = item {
                    if all.is_empty() {
                        // Never laid anew.
                        reserved.grow(memory, 2 * list.len() * size_of::<i64>())?;
                        all.reserve(list.len());
                    }
                    all.insert(*item);
                    continue;
                }
                if reserved.is_empty() {
                    reserved.grow(memory, 4 * list.len() * size_of::<u32>())?;
                }
                let before = std::mem::take(all);
                let mut table = PartedTable::default();
                if !before.is_empty() {
                    for (place, item) in list[..place].iter().enumerate() {
                        pace.step()?;
                        if !item.is_null() {
                            put(list, &mut table, place, item, pace)?;
                        }
                    }
                }
                elements = Elements::Simple(list.clone(), table);
            }
            if let Elements::Simple(_, table) = &mut elements {
                put(list, table, place, item, pace)?;
            }
        }
        Ok(Self {
            elements,
            has_null,
            _reserved: reserved,
        })
    }

    /// Which values of a column are among the elements. `None` when it takes more than a look to tell.
    pub(super) fn truths(&self, column: &Column) -> Option<Vec<Truth>> {
        let rows = 0..column.len();
        match (&self.elements, column) {
            (Elements::Integers(all), Column::Integer(values)) => {
                let found = |value| self.truth(all.contains(&value));
                Some(rows.map(|row| found(values.get(row)?)).collect())
            }
            (Elements::Simple(list, table), Column::Text(values)) => {
                let found = values.map(|text| {
                    let same =
                        |item: &Value| matches!(item, Value::String(item) if **item == *text);
                    let is_it = |place: &u32| same(&list[*place as usize]);
                    table.find(hash_of_text(text), is_it).is_some()
                });
                Some(rows.map(|row| self.truth(found.get(row)?)).collect())
            }
            (Elements::Other, _) => None,
            (_, Column::Value(values)) => values.iter().map(|value| self.of(value)).collect(),
            (_, column) => rows.map(|row| self.of(&column.get(row))).collect(),
        }
    }

    /// Is a value among the elements?
    fn of(&self, value: &Value) -> Option<Truth> {
        let found = match (&self.elements, value) {
            (_, Value::Null) => return Some(None),
            (Elements::Other, _) | (_, Value::List(_) | Value::Map(_)) => return None,
            (Elements::Integers(all), Value::Integer(value)) => all.contains(value),
            (Elements::Integers(all), Value::Float(value)) => {
                let integer = *value as i64;
                equality::equals(&Value::Integer(integer), &Value::Float(*value)) == Some(true)
                    && all.contains(&integer)
            }
            (Elements::Integers(_), _) => false,
            (Elements::Simple(list, table), value) => {
                let same =
                    |place: &u32| equality::equals(&list[*place as usize], value) == Some(true);
                table.find(hash_of(value), same).is_some()
            }
        };
        Some(self.truth(found))
    }

    /// What is not found may be the one that is not known.
    fn truth(&self, found: bool) -> Truth {
        (found || !self.has_null).then_some(found)
    }
}

fn put(
    list: &List,
    table: &mut PartedTable<u32>,
    place: usize,
    item: &Value,
    pace: &mut impl Pace<Stop = Diagnostic>,
) -> Result<()> {
    let hash = hash_of(item);
    let same = |other: &u32| equality::equals(&list[*other as usize], item) == Some(true);
    if table.find(hash, same).is_some() {
        return Ok(());
    }
    let hash_of_place = |place: &u32| hash_of(&list[*place as usize]);
    // Parts of one table grow at about the same time.
    pace.steps(table.insert(hash, place as u32, hash_of_place))
}

fn hash_of(value: &Value) -> u64 {
    let mut hasher = FxHasher::default();
    equality::hash(value, &mut hasher);
    hasher.finish()
}

/// As of the value.
fn hash_of_text(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(equality::TEXT);
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

    use super::{KnownLists, Members, WORTH_HASHING};
    use crate::column::Column;
    use crate::exec::eval::scalar;
    use crate::exec::memory::Memory;
    use crate::value::order::tests::any_value;
    use crate::value::pace::Watched;
    use crate::value::{List, Value};

    fn values() -> impl Strategy<Value = Vec<Value>> {
        let integers = prop_oneof![(-3..3_i64).prop_map(Value::Integer), Just(Value::Null)];
        let texts = prop_oneof!["[ab]{0,2}".prop_map(Value::from), Just(Value::Null)];
        let numbers = prop_oneof![
            (-3..3_i64).prop_map(Value::Integer),
            (-6..6_i64).prop_map(|half| Value::Float(half as f64 / 2.0)),
            Just(Value::Float(f64::NAN)),
            any::<i64>().prop_map(Value::Integer),
            any::<i64>().prop_map(|integer| Value::Float(integer as f64)),
        ];
        prop_oneof![
            prop::collection::vec(integers, 0..8),
            prop::collection::vec(texts, 0..8),
            prop::collection::vec(numbers, 0..8),
            prop::collection::vec(any_value(), 0..8),
        ]
    }

    proptest! {
        #[test]
        fn a_table_tells_what_a_search_tells(list in values(), wanted in values()) {
            proptest::prop_assume!(list.len() >= WORTH_HASHING);
            let mut pace = Watched::new(|| Ok(()));
            let memory = Rc::new(Memory::unlimited());
            let expected: Vec<_> = wanted
                .iter()
                .map(|value| scalar::contains(value, &Value::list(list.clone()), &mut pace).unwrap())
                .collect();
            let members = Members::new(&list.into(), &memory, &mut pace).unwrap();
            for column in [Column::from_values(wanted.clone()), Column::Value(wanted.into())] {
                if let Some(found) = members.truths(&column) {
                    assert_eq!(found, expected, "{column:?}");
                }
            }
        }
    }

    /// Lists are known again by being the same, not by being like each other.
    #[test]
    fn a_table_is_made_once_it_is_worth_it() {
        let list = |first: i64| (first..first + 100).map(Value::Integer).collect::<List>();
        let (mut known, memory) = (KnownLists::default(), Rc::new(Memory::unlimited()));
        let mut pace = Watched::new(|| Ok(()));
        let mut of = |list: &List, rows| known.of(list, rows, &memory, &mut pace).unwrap();
        let first = list(0);
        assert!(of(&first, 1).is_none());
        let made = of(&first, 1).unwrap();
        assert!(Rc::ptr_eq(&made, &of(&first, 1).unwrap()));
        assert!(of(&list(0), 1).is_none());
        let second = list(1);
        assert!(Rc::ptr_eq(
            &of(&second, 8).unwrap(),
            &of(&second, 1).unwrap()
        ));
        for number in 0..10 {
            of(&list(number), 1);
        }
        assert!(of(&first, 1).is_none(), "forgotten");
        assert!(of(&List::from(vec![1.into(); 10]), 1).is_none());
        assert!(of(&List::from(vec![1.into(); 10]), 8).is_some());
    }
}
