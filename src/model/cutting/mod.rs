//! How the text of a source is cut, in one way: whoever shows a text and whoever
//! cites it see the same blocks, so that what is shown as words can be cited, and
//! nothing else.
//!
//! This is the only place that knows the parser of Markdown.

mod blocks;
mod cutter;
mod front;
mod markdown;
mod stretches;

#[cfg(test)]
mod agreement_tests;

pub use blocks::{Block, Blocks, Kind, LONGEST, Marker, Run, Shown, Style};
pub use stretches::Stretches;
