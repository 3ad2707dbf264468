//! The bar of filters above the canvas: a chip for each, the lenses, and how
//! much is seen.

mod editor;
mod facets;

use eframe::egui::{
    Align, Button, Frame, Layout, Margin, Popup, PopupCloseBehavior, Response, RichText,
    ScrollArea, Ui,
};

use super::super::filtering::Filters;
use super::super::{Action, Command, Settings, Workspace, look};
use super::form::{name, short};
use super::lines::walk;
use crate::model::{Filter, Rest, Trait};
use crate::picture::{Theme, filter_words, share};
use editor::{Context, Draft, edit};
use facets::Facets;

/// Width of a popup, in points.
const WIDTH: f32 = 250.0;

/// What a person is asked to open next.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Opens {
    /// The list of what can be filtered by.
    List,
    /// The popup of the chip of that number.
    Chip(usize),
}

/// The bar, with what is typed in its popups.
#[derive(Debug, Default)]
pub struct Chips {
    /// Whether it was asked for while nothing is filtered.
    asked: bool,
    /// Whether it was put away while something is.
    folded: bool,
    opens: Option<Opens>,
    /// The chip whose popup is open, and what is typed there.
    draft: Option<(usize, Draft)>,
    /// As of which state of the document.
    facets: Option<(u64, Facets)>,
}

impl Chips {
    /// Whether the bar is there.
    #[must_use]
    pub fn is_shown(&self, ws: &Workspace) -> bool {
        self.asked || (!self.folded && !ws.filtering().filters().filters.is_empty())
    }

    /// Shows the bar, or puts it away.
    pub fn toggle(&mut self, ws: &Workspace) {
        self.folded = self.is_shown(ws);
        self.asked = !self.folded;
    }

    /// Lets the bar come back: something else is filtered.
    pub fn unfold(&mut self) {
        self.folded = false;
    }

    /// Shows the bar with the list of what can be filtered by.
    pub fn begin(&mut self) {
        (self.asked, self.folded) = (true, false);
        self.opens = Some(Opens::List);
    }

    /// Puts the bar away that was only asked for.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Shows the bar.
    pub fn ui(&mut self, ui: &mut Ui, ws: &Workspace, settings: &Settings) -> Vec<Command> {
        let theme = Theme::of(settings.theme);
        let filters = ws.filtering().filters();
        let mut wanted = filters.clone();
        let mut out = Vec::new();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            let close = ui.add(Button::new("×").frame_when_inactive(false));
            name(ui, close.id, "Show everything");
            let tip = Action::ClearFilters.tooltip();
            if close.on_hover_text(tip).clicked() {
                out.push(Action::ClearFilters.into());
            }
            // Without filters too, for egui numbers what stands in a row: a popup
            // is lost whose chip gets another number.
            let seen = ws.filtering().seen();
            let text = seen.map_or_else(String::new, |seen| share(ws.document(), seen));
            ui.label(RichText::new(text).small().weak());
            self::rest(ui, &mut wanted.rest);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(8.0);
                lenses(ui, ws, &mut out);
                ScrollArea::horizontal()
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        ui.horizontal(|ui| self.chips(ui, ws, &theme, &mut wanted));
                    });
            });
        });
        if wanted != *filters {
            out.push(Command::Filter(wanted));
        }
        out
    }

    fn chips(&mut self, ui: &mut Ui, ws: &Workspace, theme: &Theme, wanted: &mut Filters) {
        let mut removed = None;
        let mut open = None;
        for at in 0..wanted.filters.len() {
            let filter = &mut wanted.filters[at];
            let (words, gone) = chip(ui, ws, theme, filter);
            if gone {
                removed = Some(at);
            }
            if self.opens == Some(Opens::Chip(at)) {
                self.opens = None;
                Popup::open_id(ui.ctx(), Popup::default_response_id(&words));
            }
            let shown = Popup::menu(&words)
                .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
                .width(WIDTH)
                .show(|ui| {
                    let fresh = self.draft.as_ref().is_none_or(|(of, _)| *of != at);
                    if fresh {
                        self.draft = Some((at, Draft::of(filter)));
                    }
                    let content = ws.content();
                    if self.facets.as_ref().is_none_or(|(of, _)| *of != content) {
                        self.facets = Some((content, Facets::of(ws.document())));
                    }
                    if let (Some((_, draft)), Some((_, facets))) = (&mut self.draft, &self.facets) {
                        let doc = ws.document();
                        let context = Context {
                            doc,
                            theme,
                            facets,
                            content,
                        };
                        if let Some(other) = edit(ui, &context, filter, draft, fresh) {
                            *filter = other;
                        }
                    }
                });
            if shown.is_some() {
                open = Some(at);
            }
        }
        if open.is_none() {
            self.draft = None;
        }
        if let Some(at) = removed {
            wanted.filters.remove(at);
            self.draft = None;
        }
        let plus = ui
            .button("+ Filter")
            .on_hover_text(Action::AddFilter.tooltip());
        name(ui, plus.id, "Add filter");
        if self.opens == Some(Opens::List) {
            self.opens = None;
            Popup::open_id(ui.ctx(), Popup::default_response_id(&plus));
        }
        Popup::menu(&plus).show(|ui| {
            let lines = Trait::ALL.map(|what| ui.button(what.name()));
            for (line, what) in lines.iter().zip(Trait::ALL) {
                if line.clicked() {
                    self.opens = Some(Opens::Chip(wanted.filters.len()));
                    wanted.filters.push(Filter::new(what.blank()));
                    ui.close();
                }
            }
            walk(ui, &lines);
        });
    }
}

