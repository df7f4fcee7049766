//! What the rows of each group were matched by.
//!
//! In: columns of entities, trails and values that hold some, and the group of each row. Out: traces that grew. Knows
//! nothing of grouping, nor of sources.

use crate::column::Column;
use crate::function::{Witness, WitnessGroups};

/// Adds what each row was matched by to its group.
pub(super) fn add(groups: &mut WitnessGroups, columns: &[Column], numbers: &[u32]) {
    for (row, group) in numbers.iter().enumerate() {
        for column in columns {
            match column {
                Column::Relationship(all) => {
                    if let Some(relationship) = all.get(row) {
                        groups.add(*group, Witness::Relationship(relationship));
                    }
                }
                Column::Trail(all) => {
                    for relationship in all.trail(row).unwrap_or_default() {
                        groups.add(*group, Witness::Relationship(*relationship));
                    }
                }
                Column::Value(all) => groups.add_all(*group, &all[row]),
                other => groups.add_all(*group, &other.get(row)),
            }
        }
    }
}
