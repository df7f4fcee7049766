//! What a session looks at the graph through when a statement does not say so itself: a day, a day of publication, a
//! moment of the database's own history, and whether answers cite their sources.
//!
//! In: values, and a plan with what its prefixes say. Out: the part of the graph the plan may see. Knows nothing of how
//! that part is found.

use std::sync::Arc;

use super::session::{Session, in_text};
use super::{Database, Error};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec;
use crate::graph::durable::At;
use crate::graph::view::Visible;
use crate::graph::{Instant, Version};
use crate::plan::Plan;
use crate::semantics::checked::{Expr, ExprKind, Query};
use crate::source::Span;
use crate::value::{Map, Value};

/// The view of a session.
#[derive(Debug, Clone, Default)]
pub(super) struct Lens {
    pub(super) as_of: Option<Value>,
    pub(super) known_on: Option<Value>,
    pub(super) recorded_on: Option<At>,
    pub(super) cite: bool,
}

/// An instant a session is set to: a date, a date with time, or none.
fn checked(name: &str, value: Option<Value>) -> Result<Option<Value>> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => instant(name, &value).map(|_| Some(value)),
    }
}

impl Lens {
    /// Is all of the graph looked at, as it is now?
    fn is_clear(&self) -> bool {
        self.as_of.is_none() && self.known_on.is_none() && self.recorded_on.is_none()
    }

    /// # Errors
    /// `Code::InvalidViewPrefix` unless it is clear.
    fn expect_clear(&self) -> Result<()> {
        if self.is_clear() {
            return Ok(());
        }
        Err(Diagnostic::new(
            Code::InvalidViewPrefix,
            "the session looks at a view of the graph, and a view cannot be written",
        )
        .hint("leave the view first, or set valid_from and valid_to yourself"))
    }

    /// Lays the view over a plan that does not say itself what it sees.
    ///
    /// # Errors
    /// `Code::InvalidViewPrefix` for a plan that writes.
    pub(super) fn lay_over(&self, plan: &mut Arc<Plan>) -> Result<()> {
        if self.is_clear() {
            return Ok(());
        }
        if plan.writes {
            return self.expect_clear();
        }
        let literal = |value: &Value| Expr::literal(value.clone(), Span::default());
        let plan = Arc::make_mut(plan);
        if plan.as_of.is_none() {
            plan.as_of = self.as_of.as_ref().map(literal);
        }
        if plan.known_on.is_none() {
            plan.known_on = self.known_on.as_ref().map(literal);
        }
        Ok(())
    }
}

/// What the statements of a session see.
impl Session {
    /// Sets the day (a Date, LocalDateTime or DateTime) whose state statements see from now on, as `AS OF` before each
    /// of them would; `None` for everything. A prefix in a statement goes before it. Statements that write are refused
    /// meanwhile.
    ///
    /// ```
    /// use quipu::Database;
    /// use quipu::value::{Map, temporal::Date};
    ///
    /// let mut session = Database::new().session();
    /// session.run("CREATE (:Rule {name: 'draft', valid_from: date('2021-07-10')})", &Map::new())?;
    /// session.as_of(Some(Date::from_calendar(2021, 7, 9).unwrap().into()))?;
    /// assert_eq!(session.run("MATCH (r:Rule) RETURN r", &Map::new())?.len(), 0);
    /// session.as_of(None)?;
    /// assert_eq!(session.run("MATCH (r:Rule) RETURN r", &Map::new())?.len(), 1);
    /// # Ok::<(), quipu::Error>(())
    /// ```
    ///
    /// # Errors
    /// `Code::RuntimeInvalidArgumentType` for another kind of value.
    pub fn as_of(&mut self, moment: Option<Value>) -> Result<&mut Self, Error> {
        let moment = checked("AS OF", moment);
        self.lens.as_of = moment.map_err(|problem| in_text(problem, ""))?;
        Ok(self)
    }

    /// Sets the day whose knowledge statements see from now on, as `AS KNOWN ON` before each of them would; `None` for
    /// everything.
    ///
    /// # Errors
    /// As [`Self::as_of`].
    pub fn known_on(&mut self, moment: Option<Value>) -> Result<&mut Self, Error> {
        let moment = checked("AS KNOWN ON", moment);
        self.lens.known_on = moment.map_err(|problem| in_text(problem, ""))?;
        Ok(self)
    }

    /// Sets the moment of the database's own history whose graph statements see from now on, as `AS RECORDED ON` before
    /// each of them would; `None` for the present.
    ///
    /// # Errors
    /// `Code::NoHistory` in a database without one, `Code::NumberOutOfRange` for a moment that is not in it.
    pub fn recorded_on(&mut self, at: Option<At>) -> Result<&mut Self, Error> {
        if let Some(at) = &at {
            let found = self.database.graph().version_at(at);
            found.map_err(|problem| in_text(problem, ""))?;
        }
        self.lens.recorded_on = at;
        Ok(self)
    }

