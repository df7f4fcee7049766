//! The interactive shell: reads chunks from the line editor and runs them until the person leaves.
//!
//! In: a console and where lines are remembered. Out: nothing but what the console shows. Knows nothing of arguments.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use rustyline::error::ReadlineError;
use rustyline::history::{FileHistory, History as _};
use rustyline::{
    Cmd, CompletionType, Config, EditMode, Editor, EventHandler, KeyCode, KeyEvent, Modifiers,
};

use super::console::Next;
use super::helper::{Catalog, ShellHelper};
use super::{Console, Failure, History, Result};
use crate::render::Style;
use crate::source::Source;

/// Most lines that are remembered.
const REMEMBERED: usize = 10_000;

/// Runs the shell until the person leaves. `greeting` is shown first.
pub fn repl(console: &mut Console, history: &History, greeting: &str) -> Result<()> {
    console.interrupts.set_interactive();
    let mut editor = editor(console)?;
    if let History::File(path) = history {
        // The first start has no history yet.
        let _ = editor.load_history(path);
    }
    writeln!(console.out, "{greeting}")?;
    let done = talk(console, &mut editor, history);
    if let History::File(path) = history {
        remember(&mut editor, path);
    }
    done
}

fn editor(console: &mut Console) -> Result<Editor<ShellHelper, FileHistory>> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .edit_mode(EditMode::Emacs)
        .history_ignore_space(true)
        .max_history_size(REMEMBERED)
        .and_then(|config| config.history_ignore_dups(true))
        .map_err(editor_failed)?
        .auto_add_history(false)
        .bracketed_paste(true)
        .tab_stop(4)
        .build();
    let mut editor = Editor::with_config(config).map_err(editor_failed)?;
    let theme = console.settings.options.theme;
    editor.set_helper(Some(ShellHelper::new(Catalog::default(), theme)));
    // A new line without running what is there.
    editor.bind_sequence(
        KeyEvent(KeyCode::Enter, Modifiers::ALT),
        EventHandler::Simple(Cmd::Newline),
    );
    Ok(editor)
}

fn talk(
    console: &mut Console,
    editor: &mut Editor<ShellHelper, FileHistory>,
    history: &History,
) -> Result<()> {
    loop {
        let version = console.session.version();
        let procedures = console.session.database().procedures();
        if let Some(helper) = editor.helper_mut() {
            helper.catalog = Catalog::new(&version, &procedures, &console.parameters);
        }
        drop(version);
        let prompt = if console.session.in_transaction() {
            "quipu[tx]> "
        } else {
            "quipu> "
        };
        let painted = console.settings.options.theme.paint(Style::Prompt, prompt);
        match editor.readline(&(prompt, painted)) {
            Ok(text) => {
                if text.trim().is_empty() {
                    continue;
                }
                if *history != History::Disabled {
                    let _ = editor.add_history_entry(text.trim_end());
                }
                console.typed.push(text.trim_end().to_owned());
                if run(console, &text)? == Next::Leave {
                    return Ok(());
                }
                if std::mem::take(&mut console.history_cleared) {
                    editor.clear_history().map_err(editor_failed)?;
                    if let History::File(path) = history {
                        let _ = std::fs::remove_file(path);
                    }
                }
            }
            // Ctrl-C drops the line, not the shell.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => {
                if console.session.in_transaction() {
                    console.note("the open transaction is rolled back")?;
                }
                return Ok(());
            }
            Err(error) => return Err(editor_failed(error)),
        }
    }
}

/// Runs what was typed; a problem is shown and the shell goes on.
fn run(console: &mut Console, text: &str) -> Result<Next> {
    let source = Arc::new(Source::new("<input>", text));
    match console.run_text(&source, false) {
        Err(failure @ Failure::Problem(_)) => {
            console.report(&failure)?;
            Ok(Next::GoOn)
        }
        other => other,
    }
}

/// Writes the history; a file that cannot be written is no reason to bother anybody who is leaving.
fn remember(editor: &mut Editor<ShellHelper, FileHistory>, path: &Path) {
    if editor.history().is_empty() {
        return;
    }
    if let Some(folder) = path.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
    let _ = editor.append_history(path);
}

fn editor_failed(error: ReadlineError) -> Failure {
    match error {
        ReadlineError::Io(error) => Failure::Output(error),
        other => Failure::Output(std::io::Error::other(other.to_string())),
    }
}
