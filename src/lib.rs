//! Quipu: a knowledge-graph query engine. openCypher over facts with time and sources.

pub mod column;
pub mod diagnostic;
pub mod exec;
pub mod format;
pub mod function;
pub mod graph;
pub mod plan;
pub mod procedure;
pub mod render;
pub mod semantics;
pub mod source;
pub mod syntax;
pub mod value;
