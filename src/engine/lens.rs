//! What a session looks at the graph through when a statement does not say so itself: a day, a day of publication, and
//! whether answers cite their sources.
//!
//! In: values, and a plan with what its prefixes say. Out: the part of the graph the plan may see. Knows nothing of how
//! that part is found.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec;
use crate::graph::view::{TimeView, Visible, bounds_of_wrong_type};
use crate::graph::{Instant, Version};
use crate::plan::Plan;
use crate::semantics::checked::Expr;
use crate::value::Value;

/// The view of a session.
#[derive(Debug, Clone, Default)]
pub(super) struct Lens {
    pub(super) as_of: Option<Value>,
    pub(super) known_on: Option<Value>,
    pub(super) cite: bool,
}

/// An instant a session is set to: a date, a date with time, or none.
pub(super) fn moment(name: &str, value: Option<Value>) -> Result<Option<Value>> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => instant(name, &value).map(|_| Some(value)),
    }
}

impl Lens {
    /// What a plan may see of the graph; `None` for all of it. A prefix goes before what the session is set to.
    pub(super) fn visible(&self, plan: &Plan, context: &exec::Context) -> Result<Option<Visible>> {
        let at = |name: &str, prefix: Option<&Expr>, own: Option<&Value>| match (prefix, own) {
            (Some(expr), _) => {
                let value = exec::constant(expr, context)?;
                instant(name, &value)
                    .map_err(|problem| problem.or_at(expr.span))
                    .map(Some)
            }
            (None, Some(value)) => instant(name, value).map(Some),
            (None, None) => Ok(None),
        };
        let as_of = at("AS OF", plan.as_of.as_ref(), self.as_of.as_ref())?;
        let known_on = at(
            "AS KNOWN ON",
            plan.known_on.as_ref(),
            self.known_on.as_ref(),
        )?;
        if as_of.is_none() && known_on.is_none() {
            return Ok(None);
        }
        let version = context.version();
        let view = TimeView::new(&version, as_of, known_on);
        Ok(Some(Visible::new(&version, Box::new(view))))
    }

    /// A view cannot be written.
    pub(super) fn refuse_writing(&self, plan: &Plan) -> Result<()> {
        if plan.writes && (self.as_of.is_some() || self.known_on.is_some()) {
            return Err(Diagnostic::new(
                Code::InvalidViewPrefix,
                "the session looks at a view of the graph, and a view cannot be written",
            )
            .hint("leave the view first, or set valid_from and valid_to yourself"));
        }
        Ok(())
    }

    /// What is to be said about a view: bounds that are no dates.
    pub(super) fn notices(&self, plan: &Plan, version: &Version) -> Vec<String> {
        if plan.as_of.is_none() && self.as_of.is_none() {
            return Vec::new();
        }
        match bounds_of_wrong_type(version) {
            0 => Vec::new(),
            1 => vec!["1 bound (valid_from, valid_to) is no date and counts as missing".to_owned()],
            many => vec![format!(
                "{many} bounds (valid_from, valid_to) are no dates and count as missing"
            )],
        }
    }
}

fn instant(name: &str, value: &Value) -> Result<Instant> {
    Instant::last_of(value).ok_or_else(|| {
        Diagnostic::new(
            Code::RuntimeInvalidArgumentType,
            format!(
                "{name} needs a Date, LocalDateTime or DateTime, but this is {:#}",
                value.kind()
            ),
        )
    })
}
