//! Neighbour lists of only what a view lets through.
//!
//! In: the lists of a version, bits of what can be seen. Out: the same lists without the rest. Where nothing is hidden
//! they are shared with the version; where little is, only the lists that differ are held; else they are laid out anew.

use std::sync::Arc;

use super::Visible;
use crate::graph::adjacency::Adjacency;
use crate::graph::adjacency::csr::Csr;
use crate::graph::id::{Direction, TypeId};
use crate::graph::version::Version;

/// Lists are laid out anew when more than one in so many relationships may be hidden.
const FEW: usize = 32;

/// The lists of a type and direction without what cannot be seen.
pub(super) fn visible(
    visible: &Visible,
    version: &Version,
    ty: TypeId,
    direction: Direction,
) -> Adjacency {
    let Some(all) = version.adjacency(ty, direction) else {
        return Adjacency::default();
    };
    let relationships = version.type_count(ty);
    let hidden = hidden(visible, version, ty);
    if hidden == 0 {
        return all.clone();
    }
    let bits = Filled::new(visible, version, ty);
    if hidden <= relationships / FEW {
        few(all, &bits)
    } else {
        anew(all, &bits, relationships)
    }
}

/// How many relationships can be seen together with both ends.
pub(super) fn count(visible: &Visible, version: &Version, ty: TypeId) -> usize {
    let Some(all) = version.adjacency(ty, Direction::Outgoing) else {
        return 0;
    };
    if hidden(visible, version, ty) == 0 {
        return version.type_count(ty);
    }
    let bits = Filled::new(visible, version, ty);
    let nodes = (0..all.bound()).filter(|&node| bits.node(node));
    nodes
        .map(|node| {
            let list = all.neighbors(node).iter();
            list.filter(|&(other, slot)| bits.hop(other, slot)).count()
        })
        .sum()
}

/// About how many relationships are hidden: those that are hidden themselves, and for each hidden node as many as a node
/// has on average. Zero only when nothing is.
fn hidden(visible: &Visible, version: &Version, ty: TypeId) -> usize {
    let ones = |there: u64, seen: u64| (there & !seen).count_ones() as usize;
    let nodes: usize = (0..version.id_bound().div_ceil(64))
        .map(|at| ones(version.node_word(None, at), visible.node_word(version, at)))
        .sum();
    let slots: usize = (0..version.slot_bound(ty).div_ceil(64))
        .map(|at| {
            let there = version.slots(ty).map_or(0, |slots| slots.word(at));
            ones(there, visible.slot_word(version, ty, at))
        })
        .sum();
    let average = version.type_count(ty).div_ceil(version.node_count().max(1));
    slots + nodes * average.max(1)
}

/// All bits of nodes and slots, found.
struct Filled {
    nodes: Vec<u64>,
    slots: Vec<u64>,
}

impl Filled {
    fn new(visible: &Visible, version: &Version, ty: TypeId) -> Self {
        let nodes = 0..version.id_bound().div_ceil(64);
        let slots = 0..version.slot_bound(ty).div_ceil(64);
        Self {
            nodes: nodes.map(|at| visible.node_word(version, at)).collect(),
            slots: slots.map(|at| visible.slot_word(version, ty, at)).collect(),
        }
    }
    #[inline]
    fn node(&self, node: u32) -> bool {
        bit(&self.nodes, node) == 1
    }
    #[inline]
    fn hop(&self, other: u32, slot: u32) -> bool {
        bit(&self.nodes, other) & bit(&self.slots, slot) == 1
    }
}

#[inline]
fn bit(words: &[u64], id: u32) -> u64 {
    words
        .get(id as usize / 64)
        .map_or(0, |word| word >> (id % 64) & 1)
}

/// Shares what does not differ.
fn few(all: &Adjacency, bits: &Filled) -> Adjacency {
    let mut lists = all.clone();
    for node in 0..all.bound() {
        let list = all.neighbors(node);
        let sees = bits.node(node);
        if list.is_empty() || sees && list.iter().all(|(other, slot)| bits.hop(other, slot)) {
            continue;
        }
        let seen = list
            .iter()
            .filter(|&(other, slot)| sees && bits.hop(other, slot));
        let (mut nodes, slots): (Vec<u32>, Vec<u32>) = seen.unzip();
        nodes.extend(slots);
        lists.replace(node, Arc::from(nodes));
    }
    lists
}

/// Lays all lists out anew.
fn anew(all: &Adjacency, bits: &Filled, most: usize) -> Adjacency {
    let mut offsets = Vec::with_capacity(all.bound() as usize + 1);
    let (mut nodes, mut slots) = (vec![0; most], vec![0; most]);
    let mut end = 0;
    offsets.push(0);
    for node in 0..all.bound() {
        if bits.node(node) {
            for (other, slot) in all.neighbors(node).iter() {
                // Written always and kept by moving on: no branch to guess wrong.
                (nodes[end], slots[end]) = (other, slot);
                end += usize::from(bits.hop(other, slot));
            }
        }
        offsets.push(end as u32);
    }
    for list in [&mut nodes, &mut slots] {
        list.truncate(end);
        list.shrink_to_fit();
    }
    Adjacency::new(Csr::new(offsets, nodes, Some(slots)))
}
