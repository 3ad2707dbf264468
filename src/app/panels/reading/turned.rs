//! A block with words of right-to-left scripts: its lines are set as everywhere (see
//! [`crate::app::bidi`]). What is marked or pointed at is whole words.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{Galley, Rect, Ui, Vec2, pos2};

use super::super::super::bidi::{Lines, Part, set};
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

impl Turned {
    /// Lays a block out. `byte_of` tells which byte of the text one of `job`'s is,
    /// `room` is how wide the block may be, in points. Linear in it.
    pub fn new(ui: &Ui, job: &LayoutJob, room: f32, byte_of: impl Fn(usize) -> usize) -> Self {
        let Lines { galley, rows: set } = set(ui.ctx(), job, room, room);
        let mut rows = Vec::with_capacity(set.len());
        let mut baseline = 0.0;
        for (row, parts) in galley.rows.iter().zip(set) {
            baseline = row.glyphs.first().map_or(baseline, |g| g.pos.y);
            let mut left = row.pos.x;
            let pieces = parts.into_iter().map(|part: Part| {
                let x = left..left + part.width;
                left = x.end;
                Piece {
                    bytes: byte_of(part.bytes.start)..byte_of(part.bytes.end),
                    x,
                    right_to_left: part.right_to_left,
                    blank: part.blank,
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
    use eframe::egui::text::TextFormat;
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
