//! Properties and labels over columns.
//!
//! In: a column of nodes, relationships or other values. Out: the column of one of their properties, read chunk-wise from
//! the graph's columns where all are nodes or all are relationships of one type. Knows nothing of expressions.

use super::vector::peek;
use super::{Environment, access};
use crate::column::{Bitmap, Column, ColumnBuilder, MomentColumn, Typed};
use crate::diagnostic::Result;
use crate::exec::runtime::Surroundings;
use crate::function::scalar::temporal;
use crate::graph::{PropertyColumn, TypeId, Version};
use crate::semantics::checked::LabelExpr;
use crate::value::temporal::Date;
use crate::value::{NodeId, RelId, Value};

const SECONDS_PER_DAY: i64 = 86_400;
/// How many times are held against a day at once.
const AT_ONCE: usize = 32;

/// `subject.key` for every row.
pub(super) fn column(
    subject: &Column,
    key: &str,
    surroundings: &Surroundings<'_, '_, '_>,
) -> Result<Column> {
    let version = surroundings.view.version();
    match subject {
        Column::Node(nodes) => {
            if surroundings.run.context.has_deleted() {
                for row in 0..nodes.len() {
                    if let Some(id) = nodes.get(row) {
                        surroundings.expect_node(NodeId(id))?;
                    }
                }
            }
            let found = version.key_id(key).and_then(|key| version.node_column(key));
            Ok(gathered(found, nodes.values(), nodes.validity()))
        }
        Column::Relationship(relationships) => {
            let mut ty = None;
            let mut several = false;
            for row in 0..relationships.len() {
                if let Some(relationship) = relationships.get(row) {
                    surroundings.expect_relationship(relationship)?;
                    several |= *ty.get_or_insert(relationship.ty) != relationship.ty;
                }
            }
            let (Some(ty), Some(key)) = (ty, version.key_id(key)) else {
                return Ok(Column::nulls(subject.len()));
            };
            if several {
                let mut builder = ColumnBuilder::with_capacity(relationships.len());
                for row in 0..relationships.len() {
                    let value = relationships
                        .get(row)
                        .map(|id: RelId| version.relationship_property(id, key));
                    builder.push(value.unwrap_or_default());
                }
                return Ok(builder.finish());
            }
            let slots: Vec<u32> = relationships.values().iter().map(|id| id.slot).collect();
            let found = version.relationship_column(TypeId(ty), key);
            Ok(gathered(found, &slots, relationships.validity()))
        }
        Column::Constant(value, rows) => Ok(Column::Constant(
            access::property(value, key, surroundings as &dyn Environment)?,
            *rows,
        )),
        other => {
            if let Column::Moment(moments) = other
                && let Some(parts) = part_of_day(moments, key)?
            {
                return Ok(parts);
            }
            let mut builder = ColumnBuilder::with_capacity(other.len());
            for row in 0..other.len() {
                builder.push(access::property(&peek(other, row), key, surroundings)?);
            }
            Ok(builder.finish())
        }
    }
}

/// A component that depends on the day alone, such as `year`; nothing when it is not one of these. One for all rows where all
/// have the same.
fn part_of_day(moments: &MomentColumn, key: &str) -> Result<Option<Column>> {
    let of_day = |day: i64| {
        let date = Date::from_epoch_days(day).unwrap_or(Date::MAX);
        temporal::component(&Value::Date(date), key)
    };
    if !matches!(of_day(0)?, Some(Value::Integer(_))) {
        return Ok(None);
    }
    let all = moments.seconds();
    let values = all.values();
    // Where each stretch of rows with the same part ends.
    let mut stretches: Vec<(usize, i64)> = Vec::new();
    let mut start = 0;
    // Near rows are often of one day: it is taken apart once for all that follow each other.
    while let Some(first) = values.get(start) {
        let day = (first + moments.offset()).div_euclid(SECONDS_PER_DAY);
        let Some(Value::Integer(part)) = of_day(day)? else {
            return Ok(None);
        };
        let midnight = day * SECONDS_PER_DAY - moments.offset();
        let mut end = start + 1 + on_day(midnight, &values[start + 1..]);
        // Where there is no value, any part will do.
        while end < values.len() && !all.is_valid(end) {
            end += 1;
        }
        match stretches.last_mut() {
            Some((before, same)) if *same == part => *before = end,
            _ => stretches.push((end, part)),
        }
        start = end;
    }
    if let ([(_, part)], None) = (&*stretches, all.validity()) {
        return Ok(Some(Column::Constant(Value::Integer(*part), values.len())));
    }
    let mut parts = Vec::with_capacity(values.len());
    for (end, part) in stretches {
        parts.resize(end, part);
    }
    let valid = all.validity().cloned();
    Ok(Some(Column::Integer(Typed::with_validity(parts, valid))))
}

