//! Rows with named columns, as an answer leaves the engine.
//!
//! In: values. Out: the same values, found by place or by name. Knows nothing of how they came about.

use super::bulk::Bulk;
use super::{Columns, Value};

/// One row of an answer: the values in the order of the columns.
#[derive(Debug, Clone, Default)]
pub struct Record {
    columns: Columns,
    values: Vec<Value>,
}

impl Record {
    /// A row of these columns. `values` has one entry per column.
    pub fn new(columns: Columns, values: Vec<Value>) -> Self {
        debug_assert_eq!(columns.len(), values.len());
        Self { columns, values }
    }
    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
    /// The values in the order of the columns.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
    /// The value of the column of this name. O(columns).
    pub fn get(&self, column: &str) -> Option<&Value> {
        let place = self.columns.iter().position(|name| name == column)?;
        self.values.get(place)
    }
    /// The values, owned.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }
}

/// A whole answer: columns and rows.
#[derive(Debug, Clone, Default)]
pub struct ResultSet {
    columns: Columns,
    rows: Bulk<Vec<Value>>,
}

impl ResultSet {
    /// An answer without rows.
    pub fn new(columns: impl Into<Columns>) -> Self {
        Self {
            columns: columns.into(),
            rows: Bulk::default(),
        }
    }
    /// Adds a row. `values` has one entry per column.
    pub fn push(&mut self, values: Vec<Value>) {
        debug_assert_eq!(self.columns.len(), values.len());
        self.rows.push(values);
    }
    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
    /// Is the last column that of a query that cites?
    pub fn cites(&self) -> bool {
        self.columns.cites()
    }
    /// The rows, each in the order of the columns.
    pub fn rows(&self) -> &[Vec<Value>] {
        &self.rows
    }
    /// The rows, owned.
    pub fn into_rows(self) -> Vec<Vec<Value>> {
        self.rows.into_vec()
    }
    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }
    /// Are there no rows?
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    /// The row at this place with its column names.
    pub fn record(&self, place: usize) -> Option<Record> {
        let values = self.rows.get(place)?.clone();
        Some(Record::new(self.columns.clone(), values))
    }
    /// The rows with their column names.
    pub fn records(&self) -> impl ExactSizeIterator<Item = Record> + '_ {
        self.rows
            .iter()
            .map(|row| Record::new(self.columns.clone(), row.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_by_name() {
        let mut set = ResultSet::new(vec!["a".to_owned(), "b".to_owned()]);
        set.push(vec![1.into(), 2.into()]);
        let record = set.record(0).unwrap();
        assert!(matches!(record.get("b"), Some(Value::Integer(2))));
        assert!(record.get("c").is_none());
        assert_eq!(set.records().len(), 1);
    }
}
