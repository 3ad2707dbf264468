//! The bundled fonts, and how wide a text is in them.
//!
//! Inter by Rasmus Andersson, under the SIL Open Font License 1.1
//! (`assets/fonts/Inter-OFL.txt`). Widths are sums of advance widths, without
//! kerning: exporters and canvas both place a run by its anchor, so a
//! difference of a few hundredths of an em is never seen.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::{Weight, is_mark_of_direction};

/// Family name under which the fonts are known to SVG and to the window.
pub const FAMILY: &str = "Inter";

/// Distance from the baseline up to the top of capitals, in em.
pub const CAP_HEIGHT_EM: f64 = 0.727;
/// Distance from the baseline up to the top of the tallest letters, in em.
pub const ASCENT_EM: f64 = 0.969;
/// Distance from the baseline down to the bottom of the lowest letters, in em.
pub const DESCENT_EM: f64 = 0.242;

const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
const SEMI_BOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.ttf");

impl Weight {
    /// Both weights.
    pub const ALL: [Self; 2] = [Self::Regular, Self::SemiBold];

    /// The TrueType file.
    #[must_use]
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::SemiBold => SEMI_BOLD,
        }
    }

    /// The CSS `font-weight`.
    #[must_use]
    pub fn css(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::SemiBold => 600,
        }
    }
}

/// One past the last character of the table of widths: letters of the European
/// scripts, punctuation, arrows, signs and shapes lie below.
const TABLE_END: u32 = 0x2600;

/// Advance widths, in em, of the characters below [`TABLE_END`], and of what
/// stands for a character that the font lacks.
struct Advances {
    table: Vec<f32>,
    missing: f32,
}

impl Advances {
    fn read(weight: Weight) -> Self {
        let Ok(font) = FontRef::new(weight.bytes()) else {
            // Bundled and covered by a test; a guess is better than a panic.
            return Self {
                table: Vec::new(),
                missing: 0.6,
            };
        };
        let charmap = font.charmap();
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        let advance = |c: char| {
            charmap
                .map(c)
                .and_then(|glyph| metrics.advance_width(glyph))
        };
        let missing = metrics
            .advance_width(skrifa::GlyphId::NOTDEF)
            .unwrap_or(0.6);
        let table = (0..TABLE_END)
            .map(|c| {
                // Letters of other scripts come from a viewer's fallback fonts
                // and are up to one em wide.
                let lacking = match char::from_u32(c) {
                    Some(mark) if is_mark_of_direction(mark) => 0.0,
                    _ if c < 0x500 => missing,
                    _ => missing.max(1.0),
                };
                char::from_u32(c).and_then(advance).unwrap_or(lacking)
            })
            .collect();
        Self { table, missing }
    }

    fn of(&self, c: char) -> f64 {
        match self.table.get(c as usize) {
            Some(&w) => f64::from(w),
            None => f64::from(self.missing).max(1.0),
        }
    }
}

static ADVANCES: LazyLock<[Advances; 2]> = LazyLock::new(|| Weight::ALL.map(Advances::read));

/// Width of a line of text, in the unit of `size` (the em).
#[must_use]
pub fn width(text: &str, weight: Weight, size: f64) -> f64 {
    let advances = &ADVANCES[weight as usize];
    text.chars().map(|c| advances.of(c)).sum::<f64>() * size
}

