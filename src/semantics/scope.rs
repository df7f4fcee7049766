//! Which names are visible and what they are bound to.
//!
//! In: names as written and new variables. Out: their [`VarId`]s, or the error that names the nearest one. Knows
//! nothing of clauses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Checker;
use super::checked::{Expr, ExprKind, VarId, Variable};
use crate::diagnostic::{Code, Diagnostic, Result, nearest};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

/// The visible names, in alphabetical order (the order of `RETURN *`).
#[derive(Debug, Clone, Default)]
pub(super) struct Scope(BTreeMap<Arc<str>, VarId>);

impl Scope {
    pub(super) fn get(&self, name: &str) -> Option<VarId> {
        self.0.get(name).copied()
    }
    /// Makes a name visible; what it hid comes back, for [`Scope::restore`].
    pub(super) fn insert(&mut self, name: Arc<str>, variable: VarId) -> Option<VarId> {
        self.0.insert(name, variable)
    }
    /// Undoes an [`Scope::insert`].
    pub(super) fn restore(&mut self, name: &str, hidden: Option<VarId>) {
        match hidden {
            Some(variable) => self.0.insert(Arc::from(name), variable),
            None => self.0.remove(name),
        };
    }
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, VarId)> {
        self.0.iter().map(|(name, variable)| (name, *variable))
    }
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A subquery that is being checked: which variables are not its own, and which of these it reads.
#[derive(Debug)]
pub(super) struct Frame {
    /// Variables with a smaller number were there before.
    pub(super) start: u32,
    /// The names visible around it.
    pub(super) outer: Scope,
    /// Those it reads.
    pub(super) imports: BTreeSet<VarId>,
}

impl Checker<'_> {
    /// A new variable of the statement.
    pub(super) fn new_variable(&mut self, name: impl Into<Arc<str>>, kind: Kind) -> VarId {
        self.add_variable(Variable {
            name: name.into(),
            kind,
            named: true,
        })
    }

    /// A new variable that no user can name.
    pub(super) fn anonymous(&mut self, what: &str, kind: Kind) -> VarId {
        let name = format!("  {what}{}", self.variables.len());
        self.add_variable(Variable {
            name: name.into(),
            kind,
            named: false,
        })
    }

    fn add_variable(&mut self, variable: Variable) -> VarId {
        let id = self.next_variable();
        self.variables.push(variable);
        id
    }

    /// The number the next variable will get.
    pub(super) fn next_variable(&self) -> VarId {
        VarId(u32::try_from(self.variables.len()).unwrap_or(u32::MAX))
    }

    pub(super) fn kind_of(&self, variable: VarId) -> &Kind {
        self.variables
            .get(variable.index())
            .map_or(&Kind::Any, |variable| &variable.kind)
    }

    /// Looks a name up and notes that it is read.
    pub(super) fn lookup(&mut self, name: &str) -> Option<VarId> {
        let variable = self.scope.get(name)?;
        self.note_read(variable);
        Some(variable)
    }

    /// Every subquery that is being checked and did not make the variable itself imports it.
    pub(super) fn note_read(&mut self, variable: VarId) {
        for frame in &mut self.frames {
            if variable.0 < frame.start {
                frame.imports.insert(variable);
            }
        }
    }

    /// The variable of this name, which must be visible.
    pub(super) fn resolve(&mut self, name: &ast::Name) -> Result<VarId> {
        match self.lookup(&name.text) {
            Some(variable) => Ok(variable),
            None => Err(self.undefined(&name.text, name.span)),
        }
    }

    /// The error for a name that is not visible.
    pub(super) fn undefined(&self, name: &str, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::new(
            Code::UndefinedVariable,
            format!("the variable `{name}` is not defined here"),
        )
        .at(span);
        if let Some(near) = nearest(name, self.scope.iter().map(|(name, _)| name.as_ref())) {
            return diagnostic.hint(format!("there is a variable `{near}`"));
        }
        if self
            .variables
            .iter()
            .any(|variable| variable.named && variable.name.as_ref() == name)
        {
            return diagnostic.hint(format!(
                "`{name}` was bound earlier but not passed on; name it in WITH to keep it"
            ));
        }
        diagnostic
    }

    /// The error for a name that is bound a second time.
    pub(super) fn already_bound(name: &ast::Name) -> Diagnostic {
        Diagnostic::new(
            Code::VariableAlreadyBound,
            format!("the variable `{}` is already bound", name.text),
        )
        .at(name.span)
        .hint("choose another name")
    }

    /// The error for a name that already stands for something else.
    pub(super) fn conflict(&self, name: &ast::Name, variable: VarId, wanted: &str) -> Diagnostic {
        Diagnostic::new(
            Code::VariableTypeConflict,
            format!(
                "`{}` is used as {wanted} here, but it is already {:#}",
                name.text,
                self.kind_of(variable)
            ),
        )
        .at(name.span)
    }

    /// A variable as an expression.
    pub(super) fn variable_expr(&self, variable: VarId, span: Span) -> Expr {
        Expr::new(
            ExprKind::Variable(variable),
            self.kind_of(variable).clone(),
            span,
        )
    }

    /// Runs `check` with one more name visible, and takes the name away again.
    pub(super) fn with_local<T>(
        &mut self,
        name: &ast::Name,
        kind: Kind,
        check: impl FnOnce(&mut Self, VarId) -> Result<T>,
    ) -> Result<T> {
        let variable = self.new_variable(name.text.as_str(), kind);
        let hidden = self.scope.insert(Arc::from(name.text.as_str()), variable);
        let result = check(self, variable);
        self.scope.restore(&name.text, hidden);
        result
    }
}
