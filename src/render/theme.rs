//! Colours. In: whether they are wanted. Out: text, perhaps with ANSI colour around it. Knows nothing of what it colours.

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
        let code = match style {
            Style::Error => "1;31",
            Style::Hint => "36",
            Style::Faint => "2",
            Style::Header => "1",
            Style::Keyword => "1;34",
            Style::Text => "32",
            Style::Number => "35",
            Style::Label => "33",
            Style::Function => "36",
            Style::Parameter => "95",
            Style::Bracket => "1;7",
            Style::Prompt => "1;32",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
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
