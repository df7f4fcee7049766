//! Work for databases under test: random transactions, and what the graph looks like after each.
//!
//! In: a seed. Out: commits on a graph. [`picture`] tells a version in words; two versions with the same picture are the
//! same graph, ids included.

use crate::diagnostic::{Code, Result};
use crate::graph::{
    Definition, DefinitionKind, Direction, Graph, KeyId, LabelId, Subject, Transaction, TypeId,
    Version,
};
use crate::value::{NodeId, RelId, Value};

/// Everything that can be read, in words.
pub(super) fn picture(version: &Version) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    let labels: Vec<_> = version.all_labels().map(|(_, name)| name).collect();
    let types: Vec<_> = version.all_types().map(|(_, name)| name).collect();
    let keys: Vec<_> = version.all_keys().map(|(_, name)| name).collect();
    line(format!("{labels:?} {types:?} {keys:?}"));
    for node in version.nodes() {
        let labels: Vec<_> = version.labels(node).collect();
        line(format!(
            "{node:?} {labels:?} {:?}",
            version.node_properties(node)
        ));
    }
    for (ty, _) in version.all_types() {
        for (id, from, to) in version.relationships(ty) {
            let properties = version.relationship_properties(id);
            line(format!("{id:?} {from:?} {to:?} {properties:?}"));
            assert_eq!(version.endpoints(id), Some((from, to)));
        }
        for node in version.nodes() {
            let list: Vec<_> = version
                .neighbors(ty, Direction::Incoming, node)
                .iter()
                .collect();
            line(format!("{ty:?} into {node:?} {list:?}"));
        }
    }
    let mut indexes: Vec<_> = version
        .indexes()
        .map(|index| {
            let mut all = index.all();
            all.sort_unstable();
            format!("{:?} {:?} {all:?}", index.subject(), index.keys())
        })
        .collect();
    indexes.sort();
    let definitions: Vec<_> = version.catalog().iter().collect();
    line(format!(
        "{definitions:?} {indexes:?} {}",
        version.relationship_count()
    ));
    out
}

/// A worker with a random number generator of its own.
pub(super) struct Worker {
    random: fastrand::Rng,
}

impl Worker {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
        }
    }

    fn value(&mut self) -> Value {
        match self.random.u8(0..9) {
            0 => Value::Null,
            1 => Value::Float(f64::from(self.random.u8(0..9)) / 4.0),
            2 => Value::Boolean(self.random.bool()),
            3 => Value::list(vec![1.into(), "x".into(), Value::Null]),
            4 => Value::Date("2021-07-04".parse().unwrap()),
            5 | 6 => Value::from(format!("text {}", self.random.u8(0..40))),
            _ => Value::Integer(self.random.i64(0..9)),
        }
    }

    fn properties(&mut self, keys: &[KeyId]) -> Vec<(KeyId, Value)> {
        let count = self.random.usize(0..3);
        (0..count)
            .map(|_| (keys[self.random.usize(..keys.len())], self.value()))
            .collect()
    }

    /// Fills a transaction with some changes; there is always one.
    pub(super) fn change(&mut self, tx: &mut Transaction) -> Result<()> {
        let labels: Vec<LabelId> = (0..3)
            .map(|n| tx.label(&format!("L{n}")))
            .collect::<Result<_>>()?;
        let types: Vec<TypeId> = (0..2)
            .map(|n| tx.rel_type(&format!("T{n}")))
            .collect::<Result<_>>()?;
        let keys: Vec<KeyId> = (0..3)
            .map(|n| tx.key(&format!("k{n}")))
            .collect::<Result<_>>()?;
        let properties = self.properties(&keys);
        tx.create_node(&labels[..self.random.usize(0..3)], &properties)?;
        if tx.verify().is_err() {
            let constraints: Vec<_> = tx.read().catalog().constraints().cloned().collect();
            for constraint in constraints {
                tx.undefine(&constraint.name)?;
            }
        }
        for _ in 0..self.random.usize(0..12) {
            let before = tx.savepoint();
            let version = tx.version();
            let nodes: Vec<NodeId> = version.nodes().collect();
            if nodes.is_empty() {
                return Ok(());
            }
            let node = nodes[self.random.usize(..nodes.len())];
            let relationships: Vec<RelId> = version
                .all_types()
                .flat_map(|(ty, _)| version.relationships(ty).map(|(id, ..)| id))
                .collect();
            let relationship = (!relationships.is_empty())
                .then(|| relationships[self.random.usize(..relationships.len())]);
            let label = labels[self.random.usize(..labels.len())];
            let key = keys[self.random.usize(..keys.len())];
            match self.random.u8(0..20) {
                0..2 => {
                    let properties = self.properties(&keys);
                    tx.create_node(&[label], &properties)?;
                }
                2..9 => {
                    let to = nodes[self.random.usize(..nodes.len())];
                    let ty = types[self.random.usize(..types.len())];
                    let properties = self.properties(&keys);
                    tx.create_relationship(ty, node, to, &properties)?;
                }
                9..11 => tx.set_node_property(node, key, self.value())?,
                11 => drop(tx.add_label(node, label)?),
                12 => drop(tx.remove_label(node, label)?),
                13..16 => {
                    if let Some(relationship) = relationship {
                        tx.delete_relationship(relationship)?;
                    }
                }
                16 => {
                    if let Some(relationship) = relationship {
                        tx.set_relationship_property(relationship, key, self.value())?;
                    }
                }
                17 => tx.detach_delete_nodes(&[node])?,
                18 => self.define(tx, label, types[0], &keys)?,
                _ => {
                    let catalog = tx.read().catalog().clone();
                    if let Some(definition) = catalog.iter().next() {
                        tx.undefine(&definition.name)?;
                    }
                }
            }
            if tx.verify().is_err() {
                tx.rollback_to(&before);
            }
        }
        Ok(())
    }

    /// An index or constraint of any kind, if it can be.
    fn define(
        &mut self,
        tx: &mut Transaction,
        label: LabelId,
        ty: TypeId,
        keys: &[KeyId],
    ) -> Result<()> {
        let kinds = [
            DefinitionKind::Index,
            DefinitionKind::Index,
            DefinitionKind::Unique,
            DefinitionKind::NotNull,
            DefinitionKind::Key,
        ];
        let kind = kinds[self.random.usize(..kinds.len())];
        let several = kind != DefinitionKind::NotNull && self.random.bool();
        let subject = if self.random.bool() {
            Subject::Label(label)
        } else {
            Subject::Type(ty)
        };
        let keys = &keys[..if several { 2 } else { 1 }];
        let name = tx.free_name(kind, subject, keys);
        let made = tx.define(Definition {
            name,
            kind,
            subject,
            keys: keys.into(),
        });
        match made {
            Err(problem)
                if !matches!(
                    problem.code(),
                    Code::SchemaExists | Code::ConstraintViolation
                ) =>
            {
                Err(problem)
            }
            _ => Ok(()),
        }
    }

    /// Makes one commit.
    pub(super) fn commit(&mut self, graph: &Graph) -> Result<()> {
        let mut tx = graph.begin();
        self.change(&mut tx)?;
        tx.describe(format!("step {}", tx.base().commit_number() + 1));
        tx.commit().map(drop)
    }
}
