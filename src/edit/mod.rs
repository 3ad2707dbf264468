//! How a document changes: small invertible edits, gestures, and unlimited undo.
//!
//! An [`Edit`] is data: it can be stored, sent and inverted. A
//! [`Transaction`] is one gesture of a person. [`History`] keeps every gesture
//! of a session, both ways.

mod align;
mod annotate;
mod apply;
mod checks;
mod claimants;
mod clip;
mod coding;
mod evidence;
mod gesture;
mod history;
mod lenses;
mod merge;
pub mod select;
mod selection;
mod snap;
mod standing;
mod step;
mod style;
mod ties;
mod touched;

pub use align::{Order, Piece, put_in_order};
pub use annotate::{add_annotation, annotation_name, move_things, set_annotation};
pub use apply::apply;
pub use checks::EditError;
pub use clip::{ASIDE, Pasted, cut, duplicate, part, paste};
pub use coding::{add_claim, code_passage};
pub use evidence::{Reanchored, mark_sentence, mark_sentences, reanchor};
pub(crate) use gesture::short;
pub use gesture::{
    add_action, add_actor, add_target, delete, duplicate_arrangement, move_actors, pin_actors,
    reconnect, set_action, set_actor,
};
pub use history::{History, Undone, only_arrangement};
pub use lenses::{delete_lens, rename_lens, save_lens, stand_ins};
pub use merge::{merge, survivor};
pub use selection::Selection;
pub use snap::{Guide, Snap, on_grid, snap};
pub use standing::{bend, lay_out, straighten};
pub use step::{ActionField, ActorField, Edit, Transaction};
pub use style::{Style, paste_style};
pub use ties::{mutual, reverse_action, reverse_actions};
pub use touched::Touched;
