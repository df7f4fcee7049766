//! The names that can be completed: those of the graph as it is now, of functions, procedures, parameters, commands.
//!
//! In: a version of the graph and the rest of the session's names. Out: sorted lists. Knows nothing of the cursor.

use crate::function;
use crate::graph::Version;
use crate::procedure::Registry;
use crate::value::Map;

/// The names that can be completed.
#[derive(Debug, Clone, Default)]
pub(in crate::shell) struct Catalog {
    pub(super) labels: Vec<String>,
    pub(super) types: Vec<String>,
    pub(super) keys: Vec<String>,
    pub(super) functions: Vec<String>,
    pub(super) procedures: Vec<String>,
    pub(super) parameters: Vec<String>,
}

impl Catalog {
    /// All names of a session. O(names).
    pub(in crate::shell) fn new(
        version: &Version,
        procedures: &Registry,
        parameters: &Map,
    ) -> Self {
        let functions = function::scalars()
            .map(|function| function.name)
            .chain(function::aggregates().map(|function| function.name));
        let labels = version
            .all_labels()
            .filter(|(label, _)| version.label_count(*label) > 0);
        let types = version.types_with_edges().map(|ty| version.type_name(ty));
        let mut catalog = Self {
            labels: labels.map(|(_, name)| name.to_string()).collect(),
            types: types.map(ToString::to_string).collect(),
            keys: version
                .all_keys()
                .map(|(_, name)| name.to_string())
                .collect(),
            functions: functions.map(str::to_owned).collect(),
            procedures: procedures
                .iter()
                .map(|found| found.name.to_string())
                .collect(),
            parameters: parameters.keys().map(ToString::to_string).collect(),
        };
        for list in [
            &mut catalog.labels,
            &mut catalog.types,
            &mut catalog.keys,
            &mut catalog.functions,
            &mut catalog.procedures,
            &mut catalog.parameters,
        ] {
            list.sort();
            list.dedup();
        }
        catalog
    }
}
