//! Results that can be read off what is there.
//!
//! In: counts, sums or extremes of all groups. Out: columns of results; any thread may ask for those of any groups. Knows
//! nothing of grouping, nor of how rows were taken in.

use std::ops::Range;

use crate::column::{Column, ColumnBuilder, Typed};
use crate::diagnostic::{Interrupt, Result};
use crate::function::{AggregateFunction, result_of_integers};
use crate::value::Value;

/// What an aggregate has of all groups, where nothing else is to be done about it.
#[derive(Clone, Copy)]
pub(in super::super) enum Plain<'a> {
    Counts(&'a [i64]),
    /// Of integers, for `sum` or `avg`.
    Sums {
        function: &'a AggregateFunction,
        sums: &'a [i128],
        counts: &'a [u64],
    },
    Extremes(&'a [Value]),
}

impl Plain<'_> {
    /// The result of a group, where it is an integer of 64 bits for certain.
    #[inline]
    pub(in super::super) fn number(&self, group: usize) -> Option<i64> {
        match self {
            Self::Counts(counts) => Some(counts[group]),
            Self::Sums { function, sums, .. } if function.name == "sum" => {
                i64::try_from(sums[group]).ok()
            }
            _ => None,
        }
    }

    /// The results of the groups of a range.
    pub(in super::super) fn results(
        self,
        range: Range<usize>,
        interrupt: &Interrupt,
    ) -> Result<Column> {
        match self {
            Self::Counts(counts) => Ok(Column::Integer(Typed::new(counts[range].to_vec()))),
            Self::Extremes(bests) => Ok(ColumnBuilder::copied(bests[range].iter())),
            Self::Sums {
                function,
                sums,
                counts,
            } => {
                if function.name == "sum" {
                    let small = sums[range.clone()].iter().map(|sum| i64::try_from(*sum));
                    if let Ok(sums) = small.collect::<Result<Vec<i64>, _>>() {
                        return Ok(Column::Integer(Typed::new(sums)));
                    }
                }
                let mut column = ColumnBuilder::with_capacity(range.len());
                for (sum, count) in sums[range.clone()].iter().zip(&counts[range]) {
                    column.push(result_of_integers(function, *sum, *count, interrupt)?);
                }
                Ok(column.finish())
            }
        }
    }
}
