//! What a passage speaks of: which actors, known or not, when, and who says so.
//!
//! Proposals, nothing more: they are shown to a person, who takes or changes
//! them. Rules are few and plain, so that one can tell why something was
//! proposed.

mod before;
mod cast;
mod dates;
mod deeds;
#[cfg(test)]
mod denial_tests;
mod denial_words;
mod denials;
mod grammar;
mod groups;
mod index;
#[cfg(test)]
mod index_tests;
mod lists;
#[cfg(test)]
mod misreading_tests;
mod newcomers;
mod passage;
#[cfg(test)]
mod prose_tests;
mod speakers;
mod stances;
mod states;
mod suggest;
#[cfg(test)]
mod suggest_tests;
mod verbs;
mod words;

pub use dates::when_in;
pub use index::{Mention, NameIndex};
pub(super) use lists::DAYS;
pub use newcomers::{Newcomer, guess_kind, newcomer_called};
pub use stances::guess_stance;
pub use suggest::{Cast, Speaker, Suggestion, Who, suggest};
