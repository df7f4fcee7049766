//! The search for an order.
//!
//! In: a MATCH in numbers. Out: its steps, from first to last, what they cost and leave. Level by level: all sets of steps of
//! one size, of each the cheapest way (and another one, where that makes probes cheaper that are still to come), of all sets
//! the most promising few. Knows nothing of operators.

use super::bits::Mask;
use super::problem::{Counted, Problem, Side, Walk};

/// One step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    /// Scan this node this way.
    Scan(usize, usize),
    /// Find this relationship this way, by an index.
    Find(usize, usize),
    /// Walk this relationship, from its left end or from its right.
    Walk(usize, bool),
}

/// How many sets are kept per level.
const BEAM: usize = 12;
/// How many ways to each of them: the cheapest is not always the best to go on from.
const WAYS: usize = 2;
/// For patterns of more parts than this, how many.
const LARGE: usize = 14;
const LARGE_BEAM: usize = 4;
/// A scan beside a pattern that could be walked on is worth a look when it gives at most so many rows.
const FEW: f64 = 64.0;
/// Cost of testing a condition on a row, against handling the row.
const TEST: f64 = 0.3;
/// Cost of a search in what was sorted, against handling a row.
const SEARCH: f64 = 2.0;
/// Cost of looking one thing up in a list at hand, against handling a row.
const PROBE: f64 = 1.0;
/// Cost of going to a list that lies anywhere, to look things up in it.
const FETCH: f64 = 1.0;

#[derive(Clone)]
struct State {
    done: Mask,
    counted: Mask,
    /// Those of the counted ones that are counted in pairs.
    paired: Mask,
    tested: Vec<bool>,
    /// For each node, how many rows there were when it was bound: so often it changes from row to row.
    turns: Vec<f64>,
    rows: f64,
    cost: f64,
    /// What probes will cost whose ends are both bound: that differs between orders of the same steps.
    due: f64,
    last: Option<usize>,
}

impl State {
    /// Is the same done as in another state?
    fn is_at(&self, other: &Self) -> bool {
        self.done == other.done && self.counted == other.counted
    }

    /// Is it no worse to go on from here than from another state where the same is done?
    fn is_no_worse(&self, other: &Self, problem: &Problem) -> bool {
        if self.cost + self.due > other.cost + other.due {
            return false;
        }
        if !problem.has_circle {
            return true;
        }
        // Probes cost more where nodes change often.
        let probed = |node: &usize| {
            let mut relationships = problem.relationships.iter().enumerate();
            relationships.any(|(number, relationship)| {
                (relationship.left == *node || relationship.right == *node)
                    && relationship.kind == Walk::Hop
                    && self.done & problem.relationship_bit(number) == 0
            })
        };
        (0..problem.nodes.len())
            .filter(probed)
            .all(|node| self.turns[node] <= other.turns[node])
    }
}

/// An order of steps.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The steps, from first to last.
    pub(super) steps: Vec<Step>,
    /// Rows handled, for each incoming row.
    pub(super) cost: f64,
    /// Rows given, for each incoming row.
    pub(super) rows: f64,
}

