//! What stands beside and above the canvas: one file a panel.
//!
//! A panel borrows the document, shows it, and returns commands. None changes
//! the document itself. Texts are typed into a draft and given to the document
//! when they are done with, so that one gesture is one step to undo.

mod choose;
mod claim_fields;
pub mod context;
mod dialog_details;
mod dialog_export;
mod dialog_keys;
pub mod dialogs;
mod form;
mod inspect_action;
mod inspect_actor;
mod inspect_claim;
pub mod inspector;
pub mod menu;
pub mod picker;
mod sample;
pub mod status;
pub mod tabs;

pub use dialog_export::ExportRequest;
pub use dialogs::{Dialogs, Outcome, Then};
pub use inspector::Inspector;
pub use picker::{FilePicker, InAppPicker, Purpose, ScriptedPicker};
pub use tabs::Tabs;

#[cfg(test)]
mod tests;
