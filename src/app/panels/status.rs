//! The line at the bottom of the window.

use eframe::egui::accesskit::Live;
use eframe::egui::{Align, Button, Id, Label, Layout, RichText, Ui, UiBuilder};

use super::super::{Action, Command, Settings, Workspace, look};
use super::form::{count, name};
use crate::picture::{Seen, Theme};

/// A text of at most `most` characters, its middle left out.
#[must_use]
pub fn middle_elided(text: &str, most: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= most {
        return text.to_owned();
    }
    let kept = most.saturating_sub(1);
    let head = kept / 2;
    let tail = kept - head;
    chars[..head]
        .iter()
        .chain(&['…'])
        .chain(&chars[chars.len() - tail..])
        .collect()
}

/// Shows what happened last, what there is, and how near it is looked at.
/// `zoom` is in screen points for each unit of the document.
pub fn status_bar(ui: &mut Ui, ws: &Workspace, settings: &Settings, zoom: f64) -> Vec<Command> {
    let theme = Theme::of(settings.theme);
    let mut out = Vec::new();
    ui.horizontal(|ui| {
        ui.add_space(6.0);
        let graph = &ws.document().graph;
        let (actors, actions) = (graph.actor_count(), graph.action_count());
        let of = |n: usize| match ws.filtering().seen() {
            Some(_) => format!("{n} of "),
            None => String::new(),
        };
        let seen = ws.filtering().seen().map_or((0, 0), Seen::counts);
        quiet(
            ui,
            format!(
                "{}{}  ·  {}{}",
                of(seen.0),
                count(actors, "actor"),
                of(seen.1),
                count(actions, "action")
            ),
        );
        if !ws.selection().is_empty() {
            quiet(ui, format!("·  {} selected", ws.selection().len()));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            let digits = usize::from(zoom < 0.0995) + usize::from(zoom < 0.00995);
            let percent = format!("{:.digits$} %", zoom * 100.0);
            let text = RichText::new(&percent).small().weak();
            let button = ui.add(Button::new(text).frame_when_inactive(false));
            name(ui, button.id, &format!("Zoom {percent}"));
            if button.on_hover_text(Action::ActualSize.tooltip()).clicked() {
                out.push(Action::ActualSize.into());
            }
            if let Some(path) = ws.path() {
                let full = path.to_string_lossy();
                let text = RichText::new(middle_elided(&full, 48)).small().weak();
                ui.label(text).on_hover_text(full);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if let Some(notice) = &ws.notice {
                    ui.add_space(10.0);
                    let text = if notice.failed {
                        RichText::new(format!("⚠ {}", notice.text)).color(look::color(theme.alarm))
                    } else {
                        RichText::new(&notice.text)
                    };
                    // Under one name wherever it stands: it is told when it changes.
                    let place = UiBuilder::new().id(Id::new("notice"));
                    ui.scope_builder(place, |ui| {
                        let label = ui.add(Label::new(text.small()).truncate());
                        ui.ctx().accesskit_node_builder(label.id, |node| {
                            node.set_live(match notice.failed {
                                true => Live::Assertive,
                                false => Live::Polite,
                            });
                        });
                        label.on_hover_text(&notice.text);
                    });
                }
            });
        });
    });
    out
}

fn quiet(ui: &mut Ui, text: String) {
    ui.add(Label::new(RichText::new(text).small().weak()).selectable(false));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paths_lose_their_middle() {
        assert_eq!(
            middle_elided("/home/ada/graph.ron", 40),
            "/home/ada/graph.ron"
        );
        let short = middle_elided("/home/ada/very/long/way/down/graph.ron", 16);
        assert_eq!(short.chars().count(), 16);
        assert!(
            short.starts_with("/home") && short.ends_with("aph.ron"),
            "{short}"
        );
        assert_eq!(middle_elided("äöüß", 3), "ä…ß");
    }
}
