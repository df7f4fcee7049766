//! The sort of word that may stand behind the words so far. In: a walk that has come to its end. Out: what is wanted. Knows
//! nothing of how the walk went.

use super::Wanted;
use super::walk::{Level, Open, Walk};
use super::word::{Word, ends_operand};
use crate::shell::helper::scope::Variable;
use crate::syntax::{Keyword, Symbol};

impl Walk<'_> {
    /// What may stand here.
    pub(super) fn wanted(&mut self) -> Wanted {
        let at = self.words.len();
        let last = self.before(at);
        if let Some(last) = last {
            if last.is(Symbol::Dot) {
                return self.behind_dot(at);
            }
            if let Some(words) = self.phrase(last) {
                return words;
            }
        }
        let level = self.level().clone();
        let is = |symbol: Symbol| last.is_some_and(|word| word.is(symbol));
        let label_sign = is(Symbol::Colon) || is(Symbol::Ampersand) || is(Symbol::Exclamation);
        let operand = || {
            if ends_operand(last) {
                Wanted::Continuation {
                    clause: self.query().and_then(|query| query.clause),
                    section: Some(Keyword::Where),
                }
            } else {
                Wanted::Operand
            }
        };
        match &level.open {
            Open::Map if is(Symbol::BraceOpen) || is(Symbol::Comma) => Wanted::Key {
                labels: level.subject.labels,
                types: level.subject.types,
            },
            Open::Map => operand(),
            Open::Projection(_) => operand(),
            Open::Relationship if level.section.is_some() => operand(),
            Open::Relationship if label_sign || is(Symbol::Pipe) => Wanted::Type {
                at: self.node.labels.clone(),
            },
            Open::Relationship => Wanted::Nothing,
            _ if label_sign => Wanted::Label,
            Open::Node if is(Symbol::Pipe) && !level.subject.labels.is_empty() => Wanted::Label,
            Open::Node if is(Symbol::ParenOpen) => {
                // In a pattern a known variable may stand here, in an expression anything.
                if self.query().is_some_and(Level::in_pattern) {
                    Wanted::Variable
                } else {
                    Wanted::Operand
                }
            }
            Open::Node | Open::List | Open::Call(_) => operand(),
            Open::Query { .. } => Self::in_query(&level, last),
        }
    }

    fn in_query(level: &Level, last: Option<&Word<'_>>) -> Wanted {
        let keyword = last.and_then(Word::keyword);
        let Some(clause) = level.clause else {
            return Wanted::Clause;
        };
        let continuation = Wanted::Continuation {
            clause: Some(clause),
            section: level.section,
        };
        match (clause, level.section) {
            (Keyword::Call, Some(Keyword::Yield)) if !ends_operand(last) => Wanted::Yield {
                procedure: level.procedure.clone(),
            },
            _ if ends_operand(last) => continuation,
            (Keyword::Match | Keyword::Create | Keyword::Merge, None) => {
                let start = matches!(
                    keyword,
                    Some(Keyword::Match | Keyword::Merge | Keyword::Create)
                );
                let equal = last.is_some_and(|word| word.is(Symbol::Equal));
                if clause == Keyword::Match && (start || equal) {
                    Wanted::Words(&["shortestPath(", "allShortestPaths("])
                } else {
                    Wanted::Nothing
                }
            }
            (Keyword::Set | Keyword::Remove | Keyword::Delete | Keyword::Detach, _)
                if keyword.is_some() || last.is_some_and(|word| word.is(Symbol::Comma)) =>
            {
                Wanted::Variable
            }
            _ => Wanted::Operand,
        }
    }

    /// Behind a dot there is a key, or the next part of a name.
    fn behind_dot(&mut self, at: usize) -> Wanted {
        if let Open::Projection(name) = &self.level().open {
            let name = name.clone();
            let of = self.scope.get(&name).cloned().unwrap_or_default();
            return Wanted::Key {
                labels: of.labels,
                types: of.types,
            };
        }
        let chain = self.chain(at);
        let level = self.level();
        if level.is_query() && level.clause == Some(Keyword::Call) && level.section.is_none() {
            return Wanted::Procedure { chain };
        }
        let head = chain.split('.').next().unwrap_or_default();
        let of = match self.scope.get(head) {
            Some(variable) => variable.clone(),
            None => Variable::default(),
        };
        Wanted::KeyOrFunction { of, chain }
    }

    /// What must follow the first word of a phrase.
    fn phrase(&mut self, last: &Word<'_>) -> Option<Wanted> {
        let first = self.words.len() == 1;
        Some(match last.keyword()? {
            Keyword::As => Wanted::Nothing,
            Keyword::Optional => Wanted::Words(&["MATCH"]),
            Keyword::Order => Wanted::Words(&["BY"]),
            Keyword::Starts | Keyword::Ends => Wanted::Words(&["WITH"]),
            Keyword::Is => Wanted::Words(&["NULL", "NOT NULL"]),
            Keyword::Detach => Wanted::Words(&["DELETE"]),
            Keyword::On => Wanted::Words(&["CREATE SET", "MATCH SET"]),
            Keyword::Union => Wanted::Words(&[
                "ALL",
                "MATCH",
                "RETURN",
                "WITH",
                "UNWIND",
                "CALL",
                "OPTIONAL MATCH",
            ]),
            Keyword::Explain | Keyword::Profile if first => Wanted::Clause,
            Keyword::Call if self.level().is_query() => Wanted::Procedure {
                chain: String::new(),
            },
            _ => return None,
        })
    }
}
