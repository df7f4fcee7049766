//! What is directly inside an expression. In: an expression. Out: its children, for passes that look everywhere.

use super::{
    Clause, Expr, ExprKind, MapProjectionItem, NodePattern, PathPattern, Projection, Properties,
    Query, RelationshipPattern, RemoveItem, SetItem, Subquery,
};

/// A part of an expression: another one, a pattern, or a whole query.
#[derive(Debug, Clone, Copy)]
pub enum Child<'a> {
    /// An operand.
    Expr(&'a Expr),
    /// A pattern.
    Pattern(&'a PathPattern),
    /// The query of a subquery.
    Query(&'a Query),
}

impl Expr {
    /// Calls `f` with each direct part, in the order written.
    pub fn for_each_child<'a>(&'a self, f: &mut impl FnMut(Child<'a>)) {
        let mut all = |exprs: &[&'a Expr]| exprs.iter().for_each(|expr| f(Child::Expr(expr)));
        match &self.kind {
            ExprKind::Literal(_)
            | ExprKind::Parameter(_)
            | ExprKind::Variable(_)
            | ExprKind::CountStar => {}
            ExprKind::Property {
                target: operand, ..
            }
            | ExprKind::Unary { operand, .. }
            | ExprKind::IsNull { operand, .. }
            | ExprKind::HasLabels { operand, .. } => all(&[operand]),
            ExprKind::Index {
                target: left,
                index: right,
            }
            | ExprKind::StringTest { left, right, .. }
            | ExprKind::In {
                element: left,
                list: right,
            } => all(&[left, right]),
            ExprKind::Slice { target, from, to } => {
                all(&[target]);
                from.iter().chain(to).for_each(|bound| all(&[bound]));
            }
            ExprKind::Binary { first, rest } => {
                all(&[first]);
                for (_, expr) in rest {
                    all(&[expr]);
                }
            }
            ExprKind::Comparison { first, rest } => {
                all(&[first]);
                for (_, expr) in rest {
                    all(&[expr]);
                }
            }
            ExprKind::And(exprs)
            | ExprKind::Or(exprs)
            | ExprKind::Xor(exprs)
            | ExprKind::List(exprs) => exprs.iter().for_each(|expr| all(&[expr])),
            ExprKind::Map(entries) => entries.iter().for_each(|(_, expr)| all(&[expr])),
            ExprKind::MapProjection { items, .. } => {
                for item in items {
                    if let MapProjectionItem::Entry(_, expr) = item {
                        all(&[expr]);
                    }
                }
            }
            ExprKind::Case(case) => {
                case.operand.iter().for_each(|expr| all(&[expr]));
                for alternative in &case.alternatives {
                    all(&[&alternative.when, &alternative.then]);
                }
                case.otherwise.iter().for_each(|expr| all(&[expr]));
            }
            ExprKind::FunctionCall(call) => call.args.iter().for_each(|expr| all(&[expr])),
            ExprKind::ListComprehension(comprehension) => {
                all(&[&comprehension.list]);
                let rest = comprehension
                    .predicate
                    .iter()
                    .chain(&comprehension.projection);
                rest.for_each(|expr| all(&[expr]));
            }
            ExprKind::PatternComprehension(comprehension) => {
                f(Child::Pattern(&comprehension.pattern));
                comprehension
                    .predicate
                    .iter()
                    .for_each(|expr| f(Child::Expr(expr)));
                f(Child::Expr(&comprehension.projection));
            }
            ExprKind::Quantifier(quantifier) => all(&[&quantifier.list, &quantifier.predicate]),
            ExprKind::Reduce(reduce) => all(&[&reduce.initial, &reduce.list, &reduce.body]),
            ExprKind::Pattern(pattern) => f(Child::Pattern(pattern)),
            ExprKind::Exists(subquery) | ExprKind::Count(subquery) => match subquery {
                Subquery::Pattern {
                    patterns,
                    predicate,
                } => {
                    for pattern in patterns {
                        f(Child::Pattern(pattern));
                    }
                    if let Some(expr) = predicate {
                        f(Child::Expr(expr));
                    }
                }
                Subquery::Query(query) => f(Child::Query(query)),
            },
        }
    }
}

impl PathPattern {
    /// Calls `f` with each expression written in the pattern.
    pub fn for_each_expr<'a>(&'a self, f: &mut impl FnMut(&'a Expr)) {
        self.start.for_each_expr(f);
        for (relationship, node) in &self.steps {
            relationship.for_each_expr(f);
            node.for_each_expr(f);
        }
    }
}

impl NodePattern {
    /// Calls `f` with each expression written in the node.
    pub fn for_each_expr<'a>(&'a self, f: &mut impl FnMut(&'a Expr)) {
        self.properties
            .iter()
            .for_each(|properties| properties.for_each_expr(f));
        self.predicate.iter().for_each(|expr| f(expr));
    }
}

impl RelationshipPattern {
    /// Calls `f` with each expression written in the relationship.
    pub fn for_each_expr<'a>(&'a self, f: &mut impl FnMut(&'a Expr)) {
        self.properties
            .iter()
            .for_each(|properties| properties.for_each_expr(f));
        self.predicate.iter().for_each(|expr| f(expr));
    }
}

impl Properties {
    fn for_each_expr<'a>(&'a self, f: &mut impl FnMut(&'a Expr)) {
        if let Self::Map { entries, .. } = self {
            for (_, expr) in entries {
                f(expr);
            }
        }
    }
}

impl Query {
    /// Calls `f` with each clause of each branch.
    pub fn for_each_clause<'a>(&'a self, f: &mut impl FnMut(&'a Clause)) {
        let rest = self.unions.iter().map(|union| &union.query);
        for query in std::iter::once(&self.first).chain(rest) {
            query.clauses.iter().for_each(&mut *f);
        }
    }
}

impl Clause {
    /// Calls `f` with each expression and pattern written directly in the clause.
    pub fn for_each_child<'a>(&'a self, f: &mut impl FnMut(Child<'a>)) {
        match self {
            Self::Match(clause) => {
                clause
                    .patterns
                    .iter()
                    .for_each(|pattern| f(Child::Pattern(pattern)));
                clause
                    .predicate
                    .iter()
                    .for_each(|expr| f(Child::Expr(expr)));
            }
            Self::Unwind(clause) => f(Child::Expr(&clause.list)),
            Self::With(clause) => {
                clause
                    .projection
                    .for_each_expr(&mut |expr| f(Child::Expr(expr)));
                clause
                    .predicate
                    .iter()
                    .for_each(|expr| f(Child::Expr(expr)));
            }
            Self::Return(clause) => {
                clause
                    .projection
                    .for_each_expr(&mut |expr| f(Child::Expr(expr)));
            }
            Self::Create(clause) => {
                clause
                    .patterns
                    .iter()
                    .for_each(|pattern| f(Child::Pattern(pattern)));
            }
            Self::Merge(clause) => {
                f(Child::Pattern(&clause.pattern));
                let items = clause.actions.iter().flat_map(|action| &action.items);
                items.for_each(|item| item.for_each_expr(&mut |expr| f(Child::Expr(expr))));
            }
            Self::Set(clause) => {
                for item in &clause.items {
                    item.for_each_expr(&mut |expr| f(Child::Expr(expr)));
                }
            }
            Self::Remove(clause) => {
                for item in &clause.items {
                    if let RemoveItem::Property { target, .. } = item {
                        f(Child::Expr(target));
                    }
                }
            }
            Self::Delete(clause) => clause.exprs.iter().for_each(|expr| f(Child::Expr(expr))),
            Self::Call(clause) => {
                clause
                    .args
                    .iter()
                    .flatten()
                    .for_each(|expr| f(Child::Expr(expr)));
                let predicate = clause.yields.iter().flat_map(|yields| &yields.predicate);
                predicate.for_each(|expr| f(Child::Expr(expr)));
            }
            Self::Show(clause) => clause.condition().for_each(|expr| f(Child::Expr(expr))),
            Self::Define(_) | Self::Undefine(_) => {}
        }
    }
}

impl Projection {
    fn for_each_expr<'a>(&'a self, f: &mut impl FnMut(&'a Expr)) {
        self.items.iter().for_each(|item| f(&item.expr));
        self.order_by.iter().for_each(|order| f(&order.expr));
        self.skip.iter().chain(&self.limit).for_each(f);
    }
}

impl SetItem {
    fn for_each_expr<'a>(&'a self, f: &mut impl FnMut(&'a Expr)) {
        match self {
            Self::Property { target, value, .. } => {
                f(target);
                f(value);
            }
            Self::Replace { value, .. } | Self::Extend { value, .. } => f(value),
            Self::Labels { .. } => {}
        }
    }
}
