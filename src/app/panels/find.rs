//! Quick find: what is typed is looked for in names, deeds and quotations, and
//! each hit can be gone to while one looks.

use eframe::egui::{self, Area, Frame, Id, Key, Margin, Modifiers, Order, pos2};

use super::super::canvas::Outlook;
use super::super::find::{Found, Hit, Seeker, line, spans, words};
use super::super::{Settings, Workspace};
use super::form::{count, quiet, thousands};
use super::pick_list::{Done, PickList, Row};
use crate::edit::Selection;

/// Width of the list, in points.
const WIDTH: f32 = 440.0;
/// Room between the list and the edges of the canvas, in points.
const MARGIN: f32 = 12.0;

/// What was in view and selected when one began to look.
type Standing = (Outlook, Selection);

/// What is to be done on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub enum Visit {
    /// Go to this, and select it.
    To(Hit),
    /// Go back to where one was.
    Back(Outlook, Selection),
    /// Say this, as nothing else shows where one is.
    Say(String),
    /// Nothing is looked for any more: the canvas has the keyboard again.
    Done,
}

/// Quick find, open or not: what was looked for last is remembered.
#[derive(Default)]
pub struct Find {
    open: Option<Standing>,
    fresh: bool,
    list: PickList,
    seeker: Seeker,
    /// What is being looked for or was found, in which state of the document, and
    /// through which filters.
    sought: Option<(String, u64, u64)>,
    found: Found,
    /// Whether to go on to the next hit (or, if set, the previous) once they
    /// are known.
    step: Option<bool>,
    /// Whether to go to the hit at hand, and close, once they are known.
    enter: bool,
}

impl Find {
    /// Opens it, and remembers what to come back to.
    pub fn open(&mut self, standing: Standing) {
        self.open.get_or_insert(standing);
        self.fresh = true;
    }

