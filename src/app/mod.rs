//! The window.

mod bidi;
pub mod canvas;
mod clerk;
mod command;
mod evidence;
mod excerpt;
mod filtering;
mod find;
mod focus;
mod gestures;
mod jobs;
mod keymap;
mod keys;
mod letters;
mod look;
pub mod panels;
mod settings;
mod shell;
mod workspace;

pub use clerk::{Clerk, system_clock};
pub use command::{Action, Command, Menu, Notice};
pub use excerpt::Excerpt;
pub use filtering::{Filtering, Filters};
pub use keymap::{Keymap, Remapped};
pub use settings::{LayoutChoices, Settings, SnapChoices};
pub use shell::{Dramatis, run};
pub use workspace::Workspace;
