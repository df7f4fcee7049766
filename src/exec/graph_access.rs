//! The one door through which operators and expressions read nodes and relationships.
//!
//! In: a version of the graph and, for views in time, what of it is visible. Out: scans and neighbour lists by name of
//! type and direction of pattern. Knows nothing of rows.

use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use crate::column::Column;
use crate::graph::view::Visible;
use crate::graph::{self, Adjacency, LabelId, Neighbors, Slope, TypeId, Version};
use crate::semantics::checked;
use crate::value::{NodeId, RelId};

/// The graph as a statement sees it at one moment.
pub struct View {
    version: Arc<Version>,
    visibility: Option<Arc<Visible>>,
}

impl View {
    /// Everything in `version` that `visibility` lets through; all of it without one.
    pub fn new(version: Arc<Version>, visibility: Option<Arc<Visible>>) -> Self {
        Self {
            version,
            visibility,
        }
    }
    /// The version beneath: names, properties, labels. Nodes and relationships are to be found through the view.
    #[inline]
    pub fn version(&self) -> &Arc<Version> {
        &self.version
    }
    /// What of the version is visible; `None` for all of it.
    #[inline]
    pub fn visible(&self) -> Option<&Visible> {
        self.visibility.as_deref()
    }
    /// Appends the visible nodes with ids in `range`, and with `label` when one is given, ascending.
    pub fn nodes_in(&self, range: Range<u32>, label: Option<LabelId>, ids: &mut Vec<u32>) {
        match &self.visibility {
            None => self.version.nodes_in(range, label, ids),
            Some(visible) => visible.nodes_in(&self.version, range, label, ids),
        }
    }
    /// Is the node there and visible?
    pub fn sees_node(&self, node: NodeId) -> bool {
        self.version.is_live(node)
            && self
                .visibility
                .as_ref()
                .is_none_or(|visibility| visibility.node(&self.version, node))
    }
    /// Is the relationship there and visible, with both its ends? O(log nodes).
    pub fn sees_relationship(&self, relationship: RelId) -> bool {
        let ends = self.version.endpoints(relationship);
        ends.is_some_and(|(start, end)| {
            self.visibility.as_ref().is_none_or(|visibility| {
                visibility.node(&self.version, start) && self.sees_hop(relationship, end)
            })
        })
    }
    /// Is the relationship, found in a neighbour list of a visible node, visible together with its other end?
    #[inline]
    fn sees_hop(&self, relationship: RelId, other: NodeId) -> bool {
        self.visibility.as_ref().is_none_or(|visibility| {
            visibility.node(&self.version, other)
                && visibility.relationship(&self.version, relationship)
        })
    }
    /// The neighbour lists a relationship pattern runs over.
    pub fn hops(&self, types: &[Arc<str>], direction: checked::Direction) -> Hops<'_> {
        Hops::new(self, types, direction, false)
    }
    /// The same, with only what is visible in the lists, at any price: for searches that may look at everything.
    pub fn seen_hops(&self, types: &[Arc<str>], direction: checked::Direction) -> Hops<'_> {
        Hops::new(self, types, direction, true)
    }
}

/// How many rows are looked at to tell whether nodes lie all over; of fewer it does not matter.
const LOOKED_AT: usize = 64;
/// How far apart the places of nodes are whose lists begin near each other.
const NEAR: u32 = 64;

/// The neighbour lists of the types and directions of one relationship pattern.
pub struct Hops<'v> {
    view: &'v View,
    sides: Vec<Side<'v>>,
}

/// One type in one direction.
#[derive(Clone, Copy)]
pub struct Side<'v> {
    ty: TypeId,
    /// Only what is visible, unless `screened`.
    all: &'v Adjacency,
    /// The view, where it has no lists of its own yet, so that each relationship is to be asked for.
    screened: Option<&'v View>,
    /// Is a relationship walked from its start to its end?
    forward: bool,
    /// Are relationships from a node to itself left out, as the other direction has them?
    skip_loops: bool,
}

