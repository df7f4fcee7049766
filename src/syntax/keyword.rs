//! The one list of words that mean something to the grammar. Lexer, grammar, highlighter and completer read it.
//!
//! A reserved word cannot name a variable without back-ticks; the others can. Every word can name a label, a
//! relationship type, a property key or a function.

macro_rules! keywords {
    ($($variant:ident $text:literal $reserved:literal,)*) => {
        /// A word of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names are the words themselves")]
        pub enum Keyword { $($variant,)* }

        impl Keyword {
            /// All words, in alphabetical order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word in capitals.
            pub fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// Whether it cannot name a variable without back-ticks.
            pub fn is_reserved(self) -> bool {
                match self { $(Self::$variant => $reserved,)* }
            }

            fn from_capitals(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

keywords! {
    All "ALL" true,
    And "AND" true,
    Any "ANY" false,
    As "AS" true,
    Asc "ASC" true,
    Ascending "ASCENDING" true,
    By "BY" true,
    Call "CALL" false,
    Case "CASE" true,
    Cite "CITE" false,
    Constraint "CONSTRAINT" false,
    Contains "CONTAINS" true,
    Count "COUNT" false,
    Create "CREATE" true,
    Delete "DELETE" true,
    Desc "DESC" true,
    Descending "DESCENDING" true,
    Detach "DETACH" true,
    Different "DIFFERENT" false,
    Distinct "DISTINCT" true,
    Drop "DROP" false,
    Else "ELSE" true,
    End "END" true,
    Ends "ENDS" true,
    Exists "EXISTS" true,
    Explain "EXPLAIN" false,
    False "FALSE" true,
    For "FOR" false,
    In "IN" true,
    Is "IS" true,
    Known "KNOWN" false,
    Labeled "LABELED" false,
    Limit "LIMIT" true,
    Match "MATCH" true,
    Merge "MERGE" true,
    None "NONE" false,
    Not "NOT" true,
    Null "NULL" true,
    Of "OF" false,
    Offset "OFFSET" false,
    On "ON" true,
    Optional "OPTIONAL" true,
    Or "OR" true,
    Order "ORDER" true,
    Profile "PROFILE" false,
    Recorded "RECORDED" false,
    Reduce "REDUCE" false,
    Remove "REMOVE" true,
    Require "REQUIRE" false,
    Return "RETURN" true,
    Set "SET" true,
    Show "SHOW" false,
    Single "SINGLE" false,
    Skip "SKIP" true,
    Starts "STARTS" true,
    Then "THEN" true,
    True "TRUE" true,
    Union "UNION" true,
    Unwind "UNWIND" true,
    When "WHEN" true,
    Where "WHERE" true,
    With "WITH" true,
    Xor "XOR" true,
    Yield "YIELD" false,
}

/// No keyword is longer, so longer names need no look-up.
const LONGEST: usize = 10;

impl Keyword {
    /// The keyword `text` is, in capitals or not.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut capitals = [0; LONGEST];
        let capitals = capitals.get_mut(..text.len())?;
        capitals.copy_from_slice(text.as_bytes());
        capitals.make_ascii_uppercase();
        Self::from_capitals(std::str::from_utf8(capitals).ok()?)
    }

    /// The words a clause can start with.
    pub const CLAUSE_STARTS: &'static [Self] = &[
        Self::Match,
        Self::Optional,
        Self::Unwind,
        Self::With,
        Self::Return,
        Self::Create,
        Self::Merge,
        Self::Set,
        Self::Remove,
        Self::Delete,
        Self::Detach,
        Self::Call,
    ];
}

#[cfg(test)]
mod tests {
    use super::{Keyword, LONGEST};

    #[test]
    fn each_word_is_found_in_any_case() {
        for &keyword in Keyword::ALL {
            assert!(keyword.text().len() <= LONGEST, "{keyword:?}");
            assert_eq!(Keyword::from_text(keyword.text()), Some(keyword));
            assert_eq!(
                Keyword::from_text(&keyword.text().to_lowercase()),
                Some(keyword)
            );
        }
        assert!(
            Keyword::ALL
                .windows(2)
                .all(|pair| pair[0].text() < pair[1].text())
        );
        for text in ["", "MATCHES", "ÄÖ", "returnreturnreturn"] {
            assert_eq!(Keyword::from_text(text), None, "{text}");
        }
    }
}
