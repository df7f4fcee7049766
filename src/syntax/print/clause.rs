//! Clauses as text.

use std::fmt::{self, Display, Formatter};

use super::{Variable, condition, separated};
use crate::syntax::ast::{
    Call, Clause, Define, Demand, MergeEvent, Name, Order, Projection, RemoveItem, ReturnItem,
    SetItem, Undefine, Yield, YieldColumns, YieldItem,
};

pub(super) fn clause(f: &mut Formatter<'_>, clause: &Clause) -> fmt::Result {
    write!(f, "{} ", clause.keyword())?;
    match clause {
        Clause::Match(clause) => {
            separated(f, ", ", &clause.patterns)?;
            condition(f, clause.predicate.as_ref())
        }
        Clause::Unwind(clause) => {
            write!(f, "{} AS {}", clause.list, Variable(&clause.variable))
        }
        Clause::With(clause) => {
            projection(f, &clause.projection)?;
            condition(f, clause.predicate.as_ref())
        }
        Clause::Return(clause) => projection(f, &clause.projection),
        Clause::Create(clause) => separated(f, ", ", &clause.patterns),
        Clause::Merge(clause) => {
            write!(f, "{}", clause.pattern)?;
            for action in &clause.actions {
                f.write_str(match action.event {
                    MergeEvent::Create => " ON CREATE SET ",
                    MergeEvent::Match => " ON MATCH SET ",
                })?;
                separated(f, ", ", &action.items)?;
            }
            Ok(())
        }
        Clause::Set(clause) => separated(f, ", ", &clause.items),
        Clause::Remove(clause) => separated(f, ", ", &clause.items),
        Clause::Delete(clause) => separated(f, ", ", &clause.exprs),
        Clause::Call(clause) => call(f, clause),
        Clause::Show(clause) => {
            f.write_str(clause.what.text())?;
            yields(f, clause.yields.as_ref())?;
            condition(f, clause.predicate.as_ref())
        }
        Clause::Define(clause) => define(f, clause),
        Clause::Undefine(Undefine {
            name, if_exists, ..
        }) => {
            let condition = if *if_exists { " IF EXISTS" } else { "" };
            write!(f, "{}{condition}", Variable(name))
        }
    }
}

fn projection(f: &mut Formatter<'_>, projection: &Projection) -> fmt::Result {
    if projection.distinct {
        f.write_str("DISTINCT ")?;
    }
    if projection.star.is_some() {
        f.write_str(if projection.items.is_empty() {
            "*"
        } else {
            "*, "
        })?;
    }
    separated(f, ", ", &projection.items)?;
    if !projection.order_by.is_empty() {
        f.write_str(" ORDER BY ")?;
        separated(f, ", ", &projection.order_by)?;
    }
    if let Some(skip) = &projection.skip {
        write!(f, " SKIP {skip}")?;
    }
    if let Some(limit) = &projection.limit {
        write!(f, " LIMIT {limit}")?;
    }
    Ok(())
}

impl Display for ReturnItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.alias {
            Some(alias) => write!(f, "{} AS {}", self.expr, Variable(alias)),
            None => f.write_str(&self.text),
        }
    }
}

impl Display for Order {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            self.expr,
            if self.descending { " DESC" } else { "" }
        )
    }
}

fn labelled(f: &mut Formatter<'_>, variable: &Name, labels: &[Name]) -> fmt::Result {
    write!(f, "{}:", Variable(variable))?;
    separated(f, ":", labels)
}

impl Display for SetItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property {
                target, key, value, ..
            } => {
                super::expr::operand(f, target)?;
                write!(f, ".{key} = {value}")
            }
            Self::Replace {
                variable, value, ..
            } => write!(f, "{} = {value}", Variable(variable)),
            Self::Extend {
                variable, value, ..
            } => write!(f, "{} += {value}", Variable(variable)),
            Self::Labels {
                variable, labels, ..
            } => labelled(f, variable, labels),
        }
    }
}

impl Display for RemoveItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property { target, key, .. } => {
                super::expr::operand(f, target)?;
                write!(f, ".{key}")
            }
            Self::Labels {
                variable, labels, ..
            } => labelled(f, variable, labels),
        }
    }
}

fn call(f: &mut Formatter<'_>, call: &Call) -> fmt::Result {
    separated(f, ".", &call.procedure)?;
    if let Some(args) = &call.args {
        f.write_str("(")?;
        separated(f, ", ", args)?;
        f.write_str(")")?;
    }
    yields(f, call.yields.as_ref())
}

fn yields(f: &mut Formatter<'_>, yields: Option<&Yield>) -> fmt::Result {
    let Some(yields) = yields else {
        return Ok(());
    };
    f.write_str(" YIELD ")?;
    match &yields.columns {
        YieldColumns::All(_) => f.write_str("*")?,
        YieldColumns::Items(items) if items.is_empty() => f.write_str("-")?,
        YieldColumns::Items(items) => separated(f, ", ", items)?,
    }
    condition(f, yields.predicate.as_ref())
}

fn define(f: &mut Formatter<'_>, define: &Define) -> fmt::Result {
    if let Some(name) = &define.name {
        write!(f, "{} ", Variable(name))?;
    }
    if define.if_not_exists {
        f.write_str("IF NOT EXISTS ")?;
    }
    let variable = Variable(&define.subject.variable);
    let name = &define.subject.name;
    if define.subject.relationship {
        write!(f, "FOR ()-[{variable}:{name}]-() ")?;
    } else {
        write!(f, "FOR ({variable}:{name}) ")?;
    }
    f.write_str(if define.demand == Demand::Index {
        "ON ("
    } else {
        "REQUIRE ("
    })?;
    for (place, key) in define.keys.iter().enumerate() {
        let comma = if place == 0 { "" } else { ", " };
        write!(f, "{comma}{variable}.{key}")?;
    }
    f.write_str(match define.demand {
        Demand::Index => ")",
        Demand::Unique => ") IS UNIQUE",
        Demand::NotNull => ") IS NOT NULL",
        Demand::Key if define.subject.relationship => ") IS RELATIONSHIP KEY",
        Demand::Key => ") IS NODE KEY",
    })
}

impl Display for YieldItem {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.alias {
            Some(alias) => write!(f, "{} AS {}", self.column, Variable(alias)),
            None => write!(f, "{}", self.column),
        }
    }
}
