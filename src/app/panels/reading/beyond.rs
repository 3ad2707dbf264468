//! Passages of what is pointed at or selected on the canvas that are scrolled out of
//! view: a word at the edge of the text says where they are, and leads there.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Button, Rect, RichText, Ui, UiBuilder, pos2, vec2};

use super::super::super::{Workspace, look};
use super::super::form::count;
use super::Reader;
use super::body::At;
use super::study::{Sheet, Study};
use crate::model::ActionId;
use crate::picture::{Shows, Theme};

/// Most actions whose passages are looked up.
const MOST: usize = 200;
/// Height of the word at the edge, and how far from it that stands, in points.
const HEIGHT: f32 = 24.0;
const GAP: f32 = 8.0;
/// Passages of which less than so much is in view are out of it, in points.
const SLIVER: f32 = 4.0;

/// A text, what is pointed at, and the selection and revision of the document.
type Seen = (Arc<Study>, Option<Shows>, (u64, u64));

/// Passages of what is pointed at, else of what is selected, by where they begin.
#[derive(Debug, Default)]
pub(super) struct Beyond {
    /// What was looked at last.
    of: Option<Seen>,
    /// The passages of each action in the text; made when something is lit first.
    by_action: Option<HashMap<ActionId, Vec<Range<usize>>>>,
    passages: Vec<Range<usize>>,
    /// How often passages were looked up.
    looked: u64,
}

impl Beyond {
    /// Follows what is lit. O(1) while that stays the same.
    pub(super) fn follow(&mut self, ws: &Workspace, study: &Arc<Study>, pointed: Option<&Shows>) {
        let pointed = pointed.filter(|p| matches!(p, Shows::Action(_) | Shows::Actor(_)));
        let now = (ws.selection_epoch(), ws.revision());
        let (same_study, same) = match &self.of {
            Some((old, shows, then)) => {
                let same_study = Arc::ptr_eq(old, study);
                (same_study, (shows.as_ref(), *then) == (pointed, now))
            }
            None => (false, false),
        };
        if same_study && same {
            return;
        }
        if !same_study {
            self.by_action = None;
        }
        self.of = Some((Arc::clone(study), pointed.cloned(), now));
        self.passages.clear();
        let graph = &ws.document().graph;
        let selected = &ws.selection().actions;
        if pointed.is_none() && selected.is_empty() {
            return;
        }
        self.looked += 1;
        let by_action = self.by_action.get_or_insert_with(|| {
            let mut all: HashMap<ActionId, Vec<Range<usize>>> = HashMap::new();
            for cite in study.cites() {
                let of = all.entry(cite.action.clone()).or_default();
                of.push(cite.bytes.clone());
            }
            all
        });
        let passages = &mut self.passages;
        let mut put =
            |id: &ActionId| passages.extend(by_action.get(id).into_iter().flatten().cloned());
        match pointed {
            Some(Shows::Action(id)) => put(id),
            Some(Shows::Actor(id)) => {
                // By those who are cited here: some actors have very many actions.
                let ends =
                    |of: &ActionId| graph.link(of).is_some_and(|l| l.from == id || l.to == id);
                let cited = by_action.keys().filter(|of| ends(of));
                cited.take(MOST).for_each(put);
            }
            _ => selected.iter().take(MOST).for_each(put),
        }
        // Several actions may cite the same words.
        passages.sort_by_key(|bytes| (bytes.start, bytes.end));
        passages.dedup();
    }
}

/// What a word at the edge says of so many passages.
fn told(count_of: usize, above: bool) -> String {
    let (arrow, whither) = if above {
        ("↑", "above")
    } else {
        ("↓", "below")
    };
    match count_of {
        1 => format!("{arrow} cited {whither}"),
        n => format!("{arrow} {} cited {whither}", count(n, "passage")),
    }
}

impl Reader {
    /// How often passages out of view were looked up: for tests.
    #[must_use]
    pub fn looked_beyond(&self) -> u64 {
        self.beyond.looked
    }

    /// The passages above what is in view, and those below it.
    fn out_of_view(&self, at: &At, sheet: &Sheet) -> [Vec<Range<usize>>; 2] {
        let mut out = [Vec::new(), Vec::new()];
        let Some(page) = self.page().filter(|_| !self.beyond.passages.is_empty()) else {
            return out;
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
            for (is, out) in [above, below].into_iter().zip(&mut out) {
                if is {
                    out.push(bytes.clone());
                }
            }
        }
        out
    }

    /// Says at the edges of the text how many passages are beyond them; a click goes
    /// to the nearest.
    pub(super) fn tell_beyond(&mut self, ui: &mut Ui, at: &At, sheet: &Sheet) {
        let [above, below] = self.out_of_view(at, sheet);
        let nearest = [above.last(), below.first()].map(|bytes| bytes.cloned());
        let counts = [above.len(), below.len()];
        for (n, bytes) in nearest.into_iter().enumerate() {
            let Some(bytes) = bytes else {
                continue;
            };
            let is_above = n == 0;
            let text = told(counts[n], is_above);
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
        for bytes in &self.beyond.passages {
            let y = rail.top() + page.share_above(bytes.start) as f32 * rail.height();
            let tick =
                Rect::from_min_size(pos2(rail.left() + 1.0, y), vec2(rail.width() - 2.0, 2.0));
            ui.painter().rect_filled(tick, 0.0, ink);
        }
    }
}
