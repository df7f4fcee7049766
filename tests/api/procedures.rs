//! Procedures of the embedding program.

use std::sync::Arc;

use quipu::procedure::{Procedure, ProcedureField, ProcedureType};
use quipu::{Database, Value};

use super::ask;

fn twice() -> Procedure {
    let field = |name: &str| ProcedureField {
        name: name.into(),
        ty: ProcedureType::parse("INTEGER?").unwrap(),
    };
    Procedure {
        name: "my.twice".into(),
        inputs: vec![field("number")],
        outputs: vec![field("result")],
        body: Arc::new(|inputs: &[Value]| match inputs {
            [Value::Integer(number)] => Ok(vec![vec![(number * 2).into()]]),
            _ => Ok(Vec::new()),
        }),
    }
}

#[test]
fn registered_procedures_are_called() {
    let database = Database::new();
    let mut session = database.session();
    let text = "UNWIND [1, 2] AS n CALL my.twice(n) YIELD result RETURN result";
    assert_eq!(ask(&mut session, text), "ProcedureNotFound");
    database.register_procedure(twice());
    assert_eq!(ask(&mut session, text), "2;4");
    assert_eq!(ask(&mut session, "CALL my.twice(3)"), "6");
    assert_eq!(
        ask(&mut session, "CALL my.twice('x')"),
        "InvalidArgumentType"
    );
}
