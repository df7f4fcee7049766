//! Expressions over columns give what the scalar evaluator gives row by row.

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop, prop_oneof, proptest};

use crate::column::{Batch, Column};
use crate::exec::Context;
use crate::exec::eval::{self, scalar};
use crate::exec::runtime::{BatchRow, Runtime};
use crate::function::find_scalar;
use crate::graph::Graph;
use crate::semantics::checked::{
    ArithmeticOp, CompareOp, Expr, ExprKind, LabelExpr, StringOp, VarId,
};
use crate::source::Span;
use crate::value::{Kind, NodeId, Value};

fn expr(kind: ExprKind) -> Expr {
    Expr::new(kind, Kind::Any, Span::default())
}

fn variable(number: u32) -> Expr {
    expr(ExprKind::Variable(VarId(number)))
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Boolean),
        (-3_i64..4).prop_map(Value::Integer),
        Just(Value::Integer(i64::MAX)),
        prop_oneof![
            Just(0.0),
            Just(1.0),
            Just(-2.5),
            Just(f64::NAN),
            Just(f64::INFINITY)
        ]
        .prop_map(Value::Float),
        "[ab]{0,2}".prop_map(Value::from),
        (0_u32..4).prop_map(|id| Value::from(NodeId(id))),
        prop::collection::vec((0_i64..3).prop_map(Value::Integer), 0..3).prop_map(Value::list),
    ]
}

/// Rows of one column: of one type, or of several, with nulls.
fn column(rows: usize) -> impl Strategy<Value = Vec<Value>> {
    let with_nulls = |typed: proptest::strategy::BoxedStrategy<Value>| {
        prop::collection::vec(prop_oneof![4 => typed, 1 => Just(Value::Null)], rows)
    };
    prop_oneof![
        with_nulls((-3_i64..4).prop_map(Value::Integer).boxed()),
        with_nulls(any::<bool>().prop_map(Value::Boolean).boxed()),
        with_nulls(
            (-3_i32..4)
                .prop_map(|n| Value::Float(f64::from(n) / 2.0))
                .boxed()
        ),
        with_nulls("[ab]{0,2}".prop_map(Value::from).boxed()),
        with_nulls((0_u32..4).prop_map(|id| Value::from(NodeId(id))).boxed()),
        prop::collection::vec(value(), rows),
    ]
}

fn expression() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        3 => (0_u32..4).prop_map(variable),
        1 => value().prop_map(|value| Expr::literal(value, Span::default())),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let pair = (inner.clone(), inner.clone());
        let arithmetic = prop_oneof![
            Just(ArithmeticOp::Add),
            Just(ArithmeticOp::Subtract),
            Just(ArithmeticOp::Multiply),
            Just(ArithmeticOp::Divide),
            Just(ArithmeticOp::Modulo),
            Just(ArithmeticOp::Power),
            Just(ArithmeticOp::Concatenate),
        ];
        let comparison = prop_oneof![
            Just(CompareOp::Equal),
            Just(CompareOp::NotEqual),
            Just(CompareOp::Less),
            Just(CompareOp::LessOrEqual),
            Just(CompareOp::Greater),
            Just(CompareOp::GreaterOrEqual),
        ];
        let matching = prop_oneof![
            Just(StringOp::StartsWith),
            Just(StringOp::EndsWith),
            Just(StringOp::Contains),
        ];
        let label = prop_oneof![Just("A"), Just("B"), Just("Z")]
            .prop_map(|name| LabelExpr::Label(name.into()));
        let labels = prop_oneof![
            label.clone(),
            label.clone().prop_map(|label| LabelExpr::Not(label.into())),
            (label.clone(), label).prop_map(|(a, b)| LabelExpr::Or(vec![a, b])),
            Just(LabelExpr::Any),
        ];
        prop_oneof![
            (arithmetic, pair.clone()).prop_map(|(op, (a, b))| expr(ExprKind::Arithmetic {
                op,
                left: a.into(),
                right: b.into()
            })),
            (comparison, pair.clone()).prop_map(|(op, (a, b))| expr(ExprKind::Compare {
                op,
                left: a.into(),
                right: b.into()
            })),
            (matching, pair.clone()).prop_map(|(op, (a, b))| expr(ExprKind::StringMatch {
                op,
                left: a.into(),
                right: b.into()
            })),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|all| expr(ExprKind::And(all))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|all| expr(ExprKind::Or(all))),
            pair.clone()
                .prop_map(|(a, b)| expr(ExprKind::Xor(a.into(), b.into()))),
            inner.clone().prop_map(|a| expr(ExprKind::Not(a.into()))),
            inner.clone().prop_map(|a| expr(ExprKind::Negate(a.into()))),
            (inner.clone(), any::<bool>()).prop_map(|(a, negated)| expr(ExprKind::IsNull {
                operand: a.into(),
                negated
            })),
            inner.clone().prop_map(|subject| expr(ExprKind::Property {
                subject: subject.into(),
                key: "k".into()
            })),
            (inner.clone(), labels).prop_map(|(subject, labels)| expr(ExprKind::HasLabels {
                subject: subject.into(),
                labels
            })),
            inner.clone().prop_map(|node| expr(ExprKind::Function {
                function: find_scalar("labels").unwrap(),
                args: vec![node],
            })),
            (inner.clone(), prop::collection::vec(inner.clone(), 0..12)).prop_map(
                |(element, list)| {
                    expr(ExprKind::In {
                        element: element.into(),
                        list: expr(ExprKind::List(list)).into(),
                    })
                }
            ),
            pair.prop_map(|(subject, index)| expr(ExprKind::Index {
                subject: subject.into(),
                index: index.into()
            })),
            (
                prop::option::of(inner.clone()),
                prop::collection::vec((inner.clone(), inner.clone()), 1..3),
                prop::option::of(inner)
            )
                .prop_map(|(subject, branches, otherwise)| {
                    expr(ExprKind::Case {
                        subject: subject.map(Into::into),
                        branches,
                        otherwise: otherwise.map(Into::into),
                    })
                }),
        ]
    })
}

