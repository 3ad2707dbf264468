//! The whole window, driven by pointer and keys as a person drives it, without
//! a display.

mod stage;

mod gestures;
mod keyboard;
mod view;
