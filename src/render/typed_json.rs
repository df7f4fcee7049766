//! One JSON object for a whole answer in which every value says its type, so that nothing is lost. Knows nothing of how
//! values map to JSON.

use std::io::{self, Write};

use super::json::Frame;
use super::{Footer, Renderer};
use crate::value::Value;
use crate::value::json::write_typed;

#[derive(Default)]
pub(super) struct TypedJson(Frame);

impl Renderer for TypedJson {
    fn begin(&mut self, columns: &[String], out: &mut dyn Write) -> io::Result<()> {
        self.0.begin(columns, out)
    }
    fn row(&mut self, row: &[Value], out: &mut dyn Write) -> io::Result<()> {
        self.0.row(row, write_typed, out)
    }
    fn end(&mut self, footer: Option<&Footer<'_>>, out: &mut dyn Write) -> io::Result<()> {
        Frame::end(footer, out)
    }
}

#[cfg(test)]
mod tests {
    use crate::render::{Format, Options, render};
    use crate::value::ResultSet;

    #[test]
    fn values_say_their_type() {
        let mut answer = ResultSet::new(vec!["a".to_owned()]);
        answer.push(vec![1.into()]);
        assert_eq!(
            render(&answer, Format::TypedJson, &Options::default()),
            "{\"columns\":[\"a\"],\"rows\":[[{\"$type\":\"Integer\",\"_value\":\"1\"}]]}\n"
        );
    }
}