fn graph() -> Graph {
    let graph = Graph::new();
    let mut transaction = graph.begin();
    let fill = |transaction: &mut crate::graph::Transaction| {
        let (a, b) = (transaction.label("A")?, transaction.label("B")?);
        let key = transaction.key("k")?;
        transaction.create_node(&[a], &[(key, 1.into())])?;
        transaction.create_node(&[a, b], &[(key, 2.into())])?;
        transaction.create_node(&[], &[])?;
        transaction.create_node(&[b], &[(key, 3.into())])
    };
    fill(&mut transaction).unwrap();
    transaction.commit().unwrap();
    graph
}

/// Are the values of an expression over columns those of each row, and is it so with errors?
fn check(expression: &Expr, columns: Vec<Vec<Value>>) {
    let context = Context::reading(graph().version());
    let run = Runtime {
        context: &context,
        subplans: &[],
    };
    let surroundings = run.surroundings();
    let mut batch = Batch::empty(columns[0].len());
    for (at, values) in columns.into_iter().enumerate() {
        batch.set(at, Column::from_values(values));
    }
    let by_row: Result<Vec<Value>, _> = (0..batch.rows())
        .map(|row| {
            let row = BatchRow { batch: &batch, row };
            scalar::eval(expression, &row, &surroundings)
        })
        .collect();
    match (eval::evaluate(expression, &batch, &surroundings), by_row) {
        (Ok(column), Ok(rows)) => {
            for (row, value) in rows.iter().enumerate() {
                assert_eq!(
                    format!("{:?}", column.get(row)),
                    format!("{value:?}"),
                    "{expression:?}"
                );
            }
            if let Ok(selected) = eval::select(expression, &batch, &surroundings) {
                let selected = selected.unwrap_or_else(|| (0..batch.rows() as u32).collect());
                let expected: Vec<u32> = rows
                    .iter()
                    .enumerate()
                    .filter(|(_, value)| matches!(value, Value::Boolean(true)))
                    .map(|(row, _)| row as u32)
                    .collect();
                assert_eq!(selected, expected, "{expression:?}");
            }
        }
        // Which row fails first may differ.
        (Err(_), Err(_)) => {}
        (columns, rows) => panic!("{expression:?}\ncolumns {columns:?}\nrows {rows:?}"),
    }
}

/// Comparisons of a variable with an integer, mostly of the same one.
fn bin() -> impl Strategy<Value = Expr> {
    let sides = (prop_oneof![9 => Just(0_u32), 1 => Just(1)], -4_i64..5);
    let op = prop_oneof![
        4 => Just(CompareOp::Less),
        2 => Just(CompareOp::LessOrEqual),
        2 => Just(CompareOp::Greater),
        2 => Just(CompareOp::GreaterOrEqual),
        2 => Just(CompareOp::Equal),
        1 => Just(CompareOp::NotEqual),
    ];
    (op, sides, any::<bool>()).prop_map(|(op, (number, other), turned)| {
        let sides = [
            variable(number),
            Expr::literal(Value::Integer(other), Span::default()),
        ];
        let [left, right] = sides.map(Into::into);
        let (left, right) = if turned { (right, left) } else { (left, right) };
        expr(ExprKind::Compare { op, left, right })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn columns_agree_with_rows(
        expression in expression(),
        columns in (1_usize..40).prop_flat_map(|rows| prop::collection::vec(column(rows), 4)),
    ) {
        check(&expression, columns);
    }

    #[test]
    fn bins_agree_with_rows(
        branches in prop::collection::vec((bin(), -9_i64..9), 1..6),
        otherwise in prop::option::of(value()),
        rows in prop::collection::vec((-5_i64..6, -5_i64..6), 2..40),
        hole in prop::option::of(0_usize..40),
    ) {
        let literal = |value: Value| Expr::literal(value, Span::default());
        let branches = branches.into_iter().map(|(when, then)| (when, literal(then.into())));
        let expression = expr(ExprKind::Case {
            subject: None,
            branches: branches.collect(),
            otherwise: otherwise.map(|value| literal(value).into()),
        });
        let (one, two): (Vec<Value>, Vec<Value>) = rows.into_iter().map(|(a, b)| (a.into(), b.into())).unzip();
        let mut columns = vec![one, two];
        if let Some(value) = hole.and_then(|hole| columns[0].get_mut(hole)) {
            *value = Value::Null;
        }
        check(&expression, columns);
    }
}
