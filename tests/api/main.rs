//! Quipu as a library: sessions, parameters, transactions, streaming, threads, procedures, limits.
//!
//! In: plain Rust, as a user would write it. Out: answers. Knows only the public library.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

mod dump;
mod history;
mod limits;
mod lookups;
mod procedures;
mod round_trip;
mod statements;
mod threads;
mod transactions;

use quipu::{Map, Session, Value};

/// The answer of a statement as one text: rows by `;`, cells by `,`.
pub fn ask(session: &mut Session, text: &str) -> String {
    shown(session, text, &Map::new())
}

/// The same with parameters.
pub fn shown(session: &mut Session, text: &str, parameters: &Map) -> String {
    match session.run(text, parameters) {
        Ok(answer) => {
            let rows: Vec<String> = answer
                .rows()
                .iter()
                .map(|row| {
                    let cells: Vec<String> = row.iter().map(cell).collect();
                    cells.join(",")
                })
                .collect();
            rows.join(";")
        }
        Err(error) => error.detail().to_owned(),
    }
}

fn cell(value: &Value) -> String {
    quipu::value::literal::text(value)
}
