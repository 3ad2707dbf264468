//! The row of arrangements above the canvas.

use eframe::egui::{
    self, Align2, Button, FontId, Id, Key, Response, ScrollArea, Sense, Stroke, TextEdit,
    TextStyle, Ui, WidgetInfo, WidgetType, vec2,
};

use super::super::gestures::{self, name_trouble, rename_arrangement};
use super::super::{Action, Command, Settings, Workspace, look};
use super::form::name;
use crate::model::Document;
use crate::picture::Theme;

/// A tab whose name is being typed.
#[derive(Debug)]
struct Renaming {
    name: String,
    draft: String,
    fresh: bool,
}

/// The row of tabs, with the name that is being typed.
#[derive(Debug, Default)]
pub struct Tabs {
    renaming: Option<Renaming>,
}

impl Tabs {
    /// Lets the name of an arrangement be typed in its tab.
    pub fn rename(&mut self, name: &str) {
        self.renaming = Some(Renaming {
            name: name.to_owned(),
            draft: name.to_owned(),
            fresh: true,
        });
    }

    /// Gives to the document the name that is being typed, if it can be taken.
    #[must_use]
    pub fn flush(&mut self, doc: &Document) -> Option<Command> {
        let renaming = self.renaming.as_ref()?;
        let known = doc.arrangement(&renaming.name).is_some();
        if !known || name_trouble(doc, &renaming.name, &renaming.draft).is_some() {
            return None;
        }
        let renaming = self.renaming.take()?;
        let t = rename_arrangement(&renaming.name, &renaming.draft);
        Some(Command::Edit(t, None))
    }

    /// The name that is being typed, if it cannot be taken, and why.
    #[must_use]
    pub fn unfinished(&self, doc: &Document) -> Option<String> {
        let renaming = self.renaming.as_ref()?;
        let why = name_trouble(doc, &renaming.name, &renaming.draft)?;
        Some(format!("Name “{}”: {why}", renaming.draft.trim()))
    }

