//! An operator as two short texts: what it is called and what it does to what.
//!
//! In: an operator and the variables of its statement. Out: text, for EXPLAIN and for tests. Knows nothing of rows.

use std::sync::Arc;

use super::{CountedHop, Hop, Indexed, OpKind, StoreCount};
use crate::graph::DefinitionKind;
use crate::semantics::checked::schema::Shown;
use crate::semantics::checked::{
    AggregateCall, CreatePattern, Direction, Expr, LabelExpr, Length, PathSelector, RemoveItem,
    SetItem, SortItem, VarId, Variable, print,
};

/// The name of an operator.
pub(super) fn name(op: &OpKind) -> &'static str {
    match op {
        OpKind::Match(_) => "Match",
        OpKind::AllNodes { .. } => "AllNodes",
        OpKind::LabelScan { .. } => "LabelScan",
        OpKind::IndexSeek { .. } | OpKind::IndexIn { .. } => "IndexSeek",
        OpKind::IndexPrefix { .. } => "IndexPrefix",
        OpKind::IndexRange { .. } => "IndexRange",
        OpKind::Expand(_) => "Expand",
        OpKind::ExpandMatching { .. } => "ExpandMatching",
        OpKind::ExpandInto(_) => "ExpandInto",
        OpKind::Intersect(_) => "Intersect",
        OpKind::BoundRelationship { .. } => "BoundRelationship",
        OpKind::VarExpand { into: false, .. } => "VarExpand",
        OpKind::VarExpand { into: true, .. } => "VarExpandInto",
        OpKind::BoundTrail { .. } => "BoundTrail",
        OpKind::ShortestPath {
            selector: PathSelector::Shortest,
            ..
        } => "ShortestPath",
        OpKind::ShortestPath {
            selector: PathSelector::AllShortest,
            ..
        } => "AllShortestPaths",
        OpKind::ExpandCount {
            keep_zero: true, ..
        } => "OptionalExpandCount",
        OpKind::ExpandCount { .. } => "ExpandCount",
        OpKind::IntersectCount {
            keep_zero: true, ..
        } => "OptionalIntersectCount",
        OpKind::IntersectCount { .. } => "IntersectCount",
        OpKind::TrailCount { .. } => "TrailCount",
        OpKind::CountStore { .. } => "CountStore",
        OpKind::BindPath { .. } => "BindPath",
        OpKind::Call { .. } => "Call",
        OpKind::Show { .. } => "Show",
        OpKind::Unwind { .. } => "Unwind",
        OpKind::Filter(_) => "Filter",
        OpKind::FilterLabels { .. } => "FilterLabels",
        OpKind::Project(_) => "Project",
        OpKind::Keep(_) => "Keep",
        OpKind::Aggregate { .. } => "Aggregate",
        OpKind::Distinct(_) => "Distinct",
        OpKind::Sort(_) => "Sort",
        OpKind::TopK { .. } => "TopK",
        OpKind::Skip(_) => "Skip",
        OpKind::Limit(_) => "Limit",
        OpKind::Optional { .. } => "Optional",
        OpKind::Join { .. } => "HashJoin",
        OpKind::Semi { anti: false, .. } => "Semi",
        OpKind::Semi { anti: true, .. } => "AntiSemi",
        OpKind::Union { .. } => "Union",
        OpKind::Create(_) => "Create",
        OpKind::Merge { .. } => "Merge",
        OpKind::Set(_) => "Set",
        OpKind::Remove(_) => "Remove",
        OpKind::Delete { detach: false, .. } => "Delete",
        OpKind::Delete { detach: true, .. } => "DetachDelete",
        OpKind::Define(define) if define.kind == DefinitionKind::Index => "CreateIndex",
        OpKind::Define(_) => "CreateConstraint",
        OpKind::Undefine(undefine) if undefine.constraint => "DropConstraint",
        OpKind::Undefine(_) => "DropIndex",
        OpKind::Finish => "Finish",
    }
}