/// How many of these come before the first that is not of the day that begins then.
fn on_day(midnight: i64, seconds: &[i64]) -> usize {
    let on_day = midnight..midnight + SECONDS_PER_DAY;
    if !seconds.first().is_some_and(|first| on_day.contains(first)) {
        return 0;
    }
    // Many at a time without exits: neither what is gone of the day nor what is left of it is below zero.
    let many = |some: &&[i64]| {
        let outside = some.iter().fold(0_i64, |outside, second| {
            let gone = second.wrapping_sub(midnight);
            outside | gone | (SECONDS_PER_DAY - 1).wrapping_sub(gone)
        });
        outside >= 0
    };
    let whole = seconds.chunks(AT_ONCE).take_while(many).count() * AT_ONCE;
    let rest = seconds.get(whole..).unwrap_or_default();
    let more = rest.iter().take_while(|second| on_day.contains(second));
    (whole + more.count()).min(seconds.len())
}

/// The values of `ids`, where `valid` says that there is an id at all.
fn gathered(column: Option<&PropertyColumn>, ids: &[u32], valid: Option<&Bitmap>) -> Column {
    let Some(column) = column else {
        return Column::nulls(ids.len());
    };
    let values = column.gather(ids);
    match valid {
        None => values,
        Some(valid) => values.masked(valid),
    }
}

/// Which nodes satisfy a label expression.
pub(crate) fn labels_hold(labels: &LabelExpr, nodes: &[u32], version: &Version) -> Vec<bool> {
    match labels {
        LabelExpr::Label(name) => {
            match version.label_id(name).and_then(|id| version.label_bits(id)) {
                Some(bits) => bits.contain(nodes),
                None => vec![false; nodes.len()],
            }
        }
        LabelExpr::Any => nodes
            .iter()
            .map(|&id| version.labels(NodeId(id)).next().is_some())
            .collect(),
        LabelExpr::Not(inner) => labels_hold(inner, nodes, version)
            .into_iter()
            .map(|holds| !holds)
            .collect(),
        LabelExpr::And(parts) => joined(parts, nodes, version, true, |a, b| a & b),
        LabelExpr::Or(parts) => joined(parts, nodes, version, false, |a, b| a | b),
    }
}

fn joined(
    parts: &[LabelExpr],
    nodes: &[u32],
    version: &Version,
    start: bool,
    join: fn(bool, bool) -> bool,
) -> Vec<bool> {
    let mut result = vec![start; nodes.len()];
    for part in parts {
        for (result, holds) in result.iter_mut().zip(labels_hold(part, nodes, version)) {
            *result = join(*result, holds);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::part_of_day;
    use crate::column::{Bitmap, Column, MomentColumn, Typed};
    use crate::function::scalar::temporal::component;
    use crate::value::Value;

    #[test]
    fn a_part_that_all_have_is_one() {
        // Seven weeks of one year, every two hours.
        let seconds: Vec<i64> = (0..600).map(|row| row * 7200).collect();
        let one = |key: &str, valid: Option<Bitmap>| {
            let all = Typed::with_validity(seconds.clone(), valid);
            let parts = part_of_day(&MomentColumn::new(all, 0, None), key);
            matches!(parts, Ok(Some(Column::Constant(..))))
        };
        assert!(one("year", None));
        assert!(!one("month", None));
        let mut valid = Bitmap::new(600, true);
        valid.set(300, false);
        assert!(!one("year", Some(valid)));
    }

    #[test]
    fn parts_of_days_are_those_of_each() {
        let seconds: Vec<i64> = [
            -1,
            0,
            1,
            43_199,
            43_200,
            86_399,
            86_400,
            86_400,
            951_782_400,
        ]
        .into_iter()
        .chain((0..300).map(|row| row * 20_000))
        .collect();
        let mut valid = Bitmap::new(seconds.len(), true);
        for row in [0, 2, 8, 9, 10, 308] {
            valid.set(row, false);
        }
        for offset in [-43_200, -1, 0, 19_800, 50_400] {
            for valid in [None, Some(valid.clone())] {
                let all = Typed::with_validity(seconds.clone(), valid);
                let all = MomentColumn::new(all, offset, None);
                for key in ["year", "month", "day", "ordinalDay", "weekYear"] {
                    let parts = part_of_day(&all, key).unwrap().unwrap();
                    for row in 0..seconds.len() {
                        let expected = match all.get(row) {
                            Value::Null => None,
                            moment => component(&moment, key).unwrap(),
                        };
                        let (part, expected) = (parts.get(row), expected.unwrap_or_default());
                        assert_eq!(format!("{part:?}"), format!("{expected:?}"), "{row} {key}");
                    }
                }
                assert!(part_of_day(&all, "hour").unwrap().is_none());
            }
        }
    }
}
