//! What holds for the project as a whole: its rooms, its shipped graphs, and
//! what editing and saving do to any document.

#![allow(clippy::disallowed_methods)] // tests write files as anybody would

mod anchors;
mod edits;
mod merging;
mod rooms;
mod samples;
mod shipped;
