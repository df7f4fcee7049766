//! How much reading JSON takes. In: the text. Out: bytes. Knows nothing of limits.

/// About the bytes that one element of a list or one field of an object takes while it is read and made a value.
const PER_ITEM: usize = 240;

/// About the bytes that are held at the most while this JSON is read and made a value, the text included. O(length).
///
/// ```
/// use quipu::value::json::reading_bytes;
///
/// assert!(reading_bytes("[1, 2, 3]") > 3 * reading_bytes("7"));
/// ```
pub fn reading_bytes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let items = memchr::memchr3_iter(b',', b'[', b'{', bytes).count();
    items
        .saturating_mul(PER_ITEM)
        .saturating_add(bytes.len().saturating_mul(3))
}
