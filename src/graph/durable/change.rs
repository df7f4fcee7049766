//! Changes as bytes: a tag, then the content.
//!
//! In: the changes of a transaction, or bytes. Out: the other. Knows nothing of records and files.

use super::bytes::{Decoded, Decoder, Put, broken};
use super::definition::{put_definition, read_definition};
use super::value::{put_value, read_value};
use crate::graph::id::{KeyId, LabelId, TypeId};
use crate::graph::write::Change;
use crate::value::{NodeId, RelId, Value};

/// Bytes that the shortest change takes.
pub(super) const LEAST: usize = 5;

/// Writes a change.
pub(super) fn put_change(out: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Label(label, name) => {
            out.put_u8(1);
            out.put_u16(label.0);
            out.put_text(name);
        }
        Change::Type(ty, name) => {
            out.put_u8(2);
            out.put_u16(ty.0);
            out.put_text(name);
        }
        Change::Key(key, name) => {
            out.put_u8(3);
            out.put_u32(key.0);
            out.put_text(name);
        }
        Change::CreateNode {
            node,
            labels,
            properties,
        } => {
            out.put_u8(4);
            out.put_u32(node.0);
            out.put_u32(labels.len() as u32);
            labels.iter().for_each(|label| out.put_u16(label.0));
            put_properties(out, properties);
        }
        Change::DeleteNode(node) => {
            out.put_u8(5);
            out.put_u32(node.0);
        }
        Change::CreateRelationship {
            relationship,
            from,
            to,
            properties,
        } => {
            out.put_u8(6);
            put_relationship(out, *relationship);
            out.put_u32(from.0);
            out.put_u32(to.0);
            put_properties(out, properties);
        }
        Change::DeleteRelationship(relationship) => {
            out.put_u8(7);
            put_relationship(out, *relationship);
        }
        Change::SetNodeProperty(node, key, value) => {
            out.put_u8(8);
            out.put_u32(node.0);
            out.put_u32(key.0);
            put_value(out, value);
        }
        Change::SetRelationshipProperty(relationship, key, value) => {
            out.put_u8(9);
            put_relationship(out, *relationship);
            out.put_u32(key.0);
            put_value(out, value);
        }
        Change::AddLabel(node, label) => {
            out.put_u8(10);
            out.put_u32(node.0);
            out.put_u16(label.0);
        }
        Change::RemoveLabel(node, label) => {
            out.put_u8(11);
            out.put_u32(node.0);
            out.put_u16(label.0);
        }
        Change::Define(definition) => {
            out.put_u8(12);
            put_definition(out, definition);
        }
        Change::Undefine(name) => {
            out.put_u8(13);
            out.put_text(name);
        }
    }
}

/// Reads a change.
pub(super) fn read_change(from: &mut Decoder<'_>) -> Decoded<Change> {
    Ok(match from.u8()? {
        1 => Change::Label(LabelId(from.u16()?), from.text()?.into()),
        2 => Change::Type(TypeId(from.u16()?), from.text()?.into()),
        3 => Change::Key(KeyId(from.u32()?), from.text()?.into()),
        4 => {
            let node = NodeId(from.u32()?);
            let count = from.count(2)?;
            let labels: Decoded<_> = (0..count).map(|_| from.u16().map(LabelId)).collect();
            Change::CreateNode {
                node,
                labels: labels?,
                properties: read_properties(from)?,
            }
        }
        5 => Change::DeleteNode(NodeId(from.u32()?)),
        6 => Change::CreateRelationship {
            relationship: read_relationship(from)?,
            from: NodeId(from.u32()?),
            to: NodeId(from.u32()?),
            properties: read_properties(from)?,
        },
        7 => Change::DeleteRelationship(read_relationship(from)?),
        8 => Change::SetNodeProperty(NodeId(from.u32()?), KeyId(from.u32()?), read_value(from)?),
        9 => Change::SetRelationshipProperty(
            read_relationship(from)?,
            KeyId(from.u32()?),
            read_value(from)?,
        ),
        10 => Change::AddLabel(NodeId(from.u32()?), LabelId(from.u16()?)),
        11 => Change::RemoveLabel(NodeId(from.u32()?), LabelId(from.u16()?)),
        12 => Change::Define(read_definition(from)?.into()),
        13 => Change::Undefine(from.text()?.into()),
        tag => return broken(format!("there is no kind of change {tag}")),
    })
}

fn put_relationship(out: &mut Vec<u8>, relationship: RelId) {
    out.put_u16(relationship.ty);
    out.put_u32(relationship.slot);
}

fn read_relationship(from: &mut Decoder<'_>) -> Decoded<RelId> {
    Ok(RelId {
        ty: from.u16()?,
        slot: from.u32()?,
    })
}

fn put_properties(out: &mut Vec<u8>, properties: &[(KeyId, Value)]) {
    out.put_u32(properties.len() as u32);
    for (key, value) in properties {
        out.put_u32(key.0);
        put_value(out, value);
    }
}

fn read_properties(from: &mut Decoder<'_>) -> Decoded<Box<[(KeyId, Value)]>> {
    let count = from.count(5)?;
    (0..count)
        .map(|_| Ok((KeyId(from.u32()?), read_value(from)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::{LEAST, put_change, read_change};
    use crate::graph::durable::bytes::Decoder;
    use crate::graph::{Change, Definition, DefinitionKind, KeyId, LabelId, Subject, TypeId};
    use crate::value::{NodeId, RelId, Value};

    #[test]
    fn every_change_comes_back() {
        let (node, label, key) = (NodeId(70_000), LabelId(300), KeyId(5));
        let relationship = RelId { ty: 2, slot: 9 };
        let properties: Box<[_]> = [(key, Value::from("x")), (KeyId(6), 1.into())].into();
        let index = Definition {
            name: "index_L_k".into(),
            kind: DefinitionKind::Index,
            subject: Subject::Label(label),
            keys: [key].into(),
        };
        let constraint = Definition {
            name: "c".into(),
            kind: DefinitionKind::Key,
            subject: Subject::Type(TypeId(1)),
            keys: [key, KeyId(0)].into(),
        };
        for change in [
            Change::Label(label, "L".into()),
            Change::Type(TypeId(1), "T".into()),
            Change::Key(key, String::new().into()),
            Change::CreateNode {
                node,
                labels: [label, LabelId(0)].into(),
                properties: properties.clone(),
            },
            Change::DeleteNode(node),
            Change::CreateRelationship {
                relationship,
                from: node,
                to: NodeId(0),
                properties,
            },
            Change::DeleteRelationship(relationship),
            Change::SetNodeProperty(node, key, Value::Null),
            Change::SetRelationshipProperty(relationship, key, 2.5.into()),
            Change::AddLabel(node, label),
            Change::RemoveLabel(node, label),
            Change::Define(index.into()),
            Change::Define(constraint.into()),
            Change::Undefine("index_L_k".into()),
        ] {
            let mut bytes = Vec::new();
            put_change(&mut bytes, &change);
            assert!(bytes.len() >= LEAST);
            let mut decoder = Decoder::new(&bytes);
            let found = read_change(&mut decoder).unwrap();
            assert_eq!(format!("{found:?}"), format!("{change:?}"));
            assert_eq!(decoder.end(), Ok(()));
            for end in 0..bytes.len() {
                assert!(read_change(&mut Decoder::new(&bytes[..end])).is_err());
            }
        }
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = read_change(&mut Decoder::new(&bytes));
        }
    }
}
