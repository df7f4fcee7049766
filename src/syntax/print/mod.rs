//! A tree as canonical text: one space between words, keywords in capitals, only the parentheses that are needed.
//!
//! In: a tree. Out: text that parses to the same tree (spans apart). A column without alias is written as it was,
//! because its text is its name.

mod clause;
mod expr;
mod pattern;

use std::fmt::{self, Display, Formatter};

use super::ast::{
    Clause, Expr, LabelExpr, Mode, Name, PathPattern, PrefixedQuery, Query, Statement,
    TransactionControl,
};
use super::keyword::Keyword;
use super::lexer::{continues_name, starts_name};

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(query) => query.fmt(f),
            Self::Transaction(transaction) => f.write_str(match transaction.control {
                TransactionControl::Start { read_only: false } => "START TRANSACTION",
                TransactionControl::Start { read_only: true } => "START TRANSACTION READ ONLY",
                TransactionControl::Commit => "COMMIT",
                TransactionControl::Rollback => "ROLLBACK",
            }),
        }
    }
}

impl Display for PrefixedQuery {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.mode {
            Some(Mode::Explain) => f.write_str("EXPLAIN ")?,
            Some(Mode::Profile) => f.write_str("PROFILE ")?,
            None => {}
        }
        if let Some(instant) = &self.as_of {
            write!(f, "AS OF {instant} ")?;
        }
        if let Some(instant) = &self.as_known_on {
            write!(f, "AS KNOWN ON {instant} ")?;
        }
        if let Some(moment) = &self.as_recorded_on {
            write!(f, "AS RECORDED ON {moment} ")?;
        }
        if self.cite.is_some() {
            f.write_str("CITE ")?;
        }
        self.query.fmt(f)
    }
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        separated(f, " ", &self.first.clauses)?;
        for branch in &self.unions {
            f.write_str(if branch.all { " UNION ALL " } else { " UNION " })?;
            separated(f, " ", &branch.query.clauses)?;
        }
        Ok(())
    }
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        clause::clause(f, self)
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        expr::expr(f, self, expr::Place::ANY)
    }
}

impl Display for PathPattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        pattern::path(f, self)
    }
}

impl Display for LabelExpr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        pattern::labels(f, self, true)
    }
}

/// As the name of a label, type, property, procedure: reserved words need no back-ticks.
impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if is_plain(&self.text) {
            f.write_str(&self.text)
        } else {
            quoted(f, &self.text)
        }
    }
}

/// A name where a keyword would be read as one.
struct Variable<'a>(&'a Name);

impl Display for Variable<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match Keyword::from_text(&self.0.text) {
            None => self.0.fmt(f),
            Some(_) => quoted(f, &self.0.text),
        }
    }
}

/// A parameter with its dollar.
struct Parameter<'a>(&'a Name);

impl Display for Parameter<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        let plain = !self.0.text.is_empty() && self.0.text.chars().all(continues_name);
        if plain {
            f.write_str(&self.0.text)
        } else {
            quoted(f, &self.0.text)
        }
    }
}

fn is_plain(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_name) && characters.all(continues_name)
}

fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "`{}`", text.replace('`', "``"))
}

fn separated<T: Display>(
    f: &mut Formatter<'_>,
    between: &str,
    items: impl IntoIterator<Item = T>,
) -> fmt::Result {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

fn condition(f: &mut Formatter<'_>, predicate: Option<&Expr>) -> fmt::Result {
    predicate.map_or(Ok(()), |predicate| write!(f, " WHERE {predicate}"))
}

#[cfg(test)]
mod tests {
    use crate::syntax::parse;

    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).unwrap().to_string(), expected, "{text}");
    }

    #[test]
    fn canonical_text() {
        check(
            "explain as of $d cite match(a:A:B{x:1})-[r:T|:U*1..3]->() where not a.x<1 return a",
            "EXPLAIN AS OF $d CITE MATCH (a:A:B {x: 1})-[r:T|U*1..3]->() WHERE NOT a.x < 1 RETURN a",
        );
        check(
            "create p=(a)<--(`b c`)--(:X&!Y) set a.p=-1, a+={}, a:L remove a:L,a.p detach delete a",
            "CREATE p = (a)<--(`b c`)--(:X&!Y) SET a.p = -1, a += {}, a:L REMOVE a:L, a.p DETACH DELETE a",
        );
        check(
            "unwind [x in [1,2] where x>1|x+1] as `end` return distinct *, `end` as y order by y desc skip 1 limit $n",
            "UNWIND [x IN [1, 2] WHERE x > 1 | x + 1] AS `end` RETURN DISTINCT *, `end` AS y ORDER BY y DESC SKIP 1 LIMIT $n",
        );
        check(
            "return (1+2)*3-(4-5) as a, (a=b)=c as b, -(1) as c, (-1)[0] as d, (a or b) and c as e, -((1):A) as f",
            "RETURN (1 + 2) * 3 - (4 - 5) AS a, (a = b) = c AS b, -(1) AS c, (-1)[0] AS d, (a OR b) AND c AS e, -1:A AS f",
        );
        check(
            "call a.b($x) yield c as d where d return d",
            "CALL a.b($x) YIELD c AS d WHERE d RETURN d",
        );
        check(
            "create range index `for` if not exists for (n:A) on (n.p,n.`q r`)",
            "CREATE INDEX `for` IF NOT EXISTS FOR (n:A) ON (n.p, n.`q r`)",
        );
        check(
            "create constraint for ()<-[r:T]-() require (r.p) is rel key",
            "CREATE CONSTRAINT FOR ()-[r:T]-() REQUIRE (r.p) IS RELATIONSHIP KEY",
        );
        check("drop index `on` if exists", "DROP INDEX `on` IF EXISTS");
        check(
            "show all index yield name as n where n='a' return n",
            "SHOW INDEXES YIELD name AS n WHERE n = 'a' RETURN n",
        );
        check("RETURN  1+1 , (2)", "RETURN 1+1, (2)");
        check(
            "cite as recorded on 2 as of $d return 1",
            "AS OF $d AS RECORDED ON 2 CITE RETURN 1",
        );
        check("begin", "START TRANSACTION");
        check("start transaction read write;", "START TRANSACTION");
        check("Begin Transaction Read Only", "START TRANSACTION READ ONLY");
        check("commit;", "COMMIT");
        check("rollback", "ROLLBACK");
        check(
            "FOR x IN $xs RETURN x OFFSET 1",
            "UNWIND $xs AS x RETURN x SKIP 1",
        );
    }
}
