//! References to sources, and the `:Source` nodes they point to.
//!
//! In: values of `source`, a version. Out: references, keys, nodes. Knows nothing of views.

use std::sync::Arc;

use crate::graph::bits::Bits;
use crate::graph::version::Version;
use crate::value::{NodeId, Value};

/// The references in a value of `source`: those of a list, or a lone one. An empty text is none.
pub fn references(source: &Value) -> impl Iterator<Item = &str> {
    let items = match source {
        Value::List(items) => items,
        single => std::slice::from_ref(single),
    };
    items.iter().filter_map(|item| match item {
        Value::String(reference) if !reference.is_empty() => Some(reference.as_ref()),
        _ => None,
    })
}

/// The key of the source in a reference: what stands before `#`.
pub fn key_of(reference: &str) -> &str {
    reference.split_once('#').map_or(reference, |(key, _)| key)
}

/// The `:Source` nodes of a version with their keys, in the order of their ids.
pub fn sources(version: &Version) -> impl Iterator<Item = (NodeId, Arc<str>)> + '_ {
    let label = version.label_id("Source");
    let keys = version
        .key_id("key")
        .and_then(|key| version.node_column(key));
    let nodes = label.and_then(|label| version.label_bits(label));
    nodes
        .into_iter()
        .flat_map(Bits::iter)
        .filter_map(move |id| match keys?.get(id) {
            Value::String(key) => Some((NodeId(id), key)),
            _ => None,
        })
}
