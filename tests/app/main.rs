//! The whole window, driven by pointer and keys as a person drives it, without
//! a display.

#![allow(clippy::disallowed_methods)] // tests write files as anybody would

mod cast;
mod crowds;
mod stage;

mod annotating;
mod arrangements;
mod bending;
mod coding;
mod commands;
mod counting;
mod crowd;
mod files;
mod filtering;
mod gestures;
mod inspector;
mod keyboard;
mod layouts;
mod making;
mod meanwhile;
mod monkey;
mod names;
mod order;
mod portraits;
mod reading;
mod seeking;
mod selecting;
mod session;
mod snapping;
mod spoken;
mod styles;
mod table;
mod table_cells;
mod view;
