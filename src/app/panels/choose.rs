//! Choosing one of many by name: a combo box with a search field, which may
//! also offer to take what was typed as something new.

use eframe::egui::{self, Button, ComboBox, Id, Key, PopupCloseBehavior, ScrollArea, Ui};

use super::form::{line_edit, name, quiet};
use crate::model::{ActorId, Document};

/// Most entries that are listed at once; typing narrows them down.
const MOST_LISTED: usize = 60;
/// Up to so many entries, no search is offered.
const FEW: usize = 8;

/// What was chosen.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Chosen<T> {
    /// One of the list.
    Known(T),
    /// What was typed, which the list does not hold.
    New(String),
}

/// A combo box, named by `label`, over `items`, which are asked for while it is open only. `offer` words the offer to take a typed text as
/// something new; without it, only listed things can be chosen.
pub(super) fn choose<T>(
    ui: &mut Ui,
    id: Id,
    label: Id,
    shown: &str,
    items: impl FnOnce() -> Vec<(T, String)>,
    offer: Option<&str>,
) -> Option<Chosen<T>>
where
    T: Clone,
{
    let query_id = id.with("query");
    let width = ui.available_width();
    let combo = ComboBox::from_id_salt(id)
        .selected_text(shown)
        .width(width)
        .height(340.0)
        .truncate()
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show_ui(ui, |ui| {
            let items = items();
            ui.set_min_width(width.max(180.0));
            let before: Option<String> = ui.data(|d| d.get_temp(query_id));
            let fresh = before.is_none();
            let mut query = before.unwrap_or_default();
            let mut enter = false;
            if items.len() > FEW || offer.is_some() {
                let hint = if offer.is_some() {
                    "Search, or type a new one"
                } else {
                    "Search"
                };
                let field = ui.add(line_edit(&mut query, hint).id(id.with("search")));
                name(ui, field.id, hint);
                if fresh {
                    field.request_focus();
                }
                enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            }
            let picked = list(ui, &query, shown, &items, offer, enter);
            ui.data_mut(|d| d.insert_temp(query_id, query));
            if picked.is_some() {
                ui.close();
            }
            picked
        });
    combo.response.labelled_by(label);
    if combo.inner.is_none() {
        ui.data_mut(|d| d.remove_temp::<String>(query_id));
    }
    combo.inner.flatten()
}

fn list<T: Clone>(
    ui: &mut Ui,
    query: &str,
    shown: &str,
    items: &[(T, String)],
    offer: Option<&str>,
    enter: bool,
) -> Option<Chosen<T>> {
    let wanted = query.trim().to_lowercase();
    let found: Vec<&(T, String)> = items
        .iter()
        .filter(|(_, text)| wanted.is_empty() || text.to_lowercase().contains(&wanted))
        .collect();
    let mut picked = None;
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        ui.with_layout(egui::Layout::top_down_justified(egui::Align::Min), |ui| {
            for (item, text) in found.iter().take(MOST_LISTED) {
                if ui
                    .add(Button::selectable(text == shown, text.as_str()))
                    .clicked()
                {
                    picked = Some(Chosen::Known(item.clone()));
                }
            }
        });
        if found.len() > MOST_LISTED {
            quiet(
                ui,
                format!(
                    "and {} more: type to narrow down",
                    found.len() - MOST_LISTED
                ),
            );
        }
    });
    let exact = found.iter().any(|(_, text)| text.to_lowercase() == wanted);
    if let Some(offer) = offer
        && !wanted.is_empty()
        && !exact
        && (ui.button(format!("{offer} “{}”", query.trim())).clicked()
            || (enter && found.is_empty()))
    {
        picked = Some(Chosen::New(query.trim().to_owned()));
    }
    if enter && picked.is_none() {
        picked = found.first().map(|(item, _)| Chosen::Known(item.clone()));
    }
    if found.is_empty() && offer.is_none() {
        quiet(ui, "Nothing of that name");
    }
    picked
}

/// Every actor with its name, in order of names.
pub(super) fn actors(doc: &Document) -> Vec<(ActorId, String)> {
    let mut all: Vec<_> = doc
        .graph
        .actors()
        .map(|a| (a.id.clone(), a.name.clone()))
        .collect();
    all.sort_by_cached_key(|(_, name)| name.to_lowercase());
    all
}
