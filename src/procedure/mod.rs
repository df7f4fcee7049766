//! What may be CALLed: procedures with typed signatures, registered by the embedding program.
//!
//! In: declarations with a body. Out: look-up by name for the checker, calls for the executor. Knows nothing of
//! queries.

mod registry;
mod signature;

pub use registry::Registry;
pub use signature::{Procedure, ProcedureBody, ProcedureField, ProcedureType};
