//! Which parts of the screen are taken.

use kurbo::{Point, Rect};

use super::near::Sight;
use crate::picture::label::TurnedBox;

/// Side of a cell, in points.
const CELL: f64 = 6.0;

/// The view in cells, each with what takes it.
pub(super) struct Mask {
    origin: Point,
    zoom: f64,
    columns: usize,
    rows: usize,
    cells: Vec<u8>,
}

impl Mask {
    /// Letters.
    pub const TEXT: u8 = 1;
    /// The body of an actor.
    pub const BODY: u8 = 2;

    pub fn new(sight: &Sight) -> Self {
        let cells = |length: f64| ((length * sight.zoom / CELL).ceil() as usize).clamp(1, 4096);
        let (columns, rows) = (cells(sight.seen.width()), cells(sight.seen.height()));
        Self {
            origin: sight.seen.origin(),
            zoom: sight.zoom,
            columns,
            rows,
            cells: vec![0; columns * rows],
        }
    }

    /// The cells of a box, as ranges; none when it is out of view.
    fn span(&self, r: Rect) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let range = |low: f64, high: f64, count: usize| {
            let (low, high) = ((low / CELL).floor(), (high / CELL).floor());
            if high < 0.0 || low >= count as f64 {
                return None;
            }
            Some(low.max(0.0) as usize..(high as usize + 1).min(count))
        };
        let on_screen = |v: f64, origin: f64| (v - origin) * self.zoom;
        let (o, columns, rows) = (self.origin, self.columns, self.rows);
        Some((
            range(on_screen(r.x0, o.x), on_screen(r.x1, o.x), columns)?,
            range(on_screen(r.y0, o.y), on_screen(r.y1, o.y), rows)?,
        ))
    }

    /// Whether nothing of these takes any part of a box. What is out of view
    /// counts as free.
    pub fn is_free(&self, r: Rect, of: u8) -> bool {
        let Some((columns, rows)) = self.span(r) else {
            return true;
        };
        rows.into_iter().all(|row| {
            let start = row * self.columns;
            let cells = &self.cells[start + columns.start..start + columns.end];
            cells.iter().all(|c| c & of == 0)
        })
    }

    pub fn take(&mut self, r: Rect, by: u8) {
        let Some((columns, rows)) = self.span(r) else {
            return;
        };
        for row in rows {
            let start = row * self.columns;
            for c in &mut self.cells[start + columns.start..start + columns.end] {
                *c |= by;
            }
        }
    }

    /// Small boxes that cover a turned one.
    fn pieces(&self, b: &TurnedBox) -> impl Iterator<Item = Rect> + use<> {
        let high = b.half.y * 2.0;
        let count = ((b.half.x * 2.0 / high.max(1e-6)).ceil() as usize).clamp(1, 64);
        let (centre, axis, half) = (b.centre, b.axis, b.half.x);
        (0..count).map(move |i| {
            let at = (i as f64 + 0.5) / count as f64 * 2.0 - 1.0;
            Rect::from_center_size(centre + axis * (at * half), (high, high))
        })
    }

    pub fn is_free_turned(&self, b: &TurnedBox, of: u8) -> bool {
        self.pieces(b).all(|r| self.is_free(r, of))
    }

    pub fn take_turned(&mut self, b: &TurnedBox, by: u8) {
        self.pieces(b).for_each(|r| self.take(r, by));
    }
}
