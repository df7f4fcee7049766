//! Looking ahead: what is cited lies all over the memory, and looking for many things at once takes little longer than
//! looking for one.
//!
//! In: what some rows cite. Out: nothing, but what they hold is at hand soon. Each step is taken for all of them before the
//! next one, so that no look waits for what an earlier one finds. Knows nothing of rows.

use smallvec::SmallVec;

use super::facts::Facts;
use super::group::Cited;
use crate::function::Witness;
use crate::graph::TypeId;
use crate::value::{RelId, Value};

/// What is looked at of a witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The first text of its sources.
    Texts,
    /// All it holds.
    All,
}

/// As many things as a group mostly cites take no room of their own.
type Many<T> = SmallVec<[T; 256]>;

/// Relationships of a type with no more slots between them lie beside each other.
const NEAR: u32 = 8;

/// Reads something of all that is cited, but for what the row before each cites too.
pub(super) fn look(facts: &Facts, all: &[Cited], what: What) {
    let new = all.iter().filter(|cited| !cited.at_hand);
    let sources = new.filter_map(|cited| facts.held(cited.witness));
    let sources: Many<&Value> = sources.collect();
    let mut touched = 0;
    let firsts = sources.into_iter().filter_map(first);
    for name in firsts.collect::<Many<&Value>>() {
        if let Value::String(name) = name {
            touched ^= usize::from(name.as_bytes().first().copied().unwrap_or_default());
        }
    }
    if what == What::All {
        touched ^= look_through(facts, all);
    }
    std::hint::black_box(touched);
}

fn first(source: &Value) -> Option<&Value> {
    match source {
        Value::List(names) => names.first(),
        _ => None,
    }
}

/// Reads something of all properties. What lies beside that of the last one will be at hand by itself.
fn look_through(facts: &Facts, all: &[Cited]) -> usize {
    let (mut nodes, mut relationships) = (Many::<u32>::new(), Many::<RelId>::new());
    let mut last = RelId { ty: 0, slot: 0 };
    for cited in all.iter().filter(|cited| !cited.at_hand) {
        match cited.witness {
            Witness::Node(node) => nodes.push(node.0),
            Witness::Relationship(id) => {
                if id.ty != last.ty || id.slot.abs_diff(last.slot) > NEAR {
                    relationships.push(id);
                }
                last = id;
            }
        }
    }
    let mut touched = facts.version.touch_nodes(&nodes);
    relationships.sort_unstable_by_key(|id| id.ty);
    for same in relationships.chunk_by(|one, other| one.ty == other.ty) {
        let slots: Many<u32> = same.iter().map(|id| id.slot).collect();
        touched ^= facts
            .version
            .touch_relationships(TypeId(same[0].ty), &slots);
    }
    touched
}
