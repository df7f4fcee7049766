//! The interactive shell: reads chunks from the line editor and runs them until the person leaves.
//!
//! In: a console and where lines are remembered. Out: nothing but what the console shows. Knows nothing of arguments.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{
    ColorMode, CompletionType, Config, EditMode, Editor, EventHandler, KeyCode, KeyEvent, Modifiers,
};

use super::console::Next;
use super::helper::{Backspace, Catalog, Enter, LineStart, ShellHelper, without_marks};
use super::{Console, Failure, History, Result, view};
use crate::source::Source;

/// Most lines that are remembered.
const REMEMBERED: usize = 10_000;
/// More words than this are offered only to those who ask for them.
const MOST_OFFERED: usize = 100;

type LineEditor = Editor<ShellHelper, FileHistory>;

/// Runs the shell until the person leaves. `greeting` is shown first.
pub fn repl(console: &mut Console, history: &History, greeting: &str) -> Result<()> {
    console.interrupts.set_interactive();
    let prompt_width = Arc::new(AtomicUsize::new(0));
    let mut editor = editor(&prompt_width)?;
    if let History::File(path) = history {
        // The first start has no history yet.
        let _ = editor.load_history(path);
        console.typed = editor.history().iter().cloned().collect();
    }
    writeln!(console.out, "{greeting}")?;
    console.out.flush()?;
    while let Some(text) = read(console, &mut editor, &prompt_width)? {
        remember(console, &mut editor, history, &text);
        if run(console, &text)? == Next::Leave {
            break;
        }
        if std::mem::take(&mut console.history_cleared) {
            editor.clear_history().map_err(editor_failed)?;
            if let History::File(path) = history {
                let _ = std::fs::remove_file(path);
            }
        }
    }
    if console.session.in_transaction() {
        console.note("the open transaction was rolled back")?;
        console.out.flush()?;
    }
    Ok(())
}

fn editor(prompt_width: &Arc<AtomicUsize>) -> Result<LineEditor> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .completion_prompt_limit(MOST_OFFERED)
        .edit_mode(EditMode::Emacs)
        // The helper paints, and paints nothing when colours are off.
        .color_mode(ColorMode::Forced)
        .history_ignore_space(true)
        .max_history_size(REMEMBERED)
        .and_then(|config| config.history_ignore_dups(true))
        .map_err(editor_failed)?
        .auto_add_history(false)
        .bracketed_paste(true)
        .tab_stop(4)
        .build();
    let mut editor = Editor::with_config(config).map_err(editor_failed)?;
    editor.set_helper(Some(ShellHelper::new()));
    let bind =
        |editor: &mut LineEditor, key: KeyCode, modifiers: Modifiers, handler: EventHandler| {
            editor.bind_sequence(KeyEvent(key, modifiers), handler);
        };
    let enter = |always: bool| {
        EventHandler::Conditional(Box::new(Enter {
            prompt_width: Arc::clone(prompt_width),
            always,
        }))
    };
    bind(&mut editor, KeyCode::Enter, Modifiers::NONE, enter(false));
    bind(&mut editor, KeyCode::Enter, Modifiers::ALT, enter(true));
    // What programs send for Enter.
    bind(
        &mut editor,
        KeyCode::Char('J'),
        Modifiers::CTRL,
        enter(false),
    );
    let line_start = |kill: bool| EventHandler::Conditional(Box::new(LineStart { kill }));
    for (key, modifiers, kill) in [
        (KeyCode::Home, Modifiers::NONE, false),
        (KeyCode::Char('A'), Modifiers::CTRL, false),
        (KeyCode::Char('U'), Modifiers::CTRL, true),
    ] {
        bind(&mut editor, key, modifiers, line_start(kill));
    }
    bind(
        &mut editor,
        KeyCode::Backspace,
        Modifiers::NONE,
        EventHandler::Conditional(Box::new(Backspace)),
    );
    Ok(editor)
}

/// The next text that a person wants to run; `None` when they leave.
fn read(
    console: &mut Console,
    editor: &mut LineEditor,
    prompt_width: &AtomicUsize,
) -> Result<Option<String>> {
    loop {
        let prompt = prompt(console);
        prompt_width.store(prompt.len(), Ordering::Relaxed);
        let version = console.session.version();
        let procedures = console.session.database().procedures();
        if let Some(helper) = editor.helper_mut() {
            helper.catalog = Catalog::new(version, procedures, &console.parameters);
            helper.theme = console.settings.options.theme;
            helper.prompt_width = prompt.len();
        }
        let read = editor.readline(&prompt);
        if let Some(helper) = editor.helper_mut() {
            // Nobody needs this version of the graph while statements make new ones.
            helper.catalog = Catalog::default();
        }
        match read {
            Ok(text) => {
                let text = without_marks(&text);
                if !text.trim().is_empty() {
                    return Ok(Some(text));
                }
            }
            // Ctrl-C drops the line, not the shell.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(None),
            Err(error) => return Err(editor_failed(error)),
        }
    }
}

/// What stands before a line: whether a transaction is open, and what of the graph is seen.
fn prompt(console: &Console) -> String {
    let transaction = if console.session.in_transaction() {
        "[tx]"
    } else {
        ""
    };
    let view = view::words(&console.session);
    let space = if view.is_empty() { "" } else { " " };
    format!("quipu{transaction}{space}{view}> ")
}

/// Runs what was typed; a problem is shown and the shell goes on.
fn run(console: &mut Console, text: &str) -> Result<Next> {
    let source = Arc::new(Source::new("<input>", text));
    match console.run_text(&source, false) {
        Err(failure @ Failure::Problem(_)) => {
            console.report(&failure)?;
            Ok(Next::GoOn)
        }
        other => {
            console.out.flush()?;
            other
        }
    }
}

/// Writes a line to the history at once, so that it is there also for other shells and after a crash.
fn remember(console: &mut Console, editor: &mut LineEditor, history: &History, text: &str) {
    let text = text.trim_end();
    // A line that starts with a blank is not to be remembered.
    if text.starts_with(' ') {
        return;
    }
    console.typed.push(text.to_owned());
    if *history == History::Disabled {
        return;
    }
    // A history that cannot be written is no reason to stop anybody.
    let added = editor.add_history_entry(text).unwrap_or(false);
    if let (true, History::File(path)) = (added, history) {
        make_folder(path);
        let _ = editor.append_history(path);
    }
}

fn make_folder(path: &Path) {
    if let Some(folder) = path.parent() {
        let _ = std::fs::create_dir_all(folder);
    }
}

fn editor_failed(error: ReadlineError) -> Failure {
    match error {
        ReadlineError::Io(error) => Failure::Output(error),
        other => Failure::Output(std::io::Error::other(other.to_string())),
    }
}
