//! Where claims come from.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Skip, SourceId, When};

/// A text that claims cite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Stable name inside the document.
    pub id: SourceId,
    /// Title; never blank.
    pub title: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// When it was published.
    pub published: When,
    /// When it was read for this document.
    pub retrieved: When,
    /// Where it can be found; may be empty.
    pub url: String,
    /// Text file beside the document, relative to it; empty when there is none.
    pub file: String,
    /// Whether it is a primary source: a record of those who were there, a
    /// document, a recording; not an account of such.
    pub primary: bool,
    /// Sentences of its text that somebody has called not relevant.
    pub not_relevant: BTreeSet<Skip>,
}

impl Source {
    /// A source with a title, and nothing else said.
    #[must_use]
    pub fn new(id: SourceId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            author: String::new(),
            publisher: String::new(),
            published: When::NotGiven,
            retrieved: When::NotGiven,
            url: String::new(),
            file: String::new(),
            primary: false,
            not_relevant: BTreeSet::new(),
        }
    }

    /// Whether its text is Markdown, by the name of its file.
    #[must_use]
    pub fn is_markdown(&self) -> bool {
        let ending = Path::new(&self.file).extension();
        ending.is_some_and(|e| {
            ["md", "markdown"]
                .iter()
                .any(|known| e.eq_ignore_ascii_case(known))
        })
    }
}
