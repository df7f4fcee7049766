//! Colours. In: whether they are wanted. Out: text, perhaps with ANSI colour around it. Knows nothing of what it colours.

use std::io::{self, Write};

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// An error.
    Error,
    /// Advice.
    Hint,
    /// Less important: frames, line numbers, `null`.
    Faint,
    /// Names of columns.
    Header,
    /// Keywords of the language.
    Keyword,
    /// String literals.
    Text,
    /// Numbers and other constants.
    Number,
    /// Labels and relationship types.
    Label,
    /// Functions and procedures.
    Function,
    /// Parameters.
    Parameter,
    /// The bracket that belongs to the one at the cursor.
    Bracket,
    /// The prompt.
    Prompt,
}

/// Colours or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// No colours.
    pub fn plain() -> Self {
        Self { colour: false }
    }
    /// ANSI colours.
    pub fn colour() -> Self {
        Self { colour: true }
    }
    /// Does it colour?
    pub fn is_colour(self) -> bool {
        self.colour
    }
    /// The text in the colour of this style.
    pub fn paint(self, style: Style, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_owned();
        }
        format!("\x1b[{}m{text}\x1b[0m", style.code())
    }
    /// Writes what `write` writes, in the colour of this style.
    ///
    /// # Errors
    /// What writing raises.
    pub fn painted(
        self,
        style: Style,
        out: &mut dyn Write,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        if !self.colour {
            return write(out);
        }
        write!(out, "\x1b[{}m", style.code())?;
        write(out)?;
        out.write_all(b"\x1b[0m")
    }
}

impl Style {
    /// Its number among the ANSI colours.
    fn code(self) -> &'static str {
        match self {
            Self::Error => "1;31",
            Self::Hint => "36",
            Self::Faint => "2",
            Self::Header => "1",
            Self::Keyword => "1;34",
            Self::Text => "32",
            Self::Number => "35",
            Self::Label => "33",
            Self::Function => "36",
            Self::Parameter => "95",
            Self::Bracket => "1;7",
            Self::Prompt => "1;32",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_changes_nothing() {
        assert_eq!(Theme::plain().paint(Style::Error, "x"), "x");
        assert_eq!(
            Theme::colour().paint(Style::Error, "x"),
            "\u{1b}[1;31mx\u{1b}[0m"
        );
    }
}
