//! What comes from other programs: the texts of sources.

mod text;

pub use text::{
    Foreign, Length, MAX_SOURCE_BYTES, TextKind, TextProblem, is_line_end, is_unread_document,
    read_foreign, read_pasted,
};
