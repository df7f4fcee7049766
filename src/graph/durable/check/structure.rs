//! Does a version agree with itself?
//!
//! In: a version. Out: a sentence for everything in it that contradicts something else in it. O(everything).

use crate::diagnostic::Interrupt;
use crate::graph::bits::Bits;
use crate::graph::column::PropertySet;
use crate::graph::constraint::Element;
use crate::graph::id::{Direction, TypeId};
use crate::graph::index::key;
use crate::graph::relationships::RelTable;
use crate::graph::version::Version;
use crate::value::{NodeId, RelId};

/// Says what is wrong with a version, a sentence at a time.
pub(super) fn check(version: &Version, note: &mut dyn FnMut(String)) {
    let live = version.nodes.live();
    for (label, bits) in version.nodes.all_labels() {
        if let Some(node) = bits.iter().find(|&node| !live.contains(node)) {
            let name = version.label_name(label);
            note(format!(
                "label {name} is on node {node}, which does not exist"
            ));
        }
    }
    check_properties(&version.nodes.properties, live, "node", note);
    for (ty, table) in version.tables.iter() {
        check_table(version, TypeId(ty as u16), table, note);
    }
    let count: usize = version.tables.iter().map(|(_, table)| table.len()).sum();
    if count != version.relationship_count() {
        let said = version.relationship_count();
        note(format!(
            "{said} relationships are counted and there are {count}"
        ));
    }
    check_indexes(version, note);
    for constraint in version.catalog().constraints() {
        let found = version.violations(constraint, 3, &Interrupt::default());
        let (problems, _) = found.unwrap_or_default();
        for problem in problems {
            let name = &constraint.name;
            note(format!("the constraint {name} is broken: {problem}"));
        }
    }
}

fn check_properties(
    properties: &PropertySet,
    live: &Bits,
    what: &str,
    note: &mut dyn FnMut(String),
) {
    for (key, column) in properties.columns() {
        let strange = column.iter().find(|(id, _)| !live.contains(*id));
        if let Some((id, _)) = strange {
            let key = key.0;
            note(format!(
                "property {key} is on {what} {id}, which does not exist"
            ));
        }
        let count = column.iter().count();
        if count != column.len() {
            let said = column.len();
            note(format!(
                "property {} of each {what} counts {said} values and has {count}",
                key.0
            ));
        }
    }
}

fn check_table(version: &Version, ty: TypeId, table: &RelTable, note: &mut dyn FnMut(String)) {
    let name = version.type_name(ty);
    let mut ends = vec![None; table.bound() as usize];
    let mut listed = [0; 2];
    for direction in [Direction::Outgoing, Direction::Incoming] {
        let lists = table.adjacency(direction);
        for node in 0..lists.bound() {
            let list = lists.neighbors(node);
            if !list.is_empty() && !version.is_live(NodeId(node)) {
                note(format!(
                    "a {name} hangs on node {node}, which does not exist"
                ));
            }
            let mut before = None;
            for (neighbor, slot) in list.iter() {
                if before.is_some_and(|before| before >= (neighbor, slot)) {
                    note(format!("the {name} list of node {node} is not in order"));
                }
                before = Some((neighbor, slot));
                if !table.is_live(slot) {
                    note(format!("{name} {slot} is listed and does not exist"));
                }
                if !version.is_live(NodeId(neighbor)) {
                    note(format!(
                        "{name} {slot} leads to node {neighbor}, which does not exist"
                    ));
                }
                let Some(known) = ends.get_mut(slot as usize) else {
                    note(format!("{name} {slot} is beyond the last slot"));
                    continue;
                };
                match direction {
                    Direction::Outgoing => {
                        listed[0] += 1;
                        if known.replace((node, neighbor)).is_some() {
                            note(format!("{name} {slot} is listed twice"));
                        }
                    }
                    Direction::Incoming => {
                        listed[1] += 1;
                        if *known != Some((neighbor, node)) {
                            note(format!("{name} {slot} comes from elsewhere than it goes"));
                        }
                    }
                }
            }
        }
    }
    if listed != [table.len(); 2] {
        let [out, inn] = listed;
        let count = table.len();
        note(format!(
            "{count} relationships {name} exist, {out} go out and {inn} come in"
        ));
    }
    for slot in table.live().iter() {
        let id = RelId { ty: ty.0, slot };
        let found = version.endpoints(id).map(|(from, to)| (from.0, to.0));
        if found.is_none() || ends.get(slot as usize).copied().flatten() != found {
            note(format!(
                "the ends of {name} {slot} are not those of its lists"
            ));
        }
    }
    check_properties(&table.properties, table.live(), name, note);
}

fn check_indexes(version: &Version, note: &mut dyn FnMut(String)) {
    for definition in version.catalog().iter() {
        let Some(index) = version.index_of(definition) else {
            if definition.has_index() {
                note(format!("{} has no index", definition.name));
            }
            continue;
        };
        let name = format!("the index {}", definition.name);
        let value = |id: u32| version.entry_of(Element::of(index.subject(), id), index.keys());
        let mut found = index.all();
        found.sort_unstable();
        let subjects = version.subjects(index.subject());
        let with = subjects.filter(|&id| !value(id).is_null());
        if !with.eq(found.iter().copied()) || found.len() != index.len() {
            note(format!("{name} does not hold what it should"));
        }
        // Each value once, with all its nodes.
        let mut entries: Vec<_> = found.iter().map(|&node| (value(node), node)).collect();
        entries.retain(|(value, _)| key::kind(value).is_some());
        entries.sort_by(|a, b| key::compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
        let lost = entries
            .chunk_by(|a, b| key::compare(&a.0, &b.0).is_eq())
            .find(|group| {
                let nodes = group.iter().map(|(_, node)| *node);
                !nodes.eq(index.equal(&group[0].0))
            });
        if let Some(group) = lost {
            let id = group[0].1;
            note(format!("{name} does not find {id} by its value"));
        }
    }
}