/// The cheapest order found.
pub(super) fn order(problem: &Problem) -> Order {
    if !problem.fits {
        return Order::default();
    }
    let parts = problem.nodes.len() + problem.relationships.len();
    let all: Mask = if parts == Mask::BITS as usize {
        Mask::MAX
    } else {
        (1 << parts) - 1
    };
    let bound_relationships = (0..problem.relationships.len())
        .map(|number| problem.relationship_bit(number))
        .fold(0, |mask, bit| mask | bit);
    // A bound relationship has still to be looked at.
    let start = problem.given & !bound_relationships;
    let beam = if parts > LARGE { LARGE_BEAM } else { BEAM };
    let mut steps: Vec<(Option<usize>, Step)> = Vec::new();
    let mut first = State {
        done: start,
        counted: 0,
        paired: 0,
        tested: vec![false; problem.conditions.len()],
        turns: vec![1.0; problem.nodes.len()],
        rows: 1.0,
        cost: 0.0,
        due: 0.0,
        last: None,
    };
    test(problem, &mut first);
    let mut best: Option<State> = None;
    let mut level = Vec::new();
    if first.done != all {
        level.push(first);
    }
    while !level.is_empty() {
        let mut next: Vec<State> = Vec::new();
        for state in level {
            for step in candidates(problem, &state) {
                let mut after = state.clone();
                take(problem, &mut after, step);
                if best.as_ref().is_some_and(|best| best.cost <= after.cost) {
                    continue;
                }
                steps.push((state.last, step));
                after.last = Some(steps.len() - 1);
                if after.done == all {
                    best = Some(after);
                    continue;
                }
                add(problem, &mut next, after);
            }
        }
        next.sort_by(|a, b| (a.cost + a.rows).total_cmp(&(b.cost + b.rows)));
        keep_first_sets(&mut next, beam);
        level = next;
    }
    let mut order = Order {
        cost: best.as_ref().map_or(0.0, |best| best.cost),
        rows: best.as_ref().map_or(1.0, |best| best.rows),
        ..Order::default()
    };
    let mut at = best.and_then(|best| best.last);
    while let Some(step) = at {
        order.steps.push(steps[step].1);
        at = steps[step].0;
    }
    order.steps.reverse();
    order
}

/// Adds a state, unless another one is no worse; it takes the place of those that are no better.
fn add(problem: &Problem, states: &mut Vec<State>, new: State) {
    let beats = |one: &State, other: &State| one.is_at(other) && one.is_no_worse(other, problem);
    if states.iter().any(|other| beats(other, &new)) {
        return;
    }
    let Some(place) = states.iter().position(|other| beats(&new, other)) else {
        states.push(new);
        return;
    };
    let mut behind = states.split_off(place + 1);
    behind.retain(|other| !beats(&new, other));
    states[place] = new;
    states.append(&mut behind);
}

/// Keeps the states of the first sets, and not many of each.
fn keep_first_sets(states: &mut Vec<State>, sets: usize) {
    // The sets so far, and how many ways there are to each.
    let mut kept: Vec<((Mask, Mask), usize)> = Vec::with_capacity(sets);
    states.retain(|state| {
        let set = (state.done, state.counted);
        match kept.iter().position(|(other, _)| *other == set) {
            Some(at) => {
                kept[at].1 += 1;
                kept[at].1 <= WAYS
            }
            None if kept.len() == sets => false,
            None => {
                kept.push((set, 1));
                true
            }
        }
    });
}

/// The steps that can follow.
fn candidates(problem: &Problem, state: &State) -> Vec<Step> {
    let bound = |node: usize| state.done & Problem::node_bit(node) != 0;
    let mut found = Vec::new();
    for (number, relationship) in problem.relationships.iter().enumerate() {
        let walked = state.done & problem.relationship_bit(number) != 0;
        if walked || relationship.needs & !state.done != 0 {
            continue;
        }
        let (left, right) = (bound(relationship.left), bound(relationship.right));
        let free = relationship.kind == Walk::Bound(true);
        if relationship.kind == Walk::Search {
            // A path is bound in the direction it is written.
            found.push(Step::Walk(number, true));
            continue;
        }
        if left || free {
            found.push(Step::Walk(number, true));
        }
        if right && !free && relationship.left != relationship.right {
            found.push(Step::Walk(number, false));
        }
    }
    let stuck = found.is_empty();
    for (number, node) in problem.nodes.iter().enumerate() {
        if bound(number) {
            continue;
        }
        // Trails to an end that is known may be far less work, however many rows it takes to find it.
        let ends_trails = problem.relationships.iter().any(|relationship| {
            relationship.kind == Walk::Trail
                && (relationship.left == number || relationship.right == number)
        });
        let always = stuck || ends_trails;
        for (way, scan) in node.ways.iter().enumerate() {
            if scan.needs & !state.done == 0 && (always || scan.rows <= FEW) {
                found.push(Step::Scan(number, way));
            }
        }
    }
    for (number, relationship) in problem.relationships.iter().enumerate() {
        if state.done & problem.relationship_bit(number) != 0 {
            continue;
        }
        for (way, scan) in relationship.ways.iter().enumerate() {
            if scan.needs & !state.done == 0 && (stuck || scan.rows <= FEW) {
                found.push(Step::Find(number, way));
            }
        }
    }
    if found.is_empty() {
        // Only property values that read each other in a circle lead here: the order does not matter then.
        let open = (0..problem.relationships.len())
            .find(|number| state.done & problem.relationship_bit(*number) == 0);
        found.extend(open.map(|number| Step::Walk(number, true)));
    }
    found
}

