//! `:schema`: show labels, how they are connected, and their properties. Knows nothing of other commands.

use std::io::Write;

use super::{Argument, Command, Console, Next, Result, no_argument, note_whole_graph, show};
use crate::shell::graph_summary::{self, keys_text, label_text};
use crate::value::Value;

pub(super) const COMMAND: Command = Command {
    name: "schema",
    aliases: &["tables"],
    usage: "",
    about: "show labels, relationships, properties, indexes, constraints",
    more: "Counts are exact and of the whole graph, whatever view is set; properties come from the first 10,000 nodes or relationships of each name. SHOW INDEXES and \
           SHOW CONSTRAINTS tell more of these.",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    note_whole_graph(console)?;
    let version = console.session.version();
    let mut rows = Vec::new();
    let mut add = |what: String, count: usize, keys: String| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        rows.push(vec![what.into(), Value::Integer(count), keys.into()]);
    };
    for label in graph_summary::labels(&version) {
        let labels: Vec<_> = label.label.into_iter().collect();
        let what = format!("({})", label_text(&labels));
        add(what, label.nodes, keys_text(&label.keys));
    }
    for pattern in graph_summary::patterns(&version) {
        let keys = version
            .type_id(&pattern.ty)
            .map(|ty| graph_summary::keys_of_type(&version, ty));
        let keys = keys.map_or(String::new(), |keys| keys_text(&keys));
        add(pattern.text(), pattern.relationships, keys);
    }
    for (what, count, keys) in graph_summary::definitions(&version) {
        add(what, count, keys);
    }
    if rows.is_empty() {
        console.note("the graph is empty")?;
        console.out.flush()?;
        return Ok(Next::GoOn);
    }
    show(console, &["what", "count", "properties"], rows)
}
