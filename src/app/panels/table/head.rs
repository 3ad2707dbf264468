//! The titles of the columns, which sort, and the filters below them.

use eframe::egui::accesskit::{Role, SortDirection};
use eframe::egui::{
    self, Align2, CursorIcon, FontId, Id, Key, Margin, Pos2, Rect, RichText, Sense, Shape, Stroke,
    TextEdit, TextStyle, Ui, UiBuilder, pos2, vec2,
};

use super::super::super::look;
use super::super::form::name;
use super::Table;
use super::sheet::Column;
use crate::picture::Theme;

/// Height of the titles, in points.
const TITLES: f32 = 26.0;
/// Height of the filters, in points.
const FILTERS: f32 = 28.0;
/// Width of what a column is made wider by, in points.
const HANDLE: f32 = 8.0;

impl Table {
    /// Shows titles and filters, each above its column.
    pub(super) fn head(&mut self, ui: &mut Ui, theme: &Theme, spans: &[(f32, f32)]) {
        let size = vec2(ui.available_width(), TITLES + FILTERS);
        let (_, rect) = ui.allocate_space(size);
        let mut ui = ui.new_child(UiBuilder::new().id_salt("head").max_rect(rect));
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        let rule = Stroke::new(1.0, look::color(theme.rule));
        ui.painter().hline(rect.x_range(), rect.top(), rule);
        ui.painter().hline(rect.x_range(), rect.bottom(), rule);
        let left = rect.left() - self.page().seen.0.x;
        let mut filtered = false;
        for (at, (x, width)) in spans.iter().enumerate() {
            let top = pos2(left + x, rect.top());
            let column = Rect::from_min_size(top, vec2(*width, rect.height()));
            if !column.intersects(rect) {
                continue;
            }
            let (title, filter) = column.split_top_bottom_at_y(rect.top() + TITLES);
            self.title(&mut ui, theme, at, title);
            filtered |= self.filter(&mut ui, at, filter.shrink2(vec2(3.0, 3.0)));
            self.handle(&mut ui, at, column, rule);
        }
        if filtered {
            self.page_mut().filter();
            // The rows were asked for before this was typed.
            ui.ctx().request_repaint();
        }
    }

    fn title(&mut self, ui: &mut Ui, theme: &Theme, at: usize, rect: Rect) {
        let column = self.sheet.columns()[at];
        let sort = self.page().sort().filter(|(by, _)| *by == column);
        let id = Id::new(("table title", self.sheet, at));
        let response = ui.interact(rect.shrink2(vec2(HANDLE / 2.0, 0.0)), id, Sense::click());
        let visuals = ui.visuals();
        if response.hovered() {
            let fill = visuals.widgets.hovered.bg_fill;
            ui.painter().rect_filled(rect, 0.0, fill);
        }
        if response.has_focus() {
            let stroke = visuals.selection.stroke;
            ui.painter()
                .rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Inside);
        }
        let ink = match sort {
            Some(_) => look::color(theme.ink),
            None => look::color(theme.quiet_ink),
        };
        let font = FontId::new(TextStyle::Small.resolve(ui.style()).size, look::semi_bold());
        let inner = rect.shrink2(vec2(8.0, 0.0));
        let clip = ui.painter().with_clip_rect(inner.intersect(ui.clip_rect()));
        let room = if sort.is_some() { 12.0 } else { 0.0 };
        let text = if column.is_number() {
            let at = pos2(inner.right() - room, inner.center().y);
            clip.text(at, Align2::RIGHT_CENTER, column.title(), font, ink)
        } else {
            clip.text(
                inner.left_center(),
                Align2::LEFT_CENTER,
                column.title(),
                font,
                ink,
            )
        };
        if let Some((_, down)) = sort {
            let tip = pos2(text.right() + 8.0, inner.center().y);
            ui.painter().add(arrow(tip, down, ink));
        }
        ui.ctx().accesskit_node_builder(id, |node| {
            let told = match sort {
                None => column.title().to_owned(),
                Some((_, false)) => format!("{}, sorted, ascending", column.title()),
                Some((_, true)) => format!("{}, sorted, descending", column.title()),
            };
            node.set_role(Role::ColumnHeader);
            node.set_label(told);
            node.set_description(column.tip());
            if let Some((_, down)) = sort {
                node.set_sort_direction(match down {
                    false => SortDirection::Ascending,
                    true => SortDirection::Descending,
                });
            }
        });
        if response.clicked() {
            self.page_mut().sort_by(column);
            ui.ctx().request_repaint();
        }
        let tip = format!("{}. Click to sort", column.tip());
        response.on_hover_text(tip);
    }

    /// Whether something else is typed there now.
    fn filter(&mut self, ui: &mut Ui, at: usize, rect: Rect) -> bool {
        let column = self.sheet.columns()[at];
        let id = Id::new(("table filter", self.sheet, at));
        let typed = &mut self.page_mut().typed[at];
        let hint = RichText::new("Filter").weak().small();
        let field = TextEdit::singleline(typed)
            .id(id)
            .font(TextStyle::Small)
            .hint_text(hint)
            .margin(Margin::symmetric(5, 2));
        let response = ui.put(rect, field);
        name(ui, id, &format!("Filter {}", column.title()));
        if response.has_focus() && ui.input(|i| i.key_pressed(Key::ArrowDown))
            || response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
        {
            self.take_keyboard();
        }
        let changed = response.changed();
        let tip = if column.is_number() || column == Column::When {
            "Rows that say this here; or >, <, >=, <= or = and a value"
        } else {
            "Rows that say this here, in any case and without accents"
        };
        response.on_hover_text(tip);
        changed
    }

    /// The right edge of a column, which makes it wider.
    fn handle(&mut self, ui: &mut Ui, at: usize, column: Rect, rule: Stroke) {
        let edge = Rect::from_center_size(
            pos2(column.right(), column.center().y),
            vec2(HANDLE, column.height()),
        );
        let id = Id::new(("table edge", self.sheet, at));
        // Not to be reached by Tab: there is nothing to do there with keys.
        let response = ui.interact(edge, id, Sense::CLICK | Sense::DRAG);
        let stroke = if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeColumn);
            ui.visuals().widgets.hovered.bg_stroke
        } else {
            rule
        };
        ui.painter()
            .vline(column.right() - 0.5, column.y_range(), stroke);
        if response.double_clicked() {
            self.page_mut().usual_width(at);
        } else if response.dragged() {
            self.page_mut().widen(at, response.drag_delta().x);
        }
    }
}

/// A small triangle that points up or down.
fn arrow(middle: Pos2, down: bool, ink: egui::Color32) -> Shape {
    let tip = if down { 3.0 } else { -3.0 };
    let points = vec![
        middle + vec2(-4.0, -tip),
        middle + vec2(4.0, -tip),
        middle + vec2(0.0, tip),
    ];
    Shape::convex_polygon(points, ink, Stroke::NONE)
}
