//! All nodes with their labels, one node after the other. In: a version. Out: ids and lists of labels. Knows nothing of
//! what is done with them.

use super::bits::PAGE_BITS;
use super::id::LabelId;
use super::version::Version;
use crate::value::NodeId;

/// The labels of the nodes of one page after the other.
struct Labelled<'v> {
    version: &'v Version,
    /// The page whose labels are known.
    page: Option<u32>,
    /// Its nodes with their labels, in the order of the nodes and then of the labels.
    pairs: Vec<(u32, LabelId)>,
    /// How many of them were given.
    given: usize,
}

impl Labelled<'_> {
    fn of(&mut self, node: u32) -> Vec<LabelId> {
        let page = node / PAGE_BITS;
        if self.page != Some(page) {
            self.page = Some(page);
            self.given = 0;
            self.pairs.clear();
            let start = page * PAGE_BITS;
            let mut ids = Vec::new();
            for (label, _) in self.version.all_labels() {
                ids.clear();
                let range = start..start.saturating_add(PAGE_BITS);
                self.version.nodes_in(range, Some(label), &mut ids);
                self.pairs.extend(ids.iter().map(|&id| (id, label)));
            }
            // Stable: the labels of a node stay in the order of their numbers.
            self.pairs.sort_by_key(|(id, _)| *id);
        }
        let rest = &self.pairs[self.given..];
        let count = rest.iter().take_while(|(id, _)| *id == node).count();
        self.given += count;
        rest[..count].iter().map(|(_, label)| *label).collect()
    }
}

impl Version {
    /// All nodes in the order of their ids, each with its labels in the order of their numbers. O(nodes + labels that they
    /// have), and for every 8192 ids O(labels of the graph): asking [`Version::labels`] of each node would be O(nodes times
    /// labels of the graph).
    ///
    /// ```
    /// use quipu::graph::Graph;
    ///
    /// # fn main() -> quipu::diagnostic::Result<()> {
    /// let graph = Graph::new();
    /// let mut tx = graph.begin();
    /// let label = tx.label("A")?;
    /// tx.create_node(&[label], &[])?;
    /// tx.create_node(&[], &[])?;
    /// tx.commit()?;
    /// let version = graph.version();
    /// let labels: Vec<_> = version.labelled_nodes().map(|(_, labels)| labels).collect();
    /// assert_eq!(labels, [vec![label], vec![]]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn labelled_nodes(&self) -> impl Iterator<Item = (NodeId, Vec<LabelId>)> + '_ {
        let mut labelled = Labelled {
            version: self,
            page: None,
            pairs: Vec::new(),
            given: 0,
        };
        self.nodes().map(move |node| (node, labelled.of(node.0)))
    }
}

#[cfg(test)]
mod tests {
    use crate::graph::BulkLoader;

    #[test]
    fn the_same_labels_as_asked_for_one_by_one() {
        let mut loader = BulkLoader::new();
        let labels: Vec<_> = (0..60)
            .map(|number| loader.label(&format!("L{number}")).unwrap())
            .collect();
        for part in 0..400_usize {
            let few: Vec<_> = (0..part % 4)
                .map(|at| labels[(part * 7 + at) % 60])
                .collect();
            loader.add_nodes(50, &few).unwrap();
        }
        let graph = loader.finish().unwrap();
        let mut tx = graph.begin();
        let gone: Vec<_> = graph
            .version()
            .nodes()
            .filter(|node| node.0 % 3 == 1)
            .collect();
        for node in gone {
            tx.delete_node(node).unwrap();
        }
        tx.commit().unwrap();
        let version = graph.version();
        let mut count = 0;
        for (node, labels) in version.labelled_nodes() {
            assert_eq!(labels, version.labels(node).collect::<Vec<_>>(), "{node:?}");
            count += 1;
        }
        assert_eq!(count, version.node_count());
    }
}
