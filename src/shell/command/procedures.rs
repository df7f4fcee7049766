//! `:procedures`: list procedures. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, show};
use crate::procedure::ProcedureField;

pub(super) const COMMAND: Command = Command {
    name: "procedures",
    aliases: &["procedure"],
    usage: "[TEXT]",
    about: "list procedures, or those whose name holds a text",
    more: "",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let procedures = console.session.database().procedures();
    let wanted = rest.to_lowercase();
    let found = procedures
        .iter()
        .filter(|procedure| procedure.name.to_lowercase().contains(&wanted));
    let rows: Vec<_> = found
        .map(|procedure| {
            vec![
                procedure.name.as_ref().into(),
                fields(&procedure.inputs).into(),
                fields(&procedure.outputs).into(),
            ]
        })
        .collect();
    if rows.is_empty() {
        console.note("there are no such procedures")?;
        return Ok(Next::GoOn);
    }
    show(console, &["procedure", "takes", "yields"], rows)
}

fn fields(fields: &[ProcedureField]) -> String {
    let one = |field: &ProcedureField| format!("{} :: {}", field.name, field.ty);
    fields.iter().map(one).collect::<Vec<_>>().join(", ")
}
