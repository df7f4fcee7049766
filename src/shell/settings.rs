//! What a person can set for a session. Knows nothing of how it is set.

use crate::render::{Format, Options};

/// Where the line on rows, time and changes goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FooterPlace {
    /// Below the answer.
    Out,
    /// To the error output, so that it does not mix with the answer.
    Err,
    /// Nowhere.
    None,
}

/// What a person can set for a session.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How answers are shown.
    pub format: Format,
    /// Limits, `null` and colours.
    pub options: Options,
    /// Take the width from the terminal before each answer?
    pub width_of_terminal: bool,
    /// Show times in the footer?
    pub timing: bool,
    /// Where the footer goes.
    pub footer: FooterPlace,
}
