//! Chunks of a property column as bytes.
//!
//! In: chunks with their numbers, or bytes. Out: the other. The typed arrays stay what they are in memory. Knows nothing
//! of keys and sections.

use crate::graph::column::{CHUNK, Chunk, ChunkValues, Dictionary, Moments, Text};
use crate::graph::durable::bytes::{Decoded, Decoder, Put, broken};
use crate::graph::durable::value::{
    date, local_datetime, local_time, put_date, put_local_datetime, put_local_time, put_time,
    put_value, read_value, time,
};

/// Writes a chunk with its number.
pub(super) fn put_chunk(out: &mut Vec<u8>, number: u32, chunk: &Chunk) {
    out.put_u32(number);
    chunk.validity().iter().for_each(|&word| out.put_u64(word));
    let values = chunk.values();
    out.put_u8(match values {
        ChunkValues::Integers(_) => 1,
        ChunkValues::Floats(_) => 2,
        ChunkValues::Booleans(_) => 3,
        ChunkValues::Dates(_) => 4,
        ChunkValues::LocalTimes(_) => 5,
        ChunkValues::Times(_) => 6,
        ChunkValues::LocalDateTimes(_) => 7,
        ChunkValues::Dictionary(_) => 8,
        ChunkValues::Text(_) => 9,
        ChunkValues::Mixed(_) => 10,
        ChunkValues::DateTimes(_) => 11,
    });
    out.put_u32(values.len() as u32);
    match values {
        ChunkValues::Integers(all) => out.put_all(all),
        ChunkValues::Floats(all) => out.put_all(all),
        ChunkValues::Booleans(all) => all.iter().for_each(|&value| out.put_u8(value.into())),
        ChunkValues::Dates(all) => all.iter().for_each(|&value| put_date(out, value)),
        ChunkValues::LocalTimes(all) => all.iter().for_each(|&value| put_local_time(out, value)),
        ChunkValues::Times(all) => all.iter().for_each(|&value| put_time(out, value)),
        ChunkValues::LocalDateTimes(all) => {
            for &value in all {
                put_local_datetime(out, value);
            }
        }
        ChunkValues::Dictionary(all) => {
            out.put_all(all.codes());
            out.put_u32(all.words().len() as u32);
            all.words().iter().for_each(|word| out.put_text(word));
        }
        ChunkValues::Text(all) => {
            let (starts, lengths, joined) = all.parts();
            out.put_all(starts);
            out.put_all(lengths);
            out.put_text(joined);
        }
        ChunkValues::Mixed(all) => all.iter().for_each(|value| put_value(out, value)),
        ChunkValues::DateTimes(all) => put_moments(out, all),
    }
}

/// Reads a chunk with its number.
pub(super) fn read_chunk(from: &mut Decoder<'_>) -> Decoded<(u32, Chunk)> {
    let number = from.u32()?;
    let mut valid = [0; CHUNK as usize / 64];
    for word in &mut valid {
        *word = from.u64()?;
    }
    let form = from.u8()?;
    let count = from.count(1)?;
    if count > CHUNK as usize {
        return broken(format!("a chunk of {count} values"));
    }
    let values = match form {
        1 => ChunkValues::Integers(from.all(count)?),
        2 => ChunkValues::Floats(from.all(count)?),
        3 => ChunkValues::Booleans(from.take(count)?.iter().map(|&byte| byte != 0).collect()),
        4 => ChunkValues::Dates(each(from, count, date)?),
        5 => ChunkValues::LocalTimes(each(from, count, local_time)?),
        6 => ChunkValues::Times(each(from, count, time)?),
        7 => ChunkValues::LocalDateTimes(each(from, count, local_datetime)?),
        8 => {
            let codes = from.all(count)?;
            let count = from.count(4)?;
            let words = each(from, count, |from| Ok(from.text()?.into()))?;
            match Dictionary::from_parts(codes, words) {
                Some(dictionary) => ChunkValues::Dictionary(dictionary),
                None => return broken("a dictionary lacks a word"),
            }
        }
        9 => {
            let starts = from.all(count)?;
            let lengths = from.all(count)?;
            match Text::from_parts(starts, lengths, from.text()?.to_owned()) {
                Some(text) => ChunkValues::Text(text),
                None => return broken("a string does not lie in its text"),
            }
        }
        10 => ChunkValues::Mixed(each(from, count, read_value)?),
        11 => ChunkValues::DateTimes(read_moments(from, count)?),
        form => return broken(format!("there is no form of chunk {form}")),
    };
    match Chunk::from_parts(valid, values) {
        Some(chunk) if !chunk.is_empty() => Ok((number, chunk)),
        _ => broken("a chunk lacks values"),
    }
}

/// Instants, then what takes no room in most chunks: nanoseconds, zones and which of them.
fn put_moments(out: &mut Vec<u8>, all: &Moments) {
    let (seconds, nanoseconds, codes, zones) = all.parts();
    out.put_all(seconds);
    out.put_u8(u8::from(!nanoseconds.is_empty()));
    out.put_all(nanoseconds);
    out.put_u16(zones.len() as u16);
    for (offset, name) in zones {
        out.put_i32(*offset);
        out.put_text(name.as_deref().unwrap_or_default());
    }
    out.put_u8(u8::from(!codes.is_empty()));
    out.put_all(codes);
}

fn read_moments(from: &mut Decoder<'_>, count: usize) -> Decoded<Moments> {
    fn here(from: &mut Decoder<'_>, count: usize) -> Decoded<usize> {
        match from.u8()? {
            0 => Ok(0),
            1 => Ok(count),
            _ => broken("a chunk of date-times has a field that is not known"),
        }
    }
    let seconds = from.all(count)?;
    let nanoseconds = here(from, count)?;
    let nanoseconds = from.all(nanoseconds)?;
    let zones = from.u16()?.into();
    let zones = each(from, zones, |from| {
        let offset = from.i32()?;
        let name = from.text()?;
        Ok((offset, (!name.is_empty()).then(|| name.into())))
    })?;
    let codes = here(from, count)?;
    let codes = from.all(codes)?;
    if zones
        .iter()
        .any(|(offset, _)| offset.unsigned_abs() > 18 * 3600)
    {
        return broken("an offset from UTC is out of range");
    }
    match Moments::from_parts(seconds, nanoseconds, codes, zones) {
        Some(moments) => Ok(moments),
        None => broken("a date-time is out of range"),
    }
}

fn each<'a, T>(
    from: &mut Decoder<'a>,
    count: usize,
    read: impl Fn(&mut Decoder<'a>) -> Decoded<T>,
) -> Decoded<Vec<T>> {
    (0..count).map(|_| read(from)).collect()
}
