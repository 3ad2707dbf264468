//! What a graph tells: answers with what they rest on.

mod fold;
mod likeness;

pub use fold::{fold, fold_into, fold_letter, folded, words};
pub use likeness::{Alike, Likely, likely_duplicates};