impl<'v> Side<'v> {
    /// The type.
    pub fn ty(&self) -> TypeId {
        self.ty
    }
    /// Is a relationship walked from its start to its end?
    pub fn forward(&self) -> bool {
        self.forward
    }
    /// The list of a node, with relationships to itself even where they do not count, and with ones that are not
    /// visible unless the lists [are seen](Self::is_seen).
    #[inline]
    pub fn list(&self, node: NodeId) -> Neighbors<'v> {
        let list = self.all.neighbors(node.0);
        if let Some(visible) = self.screened.and_then(View::visible) {
            visible.looked_at(self.ty, list.len());
        }
        list
    }
    /// Is everything in the lists visible?
    #[inline]
    pub fn is_seen(&self) -> bool {
        self.screened.is_none()
    }
    /// Is this relationship from a list visible, together with its other end?
    #[inline]
    pub fn sees(&self, relationship: RelId, other: NodeId) -> bool {
        self.screened
            .is_none_or(|view| view.sees_hop(relationship, other))
    }
    /// Puts those of some places of a list first in `seen` whose relationships are visible, together with their other ends;
    /// how many they are. No more places than `seen` has.
    pub fn seen_places(
        &self,
        list: Neighbors<'v>,
        places: Range<usize>,
        seen: &mut [u32],
    ) -> usize {
        let Some((view, visible)) = self.screened.and_then(|view| Some((view, view.visible()?)))
        else {
            let all = places.len();
            for (seen, place) in seen.iter_mut().zip(places) {
                *seen = place as u32;
            }
            return all;
        };
        let version = view.version();
        let mut len = 0;
        for place in places {
            let node = visible.node(version, NodeId(list.nodes[place]));
            let itself = visible.relationship(version, self.relationship(list.slot(place)));
            // Written always and kept by moving on: no branch to guess wrong, so that many look-ups are under way at once.
            seen[len] = place as u32;
            len += usize::from(node & itself);
        }
        len
    }
    /// Does the other end count for this node?
    #[inline]
    pub fn counts(&self, node: NodeId, other: u32) -> bool {
        !(self.skip_loops && other == node.0)
    }
    /// Has no list more than one entry, but for those that were changed?
    #[inline]
    pub fn has_at_most_one(&self) -> bool {
        self.all.has_at_most_one()
    }
    /// Do all entries of all lists count?
    #[inline]
    pub fn counts_all(&self) -> bool {
        !self.skip_loops
    }
    /// The id of the relationship in a slot.
    #[inline]
    pub fn relationship(&self, slot: u32) -> RelId {
        RelId {
            ty: self.ty.0,
            slot,
        }
    }
}

/// The neighbour lists of the nodes of many rows.
pub struct Lists<'v> {
    /// How many lists a row has.
    sides: usize,
    lists: Vec<&'v [u32]>,
}

impl<'v> Lists<'v> {
    /// The lists of a row, one for each type and direction.
    #[inline]
    pub fn of(&self, row: usize) -> &[&'v [u32]] {
        &self.lists[row * self.sides..(row + 1) * self.sides]
    }
    /// How long all lists of a row are together.
    #[inline]
    pub fn len(&self, row: usize) -> usize {
        self.of(row).iter().map(|list| list.len()).sum()
    }
}

impl<'v> Hops<'v> {
    fn new(
        view: &'v View,
        types: &[Arc<str>],
        direction: checked::Direction,
        at_any_price: bool,
    ) -> Self {
        let version = view.version();
        let mut wanted: Vec<TypeId> = if types.is_empty() {
            version.types_with_edges().collect()
        } else {
            types
                .iter()
                .filter_map(|name| version.type_id(name))
                .collect()
        };
        wanted.sort_unstable();
        wanted.dedup();
        let mut sides = Vec::with_capacity(wanted.len() * 2);
        for ty in wanted {
            let mut add = |direction, forward, skip_loops| {
                let seen = view.visible().map(|visible| {
                    if at_any_price {
                        Some(visible.make_lists(version, ty, direction))
                    } else {
                        visible.lists(version, ty, direction)
                    }
                });
                let screened = matches!(seen, Some(None)).then_some(view);
                let seen = seen.flatten();
                if let Some(all) = seen.or_else(|| version.adjacency(ty, direction)) {
                    sides.push(Side {
                        ty,
                        all,
                        screened,
                        forward,
                        skip_loops,
                    });
                }
            };
            if direction != checked::Direction::Incoming {
                add(graph::Direction::Outgoing, true, false);
            }
            if direction != checked::Direction::Outgoing {
                let both = direction == checked::Direction::Both;
                add(graph::Direction::Incoming, false, both);
            }
        }
        Self { view, sides }
    }

