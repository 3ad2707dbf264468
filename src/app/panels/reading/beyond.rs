//! Passages of what is pointed at or selected on the canvas that are scrolled out of
//! view: a word at the edge of the text says where they are, and leads there.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Button, Rect, RichText, Ui, UiBuilder, pos2, vec2};

use super::super::super::{Workspace, look};
use super::super::form::count_grouped;
use super::Reader;
use super::body::At;
use super::study::{Sheet, Study};
use crate::model::ActionId;
use crate::picture::{Shows, Theme};

/// Height of the word at the edge, and how far from it that stands, in points.
const HEIGHT: f32 = 24.0;
const GAP: f32 = 8.0;
/// Passages of which less than so much is in view are out of it, in points.
const SLIVER: f32 = 4.0;
/// Height of a mark on the bar that scrolls, in points.
const TICK: f32 = 2.0;

/// A text, what is pointed at, and the selection and revision of the document.
type Seen = (Arc<Study>, Option<Shows>, (u64, u64));

/// Passages of what is pointed at, else of what is selected, by where they begin.
#[derive(Debug, Default)]
pub(super) struct Beyond {
    /// What was looked at last.
    of: Option<Seen>,
    passages: Vec<Range<usize>>,
    /// How often passages were looked up.
    looked: u64,
}

impl Beyond {
    /// Follows what is lit. O(1) while that stays the same, else linear in the passages
    /// of the text.
    pub(super) fn follow(&mut self, ws: &Workspace, study: &Arc<Study>, pointed: Option<&Shows>) {
        let pointed = pointed.filter(|p| matches!(p, Shows::Action(_) | Shows::Actor(_)));
        let now = (ws.selection_epoch(), ws.revision());
        let same = self.of.as_ref().is_some_and(|(old, shows, then)| {
            Arc::ptr_eq(old, study) && (shows.as_ref(), *then) == (pointed, now)
        });
        if same {
            return;
        }
        self.of = Some((Arc::clone(study), pointed.cloned(), now));
        self.passages.clear();
        let graph = &ws.document().graph;
        let selected = &ws.selection().actions;
        if pointed.is_none() && selected.is_empty() {
            return;
        }
        self.looked += 1;
        let is_lit = |of: &ActionId| match pointed {
            Some(Shows::Action(id)) => of == id,
            Some(Shows::Actor(id)) => graph.link(of).is_some_and(|l| l.from == id || l.to == id),
            _ => selected.contains(of),
        };
        let lit = study.cites().iter().filter(|cite| is_lit(&cite.action));
        self.passages.extend(lit.map(|cite| cite.bytes.clone()));
        // Several actions may cite the same words, which stand one after the other.
        self.passages.dedup();
    }
}

/// What a word at the edge says of so many passages.
fn told(count_of: usize, above: bool) -> String {
    let (arrow, whither) = if above {
        ("↑", "above")
    } else {
        ("↓", "below")
    };
    format!(
        "{arrow} {} cited {whither}",
        count_grouped(count_of, "passage")
    )
}

/// Those of the passages that are beyond one edge of the text.
#[derive(Debug, Default)]
struct Side {
    count: usize,
    nearest: Option<Range<usize>>,
}

impl Reader {
    /// How often passages out of view were looked up: for tests.
    #[must_use]
    pub fn looked_beyond(&self) -> u64 {
        self.beyond.looked
    }

    /// The passages above what is in view, and those below it.
    fn out_of_view(&self, at: &At, sheet: &Sheet) -> [Side; 2] {
        let [mut over, mut under] = [Side::default(), Side::default()];
        let Some(page) = self.page().filter(|_| !self.beyond.passages.is_empty()) else {
            return [over, under];
        };
        let seen = page.bytes_in_view();
        for bytes in &self.beyond.passages {
            let [above, below] = if bytes.end <= seen.start {
                [true, false]
            } else if bytes.start >= seen.end {
                [false, true]
            } else {
                let rect = self.on_screen(at, sheet, bytes);
                let beyond = |far: fn(&Rect, &Rect) -> f32| {
                    rect.is_some_and(|rect| far(&rect, &at.rect) < SLIVER)
                };
                [
                    beyond(|rect, view| rect.bottom() - view.top()),
                    beyond(|rect, view| view.bottom() - rect.top()),
                ]
            };
            // They go down: the last one above is the nearest, and the first one below.
            if above {
                over.count += 1;
                over.nearest = Some(bytes.clone());
            }
            if below {
                under.count += 1;
                under.nearest.get_or_insert_with(|| bytes.clone());
            }
        }
        [over, under]
    }

    /// Says at the edges of the text how many passages are beyond them; a click goes
    /// to the nearest.
    pub(super) fn tell_beyond(&mut self, ui: &mut Ui, at: &At, sheet: &Sheet) {
        for (n, side) in self.out_of_view(at, sheet).into_iter().enumerate() {
            let Some(bytes) = side.nearest else {
                continue;
            };
            let is_above = n == 0;
            let text = told(side.count, is_above);
            let y = if is_above {
                at.rect.top() + GAP
            } else {
                at.rect.bottom() - GAP - HEIGHT
            };
            let size = vec2((at.rect.width() - 2.0 * GAP).min(190.0), HEIGHT);
            let corner = pos2(at.rect.center().x - size.x / 2.0, y);
            // It stands over the words, and moves nothing.
            let room = UiBuilder::new()
                .id_salt(("beyond", is_above))
                .max_rect(Rect::from_min_size(corner, size));
            let fill = ui.visuals().window_fill;
            let button = Button::new(RichText::new(text).small())
                .fill(fill)
                .corner_radius(HEIGHT / 2.0)
                .min_size(size);
            let button = ui.new_child(room).add(button);
            if button.on_hover_text("Go to the nearest of them").clicked() {
                self.reveal = Some(bytes);
                ui.ctx().request_repaint();
            }
        }
    }

    /// Marks on the bar that scrolls where those passages are.
    pub(super) fn ticks(&self, ui: &Ui, rail: Rect, theme: &Theme) {
        let Some(page) = self.page() else {
            return;
        };
        let ink = look::color(theme.accent);
        let down = |bytes: &Range<usize>| page.share_above(bytes.start) as f32 * rail.height();
        let mut left = self.beyond.passages.as_slice();
        while let Some(first) = left.first() {
            let y = down(first);
            let corner = pos2(rail.left() + 1.0, rail.top() + y);
            let tick = Rect::from_min_size(corner, vec2(rail.width() - 2.0, TICK));
            ui.painter().rect_filled(tick, 0.0, ink);
            // Those that would lie on it are told by it.
            let next = left.partition_point(|bytes| down(bytes) < y + TICK);
            left = &left[next.max(1)..];
        }
    }
}
