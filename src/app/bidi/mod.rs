//! Right-to-left words, as they are seen.
//!
//! egui shapes each stretch of letters that one font holds, from right to left
//! where its script asks for that, but puts those stretches side by side from left
//! to right. What is laid out by it is therefore set anew before it is drawn, line
//! by line, in the order in which it is seen. Whoever shows a text need not care:
//! panels hand it to egui in the order in which it is read, which is what a screen
//! reader is told, and [`install`] sees to the rest. Text that is being typed stays
//! in the order in which it is read, where the cursor goes from letter to letter.

mod order;
mod screen;
mod set;

pub use crate::picture::has_right_to_left;
pub use screen::{as_seen, install};
pub use set::{Lines, Part, set};
