//! Numbers and texts as bytes: fixed width, lowest byte first; a text is its length and its UTF-8.
//!
//! In: values to write, or bytes to read. Out: bytes, or values; reading never goes past the end and never believes a
//! count that the bytes that are left cannot hold. Knows nothing of what the values mean.

/// Writes at the end of a buffer.
pub(super) trait Put {
    fn put(&mut self, bytes: &[u8]);

    fn put_u8(&mut self, value: u8) {
        self.put(&[value]);
    }
    fn put_u16(&mut self, value: u16) {
        self.put(&value.to_le_bytes());
    }
    fn put_u32(&mut self, value: u32) {
        self.put(&value.to_le_bytes());
    }
    fn put_u64(&mut self, value: u64) {
        self.put(&value.to_le_bytes());
    }
    fn put_i32(&mut self, value: i32) {
        self.put(&value.to_le_bytes());
    }
    fn put_i64(&mut self, value: i64) {
        self.put(&value.to_le_bytes());
    }
    /// Numbers, one after the other.
    fn put_all<T: Plain>(&mut self, numbers: &[T]) {
        if cfg!(target_endian = "little") {
            self.put(bytemuck::must_cast_slice(numbers));
        } else {
            numbers
                .iter()
                .for_each(|number| self.put(number.bytes().as_ref()));
        }
    }
    fn put_text(&mut self, text: &str) {
        self.put_u32(text.len() as u32);
        self.put(text.as_bytes());
    }
}

impl Put for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Numbers that lie in memory as they lie in files, where the processor puts the lowest byte first.
pub(super) trait Plain: bytemuck::Pod {
    /// Its bytes, lowest first.
    fn bytes(self) -> impl AsRef<[u8]>;
    /// The number that memory in the order of files holds.
    fn in_memory(self) -> Self;
}

macro_rules! plain {
    ($($type:ty)*) => {
        $(impl Plain for $type {
            fn bytes(self) -> impl AsRef<[u8]> {
                self.to_le_bytes()
            }
            fn in_memory(self) -> Self {
                Self::from_le_bytes(self.to_ne_bytes())
            }
        })*
    };
}

plain!(u16 u32 i64 f64);

/// Turns numbers whose memory was read from a file into what they stand for.
pub(super) fn from_file<T: Plain>(numbers: &mut [T]) {
    if cfg!(target_endian = "big") {
        numbers
            .iter_mut()
            .for_each(|number| *number = number.in_memory());
    }
}

/// What is wrong with bytes that were read; where they lie, the caller knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken(pub(super) String);

pub(super) type Decoded<T> = Result<T, Broken>;

pub(super) fn broken<T>(what: impl Into<String>) -> Decoded<T> {
    Err(Broken(what.into()))
}

/// Reads from the front.
#[derive(Debug, Clone)]
pub(super) struct Decoder<'a> {
    bytes: &'a [u8],
}

impl<'a> Decoder<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn take(&mut self, count: usize) -> Decoded<&'a [u8]> {
        match self.bytes.split_at_checked(count) {
            Some((taken, rest)) => {
                self.bytes = rest;
                Ok(taken)
            }
            None => broken(format!(
                "{count} bytes are needed and {} are left",
                self.left()
            )),
        }
    }

    fn array<const N: usize>(&mut self) -> Decoded<[u8; N]> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N)?);
        Ok(array)
    }

    pub(super) fn u8(&mut self) -> Decoded<u8> {
        Ok(self.array::<1>()?[0])
    }
    pub(super) fn u16(&mut self) -> Decoded<u16> {
        self.array().map(u16::from_le_bytes)
    }
    pub(super) fn u32(&mut self) -> Decoded<u32> {
        self.array().map(u32::from_le_bytes)
    }
    pub(super) fn u64(&mut self) -> Decoded<u64> {
        self.array().map(u64::from_le_bytes)
    }
    pub(super) fn i32(&mut self) -> Decoded<i32> {
        self.array().map(i32::from_le_bytes)
    }
    pub(super) fn i64(&mut self) -> Decoded<i64> {
        self.array().map(i64::from_le_bytes)
    }
    pub(super) fn bytes16(&mut self) -> Decoded<[u8; 16]> {
        self.array()
    }

    /// A count of things of at least `least` bytes each.
    pub(super) fn count(&mut self, least: usize) -> Decoded<usize> {
        let count = self.u32()? as usize;
        if count.saturating_mul(least) > self.left() {
            return broken(format!(
                "a count of {count} does not fit the {} bytes that are left",
                self.left()
            ));
        }
        Ok(count)
    }

    pub(super) fn text(&mut self) -> Decoded<&'a str> {
        let length = self.count(1)?;
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map_err(|_| Broken("a text is not UTF-8".into()))
    }

    /// As many numbers.
    pub(super) fn all<T: Plain>(&mut self, count: usize) -> Decoded<Vec<T>> {
        let bytes = self.take(count.saturating_mul(size_of::<T>()))?;
        let mut numbers = bytemuck::pod_collect_to_vec(bytes);
        from_file(&mut numbers);
        Ok(numbers)
    }

    /// Refuses bytes that are left over.
    pub(super) fn end(&self) -> Decoded<()> {
        if self.left() == 0 {
            Ok(())
        } else {
            broken(format!("{} bytes are left over", self.left()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Broken, Decoder, Put};

    #[test]
    fn what_was_put_is_read() {
        let mut bytes = Vec::new();
        bytes.put_u8(7);
        bytes.put_u16(0x0102);
        bytes.put_i32(-3);
        bytes.put_i64(i64::MIN);
        bytes.put_text("naïve");
        bytes.put_all(&[5, u32::MAX]);
        assert_eq!(bytes[1..3], [2, 1]);
        let mut decoder = Decoder::new(&bytes);
        assert_eq!((decoder.u8(), decoder.u16()), (Ok(7), Ok(0x0102)));
        assert_eq!((decoder.i32(), decoder.i64()), (Ok(-3), Ok(i64::MIN)));
        assert_eq!(decoder.text(), Ok("naïve"));
        assert!(decoder.end().is_err());
        assert_eq!(decoder.all::<u32>(2), Ok(vec![5, u32::MAX]));
        assert_eq!(decoder.end(), Ok(()));
        assert!(decoder.u8().is_err());
    }

    #[test]
    fn a_count_that_lies_is_refused_before_it_costs_memory() {
        let bytes = u32::MAX.to_le_bytes();
        let refused = |found: Result<usize, Broken>| assert!(found.is_err());
        refused(Decoder::new(&bytes).count(1));
        refused(Decoder::new(&bytes).text().map(str::len));
        refused(
            Decoder::new(&bytes)
                .all::<u32>(usize::MAX)
                .map(|all| all.len()),
        );
    }
}
