//! Dramatis: who did what to whom, when, and who says so.
//!
//! The library behind the `dramatis` program. Its rooms, each of which uses
//! only rooms above it: [`model`] (what a graph says), [`edit`] (how it
//! changes), [`mod@file`] (how it is kept), [`layout`] (where
//! things go), [`analysis`] (what it tells), [`picture`] (what is seen), [`export`]
//! (how that is written down), [`exchange`] (what comes from other programs), and last [`app`] (the window) and [`cli`] (the
//! program without one), the only two that know everything.

// Tests may make a mess of files: that is what they are for.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod analysis;
pub mod app;
pub mod cli;
pub mod edit;
pub mod exchange;
pub mod export;
pub mod file;
pub mod layout;
pub mod model;
pub mod picture;