    /// The moment set with [`Self::recorded_on`].
    pub fn recorded(&self) -> Option<&At> {
        self.lens.recorded_on.as_ref()
    }

    /// Do answers of statements that read cite their sources from now on, as `CITE` before each of them would make
    /// them?
    pub fn cite(&mut self, cite: bool) -> &mut Self {
        self.lens.cite = cite;
        self
    }

    /// For changes that no statement makes: may the session write, as far as its view is concerned?
    ///
    /// # Errors
    /// `Code::InvalidViewPrefix` where it looks at a view, as for statements that write.
    pub fn expect_no_view(&self) -> Result<(), Error> {
        let clear = self.lens.expect_clear();
        clear.map_err(|problem| in_text(problem, ""))
    }

    /// The day set with [`Self::as_of`], the one set with [`Self::known_on`], and whether answers cite their sources.
    pub fn view(&self) -> (Option<&Value>, Option<&Value>, bool) {
        let lens = &self.lens;
        (lens.as_of.as_ref(), lens.known_on.as_ref(), lens.cite)
    }
}

/// The graph of the moment that a query, or else the session, looks at; `None` for the present.
pub(super) fn recorded(
    lens: &Lens,
    query: &Query,
    database: &Database,
    parameters: &Map,
    version: &Arc<Version>,
) -> Result<Option<Arc<Version>>> {
    let Some(expr) = &query.recorded_on else {
        let Some(at) = lens.recorded_on.as_ref().filter(|_| !query.writes) else {
            return Ok(None);
        };
        return database.graph().version_at(at).map(Some);
    };
    let context =
        exec::Context::reading(Arc::clone(version)).with_parameters(Arc::new(parameters.clone()));
    let value = exec::constant(expr, &context)?;
    let found = At::of(&value).and_then(|at| database.graph().version_at(&at));
    found.map(Some).map_err(|problem| problem.or_at(expr.span))
}

/// Works out the instants of a plan that are written out, such as `date('2021-07-04')`, once and for all runs. What is
/// wrong with one is said when the plan runs.
pub(super) fn settle(plan: &mut Plan, version: &Arc<Version>) {
    let is_written_out = |expr: &Expr| match &expr.kind {
        // Neither the clock nor the graph has a part in what a text says.
        ExprKind::Function { function, args } => {
            ["date", "localdatetime", "datetime"].contains(&function.name)
                && matches!(args.as_slice(), [arg] if matches!(arg.kind, ExprKind::Literal(Value::String(_))))
        }
        _ => false,
    };
    for expr in [&mut plan.as_of, &mut plan.known_on].into_iter().flatten() {
        if is_written_out(expr)
            && let Ok(value) = exec::constant(expr, &exec::Context::reading(Arc::clone(version)))
        {
            *expr = Expr::literal(value, expr.span);
        }
    }
}

/// What a plan may see of the graph; `None` for all of it.
pub(super) fn visible(plan: &Plan, context: &exec::Context) -> Result<Option<Arc<Visible>>> {
    let at = |name: &str, prefix: Option<&Expr>| {
        prefix
            .map(|expr| {
                let value = exec::constant(expr, context)?;
                instant(name, &value).map_err(|problem| problem.or_at(expr.span))
            })
            .transpose()
    };
    let as_of = at("AS OF", plan.as_of.as_ref())?;
    let known_on = at("AS KNOWN ON", plan.known_on.as_ref())?;
    if as_of.is_none() && known_on.is_none() {
        return Ok(None);
    }
    Ok(Some(context.version().view_at(as_of, known_on)))
}

/// What is to be said beside the answer: bounds and days of publication that are no dates, conditions that are not cited.
pub(super) fn notices(plan: &Plan, version: &Version) -> Vec<String> {
    let mut notices = Vec::new();
    if plan.as_of.is_some() || plan.asks_holds {
        match version.bounds_of_wrong_type() {
            0 => {}
            1 => notices
                .push("1 bound (valid_from, valid_to) is no date and counts as missing".to_owned()),
            many => notices.push(format!(
                "{many} bounds (valid_from, valid_to) are no dates and count as missing"
            )),
        }
    }
    if plan.known_on.is_some() {
        match version.publications_of_wrong_type() {
            0 => {}
            1 => notices.push(
                "1 day of publication (published) is no date; the source counts as known on every day".to_owned(),
            ),
            many => notices.push(format!(
                "{many} days of publication (published) are no dates; the sources count as known on every day"
            )),
        }
    }
    match plan.uncited {
        0 => {}
        1 => notices.push("1 condition is not cited".to_owned()),
        many => notices.push(format!("{many} conditions are not cited")),
    }
    notices
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
        .hint("for example date('2021-07-04')")
    })
}
