//! Where typed lines are remembered. Knows nothing of the editor.

use std::path::PathBuf;

/// Where the history of the shell is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum History {
    /// In this file.
    File(PathBuf),
    /// Until the shell ends.
    InMemory,
    /// Not at all.
    Disabled,
}

impl History {
    /// What `--history` and `QUIPU_HISTORY` say: a path, `in-memory` or `disable`.
    pub fn from_text(text: &str) -> Self {
        match text {
            "in-memory" => Self::InMemory,
            "disable" | "" => Self::Disabled,
            path => Self::File(PathBuf::from(path)),
        }
    }
}

/// `$XDG_STATE_HOME/quipu/history`, by default below `~/.local/state`; `None` when there is no home.
pub fn default_path() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let state = match state {
        Some(state) => state,
        None => PathBuf::from(std::env::var_os("HOME").filter(|home| !home.is_empty())?)
            .join(".local")
            .join("state"),
    };
    Some(state.join("quipu").join("history"))
}