/// What an operator works on.
pub(super) fn details(op: &OpKind, variables: &[Variable]) -> String {
    let printer = Printer(variables);
    match op {
        OpKind::Match(graph) => {
            let parts = graph.pattern.paths.iter().map(|path| {
                let mut text = printer.variable(graph.pattern.nodes[path.nodes[0]].variable);
                for (relationship, node) in path.relationships.iter().zip(&path.nodes[1..]) {
                    let relationship = &graph.pattern.relationships[*relationship];
                    let node = graph.pattern.nodes[*node].variable;
                    text += &printer.arrow(
                        relationship.direction,
                        relationship.variable,
                        &relationship.types,
                        relationship.length,
                    );
                    text += &printer.variable(node);
                }
                text
            });
            parts.collect::<Vec<_>>().join(", ")
        }
        OpKind::AllNodes { node } => printer.variable(*node),
        OpKind::LabelScan { node, label } => format!("{}:{label}", printer.variable(*node)),
        OpKind::IndexSeek {
            found,
            indexed,
            values,
            present,
        } => {
            let found = printer.indexed(*found, indexed);
            found + &printer.keys(values, None, present)
        }
        OpKind::IndexIn {
            found,
            indexed,
            key,
            list,
        } => {
            let found = printer.indexed(*found, indexed);
            format!("{found}.{key} in {}", printer.expr(list))
        }
        OpKind::IndexPrefix {
            found,
            indexed,
            key,
            prefix,
            others,
        } => {
            let found = printer.indexed(*found, indexed);
            let asked = format!(".{key} starts with {}", printer.expr(prefix));
            found + &printer.keys(&others.equal, Some(asked), &others.present)
        }
        OpKind::IndexRange {
            found,
            indexed,
            key,
            lower,
            upper,
            others,
        } => {
            let found = printer.indexed(*found, indexed);
            let bound = |sign: char, (expr, included): &(Expr, bool)| {
                let equal = if *included { "=" } else { "" };
                format!(" {sign}{equal} {}", printer.expr(expr))
            };
            let lower = lower.iter().map(|lower| bound('>', lower));
            let upper = upper.iter().map(|upper| bound('<', upper));
            let bounds: Vec<_> = lower.chain(upper).collect();
            let asked = format!(".{key}{}", bounds.join(" and"));
            found + &printer.keys(&others.equal, Some(asked), &others.present)
        }
        OpKind::Expand(hop) | OpKind::ExpandInto(hop) => printer.hop(hop, None),
        OpKind::ExpandMatching { hop, key, value } => format!(
            "{} where {} = {}",
            printer.hop(hop, None),
            printer.expr(key),
            printer.expr(value)
        ),
        OpKind::Intersect(hops) => {
            let hops: Vec<_> = hops.iter().map(|hop| printer.hop(hop, None)).collect();
            hops.join(" and ")
        }
        OpKind::BoundRelationship { hop, .. } => printer.hop(hop, None),
        OpKind::VarExpand {
            hop,
            length,
            properties,
            distinct_ends,
            ..
        } => {
            let ends = if *distinct_ends { " distinct ends" } else { "" };
            printer.hop(hop, Some(*length)) + &printer.properties(properties) + ends
        }
        OpKind::BoundTrail {
            hop,
            length,
            properties,
            ..
        } => printer.hop(hop, Some(*length)) + &printer.properties(properties),
        OpKind::ShortestPath {
            hop,
            length,
            properties,
            path,
            conditions,
            ..
        } => {
            let mut text = printer.hop(hop, Some(*length)) + &printer.properties(properties);
            if let Some(path) = path {
                text = format!("{} = {text}", printer.variable(*path));
            }
            for (place, condition) in conditions.iter().enumerate() {
                text += if place == 0 { " where " } else { " and " };
                text += &printer.expr(condition);
            }
            text
        }
        OpKind::ExpandCount {
            hops, count, times, ..
        } => {
            let hops: Vec<_> = hops
                .iter()
                .map(|counted| printer.counted(counted, None))
                .collect();
            printer.product(*count, *times) + &hops.join(" and ")
        }
        OpKind::IntersectCount {
            counted,
            others,
            count,
            times,
            ..
        } => {
            let mut text = printer.product(*count, *times) + &printer.counted(counted, None);
            for hop in others {
                text += " and ";
                text += &printer.hop(hop, None);
            }
            text
        }
        OpKind::TrailCount {
            counted,
            length,
            count,
            times,
        } => printer.product(*count, *times) + &printer.counted(counted, Some(*length)),
        OpKind::CountStore { what, variable } => {
            let what = match what {
                StoreCount::Nodes(None) => "all nodes".to_owned(),
                StoreCount::Nodes(Some(label)) => format!("nodes :{label}"),
                StoreCount::Relationships(types) if types.is_empty() => {
                    "all relationships".to_owned()
                }
                StoreCount::Relationships(types) => format!("relationships :{}", types.join("|")),
            };
            format!("{} = {what}", printer.variable(*variable))
        }
        OpKind::BindPath {
            path,
            nodes,
            relationships,
        } => {
            let mut parts = vec![printer.variable(nodes[0])];
            for (relationship, node) in relationships.iter().zip(&nodes[1..]) {
                parts.extend([printer.variable(*relationship), printer.variable(*node)]);
            }
            format!("{} = {}", printer.variable(*path), parts.join(", "))
        }
        OpKind::Call {
            procedure,
            args,
            yields,
        } => {
            let args = printer.exprs(args);
            let yields: Vec<_> = yields.iter().map(|(_, to)| printer.variable(*to)).collect();
            format!("{}({args}) -> {}", procedure.name, yields.join(", "))
        }
        OpKind::Show { table, yields } => {
            let table = match table {
                Shown::Indexes => "indexes",
                Shown::Constraints => "constraints",
                Shown::Rows(what, _) => what,
            };
            let yields: Vec<_> = yields.iter().map(|(_, to)| printer.variable(*to)).collect();
            format!("{table} -> {}", yields.join(", "))
        }
        OpKind::Define(define) => {
            let subject = if define.relationship {
                format!("()-[:{}]-()", define.subject)
            } else {
                format!("(:{})", define.subject)
            };
            format!("{subject} {}", define.keys.join(", "))
        }
        OpKind::Undefine(undefine) => undefine.name.to_string(),
        OpKind::Unwind { list, variable } => {
            format!("{} in {}", printer.variable(*variable), printer.expr(list))
        }
        OpKind::Filter(condition) => printer.expr(condition),
        OpKind::FilterLabels { node, labels } => {
            format!("{}:{}", printer.variable(*node), label_text(labels))
        }
        OpKind::Project(items) => items
            .iter()
            .map(|(variable, expr)| {
                format!("{} = {}", printer.variable(*variable), printer.expr(expr))
            })
            .collect::<Vec<_>>()
            .join(", "),
        OpKind::Keep(variables) | OpKind::Distinct(variables) => printer.list(variables),
        OpKind::Aggregate { keys, aggregates } => {
            let keys = keys
                .iter()
                .map(|(expr, variable)| (printer.variable(*variable), printer.expr(expr)))
                .map(|(name, expr)| {
                    if name == expr {
                        name
                    } else {
                        format!("{name} = {expr}")
                    }
                });
            let keys: Vec<_> = keys.collect();
            let aggregates: Vec<_> = aggregates
                .iter()
                .map(|(call, to)| format!("{} = {}", printer.variable(*to), printer.call(call)))
                .collect();
            let by = if keys.is_empty() { "" } else { " by " };
            format!("{}{by}{}", aggregates.join(", "), keys.join(", "))
        }
        OpKind::Sort(order_by) => printer.order(order_by),
        OpKind::TopK {
            order_by,
            skip,
            limit,
        } => {
            let skip = skip
                .as_ref()
                .map(|skip| format!(" skip {}", printer.expr(skip)));
            format!(
                "{}{} limit {}",
                printer.order(order_by),
                skip.unwrap_or_default(),
                printer.expr(limit)
            )
        }
        OpKind::Skip(rows) | OpKind::Limit(rows) => printer.expr(rows),
        OpKind::Optional { introduced, .. } => printer.list(introduced),
        OpKind::Union { outputs, .. } => printer.list(outputs),
        OpKind::Create(create) | OpKind::Merge { create, .. } => printer.create(create),
        OpKind::Set(items) => items
            .iter()
            .map(|item| printer.set(item))
            .collect::<Vec<_>>()
            .join(", "),
        OpKind::Remove(items) => items
            .iter()
            .map(|item| match item {
                RemoveItem::Property { subject, key } => {
                    format!("{}.{key}", printer.expr(subject))
                }
                RemoveItem::Labels { variable, labels } => {
                    format!("{}:{}", printer.variable(*variable), labels.join(":"))
                }
            })
            .collect::<Vec<_>>()
            .join(", "),
        OpKind::Delete { targets, .. } => printer.exprs(targets),
        OpKind::Join { on, .. } => printer.variable(*on),
        OpKind::Semi { .. } | OpKind::Finish => String::new(),
    }
}

