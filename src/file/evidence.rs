//! Whether the texts that claims cite say what is cited.
//!
//! Apart from reading the document: a document whose texts are missing opens
//! all the same, and only `dramatis check` calls that an error.

use super::decode::clip;
use super::problem::{Problem, Severity};
use super::read::{ClaimPlace, Places};
use super::texts::Texts;
use crate::model::{Claim, Document, Lost, Outcome, SourceText, TextIndex, cited_passages};

/// What is to be known of the passages that claims cite, in order, at their
/// anchors (no such paragraph) or quotes (not these words). It is an error that
/// the words do not stand in the text, or not certainly where; a warning, that
/// they do, in another paragraph. Claims of sources without a text are not
/// looked at. Linear in the graph, for each text, and in the texts.
#[must_use]
pub fn check_evidence(doc: &Document, texts: &Texts, places: &Places) -> Vec<Problem> {
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
