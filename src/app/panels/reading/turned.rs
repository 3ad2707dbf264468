//! A block with words of right-to-left scripts: its lines are broken in the order
//! in which they are read, and each is then set in the order in which it is seen
//! (see [`crate::app::bidi`]). What is marked or pointed at is whole words.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Galley, Rect, Ui, Vec2, pos2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::super::super::bidi::{has_right_to_left, is_right_to_left_line, ordered};
use super::laid::OnRow;

/// A word, or what stands between words.
#[derive(Clone, Debug)]
struct Piece {
    /// The bytes of the text that it is.
    bytes: Range<usize>,
    /// Where it stands on its row, from the corner of the text.
    x: Range<f32>,
    right_to_left: bool,
    blank: bool,
}

/// Such a block, laid out.
#[derive(Debug)]
pub struct Turned {
    pub galley: Arc<Galley>,
    /// The pieces of each row, from left to right, and where its letters stand on.
    rows: Vec<(Vec<Piece>, f32)>,
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

/// Breaks a text into lines no wider than the room for them; blanks at the end of
/// a line take none. Words that are wider are broken where they have to be: some
/// scripts have no blanks. `width` tells that of a word, which begins at a byte.
fn broken(text: &str, room: f32, width: impl Fn(usize, &str) -> f32) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut end, mut taken) = (0, 0, 0.0);
    for (at, part) in words(text) {
        let wide = width(at, part);
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
                None => width(at, piece),
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

impl Turned {
    /// Lays a block out. `byte_of` tells which byte of the text one of `job`'s is,
    /// `room` is how wide the block may be, in points. Linear in it.
    pub fn new(ui: &Ui, job: &LayoutJob, room: f32, byte_of: impl Fn(usize) -> usize) -> Self {
        let mut seen_job = LayoutJob {
            keep_trailing_whitespace: true,
            ..LayoutJob::default()
        };
        seen_job.wrap.max_width = f32::INFINITY;
        let format_at = |byte: usize| {
            let of = |s: &&eframe::egui::text::LayoutSection| {
                (s.byte_range.start.0..s.byte_range.end.0).contains(&byte)
            };
            let section = job.sections.iter().find(of).or(job.sections.last());
            section.map(|s| s.format.clone()).unwrap_or_default()
        };
        // Of each line: how wide its words are, their bytes, and they. egui has not as
        // many signs as letters where it shapes from right to left, so that counting
        // them would not tell where a word ends.
        let mut set: Vec<Vec<(f32, Range<usize>, String)>> = Vec::new();
        let width = |part: &str, format: TextFormat| {
            let mut alone = LayoutJob {
                keep_trailing_whitespace: true,
                ..LayoutJob::default()
            };
            alone.wrap.max_width = f32::INFINITY;
            alone.append(part, 0.0, format);
            let galley = ui.fonts_mut(|f| f.layout_job(alone));
            galley.rows.first().map_or(0.0, |row| row.size.x)
        };
        let from_right = is_right_to_left_line(&job.text);
        let lines = broken(&job.text, room, |at, part| width(part, format_at(at)));
        for (n, line) in lines.into_iter().enumerate() {
            let said = job.text[line.clone()].trim_end();
            if n > 0 {
                seen_job.append("\n", 0.0, format_at(line.start));
            }
            let (seen, map) = ordered(said, Some(from_right));
            let mut parts = Vec::new();
            for (i, &(at, from)) in map.iter().enumerate() {
                let end = map.get(i + 1).map_or(seen.len(), |next| next.0);
                for (offset, part) in words(&seen[at..end]) {
                    let first = line.start + from + offset;
                    let bytes = byte_of(first)..byte_of(first + part.len());
                    let format = format_at(first);
                    let taken = width(part, format.clone());
                    parts.push((taken, bytes, part.to_owned()));
                    seen_job.append(part, 0.0, format);
                }
            }
            set.push(parts);
        }
        let galley = ui.fonts_mut(|f| f.layout_job(seen_job));
        let mut galley = Arc::unwrap_or_clone(galley);
        let mut rows = Vec::with_capacity(set.len());
        let mut baseline = 0.0;
        for (row, parts) in galley.rows.iter_mut().zip(set) {
            if from_right {
                row.pos.x = (room - row.size.x).max(0.0);
            }
            baseline = row.glyphs.first().map_or(baseline, |g| g.pos.y);
            let mut left = row.pos.x;
            let pieces = parts.into_iter().map(|(taken, bytes, part)| {
                let x = left..left + taken;
                left += taken;
                Piece {
                    bytes,
                    x,
                    right_to_left: has_right_to_left(&part),
                    blank: part.trim().is_empty(),
                }
            });
            rows.push((pieces.collect(), row.pos.y + baseline));
        }
        Self {
            galley: Arc::new(galley),
            rows,
        }
    }

    /// The row at that height, from the corner of the text: the nearest.
    fn row_at(&self, y: f32) -> Option<usize> {
        let below = self.galley.rows.partition_point(|row| row.pos.y <= y);
        let last = self.rows.len().checked_sub(1)?;
        Some(below.saturating_sub(1).min(last))
    }

    /// The byte before which somebody points, from the corner of the text.
    pub fn byte_near(&self, at: Vec2) -> usize {
        let Some(row) = self.row_at(at.y) else {
            return 0;
        };
        let far = |p: &Piece| (p.x.start - at.x).max(at.x - p.x.end).max(0.0);
        let pieces = self.rows[row].0.iter();
        let nearest = pieces.min_by(|a, b| far(a).total_cmp(&far(b)));
        let Some(piece) = nearest else {
            // A line without words: behind the last one before it.
            let before = self.rows[..row].iter().rev();
            let last = before.flat_map(|(pieces, _)| pieces).map(|p| p.bytes.end);
            return last.max().unwrap_or(0);
        };
        let left_half = at.x < (piece.x.start + piece.x.end) / 2.0;
        if left_half == piece.right_to_left {
            piece.bytes.end
        } else {
            piece.bytes.start
        }
    }

    /// The byte with which the word begins that is there, if one is.
    pub fn byte_under(&self, at: Vec2) -> Option<usize> {
        let row = self.row_at(at.y)?;
        if !self.galley.rows[row].rect().y_range().contains(at.y) {
            return None;
        }
        let mut pieces = self.rows[row].0.iter();
        let piece = pieces.find(|p| p.x.contains(&at.x))?;
        Some(piece.bytes.start)
    }

    /// Gives the rows that the words of some bytes of the text take.
    pub fn each_row(&self, bytes: &Range<usize>, mut give: impl FnMut(OnRow)) {
        for (n, (pieces, baseline)) in self.rows.iter().enumerate() {
            let touched =
                |p: &&Piece| !p.blank && p.bytes.start < bytes.end && bytes.start < p.bytes.end;
            let taken = pieces.iter().filter(touched).map(|p| p.x.clone());
            let taken = taken.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
            if let Some(x) = taken {
                let row = self.galley.rows[n].rect();
                let rect = Rect::from_min_max(pos2(x.start, row.top()), pos2(x.end, row.bottom()));
                give(OnRow {
                    rect,
                    baseline: *baseline,
                });
            }
        }
    }

    /// How far below the corner of the text the row of a byte begins.
    pub fn row_of(&self, byte: usize) -> f32 {
        let holds = |(pieces, _): &(Vec<Piece>, f32)| pieces.iter().any(|p| byte < p.bytes.end);
        let row = self.rows.iter().position(holds);
        let row = row.and_then(|n| self.galley.rows.get(n));
        row.map_or(0.0, |row| row.pos.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::vec2;

    /// A text, set in one format in so much room.
    fn with(text: &str, room: f32, look_at: impl Fn(&Turned)) {
        let mut harness = egui_kittest::Harness::new_ui(|ui| {
            let mut job = LayoutJob::default();
            job.append(text, 0.0, TextFormat::default());
            look_at(&Turned::new(ui, &job, room, |byte| byte));
        });
        harness.run_steps(2);
    }

    #[test]
    fn the_first_word_of_a_hebrew_line_stands_on_its_right() {
        let text = "שלום עולם טוב";
        with(text, 400.0, |turned| {
            let (first, last) = (0..8, text.find("טוב").expect("there")..text.len());
            let rect = |bytes: &Range<usize>| {
                let mut found = Vec::new();
                turned.each_row(bytes, |row| found.push(row.rect));
                assert_eq!(found.len(), 1);
                found[0]
            };
            assert!(rect(&first).left() > rect(&last).right());
            let right = rect(&first).right();
            assert!((right - 400.0).abs() < 1.0, "flush right: {right}");
            let at = rect(&first).center() - pos2(0.0, 0.0);
            assert_eq!(turned.byte_under(at), Some(0));
            assert_eq!(turned.byte_near(vec2(399.0, 2.0)), 0);
            assert_eq!(turned.byte_near(vec2(0.0, 2.0)), text.len());
            assert_eq!(turned.byte_under(vec2(2.0, 2.0)), None);
        });
    }

    #[test]
    fn each_line_holds_its_own_words() {
        let text = "אחת שתיים\nשלוש (2020) ארבע";
        with(text, 400.0, |turned| {
            assert_eq!(turned.rows.len(), 2);
            let second = text.find("שלוש").expect("there");
            assert!(turned.row_of(second) > turned.row_of(0));
            let mut rows = 0;
            turned.each_row(&(0..text.len()), |_| rows += 1);
            assert_eq!(rows, 2);
            let year = text.find("2020").expect("there");
            let mut found = Vec::new();
            turned.each_row(&(year..year + 4), |row| found.push(row.rect));
            assert_eq!(found.len(), 1);
            assert!(found[0].top() > 0.0);
        });
    }

    #[test]
    fn no_line_is_wider_than_its_room() {
        for text in [
            "אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר",
            // Scripts without blanks, and words that are too long.
            "這一段很長的中文裡面只有一個希伯來字שלוםand還有許多其他的字沒有空格",
            "אחת Donaudampfschifffahrtsgesellschaftskapitän שתיים",
        ] {
            with(text, 90.0, |turned| {
                assert!(turned.rows.len() > 2);
                let mut seen = 0;
                turned.each_row(&(0..text.len()), |row| {
                    assert!(
                        row.rect.left() >= -0.5 && row.rect.right() <= 90.5,
                        "{:?}",
                        row.rect
                    );
                    seen += 1;
                });
                assert_eq!(seen, turned.rows.len());
            });
        }
    }

    #[test]
    fn a_hebrew_word_in_an_english_line_leaves_it_at_the_left() {
        with("He said שלום to all", 400.0, |turned| {
            let mut found = Vec::new();
            turned.each_row(&(0..2), |row| found.push(row.rect));
            assert_eq!(found.len(), 1);
            assert!(found[0].left() < 1.0);
        });
    }
}
