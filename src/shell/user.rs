//! Who works here, for the log of a database file. Knows nothing of databases.

/// The name of the person who runs this process: as the environment says, else as the system knows the user, else
/// `uid` and the number; empty where there are no numbers.
pub fn user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|name| !name.is_empty()))
        .unwrap_or_else(known_to_the_system)
}

#[cfg(unix)]
fn known_to_the_system() -> String {
    use nix::unistd::{Uid, User};
    let uid = Uid::current();
    match User::from_uid(uid) {
        Ok(Some(user)) if !user.name.is_empty() => user.name,
        _ => format!("uid {uid}"),
    }
}

#[cfg(not(unix))]
fn known_to_the_system() -> String {
    String::new()
}
