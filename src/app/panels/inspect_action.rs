//! The inspector of one action.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Align, FontId};
use eframe::egui::{
    Button, DragValue, Id, Layout, RichText, Slider, SliderClamping, TextStyle, TextWrapMode, Ui,
    WidgetText, vec2,
};

use super::super::look;
use super::choose::{Chosen, actors, choose};
use super::form::{Form, Text, name, row, section, show_rail};
use super::inspect_actor::{date, delete, headline};
use super::inspect_claim::Cards;
use super::inspect_response::Answers;
use super::sample;
use super::typed::{self, OfAction};
use crate::edit::{self, ActionField};
use crate::model::{ActionId, ActorKind, Evidence, Link, Stance, StanceBand};
use crate::picture::words;

/// Shows one action.
pub(super) fn show(
    form: &mut Form<'_>,
    ui: &mut Ui,
    (cards, answers): (&mut Cards, &mut Answers),
    id: &ActionId,
) {
    let doc = form.ws.document();
    let Some(link) = doc.graph.link(id) else {
        return;
    };
    let action = link.action;
    let key = |what: &str| Id::new(("action", id.as_str(), what));
    let set = |field: ActionField| edit::set_action(doc, id, field);
    let typed = |field: OfAction, text: &str| typed::action(doc, id, field, text);
    sentence(form, ui, link);
    ui.add_space(6.0);
    ends(form, ui, link, key("from"), key("to"));
    row(ui, "Verb", |ui, label| {
        let field = Text::new(key("verb"), "Verb", &action.verb);
        form.text(ui, field, |t| typed(OfAction::Verb, t))
            .labelled_by(label);
    });
    row(ui, "Stance", |ui, label| {
        stance(form, ui, id, label, action.stance);
    });
    row(ui, "Weight", |ui, label| {
        let add = |ui: &mut Ui, weight: &mut f64| {
            let drag = DragValue::new(weight)
                .range(0.1..=100.0)
                .clamp_existing_to_range(false)
                .speed(0.02)
                .max_decimals(2)
                .update_while_editing(false);
            let response = ui.add_sized(vec2(64.0, ui.spacing().interact_size.y), drag);
            response.on_hover_text("How much it matters next to the others; 1 is usual")
        };
        let make = |weight: f64| set(ActionField::Weight((weight * 100.0).round() / 100.0));
        let (_, response) = form.number(ui, key("weight"), action.weight, add, make);
        response.labelled_by(label);
    });
    row(ui, "Date", |ui, label| {
        date(form, ui, key("date"), label, &action.when, |t| {
            typed(OfAction::When, t)
        });
    });
    let event = [link.from, link.to]
        .into_iter()
        .filter_map(|end| doc.graph.actor(end))
        .find(|a| a.kind == ActorKind::Event);
    if event.is_some() || !action.role.is_empty() {
        row(ui, "Role", |ui, label| {
            let field =
                Text::new(key("role"), "Role", &action.role).hint("speaker, victim, host …");
            form.text(ui, field, |t| typed(OfAction::Role, t))
                .labelled_by(label);
            if let Some(event) = event {
                let text = format!("The part played in “{}”.", event.name);
                ui.label(RichText::new(text).small().weak());
            }
        });
    }
    cards.show(form, ui, link);
    answers.show(form, ui, link);
    section(ui, "Notes");
    let field = Text::new(key("notes"), "Notes", &action.notes)
        .rows(3)
        .hint("Anything worth remembering");
    form.text(ui, field, |t| typed(OfAction::Notes, t));
    delete(
        form,
        ui,
        "Delete action",
        "Delete this action with its claims",
    );
}

/// Who does what to whom, the verb in the colour of its stance, and how well
/// that is supported.
fn sentence(form: &Form<'_>, ui: &mut Ui, link: Link<'_>) {
    let doc = form.ws.document();
    let [from, deed, to] = words::deed(doc, link);
    let size = TextStyle::Heading.resolve(ui.style()).size - 1.0;
    let part = |family, colour| TextFormat {
        font_id: FontId::new(size, family),
        color: colour,
        line_height: Some(size * 1.35),
        valign: Align::BOTTOM,
        ..TextFormat::default()
    };
    let ink = look::color(form.theme.ink);
    let verb = look::color(form.theme.stance(link.action.stance.band()));
    let mut job = LayoutJob::default();
    job.append(&from, 0.0, part(look::semi_bold(), ink));
    job.append(
        &format!(" {deed} "),
        0.0,
        part(look::family(crate::picture::Weight::Regular), verb),
    );
    job.append(&to, 0.0, part(look::semi_bold(), ink));
    headline(ui, WidgetText::from(job));
    let evidence = link.action.evidence();
    let when = link.action.when.in_words();
    let told = match evidence {
        Evidence::None => RichText::new(format!("⚠ {}", words::evidence(evidence)))
            .color(look::color(form.theme.alarm)),
        _ => match words::standing(&link.action.claims) {
            usual if usual.is_empty() => RichText::new(words::evidence(evidence)).weak(),
            standing => RichText::new(standing).weak(),
        },
    };
    ui.horizontal(|ui| {
        ui.label(told);
        if !when.is_empty() {
            ui.label(RichText::new(format!("·  {when}")).weak());
        }
    });
}

