//! Patterns as text.

use std::fmt::{self, Formatter};

use super::{Parameter, Variable, condition, separated};
use crate::syntax::ast::{
    Direction, LabelExpr, LabelExprKind, Length, Name, NodePattern, PathPattern, PathSearch,
    Properties, RelationshipPattern,
};

pub(super) fn path(f: &mut Formatter<'_>, pattern: &PathPattern) -> fmt::Result {
    if let Some(name) = &pattern.variable {
        write!(f, "{} = ", Variable(name))?;
    }
    match pattern.search {
        Some(PathSearch::Shortest) => f.write_str("shortestPath(")?,
        Some(PathSearch::AllShortest) => f.write_str("allShortestPaths(")?,
        None => {}
    }
    node(f, &pattern.start)?;
    for (step, next) in &pattern.steps {
        relationship(f, step)?;
        node(f, next)?;
    }
    if pattern.search.is_some() {
        f.write_str(")")?;
    }
    Ok(())
}

fn node(f: &mut Formatter<'_>, node: &NodePattern) -> fmt::Result {
    f.write_str("(")?;
    variable(f, node.variable.as_ref())?;
    if let Some(found) = &node.labels {
        f.write_str(":")?;
        labels(f, found, true)?;
    }
    let bare = node.variable.is_none() && node.labels.is_none();
    properties(f, node.properties.as_ref(), bare)?;
    condition(f, node.predicate.as_deref())?;
    f.write_str(")")
}

fn relationship(f: &mut Formatter<'_>, step: &RelationshipPattern) -> fmt::Result {
    f.write_str(if step.direction == Direction::Incoming {
        "<-"
    } else {
        "-"
    })?;
    let bare = step.variable.is_none() && step.types.is_none() && step.length.is_none();
    if !bare || step.properties.is_some() || step.predicate.is_some() {
        f.write_str("[")?;
        variable(f, step.variable.as_ref())?;
        if let Some(found) = &step.types {
            f.write_str(":")?;
            types(f, found)?;
        }
        if let Some(found) = &step.length {
            length(f, *found)?;
        }
        properties(f, step.properties.as_ref(), bare)?;
        condition(f, step.predicate.as_deref())?;
        f.write_str("]")?;
    }
    f.write_str(if step.direction == Direction::Outgoing {
        "->"
    } else {
        "-"
    })
}

fn variable(f: &mut Formatter<'_>, name: Option<&Name>) -> fmt::Result {
    name.map_or(Ok(()), |name| write!(f, "{}", Variable(name)))
}

fn length(f: &mut Formatter<'_>, length: Length) -> fmt::Result {
    match (length.min, length.max) {
        (None, None) => f.write_str("*"),
        (Some(min), Some(max)) if min == max => write!(f, "*{min}"),
        (Some(min), Some(max)) => write!(f, "*{min}..{max}"),
        (Some(min), None) => write!(f, "*{min}.."),
        (None, Some(max)) => write!(f, "*..{max}"),
    }
}

fn properties(f: &mut Formatter<'_>, properties: Option<&Properties>, bare: bool) -> fmt::Result {
    let before = if bare { "" } else { " " };
    match properties {
        None => Ok(()),
        Some(Properties::Parameter(name)) => write!(f, "{before}{}", Parameter(name)),
        Some(Properties::Map { entries, .. }) => {
            write!(f, "{before}{{")?;
            let entries = entries.iter().map(|(key, value)| format!("{key}: {value}"));
            separated(f, ", ", entries)?;
            f.write_str("}")
        }
    }
}

/// A condition on labels; parts of another one (`outermost` is false) are in parentheses unless they are names.
pub(super) fn labels(f: &mut Formatter<'_>, labels: &LabelExpr, outermost: bool) -> fmt::Result {
    let (parts, sign) = match &labels.kind {
        LabelExprKind::Name(name) => return write!(f, "{name}"),
        LabelExprKind::Any => return f.write_str("%"),
        LabelExprKind::Not(operand) => {
            f.write_str("!")?;
            return self::labels(f, operand, false);
        }
        LabelExprKind::Or(parts) => (parts, "|"),
        LabelExprKind::And(parts) => {
            let plain = outermost && labels.conjunction().is_some();
            (parts, if plain { ":" } else { "&" })
        }
    };
    if !outermost {
        f.write_str("(")?;
    }
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(sign)?;
        }
        self::labels(f, part, false)?;
    }
    if outermost { Ok(()) } else { f.write_str(")") }
}

/// A condition on the type of a relationship: there, a colon joins nothing.
fn types(f: &mut Formatter<'_>, types: &LabelExpr) -> fmt::Result {
    match (&types.kind, types.conjunction()) {
        (LabelExprKind::And(_), Some(names)) => separated(f, "&", names),
        _ => labels(f, types, true),
    }
}
