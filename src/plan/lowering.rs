//! The steps a MATCH is carried out in, once somebody has chosen their order.
//!
//! In: a query graph, and one call per step (bind a node, walk a relationship). Out: operators, with every condition put
//! where its variables are bound, relationships told which others to differ from, and paths bound at the end. Shared by
//! the textual order and by `optimize`. Knows nothing of costs.

use std::sync::Arc;

use super::query_graph::QueryGraph;
use super::visit::{Imports, expr_reads};
use super::{Hop, Indexed, Op, OpKind, OtherKeys, VarSet};
use crate::semantics::checked::{CompareOp, Expr, ExprKind, LabelExpr, VarId, Variable};
use crate::value::Kind;

/// When the conditions of WHERE are tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// As soon as their variables are bound.
    Bound,
    /// After the whole pattern, as written.
    Last,
}

/// What a node is scanned by, or a relationship where it is one of an index.
#[derive(Debug, Clone)]
pub enum Scan {
    /// All nodes.
    All,
    /// A label.
    Label(Arc<str>),
    /// An index on keys, asked for their values; settles these conditions.
    Seek {
        /// Whose index.
        indexed: Indexed,
        /// The keys, in the order of the index, and their values.
        values: Vec<(Arc<str>, Expr)>,
        /// The other keys, which must be there.
        present: Vec<Arc<str>>,
        /// What it settles.
        settles: Vec<usize>,
    },
    /// An index on a key, asked for each element of a list; settles the condition of this number.
    In {
        /// Whose index.
        indexed: Indexed,
        /// The key.
        key: Arc<str>,
        /// The list.
        list: Expr,
        /// What it settles.
        settles: usize,
    },
    /// An index on a key, asked for strings with a prefix; settles these conditions.
    Prefix {
        /// Whose index.
        indexed: Indexed,
        /// The key.
        key: Arc<str>,
        /// The prefix.
        prefix: Expr,
        /// What holds of other keys.
        others: OtherKeys,
        /// What it settles.
        settles: Vec<usize>,
    },
    /// An index on a key, asked for a range; settles these conditions.
    Range {
        /// Whose index.
        indexed: Indexed,
        /// The key.
        key: Arc<str>,
        /// From.
        lower: Option<(Expr, bool)>,
        /// To.
        upper: Option<(Expr, bool)>,
        /// What holds of other keys.
        others: OtherKeys,
        /// What it settles.
        settles: Vec<usize>,
    },
}

/// Something that must hold for the rows of a MATCH.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The variables it reads.
    pub reads: VarSet,
    /// What it says.
    pub test: Test,
    /// Was it written in WHERE (and not in the pattern)?
    pub from_where: bool,
    done: bool,
}

/// What a condition says.
#[derive(Debug, Clone)]
pub enum Test {
    /// The node satisfies the label expression.
    Labels(VarId, LabelExpr),
    /// The expression is true.
    Expr(Expr),
}

/// A MATCH on its way into operators.
pub struct Lowering<'a> {
    graph: &'a QueryGraph,
    when: When,
    bound: VarSet,
    conditions: Vec<Condition>,
    paths_bound: Vec<bool>,
    walked: Vec<usize>,
    ops: Vec<Op>,
}

/// All that must hold for the rows of a MATCH, beside its shape: labels first, then property maps, then WHERE.
pub fn conditions<I: Imports + ?Sized>(
    graph: &QueryGraph,
    variables: &[Variable],
    imports: &I,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    let mut push = |test: Test, from_where: bool| {
        let mut reads = VarSet::new();
        match &test {
            Test::Labels(node, _) => {
                reads.insert(*node);
            }
            Test::Expr(expr) => expr_reads(expr, imports, &mut reads),
        }
        conditions.push(Condition {
            reads,
            test,
            from_where,
            done: false,
        });
    };
    let ty = |variable: VarId| variables.get(variable.index()).map(|known| &known.kind);
    for node in &graph.pattern.nodes {
        if let Some(labels) = &node.labels {
            push(Test::Labels(node.variable, labels.clone()), false);
        }
    }
    for node in &graph.pattern.nodes {
        for (key, value) in &node.properties {
            let kind = ty(node.variable).cloned().unwrap_or(Kind::Node);
            push(Test::Expr(equal(node.variable, kind, key, value)), false);
        }
    }
    for relationship in &graph.pattern.relationships {
        if relationship.length.is_none() && relationship.selector.is_none() {
            for (key, value) in &relationship.properties {
                let kind = ty(relationship.variable)
                    .cloned()
                    .unwrap_or(Kind::Relationship);
                let test = equal(relationship.variable, kind, key, value);
                push(Test::Expr(test), false);
            }
        }
    }
    for expr in &graph.conditions {
        match &expr.kind {
            ExprKind::HasLabels { subject, labels } if is_pattern_node(graph, subject) => {
                let ExprKind::Variable(node) = subject.kind else {
                    continue;
                };
                push(Test::Labels(node, labels.clone()), true);
            }
            _ => push(Test::Expr(expr.clone()), true),
        }
    }
    conditions
}

