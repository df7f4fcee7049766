//! AST to checked query: scopes, kinds, every compile-time rule of openCypher.
//!
//! In: a statement as parsed, its text, and what may be called. Out: a [`checked::Query`], in which names are numbers,
//! functions are declarations and every rule holds; or the first rule that is broken, with its place and a hint. Knows
//! nothing of graphs, rows or plans.

mod aggregate;
mod call;
mod chain;
pub mod checked;
mod clause;
mod comprehension;
#[cfg(test)]
mod conformance;
mod expr;
mod function;
mod infer;
mod limit;
mod map_projection;
mod pattern;
mod prefix;
mod projection;
mod schema;
mod scope;
mod subquery;
#[cfg(test)]
mod tests;
mod union;
mod update;

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::procedure;
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Map;

use aggregate::{AggregateRule, Around, CollectedAggregate};
pub use prefix::cite_clash;
use scope::{Frame, Scope};

/// What a statement may refer to beside its own names. (Functions are built in.)
#[derive(Debug, Clone, Copy)]
pub struct Signatures<'a> {
    /// What may be CALLed.
    pub procedures: &'a procedure::Registry,
    /// The parameters given. `None` when they are not known yet: then a missing one is found before the statement runs,
    /// from [`checked::Query::parameters`].
    pub parameters: Option<&'a Map>,
}

/// Checks a query with its prefixes. `text` is the source text its spans refer to.
///
/// The result depends on parameters only in what is refused, so a checked query may be kept and run with others as
/// long as all of [`checked::Query::parameters`] are given.
///
/// # Errors
/// The first rule of the language the statement breaks.
pub fn check(
    statement: &ast::PrefixedQuery,
    text: &str,
    signatures: &Signatures<'_>,
) -> Result<checked::Query> {
    let mut checker = Checker {
        text,
        signatures,
        variables: Vec::new(),
        subqueries: Vec::new(),
        parameters: Vec::new(),
        writes: false,
        scope: Scope::default(),
        frames: Vec::new(),
        aggregates: AggregateRule::Forbidden("here"),
        around: Around::default(),
        collected: Vec::new(),
        aggregate_calls: 0,
        depth: 0,
    };
    let prefixes = checker.prefixes(statement)?;
    let (body, columns) = checker.statement_body(&statement.query)?;
    checker.prefixes_fit(statement, &columns)?;
    Ok(checked::Query {
        mode: match statement.mode {
            None => checked::Mode::Run,
            Some(ast::Mode::Explain) => checked::Mode::Explain,
            Some(ast::Mode::Profile) => checked::Mode::Profile,
        },
        body,
        columns,
        variables: checker.variables,
        subqueries: checker.subqueries,
        parameters: checker.parameters,
        writes: checker.writes,
        as_of: prefixes.as_of,
        known_on: prefixes.known_on,
        recorded_on: prefixes.recorded_on,
        cite: statement.cite.is_some(),
    })
}

/// The state of checking one statement.
struct Checker<'a> {
    /// The text that spans refer to.
    text: &'a str,
    signatures: &'a Signatures<'a>,
    /// All variables so far.
    variables: Vec<checked::Variable>,
    /// All subqueries so far.
    subqueries: Vec<checked::Subquery>,
    /// Parameters in order of first use.
    parameters: Vec<Arc<str>>,
    writes: bool,
    /// The names visible at this point.
    scope: Scope,
    /// The subqueries around this point, outermost first.
    frames: Vec<Frame>,
    /// Are aggregates allowed at this point?
    aggregates: AggregateRule,
    /// What is on both sides of the projection that is being checked.
    around: Around,
    /// Aggregates of the projection that is being checked.
    collected: Vec<CollectedAggregate>,
    /// How many calls of aggregates were met so far: tells whether an expression holds one.
    aggregate_calls: usize,
    /// How many expressions are around this point.
    depth: u32,
}

impl Checker<'_> {
    /// Notes a parameter and that it is given, where that is known.
    fn parameter(&mut self, name: &str, span: Span) -> Result<Arc<str>> {
        if let Some(given) = self.signatures.parameters
            && given.get(name).is_none()
        {
            let diagnostic = Diagnostic::new(
                Code::MissingParameter,
                format!("the parameter `${name}` was not given"),
            )
            .at(span);
            return Err(
                match crate::diagnostic::nearest(name, given.keys().map(AsRef::as_ref)) {
                    Some(near) => diagnostic.hint(format!("there is a parameter `${near}`")),
                    None => diagnostic,
                },
            );
        }
        if let Some(known) = self.parameters.iter().find(|known| known.as_ref() == name) {
            return Ok(known.clone());
        }
        let name: Arc<str> = name.into();
        self.parameters.push(name.clone());
        Ok(name)
    }
}
