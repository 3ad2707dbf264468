//! A field to type into, and below it a list to choose from: by arrow keys and
//! Enter while the keyboard stays in the field, or by the pointer.

use std::ops::Range;

use eframe::egui::accesskit::Role;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    self, Align, Align2, CornerRadius, FontId, Id, Key, Modifiers, Rect, ScrollArea, Sense,
    TextStyle, Ui, pos2, vec2,
};

use super::super::canvas::bounds;
use super::super::look;
use super::form::{line_edit, name};
use super::tabs::select_all;

/// Height of a line, in points.
pub(super) const ROW: f32 = 28.0;
/// How far a page is, in lines.
const PAGE: usize = 10;

/// One line of the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// What it says, and the parts of that which are emphasised, in bytes.
    pub(super) text: String,
    pub(super) found: Vec<Range<usize>>,
    /// So many bytes at the start are quiet.
    pub(super) quiet: usize,
    /// Stands behind it, quietly.
    pub(super) note: String,
    /// Stands at the right end.
    pub(super) right: String,
    /// As told to assistive technology.
    pub(super) name: String,
    /// What it does, shown when the pointer rests on it; may be empty.
    pub(super) tip: String,
    /// Whether it can be chosen.
    pub(super) enabled: bool,
}

/// What was done with a list in a pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// Nothing.
    Nothing,
    /// Something else was typed.
    Typed,
    /// Another line is at hand.
    Moved,
    /// The line at hand was chosen.
    Chosen,
}

/// The field and the list, with what is typed and which line is at hand.
#[derive(Debug, Default)]
pub(super) struct PickList {
    pub(super) query: String,
    pub(super) at: Option<usize>,
    /// Whether the line at hand is to be brought into view.
    pub(super) reveal: bool,
    /// Whether Enter was pressed in the pass in which something was typed: it
    /// means what is found for that.
    enter: bool,
    /// What is in view of the list: how far it is scrolled, and its height.
    seen: (f32, f32),
}

impl PickList {
    /// Shows both. `fresh` gives the keyboard to the field, and selects what is
    /// in it; `row` makes a line, and is asked for those in view only.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        (called, hint): (&str, &str),
        rows: usize,
        fresh: bool,
        row: impl Fn(usize) -> Row,
    ) -> Done {
        let mut done = self.keys(ui, rows);
        let field = ui.add(line_edit(&mut self.query, hint));
        name(ui, field.id, called);
        if fresh {
            select_all(ui, field.id, &self.query);
        }
        if !field.has_focus() {
            // Wherever the list is clicked or scrolled, typing goes on here.
            field.request_focus();
        }
        if field.changed() {
            self.enter = done == Done::Chosen;
            done = Done::Typed;
            // The list was made before this was typed.
            ui.ctx().request_repaint();
            self.seen.0 = 0.0;
        }
        ui.add_space(2.0);
        let (list, clicked) = self.list(ui, rows, &row);
        if let Some((at, enabled)) = clicked {
            self.at = Some(at);
            if enabled {
                done = Done::Chosen;
            }
        }
        ui.ctx().accesskit_node_builder(field.id, |node| {
            if let Some(active) = list {
                node.set_active_descendant(active.accesskit_id());
            }
        });
        done
    }

    /// What the keys do; taken before the field sees them.
    fn keys(&mut self, ui: &Ui, rows: usize) -> Done {
        let count = |key| ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key));
        let [up, down, page_up, page_down] =
            [Key::ArrowUp, Key::ArrowDown, Key::PageUp, Key::PageDown].map(count);
        let [home, end, enter] = [Key::Home, Key::End, Key::Enter].map(count);
        let enter = enter > 0 || std::mem::take(&mut self.enter);
        let Some(last) = rows.checked_sub(1) else {
            self.at = None;
            return Done::Nothing;
        };
        let before = self.at.map(|at| at.min(last));
        let mut at = before;
        if down + page_down > 0 {
            // From nowhere, the first step leads to the first line.
            let steps = down + page_down * PAGE;
            at = Some(at.map_or(steps - 1, |at| at + steps).min(last));
        }
        if up + page_up > 0 {
            at = Some(at.unwrap_or(0).saturating_sub(up + page_up * PAGE));
        }
        if home > 0 {
            at = Some(0);
        }
        if end > 0 {
            at = Some(last);
        }
        self.at = at;
        if at != before {
            self.reveal = true;
        }
        if enter {
            self.at = Some(at.unwrap_or(0));
            Done::Chosen
        } else if at != before {
            Done::Moved
        } else {
            Done::Nothing
        }
    }

    /// The lines in view. Returns the node of the one at hand, if that is in view, and
    /// which was clicked, and whether it can be.
    fn list(
        &mut self,
        ui: &mut Ui,
        rows: usize,
        row: &impl Fn(usize) -> Row,
    ) -> (Option<Id>, Option<(usize, bool)>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical()
            .id_salt("lines")
            .max_height(ROW * 12.5)
            .auto_shrink([false, true]);
        let (offset, height) = self.seen;
        if self.reveal
            && let Some(at) = self.at
        {
            let top = at as f32 * ROW;
            let to = offset.min(top).max(top + ROW - height.max(ROW));
            area = area.vertical_scroll_offset(to.max(0.0));
        }
        self.reveal = false;
        let (mut active, mut clicked) = (None, None);
        let shown = area.show_rows(ui, ROW, rows, |ui, range| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::ListBox);
            });
            for n in range {
                let line = row(n);
                let id = ui.id().with(("line", n));
                let at_hand = self.at == Some(n);
                if show(ui, id, &line, at_hand) {
                    clicked = Some((n, line.enabled));
                }
                if at_hand {
                    active = Some(id);
                }
            }
        });
        self.seen = (shown.state.offset.y, shown.inner_rect.height());
        (active, clicked)
    }
}

