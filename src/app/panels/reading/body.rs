//! The text in view.

use std::ops::Range;

use eframe::egui::{
    self, Align2, EventFilter, FontId, Id, Rect, Response, Sense, Stroke, Ui, pos2, vec2,
};

use super::super::super::{Command, Workspace, look};
use super::marks::{Light, Marker, Place};
use super::setting::Setting;
use super::study::{Sheet, Study};
use super::{Reader, text_id};
use crate::model::Coverage;
use crate::model::cutting::{Block, Kind, Marker as Item};
use crate::picture::{Shows, Theme};

/// Width of the bar that scrolls, in points.
pub(super) const BAR: f32 = 10.0;

impl Reader {
    /// Shows the text. Returns what the person wants done.
    pub(super) fn body(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        theme: &Theme,
        pointed: Option<&Shows>,
    ) -> Vec<Command> {
        let all = ui.available_rect_before_wrap();
        let rect = all.with_max_x(all.right() - BAR);
        ui.painter().rect_filled(all, 0.0, look::color(theme.paper));
        let response = ui.interact(rect, text_id(), Sense::click_and_drag());
        self.keep_keyboard(ui, &response);
        let setting = Setting::new(self.zoom(), rect.width(), theme);
        let Some((sheet, study)) = self.open_book() else {
            super::bar::nothing_to_read(ui, all, ws, self.is_busy());
            self.let_go_of_light();
            return Vec::new();
        };
        self.wheel(ui, &response);
        let reveal = self.reveal.take();
        if let Some(page) = self.page_mut() {
            page.prepare(ui, &sheet, &setting);
            if let Some(bytes) = &reveal {
                page.reveal(ui, &setting, bytes);
            }
            page.arrange(ui, &setting, rect.height());
        }
        let at = At {
            rect,
            left: rect.left() + setting.left(rect.width()),
        };
        let mut out = self.pointer(ui, ws, &response, &at, (&sheet, &study));
        if response.has_focus() {
            out.extend(self.keyboard(ui, ws, (&sheet, &study)));
        }
        self.paint(ui, ws, &setting, &at, (&sheet, &study), pointed);
        out.extend(self.tell(ui, ws, &response, &at, (&sheet, &study)));
        self.beyond.follow(ws, &study, pointed);
        self.tell_beyond(ui, &at, &sheet);
        self.scroll_bar(ui, all.with_min_x(rect.right()), theme);
        out
    }

    /// What has the keyboard, and which keys it keeps.
    fn keep_keyboard(&mut self, ui: &Ui, response: &Response) {
        if std::mem::take(&mut self.focus_wanted) {
            response.request_focus();
        }
        if response.has_focus() {
            let filter = EventFilter {
                // Tab leaves the text: no trap.
                tab: false,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
        }
    }

    /// Draws what is in view.
    fn paint(
        &self,
        ui: &Ui,
        ws: &Workspace,
        setting: &Setting,
        at: &At,
        (sheet, study): (&Sheet, &Study),
        pointed: Option<&Shows>,
    ) {
        let painter = ui.painter_at(at.rect);
        let marker = Marker {
            painter: &painter,
            setting,
            doc: ws.document(),
            light: self.light_of(ws, pointed),
        };
        let focused = ui.memory(|m| m.has_focus(text_id()));
        let ground = ui.visuals().selection.bg_fill;
        let chosen = self.chosen_bytes();
        let places = || self.places(at, sheet);
        for (_, place) in places() {
            marker.grounds(&place, study);
            if let Some(bytes) = &chosen {
                marker.chosen(&place, bytes, ground);
            }
        }
        for (n, place) in places() {
            let block = &sheet.text.blocks().all()[n];
            beside(&painter, setting, block, &place, at);
            let ink = look::color(setting.theme.ink);
            painter.galley(place.corner, place.laid.galley.clone(), ink);
            if let Ok(section) = study.sections.binary_search_by_key(&n, |(n, _)| *n) {
                tell_section(&painter, setting, study.sections[section].1, &place);
            }
        }
        for (_, place) in places() {
            marker.lines(&place, study);
        }
        if focused {
            let stroke = Stroke::new(1.5, look::color(setting.theme.accent));
            let kind = egui::StrokeKind::Inside;
            painter.rect_stroke(at.rect, 0.0, stroke, kind);
        }
    }

    /// What is pointed at or selected.
    pub(super) fn light_of<'a>(
        &'a self,
        ws: &'a Workspace,
        pointed: Option<&'a Shows>,
    ) -> Light<'a> {
        Light {
            pointed,
            lit: self.lit.as_deref(),
            selected: &ws.selection().actions,
        }
    }

    /// The blocks on screen, by their numbers.
    pub(super) fn places<'a>(
        &'a self,
        at: &At,
        sheet: &'a Sheet,
    ) -> impl Iterator<Item = (usize, Place<'a>)> {
        let (top, left) = (at.rect.top(), at.left);
        let page = self.page();
        let shown = page.map_or(&[][..], |page| page.shown());
        shown.iter().filter_map(move |(n, y)| {
            let laid = page?.laid(*n)?;
            let place = Place {
                laid,
                bytes: sheet.text.blocks().all()[*n].bytes.clone(),
                corner: pos2(left, top + y) + laid.corner(),
                left,
            };
            Some((*n, place))
        })
    }

    /// What some bytes take on screen; `None` where they are in no block in view.
    pub(super) fn on_screen(&self, at: &At, sheet: &Sheet, bytes: &Range<usize>) -> Option<Rect> {
        let touched =
            |place: &Place<'_>| place.bytes.start < bytes.end && bytes.start < place.bytes.end;
        let places = self.places(at, sheet).map(|(_, place)| place);
        let rects = places.filter(touched);
        rects
            .filter_map(|place| super::told::around(&place, bytes))
            .reduce(|a, b| a.union(b))
    }

    fn scroll_bar(&mut self, ui: &Ui, rail: Rect, theme: &Theme) {
        let Some(page) = self.page_mut() else {
            return;
        };
        let (down, share) = page.share();
        if share >= 1.0 {
            return;
        }
        let length = (share * f64::from(rail.height())).max(28.0) as f32;
        let room = (rail.height() - length).max(1.0);
        let top = rail.top() + room * down as f32;
        let thumb = Rect::from_min_size(pos2(rail.left() + 2.0, top), vec2(BAR - 4.0, length));
        let response = ui.interact(rail, Id::new("text scroll bar"), Sense::click_and_drag());
        if let Some(at) = response.interact_pointer_pos()
            && (response.dragged() || response.clicked())
        {
            let middle = at.y - rail.top() - length / 2.0;
            page.go_to_share(f64::from(middle / room));
            ui.ctx().request_repaint();
        }
        let ink = match response.hovered() || response.dragged() {
            true => theme.quiet_ink,
            false => theme.quiet_ink.mix(theme.paper, 0.6),
        };
        ui.painter().rect_filled(thumb, 3.0, look::color(ink));
        self.ticks(ui, rail, theme);
    }

    fn wheel(&mut self, ui: &Ui, response: &Response) {
        if !response.contains_pointer() {
            return;
        }
        let (by, zoom) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
        if (zoom - 1.0).abs() > 1e-4 {
            self.zoom_by(zoom);
        } else if by != 0.0
            && let Some(page) = self.page_mut()
        {
            page.scroll(-by);
        }
    }
}

