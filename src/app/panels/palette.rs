//! The command palette: every command, found by some letters of its name.

use std::path::Path;

use eframe::egui::{self, Align2, Color32, Frame, Id, Margin, Modal, vec2};

use super::super::filtering::Filters;
use super::super::find::{fit, fit_words, words};
use super::super::{Action, Command, Settings, Workspace};
use super::form::quiet;
use super::menu;
use super::pick_list::{Done, PickList, Row};
use crate::analysis::fold;

/// Width of the list, in points.
const WIDTH: f32 = 560.0;
/// So many of the commands used last stand on top.
const REMEMBERED: usize = 5;

/// The command palette.
#[derive(Debug, Default)]
pub struct Palette {
    open: Option<PickList>,
    fresh: bool,
    /// The commands used last, the latest first.
    used: Vec<Command>,
}

/// One thing that can be carried out.
struct Item {
    command: Command,
    /// Where it belongs, and what it is called: "File: Save".
    text: String,
    /// Where the name proper begins, in bytes.
    main: usize,
    tip: String,
    keys: String,
    enabled: bool,
}

impl Item {
    fn new(group: &str, name: &str, command: Command) -> Self {
        Self {
            command,
            text: format!("{group}: {name}"),
            main: group.len() + 2,
            tip: String::new(),
            keys: String::new(),
            enabled: true,
        }
    }
}

impl Palette {
    /// Opens it, with nothing typed yet.
    pub fn open(&mut self) {
        self.open = Some(PickList::default());
        self.fresh = true;
    }

    /// Whether it is open: keys are its, then.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Shows it, if it is open. Returns what was chosen.
    pub fn ui(
        &mut self,
        ctx: &egui::Context,
        ws: &Workspace,
        settings: &Settings,
    ) -> Option<Command> {
        let list = self.open.as_mut()?;
        let fresh = std::mem::take(&mut self.fresh);
        let items = items(ctx, ws, settings);
        let found = seek(&list.query, &items, &self.used);
        let id = Id::new("palette");
        let top = (ctx.content_rect().height() * 0.1).min(80.0);
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top));
        let frame = Frame::popup(&ctx.global_style())
            .inner_margin(Margin::same(10))
            .corner_radius(10);
        // The picture stays as it is: what the command is about is there.
        let modal = Modal::new(id)
            .area(area)
            .frame(frame)
            .backdrop_color(Color32::TRANSPARENT);
        if list.at.is_none() {
            list.at = Some(0);
        }
        let shown = modal.show(ctx, |ui| {
            ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
            let row = |n: usize| {
                let (at, letters) = &found[n];
                let item = &items[*at];
                let keys = match item.keys.as_str() {
                    "" => String::new(),
                    keys => format!(", {keys}"),
                };
                Row {
                    text: item.text.clone(),
                    found: letters.clone(),
                    quiet: item.main,
                    right: item.keys.clone(),
                    name: format!("{}{keys}", item.text),
                    tip: item.tip.clone(),
                    enabled: item.enabled,
                    ..Row::default()
                }
            };
            let names = ("Find command", "Type a command");
            let done = list.ui(ui, names, found.len(), fresh, row);
            if done == Done::Typed {
                list.at = Some(0);
            }
            let at_hand = list.at.and_then(|n| found.get(n));
            ui.add_space(6.0);
            match at_hand {
                None => quiet(ui, "No command of that name"),
                Some((at, _)) if !items[*at].enabled => {
                    quiet(ui, format!("Not possible now. {}", items[*at].tip));
                }
                Some((at, _)) => quiet(ui, items[*at].tip.as_str()),
            }
            done
        });
        let chosen = match shown.inner {
            Done::Chosen => list.at.and_then(|n| found.get(n)),
            _ => None,
        };
        let chosen = chosen.map(|(at, _)| &items[*at]).filter(|i| i.enabled);
        if let Some(item) = chosen {
            let command = item.command.clone();
            self.open = None;
            self.used.retain(|used| *used != command);
            self.used.insert(0, command.clone());
            self.used.truncate(REMEMBERED);
            return Some(command);
        }
        if shown.should_close() {
            self.open = None;
        }
        None
    }
}

