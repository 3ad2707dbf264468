//! How a document is kept: RON with a format version, read with positions,
//! written in one canonical form, saved so that nothing is ever half written.
//!
//! The way in is [`open`] (or [`parse`], for bytes already in memory), the way
//! out is [`save`] (or [`to_ron`]). A document that was saved is, byte for
//! byte, what [`to_ron`] gives; moving or renaming one actor changes one line.
//! Uses the [`crate::model`] only.

mod annotations;
mod arrangements;
mod atomic;
mod beside;
mod brackets;
mod clip;
mod decode;
mod evidence;
mod ids;
mod lenses;
mod open;
mod parts;
mod problem;
mod provenance;
mod read;
mod save;
mod scan;
mod setting;
mod spots;
mod taken;
mod texts;
mod write;

#[cfg(test)]
mod lens_tests;
#[cfg(test)]
mod problem_tests;
#[cfg(test)]
mod provenance_tests;
#[cfg(test)]
mod read_tests;
#[cfg(test)]
mod save_tests;
#[cfg(test)]
mod spot_tests;

pub use atomic::SaveStage;
pub use beside::{MAX_PORTRAIT_BYTES, copy_beside, is_beside, load_portraits, write_beside};
pub use clip::{ClipError, parse_clip, to_clip};
pub use evidence::check_evidence;
pub use open::{MAX_FILE_BYTES, OpenError, Opened, open, open_telling};
pub use problem::{Position, Problem, Severity};
pub use read::{ClaimPlace, Parsed, Places, parse, parse_telling};
pub use save::{FileStamp, SaveError, save, write_file};
pub use setting::write_setting;
pub use taken::{add_portrait, add_text, portrait_name, read_portrait, read_source, text_name};
pub use texts::{ChangedTexts, MAX_TEXT_BYTES, TextFiles, TextStamps, Texts};
pub use write::to_ron;

/// Newest version of the format that this program reads, and the one it writes.
///
/// Version 2 added `bends` to arrangements, version 3 notes and frames on
/// arrangements (`annotations`), `lenses`, the `spot` of claims, and `primary`
/// and `not_relevant` of sources, version 4 `entered` and `changed` of claims and
/// `responses` to actions; older files have none.
pub const FORMAT_VERSION: u64 = 4;
