//! A base made beside the writer and taken over later reads the same as if nothing had happened.

use proptest::prelude::{any, prop, proptest};

use crate::diagnostic::Interrupt;
use crate::graph::adjacency::Edit;
use crate::graph::relationships::RelTable;

fn never() -> Interrupt {
    Interrupt::default()
}

const NODES: u32 = 700;

/// Creates or deletes a relationship, as a transaction would.
fn step(table: &mut RelTable, create: bool, from: u32, to: u32, at: usize) {
    let edit = |node, neighbor, slot, add| Edit {
        node,
        neighbor,
        slot,
        add,
    };
    let chosen = table.live().iter().nth(at % table.len().max(1));
    if create {
        let Some(slot) = table.next_slot(None) else {
            return;
        };
        table.open(slot, from, to);
        table
            .apply(vec![edit(from, to, slot, true)], &never())
            .unwrap();
    } else if let Some(slot) = chosen {
        let (from, to) = table.endpoints(slot).unwrap();
        table.close(slot);
        table.reuse_from(slot);
        table
            .apply(vec![edit(from, to, slot, false)], &never())
            .unwrap();
    }
}

fn picture(table: &RelTable) -> String {
    let lists = |node| {
        let pairs = |list: crate::graph::Neighbors<'_>| list.iter().collect::<Vec<_>>();
        (
            pairs(table.outgoing.neighbors(node)),
            pairs(table.incoming.neighbors(node)),
        )
    };
    let ends: Vec<_> = table
        .live()
        .iter()
        .map(|slot| (slot, table.endpoints(slot)))
        .collect();
    format!("{:?} {ends:?}", (0..NODES).map(lists).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn taken_over_later_it_reads_the_same(
        first in prop::collection::vec((prop::bool::weighted(0.7), 0..NODES, 0..NODES, any::<usize>()), 0..60),
        second in prop::collection::vec((prop::bool::weighted(0.6), 0..NODES, 0..NODES, any::<usize>()), 0..60),
        fold_first: bool,
        fold_between: bool,
    ) {
        let mut table = RelTable::default();
        let half = first.len() / 2;
        for (at, (create, from, to, which)) in first.into_iter().enumerate() {
            step(&mut table, create, from, to, which);
            if fold_first && at == half {
                table.fold(&never()).unwrap();
            }
        }
        let before = table.clone();
        let mut folded = before.clone();
        folded.fold(&never()).unwrap();
        assert_eq!(picture(&folded), picture(&before));
        let old = picture(&before);
        for (create, from, to, which) in second {
            step(&mut table, create, from, to, which);
        }
        if fold_between {
            table.fold(&never()).unwrap();
        }
        let expected = picture(&table);
        let newer = table.clone();
        table.rebase(&before, &folded);
        assert_eq!(picture(&table), expected);
        // Nothing that others hold has changed, and the table can go on.
        assert_eq!(picture(&newer), expected);
        assert_eq!(picture(&before), old);
        step(&mut table, true, 3, 5, 0);
        step(&mut table, false, 0, 0, 1);
        table.fold(&never()).unwrap();
        assert_eq!(table.outgoing.base().len(), table.len());
    }
}
