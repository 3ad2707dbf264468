//! Letters laid out in the order in which they are seen, line by line.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Context, Galley};
use unicode_segmentation::UnicodeSegmentation as _;

use super::order::{is_right_to_left_line, ordered};
use crate::picture::{has_right_to_left, is_mark_of_direction};

/// A word, or what stands between words.
#[derive(Clone, Debug)]
pub struct Part {
    /// The bytes of the text that it is.
    pub bytes: Range<usize>,
    /// Its width, in points.
    pub width: f32,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
    /// Whether nothing of it is seen.
    pub blank: bool,
}

/// A text, laid out.
#[derive(Debug)]
pub struct Lines {
    /// Its letters. Its text is what was asked for, in the order in which it is read,
    /// but in one section: those of the text would tell bytes of letters that stand
    /// in another order.
    pub galley: Galley,
    /// The parts of each row, from left to right.
    pub rows: Vec<Vec<Part>>,
}

/// Whether a galley is one of [`Lines`]: it has rows, and its job says that it may
/// have none, which egui would not have laid out.
pub(super) fn is_set(galley: &Galley) -> bool {
    galley.job.wrap.max_rows == 0 && !galley.rows.is_empty()
}

/// Cuts one stretch of a line at its blanks; of each part, where it begins.
fn words(stretch: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut blank = None;
    for (at, c) in stretch.char_indices() {
        let is = c.is_whitespace();
        if blank.is_some_and(|was| was != is) {
            parts.push((start, &stretch[start..at]));
            start = at;
        }
        blank = Some(is);
    }
    if start < stretch.len() {
        parts.push((start, &stretch[start..]));
    }
    parts
}

/// What measures letters of a text.
struct Ruler<'r> {
    ctx: &'r Context,
    job: &'r LayoutJob,
}

impl Ruler<'_> {
    fn format_at(&self, byte: usize) -> TextFormat {
        let sections = &self.job.sections;
        let after = sections.partition_point(|s| s.byte_range.start.0 <= byte);
        let section = sections.get(after.saturating_sub(1));
        section.map(|s| s.format.clone()).unwrap_or_default()
    }

    /// What stands before the letters that begin at a byte, in points.
    fn space_before(&self, byte: usize) -> f32 {
        let first = |s: &&eframe::egui::text::LayoutSection| s.byte_range.start.0 == byte;
        let section = self.job.sections.iter().find(first);
        section.map_or(0.0, |s| s.leading_space)
    }

    fn width(&self, part: &str, format: TextFormat) -> f32 {
        let mut alone = plain_job();
        alone.append(part, 0.0, format);
        let galley = self.ctx.fonts_mut(|f| f.layout_job(alone));
        galley.rows.first().map_or(0.0, |row| row.size.x)
    }

    /// The same of letters that begin at a byte.
    fn width_at(&self, byte: usize, part: &str) -> f32 {
        self.space_before(byte) + self.width(&seen_of(part), self.format_at(byte))
    }

    /// Breaks the text into lines no wider than the room for them; blanks at the end
    /// of a line take none. Words that are wider are broken where they have to be:
    /// some scripts have no blanks.
    fn lines(&self, room: f32) -> Vec<Range<usize>> {
        let text = self.job.text.as_str();
        let mut lines = Vec::new();
        let (mut start, mut end, mut taken) = (0, 0, 0.0);
        for (at, part) in words(text) {
            let wide = self.width_at(at, part);
            if part.trim().is_empty() {
                for (offset, _) in part.match_indices('\n') {
                    lines.push(start..end.max(start));
                    (start, end, taken) = (at + offset + 1, at + offset + 1, 0.0);
                }
                taken += wide;
                continue;
            }
            let letters = part.grapheme_indices(true);
            let whole = (wide <= room).then_some((0, part));
            let letters = letters.filter(|_| whole.is_none());
            for (offset, piece) in whole.into_iter().chain(letters) {
                let at = at + offset;
                let wide = match whole {
                    Some(_) => wide,
                    None => self.width_at(at, piece),
                };
                if taken + wide > room && end > start {
                    lines.push(start..end);
                    (start, taken) = (at, 0.0);
                }
                taken += wide;
                end = at + piece.len();
            }
        }
        lines.push(start..text.len().max(start));
        lines
    }

    /// Where a line is cut that is to hold what stands for the rest, too.
    fn cut(&self, line: &Range<usize>, rest: &str, room: f32) -> Range<usize> {
        let mut left = room - self.width(rest, self.format_at(line.start));
        let letters = self.job.text[line.clone()].grapheme_indices(true);
        let mut end = line.start;
        for (offset, letter) in letters {
            let at = line.start + offset;
            left -= self.width_at(at, letter);
            if left < 0.0 {
                break;
            }
            end = at + letter.len();
        }
        line.start..end
    }

    /// Whether the paragraph of a byte begins at the right: by its first letter that
    /// has a direction; if it has none, by that of the text.
    fn begins_right(&self, byte: usize) -> bool {
        let text = self.job.text.as_str();
        let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
        let end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
        let paragraph = &text[start..end];
        match paragraph.chars().any(char::is_alphabetic) {
            true => is_right_to_left_line(paragraph),
            false => is_right_to_left_line(text),
        }
    }
}