/// A chip. Returns its words, which open its popup, and whether it is to go.
fn chip(ui: &mut Ui, ws: &Workspace, theme: &Theme, filter: &Filter) -> (Response, bool) {
    let frame = Frame::new()
        .fill(look::color(theme.accent.mix(theme.panel, 0.85)))
        .corner_radius(9)
        .inner_margin(Margin::symmetric(3, 0));
    let shown = frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let text = filter_words(ws.document(), filter);
        let words = ui.add(Button::new(text.as_str()).frame_when_inactive(false));
        let gone = ui.add(Button::new("×").frame_when_inactive(false));
        name(ui, gone.id, &format!("Remove filter {text}"));
        let gone = gone.on_hover_text("Remove this filter").clicked();
        (words.on_hover_text("Change this filter"), gone)
    });
    shown.inner
}

/// What becomes of the rest.
fn rest(ui: &mut Ui, rest: &mut Rest) {
    // From right to left.
    let tips = [
        "Draw faintly what is left out",
        "Draw nothing of what is left out",
    ];
    for (way, tip) in Rest::ALL.into_iter().zip(tips).rev() {
        ui.selectable_value(rest, way, way.name())
            .on_hover_text(tip);
    }
}

/// The lenses of the document, and what can be done with them.
fn lenses(ui: &mut Ui, ws: &Workspace, out: &mut Vec<Command>) {
    let (doc, filters) = (ws.document(), ws.filtering().filters());
    let shown = filters.lens_of(doc);
    let text = match shown {
        Some((lens, true)) => format!("{} (changed)", short(&lens.name)),
        Some((lens, false)) => short(&lens.name),
        None if filters.filters.is_empty() => "Everything".to_owned(),
        None => "Unsaved filters".to_owned(),
    };
    let button = ui.button(format!("{text} ⏷")).on_hover_text("Lenses");
    name(ui, button.id, &format!("Lens: {text}"));
    Popup::menu(&button).show(|ui| {
        let everything = filters.filters.is_empty();
        if ui.selectable_label(everything, "Everything").clicked() {
            out.push(Action::ClearFilters.into());
            ui.close();
        }
        for lens in &doc.lenses {
            let on = shown.is_some_and(|(s, _)| s.name == lens.name);
            if ui.selectable_label(on, lens.name.as_str()).clicked() {
                out.push(Command::Filter(Filters::of(lens)));
                ui.close();
            }
        }
        ui.separator();
        for action in [
            Action::SaveLens,
            Action::UpdateLens,
            Action::RenameLens,
            Action::DeleteLens,
        ] {
            let enabled = super::menu::enabled(action, ws);
            let button = ui.add_enabled(enabled, Button::new(action.text()));
            if button.on_hover_text(action.tooltip()).clicked() {
                out.push(action.into());
                ui.close();
            }
        }
    });
}