/// Everything that can be carried out: in the order of the menus.
fn items(ctx: &egui::Context, ws: &Workspace, settings: &Settings) -> Vec<Item> {
    let actions = Action::ALL.iter().filter(|a| **a != Action::Palette);
    let mut all: Vec<Item> = actions
        .map(|&action| Item {
            tip: action.tooltip().to_owned(),
            keys: settings.keymap().first_text(ctx, action),
            enabled: menu::enabled(action, ws),
            ..Item::new(
                action.menu().text(),
                &menu::text(action, ws),
                Command::Do(action),
            )
        })
        .collect();
    for arrangement in &ws.document().arrangements {
        let name = &arrangement.name;
        all.push(Item {
            tip: "Look at this arrangement".to_owned(),
            enabled: *name != ws.arrangement().name,
            ..Item::new(
                "Show arrangement",
                name,
                Command::ShowArrangement(name.clone()),
            )
        });
    }
    for lens in &ws.document().lenses {
        all.push(Item {
            tip: "Look through this lens".to_owned(),
            enabled: *ws.filtering().filters() != Filters::of(lens),
            ..Item::new(
                "Look through lens",
                &lens.name,
                Command::Filter(Filters::of(lens)),
            )
        });
    }
    for (theme, name, tip) in menu::THEMES {
        all.push(Item {
            tip: tip.to_owned(),
            enabled: settings.theme != theme,
            ..Item::new("Theme", &name.to_lowercase(), Command::SetTheme(theme))
        });
    }
    for path in &settings.recent {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let folder = path.parent().unwrap_or(Path::new(""));
        all.push(Item {
            tip: path.to_string_lossy().into_owned(),
            keys: super::status::middle_elided(&folder.to_string_lossy(), 36),
            ..Item::new(
                "Open recent",
                &name.to_string_lossy(),
                Command::OpenFile(path.clone()),
            )
        });
    }
    all
}

/// What is found, best first, with the letters that are emphasised. Those that
/// can be carried out come first, if more than what is told of them fits; with nothing typed, those used last before
/// all.
fn seek(
    query: &str,
    items: &[Item],
    used: &[Command],
) -> Vec<(usize, Vec<std::ops::Range<usize>>)> {
    let asked = words(query);
    if asked.is_empty() {
        let place = |item: &Item| used.iter().position(|u| *u == item.command);
        let mut all: Vec<usize> = (0..items.len()).collect();
        all.sort_by_key(|&at| {
            let item = &items[at];
            (!item.enabled, place(item).unwrap_or(usize::MAX))
        });
        return all.into_iter().map(|at| (at, Vec::new())).collect();
    }
    let mut found: Vec<_> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| {
            // Letters in order before words in any order before other words.
            let in_order = fit(query, &item.text, item.main);
            let worse = u8::from(in_order.is_none());
            let found = in_order.or_else(|| fit_words(&asked, &item.text, item.main));
            let (score, letters) = match found {
                Some(fit) => (fit.score, fit.letters),
                // What it does may say it in other words.
                None => {
                    let tip = fold(&item.tip);
                    let says = asked.iter().all(|w| w.len() > 2 && tip.contains(w));
                    says.then_some((i32::MIN, Vec::new()))?
                }
            };
            // Words that are its name are meant, even if it is not possible now.
            let rank = match (item.enabled, score == i32::MIN) {
                (true, false) => 0,
                (false, false) if letters.len() <= asked.len() => 1,
                (true, true) => 2,
                (false, _) => 3,
            };
            Some((
                (rank, worse),
                -i64::from(score),
                item.text.len(),
                at,
                letters,
            ))
        })
        .collect();
    found.sort_unstable_by_key(|(off, score, length, at, _)| (*off, *score, *length, *at));
    found
        .into_iter()
        .map(|(.., at, letters)| (at, letters))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_meant_before_what_is_told_of_others() {
        let item = |name: &str, tip: &str, enabled| Item {
            tip: tip.to_owned(),
            enabled,
            ..Item::new("Edit", name, Command::Do(Action::Copy))
        };
        let items = [
            item("Add source", "A text in Markdown", true),
            item("Copy as Markdown", "Citations", false),
            item("Make a rough kind of wedge now", "", false),
            item("Mark down", "", true),
        ];
        let found = seek("markdown", &items, &[]);
        let order: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
        assert_eq!(order, [3, 1, 0, 2]);
    }
}