/// A job whose lines are as they are.
fn plain_job() -> LayoutJob {
    let mut job = LayoutJob {
        keep_trailing_whitespace: true,
        ..LayoutJob::default()
    };
    job.wrap.max_width = f32::INFINITY;
    job
}

/// Without marks that are not seen, and that no font has.
fn seen_of(part: &str) -> String {
    part.chars().filter(|c| !is_mark_of_direction(*c)).collect()
}

/// Lays a text out, in lines no wider than `room` (in points) as far as its words
/// allow, and in no more of them than it may have. Paragraphs that begin at the
/// right are flush there with `right`, if they are not told to stand otherwise. Linear
/// in the text, and not kept by egui.
pub fn set(ctx: &Context, job: &LayoutJob, room: f32, right: f32) -> Lines {
    let ruler = Ruler { ctx, job };
    let mut seen_job = LayoutJob {
        first_row_min_height: job.first_row_min_height,
        halign: job.halign,
        round_output_to_gui: job.round_output_to_gui,
        ..plain_job()
    };
    // What the words take is asked of each: egui has not as many signs as letters
    // where it shapes from right to left, so that counting them would not tell where
    // a word ends.
    let mut rows: Vec<Vec<Part>> = Vec::new();
    let mut flush = Vec::new();
    let mut lines = ruler.lines(room);
    let most = job.wrap.max_rows.max(1);
    let wider = |line: &Range<usize>| {
        let all = words(&job.text[line.clone()]).into_iter();
        let wide: f32 = all.map(|(at, w)| ruler.width_at(line.start + at, w)).sum();
        wide > room
    };
    let mut elided = lines.len() > most;
    let rest = job.wrap.overflow_character.map(String::from);
    let rest = rest.unwrap_or_default();
    if elided {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let end = job.text[last.start..].find('\n');
            let whole = last.start..end.map_or(job.text.len(), |at| last.start + at);
            *last = match wider(&whole) {
                true => ruler.cut(&whole, &rest, room),
                false => whole,
            };
        }
    }
    elided &= !rest.is_empty();
    let last = lines.len() - 1; // there is one line at least
    for (n, line) in lines.into_iter().enumerate() {
        let mut said = job.text[line.clone()].trim_end().to_owned();
        let line = line.start..line.start + said.len();
        if elided && n == last {
            said.push_str(&rest);
        }
        if n > 0 {
            seen_job.append("\n", 0.0, ruler.format_at(line.start));
        }
        let from_right = ruler.begins_right(line.start);
        flush.push(from_right);
        let (seen, map) = ordered(&said, Some(from_right));
        let mut parts = Vec::new();
        for (i, &(at, from)) in map.iter().enumerate() {
            let end = map.get(i + 1).map_or(seen.len(), |next| next.0);
            for (offset, part) in words(&seen[at..end]) {
                let first = line.start + from + offset;
                let (letters, format) = (seen_of(part), ruler.format_at(first));
                let space = ruler.space_before(first);
                // What stands for the rest is no part of the text.
                let bytes = first.min(line.end)..(first + part.len()).min(line.end);
                parts.push(Part {
                    bytes,
                    width: space + ruler.width(&letters, format.clone()),
                    right_to_left: has_right_to_left(part),
                    blank: letters.trim().is_empty(),
                });
                seen_job.append(&letters, space, format);
            }
        }
        rows.push(parts);
    }
    let galley = ctx.fonts_mut(|f| f.layout_job(seen_job));
    let mut galley = Arc::unwrap_or_clone(galley);
    if job.halign == eframe::egui::Align::LEFT {
        for (row, from_right) in galley.rows.iter_mut().zip(flush) {
            if from_right {
                row.pos.x = (right - row.size.x).max(0.0);
                let ink = row.visuals.mesh_bounds.translate(row.pos.to_vec2());
                galley.mesh_bounds = galley.mesh_bounds.union(ink);
                galley.rect = galley.rect.union(row.rect());
            }
        }
    }
    galley.elided = elided;
    let mut whole = LayoutJob::single_section(job.text.clone(), ruler.format_at(0));
    whole.wrap.max_rows = 0;
    galley.job = Arc::new(whole);
    debug_assert!(is_set(&galley));
    Lines { galley, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::text::TextWrapping;

    /// A text in one format, laid out in so much room and so many rows.
    fn with(text: &str, room: f32, most: usize, look_at: impl Fn(&Lines)) {
        let mut harness = egui_kittest::Harness::new_ui(|ui| {
            let mut job = LayoutJob::default();
            job.append(text, 0.0, TextFormat::default());
            job.wrap = TextWrapping {
                max_rows: most,
                ..TextWrapping::default()
            };
            look_at(&set(ui.ctx(), &job, room, room));
        });
        harness.run_steps(2);
    }

    fn width(row: &[Part]) -> f32 {
        row.iter().map(|part| part.width).sum()
    }

    #[test]
    fn a_text_that_has_no_room_is_cut_at_its_end_which_is_at_the_left() {
        let text = "אחת שתיים שלוש ארבע חמש שש שבע";
        with(text, 90.0, 1, |set| {
            assert_eq!(set.rows.len(), 1);
            assert!(set.galley.elided);
            assert_eq!(set.galley.text(), text);
            assert!(is_set(&set.galley) && !set.galley.is_empty());
            let row = &set.rows[0];
            assert!(width(row) <= 91.0, "{}", width(row));
            // The first words are there, at the right; what stands for the rest is
            // at the left, and is nothing of the text.
            let (left, right) = (&row[0], row.last().expect("some"));
            assert!(left.bytes.is_empty(), "{left:?}");
            assert_eq!(right.bytes.start, 0);
        });
        with(text, 900.0, 1, |set| assert!(!set.galley.elided));
    }

    #[test]
    fn a_word_that_is_wider_than_its_room_is_broken() {
        let text = "ארץ https://example.org/very/long/address/indeed";
        with(text, 90.0, usize::MAX, |set| {
            assert!(set.rows.len() > 2);
            for row in &set.rows {
                assert!(width(row) <= 91.0, "{row:?}");
            }
            let all: usize = set.rows.iter().flatten().map(|p| p.bytes.len()).sum();
            assert!(all >= text.len() - 1, "{all}");
        });
    }

    #[test]
    fn each_paragraph_begins_where_its_letters_do() {
        with("one\nשתיים שלוש", 400.0, usize::MAX, |set| {
            let at = |n: usize| set.galley.rows[n].rect();
            assert!(at(0).left() < 1.0);
            assert!((at(1).right() - 400.0).abs() < 1.0, "{:?}", at(1));
            // What is drawn there is not taken to be out of sight.
            assert!(set.galley.mesh_bounds.right() > 300.0);
        });
    }

    #[test]
    fn marks_that_set_names_apart_are_not_drawn() {
        let text = "\u{2068}ישראל\u{2069} meets \u{2068}לבנון\u{2069}";
        with(text, 400.0, usize::MAX, |set| {
            // Those that take no room fill up words that are shaped from right to left.
            let glyphs = set.galley.rows[0].glyphs.iter();
            let glyphs: Vec<_> = glyphs.filter(|g| g.advance_width > 0.0).collect();
            let count = text.chars().filter(|c| !is_mark_of_direction(*c)).count();
            assert_eq!(glyphs.len(), count);
            let latin = glyphs.iter().position(|g| g.chr == 'm').expect("there");
            assert!(glyphs[..latin].iter().any(|g| g.chr == 'ש'));
        });
    }
}
