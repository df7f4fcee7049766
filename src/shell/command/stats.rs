//! `:stats`: count what the graph holds. Knows nothing of other commands.

use super::{Argument, Command, Console, Next, Result, no_argument, note_whole_graph, show};

pub(super) const COMMAND: Command = Command {
    name: "stats",
    aliases: &[],
    usage: "",
    about: "count what the graph holds",
    more: "All of the graph is counted, whatever view is set.",
    argument: Argument::None,
    run,
};

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    no_argument(&COMMAND, rest)?;
    note_whole_graph(console)?;
    let version = console.session.version();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
    let labels = version
        .all_labels()
        .filter(|(label, _)| version.label_count(*label) > 0);
    let rows = vec![
        vec!["nodes".into(), count(version.node_count())],
        vec!["relationships".into(), count(version.relationship_count())],
        vec!["labels".into(), count(labels.count())],
        vec![
            "relationship types".into(),
            count(version.types_with_edges().count()),
        ],
        vec!["property keys".into(), count(version.all_keys().len())],
        vec!["bytes of topology".into(), count(version.topology_bytes())],
        vec![
            "bytes of properties".into(),
            count(version.property_bytes()),
        ],
        vec!["bytes of indexes".into(), count(version.index_bytes())],
    ];
    show(console, &["what", "count"], rows)
}
