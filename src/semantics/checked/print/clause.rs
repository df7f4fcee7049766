//! Checked clauses and patterns as text. In: a clause. Out: text in the printer. Knows nothing of scopes.

use std::sync::Arc;

use super::Printer;
use crate::semantics::checked::schema::Shown;
use crate::semantics::checked::{
    AggregateCall, Clause, CreatePattern, Direction, Expr, NodePattern, PathSelector, Pattern,
    Projection, RelationshipPattern, RemoveItem, SetItem, VarId,
};

impl Printer<'_> {
    pub(super) fn clause(&mut self, clause: &Clause) {
        match clause {
            Clause::Match {
                optional,
                pattern,
                predicate,
            } => {
                self.text(if *optional {
                    "OPTIONAL MATCH "
                } else {
                    "MATCH "
                });
                self.pattern(pattern);
                self.condition(predicate.as_ref());
            }
            Clause::Unwind { list, variable } => {
                self.text("UNWIND ");
                self.expr(list);
                self.text(" AS ");
                self.variable(*variable);
            }
            Clause::Project(projection) => self.projection(projection),
            Clause::Create(create) => {
                self.text("CREATE ");
                self.create(create);
            }
            Clause::Merge {
                pattern,
                on_match,
                on_create,
                ..
            } => {
                self.text("MERGE ");
                self.pattern(pattern);
                for (event, items) in [(" ON MATCH SET ", on_match), (" ON CREATE SET ", on_create)]
                {
                    if !items.is_empty() {
                        self.text(event);
                        self.list(items, Self::set_item);
                    }
                }
            }
            Clause::Set(items) => {
                self.text("SET ");
                self.list(items, Self::set_item);
            }
            Clause::Remove(items) => {
                self.text("REMOVE ");
                self.list(items, |printer, item| match item {
                    RemoveItem::Property { subject, key } => {
                        printer.expr(subject);
                        printer.args(format_args!(".{key}"));
                    }
                    RemoveItem::Labels { variable, labels } => {
                        printer.variable_labels(*variable, labels);
                    }
                });
            }
            Clause::Delete { targets, detach } => {
                self.text(if *detach { "DETACH DELETE " } else { "DELETE " });
                self.list(targets, Self::expr);
            }
            Clause::Call {
                procedure,
                args,
                yields,
                predicate,
            } => {
                self.args(format_args!("CALL {}(", procedure.name));
                self.list(args, Self::expr);
                self.text(")");
                if !yields.is_empty() {
                    self.text(" YIELD ");
                    self.list(yields, |printer, (output, variable)| {
                        printer.args(format_args!("{output} AS "));
                        printer.variable(*variable);
                    });
                }
                self.condition(predicate.as_ref());
            }
            Clause::Show {
                table,
                yields,
                predicate,
            } => {
                self.text(match table {
                    Shown::Indexes => "SHOW INDEXES YIELD ",
                    Shown::Constraints => "SHOW CONSTRAINTS YIELD ",
                    Shown::Rows("functions", _) => "SHOW FUNCTIONS YIELD ",
                    Shown::Rows(..) => "SHOW PROCEDURES YIELD ",
                });
                self.list(yields, |printer, (output, variable)| {
                    printer.args(format_args!("{output} AS "));
                    printer.variable(*variable);
                });
                self.condition(predicate.as_ref());
            }
            Clause::Define(define) => {
                let (kind, keys) = (define.kind, define.keys.join(", "));
                self.args(format_args!("DEFINE {kind:?} :{} ({keys})", define.subject));
            }
            Clause::Undefine(undefine) => self.args(format_args!("UNDEFINE {}", undefine.name)),
        }
    }

    fn projection(&mut self, projection: &Projection) {
        if let Some(aggregation) = &projection.aggregation {
            self.text("GROUP (");
            self.list(&aggregation.keys, |printer, (key, variable)| {
                printer.expr(key);
                printer.text(" AS ");
                printer.variable(*variable);
            });
            self.text("; ");
            self.list(&aggregation.aggregates, |printer, (call, variable)| {
                printer.aggregate(call);
                printer.text(" AS ");
                printer.variable(*variable);
            });
            self.text(") ");
        }
        self.text(if projection.is_return {
            "RETURN "
        } else {
            "WITH "
        });
        if projection.distinct {
            self.text("DISTINCT ");
        }
        self.list(&projection.items, |printer, item| {
            printer.expr(&item.expr);
            printer.text(" AS ");
            printer.variable(item.variable);
        });
        if !projection.order_by.is_empty() {
            self.text(" ORDER BY ");
            self.list(&projection.order_by, |printer, item| {
                printer.expr(&item.expr);
                printer.text(if item.descending { " DESC" } else { "" });
            });
        }
        for (word, count) in [(" SKIP ", &projection.skip), (" LIMIT ", &projection.limit)] {
            if let Some(count) = count {
                self.text(word);
                self.expr(count);
            }
        }
        self.condition(projection.predicate.as_ref());
    }

    fn aggregate(&mut self, call: &AggregateCall) {
        self.text(call.function.name);
        self.text(if call.distinct { "(DISTINCT " } else { "(" });
        if call.args.is_empty() {
            self.text("*");
        }
        self.list(&call.args, Self::expr);
        self.text(")");
    }

    fn set_item(&mut self, item: &SetItem) {
        match item {
            SetItem::Property {
                subject,
                key,
                value,
            } => {
                self.expr(subject);
                self.args(format_args!(".{key} = "));
                self.expr(value);
            }
            SetItem::Replace { variable, value } => {
                self.variable(*variable);
                self.text(" = ");
                self.expr(value);
            }
            SetItem::Extend { variable, value } => {
                self.variable(*variable);
                self.text(" += ");
                self.expr(value);
            }
            SetItem::Labels { variable, labels } => self.variable_labels(*variable, labels),
        }
    }

    fn variable_labels(&mut self, variable: VarId, labels: &[Arc<str>]) {
        self.variable(variable);
        for label in labels {
            self.args(format_args!(":{label}"));
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        let mut shown = vec![false; pattern.nodes.len()];
        self.list(&pattern.paths, |printer, path| {
            if let Some(variable) = path.variable {
                printer.variable(variable);
                printer.text(" = ");
            }
            for (index, &node) in path.nodes.iter().enumerate() {
                let step = index.checked_sub(1);
                let before = step.and_then(|step| path.relationships.get(step));
                if let Some(relationship) =
                    before.and_then(|&number| pattern.relationships.get(number))
                {
                    printer.relationship(relationship);
                }
                if let Some(pattern) = pattern.nodes.get(node) {
                    let again = std::mem::replace(&mut shown[node], true);
                    printer.node(pattern, again);
                }
            }
        });
    }

    /// A bound variable is marked with `^`; labels and properties are shown where the node first stands.
    fn node(&mut self, node: &NodePattern, again: bool) {
        self.text(if node.bound { "(^" } else { "(" });
        self.variable(node.variable);
        if !again {
            if let Some(labels) = &node.labels {
                self.text(":");
                self.labels(labels);
            }
            self.properties(&node.properties);
        }
        self.text(")");
    }

    fn relationship(&mut self, relationship: &RelationshipPattern) {
        if let Some(selector) = relationship.selector {
            self.text(match selector {
                PathSelector::Shortest => "=shortest=",
                PathSelector::AllShortest => "=all shortest=",
            });
        }
        self.arrow(relationship.direction, |printer| {
            if relationship.bound {
                printer.text("^");
            }
            printer.variable(relationship.variable);
            if !relationship.types.is_empty() {
                printer.text(":");
                printer.separated("|", &relationship.types, &mut |printer, ty| {
                    printer.text(ty);
                });
            }
            if let Some(length) = relationship.length {
                printer.length(length);
            }
            printer.properties(&relationship.properties);
        });
    }

    fn properties(&mut self, properties: &[(Arc<str>, Expr)]) {
        if properties.is_empty() {
            return;
        }
        self.text(" {");
        self.list(properties, |printer, (key, value)| {
            printer.args(format_args!("{key}: "));
            printer.expr(value);
        });
        self.text("}");
    }

    fn create(&mut self, create: &CreatePattern) {
        let mut first = true;
        for node in &create.nodes {
            self.comma(&mut first);
            self.text("(");
            self.variable_labels(node.variable, &node.labels);
            if let Some(properties) = &node.properties {
                self.text(" ");
                self.expr(properties);
            }
            self.text(")");
        }
        for relationship in &create.relationships {
            self.comma(&mut first);
            self.text("(");
            self.variable(relationship.start);
            self.text(")");
            self.arrow(Direction::Outgoing, |printer| {
                printer.variable(relationship.variable);
                printer.args(format_args!(":{}", relationship.ty));
                if let Some(properties) = &relationship.properties {
                    printer.text(" ");
                    printer.expr(properties);
                }
            });
            self.text("(");
            self.variable(relationship.end);
            self.text(")");
        }
        for (path, _, relationships) in &create.paths {
            self.comma(&mut first);
            self.variable(*path);
            self.text(" = path(");
            self.list(relationships, |printer, (variable, forward)| {
                printer.text(if *forward { "" } else { "-" });
                printer.variable(*variable);
            });
            self.text(")");
        }
    }

    fn comma(&mut self, first: &mut bool) {
        if !std::mem::replace(first, false) {
            self.text(", ");
        }
    }
}
