//! Databases under hard use, through the public interface only: processes that are killed, readers beside a writer.
//!
//! The environment variable `QUIPU_LONG` makes every loop so many times longer, `QUIPU_SEED` makes other random choices.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

mod accounts;
mod kill;
mod memory;
mod readers;

/// How much longer than usual.
fn longer() -> usize {
    let times = std::env::var("QUIPU_LONG").ok();
    times.and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Where random choices start from.
fn seed() -> u64 {
    let seed = std::env::var("QUIPU_SEED").ok();
    seed.and_then(|seed| seed.parse().ok()).unwrap_or(1)
}