fn take(problem: &Problem, state: &mut State, step: Step) {
    let before = state.done;
    match step {
        Step::Scan(node, way) => {
            let way = &problem.nodes[node].ways[way];
            state.cost += state.rows * (1.0 + way.rows * way.work);
            state.rows *= way.rows;
            state.done |= Problem::node_bit(node);
            for settled in &way.settles {
                state.tested[*settled] = true;
            }
        }
        Step::Find(number, way) => {
            let relationship = &problem.relationships[number];
            let way = &relationship.ways[way];
            state.cost += state.rows * (1.0 + way.rows * way.work);
            state.rows *= way.rows * if relationship.both { 2.0 } else { 1.0 };
            // Both ends are looked at, which costs like a step of its own.
            state.cost += state.rows;
            let ends = [relationship.left, relationship.right];
            for (at, end) in ends.iter().enumerate() {
                let same = at == 1 && ends[0] == ends[1];
                if same || state.done & Problem::node_bit(*end) != 0 {
                    state.rows /= problem.nodes[*end].size;
                }
            }
            state.done |= problem.relationship_bit(number)
                | Problem::node_bit(ends[0])
                | Problem::node_bit(ends[1]);
            for settled in &way.settles {
                state.tested[*settled] = true;
            }
        }
        Step::Walk(number, from_left) => {
            let relationship = &problem.relationships[number];
            let (to, side) = if from_left {
                (relationship.right, &relationship.from_left)
            } else {
                (relationship.left, &relationship.from_right)
            };
            let to_bound = state.done & Problem::node_bit(to) != 0;
            walk(problem, state, number, to, to_bound, side);
            state.done |= problem.relationship_bit(number)
                | Problem::node_bit(relationship.left)
                | Problem::node_bit(relationship.right);
            if !to_bound {
                // The labels of the other end are in the share; what is counted is tested with it.
                let counted = state.counted & problem.relationship_bit(number) != 0;
                for (number, condition) in problem.conditions.iter().enumerate() {
                    if (condition.label || counted) && condition.needs == Problem::node_bit(to) {
                        state.tested[number] = true;
                    }
                }
            }
        }
    }
    test(problem, state);
    for (node, turns) in state.turns.iter_mut().enumerate() {
        let bit = Problem::node_bit(node);
        if state.done & bit != before & bit {
            *turns = state.rows;
        }
    }
    let open = |number: &usize| {
        let relationship = &problem.relationships[*number];
        let ends = Problem::node_bit(relationship.left) | Problem::node_bit(relationship.right);
        relationship.kind == Walk::Hop
            && state.done & problem.relationship_bit(*number) == 0
            && ends & !state.done == 0
    };
    let due = (0..problem.relationships.len()).filter(open);
    state.due = due.map(|number| probe(problem, state, number)).sum();
}

/// What it costs to look for a relationship between ends that are both bound. The list of the end that changes less often
/// is kept at hand.
fn probe(problem: &Problem, state: &State, number: usize) -> f64 {
    let relationship = &problem.relationships[number];
    let [left, right] = [relationship.left, relationship.right].map(|end| state.turns[end]);
    state.rows * PROBE + left.min(right).min(state.rows) * FETCH
}