/// Breaks a text into lines no wider than `max_width` (same unit as `size`), at
/// spaces, so that the lines are about equally long. When there would be more
/// than `max_lines`, lines may be half as wide again; when even that is not
/// enough, there are more of them. Words more than twice as wide are broken.
/// Nothing is cut off.
#[must_use]
pub fn wrap(
    text: &str,
    weight: Weight,
    size: f64,
    max_width: f64,
    max_lines: usize,
) -> Vec<String> {
    let Wrapping {
        words,
        limit,
        space,
    } = Wrapping::of(text, weight, size, max_width, max_lines);
    let mut lines: Vec<String> = Vec::new();
    greedy(&words, space, limit, |word, begins| {
        match lines.last_mut() {
            Some(line) if !begins => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    });
    lines
}

/// Width of the widest line of a text that [`wrap`] has broken, and the number
/// of lines, without writing them.
#[must_use]
pub fn wrapped_size(
    text: &str,
    weight: Weight,
    size: f64,
    max_width: f64,
    max_lines: usize,
) -> (f64, usize) {
    let Wrapping {
        words,
        limit,
        space,
    } = Wrapping::of(text, weight, size, max_width, max_lines);
    greedy(&words, space, limit, |_, _| {})
}

/// Words with their widths, and how wide lines may be.
struct Wrapping<'t> {
    words: Vec<(&'t str, f64)>,
    limit: f64,
    space: f64,
}

impl<'t> Wrapping<'t> {
    fn of(text: &'t str, weight: Weight, size: f64, max_width: f64, max_lines: usize) -> Self {
        let space = width(" ", weight, size);
        let words: Vec<(&str, f64)> = text
            .split_whitespace()
            .flat_map(|word| pieces(word, weight, size, 2.0 * max_width))
            .map(|word| (word, width(word, weight, size)))
            .collect();
        let lines = |limit: f64| greedy(&words, space, limit, |_, _| {}).1;
        let mut limit = max_width;
        let mut count = lines(limit);
        while count > max_lines.max(1) && limit < 1.5 * max_width {
            limit *= 1.1;
            count = lines(limit);
        }
        // Narrower, as long as the number of lines stays: evens the lines out.
        for _ in 0..24 {
            // A line of its own cannot be evened out.
            if count <= 1 || lines(limit * 0.96) > count {
                break;
            }
            limit *= 0.96;
        }
        Self {
            words,
            limit,
            space,
        }
    }
}

/// Fills line after line. Tells `put` each word, and whether it begins a line;
/// returns the width of the widest line, and how many there are.
fn greedy<'t>(
    words: &[(&'t str, f64)],
    space: f64,
    limit: f64,
    mut put: impl FnMut(&'t str, bool),
) -> (f64, usize) {
    let (mut widest, mut taken, mut lines) = (0.0_f64, 0.0, 0);
    for &(word, wide) in words {
        let begins = lines == 0 || taken + space + wide > limit;
        taken = if begins { wide } else { taken + space + wide };
        lines += usize::from(begins);
        widest = widest.max(taken);
        put(word, begins);
    }
    (widest, lines)
}

/// A word, or what it is broken into when it is wider than `most`.
fn pieces(word: &str, weight: Weight, size: f64, most: f64) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut taken) = (0, 0.0);
    for (at, c) in word.char_indices() {
        let wide = ADVANCES[weight as usize].of(c) * size;
        // Marks stay with the letter that they stand on, joiners with both.
        let joins = matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
            || word[..at].ends_with('\u{200d}');
        if taken + wide > most && at > start && !joins {
            found.push(&word[start..at]);
            (start, taken) = (at, 0.0);
        }
        taken += wide;
    }
    found.push(&word[start..]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundled_fonts_can_be_read() {
        for weight in Weight::ALL {
            let font = FontRef::new(weight.bytes()).expect("a font");
            let m = font.metrics(Size::new(1.0), LocationRef::default());
            assert!(
                (f64::from(m.ascent) - ASCENT_EM).abs() < 0.01,
                "{}",
                m.ascent
            );
            assert!(
                (f64::from(-m.descent) - DESCENT_EM).abs() < 0.01,
                "{}",
                m.descent
            );
            let cap = f64::from(m.cap_height.expect("known"));
            assert!((cap - CAP_HEIGHT_EM).abs() < 0.01, "{cap}");
        }
    }

    #[test]
    fn widths_grow_with_text_size_and_weight() {
        // What is not seen takes no room.
        let apart = width("\u{2068}mm\u{2069}", Weight::Regular, 10.0);
        assert_eq!(apart, width("mm", Weight::Regular, 10.0));
        assert!(width("mm", Weight::Regular, 10.0) > width("ii", Weight::Regular, 10.0));
        assert!(width("abc", Weight::SemiBold, 10.0) > width("abc", Weight::Regular, 10.0));
        let (one, two) = (
            width("x", Weight::Regular, 1.0),
            width("x", Weight::Regular, 2.0),
        );
        assert!((two - 2.0 * one).abs() < 1e-9);
    }

    #[test]
    fn wrapping_loses_nothing_and_evens_lines() {
        let text = "Military families and veterans of the United States";
        let lines = wrap(text, Weight::SemiBold, 14.0, 130.0, 3);
        assert!(lines.len() <= 3);
        assert_eq!(lines.join(" "), text);
        let (wide, count) = wrapped_size(text, Weight::SemiBold, 14.0, 130.0, 3);
        let widest = lines.iter().map(|l| width(l, Weight::SemiBold, 14.0));
        assert!((widest.fold(0.0, f64::max) - wide).abs() < 1e-9);
        assert_eq!(count, lines.len());
        assert!(wrap("   ", Weight::Regular, 14.0, 50.0, 2).is_empty());
        let long = "ab ".repeat(200);
        for text in [
            "W".repeat(500),
            long,
            "e\u{301}".repeat(90),
            "👩\u{200d}🚀".repeat(80),
        ] {
            let lines = wrap(&text, Weight::SemiBold, 17.0, 150.0, 3);
            let all = |s: &str| s.replace(' ', "");
            assert_eq!(all(&lines.concat()), all(&text));
            for line in lines {
                assert!(width(&line, Weight::SemiBold, 17.0) <= 340.0, "{line}");
                assert!(!line.starts_with(['\u{301}', '\u{200d}']));
            }
        }
    }
}
