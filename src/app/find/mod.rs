//! Finding: letters without case and accents, words in a document, commands by
//! some of their letters. Knows no widget.

mod fold;
mod fuzzy;
mod index;
mod lines;
mod seeker;

pub use fold::spans;
pub use fuzzy::{fit, fit_words};
pub use index::{Found, Hit};
pub use lines::line;
pub use seeker::Seeker;

pub use crate::analysis::words;

/// Most hits that are told; of the others only how many there are.
pub const MOST_HITS: usize = 200;
