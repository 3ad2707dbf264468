//! One block, laid out: which byte of the text stands where.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::LayoutJob;
use eframe::egui::{Galley, Rect, Ui, Vec2, pos2, vec2};

use super::super::super::bidi::has_right_to_left;
use super::setting::Setting;
use super::turned::Turned;
use crate::model::cutting::{Block, Blocks, Stretches};

/// Words on one row.
#[derive(Clone, Copy, Debug)]
pub struct OnRow {
    /// What they take, the whole height of the row, from the corner of the text.
    pub rect: Rect,
    /// Where their letters stand on, from there.
    pub baseline: f32,
}

/// A block, laid out.
#[derive(Debug)]
pub struct Laid {
    /// The letters.
    pub galley: Arc<Galley>,
    /// How far it is set in, in points.
    pub indent: f32,
    /// Room above it, in points.
    pub above: f32,
    /// Size of its letters, in points.
    pub size: f32,
    /// Height of a line, in points.
    line: f32,
    stretches: Stretches,
    /// The byte of what is shown with which each row begins, and where its letters
    /// stand on; none where it is turned.
    rows: Vec<(usize, f32)>,
    /// Where words stand otherwise than in the order of the text.
    turned: Option<Turned>,
}

/// The byte of what is shown with which each row begins, and where its letters stand
/// on; `line` is the height of a line, in points.
fn rows_of(galley: &Galley, line: f32) -> Vec<(usize, f32)> {
    let mut chars = galley.text().char_indices();
    let mut baseline = line * 0.75;
    let rows = galley.rows.iter().map(|row| {
        let start = galley.text().len() - chars.as_str().len();
        for _ in 0..row.char_count_including_newline().0 {
            chars.next();
        }
        baseline = row.glyphs.first().map_or(baseline, |g| g.pos.y);
        (start, row.pos.y + baseline)
    });
    rows.collect()
}

impl Laid {
    /// Lays a block out. Linear in it.
    #[must_use]
    pub fn new(ui: &Ui, text: &str, blocks: &Blocks, at: usize, setting: &Setting) -> Self {
        let block: &Block = &blocks.all()[at];
        let before = at.checked_sub(1).map(|n| &blocks.all()[n]);
        let indent = setting.indent(block);
        let mut job = LayoutJob {
            keep_trailing_whitespace: true,
            ..LayoutJob::default()
        };
        job.wrap.max_width = setting.room(block);
        let mut stretches = Stretches::default();
        for run in blocks.runs(block) {
            let shown = stretches.push(text, run);
            job.append(shown, 0.0, setting.format(block, run.style));
        }
        let right_to_left = has_right_to_left(&job.text);
        let turned = right_to_left.then(|| {
            Turned::new(ui, &job, setting.room(block), |shown| {
                stretches.byte_of(shown)
            })
        });
        let galley = match &turned {
            Some(turned) => Arc::clone(&turned.galley),
            None => ui.fonts_mut(|f| f.layout_job(job)),
        };
        let rows = match turned {
            Some(_) => Vec::new(),
            None => rows_of(&galley, setting.line(block.kind)),
        };
        Self {
            rows,
            galley,
            turned,
            indent,
            above: setting.above(block, before),
            size: setting.size_of(block.kind),
            line: setting.line(block.kind),
            stretches,
        }
    }

    /// Its height, with the room above.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.above + self.galley.size().y.max(self.line)
    }

    /// The byte before which somebody points, from the corner of the text.
    #[must_use]
    pub fn byte_near(&self, at: Vec2) -> usize {
        if let Some(turned) = &self.turned {
            return turned.byte_near(at);
        }
        let cursor = self.galley.cursor_from_pos(at);
        let text = self.galley.text();
        let shown = text.char_indices().nth(cursor.index.0);
        self.stretches
            .byte_of(shown.map_or(text.len(), |(at, _)| at))
    }

    /// The byte of the letter that is there, if one is.
    #[must_use]
    pub fn byte_under(&self, at: Vec2) -> Option<usize> {
        if let Some(turned) = &self.turned {
            return turned.byte_under(at);
        }
        let row = self.galley.rows.iter().position(|row| {
            let rect = row.rect();
            rect.contains(pos2(at.x, at.y))
        })?;
        let placed = &self.galley.rows[row];
        let x = at.x - placed.pos.x;
        let column = placed.glyphs.iter().position(|g| x < g.max_x())?;
        let rest = &self.galley.text()[self.rows[row].0..];
        let (offset, _) = rest.char_indices().nth(column)?;
        Some(self.stretches.byte_of(self.rows[row].0 + offset))
    }

    /// Gives the rows that some bytes of the text take, as far as they are shown
    /// here; white space at the end of a row takes none.
    pub fn each_row(&self, bytes: &Range<usize>, mut give: impl FnMut(OnRow)) {
        if let Some(turned) = &self.turned {
            return turned.each_row(bytes, give);
        }
        let (from, upto) = (
            self.stretches.shown_of(bytes.start),
            self.stretches.shown_of(bytes.end),
        );
        if from >= upto {
            return;
        }
        let text = self.galley.text();
        let first = self.rows.partition_point(|(start, _)| *start <= from);
        for n in first.saturating_sub(1)..self.rows.len() {
            let (start, baseline) = self.rows[n];
            if start >= upto {
                break;
            }
            let end = self.rows.get(n + 1).map_or(text.len(), |(next, _)| *next);
            let part = from.max(start)..upto.min(end);
            let words = &text[part.clone()];
            let blank = words.len() - words.trim_start().len();
            let kept = part.start + blank..part.start + blank + words.trim().len();
            if kept.is_empty() {
                continue;
            }
            let row = &self.galley.rows[n];
            let column = |byte: usize| text[start..byte].chars().count();
            let x = |byte: usize| row.pos.x + row.x_offset(column(byte).into());
            let rect = Rect::from_min_max(
                pos2(x(kept.start), row.pos.y),
                pos2(x(kept.end), row.pos.y + row.size.y),
            );
            give(OnRow { rect, baseline });
        }
    }

    /// The row on which a byte of the text stands: how far below the corner of
    /// the text it begins.
    #[must_use]
    pub fn row_of(&self, byte: usize) -> f32 {
        if let Some(turned) = &self.turned {
            return turned.row_of(byte);
        }
        let shown = self.stretches.shown_of(byte);
        let after = self.rows.partition_point(|(start, _)| *start <= shown);
        let row = self.galley.rows.get(after.saturating_sub(1));
        row.map_or(0.0, |row| row.pos.y)
    }

    /// Where the text begins, from the corner of the block.
    #[must_use]
    pub fn corner(&self) -> Vec2 {
        vec2(self.indent, self.above)
    }
}
