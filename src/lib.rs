//! Quipu: a knowledge-graph query engine. openCypher over facts with time and sources.

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
pub use value::{Map, ResultSet, Value};
