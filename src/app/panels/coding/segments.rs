//! A choice of few words in a row, by arrow keys, by letters, or by the pointer.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    self, Align2, CornerRadius, EventFilter, FontId, Id, Key, Modifiers, Rect, Sense, Stroke,
    TextStyle, Ui, pos2, vec2,
};

use super::super::super::look;
use super::super::form::name;

/// One word of the row.
pub(super) struct Segment {
    /// What it says.
    pub(super) text: String,
    /// Keys that choose it.
    pub(super) keys: Vec<Key>,
}

/// Shows the row, with one word chosen (or none). Returns which is chosen now, if
/// that is another one. Where a key belongs to several, it leads from one to the
/// next.
pub(super) fn segments(
    ui: &mut Ui,
    id: Id,
    called: &str,
    all: &[Segment],
    chosen: Option<usize>,
) -> Option<usize> {
    let height = ui.spacing().interact_size.y + 4.0;
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let response = ui.interact(rect, id, Sense::click());
    let width = rect.width() / all.len().max(1) as f32;
    let mut to = None;
    if response.has_focus() {
        let filter = EventFilter {
            horizontal_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|m| m.set_focus_lock_filter(id, filter));
        to = by_key(ui, all, chosen);
    }
    let by_pointer = ui.input(|i| i.pointer.any_click());
    if by_pointer
        && response.clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        let n = ((at.x - rect.left()) / width) as usize;
        to = Some(n.min(all.len() - 1));
        response.request_focus();
    }
    let visuals = ui.visuals().clone();
    let corner = CornerRadius::same(6);
    let rim = match response.has_focus() {
        true => Stroke::new(1.5, visuals.hyperlink_color),
        false => visuals.widgets.noninteractive.bg_stroke,
    };
    let painter = ui.painter();
    painter.rect(
        rect,
        corner,
        visuals.extreme_bg_color,
        rim,
        egui::StrokeKind::Inside,
    );
    let body = TextStyle::Body.resolve(ui.style());
    let bold = FontId::new(body.size, look::semi_bold());
    let now = to.or(chosen);
    for (n, segment) in all.iter().enumerate() {
        let left = rect.left() + n as f32 * width;
        let part = Rect::from_min_size(pos2(left, rect.top()), vec2(width, height));
        let is = now == Some(n);
        if is {
            let fill = visuals.selection.bg_fill;
            painter.rect_filled(part.shrink(2.0), CornerRadius::same(5), fill);
        }
        let ink = match is {
            true => visuals.selection.stroke.color,
            false => visuals.text_color(),
        };
        // The chosen one is told by its weight, too.
        let font = if is { bold.clone() } else { body.clone() };
        painter.text(
            part.center(),
            Align2::CENTER_CENTER,
            &segment.text,
            font,
            ink,
        );
    }
    name(ui, id, called);
    let said = now.and_then(|n| all.get(n)).map(|s| s.text.clone());
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::RadioGroup);
        node.set_value(said.unwrap_or_default());
    });
    to.filter(|to| chosen != Some(*to))
}

/// Where the keys of this frame lead.
fn by_key(ui: &Ui, all: &[Segment], chosen: Option<usize>) -> Option<usize> {
    let last = all.len().checked_sub(1)?;
    let count = |key| ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key));
    let (left, right) = (count(Key::ArrowLeft), count(Key::ArrowRight));
    let mut at = chosen;
    if left + right > 0 {
        let from = at.unwrap_or(if right > 0 { 0 } else { last });
        at = Some((from + right).min(last).saturating_sub(left));
    }
    for key in all.iter().flat_map(|s| &s.keys).copied() {
        // Some need Shift on some keyboards, such as the plus.
        let pressed = ui.input_mut(|i| {
            i.consume_key(Modifiers::NONE, key) || i.consume_key(Modifiers::SHIFT, key)
        });
        if pressed {
            let of = |n: &usize| all[*n].keys.contains(&key);
            let from = at.map_or(0, |at| at + 1);
            at = (from..all.len()).chain(0..all.len()).find(of);
        }
    }
    at.filter(|at| chosen != Some(*at))
}
