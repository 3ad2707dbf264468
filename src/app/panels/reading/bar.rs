//! Above the text: which source it is, and how much of it is cited.

use eframe::egui::{
    self, Align, Button, ComboBox, Layout, Painter, Rect, RichText, Sense, Ui, pos2, vec2,
};

use super::super::super::{Action, Command, Workspace, look};
use super::super::form::{count, name};
use super::Reader;
use crate::model::{Coverage, SourceId};
use crate::picture::Theme;

/// Height of the bar, in points.
const HEIGHT: f32 = 34.0;

impl Reader {
    /// Shows the bar. Returns what the person wants done.
    pub(super) fn bar(&mut self, ui: &mut Ui, ws: &Workspace, theme: &Theme) -> Vec<Command> {
        let mut out = Vec::new();
        let doc = ws.document();
        let size = vec2(ui.available_width(), HEIGHT);
        let title = |id: &SourceId| doc.sources.get(id).map_or("", |s| s.title.as_str());
        let mut wanted = None;
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            let cross = ui.add(Button::new("×").frame_when_inactive(false));
            name(ui, cross.id, "Hide the text");
            if cross.on_hover_text("Hide the text").clicked() {
                out.push(Action::ToggleReading.into());
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(10.0);
                let shown = self.source().cloned();
                let shown_title = shown.as_ref().map_or("No text", title);
                if ws.texts().len() < 2 {
                    let text = RichText::new(shown_title).family(look::semi_bold());
                    ui.add(egui::Label::new(text).truncate().selectable(false));
                    return;
                }
                let combo = ComboBox::from_id_salt("text of")
                    .selected_text(shown_title)
                    .width(ui.available_width() - 6.0)
                    .height(340.0)
                    .truncate()
                    .show_ui(ui, |ui| {
                        for id in ws.texts().keys() {
                            let chosen = shown.as_ref() == Some(id);
                            if ui.selectable_label(chosen, title(id)).clicked() {
                                wanted = Some(id.clone());
                            }
                        }
                    });
                name(ui, combo.response.id, "Text of");
            });
        });
        if let Some(source) = wanted {
            self.show_source(source);
            ui.ctx().request_repaint();
        }
        if let Some(study) = self.study() {
            let whole = study.whole;
            coverage(ui, theme, whole);
        }
        out
    }
}

/// How much of a text is cited, as a bar and in words.
fn coverage(ui: &mut Ui, theme: &Theme, whole: Coverage) {
    let size = vec2(ui.available_width(), 24.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let inner = rect.shrink2(vec2(12.0, 0.0));
    let painter = ui.painter();
    let bar = Rect::from_min_size(inner.min, vec2(inner.width(), 4.0));
    // Where nothing is to be cited, nothing is.
    let none = if whole.sentences == 0 { 0.0 } else { 1.0 };
    share_bar(painter, theme, bar, whole.share().unwrap_or(none) as f32);
    let text = in_words(whole);
    let font = egui::TextStyle::Small.resolve(ui.style());
    let quiet = look::color(theme.quiet_ink);
    let corner = pos2(inner.left(), bar.bottom() + 3.0);
    painter.text(corner, egui::Align2::LEFT_TOP, &text, font, quiet);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &text));
}

/// "48 of 54 sentences cited, 2 not relevant".
#[must_use]
fn in_words(of: Coverage) -> String {
    if of.sentences == 0 {
        return "No sentences in this text".to_owned();
    }
    let sentences = count(of.relevant(), "sentence");
    let cited = format!("{} of {sentences} cited", of.cited);
    match of.not_relevant {
        0 => cited,
        n => format!("{cited}, {n} not relevant"),
    }
}

/// A bar that is filled so far, from 0 to 1.
pub(super) fn share_bar(painter: &Painter, theme: &Theme, bar: Rect, share: f32) {
    painter.rect_filled(bar, 2.0, look::color(theme.rule));
    let filled = bar.with_max_x(bar.left() + bar.width() * share.clamp(0.0, 1.0));
    painter.rect_filled(filled, 2.0, look::color(theme.accent));
}

/// What is said where there is no text.
pub(super) fn nothing_to_read(ui: &mut Ui, room: Rect, ws: &Workspace, busy: bool) {
    let mut named = ws.document().sources.values().map(|s| s.file.as_str());
    let missing = named.find(|file| !file.is_empty());
    let text = match (busy, ws.texts().is_empty(), missing) {
        (true, ..) => "Reading the text…".to_owned(),
        (false, true, Some(file)) => format!(
            "The text “{file}” is not where the document looks for it. Put it back beside the \
             document, and come back to this window."
        ),
        (false, true, None) => "No source of this document has a text yet. File › Add source \
             brings one in: a Markdown or text file, a web page, or a PDF with words in it."
            .to_owned(),
        (false, false, _) => "This text cannot be shown.".to_owned(),
    };
    let room = room.shrink2(vec2(24.0, 28.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
        ui.add(egui::Label::new(RichText::new(text).weak()).wrap());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_is_told_in_words() {
        let mut of = Coverage {
            sentences: 54,
            cited: 48,
            not_relevant: 0,
        };
        assert_eq!(in_words(of), "48 of 54 sentences cited");
        assert_eq!(in_words(Coverage::default()), "No sentences in this text");
        (of.sentences, of.cited, of.not_relevant) = (3, 1, 2);
        assert_eq!(in_words(of), "1 of 1 sentence cited, 2 not relevant");
    }
}