fn is_pattern_node(graph: &QueryGraph, subject: &Expr) -> bool {
    matches!(subject.kind, ExprKind::Variable(variable)
        if graph.pattern.nodes.iter().any(|node| node.variable == variable))
}

/// `variable.key = value`
fn equal(variable: VarId, kind: Kind, key: &Arc<str>, value: &Expr) -> Expr {
    let span = value.span;
    let subject = Expr::new(ExprKind::Variable(variable), kind, span);
    let property = ExprKind::Property {
        subject: Box::new(subject),
        key: Arc::clone(key),
    };
    let compare = ExprKind::Compare {
        op: CompareOp::Equal,
        left: Box::new(Expr::new(property, Kind::Any, span)),
        right: Box::new(value.clone()),
    };
    Expr::new(compare, Kind::Boolean, span)
}

impl<'a> Lowering<'a> {
    /// Begins a MATCH: what is bound before it is, and conditions on that are tested.
    pub fn new(graph: &'a QueryGraph, conditions: Vec<Condition>, when: When) -> Self {
        let mut lowering = Self {
            graph,
            when,
            bound: graph.bound.iter().copied().collect(),
            conditions,
            paths_bound: vec![false; graph.pattern.paths.len()],
            walked: Vec::new(),
            ops: Vec::new(),
        };
        lowering.refuse_null();
        lowering.settle();
        lowering
    }

    /// The variables bound so far.
    pub fn bound(&self) -> &VarSet {
        &self.bound
    }

    /// The conditions and whether they are settled already.
    pub fn conditions(&self) -> impl Iterator<Item = (usize, &Condition, bool)> {
        self.conditions
            .iter()
            .enumerate()
            .map(|(number, condition)| (number, condition, condition.done))
    }

    /// May the relationship be walked now: are the property values it needs there (and for a shortest path, both
    /// ends)?
    pub fn may_walk<I: Imports + ?Sized>(&self, relationship: usize, imports: &I) -> bool {
        let pattern = &self.graph.pattern.relationships[relationship];
        let mut needs = VarSet::new();
        if pattern.length.is_some() || pattern.selector.is_some() {
            for (_, value) in &pattern.properties {
                expr_reads(value, imports, &mut needs);
            }
        }
        if pattern.selector.is_some() {
            needs.extend([self.node(pattern.left), self.node(pattern.right)]);
        }
        needs.is_subset(&self.bound)
    }

    /// Binds a node that is not bound yet, and tests what can be tested then.
    pub fn scan(&mut self, node: usize, scan: Scan) {
        let variable = self.node(node);
        self.find(variable, scan);
    }

    /// Binds a relationship that is not bound yet by an index, with both its ends, and tests what can be tested then.
    pub fn scan_relationship(&mut self, relationship: usize, scan: Scan) {
        let variable = self.graph.pattern.relationships[relationship].variable;
        self.find(variable, scan);
        self.look_at(relationship);
    }

    /// Binds what a scan finds.
    fn find(&mut self, found: VarId, scan: Scan) {
        let op = match scan {
            Scan::All => OpKind::AllNodes { node: found },
            Scan::Label(label) => {
                self.settle_label(found, &label);
                OpKind::LabelScan { node: found, label }
            }
            Scan::Seek {
                indexed,
                values,
                present,
                settles,
            } => {
                self.settle_index(found, &indexed, &settles);
                OpKind::IndexSeek {
                    found,
                    indexed,
                    values,
                    present,
                }
            }
            Scan::In {
                indexed,
                key,
                list,
                settles,
            } => {
                self.settle_index(found, &indexed, &[settles]);
                OpKind::IndexIn {
                    found,
                    indexed,
                    key,
                    list,
                }
            }
            Scan::Prefix {
                indexed,
                key,
                prefix,
                others,
                settles,
            } => {
                self.settle_index(found, &indexed, &settles);
                OpKind::IndexPrefix {
                    found,
                    indexed,
                    key,
                    prefix,
                    others,
                }
            }
            Scan::Range {
                indexed,
                key,
                lower,
                upper,
                others,
                settles,
            } => {
                self.settle_index(found, &indexed, &settles);
                OpKind::IndexRange {
                    found,
                    indexed,
                    key,
                    lower,
                    upper,
                    others,
                }
            }
        };
        self.ops.push(op.into());
        self.bound.insert(found);
        self.settle();
    }

