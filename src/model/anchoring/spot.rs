//! Where words stand in a text, in a way that outlives changes of the text.

use serde::{Deserialize, Serialize};

/// Where some words stood in a text when somebody last looked: enough to tell
/// them from the same words elsewhere, also after the text has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spot {
    /// The first byte of the words, in the text as UTF-8.
    pub at: u32,
    /// Some words before them, white space folded; empty at the start.
    pub before: String,
    /// Some words after them, white space folded; empty at the end.
    pub after: String,
    /// How often the same words stood in the text; at least 1.
    pub times: u32,
}

impl Spot {
    /// What is wrong with it, if anything is.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        (self.times == 0).then_some("its words stand nowhere")
    }
}

/// A sentence that somebody has called not relevant. In order of place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Skip {
    /// Where it stands.
    pub spot: Spot,
    /// Its words; never blank.
    pub words: String,
}

impl Skip {
    /// What is wrong with it, if anything is.
    #[must_use]
    pub fn fault(&self) -> Option<&'static str> {
        if self.words.trim().is_empty() {
            return Some("it has no words");
        }
        self.spot.fault()
    }
}