/// Where the text is on screen.
pub(super) struct At {
    /// The part of the window that it takes.
    pub(super) rect: Rect,
    /// The left edge of its lines.
    pub(super) left: f32,
}

/// What stands beside a block: the dot or number of an item, the bar of a quote,
/// a line across.
fn beside(painter: &egui::Painter, setting: &Setting, block: &Block, place: &Place<'_>, at: &At) {
    let quiet = look::color(setting.theme.quiet_ink);
    let rule = look::color(setting.theme.rule);
    let letters = Rect::from_min_size(place.corner, place.laid.galley.size());
    for n in 0..block.quotes {
        let x = at.left + (f32::from(n) * 1.1 + 0.3) * setting.size;
        let above = if block.goes_on { 0.0 } else { 2.0 };
        let y = letters.top() - above..=letters.bottom();
        painter.vline(x, y, Stroke::new(2.5, rule));
    }
    if block.kind == Kind::Rule {
        let line = Stroke::new(1.0, rule);
        painter.hline(
            at.left..=at.left + setting.measure,
            letters.top() + setting.size,
            line,
        );
    }
    let text = match block.marker {
        Item::None => return,
        Item::Bullet => "•".to_owned(),
        Item::Number(n) => format!("{n}."),
    };
    let font = FontId::proportional(setting.size);
    let galley = painter.layout_no_wrap(text, font, quiet);
    let size = galley.size();
    let line = setting.line(Kind::Text);
    let corner = pos2(
        letters.left() - size.x - setting.size * 0.45,
        letters.top() + (line - size.y).min(0.0),
    );
    painter.galley(corner, galley, quiet);
}

/// How much of what stands under a heading is cited, beside it.
fn tell_section(painter: &egui::Painter, setting: &Setting, of: Coverage, place: &Place<'_>) {
    let text = format!("{}/{}", of.cited, of.relevant());
    let quiet = look::color(setting.theme.quiet_ink);
    let font = FontId::proportional((setting.size * 0.78).max(9.0));
    let right = place.left + setting.measure;
    let base = place.corner.y + place.laid.size * 1.05;
    painter.text(pos2(right, base), Align2::RIGHT_BOTTOM, text, font, quiet);
    let share = of.share().unwrap_or(1.0) as f32;
    let bar = Rect::from_min_size(
        pos2(right - 2.6 * setting.size, base + 2.0),
        vec2(2.6 * setting.size, 2.5),
    );
    super::bar::share_bar(painter, &setting.theme, bar, share);
}
