//! The bundled fonts: which characters they hold, subsets of them for SVG, and
//! the font databases that images are drawn with.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use font_subset::Font;
use resvg::usvg::fontdb::{Database, Style};
use skrifa::{FontRef, MetadataProvider};

use crate::picture::{Mark, Picture, TextRun, Weight, font};

/// The bundled fonts and no others, whatever the machine has.
static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    for weight in Weight::ALL {
        database.load_font_data(weight.bytes().to_vec());
    }
    for set in [
        Database::set_sans_serif_family,
        Database::set_serif_family,
        Database::set_monospace_family,
    ] {
        set(&mut database, font::FAMILY);
    }
    Arc::new(database)
});

/// The bundled fonts, and behind them those of the machine: only for pictures
/// with characters that the bundled ones lack, which then look as this machine
/// can draw them.
static WITH_SYSTEM: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::clone(&DATABASE);
    database.load_system_fonts();
    Arc::new(database)
});

/// The database that images with these missing characters are drawn with: the
/// bundled fonts and no others when nothing is missing.
pub(super) fn database(missing: &[char]) -> Arc<Database> {
    Arc::clone(if missing.is_empty() {
        &DATABASE
    } else {
        &WITH_SYSTEM
    })
}

/// Characters of the picture that no font on this machine has, in order, each
/// once: an image leaves them out.
#[must_use]
pub fn undrawable(picture: &Picture) -> Vec<char> {
    let mut missing = missing_glyphs(picture);
    if !missing.is_empty() {
        for face in WITH_SYSTEM.faces() {
            WITH_SYSTEM.with_face_data(face.id, |data, index| {
                if let Ok(font) = FontRef::from_index(data, index) {
                    missing.retain(|&c| font.charmap().map(c).is_none());
                }
            });
        }
    }
    missing
}

/// Whether a character is drawn by nothing of its own: spaces, controls, and
/// marks that steer direction, joining or the choice of a glyph.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' |
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' |
            '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Every run of text, back to front.
pub(super) fn runs(picture: &Picture) -> impl Iterator<Item = &TextRun> {
    picture
        .items
        .iter()
        .flat_map(|item| &item.marks)
        .filter_map(|mark| match mark {
            Mark::Text(run) => Some(run),
            Mark::Path { .. } | Mark::Image { .. } => None,
        })
}

/// Characters of the picture that no bundled font has, in order, each once: an
/// image takes them from the fonts of this machine, an SVG from those of
/// whoever looks at it.
#[must_use]
pub fn missing_glyphs(picture: &Picture) -> Vec<char> {
    let seen: BTreeSet<char> = runs(picture)
        .flat_map(|run| run.text.chars())
        .filter(|&c| !is_invisible(c))
        .collect();
    let fonts: Vec<FontRef<'_>> = Weight::ALL
        .iter()
        .filter_map(|weight| FontRef::new(weight.bytes()).ok())
        .collect();
    seen.into_iter()
        .filter(|&c| fonts.iter().all(|f| f.charmap().map(c).is_none()))
        .collect()
}

/// A face of a font of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// What it is called, for people and to tell it from others.
    pub name: String,
    /// The file that holds it.
    pub data: Vec<u8>,
    /// Which face of the file.
    pub index: u32,
}

