//! How much memory this process may still take. In: what Linux tells in files below `/proc` and `/sys/fs/cgroup`. Out: bytes,
//! where it tells. Knows nothing of what they are taken for.
//!
//! Whichever is least counts: what is free on the machine, what the container may still take (the control group of the
//! process and all above it, of version 1 and 2), and what the limits of the process leave (`ulimit -v`, `ulimit -d`).
//! Sources: `man 5 proc`, and the chapters on the memory controllers in the documentation of the kernel.

use std::fs::read_to_string;
use std::path::Path;

/// Address space that a process has beside its heap: the program, its libraries, stacks.
const BESIDE_HEAP: usize = 96 << 20;

/// So little is tried always.
const LEAST: usize = 16 << 20;

/// Of the memory that is free below `root`, which is `/`, what the statements of a session may hold.
///
/// A quarter is left to what is not counted and to others; of address space half, of which allocators take more than they
/// need.
pub(super) fn for_statements(root: &Path) -> Option<usize> {
    let memory = [available(root), in_groups(root)].into_iter().flatten();
    let memory = memory.min().map(|bytes| bytes / 4 * 3);
    let space = within_limits(root).map(|bytes| bytes / 2);
    let least = [memory, space].into_iter().flatten().min();
    least.map(|bytes| bytes.max(LEAST))
}

/// What is free on the machine.
fn available(root: &Path) -> Option<usize> {
    let told = read_to_string(root.join("proc/meminfo")).ok()?;
    kilobytes(&told, "MemAvailable:")
}

/// What the control groups leave.
fn in_groups(root: &Path) -> Option<usize> {
    let told = read_to_string(root.join("proc/self/cgroup")).ok()?;
    let groups = told.lines().filter_map(|line| {
        let (_, rest) = line.split_once(':')?;
        let (controllers, path) = rest.split_once(':')?;
        let version = match controllers {
            "" => &VERSION_2,
            _ if controllers.split(',').any(|name| name == "memory") => &VERSION_1,
            _ => return None,
        };
        in_group(root, version, path.trim_start_matches('/'))
    });
    groups.min()
}

/// Where a version of control groups has its files.
struct Group {
    mount: &'static str,
    limits: &'static [&'static str],
    used: &'static str,
    /// Of what is used: files that were read long ago and go when room is wanted.
    old_files: &'static str,
}

const VERSION_1: Group = Group {
    mount: "sys/fs/cgroup/memory",
    limits: &["memory.limit_in_bytes"],
    used: "memory.usage_in_bytes",
    old_files: "total_inactive_file",
};

const VERSION_2: Group = Group {
    mount: "sys/fs/cgroup",
    limits: &["memory.max", "memory.high"],
    used: "memory.current",
    old_files: "inactive_file",
};

/// What a group and those above it leave. In a container the files of its group stand at the mount itself.
fn in_group(root: &Path, version: &Group, path: &str) -> Option<usize> {
    let mount = root.join(version.mount);
    let groups = Path::new(path).ancestors().map(|group| mount.join(group));
    let left = groups.filter_map(|group| {
        let number = |file: &str| -> Option<usize> {
            let told = read_to_string(group.join(file)).ok()?;
            told.trim().parse().ok()
        };
        let limit = version
            .limits
            .iter()
            .filter_map(|file| number(file))
            .min()?;
        let stat = read_to_string(group.join("memory.stat")).unwrap_or_default();
        let old_files = field(&stat, version.old_files).unwrap_or(0);
        let used = number(version.used).unwrap_or(0).saturating_sub(old_files);
        Some(limit.saturating_sub(used))
    });
    left.min()
}

/// What the limits of the process leave. What an allocator has reserved and nobody has written to yet is free.
fn within_limits(root: &Path) -> Option<usize> {
    let limits = read_to_string(root.join("proc/self/limits")).ok()?;
    let used = read_to_string(root.join("proc/self/status")).unwrap_or_default();
    let used = kilobytes(&used, "VmRSS:").unwrap_or(0) + BESIDE_HEAP;
    let soft = |name: &str| -> Option<usize> {
        let line = limits.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    let limits = ["Max address space", "Max data size"].into_iter();
    let limit = limits.filter_map(soft).min()?;
    Some(limit.saturating_sub(used))
}

/// The number behind a word at the start of a line.
fn field(text: &str, name: &str) -> Option<usize> {
    let mut fields = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        (words.next()? == name).then(|| words.next()?.parse().ok())?
    });
    fields.next()
}

fn kilobytes(text: &str, name: &str) -> Option<usize> {
    field(text, name)?.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::for_statements;

    const MEMINFO: (&str, &str) = (
        "proc/meminfo",
        "MemTotal:       8000000 kB\nMemFree:  1000 kB\nMemAvailable:    4000000 kB\n",
    );

    /// In files: paths and texts. Out: what statements may hold.
    #[track_caller]
    fn check(files: &[(&str, &str)], expected: Option<usize>) {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        assert_eq!(for_statements(root.path()), expected);
    }

    #[test]
    fn the_machine() {
        check(&[], None);
        check(&[MEMINFO], Some(4_000_000 * 1024 / 4 * 3));
    }

    #[test]
    fn containers() {
        let at = |group: &'static str, limit: &'static str| {
            [
                MEMINFO,
                ("proc/self/cgroup", group),
                ("sys/fs/cgroup/a/b/memory.max", limit),
                ("sys/fs/cgroup/a/b/memory.high", "max\n"),
                ("sys/fs/cgroup/a/b/memory.current", "800000000\n"),
                (
                    "sys/fs/cgroup/a/b/memory.stat",
                    "anon 1\ninactive_file 300000000\n",
                ),
                ("sys/fs/cgroup/a/memory.max", "max\n"),
            ]
        };
        let all = Some(4_000_000 * 1024 / 4 * 3);
        check(&at("0::/a/b\n", "1500000000\n"), Some(750_000_000));
        check(&at("0::/a/b\n", "100\n"), Some(16 << 20));
        check(&at("0::/a/b\n", "max\n"), all);
        check(&at("0::/a\n", "1500000000\n"), all);
        // A group above is narrower.
        check(&at("0::/a/b/c\n", "1500000000\n"), Some(750_000_000));
        // The group of a container is the root that it sees.
        let old = [
            MEMINFO,
            (
                "proc/self/cgroup",
                "5:cpu,cpuacct:/x\n4:memory:/docker/x\n0::/\n",
            ),
            ("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000000000\n"),
            ("sys/fs/cgroup/memory/memory.usage_in_bytes", "1000000000\n"),
        ];
        check(&old, Some(750_000_000));
    }

    #[test]
    fn limits_of_the_process() {
        let check_soft = |soft: &str, expected: usize| {
            let text = format!(
                "Limit                     Soft Limit           Hard Limit           Units     \n\
                 Max data size             unlimited            unlimited            bytes     \n\
                 Max address space         {soft}           unlimited            bytes     \n"
            );
            check(&[MEMINFO, ("proc/self/limits", &text)], Some(expected));
        };
        check_soft("unlimited", 4_000_000 * 1024 / 4 * 3);
        check_soft("1073741824", ((1 << 30) - (96 << 20)) / 2);
        check_soft("1000", 16 << 20);
    }
}