    /// Whether it is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether an answer is still to come.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.seeker.is_busy()
    }

    /// Forgets the document: there is another.
    pub fn reset(&mut self) {
        let query = std::mem::take(&mut self.list.query);
        *self = Self::default();
        self.list.query = query;
    }

    /// Goes on to the next hit, or back to the previous. Returns whether
    /// anything was looked for.
    pub fn step(&mut self, back: bool) -> bool {
        let sought = !words(&self.list.query).is_empty();
        self.step = sought.then_some(back);
        sought
    }

    /// Closes it, and stays where one has come to.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Shows it, if it is open, in the corner of the canvas. Returns what is to
    /// be done.
    pub fn ui(
        &mut self,
        ctx: &egui::Context,
        ws: &Workspace,
        settings: &Settings,
        canvas: egui::Rect,
    ) -> Vec<Visit> {
        let mut out = Vec::new();
        if self.open.is_some() {
            self.panel(ctx, ws, settings, canvas, &mut out);
        }
        if self.open.is_some() || self.step.is_some() {
            self.follow(ctx, ws);
        }
        if !self.is_busy() {
            out.extend(self.go_on());
        }
        out
    }

    /// Looks again when something else is looked for, or the document says
    /// something else; and takes the answer over.
    fn follow(&mut self, ctx: &egui::Context, ws: &Workspace) {
        let filter = ws.filtering().epoch();
        let now = (self.list.query.as_str(), ws.content(), filter);
        let known = self.sought.as_ref();
        let known = known.map(|(q, c, f)| (q.as_str(), *c, *f));
        if known != Some(now) {
            if known.is_none_or(|(query, ..)| query != now.0) {
                self.list.at = None;
            }
            if words(now.0).is_empty() {
                self.found = Found::default();
            } else {
                let document = || ws.shared();
                let seen = ws.filtering().hiding_shared();
                self.seeker.seek(ctx, (now.1, &document), now.0, seen);
            }
            self.sought = Some((now.0.to_owned(), now.1, now.2));
        }
        if let Some(found) = self.seeker.answer() {
            self.found = found;
            self.list.at = self.list.at.filter(|at| *at < self.found.hits.len());
        }
    }

    /// What was asked for before the hits were known.
    fn go_on(&mut self) -> Vec<Visit> {
        let mut out = Vec::new();
        let hits = &self.found.hits;
        if let Some(back) = self.step.take() {
            if hits.is_empty() {
                out.push(Visit::Say(format!("“{}” is nowhere", self.list.query)));
            } else {
                let n = hits.len();
                let to = match (self.list.at, back) {
                    (None, false) => 0,
                    (None, true) => n - 1,
                    (Some(at), false) => (at + 1) % n,
                    (Some(at), true) => (at + n - 1) % n,
                };
                self.list.at = Some(to);
                self.list.reveal = true;
                out.push(Visit::To(hits[to].clone()));
                if self.open.is_none() {
                    let (query, total) = (&self.list.query, self.found.total);
                    out.push(Visit::Say(format!("“{query}”: {} of {total}", to + 1)));
                }
            }
        }
        if std::mem::take(&mut self.enter) {
            let at = self.list.at.unwrap_or(0);
            if let Some(hit) = self.found.hits.get(at) {
                self.list.at = Some(at);
                out.push(Visit::To(hit.clone()));
                out.push(Visit::Done);
                self.open = None;
            }
        }
        out
    }

    fn panel(
        &mut self,
        ctx: &egui::Context,
        ws: &Workspace,
        settings: &Settings,
        canvas: egui::Rect,
        out: &mut Vec<Visit>,
    ) {
        let fresh = std::mem::take(&mut self.fresh);
        let left = ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        let enter = ctx.input(|i| i.key_pressed(Key::Enter));
        let asked = words(&self.list.query);
        let width = WIDTH.min(canvas.width() - 2.0 * MARGIN).max(160.0);
        let frame = Frame::popup(&ctx.global_style())
            .inner_margin(Margin::same(10))
            .corner_radius(10);
        let corner = pos2(
            canvas.right() - width - 20.0 - MARGIN,
            canvas.top() + MARGIN,
        );
        let (list, found) = (&mut self.list, &self.found);
        let busy = self.seeker.is_busy();
        let shown = Area::new(Id::new("find"))
            .order(Order::Foreground)
            .fixed_pos(corner)
            .show(ctx, |ui| {
                frame
                    .show(ui, |ui| {
                        ui.set_width(width);
                        let row = |n: usize| row(ws, &found.hits[n], &asked);
                        let names = ("Find", "Names, deeds, quotations");
                        let done = list.ui(ui, names, found.hits.len(), fresh, row);
                        // What was typed just now is looked for from now on.
                        let busy = busy || words(&list.query) != asked;
                        let told = told(&list.query, found, busy, settings, ctx);
                        if !told.is_empty() {
                            ui.add_space(6.0);
                            quiet(ui, told);
                        }
                        done
                    })
                    .inner
            });
        match shown.inner {
            Done::Chosen => self.enter = true,
            // What was pressed before the hits are there waits for them.
            Done::Moved if busy => {
                self.list.at = None;
                self.step = Some(false);
            }
            Done::Moved => {
                let at = self.list.at.and_then(|at| self.found.hits.get(at));
                out.extend(at.cloned().map(Visit::To));
            }
            Done::Nothing | Done::Typed => self.enter |= enter && busy,
        }
        if left {
            if let Some((outlook, selection)) = self.open.take() {
                out.push(Visit::Back(outlook, selection));
                out.push(Visit::Done);
            }
            return;
        }
        let rect = shown.response.rect;
        let outside = ctx.input(|i| {
            i.pointer.any_pressed() && i.pointer.interact_pos().is_some_and(|p| !rect.contains(p))
        });
        if outside && !fresh {
            // Whatever it is clicked on has the keyboard: nothing is said of it.
            self.open = None;
        }
    }
}

/// A hit as a line.
fn row(ws: &Workspace, hit: &Hit, asked: &[String]) -> Row {
    let Some(line) = line(ws.document(), hit, asked) else {
        // It was deleted, and the answer about what there is now is on its way.
        return Row::default();
    };
    Row {
        found: spans(&line.text, asked),
        name: line.whole(),
        text: line.text,
        note: line.note,
        enabled: true,
        ..Row::default()
    }
}

/// What is said below the list.
fn told(
    query: &str,
    found: &Found,
    busy: bool,
    settings: &Settings,
    ctx: &egui::Context,
) -> String {
    let more = found.total - found.hits.len();
    if words(query).is_empty() {
        return String::new();
    }
    match (found.total, more) {
        _ if busy => "Looking…".to_owned(),
        (0, _) => "Nothing says that".to_owned(),
        (_, 1..) => format!("and {} more", thousands(more)),
        (n, _) => {
            let next = settings
                .keymap()
                .first_text(ctx, super::super::Action::FindNext);
            match next.as_str() {
                "" => count(n, "hit"),
                next => format!("{}; {next} goes on to the next, later too", count(n, "hit")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let all = [7, 999, 1_234, 100_000, 1_234_567].map(thousands);
        assert_eq!(all, ["7", "999", "1,234", "100,000", "1,234,567"]);
    }
}
