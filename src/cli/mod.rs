//! The command line: what was said, what it means, doing it, the exit code.
//!
//! In: the arguments of the process. Out: output on the standard streams and an exit code. Knows nothing of how
//! statements run.

mod args;
mod check;
mod exit;
mod help;
mod intent;
mod keep;
mod limits;
mod pipe;
mod restore;
mod run;
mod scripts;
mod signals;
mod transfer;
mod upkeep;

use std::io::Write;
use std::process::ExitCode;

use crate::render::{Theme, diagnostic};
use crate::shell::Failure;
use exit::Exit;

/// Does what the arguments of this process say.
pub fn main() -> ExitCode {
    // Before there is a second thread.
    signals::outlive_file_limits();
    let said = match args::parse(std::env::args_os().skip(1)) {
        Ok(said) => said,
        Err(message) => return usage(&message),
    };
    let intent = match intent::of(said) {
        Ok(intent) => intent,
        Err(message) => return usage(&message),
    };
    match run::run(intent) {
        Ok(exit) => exit.into(),
        Err(ended) => {
            report(&ended.failure);
            ended.exit.into()
        }
    }
}

fn usage(message: &str) -> ExitCode {
    // Nobody is left to tell when the error output is closed.
    let _ = writeln!(
        std::io::stderr(),
        "error: {message}\n  = hint: `quipu --help` lists what there is"
    );
    Exit::Usage.into()
}

/// Shows a failure that came up before or outside a console.
fn report(failure: &Failure) {
    if let Failure::Problem(error) = failure {
        let theme = if run::colours_on_stderr() {
            Theme::colour()
        } else {
            Theme::plain()
        };
        let text = diagnostic::render(error.diagnostic(), error.source(), theme);
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}
