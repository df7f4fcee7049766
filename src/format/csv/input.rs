//! A CSV file as a stream of bytes, unpacked on the way where its name says that it is packed.
//!
//! In: a path. Out: its bytes, and how much of the file they took. What is packed is unpacked block by block, so that it may
//! be of any length. Knows nothing of rows.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::diagnostic::Interrupt;

/// Endings of files that are packed in some way.
const PACKED: &[&str] = &[
    "7z", "br", "bz2", "gz", "gzip", "lz4", "lzma", "rar", "snappy", "sz", "tgz", "xz", "z", "zip",
    "zst", "zstd",
];

/// How a CSV file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    /// In a way that is not read.
    Other,
}

impl Packing {
    /// What the name of a file says; `None` where it is no CSV file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let ending = |path: &Path| Some(path.extension()?.to_str()?.to_ascii_lowercase());
        let stem = Path::new(path.file_stem()?);
        match ending(path)?.as_str() {
            "csv" => Some(Self::Plain),
            "gz" if ending(stem).as_deref() == Some("csv") => Some(Self::Gzip),
            packed if PACKED.contains(&packed) => {
                let stem = stem.to_string_lossy().to_ascii_lowercase();
                stem.contains(".csv").then_some(Self::Other)
            }
            _ => None,
        }
    }
}

/// The bytes of a file, as long as somebody wants them.
pub(super) struct Input {
    bytes: Bytes,
    interrupt: Interrupt,
    /// The length of the file.
    length: u64,
}

enum Bytes {
    Plain(Counted),
    /// A file may hold several packed ones, one after the other, as `cat a.gz b.gz` makes it.
    Gzip(Box<MultiGzDecoder<Counted>>),
}

/// A file, and how much of it was read.
struct Counted {
    file: File,
    count: u64,
}

impl Input {
    /// Opens a file. Who makes an error of reading asks the interrupt for the reason first.
    pub(super) fn open(path: &Path, packing: Packing, interrupt: &Interrupt) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata().map_or(0, |data| data.len());
        let file = Counted { file, count: 0 };
        let bytes = match packing {
            Packing::Plain => Bytes::Plain(file),
            Packing::Gzip => Bytes::Gzip(Box::new(MultiGzDecoder::new(file))),
            Packing::Other => {
                return Err(io::Error::other("it is packed in a way that is not read"));
            }
        };
        Ok(Self {
            bytes,
            interrupt: interrupt.clone(),
            length,
        })
    }

    /// The length of the file as it lies on the disk.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// How much of that was read.
    pub(super) fn count(&self) -> u64 {
        match &self.bytes {
            Bytes::Plain(file) => file.count,
            Bytes::Gzip(unpacked) => unpacked.get_ref().count,
        }
    }
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // Little can hold much that is no row, such as empty lines.
        let stopped = |_| io::Error::other("nobody wants it any more");
        self.interrupt.check().map_err(stopped)?;
        match &mut self.bytes {
            Bytes::Plain(file) => file.read(into),
            Bytes::Gzip(unpacked) => unpacked.read(into).map_err(|problem| {
                let why = match problem.kind() {
                    io::ErrorKind::UnexpectedEof => "the file ends before its gzip data does",
                    io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                        "it is no gzip file, or a damaged one"
                    }
                    _ => return problem,
                };
                io::Error::new(problem.kind(), why)
            }),
        }
    }
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(into)?;
        self.count += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Packing;

    #[test]
    fn names() {
        for (name, packing) in [
            ("a.csv", Some(Packing::Plain)),
            ("A.CSV", Some(Packing::Plain)),
            ("a.csv.gz", Some(Packing::Gzip)),
            ("a.b.CSV.Gz", Some(Packing::Gzip)),
            ("a.csv.zst", Some(Packing::Other)),
            ("a.CSV.BZ2", Some(Packing::Other)),
            ("a.csv.tar.gz", Some(Packing::Other)),
            ("a.gz", None),
            ("csv.zip", None),
            ("a.csv.crc", None),
            ("a.csv~", None),
            (".csv", None),
            ("csv", None),
        ] {
            assert_eq!(Packing::of(Path::new(name)), packing, "{name}");
        }
    }
}
