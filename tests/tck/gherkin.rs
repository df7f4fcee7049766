//! Gherkin, as far as the openCypher TCK writes it.
//!
//! In: the text of a feature file. Out: scenarios with their steps, outlines expanded row by row. Knows nothing of
//! what steps mean.

/// One scenario, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    /// `folder/Feature.feature: [3] name`, for an outline followed by ` #row`.
    pub(crate) name: String,
    /// Its steps in order.
    pub(crate) steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Clone, Default)]
pub(crate) struct Step {
    /// The line without its keyword.
    pub(crate) text: String,
    /// The text between `"""`.
    pub(crate) document: Option<String>,
    /// The table below it, header included.
    pub(crate) table: Vec<Vec<String>>,
}

const KEYWORDS: [&str; 5] = ["Given ", "When ", "Then ", "And ", "But "];

/// All scenarios of a feature file; `path` is put before their names.
///
/// # Errors
/// A sentence with a line number when the text does not have the expected form.
pub(crate) fn scenarios(path: &str, text: &str) -> Result<Vec<Scenario>, String> {
    let mut parser = Parser {
        path,
        ..Parser::default()
    };
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let trimmed = line.trim();
        if trimmed == "\"\"\"" {
            let indent = line.len() - line.trim_start().len();
            let mut document = Vec::new();
            loop {
                let Some((_, line)) = lines.next() else {
                    return Err(format!("{path}:{}: unclosed text", number + 1));
                };
                if line.trim() == "\"\"\"" {
                    break;
                }
                let blank = line.len() - line.trim_start().len();
                document.push(&line[indent.min(blank)..]);
            }
            parser.step(number)?.document = Some(document.join("\n"));
        } else {
            parser.line(number, trimmed)?;
        }
    }
    parser.close();
    Ok(parser.done)
}

#[derive(Default)]
struct Parser<'a> {
    path: &'a str,
    background: Vec<Step>,
    name: Option<String>,
    in_background: bool,
    steps: Vec<Step>,
    /// The tables of all Examples of the scenario; `Some` once it is known to be an outline.
    examples: Option<Vec<Vec<Vec<String>>>>,
    in_examples: bool,
    done: Vec<Scenario>,
}

impl Parser<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        if line.is_empty() || line.starts_with(['#', '@']) || line.starts_with("Feature:") {
            return Ok(());
        }
        if let Some(cells) = line.strip_prefix('|') {
            let cells = cells_of(cells);
            if self.in_examples {
                let tables = self.examples.get_or_insert_default();
                tables
                    .last_mut()
                    .ok_or("table without Examples")?
                    .push(cells);
            } else {
                self.step(number)?.table.push(cells);
            }
        } else if line.starts_with("Background:") {
            self.close();
            self.in_background = true;
        } else if line.starts_with("Examples:") || line.starts_with("Scenarios:") {
            self.in_examples = true;
            self.examples.get_or_insert_default().push(Vec::new());
        } else if let Some(name) = line
            .strip_prefix("Scenario Outline:")
            .or_else(|| line.strip_prefix("Scenario:"))
        {
            self.close();
            self.name = Some(name.trim().to_owned());
            self.examples = line.starts_with("Scenario Outline:").then(Vec::new);
        } else if let Some(text) = KEYWORDS
            .iter()
            .find_map(|keyword| line.strip_prefix(keyword))
        {
            self.in_examples = false;
            self.steps.push(Step {
                text: text.trim().to_owned(),
                ..Step::default()
            });
        } else if self.name.is_some() || self.in_background {
            return Err(format!("{}:{}: what is `{line}`?", self.path, number + 1));
        }
        Ok(())
    }

    fn step(&mut self, number: usize) -> Result<&mut Step, String> {
        let place = format!("{}:{}: nothing to belong to", self.path, number + 1);
        self.steps.last_mut().ok_or(place)
    }

    /// Ends the scenario that is being read.
    fn close(&mut self) {
        let steps = std::mem::take(&mut self.steps);
        if std::mem::take(&mut self.in_background) {
            self.background = steps;
            return;
        }
        self.in_examples = false;
        let Some(name) = self.name.take() else { return };
        let name = format!("{}: {name}", self.path);
        let steps: Vec<Step> = self.background.iter().cloned().chain(steps).collect();
        let Some(tables) = self.examples.take() else {
            self.done.push(Scenario { name, steps });
            return;
        };
        let mut row_number = 0;
        for table in tables {
            let Some((header, rows)) = table.split_first() else {
                continue;
            };
            for row in rows {
                row_number += 1;
                let fill = |text: &str| {
                    header
                        .iter()
                        .zip(row)
                        .fold(text.to_owned(), |text, (key, value)| {
                            text.replace(&format!("<{key}>"), value)
                        })
                };
                let steps = steps
                    .iter()
                    .map(|step| Step {
                        text: fill(&step.text),
                        document: step.document.as_deref().map(fill),
                        table: step
                            .table
                            .iter()
                            .map(|cells| cells.iter().map(|cell| fill(cell)).collect())
                            .collect(),
                    })
                    .collect();
                self.done.push(Scenario {
                    name: format!("{name} #{row_number}"),
                    steps,
                });
            }
        }
    }
}

/// The cells of a table line whose first bar is gone. `\|` is a bar, `\\` a backslash.
fn cells_of(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        match character {
            '|' => cells.push(std::mem::take(&mut cell).trim().to_owned()),
            '\\' => match characters.next() {
                Some('|') => cell.push('|'),
                Some('\\') => cell.push('\\'),
                Some('n') => cell.push('\n'),
                Some(other) => cell.extend(['\\', other]),
                None => cell.push('\\'),
            },
            other => cell.push(other),
        }
    }
    cells
}
