//! Accounts: money moves between them and its sum never changes; each move is written down as one more node.
//!
//! In: a graph. Out: moves, and whether a version is whole.

use quipu::diagnostic::Result;
use quipu::graph::{Graph, Version};
use quipu::value::{NodeId, Value};

/// How many accounts there are; their node ids are the first.
pub(crate) const ACCOUNTS: u32 = 20;
const MONEY: i64 = 1000;

/// Opens accounts, once.
pub(crate) fn set_up(graph: &Graph) -> Result<()> {
    if graph.version().node_count() > 0 {
        return Ok(());
    }
    let mut tx = graph.begin();
    let (account, balance) = (tx.label("Account")?, tx.key("balance")?);
    for _ in 0..ACCOUNTS {
        tx.create_node(&[account], &[(balance, MONEY.into())])?;
    }
    let (moved, number) = (tx.label("Move")?, tx.key("number")?);
    tx.create_index(moved, number)?;
    tx.rel_type("FROM")?;
    tx.rel_type("TO")?;
    tx.describe("set up");
    tx.commit().map(drop)
}

/// Moves money between two accounts. Gives the number of the move: 0, 1, 2 and so on.
pub(crate) fn move_money(graph: &Graph, random: &mut fastrand::Rng) -> Result<usize> {
    let mut tx = graph.begin();
    let (from, to) = (random.u32(0..ACCOUNTS), random.u32(0..ACCOUNTS));
    let amount = random.i64(1..50);
    let (moved, number) = (tx.label("Move")?, tx.key("number")?);
    let balance = tx.key("balance")?;
    let count = tx.read().label_count(moved);
    let node = tx.create_node(&[moved], &[(number, (count as i64).into())])?;
    for (account, name, change) in [(from, "FROM", -amount), (to, "TO", amount)] {
        let Value::Integer(before) = tx.read().node_property(NodeId(account), balance) else {
            panic!("account {account} has no balance");
        };
        tx.set_node_property(NodeId(account), balance, (before + change).into())?;
        let ty = tx.rel_type(name)?;
        tx.create_relationship(ty, node, NodeId(account), &[])?;
    }
    tx.describe(format!("move {count}"));
    tx.commit()?;
    Ok(count)
}

/// Moves money between two accounts and writes nothing down: the graph stays as large as it is.
pub(crate) fn shift_money(graph: &Graph, random: &mut fastrand::Rng) -> Result<()> {
    let mut tx = graph.begin();
    let (from, to) = (random.u32(0..ACCOUNTS), random.u32(0..ACCOUNTS));
    let balance = tx.key("balance")?;
    for (account, change) in [(from, -1), (to, 1)] {
        let Value::Integer(before) = tx.read().node_property(NodeId(account), balance) else {
            panic!("account {account} has no balance");
        };
        tx.set_node_property(NodeId(account), balance, (before + change).into())?;
    }
    tx.commit().map(drop)
}

/// Holds the version whole moves only? Gives how many.
pub(crate) fn check(version: &Version) -> usize {
    let (Some(account), Some(balance)) = (version.label_id("Account"), version.key_id("balance"))
    else {
        assert_eq!(version.node_count(), 0);
        return 0;
    };
    let mut accounts = Vec::new();
    version.nodes_in(0..version.id_bound(), Some(account), &mut accounts);
    let sum: i64 = accounts
        .iter()
        .map(|&node| match version.node_property(NodeId(node), balance) {
            Value::Integer(money) => money,
            other => panic!("a balance of {other:?}"),
        })
        .sum();
    assert_eq!(sum, i64::from(ACCOUNTS) * MONEY);
    let moves = version.node_count() - ACCOUNTS as usize;
    assert_eq!(version.relationship_count(), 2 * moves);
    let (moved, number) = (
        version.label_id("Move").unwrap(),
        version.key_id("number").unwrap(),
    );
    let index = version.index(moved, number).unwrap();
    assert_eq!(index.len(), moves);
    if let Some(last) = moves.checked_sub(1) {
        assert_eq!(index.equal(&(last as i64).into()).len(), 1);
    }
    moves
}
