//! `:help`: explain commands, topics, functions and error codes. Knows nothing of what commands do.

use std::io::Write;

use super::{ALL, Argument, Command, Console, Next, Result, find, functions, topics, usage};
use crate::diagnostic::{Code, nearest};
use crate::function;
use crate::render::Style;

pub(super) const COMMAND: Command = Command {
    name: "help",
    aliases: &["h", "?"],
    usage: "[COMMAND, TOPIC, FUNCTION or CODE]",
    about: "list commands, or explain something",
    more: "A command, a topic, a function, or an error code such as Q1101.",
    argument: Argument::Topic,
    run,
};

/// Longer explanations: name, title, text.
pub(super) const TOPICS: &[(&str, &str, &str)] = &[
    (
        "cypher",
        "The language in a dozen lines",
        "\
MATCH (c:Company {name: 'Didi'}) RETURN c;                  find nodes by label and property
MATCH (c:Company)-[r]->(x) RETURN type(r), x;               follow relationships
MATCH p = (a)-[:OWNS*1..3]->(b) RETURN p;                   paths of one to three steps
MATCH p = shortestPath((a:X)-[*]-(b:Y)) RETURN p;           a shortest path
MATCH (c) WHERE c.founded >= date('2012-01-01') RETURN c;   conditions
OPTIONAL MATCH (c)-[:LISTED_ON]->(e)                        null where there is nothing
WITH c, count(*) AS facts WHERE facts > 3                   hand on, group, filter
RETURN c.name AS name ORDER BY name SKIP 10 LIMIT 5;        order and cut
UNWIND [1, 2, 3] AS x RETURN x;                             rows from a list
CREATE (a:Person {name: 'Ada'})-[:KNOWS]->(b:Person);       create
MERGE (p:Person {name: 'Ada'}) ON CREATE SET p.new = true;  find or create
MATCH (p:Person) SET p.seen = date() REMOVE p.new;          change
MATCH (p:Person) DETACH DELETE p;                           delete
EXPLAIN and PROFILE before a statement show its plan.",
    ),
    (
        "keys",
        "Keys of the line editor",
        "\
Enter           run, when the statement ends with ; (else go on in a new line)
Tab             complete; twice lists what fits
Right, End      take over the grey suggestion
Up, Down        earlier and later inputs; Ctrl-R searches them
Ctrl-C          drop the input; while a statement runs: cancel it
Ctrl-D          leave
Ctrl-A, Ctrl-E  start and end of the line; Ctrl-W, -U, -K delete, Ctrl-Y puts back, Ctrl-_ undoes
Ctrl-L          clear the screen",
    ),
    (
        "parameters",
        "Parameters",
        "\
:param {since: date('2021-07-02'), names: ['Didi', 'Ant']}    set some
:param until => $since + duration('P30D')                     set one, from others
MATCH (c:Company) WHERE c.name IN $names RETURN c;            use them
:param                                                        list them
:param clear                                                  take them away",
    ),
    (
        "transactions",
        "Transactions",
        "\
Every statement is a transaction of its own. Between :begin and :commit (or :rollback) all statements are one; a
statement that fails undoes only itself. Other sessions see the changes after :commit.",
    ),
];

fn run(console: &mut Console, rest: &str) -> Result<Next> {
    let theme = console.settings.options.theme;
    let wanted = rest.trim_start_matches([':', '.']);
    let topic = TOPICS
        .iter()
        .find(|(name, ..)| name.eq_ignore_ascii_case(wanted));
    if wanted.is_empty() {
        overview(console)?;
    } else if let Some(command) = find(wanted).or_else(|| of_words(wanted)) {
        explain(console, command)?;
    } else if let Some((_, title, text)) = topic {
        writeln!(console.out, "{}\n{text}", theme.paint(Style::Header, title))?;
    } else if !error_code(console, wanted)?
        && !functions::describe(console, wanted.trim_end_matches("()"))?
    {
        let near = nearest(wanted, topics()).or_else(|| function::nearest(wanted));
        let meant = near
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default();
        return Err(usage(
            &COMMAND,
            format!("there is no help on `{wanted}`{meant}"),
        ));
    }
    Ok(Next::GoOn)
}

/// The command that does what these words of the language do: `AS OF`, `AS KNOWN ON`, `known`.
fn of_words(words: &str) -> Option<&'static Command> {
    let name = words.to_ascii_lowercase().replace(' ', "-");
    let short = name.strip_prefix("as-").unwrap_or(&name);
    find(&name)
        .or_else(|| find(short))
        .or_else(|| find(&format!("{short}-on")))
}

fn overview(console: &mut Console) -> Result<()> {
    let theme = console.settings.options.theme;
    writeln!(
        console.out,
        "A statement ends with `;`. Commands start with a colon or a dot:\n"
    )?;
    let width = ALL
        .iter()
        .map(|command| head(command).chars().count())
        .max()
        .unwrap_or(0);
    for command in ALL {
        let head = format!("{:<width$}", head(command));
        writeln!(
            console.out,
            "  {}  {}",
            theme.paint(Style::Function, &head),
            command.about
        )?;
    }
    let topics: Vec<&str> = TOPICS.iter().map(|(name, ..)| *name).collect();
    writeln!(
        console.out,
        "\n`:help NAME` explains a command, a function or an error code such as Q1101."
    )?;
    writeln!(console.out, "Topics: {}", topics.join(", "))?;
    Ok(())
}

/// The call of a command; long ones are cut for the list.
fn head(command: &Command) -> String {
    let head = format!(":{} {}", command.name, command.usage);
    if head.chars().count() > 24 {
        format!(":{} ...", command.name)
    } else {
        head.trim_end().to_owned()
    }
}

fn explain(console: &mut Console, command: &Command) -> Result<()> {
    let theme = console.settings.options.theme;
    let head = format!(":{} {}", command.name, command.usage);
    writeln!(
        console.out,
        "{}",
        theme.paint(Style::Header, head.trim_end())
    )?;
    writeln!(console.out, "  {}", command.about)?;
    if !command.aliases.is_empty() {
        writeln!(console.out, "  also: :{}", command.aliases.join(", :"))?;
    }
    for line in command.more.lines() {
        writeln!(console.out, "  {line}")?;
    }
    Ok(())
}

/// Explains an error code, given as `Q1101`, `1101` or `UndefinedVariable`; false when there is none.
pub(super) fn error_code(console: &mut Console, text: &str) -> Result<bool> {
    let theme = console.settings.options.theme;
    let matches = |code: &&Code| {
        let number = code.number();
        number.eq_ignore_ascii_case(text)
            || number.trim_start_matches('Q') == text
            || code.detail().eq_ignore_ascii_case(text)
    };
    let mut found = false;
    for code in Code::ALL.iter().filter(matches) {
        found = true;
        let head = format!("{} {:?}: {}", code.number(), code.class(), code.detail());
        writeln!(console.out, "{}", theme.paint(Style::Error, &head))?;
        write!(
            console.out,
            "  {}\n  raised at {}",
            code.explanation(),
            code.phase()
        )?;
        match code.gqlstatus() {
            Some(status) => writeln!(console.out, ", GQLSTATUS {status}")?,
            None => writeln!(console.out)?,
        }
    }
    Ok(found)
}
