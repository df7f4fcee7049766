//! Completion of file names. In: the start of a path. Out: the files and folders it may become. Knows nothing of what is
//! in them.

use std::path::PathBuf;

use super::complete::{Candidate, Found};

/// The paths that start with `begun`, which stands at `start` in its line.
pub(super) fn complete(begun: &str, start: usize) -> Found {
    let (folder, prefix) = match begun.rfind('/') {
        Some(at) => begun.split_at(at + 1),
        None => ("", begun),
    };
    let place = match (folder, folder.strip_prefix("~/"), std::env::var_os("HOME")) {
        ("", ..) => PathBuf::from("."),
        (_, Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(folder),
    };
    let mut candidates: Vec<Candidate> = std::fs::read_dir(place)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !prefix.starts_with('.');
            if hidden || !name.starts_with(prefix) {
                return None;
            }
            let end = if entry.path().is_dir() { "/" } else { "" };
            Some(Candidate {
                shown: format!("{name}{end}"),
                text: format!("{folder}{name}{end}"),
            })
        })
        .collect();
    candidates.sort_by(|left, right| left.shown.cmp(&right.shown));
    Found { start, candidates }
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn files_and_folders() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("graph one.json"), "").unwrap();
        std::fs::write(folder.path().join(".hidden"), "").unwrap();
        std::fs::create_dir(folder.path().join("grants")).unwrap();
        let place = folder.path().display().to_string();
        let check = |begun: &str, expected: &[&str]| {
            let found = complete(&format!("{place}/{begun}"), 8);
            let texts: Vec<&str> = found
                .candidates
                .iter()
                .map(|found| found.shown.as_str())
                .collect();
            assert_eq!((found.start, texts.as_slice()), (8, expected), "{begun}");
        };
        check("", &["grants/", "graph one.json"]);
        check("gra", &["grants/", "graph one.json"]);
        check("graph o", &["graph one.json"]);
        check(".h", &[".hidden"]);
        check("nothing", &[]);
    }
}
