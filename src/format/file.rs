//! A file as text. In: a path. Out: its text, or why it cannot be had. Knows nothing of what the text says.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Result, size_in_words};
use crate::source::{Lines, Source};

/// Reads a whole file as UTF-8. A byte order mark at its start is left out.
///
/// Refused, with the file's name: a file that is missing, is a folder or may not be read, and text that is not UTF-8 (with
/// line and column).
pub fn read_file(path: &Path) -> Result<Source> {
    read_file_within(path, None)
}

/// As [`read_file`], where texts may hold half of a memory limit.
///
/// # Errors
/// `Code::MemoryLimit` for a longer one, before it is read whole.
pub fn read_file_within(path: &Path, limit: Option<usize>) -> Result<Source> {
    let name = path.display().to_string();
    let mut file = open_file(path)?;
    let bytes = read_within(&mut file, &format!("`{name}`"), limit)?
        .map_err(|error| not_readable(path, &reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let start = String::from_utf8_lossy(&error.as_bytes()[..good]).into_owned();
        let place = Lines::new(&start).place(u32::try_from(start.len()).unwrap_or(u32::MAX));
        Diagnostic::new(
            Code::InvalidUtf8,
            format!(
                "`{name}` is not UTF-8 text: byte 0x{:02x} at line {}, column {}",
                error.as_bytes()[good],
                place.line,
                place.column
            ),
        )
        .hint("save the file as UTF-8")
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    Ok(Source::new(name, text))
}

/// Reads what may hold half of a memory limit: the other half is for what is made of it.
///
/// # Errors
/// `Code::MemoryLimit` for more, before it is read whole; and what reading raises.
pub(crate) fn read_within(
    input: &mut dyn Read,
    name: &str,
    limit: Option<usize>,
) -> Result<std::io::Result<Vec<u8>>> {
    let most = limit.map_or(usize::MAX, |limit| limit / 2);
    let mut bytes = Vec::new();
    let mut input = input.take((most as u64).saturating_add(1));
    if let Err(error) = input.read_to_end(&mut bytes) {
        return Ok(Err(error));
    }
    if bytes.len() <= most {
        return Ok(Ok(bytes));
    }
    let message = format!(
        "{name} is longer than {}: a text may take half of the memory limit",
        size_in_words(most)
    );
    Err(Diagnostic::new(Code::MemoryLimit, message)
        .hint("cut it into several, or raise the limit; `quipu import` reads data as a stream"))
}

/// Opens a file to read it as a stream. Refused as in [`read_file`], but for what stands in it.
pub fn open_file(path: &Path) -> Result<File> {
    let file = File::open(path).map_err(|error| not_readable(path, &reason(&error)))?;
    if file.metadata().is_ok_and(|data| data.is_dir()) {
        return Err(not_readable(path, "it is a folder"));
    }
    Ok(file)
}

fn not_readable(path: &Path, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot be read: {why}", path.display());
    Diagnostic::new(Code::FileNotReadable, message)
}

/// Why a file cannot be had, without the number of the operating system.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text
        .rfind(" (os error")
        .map_or(text.as_str(), |end| &text[..end]);
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        std::fs::write(&path, bytes).unwrap();
        match (read_file(&path), expected) {
            (Ok(source), Ok(text)) => assert_eq!(source.text, text),
            (Err(error), Err(part)) => {
                assert!(error.message().contains(part), "{}", error.message());
            }
            (got, expected) => panic!("{got:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn texts() {
        check("\u{feff}ä".as_bytes(), Ok("ä"));
        check(b"", Ok(""));
        check(b"a\nbc\xff", Err("byte 0xff at line 2, column 3"));
    }

    #[test]
    fn what_is_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let missing = read_file(&folder.path().join("none")).unwrap_err();
        assert_eq!(missing.code(), Code::FileNotReadable);
        assert_eq!(
            read_file(folder.path()).unwrap_err().code(),
            Code::FileNotReadable
        );
    }
}
