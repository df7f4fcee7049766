//! What a statement may use, as the arguments say. In: `--memory-limit` and `--timeout`. Out: limits, once the graph is there:
//! what is free then is what its statements may share. Knows nothing of how limits are kept.

use std::time::Duration;

use crate::engine::Limits;
use crate::shell::{default_memory_limit, memory_limit, time_limit};

/// What was said of limits.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SaidLimits {
    memory: Memory,
    time: Option<Duration>,
}

#[derive(Debug, Clone, Copy, Default)]
enum Memory {
    #[default]
    Unsaid,
    Said(Option<usize>),
}

impl SaidLimits {
    /// What `--memory-limit` and `--timeout` say; or what is wrong with that.
    pub(super) fn of(memory: Option<&str>, time: Option<&str>) -> Result<Self, String> {
        let about = |option: &'static str| move |message: String| format!("{option}: {message}");
        Ok(Self {
            memory: match memory {
                None => Memory::Unsaid,
                Some(text) => Memory::Said(memory_limit(text).map_err(about("--memory-limit"))?),
            },
            time: match time {
                None => None,
                Some(text) => time_limit(text).map_err(about("--timeout"))?,
            },
        })
    }

    /// The limits. To be asked for when the graph is there, which takes memory too.
    pub(super) fn limits(self) -> Limits {
        Limits {
            memory: match self.memory {
                Memory::Unsaid => default_memory_limit(),
                Memory::Said(bytes) => bytes,
            },
            time: self.time,
        }
    }
}