    /// An index has tested these conditions, and its label.
    fn settle_index(&mut self, found: VarId, indexed: &Indexed, settles: &[usize]) {
        if let Indexed::Label(label) = indexed {
            self.settle_label(found, label);
        }
        for number in settles {
            self.conditions[*number].done = true;
        }
    }

    /// Walks a relationship that an index has found: looks at its type, direction and ends.
    fn look_at(&mut self, relationship: usize) {
        let hop = self.hop(relationship, true);
        let (from_bound, to_bound) = (self.bound.contains(hop.from), self.bound.contains(hop.to));
        self.walked.push(relationship);
        self.bound.extend([hop.from, hop.to]);
        let op = OpKind::BoundRelationship {
            hop,
            from_bound,
            to_bound,
        };
        self.ops.push(op.into());
        self.settle();
    }

    /// Walks a relationship from one of its ends, which must be bound, and tests what can be tested then.
    pub fn walk(&mut self, relationship: usize, from_left: bool) {
        let pattern = &self.graph.pattern.relationships[relationship];
        let hop = self.hop(relationship, from_left);
        let to_bound = self.bound.contains(hop.to);
        let from_bound = self.bound.contains(hop.from);
        self.walked.push(relationship);
        self.bound.extend([hop.from, hop.relationship, hop.to]);
        let properties = pattern.properties.clone();
        let op = match (pattern.selector, pattern.length) {
            (Some(selector), length) => {
                let (path, conditions) = self.during_search(relationship);
                OpKind::ShortestPath {
                    hop,
                    length: length.unwrap_or(crate::semantics::checked::Length {
                        min: 1,
                        max: Some(1),
                    }),
                    selector,
                    properties,
                    path,
                    conditions,
                }
            }
            (None, Some(length)) if pattern.bound => OpKind::BoundTrail {
                hop,
                length,
                into: to_bound,
                properties,
            },
            (None, Some(length)) => OpKind::VarExpand {
                hop,
                length,
                into: to_bound,
                properties,
                distinct_ends: false,
            },
            (None, None) if pattern.bound => OpKind::BoundRelationship {
                hop,
                from_bound,
                to_bound,
            },
            (None, None) if to_bound => OpKind::ExpandInto(hop),
            (None, None) => OpKind::Expand(hop),
        };
        self.ops.push(op.into());
        self.settle();
    }

    /// Ends the MATCH: binds the paths nobody asked for before and tests what is left.
    pub fn finish(mut self) -> Vec<Op> {
        self.when = When::Bound;
        self.settle();
        for path in 0..self.paths_bound.len() {
            self.bind_path(path);
        }
        self.settle();
        self.ops
    }

    fn node(&self, node: usize) -> VarId {
        self.graph.pattern.nodes[node].variable
    }

    fn hop(&self, relationship: usize, from_left: bool) -> Hop {
        let pattern = &self.graph.pattern.relationships[relationship];
        let (from, to, direction) = if from_left {
            (pattern.left, pattern.right, pattern.direction)
        } else {
            (pattern.right, pattern.left, pattern.direction.reversed())
        };
        let distinct_from = self
            .walked
            .iter()
            .filter(|earlier| self.graph.must_differ(**earlier, relationship))
            .map(|earlier| self.graph.pattern.relationships[*earlier].variable)
            .collect();
        Hop {
            from: self.node(from),
            relationship: pattern.variable,
            to: self.node(to),
            direction,
            types: pattern.types.clone(),
            distinct_from,
            reversed: !from_left,
            relationship_read: true,
        }
    }

    /// A node bound to null matches nothing. Labels, properties and walks see to that themselves; a lone bound node
    /// needs a test.
    fn refuse_null(&mut self) {
        for (number, node) in self.graph.pattern.nodes.iter().enumerate() {
            let walked = self
                .graph
                .pattern
                .relationships
                .iter()
                .any(|rel| rel.left == number || rel.right == number);
            if node.bound && !walked && node.labels.is_none() && node.properties.is_empty() {
                let operand = Expr::new(ExprKind::Variable(node.variable), Kind::Node, node.span);
                let test = ExprKind::IsNull {
                    operand: Box::new(operand),
                    negated: true,
                };
                self.ops
                    .push(OpKind::Filter(Expr::new(test, Kind::Boolean, node.span)).into());
            }
        }
    }

