//! What a graph tells: answers with what they rest on.

mod fold;
mod likeness;
mod mentions;

pub use fold::{fold, fold_into, fold_letter, folded, words};
pub use likeness::{Alike, Likely, likely_duplicates};
pub use mentions::{
    Cast, Mention, NameIndex, Newcomer, Speaker, Suggestion, Who, guess_kind, suggest, when_in,
};
