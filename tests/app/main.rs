//! The whole window, driven by pointer and keys as a person drives it, without
//! a display.

#![allow(clippy::disallowed_methods)] // tests write files as anybody would

mod cast;
mod crowds;
mod harbour;
mod stage;
mod texts;

mod annotating;
mod arrangements;
mod bending;
mod coding;
mod coding_denials;
mod coding_words;
mod commands;
mod counting;
mod crowd;
mod evidence;
mod feel;
mod files;
mod filtering;
mod gestures;
mod inspector;
mod keyboard;
mod layouts;
mod letters;
mod lost;
mod making;
mod meanwhile;
mod monkey;
mod names;
mod notices;
mod order;
mod portraits;
mod reading;
mod reading_passages;
mod receipts;
mod right_to_left;
mod seeking;
mod selecting;
mod session;
mod snapping;
mod sources;
mod spoken;
mod styles;
mod table;
mod table_cells;
mod turning;
mod view;