    /// Emits the conditions that can be tested now, and binds paths some of them need.
    fn settle(&mut self) {
        loop {
            for number in 0..self.conditions.len() {
                let condition = &self.conditions[number];
                let wait = condition.from_where && self.when == When::Last;
                if !condition.done && !wait && condition.reads.is_subset(&self.bound) {
                    let op = match &condition.test {
                        Test::Labels(node, labels) => OpKind::FilterLabels {
                            node: *node,
                            labels: labels.clone(),
                        },
                        Test::Expr(expr) => OpKind::Filter(expr.clone()),
                    };
                    self.conditions[number].done = true;
                    self.ops.push(op.into());
                }
            }
            let wanted = (0..self.paths_bound.len()).find(|path| self.path_is_wanted(*path));
            match wanted {
                Some(path) => self.bind_path(path),
                None => return,
            }
        }
    }

    /// Could the path be bound, and would that make a condition testable?
    fn path_is_wanted(&self, path: usize) -> bool {
        let pattern = &self.graph.pattern.paths[path];
        let Some(variable) = pattern.variable else {
            return false;
        };
        let ready = self.path_parts(path).all(|part| self.bound.contains(part));
        ready
            && !self.bound.contains(variable)
            && self.conditions.iter().any(|condition| {
                let wait = condition.from_where && self.when == When::Last;
                !condition.done && !wait && condition.reads.contains(variable)
            })
    }

    fn path_parts(&self, path: usize) -> impl Iterator<Item = VarId> + '_ {
        let pattern = &self.graph.pattern.paths[path];
        let nodes = pattern.nodes.iter().map(|node| self.node(*node));
        let relationships = pattern
            .relationships
            .iter()
            .map(|rel| self.graph.pattern.relationships[*rel].variable);
        nodes.chain(relationships)
    }

    fn bind_path(&mut self, path: usize) {
        let pattern = &self.graph.pattern.paths[path];
        let Some(variable) = pattern.variable else {
            return;
        };
        if !self.bound.insert(variable) {
            return;
        }
        let split = pattern.nodes.len();
        let parts: Vec<VarId> = self.path_parts(path).collect();
        let (nodes, relationships) = parts.split_at(split);
        let op = OpKind::BindPath {
            path: variable,
            nodes: nodes.to_vec(),
            relationships: relationships.to_vec(),
        };
        self.ops.push(op.into());
    }

    /// What holds during the search for a shortest path: conditions on its relationships, or on the path it is alone,
    /// that read nothing else but its ends and what was bound before this MATCH. Which those are does not depend on the
    /// order in which the MATCH is carried out, as the answer does on them. The path is bound by the search when a
    /// condition needs it.
    fn during_search(&mut self, relationship: usize) -> (Option<VarId>, Vec<Expr>) {
        let list = self.graph.pattern.relationships[relationship].variable;
        let path = self
            .graph
            .pattern
            .paths
            .iter()
            .find(|path| path.relationships == [relationship])
            .and_then(|path| path.variable);
        let mut known: VarSet = self.graph.bound.iter().copied().collect();
        let pattern = &self.graph.pattern.relationships[relationship];
        known.extend([self.node(pattern.left), list, self.node(pattern.right)]);
        known.extend(path);
        let mut conditions = Vec::new();
        let mut needs_path = false;
        for condition in &mut self.conditions {
            let of_path = path.is_some_and(|path| condition.reads.contains(path));
            let of_search = condition.reads.contains(list) || of_path;
            if let (false, true, Test::Expr(expr)) = (condition.done, of_search, &condition.test)
                && condition.reads.is_subset(&known)
            {
                conditions.push(expr.clone());
                condition.done = true;
                needs_path |= of_path;
            }
        }
        let path = path.filter(|_| needs_path);
        self.bound.extend(path);
        (path, conditions)
    }

    /// A scan by label has tested that label.
    fn settle_label(&mut self, variable: VarId, label: &Arc<str>) {
        for condition in &mut self.conditions {
            let Test::Labels(node, labels) = &mut condition.test else {
                continue;
            };
            if *node != variable || condition.done {
                continue;
            }
            match labels {
                LabelExpr::Label(own) if own == label => condition.done = true,
                LabelExpr::And(parts) => {
                    parts.retain(|part| !matches!(part, LabelExpr::Label(own) if own == label));
                    match parts.as_slice() {
                        [] => condition.done = true,
                        [single] => *labels = single.clone(),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }
}
