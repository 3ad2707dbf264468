//! What a graph tells: answers with what they rest on.

mod dated;
mod evidence;
mod fold;
mod likeness;
mod mentions;

pub use dated::{DATE_FORMS, DAY_FORMS, when_typed};
pub use evidence::{Lacks, Passage, Tally, is_missing, lost_actions, lost_among};
pub use fold::{fold, fold_into, fold_letter, folded, words};
pub use likeness::{Alike, Likely, likely_duplicates};
pub use mentions::{
    Cast, Mention, NameIndex, Newcomer, Speaker, Suggestion, Who, guess_kind, guess_stance,
    newcomer_called, suggest, when_in,
};
