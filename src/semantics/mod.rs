//! AST to checked query: scopes, kinds, every compile-time rule of openCypher.

pub mod checked;
