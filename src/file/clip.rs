//! A part of a graph as text, for the clipboard: a document under a head of its
//! own, so that whatever a file can say can be copied, and what is pasted keeps
//! every rule that a file keeps.

use super::FORMAT_VERSION;
use super::read::parse_under;
use super::write::under_head;
use crate::model::Document;

/// The word that such a text starts with.
const HEAD: &str = "DramatisClip";

/// Why a text is no part of a graph.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClipError {
    /// It is some other text.
    #[error(
        "What is on the clipboard is no part of a graph: copy actors or actions first; a text becomes a source by “Paste as source”"
    )]
    Foreign,
    /// It has a newer version than this program reads.
    #[error(
        "What is on the clipboard comes from a newer Dramatis (version {0}; this one reads up to {FORMAT_VERSION})"
    )]
    Newer(String),
    /// It starts like one, and cannot be read.
    #[error("What is on the clipboard is a damaged part of a graph: {0}")]
    Damaged(String),
}

/// The text of a part of a graph, in time linear in its size.
#[must_use]
pub fn to_clip(part: &Document) -> String {
    under_head(HEAD, part)
}

/// Reads a part of a graph, in time linear in the length of its text.
///
/// # Errors
/// [`ClipError`], with the first thing that is wrong.
pub fn parse_clip(text: &str) -> Result<Document, ClipError> {
    let rest = text.trim_start().strip_prefix(HEAD);
    if !rest.is_some_and(|rest| rest.trim_start().starts_with('(')) {
        return Err(ClipError::Foreign);
    }
    parse_under(text, HEAD).map_err(|refusal| match refusal.newer {
        Some(version) => ClipError::Newer(version),
        None => ClipError::Damaged(refusal.problems.first().map_or_else(String::new, |p| {
            let at = p.at();
            format!("line {}, column {}: {}", at.line, at.column, p.what)
        })),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{parse, to_ron};
    use proptest::prelude::*;

    const SHIPPED: &str = include_str!("../../graphs/civil-military/civil-military.ron");

    fn shipped() -> Document {
        parse(SHIPPED.as_bytes()).expect("sound").document
    }

    #[test]
    fn a_clip_is_read_back_as_it_was() {
        let doc = shipped();
        let text = to_clip(&doc);
        assert!(
            text.starts_with("DramatisClip(\n    version: "),
            "{text:.60}"
        );
        assert_eq!(parse_clip(&text), Ok(doc));
    }

    #[test]
    fn other_texts_are_told_apart_from_clips() {
        let file = to_ron(&shipped());
        for other in ["", "milley", "DramatisClips(", "DramatisClip", &file] {
            assert_eq!(parse_clip(other), Err(ClipError::Foreign), "{other:.20}");
        }
        // And a clip is no file.
        assert!(parse(to_clip(&shipped()).as_bytes()).is_err());
    }

    #[test]
    fn newer_and_unknown_things_are_refused_by_name() {
        let newer = "DramatisClip(version: 1000000000000000000000, new: true)";
        let said = parse_clip(newer).expect_err("newer").to_string();
        assert!(said.contains("newer Dramatis (version 10000"), "{said}");
        let text = "DramatisClip(\n  version: 1,\n  colour: 3,\n  arrangements: [(name: \"a\")])";
        let said = parse_clip(text).expect_err("unknown").to_string();
        assert!(
            said.contains("line 3, column 3") && said.contains("colour"),
            "{said}"
        );
        for broken in [
            "DramatisClip(",
            "DramatisClip()",
            "DramatisClip(version: 1, arrangements: [])",
            "DramatisClip(version: 1, actors: {\"a\": (name: \"A\", kind: Person)}, arrangements: [(name: \"a\", places: {\"a\": (x: NaN, y: 0)})])",
            "DramatisClip(version: 1, actors: {\"a\": (name: \"A\", kind: Person)}, actions: {\"x\": (from: \"a\", to: \"b\", verb: \"v\")}, arrangements: [(name: \"a\")])",
        ] {
            let refused = parse_clip(broken);
            assert!(
                matches!(refused, Err(ClipError::Damaged(_))),
                "{broken}: {refused:?}"
            );
        }
        let deep = format!("DramatisClip(version: 1, actors: {}", "[".repeat(100_000));
        assert!(parse_clip(&deep).is_err());
    }

    proptest! {
        /// Whatever becomes of a clip on its way, it is read or refused.
        #[test]
        fn damaged_clips_are_read_or_refused(at in 0..20_000_usize, len in 0..400_usize, put in ".{0,12}") {
            let mut text = to_clip(&shipped());
            let floor = |text: &str, mut at: usize| {
                at = at.min(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let (from, to) = (floor(&text, at), floor(&text, at + len));
            text.replace_range(from..to, &put);
            if let Ok(doc) = parse_clip(&text) {
                prop_assert_eq!(crate::model::violations(&doc), vec![]);
            }
        }
    }
}
