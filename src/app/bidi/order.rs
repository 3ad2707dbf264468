//! The order in which the words of a line are seen, by the Unicode Bidirectional
//! Algorithm (UAX #9, the crate unicode-bidi): of right-to-left runs the last first,
//! each word itself left to egui's shaper.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

use crate::picture::is_right_to_left;

/// Whether a line begins at the right: by its first letter that has a direction.
#[must_use]
pub fn is_right_to_left_line(line: &str) -> bool {
    let info = BidiInfo::new(line, None);
    info.paragraphs.first().is_some_and(|p| p.level.is_rtl())
}

/// One line in the order in which its words are seen, from left to right, with the
/// byte of the line at which each stretch of it begins that
/// stands at a byte of what is seen: pairs of (seen, said), in order of what is
/// seen. `from_right` tells where the paragraph begins that the line belongs to;
/// else its own first letter does.
#[must_use]
pub fn ordered(line: &str, from_right: Option<bool>) -> (String, Vec<(usize, usize)>) {
    let mut seen = String::with_capacity(line.len());
    let mut map = Vec::new();
    let level = from_right.map(|right| if right { Level::rtl() } else { Level::ltr() });
    let info = BidiInfo::new(line, level);
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let level = levels[run.start];
            let text = &line[run.clone()];
            if level.is_ltr() {
                map.push((seen.len(), run.start));
                seen.push_str(text);
                continue;
            }
            for (at, piece) in pieces(text).into_iter().rev() {
                map.push((seen.len(), run.start + at));
                let mut chars = piece.chars();
                match (chars.next(), chars.next()) {
                    (Some(c), None) => seen.push(mirrored(c)),
                    _ => seen.push_str(piece),
                }
            }
        }
    }
    (seen, map)
}

/// Cuts a right-to-left run: letters that follow one another stay together,
/// everything else stands alone.
fn pieces(run: &str) -> Vec<(usize, &str)> {
    let mut all: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    let mut letters = false;
    for (at, c) in run.char_indices() {
        // Marks and joiners belong to the letters before them.
        let joins = matches!(bidi_class(c), BidiClass::NSM) || matches!(c, '\u{200c}' | '\u{200d}');
        let is = is_right_to_left(c) || (joins && letters);
        if at > start && !(is && letters) {
            all.push((start, &run[start..at]));
            start = at;
        }
        letters = is;
    }
    if start < run.len() {
        all.push((start, &run[start..]));
    }
    all
}

/// The sign that means the same in a right-to-left run.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '“' => '”',
        '”' => '“',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visual(line: &str) -> String {
        ordered(line, None).0
    }

    #[test]
    fn what_is_written_from_left_to_right_is_left_alone() {
        for text in ["", "One two.", "Ångström — “why?”", "他说", "Он ушёл"] {
            assert_eq!(visual(text), text);
        }
    }

    #[test]
    fn letters_that_run_from_right_to_left_are_those_of_the_algorithm() {
        for c in (0x590..=0x8ff)
            .chain(0x10800..=0x10fff)
            .filter_map(char::from_u32)
        {
            use BidiClass::{AL, AN, EN, R};
            match bidi_class(c) {
                AL | R => assert!(is_right_to_left(c), "{:x}", u32::from(c)),
                AN | EN => assert!(!is_right_to_left(c), "{:x}", u32::from(c)),
                _ => {}
            }
        }
    }

    #[test]
    fn names_that_are_set_apart_do_not_turn_a_sentence_round() {
        let said = "\u{2068}ישראל\u{2069} meets \u{2068}לבנון הקטנה\u{2069}";
        let seen = visual(said);
        let at = |word: &str| seen.find(word).expect("there");
        assert!(at("ישראל") < at("meets") && at("meets") < at("הקטנה"));
        assert!(at("הקטנה") < at("לבנון"));
    }

    #[test]
    fn words_of_a_right_to_left_line_stand_in_the_order_in_which_they_are_seen() {
        assert_eq!(visual("שלום עולם."), ".עולם שלום");
        assert_eq!(visual("مرحبا (بالعالم)، نعم"), "نعم ،(بالعالم) مرحبا");
        // Numbers and Latin words keep their own order.
        assert_eq!(visual("בשנת 2020 ABC def סוף"), "סוף ABC def 2020 בשנת");
        assert_eq!(
            visual("He said שלום עולם to all"),
            "He said עולם שלום to all"
        );
    }

    #[test]
    fn every_byte_is_there_once() {
        let line = "He said: «שלום, עולם» (2020) نَعَم!";
        let (seen, map) = ordered(line, None);
        assert_eq!(seen.len(), line.len());
        let mut said: Vec<usize> = map.iter().map(|m| m.1).collect();
        said.sort_unstable();
        said.dedup();
        assert_eq!(said.len(), map.len());
        for (n, &(at, from)) in map.iter().enumerate() {
            let end = map.get(n + 1).map_or(seen.len(), |next| next.0);
            let length = end - at;
            if length > 2 {
                assert_eq!(seen[at..end], line[from..from + length]);
            }
        }
    }
}
