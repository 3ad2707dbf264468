//! What stands beside and above the canvas: one file a panel.
//!
//! A panel borrows the document, shows it, and returns commands. None changes
//! the document itself. Texts are typed into a draft and given to the document
//! when they are done with, so that one gesture is one step to undo.

mod chips;
mod choose;
mod claim_fields;
mod coding;
mod compare_claims;
mod context;
mod dialog_details;
mod dialog_duplicates;
mod dialog_export;
mod dialog_files;
mod dialog_grid;
mod dialog_keys;
mod dialog_layout;
mod dialog_lens;
mod dialog_merge;
mod dialog_names;
mod dialog_source;
mod dialogs;
mod find;
mod form;
mod inspect_action;
mod inspect_actor;
mod inspect_annotation;
mod inspect_claim;
mod inspect_response;
mod inspector;
mod lacks;
mod lines;
mod marks;
mod menu;
mod palette;
mod pick_list;
mod picker;
mod reading;
mod receipt;
mod sample;
mod status;
mod table;
mod tabs;
mod typed;

pub(super) use context::{action_menu, actor_menu, annotation_menu, empty_menu};
pub(super) use form::count;
pub(super) use menu::menu_bar;
pub(super) use reading::shown_words;
pub(super) use receipt::{Pointed, Receipts, Spot};
pub(super) use status::status_bar;
pub(super) use typed::{remove_claim, retract_claim};

pub use chips::Chips;
pub use coding::{Coded, Coding, Deed, Passage, Reading, Told};
pub use dialog_export::ExportRequest;
pub use dialog_source::NewSource;
pub use dialogs::{Dialogs, Outcome, Then};
pub use find::{Find, Visit};
pub use inspector::Inspector;
pub use palette::Palette;
pub use picker::{FilePicker, InAppPicker, Purpose, ScriptedPicker};
pub use reading::{NARROWEST as NARROWEST_READER, Reader};
pub use table::{LOWEST as LOWEST_TABLE, Sheet, Table};
pub use tabs::Tabs;

#[cfg(test)]
mod tests;