fn walk(
    problem: &Problem,
    state: &mut State,
    number: usize,
    to: usize,
    to_bound: bool,
    side: &Side,
) {
    let pair = (side.rows / problem.nodes[to].size).min(1.0);
    match problem.relationships[number].kind {
        Walk::Bound(_) => state.cost += state.rows,
        Walk::Search => state.cost += state.rows * 1000.0,
        Walk::Trail => {
            let (work, found) = if to_bound {
                (side.work_towards, pair)
            } else {
                (side.work, side.rows * side.share)
            };
            state.cost += state.rows * (1.0 + work);
            state.rows *= found;
        }
        Walk::Hop if to_bound => {
            state.cost += probe(problem, state, number);
            state.rows *= pair;
        }
        Walk::Hop => {
            let bit = problem.relationship_bit(number);
            let plain = state.done & !state.counted;
            match side.counted {
                // What it must differ from has to be bound: walked before, and not counted itself.
                Some(counted) if counted.differs & !plain == 0 => {
                    state.cost += state.rows * counting(counted, side);
                    state.counted |= bit;
                }
                // Or it is counted together with the one that it must differ from.
                Some(counted) if pairs(problem, state, counted.differs & !plain, number, to) => {
                    state.cost += state.rows * counting(counted, side);
                    state.paired |= if state.counted & counted.differs == 0 {
                        0
                    } else {
                        bit | counted.differs
                    };
                    state.counted |= bit;
                }
                _ => hop(problem, state, number, to, side),
            }
        }
    }
}

/// A hop to an open end. Where that must equal something known, what a node leads to is sorted once and looked up for
/// every row, if that is cheaper.
fn hop(problem: &Problem, state: &mut State, number: usize, to: usize, side: &Side) {
    let relationship = &problem.relationships[number];
    let from = relationship.left + relationship.right - to;
    let reached = problem.relationship_bit(number) | Problem::node_bit(to);
    let links =
        |(own, other): (Mask, Mask)| own != 0 && own & !reached == 0 && other & !state.done == 0;
    let equality = (0..problem.conditions.len()).find(|number| {
        let condition = &problem.conditions[*number];
        let (left, right) = condition.sides.unwrap_or_default();
        !state.tested[*number]
            && condition.needs & !reached != 0
            && (links((left, right)) || links((right, left)))
    });
    let walked = state.rows * (1.0 + side.work);
    let rows = state.rows * side.rows * side.share;
    if let Some(number) = equality {
        let share = problem.conditions[number].share;
        let sorted = state.rows.min(problem.nodes[from].size) * side.work;
        let looked_up = state.rows * (SEARCH + side.work * share) + sorted;
        if looked_up < walked {
            state.cost += looked_up + rows * share * TEST;
            state.rows = rows * share;
            state.tested[number] = true;
            return;
        }
    }
    state.cost += walked;
    state.rows = rows;
}

/// Cost of looking at an end that is only counted, against handling a row.
const LOOK: f64 = 0.2;

fn counting(counted: Counted, side: &Side) -> f64 {
    if counted.tests {
        1.0 + LOOK * side.work
    } else {
        1.0
    }
}

/// Is what is `open`, of all that must differ, one relationship that is (or will be) counted from the same node, and not
/// in a pair yet?
fn pairs(problem: &Problem, state: &State, open: Mask, number: usize, to: usize) -> bool {
    let relationship = &problem.relationships[number];
    let from = relationship.left + relationship.right - to;
    if open.count_ones() != 1 || open & state.paired != 0 || side_differs(problem, number) != open {
        return false;
    }
    let other =
        (0..problem.relationships.len()).find(|other| problem.relationship_bit(*other) == open);
    other.is_some_and(|other| {
        let partner = &problem.relationships[other];
        let side = if partner.left == from {
            &partner.from_left
        } else {
            &partner.from_right
        };
        (partner.left == from || partner.right == from)
            && side.counted.is_some()
            && side_differs(problem, other) == problem.relationship_bit(number)
            && (state.done & open == 0 || state.counted & open != 0)
    })
}

/// What a relationship that may be counted must differ from.
fn side_differs(problem: &Problem, number: usize) -> Mask {
    let relationship = &problem.relationships[number];
    let sides = [&relationship.from_left, &relationship.from_right];
    let counted = sides.into_iter().filter_map(|side| side.counted);
    counted.fold(0, |mask, counted| mask | counted.differs)
}

/// Tests every condition whose parts are there.
fn test(problem: &Problem, state: &mut State) {
    for (number, condition) in problem.conditions.iter().enumerate() {
        if !state.tested[number] && condition.needs & !state.done == 0 {
            state.tested[number] = true;
            state.cost += state.rows * TEST;
            state.rows *= condition.share;
        }
    }
}
