//! Quipu for people: the interactive shell, colon commands, saved scripts.
//!
//! In: what is typed or read from scripts. Out: answers and messages. [`Console`] runs one chunk of text after the
//! other; `repl` feeds it from the line editor, the command line from files. Knows nothing of arguments or exit codes.

mod banner;
mod caption;
mod chunk;
mod command;
mod console;
mod documents;
mod fact_check;
mod failure;
mod folder;
mod footer;
mod free_memory;
mod graph_summary;
mod helper;
mod history;
mod interrupt;
mod limits;
mod open;
mod parameter;
mod repl;
pub mod script;
mod settings;
mod show;
mod signature;
mod timeline;
mod user;
mod view;

pub use banner::greeting;
pub(crate) use console::{ABANDONED, counters};
pub use console::{Console, Next};
pub use fact_check::{fact_rows, fact_text};
pub use failure::{Failure, Result};
pub use folder::load_folder;
pub(crate) use footer::counted;
pub use history::{History, default_path};
pub use interrupt::Interrupts;
pub use limits::{default_memory_limit, memory_limit, time_limit};
pub use open::{
    create, expect_there, is_database, left_out, load_all, load_into, load_new, no_graph, open,
    open_until, save, write_beside, write_until,
};
pub(crate) use parameter::expect_room_for_json;
pub use parameter::{evaluate, from_json_file, split_assignment};
pub use repl::repl;
pub use settings::{FooterPlace, Settings};
pub use user::user;
pub use view::ViewSettings;
