//! What comes from other programs: the texts of sources.

mod text;

pub use text::{Foreign, MAX_SOURCE_BYTES, TextKind, TextProblem, read_foreign, read_pasted};
