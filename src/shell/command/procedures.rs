//! `:procedures`: list procedures. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, no_argument, show};

pub(super) const COMMAND: Command = Command {
    name: "procedures",
    aliases: &["procedure"],
    usage: "",
    about: "list procedures",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    let procedures = console.session.database().procedures();
    let rows = procedures
        .iter()
        .map(|procedure| {
            let fields = |fields: &[crate::procedure::ProcedureField]| {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|field| format!("{} :: {}", field.name, field.ty))
                    .collect();
                fields.join(", ")
            };
            vec![
                procedure.name.as_ref().into(),
                fields(&procedure.inputs).into(),
                fields(&procedure.outputs).into(),
            ]
        })
        .collect();
    show(console, &["procedure", "takes", "yields"], rows)
}
