//! What a graph tells: answers with what they rest on.

mod fold;
mod likeness;

pub use fold::folded;
pub use likeness::{Alike, Likely, likely_duplicates};
