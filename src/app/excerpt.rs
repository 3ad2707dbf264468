//! Words of a source that somebody has selected.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{SourceId, SourceText};

/// Some words of a source's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Whose text.
    pub source: SourceId,
    /// The text, as it was when they were selected: it may be another one by the
    /// time something comes of them.
    pub text: Arc<SourceText>,
    /// Which bytes of the text; never none.
    pub bytes: Range<usize>,
}