/// Faces of this machine that together hold as many of some characters as may
/// be, the one that holds most of them first: upright ones of usual weight where
/// there is a choice. Reads every font of the machine: not for the thread of a
/// window.
#[must_use]
pub fn faces_for(characters: &[char]) -> Vec<Face> {
    /// More would be as many fonts as there are scripts in a text of all scripts.
    const MOST: usize = 8;
    let mut missing = characters.to_vec();
    let held = |missing: &[char], id| {
        let count = WITH_SYSTEM.with_face_data(id, |data, index| {
            let font = FontRef::from_index(data, index).ok()?;
            let map = font.charmap();
            Some(missing.iter().filter(|&&c| map.map(c).is_some()).count())
        });
        count.flatten().unwrap_or(0)
    };
    let mut found = Vec::new();
    while !missing.is_empty() && found.len() < MOST {
        let best = WITH_SYSTEM
            .faces()
            .map(|face| {
                let odd = u16::from(face.style != Style::Normal) * 1000
                    + u16::from(face.monospaced) * 500
                    + face.weight.0.abs_diff(400);
                (held(&missing, face.id), std::cmp::Reverse(odd), face)
            })
            .max_by_key(|(count, odd, face)| {
                // The name last, so that the same machine always chooses the same.
                (
                    *count,
                    *odd,
                    std::cmp::Reverse(face.post_script_name.clone()),
                )
            });
        let Some((1.., _, face)) = best else {
            break;
        };
        let taken = WITH_SYSTEM.with_face_data(face.id, |data, index| {
            if let Ok(font) = FontRef::from_index(data, index) {
                let map = font.charmap();
                missing.retain(|&c| map.map(c).is_none());
            }
            Face {
                name: face.post_script_name.clone(),
                data: data.to_vec(),
                index,
            }
        });
        match taken {
            Some(face) => found.push(face),
            None => break,
        }
    }
    found
}

/// A TrueType font of this weight that holds these characters, as far as the
/// bundled one has them. Falls back on the whole font when a subset cannot be
/// made: larger, but right.
pub(super) fn subset(weight: Weight, text: &BTreeSet<char>) -> Vec<u8> {
    let whole = || weight.bytes().to_vec();
    let Ok(reference) = FontRef::new(weight.bytes()) else {
        return whole();
    };
    let charmap = reference.charmap();
    let kept: BTreeSet<char> = text
        .iter()
        .copied()
        .chain([' '])
        .filter(|&c| charmap.map(c).is_some())
        .collect();
    Font::opentype(weight.bytes())
        .and_then(|font| font.subset(&kept))
        .map_or_else(|_| whole(), |font| font.to_opentype())
}

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};

    use super::*;
    use crate::export::fixture;

    #[test]
    fn subsets_keep_shapes_and_widths() {
        let text: BTreeSet<char> = "Ångström — “why?” é🦀中→".chars().collect();
        for weight in Weight::ALL {
            let bytes = subset(weight, &text);
            assert!(bytes.len() < 20_000, "{} bytes", bytes.len());
            let (small, whole) = (
                FontRef::new(&bytes).expect("a font"),
                FontRef::new(weight.bytes()).expect("a font"),
            );
            let advance = |font: &FontRef<'_>, c| {
                font.charmap().map(c).and_then(|glyph| {
                    font.glyph_metrics(Size::new(1.0), LocationRef::default())
                        .advance_width(glyph)
                })
            };
            let mut held = 0;
            for &c in &text {
                assert_eq!(advance(&small, c), advance(&whole, c), "{c}");
                held += usize::from(advance(&small, c).is_some());
            }
            assert!(held > 10);
            assert_eq!(advance(&small, 'z'), None);
        }
    }

    #[test]
    fn a_subset_of_nothing_is_still_a_font() {
        let bytes = subset(
            Weight::Regular,
            &BTreeSet::from(['\u{10_ffff}', '\u{ffff}', '\0']),
        );
        assert!(FontRef::new(&bytes).is_ok());
    }

    #[test]
    fn faces_of_the_machine_hold_what_they_are_asked_for() {
        assert_eq!(faces_for(&[]), []);
        assert_eq!(faces_for(&['\u{10_ffff}']), [], "nobody draws that");
        // Which there are depends on the machine; but none is taken in vain.
        let wanted = ['ש', 'م', '中'];
        let mut left = wanted.to_vec();
        for face in faces_for(&wanted) {
            let font = FontRef::from_index(&face.data, face.index).expect("a font");
            let before = left.len();
            left.retain(|&c| font.charmap().map(c).is_none());
            assert!(left.len() < before, "{}", face.name);
        }
    }

    #[test]
    fn missing_characters_are_told_once_and_in_order() {
        let mut picture = fixture::picture();
        assert_eq!(missing_glyphs(&picture), Vec::<char>::new());
        fixture::add_text(&mut picture, "a 🦀 中 ש 🦀\u{200d}\u{fe0f}\u{0}");
        assert_eq!(missing_glyphs(&picture), ['ש', '中', '🦀']);
    }
}