/// One line; whether it was clicked. It does not take the keyboard.
pub(super) fn show(ui: &mut Ui, id: Id, row: &Row, at_hand: bool) -> bool {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response = ui.interact(rect, id, Sense::CLICK);
    let visuals = ui.visuals().clone();
    if at_hand {
        let corner = CornerRadius::same(5);
        ui.painter()
            .rect_filled(rect, corner, visuals.selection.bg_fill);
    } else if response.hovered() && row.enabled {
        let corner = CornerRadius::same(5);
        ui.painter()
            .rect_filled(rect, corner, visuals.widgets.hovered.bg_fill);
    }
    let weak = visuals.weak_text_color();
    let ink = match (row.enabled, at_hand) {
        (false, _) => weak,
        (true, true) => visuals.selection.stroke.color,
        (true, false) => visuals.text_color(),
    };
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let mut right = 0.0;
    if !row.right.is_empty() {
        let font = TextStyle::Small.resolve(ui.style());
        let at = inner.right_center();
        let quiet = if at_hand { ink } else { weak };
        let painted = ui
            .painter()
            .text(at, Align2::RIGHT_CENTER, &row.right, font, quiet);
        right = painted.width() + 12.0;
    }
    let quiet = if at_hand && row.enabled { ink } else { weak };
    let job = job(ui, row, (ink, quiet), inner.width() - right);
    let galley = ui.fonts_mut(|f| f.layout_job(job));
    let at = pos2(inner.left(), inner.center().y - galley.size().y / 2.0);
    let clip = Rect::from_min_max(rect.min, pos2(inner.right() - right + 4.0, rect.max.y));
    ui.painter()
        .with_clip_rect(clip.intersect(ui.clip_rect()))
        .galley(at, galley, ink);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::ListBoxOption);
        // Told by egui only of what takes the keyboard.
        node.set_bounds(bounds(rect));
        node.set_label(row.name.as_str());
        node.set_selected(at_hand);
        if !row.enabled {
            node.set_disabled();
        }
        if !row.tip.is_empty() {
            node.set_description(row.tip.as_str());
        }
    });
    let clicked = response.clicked();
    if !row.tip.is_empty() {
        response.on_hover_text(&row.tip);
    }
    clicked
}

/// The letters of a line; those found stand out by their weight and a line
/// below, not by their colour alone.
fn job(ui: &Ui, row: &Row, (ink, quiet): (egui::Color32, egui::Color32), width: f32) -> LayoutJob {
    let body = TextStyle::Body.resolve(ui.style());
    let bold = FontId::new(body.size, look::semi_bold());
    let small = TextStyle::Small.resolve(ui.style());
    let mut job = LayoutJob {
        wrap: TextWrapping::truncate_at_width(width.max(40.0)),
        ..LayoutJob::default()
    };
    let format = |font: &FontId, color| TextFormat {
        font_id: font.clone(),
        color,
        valign: Align::Center,
        ..TextFormat::default()
    };
    // Where the looks of the letters change.
    let mut cuts = vec![0, row.quiet.min(row.text.len()), row.text.len()];
    cuts.extend(row.found.iter().flat_map(|r| [r.start, r.end]));
    cuts.sort_unstable();
    cuts.dedup();
    for part in cuts.windows(2) {
        let Some(text) = row.text.get(part[0]..part[1]) else {
            continue;
        };
        let is_found = row.found.iter().any(|r| r.contains(&part[0]));
        let color = if part[0] < row.quiet { quiet } else { ink };
        let mut look = format(if is_found { &bold } else { &body }, color);
        if is_found {
            look.underline = egui::Stroke::new(1.0, ui.visuals().hyperlink_color);
        }
        job.append(text, 0.0, look);
    }
    if !row.note.is_empty() {
        job.append(&row.note, 10.0, format(&small, quiet));
    }
    job
}