struct Printer<'a>(&'a [Variable]);

impl Printer<'_> {
    /// What an index finds, and whose index it is.
    fn indexed(&self, found: VarId, indexed: &Indexed) -> String {
        let found = self.variable(found);
        match indexed {
            Indexed::Label(label) => format!("{found}:{label}"),
            Indexed::Type(ty) => format!("[{found}:{ty}]"),
        }
    }

    /// What is asked of the keys of an index, in their order.
    fn keys(
        &self,
        equal: &[(Arc<str>, Expr)],
        asked: Option<String>,
        present: &[Arc<str>],
    ) -> String {
        let equal = (equal.iter()).map(|(key, value)| format!(".{key} = {}", self.expr(value)));
        let present = present.iter().map(|key| format!(".{key} is not null"));
        let all: Vec<_> = equal.chain(asked).chain(present).collect();
        all.join(" and ")
    }

    fn variable(&self, variable: VarId) -> String {
        let expr = Expr::new(
            crate::semantics::checked::ExprKind::Variable(variable),
            crate::value::Kind::Any,
            crate::source::Span::default(),
        );
        self.expr(&expr)
    }

    fn expr(&self, expr: &Expr) -> String {
        print::expr(expr, self.0, &[])
    }

    fn exprs(&self, exprs: &[Expr]) -> String {
        let texts: Vec<_> = exprs.iter().map(|expr| self.expr(expr)).collect();
        texts.join(", ")
    }

    fn list(&self, variables: &[VarId]) -> String {
        let texts: Vec<_> = variables
            .iter()
            .map(|variable| self.variable(*variable))
            .collect();
        texts.join(", ")
    }

    fn hop(&self, hop: &Hop, length: Option<Length>) -> String {
        let mut text = format!(
            "{}{}{}",
            self.variable(hop.from),
            self.arrow(hop.direction, hop.relationship, &hop.types, length),
            self.variable(hop.to)
        );
        if !hop.distinct_from.is_empty() {
            text += " not ";
            text += &self.list(&hop.distinct_from);
        }
        text
    }

    fn product(&self, count: VarId, times: Option<VarId>) -> String {
        let times = times.map(|times| format!("{} * ", self.variable(times)));
        let count = self.variable(count);
        format!("{count} = {}count ", times.unwrap_or_default())
    }

    fn counted(&self, counted: &CountedHop, length: Option<Length>) -> String {
        let mut text = self.hop(&counted.hop, length);
        if let Some(labels) = &counted.labels {
            text += ":";
            text += &label_text(labels);
        }
        if let Some(condition) = &counted.condition {
            text += " where ";
            text += &self.expr(condition);
        }
        text
    }

    fn arrow(
        &self,
        direction: Direction,
        relationship: VarId,
        types: &[Arc<str>],
        length: Option<Length>,
    ) -> String {
        let (left, right) = match direction {
            Direction::Outgoing => ("-", "->"),
            Direction::Incoming => ("<-", "-"),
            Direction::Both => ("-", "-"),
        };
        let types = if types.is_empty() {
            String::new()
        } else {
            format!(":{}", types.join("|"))
        };
        let length = length.map(|length| match length.max {
            Some(max) => format!("*{}..{max}", length.min),
            None => format!("*{}..", length.min),
        });
        format!(
            "{left}[{}{types}{}]{right}",
            self.variable(relationship),
            length.unwrap_or_default()
        )
    }

    fn properties(&self, properties: &[(Arc<str>, Expr)]) -> String {
        if properties.is_empty() {
            return String::new();
        }
        let entries: Vec<_> = properties
            .iter()
            .map(|(key, value)| format!("{key}: {}", self.expr(value)))
            .collect();
        format!(" {{{}}}", entries.join(", "))
    }

    fn call(&self, call: &AggregateCall) -> String {
        let args = if call.args.is_empty() {
            "*".to_owned()
        } else {
            self.exprs(&call.args)
        };
        let distinct = if call.distinct { "distinct " } else { "" };
        // Blanks before a name keep it from being written in a query.
        format!("{}({distinct}{args})", call.function.name.trim_start())
    }

    fn order(&self, order_by: &[SortItem]) -> String {
        let items: Vec<_> = order_by
            .iter()
            .map(|item| {
                let descending = if item.descending { " desc" } else { "" };
                self.expr(&item.expr) + descending
            })
            .collect();
        items.join(", ")
    }

    fn create(&self, create: &CreatePattern) -> String {
        let nodes = create.nodes.iter().map(|node| {
            let labels: Vec<&str> = node.labels.iter().map(AsRef::as_ref).collect();
            let colon = if labels.is_empty() { "" } else { ":" };
            let labels = labels.join(":");
            let properties = node.properties.as_ref().map(|map| self.expr(map));
            let space = if properties.is_some() { " " } else { "" };
            format!(
                "({}{colon}{labels}{space}{})",
                self.variable(node.variable),
                properties.unwrap_or_default()
            )
        });
        let relationships = create.relationships.iter().map(|relationship| {
            format!(
                "({})-[{}:{}]->({})",
                self.variable(relationship.start),
                self.variable(relationship.variable),
                relationship.ty,
                self.variable(relationship.end)
            )
        });
        nodes.chain(relationships).collect::<Vec<_>>().join(", ")
    }

    fn set(&self, item: &SetItem) -> String {
        match item {
            SetItem::Property {
                subject,
                key,
                value,
            } => format!("{}.{key} = {}", self.expr(subject), self.expr(value)),
            SetItem::Replace { variable, value } => {
                format!("{} = {}", self.variable(*variable), self.expr(value))
            }
            SetItem::Extend { variable, value } => {
                format!("{} += {}", self.variable(*variable), self.expr(value))
            }
            SetItem::Labels { variable, labels } => {
                format!("{}:{}", self.variable(*variable), labels.join(":"))
            }
        }
    }
}

fn label_text(labels: &LabelExpr) -> String {
    let joined = |parts: &[LabelExpr], sign: &str| {
        let parts: Vec<_> = parts.iter().map(label_text).collect();
        format!("({})", parts.join(sign))
    };
    match labels {
        LabelExpr::Label(label) => label.to_string(),
        LabelExpr::Any => "%".to_owned(),
        LabelExpr::Not(inner) => format!("!{}", label_text(inner)),
        LabelExpr::And(parts) => joined(parts, "&"),
        LabelExpr::Or(parts) => joined(parts, "|"),
    }
}
