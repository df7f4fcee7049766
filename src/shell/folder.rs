//! A folder of CSV files as a new graph, with a line of progress on a terminal. In: the folder. Out: the graph and what
//! was read. Knows nothing of CSV itself.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::Result;
use crate::diagnostic::Interrupt;
use crate::format::csv::{CsvOptions, CsvProgress, CsvReport, read_folder};
use crate::graph::Graph;

/// How often the line changes.
const PACE: Duration = Duration::from_millis(100);

/// Reads all CSV files of a folder into a new graph: all of them or, also when `interrupt` stops that, nothing.
pub fn load_folder(
    folder: &Path,
    options: &CsvOptions,
    interrupt: &Interrupt,
) -> Result<(Graph, CsvReport)> {
    let mut terminal = std::io::stderr();
    let shown = terminal.is_terminal();
    let started = Instant::now();
    let mut last = started;
    let mut tell = |progress: CsvProgress<'_>| {
        if shown && last.elapsed() >= PACE {
            last = Instant::now();
            // A line that cannot be shown is no reason to stop.
            let _ = write!(terminal, "\r\x1b[K{}", line(&progress, started.elapsed()));
            let _ = terminal.flush();
        }
    };
    let read = read_folder(folder, options, &mut tell, interrupt);
    if shown {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
    Ok(read?)
}

/// Share, file, and how long it will take.
fn line(progress: &CsvProgress<'_>, elapsed: Duration) -> String {
    let share = progress.bytes as f64 / progress.total_bytes.max(1) as f64;
    let file = progress.file.file_name().unwrap_or_default();
    let left = elapsed.as_secs_f64() * (1.0 - share).max(0.0) / share.max(1e-6);
    format!(
        "{:3.0} %  {}  {left:.0} s left",
        share * 100.0,
        file.to_string_lossy()
    )
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::line;
    use crate::format::csv::CsvProgress;

    fn check(bytes: u64, expected: &str) {
        let progress = CsvProgress {
            file: Path::new("a/people.csv"),
            bytes,
            total_bytes: 200,
        };
        assert_eq!(line(&progress, Duration::from_secs(10)), expected);
    }

    #[test]
    fn lines() {
        check(50, " 25 %  people.csv  30 s left");
        check(200, "100 %  people.csv  0 s left");
    }
}