/// Who acts and who is acted upon, and a button that turns it round.
fn ends(form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>, from_key: Id, to_key: Id) {
    let doc = form.ws.document();
    let id = &link.action.id;
    let shown = |end| doc.graph.actor(end).map_or("?", |a| a.name.as_str());
    for (label, key, end) in [("From", from_key, link.from), ("To", to_key, link.to)] {
        let picked = row(ui, label, |ui, label_id| {
            ui.horizontal(|ui| {
                let swap = label == "To";
                let room = ui.available_width() - if swap { 36.0 } else { 0.0 };
                let picked = ui
                    .allocate_ui(vec2(room, ui.spacing().interact_size.y), |ui| {
                        choose(ui, key, label_id, shown(end), || actors(doc), None)
                    })
                    .inner;
                if swap {
                    let button = ui.add(Button::new("↕").min_size(vec2(28.0, 0.0)));
                    name(ui, button.id, "Reverse action");
                    if button.on_hover_text("Turn it round").clicked()
                        && let Some(turned) = edit::reverse_action(doc, id)
                    {
                        form.edit(turned);
                    }
                }
                picked
            })
            .inner
        });
        if let Some(Chosen::Known(other)) = picked
            && other != *end
        {
            let (from, to) = if label == "From" {
                (other, link.to.clone())
            } else {
                (link.from.clone(), other)
            };
            form.edit(edit::reconnect(doc, id, from, to));
        }
    }
}

/// The stance on its scale, told by word, colour and dash. A word sets it.
fn stance(form: &mut Form<'_>, ui: &mut Ui, id: &ActionId, label: Id, value: Stance) {
    const SAMPLE: f32 = 28.0;
    let doc = form.ws.document();
    let make = |v: f64| {
        // The slider keeps to its range; a neutral stance stands in for what cannot be.
        let stance = Stance::new((v * 100.0).round() / 100.0).unwrap_or(Stance::NEUTRAL);
        edit::set_action(doc, id, ActionField::Stance(stance))
    };
    let key = Id::new(("action", id.as_str(), "stance"));
    let gap = ui.spacing().item_spacing.x;
    let now = ui
        .horizontal(|ui| {
            let sample = ui
                .allocate_space(vec2(SAMPLE, ui.spacing().interact_size.y))
                .1;
            let theme = form.theme;
            let add = |ui: &mut Ui, v: &mut f64| {
                ui.spacing_mut().slider_width = ui.available_width();
                show_rail(ui, theme);
                let slider = Slider::new(v, -1.0..=1.0)
                    .step_by(0.05)
                    // A stance between two steps stays as it is.
                    .clamping(SliderClamping::Never)
                    .show_value(false);
                let response = ui.add(slider);
                response.on_hover_text(format!("{v:+.2}").replace('-', "−"))
            };
            let (number, response) = form.number(ui, key, value.value(), add, make);
            response.labelled_by(label);
            let now = Stance::new(number).unwrap_or(value).band();
            sample::line_in(ui, form.theme, now, sample);
            now
        })
        .inner;
    ui.add_space(-ui.spacing().item_spacing.y);
    ui.spacing_mut().interact_size.y = 14.0;
    ui.spacing_mut().button_padding = vec2(0.0, 1.0);
    ui.horizontal(|ui| {
        ui.add_space(SAMPLE + gap);
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.columns(3, |columns| {
            let ways = [
                (-typed::MARKED, Align::Min),
                (0.0, Align::Center),
                (typed::MARKED, Align::Max),
            ];
            for ((ui, band), (to, align)) in columns.iter_mut().zip(StanceBand::ALL).zip(ways) {
                let text = RichText::new(band.name()).small();
                let text = if band == now {
                    text.color(look::color(form.theme.stance(band)))
                        .family(look::semi_bold())
                } else {
                    text.weak()
                };
                ui.with_layout(Layout::top_down(align), |ui| {
                    let word = ui.add(
                        Button::new(text)
                            .frame(false)
                            .wrap_mode(TextWrapMode::Extend),
                    );
                    if word
                        .on_hover_text(format!("Make it {}", band.name()))
                        .clicked()
                        && band != now
                    {
                        form.edit(make(to));
                    }
                });
            }
        });
    });
}
