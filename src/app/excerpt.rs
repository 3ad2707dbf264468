//! Words of a source that somebody has selected.

use std::ops::Range;

use crate::model::SourceId;

/// Some words of a source's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Whose text.
    pub source: SourceId,
    /// Which bytes of the text; never none.
    pub bytes: Range<usize>,
}
