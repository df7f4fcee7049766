//! No output: the query runs, its rows are dropped. Knows nothing.

use std::io::{self, Write};

use super::{Footer, Renderer};
use crate::value::Value;

pub(super) struct Trash;

impl Renderer for Trash {
    fn begin(&mut self, _: &[String], _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
    fn row(&mut self, _: &[Value], _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
    fn end(&mut self, _: Option<&Footer<'_>>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}
