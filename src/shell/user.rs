//! Who works here, for the log of a database file. Knows nothing of databases.

/// The name of the person who runs this process, as far as the environment tells; empty otherwise.
pub fn user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()))
        .unwrap_or_default()
}
