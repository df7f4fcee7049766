//! Plan to plan with the same answer, and sooner.
//!
//! In: a plan as built, statistics of the graph. Out: a plan without open MATCHes, in an order chosen by cost, rewritten
//! by the rules. No rule can fail; one that cannot act changes nothing. Knows nothing of how operators are carried
//! out.

mod annotate;
mod estimate;
mod known;
mod liveness;
mod peek;
mod rules;
mod statistics;
#[cfg(test)]
mod tests;

pub use crate::plan::textual::lower as textual;
pub use peek::Peek;
pub use statistics::{Part, Statistics};

use std::cell::RefCell;

use crate::plan::Plan;
use crate::semantics::checked::Variable;
use crate::value::Map;
use estimate::Estimator;

/// What the optimiser may do.
#[derive(Debug, Clone)]
pub struct Options {
    /// Turn expands that are only counted into counts.
    pub count_without_expanding: bool,
    /// Join a hop and the probes that close it into one look for common neighbours.
    pub intersect: bool,
    /// The values of parameters in the run to come. The plan is right for all others, too, but may not be best for them:
    /// [`Optimized::peeks`] tells.
    pub parameters: Map,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            count_without_expanding: true,
            intersect: true,
            parameters: Map::new(),
        }
    }
}

/// A rewriting of plans.
trait Rule {
    /// Its name, for the trace.
    fn name(&self) -> &'static str;
    /// Rewrites what it can; did anything change?
    fn apply(&self, plan: &mut Plan, context: &Context<'_>) -> bool;
}

/// What rules may ask.
struct Context<'a> {
    statistics: &'a dyn Statistics,
    options: &'a Options,
    peeks: &'a RefCell<Vec<Peek>>,
}

impl<'a> Context<'a> {
    fn estimator(&self, variables: &'a [Variable]) -> Estimator<'a>
    where
        Self: 'a,
    {
        Estimator {
            statistics: self.statistics,
            variables,
            growing: false,
            parameters: &self.options.parameters,
            peeks: self.peeks,
        }
    }
}

/// The rules in the order they run. Each says why it stands where it stands.
const RULES: &[&dyn Rule] = &[
    // Before conditions are weighed, so that they are weighed as what they are.
    &rules::fold_constants::FoldConstants,
    // While MATCHes are open: what is pushed into one takes part in the choice of its order.
    &rules::push_filter::PushFilter,
    // After conditions were pushed out from between them.
    &rules::merge_matches::MergeMatches,
    // Tells the order of joins that a variable which is only counted is not read.
    &rules::count_rows::CountRows,
    // All rules after it look at scans and expands.
    &rules::order_joins::OrderJoins,
    // A path nobody reads keeps its relationships from being counted or left out.
    &rules::drop_unread::DropUnread,
    // Conditions stand where they are tested by now.
    &rules::semi_apply::SemiApply,
    // Before single expands turn into counts.
    &rules::count_from_stats::CountFromStats,
    // Before counting, which counts common neighbours as well as single hops.
    &rules::intersect::Intersect,
    &rules::expand_count::ExpandCount,
    // After counting, which needs every trail.
    &rules::distinct_ends::DistinctEnds,
    // What is counted is not walked, and a node that is reached from several sides is looked for there.
    &rules::match_values::MatchValues,
    &rules::top_k::TopK,
    // What is counted is a number per row by now, and what is cut off in an order is seen as such.
    &rules::lone_rows::LoneRows,
    // After TopK took the limits that follow a sort.
    &rules::push_limit::PushLimit,
    // Last, because every rule before it changes what is read where.
    &rules::prune_columns::PruneColumns,
];

/// A plan, and what it was chosen by.
#[derive(Debug)]
pub struct Optimized {
    /// The plan with the same answer that is expected to be cheapest.
    pub plan: Plan,
    /// The names of the rules that changed something.
    pub trace: Vec<&'static str>,
    /// The conditions for which values of parameters were looked at.
    pub peeks: Vec<Peek>,
}

/// The plan with the same answer that is expected to be cheapest.
pub fn run(mut plan: Plan, statistics: &dyn Statistics, options: &Options) -> Optimized {
    let peeks = RefCell::default();
    let context = Context {
        statistics,
        options,
        peeks: &peeks,
    };
    let mut trace = Vec::new();
    for rule in RULES {
        if rule.apply(&mut plan, &context) {
            trace.push(rule.name());
        }
    }
    annotate::annotate(&mut plan, &context);
    Optimized {
        plan,
        trace,
        peeks: peeks.into_inner(),
    }
}
