//! Address space, where the process may have only so much of it (`ulimit -v`): what an allocator cannot get ends the process, so
//! room is refused before. In: bytes that are wanted. Out: a diagnostic when they may not be there. Knows nothing of budgets.

use std::fs::read_to_string;
use std::sync::OnceLock;

use super::{Code, Diagnostic, Result, size_in_words};

/// What is left to what is not asked for: allocators take more than they need, stacks grow, errors are told.
const MARGIN: usize = 64 << 20;

/// About what a process has beside its heap; of what an allocator has reserved beyond that, nothing is used yet.
const BESIDE_HEAP: usize = 128 << 20;

/// Allocators that reserve address space for later reserve more than this.
const RESERVE: usize = 900 << 20;

/// Larger pieces are asked from the system one by one.
const LARGE: usize = 8 << 20;

/// Will so many bytes more be there for `whom`? Told by Linux; elsewhere, and without a limit, they are taken to be.
///
/// What is laid anew lies there twice for a moment, so there must be room for twice as much.
///
/// # Errors
/// `Code::MemoryLimit` when they will not.
pub(crate) fn expect_left(bytes: usize, whom: &str) -> Result<()> {
    static LIMIT: OnceLock<Option<usize>> = OnceLock::new();
    let Some(limit) = *LIMIT.get_or_init(|| of_limits(&read_to_string("/proc/self/limits").ok()?))
    else {
        return Ok(());
    };
    let used = read_to_string("/proc/self/status").ok();
    let Some(used) = used.and_then(|status| of_status(&status, bytes)) else {
        return Ok(());
    };
    let wanted = bytes.saturating_mul(2).saturating_add(MARGIN);
    if used.saturating_add(wanted) <= limit {
        return Ok(());
    }
    let message = format!(
        "{whom} needs more memory than this process may have, which is {} (`ulimit -v`)",
        size_in_words(limit)
    );
    Err(Diagnostic::new(Code::MemoryLimit, message).hint("start the process with a higher limit"))
}

/// The limit of address space, in the table of limits of a process.
fn of_limits(table: &str) -> Option<usize> {
    let line = table
        .lines()
        .find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// How much of it is used, in the state of a process that wants so many bytes in one piece, or in few.
fn of_status(status: &str, wanted: usize) -> Option<usize> {
    let kilobytes = |name: &str| -> Option<usize> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let number: usize = line.split_whitespace().next()?.parse().ok()?;
        number.checked_mul(1024)
    };
    let (all, resident) = (kilobytes("VmSize:")?, kilobytes("VmRSS:")?);
    // What lies free between what is used is of no use to large pieces, unless there is very much of it.
    let has_reserve = all.saturating_sub(resident) > RESERVE;
    if wanted > LARGE && !has_reserve {
        return Some(all);
    }
    Some(all.min(resident + BESIDE_HEAP))
}

#[cfg(test)]
mod tests {
    use super::{BESIDE_HEAP, LARGE, of_limits, of_status};

    #[test]
    fn what_the_system_tells() {
        let table =
            "Limit  Soft Limit  Hard Limit  Units\nMax data size  unlimited  unlimited  bytes\n";
        let row = |soft: &str| {
            format!(
                "{table}Max address space         {soft}            unlimited            bytes\n"
            )
        };
        assert_eq!(of_limits(&row("1048576")), Some(1 << 20));
        assert_eq!(of_limits(&row("unlimited")), None);
        assert_eq!(of_limits(table), None);
        let status = |all: usize| format!("VmPeak:  9 kB\nVmSize:\t  {all} kB\nVmRSS:\t 2048 kB\n");
        assert_eq!(of_status(&status(4096), 1), Some(4 << 20));
        let resident = (2 << 20) + BESIDE_HEAP;
        assert_eq!(of_status(&status(512 << 10), 1), Some(resident));
        assert_eq!(of_status(&status(512 << 10), LARGE + 1), Some(512 << 20));
        assert_eq!(of_status(&status(4 << 20), LARGE + 1), Some(resident));
        assert_eq!(of_status("", 1), None);
    }
}
