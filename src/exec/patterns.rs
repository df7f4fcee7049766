//! Regular expressions of a statement, each compiled once.
//!
//! In: a pattern and a text. Out: whether all of the text is what the pattern describes. A long text is fed to the automaton a
//! stretch at a time, so that a statement that is cancelled does not wait for its end. Knows nothing of columns.

use std::cell::OnceCell;

use regex::Regex;
use regex_automata::Anchored;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::util::start;
use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};

/// Longer texts are fed in stretches.
const LONG: usize = if cfg!(test) { 8 } else { 1 << 20 };
/// Bytes that are fed between looks.
const STRETCH: usize = if cfg!(test) { 3 } else { 1 << 16 };

/// Patterns that were compiled.
#[derive(Default)]
pub(super) struct Patterns(FxHashMap<Box<str>, Pattern>);

struct Pattern {
    /// Anchored at both ends.
    text: String,
    regex: Regex,
    /// Made for the first long text; nothing for a pattern that it cannot be made of.
    automaton: OnceCell<Option<Box<(DFA, Cache)>>>,
}

impl Patterns {
    /// Does the whole text match the pattern?
    ///
    /// # Errors
    /// `Code::InvalidRegularExpression`; what stops the statement.
    pub(super) fn matches(
        &mut self,
        text: &str,
        pattern: &str,
        interrupt: &Interrupt,
    ) -> Result<bool> {
        if let Some(known) = self.0.get_mut(pattern) {
            return known.matches(text, interrupt);
        }
        let mut new = Pattern::new(pattern)?;
        let matches = new.matches(text, interrupt);
        self.0.insert(pattern.into(), new);
        matches
    }
}

impl Pattern {
    fn new(pattern: &str) -> Result<Self> {
        let text = format!("^(?:{pattern})$");
        let regex = Regex::new(&text).map_err(|problem| {
            let reason = problem.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim();
            Diagnostic::new(
                Code::InvalidRegularExpression,
                format!("`{pattern}` is not a regular expression: {reason}"),
            )
        })?;
        Ok(Self {
            text,
            regex,
            automaton: OnceCell::new(),
        })
    }

    fn matches(&mut self, text: &str, interrupt: &Interrupt) -> Result<bool> {
        if text.len() < LONG {
            return Ok(self.regex.is_match(text));
        }
        self.automaton.get_or_init(|| automaton(&self.text));
        if let Some(Some(automaton)) = self.automaton.get_mut()
            && let Some(found) = fed(automaton, text.as_bytes(), interrupt)?
        {
            return Ok(found);
        }
        // What the automaton cannot tell (word boundaries among letters beyond ASCII) is told at once.
        Ok(self.regex.is_match(text))
    }
}

fn automaton(pattern: &str) -> Option<Box<(DFA, Cache)>> {
    let config = DFA::config().unicode_word_boundary(true);
    let automaton = DFA::builder().configure(config).build(pattern).ok()?;
    let cache = automaton.create_cache();
    Some(Box::new((automaton, cache)))
}

/// What a search of all of the text finds; `None` where the automaton gives up.
fn fed(
    (automaton, cache): &mut (DFA, Cache),
    text: &[u8],
    interrupt: &Interrupt,
) -> Result<Option<bool>> {
    let anchored = if automaton.get_nfa().is_always_start_anchored() {
        Anchored::Yes
    } else {
        Anchored::No
    };
    let start = start::Config::new().anchored(anchored);
    let Ok(mut state) = automaton.start_state(cache, &start) else {
        return Ok(None);
    };
    for stretch in text.chunks(STRETCH) {
        interrupt.check()?;
        for byte in stretch {
            let Ok(next) = automaton.next_state(cache, state, *byte) else {
                return Ok(None);
            };
            state = next;
            if state.is_tagged() {
                if state.is_match() {
                    return Ok(Some(true));
                }
                if state.is_dead() {
                    return Ok(Some(false));
                }
                if state.is_quit() {
                    return Ok(None);
                }
            }
        }
    }
    let end = automaton.next_eoi_state(cache, state);
    Ok(end.ok().map(|end| end.is_match()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_oneof, proptest};
    use proptest::strategy::{Just, Strategy};

    use super::{LONG, Pattern, Patterns, STRETCH, automaton};
    use crate::diagnostic::{Code, Interrupt};

    fn pattern() -> impl Strategy<Value = String> {
        let part = prop_oneof![
            "[ab.é]",
            Just(r"\b".to_owned()),
            Just(r"\w".to_owned()),
            Just("[^a]".to_owned()),
            Just("(?i)A".to_owned()),
            Just("(?s).".to_owned()),
            Just("(?m)^".to_owned()),
            Just("$".to_owned()),
            Just("a)|(?:b".to_owned()),
        ];
        let times = prop_oneof![Just(""), Just("*"), Just("+?"), Just("{2,3}"), Just("|")];
        prop::collection::vec((part, times), 0..6).prop_map(|parts| {
            parts
                .into_iter()
                .map(|(part, times)| part + times)
                .collect()
        })
    }

    proptest! {
        /// What is long is what is short, only longer.
        #[test]
        fn as_the_whole_text_at_once(pattern in pattern(), text in "[abé\n ]{0,24}") {
            if let Ok(mut made) = Pattern::new(&pattern) {
                let expected = made.regex.is_match(&text);
                assert_eq!(made.matches(&text, &Interrupt::default()).unwrap(), expected);
            }
        }
    }

    #[test]
    fn a_long_text_is_looked_through_in_stretches() {
        let text = "ab".repeat(LONG);
        for pattern in ["(ab)*", ".*b", "a.*", "(a|b)+", r"\w*", r"\b.*\b"] {
            assert!(automaton(&format!("^(?:{pattern})$")).is_some());
            let interrupt = Interrupt::default();
            let mut patterns = Patterns::default();
            assert!(patterns.matches(&text, pattern, &interrupt).unwrap());
            assert!(interrupt.looks() >= text.len() / STRETCH, "{pattern}");
            let now = Interrupt::default().with_deadline(Some(std::time::Instant::now()));
            let stopped = patterns.matches(&text, pattern, &now).unwrap_err();
            assert_eq!(stopped.code(), Code::TimeLimit);
        }
    }
}