    /// Shows the row.
    pub fn ui(&mut self, ui: &mut Ui, ws: &Workspace, settings: &Settings) -> Vec<Command> {
        let theme = Theme::of(settings.theme);
        let mut out = Vec::new();
        ScrollArea::horizontal()
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    ui.add_space(8.0);
                    for arrangement in &ws.document().arrangements {
                        let name = arrangement.name.as_str();
                        if self.renaming.as_ref().is_some_and(|r| r.name == name) {
                            self.field(ui, ws.document(), &theme, &mut out);
                        } else {
                            self.tab(ui, ws, &theme, name, &mut out);
                        }
                    }
                    let plus = ui.add(Button::new("+").frame_when_inactive(false));
                    super::form::name(ui, plus.id, "New arrangement");
                    if plus
                        .on_hover_text(Action::NewArrangement.tooltip())
                        .clicked()
                    {
                        out.push(Action::NewArrangement.into());
                    }
                });
            });
        // Gone meanwhile.
        let known = |r: &Renaming| ws.document().arrangement(&r.name).is_some();
        if !self.renaming.as_ref().is_some_and(known) {
            self.renaming = None;
        }
        out
    }

    fn tab(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        theme: &Theme,
        name: &str,
        out: &mut Vec<Command>,
    ) {
        let shown = ws.arrangement().name == name;
        let response = tab_button(ui, theme, name, shown);
        if response.double_clicked() {
            self.rename(name);
        } else if response.clicked() && !shown {
            out.push(Command::ShowArrangement(name.to_owned()));
        }
        let response = response.on_hover_text("Double-click to rename");
        response.context_menu(|ui| self.menu(ui, ws, name, shown, out));
    }

    fn menu(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        name: &str,
        shown: bool,
        out: &mut Vec<Command>,
    ) {
        let doc = ws.document();
        if ui.button("Rename").clicked() {
            self.rename(name);
            ui.close();
        }
        if ui.button("Duplicate").clicked() {
            let gesture = gestures::duplicate_arrangement(doc, name);
            out.extend(gesture.map(|gesture| Command::Edit(gesture, None)));
            ui.close();
        }
        let delete = ui.add_enabled(doc.arrangements.len() > 1, Button::new("Delete"));
        if delete
            .on_disabled_hover_text("The last arrangement stays")
            .clicked()
        {
            out.push(Command::Edit(gestures::delete_arrangement(name), None));
            ui.close();
        }
        ui.separator();
        let keep = ui.add_enabled(shown, Button::new(Action::KeepView.text()));
        let keep = keep
            .on_hover_text(Action::KeepView.tooltip())
            .on_disabled_hover_text("Look at this arrangement first");
        if keep.clicked() {
            out.push(Action::KeepView.into());
            ui.close();
        }
        let kept = doc.arrangement(name).is_some_and(|a| a.camera.is_some());
        let fitted = ui.add_enabled(kept, Button::new(Action::ForgetView.text()));
        let fitted = fitted
            .on_hover_text(Action::ForgetView.tooltip())
            .on_disabled_hover_text("It opens with everything in view");
        if fitted.clicked() {
            out.push(Command::Edit(gestures::forget_view(name), None));
            ui.close();
        }
    }

    /// The name that is being typed. Enter takes it, Esc does not; leaving the
    /// field takes it when it can be taken.
    fn field(&mut self, ui: &mut Ui, doc: &Document, theme: &Theme, out: &mut Vec<Command>) {
        let Some(renaming) = &mut self.renaming else {
            return;
        };
        let trouble = name_trouble(doc, &renaming.name, &renaming.draft);
        let mut edit = TextEdit::singleline(&mut renaming.draft)
            .id(Id::new("arrangement name"))
            .desired_width(130.0);
        if trouble.is_some() {
            edit = edit.text_color(look::color(theme.alarm));
        }
        let response = ui.add(edit);
        name(ui, response.id, "Name of the arrangement");
        if renaming.fresh {
            renaming.fresh = false;
            response.request_focus();
            select_all(ui, response.id, &renaming.draft);
            return;
        }
        let trouble = name_trouble(doc, &renaming.name, &renaming.draft);
        if response.has_focus() {
            if let Some(why) = trouble {
                response.show_tooltip_text(why);
            }
            return;
        }
        let enter = ui.input(|i| i.key_pressed(Key::Enter));
        let escape = ui.input(|i| i.key_pressed(Key::Escape));
        match trouble {
            Some(_) if enter => response.request_focus(),
            None if !escape && renaming.draft.trim() != renaming.name => {
                out.push(Command::Edit(
                    rename_arrangement(&renaming.name, &renaming.draft),
                    None,
                ));
                self.renaming = None;
            }
            _ => self.renaming = None,
        }
    }
}

/// Selects the whole text of a field.
pub(super) fn select_all(ui: &Ui, field: Id, text: &str) {
    use egui::text::{CCursor, CCursorRange};
    let mut state = TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    let all = CCursorRange::two(CCursor::new(0), end);
    state.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), field, state);
}

/// A word with a line under it when its arrangement is shown.
pub(super) fn tab_button(ui: &mut Ui, theme: &Theme, text: &str, shown: bool) -> Response {
    let size = TextStyle::Body.resolve(ui.style()).size;
    let family = if shown {
        look::semi_bold()
    } else {
        egui::FontFamily::Proportional
    };
    let galley = ui.fonts_mut(|fonts| {
        let ink = egui::Color32::PLACEHOLDER;
        fonts.layout_no_wrap(text.to_owned(), FontId::new(size, family), ink)
    });
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 22.0, 30.0), Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(WidgetType::SelectableLabel, ui.is_enabled(), shown, text)
    });
    let lifted = response.hovered() || response.has_focus();
    let ink = look::color(if shown || lifted {
        theme.ink
    } else {
        theme.quiet_ink
    });
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size());
    ui.painter().galley(at.min, galley, ink);
    let accent = look::color(theme.accent);
    if shown {
        let line = rect.shrink2(vec2(9.0, 0.0));
        let (y, stroke) = (rect.bottom() - 1.0, Stroke::new(2.0, accent));
        ui.painter().hline(line.x_range(), y, stroke);
    }
    if response.has_focus() {
        let stroke = Stroke::new(1.0, accent);
        let frame = rect.shrink2(vec2(1.0, 3.0));
        ui.painter()
            .rect_stroke(frame, 5.0, stroke, egui::StrokeKind::Inside);
    }
    response
}
