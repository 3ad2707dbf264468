//! The texts that claims cite, and whether they say what is cited.
//!
//! Apart from reading the document: a document whose texts are missing opens
//! all the same, and only `dramatis check` calls that an error.

use std::collections::BTreeMap;
use std::path::Path;

use super::atomic::Seen;
use super::beside::read_beside;
use super::decode::clip;
use super::problem::{Position, Problem, Severity};
use super::read::{ClaimPlace, Places};
use crate::model::{
    Claim, Document, Lost, Outcome, SourceId, SourceText, TextIndex, cited_passages,
};

/// Largest text of a source that is read, in bytes.
pub const MAX_TEXT_BYTES: u64 = 5_000_000;

/// Reads the texts of a document's sources, which stand beside the document,
/// at `doc_path`. `places` are those of the document's file, for the problems.
///
/// A text lies in the document's folder or below: a document from somebody
/// else must not pull other files of this computer into an export.
///
/// Returns the texts that could be read, and a problem for each that could
/// not, or not well, at the field `file` of its source.
#[must_use]
pub fn load_texts(
    doc_path: &Path,
    doc: &Document,
    places: &Places,
) -> (BTreeMap<SourceId, SourceText>, Vec<Problem>) {
    load_some_texts(doc_path, doc, places, |_| true)
}

/// The same of those sources that are wanted.
#[must_use]
pub fn load_some_texts(
    doc_path: &Path,
    doc: &Document,
    places: &Places,
    want: impl Fn(&SourceId) -> bool,
) -> (BTreeMap<SourceId, SourceText>, Vec<Problem>) {
    let folder = doc_path.parent().unwrap_or(Path::new(""));
    let mut texts = BTreeMap::new();
    let mut problems = Vec::new();
    let named = doc.sources.values().filter(|s| !s.file.is_empty());
    for source in named.filter(|s| want(&s.id)) {
        let at = places.texts.get(&source.id).copied();
        let at = at.unwrap_or(Position::START);
        match read_text(folder, &source.file) {
            Ok((text, lossy)) => {
                if lossy {
                    problems.push(Problem {
                        severity: Severity::Warning,
                        ..Problem::error(
                            at,
                            format!("the text {:?} is not all UTF-8", source.file),
                            "save it as UTF-8; bytes that are not show as \u{FFFD}",
                        )
                    });
                }
                let text = SourceText::new(text, source.is_markdown());
                texts.insert(source.id.clone(), text);
            }
            Err((what, hint)) => {
                let what = format!("the text {:?} {what}", source.file);
                problems.push(Problem::error(at, what, hint));
            }
        }
    }
    problems.sort_by_key(Problem::at);
    (texts, problems)
}

/// What can be told of the texts of a document's sources without reading them:
/// while it is the same, they need not be read again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextStamps(BTreeMap<SourceId, Seen>);

impl TextStamps {
    /// As of now.
    #[must_use]
    pub fn on_disk(doc_path: &Path, doc: &Document) -> Self {
        let folder = doc_path.parent().unwrap_or(Path::new(""));
        let named = doc.sources.values().filter(|s| !s.file.is_empty());
        Self(
            named
                .map(|s| (s.id.clone(), Seen::at(&folder.join(&s.file))))
                .collect(),
        )
    }

    /// Whether that of one text is another one than before.
    #[must_use]
    pub fn differs(&self, before: &Self, of: &SourceId) -> bool {
        self.0.get(of) != before.0.get(of)
    }
}

/// A text, and whether bytes of it had to be replaced; or what is wrong, and
/// what to do.
fn read_text(folder: &Path, file: &str) -> Result<(String, bool), (String, &'static str)> {
    let mut bytes = read_beside(folder, file, MAX_TEXT_BYTES)?;
    // Some editors mark a file as UTF-8 so; it is no letter of the text.
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, false)),
        Err(error) => Ok((String::from_utf8_lossy(error.as_bytes()).into_owned(), true)),
    }
}

/// What is to be known of the passages that claims cite, in order, at their
/// anchors (no such paragraph) or quotes (not these words). It is an error that
/// the words do not stand in the text, or not certainly where; a warning, that
/// they do, in another paragraph. Claims of sources without a text are not
/// looked at. Linear in the graph, for each text, and in the texts.
#[must_use]
pub fn check_evidence(
    doc: &Document,
    texts: &BTreeMap<SourceId, SourceText>,
    places: &Places,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (source, text) in texts {
        for cited in cited_passages(doc, source, &TextIndex::new(text)) {
            let action = doc.graph.action(&cited.action);
            let claim = action.and_then(|a| a.claims.get(cited.claim));
            // What was retracted stands for nothing: its words may well be gone.
            let Some(claim) = claim.filter(|c| c.stands()) else {
                continue;
            };
            let place = places.claim(&cited.action, cited.claim);
            let who = format!(
                "action {:?}, claim {}, source {:?}",
                cited.action.as_str(),
                cited.claim + 1,
                source.as_str()
            );
            problems.extend(problem(claim, text, &cited.outcome, place, &who));
        }
    }
    problems.sort_by_key(Problem::at);
    problems
}

/// What is to be said of one passage.
fn problem(
    claim: &Claim,
    text: &SourceText,
    outcome: &Outcome,
    place: ClaimPlace,
    who: &str,
) -> Option<Problem> {
    let anchor = claim.anchor.as_str();
    let known = text.paragraph(anchor).is_some();
    let (at, hint) = if known {
        (place.quote, "quote the text word for word")
    } else {
        (place.anchor, "correct the anchor")
    };
    let missing = if known {
        format!("paragraph {anchor:?} does not hold these words")
    } else {
        format!("the text has no paragraph {anchor:?}")
    };
    let (severity, at, what, hint) = match outcome {
        Outcome::Exact { standing, .. } => {
            if standing.anchor == anchor {
                return None;
            }
            let what = format!("{missing}; they stand in {:?}", standing.anchor);
            (Severity::Warning, place.anchor, what, "correct the anchor")
        }
        Outcome::Fuzzy {
            standing,
            same_words: true,
            ..
        } => {
            let what = format!("{missing}; they stand in {:?}", standing.anchor);
            let hint = "see whether that is the passage, and correct the anchor";
            (Severity::Error, place.anchor, what, hint)
        }
        Outcome::Fuzzy {
            standing, score, ..
        } => {
            let percent = (100.0 * score).floor();
            let what = format!(
                "{missing}; the likest ({percent} %) are {:?} in {:?}",
                clip(&standing.words),
                standing.anchor
            );
            (Severity::Error, at, what, hint)
        }
        // The source as a whole is cited.
        Outcome::NoWords if known || anchor.is_empty() => return None,
        Outcome::NoWords => {
            let hint = "leave the anchor out, or quote the words that say so";
            (Severity::Warning, place.anchor, missing, hint)
        }
        Outcome::Lost(Lost::Gone) => (Severity::Error, at, missing, hint),
        Outcome::Lost(Lost::Several(count)) => {
            // A paragraph that holds them is as much as a person has said.
            let there = text.lookup(anchor, &claim.quote).is_some();
            if there && claim.spot.is_none() {
                return None;
            }
            let what = format!("these words stand at {count} places, and it is not certain which");
            let severity = if there {
                Severity::Warning
            } else {
                Severity::Error
            };
            (severity, place.quote, what, "quote more words around them")
        }
    };
    Some(Problem {
        severity,
        ..Problem::error(at, format!("{who}: {what}"), hint)
    })
}
