//! The inspector of one actor.

use eframe::egui::{self, Button, ComboBox, Id, Label, RichText, TextStyle, Ui};

use super::super::{Action as Do, Command};
use super::form::{Form, Made, Text, row, section, trouble};
use super::inspector::{MOST_LISTED, and_more};
use super::sample;
use super::typed::{self, OfActor};
use crate::analysis::DATE_FORMS;
use crate::edit::{self, ActorField, Selection};
use crate::model::{Actor, ActorId, ActorKind, Link, When};
use crate::picture::words;

/// Shows one actor.
pub(super) fn show(form: &mut Form<'_>, ui: &mut Ui, id: &ActorId) {
    let ws = form.ws;
    let doc = ws.document();
    let Some(actor) = doc.graph.actor(id) else {
        return;
    };
    let key = |what: &str| Id::new(("actor", id.as_str(), what));
    let set = |field: ActorField| edit::set_actor(doc, id, field);
    let typed = |field: OfActor, text: &str| typed::actor(doc, id, field, text);
    ui.horizontal(|ui| {
        sample::silhouette(ui, form.theme, actor, 17.0);
        ui.vertical(|ui| {
            let field = Text {
                style: TextStyle::Heading,
                ..Text::new(key("name"), "Name", &actor.name)
            };
            form.text(ui, field, |t| typed(OfActor::Name, t));
        });
    });
    ui.add_space(6.0);
    row(ui, "Kind", |ui, label| {
        let combo = ComboBox::from_id_salt(key("kind"))
            .selected_text(actor.kind.name())
            .width(ui.available_width())
            .show_ui(ui, |ui| {
                for kind in ActorKind::ALL {
                    if ui
                        .selectable_label(kind == actor.kind, kind.name())
                        .clicked()
                        && kind != actor.kind
                    {
                        form.edit(set(ActorField::Kind(kind)));
                    }
                }
            });
        combo.response.labelled_by(label);
    });
    row(ui, "Role", |ui, label| {
        let field =
            Text::new(key("role"), "Role", &actor.role).hint("Who or what it is, in a line");
        form.text(ui, field, |t| typed(OfActor::Role, t))
            .labelled_by(label);
    });
    if actor.kind == ActorKind::Event || actor.when != When::NotGiven {
        row(ui, "Date", |ui, label| {
            date(form, ui, key("date"), label, &actor.when, |t| {
                typed(OfActor::When, t)
            });
        });
    }
    row(ui, "Aliases", |ui, label| {
        let value = actor.aliases.join(", ");
        let field = Text::new(key("aliases"), "Aliases", &value).hint("Other names, with commas");
        form.text(ui, field, |t| typed(OfActor::Aliases, t))
            .labelled_by(label);
    });
    row(ui, "Tags", |ui, label| {
        let value = actor.tags.join(", ");
        let field = Text::new(key("tags"), "Tags", &value).hint("Keywords, with commas");
        form.text(ui, field, |t| typed(OfActor::Tags, t))
            .labelled_by(label);
    });
    row(ui, "Portrait", |ui, label| {
        let field = Text::new(key("portrait"), "Portrait", &actor.portrait)
            .hint("Image file beside the document");
        form.text(ui, field, |t| {
            Ok(set(ActorField::Portrait(t.trim().to_owned())))
        })
        .labelled_by(label);
        let missing = !actor.portrait.is_empty() && !form.ws.portraits().contains_key(id);
        if missing && form.ws.path().is_some() {
            let why = "No file of that name that can be read is beside the document or below it";
            trouble(ui, form.theme, why);
        }
        ui.horizontal(|ui| {
            let choose = ui.button("Portrait…").on_hover_text(
                "Choose a PNG or JPEG: it is copied beside the document. Or drop one on the actor",
            );
            if choose.clicked() {
                form.out.push(Command::AskPortrait(id.clone()));
            }
            let some = !actor.portrait.is_empty();
            let remove = ui.add_enabled(some, Button::new("Remove portrait"));
            let remove = remove.on_hover_text("The file stays where it is");
            if remove.clicked() {
                form.edit(set(ActorField::Portrait(String::new())));
            }
        });
    });
    row(ui, "Place", |ui, _| pin(form, ui, id));
    section(ui, "Notes");
    let field = Text::new(key("notes"), "Notes", &actor.notes)
        .rows(3)
        .hint("Anything worth remembering");
    form.text(ui, field, |t| typed(OfActor::Notes, t));
    actions(form, ui, actor);
    delete(
        form,
        ui,
        "Delete actor",
        "Delete this actor with its actions",
    );
}

/// A date field; `make` turns what is typed into a gesture.
pub(super) fn date(
    form: &mut Form<'_>,
    ui: &mut Ui,
    id: Id,
    label: Id,
    when: &When,
    make: impl FnOnce(&str) -> Made,
) {
    let value = when.to_string();
    let field = Text::new(id, "Date", &value).hint(DATE_FORMS);
    form.text(ui, field, make).labelled_by(label);
}

fn pin(form: &mut Form<'_>, ui: &mut Ui, id: &ActorId) {
    let (doc, arrangement) = (form.ws.document(), form.ws.arrangement());
    let mut pinned = arrangement.places.get(id).is_some_and(|p| p.pin);
    let tip = format!("Layouts leave it where it is in “{}”", arrangement.name);
    if ui
        .checkbox(&mut pinned, "Pinned")
        .on_hover_text(tip)
        .changed()
        && let Some(place) = arrangement.resolved(&doc.graph).get(id)
    {
        let place = [(id.clone(), *place)];
        form.edit(edit::pin_actors(doc, &arrangement.name, &place, pinned));
    }
}

fn actions(form: &mut Form<'_>, ui: &mut Ui, actor: &Actor) {
    let links = form.ws.document().graph.links_of(&actor.id);
    section(ui, &format!("Actions ({})", links.len()));
    if links.is_empty() {
        super::form::quiet(
            ui,
            "None yet: drag from its rim to another actor, or press C.",
        );
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let all = links.len();
        for link in links.into_iter().take(MOST_LISTED) {
            action_entry(form, ui, link);
        }
        and_more(ui, all);
    });
}

/// An action in a list: its line, its sentence, and how it stands where that is not
/// as usual. A click selects it.
pub(super) fn action_entry(form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>) {
    let doc = form.ws.document();
    ui.horizontal_top(|ui| {
        sample::line(ui, form.theme, link.action.stance.band(), 30.0);
        // A list reads like a list of facts: how each stands is said in it.
        let mut text = words::sentence(doc, link);
        if let Some(note) = words::standing_note(doc, link.action) {
            text = format!("{text} {note}");
        }
        let button = Button::selectable(false, text).wrap();
        if ui
            .add(button)
            .on_hover_text(words::action(doc, link))
            .clicked()
        {
            let id = link.action.id.clone();
            form.out.push(Command::Select(Selection::action(id)));
        }
    });
}

/// The button at the end of the panel.
pub(super) fn delete(form: &mut Form<'_>, ui: &mut Ui, text: &str, tip: &str) {
    ui.add_space(18.0);
    ui.horizontal(|ui| {
        let colour = super::super::look::color(form.theme.alarm);
        let button = Button::new(RichText::new(text).color(colour));
        if ui.add(button).on_hover_text(tip).clicked() {
            form.out.push(Do::Delete.into());
        }
    });
}

/// A sentence at the top of a panel.
pub(super) fn headline(ui: &mut Ui, text: impl Into<egui::WidgetText>) {
    ui.add(Label::new(text.into()).wrap());
}
