//! The texts that claims cite, and whether they say what is cited.
//!
//! Apart from reading the document: a document whose texts are missing opens
//! all the same, and only `dramatis check` calls that an error.

use std::collections::BTreeMap;
use std::path::Path;

use super::beside::read_beside;
use super::problem::{Position, Problem, Severity};
use super::read::{ClaimPlace, Places};
use crate::model::{Document, PassageProblem, SourceId, SourceText};

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
    let folder = doc_path.parent().unwrap_or(Path::new(""));
    let mut texts = BTreeMap::new();
    let mut problems = Vec::new();
    for source in doc.sources.values().filter(|s| !s.file.is_empty()) {
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
                texts.insert(source.id.clone(), SourceText::new(text));
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

/// A text, and whether bytes of it had to be replaced; or what is wrong, and
/// what to do.
fn read_text(folder: &Path, file: &str) -> Result<(String, bool), (String, &'static str)> {
    let bytes = read_beside(folder, file, MAX_TEXT_BYTES)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, false)),
        Err(error) => Ok((String::from_utf8_lossy(error.as_bytes()).into_owned(), true)),
    }
}

/// Every claim whose passage does not stand in the text of its source, as an
/// error at its anchor (no such paragraph) or quote (not these words), in
/// order. Claims of sources without a text are not looked at.
#[must_use]
pub fn check_evidence(
    doc: &Document,
    texts: &BTreeMap<SourceId, SourceText>,
    places: &Places,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for link in doc.graph.links() {
        let known = places.claims.get(&link.action.id);
        for (n, claim) in link.action.claims.iter().enumerate() {
            let Some(text) = texts.get(&claim.source) else {
                continue;
            };
            let Err(problem) = text.find(&claim.anchor, &claim.quote) else {
                continue;
            };
            let place = known.and_then(|p| p.get(n)).copied().unwrap_or(ClaimPlace {
                anchor: Position::START,
                quote: Position::START,
            });
            let (at, hint) = match problem {
                PassageProblem::NoParagraph { .. } => (place.anchor, "correct the anchor"),
                PassageProblem::NotThere { .. } => (place.quote, "quote the text word for word"),
                PassageProblem::NoWords => (place.quote, "quote the words that say so"),
            };
            problems.push(Problem::error(
                at,
                format!(
                    "action {:?}, claim {}, source {:?}: {problem}",
                    link.action.id.as_str(),
                    n + 1,
                    claim.source.as_str()
                ),
                hint,
            ));
        }
    }
    problems.sort_by_key(Problem::at);
    problems
}
