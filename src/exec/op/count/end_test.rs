//! Whether the other end of a hop has the labels and satisfies the condition asked for.
//!
//! In: ends, many at a time. Out: which of them pass. What is asked often is found out once for all nodes: that all
//! relationships of a type end in nodes with the label, or the nodes that pass as bits. Knows nothing of counting.

use crate::column::{BATCH_ROWS, Batch, Column};
use crate::diagnostic::Result;
use crate::exec::eval;
use crate::exec::graph_access::Hops;
use crate::exec::runtime::Runtime;
use crate::plan::CountedHop;
use crate::semantics::checked::LabelExpr;
use crate::value::NodeId;

/// The test of one hop's ends, for one run of a statement.
pub(super) struct EndTest<'p> {
    counted: &'p CountedHop,
    /// How many ends were asked for.
    asked: usize,
    known: Known,
}

/// What is known of all nodes.
enum Known {
    /// Nothing yet.
    Nothing,
    /// Nothing, and nothing will be: it was tried.
    Unknowable,
    /// All ends pass.
    All,
    /// These pass.
    Of(Vec<u64>),
}

/// How to find out which ends pass.
#[derive(Clone, Copy)]
pub(super) enum Verdict<'t> {
    /// They all do.
    All,
    /// Those with a bit do.
    Of(&'t [u64]),
    /// By [`EndTest::holding`].
    Ask,
}

impl Verdict<'_> {
    /// How many of the ends pass; of `Ask` none.
    #[inline]
    pub(super) fn count(self, ends: &[u32]) -> usize {
        match self {
            Self::All => ends.len(),
            Self::Of(words) => ends.iter().map(|end| usize::from(has(words, *end))).sum(),
            Self::Ask => 0,
        }
    }

    /// Does this end pass?
    #[inline]
    pub(super) fn has(self, end: u32) -> bool {
        match self {
            Self::All => true,
            Self::Of(words) => has(words, end),
            Self::Ask => false,
        }
    }
}

#[inline]
fn has(words: &[u64], end: u32) -> bool {
    words
        .get(end as usize / 64)
        .is_some_and(|word| word >> (end % 64) & 1 == 1)
}

/// From so many ends on it is worth asking whether all relationships end in nodes with the label.
const SOME: usize = 512;

impl<'p> EndTest<'p> {
    pub(super) fn new(counted: &'p CountedHop) -> Self {
        let trivial = counted.labels.is_none() && counted.condition.is_none();
        Self {
            counted,
            asked: 0,
            known: if trivial { Known::All } else { Known::Nothing },
        }
    }

    /// Is it known how to find out, however many more ends are asked for?
    pub(super) fn is_settled(&self) -> bool {
        !matches!(self.known, Known::Nothing)
    }

    /// Gets ready for so many ends of these hops. The answer holds until the graph changes.
    pub(super) fn verdict(
        &mut self,
        ends: usize,
        hops: &Hops<'_>,
        run: &Runtime<'_, '_>,
    ) -> Verdict<'_> {
        if matches!(self.known, Known::Nothing) && ends > 0 {
            let before = self.asked;
            self.asked = before.saturating_add(ends);
            let view = run.context.view();
            // What may be hidden, and what may change, is asked for end by end.
            if !run.context.only_reads() || !hops.are_seen() {
                return Verdict::Ask;
            }
            let version = view.version();
            let label = match &self.counted.labels {
                Some(LabelExpr::Label(label)) => version.label_id(label),
                _ => None,
            };
            if self.asked >= SOME
                && self.counted.condition.is_none()
                && label.is_some_and(|label| {
                    hops.sides()
                        .iter()
                        .all(|side| version.all_end_in(side.ty(), side.forward(), label))
                })
            {
                self.known = Known::All;
            } else {
                let nodes = label.map_or(version.node_count(), |label| version.label_count(label));
                let dear = if self.counted.condition.is_some() {
                    nodes
                } else {
                    version.id_bound() as usize / 64
                };
                if self.asked >= SOME.max(dear / 2) {
                    // What fails for some node may never be asked of it.
                    self.known = self.all_nodes(run).map_or(Known::Unknowable, Known::Of);
                }
            }
        }
        match &self.known {
            Known::All => Verdict::All,
            Known::Of(words) => Verdict::Of(words),
            Known::Nothing | Known::Unknowable => Verdict::Ask,
        }
    }

    /// For each end whether it passes.
    pub(super) fn holding(&self, ends: &[u32], run: &Runtime<'_, '_>) -> Result<Vec<bool>> {
        let surroundings = run.surroundings();
        let mut passing = match &self.counted.labels {
            None => vec![true; ends.len()],
            Some(labels) => {
                for end in ends {
                    surroundings.expect_node(NodeId(*end))?;
                }
                eval::labels_hold(labels, ends, surroundings.view.version())
            }
        };
        let Some(condition) = &self.counted.condition else {
            return Ok(passing);
        };
        let places: Vec<usize> = (0..ends.len()).filter(|at| passing[*at]).collect();
        for places in places.chunks(BATCH_ROWS) {
            let nodes = places.iter().map(|at| ends[*at]).collect();
            let mut batch = Batch::empty(places.len());
            batch.set(self.counted.hop.to.index(), Column::nodes(nodes));
            if let Some(rows) = eval::select(condition, &batch, &surroundings)? {
                for at in places {
                    passing[*at] = false;
                }
                for row in rows {
                    passing[places[row as usize]] = true;
                }
            }
        }
        Ok(passing)
    }

    /// The bits of all nodes that pass.
    fn all_nodes(&self, run: &Runtime<'_, '_>) -> Result<Vec<u64>> {
        let view = run.context.view();
        let version = view.version();
        let bound = version.id_bound();
        let label = match &self.counted.labels {
            Some(LabelExpr::Label(label)) => match version.label_id(label) {
                None => return Ok(Vec::new()),
                found => found,
            },
            _ => None,
        };
        if let Some(label) = label
            && self.counted.condition.is_none()
        {
            let bits = version.label_bits(label);
            return Ok(bits.map_or_else(Vec::new, |bits| bits.in_one_piece(bound)));
        }
        let mut words = vec![0; bound as usize / 64 + 1];
        let mut nodes = Vec::new();
        let mut start = 0;
        while start < bound {
            run.context.check()?;
            let end = start.saturating_add(4 * BATCH_ROWS as u32).min(bound);
            nodes.clear();
            version.nodes_in(start..end, label, &mut nodes);
            start = end;
            let passing = self.holding(&nodes, run)?;
            for (node, passes) in nodes.iter().zip(passing) {
                words[*node as usize / 64] |= u64::from(passes) << (node % 64);
            }
        }
        Ok(words)
    }
}
