//! What a person talks to: statements and colon commands, typed or read from a file.
//!
//! In: text. Out: answers, footers and error messages on a [`Console`]. [`Shell`] does the work and knows no terminal, so
//! scripts, standard input and tests drive it in the same way; [`run`] puts a line editor in front of it. Knows nothing
//! of command-line arguments.
//!
//! | part | what |
//! |---|---|
//! | [`Shell`] | runs statements and commands, one text at a time |
//! | [`Settings`] | how answers are shown |
//! | `split` | a text into statements and commands; is it whole? |
//! | `show` | an answer with its footer, an error with its place |
//! | `command` | the colon commands, one file each |
//! | `editor` | completion, colours, hints, and when a line is whole |
//! | `repl`, `banner`, `history`, `interrupt` | the loop at the terminal |

mod banner;
mod command;
mod editor;
mod graph_summary;
mod history;
mod interrupt;
mod repl;
mod settings;
mod shell;
mod show;
mod split;

pub use history::History;
pub use repl::{Start, run};
pub use settings::Settings;
pub use shell::{Console, Shell, Verdict};