    /// Type by type, direction by direction.
    pub fn sides(&self) -> &[Side<'v>] {
        &self.sides
    }
    /// Is everything in all lists visible?
    #[inline]
    pub fn are_seen(&self) -> bool {
        self.sides.iter().all(Side::is_seen)
    }
    /// Is it certain that no walk over these hops comes back to where it was?
    pub fn form_no_cycle(&self) -> bool {
        let version = self.view.version();
        let mut slopes = self.sides.iter().map(|side| version.slope(side.ty));
        match self.sides.as_slice() {
            [_] => slopes.all(|slope| slope != Slope::Unknown),
            [first, ..] => {
                let one_way = self.sides.iter().all(|side| side.forward == first.forward);
                let up = slopes.clone().all(|slope| slope == Slope::Ascending);
                one_way && (up || slopes.all(|slope| slope == Slope::Descending))
            }
            [] => true,
        }
    }
    /// How long all lists of a node are together; more than what is visible unless the lists [are
    /// seen](Self::are_seen).
    pub fn degree(&self, node: NodeId) -> usize {
        self.sides.iter().map(|side| side.all.degree(node.0)).sum()
    }
    /// Looks at the beginning of the lists of the nodes of a column, when these lie all over: by a loop that does nothing
    /// else many reads are under way at once, and what is read then is near.
    pub fn draw_near(&self, nodes: &Column) {
        let rows = nodes.len();
        let looked_at = rows.min(LOOKED_AT);
        let far = |row: &usize| match (nodes.node(row - 1), nodes.node(*row)) {
            (Some(one), Some(other)) => one.0.abs_diff(other.0) > NEAR,
            _ => false,
        };
        if rows < LOOKED_AT || (1..looked_at).filter(far).count() * 2 < looked_at {
            return;
        }
        for side in &self.sides {
            let mut seen = 0;
            for row in 0..rows {
                let first = nodes.node(row).and_then(|node| {
                    let list = side.all.neighbors(node.0);
                    list.nodes.first().copied()
                });
                seen ^= first.unwrap_or_default();
            }
            std::hint::black_box(seen);
        }
    }
    /// All lists of a node, with what is not visible unless they [are seen](Self::are_seen).
    pub fn lists(&self, node: NodeId) -> SmallVec<[&'v [u32]; 2]> {
        let lists = self.sides.iter().map(|side| side.list(node).nodes);
        lists.collect()
    }
    /// The lists of the nodes of all rows of a column. As with [`draw_near`](Self::draw_near) their beginning is near then.
    pub fn lists_of(&self, nodes: &Column) -> Lists<'v> {
        let sides = self.sides.len();
        let mut lists: Vec<&'v [u32]> = Vec::with_capacity(nodes.len() * sides);
        let mut seen = 0;
        for row in 0..nodes.len() {
            let node = nodes.node(row);
            for side in &self.sides {
                let list = node.map_or(&[][..], |node| side.list(node).nodes);
                seen ^= list.first().copied().unwrap_or_default();
                lists.push(list);
            }
        }
        std::hint::black_box(seen);
        Lists { sides, lists }
    }
    /// All visible relationships of a node: the relationship, its other end, and whether it is walked forward.
    pub fn of(&self, node: NodeId) -> impl Iterator<Item = (RelId, NodeId, bool)> + '_ {
        self.sides.iter().flat_map(move |side| {
            let side = if side.is_seen() {
                *side
            } else {
                self.newest(*side)
            };
            side.list(node)
                .iter()
                .filter(move |&(other, _)| side.counts(node, other))
                .map(move |(other, slot)| (side.relationship(slot), NodeId(other), side.forward))
                .filter(move |&(relationship, other, _)| side.sees(relationship, other))
        })
    }

    /// The side with the lists of the view, when it has some by now.
    #[cold]
    fn newest(&self, side: Side<'v>) -> Side<'v> {
        let direction = if side.forward {
            graph::Direction::Outgoing
        } else {
            graph::Direction::Incoming
        };
        let visible = self.view.visible();
        match visible.and_then(|it| it.lists(self.view.version(), side.ty, direction)) {
            None => side,
            Some(all) => Side {
                all,
                screened: None,
                ..side
            },
        }
    }
}
