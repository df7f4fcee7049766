//! Quipu: a knowledge-graph query engine. openCypher over facts with time and sources.
//!
//! A program embeds it through [`Database`] and [`Session`]:
//!
//! ```
//! use quipu::{Database, Map};
//!
//! let mut session = Database::new().session();
//! session.run(
//!     "CREATE (:Company {name: 'Didi'})-[:PROBED_BY {valid_from: date('2021-07-02')}]->(:Agency {name: 'CRO'})",
//!     &Map::new(),
//! )?;
//! let answer = session.run(
//!     "MATCH (c:Company)-[p:PROBED_BY]->(a) RETURN c.name AS company, p.valid_from AS since",
//!     &Map::new(),
//! )?;
//! assert_eq!(answer.columns(), ["company", "since"]);
//! assert_eq!(answer.len(), 1);
//! # Ok::<(), quipu::Error>(())
//! ```
//!
//! The rest of this page is for someone who wants to change it.
//!
#![doc = include_str!("../docs/ARCHITECTURE.md")]
//!
//! [`column`]: mod@crate::column
//! [`format`]: mod@crate::format

#[cfg(feature = "shell")]
pub mod cli;
pub mod column;
pub mod diagnostic;
pub mod engine;
pub mod exec;
pub mod format;
pub mod function;
pub mod graph;
pub mod optimize;
pub mod plan;
pub mod procedure;
pub mod render;
pub mod semantics;
#[cfg(feature = "shell")]
pub mod shell;
pub mod source;
pub mod syntax;
pub mod value;

pub use diagnostic::{Class, Code, Phase};
pub use engine::{
    Answer, CancelHandle, Database, Error, Limits, Planning, Session, Summary, Timing,
};
pub use graph::durable::{OpenOptions, SyncMode};
pub use value::{Map, ResultSet, Value};
