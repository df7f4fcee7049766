//! Indexes and constraints as bytes.
//!
//! In: a definition, or bytes. Out: the other. The same in the log and in the snapshot. Knows nothing of graphs.

use super::bytes::{Decoded, Decoder, Put, broken};
use crate::graph::catalog::{Definition, DefinitionKind, Subject};
use crate::graph::id::{KeyId, LabelId, TypeId};

/// Bytes that the shortest definition takes.
pub(super) const LEAST: usize = 16;

/// Kinds in the order of their numbers, from 1 on.
const KINDS: [DefinitionKind; 4] = [
    DefinitionKind::Index,
    DefinitionKind::Unique,
    DefinitionKind::NotNull,
    DefinitionKind::Key,
];

/// Writes a definition.
pub(super) fn put_definition(out: &mut Vec<u8>, definition: &Definition) {
    out.put_text(&definition.name);
    let kind = KINDS.iter().position(|kind| *kind == definition.kind);
    out.put_u8(kind.map_or(0, |at| at as u8 + 1));
    match definition.subject {
        Subject::Label(label) => {
            out.put_u8(1);
            out.put_u16(label.0);
        }
        Subject::Type(ty) => {
            out.put_u8(2);
            out.put_u16(ty.0);
        }
    }
    out.put_u32(definition.keys.len() as u32);
    definition.keys.iter().for_each(|key| out.put_u32(key.0));
}

/// Reads a definition.
pub(super) fn read_definition(from: &mut Decoder<'_>) -> Decoded<Definition> {
    let name = from.text()?.into();
    let number = from.u8()?;
    let Some(&kind) = KINDS.get(usize::from(number).wrapping_sub(1)) else {
        return broken(format!("there is no kind of index or constraint {number}"));
    };
    let subject = match (from.u8()?, from.u16()?) {
        (1, label) => Subject::Label(LabelId(label)),
        (2, ty) => Subject::Type(TypeId(ty)),
        (sort, _) => return broken(format!("there is no sort of subject {sort}")),
    };
    let count = from.count(4)?;
    let keys: Decoded<_> = (0..count).map(|_| from.u32().map(KeyId)).collect();
    Ok(Definition {
        name,
        kind,
        subject,
        keys: keys?,
    })
}
